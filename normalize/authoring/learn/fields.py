"""Which elements hold headline, standfirst, authors and date on all pages of an outlet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from normalize.authoring.learn.seen import SeenPage, squash
from normalize.authoring.learn.selectors import Selector, selectors_of
from normalize.words.names import clean_authors
from normalize.words.timestamps import parse_date

_MOST_NODES: Final = 400
"""Elements of a page that are looked at for one field."""

_HEADLINES: Final = "h1, h1 *, h2, h3, [itemprop=headline], [class*=title], [class*=headline]"

_LONGEST: Final = 400
"""Characters of the longest text of a field."""


@dataclass(frozen=True, slots=True)
class Place:
    """A selector that holds a field: on how many pages, agreeing on how many, an example."""

    selector: Selector
    pages: int
    agree: int
    example: str


def find_headline(pages: Sequence[SeenPage]) -> list[Place]:
    """Selectors of the headline, the best first."""
    return _places(pages, _headlines, _HEADLINES, single=True)


def find_standfirst(pages: Sequence[SeenPage]) -> list[Place]:
    """Selectors of the standfirst, the best first."""
    return _places(pages, _standfirsts, "p, div, h2, h3, section, span", single=True)


def find_authors(pages: Sequence[SeenPage]) -> list[Place]:
    """Selectors of the authors, the best first.

    One page is not enough to know better than what it says of itself to machines.
    """
    if len(pages) == 1 and pages[0].document.metadata.authors:
        return []
    return _places(pages, _authors, "a, span, p, div, li, address", single=False)


def find_published(pages: Sequence[SeenPage]) -> list[Place]:
    """Selectors of the date, the best first; none where the pages' metadata have it."""
    if all(page.document.metadata.published for page in pages):
        return []
    return _places(pages, _dates, "time, [datetime], [itemprop=datePublished]", single=True)


def _headlines(page: SeenPage, texts: Sequence[str]) -> bool | None:
    return _agrees(texts[0], page.article.headline)


def _standfirsts(page: SeenPage, texts: Sequence[str]) -> bool | None:
    return _agrees(texts[0], page.article.standfirst, page.document.metadata.description)


def _authors(page: SeenPage, texts: Sequence[str]) -> bool | None:
    names = set(map(squash, clean_authors(texts)))
    known = [set(map(squash, each)) for each in (page.article.authors,) if each]
    if not known:
        return None
    return names in known


def _dates(page: SeenPage, texts: Sequence[str]) -> bool | None:
    known = page.article.published
    moment = parse_date(texts[0])
    if known is None or moment is None:
        return None if moment else False
    return moment.isoformat()[:10] == known.isoformat()[:10]


def _agrees(text: str, *known: str | None) -> bool | None:
    """Whether the text is one of those known; None if nothing is."""
    accepted = [" ".join(each.split()) for each in known if each]
    return text in accepted if accepted else None


Judge = Callable[[SeenPage, Sequence[str]], "bool | None"]


def _places(pages: Sequence[SeenPage], agrees: Judge, tags: str, *, single: bool) -> list[Place]:
    """The selectors whose elements hold the field on every page where they find any text."""
    found = []
    for selector in _candidates(pages, agrees, tags, single=single):
        place = _place(pages, selector, agrees, single=single)
        if place:
            found.append(place)
    return sorted(found, key=lambda p: (-p.agree, p.selector))


def _candidates(
    pages: Sequence[SeenPage], agrees: Judge, tags: str, *, single: bool
) -> Iterable[Selector]:
    best: dict[str, Selector] = {}
    for page in pages:
        for node in page.nodes(tags)[:_MOST_NODES]:
            text = _text(node)
            if text and agrees(page, [text]) and not (single and _has_parts(node)):
                for selector in selectors_of(node):
                    best[selector.text] = min(selector, best.get(selector.text, selector))
    return best.values()


def _place(
    pages: Sequence[SeenPage], selector: Selector, agrees: Judge, *, single: bool
) -> Place | None:
    on = agree = 0
    example = ""
    for page in pages:
        texts = list(filter(None, map(_text, page.nodes(selector.text))))
        if not texts:
            continue
        said = agrees(page, texts)
        if said is False or (single and len(set(texts)) > 1):
            return None
        on += 1
        agree += bool(said)
        example = example or "; ".join(texts)
    if agree < min(2, len(pages)):
        return None
    return Place(selector, on, agree, example)


def _has_parts(node: Any) -> bool:
    """Whether an element has named ones inside: a kicker, on other pages if not on this one."""
    return any(inner.mem_id != node.mem_id for inner in node.css("[class]"))


def _text(node: Any) -> str:
    """The text of an element, or the moment that it gives to machines."""
    given = node.attributes.get("datetime") or node.attributes.get("content")
    text = " ".join((given or node.text()).split())
    return text if len(text) <= _LONGEST else ""
