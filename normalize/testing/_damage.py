"""Damage that scraping does to text, and that can be undone without a loss."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.entities import codepoint2name
from itertools import count

import ftfy
from hypothesis import strategies as st

_INSIDE_WORD_RE = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
_BETWEEN_WORDS_RE = re.compile(r"(?<=\S) (?=\S)")


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage: what it is called, and how often it strikes.

    `every` is the distance between two strikes, in places where it could strike: 1 is all
    of them.
    """

    name: str
    every: int = 1

    def apply(self, text: str) -> str:
        """The text with this damage; lines that could not be mended stay as they are."""
        return _KINDS[self.name](text, self.every)


def damage() -> st.SearchStrategy[Damage]:
    """Damage that the library undoes: the article is the same with it and without."""
    return st.builds(Damage, st.sampled_from(sorted(_KINDS)), st.sampled_from((7, 3, 1)))


def _lines(text: str, every: int, ruin: Callable[[str], str], mend: Callable[[str], str]) -> str:
    """Ruin every n-th line, if that can be mended."""
    ruined = text.split("\n")
    for number in range(0, len(ruined), every):
        line = ruin(ruined[number])
        if mend(line) == ruined[number]:
            ruined[number] = line
    return "\n".join(ruined)


def _misread(codec: str) -> Callable[[str, int], str]:
    def ruin(line: str) -> str:
        return line.encode().decode(codec)

    return lambda text, every: _lines(text, every, ruin, ftfy.fix_encoding)


def _escape_twice(text: str, every: int) -> str:
    def escape(line: str) -> str:
        named = (codepoint2name.get(ord(char)) for char in line)
        return "".join(
            f"&amp;{name};" if name else char for name, char in zip(named, line, strict=True)
        )

    def unescape(line: str) -> str:
        return html.unescape(html.unescape(line))

    return _lines(text, every, escape, unescape)


def _strike(places: re.Pattern[str], mark: str) -> Callable[[str, int], str]:
    def apply(text: str, every: int) -> str:
        numbers = count()
        return places.sub(lambda m: m[0] if next(numbers) % every else mark, text)

    return apply


def _carriage_returns(text: str, every: int) -> str:
    return _strike(re.compile("\n"), "\r\n")(text, every)


_KINDS: dict[str, Callable[[str, int], str]] = {
    "UTF-8 read as Latin-1": _misread("latin-1"),
    "UTF-8 read as Windows-1252": _misread("sloppy-windows-1252"),
    "carriage returns": _carriage_returns,
    "doubled spaces": _strike(_BETWEEN_WORDS_RE, "  "),
    "entities escaped twice": _escape_twice,
    "no-break spaces": _strike(_BETWEEN_WORDS_RE, "\N{NO-BREAK SPACE}"),
    "soft hyphens": _strike(_INSIDE_WORD_RE, "\N{SOFT HYPHEN}"),
    "tabs": _strike(_BETWEEN_WORDS_RE, "\t"),
    "zero-width spaces": _strike(_INSIDE_WORD_RE, "\N{ZERO WIDTH SPACE}"),
}
