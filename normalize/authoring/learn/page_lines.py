"""Lines in and around the story that come again from page to page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from normalize.article import Reason
from normalize.authoring.learn.entries import Entry
from normalize.authoring.learn.lines import LONGEST, pattern_of
from normalize.authoring.learn.seen import SeenPage, fold
from normalize.document import SourceBlock
from normalize.label.phrases import match
from normalize.plugins.outlet import line_pattern
from normalize.words.names import names_alone

_MOST: Final = 20
"""Patterns of lines that are proposed."""

_SHORTEST: Final = 3
_LONGEST_LABEL: Final = 30
_PARTICULAR: Final = (Reason.BYLINE, Reason.DATE_LINE, Reason.CAPTION)
"""Reasons of lines that say something of the one story, even where another has the same."""


@dataclass(slots=True)
class _Line:
    """A line on several pages: as it was printed, on which pages, and why it was left out."""

    printed: list[str] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    reason: Reason = Reason.TEMPLATE


def find_chrome(pages: Sequence[SeenPage], container: str | None) -> Iterator[Entry]:
    """Patterns of the lines in the container, or else in the body, that several pages have.

    What the general phrases know is left out, and so is what would match a line of a story.
    """
    found = _recurring(pages, container)
    story = {
        line
        for page in pages
        for i, block in enumerate(page.blocks)
        if page.worth[i] > 0 or page.is_field(i)
        for line in block.text.split("\n")
    }
    for line in sorted(found, key=lambda line: -len(line.pages))[:_MOST]:
        pattern = pattern_of(line.printed)
        if pattern and not any(map(line_pattern(pattern).fullmatch, story)):
            count = len(line.pages)
            yield Entry("chrome", pattern, count, len(pages), line.printed[0], line.reason)


def _recurring(pages: Sequence[SeenPage], container: str | None) -> list[_Line]:
    found: dict[str, _Line] = defaultdict(_Line)
    for number, page in enumerate(pages):
        inside = page.inside(container) if container else range(len(page.blocks))
        for i in sorted(inside):
            if not _may_recur(page, i, anywhere=container is not None):
                continue
            for line in page.blocks[i].text.split("\n"):
                if _SHORTEST <= len(line) <= LONGEST and match(line) is None:
                    entry = found[fold(line)]
                    entry.printed.append(line)
                    entry.pages.add(number)
                    entry.reason = _reason(page, i)
    return [line for line in found.values() if len(line.pages) > 1]


def _may_recur(page: SeenPage, index: int, *, anywhere: bool) -> bool:
    if page.worth[index] >= 0 or page.reason(index) in _PARTICULAR:
        return False
    return not _is_link(page.blocks[index]) and (anywhere or page.is_kept(index))


def _reason(page: SeenPage, index: int) -> Reason:
    """Why the general rules leave the line out, where they don't only say where it stands."""
    reason = page.reason(index)
    return Reason.TEMPLATE if reason in (None, Reason.OUTSIDE_BODY, Reason.DUPLICATE) else reason


def _is_link(block: SourceBlock) -> bool:
    """Whether a block is a link: the title of a story of the day is on many pages, for a day."""
    return 2 * block.linked > len(block.text)


def find_credits(pages: Sequence[SeenPage]) -> Iterator[Entry]:
    """Patterns of lines of the body that are one label and names: `Drawings: Jane Doe`."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, page in enumerate(pages):
        for i, block in enumerate(page.blocks):
            label, colon, names = block.text.partition(":")
            if colon and len(label) <= _LONGEST_LABEL and page.is_kept(i) and names_alone(names):
                found[label].setdefault(number, block.text)
    for label, lines in found.items():
        start = pattern_of([f"{label}:"]) if len(set(lines.values())) > 1 else None
        if start:
            example = next(iter(lines.values()))
            yield Entry("credits", f"{start} .+", len(lines), len(pages), example)
