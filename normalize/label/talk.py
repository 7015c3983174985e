"""What readers say below a story: told by the head of it, and by what their posts look like."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from normalize.article import Reason
from normalize.label.labelling import Labelling
from normalize.label.phrases import Match
from normalize.label.shapes import is_date_line, is_stamp
from normalize.words.prose import ends_sentence, is_prose

BROKEN_FROM, BROKEN = 40, 20
"""Characters of the lines that tell whether a text was left broken, and how many begin within a
sentence, at the least; they are also a third of all."""

POSTS = 3
"""Posts of readers that are a discussion, at the least."""

APART = 25
"""Blocks from the sign of one post to that of the next, at the most."""

STORY = 3
"""Paragraphs that are a story, however much is said of it below, at the least."""

LONGEST_NAME = 40
"""Characters of the longest name above the date of a post."""

LONGEST_SAYING = 100
"""Characters of the longest line that says who wrote what follows."""


def comments(labelling: Labelling) -> None:
    """What follows the head of a comment section: short lines, or all that talks like one."""
    below = -1 if labelling.is_page else labelling.first_prose
    heads = [i for i, found in labelling.phrases.items() if i > below and _opens_section(found)]
    if heads and _is_wrapped(labelling):
        return
    signs = _signs_of_talk(labelling) if heads else {}
    for index, end in pairwise([*heads, len(labelling.blocks)]):
        reason = labelling.phrases[index].phrase.reason
        everything = _is_talk(labelling, index, signs[reason]) or (
            reason is Reason.COMMENTS and _is_discussed(labelling, index)
        )
        for other in range(index + 1, len(labelling.blocks) if everything else end):
            if not labelling.open(other) or reason is None:
                continue
            if not everything and is_prose(labelling.text(other)):
                break
            labelling.remove(other, reason, "section.comments", 0.8)
        if everything:
            return


def _is_wrapped(labelling: Labelling) -> bool:
    """Whether paragraphs were left broken into lines: many of them begin in the middle of one."""
    lines = [block.text for block in labelling.blocks if len(block.text) >= BROKEN_FROM]
    broken = sum(text[0].islower() for text in lines)
    return broken >= BROKEN and len(lines) < 3 * broken


def _signs_of_talk(labelling: Labelling) -> dict[Reason | None, list[int]]:
    """The phrases of each reason; a head that is printed again is no more of a sign."""
    signs: dict[Reason | None, list[int]] = {}
    heads: set[str] = set()
    for index, found in labelling.phrases.items():
        if _opens_section(found):
            if found.phrase.text in heads:
                continue
            heads.add(found.phrase.text)
        signs.setdefault(found.phrase.reason, []).append(index)
    return signs


def _opens_section(found: Match) -> bool:
    """Whether a phrase heads a section; behind `Thoughts on “` stands the title of the story."""
    is_bio = found.phrase.reason in (None, Reason.AUTHOR_BIO)
    is_whole = found.phrase.place == "head" or not found.tail
    return found.phrase.opens == "section" and is_whole and not is_bio


def _is_talk(labelling: Labelling, index: int, signs: Sequence[int]) -> bool:
    """Whether what follows is a comment section: three more signs of it, and most prose above.

    One sign is enough below a heading; there readers may say more than the story, unless that
    is a standfirst only: an opinion may be headed `Comment`.
    """
    talk = len(signs) - bisect_right(signs, index)
    if labelling.blocks[index].kind == "heading":
        return talk >= 1 and _ends_story(labelling, index)
    return talk >= 3 and bisect_right(labelling.prose, index) * 2 >= len(labelling.prose)


def _ends_story(labelling: Labelling, index: int) -> bool:
    """Whether a story stands above: some paragraphs, or half of the few that there are."""
    above = bisect_right(labelling.prose, index)
    return above >= STORY or 0 < len(labelling.prose) <= 2 * above


def _is_discussed(labelling: Labelling, head: int) -> bool:
    """Whether posts follow the head of a section, one soon after the other.

    Each is signed above it or may be replied to below it. Above the story such a head is a link.
    """
    if not _ends_story(labelling, head):
        return False
    posts, last = 0, head
    for index in range(head + 1, len(labelling.blocks)):
        if index - last > APART:
            return False
        if _signs_post(labelling, index):
            posts, last = posts + 1, index
            if posts == POSTS:
                return True
    return False


def _signs_post(labelling: Labelling, index: int) -> bool:
    """Whether a line stands above or below what a reader wrote: `Ida says:`, a date, `Reply`."""
    text = labelling.text(index).strip()
    if len(text) > LONGEST_SAYING:
        return False
    replies, says = _signs()
    if text.casefold() in replies or text.endswith(says):
        return True
    above = labelling.text(index - 1)
    is_name = len(above) <= LONGEST_NAME and not ends_sentence(above)
    return is_name and is_stamp(text) and is_date_line(text)


@cache
def _signs() -> tuple[frozenset[str], tuple[str, ...]]:
    """What the buttons below posts say, and the ends of the lines above them."""
    source = files("normalize.label") / "data" / "talk.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(table["replies"]), tuple(table["says"])
