"""Captions of pictures, told by the credit at their end: `Ferry at sea (AP Photo/Ida Holm)`.

A credit is a word for pictures with names, the name of a picture agency, or a sign of
copyright with names. Only the last `TAIL` characters of a line are looked at.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from normalize.words.prose import sentences

TAIL = 110
"""Characters of the longest credit."""

SHORTEST = 8
"""Characters of the shortest line that may end with a credit."""

UNNAMED = 24
"""Characters of the longest credit that names nobody."""

SHORT_CREDIT = 40
"""Characters of the longest credit that ends in a full stop."""

SENTENCES = 2
"""Sentences of a caption in which a place stands in brackets."""

MOST_NAMES = 10
"""Words of the longest credit."""

_TOKEN = re.compile(r"[^\W\d_][^\s/|,;()\[\]（）【】&+·=＝:：]*")
_BRACKETED = re.compile(r"[(\[（【]\s?([^()\[\]（）【】]{2,90}?)\s?[)\]）】][.。]?$")
_SIGNED = re.compile(r"(?:©|\(c\))\s{0,2}([^©.!?]{2,70}\.?)$", re.IGNORECASE)
_BREAK = re.compile(r"[.!?…”\"’»)]\s{1,3}|\s[/|]\s")
_ENDS = (")", "]", "）", "】", "®")
_SIGN = re.compile("[:：=＝/©|]")
_MARK = re.compile(r"[:：=＝/©|(\[（【]")
_FILE = re.compile(r"FILE(?: PHOTO)?\s?[-–—:]")
_PRICE = re.compile(r"[$€£¥₹]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Words(NamedTuple):
    """The patterns of what credits are made of, and the words that join names."""

    label: re.Pattern[str]
    picture: re.Pattern[str]
    unnamed: re.Pattern[str]
    agency: re.Pattern[str]
    by: re.Pattern[str]
    joiners: frozenset[str]
    bracketed_place: re.Pattern[str]
    place: re.Pattern[str]


@cache
def words() -> Words:
    """The words of `data/captions.toml`."""
    table = tomllib.loads((files("normalize.label") / "data/captions.toml").read_text("utf-8"))
    names = table["pictures"].split()
    pictures, by = _any(names), _any(table["by"].split())
    glued = _any(name.capitalize() for name in names if name.islower())
    separated = rf"(?:{pictures})(?:\(s\))?(?:\s?[:：=＝]|/(?=\S))"
    told = rf"(?:{pictures})\s(?:{by})\s"
    unnamed = "|".join(table["unnamed"])
    no_word = r"(?<!\w.)"
    return Words(
        re.compile(
            rf"(?<!\w)(?i:{separated})|(?<=[a-z.”\"])(?:{glued})\s?:"
            rf"|(?:^|(?<=[.!?…”\"»)|])\s*|[—–]\s*|\s-\s)(?i:{told})"
        ),
        re.compile(rf"(?:{pictures}|file)(?:/.*)?", re.IGNORECASE),
        re.compile(rf"(?<![a-z])(?:{unnamed})\.?$", re.IGNORECASE),
        re.compile(rf"(?:{_any(table['agencies'], behind=no_word)})(?!\w)"),
        re.compile(rf" (?:{by}) "),
        frozenset(table["joiners"].split()),
        re.compile(rf"[(（](?:{'|'.join(table['bracketed_places'])})[)）]", re.IGNORECASE),
        re.compile(rf", (?:{_any(table['places'])}),"),
    )


def _any(names: Iterable[str], behind: str = "") -> str:
    """Any of the names, the longest first, by their first letters.

    `behind` looks back from the first letter: a pattern that begins with a letter is found faster.
    """
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        groups.setdefault(name[0], []).append(re.escape(name[1:]))
    return "|".join(
        f"{re.escape(first)}{behind}(?:{'|'.join(rest)})" for first, rest in groups.items()
    )


def credit_start(text: str) -> int | None:
    """Where the credit begins that ends a caption; None for a line that ends with none.

    >>> credit_start("The ferry leaves on Monday. Photo: Ida Holm/Island Post")
    28
    >>> credit_start("The photo of the ferry was sold at once.") is None
    True
    """
    if not _may_end_credit(text):
        return None
    head = max(0, len(text) - TAIL)
    tail = text[head:]
    for find in _FINDS if _MARK.search(tail) else _UNMARKED:
        start = find(tail)
        if start is not None:
            return head + start
    return None


def is_labelled_credit(text: str) -> bool:
    """Whether a line is a word for pictures, a colon, names, and nothing else.

    >>> is_labelled_credit("(Photo: Ida Holm/AP)"), is_labelled_credit("At sea. Photo: AP")
    (True, False)
    """
    bare = text.strip("()[]* ")
    label = words().label.match(bare)
    return label is not None and label.end() > 0 and are_names(bare[label.end() :])


def shows_picture(text: str) -> bool:
    """Whether a line says where in a picture somebody stands, or that it is on file.

    >>> shows_picture("Ida Holm (left) with her crew on the quay.")
    True
    >>> shows_picture("She turned left on the quay.")
    False
    """
    if _FILE.match(text):
        return True
    if ("(" in text or "（" in text) and words().bracketed_place.search(text):
        return sentences(text) <= SENTENCES
    return "," in text and bool(words().place.search(text) and _YEAR.search(text))


def _may_end_credit(text: str) -> bool:
    """Whether the last characters can be those of a credit: prose ends with a full stop."""
    if text.endswith("."):
        return _SIGN.search(text, max(0, len(text) - SHORT_CREDIT)) is not None
    return (len(text) >= SHORTEST and text[-1].isalnum()) or text.endswith(_ENDS)


def _bracketed(tail: str) -> int | None:
    """`(AP Photo/Ida Holm)`, `[사진=뉴시스]`, `Ida Holm (Reuters)`, `（山田太郎撮影）`."""
    found = _BRACKETED.search(tail)
    if found is None:
        return None
    is_credit = _is_credit(found[1])
    return _photographer(tail, found.start()) if is_credit else None


def _is_credit(text: str) -> bool:
    """Whether all that stands in brackets is a credit."""
    label = words().label.match(text)
    if label is not None and are_names(text[label.end() :]):
        return True
    if words().unnamed.search(text):
        return True
    tokens = _TOKEN.findall(text)
    others = [token for token in tokens if not words().picture.fullmatch(token)]
    is_told = words().agency.search(text) is not None or len(others) < len(tokens)
    return is_told and are_names(" ".join(others))


def is_agency(credit: str) -> bool:
    """Whether a credit is the name of an agency and nothing else: paragraphs end so too."""
    return words().agency.fullmatch(credit.strip("()[]/|. ")) is not None


def _photographer(tail: str, end: int) -> int:
    """Where the names begin that stand before a bracketed credit; `end` if there are none."""
    start = _after_break(tail, end)
    return start if start and are_names(tail[start:end]) else end


def _after_break(tail: str, end: int) -> int:
    """Where the last sentence before `end` is over; 0 if none ends."""
    return max((found.end() for found in _BREAK.finditer(tail, 0, end)), default=0)


def _labelled(tail: str) -> int | None:
    """`Foto: Ida Holm/dpa`, `Picture by Ida Holm`, `Submitted photo`."""
    if _SIGN.search(tail) or words().by.search(tail):
        label = max(words().label.finditer(tail), key=re.Match.end, default=None)
        if label is not None and are_names(tail[label.end() :]):
            return label.start()
    unnamed = words().unnamed.search(tail, max(0, len(tail) - UNNAMED))
    return unnamed.start() if unnamed else None


def _signed(tail: str) -> int | None:
    """`© Ida Holm`."""
    found = _SIGNED.search(tail)
    return found.start() if found and are_names(found[1]) else None


def _agency(tail: str) -> int | None:
    """`Ida Holm/dpa` behind a finished sentence or alone, ` / EFE` behind any words."""
    if words().agency.search(tail) is None:
        return None
    start = _after_break(tail, len(tail))
    rest = tail[start:]
    is_parted = start > 0 or (len(tail) < TAIL and any(sign in rest for sign in "/|"))
    is_credit = is_parted and words().agency.search(rest) and are_names(rest)
    return start if is_credit else None


def are_names(text: str) -> bool:
    """Whether a text is made of names and what joins them.

    >>> are_names("Ida Holm/dpa via Getty Images"), are_names("Two ferries at sea")
    (True, False)
    """
    if _PRICE.search(text):
        return False
    tokens = [token.rstrip(".") for token in _TOKEN.findall(words().agency.sub("X", text))]
    return 1 <= len(tokens) <= MOST_NAMES and all(
        not token[0].islower() or token in words().joiners for token in tokens
    )


_FINDS = (_bracketed, _labelled, _signed, _agency)
_UNMARKED = (_labelled, _agency)
"""What finds a credit in which nothing but words tells it."""
