"""The errors of the library.

    NormalizeError
    ├── UnsupportedInput   the source is not text or HTML (PDF, image, archive, a path, a URL)
    ├── PluginError        a plugin raised, or could not be loaded
    ├── OptionsError       an unknown option, or a value it does not take
    └── BatchError         a batch cannot start as asked: inputs, folder, settings

Every message says what was found and what to do about it.
"""

from __future__ import annotations


class NormalizeError(Exception):
    """Base of everything this library raises on purpose."""


class UnsupportedInput(NormalizeError):
    """The source is not something to read as text; `saw` names what it looks like."""

    def __init__(self, saw: str, advice: str) -> None:
        super().__init__(f"{saw}: {advice}")
        self.saw = saw
        self.advice = advice

    def __reduce__(self) -> tuple[type[UnsupportedInput], tuple[str, str]]:
        return type(self), (self.saw, self.advice)


class PluginError(NormalizeError):
    """A plugin failed; `plugin` and `hook` say which and where."""

    def __init__(self, plugin: str, hook: str, problem: str) -> None:
        super().__init__(f"plugin {plugin!r}, {hook}: {problem}")
        self.plugin = plugin
        self.hook = hook
        self.problem = problem

    def __reduce__(self) -> tuple[type[PluginError], tuple[str, str, str]]:
        return type(self), (self.plugin, self.hook, self.problem)


class OptionsError(NormalizeError):
    """An option that does not exist, or a value that it does not take."""


class BatchError(NormalizeError):
    """A batch that cannot start as asked, or may not go on where it stopped."""
