"""Cutting hostile markup down to bounds, in one linear pass.

The pass keeps a stack of open elements as the HTML standard's tree construction does
(https://html.spec.whatwg.org/multipage/parsing.html#tree-construction), as far as depth goes:
where this one is not sure that an end tag closes something, it closes nothing, so that the
parser's tree is never much deeper than the stack here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from normalize.read.elements import (
    BREAKS_OUT,
    CELL,
    CLOSES,
    CLOSES_P,
    FORMATTING,
    HEADING,
    HTML_INSIDE,
    MARKER,
    QUIET,
    RAW,
    ROOT,
    RUBY,
    SCOPE,
    SELF_LIMITING,
    SPECIAL,
    TABLE_PART,
    VOID,
)
from normalize.read.tokens import KEYED_ATTRIBUTE, TOKEN, raw_end

MAX_DEPTH = 512
MAX_ATTRIBUTES = 1_000
MAX_OPTIONS = 2_000
MAX_PRODUCT = 100_000
MAX_NAMES = 10_000
_LEAST_FORMATTING = 4
_LARGE = 250_000  # Characters: smaller pages can't hold names enough to matter.


@dataclass(slots=True, eq=False)
class _Format:
    """A formatting element that comes back until its end tag; `shown` while it is open."""

    name: str
    tag: str
    shown: bool = True


@dataclass(slots=True)
class _Open:
    """An open element, and where the nearest ones of some kinds stand, itself included.

    `inside` is "svg" or "math" where its content is read by the rules of these.
    """

    name: str
    kept: bool
    depth: int
    inside: str
    html: int
    special: int
    scope: int
    item_stop: int
    format: _Format | None = None


_BOTTOM = _Open("", True, 0, "", -1, -1, -1, -1)


def _foreign_name(name: str) -> str:
    return f"{name} "  # No tag has a space in its name.


def bounded(html: str) -> tuple[str, str | None]:
    """Drop the tags of a page that are out of bounds; see `limits.limit_markup`."""
    return _Pass(html).run()


@dataclass(slots=True)
class _Pass:
    """One pass over a page."""

    html: str
    stack: list[_Open] = field(default_factory=list)
    where: dict[str, list[int]] = field(default_factory=dict)
    formats: list[list[_Format]] = field(default_factory=lambda: [[]])
    names: set[str] = field(default_factory=set)
    attribute_names: set[str] = field(default_factory=set)
    root_attributes: int = 0
    options: int = 0
    max_formats: int = MAX_DEPTH
    limited: set[str] = field(default_factory=set)

    def run(self) -> tuple[str, str | None]:
        """Tokenize the page and leave out what is in excess."""
        html = self.html
        opened = html.count("<") - html.count("</")
        fair = MAX_PRODUCT // max(opened, 1)
        self.max_formats = min(MAX_DEPTH, max(_LEAST_FORMATTING, fair))
        large = len(html) > _LARGE
        pieces: list[str] = []
        done = text = at = 0
        while (token := TOKEN.search(html, at)) is not None:
            at = token.end()
            if token["cdata"]:
                at = self._after_cdata(at)
            if token.start() > text:
                self._bring_back()
            text = at
            if not token["name"]:
                continue
            name = token["name"].lower()
            if token["end"]:
                if self._end(name):
                    pieces.append(html[done : token.start()])
                    done = at
                continue
            cut = None
            if large or at - token.start() > 2 * MAX_ATTRIBUTES or name in ROOT:
                cut = self._excess_attributes(name, token)
            if not self._start(name, token):
                pieces.append(html[done : token.start()])
                done = at
            elif cut is not None:
                pieces += (html[done:cut], ">")
                done = at
            if name in RAW and self._top().name == name:
                text = at = raw_end(html, name, at)
        if not self.limited:
            return html, None
        pieces.append(html[done:])
        return "".join(pieces), ", ".join(sorted(self.limited))

    def _top(self) -> _Open:
        return self.stack[-1] if self.stack else _BOTTOM

    def _last(self, name: str) -> int:
        """The index of the innermost open element of this name, or -1."""
        places = self.where.get(name)
        return places[-1] if places else -1

    def _nearest(self, *names: str) -> int:
        """The index of the innermost open element of these names, or -1."""
        return max(map(self._last, names), default=-1)

    def _push(self, name: str, kept: bool, form: _Format | None = None) -> None:
        top, index = self._top(), len(self.stack)
        special, scope = name in SPECIAL, name in SCOPE
        opened = _Open(
            name,
            kept,
            top.depth + kept,
            "",
            index,
            index if special else top.special,
            index if scope else top.scope,
            index if special and name not in ("address", "div", "p") else top.item_stop,
            form,
        )
        self._put(opened)
        if name in MARKER:
            self.formats.append([])

    def _push_foreign(self, name: str, kept: bool, space: str) -> None:
        top, index = self._top(), len(self.stack)
        html_inside = kept and name in HTML_INSIDE[space]
        opened = _Open(
            _foreign_name(name),
            kept,
            top.depth + kept,
            "" if html_inside else space,
            top.html,
            index if html_inside else top.special,
            index if html_inside else top.scope,
            index if html_inside else top.item_stop,
        )
        self._put(opened)

    def _put(self, opened: _Open) -> None:
        self.where.setdefault(opened.name, []).append(len(self.stack))
        self.stack.append(opened)

    def _pop_to(self, index: int) -> None:
        """Close the element at `index` and all inside it."""
        while len(self.stack) > index:
            closed = self.stack.pop()
            self.where[closed.name].pop()
            if closed.name in MARKER:
                self.formats.pop()
            elif closed.format is not None:
                closed.format.shown = False

    def _bring_back(self) -> None:
        """Open again the formatting elements that were closed without an end tag."""
        hidden = []
        for form in reversed(self.formats[-1]):
            if form.shown:
                break
            hidden.append(form)
        for form in reversed(hidden):
            form.shown = True
            self._push(form.name, kept=True, form=form)

    # What start tags do.

    def _start(self, name: str, token: re.Match[str]) -> bool:
        """Open an element; False where its tag has to go."""
        if self._top().inside:
            if name not in BREAKS_OUT:
                return self._start_foreign(name, token, self._top().inside)
            self._leave_foreign()
        if name in VOID and name not in QUIET:
            self._bring_back()
        if name in VOID or name in ROOT or self._ignored(name):
            return True
        if name in CLOSES:
            self._close_implied(name)
        if name not in QUIET:
            self._bring_back()
        if name in HTML_INSIDE:
            return self._start_foreign(name, token, name)
        if name in RAW:
            self._push(name, kept=True)
            return True
        if name in FORMATTING:
            return self._open_formatting(name, token[0])
        if name == "select":
            self.options = 0
        elif name == "option" and not self._option_fits():
            self._push(name, kept=False)
            return False
        return self._open(name)

    def _start_foreign(self, name: str, token: re.Match[str], space: str) -> bool:
        """Open an element of SVG or MathML, where `<g/>` is closed at once."""
        if token["close"].endswith("/>"):
            return True
        kept = self._fits(name)
        if kept or self._top().inside:
            self._push_foreign(name, kept, space)
        else:
            self._push(name, kept)
        return kept

    def _leave_foreign(self) -> None:
        while self._top().inside:
            self._pop_to(len(self.stack) - 1)

    def _open(self, name: str) -> bool:
        kept = self._fits(name)
        self._push(name, kept)
        return kept

    def _fits(self, name: str) -> bool:
        if self._top().depth < MAX_DEPTH:
            return self._knows(name, self.names)
        self.limited.add(f"nesting over {MAX_DEPTH} levels")
        return False

    def _knows(self, name: str, names: set[str]) -> bool:
        """Whether a name is one of those seen, or there is room for it among them."""
        if name not in names and len(names) >= MAX_NAMES:
            self.limited.add(f"over {MAX_NAMES} different names")
            return False
        names.add(name)
        return True

    def _open_formatting(self, name: str, tag: str) -> bool:
        """Open `<b>` and kin: of identical ones the parser brings back the last three."""
        formats = self.formats[-1]
        if len(formats) >= self.max_formats:
            self.limited.add("open formatting elements")
            self._push(name, kept=False)
            return False
        kept = self._fits(name)
        form = _Format(name, tag) if kept else None
        self._push(name, kept, form)
        if form is not None:
            same = [other for other in formats if other.tag == tag]
            if len(same) == 3:
                formats.remove(same[0])
            formats.append(form)
        return kept

    def _option_fits(self) -> bool:
        if not self.where.get("select"):
            return True
        self.options += 1
        if self.options > MAX_OPTIONS:
            self.limited.add(f"over {MAX_OPTIONS} options in a select")
        return self.options <= MAX_OPTIONS

    def _ignored(self, name: str) -> bool:
        """Whether the parser ignores this start tag: a form in a form, a cell in no table."""
        if name == "form":
            return self._last("form") >= 0
        return name in TABLE_PART and self._nearest("table", "template") < 0

    def _close_implied(self, name: str) -> None:
        """Close what this start tag closes, where that is certain."""
        if name in CLOSES_P:
            self._close_in_scope("p", "button")
        top = self._top()
        if name in ("li", "dd", "dt") and top.item_stop >= 0:
            item = self.stack[top.item_stop].name
            if item == name or {item, name} == {"dd", "dt"}:
                self._pop_to(top.item_stop)
        elif name in TABLE_PART:
            self._close_table_part(name)
        elif name in SELF_LIMITING:
            self._end_formatting(name)
        elif name == "button":
            self._close_in_scope("button")
        elif (
            (name in ("option", "optgroup") and top.name == "option")
            or (name in HEADING and top.name in HEADING)
            or (name in RUBY and top.name in RUBY and self._last("ruby") > top.scope)
        ):
            self._pop_to(len(self.stack) - 1)

    def _close_table_part(self, name: str) -> None:
        table = self._nearest("table", "template")
        if name in CELL:
            part = self._nearest("td", "th", "caption")
        elif name == "tr":
            part = self._nearest("tr", "caption")
        else:
            part = table + 1 if len(self.stack) > table + 1 else -1
        if part > table:
            self._pop_to(part)

    def _close_in_scope(self, name: str, *barriers: str) -> bool:
        """Close the innermost `name`, unless a barrier stands above it; say if it was kept."""
        index = self._last(name)
        if index < 0 or index < self._top().scope or index < self._nearest(*barriers):
            return True
        kept = self.stack[index].kept
        self._pop_to(index)
        return kept

    # What end tags do.

    def _end(self, name: str) -> bool:
        """Close an element; True where the end tag has to go, as its start tag did."""
        if name in ("br", "p"):
            self._leave_foreign()
        top = self._top()
        index = self._last(_foreign_name(name))
        if index > top.html:
            return self._close(index)
        index = self._last(name)
        if name in FORMATTING:
            return self._end_formatting(name)
        if index < 0:
            return False
        if name == "form":
            closes = index == len(self.stack) - 1
        elif name == "p":
            return not self._close_in_scope("p", "button")
        elif name == "li":
            return not self._close_in_scope("li", "ol", "ul")
        elif name in TABLE_PART:
            closes = index > self._nearest("table", "template")
        elif name == "table":
            closes = index > self._last("template")
        elif name == "template":
            closes = True
        elif name in SPECIAL:
            closes = index >= top.scope
        else:
            closes = index > top.special
        return closes and self._close(index)

    def _close(self, index: int) -> bool:
        """Close the element at `index`; True where its start tag went."""
        kept = self.stack[index].kept
        self._pop_to(index)
        return not kept

    def _end_formatting(self, name: str) -> bool:
        """Close a formatting element, so that it does not come back."""
        index = self._last(name)
        form = self.stack[index].format if index >= 0 else None
        if index >= 0 and form is None:
            self._pop_if_plain(index)
            return True
        formats = self.formats[-1]
        last = next((other for other in reversed(formats) if other.name == name), None)
        if last is not None:
            formats.remove(last)
        self._pop_if_plain(index)
        return False

    def _pop_if_plain(self, index: int) -> None:
        """Close the element at `index` if no block is open in it: else the block stays open."""
        if index > self._top().special:
            self._pop_to(index)

    # What isn't tags.

    def _excess_attributes(self, name: str, token: re.Match[str]) -> int | None:
        """Where to cut a tag with too many attributes; those of root elements add up."""
        root = name in ROOT
        room = MAX_ATTRIBUTES - (self.root_attributes if root else 0)
        count = 0
        for attribute in KEYED_ATTRIBUTE.finditer(self.html, *token.span("attributes")):
            if count == room:
                self.limited.add(f"over {MAX_ATTRIBUTES} attributes in a tag")
                return attribute.start()
            if not self._knows(attribute["key"], self.attribute_names):
                return attribute.start()
            count += 1
        if root:
            self.root_attributes += count
        return None

    def _after_cdata(self, at: int) -> int:
        """Where a `<![CDATA[` section ends: it is one in SVG and MathML, else a comment."""
        end = self.html.find("]]>" if self._top().inside else ">", at)
        return len(self.html) if end < 0 else end + 1
