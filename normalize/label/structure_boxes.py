"""Boxes inside the body: the few paragraphs that look like none of the story's."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from normalize.article import Reason
from normalize.document import Label
from normalize.label.structure_page import Page, own

_STORY: Final = 0.5
"""The share of the prose that such signatures must have for others to be strange."""

_RARE: Final = 0.1
_FEW: Final = 3
_LONGEST: Final = 400

_BOX: Final = Label.remove(Reason.OUTSIDE_BODY, "html.box", confidence=0.6)


def label_boxes(page: Page, first: int, last: int) -> None:
    """Label paragraphs with names of their own, in an element without any of the story's.

    Promotions, polls and the captions of slides stand between the story's paragraphs so. What
    stands above the first of these may be the standfirst and is left alone.
    """
    shares = page.signatures(first, last)
    have = sum(shares.values())
    main = own(shares)
    if sum(shares[signature] for signature in main) < max(1, _STORY * have):
        return
    counts: dict[tuple[str, str], int] = {}
    story: list[int] = []
    free = page.free(first, last)
    signatures = [page.signature(i) for i in free]
    for i, signature in zip(free, signatures, strict=True):
        counts[signature] = counts.get(signature, 0) + 1
        if page.good[i] and signature in main:
            story.append(i)
    for i, signature in zip(free, signatures, strict=True):
        block = page.blocks[i]
        tag, names = signature
        if tag != "p" or not names or block.kind != "paragraph" or i < story[0]:
            continue
        if counts[signature] > _FEW or shares.get(signature, 0.0) >= _RARE * have:
            continue
        box = page.elements[max(0, page.elements[block.element].parent)]
        holds_story = bisect_left(story, box.first) < bisect_left(story, box.last)
        if len(block.text) <= _LONGEST and not holds_story:
            page.labels[i] = _BOX
