"""Invented datelines, printed in the styles of agencies and outlets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from normalize.article import Dateline, PartialDate
from normalize.words.dateline_names import agency_name

_STEMS = ("Alder", "Birken", "Corn", "Dun", "Elm", "Fal", "Green", "Hazel", "Mar", "Rother")
_ENDINGS = ("burg", "ford", "mouth", "stad", "ton", "ville")
_SECOND_WORDS = ("", "", "", " Beach", " Falls", " Springs")
_STATES = ("Ala.", "Calif.", "Maine", "N.Y.", "Ohio", "Texas", "W.Va.", "Ontario", "Italy")
_INDIAN = ("New Delhi", "Mumbai", "Kochi", "Thiruvananthapuram")
_CAPITALS = ("Berlin", "Nairobi", "Paris", "Oslo", "Rio de Janeiro", "Washington")


@dataclass(frozen=True, slots=True)
class Style:
    """A way to print datelines.

    `pattern` has slots `{place}`, `{PLACE}` (in capitals), `{agency}`, and those of a date:
    `{day}`, `{month}`, `{abbreviated}`, `{number}` and `{year}`. `language` is that of the
    month, `cities` what the place is drawn from (invented names where empty), `state` says
    that a state or country may follow it, `cities_at_once` that several may be named.
    """

    pattern: str
    agencies: tuple[str, ...] = ()
    language: str = "en"
    cities: tuple[str, ...] = ()
    state: bool = False
    cities_at_once: bool = False


_STYLES: dict[str, Style] = {
    "ap": Style("{PLACE} ({agency}) —", ("AP", "AFP"), state=True, cities_at_once=True),
    "reuters": Style("{PLACE}, {month} {day} ({agency}) -", ("Reuters",), cities_at_once=True),
    "reuters-undated": Style("{PLACE} ({agency}) –", ("Reuters",), cities_at_once=True),
    "wire-archive": Style("{PLACE}, {month} {day} -", state=True),
    "agency-after-date": Style("{PLACE}, {month} {day}, {agency} -", ("Reuter", "Kyodo")),
    "unknown-agency": Style("{PLACE}, {abbreviated} {day} ({agency}) —", ("HarbourNewsNow",)),
    "afp-fr": Style("{place}, {day} {month} {year} ({agency}) -", ("AFP",), "fr"),
    "dpa": Style("{place} ({agency}) -", ("dpa", "dpa/lno", "APA"), cities=_CAPITALS),
    "epd": Style("{place} ({agency}).", ("epd",), cities=_CAPITALS),
    "faz": Style("agr. {PLACE}, {day}. {month}.", language="de"),
    "efe": Style("{place}, {day} {abbreviated} ({agency}).-", ("EFE",), "es"),
    "europa-press": Style("{PLACE}, {day} {abbreviated}. ({agency}) -", ("EUROPA PRESS",), "es"),
    "ansa": Style("({agency}) - {PLACE}, {day:02d} {abbreviated} -", ("ANSA",), "it"),
    "adnkronos": Style("{place}, {day} {abbreviated}. ({agency}) -", ("Adnkronos",), "it"),
    "lusa": Style("{place}, {day:02d} {abbreviated} {year} ({agency}) –", ("Lusa",), "pt"),
    "tass": Style("{PLACE}, {month} {day}. /{agency}/.", ("TASS",)),
    "tass-ru": Style("{PLACE}, {day} {month}. /{agency}/.", ("ТАСС",), "ru", ("Москва", "Баку")),
    "ria": Style("{PLACE}, {day} {abbreviated} - {agency}.", ("РИА Новости",), "ru", ("Минск",)),
    "interfax": Style("{place}. {day} {month}. {agency} -", ("INTERFAX.RU",), "ru", ("Москва",)),
    "xinhua": Style("{PLACE}, {month} {day} ({agency}) --", ("Xinhua", "Yonhap", "UPI")),
    "xinhua-zh": Style("{agency}{place}{number}月{day}日电", ("新华社",), "zh", ("北京", "上海")),
    "kyodo-ja": Style("【{place}{agency}】", ("共同", "時事"), "ja", ("東京", "ワシントン")),
    "yonhap-ko": Style("({place}={agency}) 홍길동 기자 =", ("연합뉴스",), "ko", ("서울", "부산")),
    "pti": Style("{place}, {abbreviated} {day} ({agency})", ("PTI", "IANS"), cities=_INDIAN),
    "ani": Style("{place} [India], {month} {day} ({agency}):", ("ANI",), cities=_INDIAN),
    "indian-dated": Style("{place}, {abbreviated}. {day}:", cities=_INDIAN),
    "hindi": Style("{place}, {day} {month} ({agency})", ("भाषा",), "hi", ("नई दिल्ली", "भोपाल")),
    "cnn": Style("{place} ({agency})", ("CNN", "CNN Business"), cities=_CAPITALS),
    "aap": Style("{place}, {month} {day} {agency} -", ("AAP",)),
    "jakarta": Style("{PLACE}, {agency} --", ("KOMPAS.com", "CNN Indonesia")),
    "anadolu": Style("{PLACE} ({agency}) -", ("AA",), "tr", ("İstanbul", "Ankara")),
    "agency-alone": Style("({agency}) -", ("Reuters", "Bloomberg", "AP")),
    "agency-bare": Style("{agency} —", ("CNN", "AGI")),
    "prnewswire": Style(
        "{PLACE}, {month} {day}, {year} /{agency}/ --", ("PRNewswire",), state=True
    ),
    "globenewswire": Style("{PLACE}, {month} {day:02d}, {year} ({agency}) --", ("GLOBE NEWSWIRE",)),
    "business-wire": Style("{PLACE}--({agency})--", ("BUSINESS WIRE",), state=True),
    "accesswire": Style(
        "{PLACE} / {agency} / {month} {day}, {year} /", ("ACCESSWIRE",), state=True
    ),
    "newspaper": Style("{PLACE} —", state=True),
    "newspaper-mixed": Style("{place}, Ill. –"),
    "weekday": Style("{PLACE}, Monday —"),
    "numeric": Style("{place}, {day}.{number}.{year} –"),
    "date-in-brackets": Style("{PLACE} ({month} {day}, {year}) —"),
    "scraper": Style("date {year}-{number:02d}-{day:02d} {PLACE}", cities=_CAPITALS),
}
STYLES = tuple(_STYLES)


def datelines(*, style: str | None = None) -> st.SearchStrategy[Dateline]:
    """Datelines as agencies and outlets print them, such as `OSLO (AP) —`.

    Args:
        style: how it is printed, one of `STYLES`; any by default.
    """
    return st.deferred(lambda: _in_style(style))


@cache
def _in_style(style: str | None) -> st.SearchStrategy[Dateline]:
    if style is None:
        return st.sampled_from(list(_STYLES.values())).flatmap(_datelines)
    if style not in _STYLES:
        raise InvalidArgument(f"no style {style!r}; there are {', '.join(STYLES)}")
    return _datelines(_STYLES[style])


@st.composite
def _datelines(draw: st.DrawFn, style: Style) -> Dateline:
    pattern = style.pattern
    city, place = draw(_places(style))
    agency = draw(st.sampled_from(style.agencies)) if style.agencies else None
    day = draw(st.dates(date(1990, 1, 1), date(2039, 12, 31)))
    slots = _date_slots(day, style.language) | {"agency": agency, "place": place}
    raw = pattern.format(**slots, PLACE=_capitals(place))
    placed = "{place" in pattern.lower()
    return Dateline(
        raw=raw,
        place=_printed_place(style, place) if placed else None,
        city=city if placed else None,
        agency=agency,
        agency_name=agency and agency_name(agency),
        date=_printed_date(pattern, day),
    )


@st.composite
def _places(draw: st.DrawFn, style: Style) -> tuple[str, str]:
    """A city, and the place it is printed in."""
    city = draw(st.sampled_from(style.cities) if style.cities else _invented())
    place = city
    if style.cities_at_once:
        others = st.sampled_from(("/", " and ")).flatmap(_and_another)
        place += draw(st.just("") | others)
    if style.state:
        place += draw(st.just("") | st.sampled_from(_STATES).map(", {}".format))
    return city, place


def _invented() -> st.SearchStrategy[str]:
    parts = st.tuples(*map(st.sampled_from, (_STEMS, _ENDINGS, _SECOND_WORDS)))
    return parts.map("".join)


def _and_another(joint: str) -> st.SearchStrategy[str]:
    return _invented().map(lambda city: joint + city)


def _capitals(place: str) -> str:
    """The cities in capitals; what qualifies them stays, and so does an `and`."""
    cities, comma, state = place.partition(", ")
    return cities.upper().replace(" AND ", " and ") + comma + state


def _printed_place(style: Style, place: str) -> str:
    """The place as the style prints it."""
    if "{place} [India]" in style.pattern:
        return f"{place} [India]"
    if "{place}, Ill." in style.pattern:
        return f"{place}, Ill."
    return _capitals(place) if "{PLACE}" in style.pattern else place


def _date_slots(day: date, language: str) -> dict[str, object]:
    from normalize.words.languages import languages

    names = languages()[language].months[day.month - 1]
    shortest = min((name for name in names if len(name) > 2), key=len, default=names[0])
    return {
        "day": day.day,
        "month": names[0],
        "abbreviated": shortest.rstrip("."),
        "number": day.month,
        "year": day.year,
    }


def _printed_date(pattern: str, day: date) -> PartialDate | None:
    if "{day" not in pattern:
        return None
    return PartialDate(day.year if "{year" in pattern else None, day.month, day.day)
