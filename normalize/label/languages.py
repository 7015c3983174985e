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
from typing import Any, Literal, cast, get_args

from normalize.article import Reason, Role

Place = Literal["line", "label", "head", "sentence", "tail"]
Opens = Literal["", "list", "section"]

CODES = tuple("da de en es fr hi id it ja ko nl no pl pt ru sv tr zh".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, why it is chrome (or which role it has), and where it may stand.

    `place`: "line" is the whole line; "label" opens it before a separator, or is all of
    it; "head" opens it before any tail; "sentence" opens boilerplate; "tail" ends it.
    `opens`: what follows is a "list" of titles, or a "section" of the same kind up to the
    next prose. `text` may hold `#` for a number.
    """

    text: str
    reason: Reason | None
    place: Place
    language: str
    opens: Opens = ""
    role: Role | None = None

    @property
    def rule(self) -> str:
        """The id of the rule in the ledger, such as `phrase.en.also-read`."""
        words = "".join(c if c not in PUNCTUATION else " " for c in self.text.lower()).split()
        return f"phrase.{self.language}.{'-'.join(words) or 'sign'}"


PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~©«»…【】（）：、。！？’“”")


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of one language. Words are as printed; matching ignores case.

    `months` (January first) and `weekdays` (Monday first) hold all spellings of each:
    full, inflected, and abbreviated both with and without the dot.
    """

    code: str
    name: str
    phrases: tuple[Phrase, ...]
    bylines: tuple[str, ...]
    joiners: tuple[str, ...]
    roles: tuple[str, ...]
    credits: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    function_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a phrase table: spellings of a phrase, with a line it hits and one it spares."""

    phrases: tuple[Phrase, ...]
    fires: str
    spares: str


@cache
def languages() -> dict[str, Language]:
    """All languages by ISO 639-1 code (`no` is Bokmål)."""
    return {code: _language(_load(code)) for code in CODES}


@cache
def rows(code: str) -> tuple[Row, ...]:
    """The rows of a language's phrase tables with their examples, for tests and docs."""
    return tuple(_rows(_load(code)))


@cache
def _load(code: str) -> dict[str, Any]:
    path = files(__package__).joinpath("data", f"{code}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _language(table: dict[str, Any]) -> Language:
    return Language(
        code=table["code"],
        name=table["name"],
        phrases=tuple(phrase for row in _rows(table) for phrase in row.phrases),
        bylines=tuple(table.get("bylines", ())),
        joiners=tuple(table.get("joiners", ())),
        roles=tuple(table.get("roles", ())),
        credits=tuple(table.get("credits", ())),
        months=_spellings(table["months"]),
        weekdays=_spellings(table["weekdays"]),
        function_words=frozenset(table.get("function_words", "").split()),
    )


def _spellings(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Each name's spellings; an abbreviation is also met without its dot."""
    return tuple(
        tuple(dict.fromkeys(form for word in name.split() for form in (word, word.rstrip("."))))
        for name in names
    )


def _rows(table: dict[str, Any]) -> Iterator[Row]:
    for key, text in table.get("phrases", {}).items():
        for line in text.strip().splitlines():
            yield _row(line, key, table["code"])


def _row(line: str, key: str, code: str) -> Row:
    """`spellings | place opens | fires | spares`; `fires` may itself hold a bar."""
    spellings, place, rest = line.split(" | ", 2)
    fires, spares = rest.rsplit(" | ", 1)
    where, _, opens = place.partition(" ")
    if where not in get_args(Place) or opens not in get_args(Opens):
        raise ValueError(f"{code}: unknown place {place!r} in {line!r}")
    credit = key == "credit"
    phrases = tuple(
        Phrase(
            text=text,
            reason=None if credit else Reason(key),
            place=cast(Place, where),
            language=code,
            opens=cast(Opens, opens),
            role="credit" if credit else None,
        )
        for text in (spelling.strip() for spelling in spellings.split(" / "))
    )
    return Row(phrases, fires.strip() or phrases[0].text, spares.strip())
