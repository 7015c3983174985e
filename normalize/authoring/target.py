"""Which plugin is meant, and where its fixtures are: from a path or the name of a plugin.

A distribution says in its `pyproject.toml` which plugins it holds; its code is taken from
beside that file, installed or not, and its fixtures from its folder `tests`.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from normalize.errors import NormalizeError, OptionsError, PluginError
from normalize.plugins import Outlet, OutletFile

GROUP = "normalize"
_PROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Target:
    """Plugins to look at.

    Args:
        name: how they were named.
        plugins: what `Normalizer(plugins=…)` takes.
        fixtures: the folders in which fixtures are looked for.
        problem: why there are no plugins, where one was found but can't be read.
        is_file: whether it is one outlet's file, so that fixtures of others don't concern it.
    """

    name: str
    plugins: tuple[EntryPoint | Outlet, ...]
    fixtures: tuple[Path, ...]
    problem: str | None = None
    is_file: bool = False


def find_target(given: str, fixtures: Sequence[Path] = ()) -> Target:
    """The plugins that a path or a name means; the name of an installed plugin goes first.

    Args:
        given: a distribution's folder, a package or module, an outlet's TOML file, or the
            name of an installed plugin.
        fixtures: the folders of fixtures, where they are not in the usual place.

    Raises:
        OptionsError: it is none of these.
    """
    named = [entry for entry in entry_points(group=GROUP) if entry.name == given]
    path = Path(given)
    if named:
        folders = fixtures or _folders(_origin(named[0]))
        return Target(given, tuple(named[:1]), tuple(folders))
    if not path.exists():
        known = ", ".join(sorted({entry.name for entry in entry_points(group=GROUP)})) or "none"
        raise OptionsError(
            f"{given!r} is neither a path nor the name of an installed plugin; installed: {known}"
        )
    path = path.resolve()
    folders = tuple(fixtures or _folders(path))
    if path.suffix == ".toml" and path.name != _PROJECT:
        try:
            return Target(given, (Outlet.from_toml(path),), folders, is_file=True)
        except OptionsError as problem:
            return Target(given, (), folders, str(problem))
    declared = declared_in(path)
    plugins = declared or _declared_for(path)
    if not plugins:
        raise OptionsError(
            f"{given}: there is no plugin here; give a folder whose {_PROJECT} has "
            f"[project.entry-points.{GROUP}], a package, a module, or an outlet's TOML file"
        )
    prefer_code_in(path if declared else path.parent, plugins)
    return Target(given, tuple(plugins), folders)


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
    packages = [_package(each) for each in plugins]
    for root in map(str, (folder, folder / "src")):
        here = (PathFinder.find_spec(package, [root]) for package in packages)
        if any(spec and spec.origin for spec in here) and root not in sys.path:
            sys.path.insert(0, root)


def outlets_of(plugins: Iterable[object]) -> Iterator[Outlet]:
    """The outlets that plugins declare.

    Raises:
        PluginError: one can't be loaded.
    """
    for plugin in parts_of(plugins):
        if isinstance(plugin, OutletFile):
            yield plugin.read()
        elif isinstance(plugin, Outlet):
            yield plugin
        elif hasattr(plugin, "normalize_register_outlets"):
            yield from plugin.normalize_register_outlets() or ()


def parts_of(plugins: Iterable[object]) -> Iterator[object]:
    """The modules, objects and outlets that plugins consist of.

    Raises:
        PluginError: one can't be loaded.
    """
    for plugin in plugins:
        if isinstance(plugin, str):
            yield from parts_of(
                entry for entry in entry_points(group=GROUP) if entry.name == plugin
            )
        elif isinstance(plugin, EntryPoint):
            yield from parts_of([_loaded(plugin)])
        elif isinstance(plugin, list | tuple):
            yield from parts_of(plugin)
        else:
            yield plugin


def _loaded(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except NormalizeError:
        raise
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        raise PluginError(entry.name, "load", problem) from error


def _declared_for(path: Path) -> list[EntryPoint]:
    """A package or module as its distribution declares it, or else by its own name."""
    is_module = path.suffix == ".py" and path.is_file()
    if not is_module and not (path / "__init__.py").is_file():
        return []
    folder = distribution_of(path.parent)
    declared = [] if folder is None else declared_in(folder)
    return [each for each in declared if _package(each) == path.stem] or [
        EntryPoint(path.stem, path.stem, GROUP)
    ]


def _folders(path: Path | None) -> Iterator[Path]:
    """Where fixtures are: in the distribution's folder `tests`, or in `fixtures` beside a file."""
    if path is None:
        return
    folder = path if path.is_dir() else path.parent
    yield (distribution_of(path) or folder) / "tests"
    yield folder / "fixtures"


def _origin(entry: EntryPoint) -> Path | None:
    """The file that an installed plugin's code is in."""
    try:
        spec = find_spec(_package(entry))
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).resolve() if spec and spec.origin else None


def _package(plugin: EntryPoint) -> str:
    return plugin.module.partition(".")[0]
