"""Where the body is: the range of blocks that holds the story."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from normalize.document import Element
from normalize.label.structure_page import Page, Signature, own

_LEAF: Final = frozenset(
    {
        *("p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"),
        *("tr", "td", "th", "figcaption", "caption"),
    }
)
"""Elements that hold text but no story; their points go to what is around them."""

_RUNNING: Final = frozenset({"p", "li", "blockquote", "dd"})
_LEVELS: Final = 7
_FADING: Final = 0.55
_NAMED_BODY: Final = 1.6
_NEAR_HEADLINE: Final = 1.3
_BELOW: Final = 20
"""Blocks below the headline within which its story begins."""

_MINORITY: Final = 0.3
_MAJORITY: Final = 0.7
_APART: Final = 30
"""Blocks between two pieces of one story."""

_WORTHWHILE: Final = 0.12
"""The share of prose that an ancestor must add to be worth climbing to."""


def find_body(page: Page) -> tuple[int, int] | None:
    """The first block of the body and the one after its last; None on a page without prose."""
    best = _best(page)
    if best < 0:
        return None
    first, last = _climb(page, best)
    if page.good_to[last] - page.good_to[first] < _MINORITY * page.good_to[-1]:
        return _widest(page, first, last)
    return first, last


def _widest(page: Page, first: int, last: int) -> tuple[int, int]:
    """The lowest element with most of the prose, where no cluster of paragraphs has it.

    Page builders wrap each paragraph in boxes of its own.
    """
    enough = _MAJORITY * page.good_to[-1]
    for e in range(len(page.elements) - 1, -1, -1):
        here = page.elements[e]
        if page.good_in(e) >= enough:
            return here.first, here.last
    return first, last


def _best(page: Page) -> int:
    """The element with the most and longest paragraphs close below it."""
    elements = page.elements
    scores = [0.0] * len(elements)
    for good, block in zip(page.good, page.blocks, strict=True):
        if not good:
            continue
        points = 1 + min(good / 100, 4)
        e = block.element
        if elements[e].tag in _LEAF:
            e = elements[e].parent
        for _ in range(_LEVELS):
            if e < 0:
                break
            scores[e] += points
            points *= _FADING
            e = elements[e].parent
    best, top = -1, 0.0
    for e, score in enumerate(scores):
        if score > top / (_NAMED_BODY * _NEAR_HEADLINE):
            score *= 1 - page.link_density(e)
            if page.names(e).body:
                score *= _NAMED_BODY
            if _is_near(elements[e], page.headline):
                score *= _NEAR_HEADLINE
            if score > top:
                best, top = e, score
    return best


def _is_near(element: Element, headline: int) -> bool:
    """Whether an element holds the headline, or begins right below it."""
    return 0 <= headline < element.last and element.first <= headline + _BELOW


def _climb(page: Page, best: int) -> tuple[int, int]:
    """Go as far up as what is added looks like what is there.

    Advertisements and layout cut a story into several containers; their paragraphs have the
    tag and the names of those in the best one.
    """
    elements = page.elements
    first, last = elements[best].first, elements[best].last
    have = page.good_to[last] - page.good_to[first]
    looks = [_look(page, i) if good else None for i, good in enumerate(page.good)]
    shares: dict[Signature, float] = {}
    for look, good in zip(looks[first:last], page.good[first:last], strict=True):
        if look is not None:
            shares[look] = shares.get(look, 0.0) + good
    main = own(shares)
    alike = [
        g if look in main or _is_note(look) else 0.0
        for look, g in zip(looks, page.good, strict=True)
    ]
    alike_to = [0.0, *accumulate(alike)]
    up = elements[best].parent
    while up >= 0:
        here = elements[up]
        added = page.good_in(up) - have
        if added >= _WORTHWHILE * have:
            same = alike_to[here.last] - alike_to[here.first] - alike_to[last] + alike_to[first]
            if same > added / 2 and _goes_on(alike, first, last, here):
                first, last = here.first, here.last
                have += added
        up = here.parent
    return first, last


def _goes_on(alike: Sequence[float], first: int, last: int, around: Element) -> bool:
    """Whether more of the story stands near what is there: an advertisement away, not a page."""
    near = (
        *alike[max(around.first, first - _APART) : first],
        *alike[last : min(around.last, last + _APART)],
    )
    return any(near)


def _is_note(look: Signature | None) -> bool:
    """Whether a block is a footnote: it belongs to the text above it."""
    return look is not None and "footnote" in look[1]


def _look(page: Page, i: int) -> Signature:
    """The signature of a block, as far as parts of one story have it in common.

    List items and quotations are running text as paragraphs are; `text_indent` is a `text`.
    """
    tag, names = page.signature(i)
    return ("p" if tag in _RUNNING else tag), names.partition("_")[0]
