"""Lists of other stories: the titles under a label that announces them, and teasers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.words.prose import is_prose, is_teaser, is_title, weight

if TYPE_CHECKING:
    from normalize.label.labelling import Labelling
    from normalize.label.phrases import Match

LIST_LENGTH = 15
"""Titles that a list of other stories may have."""

BULLETS = ("- ", "• ", "* ", "– ", "· ", "▪ ", "► ")
"""What marks an item of a list where its reader left the mark in the text."""

SHORTEST_TITLE = 20
"""Characters of the shortest line that is taken for a headline below a teaser."""

TEASERS = 2
"""Teasers at the end of a text that make a list of other stories, at the least."""

TITLE_WITHIN = 3
"""Lines above a teaser among which its title stands."""

STEM = 5
"""Letters by which a subheading's words are found again in the paragraph below it."""

_WORD = re.compile(rf"\b[^\W\d_]{{{STEM}}}")


def lists(labelling: Labelling) -> None:
    """The titles under a label that announces other stories."""
    for index, found in labelling.phrases.items():
        if _announces_titles(labelling, index, found) and found.phrase.reason:
            for other in _titles_under(labelling, index):
                labelling.remove(other, found.phrase.reason, "list.under-label", 0.8)
    _teaser_on_top(labelling)


def _announces_titles(labelling: Labelling, index: int, found: Match) -> bool:
    """Whether a label without a title has them below it, as a button in the story has not."""
    opens = found.phrase.opens
    is_button = opens == "button" and not labelling.text(index).endswith(":")
    if found.tail or opens not in ("list", "button"):
        return False
    return index > labelling.last_prose or not is_button


def _titles_under(labelling: Labelling, index: int) -> list[int]:
    under: list[int] = []
    for other in range(index + 1, min(index + 1 + LIST_LENGTH, len(labelling.blocks))):
        if not labelling.open(other):
            if other in labelling.phrases:
                break
            continue
        if not _goes_on(labelling, under, other):
            break
        under.append(other)
    if _hold_the_headline(labelling, index, under) or _is_subheading(labelling, under):
        return []
    return under


def _is_subheading(labelling: Labelling, under: Sequence[int]) -> bool:
    """Whether a label's list has gone, and the line that follows heads the next paragraph.

    It is alone there, and shares a word with that paragraph.
    """
    if len(under) != 1 or labelling.is_page or _is_item(labelling, under[0]):
        return False
    if "|" in labelling.text(under[0]):
        return False
    below = labelling.text(under[0] + 1) if under[0] < labelling.last_prose else ""
    return is_prose(below) and not _stems(labelling.text(under[0])).isdisjoint(_stems(below))


def _stems(text: str) -> set[str]:
    """The beginnings of a text's longer words."""
    return set(_WORD.findall(text.casefold()))


def _goes_on(labelling: Labelling, under: Sequence[int], index: int) -> bool:
    """Whether a line below the titles found so far is one more of them."""
    text = labelling.text(index)
    if is_teaser(text) and under:
        return True
    if is_prose(text) or not is_title(text) or labelling.blocks[index].kind == "heading":
        return False
    is_marked = len(under) > 1 and _is_item(labelling, under[-1])
    return _is_item(labelling, index) or not is_marked


def _is_item(labelling: Labelling, index: int) -> bool:
    """Whether a line is marked as an item of a list."""
    block = labelling.blocks[index]
    return block.kind == "list_item" or block.text.startswith(BULLETS)


def _hold_the_headline(labelling: Labelling, index: int, under: Sequence[int]) -> bool:
    """Whether the headline of a text must be among the lines between a label and the prose."""
    if labelling.is_page or not under or under[-1] > labelling.first_prose:
        return False
    if any(map(labelling.open, range(under[-1] + 1, labelling.first_prose))):
        return False
    return not any(labelling.open(above) for above in range(index))


def teasers(labelling: Labelling) -> None:
    """The last paragraphs of a text, where they break off and have titles: other stories."""
    prose = list(filter(labelling.open, labelling.prose))
    broken = list(takewhile(lambda i: is_teaser(labelling.text(i)), reversed(prose)))
    if labelling.is_page or not TEASERS <= len(broken) < len(prose):
        return
    last_told = prose[-len(broken) - 1]
    titles = [_title_above(labelling, index) for index in broken]
    if min(titles) > last_told:
        for index in filter(labelling.open, range(titles[-1], broken[0] + 1)):
            labelling.remove(index, Reason.RELATED, "list.teasers", 0.7)


def _title_above(labelling: Labelling, index: int) -> int:
    """Where the title of a teaser stands, a date or a name aside; -1 where there is none."""
    for above in range(index - 1, max(-1, index - 1 - TITLE_WITHIN), -1):
        text = labelling.text(above)
        if is_prose(text):
            break
        if labelling.open(above) and is_title(text) and weight(text) >= SHORTEST_TITLE:
            return above
    return -1


def _teaser_on_top(labelling: Labelling) -> None:
    """The first line of a text, where a button closes it and the headline follows."""
    button = labelling.phrases.get(1)
    if button is None or button.phrase.opens != "button" or button.tail or labelling.is_page:
        return
    below = next(filter(labelling.open, range(2, labelling.first_prose)), None)
    if labelling.open(0) and below is not None and _may_be_headline(labelling.text(below)):
        labelling.remove(0, Reason.PROMOTION, "button.teaser", 0.7)


def _may_be_headline(text: str) -> bool:
    return is_title(text) and weight(text) >= SHORTEST_TITLE and not is_prose(text)
