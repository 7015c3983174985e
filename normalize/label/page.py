"""A page's structure labelled, with a second opinion where its evidence is thin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.label.second_opinion import evidence_is_thin, second_opinion
from normalize.label.structure import label_structure

if TYPE_CHECKING:
    from normalize.document import Document, Label
    from normalize.options import Options


def label_page(document: Document, options: Options) -> dict[int, Label]:
    """Label the blocks of a page by where they stand."""
    labels = label_structure(document)
    thin = evidence_is_thin(document, labels) if options.second_opinion else None
    other = second_opinion(document, labels) if thin else None
    if other is None:
        return labels
    document.note("label", "trafilatura", f"second opinion: {thin}")
    return other
