"""What stands around the article in the dump of a whole page: menus, teasers, footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.label.evidence import ends_sentence, is_prose, is_teaser, is_title, weight
from normalize.label.labelling import Labelling

if TYPE_CHECKING:
    from normalize.document import SourceBlock

MENU_LINE = 28
"""Characters of the longest line that looks like an entry of a menu."""

MENU = 12
"""Such lines outside the stretch of prose that make a text the dump of a whole page, if
they are also a third of all its lines."""

MOST = 0.5
"""The share of its prose that the article in the dump of a page holds at the least."""

LONGEST = 400.0
"""Characters of a paragraph that count."""

_FACT = re.compile(r"- |[^:]{1,24}:|(?:[^\d\n]*\d+){2}")


def surroundings(labelling: Labelling) -> None:
    """In the dump of a whole page: menus before the article, teasers and footers after it."""
    if labelling.is_page:
        return
    _above_title(labelling)
    indices = [i for i in range(len(labelling.blocks)) if labelling.open(i)]
    stretch = _densest(labelling, indices)
    if stretch is None:
        return
    first, last = stretch
    before = [i for i in indices if i < first]
    after = [i for i in indices if i > last]
    outside = [i for i in range(len(labelling.blocks)) if not first <= i <= last]
    menu = sum(_is_menu_entry(labelling.blocks[i]) for i in outside)
    if menu < max(MENU, len(labelling.blocks) // 3) or not _has_most_prose(labelling, stretch):
        return
    head = _headline_above(labelling, before, first)
    for index in before:
        if index < head:
            labelling.remove(index, Reason.NAVIGATION, "surroundings.before", 0.7)
        elif index > head and not is_prose(labelling.text(index)) and first - head > 3:
            labelling.remove(index, Reason.NAVIGATION, "surroundings.head", 0.6)
    for index in after:
        labelling.remove(index, Reason.OUTSIDE_BODY, "surroundings.after", 0.7)
    labelling.is_dump = True


def _above_title(labelling: Labelling) -> None:
    """The lines above the one heading of level 1 that a text has, unless they are prose."""
    titles = [i for i, block in enumerate(labelling.blocks) if block.level == 1]
    if len(titles) == 1 and titles[0] < labelling.first_prose:
        for index in filter(labelling.open, range(titles[0])):
            labelling.remove(index, Reason.NAVIGATION, "surroundings.above-title", 0.7)


def _has_most_prose(labelling: Labelling, stretch: tuple[int, int]) -> bool:
    """Whether the stretch holds most of the text's paragraphs; in an article with lists of facts
    between its parts, it holds one part.
    """
    first, last = stretch
    sizes = [(i, min(weight(labelling.text(i)), LONGEST)) for i in labelling.prose]
    inside = sum(size for i, size in sizes if first <= i <= last)
    return inside >= MOST * sum(size for _, size in sizes)


def _is_menu_entry(block: SourceBlock) -> bool:
    """Whether a line is short, no sentence, and no fact or figure."""
    text = block.text
    if weight(text) > MENU_LINE or ends_sentence(text) or _is_marked_up(block):
        return False
    return _FACT.match(text) is None


def _is_marked_up(block: SourceBlock) -> bool:
    """Whether marks in the text say that a line is a heading, an item or a row, and no link."""
    return block.kind != "paragraph" and 2 * block.linked < len(block.text)


def _densest(labelling: Labelling, indices: Sequence[int]) -> tuple[int, int] | None:
    """The stretch with the most prose, short lines counting against it (Kadane's algorithm)."""
    best, best_range = 0.0, None
    total, start = 0.0, 0
    for index in indices:
        text = labelling.text(index)
        if is_teaser(text):
            value = -30.0
        elif is_prose(text):
            value = min(weight(text), LONGEST)
        elif _is_marked_up(labelling.blocks[index]):
            value = 0.0
        else:
            value = -5.0 if ends_sentence(text) else -45.0
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, best_range = total, (start, index)
    return best_range and (best_range[0], _last_sentence(labelling, best_range[1], indices))


def _last_sentence(labelling: Labelling, last: int, indices: Sequence[int]) -> int:
    """The end of the stretch, with the short sentences that still follow it."""
    for index in indices:
        if index > last:
            text = labelling.text(index)
            if not ends_sentence(text) or is_teaser(text) or len(text) < MENU_LINE:
                break
            last = index
    return last


def _headline_above(labelling: Labelling, before: Sequence[int], first: int) -> int:
    """The line above the article that shares most with its first paragraphs; `first` if none."""
    for index in before:
        if labelling.blocks[index].level == 1:
            return index
    words = set()
    for index in range(first, min(first + 4, len(labelling.blocks))):
        words |= _long_words(labelling.text(index))
    best, found = 1, first
    for index in before[-25:]:
        text = labelling.text(index)
        shared = len(_long_words(text) & words)
        if shared > best and is_title(text):
            best, found = shared, index
    return found


def _long_words(text: str) -> set[str]:
    return {word.casefold() for word in text.split() if len(word) > 3}
