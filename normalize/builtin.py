"""The built-in behaviour, registered last through the same hooks as any plugin.

Each plugin here is one step, so that a trace names it and a test can take it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from normalize.hooks import hookimpl
from normalize.label.rules import label_blocks
from normalize.read.decode import Decoded, read_bytes
from normalize.read.text import read_text
from normalize.repair import repair
from normalize.split.body import body_indices
from normalize.split.byline import find_authors
from normalize.split.dateline import find_dateline
from normalize.split.headline import find_headline
from normalize.split.published import find_published
from normalize.split.standfirst import find_standfirst

if TYPE_CHECKING:
    from normalize.article import Dateline
    from normalize.document import Document, Label
    from normalize.options import Options


class Read:
    """Bytes to text, and text or HTML to blocks."""

    @hookimpl
    def normalize_decode(self, data: bytes) -> Decoded:
        """Decode by byte order mark, declaration or detection."""
        return read_bytes(data)

    @hookimpl
    def normalize_read(self, document: Document) -> Document:
        """Read lines, or a page."""
        if document.kind == "text":
            return read_text(document)
        from normalize.read.page import read_page

        return read_page(document)


class Repair:
    """Encoding, punctuation, and what stripped tags glued together."""

    @hookimpl
    def normalize_repair(self, document: Document, options: Options) -> Document:
        """Repair each block."""
        return repair(document, options)


class Rules:
    """Chrome, told by structure, phrases, shapes and neighbours."""

    @hookimpl
    def normalize_label(
        self, document: Document, options: Options
    ) -> Mapping[int, Label | Sequence[Label]]:
        """Label what is chrome."""
        return label_blocks(document, options)


class Split:
    """Headline, standfirst, authors, dateline, dates and body."""

    @hookimpl
    def normalize_headline(self, document: Document) -> str | None:
        """The heading, or the line above the prose."""
        return find_headline(document)

    @hookimpl
    def normalize_standfirst(self, document: Document) -> str | None:
        """The summary under the headline."""
        return find_standfirst(document)

    @hookimpl
    def normalize_authors(self, document: Document) -> Sequence[str]:
        """The names in metadata or bylines."""
        return find_authors(document)

    @hookimpl
    def normalize_dateline(self, document: Document) -> Dateline | None:
        """The dateline at the head of the body."""
        return find_dateline(document)

    @hookimpl
    def normalize_published(self, document: Document) -> datetime | date | None:
        """The date in metadata or date lines."""
        return find_published(document)

    @hookimpl
    def normalize_body(self, document: Document) -> Sequence[int]:
        """Every block that nobody took away."""
        return body_indices(document)


BUILTINS: tuple[tuple[str, object], ...] = (
    ("read", Read()),
    ("repair", Repair()),
    ("rules", Rules()),
    ("split", Split()),
)
