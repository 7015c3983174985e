"""Wochenblatt, wochenblatt.cc: Paraguay's paper in German.

The metadata gives the section for an author. Who wrote is said in the last line of the text,
`Wochenblatt / Última Hora`: the paper itself, and before it or behind it the paper whose
story was translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from normalize.document import Document
from normalize.hooks import hookimpl
from normalize.plugins import Outlet

_SOURCES = r"Wochenblatt( / [^/]{1,60})?( / [^/]{1,60})?"

OUTLET = Outlet(
    "wochenblatt",
    "wochenblatt.cc",
    language="de",
    container=("article div.entry-content", "div.entry-content"),
    headline="h1.entry-title",
    drop={
        "div.sharedaddy": "share",
        "div.yarpp": "related",
        "div.content-banner": "advertisement",
    },
    chrome={
        _SOURCES: "byline",
        "Bitte achten Sie darauf, dass Ihre Kommentare themenbezogen sind.*": "comments",
    },
)

_LAST_LINE = re.compile(_SOURCES)


@hookimpl
def normalize_register_outlets() -> Iterable[Outlet]:
    """Wochenblatt alone."""
    return [OUTLET]


@hookimpl
def normalize_authors(document: Document) -> Sequence[str] | None:
    """The papers in that line, without Wochenblatt itself beside another."""
    for block in reversed(document.blocks):
        if _LAST_LINE.fullmatch(block.text):
            first, *others = block.text.split(" / ")
            return others or [first]
    return None
