"""Learn an outlet from several of its pages, or from texts that were scraped from them.

What is proposed is tried: the pages are run with it and without, and what makes any of them
worse (see `normalize.authoring.compare`) is not proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from normalize.article import Reason
from normalize.authoring.compare import Comparison, compare
from normalize.authoring.containers import Box, Container, find_boxes, find_containers
from normalize.authoring.fields import (
    Place,
    find_authors,
    find_headline,
    find_published,
    find_standfirst,
)
from normalize.authoring.page_lines import find_chrome, find_credits
from normalize.authoring.seen import SavedPage, SeenPage, see
from normalize.errors import OptionsError
from normalize.plugins import Outlet

Find = Callable[[Sequence[SeenPage]], list[Place]]
_FIELDS: Final[dict[str, Find]] = {
    "headline": find_headline,
    "standfirst": find_standfirst,
    "authors": find_authors,
    "published": find_published,
}

_ALTERNATIVES: Final = 3
"""Selectors of one field, for pages of different templates."""

_TRIES: Final = 3
"""Selectors that are tried for one field."""

_EXAMPLE: Final = 70


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry of the outlet, and what speaks for it.

    `pages` of `of` have it; `example` is what it matched on the first of them.
    """

    field: str
    value: str
    pages: int
    of: int
    example: str
    reason: Reason | None = None

    def __str__(self) -> str:
        text = " ".join(self.example.split())
        short = text if len(text) <= _EXAMPLE else f"{text[: _EXAMPLE - 1]}…"
        return f"on {self.pages} of {self.of}: {short}"


@dataclass(frozen=True, slots=True)
class Learned:
    """An outlet that was learned, with the evidence for each of its entries.

    `notes` say what could not be used or found.
    """

    outlet: Outlet
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


class _Proposal:
    """An outlet that grows entry by entry, and is never worse than the general rules."""

    def __init__(self, name: str, domains: Sequence[str], pages: Sequence[SeenPage]) -> None:
        self.name, self.domains, self.pages = name, domains, pages
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.language = _language(pages)

    def outlet(self, findings: Iterable[Finding]) -> Outlet:
        """The outlet with these entries."""
        return outlet_of(self.name, self.domains, self.language, findings)

    def add(self, *findings: Finding) -> bool:
        """Take the entries in, if they make no page worse; says whether it did."""
        result = self.compare(*findings)
        if any(each.worse for each in result):
            return False
        self.findings += findings
        return True

    def compare(self, *findings: Finding) -> list[Comparison]:
        """What the pages are worth with these entries, too."""
        return compare(self.outlet([*self.findings, *findings]), self.pages)

    def finding(
        self, name: str, value: str, pages: int, example: str, reason: Reason | None = None
    ) -> Finding:
        """An entry with its evidence."""
        return Finding(name, value, pages, len(self.pages), example, reason)


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
    proposal = _Proposal(name, _several(domains), seen)
    proposal.notes += notes
    for name_of_field, find in _FIELDS.items():
        _add_field(proposal, name_of_field, find)
    container = _add_container(proposal)
    for text, reason, count, example in find_chrome(seen, container):
        proposal.add(proposal.finding("chrome", text, count, example, reason))
    for text, count, example in find_credits(seen):
        proposal.add(proposal.finding("credits", text, count, example))
    return Learned(
        proposal.outlet(proposal.findings), tuple(proposal.findings), tuple(proposal.notes)
    )


def outlet_of(
    name: str, domains: Sequence[str], language: str | None, findings: Iterable[Finding]
) -> Outlet:
    """The outlet that has exactly these entries."""
    given: dict[str, Any] = {}
    for each in findings:
        value = (each.value, each.reason) if each.reason else each.value
        given.setdefault(each.field, []).append(value)
    return Outlet(name, domains, language=language, **given)


def _several(domains: str | Iterable[str]) -> tuple[str, ...]:
    return (domains,) if isinstance(domains, str) else tuple(domains)


def _language(pages: Sequence[SeenPage]) -> str | None:
    """The language of all pages, if it is one."""
    languages = {page.article.language for page in pages}
    return languages.pop() if len(languages) == 1 else None


def _add_field(proposal: _Proposal, name: str, find: Find) -> None:
    """Add the best selector of a field, and others for pages where that one finds nothing."""
    pages = proposal.pages
    for _ in range(_ALTERNATIVES):
        places = find(pages)[:_TRIES]
        found = next((each for each in places if proposal.add(_field(proposal, name, each))), None)
        if found is None:
            return
        pages = [page for page in pages if not page.nodes(found.selector.text)]


def _field(proposal: _Proposal, name: str, place: Place) -> Finding:
    return proposal.finding(name, place.selector.text, place.pages, place.example)


def _add_container(proposal: _Proposal) -> str | None:
    """Add the best container that makes no page worse, with the boxes inside that are chrome."""
    best: tuple[float, list[Finding]] | None = None
    for container in find_containers(proposal.pages):
        findings = _with_boxes(proposal, container)
        result = proposal.compare(*findings)
        if any(each.worse for each in result):
            continue
        value = sum(each.better for each in result)
        if best is None or value > best[0]:
            best = value, findings
    if best is None:
        proposal.notes.append(
            "no container: no selector holds the story on these pages without harm"
        )
        _add_boxes(proposal, find_boxes(proposal.pages, None))
        return None
    proposal.findings += best[1]
    return best[1][0].value


def _with_boxes(proposal: _Proposal, container: Container) -> list[Finding]:
    text = container.selector.text
    story = next(p.article.body for p in proposal.pages if p.elements(text))
    boxes = find_boxes(proposal.pages, text)
    first = proposal.finding("container", text, container.pages, story)
    return [first, *(_drop(proposal, box) for box in boxes)]


def _add_boxes(proposal: _Proposal, boxes: Iterable[Box]) -> None:
    for box in boxes:
        proposal.add(_drop(proposal, box))


def _drop(proposal: _Proposal, box: Box) -> Finding:
    return proposal.finding("drop", box.selector.text, box.pages, box.example, box.reason)
