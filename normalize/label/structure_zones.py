"""Dead zones: elements that say by tag or name that they are chrome, and look like it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from typing import Final

from normalize.article import Reason
from normalize.document import Element, Label
from normalize.label.structure_page import Page

_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_NEVER: Final = frozenset({"html", "body", "main", "h1"})
_OF_HEADINGS: Final = frozenset(
    {
        Reason.ADVERTISEMENT,
        Reason.BYLINE,
        Reason.CAPTION,
        Reason.DATE_LINE,
        Reason.HIDDEN,
        Reason.TAGS,
    }
)
"""What the name of a heading may say of it; else it names the section that it opens."""

_LABELS: Final = {
    reason: Label.remove(reason, f"html.{reason.value}", confidence=0.8) for reason in Reason
}

_MOST: Final = {
    Reason.DATE_LINE: 150,
    Reason.BYLINE: 400,
    Reason.TAGS: 300,
    Reason.SHARE: 300,
    Reason.HIDDEN: 400,
    Reason.NAVIGATION: 600,
    Reason.CAPTION: 800,
    Reason.ADVERTISEMENT: 800,
    Reason.PAYWALL: 1000,
    Reason.CONSENT: 1000,
    Reason.NEWSLETTER: 1000,
}
"""Letters of prose above which an element is not what its name says."""

_SHARE: Final = 0.4
"""The share of a page's prose from which elements named alike hold the story."""

_LONG: Final = 1000
"""Letters of prose from which an element may hold the story, whatever its name."""

_STORY: Final = 150
"""Letters of prose that must be left outside of what is named as comments."""

_TEASER: Final = 150
_LINKS: Final = 0.1
"""What is related leads there: more prose than a teaser with fewer links is told here."""

_BIOGRAPHY: Final = 120
"""Letters of prose from which a byline is a biography."""


def label_zones(page: Page) -> None:
    """Label the blocks of dead zones; the outermost zone decides."""
    headlines = _headlines(page)
    until = 0
    for e, element in enumerate(page.elements):
        if element.first < until or element.first == element.last:
            continue
        reason = None if _is_around(headlines, element) else _named(page, e)
        if reason is None or not _is_dead(page, e, reason):
            continue
        if reason is Reason.BYLINE and page.good_in(e) >= _BIOGRAPHY:
            reason = Reason.AUTHOR_BIO
        inside = page.free(element.first, element.last)
        page.labels.update(dict.fromkeys(inside, _LABELS[reason]))
        until = element.last


def _named(page: Page, e: int) -> Reason | None:
    """What chrome the tag or the name of an element says it is."""
    tag = page.elements[e].tag
    if tag in _NEVER:
        return None
    names = page.names(e)
    reason = names.reason
    if tag == "figcaption":
        reason = Reason.CAPTION
    elif tag == "form" and reason is None:
        reason = Reason.OUTSIDE_BODY
    if reason is None or (names.body and reason is not Reason.COMMENTS) or page.is_cell(e):
        return None
    return reason if tag not in _HEADINGS or reason in _OF_HEADINGS else None


def _is_dead(page: Page, e: int, reason: Reason) -> bool:
    """Whether an element is what its name says, and not the story or a good part of it.

    A name that every paragraph of the story has says nothing. Comments often outweigh the
    story, so only what is left counts.
    """
    total = page.good_to[-1]
    good = page.good_in(e)
    if reason is Reason.COMMENTS:
        return total - good >= _STORY
    if good > _MOST.get(reason, good):
        return False
    if good and page.alike[page.elements[e].tag, page.elements[e].names] >= _SHARE * total:
        return False
    if good >= _LONG and _holds_body(page, e):
        return False
    return reason is not Reason.RELATED or good <= _TEASER or page.link_density(e) >= _LINKS


def _holds_body(page: Page, e: int) -> bool:
    """Whether most prose of an element is in one that is named as the story's container."""
    here, most = page.elements[e], page.good_in(e) / 2
    inside = (b for b in page.bodies if here.first <= b.first and b.last <= here.last)
    return any(page.good_to[b.last] - page.good_to[b.first] > most for b in inside)


def _is_around(ends: Sequence[int], element: Element) -> bool:
    """Whether one of the ranges with these ends stands in an element or at its own."""
    return bisect(ends, element.last) > bisect(ends, element.first)


def _headlines(page: Page) -> list[int]:
    """The ends of all h1 with text, in order."""
    return sorted([e.last for e in page.elements if e.tag == "h1" and e.first < e.last])
