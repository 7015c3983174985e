"""Lines in which a site speaks to its readers, told from the article's own that look alike."""

from __future__ import annotations

import re

from normalize.article import Reason
from normalize.label.appeals import appeals, asks_first
from normalize.label.labelling import Labelling
from normalize.words.prose import ends_sentence, is_prose, weight

LONGEST_CRY = 60
"""Characters of the longest appeal that nobody would take for a paragraph."""

NO_CHROME = frozenset({None, Reason.BYLINE, Reason.DATE_LINE})
"""Reasons of what every article has."""

SHORTEST_FACT = 50
"""Characters of the shortest item of a list that says something."""

_TERM = re.compile(r"\W{0,3}[^\W\d_a-z][^.!?:–—]{2,40}(?::| [–—]) ")


def appeals_to_readers(labelling: Labelling) -> None:
    """Lines in which the site asks its readers to subscribe, to follow it, to write."""
    for index in labelling.open_text():
        language = appeals(labelling.text(index))
        if language is not None and not _is_advice(labelling, index):
            labelling.remove(index, Reason.PROMOTION, f"appeal.{language}", 0.8)


def _is_advice(labelling: Labelling, index: int) -> bool:
    """Whether a line is one of a list: it explains a term, or is a fact among facts."""
    above, text, below = (
        labelling.text(i) if 0 <= i < len(labelling.blocks) and labelling.open(i) else ""
        for i in (index - 1, index, index + 1)
    )
    if _TERM.match(text):
        return any(is_prose(other) and _TERM.match(other) for other in (above, below))
    is_inside = labelling.first_prose < index < labelling.last_prose
    return is_inside and all(map(_may_be_fact, (above, text, below)))


def _may_be_fact(text: str) -> bool:
    """Whether a line says something, but is no sentence, as the items of lists are."""
    return weight(text) >= SHORTEST_FACT and not ends_sentence(text) and not is_prose(text)


def lone_appeal(labelling: Labelling) -> None:
    """A paragraph that also asks, and is all the chrome of a text: the text's own words."""
    if labelling.is_page or labelling.parts:
        return
    chrome = [i for i, label in labelling.found.items() if label.reason not in NO_CHROME]
    if len(chrome) != 1 or not labelling.first_prose <= chrome[0] < labelling.last_prose:
        return
    rule = labelling.found[chrome[0]].rule
    text = labelling.text(chrome[0])
    kind, _, language = rule.partition(".")
    if kind != "appeal" or asks_first(text, language):
        return
    if ends_sentence(text) and weight(text) >= LONGEST_CRY:
        del labelling.found[chrome[0]]
