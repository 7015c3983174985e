"""Words that were broken at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from normalize.read.lines import Line

_BROKEN = re.compile(r"\b(\w{0,60}[a-zß-ÿ])-[ \t]*(?:\r\n|[\n\r\f])[> \t]*([a-zß-ÿ]+)")
_WORD = re.compile(r"\w+(?:-\w+)*")
_ENDING = re.compile(
    r"[ts]ions?|tional|ments?|ness|ings?|it(?:y|ies)|[ae]nces?|ously"
    r"|lich(?:e[nrs]?)?|keit(?:en)?|heit(?:en)?|schaft(?:en)?|ung(?:en)?|tionen"
    r"|ción|ciones|mientos?|zion[ei]|ment[eoi]|ção|ções"
)
"""Ends of words that no compound has for its second word."""


def known_words(source: str) -> frozenset[str] | None:
    """The words of a text that may hold the other halves; None if nothing is broken in it."""
    if "-\n" not in source and "-\r" not in source and "- \n" not in source:
        return None
    halves = _BROKEN.findall(source)
    wanted = {form for one, two in halves for form in (one + two, f"{one}-{two}")}
    return frozenset(word for word in _WORD.findall(source.lower()) if word in wanted)


def broken_words(paragraph: Sequence[Line], words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """What stands between the halves of the words that a wrapped paragraph broke.

    The hyphen goes with it where the word is sure: it stands elsewhere in the text as one
    word, or its second half is no word. Otherwise the hyphen may belong to it, and stays.
    """
    for line, after in pairwise(paragraph):
        head = line.text.rstrip(" \t")
        found = _BROKEN.match(head[-60:].rpartition(" ")[2] + "\n" + after.text.lstrip(" \t")[:60])
        if found is None:
            continue
        one, two = found.groups()
        joined = (one + two).lower()
        is_sure = _ENDING.fullmatch(two) is not None or joined in words
        hyphenated = f"{one}-{two}".lower() in words
        end = line.start + len(head)
        yield end - (is_sure and not hyphenated), after.start + after.indent
