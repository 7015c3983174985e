"""The authors: from what a page says of itself, else from the bylines that were labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.label.phrases import match
from normalize.split.names import clean_authors, parse_byline

if TYPE_CHECKING:
    from normalize.document import Document

LONGEST_NAME = 60
"""Characters of the longest name that heads an author box."""


def find_authors(document: Document) -> tuple[str, ...]:
    """The names of the authors, organisations included; empty where none is given."""
    if document.metadata.authors:
        return document.metadata.authors
    bylines = _texts(document, Reason.BYLINE)
    names = clean_authors(name for line in bylines for name in parse_byline(line))
    if names or document.metadata.house:
        return names or document.metadata.house
    boxes = filter(None, map(match, _texts(document, Reason.AUTHOR_BIO)))
    return clean_authors(
        box.tail for box in boxes if box.phrase.place == "label" and len(box.tail) <= LONGEST_NAME
    )


def _texts(document: Document, reason: Reason) -> list[str]:
    return [b.text for b in document.blocks if b.label is not None and b.label.reason == reason]
