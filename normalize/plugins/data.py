"""What an `Outlet` says, as hooks: it answers like any other plugin.

Selectors concern pages alone, line patterns text too. A selector that finds nothing leaves
its step to the general rules, and the trace says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from re import Pattern
from typing import TYPE_CHECKING, Any

from normalize.article import Reason
from normalize.document import Document, Element, Label, SourceBlock
from normalize.hooks import hookimpl
from normalize.label.evidence import is_prose
from normalize.plugins import xpath
from normalize.plugins.outlet import Outlet, line_pattern

if TYPE_CHECKING:
    from normalize.article import Dateline
    from normalize.options import Options

Labels = dict[int, Label | Sequence[Label]]

_LONGEST_LINE = 300
"""Characters above which a line is prose, whatever a pattern says."""

_LONGEST_DATELINE = 150
_SEPARATORS = " -–—―/|:.,•·>»"

_MOST_NODES = 50
"""Elements that are looked at for one field: no page has more authors."""

_MOST_LEVELS = 20
"""Inline elements within each other that are climbed to find the block."""


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
        from normalize.split.names import clean_authors

        outlet = document.outlet
        if outlet is None:
            return None
        return clean_authors(_texts(document, options, "authors", outlet.authors)) or None

    @hookimpl
    def normalize_dateline(self, document: Document, options: Options) -> Dateline | None:
        """What the dateline's element holds: in a style that is not known, it is a place."""
        outlet = document.outlet
        text = _first_text(document, options, "dateline", outlet.dateline) if outlet else None
        if text is None or len(text) > _LONGEST_DATELINE:
            return None
        from normalize.article import Dateline
        from normalize.split.dateline import parse_dateline

        return parse_dateline(text) or Dateline(text, place=text.rstrip(_SEPARATORS) or None)

    @hookimpl
    def normalize_published(self, document: Document, options: Options) -> datetime | date | None:
        """The moment that the element gives to machines, or else the one in its text."""
        outlet = document.outlet
        if outlet is None or document.tree is None:
            return None
        for selector in outlet.published:
            for node in islice(_found(document, selector), _MOST_NODES):
                moment = _moment(node, options)
                if moment is not None:
                    return moment
        if outlet.published:
            _found_nothing(document, "published", outlet.published)
        return None


def _moment(node: Any, options: Options) -> datetime | date | None:
    from normalize.read.dates import parse_date
    from normalize.split.published import read_date_line

    for name in ("datetime", "content"):
        moment = parse_date(node.attributes.get(name) or "")
        if moment is not None:
            return moment
    return read_date_line(_raw_text(node, options), day_first=True).published


def _label_boxes(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for what stands in the boxes that the outlet's selectors name.

    Of an inline element only its own text is dropped; a line with an author in it is a byline.
    """
    for selector, reason in outlet.drop:
        label = Label.remove(reason, "outlet.drop")
        for index in _inside(document, selector):
            labels.setdefault(index, label)
        for index, part in _parts_inside(document, selector):
            before = labels.setdefault(index, ())
            if not isinstance(before, Label):
                labels[index] = (*before, replace(label, part=part))
    byline = Label.remove(Reason.BYLINE, "outlet.authors")
    for selector in outlet.authors:
        lines = (index for index, _ in _parts_inside(document, selector))
        for index in (*_inside(document, selector), *lines):
            if not is_prose(document.blocks[index].text):
                labels.setdefault(index, byline)


def _label_lines(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for the lines that match the outlet's patterns; a block may have several."""
    for index, block in enumerate(document.blocks):
        if index in labels:
            continue
        whole = len(block.text) <= _LONGEST_LINE and _label_of(block.text, outlet)
        if whole:
            labels[index] = whole
        elif "\n" in block.text:
            parts = list(_parts(block.text, outlet))
            if parts:
                labels[index] = parts


def _label_kept(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for the boxes that are body whatever the general rules say."""
    keep = Label.keep("body", "outlet.keep")
    for selector in outlet.keep:
        for index in _inside(document, selector):
            labels.setdefault(index, keep)


def _label_around(document: Document, outlet: Outlet, labels: Labels) -> None:
    """Labels for all that stands outside the container, and for prose inside."""
    inside: set[int] = set()
    for selector in outlet.container:
        inside.update(_inside(document, selector))
        if inside:
            break
    else:
        _found_nothing(document, "label", outlet.container)
        return
    outside = Label.remove(Reason.OUTSIDE_BODY, "outlet.container")
    keep = Label.keep("body", "outlet.container")
    claimed = {*_claimed(document, outlet.headline), *_claimed(document, outlet.standfirst)}
    for index, block in enumerate(document.blocks):
        if index in claimed or block.label is not None:
            continue
        if index not in inside:
            if _only_cut(labels.get(index, ())):
                labels[index] = outside
        elif index not in labels and _is_plain_prose(block):
            labels[index] = keep


def _claimed(document: Document, selectors: Sequence[str]) -> Iterator[int]:
    """The blocks that hold a field: of several selectors, the first that finds text counts."""
    for selector in selectors:
        if any(_given_text(node) for node in _found(document, selector)):
            return _inside(document, selector)
    return iter(())


def _only_cut(labels: Label | Sequence[Label]) -> bool:
    """Whether nothing is said of the block but that parts of it go."""
    return not isinstance(labels, Label) and all(label.reason for label in labels)


def _is_plain_prose(block: SourceBlock) -> bool:
    """Whether no general rule has reason to take the block away from a container."""
    from normalize.label.phrases import match

    return block.kind != "caption" and is_prose(block.text) and match(block.text) is None


def _parts(text: str, outlet: Outlet) -> Iterator[Label]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        label = _label_of(line, outlet) if len(line) <= _LONGEST_LINE else None
        if label:
            yield replace(label, part=(start, end))
        start = end + 1


def _label_of(line: str, outlet: Outlet) -> Label | None:
    line = " ".join(line.split())
    return next((label for pattern, label in _rules(outlet) if pattern.fullmatch(line)), None)


@lru_cache(maxsize=1024)
def _rules(outlet: Outlet) -> tuple[tuple[Pattern[str], Label], ...]:
    """The outlet's line patterns, compiled, with what they say of a line."""
    chrome = [(text, Label.remove(reason, "outlet.chrome")) for text, reason in outlet.chrome]
    credit = Label.keep("credit", "outlet.credits")
    given = [*chrome, *((text, credit) for text in outlet.credits)]
    return tuple((line_pattern(text), label) for text, label in given)


def _found(document: Document, selector: str) -> Iterable[Any]:
    """The nodes of the page that a selector finds."""
    if selector.startswith(xpath.PREFIX):
        return xpath.find(document, selector)
    found: Iterable[Any] = document.tree.css(selector)
    return found


def _first_text(
    document: Document, options: Options, step: str, selectors: Sequence[str]
) -> str | None:
    return next(iter(_texts(document, options, step, selectors)), None)


def _texts(document: Document, options: Options, step: str, selectors: Sequence[str]) -> list[str]:
    """The texts of the elements that the first of the selectors with any text finds."""
    if document.tree is None or not selectors:
        return []
    for selector in selectors:
        nodes = {node.mem_id: node for node in islice(_found(document, selector), _MOST_NODES)}
        whole = _block_texts(document, nodes) if nodes else {}
        found = (whole[i] if i in whole else _raw_text(nodes[i], options) for i in nodes)
        texts = list(filter(None, found))
        if texts:
            return texts
    _found_nothing(document, step, selectors)
    return []


def _block_texts(document: Document, nodes: Container[int]) -> dict[int, str]:
    """The texts of those nodes that consist of whole blocks, by the parser's number."""
    texts = {}
    for element in document.elements:
        if element.node is not None and element.node.mem_id in nodes:
            blocks = document.blocks[element.first : element.last]
            texts[element.node.mem_id] = " ".join(" ".join(b.text for b in blocks).split())
    return texts


def _raw_text(node: Any, options: Options) -> str:
    """The text of an element that is part of a block, repaired as blocks are."""
    from normalize.repair import repair

    text = _given_text(node)
    alone = Document(text, blocks=[SourceBlock(text)])
    return repair(alone, options).blocks[0].text


def _given_text(node: Any) -> str:
    """The text of an element; of a `<meta>`, its `content`."""
    given = node.attributes.get("content") if node.tag == "meta" else node.text()
    return " ".join((given or "").split())


def _inside(document: Document, selector: str) -> Iterator[int]:
    """The blocks in the elements that a selector finds, each once, in order."""
    found = {node.mem_id for node in _found(document, selector)}
    if not found:
        return
    until = 0
    for element in document.elements:
        if element.last > until and element.node is not None and element.node.mem_id in found:
            yield from range(max(until, element.first), element.last)
            until = element.last


def _parts_inside(document: Document, selector: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where in its block stands the text of each inline element that a selector finds.

    An element whose text the block has twice is left alone, and so is a block that the reader
    has put aside.
    """
    elements = None
    for node in islice(_found(document, selector), _MOST_NODES):
        if elements is None:
            elements = {e.node.mem_id: e for e in document.elements if e.node is not None}
        around = _element_around(elements, node)
        text = " ".join(node.text().split())
        if around is None or not text:
            continue
        for index in range(around.first, around.last):
            block = document.blocks[index].text
            start = block.find(text)
            if start >= 0 and block.find(text, start + 1) < 0:
                if document.blocks[index].label is None:
                    yield index, (start, start + len(text))
                break


def _element_around(elements: Mapping[int, Element], node: Any) -> Element | None:
    """The block-level element that holds an inline one; None for one of block level."""
    if node.mem_id in elements:
        return None
    for _ in range(_MOST_LEVELS):
        node = node.parent
        if node is None:
            return None
        if node.mem_id in elements:
            return elements[node.mem_id]
    return None


def _found_nothing(document: Document, step: str, selectors: Sequence[str]) -> None:
    document.note(step, "outlet", f"{', '.join(selectors)} found nothing")
