"""What is known of the names in datelines: agencies, cities, regions, and what is no place."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})
_DESK = re.compile(r"[/\- ](?=\S)")
_MAC = re.compile(r"(Mc|Mac)(\w)(\w*)")
_PART = re.compile(r"[^\W\d_]+")
_LONG = 5  # letters: `Reuters Health` is a desk, `PA resident` is not
_PHOTO = re.compile(r"photo|foto|via |image", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that speak for or against a place; each in `fold`ed form."""

    labels: frozenset[str]
    function_words: frozenset[str]
    openers: frozenset[str]
    sentence_words: frozenset[str]
    particles: frozenset[str]
    connectors: frozenset[str]
    only_in_brackets: frozenset[str]
    place_first: frozenset[str]
    place_last: frozenset[str]
    place_endings: tuple[str, ...]
    label_endings: tuple[str, ...]


def fold(name: str) -> str:
    """A name as a key: lower case, straight apostrophes, `İ` as `i`."""
    if name.isascii():
        return name.replace("`", "'").lower()
    return name.translate(_APOSTROPHES).casefold().replace("i̇", "i")


@cache
def evidence() -> Evidence:
    """The word lists of `data/evidence.toml`."""
    table: dict[str, Any] = {
        key: fold(words).split() for key, words in _toml("evidence.toml").items()
    }
    endings: dict[str, Any] = {
        key: tuple(table.pop(key)) for key in ("place_endings", "label_endings")
    }
    words: dict[str, Any] = {key: frozenset(found) for key, found in table.items()}
    return Evidence(**endings, **words)


def agency_name(printed: str) -> str | None:
    """The name of the agency that is printed so, desks included (`dpa/lno`), or None."""
    key = fold(printed)
    known = _agencies()
    if key in known:
        return known[key]
    desk = _DESK.search(key)
    if desk is None or _PHOTO.search(key) or (desk[0] == " " and desk.start() < _LONG):
        return None
    return known.get(key[: desk.start()])


@cache
def bare_agencies() -> frozenset[str]:
    """The forms of agencies' names that are told from words and regions without brackets."""
    forms = {f for name, forms in _toml("agencies.toml").items() for f in (name, *forms)}
    forms |= {form.upper() for form in forms}
    return frozenset(form for form in forms if fold(form) not in evidence().only_in_brackets)


@cache
def first_words() -> frozenset[str]:
    """The first words of those forms."""
    return frozenset(form.split(" ")[0].rstrip(".-/") for form in bare_agencies())


def city_name(printed: str) -> str | None:
    """The spelling of a city that is known to open datelines, or None."""
    return _places().get(fold(printed))


def is_region(printed: str) -> bool:
    """Whether it is a state, a province or a country, in full or abbreviated."""
    if len(printed) == 2 and not printed.isupper():
        return False
    return fold(printed) in _regions()


def title_case(name: str) -> str:
    """A city's name as prose spells it: `LOS ANGELES` is Los Angeles, `McALLEN` McAllen."""
    known = city_name(name)
    if known:
        return known
    first, *others = (_title_word(word) for word in name.split(" "))
    particles = evidence().particles
    return " ".join([first, *(w.lower() if w.lower() in particles else w for w in others)])


def _title_word(word: str) -> str:
    if any(c.islower() for c in word) and not _MAC.match(word):
        return word if word[:1].isupper() else word[:1].upper() + word[1:]
    if mac := _MAC.fullmatch(word):
        return mac[1] + mac[2] + mac[3].lower()
    if "." in word[:-1]:
        return word
    return _PART.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), word)


@cache
def _agencies() -> dict[str, str]:
    known: dict[str, str] = {}
    for name, forms in _toml("agencies.toml").items():
        for form in (name, *forms):
            known.setdefault(fold(form), name)
    return known


@cache
def _places() -> dict[str, str]:
    known: dict[str, str] = {}
    for name in _list("places.txt"):
        known.setdefault(fold(name), name)
    return known


@cache
def _regions() -> frozenset[str]:
    return frozenset(
        form for name in _list("regions.txt") for form in (fold(name), fold(name).rstrip("."))
    )


def _list(file: str) -> list[str]:
    """The names of a file: between semicolons, `#` opens a comment line."""
    lines = _data(file).splitlines()
    return [
        n.strip()
        for line in lines
        if not line.startswith("#")
        for n in line.split(";")
        if n.strip()
    ]


def _toml(file: str) -> dict[str, Any]:
    return tomllib.loads(_data(file))


def _data(file: str) -> str:
    return files("normalize.words").joinpath("data", file).read_text(encoding="utf-8")
