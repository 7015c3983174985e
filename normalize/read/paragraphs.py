"""Lines to paragraphs: one each, but for those that were wrapped or broken at tags."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from normalize.read.broken import is_broken, rejoined
from normalize.read.lines import Line, chunks_of, is_end

NARROW, WIDE = 40, 132
"""Characters a line is wrapped at, at the least and at the most: wire copy uses 60 to 72,
e-mail up to 78, terminals up to 132."""

_END_MARK = re.compile(r"\s*(?:reuters?|ends?|-{1,2}\s*(?:30|ends?|0)\s*-{1,2}|#{3,})\s*", re.I)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uff65]")


def paragraphs(rows: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines that make one paragraph each; a line alone where nothing was wrapped."""
    chunks = list(chunks_of(rows))
    wrapped = [len(chunk) > 2 and is_wrapped(chunk) for chunk in chunks]
    width = max((_width(c) for c, w in zip(chunks, wrapped, strict=True) if w), default=0)
    for chunk, is_wrapped_here in zip(chunks, wrapped, strict=True):
        if is_wrapped_here:
            yield from _unwrap(chunk)
        elif len(chunk) > 2 and is_broken(chunk):
            yield from rejoined(chunk)
        elif len(chunk) == 2 and _goes_on(chunk[0], chunk[1], width):
            yield chunk
        else:
            yield from ([line] for line in chunk)


def _goes_on(line: Line, after: Line, width: int) -> bool:
    """Whether two lines are one wrapped paragraph, in a text that is wrapped at `width`."""
    if width:
        return not _fits(line, after, width - 8) and not _END_MARK.fullmatch(after.text)
    return NARROW <= len(line.text) <= WIDE and after.text[:1].islower()


def is_wrapped(chunk: Sequence[Line]) -> bool:
    """Whether someone broke the lines of `chunk` at a fixed width.

    A line was broken there if the first word of the next one would not have fitted: that
    holds for nearly all lines inside wrapped paragraphs, and for few in lists of titles.
    Indented lines start a paragraph, so the line before them says nothing.
    """
    width = _width(chunk)
    if width > WIDE:
        return False
    if _is_indented(chunk):
        return True
    if width < NARROW:
        return False
    broken = sum(not _fits(line, after, width) for line, after in _pairs(chunk))
    ends = sum(is_end(line.text) for line in chunk[:-1])
    return broken >= 0.75 * (len(chunk) - 1) and ends <= 0.6 * (len(chunk) - 1)


def _is_indented(chunk: Sequence[Line]) -> bool:
    """Whether paragraphs are told by indented first lines, with wrapped lines between."""
    if len(chunk) < 3 or not any(line.indent >= 2 for line in chunk):
        return False
    return any(line.indent == 0 for line in chunk) and _has_flush_after_indent(chunk)


def _has_flush_after_indent(chunk: Sequence[Line]) -> bool:
    width = _width(chunk)
    return any(
        line.indent >= 2 and after.indent == 0 and not _fits(line, after, width)
        for line, after in _pairs(chunk)
    ) or all(line.indent >= 2 for line in chunk[1:-1])


def _unwrap(chunk: Sequence[Line]) -> Iterator[list[Line]]:
    """The paragraphs of a wrapped chunk: by indentation where it is used, else by short lines."""
    indented = _is_indented(chunk)
    width = _width(chunk)
    paragraph = [chunk[0]]
    for line, after in _pairs(chunk):
        new = after.indent > 0 if indented else _fits(line, after, width - 8) and is_end(line.text)
        if new or _END_MARK.fullmatch(after.text):
            yield paragraph
            paragraph = []
        paragraph.append(after)
    yield paragraph


def _pairs(chunk: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    return itertools.pairwise(chunk)


def _width(chunk: Sequence[Line]) -> int:
    return max(len(line.text.rstrip()) for line in chunk)


def _fits(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of `after` would have had room on `line`."""
    words = after.text.split(None, 1)
    first = words[0] if words else ""
    return len(line.text.rstrip()) + 1 + (1 if _SPACELESS.match(first) else len(first)) <= width
