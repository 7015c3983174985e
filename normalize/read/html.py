"""HTML to blocks: one pass over the parsed page, no recursion.

A block is a run of inline content between block-level boundaries. What a browser does not
show is not text; what no article is made of (menus, footers, buttons) becomes one block
each, already labelled, so that the ledger holds it.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

from normalize.article import BlockKind
from normalize.document import ID_MARK, Document, Element, SourceBlock
from normalize.read.kept import kept_elements
from normalize.read.limits import limit_markup
from normalize.read.state import story_markup
from normalize.read.tags import (
    BLOCK,
    BOLD,
    BREAK,
    CELLS,
    CUSTOM,
    DROP,
    DROPPED,
    HIDING,
    INLINE,
    INLINE_DROPS,
    KINDS,
    LINK,
    PHRASING,
    RULE,
    SKIP,
    SPAN,
    TEXT,
    is_hidden,
    shown_as_well,
    tag_table,
)

ENOUGH: Final = 250
"""Bytes of prose below which a page is read again with nothing left out by tag."""

_TEASER: Final = 1000
"""Bytes of prose below which a page may show a teaser only, and have its story in a script."""

_PARAGRAPH_LINE: Final = 80
"""Lines between single line breaks that are this long on average are paragraphs."""

_CELL: Final = 200
"""A row with a longer cell, in characters, is layout."""

_MOST_CELLS: Final = 100
"""A row with more cells is layout."""

_UNCHECKED_LINK: Final = 60
"""Anchors with more text than this, in characters, are links only if they have an href."""

_CODE: Final = "{;="
"""What scripts and style sheets hold, and hardly a menu."""

_SPACE: Final = " \t\n\r\f\v"
_BR: Final = "\0"  # the parser lets no U+0000 through
_BLANK: Final = _BR + " \t\n\r\f\v\xa0\xad\u2003\u2009\u200b\u200c\u200d\u2028\u2060\u3000\ufeff"


def _collapse(text: str) -> str:
    """`text` as HTML prints it: runs of white space are one space, none at the ends.

    Bytes, since only their `split` knows ASCII white space alone: a no-break space stays.
    """
    text = text.strip(_SPACE)
    if "  " not in text and text.isprintable():
        return text
    return b" ".join(text.encode("utf-8", "surrogatepass").split()).decode("utf-8", "surrogatepass")


class _Walk:
    """One pass over a page. `whole` reads what is hidden or usually left out, too.

    What is in `kept` is read whatever its tag.
    """

    def __init__(self, *, whole: bool, kept: Container[int] = ()) -> None:
        self.whole = whole
        self.kept = kept
        self.elements: list[Element] = []
        self.blocks: list[SourceBlock] = []
        self.inline_drops: list[SourceBlock] = []
        self.parts: list[str] = []
        self.marks: list[tuple[int, int, int]] = []
        self.linked = self.links = self.bold = 0
        self.in_link = False
        self.in_bold = 0
        self.anchor: Any = None
        self.element = -1
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.opened: list[tuple[Any, str, dict[str, str | None]]] = []
        self.saved: list[tuple[BlockKind, int]] = []
        self.actions, self.names = tag_table()
        if whole:
            self.actions = {**self.actions, **shown_as_well(self.names)}

    def run(self, root: Any) -> None:
        """Fill `elements` and `blocks` from the subtree of `root`."""
        action_of = self.actions.get
        parts = self.parts
        stack: list[tuple[Any, int]] = []
        node = root
        while True:
            action = action_of(node.tag_id, CUSTOM)
            if action == TEXT:
                text = node.text_content
                if parts and not self.in_link and not self.in_bold:
                    parts.append(text)
                elif parts or not text.isspace() or self.kind == "preformatted":
                    self._take(text)
            elif action != SKIP:
                if action >= DROP:
                    action = self._open(node, action)
                elif action != INLINE:
                    action = self._begin(node, action)
                child = node.first_child if action != SKIP else None
                if child is not None:
                    stack.append((node, action))
                    node = child
                    continue
                if action == BLOCK:
                    self._close()
            while stack:
                after = node.next
                if after is not None:
                    break
                node, action = stack.pop()
                if action == BLOCK:
                    self._close()
                elif action != INLINE:
                    self._end(action)
            else:
                break
            node = after
        self._flush()

    def _take(self, text: str) -> None:
        """Add a text node to the block."""
        if not self.parts:
            self.linked = self.bold = 0
            self.links = int(self.in_link)
        self.parts.append(text)
        if self.in_link or self.in_bold:
            size = len(text.strip())
            if self.in_bold:
                self.bold += size
            if size > _UNCHECKED_LINK and self.anchor is not None:
                self.in_link = "href" in self.anchor.attributes
                self.anchor = None
            if self.in_link:
                self.linked += size

    def _begin(self, node: Any, action: int) -> int:
        """Enter an inline element, a break or a rule; `SKIP` if it isn't read."""
        if action == LINK:
            if node.first_child is None:
                return SKIP
            self.links += 1
            self.in_link, self.anchor = True, node
        elif action == BOLD:
            if node.first_child is None:
                return SKIP
            self.in_bold += 1
        elif action == SPAN:
            if not self.whole and is_hidden(node.attributes):
                return SKIP
            return INLINE
        elif action == RULE:
            self._flush()
        elif self.parts:
            self.parts.append(_BR)
            self.marks.append((self.linked, self.links, self.bold))
        return action

    def _end(self, action: int) -> None:
        """Leave a link or bold print."""
        if action == LINK:
            self.in_link, self.anchor = False, None
        elif action == BOLD:
            self.in_bold -= 1

    def _is_phrasing(self) -> bool:
        if self.opened:
            return self.opened[-1][1] in PHRASING
        return self.element >= 0 and self.elements[self.element].tag in PHRASING

    def _is_dropped(self, node: Any) -> bool:
        """Whether the tag alone says chrome; the footer of a quotation names its source."""
        in_quote = self.kind == "quote" and self.names[node.tag_id] == "footer"
        return not (self.whole or in_quote or node.mem_id in self.kept)

    def _open(self, node: Any, action: int) -> int:
        """Enter a block-level element; `SKIP` if it is dropped or hidden."""
        if action == DROP and self._is_dropped(node):
            self._drop(node)
            return SKIP
        if action == CUSTOM and self._is_phrasing():
            return INLINE
        attributes = node.attributes
        if not (self.whole or HIDING.isdisjoint(attributes)) and is_hidden(attributes):
            return SKIP
        if self.parts:
            self._flush()
        tag = self.names.get(node.tag_id) or node.tag
        self.opened.append((node, tag, attributes))
        if tag in KINDS:
            self.saved.append((self.kind, self.level))
            self.kind, self.level = KINDS[tag]
            if tag in CELLS:
                self._enter()
        return BLOCK

    def _enter(self) -> None:
        """Make elements of what was opened: there is text in it."""
        here = len(self.blocks)
        for node, tag, attributes in self.opened:
            names = attributes.get("class") or ""
            if number := attributes.get("id"):
                names = f"{names}{ID_MARK}{number}"
            self.elements.append(
                Element(tag, names.strip(" \t\n\r\f").lower(), self.element, here, here, node)
            )
            self.element = len(self.elements) - 1
        self.opened.clear()

    def _close(self) -> None:
        if self.parts:
            self._flush()
        if self.opened:
            tag = self.opened.pop()[1]
        else:
            element = self.elements[self.element]
            tag = element.tag
            if tag == "tr":
                self._join_row(self.element)
            element.last = len(self.blocks)
            self.element = element.parent
        if tag in KINDS:
            self.kind, self.level = self.saved.pop()

    def _flush(self) -> None:
        """End the block that the inline content so far makes up."""
        raw = "".join(self.parts)
        self.parts.clear()
        marks = self.marks
        if not raw.strip(_BLANK):
            pass
        elif self.kind == "preformatted":
            text = raw.replace(_BR, "\n").strip("\r\n")
            self._add(text, self.linked, self.links, self.bold)
        elif marks:
            self._add_lines(raw, [*marks, (self.linked, self.links, self.bold)])
        else:
            self._add(_collapse(raw), self.linked, self.links, self.bold)
        if marks:
            marks.clear()
        if self.inline_drops:
            self.blocks += self.inline_drops
            self.inline_drops.clear()

    def _add_lines(self, raw: str, marks: list[tuple[int, int, int]]) -> None:
        """Split at blank lines; single breaks stay in the text, or split long lines, too."""
        lines: list[str] = []
        size = 0
        begin = end = (0, 0, 0)
        for line, mark in zip([*raw.split(_BR), ""], [*marks, marks[-1]], strict=True):
            text = _collapse(line) if line.strip(_BLANK) else ""
            is_long = size >= _PARAGRAPH_LINE * len(lines) and len(text) >= _PARAGRAPH_LINE
            if lines and (is_long or not text):
                self._add("\n".join(lines), *(b - a for a, b in zip(begin, end, strict=True)))
                lines, size, begin = [], 0, end
            if text:
                lines.append(text)
                size += len(text)
            end = mark

    def _add(self, text: str, linked: int, links: int, bold: int) -> None:
        if self.opened:
            self._enter()
        self.blocks.append(
            SourceBlock(text, self.kind, None, self.level, False, self.element, linked, links, bold)
        )

    def _drop(self, node: Any) -> None:
        tag = self.names[node.tag_id]
        text = self._text(node)
        if tag not in INLINE_DROPS and self.parts:
            self._flush()
        if text:
            self._enter()
            block = SourceBlock(text, element=self.element, label=DROPPED[tag])
            (self.inline_drops if self.parts else self.blocks).append(block)

    def _text(self, root: Any) -> str:
        """All text below `root`.

        The parser's own is ten times as fast but knows no code from text.
        """
        text: str = root.text(separator=" ", strip=True, skip_empty=True)
        return self._shown_text(root) if any(mark in text for mark in _CODE) else text

    def _shown_text(self, root: Any) -> str:
        """The text below `root` without scripts and style sheets, a line for each block."""
        action_of = self.actions.get
        parts = [_BR]
        stack: list[tuple[Any, bool]] = []
        node = root
        while True:
            action = action_of(node.tag_id, CUSTOM)
            if action == TEXT:
                if parts[-1] is not _BR or not node.is_empty_text_node:
                    parts.append(node.text_content)
            elif action != SKIP:
                is_line = action >= RULE or action == BREAK
                if is_line and parts[-1] is not _BR:
                    parts.append(_BR)
                child = node.first_child
                if child is not None:
                    stack.append((node, is_line))
                    node = child
                    continue
            while stack:
                after = node.next
                if after is not None:
                    break
                node, is_line = stack.pop()
                if is_line and parts[-1] is not _BR:
                    parts.append(_BR)
            else:
                break
            node = after
        lines = _collapse("".join(parts)).split(_BR)
        return "\n".join(filter(None, [line.strip(" ") for line in lines]))

    def _join_row(self, row: int) -> None:
        """Make one block of a table row if its cells hold data, not layout."""
        first = self.elements[row].first
        if len(self.blocks) - first > _MOST_CELLS or len(self.elements) - row > 4 * _MOST_CELLS:
            return
        blocks = self.blocks[first:]
        inside = self.elements[row + 1 :]
        cells = [e for e in inside if e.parent == row]
        if len(blocks) < 2 or any(c.last - c.first > 1 for c in cells):
            return
        if any(b.kind != "paragraph" or b.label or len(b.text) > _CELL for b in blocks):
            return
        texts = [self.blocks[c.first].text if c.last > c.first else "" for c in cells]
        if sum(map(bool, texts)) != len(blocks):
            return
        self.blocks[first:] = [
            SourceBlock(
                "\t".join(texts),
                "table",
                element=row,
                linked=sum(b.linked for b in blocks),
                links=sum(b.links for b in blocks),
                bold=sum(b.bold for b in blocks),
            )
        ]
        for element in inside:
            element.first, element.last = first, first + (element.last > element.first)


def read_html(document: Document, page: bytes | None = None) -> Document:
    """Parse `document.source` and fill in its tree, elements and blocks.

    The text is as HTML prints it: its white space collapsed, nothing else touched. What is
    hidden by tag, attribute or inline style is no text, unless it is named as the story. A page
    that seems to hold no prose is read again with nothing left out but code: some keep their
    story in an `<aside>`, or hide it until a script has run.

    Args:
        document: a document whose source is decoded HTML with its nesting in bounds.
        page: the same source in UTF-8, where the caller has it: it need not be encoded again.

    Returns:
        The same document.
    """
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(document.source if page is None else page)
    document.tree = parser
    root = parser.body or parser.root
    if root is None:
        return document
    walk = _Walk(whole=False, kept=kept_elements(document))
    walk.run(root)
    prose = _prose(walk.blocks, _TEASER)
    if prose < ENOUGH:
        again = _Walk(whole=True)
        again.run(root)
        if _prose(again.blocks, 2 * ENOUGH) > 2 * prose:
            document.note("read", "html", "little text: read with hidden and side parts")
            walk = again
    document.elements, document.blocks = walk.elements, walk.blocks
    if prose < _TEASER:
        _read_state(document, prose)
    return document


def _read_state(document: Document, prose: float) -> None:
    """Add the story in the data of a page's scripts, if it has more prose than the page."""
    from selectolax.lexbor import LexborHTMLParser

    titles = {node.text(strip=True) for node in document.tree.css("h1,title")}
    titles |= {node.attributes.get("content") or "" for node in document.tree.css("meta[property]")}
    scripts = (script.text() for script in document.tree.css("script"))
    markup = story_markup(scripts, titles - {""})
    if markup is None:
        return
    body = LexborHTMLParser(limit_markup(markup)[0]).body
    walk = _Walk(whole=False)
    walk.run(body)
    if _prose(walk.blocks, 2 * _TEASER) < max(ENOUGH, 1.5 * prose):
        return
    document.note("read", "state", "little text: the story is in the data of a script")
    blocks, elements = len(document.blocks), len(document.elements)
    for block in walk.blocks:
        block.element += elements
    for element in walk.elements:
        element.parent += elements if element.parent >= 0 else 0
        element.first += blocks
        element.last += blocks
    document.blocks += walk.blocks
    document.elements += walk.elements


def _prose(blocks: list[SourceBlock], enough: float) -> float:
    """Bytes outside links in blocks long enough to be prose, counted up to what is enough.

    An ideograph has three bytes.
    """
    total = 0.0
    for block in blocks:
        if block.label is None:
            size = len(block.text.encode("utf-8", "surrogatepass"))
            if size >= _PARAGRAPH_LINE:
                total += size * (1 - block.linked / len(block.text))
                if total >= enough:
                    break
    return total
