"""The phrase tables: what sites print around an article, by language, as data.

One file a language in `data/`: month and weekday names, what opens a byline or a credit
line, and the phrases of chrome. All languages are on at once, for a page's furniture is
often in another language than its story.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, cast, get_args

from normalize.article import Reason, Role

_SPACELESS = frozenset({"ja", "zh"})

Place = Literal["line", "menu", "label", "names", "head", "sentence", "tail"]
Opens = Literal["", "list", "button", "section"]

_CODES = "en ar cs da de el es fi fr hi hu id it ja ko nl no pl pt ro ru sv tr uk vi zh"
_PLACES = get_args(Place)
_OPENS = get_args(Opens)
_PUNCTUATION = str.maketrans(
    dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~©«»…【】（）：＝、。！？’“”", " ")
)


class Phrase(NamedTuple):
    """One phrase, why it is chrome (or which role it has), and where it may stand.

    `place`: "line" is the whole line, and so is "menu", but it counts beside other chrome
    only; "label" opens the line before a separator, or is all of it; "names" opens it before words
    with capitals; "head" opens it before any tail; "sentence" opens boilerplate; "tail" ends it.
    `opens`: what follows is a "list" of titles, or a "section" of the same kind up to the
    next prose; a "button" closes what stands above it, and lists titles after a colon only.
    `text` may hold `#` for a number. `reason` is None where `role` is set.
    """

    text: str
    reason: Reason | None
    place: Place
    language: str
    opens: Opens = ""
    role: Role | None = None

    @property
    def is_menu_entry(self) -> bool:
        """Whether it counts beside other chrome only, as a single word of a menu does, too.

        `Next`, `Audio` or `Language` may head a part of an article.
        """
        is_word = self.place == "line" and self.is_word
        return self.place == "menu" or (is_word and self.reason is Reason.NAVIGATION)

    @property
    def is_word(self) -> bool:
        """Whether it is a single word, in a script that parts words."""
        return " " not in self.text and self.language not in _SPACELESS

    @property
    def is_shared(self) -> bool:
        """Whether other languages may have the word, for another thing: `Link`, `Data`, `Politik`.

        English chrome stands on pages of all languages.
        """
        return " " not in self.text and self.text.isascii() and self.language != "en"

    def says_nothing_in(self, language: str | None) -> bool:
        """Whether it is a word that this language may have for another thing."""
        return language not in (None, self.language) and self.is_shared

    @property
    def rule(self) -> str:
        """The id of the rule in the ledger, such as `phrase.en.also-read`."""
        return _rule(self.language, self.text)


@cache
def _rule(language: str, phrase: str) -> str:
    words = phrase.replace("İ", "i").lower().translate(_PUNCTUATION).split()
    return f"phrase.{language}.{'-'.join(words) or 'sign'}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a phrase table: spellings of a phrase, with a line it hits and one it spares."""

    spellings: tuple[str, ...]
    reason: Reason | None
    role: Role | None
    place: Place
    opens: Opens
    language: str
    fires: str
    spares: str

    def phrase(self, spelling: str) -> Phrase:
        """The phrase in one of its spellings."""
        return Phrase(spelling, self.reason, self.place, self.language, self.opens, self.role)


@dataclass(frozen=True, slots=True)
class Appeals:
    """What asks the reader for something, what sites offer, and what gives a site away alone.

    `fires` are lines that speak to the reader, `spares` such that tell of the same things.
    """

    asks: tuple[str, ...]
    wares: tuple[str, ...]
    sure: tuple[str, ...]
    fires: tuple[str, ...]
    spares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of one language. Words are as printed; matching ignores case.

    `months` (January first) and `weekdays` (Monday first) hold all spellings of each:
    full, inflected, and abbreviated both with and without the dot. Some are of two words.
    """

    code: str
    name: str
    rows: tuple[Row, ...]
    bylines: tuple[str, ...]
    joiners: tuple[str, ...]
    roles: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    function_words: frozenset[str]
    appeals: Appeals

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases, one for each spelling, made anew at each call."""
        return tuple(row.phrase(spelling) for row in self.rows for spelling in row.spellings)

    @property
    def credits(self) -> tuple[str, ...]:
        """What opens a credit line before its names ("Reporting by")."""
        rows = (row for row in self.rows if row.role == "credit" and row.place == "head")
        return tuple(spelling for row in rows for spelling in row.spellings)


@cache
def languages() -> dict[str, Language]:
    """All languages by ISO 639-1 code (`no` is Bokmål)."""
    data = files("normalize.words") / "data"
    return {
        code: _language(tomllib.loads((data / f"{code}.toml").read_text(encoding="utf-8")))
        for code in _CODES.split()
    }


def _language(table: dict[str, Any]) -> Language:
    return Language(
        code=table["code"],
        name=table["name"],
        rows=tuple(_rows(table["phrases"], table["code"])),
        bylines=tuple(table["bylines"]),
        joiners=tuple(table["joiners"]),
        roles=tuple(table["roles"]),
        months=_spellings(table["months"]),
        weekdays=_spellings(table["weekdays"]),
        function_words=frozenset(table["function_words"].split()),
        appeals=_appeals(table["appeals"]),
    )


def _appeals(table: dict[str, Any]) -> Appeals:
    asks, wares, sure = (
        tuple(" ".join(table[key].split()).split(" / ")) for key in ("asks", "wares", "sure")
    )
    return Appeals(asks, wares, sure, tuple(table["fires"]), tuple(table["spares"]))


def _spellings(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Each name's spellings, `_` for a space; an abbreviation is also met without its dot."""
    return tuple(
        tuple(
            dict.fromkeys(
                form.replace("_", " ") for word in name.split() for form in (word, word.rstrip("."))
            )
        )
        for name in names
    )


def _rows(tables: dict[str, str], code: str) -> Iterator[Row]:
    """The rows of each table; a table's name is a reason, or `credit` for what stays as one.

    A phrase is one cell of long rows rather than a table of its own: TOML takes many times as
    long for inline tables, and there are tens of thousands of phrases.
    """
    for key, text in tables.items():
        role: Role | None = "credit" if key == "credit" else None
        reason = None if role else Reason(key)
        for line in text.strip().splitlines():
            yield _row(line, reason, role, code)


def _row(line: str, reason: Reason | None, role: Role | None, code: str) -> Row:
    """`spellings | place opens | fires | spares`; `fires` may itself hold a bar."""
    cell, standing, rest = line.split(" | ", 2)
    fires, spares = rest.rsplit(" | ", 1)
    place, _, opens = standing.partition(" ")
    if place not in _PLACES or opens not in _OPENS:
        raise ValueError(f"{code}: unknown place {standing!r} in {line!r}")
    spellings = tuple(cell.split(" / "))
    return Row(
        spellings=spellings,
        reason=reason,
        role=role,
        place=cast(Place, place),
        opens=cast(Opens, opens),
        language=code,
        fires=fires.strip() or spellings[0],
        spares=spares.strip(),
    )
