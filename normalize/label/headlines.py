"""Which line above a story is its headline, told by the story's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from normalize.article import Reason
from normalize.label.labelling import Labelling
from normalize.label.shapes import is_stamp
from normalize.label.told import says, size, told_in, words_of
from normalize.words.prose import is_title, weight

HEAD = 60
"""Lines above the article among which its headline is looked for."""

SHARED = 2.0
"""Words that a headline shares with the article's first paragraphs, at the least."""

SHARE = 0.4
"""The share of its words that are told there, at the least."""

SHARE_OF_LETTERS = 0.25
"""The same in scripts without spaces, of whose pairs of letters many are no words."""

SHORTEST = 15
"""Characters of the shortest headline that is told so."""

SIGNED = 3
"""Lines above a byline or a date among which a headline stands."""

KICKER, LONGEST = 28, 120
"""Characters of the longest kicker, and of the longest headline that is told by its place."""

STANDFIRST = 2
"""Lines above the one that says most among which its headline may stand."""

AGAIN = 1.5
"""How much more a line says that comes again above the story."""

LESS = 3
"""How many times as much the line may say that stands below a headline."""

SITE = re.compile(r"\s*[|｜]|\s+[–—-]\s")
"""What stands between a headline and the name of its site."""

_STAMPS = (Reason.BYLINE, Reason.DATE_LINE)
_NO_HEADLINE = (*_STAMPS, Reason.CAPTION)
_CRIES = ("?", "!", "…", "？", "！", "”", "」")
_ITEM = re.compile(r"[-+•*·–<|(\[>]|\d{1,2}[.)]\s")


def told_from(labelling: Labelling, first: int) -> set[str]:
    """The words of the first lines of a story from a line on."""
    return told_in(map(labelling.text, filter(labelling.open, range(first, len(labelling.blocks)))))


def headline_above(labelling: Labelling, first: int, told: set[str]) -> int:
    """The line above an article's first that says most of what is told; `first` if none.

    Menus, paths and search engines' boxes print a headline too: one that comes again is it, and
    the last of them stands above the story. A longer line below it is the standfirst. Where a
    byline or a date stands below it, it need not say as much.
    """
    for index in range(first):
        if labelling.blocks[index].level == 1 and labelling.open(index):
            return index
    lines = [i for i in range(max(0, first - HEAD), first) if _may_be_headline(labelling, i)]
    title = labelling.text(0)
    titles = [i for i in lines if _is_title_of_page(labelling.text(i), title)]
    if titles and titles[-1] > 0 and says(labelling.text(titles[-1]), told):
        return titles[-1]
    copies = Counter(labelling.text(index) for index in lines)
    signed = _above_stamps(labelling, lines, first)
    scores = {i: _says(labelling.text(i), told, copies, i in signed) for i in lines}
    best = max(reversed(lines), key=scores.__getitem__, default=first)
    if not scores.get(best):
        return first
    group = signed.get(best, ())
    above = [i for i in lines if i < best and (i >= best - STANDFIRST or i in group)]
    for index in above:
        if _heads(labelling, index, best) and LESS * scores[index] > scores[best]:
            return index
    return above[-1] if above and _is_standfirst(labelling, above[-1], best, told) else best


def _is_title_of_page(line: str, title: str) -> bool:
    """Whether a line is the title of its page, a text's first line, or all but the site's name."""
    return title.startswith(line) and (line == title or bool(SITE.match(title, len(line))))


def _heads(labelling: Labelling, above: int, index: int) -> bool:
    """Whether a line may be the headline of a standfirst below it: shorter, or no kicker."""
    is_shorter = len(labelling.text(above)) < len(labelling.text(index))
    return is_shorter or _stands_above(labelling, above, index)


def _is_standfirst(labelling: Labelling, above: int, index: int, told: set[str]) -> bool:
    """Whether a line is too long for a headline, and the one above it is none too bad for one."""
    if weight(labelling.text(index)) <= LONGEST or not _stands_above(labelling, above, index):
        return False
    return says(labelling.text(above), told) > 0


def _stands_above(labelling: Labelling, above: int, index: int) -> bool:
    """Whether a line is no kicker, and no path to the headline below it."""
    text = labelling.text(above)
    return KICKER <= weight(text) <= LONGEST and labelling.text(index) not in text


def _may_be_headline(labelling: Labelling, index: int) -> bool:
    """Whether a line is no item of a list, no caption, no sentence, and long enough."""
    text, label = labelling.text(index), labelling.found.get(index)
    if 3 * len(text) < SHORTEST or weight(text) < SHORTEST or _ITEM.match(text):
        return False
    if label is not None and label.reason in _NO_HEADLINE:
        return False
    found = labelling.phrases.get(index)
    if found is not None and not found.tail:
        return False
    return is_title(text) or text.endswith(_CRIES)


def _above_stamps(labelling: Labelling, lines: Sequence[int], first: int) -> dict[int, list[int]]:
    """The lines near above a byline or a date, each with all that stand above the same one."""
    signed: dict[int, list[int]] = {}
    above: list[int] = []
    for index, end in pairwise((*lines, first)):
        above.append(index)
        if any(_is_stamp(labelling, i) for i in range(index + 1, end)):
            signed.update(dict.fromkeys(above[-SIGNED:], above[-SIGNED:]))
            above = []
    return signed


def _is_stamp(labelling: Labelling, index: int) -> bool:
    label = labelling.found.get(index)
    if label is not None:
        return label.reason in _STAMPS
    text = labelling.text(index)
    return " " in text and is_stamp(text)


def _says(text: str, told: set[str], copies: Mapping[str, int], is_signed: bool) -> float:
    """How much a line above a story says of it; 0 if it is no headline."""
    words = words_of(text)
    shared, of = size(words & told), size(words)
    enough = SHARE if text.isascii() or len(words) == of else SHARE_OF_LETTERS
    if copies[text] > 1:
        shared, enough = AGAIN * shared, enough / 2
    if is_signed and (shared > 1 or weight(text) >= KICKER):
        shared, enough = 2 * shared, enough / 2
    return shared * shared / of if shared >= SHARED and shared >= enough * of else 0.0
