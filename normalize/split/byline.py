"""The authors: from what a page says of itself, else from the bylines that were labelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.label.bylines import NAMES_ALONE
from normalize.label.phrases import match
from normalize.label.shapes import MOST_NAMES, signed_by
from normalize.words.names import (
    clean_authors,
    is_full_name,
    names_alone,
    names_by_date,
    parse_byline,
)

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

NEAR = 8
"""Blocks from the headline among which a byline stands."""

MAY_HOLD_NAMES = frozenset(
    {Reason.BYLINE, Reason.DATE_LINE, Reason.OUTSIDE_BODY, Reason.NAVIGATION, Reason.SHARE}
)
"""Why a line with a byline may have gone before it was read as one."""

LONGEST_NAME = 60
"""Characters of the longest name that heads an author box."""

_SIGNS = (Reason.BYLINE, Reason.DATE_LINE, Reason.AUTHOR_BIO)


def find_authors(document: Document) -> tuple[str, ...]:
    """The names of the authors, organisations included; empty where none is given."""
    if document.metadata.authors:
        return document.metadata.authors
    read = parse_byline if document.kind == "html" else _signed_by
    names = clean_authors(chain.from_iterable(_names_of(each, read) for each in document.blocks))
    names = names or _names_by_headline(document) or document.metadata.house
    if names:
        return names
    signs = [
        (block.label.reason, block.text)
        for block in document.blocks
        if block.label is not None and block.label.reason in _SIGNS
    ]
    names = _first(names_by_date, signs, Reason.BYLINE)
    if document.kind == "text":
        names = names or _first(signed_by, signs, Reason.DATE_LINE)
    if names:
        return names
    boxes = filter(None, (match(text) for reason, text in signs if reason is Reason.AUTHOR_BIO))
    return clean_authors(
        box.tail for box in boxes if box.phrase.place == "label" and len(box.tail) <= LONGEST_NAME
    )


def _first(
    names: Callable[[str], tuple[str, ...]], signs: Sequence[tuple[Reason | None, str]], of: Reason
) -> tuple[str, ...]:
    """The names in the first line of a reason that has any."""
    lines = (text for reason, text in signs if reason is of)
    return next(filter(None, map(names, lines)), ())


def _names_of(block: SourceBlock, read: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """The authors in a block that was labelled as a byline, or as the names of one."""
    label = block.label
    if label is None or label.reason != Reason.BYLINE:
        return ()
    return names_alone(block.text) if label.rule in NAMES_ALONE else read(block.text)


def _signed_by(line: str) -> tuple[str, ...]:
    return signed_by(line) or parse_byline(line)


def _names_by_headline(document: Document) -> tuple[str, ...]:
    """The names in a line near the headline of a page that opens them with the words for it.

    Such a line may have gone as the date or as one of those around the story.
    """
    labels = [block.label for block in document.blocks]
    at = next((i for i, label in enumerate(labels) if label and label.role == "headline"), None)
    if at is None or document.kind != "html":
        return ()
    near = document.blocks[at + 1 : at + 1 + NEAR] + document.blocks[max(0, at - NEAR) : at]
    lines = (b.text for b in near if b.label is not None and b.label.reason in MAY_HOLD_NAMES)
    found = map(signed_by, lines)
    return next(
        (
            names
            for names in found
            if names and len(names) <= MOST_NAMES and all(map(is_full_name, names))
        ),
        (),
    )
