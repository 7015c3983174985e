"""Lines in which a site speaks to its readers: subscribe, follow us, write to us.

An appeal asks for something and names what the site offers, in one short line. The words are
in the language files; neither kind alone is evidence, for news tells of newsletters too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from normalize.words.folding import ascii_table, ascii_words, fold
from normalize.words.languages import languages

LONGEST = 300
"""Characters of the longest appeal."""

LONGEST_TELLING = 120
"""Characters of the longest sentence with which an appeal begins that is not about its offer."""

LONGEST_DENSE_LINE = 100
"""Characters of the longest line in scripts without spaces that is no paragraph."""

ANYWHERE = "… "
"""What marks a word that asks wherever it stands, as verbs do that end a sentence."""

_UNPARTED = re.compile(r"""[^\s.,;:!?()\[\]{}<>«»„“”"*•|–—¿¡/]+""")
_WORD = re.compile(r"\w+")
_ASCII = ascii_table(lambda each: _WORD.match(each) is not None)
_SENTENCE_END = re.compile(r"[.!?:|–—]+\s+")
_SPACELESS = re.compile(r"[^\x00-\u303f](?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
_DENSE = frozenset({"ja", "ko", "zh"})
# Speech, and an item of a list: instructions ask too.
_NO_APPEAL = '"“„«‘‚「『-'


class _Clue(NamedTuple):
    """A ware or a sure phrase, with a space at either end where its script has spaces."""

    language: str
    phrase: str
    is_sure: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asks:
    """What asks in a language: at the head of a sentence, or anywhere."""

    openers: tuple[str, ...]
    anywhere: tuple[str, ...]


def appeals(text: str) -> str | None:
    """The language in which a line speaks to its readers; None for other lines.

    >>> appeals("Sign up for the newsletter of the harbour desk.")
    'en'
    >>> appeals("The newsletter is read by a thousand fishermen.") is None
    True
    """
    if len(text) > LONGEST or text[:1] in _NO_APPEAL:
        return None
    plain = ascii_words(text, _ASCII)
    clues = _clues_among(_WORD.findall(fold(text)) if plain is None else plain)
    if clues:
        folded = fold(text)
        spaced = f" {_spaced(folded)} "
        asking = _asking(folded, spaced)
        for language, phrase, is_sure, _ in clues:
            if phrase in spaced and (is_sure or language in asking):
                return language if is_sure or not _tells_first(folded, phrase) else None
    return _dense(text) if plain is None else None


def asks_first(text: str, language: str) -> bool:
    """Whether the first words of a line ask.

    >>> asks_first("Subscribe to the letter.", "en"), asks_first("To subscribe, write.", "en")
    (True, False)
    """
    opening = next(_sentences(fold(text[:LONGEST])))
    return opening.startswith(_asks(language).openers)


def _clues_among(words: list[str]) -> list[_Clue]:
    """The clues all of whose words are among those of a text."""
    known = _clues()
    if known.keys().isdisjoint(words):
        return []
    there = set(words)
    return [clue for word in words for clue in known.get(word, ()) if clue.words <= there]


def _dense(text: str) -> str | None:
    """The same in scripts without spaces, where a phrase has no borders.

    In a paragraph only what is sure counts: news tells of what can be had.
    """
    if _SPACELESS.search(text) is None:
        return None
    folded = fold(text)
    is_line = len(folded) <= LONGEST_DENSE_LINE
    known = _dense_clues()
    clues = chain.from_iterable(known.get(letter, ()) for letter in dict.fromkeys(folded))
    for language, phrase, is_sure, _ in clues:
        if phrase not in folded:
            continue
        if is_sure or (is_line and any(ask in folded for ask in _asks(language).anywhere)):
            return language
    return None


def _asking(folded: str, spaced: str) -> set[str]:
    """The languages in which a text asks for something."""
    openers, anywhere = _asks_by_word()
    found = {language for word, language in anywhere if word in spaced}
    for sentence in _sentences(folded):
        asks = openers.get(sentence.partition(" ")[0], ())
        found.update(language for opener, language in asks if sentence.startswith(opener))
    return found


def _tells_first(folded: str, ware: str) -> bool:
    """Whether a long sentence of something else comes first: that is a paragraph of prose."""
    first = next(_sentences(folded))
    return len(first) > LONGEST_TELLING and ware not in f" {first}"


def _sentences(folded: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(folded):
        yield f"{_spaced(sentence)} "


def _spaced(text: str) -> str:
    """A text with single spaces for its punctuation."""
    return " ".join(_UNPARTED.findall(text))


@cache
def _asks(language: str) -> _Asks:
    edge = "" if language in _DENSE else " "
    asks = [fold(word) for word in languages()[language].appeals.asks]
    return _Asks(
        openers=tuple(f"{word}{edge}" for word in asks if not word.startswith(ANYWHERE)),
        anywhere=tuple(f"{edge}{word[2:]}{edge}" for word in asks if word.startswith(ANYWHERE)),
    )


@cache
def _asks_by_word() -> tuple[dict[str, list[tuple[str, str]]], list[tuple[str, str]]]:
    """What asks at the head of a sentence by its first word, and what asks anywhere."""
    openers: dict[str, list[tuple[str, str]]] = {}
    anywhere = []
    for language in languages().keys() - _DENSE:
        for opener in _asks(language).openers:
            openers.setdefault(opener.partition(" ")[0], []).append((opener, language))
        anywhere += [(word, language) for word in _asks(language).anywhere]
    return openers, anywhere


@cache
def _clues() -> dict[str, list[_Clue]]:
    """The clues of scripts with spaces, by their rarest word."""
    frequent = frozenset().union(*(known.function_words for known in languages().values()))

    def rarity(word: str) -> tuple[bool, int]:
        return word not in frequent, len(word)

    found: dict[str, list[_Clue]] = {}
    for language in languages().keys() - _DENSE:
        for clue in _clues_of(language, " "):
            found.setdefault(max(_WORD.findall(clue.phrase), key=rarity), []).append(clue)
    return {word: sorted(clues) for word, clues in found.items()}


@cache
def _dense_clues() -> dict[str, list[_Clue]]:
    """The clues of scripts without spaces, by their first letter."""
    found: dict[str, list[_Clue]] = {}
    for language in sorted(_DENSE):
        for clue in _clues_of(language, ""):
            found.setdefault(clue.phrase[0], []).append(clue)
    return found


def _clues_of(language: str, edge: str) -> Iterator[_Clue]:
    known = languages()[language].appeals
    for phrases, is_sure in ((known.sure, True), (known.wares, False)):
        for phrase in phrases:
            words = frozenset(_WORD.findall(fold(phrase)))
            yield _Clue(language, f"{edge}{fold(phrase)}{edge}", is_sure, words)
