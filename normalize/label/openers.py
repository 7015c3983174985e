"""Bylines: what opens them, and what looks like names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from normalize.words.folding import HEAD, first_word, fold, is_border, opening
from normalize.words.languages import languages

BYLINE_LIMIT = 160
CASELESS_NAMES = 40

_WORDS = re.compile(r"[^\W\d_]+")
_NAME_END = re.compile(r"\s+|(?=[,|•·–—(/;])")
_STOPS = (".”", '."', "!", "?")


@dataclass(frozen=True, slots=True)
class _Openers:
    """Openers by their first word, the longest first, and the words that tell names."""

    bylines: dict[str, tuple[str, ...]]
    joiners: frozenset[str]
    roles: tuple[str, ...]
    weekdays: frozenset[str]
    months: frozenset[str]


def byline_head(line: str) -> int | None:
    """Where the names begin, if the line opens like a byline ("By Jane Roe, Lund")."""
    known = _openers()
    end = _opener(line, known.bylines) if len(line) <= BYLINE_LIMIT else None
    if end is None or line.rstrip().endswith(_STOPS):
        return None
    rest = line[end:]
    return end if fold(rest).startswith(known.roles) or _opens_with_name(rest, known) else None


def _opener(line: str, openers: dict[str, tuple[str, ...]]) -> int | None:
    """Where the longest of the openers ends that the line opens with, white space included."""
    at, word = opening(line)
    if word not in openers:
        return None
    head = fold(line[:HEAD])
    for text in openers[word]:
        end = at + len(text)
        if head.startswith(text, at) and is_border(head, end):
            rest = head[end:]
            stripped = rest.lstrip(" :\t")
            return end + len(rest) - len(stripped) if stripped else None
    return None


def _opens_with_name(rest: str, known: _Openers) -> bool:
    """The first two words could be a name, not a date as in "By Friday, the ferry …"."""
    first, second, *_ = (*_NAME_END.split(rest.strip(), maxsplit=2), "", "")
    word = fold(first).strip(".,")
    if not _is_capital(first) or word in known.weekdays:
        return False
    if second[:1].isalpha():
        return _is_capital(second) or second in known.joiners or len(second) <= 3
    return word not in known.months


def _is_capital(word: str) -> bool:
    return word[:1].isalpha() and not word[0].islower()


def are_names(rest: str) -> bool:
    """The text is names and what joins them, rather than a sentence."""
    joiners = _openers().joiners
    words = _WORDS.findall(rest)
    lower = [word for word in words if word.islower() and len(word) > 3 and word not in joiners]
    if not any(word.islower() or word.isupper() or word.istitle() for word in words):
        return len(rest) <= CASELESS_NAMES and not rest.rstrip().endswith(("।", "。"))
    return len(lower) * 3 <= max(len(words), 6)


@cache
def _openers() -> _Openers:
    known = tuple(languages().values())
    return _Openers(
        bylines=_by_first_word(text for language in known for text in language.bylines),
        joiners=frozenset(joiner for language in known for joiner in language.joiners),
        roles=tuple(fold(role) for language in known for role in language.roles),
        weekdays=_names(names for language in known for names in language.weekdays),
        months=_names(names for language in known for names in language.months),
    )


def _names(spellings: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Full names: abbreviations such as `Jan.`, `Di.` and `Sam.` may open a person's name."""
    return frozenset(fold(form) for forms in spellings for form in forms if len(form) > 2)


def _by_first_word(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = {}
    for text in map(fold, texts):
        groups.setdefault(first_word(text), set()).add(text)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in groups.items()}
