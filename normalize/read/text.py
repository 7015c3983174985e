"""Text to blocks: lines, and paragraphs where lines were wrapped.

Nothing but line ends splits here, and nothing is stripped from a block: a U+0085 or U+00A0
may be half of a mojibake letter. Every block is one stretch of the source.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from normalize.document import SourceBlock

if TYPE_CHECKING:
    from normalize.document import Document

NARROW, WIDE = 40, 132
"""Characters a line is wrapped at, at the least and at the most: wire copy uses 60 to 72,
e-mail up to 78, terminals up to 132."""

_LINE_END = re.compile(r"\r\n|[\n\r\f]")
_END_MARK = re.compile(r"\s*(?:reuters?|ends?|-{1,2}\s*(?:30|ends?|0)\s*-{1,2}|#{3,})\s*", re.I)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uff65]")
_HYPHEN_AT_END = re.compile(r"(?<=[a-z]-)[ \t]*(?:\r\n|[\n\r\f])[ \t]*(?=[a-z])")


class Line(NamedTuple):
    """A line of the source: source[start:end], without its line end."""

    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """White space at its head, in characters."""
        return len(self.text) - len(self.text.lstrip())


def read_text(document: Document) -> Document:
    """Fill `document.blocks` from the lines of `document.source`."""
    document.blocks = [
        SourceBlock(_joined(document.source[start:end]), spans=((start, end),))
        for paragraph in paragraphs(document.source)
        for start, end in [_trimmed(document.source, paragraph[0].start, paragraph[-1].end)]
    ]
    return document


def _joined(text: str) -> str:
    """A wrapped paragraph, with words that were hyphenated at a line's end put together.

    The hyphen stays: whether it belongs to the word, no one can tell from here.
    """
    return _HYPHEN_AT_END.sub("", text) if "-" in text and "\n" in text else text


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends; a block holds what can be seen.

    Only ASCII white space: anything else could be half of a letter.
    """
    text = source[start:end]
    return start + len(text) - len(text.lstrip(" \t\r\n\f\v")), end - len(text) + len(
        text.rstrip(" \t\r\n\f\v")
    )


def lines(source: str) -> Iterator[Line]:
    """The lines of `source`, with their offsets."""
    start = 0
    if "\r" not in source and "\f" not in source:
        for text in source.split("\n"):
            yield Line(start, start + len(text), text)
            start += len(text) + 1
        return
    for end in _LINE_END.finditer(source):
        yield Line(start, end.start(), source[start : end.start()])
        start = end.end()
    yield Line(start, len(source), source[start:])


def paragraphs(source: str) -> Iterator[list[Line]]:
    """Runs of lines that make one paragraph each; a line alone where nothing was wrapped."""
    chunks = list(_chunks(source))
    wrapped = [len(chunk) > 2 and is_wrapped(chunk) for chunk in chunks]
    width = max((_width(c) for c, w in zip(chunks, wrapped, strict=True) if w), default=0)
    for chunk, is_wrapped_here in zip(chunks, wrapped, strict=True):
        if is_wrapped_here:
            yield from _unwrap(chunk)
        elif len(chunk) == 2 and _goes_on(chunk[0], chunk[1], width):
            yield chunk
        else:
            yield from ([line] for line in chunk)


def _goes_on(line: Line, after: Line, width: int) -> bool:
    """Whether two lines are one wrapped paragraph, in a text that is wrapped at `width`."""
    if width:
        return not _fits(line, after, width - 8) and not _END_MARK.fullmatch(after.text)
    return NARROW <= len(line.text) <= WIDE and after.text[:1].islower()


def _chunks(source: str) -> Iterator[list[Line]]:
    """The runs of lines between blank lines."""
    chunk: list[Line] = []
    for line in lines(source):
        if line.text and not line.text.isspace():
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def is_wrapped(chunk: Sequence[Line]) -> bool:
    """Whether someone broke the lines of `chunk` at a fixed width.

    A line was broken there if the first word of the next one would not have fitted: that
    holds for nearly all lines inside wrapped paragraphs, and for few in lists of titles.
    Indented lines start a paragraph, so the line before them says nothing.
    """
    if _is_indented(chunk) and _width(chunk) <= WIDE:
        return True
    width = _width(chunk)
    if not NARROW <= width <= WIDE:
        return False
    broken = sum(not _fits(line, after, width) for line, after in _pairs(chunk))
    ends = sum(_is_end(line.text) for line in chunk[:-1])
    return broken >= 0.75 * (len(chunk) - 1) and ends <= 0.6 * (len(chunk) - 1)


def _is_indented(chunk: Sequence[Line]) -> bool:
    """Whether paragraphs are told by indented first lines, with wrapped lines between."""
    starts = sum(line.indent >= 2 for line in chunk)
    flush = [line for line in chunk if line.indent == 0]
    return starts >= 1 and len(chunk) >= 3 and bool(flush) and _has_flush_after_indent(chunk)


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
        new = after.indent > 0 if indented else _fits(line, after, width - 8) and _is_end(line.text)
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


def _is_end(text: str) -> bool:
    return (
        text.rstrip().rstrip("\"'”’»)]").endswith((".", "!", "?", "。", "！", "？", "…", "।", ":"))
    )
