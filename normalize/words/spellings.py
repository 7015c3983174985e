"""The ways in which a phrase may be encoded or typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from normalize.words.folding import OPENING, first_word, fold

# Greek capitals have no accents; Romanian is often typed without, or with a cedilla for the comma.
_OFTEN_PLAIN = frozenset({"el", "ro"})
_OFTEN_CHANGED = _OFTEN_PLAIN | {"ar", "hi"}
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")

# Hindi letters with a dot below: NFC takes them apart, keyboards type them as one, and many
# sites leave the dot out.
_NUKTA = "\u093c"
_JOINED = dict(zip("कखगजडढफय", map(chr, range(0x958, 0x960)), strict=True))
_WITH_NUKTA = re.compile(f"[{''.join(_JOINED)}]{_NUKTA}")

_VOWELS = re.compile(r"[\u064b-\u0652]")
_WITHOUT_HAMZA = str.maketrans("\u0623\u0625\u0622", "\u0627" * 3)
_FINAL_YEH = re.compile(r"\u064a(?!\w)")


def spellings(phrase: str, language: str) -> Sequence[tuple[str, str]]:
    """The first word of a folded phrase and the phrase from there on, in each way it is typed.

    Raises:
        ValueError: the phrase has no word.
    """
    if phrase.isascii():
        return (_from_first_word(fold(phrase)),)
    return [_from_first_word(fold(form)) for form in _forms(phrase, language)]


def _from_first_word(folded: str) -> tuple[str, str]:
    if folded[0].isalpha():
        return first_word(folded), folded
    found = OPENING.match(folded)
    if found is None:
        raise ValueError(f"no word in the phrase {folded!r}")
    return found[1], folded[found.start(1) :]


def _forms(text: str, language: str) -> Iterable[str]:
    composed = unicodedata.normalize("NFC", text)
    parted = unicodedata.normalize("NFD", text)
    if language not in _OFTEN_CHANGED:
        return (composed,) if composed == parted else (composed, parted)
    forms = [composed, parted]
    if _NUKTA in composed:
        joined = _WITH_NUKTA.sub(lambda pair: _JOINED[pair[0][0]], composed)
        forms += [composed.replace(_NUKTA, ""), joined]
    if language in _OFTEN_PLAIN:
        plain = "".join(char for char in parted if not unicodedata.combining(char))
        forms += [composed.translate(_CEDILLAS), plain]
    if language == "ar":
        forms += _without_marks(composed)
    return dict.fromkeys(forms)


def _without_marks(text: str) -> Iterator[str]:
    """An Arabic phrase as it is typed: with its marks elsewhere or without, and so its hamzas."""
    yield text.replace("\u064b\u0627", "\u0627\u064b")
    plain = _VOWELS.sub("", text)
    for form in (plain, plain.translate(_WITHOUT_HAMZA)):
        yield form
        yield _FINAL_YEH.sub("\u0649", form)
