"""The Guardian, theguardian.com.

Its pages are data. Text copied from them needs code: the byline has no word for it ("Jane
Doe in Cairo"), and is told by the line after it, a date as only the Guardian prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from itertools import islice

from normalize.document import Document, Label, SourceBlock
from normalize.hooks import hookimpl
from normalize.plugins import Outlet

OUTLET = Outlet(
    "guardian",
    ("theguardian.com", "guardian.co.uk"),
    language="en",
    container=(
        "div.article-body-commercial-selector",
        "div.article-body-viewer-selector",
        "[itemprop=articleBody]",
    ),
    headline=("[data-gu-name=headline] h1", "h1[itemprop=headline]"),
    standfirst=("[data-gu-name=standfirst] p", "[data-component=standfirst] p"),
    authors="a[rel=author]",
    drop={
        "[data-spacefinder-role=richLink]": "related",
        "#slot-body-end": "promotion",
        "div.ad-slot": "advertisement",
        "div.submeta": "tags",
    },
    chrome={
        "skip past newsletter promotion": "newsletter",
        "after newsletter promotion": "newsletter",
        "Privacy Notice: Newsletters may contain .*": "newsletter",
        "Sign up to [^.]*": "newsletter",
        "View image in fullscreen": "caption",
        "Allow content provided by a third party\\?": "consent",
        "[•·] ?Do you have an opinion on the issues raised in this article\\?.*": "comments",
        "Explore more on these topics": "tags",
        "Reuse this content": "share",
    },
)

_DATE_LINE = re.compile(
    r"(?:First published on |Last modified on )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
    r"(\d{1,2} [A-Z][a-z]{2} \d{4} \d{1,2}\.\d\d) ([A-Z]{3,4})"
)
_HOURS = {"GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EST": -5, "EDT": -4, "AEST": 10, "AEDT": 11}
_IN_PLACE = re.compile(r" in [A-Z][^,]*?(?=,| and |$)")
_HEAD = 12
"""Blocks among which the byline and its date stand."""
_LONGEST_BYLINE = 120


@hookimpl
def normalize_register_outlets() -> Iterable[Outlet]:
    """The Guardian alone."""
    return [OUTLET]


@hookimpl
def normalize_label(document: Document) -> Mapping[int, Label] | None:
    """The date line of a copied text, and the byline above it."""
    if document.kind != "text":
        return None
    labels: dict[int, Label] = {}
    for index, block in enumerate(islice(document.blocks, _HEAD)):
        if _DATE_LINE.fullmatch(block.text):
            labels[index] = Label.remove("date_line", "guardian.date")
            if index > 1 and not labels.get(index - 1) and _may_be_byline(document, index - 1):
                labels[index - 1] = Label.remove("byline", "guardian.byline")
    return labels


@hookimpl
def normalize_authors(document: Document) -> Sequence[str] | None:
    """The names in that byline, without the places."""
    from normalize.words.names import clean_authors

    bylines = _labelled(document, "guardian.byline")
    return clean_authors(_IN_PLACE.sub("", block.text) for block in bylines) or None


@hookimpl
def normalize_published(document: Document) -> datetime | None:
    """The moment in that date line: `Tue 3 Mar 2026 06.00 GMT`."""
    for block in _labelled(document, "guardian.date"):
        found = _DATE_LINE.fullmatch(block.text)
        if found and found[2] in _HOURS:
            zone = timezone(timedelta(hours=_HOURS[found[2]]))
            return datetime.strptime(found[1], "%d %b %Y %H.%M").replace(tzinfo=zone)
    return None


def _may_be_byline(document: Document, index: int) -> bool:
    text = document.blocks[index].text
    return len(text) <= _LONGEST_BYLINE and text[:1].isupper() and text[-1:].isalpha()


def _labelled(document: Document, rule: str) -> list[SourceBlock]:
    return [block for block in document.blocks if block.label and block.label.rule == rule]
