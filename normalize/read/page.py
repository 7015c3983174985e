"""A page: its markup kept within bounds, its blocks, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.read.html import read_html
from normalize.read.limits import limit_markup
from normalize.read.metadata import read_metadata

if TYPE_CHECKING:
    from normalize.document import Document


def read_page(document: Document) -> Document:
    """Fill `blocks`, `elements`, `tree` and `metadata` of an HTML document."""
    page = document.in_utf8()
    document.source, limited = limit_markup(document.source, page)
    if limited:
        document.is_limited = True
        document.note("read", "limits", f"markup-limited: {limited}")
        page = document.in_utf8()
    document = read_html(document, page)
    document.metadata = read_metadata(document.tree, document.source, document.url, document.as_of)
    return document
