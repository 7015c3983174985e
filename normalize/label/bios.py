"""Boxes and lines about the author of a story."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from normalize.article import Reason
from normalize.label.evidence import is_prose, weight
from normalize.label.labelling import Labelling

BOX = 3
"""Lines of the longest author box."""

LONGEST_BIO = 700
"""Characters of the longest author box."""

LONGEST_LINE = 300
"""Characters of the longest line that a head which names the author takes with it."""

LONGEST_PORTRAIT = 600
"""Characters of the longest paragraph about an author."""

NEARBY = 30
"""Blocks from the first of the last paragraphs on that are looked at."""

LAST = 3
"""Paragraphs at the end of a text among which a portrait of its author may stand."""


def bios(labelling: Labelling) -> None:
    """The few lines under the head of an author box, at the end of the text."""
    end = next(filter(labelling.open, reversed(range(len(labelling.blocks)))), -1)
    for index, found in labelling.phrases.items():
        if found.phrase.reason != Reason.AUTHOR_BIO or found.phrase.opens != "section":
            continue
        under = _lines_under(labelling, index)
        size = sum(weight(labelling.text(i)) for i in under)
        is_box = 0 < len(under) <= BOX and size <= LONGEST_BIO and under[-1] == end
        if not is_box or index < labelling.first_prose:
            continue
        if all(_is_bio(labelling.text(i), found.tail) for i in under):
            for other in under:
                labelling.remove(other, Reason.AUTHOR_BIO, "bio.under-label", 0.8)


def portraits(labelling: Labelling) -> None:
    """Among the last paragraphs, who wrote the story: `Jane Doe is a reporter in Oslo.`

    Whom a story tells of it names before; its author is named here for the first time.
    """
    prose = [index for index in labelling.prose if labelling.open(index)]
    if len(prose) < 2 * LAST:
        return
    for index in range(len(labelling.blocks))[prose[-LAST] :][:NEARBY]:
        text = labelling.text(index)
        if not labelling.open(index) or weight(text) > LONGEST_PORTRAIT:
            continue
        found = _portrait().match(text)
        if found is not None and not _is_named(labelling, found[1].split()[-1], prose[:-1], index):
            labelling.remove(index, Reason.AUTHOR_BIO, "bio.portrait", 0.7)


def _is_named(labelling: Labelling, name: str, prose: Sequence[int], portrait: int) -> bool:
    """Whether one of the paragraphs names somebody."""
    return any(name in labelling.text(index) for index in prose if index != portrait)


@cache
def _portrait() -> re.Pattern[str]:
    """A name, that it is somebody, and soon after it a word for those who write."""
    table = tomllib.loads((files("normalize.label") / "data/portraits.toml").read_text("utf-8"))
    verbs, roles = ("|".join(table[key].split()) for key in ("verbs", "roles"))
    name = r"((?:[^\W\d_a-z][\w.'’-]{0,30} ){2,4})(?:\([^()]{1,60}\) )?"
    return re.compile(rf"\W{{0,3}}{name}(?:{verbs})\b[^.!?]{{0,90}}?(?i:{roles})")


def _lines_under(labelling: Labelling, index: int) -> list[int]:
    """The first run of open lines soon after a head."""
    under: list[int] = []
    for other in range(index + 1, min(index + 3 * BOX, len(labelling.blocks))):
        if labelling.open(other):
            under.append(other)
        elif under:
            break
    return under


def _is_bio(text: str, name: str) -> bool:
    """Whether a line is about the author: short, or right under a head that names one."""
    return not is_prose(text) or (bool(name) and weight(text) <= LONGEST_LINE)
