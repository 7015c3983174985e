"""Where and when a story was filed: the dateline among its first paragraphs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from normalize.article import Dateline, PartialDate
from normalize.words.dateline import complete, parse_dateline, parse_pipe_line
from normalize.words.dateline_names import agency_name, title_case

if TYPE_CHECKING:
    from normalize.document import Document

PARAGRAPHS = 3
"""Paragraphs from the top of the body that may open with the dateline."""

LONGEST_LINE = 100
"""Characters of a line that is all dateline, before the first paragraph."""


def find_dateline(document: Document) -> Dateline | None:
    """The dateline of the document, its date completed by what else is known of the day."""
    for block in document.body_blocks()[:PARAGRAPHS]:
        found = parse_dateline(block.text) or _pipe_line(block.text)
        if found is not None:
            return _with_date(found, document)
    return None


def _pipe_line(text: str) -> Dateline | None:
    """A line such as `Reuters | Oslo | Updated: …`, which is all dateline."""
    if "|" not in text or len(text) > 2 * LONGEST_LINE:
        return None
    found = parse_pipe_line(text)
    if found is None:
        return None
    day = found.published
    return Dateline(
        text,
        place=found.place,
        city=title_case(found.place) if found.place else None,
        agency=found.agency,
        agency_name=agency_name(found.agency) if found.agency else None,
        date=PartialDate(day.year, day.month, day.day) if day else None,
    )


def _with_date(dateline: Dateline, document: Document) -> Dateline:
    reference = document.published or document.as_of
    if reference is None:
        return dateline
    day = reference.date() if isinstance(reference, datetime) else reference
    return complete(dateline, day) if dateline.date else dateline
