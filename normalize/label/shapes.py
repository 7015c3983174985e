"""Lines told by their shape alone, in any language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from unicodedata import normalize

from normalize.article import Reason
from normalize.label.captions import words as credit_words
from normalize.label.phrases import byline_head
from normalize.words.dates import calendar_date, change, read_date
from normalize.words.folding import fold
from normalize.words.languages import languages
from normalize.words.letters import LETTERS
from normalize.words.names import names_alone, opens_byline, parse_byline

LONGEST = 160
"""Characters of the longest line that has a shape."""

MOST_NAMES = 3
"""Authors that are named behind a date, at the most: more are the sections of a blog."""

Shape = tuple[Reason, str, float]

_TEMPLATE = re.compile(
    r"\{\{[^{}]{0,100}\}\}|\{%[^{}]{0,100}%\}|\[\[[a-z_]{2,40}\]\]|<%[^%]{0,80}%>"
)
_BROWSER = re.compile(
    r"(?:\[[^\[\]]{1,80}\.(?i:jpe?g|png|gif|svg|webp)\][\s|]*){1,20}"
    r"|\(BUTTON\).{0,80}|IFRAME:.{0,150}"
)
"""What text browsers print for pictures, buttons and frames."""

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_COUNTER = re.compile(
    r"[\W_]*(?:0|(?:(?:image|photo|slide|page|bild|foto|seite|imagen|imagem|immagine)\s)?"
    r"\d{1,3}\s*(?:/|\s(?:of|von|de|di|sur|van|av|af|из|z)\s)\s*\d{1,3})[\W_]*",
    re.IGNORECASE,
)
_RATING = re.compile(r"\d{1,3}(?:[.,]\d)?\s*/\s*100?")
_CLOCK = re.compile(r"\b[0-2]?\d[:.h][0-5]\d(?![\d_])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AGO = re.compile(r"\d{1,2} [a-z]{3,7} ago\b", re.IGNORECASE)
_SECTION_BREAK = re.compile(r"_{2,}|[*•⁂—–-](?: ?[*•—–-]){2,}")
_STEPS = (
    (re.compile(r">(?<![-=]>)>?|»|›"), 2, 30),
    (re.compile(r" / "), 3, 16),
    (re.compile(r"\|"), 4, 16),
)
"""What parts the steps of a path, how many it has at the least, and how long each is at most."""

_OPENERS = frozenset("<«‹")
"""What opens a quotation or a name whose end looks like the border of a path's steps."""

_ADDRESS = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,30}")
_CODE = re.compile(r"[$\\/<!>-]*[(){}\[\];$]+[(){}\[\];,$ ]*")
_HASHTAGS = re.compile(r"(?:#\w{2,50}[\s,]*){2,20}")
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|copyright\s+(?:©\s*)?(?:19|20)\d\d)", re.I)
_INITIALS = re.compile(r"\([^\W\d_]{2,4}(?:[/,] ?[^\W\d_]{2,4}){0,3}\)")
_END_MARK = re.compile(
    r"reuters?|ends?|-{1,2}\s?(?:30|ends?|0)\s?-{1,2}|#{3,}|—\s?30\s?—|\*{3}\s?ends?\s?\*{3}", re.I
)
_RUN_ON = re.compile(r"(?<=[^\W\d_])(?=@\w+(?:\s|$)|(?:19|20)\d\d-\d)")
_SIGN = re.compile(r"[\d@]")
_HANDLE = re.compile(r"[\s,|(–—-]+@\w+\)?$")
_TOKEN = re.compile(rf"\d+|{LETTERS}+")


class Words(NamedTuple):
    """The words of `data/shapes.toml`, and the patterns made of them."""

    calendar: frozenset[str]
    weekdays: frozenset[str]
    dates: frozenset[str]
    reading: re.Pattern[str]
    photo: re.Pattern[str]
    photo_tail: re.Pattern[str]
    player: frozenset[str]
    feed: tuple[tuple[str, str], ...]
    feed_heads: tuple[str, ...]


@cache
def words() -> Words:
    """The words by which lines of a known shape are told."""
    table = tomllib.loads((files("normalize.label") / "data/shapes.toml").read_text("utf-8"))
    reading = rf"(?:{'|'.join(table['reading'])})"
    calendar = _calendar_names() | frozenset(table["days"].split())
    agency = rf"(?:{'|'.join(table['photo'])})"
    photo = rf"{agency}(?:/{agency})?[ /]?(?:photo|images?|file)"
    return Words(
        calendar,
        _names(known.weekdays for known in languages().values())
        - _names(known.months for known in languages().values()),
        calendar | frozenset(table["date_words"].split()),
        re.compile(
            rf"\d{{1,3}}\s?min\w{{0,5}}\.?\s(?:de\s)?{reading}|{reading}\W{{0,3}}\d{{1,3}}\s?min",
            re.IGNORECASE,
        ),
        re.compile(rf"[(\[]?{photo}[^.!?]{{0,80}}", re.IGNORECASE),
        re.compile(rf"\({photo}[^()]{{0,60}}\)$", re.IGNORECASE),
        frozenset(table["player"]),
        tuple((before, after) for before, after in table["feed"]),
        tuple(before for before, _ in table["feed"]),
    )


def _calendar_names() -> frozenset[str]:
    """The words of months and weekdays in every language."""
    return frozenset(
        word.casefold()
        for language in languages().values()
        for names in (*language.months, *language.weekdays)
        for name in names
        for word in _TOKEN.findall(name)
        if not word.isdecimal()
    )


def _names(calendars: Iterable[tuple[tuple[str, ...], ...]]) -> frozenset[str]:
    return frozenset(
        spelling.rstrip(".").casefold()
        for names in calendars
        for spellings in names
        for spelling in spellings
    )


def shape(text: str, *, in_head: bool, in_tail: bool) -> Shape | None:
    """Why a short line can't be text of the article, or None.

    `in_head` and `in_tail` say whether it stands before or after the paragraphs: a date or a
    byline between two paragraphs may be part of what they tell.
    """
    if in_tail and _END_MARK.fullmatch(text.strip(" .*")):
        return Reason.END_MARK, "shape.end-mark", 1.0
    has_digit = _DIGIT.search(text) is not None
    if _COUNTER.fullmatch(text) if has_digit else not _LETTER.search(text):
        is_own = is_section_break(text) or _RATING.fullmatch(text)
        is_inside = not (in_head or in_tail)
        return None if is_own and is_inside else (Reason.TEMPLATE, "shape.marks-only", 0.9)
    if ("{" in text or "[[" in text or "<%" in text) and _TEMPLATE.search(text):
        return Reason.TEMPLATE, "shape.template", 1.0
    if text[0] in "[(I" and _BROWSER.fullmatch(text):
        return Reason.TEMPLATE, "shape.text-browser", 0.9
    if " " not in text and _ADDRESS.fullmatch(text):
        return Reason.SHARE, "shape.address", 0.8
    if "#" in text and _HASHTAGS.fullmatch(text):
        return Reason.TAGS, "shape.hashtags", 0.9
    if in_tail and text[0] == "(" and text.islower() and _INITIALS.fullmatch(text):
        return Reason.BYLINE, "shape.initials", 0.9
    if text[0] in "©(cC" and _COPYRIGHT.match(text):
        return Reason.COPYRIGHT, "shape.copyright", 0.9
    if words().photo.fullmatch(text) or (text[-1] == ")" and words().photo_tail.search(text)):
        return Reason.CAPTION, "shape.photo-credit", 0.8
    if has_digit and len(text) < 60 and "min" in fold(text) and words().reading.search(text):
        if opens_byline(text) and signed_by(text):
            return Reason.BYLINE, "shape.byline", 0.9
        return Reason.DATE_LINE, "shape.reading-time", 0.9
    if in_head and is_path(text) and not opens_byline(text):
        return Reason.NAVIGATION, "shape.path", 0.8
    if not (in_head or in_tail or (has_digit and _AGO.match(text))):
        return None
    if has_digit and is_date_line(text):
        return Reason.DATE_LINE, "shape.date-line", 0.9
    return (Reason.BYLINE, "shape.byline", 0.9) if is_byline(text) else None


def is_path(text: str) -> bool:
    """Whether a line is the path to its page, or a menu in one line.

    >>> is_path("News > Islands > Ferries"), is_path("Harbour | Bridges | Quays | Moles")
    (True, True)
    >>> is_path("Ferry to the islands returns | Island Post")
    False
    """
    if text.endswith((".", "!", "?", "。")) or not _OPENERS.isdisjoint(text):
        return False
    for border, least, longest in _STEPS:
        steps = border.split(text)
        if len(steps) > 1:
            is_long = sum(map(bool, steps)) >= least
            return is_long and all(len(step.strip()) <= longest for step in steps)
    return False


def is_feed_note(text: str) -> bool:
    """Whether a line says which site a story of a feed is from.

    >>> is_feed_note("The post Ferry sinks appeared first on Lund Herald.")
    True
    """
    known = words()
    return text.startswith(known.feed_heads) and any(
        text.startswith(before) and after in text for before, after in known.feed
    )


def is_section_break(text: str) -> bool:
    """Whether a line parts sections of a text, `***`, or lines of code, `});`.

    >>> is_section_break("* * *"), is_section_break("});"), is_section_break("*")
    (True, True, False)
    """
    if text[:1].isalnum():
        return False
    return bool(_SECTION_BREAK.fullmatch(text) or _CODE.fullmatch(text))


def is_date_line(text: str) -> bool:
    """Whether a line holds a date, and next to nothing besides.

    >>> is_date_line("Updated: Dec 17, 2023, 10:40 PM IST"), is_date_line("In 2023, 40 ships left")
    (True, False)
    """
    text = normalize("NFC", text[:LONGEST])
    tokens = _TOKEN.findall(text)
    if len(tokens) < 2 or _has_strangers(tokens):
        return False
    tokens = [token.casefold() for token in tokens]
    numbers = sum(token.isdecimal() for token in tokens)
    if not numbers:
        return False
    if len(words().weekdays.intersection(tokens)) > 1:
        return False  # opening hours
    if any(token in words().calendar for token in tokens):
        return True
    if numbers > 1 and change().match(text):
        return True
    day = read_date(text.strip())
    if day is not None and calendar_date(day[0]) is not None:
        return True
    return change().match(text) is not None and _CLOCK.search(text) is not None


def _has_strangers(tokens: Sequence[str]) -> bool:
    """Whether more than a few words have no business in a date; prose shows it at once."""
    dates, strangers = words().dates, 0
    for token in tokens:
        if not token.isdecimal() and token.casefold() not in dates:
            strangers += 1
            if len(tokens) - strangers < 0.85 * len(tokens):
                return True
    return False


def is_stamp(text: str) -> bool:
    """Whether a line can be no part of a story: a byline with its opener, a date to the minute.

    >>> is_stamp("By Jane Doe"), is_stamp("4 May 2024, 10:40"), is_stamp("4 May 2024")
    (True, True, False)
    """
    return opens_byline(text) or bool(_CLOCK.search(text) and _YEAR.search(text))


def is_full_date(text: str) -> bool:
    """Whether a line is a day with its year, and next to nothing besides.

    >>> is_full_date("4 May 2024"), is_full_date("4 May"), is_full_date("He left on 4 May 2024.")
    (True, False, False)
    """
    return _YEAR.search(text) is not None and is_date_line(text)


def is_byline(text: str) -> bool:
    """Whether a line names who wrote the text: `By Jane Doe`, `Von Max Muster, Berlin`.

    >>> is_byline("By Jane Doe and Ana de la Cruz"), is_byline("By the sea it is cold.")
    (True, False)
    >>> is_byline("Von Lund bis Oslo: Die Reise der Boote"), is_byline("Von Max Muster, Foto: dpa")
    (False, True)
    """
    if (_SIGN.search(text) or opens_byline(text)) and signed_by(text):
        return True
    end = byline_head(text)
    if end is None or text.endswith((".", "!", "?")) or text.partition(" ")[0].isdecimal():
        return False
    if ": " in text[end:] and not credit_words().label.search(text, end):
        return False  # a headline: Von Lund bis Oslo: Die Reise der Boote
    names = text[end:].split()
    if not 1 <= len(names) <= 14 or not names[0][0].isalpha() or names[0][0].islower():
        return False
    return sum(not name[0].islower() for name in names) >= 0.6 * len(names)


def signed_by(text: str) -> tuple[str, ...]:
    """The authors in a line that says by whom: also behind a date, glued to one, or with a handle.

    >>> signed_by("Posted on 4 May 2024 by Jane Doe"), signed_by("Jane Doe, @janedoe")
    (('Jane Doe',), ('Jane Doe',))
    >>> signed_by("On 4 May 2024 it was read by Jane Doe")
    ()
    """
    if "@" in text or "-" in text:
        text = _RUN_ON.sub(" ", text)
    if opens_byline(text):
        return parse_byline(text)
    handle = _HANDLE.search(text) if "@" in text else None
    if handle is not None:
        names = names_alone(text[: handle.start()])
        return names if all(" " in name for name in names) else ()
    return _behind_date(text)


def _behind_date(text: str) -> tuple[str, ...]:
    """The names in what a date opens: its first word that has nothing to do with one is `by`.

    A date is more than a year: `1984 by Jane Doe` is a book, `Stand by Me` a film.
    """
    for token in _TOKEN.finditer(text):
        if not token[0].isdecimal() and token[0].casefold() not in words().dates:
            date, rest = text[: token.start()].strip(), text[token.start() :]
            is_date = date != "" and not date.isdecimal() and any(map(str.isdigit, text))
            names = parse_byline(rest) if is_date and opens_byline(rest) else ()
            return names if len(names) <= MOST_NAMES else ()
    return ()
