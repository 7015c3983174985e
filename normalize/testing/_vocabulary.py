"""The words that generated articles are made of, one TOML file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sentence patterns of a language and what may stand in their slots.

    A pattern names its slots in braces. `byline` is empty where bylines are not a line of
    their own in that language's press, `credits` where credits are not.
    """

    name: str
    byline: str
    conjunction: str
    credits: tuple[str, ...]
    quotes: str
    sentences: tuple[str, ...]
    headline: str
    standfirst: str
    menu: tuple[str, ...]
    when: tuple[str, ...]
    who: tuple[str, ...]
    what: tuple[str, ...]
    why: tuple[str, ...]
    time: tuple[str, ...]
    news: tuple[str, ...]
    titles: tuple[str, ...]
    people: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def between_sentences(self) -> str:
        """What stands between two sentences of a paragraph."""
        return "" if self.sentences[0].endswith("。") else " "


def _folder() -> Traversable:
    return files("normalize.testing") / "vocabularies"


@cache
def codes() -> tuple[str, ...]:
    """The languages there is a vocabulary for, as ISO 639-1 codes, English first."""
    found = sorted(file.name.removesuffix(".toml") for file in _folder().iterdir())
    return ("en", *(code for code in found if code != "en"))


@cache
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of a language in `codes()`."""
    table = tomllib.loads((_folder() / f"{code}.toml").read_text("utf-8"))
    values: dict[str, Any] = {name: _frozen(value) for name, value in table.items()}
    return Vocabulary(**values)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
