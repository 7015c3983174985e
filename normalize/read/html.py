"""HTML to blocks: one pass over the parsed page, no recursion.

A block is a run of inline content between block-level boundaries. What a browser does not
show is not text; what no article is made of (menus, footers, buttons) becomes one block
each, already labelled, so that the ledger holds it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from normalize.article import BlockKind, Reason
from normalize.document import ID_MARK, Document, Element, Label, SourceBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

ENOUGH: Final = 250
"""Bytes of prose below which a page is read again with nothing left out by tag."""

_PARAGRAPH_LINE: Final = 80
"""Lines between single line breaks that are this long on average are paragraphs."""

_CELL: Final = 200
"""A row with a longer cell, in characters, is layout."""

_CELLS: Final = 100
"""A row with more cells is layout."""

_UNCHECKED_LINK: Final = 60
"""Anchors with more text than this, in characters, are links only if they have an href."""

# What to do with a node, by tag. Tags that are not listed are block-level; so are custom
# elements, except inside a paragraph or a heading.
_TEXT, _SKIP, _BREAK, _INLINE, _LINK, _BOLD, _SPAN, _RULE, _DROP, _BLOCK, _CUSTOM = range(11)

_NAMES: Final[dict[int, str]] = {
    _SKIP: "script style template svg iframe object embed applet video audio canvas head title meta"
    " link img input area param source track col colgroup datalist noframes noembed"
    " frameset frame progress meter noscript rp base",
    _BREAK: "br",
    _INLINE: "i em font small sub sup u s q cite code abbr time mark label ins del tt big kbd var"
    " samp dfn bdi bdo ruby rt rb rtc wbr nobr strike acronym data picture map math output slot",
    _LINK: "a",
    _BOLD: "b strong",
    _SPAN: "span",
    _RULE: "hr",
    _DROP: "nav footer aside button select textarea dialog search",
    _BLOCK: "html body div p section article main header form figure figcaption h1 h2 h3 h4 h5 h6"
    " pre listing xmp plaintext blockquote table thead tbody tfoot tr td th caption ul ol menu dir"
    " li dl dt dd center address details summary fieldset legend hgroup marquee option optgroup",
}

_DROPPED: Final = {
    "nav": Label.remove(Reason.NAVIGATION, "html.nav", confidence=0.95),
    "footer": Label.remove(Reason.OUTSIDE_BODY, "html.footer", confidence=0.95),
    "aside": Label.remove(Reason.OUTSIDE_BODY, "html.aside", confidence=0.9),
    "button": Label.remove(Reason.NAVIGATION, "html.button", confidence=0.95),
    "select": Label.remove(Reason.NAVIGATION, "html.select", confidence=0.95),
    "textarea": Label.remove(Reason.NAVIGATION, "html.textarea", confidence=0.95),
    "dialog": Label.remove(Reason.OUTSIDE_BODY, "html.dialog", confidence=0.9),
    "search": Label.remove(Reason.NAVIGATION, "html.search", confidence=0.95),
}

_INLINE_DROPS: Final = frozenset({"button", "select", "textarea"})

_KINDS: Final[dict[str, tuple[BlockKind, int]]] = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), ("list_item", 0)),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), ("preformatted", 0)),
    **dict.fromkeys(("figcaption", "caption"), ("caption", 0)),
    **dict.fromkeys(("td", "th", "table"), ("paragraph", 0)),
    "blockquote": ("quote", 0),
}

_HIDING: Final = frozenset({"hidden", "aria-hidden", "style"})
_STREAMED: Final = "S:"
"""How the id of an element begins that React sends hidden, to be moved to its place and shown."""

_PHRASING: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_BR: Final = "\0"  # the parser lets no U+0000 through
_BLANK: Final = _BR + " \t\n\r\f\v\xa0\xad\u2003\u2009\u200b\u200c\u200d\u2028\u2060\u3000\ufeff"


@cache
def _tags() -> tuple[dict[int, int], dict[int, str]]:
    """What to do and the name, by the parser's tag id: ids differ between its versions."""
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser("x")
    actions: dict[int, int] = {}
    names: dict[int, str] = {}
    for action, tags in _NAMES.items():
        for tag in tags.split():
            number = parser.create_node(tag).tag_id
            actions[number], names[number] = action, tag
    body: Any = parser.body
    actions[body.first_child.tag_id] = _TEXT
    for outside_elements in ("<!-- -->", "<!doctype html>"):
        root: Any = LexborHTMLParser(outside_elements + "<html>").root
        before = root.prev
        if before is not None:
            actions[before.tag_id] = _SKIP
    return actions, names


def _shown_as_well(names: Mapping[int, str]) -> dict[int, int]:
    """What to do with tags that are read only when a page is read whole."""
    return {number: _BLOCK for number, tag in names.items() if tag in ("noscript", "object")}


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    if _HIDING.isdisjoint(attributes):
        return False
    if "hidden" in attributes:
        return not (attributes.get("id") or "").startswith(_STREAMED)
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if not style or ("none" not in style and "hidden" not in style):
        return False
    squeezed = style.replace(" ", "").lower()
    return "display:none" in squeezed or "visibility:hidden" in squeezed


def _collapse(text: str) -> str:
    """`text` as HTML prints it: runs of white space are one space, none at the ends.

    Bytes, since only their `split` knows ASCII white space alone: a no-break space stays.
    """
    return b" ".join(text.encode("utf-8", "surrogatepass").split()).decode("utf-8", "surrogatepass")


class _Walk:
    """One pass over a page. `whole` reads what is hidden or usually left out, too."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
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
        self.saved: list[tuple[int, BlockKind, int]] = []
        self.actions, self.names = _tags()
        if whole:
            self.actions = {**self.actions, **_shown_as_well(self.names)}

    def run(self, root: Any) -> None:
        """Fill `elements` and `blocks` from the subtree of `root`."""
        action_of = self.actions.get
        parts = self.parts
        stack: list[tuple[Any, int]] = []
        node = root
        while True:
            action = action_of(node.tag_id, _CUSTOM)
            if action == _TEXT:
                text = node.text_content
                if parts and not self.in_link and not self.in_bold:
                    parts.append(text)
                elif parts or not text.isspace() or self.kind == "preformatted":
                    self._take(text)
            elif action != _SKIP:
                if action >= _DROP:
                    action = self._open(node, action)
                elif action != _INLINE:
                    action = self._begin(node, action)
                child = node.first_child if action != _SKIP else None
                if child is not None:
                    stack.append((node, action))
                    node = child
                    continue
                if action == _BLOCK:
                    self._close()
            while stack:
                after = node.next
                if after is not None:
                    break
                node, action = stack.pop()
                if action == _BLOCK:
                    self._close()
                elif action != _INLINE:
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
        """Enter an inline element, a break or a rule; `_SKIP` if it isn't read."""
        if action == _LINK:
            if node.first_child is None:
                return _SKIP
            self.links += 1
            self.in_link, self.anchor = True, node
        elif action == _BOLD:
            if node.first_child is None:
                return _SKIP
            self.in_bold += 1
        elif action == _SPAN:
            return _SKIP if not self.whole and _is_hidden(node.attributes) else _INLINE
        elif action == _RULE:
            self._flush()
        elif self.parts:
            self.parts.append(_BR)
            self.marks.append((self.linked, self.links, self.bold))
        return action

    def _end(self, action: int) -> None:
        """Leave a link or bold print."""
        if action == _LINK:
            self.in_link, self.anchor = False, None
        elif action == _BOLD:
            self.in_bold -= 1

    def _is_phrasing(self) -> bool:
        return self.element >= 0 and self.elements[self.element].tag in _PHRASING

    def _is_dropped(self, node: Any) -> bool:
        """Whether the tag alone says chrome; the footer of a quotation names its source."""
        return not self.whole and not (self.kind == "quote" and self.names[node.tag_id] == "footer")

    def _open(self, node: Any, action: int) -> int:
        """Enter a block-level element; `_SKIP` if it is dropped or hidden."""
        if action == _DROP and self._is_dropped(node):
            self._drop(node)
            return _SKIP
        if action == _CUSTOM and self._is_phrasing():
            return _INLINE
        names = ""
        attributes = node.attributes
        if attributes:
            if not self.whole and _is_hidden(attributes):
                return _SKIP
            names = attributes.get("class") or ""
            if number := attributes.get("id"):
                names = f"{names}{ID_MARK}{number}"
            names = names.strip(" \t\n\r\f").lower()
        if self.parts:
            self._flush()
        tag = self.names.get(node.tag_id) or node.tag
        here = len(self.blocks)
        depth = len(self.saved)
        self.saved.append((self.element, self.kind, self.level))
        self.elements.append(Element(tag, names, self.element, depth, here, here, node))
        self.element = len(self.elements) - 1
        if tag in _KINDS:
            self.kind, self.level = _KINDS[tag]
        return _BLOCK

    def _close(self) -> None:
        if self.parts:
            self._flush()
        element = self.elements[self.element]
        if element.tag == "tr":
            self._join_row(self.element)
        element.last = len(self.blocks)
        self.element, self.kind, self.level = self.saved.pop()

    def _flush(self) -> None:
        """End the block that the inline content so far makes up."""
        raw = "".join(self.parts)
        self.parts.clear()
        if self.marks:
            marks = [*self.marks, (self.linked, self.links, self.bold)]
            self.marks.clear()
        else:
            marks = []
        if not raw.strip(_BLANK):
            pass
        elif self.kind == "preformatted":
            text = raw.replace(_BR, "\n").strip("\r\n")
            self._add(text, self.linked, self.links, self.bold)
        elif marks:
            self._add_lines(raw, marks)
        else:
            self._add(_collapse(raw), self.linked, self.links, self.bold)
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
        self.blocks.append(
            SourceBlock(text, self.kind, None, self.level, False, self.element, linked, links, bold)
        )

    def _drop(self, node: Any) -> None:
        tag = self.names[node.tag_id]
        text = self._text(node)
        if tag not in _INLINE_DROPS and self.parts:
            self._flush()
        if text:
            block = SourceBlock(text, element=self.element, label=_DROPPED[tag])
            (self.inline_drops if self.parts else self.blocks).append(block)

    def _text(self, root: Any) -> str:
        """All text below `root`, a line for each block."""
        action_of = self.actions.get
        parts = [_BR]
        stack: list[tuple[Any, bool]] = []
        node = root
        while True:
            action = action_of(node.tag_id, _CUSTOM)
            if action == _TEXT:
                if parts[-1] is not _BR or not node.is_empty_text_node:
                    parts.append(node.text_content)
            elif action != _SKIP:
                is_line = action >= _RULE or action == _BREAK
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
        if len(self.blocks) - first > _CELLS or len(self.elements) - row > 4 * _CELLS:
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
    hidden by tag, attribute or inline style is no text. A page that seems to hold no prose is
    read again with nothing left out but code: some keep their story in an `<aside>`, or hide
    it until a script has run.

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
    walk = _Walk(whole=False)
    walk.run(root)
    prose = _prose(walk.blocks, ENOUGH)
    if prose < ENOUGH:
        again = _Walk(whole=True)
        again.run(root)
        if _prose(again.blocks, 2 * ENOUGH) > 2 * prose:
            document.note("read", "html", "little text: read with hidden and side parts")
            walk = again
    document.elements, document.blocks = walk.elements, walk.blocks
    return document


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
