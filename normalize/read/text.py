"""Text to blocks: lines, paragraphs where lines were wrapped, and Markdown.

Every block is one stretch of the source. What its text leaves out of that stretch, be it
marks or the hyphen of a word that was broken, is written down as a repair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.document import Label, SourceBlock
from normalize.marks import cover, cut_marks, trimmed
from normalize.read.broken import pieces
from normalize.read.header import HEADS, read_header
from normalize.read.hyphens import broken_words, known_words
from normalize.read.lines import Line, lines
from normalize.read.markdown import is_markdown, read_markdown
from normalize.read.paragraphs import paragraphs

if TYPE_CHECKING:
    from normalize.document import Document

QUOTED = 3
"""Lines from which a text of nothing but quoted lines is a mail."""

_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")


def read_text(document: Document) -> Document:
    """Fill `document.blocks` from the lines of its source, and its metadata from their header."""
    source = document.source
    rows: Iterable[Line] = lines(source)
    if source.startswith(HEADS):
        rows = _below_header(document, list(rows))
    elif source[:1] in (" ", "\t", ">"):
        rows = _flush(list(rows))
    quoted = isinstance(rows, list) and any(row.marked for row in rows)
    if not quoted and is_markdown(source):
        document.note("read", "markdown", "read as Markdown")
        document.blocks += read_markdown(document, list(rows))
        return document
    if not quoted:
        rows = (piece for row in rows for piece in pieces(row))
    words = known_words(source)
    document.blocks += [_block(document, paragraph, words) for paragraph in paragraphs(rows)]
    if quoted:
        cover(document, document.blocks)
    return document


def _below_header(document: Document, rows: list[Line]) -> list[Line]:
    """The lines below a header, if there is one; the document gets what it says."""
    header = read_header(rows, document.as_of)
    if header is None:
        return rows
    document.metadata = header.said
    document.note("read", "header", f"{header.rows} lines")
    gone = Label.remove(Reason.TEMPLATE, "text.header")
    for row in rows[: header.rows]:
        start, end = trimmed(document.source, row.start, row.end)
        if start < end:
            text = document.source[start:end]
            document.blocks.append(SourceBlock(text, spans=((start, end),), label=gone))
    return rows[header.rows :]


def _block(
    document: Document, paragraph: Sequence[Line], words: frozenset[str] | None
) -> SourceBlock:
    first, last = paragraph[0], paragraph[-1]
    start, end = trimmed(document.source, first.start - first.marked, last.end)
    block = SourceBlock(document.source[start:end], spans=((start, end),))
    if first.marked or (words is not None and len(paragraph) > 1):
        marks = [(line.start - line.marked, line.start) for line in paragraph if line.marked]
        marks += broken_words(paragraph, words or frozenset())
        cut_marks(document, block, marks, "join_lines")
    return block


def _flush(rows: list[Line]) -> list[Line]:
    """The lines without what all of them begin with: the marks of a quoted mail, white space."""
    marks = [_QUOTE.match(row.text) for row in rows]
    filled = sum(bool(row.text.strip()) for row in rows)
    if filled >= QUOTED and filled == sum(mark is not None for mark in marks):
        rows = [
            row.behind(mark.end()) if mark else row for row, mark in zip(rows, marks, strict=True)
        ]
    indent = min((row.indent for row in rows if row.text.strip()), default=0)
    return [row.indented(indent) if row.text.strip() else row for row in rows] if indent else rows
