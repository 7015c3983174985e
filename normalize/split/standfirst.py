"""The standfirst: the sentence or two between headline and body that sums the story up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.read.structure_names import names_of
from normalize.words.dateline import parse_dateline, parse_pipe_line
from normalize.words.prose import ends_sentence, is_prose, weight
from normalize.words.titles import letters

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

SHORTEST, LONGEST = 30, 400
"""Characters of a standfirst."""

NEARBY = 6
"""Blocks below it among which a lead may say the same words again."""


def find_standfirst(document: Document) -> str | None:
    """The standfirst of the document; None where there is none."""
    if document.kind == "html":
        return _marked_up(document)
    return _below_headline(document)


def _below_headline(document: Document) -> str | None:
    """Text: the line right below the headline, where it is no part of the story.

    It is one if it is not finished like a sentence, if all of it is marked as bold, or if a
    paragraph soon after repeats it.
    """
    if not document.headline:
        return None
    below = [b for b in document.blocks if b.label is None or b.label.role == "body"][: NEARBY + 1]
    if len(below) < 2 or not SHORTEST <= weight(below[0].text) <= LONGEST:
        return None
    first, *rest = below
    if parse_pipe_line(first.text) is not None:
        return None
    if first.bold == len(first.text) or any(block.text == first.text for block in rest):
        return first.text
    if ends_sentence(first.text) or first.text.endswith(":") or not is_prose(rest[0].text):
        return None
    return first.text


def _marked_up(document: Document) -> str | None:
    """HTML: the block above the body that its class, its place, or the page's description tells."""
    description = letters(document.metadata.description or "")
    below_headline = False
    for index, block in enumerate(document.blocks):
        if block.label is not None and block.label.reason not in (None, "outside_body"):
            continue
        below_headline = below_headline or block.level == 1
        if not SHORTEST <= weight(block.text) <= 2 * LONGEST or block.level == 1:
            continue
        if block.label is None and _is_named(document, block):
            return block.text if _has_text_below(document, index) else None
        if block.kind == "heading" and description and letters(block.text) == description:
            return block.text
        if _ends_head(block):
            is_set_apart = _is_subtitle(document, index) or _stands_apart(document, index)
            return block.text if below_headline and is_set_apart else None
    return None


def _has_text_below(document: Document, index: int) -> bool:
    """Whether a story follows: the only paragraph of a page is its body, whatever it is called."""
    return any(b.label is None and b.kind != "heading" for b in document.blocks[index + 1 :])


def _is_subtitle(document: Document, index: int) -> bool:
    """Whether a sentence above the story is set as a heading."""
    block = document.blocks[index]
    is_sentence = block.kind == "heading" and not block.links and weight(block.text) <= LONGEST
    return is_sentence and _has_text_below(document, index)


def _stands_apart(document: Document, index: int) -> bool:
    """Whether the first paragraph is set in an element of its own, unlike those after it.

    Stories have datelines, and a box in a story cuts its container in two of one name.
    """
    block = document.blocks[index]
    after = filter(_is_paragraph, document.blocks[index + 1 :])
    second, third = next(after, None), next(after, None)
    if block.kind != "paragraph" or weight(block.text) > LONGEST or second is None or third is None:
        return False
    own, other = _around(document, block), _around(document, second)
    if other != _around(document, third) or _is_inside(document, own, other):
        return False
    return parse_dateline(block.text) is None


def _is_paragraph(block: SourceBlock) -> bool:
    return _ends_head(block) and block.kind == "paragraph"


def _around(document: Document, block: SourceBlock) -> int:
    """The element that the block's own stands in."""
    return document.elements[block.element].parent


def _is_inside(document: Document, inner: int, outer: int) -> bool:
    """Whether an element stands in another one, in one of its name, or is it."""
    elements, names = document.elements, document.elements[outer].names
    while inner >= 0 and inner != outer:
        if names and elements[inner].names == names:
            return True
        inner = elements[inner].parent
    return inner == outer


def _is_named(document: Document, block: SourceBlock) -> bool:
    """Whether an element that holds little else is named as a standfirst."""
    index = block.element
    for _ in range(3):
        if index < 0 or document.elements[index].last - document.elements[index].first > 3:
            return False
        if names_of(document.elements[index].names).standfirst:
            return True
        index = document.elements[index].parent
    return False


def _ends_head(block: SourceBlock) -> bool:
    return block.label is None and is_prose(block.text)
