"""Bylines on several lines: what opens them, the names, what the author is, the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from normalize.article import Reason
from normalize.label.labelling import Labelling
from normalize.label.told import told_in, words_of
from normalize.words.languages import languages
from normalize.words.name_words import around_names
from normalize.words.names import names_alone, names_others, opens_names
from normalize.words.prose import ends_sentence, weight

LONGEST = 80
"""Characters of the longest line of names."""

BETWEEN = 5
"""Characters between names that stand beside a date without a word for them, such as `and`."""

LONGEST_ROLE, MOST_WORDS = 60, 5
"""Characters of the longest line that says what an author is, and words before the house."""

BELOW_HEADLINE = "surroundings.head"
"""The rule that takes what stands between headline and story in a page's dump."""

NAMES_ALONE = frozenset({"byline.author", "byline.by-date"})
"""Rules that take lines of nothing but the names of authors."""

MOST_ABOVE = 12
"""Lines above the first paragraph up to which they are no menus."""

MOST_BELOW = 30
"""Lines below the headline of a page's dump among which a name stands by the date."""

LEAD = 2
"""Paragraphs at either end of a text among which bylines stand."""

MOST_NAMES = 6
"""Lines of names below a line that opens them."""

_JOINED = re.compile(r"[,;&|、]$")
_HOUSE = re.compile(r",| (?:at|for|of|in|covering|reporting|bei|für|chez|pour|de|da|van|voor) ")


def broken_bylines(labelling: Labelling) -> None:
    """`By` alone with the names below, what the author is, and a name alone beside the date."""
    if labelling.is_page or not labelling.prose:
        return
    lead, tail = labelling.prose[:LEAD][-1], labelling.prose[-LEAD:][0]
    found, edges = labelling.found, (*range(lead), *range(max(lead, tail), len(labelling.blocks)))
    for index in [i for i in edges if i not in found or found[i].rule == BELOW_HEADLINE]:
        if _is_short(labelling, index) and _is_free(labelling, index):
            _in_pieces(labelling, index)
    bylines = [i for i, label in found.items() if label.reason is Reason.BYLINE]
    headline = next(filter(labelling.open, range(lead)), lead)
    for index in bylines:
        names = _names_below(labelling, index + 1, joined=_joins(labelling.text(index)))
        for below_it in names:
            labelling.remove(below_it, Reason.BYLINE, "byline.author", 0.8)
        if headline < index < lead - 1 and _names_role(labelling, index + 1):
            labelling.remove(index + 1, Reason.BYLINE, "byline.role", 0.7)
    below = _below_headline(labelling, lead)
    if any(index in below for index in bylines):
        return
    for index in below:
        if _stands_by_date(labelling, index) and _is_unknown_name(labelling, index):
            labelling.remove(index, Reason.BYLINE, "byline.by-date", 0.7)


def _in_pieces(labelling: Labelling, index: int) -> None:
    """Take a line that names others than the authors, or opens the names on the next."""
    if names_others(labelling.text(index)):
        labelling.remove(index, Reason.BYLINE, "byline.other", 0.8)
    kind = opens_names(labelling.text(index))
    if kind is None or index + 1 == len(labelling.blocks):
        return
    for below in _names_below(labelling, index + 1):
        labelling.remove(below, Reason.BYLINE, f"byline.{kind}", 0.8)
    if not _is_free(labelling, index + 1):
        labelling.remove(index, Reason.BYLINE, f"byline.{kind}-opener", 0.9)


def _names_below(labelling: Labelling, index: int, *, joined: bool = True) -> Iterator[int]:
    """The lines of names from a line on: a comma or an `and` stands between each and the next."""
    for at in range(index, min(index + MOST_NAMES, len(labelling.blocks))):
        text = labelling.text(at)
        if joined and _holds_names(labelling, at):
            yield at
        elif not _JOINED.fullmatch(text) and text.casefold() not in around_names().joiners:
            return
        joined = _joins(text)


def _joins(text: str) -> bool:
    """Whether a line of names goes on with the next line."""
    last = text.rpartition(" ")[2].casefold()
    return _JOINED.search(text) is not None or last in around_names().joiners


def _below_headline(labelling: Labelling, lead: int) -> range:
    """The lines among which a name may stand alone: among menus, `Text Size` looks like one."""
    if labelling.is_dump:
        return range(labelling.headline + 1, min(lead, labelling.headline + 1 + MOST_BELOW))
    return range(1, labelling.first_prose if labelling.first_prose <= MOST_ABOVE else 0)


def _is_short(labelling: Labelling, index: int) -> bool:
    return weight(labelling.text(index)) <= LONGEST


def _names_role(labelling: Labelling, index: int) -> bool:
    """Whether a line right below a byline says what its author is: `Island reporter`."""
    text = labelling.text(index)
    if not labelling.open(index) or weight(text) > LONGEST_ROLE or ends_sentence(text):
        return False
    words = _HOUSE.split(text, maxsplit=1)[0].casefold().split()
    return 0 < len(words) <= MOST_WORDS and words[-1] in _roles()


@cache
def _roles() -> frozenset[str]:
    """The last words of what authors are called: reporter, editor."""
    roles = chain.from_iterable(known.roles for known in languages().values())
    return frozenset(role.casefold().split()[-1] for role in roles)


def _holds_names(labelling: Labelling, index: int) -> bool:
    return (
        _is_free(labelling, index)
        and _is_short(labelling, index)
        and any(" " in name for name in names_alone(labelling.text(index)))
    )


def _stands_by_date(labelling: Labelling, index: int) -> bool:
    """Whether a line right above or below has gone as the date, and the headline stands above."""
    beside = (labelling.found.get(i) for i in (index - 1, index + 1))
    if not any(label is not None and label.reason is Reason.DATE_LINE for label in beside):
        return False
    return _is_free(labelling, index) and (
        labelling.is_dump or any(map(labelling.open, range(index)))
    )


def _is_free(labelling: Labelling, index: int) -> bool:
    """Whether a line is open, or went for standing below the headline of a page's dump."""
    label = labelling.found.get(index)
    return labelling.open(index) if label is None else label.rule == BELOW_HEADLINE


def _is_unknown_name(labelling: Labelling, index: int) -> bool:
    """Whether a line is names of two or three words that headline and story don't tell of.

    A line of the article's own, such as a place or a kicker, mostly shares a word with them.
    """
    text = labelling.text(index)
    names = [name.split() for name in names_alone(text)] if weight(text) <= LONGEST else []
    words = [word for name in names for word in name]
    if not all(len(name) in (2, 3) for name in names) or not words:
        return False
    if weight(text) - weight(" ".join(words)) > BETWEEN * len(names):
        return False
    if not all(word.istitle() for word in words):
        return False
    above = [labelling.text(i) for i in range(index) if labelling.open(i)]
    prose = [labelling.text(i) for i in labelling.prose]
    if any(words[-1] in told for told in prose):
        return False
    return words_of(text).isdisjoint(words_of(" ".join(above)) | told_in(prose))
