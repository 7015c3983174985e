"""Datelines of Chinese, Japanese and Korean agencies, which fuse place, date and agency."""

from __future__ import annotations

import re

from normalize.article import Dateline, PartialDate
from normalize.words.dateline_names import agency_name, city_name

_HAN = r"[\u4e00-\u9fff]"
_DAY = r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
_REPORTER = r"(?: ?[（(][^（）()]{1,40}[）)])?"

_WIRE = re.compile(
    rf"(?P<agency>{_HAN}{{2,5}}?[社网網报報]|本报|本社) ?"
    rf"(?P<place>[\u3400-\u9fff·/、]{{0,12}}?) ?{_DAY}"
    rf" ?[专專综綜外]?[电電讯訊]{_REPORTER}[：:，]?"
)
_UNSIGNED = re.compile(
    rf"(?P<place>{_HAN}{{2,6}}){_DAY} ?[专專综綜外]?[电電](?=[ 　（(：:，])" rf"{_REPORTER}[：:，]?"
)
_CENTRAL = re.compile(
    rf"[（(](?P<agency>{_HAN}{{2,4}}社)(?P<between>{_HAN}{{0,16}}){_DAY}[专專综綜外]?[电電][）)]"
)
_LENTICULAR = re.compile(r"【(?P<inside>[^【】]{2,24})】")
_JOINT = re.compile(r"[＝=・ 　]")
_JAPANESE = re.compile(
    rf"[［\[](?P<place>[^\]］\s]{{1,12}})\s(?:{_DAY}\s)?"
    r"(?P<agency>[^\]］\s]{2,12})[］\]](?: ?[-–—])?"
)
_HANGUL = r"[\uac00-\ud7a3]"
_KOREAN = re.compile(
    r"[(（\[［](?P<place>[\uac00-\ud7a3A-Za-z·,]{2,20}) ?= ?"
    r"(?P<agency>[^()（）\[\]=]{2,24})[)）\]］]"
    rf"(?P<reporter> ?{_HANGUL}{{2,4}}(?:[ ·,]{{1,2}}{_HANGUL}{{2,4}}){{0,4}}"
    r" ?(?:기자|특파원|통신원|인턴기자))?(?: ?=)?"
)


def parse_east(head: str) -> Dateline | None:
    """Read a Chinese, Japanese or Korean dateline at the start of a head, or None.

    `新华社北京3月3日电（记者张某）`, `北京3月3日电 `, `（中央社記者王某台北3日電）`,
    `【東京共同】`, `［東京　３日　ロイター］ -`, `(서울=연합뉴스) 홍길동 기자 =`.
    """
    return (
        _wire(head)
        or _unsigned(head)
        or _central(head)
        or _lenticular(head)
        or _japanese(head)
        or _korean(head)
    )


def _wire(head: str) -> Dateline | None:
    found = _WIRE.match(head)
    return found and _made(found[0], found["place"], found["agency"], _date(found))


def _unsigned(head: str) -> Dateline | None:
    found = _UNSIGNED.match(head)
    return found and _made(found[0], found["place"], None, _date(found))


def _central(head: str) -> Dateline | None:
    """Between agency and date stand a reporter's name and a place, with nothing between."""
    found = _CENTRAL.match(head)
    if not found:
        return None
    between = found["between"]
    lengths = (n for n in (5, 4, 3, 2) if city_name(between[-n:]))
    place = between[-next(lengths, 2) :]
    return _made(found[0], place, found["agency"], _date(found))


def _lenticular(head: str) -> Dateline | None:
    """The agency ends it (`東京共同`), or a reporter does (`北京＝山田太郎`)."""
    found = _LENTICULAR.match(head)
    if not found:
        return None
    inside = found["inside"]
    for start in range(1, len(inside) - 1):
        if agency_name(inside[start:]):
            place = _JOINT.split(inside[:start])[0]
            return _made(found[0], place, inside[start:], None)
    place, joint, _reporter = inside.partition("＝")
    return _made(found[0], place, None, None) if joint and city_name(place) else None


def _japanese(head: str) -> Dateline | None:
    found = _JAPANESE.match(head)
    if not found or not agency_name(found["agency"]):
        return None
    return _made(found[0], found["place"], found["agency"], _date(found))


def _korean(head: str) -> Dateline | None:
    found = _KOREAN.match(head)
    if not found:
        return None
    place, agency = found["place"], found["agency"].split(" ")[0]
    if not (city_name(place) or agency_name(agency) or found["reporter"]):
        return None
    return _made(found[0], place, agency, None)


def _made(raw: str, place: str, agency: str | None, day: PartialDate | None) -> Dateline:
    city = re.split(r"[/·、,]", place)[0]
    return Dateline(
        raw=raw.rstrip(),
        place=place or None,
        city=city or None,
        agency=agency,
        agency_name=agency and agency_name(agency),
        date=day,
    )


def _date(found: re.Match[str]) -> PartialDate | None:
    if not found["day"]:
        return None
    year, month = (int(found[part]) if found[part] else None for part in ("year", "month"))
    return PartialDate(year, month, int(found["day"]))
