"""Marks that a block's text leaves out, and where the rest stands in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from normalize.article import Repair, Spans

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

BLANK = " \t\r\n\f\v"
"""White space that is never half of a letter."""


def trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends; a block holds what can be seen.

    Only ASCII white space: anything else could be half of a letter.
    """
    text = source[start:end]
    return end - len(text.lstrip(BLANK)), start + len(text.rstrip(BLANK))


def merged(marks: Iterable[tuple[int, int]]) -> Spans:
    """The marks in order; one inside another, as in an image, is part of it."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def cut_marks(
    document: Document,
    block: SourceBlock,
    marks: Iterable[tuple[int, int]],
    name: str,
    swaps: Sequence[tuple[int, str]] = (),
) -> None:
    """Leave marks out of a block's text.

    Args:
        document: gets a repair for each mark that can be seen.
        block: still as it stands in the source.
        marks: stretches of the source.
        name: the repairs' name.
        swaps: white space that takes the place of one character, outside the marks.
    """
    start, end = (block.spans or ((0, 0),))[0]
    letters = list(block.text)
    for at, white in swaps:
        letters[at - start] = white
        document.repairs.append(Repair(name, (at, at + 1), document.source[at], white))
    kept: list[str] = []
    at = start
    inside = [(max(left, start), min(right, end)) for left, right in marks]
    block.marks = merged(mark for mark in inside if mark[0] < mark[1])
    for left, right in block.marks:
        kept += letters[at - start : left - start]
        at = right
        _write_down(document, left, right, name)
    block.text = "".join((*kept, *letters[at - start :]))


def cover(document: Document, blocks: Sequence[SourceBlock], at: int = 0) -> None:
    """Give every mark from `at` on between two blocks to the one after it; the last to the last."""
    source = document.source
    for block in blocks:
        start, end = (block.spans or ((0, 0),))[0]
        left, right = trimmed(source, at, start)
        if left < right:
            block.spans = ((left, end),)
            block.marks = ((left, start), *block.marks)
            _write_down(document, left, right, "drop_marks")
        at = end
    left, right = trimmed(source, at, len(source))
    if left < right and blocks:
        last = blocks[-1]
        last.marks = (*last.marks, (at, right))
        last.spans = (((last.spans or ((0, 0),))[0][0], right),)
        _write_down(document, left, right, "drop_marks")
    document.repairs.sort(key=_place)


class Places:
    """Where the characters of a block, as it was read, stand in the source."""

    def __init__(self, block: SourceBlock) -> None:
        self._start = (block.spans or ((0, 0),))[0][0]
        sizes = [right - left for left, right in block.marks]
        self._left_out = [0, *accumulate(sizes)]
        self._at = [
            left - self._start - before
            for (left, _), before in zip(block.marks, self._left_out, strict=False)
        ]

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands; marks inside it are part of it."""
        left = start + self._left_out[bisect_right(self._at, start)]
        right = end + self._left_out[bisect_left(self._at, end)] if end > start else left
        return self._start + left, self._start + right


def without_overlaps(repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs by place; a mark inside a stretch that was changed as a whole is part of it."""
    found: list[Repair] = []
    for repair in sorted(repairs, key=_place):
        if repair.span and found and found[-1].span and repair.span[0] < found[-1].span[1]:
            continue
        found.append(repair)
    return found


def _write_down(document: Document, left: int, right: int, name: str) -> None:
    left, right = trimmed(document.source, left, right)
    if left < right:
        document.repairs.append(Repair(name, (left, right), document.source[left:right], ""))


def _place(repair: Repair) -> tuple[int, int]:
    """Repairs without a place last; of two that begin together, the longer first."""
    return (repair.span[0], -repair.span[1]) if repair.span else (1 << 62, 0)
