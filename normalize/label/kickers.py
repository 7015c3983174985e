"""What stands above the headline of a text: its section, a kicker, the path to its page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from normalize.article import Reason
from normalize.label.labelling import Labelling
from normalize.label.told import says, told_in
from normalize.words.prose import ends_sentence, weight
from normalize.words.titles import letters, subheads

HEAD = 12
"""Lines above the first paragraph among which a headline is looked for, at the most."""

SHORTEST, LONGEST = 25, 120
"""Characters of a headline below a kicker."""

LONGEST_KICKER = 40
"""Characters of the longest kicker."""

MOST_WORDS = 6
"""Words of the longest kicker."""

SHORTEST_TITLE = 3
"""Spaces in a line from which it may be the title above a standfirst."""

SHARED = 2
"""Words that a headline shares with the paragraphs below it, at the least."""

SHORTEST_STANDFIRST = 80
"""Characters of a title from which it may as well be a standfirst."""

# Speech, and the headlines of a wire, which name companies so: <Ferry Line AB> year net
_NO_KICKER = tuple('<"“„«‘「『')
_NUMBER = re.compile(r"\d+")


def kickers(labelling: Labelling) -> None:
    """The short lines above the headline, told from it by the words of the first paragraphs."""
    if labelling.is_page or any(block.level == 1 for block in labelling.blocks[: 2 * HEAD]):
        return
    lines = list(islice(filter(labelling.open, range(labelling.first_prose)), HEAD + 1))
    if not 2 <= len(lines) <= HEAD:
        return
    told = told_in(labelling.text(i) for i in labelling.prose if labelling.open(i))
    shared = {index: says(labelling.text(index), told) for index in lines}
    while above := _above_headline(labelling, lines, shared):
        for index in above:
            labelling.remove(index, Reason.NAVIGATION, "surroundings.kicker", 0.7)
        lines = lines[len(above) :]


def _above_headline(
    labelling: Labelling, lines: Sequence[int], shared: Mapping[int, float]
) -> Sequence[int]:
    """The lines above the first that is longer and says more of the story than any of them."""
    for at, index in enumerate(lines[1:], 1):
        if shared[index] < SHARED or not _may_be_headline(labelling, index):
            continue
        if all(_is_kicker(labelling, above, index, shared) for above in lines[:at]):
            return lines[:at]
    return ()


def _may_be_headline(labelling: Labelling, index: int) -> bool:
    text = labelling.text(index)
    is_line = labelling.blocks[index].kind != "list_item" and text[0] not in "-•*([|"
    return (
        is_line
        and SHORTEST <= weight(text) <= LONGEST
        and not text.endswith(":")
        and (not ends_sentence(text) or text.endswith("?"))
        and len(_NUMBER.findall(text)) < 2
    )


def _is_kicker(labelling: Labelling, above: int, index: int, shared: Mapping[int, float]) -> bool:
    """Whether a line is no headline, as the one below it is: it is the path to it, or short.

    A standfirst, too, says more than the headline above it; it is long, and the story is told
    in the words of both.
    """
    text, headline = labelling.text(above), labelling.text(index)
    if letters(headline) in letters(text):
        return len(text) > len(headline) and not text.startswith(f"{headline} |")
    if text.startswith(_NO_KICKER) or ends_sentence(text) or text.count(" ") >= MOST_WORDS:
        return False
    if headline.endswith("?") and text.casefold() in subheads():
        return False
    if weight(text) > LONGEST_KICKER or 1.5 * weight(text) > weight(headline):
        return False
    may_be_standfirst = weight(headline) > SHORTEST_STANDFIRST
    if may_be_standfirst and (shared[above] or text.count(" ") >= SHORTEST_TITLE):
        return False
    return shared[above] < min(SHARED, shared[index])
