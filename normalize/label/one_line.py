"""A whole page in one line, as `soup.get_text(" ")` prints it: menus, the story, footers.

Nothing but the words tells where the story is. In a menu few words are in lower case, and no
sentence ends for long; a story is the stretch with the most words of finished sentences
(Kadane's algorithm, as for the lines of a dump). What stands around it goes only if the phrases
of a page's furniture are in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from normalize.article import Reason
from normalize.document import Label
from normalize.label.headlines import SITE
from normalize.label.labelling import Labelling
from normalize.label.phrases import furniture_in
from normalize.label.shapes import is_byline
from normalize.words.dateline import parse_dateline
from normalize.words.languages import languages
from normalize.words.letters import LOWER, UPPER
from normalize.words.timestamps import parse_date

SHORTEST, LONGEST = 1_000, 500_000
"""Characters of the shortest and the longest line that may be a page."""

EDGE, STOPS = 300, 4
"""Characters at either end of a line, and sentences that end there at the least in a story."""

CASED = 0.8
"""The share of letters that have a case, from which words tell by it."""

RUN = 40
"""Words from which a stretch without the end of a sentence is none, unless it has commas."""

WORDS_FOR_COMMA = 15
"""Words for each comma in a long sentence, at the most."""

SHORTEST_SENTENCE = 4
"""Words of the shortest sentence that says something."""

NAME = 12
"""Words from a sentence's opener, or a dateline, to the end of the names behind it."""

FEWEST = 12
"""Words around a story that may be a menu, at the least."""

NAMES = 0.3
"""The share of them that are in no lower case, at the least."""

FURNITURE = (8, 4)
"""Phrases of a page's furniture around a story, and kinds of them, at the least."""

OWN = (3, 2)
"""The same above it alone, or below it."""

TOLD = 0.4
"""The share of the words above a story that make sentences, at the most."""

STAMPS = 30
"""Words between headline and story that may be a byline, a date and buttons, whatever they say."""

TITLE, LONGEST_TITLE = 3, 40
"""Words of the shortest and the longest headline."""

SITE_WITHIN = 250
"""Characters among which the name of the site stands behind a headline."""

_BREAK = re.compile(rf"\s+|(?<={LOWER[:-1]}.!?”»])(?={UPPER})")
_STOP = re.compile(r"..[.!?…][\"'”’»)\]]*$")
_ENDS = re.compile(rf"[.!?…][\"'”’»)\]]*(?:\s|$|(?={UPPER}))")
_COMMAS = (",", ";", ":", "—", "–")


class _Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def is_lower(self) -> bool:
        return self.text[0].islower()


def page_in_one_line(labelling: Labelling) -> None:
    """What stands around the story in the line that a whole page is printed in."""
    if labelling.is_page:
        return
    for index, block in enumerate(labelling.blocks):
        text = block.text
        if not SHORTEST <= len(text) <= LONGEST or block.kind != "paragraph":
            continue
        if not (labelling.open(index) and _may_be_page(text)):
            continue
        words = list(_words(text))
        first, last = _story(words)
        above, below = words[:first], words[last:]
        if not _is_furniture([*above, *below], FURNITURE):
            continue
        if _is_menu(above) and _is_furniture(above, OWN) and not _tells(above):
            for label in _head(text, above, words[first].start):
                labelling.cut(index, label)
        if _is_menu(below) and _is_furniture(below, OWN):
            part = (below[0].start, len(text))
            after = Label.remove(Reason.OUTSIDE_BODY, "one-line.after", confidence=0.7, part=part)
            labelling.cut(index, after)


def _may_be_page(text: str) -> bool:
    """Whether next to no sentence ends at the head or the tail, in a script that has cases."""
    edges = (text[:EDGE], text[-EDGE:])
    return any(len(_ENDS.findall(edge)) < STOPS for edge in edges) and _is_cased(text)


def _is_cased(text: str) -> bool:
    letters = [letter for letter in text[:SHORTEST] if letter.isalpha()]
    cased = sum(letter.isupper() or letter.islower() for letter in letters)
    return cased >= CASED * len(letters)


def _words(text: str) -> Iterator[_Word]:
    """The words of a text, also of one that ran into the next."""
    at = 0
    for gap in _BREAK.finditer(text):
        if gap.start() > at:
            yield _Word(at, gap.start(), text[at : gap.start()])
        at = gap.end()
    if at < len(text):
        yield _Word(at, len(text), text[at:])


def _sentences(words: Sequence[_Word]) -> Iterator[tuple[int, int, bool]]:
    """Where each sentence begins and ends, and whether it does end: the last may break off."""
    start = 0
    for index, word in enumerate(words):
        is_last = index + 1 == len(words)
        stops = _STOP.search(word.text) is not None
        if is_last or (stops and not words[index + 1].is_lower):
            yield start, index + 1, stops
            start = index + 1


def _story(words: Sequence[_Word]) -> tuple[int, int]:
    """The words from which and to which the story goes."""
    best, total, begin = 0, 0, 0
    found = (0, len(words))
    for start, end, is_finished in _sentences(words):
        sentence = words[start:end]
        at = start
        if not is_finished or _is_run(sentence):
            at += _last_sentence(sentence) if is_finished else len(sentence)
            value = end - at
        elif len(sentence) < SHORTEST_SENTENCE:
            value = -len(sentence)
        else:
            value = 2 * sum(word.is_lower for word in sentence) - len(sentence) + 1
        total -= at - start
        if total <= 0:
            total, begin = 0, at
        total += value
        if total > best:
            best, found = total, (begin, end)
    return found


def _is_run(sentence: Sequence[_Word]) -> bool:
    """Whether so many words come before a full stop that menus must be among them."""
    commas = sum(word.text.endswith(_COMMAS) for word in sentence)
    return len(sentence) >= RUN and commas * WORDS_FOR_COMMA < len(sentence)


def _last_sentence(words: Sequence[_Word]) -> int:
    """Where the sentence begins that ends a menu: from there words are mostly in lower case."""
    best, total, at = 0.0, 0.0, len(words)
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        total += 1.0 if word.is_lower else -1.0
        total += 0.5 if word.text.endswith(",") else 0.0
        if total > best:
            best, at = total, index
    while 0 < at < len(words) and words[at].is_lower:
        at -= 1
    for opener in range(min(at, len(words) - 1) - 1, max(0, at - NAME), -1):
        if words[opener + 1].is_lower and words[opener].text.lower() in _function_words():
            return opener
        if words[opener].text.isupper() and _opens_dateline(words[opener : at + NAME]):
            return opener
    return at


def _opens_dateline(words: Sequence[_Word]) -> bool:
    return parse_dateline(" ".join(word.text for word in words)) is not None


@cache
def _function_words() -> frozenset[str]:
    return frozenset().union(*(known.function_words for known in languages().values()))


def _is_furniture(words: Sequence[_Word], enough: tuple[int, int]) -> bool:
    """Whether so many phrases, of so many kinds, of a page's furniture stand among words."""
    phrases = {phrase.text: phrase for phrase in furniture_in(word.text for word in words)}
    kinds = {phrase.reason for phrase in phrases.values()}
    return len(phrases) >= enough[0] and len(kinds) >= enough[1]


def _is_menu(words: Sequence[_Word]) -> bool:
    """Whether words are many, and mostly names, as in menus."""
    names = sum(not word.is_lower for word in words)
    return len(words) >= FEWEST and names >= NAMES * len(words)


def _tells(words: Sequence[_Word]) -> bool:
    """Whether most of what stands above a story makes sentences: it may be the story's, too."""
    told = 0
    for start, end, is_finished in _sentences(words):
        sentence = words[start:end]
        if is_finished and 2 * sum(word.is_lower for word in sentence) > len(sentence):
            told += 0 if _is_run(sentence) else len(sentence)
    return told > TOLD * len(words)


def _head(text: str, above: Sequence[_Word], end: int) -> Iterator[Label]:
    """The labels of what stands above a story: all but its headline goes."""
    at, below = _headline(text, above, end)
    yield Label.remove(Reason.NAVIGATION, "one-line.before", confidence=0.7, part=(0, at))
    yield Label.keep("body", "one-line.headline", part=(at, below))
    between = [word for word in above if word.start >= below]
    if len(between) <= STAMPS or _is_furniture(between, OWN):
        part = (below, max(below, end))
        reason = _reason_of_stamps(text[below:end].strip())
        yield Label.remove(reason, "one-line.head", confidence=0.7, part=part)


def _reason_of_stamps(text: str) -> Reason:
    """What stands between a headline and its story: a byline, a date, or buttons."""
    if is_byline(text):
        return Reason.BYLINE
    return Reason.DATE_LINE if parse_date(text) else Reason.NAVIGATION


def _headline(text: str, above: Sequence[_Word], end: int) -> tuple[int, int]:
    """Where the headline stands: the first words come again, or the name of the site follows."""
    title = _title(text, above, end)
    if title:
        at = text.rfind(title, 0, end + len(title))
        return at, at + len(title)
    site = SITE.search(text, above[min(TITLE, len(above) - 1)].start, min(end, SITE_WITHIN))
    return (0, site.start()) if site else (end, end)


def _title(text: str, above: Sequence[_Word], end: int) -> str:
    """The first words of a line that come again above its story: the title of the page.

    It is none that goes on in lower case: sentences begin alike.
    """
    title = ""
    for count, word in enumerate(above[:LONGEST_TITLE], 1):
        start = text[: word.end]
        at = text.find(start, word.end, end + word.end)
        if at < 0:
            break
        below = at + word.end
        goes_on = text[below : below + 2].strip()[:1].islower()
        title = start if count >= TITLE and not goes_on else ""
    return title.rstrip(" |-–—·")
