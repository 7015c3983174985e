"""Clean prose in every language there is a vocabulary for: what no rule may take for chrome."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from normalize.testing._articles import SLOTS, fill
from normalize.testing._vocabulary import Vocabulary, codes, vocabulary


@cache
def clean_lines() -> tuple[str, ...]:
    """Headlines, standfirsts, sentences and paragraphs, with every word of the vocabularies."""
    return tuple(dict.fromkeys(line for code in codes() for line in _lines(vocabulary(code))))


def _lines(words: Vocabulary) -> Iterator[str]:
    longest = max(len(getattr(words, slot)) for slot in SLOTS)
    for turn in range(longest):
        slots = {slot: _turn(getattr(words, slot), turn) for slot in SLOTS}
        sentences = [fill(pattern, slots) for pattern in words.sentences]
        quote = words.quotes.format(_turn(words.claims, turn), _turn(words.people, turn))
        yield fill(words.headline, slots)
        yield fill(words.standfirst, slots)
        yield from sentences
        yield quote
        yield words.between_sentences.join((sentences[turn % len(sentences)], quote))


def _turn(choices: tuple[str, ...], turn: int) -> str:
    return choices[turn % len(choices)]
