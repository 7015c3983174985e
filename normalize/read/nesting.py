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
    RAW,
    ROOT,
    RUBY,
    SCOPE,
    SELF_LIMITING,
    SPECIAL,
    TABLE_PART,
    VOID,
)

MAX_DEPTH = 512
MAX_ATTRIBUTES = 1_000
MAX_OPTIONS = 2_000
MAX_PRODUCT = 100_000
MAX_NAMES = 10_000
_LEAST_FORMATTING = 4
_LARGE = 250_000  # Characters: smaller pages can't hold names enough to matter.

_SPACE = r"[ \t\n\r\f]"
_BARE = r"[^ \t\n\r\f/>]"
NAME = rf"[a-zA-Z]{_BARE}*+"
ATTRIBUTE = (
    rf"[ \t\n\r\f/]*+{_BARE}[^ \t\n\r\f/>=]*+"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+)?+)?+"
)
_TOKEN = re.compile(
    rf"<(?:(?P<end>/?)(?P<name>{NAME})(?P<attributes>(?:{ATTRIBUTE})*+)(?P<close>[ \t\n\r\f/]*+>?+)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))|(?P<cdata>!\[CDATA\[)|[!?/][^>]*+>?+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"(?=[ \t\n\r\f/]*+(?P<key>{_BARE}[^ \t\n\r\f/>=]*+)){ATTRIBUTE}")
_SCRIPT_PART = re.compile(r"<!--(?P<empty>-?>)?|-->|<(?P<end>/?)script(?=[ \t\n\r\f/>])", re.I)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE)
    for name in RAW - {"script", "plaintext"}
}


@dataclass(slots=True)
class _Open:
    """An open element, and where the nearest ones of some kinds stand, itself included."""

    name: str
    kept: bool
    depth: int
    foreign: bool
    special: int
    scope: int
    item_stop: int


_BOTTOM = _Open("", kept=True, depth=0, foreign=False, special=-1, scope=-1, item_stop=-1)


def bounded(html: str) -> tuple[str, str | None]:
    """Drop the tags of a page that are out of bounds; see `limits.limit_markup`."""
    return _Pass(html).run()


@dataclass(slots=True)
class _Pass:
    """One pass over a page."""

    html: str
    stack: list[_Open] = field(default_factory=list)
    where: dict[str, list[int]] = field(default_factory=dict)
    formats: list[dict[str, int]] = field(default_factory=lambda: [{}])
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
        done = at = 0
        while (token := _TOKEN.search(html, at)) is not None:
            at = token.end()
            if token["cdata"]:
                at = self._after_cdata(at)
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
            if name in RAW and not self._foreign_above(name):
                at = self._raw_end(name, at)
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

    def _push(self, name: str, kept: bool, foreign: bool) -> None:
        top, index = self._top(), len(self.stack)
        special = name in SPECIAL
        opened = _Open(
            name,
            kept,
            top.depth + kept,
            foreign,
            index if special else top.special,
            index if name in SCOPE else top.scope,
            index if special and name not in ("address", "div", "p") else top.item_stop,
        )
        self.stack.append(opened)
        self.where.setdefault(name, []).append(index)
        if name in MARKER:
            self.formats.append({})

    def _pop_to(self, index: int) -> None:
        """Close the element at `index` and all inside it."""
        while len(self.stack) > index:
            name = self.stack.pop().name
            self.where[name].pop()
            if name in MARKER:
                self.formats.pop()

    # What start tags do.

    def _start(self, name: str, token: re.Match[str]) -> bool:
        """Open an element; False where its tag has to go."""
        if self._top().foreign:
            if name not in BREAKS_OUT:
                return token["close"].endswith("/>") or self._open(name, foreign=True)
            while self._top().foreign:
                self._pop_to(len(self.stack) - 1)
        if name in VOID or name in ROOT or self._ignored(name):
            return True
        if name in CLOSES:
            self._close_implied(name)
        if name in ("svg", "math"):
            return token["close"].endswith("/>") or self._open(name, foreign=True)
        if name in RAW:
            self._push(name, kept=True, foreign=False)
            return True
        if name in FORMATTING:
            return self._open_formatting(name, bool(token["attributes"]))
        if name == "select":
            self.options = 0
        elif name == "option" and not self._option_fits():
            self._push(name, kept=False, foreign=False)
            return False
        return self._open(name, foreign=False)

    def _open(self, name: str, *, foreign: bool) -> bool:
        kept = self._top().depth < MAX_DEPTH
        if not kept:
            self.limited.add(f"nesting over {MAX_DEPTH} levels")
        kept = kept and self._knows(name, self.names)
        self._push(name, kept, foreign and name not in HTML_INSIDE)
        return kept

    def _knows(self, name: str, names: set[str]) -> bool:
        """Whether a name is one of those seen, or there is room for it among them."""
        if name not in names and len(names) >= MAX_NAMES:
            self.limited.add(f"over {MAX_NAMES} different names")
            return False
        names.add(name)
        return True

    def _open_formatting(self, name: str, distinct: bool) -> bool:
        """Open `<b>` and kin: of identical ones the parser brings back three at most."""
        formats = self.formats[-1]
        if sum(formats.values()) >= self.max_formats:
            self.limited.add("open formatting elements")
            self._push(name, kept=False, foreign=False)
            return False
        if not self._open(name, foreign=False):
            return False
        if distinct or formats.get(name, 0) < 3:
            formats[name] = formats.get(name, 0) + 1
        return True

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
            if self._last(name) > top.special:
                self._pop_to(self._last(name))
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
        index = self._last(name)
        if name in FORMATTING:
            self._end_formatting(name, index)
        if index < 0:
            return False
        top = self.stack[-1]
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
        if not closes:
            return False
        kept = self.stack[index].kept
        self._pop_to(index)
        return not kept

    def _end_formatting(self, name: str, index: int) -> None:
        if index >= 0 and not self.stack[index].kept:
            return
        formats = self.formats[-1]
        if formats.get(name):
            formats[name] -= 1

    # What isn't tags.

    def _excess_attributes(self, name: str, token: re.Match[str]) -> int | None:
        """Where to cut a tag with too many attributes; those of root elements add up."""
        root = name in ROOT
        room = MAX_ATTRIBUTES - (self.root_attributes if root else 0)
        count = 0
        for attribute in _ATTRIBUTE.finditer(self.html, *token.span("attributes")):
            if count == room:
                self.limited.add(f"over {MAX_ATTRIBUTES} attributes in a tag")
                return attribute.start()
            if not self._knows(attribute["key"], self.attribute_names):
                return attribute.start()
            count += 1
        if root:
            self.root_attributes += count
        return None

    def _foreign_above(self, name: str) -> bool:
        """Whether the element just opened is SVG or MathML, where no text is raw."""
        if self._top().name != name:
            return True
        return len(self.stack) > 1 and self.stack[-2].foreign

    def _after_cdata(self, at: int) -> int:
        """Where a `<![CDATA[` section ends: it is one in SVG and MathML, else a comment."""
        end = self.html.find("]]>" if self._top().foreign else ">", at)
        return len(self.html) if end < 0 else end + 1

    def _raw_end(self, name: str, at: int) -> int:
        """Where the raw text of `<script>`, `<style>`, `<title>` and kin ends."""
        if name == "plaintext":
            return len(self.html)
        if name == "script":
            return self._script_end(at)
        end = _RAW_END[name].search(self.html, at)
        return len(self.html) if end is None else end.start()

    def _script_end(self, at: int) -> int:
        """The end tag of a script: `<!-- <script>` hides the next one."""
        escaped = twice = False
        for part in _SCRIPT_PART.finditer(self.html, at):
            mark = part[0]
            if mark.startswith("<!--"):
                escaped = escaped or not part["empty"]
            elif mark == "-->":
                escaped = twice = False
            elif part["end"] and not twice:
                return part.start()
            else:
                twice = escaped and not part["end"]
        return len(self.html)
