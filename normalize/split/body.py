"""The body: what nobody took away, put back into paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from normalize.article import Block, Role

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock


def body_indices(document: Document) -> list[int]:
    """The blocks that no label took away or gave another role, in order."""
    return [
        index
        for index, block in enumerate(document.blocks)
        if block.label is None or block.label.role == "body"
    ]


def paragraphs(blocks: Iterable[SourceBlock]) -> Iterator[list[SourceBlock]]:
    """The pieces of each paragraph: several where chrome had parted them."""
    pieces: list[SourceBlock] = []
    for block in blocks:
        if pieces and not (block.joined and role_of(block) == role_of(pieces[-1])):
            yield pieces
            pieces = []
        pieces.append(block)
    if pieces:
        yield pieces


def role_of(block: SourceBlock) -> Role:
    """The block's role in the article; body unless a label says otherwise."""
    return (block.label and block.label.role) or "body"


def to_block(document: Document, pieces: Sequence[SourceBlock]) -> Block:
    """The frozen block of the article that the pieces of a paragraph make."""
    first = pieces[0]
    spans, text = first.spans, first.text
    if len(pieces) > 1:
        spans = spans and tuple(span for piece in pieces for span in piece.spans or ())
        text = " ".join(piece.text for piece in pieces)
    return Block(first.kind, role_of(first), text, spans, document.path(first.element), first.level)


def credit_text(block: Block) -> str:
    """A credit as printed, less the parentheses around it."""
    text = block.text
    return text[1:-1].strip() if text[:1] + text[-1:] in ("()", "[]") else text
