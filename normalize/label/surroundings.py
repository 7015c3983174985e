"""What stands around the article in the dump of a whole page: menus, teasers, footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.label.bylines import BELOW_HEADLINE
from normalize.label.headlines import SHARED, STANDFIRST, headline_above, told_from
from normalize.label.labelling import Labelling
from normalize.label.shapes import is_byline, is_date_line
from normalize.label.told import says
from normalize.words.names import names_by_date, parse_byline
from normalize.words.prose import PROSE, ends_sentence, is_prose, is_teaser, sentences, weight

if TYPE_CHECKING:
    from normalize.document import SourceBlock

MENU_LINE = 28
"""Characters of the longest line that looks like an entry of a menu."""

GAP = 500.0
"""What a run of short lines weighs against the stretch, at the most, if no chrome is in it."""

LINK = 30.0
"""What a line that has gone as a link to another page weighs against the stretch."""

MOST_LINKS = 2
"""Such lines between a story and its last short sentence."""

FURNITURE = 3
"""Lines that phrases of at least two kinds of chrome took, in the dump of a whole page."""

MENU = 12
"""Entries of menus outside the stretch of prose that make a text the dump of a whole page."""

SURE, KINDS = 6, 3
"""Such lines, and kinds of chrome, outside the stretch of prose that make a dump almost sure."""

PART, PART_IF_SURE = 3, 6
"""The part of all lines that entries of menus are then at the least: a third, or a sixth."""

FOOTER = 3
"""Such lines below the last paragraph, at the least, where no phrase tells of chrome."""

MOST = 0.5
"""The share of its prose that the article in the dump of a page holds at the least."""

LONGEST = 400.0
"""Characters of a paragraph that count."""

PATH = 5
"""Lines above a headline that are a menu, at the least."""

LONGEST_ENTRY = 60
"""Characters of the longest of them."""

_LINKS = (Reason.RELATED, Reason.NAVIGATION)
_FIGURES = re.compile(r"(?:[^\d\n]*\d+){2}")
_FACT = re.compile(rf"- |[^:]{{1,24}}:|{_FIGURES.pattern}")

_POST = re.compile(r"[—–] [^()]{1,60}\(@\w+\)")
"""Who wrote a post that a story shows."""

_PICTURE = "pic.twitter.com/"
"""What such a post may end with."""


def surroundings(labelling: Labelling) -> None:
    """In the dump of a whole page: menus before the article, teasers and footers after it."""
    if labelling.is_page:
        return
    _above_title(labelling)
    if not (_has_short_lines(labelling) or _has_lines_above(labelling)):
        return
    indices = [i for i in range(len(labelling.blocks)) if labelling.open(i)]
    stretch = _densest(labelling, indices)
    if stretch is None:
        return
    first, last = stretch
    before = [i for i in indices if i < first]
    after = [i for i in indices if i > last]
    outside = [i for i in range(len(labelling.blocks)) if not first <= i <= last]
    if not (_is_dump(labelling, outside) and _has_most_prose(labelling, stretch)):
        _above_headline(labelling)
        return
    told = told_from(labelling, first)
    head = headline_above(labelling, first, told)
    labelling.found.pop(head, None)
    labelling.headline = head
    for index in before:
        text = labelling.text(index)
        if index < head:
            labelling.remove(index, Reason.NAVIGATION, "surroundings.before", 0.7)
        elif index > head and _is_no_standfirst(text, told, near=index - head <= STANDFIRST):
            labelling.remove(index, _reason_below_headline(text), BELOW_HEADLINE, 0.6)
    for index in after:
        labelling.remove(index, Reason.OUTSIDE_BODY, "surroundings.after", 0.7)
    labelling.is_dump = True


def _reason_below_headline(text: str) -> Reason:
    """What a line between headline and story is that is neither a paragraph nor a standfirst."""
    if is_byline(text) or parse_byline(text) or names_by_date(text):
        return Reason.BYLINE
    return Reason.DATE_LINE if is_date_line(text) else Reason.NAVIGATION


def _is_no_standfirst(text: str, told: set[str], *, near: bool) -> bool:
    """Whether a line between headline and story is no paragraph, and no standfirst near it."""
    if weight(text) >= PROSE and (ends_sentence(text) or text.endswith(":")):
        return False
    is_sentence = ends_sentence(text) and len(text) > MENU_LINE
    return not near or not (is_sentence or says(text, told) >= SHARED)


def only_bylines_near(labelling: Labelling, article: range) -> None:
    """Take the bylines of other stories for what they are, if the article has one."""
    bylines = [i for i, label in labelling.found.items() if label.reason is Reason.BYLINE]
    if any(index in article for index in bylines):
        for index in bylines:
            if index not in article:
                labelling.remove(index, Reason.RELATED, "surroundings.byline", 0.7)


def _above_title(labelling: Labelling) -> None:
    """The lines above the one heading of level 1 that a text has, unless they are prose."""
    titles = [i for i, block in enumerate(labelling.blocks) if block.level == 1]
    if len(titles) == 1 and titles[0] < labelling.first_prose:
        for index in filter(labelling.open, range(titles[0])):
            labelling.remove(index, Reason.NAVIGATION, "surroundings.above-title", 0.7)


def _above_headline(labelling: Labelling) -> None:
    """The menu above a headline that the story's words tell, in a text that is no page's dump."""
    if not _has_lines_above(labelling):
        return
    told = told_from(labelling, labelling.first_prose)
    head = headline_above(labelling, labelling.first_prose, told)
    above = [i for i in range(head) if labelling.open(i)]
    if head >= labelling.first_prose or len(above) < PATH:
        return
    if all(_is_of_menu(labelling.text(i), told) for i in above):
        labelling.found.pop(head, None)
        for index in above:
            labelling.remove(index, Reason.NAVIGATION, "surroundings.menu", 0.7)


def _has_short_lines(labelling: Labelling) -> bool:
    """Whether there are lines enough that may be entries of a page's menus: few texts have them."""
    return sum(len(block.text) <= MENU_LINE for block in labelling.blocks) >= MENU


def _has_lines_above(labelling: Labelling) -> bool:
    """Whether there are lines enough above the first paragraph that may be a menu."""
    return PATH < labelling.first_prose < len(labelling.blocks)


def _is_of_menu(text: str, told: set[str]) -> bool:
    """Whether a line is short, no sentence, no figures, and says nothing of a story."""
    if weight(text) > LONGEST_ENTRY or ends_sentence(text) or _FIGURES.match(text):
        return False
    return says(text, told) < SHARED


def _is_dump(labelling: Labelling, outside: Sequence[int]) -> bool:
    """Whether what stands outside the stretch is a page's furniture.

    It is many short lines, and the phrases of several kinds of chrome; or, in languages without
    a table, a menu above the headline or a footer below the last paragraph. Code, tables and
    lists are short lines too: one below the headline may be the article's own.
    """
    entries = [i for i in outside if _is_menu_entry(labelling, labelling.blocks[i])]
    around = [labelling.phrases[i].phrase.reason for i in outside if i in labelling.phrases]
    is_sure = len(around) >= SURE and len(set(around)) >= KINDS
    if len(entries) < max(MENU, len(labelling.blocks) // (PART_IF_SURE if is_sure else PART)):
        return False
    reasons = [found.phrase.reason for found in labelling.phrases.values() if found.phrase.reason]
    if len(reasons) >= FURNITURE and len(set(reasons)) > 1:
        return True
    below = sum(i > labelling.last_prose for i in entries)
    end = labelling.first_prose if below >= FOOTER else _headline(labelling)
    return sum(i < end for i in entries) >= MENU


def _headline(labelling: Labelling) -> int:
    """The line above the first paragraph that tells of it, or the last that is long enough."""
    first = labelling.first_prose
    head = headline_above(labelling, first, told_from(labelling, first))
    if head < first:
        return head
    return max((i for i in range(first) if weight(labelling.text(i)) > MENU_LINE), default=0)


def _has_most_prose(labelling: Labelling, stretch: tuple[int, int]) -> bool:
    """Whether the stretch holds most of the text's paragraphs; in an article with lists of facts
    between its parts, it holds one part.
    """
    first, last = stretch
    prose = [i for i in labelling.prose if labelling.open(i) and _has_sentences(labelling.text(i))]
    sizes = [(i, min(weight(labelling.text(i)), LONGEST)) for i in prose]
    inside = sum(size for i, size in sizes if first <= i <= last)
    return inside > 0 and inside >= MOST * sum(size for _, size in sizes)


def _is_menu_entry(labelling: Labelling, block: SourceBlock) -> bool:
    """Whether a line is short, no sentence, and no fact or figure."""
    text = block.text
    if weight(text) > MENU_LINE or ends_sentence(text) or _is_marked_up(labelling, block):
        return False
    return text.replace(" ", "").isalpha() or _FACT.match(text) is None


def _is_marked_up(labelling: Labelling, block: SourceBlock) -> bool:
    """Whether marks in the text say that a line is a heading, an item or a row, and no link.

    Where no links are marked, menus are lists like any other.
    """
    if block.kind == "list_item" and not labelling.has_links:
        return False
    return block.kind != "paragraph" and 2 * block.linked < len(block.text)


def _densest(labelling: Labelling, indices: Sequence[int]) -> tuple[int, int] | None:
    """The stretch with the most prose, short lines counting against it (Kadane's algorithm).

    Short lines without a trace of chrome among them may be a list or a table of the article:
    however many they are, they weigh no more than a few.
    """
    best, best_range = 0.0, None
    total, start, gap, previous = 0.0, 0, 0.0, -1
    for index in indices:
        value = _value(labelling, labelling.blocks[index])
        if total > 0 and index > previous + 1:
            total -= LINK * _links(labelling, previous, index)
        if value > 0 or index > previous + 1:
            gap = 0.0
        else:
            value = max(value, -GAP - gap)
            gap += value
        previous = index
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, best_range = total, (start, index)
    return best_range and (best_range[0], _last_sentence(labelling, best_range[1], indices))


def _links(labelling: Labelling, above: int, below: int) -> int:
    """How many lines between two have gone as links to other pages."""
    between = (labelling.found.get(index) for index in range(above + 1, below))
    return sum(label is not None and label.reason in _LINKS for label in between)


def _value(labelling: Labelling, block: SourceBlock) -> float:
    """How much a line speaks for the stretch that it stands in, or against it."""
    text = block.text
    if is_teaser(text):
        return -30.0
    if is_prose(text) and _has_sentences(text):
        return min(weight(text), LONGEST)
    if _is_marked_up(labelling, block) or _PICTURE in text or _POST.match(text):
        return 0.0
    if ends_sentence(text):
        return 5.0 if weight(text) > MENU_LINE else -5.0
    return -45.0


def _has_sentences(text: str) -> bool:
    """Whether a long line is more than a cloud of tags; few spaces tell scripts without stops."""
    return ends_sentence(text) or sentences(text) > 0 or text.count(" ") * 30 < len(text)


def _last_sentence(labelling: Labelling, last: int, indices: Sequence[int]) -> int:
    """The end of the stretch, with the short sentences that still follow it."""
    for index in indices:
        if index > last:
            text = labelling.text(index)
            if not _is_finished(text) or is_teaser(text) or len(text) < MENU_LINE:
                break
            if _links(labelling, last, index) > MOST_LINKS:
                break
            last = index
    return last


def _is_finished(text: str) -> bool:
    """Whether a line ends as a sentence: Japanese speech has its last stop left out."""
    is_speech = text.startswith("「") and text.endswith("」") and "。" in text
    return is_speech or ends_sentence(text)
