"""Find the phrases of the tables in a line, and in running text.

A line's first word (its last letters, for a phrase at the end) is looked up in a table, so
that prose costs two look-ups. At most `HEAD` characters of a line's start and `TAIL` of its
end are looked at, whatever its length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.article import Reason
from normalize.label.openers import are_names, byline_head
from normalize.words.folding import AROUND, HEAD, fold, is_border, opening
from normalize.words.languages import Phrase, Row, languages
from normalize.words.spellings import spellings

__all__ = ["Match", "byline_head", "credit_head", "inline", "match"]

TAIL = 60
NAMES_LIMIT = 50
LABEL_LIMIT = 200
HEAD_LIMIT = 300
SENTENCE_LIMIT = 400
CREDIT_LIMIT = 300
BUTTONS_LIMIT = 60
TITLE_LIMIT = 150
DATE_WORDS = 3

AGAIN, REMEMBERED = 60, 4096
"""Characters of a line that may come on the next page too, as entries of menus do, and how many
are remembered."""

ENTRY_WORDS = 6
"""Words of the longest phrase that is looked for among the entries of a menu."""

_CLOSING = re.compile(rf"(?:{AROUND}|\?)*")
_BRACKET = r"[\])】］）]"
_SEPARATOR = re.compile(
    rf"\s*{_BRACKET}?\s*(?:[:：=＝|¦›»→►▶>–—]+|\s-+(?=\s)|-+(?=\s+[^\W\d_a-z]))\s*"
    rf"|\s*{_BRACKET}\s*|\s{{2,}}"
)
_TITLE_SEPARATOR = re.compile(r"\s*(?:[:：|»]|>+)\s*")
_BEFORE_TAIL = re.compile(r"""[.!?…:;)\]}”"»’>|–—。！？】）〉》」।]\s*$|\s{2,}$""")
# Neither the stop of an initial (U.S.) nor of a title ends a sentence.
_SENTENCE_END = re.compile(
    r"""(?<!\b[^\W\d_])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?]["”)]?(?=\s|$)"""
)
_BORDER = re.compile(r"""[.!?…)\]”"»]\s{0,3}([^\W\d_]+)""")
_LETTERS = re.compile(r"[^\W\d_]+")
_END_ORNAMENTS = " \t\xa0.…»>→|!)]*•-–—›"
_SPEECH_ENDS = (".", "!", "?", ".”", '."', "!”", "?”", "।", "。")

_BUTTONS = frozenset(
    {Reason.SHARE, Reason.COMMENTS, Reason.NEWSLETTER, Reason.ADVERTISEMENT, Reason.PAYWALL}
)


class Match(NamedTuple):
    """A phrase found in a line: from `start`; its tail begins at `end`.

    Where the whole line (or, for a phrase at the end, all from `start`) is chrome, `end`
    is the line's length and `tail` empty. Offsets count characters of the line.
    """

    phrase: Phrase
    start: int
    end: int
    tail: str


NEXT = 3
"""Characters behind the first word of phrases by which those are parted that share it."""


_Typed = tuple[str, str, str, int]
"""A phrase as it is typed, up to a number in it and whole; its spelling, and the number of its row.

There are tens of thousands: texts and numbers are nothing that the garbage collector looks at.
"""


class _Needle(NamedTuple):
    """A phrase as it is looked for: folded, from its first word on, up to a number in it.

    `numbered` is all of it, where it has a number.
    """

    text: str
    phrase: Phrase
    numbered: str

    def end(self, head: str, at: int) -> int | None:
        """Where the phrase ends whose text stands in the folded `head` at `at`, as whole words."""
        if not self.numbered:
            end = at + len(self.text)
        elif (found := _numbered(self.numbered).match(head, at)) is not None:
            end = found.end()
        else:
            return None
        return end if is_border(head, end) else None


class _Entry(NamedTuple):
    """All typed phrases with one key, the longest first.

    Some words open hundreds of phrases: `longer` parts those that go on by the key and the next
    letters, `width` characters in all; `short` are the others.
    """

    all: list[_Typed]
    has_buttons: bool
    width: int
    short: list[_Typed]
    longer: Mapping[str, list[_Typed]]

    def may_stand(self, near: str) -> bool:
        """Whether any phrase begins like a folded text, of which `width` characters are given."""
        return near in self.longer or any(near.startswith(typed[0]) for typed in self.short)

    def standing(self, head: str, at: int) -> list[_Needle]:
        """The needles whose text stands at a place of a folded line, the longest first."""
        longer = self.longer.get(head[at : at + self.width], ())
        return [
            _needle(typed)
            for those in (longer, self.short)
            for typed in those
            if head.startswith(typed[0], at)
        ]


class _Index(dict[str, _Entry]):
    """Entries by key, made of the tables' rows when their key is first asked for.

    Most keys never are: a process that reads one language pays for that one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: defaultdict[str, list[_Typed]] = defaultdict(list)

    def find(self, key: str) -> _Entry | None:
        if key not in self.rows:
            return None
        entry = self.get(key)
        if entry is None:
            entry = self[key] = _entry(self.rows[key], len(key) + NEXT)
        return entry


def match(line: str, language: str | None = None) -> Match | None:
    """The phrase that makes the line, or its end, chrome; None for prose.

    Case, ornaments, brackets, closing punctuation and counts around the phrase don't
    matter. Long lines never match: a phrase is no evidence against a long paragraph. Where the
    `language` of the text is given, lone words of others are none either.
    """
    return _match_again(line, language) if len(line) <= AGAIN else _match(line, language)


def _match(line: str, language: str | None) -> Match | None:
    heads, tails = _table()
    at, word = opening(line)
    entry = heads.find(word)
    if entry is not None:
        head = fold(line[:HEAD])
        found = _match_head(line, head, at, entry.standing(head, at), language)
        if found is not None:
            return found
        if entry.has_buttons and len(line) <= BUTTONS_LIMIT and " " in line:
            found = _match_buttons(line, head, at, entry)
            if found is not None:
                return found
    last = line[-TAIL:].rstrip(_END_ORNAMENTS)
    if fold(last[-3:]) in tails.rows:
        return _match_tail(line, last, tails)
    return None


_match_again = lru_cache(REMEMBERED)(_match)


def inline(text: str, language: str | None = None) -> list[tuple[int, int, Phrase]]:
    """Chrome in running text, as (start, end, phrase): labels with their titles, notices.

    A piece begins at the text's start or after a sentence, and is found only where its end
    is sure: "Also read:" with a title up to the next sentence, "Advertisement" before "The".
    Where the `language` of the text is given, lone words of others are none.
    """
    heads, _ = _table()
    found: list[tuple[int, int, Phrase]] = []
    done = 0
    for at, word in _sentence_starts(text):
        entry = heads.find(word) if at >= done else None
        if entry is not None:
            piece = _piece(text, at, entry, language)
            if piece is not None:
                found.append(piece)
                done = piece[1]
    return found


def furniture_in(words: Iterable[str]) -> Iterator[Phrase]:
    """The phrases of a page's furniture among words in a row: in menus each has a capital."""
    heads, _ = _table()
    printed = [word.strip(_END_ORNAMENTS) for word in words]
    row = list(map(fold, printed))
    for index, word in enumerate(row):
        entry = heads.find(word)
        if entry is None or printed[index].islower():
            continue
        line = " ".join(row[index : index + ENTRY_WORDS])
        for needle in entry.standing(line, 0):
            phrase = needle.phrase
            if phrase.reason and phrase.place != "tail" and needle.end(line, 0) is not None:
                yield phrase
                break


def credit_head(line: str) -> int | None:
    """Where the sources begin, if the line opens like a credit ("(Reporting by Jane Roe)")."""
    found = match(line)
    if found is None or found.phrase.role != "credit" or not found.tail.strip():
        return None
    return found.end + len(found.tail) - len(found.tail.lstrip())


def _match_head(
    line: str, head: str, at: int, needles: Iterable[_Needle], language: str | None
) -> Match | None:
    for needle in needles:
        end = needle.end(head, at)
        if end is not None and not needle.phrase.says_nothing_in(language):
            tail = _tail_start(line, head, end, needle.phrase)
            if tail is not None:
                return Match(needle.phrase, at, tail, line[tail:])
    return None


def _match_buttons(line: str, head: str, at: int, entry: _Entry | None) -> Match | None:
    """A short line of nothing but the words of buttons: `Print Email`, `Share Share`."""
    heads, _ = _table()
    start, phrase = at, None
    while entry is not None and (needles := entry.standing(head, at)):
        button = needles[0]
        if not _is_button(button.phrase) or button.end(head, at) is None:
            return None
        phrase = phrase or button.phrase
        at += len(button.text)
        if _CLOSING.fullmatch(head, at):
            return Match(phrase, start, len(line), "")
        begin, word = opening(line[at:])
        at, entry = at + begin, heads.find(word)
    return None


def _is_button(phrase: Phrase | Row) -> bool:
    return phrase.reason in _BUTTONS and phrase.place in ("line", "menu", "label")


def _tail_start(line: str, head: str, end: int, phrase: Phrase) -> int | None:
    """Where the tail begins after a phrase that ends at `end`, if it may stand there."""
    place = phrase.place
    if place == "sentence":
        return len(line) if len(line) <= SENTENCE_LIMIT else None
    if place == "head":
        return end if len(line) <= HEAD_LIMIT and _suits_head(line, end, phrase) else None
    if place == "tail":
        return None
    if len(line) <= HEAD and _CLOSING.fullmatch(head, end):
        return len(line)
    if place == "names":
        return len(line) if len(line) <= NAMES_LIMIT and _is_titled(line[end:]) else None
    return _label_tail(line, end) if place == "label" else None


def _is_titled(rest: str) -> bool:
    """Whether each longer word has a capital, and no sentence ends."""
    words = _LETTERS.findall(rest)
    return not rest.endswith(_SPEECH_ENDS) and not any(
        word.islower() and len(word) > len("and") for word in words
    )


def _suits_head(line: str, end: int, phrase: Phrase) -> bool:
    """A credit goes on with names, a date line with few words: "Published 20 years ago, ..."."""
    if phrase.role == "credit":
        enclosed = line.lstrip()[0] in "([*_（【［" and line.rstrip()[-1] in ")].*_）】］"
        return enclosed or are_names(line[end:])
    if phrase.reason is Reason.DATE_LINE and line.rstrip().endswith(_SPEECH_ENDS):
        return sum(len(word) > 2 for word in _LETTERS.findall(line)) <= DATE_WORDS
    return True


def _label_tail(line: str, end: int) -> int | None:
    """Where a label's tail begins, unless it reads like speech ("Related: he said so.")."""
    separator = _SEPARATOR.match(line[:HEAD], end)
    if separator is None or len(line) - separator.end() > LABEL_LIMIT:
        return None
    tail = line[separator.end() :].rstrip()
    return None if tail[:1].islower() and tail.endswith(_SPEECH_ENDS) else separator.end()


def _match_tail(line: str, last: str, tails: _Index) -> Match | None:
    """A phrase at the end of `last`, which is the line's end without its ornaments."""
    folded = fold(last)
    entry = tails.find(folded[-3:])
    if entry is None:
        return None
    for typed in entry.all:
        if folded.endswith(typed[0]):
            needle = _needle(typed)
            at = len(last) - len(needle.text)
            start = _start_of_tail(line, last, at, needle.phrase)
            if start is not None:
                return Match(needle.phrase, start, len(line), "")
    return None


def _start_of_tail(line: str, last: str, at: int, phrase: Phrase) -> int | None:
    """Where chrome begins that ends with the phrase: a credit is all of its line."""
    if phrase.role == "credit":
        return 0 if len(line) <= CREDIT_LIMIT else None
    rest = line.rstrip()
    stopped = rest.endswith(".") and not rest.endswith("..")
    goes_on = last[at].islower() and not last[:at].rstrip().endswith((".", "!", "?", "…"))
    if goes_on or (stopped and phrase.reason is not Reason.COPYRIGHT):
        return None
    apart = at == 0 or _BEFORE_TAIL.search(last, 0, at)
    return max(0, len(line) - TAIL) + at if apart else None


def _sentence_starts(text: str) -> Iterator[tuple[int, str]]:
    """Offset and folded first word of the sentences that begin with a capital."""
    first = _LETTERS.match(text, len(text) - len(text.lstrip()))
    if first is not None and not first[0].islower():
        yield first.start(), fold(first[0])
    for border in _BORDER.finditer(text):
        if not border[1].islower():
            yield border.start(1), fold(border[1])


def _piece(
    text: str, at: int, entry: _Entry, language: str | None
) -> tuple[int, int, Phrase] | None:
    if not entry.may_stand(fold(text[at : at + entry.width])):
        return None
    head = fold(text[at : at + HEAD])
    for needle in entry.standing(head, 0):
        if needle.phrase.says_nothing_in(language):
            continue
        end = needle.end(head, 0)
        stop = None if end is None else _end_of_piece(text, at, at + end, needle.phrase)
        if stop is not None:
            return at, stop, needle.phrase
    return None


def _end_of_piece(text: str, at: int, end: int, phrase: Phrase) -> int | None:
    """Where chrome in running text ends whose phrase is text[at:end]; None if unsure."""
    rest = text[end : end + TITLE_LIMIT]
    last = not rest.strip(_END_ORNAMENTS)
    match phrase.place:
        case "sentence":
            stop = _SENTENCE_END.search(text, end, end + LABEL_LIMIT)
            return stop.end() if stop else None
        case "label" if phrase.reason is Reason.RELATED:
            separator = _TITLE_SEPARATOR.match(text, end)
            return _end_of_title(text, separator.end(), phrase) if separator else None
        case "tail":
            return end if last or (at > 0 and not text[at - 1].isspace()) else None
        case "line" if phrase.reason is Reason.ADVERTISEMENT or " " in phrase.text:
            return end if last or _opens_sentence(rest, phrase) else None
    return None


def _end_of_title(text: str, begin: int, phrase: Phrase) -> int | None:
    """Where a title ends: at a sentence's end, if it doesn't look as if prose ran on in it."""
    stop = _SENTENCE_END.search(text, begin, begin + TITLE_LIMIT)
    if stop is None and len(text) - begin > TITLE_LIMIT:
        return None
    end = stop.end() if stop else len(text)
    words = _LETTERS.findall(text, begin, end)
    if not words or words[0].islower():
        return None
    capitals = sum(not word.islower() for word in words)
    own = languages()[phrase.language].function_words
    runs_on = any(word[0].isupper() and word.lower() in own for word in words[1:])
    return end if capitals * 10 >= len(words) * 6 or not runs_on else None


def _opens_sentence(rest: str, phrase: Phrase) -> bool:
    word = _LETTERS.match(rest.lstrip())
    own = languages()[phrase.language].function_words
    return word is not None and word[0][0].isupper() and word[0].lower() in own


@cache
def _rows() -> list[Row]:
    return [row for language in languages().values() for row in language.rows]


@cache
def _table() -> tuple[_Index, _Index]:
    """The phrases by first word, and those that end a line also by their last letters."""
    heads, tails = _Index(), _Index()
    by_word = heads.rows
    for number, row in enumerate(_rows()):
        for spelling in row.spellings:
            for word, text in spellings(spelling, row.language):
                before = text.partition("#")[0] if "#" in text else text
                by_word[word].append((before, text, spelling, number))
                if row.place == "tail":
                    tails.rows[text[-3:]].append((text, text, spelling, number))
    return heads, tails


def _entry(typed: Iterable[_Typed], width: int) -> _Entry:
    phrases = sorted(typed, key=lambda each: len(each[0]), reverse=True)
    longer: defaultdict[str, list[_Typed]] = defaultdict(list)
    for phrase in phrases:
        if len(phrase[0]) >= width:
            longer[phrase[0][:width]].append(phrase)
    short = [phrase for phrase in phrases if len(phrase[0]) < width]
    has_buttons = any(_is_button(_rows()[number]) for *_, number in phrases)
    return _Entry(phrases, has_buttons, width, short, longer)


def _needle(typed: _Typed) -> _Needle:
    before, text, spelling, number = typed
    return _Needle(before, _rows()[number].phrase(spelling), text if "#" in text else "")


@cache
def _numbered(text: str) -> re.Pattern[str]:
    """The pattern of a phrase with a number in it."""
    return re.compile(re.escape(text).replace(r"\#", r"\d+"))
