"""Authors' names, cut out of bylines and author fields.

Both are written by people for people: `By Jane Doe and John Roe, Staff Writers`. Names stay as
printed; what is not a name goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import islice
from typing import Literal

from normalize.words.name_words import EDGES, around_names, fold, phrase_at

_LONGEST_FIELD = 1_000
_LONGEST_BYLINE = 200
_LONGEST_NAME = 80
_MOST_FIELDS = 200

# What stands between a name and something that is no name.
_APART = re.compile(r"\||\s[-/–—·•∙⋅>]\s|[•⋅\n\r(\[…]")
_GLUED = re.compile(r"^([^\W\d_]{2,12}(?: [^\W\d_]{2,12})?:)(?=[^\W\d_])")
_COMMA = re.compile(r"[;；,，、]")
_IN_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]|<[^<>]{0,200}>")
_GENERATION = re.compile(r",(?=\s(?:Jr|Sr|II|III|IV)\b)")
_MOMENT = re.compile(
    r"\d{1,2}[:.h]\d\d(?:[ap]\.?m?)?|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?|\d+[/-]\d\S*"
    r"|\d\d?\.\d\d?\.\d{2,4}|\d{1,4}[年月日時时分년월일시]\S*"
)
_DATED = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}|(?:19|20)\d\d[年년]\d\S*")
_HOST = re.compile(r"[\w-]{3,}\.(?:com|net|org|info|[a-z]{2})")
_BULLETS = "*+•·- "
_DOTTED_END = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|Jr|Sr|[eE]\.\s?V)\.$")
_IDENTIFIER = re.compile(r"[a-z_]+(?:\.[a-z_]+){3,9}")
_CASELESS = re.compile(r"[\u0590-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def clean_authors(raw: Iterable[str]) -> tuple[str, ...]:
    """The names in author fields, each once, as printed and in order.

    Lists are split; roles, addresses, dates, handles and words such as `Admin` go. An agency
    stays where it stands alone (`Reuters`), not beside a person in the same field
    (`John Smith, Associated Press`). Of two spellings that differ in case alone, the one that
    is not all capitals stays.

    >>> clean_authors(["By Jane Doe & John Roe, Staff Writers", "JANE DOE"])
    ('Jane Doe', 'John Roe')
    """
    names: dict[str, str] = {}
    for text in islice(raw, _MOST_FIELDS):
        for name in _names_in(text):
            key = name.casefold()
            if key not in names or names[key].isupper():
                names[key] = name
    return tuple(names.values())


def parse_byline(line: str) -> tuple[str, ...]:
    """The names in a line that is a byline and nothing else; `()` for any other line.

    A byline opens with a word for it (`By`, `Von`, `Written by`, `About the Author:`) and goes
    on with names; or it is a name and something that only bylines have after it: a role, an
    agency, the time of a change, a place.

    >>> parse_byline("Von Jana Beispiel und Max Muster, Berlin")
    ('Jana Beispiel', 'Max Muster')
    >>> parse_byline("By the time help arrived, the bridge was gone.")
    ()
    """
    line = " ".join(_GLUED.sub(r"\1 ", line[: _LONGEST_BYLINE + 1].lstrip(_BULLETS)).split())
    words = _without_day(line.split(" "))
    start = _opening(words)
    if not line or len(line) > _LONGEST_BYLINE or _is_sentence(words):
        return ()
    names = clean_authors([line])
    if not names or not " ".join(words[start:]).startswith(names[0]):
        return ()
    if not start and not _ends_like_byline(line, names):
        return ()
    return names if all(map(_looks_like_name, names)) else ()


def names_alone(text: str) -> tuple[str, ...]:
    """The names in a text that should hold nothing but names; `()` if it opens otherwise."""
    if len(text) > _LONGEST_BYLINE or _is_sentence(text.split() or [""]):
        return parse_byline(text[:_LONGEST_BYLINE]) if _opening(text.split()) else ()
    names = clean_authors([text])
    words = _without_day(text.split())
    at_start = names and " ".join(words[_opening(words) :]).startswith(names[0])
    return names if at_start and all(map(_looks_like_name, names)) else ()


def names_by_date(line: str) -> tuple[str, ...]:
    """The names in `Jane Doe | Zurich | 08/01/2024`: of a byline, the names before a date.

    Other lines have names and a date, too: it has to stand where a byline does.
    """
    names = names_alone(line) if _DATED.search(line[:_LONGEST_BYLINE]) else ()
    return names if all(" " in name for name in names) else ()


def opens_byline(text: str) -> bool:
    """Whether the text opens with the words of a byline."""
    text = text[:_LONGEST_BYLINE]
    words = text.split(None, 1)
    if not words:
        return False
    tables, first = around_names(), fold(words[0])
    return (first in tables.labels or first in tables.bylines) and bool(_opening(text.split()))


def opens_names(text: str) -> Literal["author", "other"] | None:
    """Whose names follow a line that is nothing but the words before them, such as `By`.

    >>> opens_names("Written by"), opens_names("Fact checked by:"), opens_names("By Jane Doe")
    ('author', 'other', None)
    """
    words = text.replace(":", " ").split()
    tables = around_names()
    if not words or len(text) > _LONGEST_BYLINE:
        return None
    first = fold(words[0])
    if first not in tables.others and first not in tables.bylines and first not in tables.labels:
        return None
    if len(words) == phrase_at(tables.others, words, 0):
        return "other"
    is_author = len(words) in (phrase_at(tables.bylines, words, 0), _opening(text.split()))
    return "author" if is_author else None


def names_others(text: str) -> bool:
    """Whether a line names who edited, checked or pictured a text, and nothing else.

    >>> names_others("Reviewed by Jane Doe, MD"), names_others("Edited by the sea, they grow.")
    (True, False)
    """
    words = text[:_LONGEST_BYLINE].split()
    length = phrase_at(around_names().others, words, 0)
    return 0 < length < len(words) and bool(names_alone(" ".join(words[length:])))


def is_full_name(name: str) -> bool:
    """Whether the name has several words, or is of a script that writes them as one."""
    return " " in name or bool(_CASELESS.search(name))


def is_agency(name: str) -> bool:
    """Whether the name is that of a news agency."""
    return fold(name) in around_names().agencies


def _names_in(text: str) -> list[str]:
    """The people named in one field, or the agency where there are none."""
    text = text[:_LONGEST_FIELD]
    if "&" in text:
        text = unescape(text)
    text = _GENERATION.sub("", _IN_BRACKETS.sub(" ", text.replace("：", ": ")))
    agencies: list[str] = []
    for stretch in _APART.split(text):
        names = list(_names_in_stretch([word for word in stretch.split() if not _is_address(word)]))
        people = [name for name in names if not is_agency(name)]
        if people:
            return people
        agencies += names
    return agencies[:1]


def _names_in_stretch(words: Sequence[str]) -> Iterator[str]:
    if _opens_other(words):
        return
    words = _without_day(words)
    words = _before_date(words[_opening(words) :])
    text = " ".join(words)
    pieces = [piece.split() for piece in _COMMA.split(text) if piece.strip()]
    if "," in text and _is_inverted(pieces):
        pieces = [list(words)]
    full_name_seen = False
    for piece in pieces:
        if _opens_other(piece) or (full_name_seen and _is_moment(piece)):
            return
        if full_name_seen and _names_role(piece):
            continue
        for number, part in enumerate(_split_joined(piece)):
            name = _trim(part)
            if name is None:
                continue
            lone = "." not in name and not is_full_name(name)
            # After a full name and a comma, a lone word is a place, an office or a degree.
            if not (lone and full_name_seen and number == 0):
                yield name
            full_name_seen = full_name_seen or not lone


def _without_day(words: Sequence[str]) -> Sequence[str]:
    """`03.04.2019 Von Jane Doe` without the day."""
    has_day = len(words) > 2 and _DAY.fullmatch(words[0].strip(EDGES))
    return words[1:] if has_day else words


def _before_date(words: Sequence[str]) -> Sequence[str]:
    """`Bryan Doe Tuesday, Aug. 17, 2010` without the date; Plácido Domingo, tenor, stays."""
    calendar = around_names().calendar
    for at in range(2, len(words) - 1):
        if words[at][-1] == "," and fold(words[at]) in calendar:
            after = words[at + 1]
            if after[0].isdigit() or fold(after) in calendar:
                return words[:at]
    return words


def _is_moment(words: Sequence[str]) -> bool:
    """`2014 at 11:30a EST`: a year or a time, and no name after it."""
    return words[0][0].isdigit() and not any(map(str.istitle, words))


def _opens_other(words: Sequence[str]) -> bool:
    """Whether the words say that somebody follows who edited or pictured the story."""
    tables = around_names()
    length = phrase_at(tables.other_labels, words, 0)
    labelled = length and (words[length - 1].endswith(":") or words[length : length + 1] == [":"])
    return bool(labelled or phrase_at(tables.others, words, 0))


def _is_inverted(pieces: Sequence[Sequence[str]]) -> bool:
    """Whether the family name comes first: `Doe, Jane`, `Berg, Jan van den`."""
    if len(pieces) != 2 or len(pieces[0]) != 1 or not pieces[1]:
        return False
    tables = around_names()
    family, given = pieces[0][0], pieces[1]
    if is_agency(family) or fold(" ".join(given)) in tables.agencies | tables.nobody:
        return False
    return all(word.islower() or len(word) <= 2 for word in given[1:])


def _split_joined(words: Sequence[str]) -> list[list[str]]:
    """`A and B` in two, but `Food and Drug Agency` and `Ortega y Gasset` as they are."""
    tables = around_names()
    organisation = _is_organisation(words) and fold(" ".join(words[-2:])) not in tables.agencies
    parts: list[list[str]] = [[]]
    for at, word in enumerate(words):
        key = fold(word) or word
        full_names = len(parts[-1]) > 1 and len(words) - at > 2
        # Dan is "and" in some languages, MIT is "with", and A. is short for a given name.
        is_given_name = word.endswith(".") or not (
            parts[-1] or word.islower() or words[-1].isupper()
        )
        joins = key in tables.joiners and not organisation and not is_given_name
        if joins and (full_names or key not in tables.particles):
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _trim(words: Sequence[str]) -> str | None:
    """The name that the words open with, or None."""
    tables = around_names()
    words = words[_opening(words) :]
    whole = fold(" ".join(words))
    if whole in tables.agencies:
        return _tidy(words)
    if whole in tables.nobody:
        return None
    words = _without_house(_without_role(_once(words)[: _end_of_name(words)]))
    name = _tidy(words)
    key = fold(name)
    if len(name) > _LONGEST_NAME or _IDENTIFIER.fullmatch(name) or not any(map(str.isalpha, name)):
        return None
    return None if key in tables.nobody or key in tables.calendar else name


def _once(words: Sequence[str]) -> Sequence[str]:
    """`Jane Doe Jane Doe` and `Jane DoeJane Doe` once, for pages have a name twice."""
    for length in range(2, len(words) // 2 + 1):
        if words[:length] == words[length : 2 * length]:
            return words[:length]
    text = " ".join(words)
    half = text[: len(text) // 2]
    return half.split() if " " in half and half * 2 == text else words


def _without_house(words: Sequence[str]) -> Sequence[str]:
    """`Jane Doe Associated Press` without the agency; a small word at the end goes, too."""
    tables = around_names()
    for at in range(2, len(words)):
        is_acronym = words[at].isupper() and not words[0].isupper()
        if (is_acronym or words[at + 1 :]) and fold(" ".join(words[at:])) in tables.agencies:
            return words[:at]
    last = words[-1] if len(words) > 1 else ""
    return words[:-1] if last.islower() and fold(last) in tables.leads else words


def _is_organisation(words: Iterable[str]) -> bool:
    return any(fold(word) in around_names().organisations for word in words)


def _end_of_name(words: Sequence[str]) -> int:
    """How many words come before a date, a place, or another fact."""
    tables = around_names()
    for at, word in enumerate(words):
        key = fold(word)
        moment = _MOMENT.fullmatch(key) and (at or not key.isdigit())
        ends = phrase_at(tables.ends, words, at) or (at and phrase_at(tables.others, words, at))
        if moment or ends or (at > 1 and _HOST.fullmatch(key)):
            return at - (at > 1 and fold(words[at - 1]) in tables.calendar)
        if key in tables.calendar and at + 1 < len(words) and words[at + 1][0].isdigit():
            return at
        leads = key in tables.leads and at > 1 and (word.islower() or key == "for")
        if leads and not _is_organisation(words[:at]):
            return at
    return len(words)


def _without_role(words: Sequence[str]) -> Sequence[str]:
    """`Jane Doe Senior Reporter` and `Reporter Jane Doe` without the role."""
    tables = around_names()
    length = phrase_at(tables.roles, words, 0)
    if length and not _is_organisation(words):
        return words[length:]
    for at in range(1, len(words)):
        length = phrase_at(tables.roles, words, at)
        caseless = _CASELESS.search(words[at])
        if not length or fold(words[at + length - 1]) in tables.organisations:
            continue
        if at > 1 or caseless:
            return words[: _start_of_role(words, at)]
        if at + length == len(words) and fold(words[0]) in tables.modifiers:
            return ()
    return words


def _start_of_role(words: Sequence[str], at: int) -> int:
    """Where a role begins whose last words stand at `at`: `Senior Washington Correspondent`.

    A house in capitals belongs to it: `Jane Doe CNN Senior Producer`.
    """
    modifiers = around_names().modifiers
    at = next((i for i in range(2, at) if fold(words[i]) in modifiers), at)
    is_house = at > 2 and len(words[at - 1]) > 2 and words[at - 1].isupper()
    return at - 1 if is_house and not words[0].isupper() else at


def _names_role(words: Sequence[str]) -> bool:
    return any(phrase_at(around_names().roles, words, at) for at in range(len(words)))


def _tidy(words: Sequence[str]) -> str:
    name = " ".join(words)
    tidy = name.strip(EDGES)
    return tidy + "." if _DOTTED_END.search(name.rstrip(EDGES.replace(".", ""))) else tidy


def _opening(words: Sequence[str]) -> int:
    """How many words at the start say that a byline follows."""
    tables = around_names()
    length = phrase_at(tables.labels, words, 0)
    labelled = length and words[length - 1].endswith(":")
    return length if labelled else phrase_at(tables.bylines, words, 0)


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether the line runs on like a sentence: it ends like one, after words in small letters."""
    tables = around_names()
    of_names = tables.particles | tables.joiners  # van den, de la, and
    small = sum(word.islower() and word not in of_names for word in words[1:])
    runs_on = small > 6 and 2 * small > len(words)
    ends = words[-1].endswith((".", "?", "!")) and words[-1] not in ("a.m.", "p.m.")
    return runs_on or any("。" in word for word in words) or (ends and small > 2)


def _ends_like_byline(line: str, names: Sequence[str]) -> bool:
    """Whether what follows the last name is what only bylines have there."""
    tables = around_names()
    rest = line[line.rfind(names[-1]) + len(names[-1]) :].strip(EDGES + "(").split()
    if not rest or not all(" " in name or _CASELESS.search(name) for name in names):
        return False
    at_place = rest[0] == "in" and len(rest) <= 4 and all(word[0].isupper() for word in rest[1:])
    return (
        at_place
        or bool(phrase_at(tables.ends, rest, 0))
        or fold(" ".join(rest)) in tables.agencies
        or _is_role(rest)
    )


def _is_role(words: Sequence[str]) -> bool:
    tables = around_names()
    for at in range(len(words)):
        if length := phrase_at(tables.roles, words, at):
            return at + length == len(words)
        if fold(words[at]) not in tables.modifiers:
            return False
    return False


def _looks_like_name(name: str) -> bool:
    """Whether each word has a capital, is of a script without, or a small word of names."""
    words = name.split()
    if len(words) > 6 or ":" in name or is_agency(name):
        return is_agency(name)
    particles = around_names().particles
    capital = [word for word in words if not word.islower() or _CASELESS.search(word)]
    ends_well = words[-1] in capital  # `Mehr zum`
    return ends_well and all(word in capital or fold(word) in particles for word in words)


def _is_address(word: str) -> bool:
    """Whether the word is an e-mail address, a handle or a URL."""
    if "@" in word or word.startswith(("http:", "https:", "www.")):
        return True
    host, slash, _ = word.partition("/")
    return bool(slash) and "." in host[1:-1]
