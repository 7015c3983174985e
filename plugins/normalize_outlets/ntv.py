"""ntv, n-tv.de.

Its pages are data, but for one thing: their metadata name the outlet as the author of every
story, also where a person wrote it. That needs code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from normalize.article import Article
from normalize.hooks import hookimpl
from normalize.plugins import Outlet

OUTLET = Outlet(
    "ntv",
    ("n-tv.de", "ntv.de"),
    language="de",
    container=("div.article__text", "div.wrapper-article"),
    # The heading of level 1 is made for search engines; that of the story has a kicker, too.
    headline=(
        "h2 span.article__headline",
        "h2[class*=article-detail-head] span:last-child",
        "meta[property='og:title']",
    ),
    standfirst=("p[class*=storyline_lead]", "div.article__text > p:first-child > strong"),
    authors="span.article__author",
    drop={
        "[class*=article-detail-head_head]": "slug",
        "[class*=article-detail-footer]": "tags",
        "[class*=social-share]": "share",
        "section[class*=widget-teaser]": "related",
        "div.article__related": "related",
        "div.article__aside": "caption",
        "div.teaser": "related",
        "figcaption": "caption",
    },
    chrome={"Mehr zum Thema": "related"},
    credits="Quelle: ntv\\.de.*",
)

_HOUSE = {"n-tv nachrichten", "ntv.de", "n-tv.de", "n-tv", "ntv"}


@hookimpl
def normalize_register_outlets() -> Iterable[Outlet]:
    """One outlet."""
    return [OUTLET]


@hookimpl
def normalize_finish(article: Article) -> Article | None:
    """The article without the outlet among its authors."""
    people = tuple(name for name in article.authors if name.casefold() not in _HOUSE)
    return None if people == article.authors else replace(article, authors=people)
