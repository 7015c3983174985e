"""The ledger of an article: its source in order, with what was left out and why."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Literal

from normalize.article import Article, Block, Dateline, Removed
from normalize.formats.text import opened_block

Mark = Literal[" ", "=", "-", "?", "#"]
STYLES: dict[Mark, str] = {" ": "", "=": "cyan", "-": "red", "?": "black on yellow", "#": "dim"}

_LINE_ENDS = re.compile(r"\r\n|[\n\r\f]")
# Control characters of a source must not reach a terminal, where they are commands.
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")
del _CONTROLS[ord("\t")]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger.

    `mark` says what became of the text: " " body, "=" another field of the article (named
    by `label`), "-" left out (`label` is reason and rule), "?" nobody accounts for it, and
    "#" is no line of the source but something said about it.
    """

    mark: Mark
    text: str
    label: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.mark, self.label and f"[{self.label}]", self.text)))


@dataclass(frozen=True, slots=True)
class _Piece:
    mark: Mark
    label: str = ""


def explain(article: Article, pieces: Sequence[Block | Removed], source: str) -> Iterator[Line]:
    """The fields found, the source in order, and then what was repaired and noted.

    Args:
        article: the article.
        pieces: its blocks and what was removed, in document order.
        source: the decoded source. A text is printed from it, so that nothing is missing;
            of a page, the pieces are printed.
    """
    yield from _fields(article)
    yield Line("#", "")
    if article.kind == "text":
        yield from _text(article, source)
    else:
        yield from _page(article, pieces)
    yield Line("#", "")
    yield from _notes(article)


def shown(lines: Iterable[Line]) -> str:
    """The lines as text: in colours for a terminal, else plain."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    if not console.is_terminal:
        return "\n".join(map(str, lines))
    with console.capture() as printed:
        for line in lines:
            console.print(Text(str(line).translate(_CONTROLS), style=STYLES[line.mark]))
    return printed.get().removesuffix("\n")


# What is said about the source


def _fields(article: Article) -> Iterator[Line]:
    found = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": "; ".join(article.authors),
        "dateline": article.dateline and _dateline(article.dateline),
        "published": article.published,
        "modified": article.modified,
        "credits": "; ".join(article.credits),
        "language": article.language,
        "outlet": article.outlet,
        "section": article.section,
        "image": article.image and article.image.url,
        "url": article.canonical_url or article.url,
        "access": article.access,
        "source": f"{article.kind}, {article.page_type}",
    }
    for name, value in found.items():
        if value:
            yield Line("#", f"{name}: {_one_line(str(value))}")


def _dateline(dateline: Dateline) -> str:
    parsed = {
        "place": dateline.place,
        "city": dateline.city,
        "agency": dateline.agency_name or dateline.agency,
        "date": dateline.date,
    }
    parts = ", ".join(f"{name} {value}" for name, value in parsed.items() if value)
    return f"{dateline.raw.strip()} ({parts})" if parts else dateline.raw.strip()


def _notes(article: Article) -> Iterator[Line]:
    for repair in article.repairs:
        where = "" if repair.span is None else f" at {repair.span[0]}-{repair.span[1]}"
        yield Line("#", f"repair {repair.name}{where}: {repair.before!r} -> {repair.after!r}")
    for step in article.trace:
        yield Line("#", f"trace {step.step} ({step.by}): {_one_line(step.note)}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


# The source


def _piece(piece: Block | Removed) -> _Piece:
    if isinstance(piece, Block):
        return _Piece(" ") if piece.role == "body" else _Piece("=", piece.role)
    by = f" by {piece.plugin}" if piece.plugin else ""
    return _Piece("-", f"{piece.reason.value} {piece.rule}{by}")


def _text(article: Article, source: str) -> Iterator[Line]:
    """The source from its first character to its last, cut where its pieces begin and end."""
    done = 0
    for start, end, piece in sorted(_spans(article), key=itemgetter(0, 1)):
        start = max(start, done)
        if start < end:
            yield from _gap(source[done:start])
            yield from _lines(piece, source[start:end])
            done = end
    yield from _gap(source[done:])


def _spans(article: Article) -> Iterator[tuple[int, int, _Piece]]:
    for piece in chain[Block | Removed](article.blocks, article.removed):
        for start, end in piece.spans or ():
            yield start, end, _piece(piece)
    if article.dateline:
        for start, end in article.dateline.spans or ():
            yield start, end, _Piece("=", "dateline")


def _gap(text: str) -> Iterator[Line]:
    if text.strip():
        yield from _lines(_Piece("?", "unaccounted"), text)
    elif len(_LINE_ENDS.findall(text)) > 1:
        yield Line(" ", "")


def _page(article: Article, pieces: Sequence[Block | Removed]) -> Iterator[Line]:
    """The pieces, and before the one that it opened, the dateline."""
    opened = None
    if article.dateline:
        body = [piece for piece in pieces if isinstance(piece, Block) and piece.role == "body"]
        index = opened_block(article.dateline, body)
        opened = None if index is None else body[index]
    for piece in pieces:
        if piece is opened and article.dateline:
            yield from _lines(_Piece("=", "dateline"), article.dateline.raw)
        yield from _lines(_piece(piece), piece.text)


def _lines(piece: _Piece, text: str) -> Iterator[Line]:
    """A piece line by line, labelled at the first."""
    label = piece.label
    for line in _LINE_ENDS.split(text):
        if line.strip():
            yield Line(piece.mark, line.strip(), label)
            label = ""
