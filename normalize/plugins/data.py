"""What an `Outlet` says, as hooks: it answers like any other plugin.

Selectors concern pages alone, line patterns text too. A selector that finds nothing leaves
its step to the general rules, and the trace says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from re import Pattern
from typing import TYPE_CHECKING, Any

from normalize.article import Reason
from normalize.document import Document, Element, Label, SourceBlock
from normalize.hooks import hookimpl
from normalize.plugins.nodes import Nodes, nodes_of
from normalize.plugins.outlet import Outlet, line_pattern
from normalize.words.prose import is_prose

if TYPE_CHECKING:
    from normalize.article import Dateline
    from normalize.options import Options

Labels = dict[int, Label | Sequence[Label]]

Rules = tuple[tuple[Pattern[str], Label], ...]

_DROP = "outlet.drop"
"""The rule by which the boxes go that an outlet drops."""

_LONGEST_LINE = 300
"""Characters above which a line is prose, whatever a pattern says."""

_FOR_ITS_PLACE = 0.5
"""Confidence of what is kept because it stands in a container: a rule may know it better."""

_LONGEST_DATELINE = 150
_SEPARATORS = " -–—―/|:.,•·>»"

_HEAD = 12
"""Blocks above the container among which a byline stands."""

_MOST_NODES = 50
"""Elements that are looked at for one field: no page has more authors."""


class OutletData:
    """Labels and fields from `document.outlet`."""

    @hookimpl
    def normalize_read(self, document: Document) -> Document | None:
        """Read a page with the outlet's replacements made in its markup."""
        outlet = document.outlet
        if outlet is None or not outlet.replace or document.kind != "html":
            return None
        from normalize.read.page import read_page

        for old, new in outlet.replace:
            document.source = document.source.replace(old, new)
        return read_page(document)

    @hookimpl
    def normalize_label(self, document: Document) -> Mapping[int, Label | Sequence[Label]] | None:
        """Label boxes by selector, and lines by pattern."""
        outlet = document.outlet
        if outlet is None:
            return None
        labels: Labels = {}
        if document.tree is not None:
            _label_boxes(document, outlet, labels)
        if outlet.chrome or outlet.credits:
            _label_lines(document, outlet, labels)
        if document.tree is not None:
            _label_kept(document, outlet, labels)
            if outlet.container:
                _label_around(document, outlet, labels)
        return labels

    @hookimpl
    def normalize_headline(self, document: Document, options: Options) -> str | None:
        """The text of the headline's element."""
        outlet = document.outlet
        return _first_text(document, options, "headline", outlet.headline) if outlet else None

    @hookimpl
    def normalize_standfirst(self, document: Document, options: Options) -> str | None:
        """The text of the standfirst's element."""
        outlet = document.outlet
        return _first_text(document, options, "standfirst", outlet.standfirst) if outlet else None

    @hookimpl
    def normalize_authors(self, document: Document, options: Options) -> Sequence[str] | None:
        """The names in the authors' elements."""
        from normalize.words.names import clean_authors

        outlet = document.outlet
        if outlet is None:
            return None
        texts = _texts(document, options, "authors", outlet.authors)
        return clean_authors(text for text in texts if not is_prose(text)) or None

    @hookimpl
    def normalize_dateline(self, document: Document, options: Options) -> Dateline | None:
        """What the dateline's element holds: in a style that is not known, it is a place."""
        outlet = document.outlet
        text = _first_text(document, options, "dateline", outlet.dateline) if outlet else None
        if text is None or len(text) > _LONGEST_DATELINE:
            return None
        from normalize.article import Dateline
        from normalize.words.dateline import parse_dateline

        return parse_dateline(text) or Dateline(text, place=text.rstrip(_SEPARATORS) or None)

    @hookimpl
    def normalize_published(self, document: Document, options: Options) -> datetime | date | None:
        """The moment that the element gives to machines, or else the one in its text."""
        outlet = document.outlet
        if outlet is None or document.tree is None:
            return None
        for selector in outlet.published:
            for node in nodes_of(document).find(selector)[:_MOST_NODES]:
                moment = _moment(node, options)
                if moment is not None:
                    return moment
        if outlet.published:
            _found_nothing(document, "published", outlet.published)
        return None


def _moment(node: Any, options: Options) -> datetime | date | None:
    from normalize.split.published import read_date_line
    from normalize.words.timestamps import parse_date

    for name in ("datetime", "content"):
        moment = parse_date(node.attributes.get(name) or "")
        if moment is not None:
            return moment
    text = _given_text(node)
    if len(text) > _LONGEST_LINE:
        return None
    return read_date_line(_repaired(text, options), day_first=True).published


def _label_boxes(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for what stands in the boxes that the outlet's selectors name.

    Of an inline element only its own text is dropped; a line with an author in it is a byline.
    """
    nodes = nodes_of(document)
    for selector, reason in outlet.drop:
        label = Label.remove(reason, _DROP)
        for index in _inside(nodes, selector):
            labels.setdefault(index, label)
        for index, part in _parts_inside(document, nodes, selector):
            before = labels.setdefault(index, ())
            if not isinstance(before, Label):
                labels[index] = (*before, replace(label, part=part))
    byline = Label.remove(Reason.BYLINE, "outlet.authors")
    for selector in outlet.authors:
        lines = (index for index, _ in _parts_inside(document, nodes, selector))
        for index in (*_inside(nodes, selector), *lines):
            if not is_prose(document.blocks[index].text):
                labels.setdefault(index, byline)


def _label_lines(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for the lines that match the outlet's patterns; a block may have several."""
    rules = _rules(outlet)
    for index, block in enumerate(document.blocks):
        if index in labels:
            continue
        whole = _label_of(block.text, rules)
        if whole:
            labels[index] = whole
        elif "\n" in block.text:
            parts = list(_parts(block.text, rules))
            if parts:
                labels[index] = parts


def _label_kept(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for what is body whatever the general rules say: boxes, a dateline on its own."""
    nodes = nodes_of(document)
    keep = Label.keep("body", "outlet.keep")
    for selector in outlet.keep:
        for index in _inside(nodes, selector):
            labels.setdefault(index, keep)
    for selector in outlet.dateline:
        for index, (start, end) in _parts_inside(document, nodes, selector):
            if (start, end) == (0, len(document.blocks[index].text)):
                labels.setdefault(index, keep)


def _label_around(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for all that stands outside the container, and for prose inside.

    A byline above the container still names the authors.
    """
    from normalize.words.names import parse_byline

    nodes = nodes_of(document)
    inside: set[int] = set()
    for selector in outlet.container:
        inside.update(_inside(nodes, selector))
        if inside:
            break
    else:
        _found_nothing(document, "label", outlet.container)
        return
    outside = Label.remove(Reason.OUTSIDE_BODY, "outlet.container")
    byline = Label.remove(Reason.BYLINE, "outlet.container")
    above = range(min(inside, default=0) - _HEAD, min(inside, default=0))
    keep = Label.keep("body", "outlet.container", confidence=_FOR_ITS_PLACE)
    fields = (outlet.headline, outlet.standfirst)
    claimed = {index for field in fields for index in _claimed(nodes, field)}
    for index, block in enumerate(document.blocks):
        if index in claimed or block.label is not None:
            continue
        if index not in inside:
            if _only_cut(labels.get(index, ())):
                is_byline = index in above and parse_byline(block.text)
                labels[index] = byline if is_byline else outside
        elif index not in labels and _is_own_prose(block):
            labels[index] = keep


def _claimed(nodes: Nodes, selectors: Sequence[str]) -> Iterator[int]:
    """The blocks that hold a field: of several selectors, the first that finds text counts."""
    for selector in selectors:
        if any(map(_given_text, nodes.find(selector))):
            return _inside(nodes, selector)
    return iter(())


def _only_cut(labels: Label | Sequence[Label]) -> bool:
    """Whether nothing is said of the block but that parts of it go."""
    return not isinstance(labels, Label) and all(label.reason for label in labels)


def _is_own_prose(block: SourceBlock) -> bool:
    """Whether a block is prose, and not the text of a link to other prose."""
    return 2 * block.linked <= len(block.text) and is_prose(block.text)


def _parts(text: str, rules: Rules) -> Iterator[Label]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        label = _label_of(line, rules)
        if label:
            yield replace(label, part=(start, end))
        start = end + 1


def _label_of(line: str, rules: Rules) -> Label | None:
    if len(line) > _LONGEST_LINE:
        return None
    line = " ".join(line.split())
    return next((label for pattern, label in rules if pattern.fullmatch(line)), None)


@lru_cache(maxsize=1024)
def _rules(outlet: Outlet) -> Rules:
    """The outlet's line patterns, compiled, with what they say of a line."""
    chrome = [(text, Label.remove(reason, "outlet.chrome")) for text, reason in outlet.chrome]
    credit = Label.keep("credit", "outlet.credits")
    given = [*chrome, *((text, credit) for text in outlet.credits)]
    return tuple((line_pattern(text), label) for text, label in given)


def _first_text(
    document: Document, options: Options, step: str, selectors: Sequence[str]
) -> str | None:
    return next(_texts(document, options, step, selectors), None)


def _texts(
    document: Document, options: Options, step: str, selectors: Sequence[str]
) -> Iterator[str]:
    """The texts of the elements that the first of the selectors with any text finds."""
    if document.tree is None or not selectors:
        return
    nodes = nodes_of(document)
    for selector in selectors:
        found = {node.mem_id: node for node in nodes.find(selector)[:_MOST_NODES]}
        has_text = False
        for node in found.values():
            box = nodes.box(node)
            text = _box_text(document, box) if box else _repaired(_given_text(node), options)
            if text:
                has_text = True
                yield text
        if has_text:
            return
    _found_nothing(document, step, selectors)


def _box_text(document: Document, box: Element) -> str:
    """The text of an element of whole blocks.

    What the outlet drops of it is no part of the field, unless that is all of it.
    """
    blocks = document.blocks[box.first : box.last]
    left = [block for block in blocks if not _is_dropped(block)] or blocks
    return " ".join(" ".join(block.text for block in left).split())


def _is_dropped(block: SourceBlock) -> bool:
    return block.label is not None and block.label.rule == _DROP


def _repaired(text: str, options: Options) -> str:
    """A text that is no block of its own, repaired as blocks are."""
    from normalize.repair import repair

    alone = Document(text, blocks=[SourceBlock(text)])
    return repair(alone, options).blocks[0].text


def _given_text(node: Any) -> str:
    """The text of an element; of a `<meta>`, its `content`."""
    given = node.attributes.get("content") if node.tag == "meta" else node.text()
    return " ".join((given or "").split())


def _inside(nodes: Nodes, selector: str) -> Iterator[int]:
    """The blocks in the elements that a selector finds, each once, in order."""
    elements = filter(None, map(nodes.box, nodes.find(selector)))
    until = 0
    for first, last in sorted((element.first, element.last) for element in elements):
        yield from range(max(until, first), last)
        until = max(until, last)


def _parts_inside(
    document: Document, nodes: Nodes, selector: str
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where in its block stands the text of each inline element that a selector finds.

    An element whose text the block has twice is left alone, unless it opens the block, and so
    is a block that the reader has put aside.
    """
    for node in nodes.find(selector)[:_MOST_NODES]:
        around = nodes.box_around(node)
        text = " ".join(node.text().split())
        if around is None or not text:
            continue
        for index in range(around.first, around.last):
            block = document.blocks[index].text
            start = block.find(text)
            is_sure = block.find(text, start + 1) < 0 or (start == 0 and _is_first(node))
            if start >= 0 and is_sure:
                if document.blocks[index].label is None:
                    yield index, (start, start + len(text))
                break


def _is_first(node: Any) -> bool:
    """Whether no text stands before an element in the one that holds it."""
    while (node := node.prev) is not None:
        if node.text().strip():
            return False
    return True


def _found_nothing(document: Document, step: str, selectors: Sequence[str]) -> None:
    document.note(step, "outlet", f"{', '.join(selectors)} found nothing")
