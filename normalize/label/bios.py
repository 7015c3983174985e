"""Boxes and lines about the author of a story."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files

from normalize.article import Reason
from normalize.label.labelling import Labelling
from normalize.words.prose import ends_sentence, is_prose, weight

BOX = 3
"""Lines of the longest author box."""

LONGEST_BIO = 700
"""Characters of the longest author box."""

LONGEST_LINE = 300
"""Characters of the longest line that a head which names the author takes with it."""

LONGEST_PORTRAIT = 800
"""Characters of the longest paragraph about an author."""

NEARBY = 30
"""Blocks from the first of the last paragraphs on that are looked at."""

LONGEST_HEAD = 50
"""Characters of the longest line that names whom the paragraph below it is about."""

_NAME = re.compile(r"[^\W\d_a-z][\w'’-]{2,20}(?: [^\W\d_a-z][\w.'’-]{0,20}){1,3}(?![^\W_])")

PERSONS = 2
"""Paragraphs under the name of somebody from which a text tells of one after the other."""

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
        found = _portrait(index >= prose[-1]).match(text)
        if found is not None and not _is_named(labelling, found[1].split()[-1], prose[:-1], index):
            labelling.remove(index, Reason.AUTHOR_BIO, "bio.portrait", 0.7)


def author_boxes(labelling: Labelling) -> None:
    """Among the last paragraphs, one that says who somebody is whom a line above it names.

    Where other names head paragraphs too, the text tells of one person after the other.
    """
    prose = [index for index in labelling.prose if labelling.open(index)]
    if len(prose) < 2 * LAST:
        return
    box_over = partial(_box_over, labelling)
    boxes = [box for box in map(box_over, prose[-LAST:]) if box is not None]
    if len(boxes) != 1 or any(map(box_over, prose[:-LAST])):
        return
    heads = [index for index in prose[:-1] if _stands_under_its_name(labelling, index)]
    name = _NAME.match(labelling.text(boxes[0].start))
    if (
        len(heads) < PERSONS
        and name
        and not _is_named(labelling, name[0].split()[-1], prose, boxes[0].stop - 1)
    ):
        for index in filter(labelling.open, boxes[0]):
            labelling.remove(index, Reason.AUTHOR_BIO, "bio.name-above", 0.7)


def _stands_under_its_name(labelling: Labelling, index: int) -> bool:
    """Whether right above a paragraph stands the name of somebody whom it tells of."""
    head = labelling.text(index - 1) if index and labelling.open(index - 1) else ""
    if len(head) > LONGEST_HEAD or _NAME.fullmatch(head) is None:
        return False
    return any(name in labelling.text(index) for name in head.split())


def _box_over(labelling: Labelling, index: int) -> range | None:
    """The lines from the one that names whom a paragraph is about to that paragraph."""
    text = labelling.text(index)
    told = _someone().match(text) if weight(text) <= LONGEST_PORTRAIT else None
    if told is None:
        return None
    for above in range(index - 1, max(-1, index - BOX), -1):
        line = labelling.text(above)
        if is_prose(line) or ends_sentence(line):
            return None
        name = _NAME.match(line) if weight(line) <= LONGEST_HEAD and labelling.open(above) else None
        if name is not None and name[0].split()[0] == told[1]:
            return range(above, index + 1)
    return None


@cache
def _someone() -> re.Pattern[str]:
    """A first name, what else belongs to the name, and that it is somebody."""
    verbs = "|".join(_table()["verbs"].split())
    return re.compile(
        rf"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?([^\W\d_a-z][\w'’-]{{2,20}})"
        rf"(?: \([^()]{{1,40}}\))?(?: [^\W\d_a-z][\w.'’-]{{0,20}}){{0,3}},? (?:{verbs})\b"
    )


def _is_named(labelling: Labelling, name: str, prose: Sequence[int], portrait: int) -> bool:
    """Whether one of the paragraphs names somebody."""
    return any(name in labelling.text(index) for index in prose if index != portrait)


@cache
def _portrait(is_last: bool) -> re.Pattern[str]:
    """A name, that it is somebody, and soon after it a word for those who write."""
    verbs, roles, last = (
        "|".join(_table()[key].split()) for key in ("verbs", "roles", "last_roles")
    )
    name = r"((?:[^\W\d_a-z][\w.'’-]{0,30} ){2,4})(?:\([^()]{1,60}\) )?"
    others = rf"|(?:{last})" if is_last else ""
    return re.compile(rf"\W{{0,3}}{name}(?:{verbs})\b[^.!?]{{0,90}}?(?:(?i:{roles}){others})")


@cache
def _table() -> dict[str, str]:
    return tomllib.loads((files("normalize.label") / "data/portraits.toml").read_text("utf-8"))


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
