"""Whether pieces with the shape of a dateline are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.words.dateline_names import agency_name, city_name, evidence, fold, is_region
from normalize.words.dateline_pieces import Piece
from normalize.words.dates import opens_date, read_clock, read_date, read_weekday

_OPENING = " “”\"'‘’«»‹›(<[¿¡„「『"
_CLOSING = frozenset(".,;:!?)]}/|…_")
_SENTENCE_END = (".", "!", "?", "”", '"', "’", "»", "।", "。", "…", ")", "」")
_SHORTEST_PROSE = 60
_FEWEST_WORDS = 8
_LOOKED_AT = 200
_DASHES = re.compile(r" (?:[–—-]|--) ")
_SENTENCE = re.compile(r"[.!?] ")


def convincing(shape: str, pieces: Sequence[Piece], rest: str) -> bool:
    """Whether there is evidence enough that the pieces are a dateline.

    Args:
        shape: the kinds of the pieces.
        pieces: what has the shape of a dateline, place and separators included.
        rest: the paragraph after them.

    Returns: True where an agency, a date, or what is known of the place bears it out, and
        `rest` begins as a story does.
    """
    place = next((piece for piece in pieces if piece.kind in "Ppqn"), None)
    signed = any(kind in "GSA" for kind in shape)
    dated = "D" in shape
    rest = rest.lstrip()
    if not rest:
        return _stands_alone(shape, place, signed or dated)
    if not begins_prose(rest) and not _before_small_letters(shape, place):
        return False
    if dated and not signed and ("T:" in shape or _no_sentence(rest)):
        return False
    if place is None:
        return signed
    if not _may_be_place(place, supported=signed or dated or place.region):
        return False
    known = city_name(place.first) is not None
    if signed or dated:
        return _supported(shape, place, known, signed, dated)
    agency = next((piece.text for piece in pieces if piece.kind in "ga"), None)
    if agency or "W" in shape:
        return _half_supported(shape, place, known, agency)
    return _unsupported(shape, place, known, rest)


def names_place(name: str) -> bool:
    """Whether a name in capitals that nobody knows may still be a place's.

    One word must not look like a kicker or an acronym; two must look like a place.
    """
    words = fold(name).split(" ")
    known = evidence()
    if any(word in known.labels or word in known.function_words for word in words):
        return False
    if opens_date(name):
        return False
    if _like_place(words):
        return True
    word = words[0]
    letters = word.replace("-", "").replace("'", "")
    return (
        len(words) == 1
        and len(word) >= 5
        and letters.isalpha()
        and not word.endswith(known.label_endings)
    )


def begins_prose(rest: str) -> bool:
    """Whether text opens as a sentence does: with a capital, a figure, or no case at all."""
    return rest[:1] not in _CLOSING and not rest[:8].lstrip(_OPENING)[:1].islower()


def _before_small_letters(shape: str, place: Piece | None) -> bool:
    """Whether prose in small letters may follow, as in old wire copy: after `…, march 6 -`."""
    if place is None or "D" not in shape or shape[-1] != "-":
        return False
    return place.kind != "p" or city_name(place.first) is not None


def _no_sentence(rest: str) -> bool:
    """Whether a time of day or another date is all that follows a date."""
    end = read_clock(rest)
    day = None if end else read_date(rest)
    return not rest[end or (day[1] if day else 0) :].strip(" .")


def _like_place(words: Sequence[str]) -> bool:
    """Whether folded words have a part that place names have: `port`, `-ville`, `beach`."""
    known = evidence()
    if len(words) == 1:
        return len(words[0]) >= 6 and words[0].endswith(known.place_endings)
    return len(words) <= 3 and (words[0] in known.place_first or words[-1] in known.place_last)


def _stands_alone(shape: str, place: Piece | None, supported: bool) -> bool:
    """Whether a paragraph that holds nothing else is a dateline on a line of its own."""
    if place is None:
        return False
    if supported:
        return shape[-1] == "-" and place.kind in "Pn"
    return shape == "P" and city_name(place.text) is not None


def _may_be_place(place: Piece, supported: bool) -> bool:
    if city_name(place.first):
        return True
    if read_weekday(place.first) == len(place.first):
        return False
    words = fold(place.first).split(" ")
    if agency_name(place.first) or all(word in evidence().labels for word in words):
        return False
    return place.kind == "P" or place.region or not supported or _opens_no_sentence(words)


def _opens_no_sentence(words: Sequence[str]) -> bool:
    return words[0] not in evidence().sentence_words and words[0] not in evidence().labels


def _supported(shape: str, place: Piece, known: bool, signed: bool, dated: bool) -> bool:
    """With a date or a known agency beside it, most names may be places.

    A name in small letters needs the date; `Jane Doe, AP -` may be a byline.
    """
    end = shape[-1]
    if place.kind == "q":
        return dated and end == "-"
    if place.kind == "p" and "A" in shape and not (known or dated or place.region):
        return False
    if end in "./":
        return signed or place.kind in "Pn"
    return end in "-:GS" or (end == "g" and dated)


def _half_supported(shape: str, place: Piece, known: bool, agency: str | None) -> bool:
    """With an unknown agency or a weekday, capitals or what is known must speak for it."""
    if shape[-1] not in "-:" or (agency and _abbreviates(agency, place.first)):
        return False
    return known or place.region or (place.kind == "P" and not _has_function_word(place.first))


def _unsupported(shape: str, place: Piece, known: bool, rest: str) -> bool:
    """With nothing but a separator beside it, what is known or the look of the name must do."""
    if shape[-1] == "-":
        return _before_dash(shape, place, known, rest)
    if shape == "n.":
        return known and _is_story(rest)
    return shape[-1] == ":" and _before_colon(place, known, rest)


def _abbreviates(short: str, name: str) -> bool:
    """Whether brackets hold the initials of what stands before them."""
    return short.casefold() == "".join(word[:1] for word in name.split(" ")).casefold()


def _has_function_word(name: str) -> bool:
    return any(word in evidence().function_words for word in fold(name).split(" "))


def _before_dash(shape: str, place: Piece, known: bool, rest: str) -> bool:
    if place.region or (".-" in shape and (known or place.kind == "P")):
        return True
    if place.kind == "P":
        return known or names_place(place.first)
    return known and _is_story(rest) and not _parenthetic(rest)


def _before_colon(place: Piece, known: bool, rest: str) -> bool:
    if is_region(place.first) and not known:
        return False
    looks = known or (
        place.kind == "P" and (place.region or _like_place(fold(place.first).split(" ")))
    )
    return looks and _is_story(rest)


def _is_story(rest: str) -> bool:
    """Whether it reads as the opening paragraph of a story, not as a title or a label's value."""
    end = rest[-3:].rstrip()
    return (
        len(rest) >= _SHORTEST_PROSE
        and end.endswith(_SENTENCE_END)
        and rest.count(" ", 0, _LOOKED_AT) >= _FEWEST_WORDS
    )


def _parenthetic(rest: str) -> bool:
    """Whether the dash before it opens an insertion that a second dash closes."""
    sentence = _SENTENCE.split(rest[:_LOOKED_AT], maxsplit=1)[0]
    return len(_DASHES.findall(sentence)) % 2 == 1
