"""Pages as the general rules see them, and what each block is worth by all pages together.

One page says little about its template. Several pages of one outlet say: a line that comes
again is the site's; a place (tag and names of an element and those around it) that holds the
story on the other pages holds it here as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import Any, Final
from urllib.parse import urlsplit

from normalize.article import Article, Reason
from normalize.authoring.documents import article_and_document
from normalize.authoring.learn.selectors import is_generated
from normalize.document import ID_MARK, Document, SourceBlock
from normalize.errors import NormalizeError
from normalize.pipeline import Normalizer
from normalize.plugins.outlet import ascii_host
from normalize.words.prose import is_prose, weight

STORY: Final = 1.0
"""The worth of a block that no outlet may lose."""

CHROME: Final = -1.0
"""The worth of a block that no outlet may bring back."""

_DOUBT: Final = 0.5
_WITNESS: Final = 0.6
"""The share of the prose found on a page from which its `articleBody` is believed."""

_LETTER: Final = re.compile(r"[^\W\d_]")
_TRIFLE: Final = 3
_NUMBER: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"\w+")
_LONG_WORD: Final = 5
_SAME_STORY: Final = 0.5
_PLACE: Final = 3
"""Elements that make up a place, from a block outwards."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page that somebody saved: its source, where it was found, and a name to speak of it."""

    source: bytes | str
    url: str | None = None
    name: str = "page"


def domain_of(pages: Iterable[SavedPage]) -> str | None:
    """The domain that pages are from, by their addresses; None if they don't say one.

    Of `news.example.com` and `example.com` it is the shorter.
    """
    normalizer = Normalizer(plugins=())
    hosts: set[str] = set()
    for page in pages:
        with suppress(NormalizeError):
            url = page.url or normalizer.normalize(page.source, kind="html").canonical_url
            hosts.add(host_of(url))
    hosts.discard("")
    shortest = min(hosts, key=len, default=None)
    return shortest if all(f".{host}".endswith(f".{shortest}") for host in hosts) else None


def host_of(url: str | None) -> str:
    """The host of an address in lower case, without `www.`; empty where there is none."""
    try:
        return ascii_host(urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(eq=False)
class SeenPage:
    """A page with the article that the general rules make of it.

    `worth` says of each block of the document how sure it is that it belongs to the body: from
    `STORY` to `CHROME`; 0 for headline, standfirst and credits, which have fields of their own.
    """

    page: SavedPage
    article: Article
    document: Document
    worth: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, page: SavedPage) -> SeenPage:
        """The page as the general rules see it.

        Raises what `Normalizer.normalize` does.
        """
        return cls(page, *article_and_document(page.source, url=page.url, kind="html"))

    @property
    def blocks(self) -> Sequence[SourceBlock]:
        """The blocks of the document, in order."""
        return self.document.blocks

    @cached_property
    def blocks_in(self) -> dict[int, list[int]]:
        """The blocks in each element, by the element's index."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, block in enumerate(self.blocks):
            for element in self.around(block.element):
                found[element].append(index)
        return found

    @cached_property
    def _numbers(self) -> dict[int, int]:
        elements = enumerate(self.document.elements)
        return {each.node.mem_id: number for number, each in elements if each.node is not None}

    @cached_property
    def _finds(self) -> dict[str, tuple[Any, ...]]:
        return {}

    def nodes(self, selector: str) -> tuple[Any, ...]:
        """The parser's nodes that a selector finds."""
        if selector not in self._finds:
            self._finds[selector] = tuple(self.document.tree.css(selector))
        return self._finds[selector]

    def elements(self, selector: str) -> list[int]:
        """The elements with text that a selector finds, as indices."""
        numbers = (self._numbers.get(node.mem_id) for node in self.nodes(selector))
        return [number for number in numbers if number is not None]

    def inside(self, selector: str) -> set[int]:
        """The blocks in the elements that a selector finds."""
        return {i for element in self.elements(selector) for i in self.blocks_in[element]}

    def around(self, element: int) -> Iterator[int]:
        """An element and those around it, from the inside out."""
        while element >= 0:
            yield element
            element = self.document.elements[element].parent

    def is_kept(self, index: int) -> bool:
        """Whether the general rules take the block for body."""
        label = self.blocks[index].label
        return label is None or label.role == "body"

    def is_field(self, index: int) -> bool:
        """Whether the block is headline, standfirst or credit."""
        label = self.blocks[index].label
        return label is not None and label.role not in (None, "body")

    def reason(self, index: int) -> Reason | None:
        """Why the general rules leave the block out."""
        label = self.blocks[index].label
        return label.reason if label else None

    def is_structure(self, index: int) -> bool:
        """Whether a block that recurs is part of how stories are told.

        It is kept, and heads prose, or comes again on the page (`Pros`), or is a mere mark.
        """
        if not self.is_kept(index):
            return False
        text = self.blocks[index].text
        return not _LETTER.search(text) or self._counts[fold(text)] > 1 or self._heads(index)

    def _heads(self, index: int) -> bool:
        after = index + 1
        return (
            self.blocks[index].kind == "heading"
            and after < len(self.blocks)
            and self.is_kept(after)
            and is_prose(self.blocks[after].text)
        )

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(fold(block.text) for block in self.blocks)

    @cached_property
    def witness(self) -> str:
        """The squashed text of the page's own `articleBody`; empty where it tells too little."""
        text = squash(self.document.metadata.article_body or "")
        prose = [b.text for i, b in enumerate(self.blocks) if self.is_kept(i) and is_prose(b.text)]
        found = sum(weight(each) for each in prose if squash(each) in text)
        return text if found and found >= _WITNESS * sum(map(weight, prose)) else ""

    def place(self, index: int) -> str:
        """Where the block stands: tags and names that other pages may have as well."""
        return self._places[index]

    @cached_property
    def _places(self) -> list[str]:
        names = [_named(each.tag, each.names) for each in self.document.elements]
        return [
            " < ".join([names[e] for e in islice(self.around(b.element), _PLACE)])
            for b in self.blocks
        ]


def see(pages: Iterable[SavedPage]) -> tuple[list[SeenPage], list[str]]:
    """Read pages of one outlet with the general rules, and judge their blocks together.

    Returns:
        The pages with their blocks' worth, and notes on those that can't be used: what is no
        page, and the same story again, whose every line would seem to recur.
    """
    seen: list[SeenPage] = []
    notes = []
    for page in pages:
        try:
            one = SeenPage.of(page)
        except NormalizeError as problem:
            notes.append(f"{page.name} is left out: {problem}")
            continue
        same = next((other for other in seen if _same_story(one, other)), None)
        if same:
            notes.append(f"{page.name} is left out: it has the story of {same.page.name}")
        else:
            seen.append(one)
    judge(seen)
    return seen, notes


def judge(pages: Sequence[SeenPage]) -> None:
    """Fill in what each block is worth.

    What the general rules leave out stays out. Of what they keep, that is surely the story
    which the page's own `articleBody` has. A line on two pages is the site's, unless it is
    part of how stories are told. For the rest the general rules have their say, with doubt
    where `articleBody` is without it, or where on most pages they leave its place out.
    """
    recurring = {key for key, count in lines_of_pages(pages).items() if count > 1}
    kept, total = _by_place(pages)
    for page in pages:
        again = _again(page, recurring)
        page.worth = [
            _worth(page, i, i in again, kept[page.place(i)] / (total[page.place(i)] or 1))
            for i in range(len(page.blocks))
        ]


def _again(page: SeenPage, recurring: set[str]) -> set[int]:
    """The blocks that are the site's, since other pages have them too.

    Two stories on one subject may print the same facts: a run of recurring lines of which one
    has two words of the headline is left alone.
    """
    subject = _long_words(page.article.headline or "")
    found: set[int] = set()
    run: list[int] = []
    for i, block in enumerate(page.blocks):
        if page.is_kept(i) and fold(block.text) in recurring and not page.is_structure(i):
            run.append(i)
        elif page.is_kept(i):
            found.update(() if _speaks_of(subject, page, run) else run)
            run = []
    found.update(() if _speaks_of(subject, page, run) else run)
    return found


def _speaks_of(subject: set[str], page: SeenPage, run: Sequence[int]) -> bool:
    return any(len(subject & _long_words(page.blocks[i].text)) > 1 for i in run)


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) >= _LONG_WORD}


def _worth(page: SeenPage, index: int, again: bool, share: float) -> float:
    block = page.blocks[index]
    if page.is_field(index):
        return 0.0
    if not page.is_kept(index):
        return CHROME
    squashed = squash(block.text)
    if len(squashed) > _TRIFLE and squashed in page.witness:
        return STORY
    if again:
        return CHROME
    if share < _DOUBT:
        return -_DOUBT
    return _DOUBT if page.witness and is_prose(block.text) else STORY


def lines_of_pages(pages: Sequence[SeenPage]) -> Counter[str]:
    """On how many pages each folded line stands."""
    of_page = ({fold(line) for b in p.blocks for line in b.text.split("\n")} for p in pages)
    return Counter(chain.from_iterable(of_page))


def fold(line: str) -> str:
    """A line as it is compared across pages: case, spacing and numbers don't count."""
    return _NUMBER.sub("0", " ".join(line.casefold().split()))


def squash(text: str) -> str:
    """A text as it is compared with `articleBody`: its letters and digits."""
    return "".join(filter(str.isalnum, text.casefold()))


def _by_place(pages: Sequence[SeenPage]) -> tuple[Counter[str], Counter[str]]:
    """How much prose the general rules keep at each place, and how much stands there."""
    kept: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for page in pages:
        for i, block in enumerate(page.blocks):
            if not page.is_field(i):
                size = weight(block.text)
                total[page.place(i)] += size
                kept[page.place(i)] += size if page.is_kept(i) else 0
    return kept, total


def _same_story(one: SeenPage, other: SeenPage) -> bool:
    lines = [fold(each) for each in one.article.body.split("\n\n") if is_prose(each)]
    others = {fold(each) for each in other.article.body.split("\n\n")}
    return bool(lines) and sum(line in others for line in lines) >= _SAME_STORY * len(lines)


def _named(tag: str, names: str) -> str:
    stable = [each for each in names.replace(ID_MARK, " ").split() if not is_generated(each)]
    return ".".join([tag, *sorted(stable)])
