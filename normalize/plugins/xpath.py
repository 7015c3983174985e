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

PREFIX = "xpath:"
"""What an XPath among selectors begins with."""

_FUNCTIONS = """
    boolean ceiling concat contains count false floor id lang last local-name name namespace-uri
    normalize-space not number position round starts-with string string-length substring
    substring-after substring-before sum translate true
"""
_NODE_TESTS = "comment node processing-instruction text"
_OPERATORS = "and div mod or"
_BEFORE_PARENTHESES = frozenset(f"{_FUNCTIONS} {_NODE_TESTS} {_OPERATORS}".split())
"""What XPath 1.0 has before a parenthesis."""

_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALL = re.compile(r"([A-Za-z_][\w.-]*)\s*\(")
_PREFIX_OF_NAME = re.compile(r"(?<!:):(?!:)")
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


def check_xpath(selector: str) -> None:
    """Raise `OptionsError` where an XPath can't be read, or asks for what is not there."""
    from lxml import etree

    path = selector.removeprefix(PREFIX)
    try:
        _compiled(path)
    except etree.XPathError as problem:
        raise OptionsError(f"{selector!r}: {problem}") from None
    missing = _missing(_LITERAL.sub("''", path))
    if missing:
        raise OptionsError(f"{selector!r}: {missing}")


def _missing(path: str) -> str | None:
    """What of a path would only fail on a page: such names are looked up when they are met."""
    if "$" in path:
        return "there are no variables"
    if _PREFIX_OF_NAME.search(path):
        return "names have no prefix; write local-name() = …, or a function of XPath 1.0"
    strange = set(_CALL.findall(path)) - _BEFORE_PARENTHESES
    return f"XPath 1.0 has no function {min(strange)}()" if strange else None


@lru_cache(maxsize=4096)
def _compiled(path: str) -> etree.XPath:
    from lxml import etree

    return etree.XPath(path)


class Copy:
    """A page as lxml has it, with the way back from its elements to the page's nodes."""

    def __init__(self, page: Any) -> None:
        from lxml import etree

        self._nodes: dict[etree._Element, Any] = {}
        builder = etree.TreeBuilder()
        builder.start("document", {})
        top = page.root.parent.mem_id
        copied = {top: "document"}
        around = [top]
        for node in page.root.traverse(include_text=True):
            parent = node.parent.mem_id
            if parent not in copied:
                continue
            while around[-1] != parent:
                builder.end(copied[around.pop()])
            if node.tag == "-text":
                builder.data(_NO_XML.sub("", node.text(deep=False) or ""))
            elif node.tag[0] != "-":
                name = copied[node.mem_id] = _name(node.tag)
                around.append(node.mem_id)
                self._nodes[builder.start(name, _attributes(node))] = node
        while around:
            builder.end(copied[around.pop()])
        self._root = builder.close()

    def find(self, selector: str) -> list[Any]:
        """The nodes of the page that an XPath finds, in its order; strings as a `Value`."""
        return list(self._find(selector))

    def _find(self, selector: str) -> Iterator[Any]:
        from lxml import etree

        try:
            found = _compiled(selector.removeprefix(PREFIX))(self._root.getroottree())
        except etree.XPathError as problem:
            raise ValueError(f"{selector}: {problem}") from problem
        for each in found if isinstance(found, list) else [found]:
            node = self._nodes.get(each) if isinstance(each, etree._Element) else None
            if node is not None:
                yield node
            elif isinstance(each, str):
                yield Value(each)


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
