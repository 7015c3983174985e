"""Blocks inside the body that look like chrome: by links, signature, and position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from normalize.article import BlockKind, Reason
from normalize.document import Element, Label, SourceBlock
from normalize.label.structure_boxes import label_boxes
from normalize.label.structure_page import PROSE, Page, good_text, own, width
from normalize.words.prose import is_prose

_LINKED: Final = 0.7
_LINK_LENGTH: Final = 150
_LIST: Final = 9
"""Items up to which a list of links is one of other stories, not a directory."""

_LIST_LINKED: Final = 0.6
_CARD: Final = 3
"""Blocks up to which an element with a linked heading is a card for another story."""

_BOXES: Final = frozenset({"div", "li", "article", "section", "a"})
_ROW: Final = 3
"""Cards that make a row, at the least."""

_COMMON: Final = 0.1
"""The share of the prose from which a signature is usual for this story."""

_RARE: Final = 0.02
_STORY: Final = 0.4
"""The share of the prose from which an element holds the story: its own text is no odd one."""

_FEW: Final = 3
_ASIDE: Final = 400
"""Letters up to which a paragraph unlike all others is no part of the story."""

_TOLD: Final = 0.5
"""What the headings of a list weigh against its paragraphs if they tell the story."""

_SECTION: Final = 40
"""Blocks up to which a section goes with its heading."""

_HINTED: Final = 300
_HINTED_BLOCKS: Final = 6
_RUNNING: Final = frozenset({"p", "td", "th"})

_OTHERS: Final = frozenset({Reason.COMMENTS, Reason.OTHER_ARTICLE})
"""Reasons to remove what others wrote, or what is told elsewhere: it may look like the story."""

_LINK = Label.remove(Reason.RELATED, "html.link", confidence=0.7)
_MENU = Label.remove(Reason.NAVIGATION, "html.link", confidence=0.7)
_FIGURE = Label.remove(Reason.CAPTION, "html.figure", confidence=0.7)
_HEAD = Label.remove(Reason.OUTSIDE_BODY, "html.head", confidence=0.6)
_TAIL = Label.remove(Reason.OUTSIDE_BODY, "html.tail", confidence=0.6)
_ODD = Label.remove(Reason.OUTSIDE_BODY, "html.odd", confidence=0.6)


def label_blocks(page: Page, first: int, last: int) -> None:
    """Label the chrome among the blocks of the body, `first` to `last`."""
    _restore(page, first, last)
    prose = [i for i in range(first, last) if page.good[i]]
    start, end = (prose[0], prose[-1]) if prose else (first, last)
    listed = _listed(page, first, last)
    _label_pictures(page, first, last, start)
    _label_lists_of_links(page, first, last)
    _label_cards(page, first, last)
    _label_links(page, first, last)
    _label_by_signature(page, first, last, start, end)
    label_boxes(page, first, last)
    _label_lone_headings(page, first, last)
    for i in listed:
        page.labels.pop(i, None)


def _restore(page: Page, first: int, last: int) -> None:
    """Take back what is named as chrome but has the very class of the story's paragraphs."""
    blocks = page.blocks
    doubtful = [
        i
        for i in range(first, last)
        if i in page.labels
        and page.labels[i].reason not in _OTHERS
        and blocks[i].kind == "paragraph"
        and is_prose(blocks[i].text)
    ]
    main = own(page.signatures(first, last)) if doubtful else set()
    for i in doubtful:
        signature = page.signature(i)
        if signature[1] and signature in main:
            del page.labels[i]
            page.good[i] = good_text(blocks[i])


def _listed(page: Page, first: int, last: int) -> list[int]:
    """The headings of a list that tells its story in them, such as one of pictures."""
    blocks = page.blocks
    headings = [
        i
        for i in page.free(first, last)
        if blocks[i].kind == "heading" and not blocks[i].linked and is_prose(blocks[i].text)
    ]
    told = sum(width(blocks[i].text) for i in headings)
    return headings if told >= _TOLD * (page.good_to[last] - page.good_to[first]) else []


def _label_pictures(page: Page, first: int, last: int, start: int) -> None:
    """Label the text of figures, and small elements with a hint in their name."""
    until = first
    for e, element in enumerate(page.elements):
        if not until <= element.first < element.last <= last:
            continue
        is_small = page.good_to[element.last] - page.good_to[element.first] <= _HINTED
        if element.tag == "figure":
            if is_small:
                _label_all(page, element, ("paragraph",), _FIGURE)
            until = element.last
            continue
        if not is_small or element.first <= start or element.last - element.first > _HINTED_BLOCKS:
            continue
        names = page.names(e)
        if names.hint and not names.body:
            label = Label.remove(names.hint, f"html.{names.hint}", confidence=0.6)
            _label_all(page, element, ("paragraph", "heading"), label)
            until = element.last


def _label_all(page: Page, element: Element, kinds: tuple[BlockKind, ...], label: Label) -> None:
    for i in page.free(element.first, element.last):
        if page.blocks[i].kind in kinds:
            page.labels[i] = label


def _label_lists_of_links(page: Page, first: int, last: int) -> None:
    """Label short lists whose every item leads to another story, if no paragraph announces them."""
    for e, element in enumerate(page.elements):
        if element.tag not in ("ul", "ol") or not first <= element.first < element.last <= last:
            continue
        if element.last - element.first > _LIST or page.link_density(e) < _LIST_LINKED:
            continue
        items = page.free(element.first, element.last)
        if element.first > first and _announces(page.blocks[element.first - 1]):
            continue
        if all(page.leads_on(i) for i in items):
            page.labels.update(dict.fromkeys(items, _LINK))


def _label_cards(page: Page, first: int, last: int) -> None:
    """Label rows of boxes that look alike, hold a few short lines and lead to other stories.

    What a paragraph announces is part of the story, as a list of links is.
    """
    row: list[Element] = []
    for element in page.elements:
        if not first <= element.first < element.last <= last:
            continue
        if row and element.first < row[-1].last:
            continue
        is_card = 1 < element.last - element.first <= _CARD and element.tag in _BOXES
        is_card = is_card and page.good_to[element.last] == page.good_to[element.first]
        if row and not (is_card and _in_row(row[-1], element)):
            _label_row(page, row)
            row = []
        if is_card:
            row.append(element)
    _label_row(page, row)


def _in_row(before: Element, element: Element) -> bool:
    """Whether an element stands right behind one that looks like it."""
    return before.last == element.first and (before.parent, before.tag, before.names) == (
        element.parent,
        element.tag,
        element.names,
    )


def _label_row(page: Page, row: Sequence[Element]) -> None:
    if len(row) < _ROW or (row[0].first > 0 and _announces(page.blocks[row[0].first - 1])):
        return
    if all(_is_teaser(page, element) for element in row):
        for i in page.free(row[0].first, row[-1].last):
            page.labels[i] = _LINK


def _is_teaser(page: Page, element: Element) -> bool:
    """Whether a box is mostly a link to another story, or has a link that lies over it."""
    blocks = page.blocks[element.first : element.last]
    linked = sum(block.linked for block in blocks)
    is_link = linked == 0 or 2 * linked >= sum(len(block.text) for block in blocks)
    return is_link and page.leads_from(element)


def _announces(block: SourceBlock) -> bool:
    """Whether a paragraph says what the list below it is: it is part of the story."""
    text = block.text
    return block.kind == "paragraph" and text.endswith(":") and width(text) >= PROSE


def _label_links(page: Page, first: int, last: int) -> None:
    """Label runs of paragraphs that are links, and headings of cards that lead on.

    Where such runs outweigh all other prose, they are what the page tells.
    """
    before = -1
    runs: dict[int, Label] = {}
    for i in page.free(first, last):
        block = page.blocks[i]
        is_link = _is_link(block)
        if is_link and block.kind == "heading":
            card = page.elements[max(0, page.elements[block.element].parent)]
            if card.last - card.first <= _CARD and page.leads_on(i):
                page.labels[i] = _LINK
        is_link = is_link and block.kind == "paragraph"
        if is_link and before >= 0:
            runs[before] = runs[i] = _LINK
        before = i if is_link else -1
    if sum(len(page.blocks[i].text) for i in runs) <= page.good_to[last] - page.good_to[first]:
        page.labels.update(runs)


def _is_link(block: SourceBlock) -> bool:
    size = len(block.text)
    return size < _LINK_LENGTH and block.linked > _LINKED * size


def _label_by_signature(page: Page, first: int, last: int, start: int, end: int) -> None:
    """Label paragraphs whose tag and names are not the story's.

    One of prose above the first of the story's own opens it, unless it is named as a picture.
    """
    have = page.good_to[last] - page.good_to[first]
    shares = page.signatures(first, last)
    free = page.free(first, last)
    signatures = [page.signature(i) for i in free]
    counts = Counter(signatures)
    main = own(shares)
    opening = next((i for i in range(first, last) if page.good[i] and page.signature(i) in main), 0)
    for i, signature in zip(free, signatures, strict=True):
        block = page.blocks[i]
        if block.kind != "paragraph":
            continue
        tag, names = signature
        share = shares.get(signature, 0.0) / have if have else 0.0
        is_strange = tag not in _RUNNING and share < _COMMON
        is_odd = is_strange and page.good_in(block.element) <= _STORY * have
        if _is_link(block) and share < _COMMON:
            page.labels[i] = _MENU if i < start else _LINK
        elif page.good[i]:
            is_aside = counts[signature] == 1 and width(block.text) < _ASIDE
            is_lead = i < opening and page.names(block.element).hint is None
            if is_odd and names and is_aside and not is_lead:
                page.labels[i] = _ODD
        elif share < _RARE and width(block.text) < PROSE:
            if i < start:
                if not (page.is_standfirst(i) or _leads_in(page, i)):
                    page.labels[i] = _HEAD
            elif i > end:
                page.labels[i] = _TAIL
            elif is_odd and counts[signature] <= _FEW and not page.names(block.element).standfirst:
                page.labels[i] = _ODD


def _leads_in(page: Page, i: int) -> bool:
    """Whether a line with a colon, such as a place, opens the paragraph that follows it."""
    return page.blocks[i].text.endswith(":") and page.good[i + 1] > 0


def _label_lone_headings(page: Page, first: int, last: int) -> None:
    """A heading goes with its section if all the rest of that has gone."""
    for i in page.free(first, last):
        block = page.blocks[i]
        if block.kind != "heading":
            continue
        e = page.elements[block.element].parent
        for _ in range(2):
            if e < 0:
                break
            here = page.elements[e]
            if here.last - here.first > _SECTION:
                break
            rest = [page.label(j) for j in range(here.first, here.last) if j != i]
            if rest:
                if all(rest) and rest[0] is not None:
                    page.labels[i] = rest[0]
                break
            e = here.parent
