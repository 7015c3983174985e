"""Lines in and around the story that come again from page to page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from normalize.article import Reason
from normalize.authoring.lines import LONGEST, pattern_of
from normalize.authoring.seen import SeenPage, fold
from normalize.document import SourceBlock
from normalize.label.phrases import match
from normalize.plugins.outlet import line_pattern

_MOST: Final = 25
_PARTICULAR: Final = (Reason.BYLINE, Reason.DATE_LINE, Reason.CAPTION)
"""Reasons of lines that say something of the one story, even where another has the same."""

_SHORTEST: Final = 3


def find_chrome(
    pages: Sequence[SeenPage], container: str | None
) -> Iterator[tuple[str, Reason, int, str]]:
    """Patterns of recurring lines in the container, or in the body: reason, pages, example.

    What the general phrases know is left out, and so is what would match a line of a story.
    """
    found: dict[str, list[str]] = defaultdict(list)
    on: dict[str, set[int]] = defaultdict(set)
    reasons: dict[str, Reason] = {}
    for number, page in enumerate(pages):
        within = page.inside(container) if container else range(len(page.blocks))
        for i in sorted(within):
            if page.worth[i] >= 0 or page.reason(i) in _PARTICULAR or _is_link(page.blocks[i]):
                continue
            if not container and not page.is_kept(i):
                continue
            for line in page.blocks[i].text.split("\n"):
                if _SHORTEST <= len(line) <= LONGEST and match(line) is None:
                    key = fold(line)
                    found[key].append(line)
                    on[key].add(number)
                    reasons.setdefault(key, page.reason(i) or Reason.TEMPLATE)
    story = [
        line
        for page in pages
        for i, block in enumerate(page.blocks)
        if page.worth[i] > 0 or page.is_field(i)
        for line in block.text.split("\n")
    ]
    several = [key for key in found if len(on[key]) > 1]
    for key in sorted(several, key=lambda key: -len(on[key]))[:_MOST]:
        pattern = pattern_of(found[key])
        if pattern and not any(line_pattern(pattern).fullmatch(line) for line in story):
            reason = reasons[key]
            if reason in (Reason.OUTSIDE_BODY, Reason.DUPLICATE):
                reason = Reason.TEMPLATE
            yield pattern, reason, len(on[key]), found[key][0]


def _is_link(block: SourceBlock) -> bool:
    """Whether a block is a link: the title of a story of the day is on many pages, for a day."""
    return 2 * block.linked > len(block.text)


def find_credits(pages: Sequence[SeenPage]) -> Iterator[tuple[str, int, str]]:
    """Patterns of credit lines that begin alike on several pages."""
    return iter(())
