"""How plugins are asked.

Outlets are values in one look-up table. Plugins with code are registered with pluggy,
which checks their hooks; they are then called from here, so that every answer has a name
to it, a failure can be skipped, and a plugin for one outlet costs nothing elsewhere.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from inspect import signature
from typing import Any, TypeAlias

from normalize import hooks as specs
from normalize.article import Article
from normalize.document import Document
from normalize.errors import NormalizeError, PluginError
from normalize.options import Options
from normalize.plugins.answers import problem_with
from normalize.plugins.outlet import Outlet
from normalize.plugins.state import Saved
from normalize.plugins.table import OutletTable


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """What is known of a plugin: `status` is "active", "disabled" or "broken: …"."""

    name: str
    version: str | None
    hooks: tuple[str, ...]
    outlets: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Implementation:
    """One plugin's function for one hook; `ours` are those that the library brings."""

    plugin: str
    function: Callable[..., object]
    arguments: tuple[str, ...]
    ours: bool = False

    def call(self, given: Mapping[str, object]) -> object:
        """The plugin's answer to what the hook is given, by name."""
        return self.function(*map(given.__getitem__, self.arguments))


Watch: TypeAlias = Callable[[str, Implementation, Mapping[str, object]], object]


@dataclass(frozen=True, slots=True)
class Hooks:
    """The implementations of one hook, by whom they concern, each in calling order."""

    scoped: tuple[Implementation, ...] = ()
    data: tuple[Implementation, ...] = ()
    everywhere: tuple[Implementation, ...] = ()


class Plugins:
    """A set of plugins, in order. It does not change once it is made; threads may share it.

    Make one with `Plugins.load`. The order of answers is: an outlet's code, its data,
    global plugins by name, the built-in behaviour.
    """

    def __init__(
        self,
        hooks: dict[str, Hooks],
        outlets: OutletTable,
        declared: dict[Outlet, frozenset[str]],
        infos: Sequence[PluginInfo],
        problems: Sequence[str],
    ) -> None:
        self._hooks = hooks
        self._outlets = outlets
        self._declared = declared
        self._callers: dict[tuple[str, frozenset[str] | None], tuple[Implementation, ...]] = {}
        self.infos = tuple(infos)
        self.problems = tuple(problems)

    @classmethod
    def load(
        cls,
        given: Sequence[object] | None,
        builtins: Sequence[tuple[str, object]],
        options: Options,
    ) -> Plugins:
        """Load plugins, and put them in order.

        Args:
            given: None takes the installed ones (entry-point group `normalize`) and the
                outlets in the folder that `NORMALIZE_OUTLETS` names; a sequence takes exactly
                these: plugins (modules or objects), `Outlet` values, lists of both,
                names of installed plugins, and `EntryPoint` values of others.
            builtins: the built-in behaviour, by name, in the order to ask it.
            options: `disabled_plugins` are left out, as are those that
                `NORMALIZE_DISABLE_PLUGINS` names, separated by commas.

        Raises:
            PluginError: one of `given` is no plugin. An installed one that can't be loaded
                is left out with a warning instead, and listed in `problems`.
            OptionsError: `options.disabled_plugins` has a name that no plugin has.
        """
        plugins = _load(given, builtins, options)
        if plugins.problems:
            warnings.warn("normalize: " + "; ".join(plugins.problems), stacklevel=2)
        return plugins

    def watched(self, watch: Watch) -> Plugins:
        """The same plugins, each of whose calls is made by `watch`.

        It is given the hook's name, the implementation, and all that the hook is given, by
        name; what it returns is the plugin's answer.
        """
        hooks = {
            hook: Hooks(
                *(
                    tuple(_watched(hook, each, watch) for each in group)
                    for group in (found.scoped, found.data, found.everywhere)
                )
            )
            for hook, found in self._hooks.items()
        }
        return Plugins(hooks, self._outlets, self._declared, self.infos, self.problems)

    def outlet(
        self, *, name: str | None = None, url: str | None = None, on: date | None = None
    ) -> Outlet | None:
        """The outlet of a name or domain, else of a URL, as its pages were on a day.

        Hosts match by whole suffixes: `www.bbc.co.uk` is `bbc.co.uk`, never `co.uk`.
        Without a day, it is the newest version.

        Raises:
            OptionsError: `name` is neither an outlet's nor a domain.
        """
        return self._outlets.find(name, url, on)

    def callers(self, hook: str, document: Document | None) -> tuple[Implementation, ...]:
        """Who is asked, in order."""
        outlet = None if document is None else document.outlet
        scope = None if outlet is None else self._declared.get(outlet, frozenset())
        found = self._callers.get((hook, scope))
        if found is None:
            hooks = self._hooks[hook]
            scoped = [each for each in hooks.scoped if scope and each.plugin in scope]
            data = hooks.data if scope is not None else ()
            found = self._callers[hook, scope] = (*scoped, *data, *hooks.everywhere)
        return found

    def first(
        self, hook: str, document: Document | None, options: Options, **given: object
    ) -> tuple[Any, str] | None:
        """The first answer that is not None, and who gave it; None if nobody answers.

        Raises:
            PluginError: a plugin failed, and `options.on_plugin_error` is "raise".
        """
        return next(self.all(hook, document, options, **given), None)

    def all(
        self, hook: str, document: Document | None, options: Options, **given: object
    ) -> Iterator[tuple[Any, str]]:
        """All answers that are not None, in order, and who gave them.

        Each plugin is asked when the answer before its own has been taken.

        Raises:
            PluginError: a plugin failed, and `options.on_plugin_error` is "raise".
        """
        given = {"document": document, "options": options, **given}
        for caller in self.callers(hook, document):
            answer = _ask(caller, hook, document, options, given)
            if answer is not None:
                yield answer, caller.plugin

    def finish(self, article: Article, document: Document, options: Options) -> Article:
        """The article after every plugin's last word: built-ins first, the outlet's code last.

        Raises:
            PluginError: a plugin failed, and `options.on_plugin_error` is "raise".
        """
        said = len(document.trace)
        hook = "normalize_finish"
        given: dict[str, object] = {"document": document, "options": options}
        for caller in reversed(self.callers(hook, document)):
            answer = _ask(caller, hook, document, options, {**given, "article": article})
            article = article if answer is None else answer
        new = tuple(document.trace[said:])
        return article.replace(trace=article.trace + new) if new else article


def _watched(hook: str, implementation: Implementation, watch: Watch) -> Implementation:
    names = tuple(signature(getattr(specs, hook)).parameters)

    def function(*values: object) -> object:
        return watch(hook, implementation, dict(zip(names, values, strict=True)))

    return replace(implementation, function=function, arguments=names)


def installed(options: Options) -> list[PluginInfo]:
    """The installed plugins by name, those that are disabled or broken included."""
    return list(_load(None, (), options).infos)


def _load(
    given: Sequence[object] | None, builtins: Sequence[tuple[str, object]], options: Options
) -> Plugins:
    from normalize.plugins.loader import Loader  # loads pluggy

    loader = Loader(builtins, options, strict=given is not None)
    if given is None:
        loader.add_installed()
    else:
        loader.add_given(given)
    return loader.finish()


def _ask(
    caller: Implementation,
    hook: str,
    document: Document | None,
    options: Options,
    given: dict[str, object],
) -> Any:
    """One plugin's answer, or None where it failed and is to be skipped."""
    if caller.ours or options.on_plugin_error == "raise":
        return _call(caller, hook, document, given)
    saved = Saved(document) if document is not None else None
    try:
        return _call(caller, hook, document, given)
    except PluginError as error:
        if document is not None and saved is not None:
            saved.restore()
            step = hook.removeprefix("normalize_")
            document.note(step, caller.plugin, f"failed: {error.problem}; skipped")
        return None


def _call(
    caller: Implementation, hook: str, document: Document | None, given: dict[str, object]
) -> object:
    """A plugin's answer, checked.

    Errors of ours pass untouched: a plugin may say `UnsupportedInput` too.
    """
    try:
        answer = caller.call(given)
    except NormalizeError:
        raise
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        raise PluginError(caller.plugin, hook, problem) from error
    wrong = None if caller.ours else problem_with(hook, answer, document)
    if wrong:
        raise PluginError(caller.plugin, hook, wrong)
    return answer
