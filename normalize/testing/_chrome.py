"""Lines that sites print around an article, from the library's own phrase tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from normalize.article import Reason
from normalize.testing._articles import titles
from normalize.testing._pages import SITE
from normalize.testing._vocabulary import codes
from normalize.words.languages import Phrase
from normalize.words.languages import languages as tables


@dataclass(frozen=True, slots=True)
class GeneratedChrome:
    """One piece of chrome: its lines, and the reason to remove them.

    A label that announces a list comes with the list, which the next paragraph of prose
    ends: insert such chrome before prose. `joiner` stands between its lines.
    """

    lines: tuple[str, ...]
    reason: Reason
    language: str
    joiner: str = "\n"

    def as_text(self) -> str:
        """The lines as they are printed."""
        return self.joiner.join(self.lines)


def chrome_lines(
    *, language: str | None = None, reason: Reason | str | None = None
) -> st.SearchStrategy[GeneratedChrome]:
    """Chrome of one or more lines, such as `Advertisement` or `Read also:` and its list.

    Args:
        language: ISO 639-1 code of a language with a phrase table; any by default, but for
            words that several languages share, which are chrome in texts of their own only.
        reason: why the lines are chrome; any reason that has phrases by default.
    """
    return st.deferred(lambda: _chrome(language, None if reason is None else _reason(reason)))


@cache
def _chrome(language: str | None, reason: Reason | None) -> st.SearchStrategy[GeneratedChrome]:
    if language is not None and language not in tables():
        raise InvalidArgument(f"no phrases for {language!r}; there are {', '.join(tables())}")
    phrases = [
        phrase
        for code, table in tables().items()
        for phrase in table.phrases
        if phrase.reason is not None
        and phrase.text.casefold() not in _menu_entries()
        and (language == code or (language is None and not phrase.is_shared))
        and reason in (None, phrase.reason)
    ]
    if not phrases:
        raise InvalidArgument(f"no phrases for {language or 'any language'}, {reason}")
    return st.sampled_from(phrases).flatmap(_printed)


@cache
def _menu_entries() -> frozenset[str]:
    """What may be a subheading, in some language, where no other chrome is beside it."""
    phrases = (phrase for table in tables().values() for phrase in table.phrases)
    return frozenset(phrase.text.casefold() for phrase in phrases if phrase.is_menu_entry)


def _reason(given: Reason | str) -> Reason:
    try:
        return Reason(given)
    except ValueError as problem:
        raise InvalidArgument(str(problem)) from None


def _printed(phrase: Phrase) -> st.SearchStrategy[GeneratedChrome]:
    text = phrase.text.replace("#", "3")
    assert phrase.reason is not None
    return st.builds(
        GeneratedChrome,
        lines=_lines(phrase, text),
        reason=st.just(phrase.reason),
        language=st.just(phrase.language),
        joiner=st.sampled_from(("\n\n", "\n")),
    )


def _lines(phrase: Phrase, text: str) -> st.SearchStrategy[tuple[str, ...]]:
    if phrase.place == "sentence":
        return st.just((f"{text} {SITE}.",))
    if phrase.place == "tail":
        return st.just((f"{SITE}. {text}",))
    if phrase.place in ("names", "head"):
        return st.sampled_from(((text,), (f"{text} {SITE}",)))
    if phrase.place == "line":
        alone: st.SearchStrategy[tuple[str, ...]] = st.just((text,))
        return alone | _with_list(phrase, text) if phrase.opens == "list" else alone
    label = text if text.endswith((":", "：", "|")) else f"{text}:"
    if phrase.opens == "list":
        return _with_title(phrase, label) | _with_list(phrase, label)
    return st.just((label,)) if phrase.reason is not Reason.RELATED else _with_title(phrase, label)


def _with_title(phrase: Phrase, label: str) -> st.SearchStrategy[tuple[str, ...]]:
    return titles(_code(phrase)).map(lambda title: (f"{label} {title}",))


def _with_list(phrase: Phrase, label: str) -> st.SearchStrategy[tuple[str, ...]]:
    others = st.lists(titles(_code(phrase)), min_size=2, max_size=3, unique=True)
    return others.map(lambda listed: (label, *listed))


def _code(phrase: Phrase) -> str:
    """The phrase's language, or English where there is no vocabulary for it."""
    return phrase.language if phrase.language in codes() else "en"
