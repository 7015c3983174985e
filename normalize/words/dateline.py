"""The dateline at the head of a story: `LONDON, March 3 (Reuters) - `, `Berlin (dpa) – ` …

The head of the paragraph is cut into pieces (place, date, agency, separator), each a letter
of a shape: `P,DG-` is a place in capitals, a comma, a date, an agency in brackets, a dash.
The longest run of pieces that has the shape of a dateline, and enough evidence for one, is
it. Prose has such a shape now and then, but not the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache

from normalize.article import Dateline, PartialDate
from normalize.words.dateline_east import parse_east
from normalize.words.dateline_evidence import convincing, names_place
from normalize.words.dateline_names import agency_name, city_name, evidence, title_case
from normalize.words.dateline_pieces import Piece, cut
from normalize.words.dates import complete_date
from normalize.words.letters import MARKED, UPPER
from normalize.words.pipe_line import parse_pipe_line

__all__ = ["before_prose", "complete", "parse_date_prefix", "parse_dateline", "parse_pipe_line"]

HEAD = 200
"""Characters that are looked at; the longest datelines have about 150."""

_FUSED = re.compile(r"(?<=\))-{2}$|[电電訊讯）】：，]$")
_PREFIX = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})(?!\S)")
_EAST = re.compile(r"[(\[（【［\u4e00-\u9fff]")
_CAPITALS = re.compile(
    rf"\s+({UPPER}{{2}}[^\s,:;]*(?: {UPPER}{{2}}[^\s,:;]*){{0,4}})(?= \W{{0,2}}[\w])"
)

# How a paragraph opens that may hold a dateline, where it does not open with a capital.
_SMALL = re.compile(
    rf"date \d{{4}}-|[^\W\d_]{{2,5}}\. ?{UPPER}{{2}}"
    r"|[^\W\d_]+(?: [^\W\d_]+){0,2} ?, ?[^\W\d_]{3,9}\.? \d"
)
_DATED = re.compile(r"\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?(?:,? (?:de )?\d{4})? ?[(/]")
_CASELESS = re.compile(
    rf"{MARKED}+(?:[ -]{MARKED}+){{0,3}} ?[:,(\[،।/—–\d-]|[\u4e00-\u9fff]{{1,5}}[社网網报報]"
    r"|[\u4e00-\u9fff]{2,6}\d{1,2}[月日]"
)

# After a place: dates, the agency, and what parts them; then what ends the dateline.
_PLACED = r"[Ppqn](?:[,.]?[DWT])*(?:(?:[,.]?[GgSAa]|-[GS])[,.]{0,2}(?:[DT][,.]?)*)?"
_END = r"(?:[,.]?-|[.:/]|-A[.:-]|)"
_SHAPE = re.compile(
    rf"F?{_PLACED}{_END}|[GS][-:]?|A-|[SA],D[.-]|D[,.]?[GS][.:]?-|[GSA][,.:-]{{0,2}}{_PLACED}{_END}"
)


def parse_dateline(text: str, *, languages: Collection[str] | None = None) -> Dateline | None:
    """Read the dateline that opens a paragraph.

    Args:
        text: one repaired paragraph, its white space collapsed. Only the first 200
            characters are looked at, and whether a sentence ends it.
        languages: ISO 639-1 codes whose month names count; None is all.

    Returns: the dateline, `raw` being a prefix of the paragraph up to the first word of
        prose, or None. A date without a year stays partial.
    """
    text = text.lstrip()
    if not _may_open(text):
        return None
    prefix = parse_date_prefix(text)
    if prefix is None:
        return _read(text, languages)
    return _read_after_prefix(text, *prefix, languages)


def complete(dateline: Dateline, reference: date) -> Dateline:
    """Fill in the year that a dateline leaves out.

    Args:
        dateline: as parsed.
        reference: the day of publication or of the crawl.

    Returns: the dateline with the latest such day up to the day after the reference; as it
        was, where its date is complete or absent.
    """
    if dateline.date is None:
        return dateline
    return replace(dateline, date=complete_date(dateline.date, reference))


def before_prose(raw: str) -> str:
    """A dateline's `raw` as it is printed before a story: with a space, unless its style has none.

    Chinese and Japanese datelines and `LONDON--(BUSINESS WIRE)--` run on into the prose.
    """
    return raw if not raw or _FUSED.search(raw) else f"{raw} "


def parse_date_prefix(text: str) -> tuple[date, int] | None:
    """Read a scraper's own prefix, ` date 2021-11-10`, at the head of a text.

    Returns: the date and the offset after it, whatever follows, or None.
    """
    found = _PREFIX.match(text)
    if not found:
        return None
    try:
        return date.fromisoformat(found[1]), found.end()
    except ValueError:
        return None


def _read(text: str, languages: Collection[str] | None) -> Dateline | None:
    head = text[:HEAD]
    if _EAST.match(head) and (eastern := parse_east(head)):
        return eastern
    shape, pieces = cut(head, languages)
    for count in range(len(pieces), 0, -1):
        if _SHAPE.fullmatch(shape, 0, count):
            found = pieces[:count]
            if convincing(shape[:count], found, text[found[-1].end :]):
                return _dateline(text, found)
    return None


def _read_after_prefix(
    text: str, day: date, end: int, languages: Collection[str] | None
) -> Dateline | None:
    """The dateline after a scraper's date: an ordinary one, or a bare place in capitals."""
    printed = PartialDate(day.year, day.month, day.day)
    start = end + len(text[end:HEAD]) - len(text[end:HEAD].lstrip())
    if found := _read(text[start:], languages):
        raw = text[: start + len(found.raw)]
        own = complete_date(found.date, day) if found.date else printed
        return replace(found, raw=raw, date=own)
    place = _bare_place(text[:HEAD], end)
    if place is None:
        return None
    raw = text[: text.index(place, end) + len(place)]
    return Dateline(raw=raw, place=place, city=title_case(place), date=printed)


def _bare_place(head: str, at: int) -> str | None:
    """The place in capitals that stands directly before prose, without a separator."""
    run = _CAPITALS.match(head, at)
    if not run or not _prose_follows(head, run.end()):
        return None
    words = run[1].split(" ")
    for count in range(len(words), 0, -1):
        place = " ".join(words[:count])
        if city_name(place):
            return place
    return run[1] if names_place(run[1]) else None


def _prose_follows(head: str, at: int) -> bool:
    words = head[at:].split(" ")[1:4]
    return any(word[:1].islower() or _is_caseless(word[:1]) for word in words)


def _is_caseless(letter: str) -> bool:
    """Whether a letter's script has no capitals."""
    return letter.isalpha() and not letter.isupper() and not letter.islower()


def _dateline(text: str, pieces: list[Piece]) -> Dateline:
    place = next((p for p in pieces if p.kind in "Ppqn"), None)
    agency = next((p for p in pieces if p.kind in "GgSAa"), None)
    day = next((p.date for p in pieces if p.date), None)
    return Dateline(
        raw=text[: pieces[-1].end].rstrip(),
        place=place and place.text,
        city=place and title_case(place.first),
        agency=agency and agency.text,
        agency_name=agency and agency_name(agency.text),
        date=day,
    )


def _may_open(text: str) -> bool:
    """Whether a paragraph may hold a dateline, by the look of its first words; prose rarely may."""
    first = text[:1]
    if first.isupper():
        word, _, others = text[:12].partition(" ")
        if word.lower() in evidence().openers and others[:5].lower() not in ("hague", "board"):
            return False
        return _capitalised().match(text, 0, HEAD) is not None
    if first.islower():
        return _SMALL.match(text, 0, HEAD) is not None
    if first.isdecimal():
        return _DATED.match(text, 0, HEAD) is not None
    return first in "(（[［【/" or _CASELESS.match(text, 0, HEAD) is not None


@cache
def _capitalised() -> re.Pattern[str]:
    """Capitalised words, then what follows places."""
    known = evidence()
    small = "|".join(sorted(known.particles | known.connectors, key=len, reverse=True))
    word = rf"{UPPER}[^\s,:(\[/—–|]*"
    month = r"[^\W\d_]{3,12}\.? \d"
    day = r"\d{1,2}(?!\d)|\d{4}-"
    more = rf"(?:(?: (?:{small})){{0,3}} {word})"
    return re.compile(
        rf"{word}(?:{more}{{0,4}} ?$|{more}{{0,8}}"
        rf"(?: ?(?:[(\[/—–:-]| _ |, ?(?:{UPPER}|[\d(\[]|{month}|(?:le|den) \d)|{day})"
        rf"|.? [^\W\d_]+, {month}| a\.))"
    )
