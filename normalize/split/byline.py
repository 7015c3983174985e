"""The authors: from what a page says of itself, else from the bylines that were labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.label.phrases import match
from normalize.split.names import clean_authors, parse_byline

if TYPE_CHECKING:
    from normalize.document import Document


def find_authors(document: Document) -> tuple[str, ...]:
    """The names of the authors, organisations included; empty where none is given."""
    if document.metadata.authors:
        return document.metadata.authors
    names = [name for line in _bylines(document) for name in parse_byline(line)]
    return clean_authors(names)


def _bylines(document: Document) -> list[str]:
    """Lines that name authors: bylines, and the heads of author boxes that do."""
    bylines, boxes = [], []
    for block in document.blocks:
        reason = block.label.reason if block.label else None
        if reason == Reason.BYLINE:
            bylines.append(block.text)
        elif reason == Reason.AUTHOR_BIO and block.label and block.label.rule.startswith("phrase."):
            found = match(block.text)
            if found and found.tail:
                boxes.append(block.text)
    return bylines or boxes
