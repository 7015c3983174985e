"""A page as numbers: sums over blocks, so that every element is a difference of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from normalize.document import ID_MARK, Document, Element, Label, SourceBlock
from normalize.read.structure_names import Names, names_of
from normalize.words.prose import ends_sentence

PROSE: Final = 80
"""Letters from which a block is prose whatever it ends with."""

SENTENCE: Final = 30
"""Letters from which a block is prose if it ends like a sentence."""

_OWN: Final = 0.2
"""The share of the prose from which a signature is one of the story's own."""

_PART: Final = 0.1
"""The share of a page's prose from which a container holds a part of the story."""

_NAMES: Final = 1000
"""Characters of class and id that are read."""

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WITHOUT_DIGITS: Final = str.maketrans("", "", "0123456789")

Signature = tuple[str, str]


def width(text: str) -> int:
    """Length in letters: an ideograph, three bytes long, says about as much as two."""
    size = len(text)
    if text.isascii():
        return size
    return 2 * size if len(text.encode("utf-8", "surrogatepass")) > 2.3 * size else size


def good_text(block: SourceBlock) -> float:
    """Letters of prose in a block: long text outside links, or what ends like a sentence.

    Long text with addresses in it is mostly data, unless it is a sentence.
    """
    text = block.text
    if 2 * len(text) < SENTENCE or block.label or block.kind in ("heading", "caption"):
        return 0.0
    size = width(text)
    if (size >= PROSE and "://" not in text) or (size >= SENTENCE and ends_sentence(text)):
        return size * max(0.0, 1 - block.linked / len(text))
    return 0.0


def own(shares: Mapping[Signature, float]) -> set[Signature]:
    """Of signatures with their prose, the story's own: those that have a good share of it."""
    have = sum(shares.values())
    return {signature for signature, good in shares.items() if good and good >= _OWN * have}


def _host(address: str) -> str:
    """The host of an address, "" if it is relative."""
    head, _, rest = address.partition("//")
    return (
        "" if head not in ("", "http:", "https:") else rest.partition("/")[0].removeprefix("www.")
    )


def _class(element: Element) -> str:
    return element.names.partition(ID_MARK)[0]


def _look(element: Element) -> str:
    """The class, or where there is none the id: beside a class, ids are mostly numbers."""
    names, _, number = element.names.partition(ID_MARK)
    return names or number


class Page:
    """The blocks and elements of a page with their sums, and the labels found so far.

    `headline` is the block of the headline; -1 where it isn't known.
    """

    def __init__(self, document: Document) -> None:
        self.elements: Sequence[Element] = document.elements
        self.blocks: Sequence[SourceBlock] = document.blocks
        self.labels: dict[int, Label] = {}
        self.headline = -1
        self.good = [good_text(b) for b in document.blocks]
        sizes = [0 if b.label else len(b.text) for b in document.blocks]
        links = [0 if b.label else b.linked for b in document.blocks]
        self._size_to = [0, *accumulate(sizes)]
        self._link_to = [0, *accumulate(links)]
        self._signatures: list[Signature | None] = [None] * len(document.elements)
        self.site = _host(document.url or document.metadata.canonical_url or "") or "unknown"
        self.sum_up()

    def sum_up(self) -> None:
        """Take what has been labelled out of the sums of prose."""
        for i in self.labels:
            self.good[i] = 0.0
        self.good_to = [0.0, *accumulate(self.good)]

    def names(self, e: int) -> Names:
        """What class and id of an element say; the id of a heading is often made of its words."""
        element = self.elements[e]
        return names_of((_class(element) if element.tag in _HEADINGS else element.names)[:_NAMES])

    @cached_property
    def alike(self) -> Mapping[tuple[str, str], float]:
        """How much prose elements of each tag and names held before anything was labelled."""
        found: dict[tuple[str, str], float] = {}
        good_to = self.good_to
        for e, element in enumerate(self.elements):
            good = good_to[element.last] - good_to[element.first]
            if good and not self.is_cell(e):
                look = element.tag, element.names
                found[look] = found.get(look, 0.0) + good
        return found

    @cached_property
    def bodies(self) -> Sequence[Element]:
        """The innermost elements with a part of the prose that are named as its container."""
        found: list[Element] = []
        enough = max(1.0, _PART * self.good_to[-1])
        for e in range(len(self.elements) - 1, -1, -1):
            if self.good_in(e) >= enough and self.names(e).body:
                here = self.elements[e]
                if not found or found[-1].first >= here.last:
                    found.append(here)
        return found

    def good_in(self, e: int) -> float:
        """Letters of prose inside an element."""
        here = self.elements[e]
        return self.good_to[here.last] - self.good_to[here.first]

    def link_density(self, e: int) -> float:
        """The share of an element's text that is in links."""
        here = self.elements[e]
        size = self._size_to[here.last] - self._size_to[here.first]
        return (self._link_to[here.last] - self._link_to[here.first]) / size if size else 0.0

    def signature(self, i: int) -> Signature:
        """Tag and class of a block's element; numbers in names only count."""
        e = self.blocks[i].element
        known = self._signatures[e]
        if known is None:
            element = self.elements[e]
            known = self._signatures[e] = element.tag, _look(element).translate(_WITHOUT_DIGITS)
        return known

    def signatures(self, first: int, last: int) -> dict[Signature, float]:
        """How much of the prose of a range of blocks has which signature."""
        found: dict[Signature, float] = {}
        for i in range(first, last):
            if self.good[i]:
                signature = self.signature(i)
                found[signature] = found.get(signature, 0.0) + self.good[i]
        return found

    def leads_on(self, i: int) -> bool:
        """Whether the first link of a block leads to another page of the same site."""
        element = self.elements[self.blocks[i].element]
        return element.last - element.first == 1 and self.leads_from(element)

    def leads_from(self, element: Element) -> bool:
        """Whether the first link in an element leads to another page of the same site."""
        if element.node is None:
            return False
        link = element.node.css_first("a[href]")
        if link is None:
            return False
        address = (link.attributes.get("href") or "").strip()
        if "#" in address or address.startswith(("mailto:", "tel:", "javascript:")):
            return False
        host = _host(address)
        return not host or host == self.site or host.endswith("." + self.site)

    def is_standfirst(self, i: int) -> bool:
        """Whether a small element around the block is named as a standfirst."""
        e = self.blocks[i].element
        for _ in range(3):
            if e < 0 or self.elements[e].last - self.elements[e].first > 3:
                return False
            if self.names(e).standfirst:
                return True
            e = self.elements[e].parent
        return False

    def is_cell(self, e: int) -> bool:
        """Whether an element is inside a row that is one block: its name speaks of a cell.

        The block belongs to the row, and what is inside a row comes after it.
        """
        return self.blocks[self.elements[e].first].element < e

    def label(self, i: int) -> Label | None:
        """The label that a block has so far."""
        return self.labels.get(i) or self.blocks[i].label

    def is_free(self, i: int) -> bool:
        """Whether nobody has labelled the block yet."""
        return i not in self.labels and self.blocks[i].label is None

    def free(self, first: int, last: int) -> list[int]:
        """The blocks of a range that nobody has labelled yet."""
        labels, blocks = self.labels, self.blocks
        return [i for i in range(first, last) if i not in labels and blocks[i].label is None]
