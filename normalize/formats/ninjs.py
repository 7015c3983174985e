"""An article as IPTC ninjs."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from normalize.article import Article, Image
from normalize.formats.text import body_text, to_text


def to_ninjs(article: Article, *, uri: str | None = None) -> dict[str, Any]:
    """The article as a ninjs 3.1 news item; what is absent is left out.

    The body is printed with its dateline, for which ninjs has no field of its own. Dates go
    in only where a time and an offset were printed, since ninjs knows no other. Words are
    what white space separates.

    Args:
        article: the article.
        uri: the item's name; by default its canonical URL, its URL, or a hash of its text.

    Source: https://iptc.org/std/ninjs/
    """
    dateline = article.dateline
    published = _moment(article.published)
    body = body_text(article)
    return {
        "uri": uri or article.canonical_url or article.url or _hash(to_text(article)),
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
    } | _present(
        language=article.language,
        firstCreated=published,
        versionCreated=_moment(article.modified or article.published),
        contentCreated=published,
        headlines=_texts("main", article.headline),
        descriptions=_texts("summary", article.standfirst),
        bodies=[_counted(text) for text in _texts("main", body)],
        by=", ".join(article.authors),
        located=dateline and (dateline.city or dateline.place),
        infoSources=_sources(article),
        associations=article.image and [_picture(article.image)],
    )


def _present(**parts: Any) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}


def _hash(text: str) -> str:
    return f"urn:sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _moment(value: date | None) -> str | None:
    """RFC 3339, which needs a time and an offset."""
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return value.isoformat()
    return None


def _texts(role: str, text: str | None) -> list[dict[str, Any]]:
    return [{"role": role, "contentType": "text/plain", "value": text}] if text else []


def _counted(text: dict[str, Any]) -> dict[str, Any]:
    value = text["value"]
    return text | {"charCount": len(value), "wordCount": len(value.split())}


def _sources(article: Article) -> list[dict[str, str]]:
    agency = article.dateline and article.dateline.agency_name
    named = (("agency", agency), ("publisher", article.outlet))
    return [{"name": name, "role": role} for role, name in named if name]


def _picture(image: Image) -> dict[str, Any]:
    return {"name": "main", "uri": image.url, "type": "picture"} | _present(
        by=image.credit,
        descriptions=_texts("caption", image.caption),
        renditions=[{"name": "original", "href": image.url}],
    )
