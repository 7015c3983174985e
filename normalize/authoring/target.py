"""Which plugin is meant, and where its fixtures are: from a path or the name of a plugin.

A distribution says in its `pyproject.toml` which plugins it holds; its code is taken from
beside that file, installed or not, and its fixtures from its folder `tests`.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint
from pathlib import Path

from normalize.errors import OptionsError

GROUP = "normalize"
TESTS = "tests"
_PROJECT = "pyproject.toml"


def distribution_of(path: Path) -> Path | None:
    """The nearest folder, at or above a path, whose `pyproject.toml` declares plugins.

    Raises:
        OptionsError: a `pyproject.toml` on the way up can't be read.
    """
    return next((each for each in (path, *path.parents) if declared_in(each)), None)


def declared_in(folder: Path) -> list[EntryPoint]:
    """The plugins that a distribution's `pyproject.toml` declares.

    Raises:
        OptionsError: the file can't be read.
    """
    path = folder / _PROJECT
    if not path.is_file():
        return []
    try:
        project = tomllib.loads(path.read_text("utf-8")).get("project", {})
        declared = project.get("entry-points", {}).get(GROUP, {})
        return [EntryPoint(name, value, GROUP) for name, value in declared.items()]
    except (OSError, ValueError, AttributeError) as problem:
        raise OptionsError(f"{path}: {problem}") from problem


def prefer_code_in(folder: Path, plugins: Iterable[EntryPoint]) -> None:
    """Have plugins imported from a distribution's folder, where their code is there."""
    for root in map(str, (folder, folder / "src")):
        here = (PathFinder.find_spec(_package(each), [root]) for each in plugins)
        if any(here) and root not in sys.path:
            sys.path.insert(0, root)


def _package(plugin: EntryPoint) -> str:
    return plugin.module.partition(".")[0]
