"""What a check of a plugin finds, and what it looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Literal

from normalize.article import Article
from normalize.authoring.diff import DiffLine
from normalize.authoring.fixtures import Fixture
from normalize.errors import NormalizeError
from normalize.pipeline import Normalizer
from normalize.plugins import Outlet

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found.

    Args:
        check: which check.
        severity: "error" is wrong, "warning" may be, "note" is for information.
        where: in which outlet, field, fixture, file.
        problem: what is the matter.
        advice: what to do about it; empty where there is nothing to do.
        details: a difference, to be printed below.
    """

    check: str
    severity: Severity
    where: str
    problem: str
    advice: str
    details: tuple[DiffLine, ...] = ()

    def __str__(self) -> str:
        what = "; ".join(filter(None, (self.problem, self.advice)))
        return " ".join(f"{self.severity}: [{self.check}] {self.where}: {what}".split())


@dataclass(frozen=True, slots=True)
class Subject:
    """The plugins that are checked, loaded, and their fixtures.

    Args:
        name: how they were named.
        plugins: what they are loaded from.
        code: the modules and objects with hooks that they consist of.
        outlets: the outlets that they declare.
        alone: a normalizer with these plugins and no others.
        results: their fixtures, and what each gives: an article, or an error instead.
    """

    name: str
    plugins: Sequence[EntryPoint | Outlet]
    code: Sequence[object]
    outlets: Sequence[Outlet]
    alone: Normalizer
    results: Sequence[tuple[Fixture, Article | NormalizeError]]

    @property
    def articles(self) -> Iterator[tuple[Fixture, Article]]:
        """The fixtures that give an article, and the articles."""
        for fixture, result in self.results:
            if isinstance(result, Article):
                yield fixture, result

    def results_of(self, outlet: Outlet) -> Iterator[tuple[Fixture, Article | NormalizeError]]:
        """Those of the fixtures that are taken for an outlet's."""
        return (each for each in self.results if outlet_of(each[0], self.alone) == outlet)


def result_of(fixture: Fixture, normalizer: Normalizer) -> Article | NormalizeError:
    """What a fixture gives, or the error that it gives instead."""
    try:
        return fixture.normalize(normalizer)
    except NormalizeError as problem:
        return problem


def outlet_of(fixture: Fixture, normalizer: Normalizer) -> Outlet | None:
    """The outlet that a fixture is taken for by what it says of itself."""
    try:
        return normalizer.plugins.outlet(name=fixture.outlet, url=fixture.url, on=fixture.as_of)
    except NormalizeError:
        return None
