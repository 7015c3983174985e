"""The authors: from what a page says of itself, else from the bylines that were labelled."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.label.bylines import NAMES_ALONE
from normalize.label.phrases import match
from normalize.split.names import clean_authors, names_alone, parse_byline

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

_DATED = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b(?:19|20)\d\d\b")

LONGEST_NAME = 60
"""Characters of the longest name that heads an author box."""


def find_authors(document: Document) -> tuple[str, ...]:
    """The names of the authors, organisations included; empty where none is given."""
    if document.metadata.authors:
        return document.metadata.authors
    names = clean_authors(chain.from_iterable(map(_names_of, document.blocks)))
    names = names or document.metadata.house
    if not names:
        bylines = _texts(document, Reason.BYLINE)
        names = next(filter(None, map(_names_before_date, bylines)), ())
    if names:
        return names
    boxes = filter(None, map(match, _texts(document, Reason.AUTHOR_BIO)))
    return clean_authors(
        box.tail for box in boxes if box.phrase.place == "label" and len(box.tail) <= LONGEST_NAME
    )


def _names_of(block: SourceBlock) -> tuple[str, ...]:
    """The authors in a block that was labelled as a byline, or as the names of one."""
    label = block.label
    if label is None or label.reason != Reason.BYLINE:
        return ()
    return names_alone(block.text) if label.rule in NAMES_ALONE else parse_byline(block.text)


def _names_before_date(line: str) -> tuple[str, ...]:
    """The names of `Jane Doe | Zurich | 08/01/2024`: a line that a page calls its byline."""
    names = names_alone(line)
    return names if _DATED.search(line) and all(" " in name for name in names) else ()


def _texts(document: Document, reason: Reason) -> list[str]:
    return [b.text for b in document.blocks if b.label is not None and b.label.reason == reason]
