"""An article as schema.org has it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from normalize.article import Article, Image

_ORGANISATION = re.compile(
    r"""\b(?:agence|agencia|agency|agentur|agenzia|bureau|correspondents|desk|editors|media|network
    |news|newsroom|press|redacción|redaktion|redazione|rédaction|reporters|service|staff|team
    |times|writers)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def to_schema_org(article: Article) -> dict[str, Any]:
    """The article as a schema.org NewsArticle (a live blog as LiveBlogPosting), for JSON-LD.

    What is absent is left out. `articleBody` and `wordCount` are those of `article.body`;
    words are what white space separates.

    Source: https://schema.org/NewsArticle
    """
    dateline = article.dateline
    url = article.canonical_url or article.url
    live = article.page_type == "live_blog"
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if live else "NewsArticle",
    } | _present(
        headline=article.headline,
        alternativeHeadline=article.standfirst,
        author=[_author(name) for name in article.authors],
        datePublished=_date(article.published),
        dateModified=_date(article.modified),
        dateline=dateline and dateline.raw.strip(),
        locationCreated=dateline and _named("Place", dateline.city or dateline.place),
        articleBody=article.body,
        wordCount=len(article.body.split()),
        articleSection=article.section,
        inLanguage=article.language,
        publisher=_named("Organization", article.outlet),
        sourceOrganization=dateline and _named("Organization", dateline.agency_name),
        creditText="\n".join(article.credits),
        image=article.image and _image(article.image),
        url=url,
        mainEntityOfPage=url,
    )


def _present(**parts: Any) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _author(name: str) -> dict[str, str] | None:
    from normalize.words.names import is_agency

    organisation = is_agency(name) or _ORGANISATION.search(name)
    return _named("Organization" if organisation else "Person", name)


def _date(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _image(image: Image) -> dict[str, str]:
    parts = _present(url=image.url, caption=image.caption, creditText=image.credit)
    return {"@type": "ImageObject", **parts}
