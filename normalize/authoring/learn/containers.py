"""Where the story stands on all pages of an outlet, and which boxes inside are none of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from normalize.article import Reason
from normalize.authoring.learn.seen import STORY, SeenPage
from normalize.authoring.learn.selectors import Selector, is_bare, selectors_of
from normalize.read.structure_names import names_of
from normalize.words.prose import is_prose, weight

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TENTH: Final = 0.1
"""The share of the story that an element must hold to be looked at as a container."""

_NO_CONTAINER: Final = frozenset({"html", "body", "p", "li", "td", "blockquote", *HEADINGS})
_MOST_CONTAINERS: Final = 6
_MOST_BOXES: Final = 12


@dataclass(frozen=True, slots=True)
class Container:
    """A selector that may hold the story: on how many pages, and what its choice is worth."""

    selector: Selector
    pages: int
    elements: int
    value: float


@dataclass(frozen=True, slots=True)
class Box:
    """A selector of boxes that hold no story: on how many pages, with which text, and why."""

    selector: Selector
    pages: int
    needed: int
    reason: Reason
    example: str


def find_containers(pages: Sequence[SeenPage]) -> list[Container]:
    """The selectors that hold the story on most pages, the best first.

    Of those that lose nothing, the one that keeps most of the story and least else comes
    first, then the one that finds a single element, then the better name.
    """
    found = []
    for selector in _candidates(pages):
        holds = [len(page.elements(selector.text)) for page in pages]
        on = sum(map(bool, holds))
        if on < min(2, len(pages)) or 2 * on < len(pages):
            continue
        values = [_value(p, selector.text) for p, count in zip(pages, holds, strict=True) if count]
        if None not in values:
            found.append(Container(selector, on, max(holds), sum(filter(None, values))))
    found.sort(key=lambda c: (-c.pages, c.elements > 1, -c.value, c.selector))
    return _different(pages, found)[:_MOST_CONTAINERS]


def _different(pages: Sequence[SeenPage], found: Iterable[Container]) -> list[Container]:
    """Of the containers that hold the same blocks, the first."""
    first: dict[tuple[frozenset[int], ...], Container] = {}
    for each in found:
        first.setdefault(tuple(frozenset(p.inside(each.selector.text)) for p in pages), each)
    return list(first.values())


def _candidates(pages: Sequence[SeenPage]) -> set[Selector]:
    best: dict[str, Selector] = {}
    for page in pages:
        story = sum(_size(page, i) for i in range(len(page.blocks)) if page.worth[i] > 0)
        for element, blocks in page.blocks_in.items():
            node = page.document.elements[element].node
            inside = sum(_size(page, i) for i in blocks if page.worth[i] > 0)
            if node is None or inside < _TENTH * story or node.tag in _NO_CONTAINER:
                continue
            for selector in selectors_of(node):
                if not is_bare(selector.text):
                    best[selector.text] = min(selector, best.get(selector.text, selector))
    return set(best.values())


def _value(page: SeenPage, selector: str) -> float | None:
    """How much better the body would be with this container; None if story would be lost."""
    inside = page.inside(selector)
    value = 0.0
    for i, worth in enumerate(page.worth):
        if page.is_kept(i) and i not in inside:
            if worth == STORY:
                return None
            value -= worth * _size(page, i)
        elif i in inside and not page.is_kept(i) and is_prose(page.blocks[i].text):
            value += worth * _size(page, i)
    return value


def find_boxes(pages: Sequence[SeenPage], container: str | None) -> list[Box]:
    """The boxes that hold no story on any page, the outer before the inner.

    Looked for inside the container (or everywhere, without one): boxes that are on several
    pages, and those whose prose the container would bring back.
    """
    best: dict[str, Selector] = {}
    for page in pages:
        within = page.inside(container) if container else set(range(len(page.blocks)))
        for element, blocks in page.blocks_in.items():
            node = page.document.elements[element].node
            if node is None or node.tag in HEADINGS:
                continue
            if not within.issuperset(blocks) or not _is_chrome(page, blocks):
                continue
            for selector in selectors_of(node):
                if not is_bare(selector.text):
                    best[selector.text] = min(selector, best.get(selector.text, selector))
    boxes = [box for each in best.values() if (box := _box(pages, each, container))]
    boxes.sort(key=lambda box: (-box.needed, -box.pages, box.selector))
    return _apart(pages, boxes)


def _is_chrome(page: SeenPage, blocks: Sequence[int]) -> bool:
    """Whether no block is likely the story's, or a field's."""
    return all(page.worth[i] < 0 and not page.is_field(i) for i in blocks)


def _box(pages: Sequence[SeenPage], selector: Selector, container: str | None) -> Box | None:
    on = needed = 0
    reasons: Counter[Reason] = Counter()
    example = ""
    for page in pages:
        blocks = page.inside(selector.text)
        if not _is_chrome(page, sorted(blocks)):
            return None
        if not blocks:
            continue
        on += 1
        within = page.inside(container) if container else set()
        needed += sum(
            _size(page, i)
            for i in blocks & within
            if page.is_kept(i) or is_prose(page.blocks[i].text)
        )
        reasons.update(_reasons(page, selector.text))
        example = example or page.blocks[min(blocks)].text
    reason = reasons.most_common(1)[0][0] if reasons else Reason.OUTSIDE_BODY
    speaks = reason != Reason.OUTSIDE_BODY and on >= min(2, len(pages))
    if not (needed or speaks):
        return None
    return Box(selector, on, needed, reason, example)


def _reasons(page: SeenPage, selector: str) -> Iterator[Reason]:
    """Why the boxes are no story: by their names, or else as the general rules say."""
    for element in page.elements(selector):
        says = names_of(page.document.elements[element].names)
        named = says.reason or says.hint
        if named:
            yield named
        else:
            reasons = (page.reason(i) for i in page.blocks_in[element])
            yield from (r for r in reasons if r not in (None, Reason.DUPLICATE))


def _apart(pages: Sequence[SeenPage], boxes: Sequence[Box]) -> list[Box]:
    """The boxes that cover something which none before them does."""
    covered: dict[int, set[int]] = defaultdict(set)
    chosen = []
    for box in sorted(boxes, key=lambda box: _reach(pages, box), reverse=True):
        new = False
        for number, page in enumerate(pages):
            blocks = page.inside(box.selector.text)
            new = new or not blocks <= covered[number]
        if new:
            chosen.append(box)
            for number, page in enumerate(pages):
                covered[number] |= page.inside(box.selector.text)
    chosen.sort(key=lambda box: (-box.needed, -box.pages, box.selector))
    return chosen[:_MOST_BOXES]


def _reach(pages: Sequence[SeenPage], box: Box) -> tuple[int, int, float]:
    blocks = sum(len(page.inside(box.selector.text)) for page in pages)
    return (box.needed, blocks, -box.selector.cost)


def _size(page: SeenPage, index: int) -> int:
    return weight(page.blocks[index].text)
