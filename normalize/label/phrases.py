"""Find the phrases of the tables in a line, and in running text.

A line's first word (its last letters, for a phrase at the end) is looked up in a table, so
that prose costs one look-up. At most `HEAD` characters of a line's start and `TAIL` of its
end are looked at, whatever its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from normalize.article import Reason
from normalize.label.languages import Language, Phrase, languages

HEAD = 120
TAIL = 60
LABEL_LIMIT = 200
HEAD_LIMIT = 300
SENTENCE_LIMIT = 600
BYLINE_LIMIT = 160
CREDIT_LIMIT = 300
TITLE_LIMIT = 150

# What may stand around a phrase: anything but letters and speech marks; counts as in
# "12 Comments" too. A sign of copyright is a word.
_SPACELESS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_AROUND = r"""(?:[^\w"“”„'‘’©?]|[\d_])"""
_WORD = rf"[{_SPACELESS}]{{1,2}}|©|[^\W\d_{_SPACELESS}]+"
OPENING = re.compile(rf"{_AROUND}*({_WORD})")
CLOSING = re.compile(rf"(?:{_AROUND}|\?)*")
SEPARATOR = re.compile(
    r"\s*[\])】］）]?\s*(?:[:：|¦›»→►▶>–—]+|\s-+(?=\s)|-+(?=\s+[^\W\d_a-z]))\s*|\s*[\])】］）]\s*|\s{2,}|\t"
)
STRONG_SEPARATOR = re.compile(r"\s*(?:[:：|»]|>+)\s*")
BEFORE_TAIL = re.compile(r"""[.!?…:;)\]}”"»’>|–—。！？】）।]\s*$|\s{2,}$""")
SENTENCE_END = re.compile(r"""[.!?]["”)]?(?=\s|$)""")
BORDER = re.compile(r"""(?:^|(?<=[.!?…)\]”"»]))\s{0,3}([^\W\d_]+)""")
TOKEN = re.compile(r"[^\W\d_]+")
END_ORNAMENTS = " \t\xa0.…»>→|!)]*•-–—›"
SPEECH_END = (".", "!", "?", ".”", '."', "!”", "?”", "।", "。")
PARTICLES = frozenset(
    "van von der den de del della di da dos du la le el al bin ibn af zu ten".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a line: from `start`; its tail begins at `end`.

    Where the whole line (or, for a phrase at the end, all from `start`) is chrome, `end`
    is the line's length and `tail` empty. Offsets count characters of the line.
    """

    phrase: Phrase
    start: int
    end: int
    tail: str


@dataclass(frozen=True, slots=True)
class Needle:
    """A phrase as it is looked for: folded, from its first word on; a pattern if it has a number."""

    text: str
    phrase: Phrase
    pattern: re.Pattern[str] | None

    def end(self, head: str, at: int) -> int | None:
        """Where the phrase ends if it stands in the folded `head` at `at`, as whole words."""
        if self.pattern is not None:
            found = self.pattern.match(head, at)
            return found.end() if found and _is_border(head, found.end()) else None
        end = at + len(self.text)
        return end if head.startswith(self.text, at) and _is_border(head, end) else None


@dataclass(frozen=True, slots=True)
class Entry:
    """All needles with one key, longest first, and their texts for one quick test."""

    texts: tuple[str, ...]
    needles: tuple[Needle, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The phrases of all languages by first word, last letters, and use."""

    heads: dict[str, Entry]
    tails: dict[str, Entry]
    inline: dict[str, Entry]
    bylines: dict[str, tuple[str, ...]]
    credits: dict[str, tuple[str, ...]]
    joiners: frozenset[str]
    roles: tuple[str, ...]
    dates: frozenset[str]


def match(line: str) -> Match | None:
    """The phrase that makes the line, or its end, chrome; None for prose.

    Case, ornaments, brackets, closing punctuation and counts around the phrase don't
    matter. Long lines never match: a phrase is no evidence against a long paragraph.
    """
    head = _fold(line[:HEAD])
    opening = OPENING.match(head)
    if opening is not None:
        entry = _table().heads.get(opening[1])
        if entry is not None and head.startswith(entry.texts, opening.start(1)):
            found = _match_head(line, head, opening.start(1), entry)
            if found is not None:
                return found
    return _match_tail(line)


def inline(text: str) -> list[tuple[int, int, Phrase]]:
    """Chrome in running text, as (start, end, phrase): labels with their titles, notices.

    A piece begins at the text's start or after a sentence, and is found only where its end
    is sure: "Also read:" with a title up to the next sentence, "Advertisement" before "The".
    """
    found: list[tuple[int, int, Phrase]] = []
    table = _table().inline
    done = 0
    for border in BORDER.finditer(text):
        word = border[1]
        at = border.start(1)
        if at < done or word.islower():
            continue
        entry = table.get(_fold(word))
        piece = entry and _piece(text, at, entry)
        if piece:
            found.append(piece)
            done = piece[1]
    return found


def byline_head(line: str) -> int | None:
    """Where the names begin, if the line opens like a byline ("By Jane Roe, Lund")."""
    if len(line) > BYLINE_LIMIT or line.rstrip().endswith((".”", "!", "?", '."')):
        return None
    table = _table()
    end = _opener(line, table.bylines)
    if end is None or not _is_name(line[end:], table):
        return None
    return end


def credit_head(line: str) -> int | None:
    """Where the sources begin, if the line opens like a credit ("(Reporting by Jane Roe)")."""
    if len(line) > CREDIT_LIMIT:
        return None
    table = _table()
    end = _opener(line, table.credits)
    if end is None or end == len(line):
        return None
    enclosed = line.lstrip()[:1] in "([*_" and line.rstrip()[-1:] in ")].*_"
    return end if enclosed or _is_list_of_sources(line[end:], table) else None


def _match_head(line: str, head: str, at: int, entry: Entry) -> Match | None:
    for needle in entry.needles:
        end = needle.end(head, at)
        if end is not None:
            start = PLACES[needle.phrase.place](line, head, end)
            if start is not None:
                return Match(needle.phrase, at, start, line[start:])
    return None


def _end_of_line(line: str, head: str, end: int) -> int | None:
    if len(line) <= HEAD and CLOSING.fullmatch(head, end):
        return len(line)
    return None


def _end_of_label(line: str, head: str, end: int) -> int | None:
    alone = _end_of_line(line, head, end)
    if alone is not None:
        return alone
    separator = SEPARATOR.match(line[:HEAD], end)
    if separator is None or len(line) - separator.end() > LABEL_LIMIT:
        return None
    tail = line[separator.end() :].rstrip()
    if tail[:1].islower() and tail.endswith(SPEECH_END):
        return None
    return separator.end()


def _end_of_head(line: str, head: str, end: int) -> int | None:
    return end if len(line) <= HEAD_LIMIT else None


def _end_of_sentence(line: str, head: str, end: int) -> int | None:
    return len(line) if len(line) <= SENTENCE_LIMIT else None


PLACES: dict[str, Callable[[str, str, int], int | None]] = {
    "line": _end_of_line,
    "label": _end_of_label,
    "head": _end_of_head,
    "sentence": _end_of_sentence,
}


def _match_tail(line: str) -> Match | None:
    last = line[-TAIL:].rstrip(END_ORNAMENTS)
    entry = _table().tails.get(_fold(last[-3:]))
    if entry is None:
        return None
    folded = _fold(last)
    if not folded.endswith(entry.texts):
        return None
    offset = max(0, len(line) - TAIL)
    for needle in entry.needles:
        if folded.endswith(needle.text):
            at = len(last) - len(needle.text)
            if needle.phrase.role == "credit":
                found = 0 if len(line) <= CREDIT_LIMIT else None
            else:
                found = offset + at if _is_cut_off(line, last, at) else None
            if found is not None:
                return Match(needle.phrase, found, len(line), "")
    return None


def _is_cut_off(line: str, last: str, at: int) -> bool:
    """The phrase at the end stands apart: capital, after a border, and no full stop of its own."""
    rest = line.rstrip()
    if rest.endswith(".") and not rest.endswith(".."):
        return False
    return not last[at].islower() and (at == 0 or BEFORE_TAIL.search(last, 0, at) is not None)


def _piece(text: str, at: int, entry: Entry) -> tuple[int, int, Phrase] | None:
    head = _fold(text[at : at + HEAD])
    if not head.startswith(entry.texts):
        return None
    for needle in entry.needles:
        end = needle.end(head, 0)
        if end is not None:
            stop = _end_of_piece(text, at, at + end, needle.phrase)
            if stop is not None:
                return at, stop, needle.phrase
    return None


def _end_of_piece(text: str, at: int, end: int, phrase: Phrase) -> int | None:
    if phrase.place == "sentence":
        stop = SENTENCE_END.search(text, end, end + LABEL_LIMIT)
        return stop.end() if stop else None
    rest = text[end : end + TITLE_LIMIT]
    last = not rest.strip(END_ORNAMENTS)
    if phrase.place == "tail":
        glued = at > 0 and not text[at - 1].isspace()
        return end if last or glued else None
    separator = STRONG_SEPARATOR.match(text, end)
    if separator and phrase.place == "label":
        return _end_of_title(text, separator.end(), phrase)
    if phrase.place == "line" and (last or _opens_sentence(rest, phrase)):
        return end
    return None


def _end_of_title(text: str, begin: int, phrase: Phrase) -> int | None:
    """Where a title ends: at a sentence's end, if it doesn't look as if prose ran on in it."""
    stop = SENTENCE_END.search(text, begin, begin + TITLE_LIMIT)
    if stop is None and len(text) - begin > TITLE_LIMIT:
        return None
    end = stop.end() if stop else len(text)
    words = TOKEN.findall(text, begin, end)
    if not words or words[0].islower():
        return None
    capitals = sum(not word.islower() for word in words)
    own = languages()[phrase.language].function_words
    runs_on = any(word[0].isupper() and word.lower() in own for word in words[1:])
    return end if capitals * 10 >= len(words) * 6 or not runs_on else None


def _opens_sentence(rest: str, phrase: Phrase) -> bool:
    word = TOKEN.match(rest.lstrip())
    own = languages()[phrase.language].function_words
    return word is not None and word[0][0].isupper() and word[0].lower() in own


def _opener(line: str, openers: dict[str, tuple[str, ...]]) -> int | None:
    """Where the longest of the openers ends that the line opens with, white space included."""
    head = _fold(line[:HEAD])
    opening = OPENING.match(head)
    if opening is None:
        return None
    at = opening.start(1)
    for text in openers.get(opening[1], ()):
        end = at + len(text)
        if head.startswith(text, at) and _is_border(head, end):
            rest = head[end:]
            return end + len(rest) - len(rest.lstrip(" :\t"))
    return None


def _is_name(rest: str, table: Table) -> bool:
    """The first two words could be a name: capitals or a script without case, no date."""
    if _fold(rest).startswith(table.roles):
        return True
    words = re.split(r"\s+|(?=[,|•·–—(/;])", rest.strip(), maxsplit=3)
    if not words[0] or _fold(words[0]).strip(".,") in table.dates:
        return False
    second = words[1] if len(words) > 1 else ""
    return _is_namelike(words[0], table) and (not second or _is_namelike(second, table))


def _is_namelike(word: str, table: Table) -> bool:
    first = word[0]
    if first.isalpha():
        return not first.islower() or word in PARTICLES or word in table.joiners
    return first in ",|•·–—(/;&@"


def _is_list_of_sources(rest: str, table: Table) -> bool:
    """Names and what joins them, rather than a sentence."""
    words = TOKEN.findall(rest)
    lower = [w for w in words if w.islower() and len(w) > 3 and w not in table.joiners]
    return bool(words) and len(lower) * 3 <= max(len(words), 6)


def _is_border(head: str, end: int) -> bool:
    """No word goes on at `end`; scripts without spaces have no such border."""
    if end >= len(head) or end == 0:
        return True
    before, after = head[end - 1], head[end]
    if unicodedata.category(after)[0] == "M":
        return False
    spaceless = "\u3040" <= before <= "\ud7a3" or "\u3040" <= after <= "\ud7a3"
    return spaceless or not (before.isalnum() and after.isalnum())


def _fold(text: str) -> str:
    """Lower case, plain apostrophes and spaces, one `i`, `е` for `ё`; the length stays."""
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "i").lower().replace("ı", "i").replace("ё", "е")
    return folded.replace("’", "'").replace("\xa0", " ")


@cache
def _table() -> Table:
    known = tuple(languages().values())
    needles = [n for language in known for phrase in language.phrases for n in _needles(phrase)]
    heads = [n for n in needles if n.phrase.place != "tail"]
    names = (name for x in known for forms in (*x.months, *x.weekdays) for name in forms)
    return Table(
        heads=_by_key(heads, lambda n: _first(n.text)),
        tails=_by_key((n for n in needles if n.phrase.place == "tail"), lambda n: n.text[-3:]),
        inline=_by_key(filter(_is_safe_inline, needles), lambda n: _first(n.text)),
        bylines=_openers(known, lambda x: x.bylines),
        credits=_openers(known, lambda x: x.credits),
        joiners=frozenset(joiner for x in known for joiner in x.joiners),
        roles=tuple(_fold(role) for x in known for role in x.roles),
        dates=frozenset(_fold(name).strip(".") for name in names),
    )


def _needles(phrase: Phrase) -> Iterator[Needle]:
    """The phrase in each way its accents may be encoded."""
    for text in dict.fromkeys((phrase.text, *_encodings(phrase.text))):
        folded = _fold(text)
        opening = OPENING.match(folded)
        if opening is None:
            raise ValueError(f"{phrase.language}: no word in {phrase.text!r}")
        needle = folded[opening.start(1) :]
        before, number, _ = needle.partition("#")
        pattern = re.compile(re.escape(needle).replace(r"\#", r"\d+")) if number else None
        yield Needle(before, phrase, pattern)


def _encodings(text: str) -> Iterator[str]:
    composed = unicodedata.normalize("NFC", text)
    yield composed
    yield unicodedata.normalize("NFD", text)
    yield composed.translate({0x93C: None}) if "\u093c" in composed else composed
    yield re.sub("[\u0915-\u092f]\u093c", _join_nukta, composed)


def _join_nukta(pair: re.Match[str]) -> str:
    """The one-character form of a Hindi letter with a dot, which NFC takes apart."""
    return NUKTA.get(pair[0][0], pair[0])


NUKTA = dict(zip("कखगजडढफय", "\u0958\u0959\u095a\u095b\u095c\u095d\u095e\u095f", strict=True))


def _is_safe_inline(needle: Needle) -> bool:
    phrase = needle.phrase
    if phrase.place == "line":
        return phrase.reason is Reason.ADVERTISEMENT or " " in needle.text
    return phrase.place in ("label", "sentence", "tail")


def _by_key(needles: Iterable[Needle], key: Callable[[Needle], str]) -> dict[str, Entry]:
    groups: dict[str, list[Needle]] = {}
    for needle in needles:
        groups.setdefault(key(needle), []).append(needle)
    return {word: _entry(group) for word, group in groups.items()}


def _entry(group: list[Needle]) -> Entry:
    ordered = tuple(sorted(group, key=lambda n: -len(n.text)))
    return Entry(tuple(dict.fromkeys(n.text for n in ordered)), ordered)


def _first(needle: str) -> str:
    opening = OPENING.match(needle)
    return opening[1] if opening else ""


def _openers(
    known: Iterable[Language], texts: Callable[[Language], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = {}
    for language in known:
        for text in map(_fold, texts(language)):
            groups.setdefault(_first(text), set()).add(text)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in groups.items()}
