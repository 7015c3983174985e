"""A pytest plugin that turns fixtures into tests, one for each field of each fixture.

Opt in with one line in `conftest.py`, beside the folder of fixtures or above it:

    pytest_plugins = ["normalize.testing.pytest_plugin"]

Every `article.json` that pytest comes across is then a fixture as `normalize.authoring`
describes them. Its plugins are those that the nearest `pyproject.toml` declares under
`[project.entry-points.normalize]`; where there is none, all that are installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from normalize import Article, NormalizeError, Normalizer
from normalize.authoring.diff import LEGEND, DiffLine, difference, printed
from normalize.authoring.fixtures import ARTICLE, Fixture
from normalize.authoring.target import declared_in, distribution_of, prefer_code_in

_NORMALIZERS = pytest.StashKey[dict[Path | None, Normalizer]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the fixture that an `article.json` belongs to."""
    if file_path.name != ARTICLE:
        return None
    collector: pytest.Collector = FixtureFile.from_parent(parent, path=file_path)
    return collector


class FixtureFile(pytest.File):
    """A fixture; its tests are its fields."""

    def collect(self) -> Iterator[FieldItem]:
        """A test for each field that is expected."""
        if not self.fixture.expected:
            problem = f"{self.path}: expects nothing; to expect what is found: {self.command}"
            raise self.CollectError(problem)
        for name in self.fixture.expected:
            yield FieldItem.from_parent(self, name=name)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:  # type: ignore[override]
        """What is wrong with the fixture, without a traceback through this plugin."""
        return _told(excinfo) or super().repr_failure(excinfo)

    @cached_property
    def fixture(self) -> Fixture:
        """The fixture in the file's folder."""
        return Fixture.read(self.path.parent)

    @cached_property
    def article(self) -> Article:
        """The article that the fixture gives with the plugins of its distribution."""
        return self.fixture.normalize(self._normalizer())

    @property
    def command(self) -> str:
        """What confirms the fixture's fields, or refreshes them."""
        folder = distribution_of(self.path.parent)
        shown = "PLUGIN" if folder is None else _relative(folder, self.config)
        return f"normalize plugin check {shown} --update"

    def _normalizer(self) -> Normalizer:
        known = self.config.stash.setdefault(_NORMALIZERS, {})
        folder = distribution_of(self.path.parent)
        if folder not in known:
            known[folder] = _normalizer_for(folder)
        return known[folder]


class FieldItem(pytest.Item):
    """The test of one field: it is as expected, and somebody has looked at it."""

    parent: FixtureFile

    def runtest(self) -> None:
        """Compare what is expected with what is there."""
        fixture, command = self.parent.fixture, self.parent.command
        different = fixture.differences(self.parent.article)
        if self.name in different:
            raise FieldError(
                f"not as expected ({LEGEND}):",
                difference(*different[self.name]),
                f"If what was found is right: {command}",
            )
        if self.name in fixture.unconfirmed:
            raise FieldError(
                "nobody has confirmed this yet:",
                printed(fixture.expected[self.name]),
                f"If it is right: {command}",
            )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference, without a traceback through this plugin."""
        return _told(excinfo) or super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The fixture and the field."""
        return self.path, None, f"{self.parent.nodeid}: {self.name}"


class FieldError(AssertionError):
    """A field is not as expected, or nobody has said that it should be so."""

    def __init__(self, problem: str, lines: Iterable[DiffLine], advice: str) -> None:
        super().__init__("\n".join((problem, *map(str, lines), advice)))


def _told(excinfo: pytest.ExceptionInfo[BaseException]) -> str | None:
    """The message of what fails on purpose."""
    expected = isinstance(excinfo.value, FieldError | NormalizeError)
    return str(excinfo.value) if expected else None


def _normalizer_for(folder: Path | None) -> Normalizer:
    if folder is None:
        return Normalizer()
    plugins = declared_in(folder)
    prefer_code_in(folder, plugins)
    return Normalizer(plugins=plugins)


def _relative(folder: Path, config: pytest.Config) -> Path:
    start = config.invocation_params.dir
    return folder.relative_to(start) if folder.is_relative_to(start) else folder
