"""Dates as datelines print them, in any language: `March 3`, `3 mar 2024`, `3. März`, `3月3日`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.article import PartialDate
from normalize.words.languages import languages
from normalize.words.letters import LETTERS

Calendar = dict[str, int]

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS = range(1800, 2200)
_YEAR = r"(\d{4})(?!\d)"
_OF = r"(?:de |del |of |d['’])?"

_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª|°)?[ .]?{_OF}({LETTERS}{{2,12}})"
    rf"(?:\.?,? ?{_OF}{_YEAR}(?: г\.| года)?)?"
)
_MONTH_FIRST = re.compile(
    rf"({LETTERS}{{3,12}})\.? ?(\d{{1,2}})(?:st|nd|rd|th)?(?!:?\d|-\d)(?:,? {_YEAR})?"
)
_MONTH_YEAR = re.compile(rf"({LETTERS}{{3,12}})\.? {_YEAR}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.] ?(\d{1,2})[-/.] ?(\d{1,2})(?!\d)")
_YEAR_NAMED = re.compile(rf"(\d{{4}})\. ({LETTERS}{{3,12}})\.? (\d{{1,2}})(?!\d)(?:\., )?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{2,4})?)?(?!\d)")
_EAST = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_DAY_OF = re.compile(r"(\d{1,2}) (?=[^\W\d_])")
_YEAR_AFTER = re.compile(rf",? (?:năm )?{_YEAR}")
_ARTICLES = frozenset({"le", "den", "el", "il", "am", "ngày"})
_ARTICLE = re.compile(rf"(?:{'|'.join(sorted(_ARTICLES))}) (?=\d)")
_WORD = re.compile(rf"{LETTERS}+")
_WEEKDAY = re.compile(rf"({LETTERS}{{2,14}}(?:-feira)?)\.?,? ?")
_LONG_WEEKDAY = re.compile(rf"({LETTERS}{{2,4}} {LETTERS}{{2,4}}),? ?")
_CLOCK = re.compile(
    r"(?:at )?(\d{1,2})[:.h](\d{2})(?::\d{2})?(?!\d)(?: ?([ap])\.?m\b\.?)?"
    r"(?: \(?([A-Z]{2,5})\)?(?![^\W_]))?",
    re.IGNORECASE,
)


def read_date(
    text: str, at: int = 0, languages: Collection[str] | None = None
) -> tuple[PartialDate, int] | None:
    """Read the date that starts at an offset, with a weekday before it or without.

    Args:
        text: where to read.
        at: the offset of the date's first character.
        languages: ISO 639-1 codes whose month names count; None is all.

    Returns: the date as far as it is printed and the offset after it, or None. In numbers
        the day comes first, unless only the month can.
    """
    if not text[at : at + 1].isdigit() and not opens_date(text, at, languages):
        return None
    if found := _day(text, at, languages):
        return found
    if article := _ARTICLE.match(text, at):
        return _day(text, article.end(), languages)
    weekday = _weekday(text, at, languages)
    return _day(text, weekday.end(), languages) if weekday else None


def opens_date(text: str, at: int = 0, languages: Collection[str] | None = None) -> bool:
    """Whether the word at an offset may open a date: a month, a weekday, an article."""
    word = _WORD.match(text, at)
    return word is not None and _folded(word[0]) in _openers(_key(languages))


def starts_date(text: str, at: int = 0, languages: Collection[str] | None = None) -> bool:
    """Whether a date starts for sure: a month with its day, or a weekday's full name."""
    return opens_date(text, at, languages) and (
        _month_first(text, at, _months(_key(languages))) is not None
        or read_weekday(text, at, languages) is not None
    )


def read_weekday(text: str, at: int = 0, languages: Collection[str] | None = None) -> int | None:
    """The offset after a weekday's full name that starts at an offset, or None."""
    found = _weekday(text, at, languages)
    return found.end(1) if found and len(found[1]) >= 5 else None


def read_clock(text: str, at: int = 0) -> int | None:
    """The offset after a time of day that starts at an offset (`10:30 am GMT`), or None."""
    found = _CLOCK.match(text, at)
    return found.end() if found and int(found[1]) < 24 else None


def calendar_date(day: PartialDate) -> date | None:
    """The day in the calendar, or None where it is partial or there is no such day."""
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def complete_date(day: PartialDate, reference: date) -> PartialDate:
    """Fill in what a partial date leaves out, with the latest day that fits.

    Args:
        day: a date without its year, or without year and month.
        reference: a day when the date had been printed, such as that of publication; the
            day after it still fits, for time zones.

    Returns: the completed date, or `day` itself where it has its year or nothing fits.
    """
    if day.year is not None or (day.month is None and day.day is None):
        return day
    limit = reference + timedelta(days=1) if reference < date.max else reference
    return next((full for full in _candidates(day, limit) if _fits(full, limit)), day)


def _candidates(day: PartialDate, limit: date) -> Iterator[PartialDate]:
    """Years back from the limit (nine: between leap days there are up to eight), or months."""
    if day.month is not None:
        for year in range(limit.year, max(limit.year - 9, 0), -1):
            yield PartialDate(year, day.month, day.day)
        return
    for months in range(3):
        year, month = divmod(limit.year * 12 + limit.month - 1 - months, 12)
        yield PartialDate(year, month + 1, day.day)


def _fits(day: PartialDate, limit: date) -> bool:
    found = calendar_date(PartialDate(day.year, day.month, day.day or 1))
    return found is not None and found <= limit


def _weekday(text: str, at: int, languages: Collection[str] | None) -> re.Match[str] | None:
    """The weekday's name that starts at an offset, of one word or two."""
    known = _weekdays(_key(languages))
    found = (pattern.match(text, at) for pattern in (_WEEKDAY, _LONG_WEEKDAY))
    return next((name for name in found if name and _folded(name[1]) in known), None)


def _day(text: str, at: int, languages: Collection[str] | None) -> tuple[PartialDate, int] | None:
    """The date that starts with its day, its month or its year."""
    months = _months(_key(languages))
    if text[at : at + 1].isdigit():
        return (
            _numbers(text, at)
            or _day_first(text, at, months)
            or _year_named(text, at, months, languages)
            or _long_date(text, at, months)
        )
    return _month_first(text, at, months)


def _numbers(text: str, at: int) -> tuple[PartialDate, int] | None:
    if found := _YEAR_FIRST.match(text, at):
        return _checked(int(found[1]), int(found[2]), int(found[3]), found.end())
    if found := _EAST.match(text, at):
        return _checked(_number(found[1]), int(found[2]), int(found[3]), found.end())
    found = _NUMERIC.match(text, at)
    if not found or (found[2] == "-" and not found[4]):
        return None
    day, month = int(found[1]), int(found[3])
    if month > 12:
        day, month = month, day
    return _checked(_century(found[4]), month, day, found.end())


def _day_first(text: str, at: int, months: Calendar) -> tuple[PartialDate, int] | None:
    found = _DAY_FIRST.match(text, at)
    month = found and months.get(_folded(found[2]))
    if not found or not month:
        return None
    return _checked(_number(found[3]), month, int(found[1]), found.end())


def _year_named(
    text: str, at: int, months: Calendar, languages: Collection[str] | None
) -> tuple[PartialDate, int] | None:
    """The date that has its year first, and mostly the weekday last: `2024. május 3., péntek`."""
    found = _YEAR_NAMED.match(text, at)
    month = found and months.get(_folded(found[2]))
    if not found or not month:
        return None
    end = read_weekday(text, found.end(), languages) or found.end(3)
    return _checked(int(found[1]), month, int(found[3]), end)


def _long_date(text: str, at: int, months: Calendar) -> tuple[PartialDate, int] | None:
    """A day before a month of two words or more: `3 tháng 5 năm 2024`."""
    if text.isascii():
        return None
    day = _DAY_OF.match(text, at)
    name = day and _long_month().match(text, day.end())
    month = name and months.get(_folded(name[0]))
    if not day or not name or not month:
        return None
    year = _YEAR_AFTER.match(text, name.end())
    return _checked(int(year[1]) if year else None, month, int(day[1]), (year or name).end())


def _month_first(text: str, at: int, months: Calendar) -> tuple[PartialDate, int] | None:
    found = _MONTH_FIRST.match(text, at)
    if found and (month := months.get(_folded(found[1]))):
        return _checked(_number(found[3]), month, int(found[2]), found.end())
    found = _MONTH_YEAR.match(text, at)
    if found and (month := months.get(_folded(found[1]))):
        return _checked(int(found[2]), month, None, found.end())
    return None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _century(digits: str | None) -> int | None:
    """The year of two or four printed digits; three are a slip of the keyboard."""
    if not digits or len(digits) == 3:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _checked(
    year: int | None, month: int, day: int | None, end: int
) -> tuple[PartialDate, int] | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= _DAYS[month - 1]):
        return None
    if year is not None and year not in _YEARS:
        return None
    return PartialDate(year, month, day), end


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else word.casefold().replace("i̇", "i")


def _key(languages: Collection[str] | None) -> frozenset[str] | None:
    return None if languages is None else frozenset(languages)


@cache
def _long_month() -> re.Pattern[str]:
    return re.compile(rf"(?:{long_months()})(?!\w)", re.IGNORECASE)


@cache
def long_months() -> str:
    """A pattern of the months' names that have more than one word, the longest first."""
    names = {name for _, name in _names("months", None) if " " in name}
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


@cache
def _months(codes: frozenset[str] | None) -> Calendar:
    """Numbers of the months by name, and by whatever part of a name fits one month only.

    Wire copy shortens and clips at will (`Marc 3`, `Apri 7`).
    """
    full: Calendar = {}
    clipped: dict[str, set[int]] = {}
    for number, name in _names("months", codes):
        full.setdefault(name, number)
        for length in range(3, len(name)):
            clipped.setdefault(name[:length], set()).add(number)
    return {part: min(found) for part, found in clipped.items() if len(found) == 1} | full


@cache
def _weekdays(codes: frozenset[str] | None) -> frozenset[str]:
    return frozenset(name for _, name in _names("weekdays", codes))


@cache
def _openers(codes: frozenset[str] | None) -> frozenset[str]:
    first_parts = (name.split("-")[0] for name in _weekdays(codes))
    return frozenset(_months(codes)) | frozenset(first_parts) | _ARTICLES


def _names(kind: str, codes: frozenset[str] | None) -> Iterator[tuple[int, str]]:
    for code, language in languages().items():
        if codes is None or code in codes:
            for number, spellings in enumerate(getattr(language, kind), 1):
                for name in spellings:
                    yield from ((number, form) for form in _forms(name.rstrip(".")))


def _forms(name: str) -> set[str]:
    """A dotless i is written with a dot in capitals and by keyboards that lack it."""
    folded = _folded(name)
    return {folded, folded.replace("ı", "i")}


@cache
def zones() -> dict[str, int]:
    """Time zone abbreviations as news sites print them, in minutes east of UTC."""
    found: dict[str, int] = _table()["zones"]
    return found


@cache
def change() -> re.Pattern[str]:
    """What says that a date is that of the last change: `Updated`, `Aktualisiert`."""
    return re.compile("|".join(_table()["updated"]), re.IGNORECASE)


def _table() -> dict[str, Any]:
    source = files("normalize.words") / "data" / "dates.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
