"""The words that stand around names: what opens bylines, roles, agencies, and the like."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from normalize.words.languages import languages

EDGES = ' \t.,:;-–—|│·•∙⋅/\\*+"“”„«»_~#&>'
"""What stands at the edges of a name and belongs to no name."""

Phrases = Mapping[str, Mapping[int, frozenset[tuple[str, ...]]]]
"""Phrases by their first word and their number of words, the longest first."""


@dataclass(frozen=True, slots=True)
class AroundNames:
    """The words around names, in lower case and without punctuation."""

    bylines: Phrases
    labels: Phrases
    others: Phrases
    other_labels: Phrases
    roles: Phrases
    ends: Phrases
    joiners: frozenset[str]
    calendar: frozenset[str]
    agencies: frozenset[str]
    organisations: frozenset[str]
    nobody: frozenset[str]
    leads: frozenset[str]
    particles: frozenset[str]
    modifiers: frozenset[str]


def fold(text: str) -> str:
    """A word or phrase as the tables have it."""
    return text.casefold().strip(EDGES)


def phrase_at(phrases: Phrases, words: Sequence[str], at: int) -> int:
    """The number of words of the longest phrase that stands at words[at], 0 for none."""
    same = phrases.get(fold(words[at])) if at < len(words) else None
    if same is None:
        return 0
    here = tuple(map(fold, words[at : at + next(iter(same))]))
    return next((size for size, known in same.items() if here[:size] in known), 0)


def _phrases(texts: Iterable[str]) -> Phrases:
    table: dict[str, dict[int, set[tuple[str, ...]]]] = {}
    for phrase in sorted((tuple(map(fold, text.split())) for text in texts), key=len, reverse=True):
        table.setdefault(phrase[0], {}).setdefault(len(phrase), set()).add(phrase)
    return {
        first: {size: frozenset(those) for size, those in same.items()}
        for first, same in table.items()
    }


@cache
def around_names() -> AroundNames:
    """The tables of all languages, read once."""
    source = files("normalize.words") / "data" / "names.toml"
    data: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    words = {key: frozenset(fold(text) for text in texts) for key, texts in data.items()}
    known = languages().values()
    openings = list(chain(data["openings"], *(one.bylines for one in known)))
    calendar = (names for one in known for names in (*one.months, *one.weekdays))
    joiners = {fold(word) or word for one in known for word in one.joiners} | {"&", "+"}
    return AroundNames(
        bylines=_phrases(text for text in openings if not text.endswith(":")),
        labels=_phrases(text.rstrip(" :") for text in openings),
        others=_phrases(text for text in data["others"] if not text.endswith(":")),
        other_labels=_phrases(text for text in data["others"] if text.endswith(":")),
        roles=_phrases(chain(data["occupations"], *(one.roles for one in known))),
        ends=_phrases(data["ends"]),
        joiners=frozenset(joiners - (words["leads"] - words["particles"])),
        calendar=frozenset(fold(name) for names in calendar for name in names),
        agencies=words["agencies"],
        organisations=words["organisations"],
        nobody=words["nobody"],
        leads=words["leads"],
        particles=words["particles"],
        modifiers=words["modifiers"],
    )
