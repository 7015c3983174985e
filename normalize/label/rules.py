"""The rules that tell chrome from article by what a block says and where it stands.

They are the same for text and HTML. Each rule looks at the blocks that no rule before it
has decided, and says of some that they go, for a reason and under a rule id. A removal
needs evidence that fits its size: no phrase takes a long paragraph, and no single hit
takes everything to the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.document import Label
from normalize.label import shapes
from normalize.label.asking import appeals_to_readers, lone_appeal
from normalize.label.bios import author_boxes, bios, portraits
from normalize.label.bylines import broken_bylines
from normalize.label.captions import credit_start, is_agency, shows_picture
from normalize.label.endings import author_bios, headings_of_nothing
from normalize.label.glued import glued_menus
from normalize.label.kickers import kickers
from normalize.label.labelling import Labelling
from normalize.label.lists import lists, teasers
from normalize.label.one_line import page_in_one_line
from normalize.label.phrases import Match, credit_head, inline, match
from normalize.label.pictures import captions_above
from normalize.label.surroundings import only_bylines_near, surroundings
from normalize.label.talk import comments
from normalize.label.wire import wire_marks
from normalize.words.dateline import parse_date_prefix, parse_dateline, parse_pipe_line
from normalize.words.prose import (
    ends_sentence,
    exceeds,
    is_prose,
    is_teaser,
    sentences,
    weight,
)

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock
    from normalize.options import Options
    from normalize.words.languages import Phrase

LONGEST_PHRASED = 300
"""Characters of the longest line that a phrase at its head may take away."""

LONGEST_MATCHED = 400
"""Characters of the longest line that any phrase may take away."""

LONGEST_TITLE = 200
"""Characters of the longest title that may follow a label such as `Read also:`."""

LONGEST_SENTENCE = 100
"""Characters of the longest title in running text that may end in a full stop."""

TITLED = frozenset({Reason.RELATED, Reason.CAPTION, Reason.COPYRIGHT, Reason.TAGS, Reason.SHARE})
"""Reasons whose labels announce titles and names: a long sentence behind one is prose."""

LEAD = 2
"""Paragraphs from the top, such as standfirst and caption, that a byline may stand under."""

LONGEST_CAPTION = 400
"""Characters of the longest caption, its credit aside."""

CAPTION_SENTENCES = 2
"""Sentences of the longest caption: more are a paragraph, and only the credit goes."""

OFTEN = 4
"""How many times a line of a site's furniture is printed, at the least."""

INLINE_FROM = 120
"""Characters from which a line may hold chrome between its sentences."""


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
        if block.kind == "preformatted" or len(block.text) > LONGEST_MATCHED:
            continue
        found = match(block.text)
        if found is not None and found.phrase.says_nothing_in(labelling.language):
            found = match(block.text, labelling.language)
        if found is None and labelling.has_gaps:
            found = _match_printed(labelling, index)
        if found is None or not _fits_its_evidence(labelling, index, found):
            continue
        phrase = found.phrase
        inside = labelling.first_prose < index < labelling.last_prose
        if inside and (phrase.is_menu_entry or _is_kicker(found)):
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


def _is_kicker(found: Match) -> bool:
    """A label of one word that announces nothing, such as `More` or `Watch`."""
    phrase = found.phrase
    is_bare = phrase.place == "label" and not (phrase.opens or found.tail)
    return is_bare and phrase.reason is Reason.RELATED and phrase.is_word


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
    if len(found.phrase.text) == 1 and text.isascii():
        return len(text) <= len(f"[{found.phrase.text}]")
    if place == "label" and tail:
        is_sentence = found.phrase.reason in TITLED and tail.endswith(".") and is_prose(tail)
        if weight(tail) > LONGEST_TITLE or is_sentence or (sentences(tail) > 1 and is_prose(tail)):
            return False
        return not _opens_the_text(labelling, index)
    if place == "names" or (place == "head" and found.phrase.opens == "section"):
        return not _opens_the_text(labelling, index)
    if place == "tail":
        if text[: found.start].rstrip().endswith(":"):
            return False
        return is_teaser(text) or not ends_sentence(text) or index > labelling.last_prose
    return True


def _opens_the_text(labelling: Labelling, index: int) -> bool:
    """A first line with a label may be the headline: `Watch: Ferry sinks`, also when signed."""
    return (
        index == 0
        and labelling.first_prose >= 1
        and all(shapes.is_stamp(labelling.text(i)) for i in range(1, labelling.first_prose))
        and "|" not in labelling.text(index)
        and labelling.blocks[index].spans is not None
    )


def marks(labelling: Labelling) -> None:
    """Lines that are no words of an article: bullets, templates, addresses, end marks, dates."""
    _mark(labelling, labelling.near_prose())


def _mark(labelling: Labelling, indices: Iterable[int]) -> None:
    last = _last_sentence(labelling)
    lead = labelling.prose[: LEAD + 1][-1] if labelling.prose else -1
    for index in indices:
        text = labelling.text(index)
        if index >= labelling.last_prose and shapes.is_feed_note(text[:LONGEST_PHRASED]):
            labelling.remove(index, Reason.PROMOTION, "shape.feed-note", 0.9)
            continue
        if exceeds(text, shapes.LONGEST):
            continue
        is_break = shapes.is_section_break(text)
        if is_break and labelling.first_prose < index < labelling.last_prose:
            continue
        in_head = _is_in_head(labelling, index, lead)
        in_tail = index >= (last if is_break else labelling.last_prose)
        found = shapes.shape(text, in_head=in_head, in_tail=in_tail)
        if found is None or _is_dateline(labelling, index, found[0]):
            continue
        if found[1] != "shape.path" or _stands_above_a_title(labelling, index):
            labelling.remove(index, *found)


def _is_in_head(labelling: Labelling, index: int, lead: int) -> bool:
    """Whether a line stands where a byline or a date does, which may be below the standfirst."""
    if index <= labelling.first_prose:
        return True
    text = labelling.text(index)
    if shapes.is_full_date(text):
        return index < max(lead, labelling.first_prose + 2) and _is_only_day(labelling, index)
    return index == labelling.first_prose + 1 or (index < lead and shapes.is_stamp(text))


def _is_only_day(labelling: Labelling, index: int) -> bool:
    """Whether no day is printed alone below the next paragraph, as in a chronicle."""
    below = next((i for i in labelling.prose if i > index), labelling.last_prose)
    rest = range(below, labelling.last_prose)
    return not any(shapes.is_full_date(labelling.text(i)) for i in rest)


def _stands_above_a_title(labelling: Labelling, index: int) -> bool:
    """Whether a line has a headline below it: else what looks like a path may be one, or a way."""
    between = range(index + 1, labelling.first_prose)
    return any(map(labelling.open, between))


def _last_sentence(labelling: Labelling) -> int:
    """The last line that may be text of the article, credits included."""
    for index in range(len(labelling.blocks) - 1, labelling.last_prose, -1):
        label = labelling.found.get(index)
        if (label is None or label.reason is None) and ends_sentence(labelling.text(index)):
            return index
    return labelling.last_prose


def captions(labelling: Labelling) -> None:
    """Captions told by the credit of their picture, or by who stands where in it."""
    for index in labelling.open_text():
        text = labelling.text(index)
        start = credit_start(text)
        told = text[:start]
        if start is None:
            if shows_picture(told) and not exceeds(told, LONGEST_CAPTION):
                labelling.remove(index, Reason.CAPTION, "caption.place", 0.7)
        elif _may_sign(labelling, index, text[start:]):
            continue
        elif (
            not exceeds(told, LONGEST_CAPTION)
            and sentences(told) <= CAPTION_SENTENCES
            and not (index >= labelling.last_prose and _signs_prose(text[start:], told))
        ):
            labelling.remove(index, Reason.CAPTION, "caption.credit", 0.8)
        else:
            part = (start, len(text))
            credit = Label.remove(Reason.CAPTION, "caption.credit", confidence=0.9, part=part)
            labelling.cut(index, credit)


def _may_sign(labelling: Labelling, index: int, credit: str) -> bool:
    """Whether an agency's name at a line's end may sign the story or be part of a title."""
    return is_agency(credit) and (index == 0 or index >= labelling.last_prose)


def _signs_prose(credit: str, told: str) -> bool:
    """Whether a paragraph is signed `(c)AFP/Ida Holm`, as the last of an agency's story is."""
    return credit.lower().startswith(("(c)", "©")) and is_prose(told)


def marks_of_dump(labelling: Labelling) -> None:
    """The marks again where menus went: what stands at the head and at the tail has changed."""
    if labelling.is_dump:
        labelling.find_prose()
        lead = labelling.prose[: LEAD + 1][-1] if labelling.prose else -1
        edges = (i for i in range(len(labelling.blocks)) if i <= lead or i >= labelling.last_prose)
        _mark(labelling, filter(labelling.open, edges))
        only_bylines_near(labelling, range(labelling.headline, labelling.last_prose + 1))


def scraper_prefix(labelling: Labelling) -> None:
    """A scraper's `date 2021-11-10` before the text; where a place follows, dateline."""
    if labelling.is_page or not labelling.blocks or not labelling.open(0):
        return
    text = labelling.text(0)
    prefix = parse_date_prefix(text)
    if prefix is not None and parse_dateline(text) is None:
        part = (0, prefix[1])
        labelling.cut(0, Label.remove(Reason.DATE_LINE, "shape.date-prefix", part=part))


def _is_dateline(labelling: Labelling, index: int, reason: Reason) -> bool:
    """Whether a date line of a text also says where: `Reuters | Oslo | Updated: …`."""
    text = labelling.text(index)
    if reason != Reason.DATE_LINE or "|" not in text or labelling.is_page:
        return False
    found = parse_pipe_line(text)
    return found is not None and found.place is not None


# ---------------------------------------------------------------- neighbours


def duplicates(labelling: Labelling) -> None:
    """Paragraphs printed twice in a row."""
    previous = ""
    for index, block in enumerate(labelling.blocks):
        if not labelling.open(index):
            continue
        is_again = block.text == previous and _may_be_again(block)
        if is_again and index > labelling.first_prose:
            labelling.remove(index, Reason.DUPLICATE, "duplicate.next-to")
        previous = block.text


def repetitions(labelling: Labelling) -> None:
    """In the dump of a whole page: short lines that come again and again, in its menus too.

    Where all of them stand in the story they head its parts, as `Pros` and `Cons` do, or are
    rows of its lists.
    """
    if not labelling.is_dump:
        return
    counts = Counter(block.text for block in labelling.blocks)
    article = range(labelling.headline, labelling.last_prose + 1)
    around = {block.text for i, block in enumerate(labelling.blocks) if i not in article}
    for index, block in enumerate(labelling.blocks):
        text = block.text
        if counts[text] < OFTEN or text not in around or not labelling.open(index):
            continue
        if index == labelling.headline or block.kind == "table":
            continue
        if not is_prose(text) and not shapes.is_section_break(text):
            labelling.remove(index, Reason.NAVIGATION, "repeated.line", 0.8)


def _may_be_again(block: SourceBlock) -> bool:
    """Whether a text is long enough that nobody writes it twice in a row."""
    return block.kind != "table" and block.text.count(" ") >= 2


# ---------------------------------------------------------------- inside a line


def insertions(labelling: Labelling) -> None:
    """Chrome between the sentences of a line."""
    for index, block in enumerate(labelling.blocks):
        if len(block.text) >= INLINE_FROM and labelling.open(index):
            pieces = inline(block.text)
            if any(phrase.says_nothing_in(labelling.language) for *_, phrase in pieces):
                pieces = inline(block.text, labelling.language)
            for a, b, phrase in pieces:
                if phrase.reason is not None and not _is_told(phrase.reason, block.text[a:b]):
                    rule = f"inline.{phrase.rule}"
                    found = Label.remove(phrase.reason, rule, confidence=0.9, part=(a, b))
                    labelling.cut(index, found)
            start = _closing_credit(block.text)
            if start is not None:
                part = (start, len(block.text))
                labelling.cut(index, Label.keep("credit", "inline.credit", part=part))


def _is_told(reason: Reason, text: str) -> bool:
    """Whether what a label announces is a sentence of the story rather than a title."""
    return reason in TITLED and text.endswith(".") and weight(text) > LONGEST_SENTENCE


def _closing_credit(text: str) -> int | None:
    """Where a credit in parentheses that ends a line begins: `… (Reporting by Jane Doe)`."""
    if not text.endswith(")"):
        return None
    start = text.rfind("(")
    if start <= 0 or len(text) - start > LONGEST_PHRASED or credit_head(text[start:]) is None:
        return None
    return start


RULES: tuple[Callable[[Labelling], None], ...] = (
    scraper_prefix,
    page_in_one_line,
    glued_menus,
    phrases,
    marks,
    appeals_to_readers,
    lists,
    comments,
    bios,
    duplicates,
    insertions,
    wire_marks,
    surroundings,
    repetitions,
    teasers,
    captions,
    captions_above,
    author_boxes,
    portraits,
    marks_of_dump,
    lone_appeal,
    broken_bylines,
    kickers,
    author_bios,
    headings_of_nothing,
)
