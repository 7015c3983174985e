"""Fields and the blocks they come from: a headline's block is the headline, not body too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from normalize.document import Label
from normalize.label.cut import apply_labels, source_spans
from normalize.words.prose import is_prose
from normalize.words.titles import letters

if TYPE_CHECKING:
    from normalize.article import Dateline, Role
    from normalize.document import Document, Element, SourceBlock

HEAD = 40
"""Blocks from the first copy of a headline within which another copy is a duplicate."""

_FIRST = 12
"""Characters by which most blocks are told from a headline."""

SUFFIX = 60
"""Characters of the longest site name behind a headline."""


def claim(document: Document, role: Role, text: str) -> None:
    """Give the block that holds `text` its role; further copies of a headline are duplicates.

    A site's name printed behind the headline is cut off. Where no block holds the text, as
    when it comes from metadata, nothing happens.
    """
    wanted = letters(text)
    shortest, longest = len(text) // 2, 2 * len(text) + SUFFIX
    labels: dict[int, list[Label]] = {}
    first: int | None = None
    for index, block in enumerate(document.blocks):
        if first is not None and index > first + HEAD:
            break
        if not shortest <= len(block.text) <= longest:
            continue
        if not _may_claim(block, role):
            continue
        if not wanted.startswith(letters(block.text[: min(_FIRST, len(text))])):
            continue
        found = letters(block.text)
        if found == wanted and first is None:
            labels[index] = [Label.keep(role, f"split.{role}")]
            first = index
        elif found == wanted and first is not None and _is_the_heading(document, first, index):
            labels[index] = labels.pop(first)
            if document.blocks[first].label is None:
                labels[first] = [Label.remove("duplicate", "split.headline-again")]
            first = index
        elif found == wanted and role == "headline" and block.label is None:
            if _heads_a_part(document, first, index):
                continue
            labels[index] = [Label.remove("duplicate", "split.headline-again")]
        elif role == "headline" and block.label is None and (end := _suffix(block.text, text)):
            kept = (
                Label.keep(role, "split.headline", part=(0, end))
                if first is None
                else Label.remove("duplicate", "split.headline-again", part=(0, end))
            )
            rest = Label.remove("site_name", "split.site-name", part=(end, len(block.text)))
            labels[index] = [kept, rest]
            first = index if first is None else first
        if first is not None and role != "headline":
            break
    if role == "headline" and document.kind == "html":
        labels |= _other_headings(document, labels)
    apply_labels(document, labels)


def _is_the_heading(document: Document, first: int, index: int) -> bool:
    """Whether a page's headline is its h1 rather than an entry of a menu or a ticker above it."""
    blocks = document.blocks
    is_page = document.kind == "html"
    return is_page and blocks[index].level == 1 and blocks[first].level != 1


def _heads_a_part(document: Document, first: int | None, index: int) -> bool:
    """Whether a text's title comes again between its paragraphs, as a heading of one part."""
    if document.kind == "html" or index + 1 >= len(document.blocks):
        return False
    between = document.blocks[first or 0 : index]
    below = document.blocks[index + 1]
    told = any(block.label is None and is_prose(block.text) for block in between)
    return told and below.label is None and is_prose(below.text)


def _other_headings(document: Document, claimed: Collection[int]) -> dict[int, list[Label]]:
    """The h1s apart from the prose below them that are not the headline: a site's, a box's."""
    above: list[int] = []
    for index, block in enumerate(document.blocks):
        if block.label is None and is_prose(block.text):
            break
        if block.label is None and block.level == 1 and index not in claimed:
            above.append(index)
    else:
        return {}
    other = Label.remove("outside_body", "split.other-heading", confidence=0.7)
    return {i: [other] for i in above if _around(document, i).last <= index}


def _around(document: Document, index: int) -> Element:
    """The element that a block's own stands in."""
    elements = document.elements
    return elements[max(0, elements[document.blocks[index].element].parent)]


def _may_claim(block: SourceBlock, role: Role) -> bool:
    """Whether the block is free, or was put aside only for where it stands."""
    label = block.label
    if label is None or label.role == "body":
        return True
    if label.plugin is not None:
        return False
    return label.reason == "outside_body" or (
        role == "headline" and label.reason == "navigation" and block.level == 1
    )


def _suffix(text: str, headline: str) -> int:
    """Where a site's name begins in `Headline | Site name`; 0 where there is none."""
    end = len(headline)
    rest = text[end:].lstrip()
    if text[:end] != headline or not 1 < len(rest) <= SUFFIX or rest[0] not in "|｜-–—·•":
        return 0
    if rest[0] not in "|｜" and not text[end].isspace():
        return 0  # one word: Corona-Regeln
    return end


def take_dateline(document: Document, dateline: Dateline) -> Dateline | None:
    """Cut the dateline from the head of the block that it opens, with its spans.

    None if no block opens with it.
    """
    for index, block in enumerate(document.blocks):
        if block.label is not None and block.label.role != "body":
            continue
        if not block.text.startswith(dateline.raw):
            continue
        rest = block.text[len(dateline.raw) :].lstrip()
        if not rest:
            del document.blocks[index]
            return replace(dateline, spans=block.spans)
        spans = list(source_spans(document, block, [0, len(dateline.raw)]))
        block.text, block.spans = rest, spans[1]
        return replace(dateline, spans=spans[0])
    return None
