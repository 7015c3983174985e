"""Generated sources for the outlets of a plugin, and what of the invariants it breaks on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky

from normalize.article import Article
from normalize.authoring.findings import Subject
from normalize.pipeline import Normalizer
from normalize.testing import (
    GeneratedArticle,
    GeneratedPage,
    ShapedPage,
    articles,
    assert_careful,
    assert_idempotent,
    assert_nothing_lost,
    assert_pure,
    assert_total,
    pages,
    pages_like,
)
from normalize.testing._shapes import skeleton_of

Source = GeneratedArticle | GeneratedPage | ShapedPage

_EXAMPLES = 300
"""Sources that are generated for a plugin, over all its outlets and fixtures."""
_FEWEST, _MOST = 4, 40

_GENERIC = Normalizer(plugins=())


@dataclass(frozen=True, slots=True)
class Trial:
    """Sources of one kind, and what `normalize` is told about them."""

    where: str
    sources: st.SearchStrategy[Any]
    given: dict[str, Any]


class Broken(AssertionError):
    """An invariant that holds without the plugin does not hold with it."""

    def __init__(self, invariant: str, problem: str) -> None:
        super().__init__(f"{invariant}: {problem}")
        self.invariant = invariant


def trials(subject: Subject) -> Iterator[Trial]:
    """Pages in the shape of each fixture's, and for each outlet pages and texts of any kind."""
    for fixture, _ in subject.articles:
        if fixture.kind == "html" and skeleton_of(fixture) is not None:
            where = f"pages like {fixture.folder.parent.name}/{fixture.name}"
            yield Trial(where, pages_like(fixture), fixture.given)
    for name in dict.fromkeys(outlet.name for outlet in subject.outlets):
        yield Trial(f"outlet {name}", pages() | articles(), {"outlet": name})
    if not subject.outlets:
        yield Trial("any page", pages() | articles(), {})


def falsified(trial: Trial, normalizer: Normalizer, trials: int) -> Broken | None:
    """The first invariant that is found broken, on the first source that shows it.

    The more trials there are, the fewer sources each gets; they are the same every time.
    """

    @settings(
        max_examples=max(_FEWEST, min(_MOST, _EXAMPLES // trials)),
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        derandomize=True,
        database=None,
        deadline=None,
    )
    @given(trial.sources)
    def run(source: Source) -> None:
        _try(source, normalizer, trial.given)

    try:
        run()
    except Broken as broken:
        return broken
    except Flaky:
        return Broken("pure", "the same source gives another article another time")
    return None


def _try(source: Source, normalizer: Normalizer, given: dict[str, Any]) -> None:
    """Check each invariant; raises `Broken` for one that the library alone keeps."""
    printed = source.as_text() if isinstance(source, GeneratedArticle) else source.html
    active = _Asked(normalizer, given, printed)
    alone = _Asked(_GENERIC, {**given, "outlet": None}, printed)
    invariants: dict[str, Callable[[_Asked], object]] = {
        "total": lambda asked: asked.article,
        "pure": lambda asked: assert_pure(printed, normalizer=asked.normalizer, **asked.given),
        "nothing lost": lambda asked: assert_nothing_lost(asked.article, printed),
        "careful": lambda asked: assert_careful(asked.article, source),
        "idempotent": lambda asked: assert_idempotent(
            active.article, normalizer=asked.normalizer, **asked.given
        ),
    }
    for invariant, holds in invariants.items():
        problem = _failure(holds, active)
        if problem is not None and _failure(holds, alone) is None:
            raise Broken(invariant, problem)


class _Asked:
    """A normalizer, with one source and what it is told of it."""

    def __init__(self, normalizer: Normalizer, given: dict[str, Any], printed: str) -> None:
        self.normalizer = normalizer
        self.given = given
        self._printed = printed

    @cached_property
    def article(self) -> Article:
        article = assert_total(self._printed, normalizer=self.normalizer, **self.given)
        assert article is not None, "not total: the source is refused"
        return article


def _failure(holds: Callable[[_Asked], object], asked: _Asked) -> str | None:
    try:
        holds(asked)
    except AssertionError as problem:
        return str(problem)
    return None
