"""The rules that tell chrome from article by what a block says and where it stands.

They are the same for text and HTML. Each rule looks at the blocks that no rule before it
has decided, and says of some that they go, for a reason and under a rule id. A removal
needs evidence that fits its size: no phrase takes a long paragraph, and no single hit
takes everything to the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.document import Label
from normalize.label import shapes
from normalize.label.evidence import ends_sentence, is_prose, is_teaser, is_title, sentences, weight
from normalize.label.page import label_page
from normalize.label.phrases import Match, credit_head, inline, match
from normalize.repair import clean
from normalize.split.dateline import parse_date_prefix, parse_dateline, parse_pipe_line

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock
    from normalize.label.languages import Phrase
    from normalize.options import Options

LONGEST_PHRASED = 300
"""Characters of the longest line that a phrase at its head may take away."""

LONGEST_TITLE = 200
"""Characters of the longest title that may follow a label such as `Read also:`."""

LONGEST_BIO = 700
"""Characters of the longest author box."""

_GAP = re.compile(r"\S+(?: \S+)*?(\s{2,})")

LABEL_LENGTH = 40
"""Characters of the longest label, such as `You may also like`."""

LIST_LENGTH = 15
"""Titles that a list of other stories may have."""

NEAR = 30
"""Blocks above and below the prose within which what stands outside the body is looked at."""

INLINE_FROM = 120
"""Characters from which a line may hold chrome between its sentences."""


class Labelling:
    """The labels found so far, over a document's blocks."""

    def __init__(self, document: Document, options: Options) -> None:
        self.blocks: Sequence[SourceBlock] = document.blocks
        self.found: dict[int, Label] = {}
        self.parts: dict[int, list[Label]] = {}
        self.phrases: dict[int, Match] = {}
        self.source = document.source
        self.is_page = document.kind == "html"
        if self.is_page:
            self.found.update(label_page(document, options))
        self.find_prose()

    def find_prose(self) -> None:
        """Find the paragraphs among what is open; to be done again when much of it went."""
        self.prose = [i for i, b in enumerate(self.blocks) if self.open(i) and is_prose(b.text)]
        self.first_prose = self.prose[0] if self.prose else len(self.blocks)
        self.last_prose = self.prose[-1] if self.prose else -1

    def open(self, index: int) -> bool:
        """Whether no rule, and no reader, has decided about the block yet."""
        label = self.blocks[index].label
        return index not in self.found and (label is None or label.reason is None)

    def near_prose(self) -> list[int]:
        """The open blocks, and those that are known only to stand outside the body, near it."""
        first, last = self.first_prose - NEAR, self.last_prose + NEAR
        near = []
        for index, block in enumerate(self.blocks):
            label = self.found.get(index) or block.label
            is_open = label is None or label.reason is None
            is_vague = label is not None and label.reason is Reason.OUTSIDE_BODY
            if is_open or (is_vague and first <= index <= last):
                near.append(index)
        return near

    def remove(self, index: int, reason: Reason, rule: str, confidence: float = 1.0) -> None:
        """Take the block out."""
        self.found[index] = Label.remove(reason, rule, confidence=confidence)

    def text(self, index: int) -> str:
        """The block's text."""
        return self.blocks[index].text

    def printed(self, index: int) -> str | None:
        """The block's text with two spaces where a wide gap was printed after its first words."""
        block = self.blocks[index]
        if block.spans:
            start = block.spans[0][0]
            gap = _GAP.match(self.source, start, start + LABEL_LENGTH)
            if gap is not None:
                label = clean(self.source[start : gap.start(1)])
                if block.text.startswith(label):
                    return f"{label}  {block.text[len(label) :].lstrip()}"
        return None

    def prose_after(self, index: int) -> int:
        """How many paragraphs of prose, not removed so far, come after the block."""
        return sum(i > index and i not in self.found for i in self.prose)


def label_blocks(document: Document, options: Options) -> dict[int, Label | Sequence[Label]]:
    """Label what is chrome: by where it stands on its page, then by what it says.

    The words are the same evidence for text and HTML: a block's phrases, shape, neighbours.
    """
    labelling = Labelling(document, options)
    for rule in RULES:
        rule(labelling)
    return {**labelling.parts, **labelling.found}


# ---------------------------------------------------------------- one block by itself


def phrases(labelling: Labelling) -> None:
    """Lines that a phrase table knows."""
    entries: dict[int, Phrase] = {}
    for index in labelling.near_prose():
        block = labelling.blocks[index]
        if block.kind == "preformatted":
            continue
        found = match(block.text) or _match_printed(labelling, index)
        if found is None or not _fits_its_evidence(labelling, index, found):
            continue
        phrase = found.phrase
        if phrase.place == "menu" and labelling.first_prose < index < labelling.last_prose:
            entries[index] = phrase
            continue
        labelling.phrases[index] = found
        if phrase.reason is None:
            if labelling.open(index):
                labelling.found[index] = Label.keep("credit", phrase.rule)
        else:
            labelling.remove(index, phrase.reason, phrase.rule)

    _menu_entries(labelling, entries)


def _menu_entries(labelling: Labelling, entries: Mapping[int, Phrase]) -> None:
    """Names of a site's sections between paragraphs: a menu where two stand together.

    Alone between paragraphs, such a word may be a subheading of the article.
    """
    for index, phrase in entries.items():
        beside = (index - 1, index + 1)
        if phrase.reason and any(i in entries or i in labelling.found for i in beside):
            labelling.remove(index, phrase.reason, phrase.rule, 0.8)


def _match_printed(labelling: Labelling, index: int) -> Match | None:
    """A label that is parted from its title by nothing but a wide gap."""
    printed = labelling.printed(index)
    return match(printed) if printed is not None else None


def _fits_its_evidence(labelling: Labelling, index: int, found: Match) -> bool:
    text, tail, place = labelling.text(index), found.tail, found.phrase.place
    if weight(text) > LONGEST_PHRASED and place != "sentence":
        return False
    if weight(text) > 2 * LONGEST_PHRASED:
        return False
    if place == "label" and tail:
        if weight(tail) > LONGEST_TITLE or (sentences(tail) > 1 and is_prose(tail)):
            return False
        return not _opens_the_text(labelling, index)
    if place == "tail":
        return is_teaser(text) or not ends_sentence(text) or index > labelling.last_prose
    return True


def _opens_the_text(labelling: Labelling, index: int) -> bool:
    """A first line with a label may be the headline: `Watch: Ferry sinks`."""
    return (
        index == 0
        and labelling.first_prose == 1
        and "|" not in labelling.text(index)
        and labelling.blocks[index].spans is not None
    )


def marks(labelling: Labelling) -> None:
    """Lines that are no words of an article: bullets, templates, addresses, end marks, dates."""
    for index in labelling.near_prose():
        block = labelling.blocks[index]
        if weight(block.text) > shapes.LONGEST:
            continue
        in_head = index <= labelling.first_prose + 1
        in_tail = index >= labelling.last_prose
        found = shapes.shape(block.text, in_head=in_head, in_tail=in_tail)
        if found is not None and not _is_dateline(labelling, index, found[0]):
            labelling.remove(index, *found)


def scraper_prefix(labelling: Labelling) -> None:
    """A scraper's `date 2021-11-10` before the text; where a place follows, dateline."""
    if labelling.is_page or not labelling.blocks or not labelling.open(0):
        return
    text = labelling.text(0)
    prefix = parse_date_prefix(text)
    if prefix is not None and parse_dateline(text) is None:
        part = (0, prefix[1])
        labelling.parts[0] = [Label.remove(Reason.DATE_LINE, "shape.date-prefix", part=part)]


def _is_dateline(labelling: Labelling, index: int, reason: Reason) -> bool:
    """Whether a date line of a text also says where: `Reuters | Oslo | Updated: …`."""
    text = labelling.text(index)
    if reason != Reason.DATE_LINE or "|" not in text or labelling.is_page:
        return False
    found = parse_pipe_line(text)
    return found is not None and found.place is not None


# ---------------------------------------------------------------- neighbours


def lists(labelling: Labelling) -> None:
    """The titles under a label that announces other stories."""
    for index, found in labelling.phrases.items():
        if found.phrase.opens == "list" and not found.tail and found.phrase.reason:
            for other in _titles_under(labelling, index):
                labelling.remove(other, found.phrase.reason, "list.under-label", 0.8)


def _titles_under(labelling: Labelling, index: int) -> list[int]:
    under: list[int] = []
    for other in range(index + 1, min(index + 1 + LIST_LENGTH, len(labelling.blocks))):
        if not labelling.open(other):
            if other in labelling.phrases:
                break
            continue
        text = labelling.text(other)
        if is_teaser(text) and under:
            under.append(other)
        elif is_prose(text) or not is_title(text) or labelling.blocks[other].kind == "heading":
            break
        else:
            under.append(other)
    return under


def sections(labelling: Labelling) -> None:
    """What follows the head of a comment section: short lines, or all that talks like one."""
    for index, found in labelling.phrases.items():
        reason = found.phrase.reason
        if reason is None or found.phrase.opens != "section" or found.tail:
            continue
        if reason is Reason.AUTHOR_BIO:
            continue
        rest = range(index + 1, len(labelling.blocks))
        talk = sum(
            i in labelling.phrases and labelling.phrases[i].phrase.reason == reason for i in rest
        )
        everything = talk >= 3 and labelling.prose_after(index) <= len(labelling.prose) // 2
        for other in rest:
            if not labelling.open(other):
                continue
            if not everything and is_prose(labelling.text(other)):
                break
            labelling.remove(other, reason, "section.comments", 0.8)


def bios(labelling: Labelling) -> None:
    """The few lines under the head of an author box, at the end of the text."""
    for index, found in labelling.phrases.items():
        if found.phrase.reason != Reason.AUTHOR_BIO or found.phrase.opens != "section":
            continue
        under = []
        for other in range(index + 1, len(labelling.blocks)):
            if labelling.open(other):
                under.append(other)
            elif under:
                break
        size = sum(weight(labelling.text(i)) for i in under)
        is_box = 0 < len(under) <= 3 and size <= LONGEST_BIO and _ends_text(labelling, under[-1])
        if is_box and all(_is_bio(labelling.text(i), found.tail) for i in under):
            for other in under:
                labelling.remove(other, Reason.AUTHOR_BIO, "bio.under-label", 0.8)


def _is_bio(text: str, name: str) -> bool:
    """Whether a line is about the author: short, or right under a head that names one."""
    return not is_prose(text) or (bool(name) and weight(text) <= LONGEST_PHRASED)


def _ends_text(labelling: Labelling, index: int) -> bool:
    return not any(labelling.open(i) for i in range(index + 1, len(labelling.blocks)))


def duplicates(labelling: Labelling) -> None:
    """Lines printed again: paragraphs twice in a row, and short lines many times over."""
    seen: dict[str, int] = {}
    previous = ""
    for index, block in enumerate(labelling.blocks):
        if not labelling.open(index):
            continue
        text = block.text
        seen[text] = seen.get(text, 0) + 1
        if text == previous and index > labelling.first_prose and block.kind != "table":
            labelling.remove(index, Reason.DUPLICATE, "duplicate.next-to")
        previous = text
    for index, block in enumerate(labelling.blocks):
        often = seen.get(block.text, 0) >= 4
        if often and labelling.open(index) and not is_prose(block.text) and block.kind != "table":
            labelling.remove(index, Reason.NAVIGATION, "repeated.line", 0.8)


# ---------------------------------------------------------------- inside a line


def insertions(labelling: Labelling) -> None:
    """Chrome between the sentences of a line."""
    for index, block in enumerate(labelling.blocks):
        if labelling.open(index) and len(block.text) >= INLINE_FROM:
            parts = [
                Label.remove(phrase.reason, f"inline.{phrase.rule}", confidence=0.9, part=(a, b))
                for a, b, phrase in inline(block.text)
                if phrase.reason is not None
            ]
            start = _closing_credit(block.text)
            if start is not None:
                parts.append(Label.keep("credit", "inline.credit", part=(start, len(block.text))))
            if parts:
                labelling.parts[index] = parts


def _closing_credit(text: str) -> int | None:
    """Where a credit in parentheses that ends a line begins: `… (Reporting by Jane Doe)`."""
    if not text.endswith(")"):
        return None
    start = text.rfind("(")
    if start <= 0 or len(text) - start > LONGEST_PHRASED or credit_head(text[start:]) is None:
        return None
    return start


# ---------------------------------------------------------------- the whole text

MENU_LINE = 28
"""Characters of the longest line that looks like an entry of a menu."""

MENU = 12
"""Such lines outside the stretch of prose that make a text the dump of a whole page, if
they are also a third of all its lines."""


def surroundings(labelling: Labelling) -> None:
    """In the dump of a whole page: menus before the article, teasers and footers after it."""
    if labelling.is_page:
        return
    indices = [i for i in range(len(labelling.blocks)) if labelling.open(i)]
    stretch = _densest(labelling, indices)
    if stretch is None:
        return
    first, last = stretch
    before = [i for i in indices if i < first]
    after = [i for i in indices if i > last]
    outside = [i for i in range(len(labelling.blocks)) if not first <= i <= last]
    menu = sum(_is_menu_entry(labelling.text(i)) for i in outside)
    if menu < max(MENU, len(labelling.blocks) // 3):
        return
    head = _headline_above(labelling, before, first)
    for index in before:
        if index < head:
            labelling.remove(index, Reason.NAVIGATION, "surroundings.before", 0.7)
        elif index > head and not is_prose(labelling.text(index)) and first - head > 3:
            labelling.remove(index, Reason.NAVIGATION, "surroundings.head", 0.6)
    for index in after:
        labelling.remove(index, Reason.OUTSIDE_BODY, "surroundings.after", 0.7)
    labelling.find_prose()
    marks(labelling)


def _is_menu_entry(text: str) -> bool:
    return weight(text) <= MENU_LINE and not ends_sentence(text)


def _densest(labelling: Labelling, indices: Sequence[int]) -> tuple[int, int] | None:
    """The stretch with the most prose, short lines counting against it (Kadane's algorithm)."""
    best, best_range = 0.0, None
    total, start = 0.0, 0
    for index in indices:
        text = labelling.text(index)
        if is_teaser(text):
            value = -30.0
        elif is_prose(text):
            value = min(weight(text), 400.0)
        else:
            value = -5.0 if ends_sentence(text) else -45.0
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, best_range = total, (start, index)
    return best_range and (best_range[0], _last_sentence(labelling, best_range[1], indices))


def _last_sentence(labelling: Labelling, last: int, indices: Sequence[int]) -> int:
    """The end of the stretch, with the short sentences that still follow it."""
    for index in indices:
        if index > last:
            text = labelling.text(index)
            if not ends_sentence(text) or is_teaser(text) or len(text) < MENU_LINE:
                break
            last = index
    return last


def _headline_above(labelling: Labelling, before: Sequence[int], first: int) -> int:
    """The line above the article that shares most with its first paragraphs; `first` if none."""
    words = set()
    for index in range(first, min(first + 4, len(labelling.blocks))):
        words |= _long_words(labelling.text(index))
    best, found = 1, first
    for index in before[-25:]:
        text = labelling.text(index)
        shared = len(_long_words(text) & words)
        if shared > best and is_title(text):
            best, found = shared, index
    return found


def _long_words(text: str) -> set[str]:
    return {word.casefold() for word in text.split() if len(word) > 3}


RULES: tuple[Callable[[Labelling], None], ...] = (
    scraper_prefix,
    phrases,
    marks,
    lists,
    sections,
    bios,
    duplicates,
    insertions,
    surroundings,
)
