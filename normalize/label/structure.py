"""Labels from structure alone: where the body is, and what stands around and inside it.

An element is a range of blocks, so every sum over it is a difference of prefix sums. No
rule here reads words; lengths, links, tags, names and position are the evidence.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile
from typing import Final

from normalize.article import Reason
from normalize.document import Document, Label
from normalize.label.structure_articles import label_other_articles
from normalize.label.structure_blocks import label_blocks
from normalize.label.structure_body import find_body
from normalize.label.structure_page import Page, Signature, own, width
from normalize.label.structure_zones import label_zones

_OUTSIDE: Final = Label.remove(Reason.OUTSIDE_BODY, "html.outside", confidence=0.8)

_NEAR: Final = 8
"""Blocks above the body among which its standfirst and first paragraphs are looked for."""

_LEAD: Final = 120
"""Letters from which a block above the body reads on."""

_LEADS: Final = 3
"""Paragraphs between headline and body up to which they belong to the story."""


def label_structure(document: Document) -> dict[int, Label]:
    """Label the chrome of a page by its structure.

    Args:
        document: a page that has been read; `metadata` helps where it is filled in.

    Returns:
        Labels by index of block. Blocks without one are body, headline or standfirst.
    """
    if not document.elements:
        return {}
    page = Page(document)
    label_zones(page)
    label_other_articles(page, document.metadata)
    page.sum_up()
    body = find_body(page)
    if body is not None:
        label_blocks(page, *body)
        _label_outside(page, *body, document.metadata.description)
    return page.labels


def _label_outside(page: Page, first: int, last: int, description: str | None) -> None:
    """Label all but the body, the headline right above it and the standfirst."""
    headline = next(
        (i for i in range(first - 1, -1, -1) if page.blocks[i].level == 1 and page.is_free(i)), -1
    )
    near = range(max(headline + 1, first - _NEAR), first) if headline >= 0 else range(0)
    above = page.free(near.start, near.stop)
    lead = [i for i in above if _is_lead(page, i)]
    kept = {headline, *(i for i in above if page.is_standfirst(i))}
    if len(lead) <= _LEADS:
        kept.update(lead)
    main = own(page.signatures(first, last))
    if headline >= 0:
        kept.update(_first_paragraphs(page, headline, first, main))
    directly_above = range(first - 1, headline, -1)
    kept.update(takewhile(lambda i: page.good[i] and page.signature(i) in main, directly_above))
    if description:
        kept.update(i for i in range(first) if page.blocks[i].text == description)
    for i in (*page.free(0, first), *page.free(last, len(page.blocks))):
        if i not in kept:
            page.labels[i] = _OUTSIDE


def _first_paragraphs(
    page: Page, headline: int, first: int, main: Collection[Signature]
) -> list[int]:
    """Paragraphs between headline and body that look like those of the body, and their headings."""
    names = {name for _, names in main for name in names.split()}
    above = [
        i for i in page.free(headline + 1, first) if page.blocks[i].kind in ("paragraph", "heading")
    ]
    alike = {i for i in above if page.good[i] and _is_alike(page.signature(i), main, names)}
    start = min(alike, default=first)
    return [i for i in above if i in alike or (i > start and page.blocks[i].kind == "heading")]


def _is_alike(signature: Signature, main: Collection[Signature], names: set[str]) -> bool:
    """Whether a signature is one of the story's own, or a class of it is."""
    return signature in main or not names.isdisjoint(signature[1].split())


def _is_lead(page: Page, i: int) -> bool:
    """Whether a block between headline and body reads on: prose, or a heading as long."""
    block = page.blocks[i]
    if block.kind not in ("paragraph", "heading") or block.linked > len(block.text) / 3:
        return False
    return width(block.text) >= _LEAD
