"""Lines in which a site speaks to its readers: subscribe, follow us, write to us.

An appeal asks for something and names what the site offers, in one short line. The words are
in the language files; neither kind alone is evidence, for news tells of newsletters too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from normalize.label.folding import fold
from normalize.label.languages import languages

LONGEST = 300
"""Characters of the longest appeal."""

ANYWHERE = "… "
"""What marks a word that asks wherever it stands, as verbs do that end a sentence."""

_PUNCTUATION = str.maketrans(dict.fromkeys('.,;:!?()[]{}<>«»„“”"*•|–—¿¡/\n\t', " "))
_SENTENCE_END = re.compile(r"[.!?:|–—]+\s+")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE = ("ja", "ko", "zh")
# Speech, and an item of a list: instructions ask too.
_NO_APPEAL = '"“„«‘‚「『-'


@dataclass(frozen=True, slots=True)
class _Words:
    """A language's words, folded, with a space at either end where its script has spaces."""

    wares: tuple[str, ...]
    sure: tuple[str, ...]
    openers: tuple[str, ...]
    anywhere: tuple[str, ...]

    def appeal(self, text: str, sentences: Iterable[str]) -> bool:
        """Whether these words make the folded text an appeal."""
        if any(word in text for word in self.sure):
            return True
        if not any(word in text for word in self.wares):
            return False
        return any(word in text for word in self.anywhere) or any(
            sentence.startswith(self.openers) for sentence in sentences
        )


def appeals(text: str) -> str | None:
    """The language in which a line speaks to its readers; None for other lines.

    >>> appeals("Sign up for the newsletter of the harbour desk.")
    'en'
    >>> appeals("The newsletter is read by a thousand fishermen.") is None
    True
    """
    if len(text) > LONGEST or text[:1] in _NO_APPEAL:
        return None
    folded = fold(text)
    words = folded.translate(_PUNCTUATION).split()
    for code in sorted(_languages_of(words)):
        if _words(code).appeal(f" {' '.join(words)} ", _sentences(folded)):
            return code
    if not text.isascii() and _SPACELESS.search(text):
        return next((code for code in _DENSE if _words(code).appeal(folded, ())), None)
    return None


def _languages_of(words: Iterable[str]) -> set[str]:
    """The languages that have a ware, or a sure phrase, which opens with one of the words."""
    known = _first_words()
    return {code for word in words if word in known for code in known[word]}


def _sentences(folded: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(folded):
        yield f" {' '.join(sentence.translate(_PUNCTUATION).split())} "


@cache
def _words(code: str) -> _Words:
    known, edge = languages()[code].appeals, "" if code in _DENSE else " "

    def folded(phrases: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{edge}{fold(phrase)}{edge}" for phrase in phrases)

    return _Words(
        wares=folded(known.wares),
        sure=folded(known.sure),
        openers=folded(word for word in known.asks if not word.startswith(ANYWHERE)),
        anywhere=folded(word[2:] for word in known.asks if word.startswith(ANYWHERE)),
    )


@cache
def _first_words() -> dict[str, set[str]]:
    """The languages by the first words of their wares and sure phrases."""
    found: dict[str, set[str]] = {}
    for code, language in languages().items():
        for phrase in (*language.appeals.wares, *language.appeals.sure):
            found.setdefault(fold(phrase).split()[0], set()).add(code)
    return {word: codes - set(_DENSE) for word, codes in found.items()}
