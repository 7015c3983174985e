"""Captions that stand above their credit, where a scraper put the two on lines of their own."""

from __future__ import annotations

from statistics import median

from normalize.article import Reason
from normalize.label.captions import is_labelled_credit
from normalize.label.labelling import Labelling
from normalize.words.prose import sentences, weight

LONGEST = 250
"""Characters of the longest caption."""

SENTENCES = 2
"""Sentences of the longest caption."""

SHARE = 0.5
"""How long a caption is at the most, as a share of the text's paragraphs."""

LABEL = 30
"""Characters of the longest label of an item, such as `What we like: …`."""

_NO_CAPTION = tuple("\"'“”„«»‘’‚‹›–—-•*·▪►「『")


def captions_above(labelling: Labelling) -> None:
    """Above `Photo: Ida Holm`, a line that is much shorter than the paragraphs are."""
    if labelling.is_page or len(labelling.prose) < 2 * SENTENCES:
        return
    told = [
        index
        for index, label in labelling.found.items()
        if label.reason is Reason.CAPTION
        and labelling.first_prose + 1 < index < labelling.last_prose
        and is_labelled_credit(labelling.text(index))
    ]
    if not told:
        return
    above = {index - 1 for index in told}
    sizes = [weight(labelling.text(i)) for i in labelling.prose if i not in above]
    if not sizes:
        return
    limit = SHARE * median(sizes)
    for index in above:
        text = labelling.text(index)
        is_short = weight(text) <= min(limit, LONGEST) and 1 <= sentences(text) <= SENTENCES
        if is_short and labelling.open(index) and not _is_said(text):
            labelling.remove(index, Reason.CAPTION, "caption.above-credit", 0.7)


def _is_said(text: str) -> bool:
    """Whether a line is speech or an item of a list; captions open with labels in capitals."""
    label, colon, _ = text[:LABEL].partition(": ")
    return text.startswith(_NO_CAPTION) or bool(colon and not label.isupper())
