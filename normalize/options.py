"""What a caller may choose, and why the defaults are what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from normalize.article import Reason
from normalize.errors import OptionsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to normalize. Unknown values raise `OptionsError`, as do unknown names in a mapping.

    Args:
        keep: reasons not to remove. A block that would have gone for one of them stays in
            the body. Empty by default: chrome is what people come here to lose.
        straight_quotes: turn curly quotes into straight ones (ftfy's `uncurl_quotes`).
            Off: an outlet's typography is part of its text.
        unicode_form: "NFC" or "NFKC", or None to leave characters as they are. None:
            composing changes offsets and search keys that the caller may hold.
        on_plugin_error: "raise" stops with a `PluginError`; "skip" runs the step again
            without the plugin and says so in the trace. "raise": a broken plugin should
            be seen where it is written; batch runs choose "skip".
        disabled_plugins: names of plugins not to use, besides `NORMALIZE_DISABLE_PLUGINS`.
        second_opinion: ask trafilatura where a page's own evidence is thin. On: it is
            asked about few pages and finds what rules miss.
    """

    keep: frozenset[Reason] = frozenset()
    straight_quotes: bool = False
    unicode_form: Literal["NFC", "NFKC"] | None = None
    on_plugin_error: Literal["raise", "skip"] = "raise"
    disabled_plugins: frozenset[str] = frozenset()
    second_opinion: bool = True

    def __post_init__(self) -> None:
        given: tuple[object, ...] = (self.keep, self.disabled_plugins)
        if any(isinstance(names, str) for names in given):
            raise OptionsError("keep and disabled_plugins take sets of names, not a string")
        try:
            kept = frozenset(Reason(reason) for reason in self.keep)
        except (ValueError, TypeError) as problem:
            known = ", ".join(Reason)
            raise OptionsError(f"keep takes reasons, but {problem}; known: {known}") from None
        object.__setattr__(self, "keep", kept)
        object.__setattr__(self, "disabled_plugins", frozenset(self.disabled_plugins))
        if self.on_plugin_error not in ("raise", "skip"):
            raise OptionsError(
                f"on_plugin_error is 'raise' or 'skip', not {self.on_plugin_error!r}"
            )
        if self.unicode_form not in (None, "NFC", "NFKC"):
            raise OptionsError(f"unicode_form is None, 'NFC' or 'NFKC', not {self.unicode_form!r}")

    @classmethod
    def of(cls, given: Options | dict[str, Any] | None) -> Options:
        """`given` as Options: itself, from a mapping of names, or the defaults."""
        if given is None:
            return DEFAULT
        if isinstance(given, Options):
            return given
        try:
            return cls(**given)
        except TypeError:
            names = ", ".join(cls.__slots__)
            raise OptionsError(f"unknown option in {given!r}; known: {names}") from None


DEFAULT = Options()
