"""The authors that a page shows its readers: in elements and links that speak of an author."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from typing import TYPE_CHECKING
from unicodedata import normalize

from normalize.read.markup import ancestors, is_rest_of_word, text_of_node
from normalize.words.name_words import EDGES, around_names, fold
from normalize.words.names import (
    clean_authors,
    is_full_name,
    names_alone,
    opens_byline,
    opens_names,
)
from normalize.words.titles import likeness

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    _Nodes = Sequence[tuple[str | None, LexborNode]]
    """Elements in page order, each with its tag."""

_CANDIDATES = 60
_HEADINGS = 40
_ALIKE = 0.5
_NODES = 200
_LINES = 12
_TEXT_LIMIT = 300
# A paragraph of prose; a byline at the head of a story may stand below its standfirst.
_PROSE = 120
_LEAD = 2
_PLAIN = ("h1", "h2", "p", "a")
_STORIES = ("Article", "Posting", "Report", "Review", "Comment")
_APART = ("blockquote", "nav")
_BESIDE = ("aside", "footer")
_UNREAD = ("script", "style", "noscript", "template", "time")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    source = files("normalize.read") / "data" / "bylines.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in table.items()}


@cache
def _query() -> str:
    """One query for everything: each walks the whole tree."""
    called = (f'[class*="{word}" i]' for word in _words()["called"])
    named = (f'[id*="{word}" i]' for word in _words()["named"])
    return ",".join((*_PLAIN, "[rel~=author]", *called, *named))


@cache
def _pattern(*keys: str) -> re.Pattern[str]:
    """For texts in lower case: to ignore the case takes four times as long."""
    return re.compile("|".join(word for key in keys for word in _words()[key]))


@cache
def _folders() -> re.Pattern[str]:
    """A folder of authors (group 1) or people in an address, and something in it."""
    writers, people = ("|".join(_words()[key]) for key in ("writers", "people"))
    ending = "[a-z]{0,2}"
    return re.compile(f"/(?:({writers}){ending}[^a-z-].|(?:{people}){ending}[^a-z].)")


class ShownAuthors:
    """The bylines of a page, found by where they stand to its headline."""

    def __init__(self, tree: LexborHTMLParser, titles: Sequence[str]) -> None:
        self._around: set[int] = set()
        self._in_story = False
        self._lead: list[LexborNode] = []
        self._below: list[LexborNode] = []
        self._above: list[LexborNode] = []
        nodes = [(node.tag, node) for node in tree.css(_query())]
        headline = _headline(nodes, titles)
        if headline is not None:
            self._look_around(headline)
        self._sort(nodes, headline)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The names in each byline, the likeliest first.

        Those between the headline and its story's first paragraphs come first, then those further
        down, then those above; not those of comments, sidebars and other stories.
        """
        for part in (self._lead, self._below, self._above):
            for node in part[:_CANDIDATES]:
                if node.mem_id in self._around or self._is_apart(node, part is self._lead):
                    continue
                if names := _names_in(node):
                    more = (name for other in _listed_after(node) for name in _names_in(other))
                    yield clean_authors([*names, *filter(is_full_name, more)])

    def _look_around(self, headline: LexborNode) -> None:
        for here in ancestors(headline):
            self._around.add(here.mem_id)
            self._in_story = self._in_story or _is_story(here)

    def _sort(self, nodes: _Nodes, headline: LexborNode | None) -> None:
        part, paragraphs = self._above, 0
        for tag, node in nodes:
            if node is headline:
                part = self._lead
            elif tag not in _PLAIN:
                part.append(node)
            elif tag == "a" and part is not self._lead:
                continue  # menus and other stories
            elif _is_called(node) or (tag == "a" and len(part) < _CANDIDATES and _is_writer(node)):
                part.append(node)
            elif part is self._lead and tag == "p" and len(node.text()) >= _PROSE:
                paragraphs += 1
                part = self._lead if paragraphs <= _LEAD else self._below

    def _is_apart(self, node: LexborNode, at_head: bool) -> bool:
        """Whether an element stands in a comment or quotation, beside the article or in another."""
        for here in chain((node,), ancestors(node)):
            if here.mem_id in self._around or here.tag in ("body", "html"):
                return False
            if here.tag in _APART or (here.tag in _BESIDE and not at_head):
                return True
            if here.tag == "figure" and node.tag != "a":
                return True  # who took the picture
            if self._in_story and here is not node and _is_story(here):
                return True
            attributes = here.attributes
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            told = _pattern("others") if at_head else _pattern("others", "beside")
            if told.search(names[:_TEXT_LIMIT].lower()):
                return True
        return False


def _headline(nodes: _Nodes, titles: Sequence[str]) -> LexborNode | None:
    """The heading that is like the title of the page, else its first h1."""
    h1s, h2s = ([node for tag, node in nodes if tag == level] for level in ("h1", "h2"))
    for headings in (h1s, h2s) if titles else ():
        for node in headings[:_HEADINGS]:
            if likeness(text_of_node(node)[:_TEXT_LIMIT], titles[0]) >= _ALIKE:
                return node
    return h1s[0] if h1s else None


def _is_called(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        "author" in (attributes.get("rel") or "").split()
        or bool(_pattern("called").search((attributes.get("class") or "").lower()))
        or bool(_pattern("named").search((attributes.get("id") or "").lower()))
    )


def _is_writer(link: LexborNode) -> bool:
    """Whether a link leads to the page of somebody who writes, by the words of its address."""
    address = (link.attributes.get("href") or "").lower()
    folder = _folders().search(address)
    if folder is None:
        return False
    names = names_alone(text_of_node(link)[:_TEXT_LIMIT])
    if not names or " " not in names[0]:
        return False
    page = address.rstrip("/").rpartition("/")[2]
    return folder[1] is not None or _letters(names[0]) in _letters(page)


def _letters(text: str) -> str:
    """The letters of a name as addresses have them."""
    return "".join(filter(str.isalpha, normalize("NFKD", text).casefold()))


def _is_story(node: LexborNode) -> bool:
    return node.tag == "article" or (node.attributes.get("itemtype") or "").endswith(_STORIES)


def _listed_after(node: LexborNode) -> Iterator[LexborNode]:
    """The elements of a kind that follow one with nothing but a comma or `and` between them."""
    kind, here = node.attributes.get("class"), node.next
    for _ in range(_NODES):
        if here is None:
            return
        if here.tag == "-text":
            text = fold(" ".join((here.text_content or "").split()))
            if text and text not in around_names().joiners:
                return
        elif here.attributes.get("class") == kind and (
            _is_called(here) or (here.tag == "a" and _is_writer(here))
        ):
            yield here
        else:
            return
        here = here.next


def _kind(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, (node.attributes.get("class") or "").strip().partition(" ")[0]


def _names_in(node: LexborNode) -> tuple[str, ...]:
    """The names in a byline: those of its first line that has any, and of lines of that kind."""
    lines = list(islice(_lines(node), _LINES))
    opened = next((at for at, (text, _) in enumerate(lines) if opens_byline(text)), 0)
    found: list[str] = []
    kind = None
    for text, parent in lines[opened:]:
        if len(text) >= _PROSE:
            break
        names = names_alone(text) or names_alone(text.rstrip("."))
        if names and (kind is None or _kind(parent) == kind) and all(map(is_full_name, names)):
            found += names
            kind = _kind(parent)
    return clean_authors(found) or (_lone_name(lines[0][0]) if len(lines) == 1 else ())


def _lone_name(line: str) -> tuple[str, ...]:
    """A name of one word, where a line has nothing else."""
    names = names_alone(line)
    return names if names == (line.strip(EDGES),) or opens_byline(line) else ()


def _lines(node: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """The lines of an element and the element that each begins in; words for names go on."""
    line, start, glued = "", node, False
    for child in islice(node.traverse(include_text=True), _NODES):
        if child.tag != "-text" or (parent := child.parent) is None or parent.tag in _UNREAD:
            continue
        raw = (child.text_content or "")[:_TEXT_LIMIT]
        text = " ".join(raw.split())
        if not text or text.isdigit():  # the number of a footnote
            glued = glued and bool(text)
            continue
        if line and glued and is_rest_of_word(line, raw):
            line += text
        elif 0 < len(line) < _TEXT_LIMIT and (_goes_on(line) or _continues(line, text)):
            line, start = f"{line} {text}", parent if opens_names(line) else start
        else:
            if line:
                yield line, start
            line, start = text, parent
        glued = not raw[-1].isspace()
    if line:
        yield line, start


def _goes_on(line: str) -> bool:
    """Whether a line ends with a word that a name, a place or an employer follows."""
    tables, last = around_names(), line.rpartition(" ")[2]
    is_open = fold(last) in tables.joiners | tables.leads or opens_names(last) or opens_names(line)
    return line[-1] in ",&" or bool(is_open)


def _continues(line: str, text: str) -> bool:
    """Whether a text goes on from the line before: `and Max Roe`, `Written` + `by Jane Doe`."""
    tables, first = around_names(), text.partition(" ")[0]
    leads = tables.joiners | tables.leads if len(text) < _PROSE / 2 else tables.joiners
    if text[0] in ",&" or (first.islower() and fold(first) in leads):
        return True
    return first.islower() and opens_names(f"{line} {first}") is not None
