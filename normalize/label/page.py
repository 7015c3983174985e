"""A page's structure labelled, with a second opinion where its evidence is thin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from normalize.article import Reason
from normalize.label.second_opinion import evidence_is_thin, kept_prose, second_opinion
from normalize.label.structure import label_structure
from normalize.label.structure_page import width

if TYPE_CHECKING:
    from normalize.document import Document, Label
    from normalize.options import Options

_TELLING: Final = 150
"""Characters from which a caption may tell a part of the story."""

_OUTWEIGH: Final = 2
"""How many times the paragraphs' letters such captions have where they are the story."""


def label_page(document: Document, options: Options) -> dict[int, Label]:
    """Label the blocks of a page by where they stand."""
    labels = label_structure(document)
    told = _told_in_captions(document, labels)
    if told:
        return {i: label for i, label in labels.items() if i not in told}
    thin = evidence_is_thin(document, labels) if options.second_opinion else None
    other = second_opinion(document, labels) if thin else None
    if other is None:
        return labels
    document.note("label", "trafilatura", f"second opinion: {thin}")
    return other


def _told_in_captions(document: Document, labels: Mapping[int, Label]) -> set[int]:
    """The long captions of a gallery, where they tell much more than its paragraphs."""
    blocks = document.blocks
    captions = {
        i
        for i, label in labels.items()
        if label.reason is Reason.CAPTION
        and blocks[i].kind == "caption"
        and len(blocks[i].text) >= _TELLING
    }
    if not captions:
        return captions
    told = sum(width(blocks[i].text) for i in captions)
    return captions if told > _OUTWEIGH * kept_prose(document, labels) else set()
