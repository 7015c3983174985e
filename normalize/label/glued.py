"""Menus whose entries a tool printed without anything between: `AboLoginShopMehr von uns`.

So `soup.get_text()` prints a page that has no white space between its tags. What tells such a
menu from the names of products is how many words run into one another, and how closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from normalize.article import Reason
from normalize.document import Label
from normalize.label.labelling import Labelling
from normalize.words.letters import LOWER, UPPER
from normalize.words.prose import ends_sentence

FEWEST = 8
"""Places at which two words are glued in a menu, at the least."""

SHORTEST = 40
"""Characters of the shortest menu."""

APART = 60
"""Characters between two such places, at the most."""

LONGEST_LINE = 1_500
"""Characters from which a line may hold a story behind its menus."""

ALL = 0.8
"""The share of a line that is a menu from which the whole line is."""

CODE = 200
"""Characters for each sign of code among names that are glued on purpose."""

_PLACE = re.compile(rf"(?<={LOWER})(?={UPPER})")
_FOUR = re.compile(rf"(?:{UPPER}{LOWER}{{2,30}}){{4}}")
"""Words that are glued so are no name of anything, but of things in code."""

_ENTRY = re.compile(r"[.!?…][\"”’»)]?([^\W\d_]+)$")
_CODE = re.compile(r"[{}<>=;_]|\w\(|\w\.\w+\.\w")


def glued_menus(labelling: Labelling) -> None:
    """Menus in one piece, and those glued to the head or the tail of a page's only line."""
    if labelling.is_page:
        return
    is_changed = False
    for index, block in enumerate(labelling.blocks):
        text = block.text
        if len(text) < SHORTEST or block.kind in ("preformatted", "table"):
            continue
        if (ends_sentence(text) and len(text) < LONGEST_LINE) or not labelling.open(index):
            continue
        menus = list(_menus(text))
        if not menus:
            continue
        if sum(end - start for start, end in menus) >= ALL * len(text):
            labelling.remove(index, Reason.NAVIGATION, "shape.glued", 0.8)
            is_changed = True
            continue
        for part in menus:
            found = Label.remove(Reason.NAVIGATION, "shape.glued", confidence=0.7, part=part)
            labelling.cut(index, found)
    if is_changed:
        labelling.find_prose()


def _menus(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which words are glued again and again.

    >>> list(_menus("AboLoginShopMehrSportPolitikKulturReiseWetterThe ferry is back."))
    [(0, 45)]
    >>> list(_menus(f"{'The ferry is back. ' * 4}AboLoginShopMehrSportPolitikKulturReiseWetter"))
    [(79, 121)]
    >>> list(_menus("GitHub, GitLab, JetBrains, PyCharm, IntelliJ, YouTube, LinkedIn, eBay, iOS"))
    []
    """
    if _FOUR.search(text) is None:
        return
    end = [] if ends_sentence(text) else [len(text)]
    places = [0, *(place.start() for place in _PLACE.finditer(text)), *end]
    run = [0]
    for place, after in pairwise(places):
        if after - place <= APART:
            run.append(after)
        else:
            if _is_menu(text, run):
                yield _first_entry(text, run[0]), run[-1]
            run = [after]
    if _is_menu(text, run):
        yield _first_entry(text, run[0]), run[-1]


def _first_entry(text: str, place: int) -> int:
    """Where the entry begins that the first place ends, if it was glued to a full stop."""
    entry = _ENTRY.search(text, max(0, place - APART), place)
    return entry.start(1) if entry else place


def _is_menu(text: str, run: list[int]) -> bool:
    stretch = text[run[0] : run[-1]]
    is_code = CODE * len(_CODE.findall(stretch)) > len(stretch)
    return len(run) > FEWEST and bool(_FOUR.search(stretch)) and not is_code
