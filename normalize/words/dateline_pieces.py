"""The head of a paragraph, cut into the pieces that datelines are made of."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from normalize.article import PartialDate
from normalize.words.dateline_names import (
    agency_name,
    bare_agencies,
    city_name,
    evidence,
    first_words,
    fold,
    is_region,
)
from normalize.words.dates import read_clock, read_date, read_weekday, starts_date
from normalize.words.letters import MARKED, UPPER


class Piece(NamedTuple):
    """A piece of a dateline, head[start:end].

    `kind`: a place in capitals `P`, capitalised `p`, in small letters `q`, in a script
    without case `n`; date `D`, weekday `W`, time `T`; a known agency in brackets `G`,
    between slashes `S` or bare `A`, an unknown one set off `g` or as a domain `a`; an
    author's code `F`; else the separator itself, `-` for every dash. `text` is the place or
    agency as printed, `first` the first city, `region` whether a known state or country
    qualifies it.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    first: str = ""
    region: bool = False
    date: PartialDate | None = None


_MOST = 10
_PLACES = frozenset("Ppqn")
_MARKS = {",": ",", "،": ",", "、": ",", ":": ":", "：": ":", ".": ".", "।": "."}
_LETTER = r"[^\W\d_]"
_DASH = re.compile(r"[-–—―‒−]{1,3}|_(?= )")
_DASH_OR_COMMA = re.compile(r" [-–—] |, ")
_BRACKET = re.compile(r"\(([^()\[\]]{2,48})\)|\[([^()\[\]]{2,48})\]")
_SLASHES = re.compile(r"/ ?([^/()\[\]]{2,40}?) ?/")
_AGENCY_WORDS = re.compile(r"[^\W_][^\s,;:()\[\]–—]*(?: [^\W_][^\s,;:()\[\]–—/]*){0,2}")
_SIGNED = re.compile(r"[,.]? ?[(/]")
_LOOSE = ".-/"
_DOMAIN = re.compile(r"\w{3,}(?:\.\w+)*\.[A-Za-z]{2,4}(?!\w)")
_PLAUSIBLE = re.compile(rf"(?:{UPPER}|{MARKED})(?:[\w.&’'+ /-]|{MARKED}){{1,36}}")
_CODE = re.compile(rf"[a-zäöü]{{2,5}}\.(?:/[a-zäöü]{{2,5}}\.)?(?= {UPPER}{{2}})")
_JOINT = re.compile(r",? ([^\W\d_]{1,3}|&) ")
_COMMA = re.compile(r" ?, ?")

_WORD = re.compile(
    rf"(?:{UPPER}\.)+(?:-{UPPER}{_LETTER}+|{UPPER}(?!{_LETTER})|{UPPER}{_LETTER}{{1,2}}\.)?"
    rf"|(?:[dDlL]['’])?{UPPER}(?:{_LETTER}|['’‘](?={_LETTER}))*(?:-{_LETTER}+)*"
)
_MARKED_WORDS = re.compile(rf"{MARKED}+")
_SMALL_WORDS = re.compile(rf"{_LETTER}+(?: {_LETTER}+){{0,2}}(?= ?,)")
_ON_RIVER = re.compile(r"a\. ?[MdO]\.(?: ?M\.)?")
_COUNTRY = re.compile(rf" ?\[({UPPER}[^\[\]()]{{1,30}})\]")
_SLASH = re.compile(r" ?/ ?")
_NO_CAPITALS = re.compile(rf"(?:Mc|Mac)(?={UPPER})|(?<={UPPER}{{2}})[sn]\b|[dl](?=['’])")


def cut(head: str, languages: Collection[str] | None) -> tuple[str, list[Piece]]:
    """Cut a head into pieces, up to the first word that can't be part of a dateline.

    Returns: the shape, a letter for the kind of each piece, and the pieces.
    """
    shape = ""
    pieces: list[Piece] = []
    at = 0
    while len(shape) < _MOST:
        while head[at : at + 1] == " ":
            at += 1
        piece = _piece(head, at, shape, languages)
        if piece is None:
            break
        pieces.append(piece)
        shape += piece.kind
        at = piece.end
    return shape, pieces


def _piece(head: str, at: int, shape: str, languages: Collection[str] | None) -> Piece | None:
    first = head[at : at + 1]
    if first.isalnum():
        return _named(head, at, shape, languages)
    if not first:
        return None
    if first in "([":
        return _bracketed(head, at, languages)
    if first in "/,،、:：.।":
        return _slashed(head, at) if first == "/" else Piece(_MARKS[first], at, at + 1)
    dash = _DASH.match(head, at)
    return dash and _dash(head, dash)


def _dash(head: str, dash: re.Match[str]) -> Piece | None:
    """A dash as separator; a single hyphen between two words is none."""
    start, end = dash.span()
    apart = len(dash[0]) > 1 or dash[0] in "—–―" or head[start - 1 : start] in (" ", ")", ".", "/")
    return Piece("-", start, end) if apart or head[end : end + 1] in (" ", "") else None


def _bracketed(head: str, at: int, languages: Collection[str] | None) -> Piece | None:
    found = _BRACKET.match(head, at)
    if not found:
        return None
    inside = (found[1] or found[2]).strip()
    end = found.end()
    if (day := read_date(inside, 0, languages)) and day[1] == len(inside):
        return Piece("D", at, end, date=day[0])
    for part in _DASH_OR_COMMA.finditer(inside):
        day, name = read_date(inside, part.end(), languages), inside[: part.start()]
        if day and agency_name(name):
            return Piece("G", at, end, name, date=day[0])
    if agency_name(inside):
        return Piece("G", at, end, inside)
    return Piece("g", at, end, inside) if _PLAUSIBLE.fullmatch(inside) else None


def _slashed(head: str, at: int) -> Piece | None:
    found = _SLASHES.match(head, at)
    if found and agency_name(found[1]):
        return Piece("S", at, found.end(), found[1])
    if found and _PLAUSIBLE.fullmatch(found[1]):
        return Piece("g", at, found.end(), found[1])
    return Piece("/", at, at + 1)


def _named(head: str, at: int, shape: str, languages: Collection[str] | None) -> Piece | None:
    """A word that belongs to a place, a date or an agency, whichever may stand here."""
    placed = not _PLACES.isdisjoint(shape)
    if not (placed and shape[-1] == "-") and shape:
        if day := read_date(head, at, languages):
            return Piece("D", at, day[1], date=day[0])
        if end := read_weekday(head, at, languages) or read_clock(head, at):
            return Piece("T" if head[at].isdigit() else "W", at, end)
    if not shape and (day := read_date(head, at, languages)) and _SIGNED.match(head, day[1]):
        return Piece("D", at, day[1], date=day[0])
    if agency := _bare_agency(head, at, bool(shape)):
        return Piece("A" if agency_name(agency) else "a", at, at + len(agency), agency)
    if placed:
        return None
    if not shape and (code := _CODE.match(head, at)):
        return Piece("F", at, code.end())
    return _place(head, at, languages)


def _bare_agency(head: str, at: int, follows: bool) -> str | None:
    """The agency whose name starts here, the longest; beside a place also any domain."""
    found = _AGENCY_WORDS.match(head, at)
    if not found:
        return None
    words = found[0].split(" ")
    if words[0].rstrip(_LOOSE) in first_words():
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            for form in (name, name.rstrip(_LOOSE)):
                if form in bare_agencies():
                    return form
    domain = _DOMAIN.match(head, at) if follows and "." in words[0] else None
    return domain and domain[0]


def _place(head: str, at: int, languages: Collection[str] | None) -> Piece | None:
    """The place that starts here: cities, then what qualifies them."""
    if marked := _MARKED_WORDS.match(head, at):
        return _marked_place(head, at, marked.end(), languages)
    small = _SMALL_WORDS.match(head, at)
    if small and (not _WORD.match(head, at) or _half_capitalised(small[0])):
        return Piece("q", at, small.end(), small[0], small[0])
    if not _WORD.match(head, at):
        return None
    end = first_end = _name_end(head, at, languages)
    region = False
    for _ in range(6):
        if following := _joined_city(head, end, languages):
            end = following
        elif qualified := _qualifier(head, end, languages):
            end, known = qualified
            region = region or known
        else:
            break
    city = head[at:first_end]
    kind = "P" if _in_capitals(city) else "p"
    return Piece(kind, at, end, head[at:end], city, region)


def _half_capitalised(name: str) -> bool:
    """`New york`, as hurried wire copy has it."""
    return " " in name and not name.istitle() and city_name(name) is not None and name[1:].islower()


def _marked_place(head: str, at: int, end: int, languages: Collection[str] | None) -> Piece:
    """A place in a script without capitals: up to four words, ended by a date or an agency."""
    for _ in range(3):
        word = _MARKED_WORDS.match(head, end + 1)
        if head[end : end + 1] not in (" ", "-") or not word or _stops(head, end + 1, languages):
            break
        end = word.end()
    return Piece("n", at, end, head[at:end], head[at:end])


def _name_end(head: str, at: int, languages: Collection[str] | None) -> int:
    """The end of the name that starts at a capital: words, with small ones between them."""
    end = _word_end(head, at)
    for _ in range(5):
        if head[end : end + 1] != " ":
            break
        if river := _ON_RIVER.match(head, end + 1):
            return river.end()
        following = _past_particles(head, end + 1)
        word = _WORD.match(head, following)
        if not word or fold(word[0]) in evidence().connectors or _stops(head, following, languages):
            break
        end = _word_end(head, following)
    return end


def _past_particles(head: str, at: int) -> int:
    for _ in range(3):
        word, space, _rest = head[at : at + 8].partition(" ")
        if not space or word not in evidence().particles:
            break
        at += len(word) + 1
    return at


def _word_end(head: str, at: int) -> int:
    """The end of a capitalised word, with the dot of `St.` or `Calif.`"""
    found = _WORD.match(head, at)
    end = found.end() if found else at
    word = head[at:end]
    dotted = head[end : end + 1] == "."
    if head[end : end + 2] == ".,":
        return end + 1
    if dotted and (fold(word) + "." in evidence().place_first or is_region(word + ".")):
        return end + 1
    return end


def _stops(head: str, at: int, languages: Collection[str] | None) -> bool:
    """Whether a date, a weekday or an agency starts here, so that a name ends before it."""
    return starts_date(head, at, languages) or _bare_agency(head, at, True) is not None


def _joined_city(head: str, at: int, languages: Collection[str] | None) -> int | None:
    """The end of another city, after a slash or an `and`."""
    if slash := _SLASH.match(head, at):
        agency = _SLASHES.match(head, at + slash[0].index("/"))
        if agency and agency_name(agency[1]):
            return None
        start = slash.end()
    else:
        joint = _JOINT.match(head, at)
        if not joint or fold(joint[1]) not in evidence().connectors:
            return None
        start = joint.end()
    if not _WORD.match(head, start) or _stops(head, start, languages):
        return None
    return _name_end(head, start, languages)


def _qualifier(head: str, at: int, languages: Collection[str] | None) -> tuple[int, bool] | None:
    """The end of a state or country after a comma or in square brackets, if one is there."""
    if country := _COUNTRY.match(head, at):
        if agency_name(country[1]):
            return None
        return country.end(), is_region(country[1])
    comma = _COMMA.match(head, at)
    if not comma or not _WORD.match(head, comma.end()) or _stops(head, comma.end(), languages):
        return None
    end = _name_end(head, comma.end(), languages)
    return end, is_region(head[comma.end() : end])


def _in_capitals(name: str) -> bool:
    words = _NO_CAPITALS.sub("", name).split(" ")
    return all(word.isupper() or word in evidence().particles for word in words)
