"""The Nikkei, nikkei.com.

Class names are generated; boxes beside the text (portraits, tables of appointments) stand
within its element, the text's own paragraphs right in it. Stories are not signed: the metadata
of each names the company, which a page needs code to be told from an author.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from normalize.document import Document
from normalize.hooks import hookimpl
from normalize.plugins import Outlet

_TEXT = "[data-track-article-content]"

OUTLET = Outlet(
    "nikkei",
    "nikkei.com",
    language="ja",
    container=(f"{_TEXT} > :is(p, h2, h3)", _TEXT),
    headline=("main article > header h1", "main article h1"),
)

_COMPANY = {"Nikkei Inc", "Nikkei Inc.", "日本経済新聞", "日本経済新聞社"}


@hookimpl
def normalize_register_outlets() -> Iterable[Outlet]:
    """The Nikkei alone."""
    return [OUTLET]


@hookimpl
def normalize_authors(document: Document) -> Sequence[str] | None:
    """Nobody, where the metadata names the company."""
    named = {*document.metadata.authors, *document.metadata.house}
    return () if named and named <= _COMPANY else None
