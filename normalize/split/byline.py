"""The authors: from what a page says of itself, else from the bylines that were labelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.label.bylines import NAMES_ALONE
from normalize.label.phrases import match
from normalize.label.shapes import signed_by
from normalize.split.names import clean_authors, names_alone, names_by_date, parse_byline

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

LONGEST_NAME = 60
"""Characters of the longest name that heads an author box."""


def find_authors(document: Document) -> tuple[str, ...]:
    """The names of the authors, organisations included; empty where none is given."""
    if document.metadata.authors:
        return document.metadata.authors
    names = clean_authors(chain.from_iterable(map(_names_of, document.blocks)))
    names = names or document.metadata.house
    if names:
        return names
    texts: dict[Reason | None, list[str]] = {}
    for block in document.blocks:
        if block.label is not None:
            texts.setdefault(block.label.reason, []).append(block.text)
    names = _first(names_by_date, texts.get(Reason.BYLINE, ()))
    names = names or _first(signed_by, texts.get(Reason.DATE_LINE, ()))
    if names:
        return names
    boxes = filter(None, map(match, texts.get(Reason.AUTHOR_BIO, ())))
    return clean_authors(
        box.tail for box in boxes if box.phrase.place == "label" and len(box.tail) <= LONGEST_NAME
    )


def _first(names: Callable[[str], tuple[str, ...]], lines: Iterable[str]) -> tuple[str, ...]:
    """The names in the first of the lines that has any."""
    return next(filter(None, map(names, lines)), ())


def _names_of(block: SourceBlock) -> tuple[str, ...]:
    """The authors in a block that was labelled as a byline, or as the names of one."""
    label = block.label
    if label is None or label.reason != Reason.BYLINE:
        return ()
    return names_alone(block.text) if label.rule in NAMES_ALONE else _signed_by(block.text)


def _signed_by(line: str) -> tuple[str, ...]:
    return signed_by(line) or parse_byline(line)
