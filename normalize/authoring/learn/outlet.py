"""Learn an outlet from several of its pages.

What is proposed is tried: the pages are run with it and without, and what makes any of them
worse, by the criterion of `normalize.authoring.learn.compare`, is not proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from normalize.authoring.learn.compare import Comparison, compare
from normalize.authoring.learn.containers import Box, Container, find_boxes, find_containers
from normalize.authoring.learn.entries import Entry, Learned, outlet_with
from normalize.authoring.learn.fields import (
    Place,
    find_authors,
    find_headline,
    find_published,
    find_standfirst,
)
from normalize.authoring.learn.page_lines import find_chrome, find_credits
from normalize.authoring.learn.seen import SavedPage, SeenPage, see
from normalize.errors import OptionsError
from normalize.plugins import Outlet

Find = Callable[[Sequence[SeenPage]], list[Place]]
_FIELDS: Final[dict[str, Find]] = {
    "headline": find_headline,
    "standfirst": find_standfirst,
    "authors": find_authors,
    "published": find_published,
}

_ALTERNATIVES: Final = {"headline": 3, "standfirst": 3}
"""Selectors of one field, for pages of different templates: 1 where nothing else is said."""

_TRIES: Final = 3
"""Selectors that are tried for one field."""


class _Proposal:
    """An outlet that grows entry by entry, and is never worse than the general rules."""

    def __init__(self, name: str, domains: Sequence[str], pages: Sequence[SeenPage]) -> None:
        self.name, self.domains, self.pages = name, domains, pages
        self.language = _language(pages)
        self.entries: list[Entry] = []
        self.notes: list[str] = []

    def outlet(self, *more: Entry) -> Outlet:
        """The outlet as proposed so far, and with these entries."""
        return outlet_with(self.name, self.domains, self.language, [*self.entries, *more])

    def compare(self, *more: Entry) -> list[Comparison]:
        """What the pages are worth with these entries, too."""
        return compare(self.outlet(*more), self.pages)

    def add(self, entry: Entry) -> bool:
        """Take an entry in, if it makes no page worse; says whether it did."""
        if any(each.worse for each in self.compare(entry)):
            return False
        self.entries.append(entry)
        return True


def learn_outlet(
    pages: Iterable[SavedPage | bytes | str], name: str, domains: str | Iterable[str] = ()
) -> Learned:
    """Learn the template of an outlet from several of its pages.

    Args:
        pages: the pages, of different stories.
        name: the outlet's name.
        domains: the outlet's domains.

    Returns:
        The outlet, and the evidence for each of its entries. On none of the pages is it worse
        than the general rules.

    Raises:
        OptionsError: none of the pages can be used, or name or domains can't be right.
    """
    saved = [each if isinstance(each, SavedPage) else SavedPage(each) for each in pages]
    seen, notes = see(saved)
    if not seen:
        raise OptionsError("; ".join(notes) or "give at least one page to learn from")
    proposal = _Proposal(name, (domains,) if isinstance(domains, str) else tuple(domains), seen)
    proposal.notes += notes
    if len(seen) == 1:
        proposal.notes.append("one page alone does not show what comes again: give several")
    for field, find in _FIELDS.items():
        _add_field(proposal, field, find)
    container = _add_container(proposal)
    for entry in (*find_chrome(seen, container), *find_credits(seen)):
        proposal.add(entry)
    return Learned(proposal.outlet(), tuple(proposal.entries), tuple(proposal.notes))


def _language(pages: Sequence[SeenPage]) -> str | None:
    """The language of all pages, if it is one."""
    languages = {page.article.language for page in pages}
    return languages.pop() if len(languages) == 1 else None


def _add_field(proposal: _Proposal, field: str, find: Find) -> None:
    """Add the best selector of a field, and others for pages where that one finds nothing."""
    pages = proposal.pages
    for _ in range(_ALTERNATIVES.get(field, 1)):
        tried = find(pages)[:_TRIES]
        entries = (_entry(proposal, field, each) for each in tried)
        found = next(filter(proposal.add, entries), None)
        if found is None:
            return
        pages = [page for page in pages if not page.nodes(found.value)]


def _entry(proposal: _Proposal, field: str, place: Place) -> Entry:
    return Entry(field, place.selector.text, place.pages, len(proposal.pages), place.example)


def _add_container(proposal: _Proposal) -> str | None:
    """Add the best container that makes no page worse, with the boxes inside that are chrome."""
    best: tuple[float, list[Entry]] | None = None
    for container in find_containers(proposal.pages):
        entries = _with_boxes(proposal, container)
        result = proposal.compare(*entries)
        if any(each.worse for each in result):
            continue
        value = sum(each.better for each in result)
        if best is None or value > best[0]:
            best = value, entries
    if best is None:
        proposal.notes.append(
            "no container: no selector holds the whole story on these pages and nothing else"
        )
        for box in find_boxes(proposal.pages, None):
            proposal.add(_drop(proposal, box))
        return None
    proposal.entries += best[1]
    return best[1][0].value


def _with_boxes(proposal: _Proposal, container: Container) -> list[Entry]:
    text = container.selector.text
    story = next(page.article.body for page in proposal.pages if page.elements(text))
    opening = story.partition("\n")[0]
    first = Entry("container", text, container.pages, len(proposal.pages), opening)
    boxes = find_boxes(proposal.pages, text)
    return [first, *(_drop(proposal, box) for box in boxes)]


def _drop(proposal: _Proposal, box: Box) -> Entry:
    return Entry("drop", box.selector.text, box.pages, len(proposal.pages), box.example, box.reason)
