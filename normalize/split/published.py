"""When it was published: what a page says of itself, else the date lines of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from normalize.article import Reason
from normalize.label.shapes import is_date_line
from normalize.read.metadata import visible_published
from normalize.split.signs import may_be_article
from normalize.words.dateline import parse_date_prefix
from normalize.words.dates import change
from normalize.words.letters import UPPER
from normalize.words.prose import is_prose
from normalize.words.timestamps import calendar_day, parse_date

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

Moment = datetime | date

BELOW, ABOVE = 14, 5
"""Blocks around a page's headline among which its date is printed."""

HEAD = 3
"""Blocks from the top of a text among which a scraper's own date stands."""

LONGEST_LINE = 140
"""Characters of the longest line near a headline that is read for a date."""

LONGEST_HEAD = 60
"""Characters of a longer line before its first dash or bar."""

_DATED = (Reason.DATE_LINE, Reason.BYLINE)
_PARTED = re.compile(r"\s(?:--?|[–—])\s|\s*[|·•]\s*")
# What elements without space between them print: `ScienceMAY 4, 2021Updated: MAY 6, 20218 min`.
_GLUED = re.compile(rf"(?<=[a-z\d])(?={UPPER}[^\W\d_]{{2}})|(?<=[ .]20\d\d)(?=\d\d? min)")


_OF_OTHERS = frozenset({Reason.COMMENTS, Reason.RELATED})


class Dates(NamedTuple):
    """When a story was published and last changed, as far as it says."""

    published: Moment | None = None
    modified: Moment | None = None


def find_published(document: Document) -> Moment | None:
    """When the document was published: by its metadata, else by its date lines.

    Of a page that gives no sure date to machines, the lines around the headline are read, then
    those that are known as date lines wherever they stand, and then, if it may be an article at
    all, htmldate is asked, which costs more and finds a date on forms and front pages, too.
    """
    meta = document.metadata
    if meta.published is not None:
        return meta.published
    if document.kind != "html":
        found = _scraper_date(document) or _removed_near_headline(document)
        return found or _printed(document).published
    found = _earlier(meta.dated, _near_headline(document).published)
    found = found or _printed(document).published
    if found is None and not document.is_limited and may_be_article(document):
        found = visible_published(document.source, document.as_of)
        # htmldate takes the day of the last change where it finds no other.
        if found is not None and meta.modified and calendar_day(meta.modified) == found:
            return None
    return found


def _earlier(one: Moment | None, other: Moment | None) -> Moment | None:
    """The earlier day of two, the first on the same one: visits and changes come later."""
    if one is None or other is None:
        return one or other
    return other if calendar_day(other) < calendar_day(one) else one


def find_modified(document: Document) -> Moment | None:
    """When the document was last changed: by its metadata, else by its date lines."""
    meta = document.metadata
    if meta.published or meta.modified:
        return meta.modified
    near = _near_headline(document).modified if document.kind == "html" else None
    return near or _printed(document).modified


def _near_headline(document: Document) -> Dates:
    """The first dates in the short lines around a page's headline.

    Of a longer line, and of a sentence, its head counts, where a dash or a bar parts it:
    `25 May 2022 | Oslo – …`.
    """
    found, day_first = Dates(), _day_first(document)
    for block in _around_headline(document):
        is_told = len(block.text) > LONGEST_LINE or (block.label is None and is_prose(block.text))
        line = _head_of(block.text) if is_told else block.text
        if not any(c.isdigit() for c in line):
            continue
        read = read_date_line(line, day_first=day_first)
        found = Dates(found.published or read.published, found.modified or read.modified)
        if found.published is not None:
            break
    return found


def _removed_near_headline(document: Document) -> Moment | None:
    """The first date line around a text's headline that is no part of the story.

    The top of a page says what day it is.
    """
    day_first = _day_first(document)
    for block in _around_headline(document):
        reason = block.label and block.label.reason
        if reason in _DATED or (reason is not None and is_date_line(block.text)):
            found = read_date_line(block.text, day_first=day_first).published
            if found is not None:
                return found
    return None


def _around_headline(document: Document) -> Iterator[SourceBlock]:
    """The blocks from the headline to the story's first paragraph, those above it, the rest.

    Below the first paragraph a date in the story is one that it tells of.
    """
    blocks, top = document.blocks, _headline_at(document)
    if top is None:
        return
    below = islice((b for b in islice(blocks, top + 1, None) if not _is_of_others(b)), BELOW - 1)
    for block in below:
        yield block
        if block.label is None and block.kind != "heading" and is_prose(block.text):
            break
    above = reversed(blocks[max(0, top - ABOVE) : top])
    yield from (block for block in above if not _is_of_others(block))
    yield from (block for block in below if block.label is not None)


def _is_of_others(block: SourceBlock) -> bool:
    """Whether a date in the block is that of a photo, a comment or another story."""
    label = block.label
    return block.kind == "caption" or (label is not None and label.reason in _OF_OTHERS)


def _head_of(text: str) -> str:
    """What stands before a dash or a bar at the head of a long line, "" without one."""
    head, parted, _ = _PARTED.sub("\n", text[:LONGEST_HEAD], count=1).partition("\n")
    return head if parted else ""


def _day_first(document: Document) -> bool:
    """Whether `3/4/2021` is in April: in English, where it can be either, that is not known."""
    return document.language not in (None, "en")


def _headline_at(document: Document) -> int | None:
    """The block that is the headline, or else the first heading of the highest level."""
    first = None
    for index, block in enumerate(document.blocks):
        if block.label is not None and block.label.role == "headline":
            return index
        if first is None and block.level == 1:
            first = index
    return first


def _printed(document: Document) -> Dates:
    """The first dates of the lines that are labelled as date lines or bylines."""
    found, day_first = Dates(), _day_first(document)
    for block in document.blocks:
        if block.label is not None and block.label.reason in _DATED:
            line = read_date_line(block.text, day_first=day_first)
            found = Dates(found.published or line.published, found.modified or line.modified)
    return found


def _scraper_date(document: Document) -> date | None:
    """The date that a scraper printed before the text: `date 2021-11-10 OSLO …`."""
    if document.kind == "html":
        return None
    prefixes = (parse_date_prefix(block.text) for block in document.blocks[:HEAD])
    return next((prefix[0] for prefix in prefixes if prefix), None)


def read_date_line(text: str, *, day_first: bool = False) -> Dates:
    """The dates of one line; what follows a word such as `Updated` is when it was changed.

    `day_first` says which number is the day where both may be the month.

    >>> read_date_line("August 04, 2023 | Updated Aug 5, 2023")
    Dates(published=datetime.date(2023, 8, 4), modified=datetime.date(2023, 8, 5))
    """
    published = modified = None
    for part in _parts().split(_GLUED.sub(" ", normalize("NFC", text[:200]))):
        moment = parse_date(part, day_first=day_first)
        if moment is not None and change().search(part):
            modified = modified or moment
        elif moment is not None:
            published = published or moment
    return Dates(published, modified)


@cache
def _parts() -> re.Pattern[str]:
    """What parts the dates of a line: a bar, or the words that tell what the next one is."""
    changed = change().pattern
    bars, bracket = r"[|•·]| [/–] ", rf"[(（](?=[^)）]{{0,40}}(?:{changed}))"
    return re.compile(rf"{bars}|{bracket}|(?=\b(?:created\b|published\b|{changed}))", re.IGNORECASE)
