"""An article as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from normalize.article import Article, Block, BlockKind
from normalize.formats.text import body_blocks


def to_markdown(article: Article) -> str:
    """The article as CommonMark, with tables as GitHub has them.

    The headline is the heading of level 1 and the standfirst bold; captions are in italics.
    Characters that Markdown would take for its own are escaped.
    """
    parts = [f"# {_heading_text(article.headline)}"] if article.headline else []
    if article.standfirst:
        parts.append(f"**{_inline(article.standfirst)}**")
    filled = (block for block in body_blocks(article) if block.text.strip())
    parts.extend(_run(kind, run) for kind, run in groupby(filled, key=lambda block: block.kind))
    return "\n\n".join(parts)


# Escapes

_SPECIAL = re.compile(
    r"""
    [\\`*\[~]                           # code, emphasis, links; strikethrough at GitHub
    | (?<![^\W_])_ | _(?![^\W_])        # emphasis, but not inside a word
    | < (?=[A-Za-z/!?])                 # tags and autolinks
    | & (?=\#?[0-9A-Za-z]{1,31};)       # entities
    """,
    re.VERBOSE,
)
_BLOCK_START = re.compile(
    r"""
    (?: \#{1,6}(?=\s|$)                 # heading
      | >                               # quote
      | [-+](?=\s|$)                    # list item
      | [-=|:](?=[-=|:\ \t]*$)          # underline, rule, head of a table
      | (?P<number>[0-9]{1,9})[.)](?=\s|$)
    )
    """,
    re.VERBOSE,
)
_LINE_ENDS = re.compile(r"[\r\n]+")


def _inline(text: str, newline: str = "\n") -> str:
    """`text` as inline Markdown; its own line ends are kept, as hard breaks."""
    return f"\\{newline}".join(map(_escaped, _lines(text)))


def _lines(text: str) -> list[str]:
    return [line for line in _LINE_ENDS.split(text) if line.strip()]


def _escaped(line: str) -> str:
    """One line as inline Markdown that can't be taken for the start of another block."""
    line = _special(line)
    start = _BLOCK_START.match(line)
    if start is None:
        return line
    before = len(start["number"] or "")
    return f"{line[:before]}\\{line[before:]}"


def _special(line: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", line.strip())


# Blocks


def _run(kind: BlockKind, blocks: Iterable[Block]) -> str:
    """Neighbours of one kind: paragraphs one by one, but list items as one list."""
    if kind == "table":
        return _table(line for block in blocks for line in _lines(block.text))
    return _SEPARATORS.get(kind, "\n\n").join(map(_WRITERS[kind], blocks))


def _heading_text(text: str) -> str:
    """Inline Markdown on one line that does not end in what would close a heading."""
    line = " ".join(map(_special, _lines(text)))
    return f"{line[:-1]}\\#" if line.endswith("#") else line


def _heading(block: Block) -> str:
    level = min(max(block.level, 2), 6)
    return f"{'#' * level} {_heading_text(block.text)}"


def _list_item(block: Block) -> str:
    return "- " + _inline(block.text, newline="\n  ")


def _quote(block: Block) -> str:
    return "> " + _inline(block.text, newline="\n> ")


def _table(lines: Iterable[str]) -> str:
    """A table of the lines, each a row with its cells joined by tabs; the first is its head.

    A short row stays short: a reader fills it up, and padding could square the size.
    """
    head, *rows = [[_cell(cell) for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows), default=0)
    head += [""] * (width - len(head))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _cell(text: str) -> str:
    return _special(text).replace("|", "\\|")


def _preformatted(block: Block) -> str:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{block.text}\n{fence}"


_WRITERS: Mapping[BlockKind, Callable[[Block], str]] = {
    "paragraph": lambda block: _inline(block.text),
    "heading": _heading,
    "list_item": _list_item,
    "quote": _quote,
    "caption": lambda block: f"*{_inline(block.text)}*",
    "preformatted": _preformatted,
}
_SEPARATORS: Mapping[BlockKind, str] = {"list_item": "\n", "quote": "\n>\n"}
