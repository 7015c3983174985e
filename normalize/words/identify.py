"""Tell which language a text is in: by its script, else by its most frequent words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from unicodedata import normalize

from normalize.words.folding import ascii_table, ascii_words
from normalize.words.languages import languages

SAMPLE = 2_000
LEAST_WORDS = 8
LEAST_LETTERS = 8
LEAST_SHARE = 0.12
MARGIN = 1.15
FIRST = 600
FIRST_WORDS = 60
"""Words from which a language is told if it leads by twice the margin."""

_WORD = re.compile(r"[^\W\d_]+")
_ASCII = ascii_table(str.isalpha)
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7a3]"), 0.3),
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.15),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.3),
    ("hi", re.compile(r"[\u0904-\u0939\u0958-\u0961]"), 0.3),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.5),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), 0.5),
    ("ar", re.compile(r"[\u0621-\u064a]"), 0.5),
)
# What a language is written without, of the letters of its script; in Russian a hard sign stands
# before soft vowels only, in Bulgarian it is a vowel.
_FOREIGN = {
    "ru": re.compile(r"[іїєґўђјљњћџѓќѕәғқңөұүһ]|ъ(?![еёюя])", re.IGNORECASE),
    "uk": re.compile(r"[ыэёъўђјљњћџѓќѕәғқңөұүһ]", re.IGNORECASE),
    "ar": re.compile("[پچژگکیٹڈڑںھہے]"),
}
_OF_SCRIPT = {"ru": ("ru", "uk"), "ar": ("ar",)}
# Without such letters the text is in a language much like it: Slovak has most of the words.
_CZECH = re.compile(r"[ěřů]", re.IGNORECASE)


def identify(text: str) -> str | None:
    """The language's code (ISO 639-1), or None where the text is short or the answer unsure.

    A text with few more bytes than characters is in Latin letters. Only the first `SAMPLE`
    characters are read, and only the languages of the phrase tables are known.
    """
    sample = normalize("NFC", text[:SAMPLE])
    if len(sample.encode("utf-8", "surrogatepass")) * 4 < len(sample) * 5:
        found = _in_latin(sample)
        return None if found == "cs" and _CZECH.search(sample) is None else found
    letters = sum(map(str.isalpha, sample))
    if letters < LEAST_LETTERS:
        return None
    for code, letter, share in _SCRIPTS:
        if len(letter.findall(sample)) >= share * letters:
            return _confirmed(code, sample)
    return _by_words(_WORD.findall(sample.lower()))


def _in_latin(sample: str) -> str | None:
    """Its language: mostly the first words tell."""
    words = _words(sample[:FIRST])
    if len(words) >= FIRST_WORDS and (found := _leader(words[:FIRST_WORDS], 2 * MARGIN)):
        return found
    words = _words(sample)
    return _by_words(words) if sum(map(len, words)) >= LEAST_LETTERS else None


def _words(text: str) -> list[str]:
    plain = ascii_words(text, _ASCII)
    return _WORD.findall(text.lower()) if plain is None else plain


def _confirmed(code: str, sample: str) -> str | None:
    """The script's language, unless letters or words of another one that uses it turn up."""
    if code not in _OF_SCRIPT:
        return _known(code, sample) if code == "hi" else code
    for one in _OF_SCRIPT[code]:
        if len(_FOREIGN[one].findall(sample)) * 100 <= len(sample):
            return _known(one, sample)
    return None


def _known(code: str, sample: str) -> str | None:
    words = sample.lower().split()
    known = languages()[code].function_words
    hits = sum(word in known for word in words)
    return code if len(words) >= LEAST_WORDS and hits >= LEAST_SHARE / 2 * len(words) else None


def _by_words(words: list[str]) -> str | None:
    """The language most of whose function words occur, if it leads by `MARGIN`."""
    if len(words) < LEAST_WORDS:
        return None
    return _leader(words[:FIRST_WORDS], 2 * MARGIN) or _leader(words, MARGIN)


def _leader(words: list[str], margin: float) -> str | None:
    """The language with the most points, if they are enough and lead by the margin."""
    scores: defaultdict[str, float] = defaultdict(float)
    weights = _weights()
    for word in words:
        for code, weight in weights.get(word, ()):
            scores[code] += weight
    ranked = sorted(scores.items(), key=lambda score: -score[1])
    if not ranked or ranked[0][1] < LEAST_SHARE * len(words):
        return None
    if len(ranked) > 1 and ranked[0][1] < margin * ranked[1][1]:
        return None
    return ranked[0][0]


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """What each function word says for each language that has it; shared words say less."""
    owners: dict[str, list[str]] = {}
    for code, language in languages().items():
        for word in language.function_words:
            owners.setdefault(word, []).append(code)
    return {
        word: tuple((code, 1.0 if len(codes) == 1 else 0.6) for code in codes)
        for word, codes in owners.items()
    }
