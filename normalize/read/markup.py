"""The elements of a page that speak of it, gathered in one query."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from normalize.words.dates import change
from normalize.words.names import opens_byline

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# One query for everything: each walks the whole tree.
_QUERY = (
    'meta,title,script[type*="ld+json" i],link[rel~="canonical" i],h1,'
    "time[datetime],[itemprop],[rel~=author]"
)
_CARD_FIELDS = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
_BESIDE = ("aside", "nav")
_FIRST_TIMES = 10
_NEAR = 4
_PAGE = ("body", "html")
# As many as an article has authors; a page that repeats a name without end is not read to it.
_VALUES_PER_NAME = 50
_ANCESTORS = 40
_NODES = 200
_TEXT_LIMIT = 1_000
_COMMENTS = ("Comment", "Review", "UserComments", "Answer")
_MEDIA = ("ImageObject", "VideoObject", "AudioObject")


@cache
def meta_names() -> dict[str, tuple[str, ...]]:
    """The names of meta tags for each field, the most trusted first."""
    source = files("normalize.read") / "data" / "metas.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return {field_: tuple(names) for field_, names in table.items()}


@dataclass(slots=True)
class Markup:
    """What a page says of itself, sorted by where it says so, each in page order.

    `metas` holds the contents of meta tags by name, `properties` the microdata elements by
    `itemprop`, names and properties in lower case.
    """

    metas: dict[str, list[str]] = field(default_factory=dict)
    properties: dict[str, list[LexborNode]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    times_before: list[LexborNode] = field(default_factory=list)
    times_after: list[LexborNode] = field(default_factory=list)
    author_links: list[LexborNode] = field(default_factory=list)
    title: str | None = None
    canonical: str | None = None
    language: str | None = None

    def named(self, field_: str) -> Iterator[tuple[str, list[str]]]:
        """The meta tags for a field with their contents, the most trusted first."""
        return ((name, self.metas[name]) for name in meta_names()[field_] if name in self.metas)

    def all(self, field_: str) -> Iterator[str]:
        """The contents of the meta tags for a field, the most trusted first."""
        return (value for _, values in self.named(field_) for value in values)

    def first(self, field_: str) -> str | None:
        """The most trusted content of the meta tags for a field."""
        return next(self.all(field_), None)

    def titles(self) -> Iterator[str]:
        """What the meta tags and `<title>` call the page."""
        yield from self.all("titles")
        if self.title:
            yield self.title

    def labelled_authors(self) -> Iterator[str]:
        """The value that a card for social media labels with the words of a byline."""
        for label, value in _CARD_FIELDS:
            for text in self.metas.get(label, ()):
                yield from (name for name in self.metas.get(value, ()) if opens_byline(text))

    def linked_authors(self) -> Iterator[str]:
        """The texts of the first link to an author and of those near it."""
        return map(text_of_name, _near_first(self.author_links))

    def marked_authors(self) -> Iterator[str]:
        """The authors in microdata: the first and those near it, for other stories have theirs."""
        nodes = [node for node in self.properties.get("author", ()) if not _in_comment(node)]
        of_story = [node for node in nodes if not _is_within(node, _MEDIA)]
        return filter(None, map(_value, _near_first(of_story or nodes)))

    def times(self, *, beside: bool = False) -> Iterator[str]:
        """The moments in `<time>`, those after the headline first.

        Those of the last change are left out, and that of a post from elsewhere, which stands
        in a quotation; what stands beside the story is left out or given alone.
        """
        for node in self.times_after + self.times_before[::-1]:
            value = node.attributes.get("datetime")
            if value and not _tells_change(node) and _stands_beside(node) == beside:
                yield value

    def times_of_change(self) -> Iterator[str]:
        """The moments in `<time>` that say they are of the last change."""
        for node in self.times_after[:_FIRST_TIMES]:
            if _tells_change(node) and (value := node.attributes.get("datetime")):
                yield value

    def property(self, name: str) -> str | None:
        """The value of a microdata property where it first stands outside a comment."""
        return next(self.property_values(name), None)

    def property_values(self, name: str) -> Iterator[str]:
        """The values of a microdata property, those inside comments left out."""
        for node in self.properties.get(name, ()):
            if not _in_comment(node) and (value := _value(node)):
                yield value

    def property_dates(self, name: str, *, beside: bool = False) -> Iterator[str]:
        """The moments of a microdata property, without what stands beside the story or that."""
        for node in self.properties.get(name, ()):
            if _stands_beside(node) == beside and not _in_comment(node):
                yield _value(node)


def gather(tree: LexborHTMLParser) -> Markup:
    """Gather the markup of a parsed page; time grows with the size of the page alone."""
    found = Markup()
    root = tree.root
    if root is not None:
        found.language = root.attributes.get("lang") or root.attributes.get("xml:lang")
    headline_seen = False
    for node in tree.css(_QUERY):
        tag = node.tag
        if tag == "script":
            found.scripts.append(node.text())
            continue
        if tag == "title":
            found.title = found.title or text_of_node(node)
            continue
        attributes = node.attributes
        if tag == "meta":
            if attributes.get("itemprop") != "author" or not _is_within(node, _COMMENTS + _MEDIA):
                _take_meta(found, attributes)
            continue
        if tag == "h1":
            headline_seen = True
        elif tag == "link":
            found.canonical = found.canonical or attributes.get("href")
        elif tag == "time":
            times = found.times_after if headline_seen else found.times_before
            times.append(node)
        _take_attributes(found, node, attributes)
    return found


def ancestors(node: LexborNode, most: int = _ANCESTORS) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    here = node.parent
    for _ in range(most):
        if here is None:
            return
        yield here
        here = here.parent


def text_of_node(node: LexborNode) -> str:
    """The text of an element on one line."""
    return " ".join(node.text(separator=" ").split())


def text_of_name(node: LexborNode) -> str:
    """The text of an element on one line; a letter set apart for its looks stays in its word."""
    text = ""
    for child in islice(node.traverse(include_text=True), _NODES):
        if child.tag == "-text" and (raw := child.text_content):
            text += raw if is_rest_of_word(text, raw) else f" {raw}"
    return " ".join(text[:_TEXT_LIMIT].split())


def is_rest_of_word(text: str, raw: str) -> bool:
    """Whether a letter at the border of two texts is part of a word of both.

    >>> is_rest_of_word("Jane Do", "e"), is_rest_of_word("J", "ane Doe")
    (True, True)
    >>> is_rest_of_word("Jane Doe", "writes"), is_rest_of_word("Jane Doe ", "y")
    (False, False)
    """
    if not text[-1:].isalpha() or not raw[0].islower():
        return False
    return len(text.rpartition(" ")[2]) == 1 or len(raw.split(None, 1)[0]) == 1


def _take_meta(found: Markup, attributes: Mapping[str, str | None]) -> None:
    # `value` is what some pages write, and what cards for social media put up with.
    content = (attributes.get("content") or attributes.get("value") or "").strip()
    if not content:
        return
    for key in ("property", "name", "itemprop", "http-equiv"):
        name = attributes.get(key)
        if name:
            values = found.metas.setdefault(name.strip().lower(), [])
            if len(values) < _VALUES_PER_NAME:
                values.append(content)


def _take_attributes(found: Markup, node: LexborNode, attributes: Mapping[str, str | None]) -> None:
    for name in (attributes.get("itemprop") or "").lower().split()[:4]:
        nodes = found.properties.setdefault(name, [])
        if len(nodes) < _VALUES_PER_NAME:
            nodes.append(node)
    if (
        "author" in (attributes.get("rel") or "").split()
        and len(found.author_links) < _VALUES_PER_NAME
    ):
        found.author_links.append(node)


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    for key in ("content", "datetime", "value"):
        if value := (attributes.get(key) or "").strip():
            return value
    names = node.css('[itemprop~="name"]')[:_VALUES_PER_NAME]
    own = (name for name in names if not _is_of_another(name, node))
    texts = (name.attributes.get("content") or text_of_name(name) for name in own)
    return ", ".join(dict.fromkeys(filter(None, texts))) or text_of_name(node)


def _is_of_another(name: LexborNode, node: LexborNode) -> bool:
    """Whether a name inside an element is that of something else, such as an employer."""
    for parent in ancestors(name):
        if parent.mem_id == node.mem_id:
            break
        if "itemprop" in parent.attributes:
            return True
    return False


def _near_first(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """The first of the elements that have a text, and those that share a box with it."""
    box: set[int] = set()
    for node in nodes:
        if not box and not node.text(strip=True) and not node.attributes.get("content"):
            continue
        above = {here.mem_id for here in ancestors(node, _NEAR) if here.tag not in _PAGE}
        if not box or box & above:
            box = box or above
            yield node


def _tells_change(node: LexborNode) -> bool:
    """Whether the text of an element says that something was updated."""
    return change().match(node.text().lstrip()) is not None


def _stands_beside(node: LexborNode) -> bool | None:
    """Whether an element stands beside the story, as in a link that holds a box; None if quoted."""
    boxed = False
    for parent in ancestors(node):
        tag = parent.tag
        if tag == "blockquote":
            return None
        if tag in _BESIDE or (boxed and tag == "a"):
            return True
        boxed = boxed or tag == "div"
    return False


def _in_comment(node: LexborNode) -> bool:
    """Whether the microdata around an element is that of a reader's comment or review."""
    return _is_within(node, _COMMENTS)


def _is_within(node: LexborNode, kinds: tuple[str, ...]) -> bool:
    """Whether the microdata around an element is of one of the kinds."""
    return any(
        (parent.attributes.get("itemtype") or "").endswith(kinds) for parent in ancestors(node)
    )
