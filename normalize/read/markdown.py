"""Markdown to blocks, as extractors, converters and language models print it.

Whether a text is Markdown is decided on the whole of it; in one that is not, a lone `*` or a
dash before a line of dialogue stays what it is. Marks are left out of the blocks' texts and
written down as repairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from normalize.article import BlockKind
from normalize.document import Document, Label, SourceBlock
from normalize.marks import cover, cut_marks, merged, trimmed
from normalize.read.inline import read_inline
from normalize.read.lines import Line, chunks_of, is_end
from normalize.read.paragraphs import NARROW, paragraphs

NAME = "drop_marks"
"""The repairs' name."""

ENOUGH = 2
"""The weight of the signs that make a text Markdown."""

# Possessive: white space before a bar that is not there must not be tried apart.
_DASHES = r"[ \t]*+:?-++:?[ \t]*+"
_SEPARATOR = rf"[ \t]*+\|?{_DASHES}(?:\|{_DASHES})++\|?[ \t]*+"
_SURE_SIGNS = (
    re.compile(r"^ {0,3}#{2,6} +[^\s#]|^ {0,3}# +[^\W\d_]", re.MULTILINE),
    re.compile(r"\A\s{0,9}# +[^\s#][^\n]*\n[ \t]*\r?\n"),
    re.compile(r"\]\([ \t]*<?(?:https?:|mailto:|\.{0,2}/|#|www\.)[^\s()]*"),
    re.compile(r"\*\*(?<![\w*]\*\*)(?=[^\s*])[^*\n]{2,300}(?<=[^\s*])\*\*(?![\w*])"),
    re.compile(rf"^(?:{_SEPARATOR})\r?$", re.MULTILINE),
    re.compile(r"^[^\s=][^\n]{2,200}\n={3,}[ \t]*\r?$", re.MULTILINE),
)
_SIGNS = (
    re.compile(r"^ {0,3}[*+] +[^\s*][^\n]*\n\s*[*+] +[^\s*]", re.MULTILINE),
    re.compile(r"^> ?[^\s>]", re.MULTILINE),
    re.compile(r"^[^\s-][^\n]{2,120}\n-{3,}[ \t]*\r?$", re.MULTILINE),
    re.compile(r"^```[^`\n]*$[^`]*^```[ \t]*\r?$", re.MULTILINE),
)
# By their rarest character, since one alone is found at once.
_HINTS = {
    "#": ("# ",),
    "]": ("](",),
    "*": ("**",),
    "|": ("|--", "| -", "|:", "--|", "- |"),
    "=": ("\n===",),
    "-": ("\n---",),
    "`": ("\n```",),
}

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(?=\S)|[ \t]*$)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:(=+)|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)")
_BULLET = re.compile(r"[ \t]*[*+-][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_ADDRESS = re.compile(r" {0,3}\[[^\]\n]{1,80}\]:[ \t]*\S+.*")
_ROW_END = re.compile(rf"{_SEPARATOR}$")
_PIPE = re.compile(r"(?<!\\)\|")


WRAPPED = 78
"""Characters of the longest line that html2text prints."""

MOST = 0.75
"""The share of its lines that are long, in a paragraph of several."""

HEADING_ROWS = 4
"""Lines of the longest heading."""

NEAR = 30
"""Lines below a heading that tell whether its text was wrapped."""


class Found(NamedTuple):
    """A block as it was found: the stretch it fills, its marks, and the rows it takes.

    A `tabs` is a pipe between two cells.
    """

    kind: BlockKind
    start: int
    end: int
    rows: int
    level: int = 0
    marks: tuple[tuple[int, int], ...] = ()
    tabs: tuple[int, ...] = ()
    label: Label | None = None


def is_markdown(source: str) -> bool:
    r"""Whether a text is marked up: a sure sign, such as a link, or several that hint at it.

    >>> is_markdown("# Ferry returns\n\nIt is [back](https://example.org)."), is_markdown("2 * 3")
    (True, False)
    """
    hints = (hint for mark in _HINTS if mark in source for hint in _HINTS[mark])
    if not any(hint in source for hint in hints):
        return False
    if any(sign.search(source) for sign in _SURE_SIGNS):
        return True
    return sum(sign.search(source) is not None for sign in _SIGNS) >= ENOUGH


def read_markdown(document: Document, rows: Sequence[Line]) -> list[SourceBlock]:
    """The blocks of a text that is Markdown; its marks go to `document.repairs`."""
    references = any(_ADDRESS.fullmatch(row.text) for row in rows if "]:" in row.text)
    blocks = [_block(document, found, references) for found in _found(rows)]
    cover(document, blocks, rows[0].start if rows else len(document.source))
    return blocks


def _block(document: Document, found: Found, references: bool) -> SourceBlock:
    start, end = trimmed(document.source, found.start, found.end)
    block = SourceBlock(
        document.source[start:end], found.kind, ((start, end),), found.level, label=found.label
    )
    if found.label is not None:
        return block
    if found.kind == "preformatted":
        cut_marks(document, block, found.marks, NAME)
        return block
    inside = start
    if found.marks and found.marks[0][0] <= start:
        inside = found.marks[0][1]
    inline = read_inline(document.source[inside:end], references=references)
    own = [(inside + left, inside + right) for left, right in inline.marks]
    marks = merged([*found.marks, *own])
    if not _is_left(document.source, start, end, marks):
        block.label = Label.remove("caption", "markdown.image")
        return block
    block.links, block.linked, block.bold = inline.links, inline.linked, inline.bold
    swaps = [(pipe, "\t") for pipe in found.tabs]
    swaps += [(inside + gap, " ") for gap in inline.gaps]
    cut_marks(document, block, marks, NAME, swaps)
    return block


def _is_left(source: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> bool:
    """Whether anything can be read between the marks."""
    edges = [start, *(edge for mark in marks for edge in mark), end]
    between = zip(edges[::2], edges[1::2], strict=True)
    return any(source[left:right].strip() for left, right in between if left < right)


# ---------------------------------------------------------------- lines to blocks


def _found(rows: Sequence[Line]) -> Iterator[Found]:
    at, plain = 0, 0
    fences = _Fences(rows)
    readers: tuple[Callable[[Sequence[Line], int], list[Found]], ...] = (
        fences.read, _table, _heading, _underlined, _rule, _quotes, _bullet, _numbered, _address
    )  # fmt: skip
    while at < len(rows):
        found: list[Found] = []
        if rows[at].text.strip():
            found = next((f for f in (read(rows, at) for read in readers) if f), [])
            if not found:
                at += 1
                continue
        yield from _plain(rows[plain:at])
        yield from found
        at += sum(each.rows for each in found) or 1
        plain = at
    yield from _plain(rows[plain:])


def _plain(rows: Sequence[Line]) -> Iterator[Found]:
    """Lines without a mark: a paragraph where they were wrapped, else one each."""
    for group in _groups(rows, NARROW):
        yield Found("paragraph", group[0].start, group[-1].end, len(group))


def _groups(rows: Sequence[Line], shortest: int) -> Iterator[list[Line]]:
    """Lines as paragraphs: neighbouring ones are one, as Markdown has it, if few end sentences.

    They are not where they are shorter than `shortest` (but for words of a link that go on),
    or end in a hard break. Addresses may make a line too long to tell by its width that it was
    wrapped.
    """
    for chunk in chunks_of(rows):
        inner = chunk[:-1]
        ends = sum(is_end(row.text) for row in inner)
        broken = any(row.text.endswith(("  ", "\\")) for row in inner)
        long = sum(len(row.text) >= shortest for row in inner) >= MOST * len(inner)
        open_link = any(row.text.rfind("[") > row.text.rfind("]") for row in inner)
        if ends <= 0.5 * len(inner) and (long or open_link) and not broken:
            yield chunk
        else:
            yield from paragraphs(chunk)


class _Fences:
    """Code between fences; a fence that nothing closes is text."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self._closing: dict[str, int] = {}
        for index, row in enumerate(rows):
            if row.text.strip()[:3] in ("```", "~~~"):
                self._closing[row.text.strip()] = index

    def read(self, rows: Sequence[Line], at: int) -> list[Found]:
        """The block of code that opens here; of a whole text in fences, only the fence."""
        fence = _FENCE.fullmatch(rows[at].text)
        if fence is None:
            return []
        last = self._closing.get(fence[1], -1)
        if fence[2].strip().lower() in ("markdown", "md") or (last == at and at > 0):
            gone = Label.remove("template", "markdown.fence")
            return [Found("paragraph", rows[at].start, rows[at].end, 1, label=gone)]
        end = next((i for i in range(at + 1, last + 1) if rows[i].text.strip() == fence[1]), None)
        if end is None or end == at + 1:
            return []
        marks = ((rows[at].start, rows[at + 1].start), (rows[end - 1].end, rows[end].end))
        kind: BlockKind = "preformatted"
        return [Found(kind, rows[at].start, rows[end].end, end + 1 - at, marks=marks)]


def _heading(rows: Sequence[Line], at: int) -> list[Found]:
    row = rows[at]
    head = _HEADING.match(row.text)
    if head is None or head.end() == len(row.text):
        return []
    closing = _CLOSING.search(row.text, max(head.end(), len(row.text) - 80))
    marks = [(row.start, row.start + head.end())]
    if closing:
        marks.append((row.start + closing.start(), row.end))
    last = at if closing else _end_of_heading(rows, at)
    return [Found("heading", row.start, rows[last].end, last + 1 - at, len(head[1]), tuple(marks))]


def _end_of_heading(rows: Sequence[Line], at: int) -> int:
    """The last line of a heading: html2text breaks long ones too, and leaves a line free below."""
    for last in range(at, min(at + HEADING_ROWS, len(rows))):
        after = rows[last + 1].text if last + 1 < len(rows) else ""
        if not after.strip():
            return last if last == at or _is_wrapped_below(rows, last) else at
        size = len(rows[last].text)
        if not size <= WRAPPED < size + 1 + len(after.split(None, 1)[0]) or _is_marked(after):
            break
    return at


def _is_wrapped_below(rows: Sequence[Line], at: int) -> bool:
    """Whether no line of the next paragraphs is longer than html2text prints them."""
    near = [row.text for row in rows[at : at + NEAR]]
    return all(len(text) <= WRAPPED or _is_marked(text) for text in near)


def _is_marked(text: str) -> bool:
    return any(mark.match(text) for mark in (_HEADING, _BULLET, _NUMBER, _QUOTE))


def _underlined(rows: Sequence[Line], at: int) -> list[Found]:
    alone = at == 0 or not rows[at - 1].text.strip()
    line = _UNDERLINE.fullmatch(rows[at + 1].text) if alone and at + 1 < len(rows) else None
    if line is None or _RULE.fullmatch(rows[at].text) or _BULLET.match(rows[at].text):
        return []
    marks = ((rows[at + 1].start, rows[at + 1].end),)
    return [Found("heading", rows[at].start, rows[at + 1].end, 2, 1 if line[1] else 2, marks)]


def _rule(rows: Sequence[Line], at: int) -> list[Found]:
    """A line across the page; what it means is for others to say."""
    row = rows[at]
    if _RULE.fullmatch(row.text) is None:
        return []
    gone = Label.remove("template", "markdown.rule")
    return [Found("paragraph", row.start, row.end, 1, label=gone)]


def _quotes(rows: Sequence[Line], at: int) -> list[Found]:
    """The paragraphs of a quotation."""
    inside: list[Line] = []
    for row in (rows[index] for index in range(at, len(rows))):
        mark = _QUOTE.match(row.text)
        if mark is None:
            break
        inside.append(row.behind(mark.end()))
    found: list[Found] = []
    for group in _groups(inside, 0):
        marks = tuple((line.start - line.marked, line.start) for line in group)
        found.append(Found("quote", marks[0][0], group[-1].end, 0, marks=marks))
    if inside and not found:
        gone = Label.remove("template", "markdown.quote")
        found.append(Found("paragraph", rows[at].start, inside[-1].end, 0, label=gone))
    if found:
        found[-1] = found[-1]._replace(rows=len(inside))
    return found


def _bullet(rows: Sequence[Line], at: int) -> list[Found]:
    bullet = _BULLET.match(rows[at].text)
    return [_item(rows, at, bullet.end())] if bullet else []


def _numbered(rows: Sequence[Line], at: int) -> list[Found]:
    """An item of a numbered list: the one before or after it has the next number."""
    number = _NUMBER.match(rows[at].text)
    if number is None:
        return []
    beside = [_number(rows, at, step) for step in (-1, 1)]
    if int(number[1]) - 1 != beside[0] and int(number[1]) + 1 != beside[1]:
        return []
    return [_item(rows, at, number.end())]


def _number(rows: Sequence[Line], at: int, step: int) -> int | None:
    """The number that opens the next line, or the one behind a blank line or a wrapped end."""
    for row in (rows[i] for i in range(at + step, at + 4 * step, step) if 0 <= i < len(rows)):
        if number := _NUMBER.match(row.text):
            return int(number[1])
    return None


def _item(rows: Sequence[Line], at: int, marked: int) -> Found:
    """A list item with the indented lines that go on with it."""
    first = rows[at]
    last = at
    indent = len(first.text) - len(first.text.lstrip())
    while last + 1 < len(rows) and _goes_on(rows[last + 1], indent):
        last += 1
    heading = _HEADING.match(first.text[marked:])
    mark = (first.start, first.start + marked + (heading.end() if heading else 0))
    return Found("list_item", first.start, rows[last].end, last + 1 - at, marks=(mark,))


def _goes_on(row: Line, indent: int) -> bool:
    text = row.text
    if not text.strip() or row.indent < indent + 2:
        return False
    return _BULLET.match(text) is None and _NUMBER.match(text) is None


def _table(rows: Sequence[Line], at: int) -> list[Found]:
    """Rows with pipes, the second of which separates the head."""
    if "|" not in rows[at].text or at + 1 >= len(rows) or "-" not in rows[at + 1].text:
        return []
    if _ROW_END.fullmatch(rows[at + 1].text) is None or _ROW_END.fullmatch(rows[at].text):
        return []
    found = [_row(rows[at], rows[at + 1])]
    for row in (rows[index] for index in range(at + 2, len(rows))):
        if "|" not in row.text:
            break
        found.append(_row(row))
    return found


def _row(row: Line, under: Line | None = None) -> Found:
    pipes = [row.start + pipe.start() for pipe in _PIPE.finditer(row.text)]
    start, end = trimmed(row.text, 0, len(row.text))
    edges = [row.start + start, row.start + end - 1]
    marks = [(pipe, pipe + 1) for pipe in pipes if pipe in edges]
    tabs = tuple(pipe for pipe in pipes if pipe not in edges)
    if under is not None:
        marks.append((under.start, under.end))
    end = under.end if under else row.end
    return Found("table", row.start, end, 2 if under else 1, marks=tuple(marks), tabs=tabs)


def _address(rows: Sequence[Line], at: int) -> list[Found]:
    """The address of a link, given apart from it."""
    if "]:" not in rows[at].text or _ADDRESS.fullmatch(rows[at].text) is None:
        return []
    gone = Label.remove("template", "markdown.address")
    return [Found("paragraph", rows[at].start, rows[at].end, 1, label=gone)]
