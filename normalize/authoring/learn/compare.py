"""Whether an outlet makes pages better or worse than the general rules do.

An outlet is not worse on a page if

- it keeps every line that is surely the story's, and brings back none that surely is not
  (`seen.judge` says what is sure, and by which evidence);
- weighed by their length, it keeps no less of what is likely the story's;
- headline, standfirst, authors, day and dateline are those that the general rules find; a
  standfirst and authors may be those that the page says of itself to machines, and where the
  general rules find no authors, day or dateline, others do no harm.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from normalize.article import Article
from normalize.authoring.learn.seen import CHROME, STORY, SeenPage, squash
from normalize.pipeline import Normalizer
from normalize.plugins import Outlet
from normalize.words.prose import weight

_TRIFLE: Final = 3
"""Weight of a line that makes no difference."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an outlet changes on one page: what is worse, and by how much the body is better."""

    worse: tuple[str, ...] = ()
    better: float = 0.0


def compare(outlet: Outlet, pages: Sequence[SeenPage]) -> list[Comparison]:
    """Run the library with an outlet on pages, and compare with what the general rules gave."""
    normalizer = Normalizer(plugins=[outlet])
    return [
        compared(
            page,
            normalizer.normalize(
                page.page.source, url=page.page.url, outlet=outlet.name, kind="html"
            ),
        )
        for page in pages
    ]


def compared(page: SeenPage, article: Article) -> Comparison:
    """What an article is worth beside the one that the general rules make of the page."""
    better, worse = _body(page, article)
    return Comparison((*worse, *_fields(page, article)), better)


def _body(page: SeenPage, article: Article) -> tuple[float, list[str]]:
    worth: dict[str, list[float]] = defaultdict(list)
    for block, value in zip(page.blocks, page.worth, strict=True):
        for line in block.text.split("\n"):
            worth[squash(line)].append(value)
    before, after = Counter(_lines(page.article)), Counter(_lines(article))
    better = 0.0
    worse = []
    for line in before - after:
        if line in article.credits:
            continue
        value = max(worth.get(squash(line), [0.0]))
        better -= value * weight(line)
        if value == STORY and weight(line) > _TRIFLE:
            worse.append(f"loses {line!r}")
    for line in after - before:
        value = min(worth.get(squash(line), [CHROME]))
        better += value * weight(line)
        if value <= 0 and weight(line) > _TRIFLE and not _is_field(page.article, line):
            worse.append(f"brings back {line!r}")
    if better < 0 and not worse:
        worse.append("loses what is likely the story's, or brings back what likely is not")
    return better, worse


def _is_field(article: Article, line: str) -> bool:
    """Whether the line was a field of its own: to print it in the body does no harm."""
    return line == article.standfirst or line in article.credits


def _lines(article: Article) -> Iterator[str]:
    """The lines of the body, and the standfirst: it may be either."""
    for paragraph in (article.standfirst or "", *article.body.split("\n\n")):
        yield from filter(None, paragraph.split("\n"))


def _fields(page: SeenPage, article: Article) -> Iterator[str]:
    was, says = page.article, page.document.metadata
    if not _is_same(article.headline, was.headline):
        yield f"the headline is {article.headline!r}, not {was.headline!r}"
    accepted = [was.standfirst] if was.standfirst else [None, says.description]
    if not any(_is_same(article.standfirst, each) for each in accepted):
        yield f"the standfirst is {article.standfirst!r}, not {was.standfirst!r}"
    if was.authors and not _same_names(article.authors, was.authors, says.authors):
        yield f"the authors are {article.authors!r}, not {was.authors!r}"
    if was.published and _day(article.published) != _day(was.published):
        yield f"the date is {article.published}, not {was.published}"
    if was.dateline and (article.dateline is None or article.dateline.raw != was.dateline.raw):
        yield f"the dateline {was.dateline.raw!r} is lost"


def _is_same(one: str | None, other: str | None) -> bool:
    return " ".join((one or "").split()) == " ".join((other or "").split())


def _same_names(names: Sequence[str], *accepted: Sequence[str]) -> bool:
    return set(map(squash, names)) in [set(map(squash, each)) for each in accepted]


def _day(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()[:10]
