"""What selectors find on a page: each is asked once, however many steps need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from normalize.document import Document, Element
from normalize.plugins import xpath

_MOST_LEVELS = 20
"""Inline elements within each other that are climbed to find the block."""


class Nodes:
    """The nodes of a page by selector, and the elements of block level that hold them."""

    def __init__(self, document: Document) -> None:
        self.tree = document.tree
        self.boxes: Mapping[int, Element] = {
            each.node.mem_id: each for each in document.elements if each.node is not None
        }
        self._found: dict[str, Sequence[Any]] = {}
        self._copy: xpath.Copy | None = None

    def find(self, selector: str) -> Sequence[Any]:
        """The nodes that a selector finds."""
        found = self._found.get(selector)
        if found is None:
            found = self._found[selector] = self._ask(selector)
        return found

    def _ask(self, selector: str) -> Sequence[Any]:
        if not selector.startswith(xpath.PREFIX):
            css: Sequence[Any] = self.tree.css(selector)
            return css
        if self._copy is None:
            self._copy = xpath.Copy(self.tree)
        return self._copy.find(selector)

    def box(self, node: Any) -> Element | None:
        """The element that a node is; None for an inline one."""
        return self.boxes.get(node.mem_id)

    def box_around(self, node: Any) -> Element | None:
        """The element of block level that holds an inline node; None for one of block level."""
        if node.mem_id in self.boxes:
            return None
        for _ in range(_MOST_LEVELS):
            node = node.parent
            if node is None:
                return None
            if node.mem_id in self.boxes:
                return self.boxes[node.mem_id]
        return None


def nodes_of(document: Document) -> Nodes:
    """The nodes of a document's page, as it is now."""
    nodes: Nodes | None = document.nodes
    if nodes is None or nodes.tree is not document.tree:
        nodes = document.nodes = Nodes(document)
    return nodes
