"""What the end of a page's story still holds once chrome has gone.

Headings of nothing, and paragraphs about the authors.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.words.prose import is_prose, weight

if TYPE_CHECKING:
    from normalize.label.labelling import Labelling

LONGEST_LABEL = 80
"""Characters of the longest line with a colon that announces what has gone."""

LONGEST_BIO = 700
"""Characters of the longest paragraph about an author."""

BIOS = 4
"""Blocks from the end among which such paragraphs stand."""


def author_bios(labelling: Labelling) -> None:
    """The last paragraphs of a page, where they open with the name of one of its authors."""
    names = tuple(name for name in labelling.authors if " " in name)
    if not names:
        return
    for index in islice(_from_the_end(labelling), BIOS):
        text = labelling.text(index).lstrip("(*[—– ")
        if index <= labelling.first_prose:
            break
        if text.startswith(names) and weight(text) <= LONGEST_BIO:
            labelling.remove(index, Reason.AUTHOR_BIO, "ending.author", 0.8)


def headings_of_nothing(labelling: Labelling) -> None:
    """Headings after which nothing is left, and labels with a colon whose list has gone."""
    for index in _from_the_end(labelling):
        if index <= labelling.first_prose:
            return
        is_heading = labelling.blocks[index].kind == "heading"
        if is_heading and is_prose(labelling.text(index)):
            return
        if not is_heading and not _announces(labelling, index):
            return
        labelling.remove(index, Reason.OUTSIDE_BODY, "ending.heading", 0.7)


def _announces(labelling: Labelling, index: int) -> bool:
    """Whether a short paragraph ends with a colon, right before other stories that went."""
    text, after = labelling.text(index), labelling.found.get(index + 1)
    is_label = text.endswith(":") and weight(text) <= LONGEST_LABEL
    return is_label and after is not None and after.reason is Reason.RELATED


def _from_the_end(labelling: Labelling) -> Iterator[int]:
    """The blocks of a page that are left, the last one first."""
    blocks = range(len(labelling.blocks) if labelling.is_page else 0)
    return filter(labelling.open, reversed(blocks))
