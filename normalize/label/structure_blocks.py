"""Blocks inside the body that look like chrome: by links, signature, and position."""

from __future__ import annotations

from typing import Final

from normalize.article import Reason
from normalize.document import Element, Label
from normalize.label.structure_page import PROSE, Page, Signature, width

_LINKED: Final = 0.7
_LINK_LENGTH: Final = 150
_COMMON: Final = 0.1
"""The share of the prose from which a signature is usual for this story."""

_RARE: Final = 0.02
_FEW: Final = 3
_ASIDE: Final = 400
"""Letters up to which a paragraph unlike all others is no part of the story."""

_HINTED: Final = 300
_HINTED_BLOCKS: Final = 6
_RUNNING: Final = frozenset({"p", "td", "th"})

_LINK = Label.remove(Reason.RELATED, "html.link", confidence=0.7)
_FIGURE = Label.remove(Reason.CAPTION, "html.figure", confidence=0.7)
_HEAD = Label.remove(Reason.OUTSIDE_BODY, "html.head", confidence=0.6)
_TAIL = Label.remove(Reason.OUTSIDE_BODY, "html.tail", confidence=0.6)
_ODD = Label.remove(Reason.OUTSIDE_BODY, "html.odd", confidence=0.6)


def label_blocks(page: Page, first: int, last: int) -> None:
    """Label the chrome among the blocks of the body, `first` to `last`."""
    prose = [i for i in range(first, last) if page.good[i]]
    start, end = (prose[0], prose[-1]) if prose else (first, last)
    _label_elements(page, first, last, start)
    _label_links(page, first, last)
    _label_by_signature(page, first, last, start, end)
    _label_lone_headings(page, first, last)


def _label_elements(page: Page, first: int, last: int, start: int) -> None:
    """Label the text of figures, and small elements with a hint in their name."""
    until = first
    for element, names in zip(page.elements, page.names, strict=True):
        if not until <= element.first < element.last <= last:
            continue
        if element.tag == "figure":
            if page.good_to[element.last] - page.good_to[element.first] <= _HINTED:
                _label_figure(page, element)
            until = element.last
        elif names.hint and element.first > start and not names.body:
            good = page.good_to[element.last] - page.good_to[element.first]
            if element.last - element.first <= _HINTED_BLOCKS and good <= _HINTED:
                label = Label.remove(names.hint, f"html.{names.hint}", confidence=0.6)
                for i in range(element.first, element.last):
                    if page.is_free(i) and page.blocks[i].kind in ("paragraph", "heading"):
                        page.labels[i] = label
                until = element.last


def _label_figure(page: Page, figure: Element) -> None:
    """All text in a figure is a picture's, unless it is a quotation, a list or a table."""
    for i in range(figure.first, figure.last):
        if page.blocks[i].kind == "paragraph" and page.is_free(i):
            page.labels[i] = _FIGURE


def _label_links(page: Page, first: int, last: int) -> None:
    """Label lists and runs of links, and headings of cards that lead to other stories."""
    for e, element in enumerate(page.elements):
        if not first <= element.first < element.last <= last:
            continue
        if element.tag in ("ul", "ol"):
            if (
                element.last - element.first < 10
                and page.link_density(e) > 0.6
                and all(
                    page.leads_on(i) for i in range(element.first, element.last) if page.is_free(i)
                )
            ):
                for i in range(element.first, element.last):
                    if page.is_free(i):
                        page.labels[i] = _LINK
    before = False
    for i in range(first, last):
        block = page.blocks[i]
        if not page.is_free(i):
            continue
        linked = block.linked > _LINKED * len(block.text)
        if linked and block.kind == "heading":
            parent = page.elements[page.elements[block.element].parent]
            if parent.last - parent.first <= 3 and page.leads_on(i):
                page.labels[i] = _LINK
        is_link = linked and block.kind == "paragraph" and len(block.text) < _LINK_LENGTH
        if is_link and before:
            page.labels[i] = page.labels[i - 1] = _LINK
        before = is_link


def _label_by_signature(page: Page, first: int, last: int, start: int, end: int) -> None:
    """Label paragraphs whose tag and names are not the story's."""
    have = page.good_to[last] - page.good_to[first]
    shares = page.signatures(first, last)
    counts: dict[Signature, int] = {}
    for i in range(first, last):
        if page.is_free(i):
            signature = page.signature(i)
            counts[signature] = counts.get(signature, 0) + 1
    for i in range(first, last):
        block = page.blocks[i]
        if block.kind != "paragraph" or not page.is_free(i):
            continue
        signature = page.signature(i)
        share = shares.get(signature, 0.0) / have if have else 0.0
        size = width(block.text)
        if block.linked > _LINKED * len(block.text) and size < _LINK_LENGTH and share < _COMMON:
            page.labels[i] = _LINK
        elif page.good[i]:
            if (
                counts[signature] == 1
                and signature[1]
                and signature[0] not in _RUNNING
                and share < _COMMON
                and size < _ASIDE
            ):
                page.labels[i] = _ODD
        elif size >= PROSE or share >= _RARE:
            continue
        elif i < start:
            page.labels[i] = _HEAD
        elif i > end:
            page.labels[i] = _TAIL
        elif signature[0] not in _RUNNING and counts[signature] <= _FEW:
            page.labels[i] = _ODD


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
