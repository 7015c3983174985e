"""Blocks inside the body that look like chrome: by links, signature, and position."""

from __future__ import annotations

from typing import Final

from normalize.article import Reason
from normalize.document import Label
from normalize.label.structure_page import PROSE, Page, Signature, width

_LINKED: Final = 0.7
_LINK_LENGTH: Final = 150
_COMMON: Final = 0.1
"""The share of the prose from which a signature is usual for this story."""

_RARE: Final = 0.02
_FEW: Final = 3
_RUNNING: Final = frozenset({"p", "td", "th"})

_LINK = Label.remove(Reason.RELATED, "html.link", confidence=0.7)
_FIGURE = Label.remove(Reason.CAPTION, "html.figure", confidence=0.7)
_HEAD = Label.remove(Reason.OUTSIDE_BODY, "html.head", confidence=0.6)
_TAIL = Label.remove(Reason.OUTSIDE_BODY, "html.tail", confidence=0.6)
_ODD = Label.remove(Reason.OUTSIDE_BODY, "html.odd", confidence=0.6)


def label_blocks(page: Page, first: int, last: int) -> None:
    """Label the chrome among the blocks of the body, `first` to `last`."""
    have = page.good_to[last] - page.good_to[first]
    shares = page.signatures(first, last)
    free = [i for i in range(first, last) if page.is_free(i)]
    prose = [i for i in free if page.good[i]]
    start, end = (prose[0], prose[-1]) if prose else (first, last)
    counts: dict[Signature, int] = {}
    for i in free:
        signature = page.signature(i)
        counts[signature] = counts.get(signature, 0) + 1
    figures = _in_figures(page, first, last)
    for i in free:
        block = page.blocks[i]
        if block.kind != "paragraph":
            continue
        if i in figures:
            page.labels[i] = _FIGURE
            continue
        signature = page.signature(i)
        share = shares.get(signature, 0.0) / have if have else 0.0
        size = width(block.text)
        linked = block.linked > _LINKED * len(block.text)
        if linked and size < _LINK_LENGTH and share < _COMMON:
            page.labels[i] = _LINK
        elif page.good[i] or size >= PROSE or share >= _RARE:
            continue
        elif i < start:
            page.labels[i] = _HEAD
        elif i > end:
            page.labels[i] = _TAIL
        elif signature[0] not in _RUNNING and counts[signature] <= _FEW:
            page.labels[i] = _ODD
    _label_lone_headings(page, first, last)


def _in_figures(page: Page, first: int, last: int) -> set[int]:
    """The blocks inside a figure: a picture's text, unless it is a quotation or a table."""
    found: set[int] = set()
    until = first
    for element in page.elements:
        if element.tag == "figure" and until <= element.first < element.last <= last:
            found.update(range(element.first, element.last))
            until = element.last
    return found


def _label_lone_headings(page: Page, first: int, last: int) -> None:
    """A heading goes with its section if all the rest of that has gone."""
    for i in range(first, last):
        block = page.blocks[i]
        if block.kind != "heading" or not page.is_free(i):
            continue
        e = page.elements[block.element].parent
        for _ in range(2):
            if e < 0:
                break
            here = page.elements[e]
            if here.last - here.first > 40:
                break
            rest = [page.labels.get(j) for j in range(here.first, here.last) if j != i]
            if rest:
                if all(rest) and rest[0] is not None:
                    page.labels[i] = rest[0]
                break
            e = here.parent
