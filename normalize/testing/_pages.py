"""Invented web pages around invented articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from normalize.testing._articles import GeneratedArticle, articles, titles
from normalize.testing._vocabulary import vocabulary

SITE = "The Harbour Ledger"


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """An article on a page with navigation, a sidebar with other titles, and a footer.

    `layout` is one of `LAYOUTS`: how the page marks up the article.
    """

    article: GeneratedArticle
    layout: str
    sidebar: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The page's source."""
        article = self.article
        return (
            f'<!DOCTYPE html>\n<html lang="{article.language}"><head><meta charset="utf-8">'
            f"<title>{escape(article.headline)} - {SITE}</title>{self._metadata}</head>\n<body>"
            f"<header><nav><ul>{_items(vocabulary(article.language).menu)}</ul></nav></header>\n"
            f"{_LAYOUTS[self.layout](article)}\n"
            f'<aside class="sidebar"><ul>{_items(self.sidebar)}</ul></aside>\n'
            f'<footer class="site-footer"><p>© 2024 {SITE}</p></footer></body></html>\n'
        )

    @property
    def _metadata(self) -> str:
        if self.layout != "json_ld":
            return ""
        says = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.article.headline,
            "author": [{"@type": "Person", "name": name} for name in self.article.authors],
        }
        return f'<script type="application/ld+json">{json.dumps(says)}</script>'


def pages(*, layout: str | None = None) -> st.SearchStrategy[GeneratedPage]:
    """Pages of a news site, each with one article.

    Args:
        layout: how the article is marked up, one of `LAYOUTS`; any by default.
    """
    return _pages(layout)


@st.composite
def _pages(draw: st.DrawFn, layout: str | None) -> GeneratedPage:
    if layout is None:
        layout = draw(st.sampled_from(LAYOUTS))
    elif layout not in LAYOUTS:
        raise InvalidArgument(f"no layout {layout!r}; there are {', '.join(LAYOUTS)}")
    article = draw(articles())
    others = st.lists(titles(article.language), max_size=4, unique=True)
    return GeneratedPage(article, layout, tuple(draw(others)))


def _items(labels: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="/{n}">{escape(label)}</a></li>' for n, label in enumerate(labels))


def _paragraphs(texts: tuple[str, ...], tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def _head(article: GeneratedArticle) -> str:
    standfirst, byline = article.standfirst, article.byline
    return (
        f"<h1>{escape(article.headline)}</h1>\n"
        + (f'<p class="standfirst">{escape(standfirst)}</p>\n' if standfirst else "")
        + (f'<p class="byline">{escape(byline)}</p>\n' if byline else "")
    )


def _as_article(article: GeneratedArticle) -> str:
    return f"<main><article>{_head(article)}{_paragraphs(article.story)}</article></main>"


def _as_divs(article: GeneratedArticle) -> str:
    story = _paragraphs(article.story, "div")
    return f'<div id="page">{_head(article)}<div class="story-body">{story}</div></div>'


def _as_breaks(article: GeneratedArticle) -> str:
    story = "<br><br>\n".join(map(escape, article.story))
    return f'<div id="page">{_head(article)}<div class="text">{story}</div></div>'


_LAYOUTS: dict[str, Callable[[GeneratedArticle], str]] = {
    "article": _as_article,
    "divs": _as_divs,
    "breaks": _as_breaks,
    "json_ld": _as_divs,
}
LAYOUTS = tuple(_LAYOUTS)
