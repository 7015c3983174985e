"""From entry points, objects and files to `Plugins`.

Pluggy checks hooks and their arguments. Loading is done here, one plugin at a time: one
that is broken is named, and the rest go on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from inspect import signature
from operator import itemgetter
from pathlib import Path

import pluggy

from normalize import hooks as specs
from normalize.errors import NormalizeError, OptionsError, PluginError
from normalize.options import Options
from normalize.plugins.calls import Hooks, Implementation, PluginInfo, Plugins
from normalize.plugins.data import OutletData
from normalize.plugins.files import OutletFile, outlets_in
from normalize.plugins.outlet import Outlet
from normalize.plugins.table import OutletTable

GROUP = "normalize"
DISABLE = "NORMALIZE_DISABLE_PLUGINS"
FOLDER = "NORMALIZE_OUTLETS"
GIVEN = "given"
DATA = "outlet"

_REGISTER = "normalize_register_outlets"
_HOOKS = tuple(name for name, spec in vars(specs).items() if hasattr(spec, "normalize_spec"))


class Loader:
    """Collects plugins one by one; `finish` makes them into `Plugins`.

    Args:
        builtins: the built-in behaviour, by name, in the order to ask it.
        options: whose `disabled_plugins` are left out, besides the environment's.
        strict: whether a plugin that can't be loaded raises, or is noted as a problem.
    """

    def __init__(
        self, builtins: Sequence[tuple[str, object]], options: Options, *, strict: bool
    ) -> None:
        named = os.environ.get(DISABLE, "").split(",")
        self._by_environment = frozenset(name.strip() for name in named) - {""}
        self._by_option = options.disabled_plugins
        self._strict = strict
        self._manager = pluggy.PluginManager("normalize")
        self._manager.add_hookspecs(specs)
        self._table = OutletTable()
        self._code: dict[Outlet, set[str]] = {}
        self._scoped: set[str] = set()
        self._infos: dict[str, PluginInfo] = {}
        self._problems: list[str] = []
        self._ours = [name for name, _ in builtins]
        for name, plugin in (*builtins, (DATA, OutletData())):
            self._register(name, plugin)

    def add_installed(self) -> None:
        """The outlets in the user's folder, then the installed plugins by name."""
        self._add_folder(os.environ.get(FOLDER))
        for entry in _installed():
            self._add(entry.name, _version(entry), entry.load)

    def add_given(self, given: Sequence[object]) -> None:
        """Exactly these: outlets first, then plugins by name.

        Raises:
            PluginError: one of them is no plugin.
            OptionsError: a name that no installed plugin has.
        """
        outlets, plugins = _parted(given)
        self._declare(GIVEN, outlets)
        for name, plugin in self._named(plugins):
            if isinstance(plugin, str | EntryPoint):
                entry = _entry(name) if isinstance(plugin, str) else plugin
                self._add(name, _version(entry), entry.load)
            else:
                self._add(name, None, partial(_itself, plugin))

    def finish(self) -> Plugins:
        """All of them in order, the built-in behaviour last.

        Raises:
            OptionsError: `options.disabled_plugins` has a name that no plugin has.
        """
        self._check_disabled()
        names = sorted(self._infos)
        scoped = [name for name in names if name in self._scoped]
        everywhere = [name for name in names if name not in self._scoped]
        order = (scoped, [DATA], [*everywhere, *self._ours])
        return Plugins(
            {hook: self._in_order(hook, order) for hook in _HOOKS},
            self._table,
            {outlet: frozenset(plugins) for outlet, plugins in self._code.items()},
            [self._infos[name] for name in names],
            self._problems,
        )

    def _named(self, plugins: Iterable[object]) -> list[tuple[str, object]]:
        """Plugins by name, sorted; `_2` and so on tell those apart that have the same."""
        named: dict[str, object] = {}
        for plugin in plugins:
            name, number = _name(plugin), 2
            while name in named or self._manager.has_plugin(name):
                name, number = f"{_name(plugin)}_{number}", number + 1
            named[name] = plugin
        return sorted(named.items(), key=itemgetter(0))

    def _add_folder(self, folder: str | None) -> None:
        if not folder:
            return
        if not Path(folder).is_dir():
            self._problems.append(f"{FOLDER}: there is no folder {folder!r}")
            return
        outlets: list[Outlet | OutletFile] = []
        for found in outlets_in(folder):
            try:
                outlets.append(Outlet.from_toml(found) if isinstance(found, Path) else found)
            except OptionsError as problem:
                self._problems.append(str(problem))
        self._declare(FOLDER, outlets)
        self._inform(FOLDER, None, (), outlets)

    def _add(self, name: str, version: str | None, load: Callable[[], object]) -> None:
        """Load a plugin, unless it is disabled; note or raise what goes wrong."""
        if name in self._by_environment | self._by_option:
            self._infos[name] = PluginInfo(name, version, (), (), "disabled")
            return
        try:
            self._load(name, version, load)
        except NormalizeError as problem:
            if self._strict:
                raise
            self._problems.append(str(problem))
            self._infos.setdefault(name, PluginInfo(name, version, (), (), f"broken: {problem}"))

    def _load(self, name: str, version: str | None, load: Callable[[], object]) -> None:
        if name in self._infos or self._manager.has_plugin(name):
            raise PluginError(name, "load", "another plugin has this name")
        try:
            plugin = load()
        except (Exception, SystemExit) as error:
            raise PluginError(name, "load", f"{type(error).__name__}: {error}") from error
        if isinstance(plugin, Outlet | OutletFile):
            plugin = [plugin]
        if isinstance(plugin, list | tuple):
            self._load_list(name, version, plugin)
        else:
            hooks = self._register(name, plugin)
            outlets = self._outlets_of(name, plugin) if _REGISTER in hooks else ()
            self._inform(name, version, hooks, outlets)

    def _load_list(self, name: str, version: str | None, plugins: Sequence[object]) -> None:
        """A list's outlets are its own; its plugins are called `list.plugin`."""
        outlets, others = _parted(plugins)
        self._declare(name, outlets)
        self._inform(name, version, (), outlets)
        for part, each in self._named(others):
            self._add(f"{name}.{part}", version, partial(_itself, each))

    def _register(self, name: str, plugin: object) -> tuple[str, ...]:
        """Have pluggy check a plugin; returns the names of its hooks."""
        hooks = _hooks(self._manager, name, plugin)
        try:
            self._manager.register(plugin, name)
        except (ValueError, pluggy.PluginValidationError) as problem:
            raise PluginError(name, "load", " ".join(str(problem).split())) from problem
        return hooks

    def _outlets_of(self, name: str, plugin: object) -> Sequence[Outlet]:
        """The outlets that a plugin declares; from then on it is called for those alone."""
        try:
            outlets = plugin.normalize_register_outlets()  # type: ignore[attr-defined]
            outlets = None if outlets is None else tuple(outlets)
            strange = [each for each in outlets or () if not isinstance(each, Outlet)]
            if strange:
                raise TypeError(f"{strange[0]!r} is no Outlet")
        except Exception as error:
            self._manager.unregister(name=name)
            problem = str(error) if isinstance(error, NormalizeError) else repr(error)
            raise PluginError(name, _REGISTER, problem) from error
        if outlets is None:
            return ()
        self._scoped.add(name)
        self._declare(name, outlets)
        for outlet in outlets:
            self._code.setdefault(outlet, set()).add(name)
        return outlets

    def _declare(self, plugin: str, outlets: Iterable[Outlet | OutletFile]) -> None:
        for outlet in outlets:
            rival = self._table.add(outlet, plugin)
            if rival == plugin or rival not in (None, FOLDER, GIVEN):
                name = outlet.name or outlet.domains[0]
                self._problems.append(
                    f"outlet {name!r} of plugin {plugin!r}: plugin {rival!r} comes first"
                )

    def _inform(
        self,
        name: str,
        version: str | None,
        hooks: tuple[str, ...],
        outlets: Iterable[Outlet | OutletFile],
    ) -> None:
        names = tuple(dict.fromkeys(outlet.name or outlet.domains[0] for outlet in outlets))
        self._infos[name] = PluginInfo(name, version, hooks, names, "active")

    def _in_order(self, hook: str, order: Sequence[Sequence[str]]) -> Hooks:
        found = {
            each.plugin_name: Implementation(
                each.plugin_name, each.function, each.argnames, each.plugin_name in self._ours
            )
            for each in getattr(self._manager.hook, hook).get_hookimpls()
        }
        return Hooks(*(tuple(found[name] for name in names if name in found) for names in order))

    def _check_disabled(self) -> None:
        """A misspelt name would leave a plugin on that somebody wants off."""
        named = (self._by_environment | self._by_option) - self._infos.keys()
        if not named:
            return
        known = sorted({*self._infos, *(entry.name for entry in _installed())})
        unknown = sorted(name for name in named if name.partition(".")[0] not in known)
        problem = f"not the name of a plugin; known: {', '.join(known) or 'none'}"
        for name in unknown:
            if name in self._by_option:
                raise OptionsError(f"disabled_plugins: {name!r} is {problem}")
            self._problems.append(f"{DISABLE}: {name!r} is {problem}")


def _parted(plugins: Iterable[object]) -> tuple[list[Outlet | OutletFile], list[object]]:
    """The outlets, and the plugins that have code."""
    outlets: list[Outlet | OutletFile] = []
    others: list[object] = []
    for each in plugins:
        if isinstance(each, Outlet | OutletFile):
            outlets.append(each)
        else:
            others.append(each)
    return outlets, others


def _hooks(manager: pluggy.PluginManager, name: str, plugin: object) -> tuple[str, ...]:
    """The names of a plugin's hooks.

    Raises:
        PluginError: it has none, one that does not exist, or one that is marked wrongly.
    """
    if isinstance(plugin, type):
        raise PluginError(name, "load", f"it is a class; give an object of it: {name}()")
    hooks = []
    for attribute in dir(plugin):
        options = manager.parse_hookimpl_opts(plugin, attribute)
        if options is None:
            if attribute in _HOOKS:
                raise PluginError(name, attribute, "is not marked with @hookimpl")
            continue
        if attribute not in _HOOKS:
            near = get_close_matches(attribute, _HOOKS, n=1, cutoff=0)
            raise PluginError(name, attribute, f"there is no such hook; did you mean {near[0]}?")
        if any(options.values()):
            raise PluginError(name, attribute, "@hookimpl takes no options: names set the order")
        if _defaults(getattr(plugin, attribute)):
            raise PluginError(name, attribute, "its arguments can't have default values")
        hooks.append(attribute)
    if not hooks:
        raise PluginError(name, "load", "it has no hooks: nothing is marked with @hookimpl")
    return tuple(hooks)


def _defaults(function: Callable[..., object]) -> bool:
    """Whether an argument has a default: pluggy versions differ on what it then gets."""
    return any(each.default is not each.empty for each in signature(function).parameters.values())


def _installed() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value))


def _entry(name: str) -> EntryPoint:
    entries = {entry.name: entry for entry in _installed()}
    if name not in entries:
        known = ", ".join(entries) or "none"
        raise OptionsError(f"no plugin is called {name!r}; installed: {known}")
    return entries[name]


def _version(entry: EntryPoint) -> str | None:
    return entry.dist.version if entry.dist else None


def _name(plugin: object) -> str:
    """A name for a plugin that was given: its own, or its module's or class's."""
    if isinstance(plugin, str):
        return plugin
    if isinstance(plugin, EntryPoint):
        return plugin.name
    name = getattr(plugin, "__name__", None) or type(plugin).__name__
    return str(name).rpartition(".")[2]


def _itself(plugin: object) -> object:
    return plugin
