"""Other articles on the page: `<article>` beside the one that holds the headline."""

from __future__ import annotations

from typing import Final

from normalize.article import Reason
from normalize.document import Label, Metadata
from normalize.label.structure_page import Page

_STORY: Final = 150
"""Letters of prose that make an `<article>` more than a teaser."""

_TITLE: Final = 12
"""Letters from which a heading that stands inside a page's title is its headline."""

_OTHER: Final = Label.remove(Reason.OTHER_ARTICLE, "html.article", confidence=0.8)


def label_other_articles(page: Page, metadata: Metadata) -> None:
    """Label the articles that stand neither around nor inside the headline's own."""
    headline = find_headline(page, metadata)
    if headline < 0:
        return
    articles = [e for e in page.elements if e.tag == "article" and e.first < e.last]
    own = [e for e in articles if e.first <= headline < e.last]
    if not own:
        return
    first, last = own[0].first, own[0].last
    if page.good_to[last] - page.good_to[first] < _STORY:
        return
    for article in articles:
        if article.last <= first or article.first >= last:
            for i in range(article.first, article.last):
                if page.is_free(i):
                    page.labels[i] = _OTHER


def find_headline(page: Page, metadata: Metadata) -> int:
    """The first heading that the page's titles repeat, or else its only h1; -1 if none."""
    titles = " \n ".join(_fold(t) for t in (metadata.headline, *metadata.titles) if t)
    top = []
    for i, block in enumerate(page.blocks):
        if 0 < block.level <= 2 and page.is_free(i):
            text = _fold(block.text)
            if len(text) >= _TITLE and text in titles:
                return i
            if block.level == 1:
                top.append(i)
    return top[0] if len(top) == 1 else -1


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
