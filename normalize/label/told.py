"""What a line shares with the paragraphs of a story: a headline says more of it than a menu."""

from __future__ import annotations

import re
from collections.abc import Iterable

PARAGRAPHS = 6
"""Paragraphs of a story whose words are looked at."""

LONGEST = 600
"""Characters of each that are looked at."""

_STEM = re.compile(r"\b[^\W\d_]{4,5}")
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")


def words_of(text: str) -> set[str]:
    """The beginnings of a text's longer words; in scripts without spaces, each two letters.

    >>> sorted(words_of("The ferries return"))
    ['ferri', 'retur']
    """
    folded = text.casefold()
    found = set(_STEM.findall(folded))
    if folded.isascii():
        return found
    runs = _DENSE.findall(folded)
    if runs:
        found = {word for word in found if _DENSE.match(word) is None}
        found.update(run[i : i + 2] for run in runs for i in range(len(run) - 1))
    return found


def told_in(paragraphs: Iterable[str]) -> set[str]:
    """The words of a story's first paragraphs."""
    return words_of(
        " ".join(text[:LONGEST] for text, _ in zip(paragraphs, range(PARAGRAPHS), strict=False))
    )


def size(words: Iterable[str]) -> float:
    """How much words say: two letters half as much as a longer word."""
    return sum(0.5 if len(word) == 2 else 1.0 for word in words)


def says(text: str, told: set[str]) -> float:
    """How many of the words that are told a line says."""
    return size(words_of(text) & told)
