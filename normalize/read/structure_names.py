"""What the class and id of an element say of it."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from normalize.article import Reason

_WORD: Final = re.compile(r"[a-z\x80-\U0010ffff]+(?:\d+[a-z\x80-\U0010ffff]+)*+|\s")
"""A word of a name, or the border between names."""

_GENERATED: Final = re.compile(r"[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}")


class Names(NamedTuple):
    """The verdict on one element's class and id.

    `reason` says which chrome it names, if any, `hint` what it names if the element is small
    and stands inside a story; `body` that it names the story's container; `standfirst` that it
    names the paragraph above it.
    """

    reason: Reason | None = None
    hint: Reason | None = None
    body: bool = False
    standfirst: bool = False


UNNAMED: Final = Names()
"""What an element without class and id says, or with one that says nothing."""


class _Table(NamedTuple):
    chrome: dict[str, Reason]
    hints: dict[str, Reason]
    body: frozenset[str]
    standfirst: frozenset[str]
    modifiers: frozenset[str]
    embeds: frozenset[str]
    telling: frozenset[str]
    beginnings: frozenset[str]


@cache
def _table() -> _Table:
    text = files("normalize.read").joinpath("data/structure.toml").read_text("utf-8")
    data = tomllib.loads(text)
    chrome, hints = _by_word(data["chrome"]), _by_word(data["hints"])
    body, standfirst, modifiers, embeds = (frozenset(data[key]) for key in _Table._fields[2:6])
    telling = {*chrome, *hints, *body, *standfirst, *embeds}
    beginnings = frozenset(word[:end] for word in telling for end in range(1, len(word) + 1))
    return _Table(
        chrome, hints, body, standfirst, modifiers, embeds, frozenset(telling), beginnings
    )


def _by_word(words_of: dict[str, list[str]]) -> dict[str, Reason]:
    return {word: Reason(reason) for reason, words in words_of.items() for word in words}


@lru_cache(maxsize=16384)
def names_of(names: str) -> Names:
    """Read an element's class and id, given as one string in lower case."""
    table = _table()
    telling, beginnings = table.telling, table.beginnings
    words = _WORD.findall(_GENERATED.sub("", names) if names.count("-") > 3 else names)
    if beginnings.isdisjoint(words):
        return UNNAMED
    chrome = ""
    hint: Reason | None = None
    body = standfirst = embed = False
    for i, word in enumerate(words):
        if word not in beginnings:
            continue
        if word in telling:
            embed = embed or word in table.embeds
            hint = hint or table.hints.get(word)
        glued = ""
        for part in words[i : i + 3]:
            glued += part
            if glued not in beginnings:
                break
            if glued not in telling:
                continue
            if glued in table.body:
                body = True
            elif glued in table.standfirst:
                standfirst = True
            elif len(glued) > len(chrome) and glued in table.chrome:
                chrome = chrome if i and words[i - 1] in table.modifiers else glued
    reason = table.chrome.get(chrome)
    if embed and reason is Reason.SHARE:
        reason = None
    return Names(reason, hint, body, standfirst)
