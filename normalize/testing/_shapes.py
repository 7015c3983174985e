"""Invented articles in the place of those on saved pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from normalize.testing._articles import GeneratedArticle, articles
from normalize.testing._vocabulary import codes

if TYPE_CHECKING:
    from normalize.authoring.fixtures import Fixture
    from normalize.document import Document

_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
_LONGEST_DATELINE = 150


@dataclass(frozen=True, slots=True)
class ShapedPage:
    """A saved page with the paragraphs of an invented article instead of its own."""

    article: GeneratedArticle
    html: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where paragraphs go: what stands there in the skeleton, and how one of them is printed."""

    mark: str
    pattern: str
    joiner: str

    def printed(self, paragraphs: Sequence[str]) -> str:
        texts = (self.pattern.replace(self.mark, escape(text)) for text in paragraphs)
        return self.joiner.join(texts)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page without its article."""

    html: str
    slots: tuple[_Slot, ...]
    language: str | None

    def __repr__(self) -> str:
        return "skeleton"  # in what Hypothesis prints, the page itself says enough

    def holding(self, article: GeneratedArticle) -> ShapedPage:
        """The page with an article in it; the last slot takes what the others leave."""
        html, story = self.html, article.story
        *others, last = self.slots
        for slot, paragraph in zip(others, story, strict=False):
            html = html.replace(slot.pattern, slot.printed([paragraph]))
        for slot in others[len(story) :]:
            html = html.replace(slot.pattern, "")
        return ShapedPage(article, html.replace(last.pattern, last.printed(story[len(others) :])))


def pages_like(fixture: Fixture) -> st.SearchStrategy[ShapedPage]:
    """Pages in the shape of a fixture's: the same markup around invented paragraphs.

    Headline, chrome and metadata stay as they are on the fixture's page. The article is in
    the page's language where there is a vocabulary for it.

    Args:
        fixture: a page; its `expected` body says which paragraphs to replace.
    """
    return st.deferred(lambda: _pages_like(fixture))


def _pages_like(fixture: Fixture) -> st.SearchStrategy[ShapedPage]:
    skeleton = skeleton_of(fixture)
    if skeleton is None:
        raise InvalidArgument(f"{fixture.folder}: no paragraph of its body is found on a page")
    language = skeleton.language if skeleton.language in codes() else None
    return articles(language=language).map(skeleton.holding)


def skeleton_of(fixture: Fixture) -> Skeleton | None:
    """The fixture's page with a mark in place of each paragraph of its body."""
    document = replace(fixture, outlet=None).document()
    paragraphs = tuple(fixture.expected.get("body", ()))
    nodes = _paragraph_nodes(document, paragraphs) if document.tree and paragraphs else {}
    slots = []
    for number, (node, several) in enumerate(nodes.values()):
        mark = f"{_MARK}{number}{_MARK}"
        node.inner_html = mark
        # An element of several paragraphs, parted by <br>, is filled; others are repeated.
        slots.append(_Slot(mark, mark, "<br><br>") if several else _Slot(mark, node.html, "\n"))
    html = document.tree.html if slots else ""
    # An element inside another that was filled is gone; one from a script's data was never here.
    left = tuple(slot for slot in slots if slot.pattern in html)
    language = (document.language or "").partition("-")[0]
    return Skeleton(html, left, language) if left else None


def _paragraph_nodes(
    document: Document, paragraphs: tuple[str, ...]
) -> dict[int, tuple[Any, bool]]:
    """The elements that hold the paragraphs, by the parser's number; whether each has several."""
    found: dict[int, tuple[Any, bool]] = {}
    for block in document.blocks:
        if block.element < 0 or block.kind == "heading" or not block.text.endswith(paragraphs):
            continue
        node = document.elements[block.element].node
        longest = max(len(text) for text in paragraphs if block.text.endswith(text))
        if node is None or len(block.text) - longest > _LONGEST_DATELINE:
            continue
        if not any(each in found for each in _outer(node)):
            found[node.mem_id] = (node, node.mem_id in found)
    return found


def _outer(node: Any) -> Iterator[int]:
    node = node.parent
    while node is not None:
        yield node.mem_id
        node = node.parent
