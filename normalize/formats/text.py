"""An article as plain text, and its body as every format prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.article import Article, Block, Dateline


def to_text(article: Article) -> str:
    """Headline, standfirst, and body opened by its dateline, joined by blank lines."""
    parts = (article.headline, article.standfirst, body_text(article))
    return "\n\n".join(part for part in parts if part)


def body_text(article: Article) -> str:
    """The body with its dateline, the paragraphs joined by a blank line."""
    return "\n\n".join(block.text for block in body_blocks(article))


def body_blocks(article: Article) -> list[Block]:
    """The blocks of the body, the dateline back at the head of the one it opened.

    A body that is not its blocks, since a plugin or a caller gave it, is cut at blank lines.
    """
    blocks = [block for block in article.blocks if block.role == "body"]
    if "\n\n".join(block.text for block in blocks) != article.body:
        blocks = [Block("paragraph", "body", text) for text in article.body.split("\n\n") if text]
    if article.dateline is None or not article.dateline.raw:
        return blocks
    opened = opened_block(article.dateline, blocks)
    if opened is None:
        return [Block("paragraph", "body", article.dateline.raw), *blocks]
    block = blocks[opened]
    blocks[opened] = replace(block, text=_before_prose(article.dateline.raw) + block.text)
    return blocks


def _before_prose(raw: str) -> str:
    from normalize.words.dateline import before_prose

    return raw if raw[-1].isspace() else before_prose(raw)


def opened_block(dateline: Dateline, blocks: Sequence[Block]) -> int | None:
    """Index of the body block that the dateline opens: the first paragraph that follows it."""
    end = dateline.spans[-1][1] if dateline.spans else 0
    paragraphs = [index for index, block in enumerate(blocks) if block.kind == "paragraph"]
    for index in paragraphs:
        spans = blocks[index].spans
        if spans and spans[0][0] >= end:
            return index
    return paragraphs[0] if paragraphs else None
