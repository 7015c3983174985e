"""Other articles on the page: `<article>` beside the one that holds the headline."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Final

from normalize.article import Reason
from normalize.document import Element, Label, Metadata
from normalize.label.structure_page import Page

_STORY: Final = 150
"""Letters of prose that make an `<article>` more than a teaser."""

_TITLE: Final = 12
"""Letters from which a heading that stands inside a page's title is its headline."""

_LONGEST: Final = 400
_HEADINGS: Final = 100
"""Headings, from the top, among which the headline is looked for."""

_OTHER: Final = Label.remove(Reason.OTHER_ARTICLE, "html.article", confidence=0.8)


def label_other_articles(page: Page, metadata: Metadata) -> None:
    """Label the articles that stand neither around nor inside the headline's own."""
    headline = page.headline = find_headline(page, metadata)
    if headline < 0:
        return
    articles = [e for e in page.elements if e.tag == "article" and e.first < e.last]
    own = [e for e in articles if e.first <= headline < e.last]
    if not own:
        return
    first, last = own[0].first, own[0].last
    others = [e for e in articles if e.last <= first or e.first >= last]
    single = (e for e, after in pairwise([*others, own[0]]) if not e.first <= after.first < e.last)
    most = max((_prose(page, e) for e in single), default=0.0)
    if _prose(page, own[0]) < max(_STORY, most / 2):
        return
    until = 0
    for article in others:
        inside = page.free(max(until, article.first), article.last)
        page.labels.update(dict.fromkeys(inside, _OTHER))
        until = max(until, article.last)


def find_headline(page: Page, metadata: Metadata) -> int:
    """The first heading that the page's titles repeat, or else its only h1; -1 if none."""
    titles = "\n".join(_fold(t[:_LONGEST]) for t in (metadata.headline, *metadata.titles) if t)
    headings = (i for i, b in enumerate(page.blocks) if 0 < b.level <= 2 and page.is_free(i))
    top = []
    for i in islice(headings, _HEADINGS):
        text = _fold(page.blocks[i].text[:_LONGEST])
        if len(text) >= _TITLE and text in titles:
            return i
        if page.blocks[i].level == 1:
            top.append(i)
    return top[0] if len(top) == 1 else -1


def _prose(page: Page, element: Element) -> float:
    return page.good_to[element.last] - page.good_to[element.first]


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
