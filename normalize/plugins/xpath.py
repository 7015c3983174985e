"""XPath selectors, for what CSS can't say and for rules that others have written in it.

They are asked of a copy of the page in lxml, and answered with the page's own nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from normalize.errors import OptionsError

if TYPE_CHECKING:
    from lxml import etree

    from normalize.document import Document

PREFIX = "xpath:"
"""What an XPath among selectors begins with."""

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Value:
    """A string that an XPath gives, such as an attribute's: it is read like a `<meta>`."""

    tag = "meta"
    parent = None

    def __init__(self, text: str) -> None:
        self.attributes = {"content": text}
        self.mem_id = id(self)

    def text(self) -> str:
        """The string."""
        return self.attributes["content"]


def find(document: Document, selector: str) -> Iterator[Any]:
    """The nodes of the page that an XPath finds, in its order; strings as a `Value`."""
    if document.copy is None:
        document.copy = _Copy(document.tree)
    yield from document.copy.find(selector.removeprefix(PREFIX))


def check_xpath(selector: str) -> None:
    """Raise `OptionsError` where an XPath can't be read."""
    from lxml import etree

    try:
        _compiled(selector.removeprefix(PREFIX))
    except etree.XPathError as problem:
        raise OptionsError(f"{selector!r}: {problem}") from None


@lru_cache(maxsize=4096)
def _compiled(path: str) -> etree.XPath:
    from lxml import etree

    return etree.XPath(path)


class _Copy:
    """A page as lxml has it, with the way back from its elements to the page's nodes."""

    def __init__(self, page: Any) -> None:
        from lxml import etree

        self._nodes: dict[etree._Element, Any] = {}
        self._root = etree.Element("document")
        elements = {page.root.parent.mem_id: self._root}
        for node in page.root.traverse(include_text=True):
            parent = elements.get(node.parent.mem_id)
            if parent is None:
                continue
            if node.tag == "-text":
                _add_text(parent, _NO_XML.sub("", node.text(deep=False) or ""))
            elif node.tag[0] != "-":
                element = etree.SubElement(parent, _name(node.tag), _attributes(node))
                elements[node.mem_id] = element
                self._nodes[element] = node

    def find(self, path: str) -> Iterator[Any]:
        from lxml import etree

        try:
            found = _compiled(path)(self._root.getroottree())
        except etree.XPathError as problem:
            raise OptionsError(f"{PREFIX}{path}: {problem}") from problem
        for each in found if isinstance(found, list) else [found]:
            node = self._nodes.get(each) if isinstance(each, etree._Element) else None
            if node is not None:
                yield node
            elif isinstance(each, str):
                yield Value(each)


def _add_text(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _name(tag: str) -> str:
    """The tag, where XML has such names; `<o:p>` is a `p`."""
    name = tag.rpartition(":")[2]
    return name if _NAME.fullmatch(name) else "unknown"


def _attributes(node: Any) -> dict[str, str]:
    return {
        name: _NO_XML.sub("", value or "")
        for name, value in node.attributes.items()
        if _NAME.fullmatch(name)
    }
