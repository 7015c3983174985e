"""Blocks cut in two where a rule takes only a part, with their offsets kept right.

Repaired text and source share their visible characters, apart from what the ledger of
repairs says; so the n-th visible character of a block leads back to its offset.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from normalize.article import Repair, Spans
from normalize.marks import trimmed
from normalize.repair import SEEN, seen

if TYPE_CHECKING:
    from normalize.document import Document, Label, SourceBlock


def apply_labels(document: Document, labels: Mapping[int, Sequence[Label]]) -> None:
    """Put labels on the document's blocks, cutting those of which a label takes a part.

    Elements keep their ranges of blocks.
    """
    if not any(label.part for given in labels.values() for label in given):
        for index, whole in labels.items():
            if whole:
                document.blocks[index].label = whole[0]
        return
    blocks: list[SourceBlock] = []
    moved: list[int] = []
    for index, block in enumerate(document.blocks):
        moved.append(len(blocks))
        given = labels.get(index)
        if given and any(label.part for label in given):
            blocks += cut(document, block, given)
            continue
        if given:
            block.label = given[0]
        blocks.append(block)
    moved.append(len(blocks))
    if len(blocks) > len(document.blocks):
        for element in document.elements:
            element.first, element.last = moved[element.first], moved[element.last]
    document.blocks = blocks


def cut(document: Document, block: SourceBlock, labels: Sequence[Label]) -> list[SourceBlock]:
    """`block` as the pieces that `labels` take out of it and what stays between them.

    Labels with a `part` that overlaps an earlier one are left out. The pieces after the
    first continue its paragraph.
    """
    pieces: list[tuple[int, int, Label | None]] = []
    at = 0
    for label in sorted(labels, key=_start):
        start, end = label.part or (0, len(block.text))
        if start < at or start >= end:
            continue
        pieces += [(at, start, None), (start, end, label)]
        at = end
    pieces.append((at, len(block.text), None))
    kept = [piece for piece in pieces if block.text[piece[0] : piece[1]].strip()]
    borders = [start for start, _, _ in kept]
    spans = source_spans(document, block, borders)
    return [
        replace(
            block,
            text=block.text[start:end].strip(),
            label=label,
            joined=block.joined or index > 0,
            spans=span,
        )
        for index, ((start, end, label), span) in enumerate(zip(kept, spans, strict=True))
    ]


def _start(label: Label) -> int:
    return label.part[0] if label.part else 0


def source_spans(
    document: Document, block: SourceBlock, borders: Sequence[int]
) -> Iterator[Spans | None]:
    """The stretches of the source that pieces of a block come from.

    `borders` are the offsets in the block's text where each piece starts, the first being
    its head. A repair that lies across a border is cut in two there; one of a single character
    belongs to the piece before it.
    """
    if block.spans is None:
        yield from (None for _ in borders)
        return
    start, end = block.spans[0][0], block.spans[-1][1]
    pieces = itertools.pairwise((0, *borders[1:]))
    counts = itertools.accumulate(len(seen(block.text[a:b])) for a, b in pieces)
    cuts = _offsets(document, start, end, counts)
    edges = [start, *cuts, end]
    for left, right in itertools.pairwise(edges):
        head, tail = trimmed(document.source, left, right)
        yield ((head, max(head, tail)),)


def _offsets(document: Document, start: int, end: int, counts: Iterable[int]) -> Iterator[int]:
    """Where in the source the visible characters with these numbers stand; one pass."""
    units = _units(document, start, end)
    left, right, whole = next(units, (end, end, 0))
    count = 0
    for target in counts:
        while target >= count + abs(whole) and left < end:
            count += abs(whole)
            left, right, whole = next(units, (end, end, 0))
        if whole < 0 and target > count:
            middle = _split_repair(document, left, right, target - count)
            if middle < right:
                left, whole, count = middle, whole + target - count, target
            yield middle
        else:
            yield left + (target - count if whole > 0 else 0)


def _split_repair(document: Document, left: int, right: int, size: int) -> int:
    """Cut the repair of source[left:right] behind `size` visible characters of what it gave.

    Returns: where the rest of it begins; its end if it is one character.
    """
    at = next(i for i, each in enumerate(document.repairs) if each.span == (left, right))
    repair = document.repairs[at]
    ends = [run.start() + 1 + i for run in SEEN.finditer(repair.after) for i in range(len(run[0]))]
    if right - left < 2 or size >= len(ends):
        return right
    end = ends[size - 1]
    middle = left + min(end, right - left - 1)
    before = document.source[left:right]
    document.repairs[at : at + 1] = [
        Repair(repair.name, (left, middle), before[: middle - left], repair.after[:end]),
        Repair(repair.name, (middle, right), before[middle - left :], repair.after[end:]),
    ]
    return middle


def _units(document: Document, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Runs of the source as (start, end, visible characters); repaired ones count below zero."""
    at = start
    for repair in _repairs_in(document, start, end):
        left, right = repair.span or (at, at)
        yield from _visible_runs(document.source, at, left)
        yield left, right, -len(seen(repair.after))
        at = right
    yield from _visible_runs(document.source, at, end)


def _visible_runs(source: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for run in SEEN.finditer(source, start, end):
        yield run.start(), run.end(), run.end() - run.start()


def _repairs_in(document: Document, start: int, end: int) -> list[Repair]:
    return [r for r in document.repairs if r.span and start <= r.span[0] and r.span[1] <= end]
