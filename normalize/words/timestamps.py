"""Dates as pages write them for machines, and the plain ones they write for people."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from unicodedata import normalize

from normalize.words.dates import long_months, zones
from normalize.words.languages import languages

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)
_AHEAD = timedelta(days=2)
_LONGEST = 80

_ISO = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,9})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T\s]?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([-/]|\.\s?)|\s?[年년]\s?)(\d\d?)(?(2)\2|\s?[月월]\s?)(\d\d?)(?!\d)"
)
_YEAR_LAST = re.compile(r"(?<!\d)(\d\d?)([-/.])\s?(\d\d?)[-/.]\s?((?:19|20)\d\d)(?!\d)")
_TIME = re.compile(
    r"(?<!\d)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?![:\d])"
    r"\s?(?:([ap])\.?m\b\.?)?"
    r"\s?(Z\b|\(?(?:GMT|UTC)\s?[+-]\d\d?(?::?\d\d)?(?!\d)|[A-Z]{3,4}\b|[+-]\d\d:?\d\d\b|[+-]\d\d\b)?",
    re.IGNORECASE,
)
# A dot or an h parts hours and minutes only behind a day: `18.11` may be one itself.
_DOTTED = re.compile(
    r"(?<![\d.])([01]?\d|2[0-3])\s?[.h]\s?([0-5]\d)(?![.\d])()()"
    r"\s?(?:([ap])\.?m\b\.?)?\s?([A-Z]{3,4}\b)?",
    re.IGNORECASE,
)
_EAST = re.compile(r"(?<!\d)(\d\d?)\s?[时時点시]\s?(\d\d?)\s?[分분]()()()()")
_HOURS = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
"""A time, whose numbers are no days."""

_AFTERNOON = ("下午", "晚上", "午後", "오후")
# Marks count as letters here: Indic month names are full of them.
_WORD = r"\d+|[^\s\d.,;:/|()\[\]-]+"


def parse_date(
    text: str, latest: date | None = None, *, day_first: bool = False
) -> datetime | date | None:
    """Read one printed date: ISO 8601, RFC 2822, epoch, numbers or month names.

    Args:
        text: the date and little else; only its first 80 characters are read.
        latest: the last day that is plausible; without it, the year 2100 is not.
        day_first: whether the day comes first where both numbers may be the month.

    Returns: a `datetime` with the printed offset (naive where none was printed), a `date`
        where no time was printed, None for anything else. `3/4/2021` can mean two days
        and gives None unless `day_first` tells; so does a day before 1990 or after `latest`.
    """
    text = normalize("NFC", text.strip()[:_LONGEST])
    try:
        found = (
            _from_iso(text)
            or _from_epoch(text)
            or _from_compact(text)
            or _from_parts(text, day_first)
        )
    except (ValueError, OverflowError):
        return None
    return found if found is not None and _plausible(found, latest or LATEST) else None


def latest_plausible(as_of: date | None) -> date | None:
    """The last day that a page fetched on `as_of` can bear: two days on, for time zones."""
    if as_of is None or as_of >= LATEST:
        return None
    return calendar_day(as_of) + _AHEAD


def calendar_day(moment: datetime | date) -> date:
    """The day as printed, without its time."""
    return moment.date() if isinstance(moment, datetime) else moment


def _plausible(found: datetime | date, latest: date) -> bool:
    return EARLIEST <= calendar_day(found) <= latest


def _from_iso(text: str) -> datetime | None:
    """The moment in ISO 8601, as most pages write it for machines."""
    try:
        return datetime.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _from_epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    whole = text.partition(".")[0]
    return datetime.fromtimestamp(int(whole[:10]), UTC)


def _from_compact(text: str) -> datetime | date | None:
    match = _COMPACT.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if match[4] is None:
        return date(year, month, day)
    zone = re.match(r"(?:\.\d{1,9})?(Z|[+-]\d\d:?(?:\d\d)?)?", text[match.end() :])
    return datetime(year, month, day, hour, minute, second, tzinfo=_zone(zone and zone[1]))


def _from_parts(text: str, day_first: bool) -> datetime | date | None:
    found = _named_day(text) or _numeric_day(text, day_first) or _day_around_time(text)
    if found is None:
        return None
    day, end = found
    time = (
        _TIME.search(text, end)
        or _EAST.search(text, end)
        or _DOTTED.search(text, end)
        or _TIME.search(text)
    )
    if time is None:
        return day
    hour, minute, second = (int(part or 0) for part in time.group(1, 2, 3))
    is_afternoon = text[: time.start()].rstrip().endswith(_AFTERNOON)
    if hour <= 12 and (time[5] or is_afternoon):
        hour = hour % 12 + 12 * (is_afternoon or time[5] in "pP")
    fraction = int((time[4] or "")[:6].ljust(6, "0"))
    return datetime(
        day.year, day.month, day.day, hour, minute, second, fraction, tzinfo=_zone(time[6])
    )


def _zone(printed: str | None) -> timezone | None:
    if not printed:
        return None
    if printed in "Zz":
        return UTC
    sign = re.search(r"[+-]", printed)
    if sign is not None:
        printed = printed[sign.start() :]
        digits = printed[1:].replace(":", "")
        digits = digits.zfill(len(digits) + len(digits) % 2).ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if printed[0] == "-" else offset)
    minutes = zones().get(printed.upper())
    return None if minutes is None else timezone(timedelta(minutes=minutes))


def _numeric_day(text: str, day_first: bool) -> tuple[date, int] | None:
    if match := _YEAR_FIRST.search(text):
        return date(int(match[1]), int(match[3]), int(match[4])), match.end()
    match = _YEAR_LAST.search(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    is_open = first <= 12 and second <= 12 and first != second and match[2] != "."
    if is_open and not day_first:
        return None
    month, day = (first, second) if second > 12 else (second, first)
    return date(year, month, day), match.end()


def _named_day(text: str) -> tuple[date, int] | None:
    """The day in `10 November 2021`, `Nov. 10th, 2021`, `10 de noviembre de 2021`.

    A month beside a number wins, for some people are called like months: `April Roe, May 3, 2021`.
    """
    return _beside_month(text, _words()) or (
        None if text.isascii() else _beside_month(text, _words(long_months()))
    )


@cache
def _words(names: str = "") -> re.Pattern[str]:
    """Numbers and words, or names of several words before them."""
    return re.compile(rf"(?:{names})(?!\w)|{_WORD}" if names else _WORD, re.IGNORECASE)


def _beside_month(text: str, pattern: re.Pattern[str]) -> tuple[date, int] | None:
    text = _HOURS.sub(_blank, text)
    words = [(match[0].casefold(), match.end()) for match in pattern.finditer(text)]
    months = _months()
    named = [at for at, (word, _) in enumerate(words) if word in months]
    if len(named) > 1:
        numbers = {at for at, (word, _) in enumerate(words) if word.isdecimal()}
        named.sort(key=lambda at: numbers.isdisjoint((at - 1, at + 1)))
    for at in named:
        before = [(int(w), end) for w, end in words[max(0, at - 2) : at] if w.isdecimal()]
        after = [(int(w), end) for w, end in words[at + 1 : at + 6] if w.isdecimal()]
        days = [pair for pair in before[-1:] + after[:1] if 1 <= pair[0] <= 31]
        years = [pair for pair in after[:2] + before[:1] if EARLIEST.year <= pair[0] < LATEST.year]
        if days and years:
            month = months[words[at][0]]
            return date(years[0][0], month, days[0][0]), max(years[0][1], days[0][1])
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _day_around_time(text: str) -> tuple[date, int] | None:
    """The day in `Tue May 3 12:45:00 UTC 2022`, as computers print it."""
    around, times = _TIME.subn(" ", text, count=1)
    found = _named_day(around) if times else None
    return found and (found[0], 0)


@cache
def _months() -> dict[str, int]:
    """Month names and their abbreviations in every language, in lower case."""
    return {
        name.casefold().rstrip("."): number
        for language in languages().values()
        for number, names in enumerate(language.months, 1)
        for name in names
    }
