"""Outlets as data: what is particular to one publisher's pages, as a value.

Most outlets need no code: which domains are theirs, where the body stands, which boxes and
lines are not part of it. An `Outlet` holds that; `normalize.plugins.data` acts on it.
"""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from normalize.article import Reason
from normalize.errors import OptionsError
from normalize.plugins.xpath import PREFIX, check_xpath

Selectors: TypeAlias = str | Iterable[str]
Replacements: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
Reasons: TypeAlias = str | Iterable[str | tuple[str, Reason]] | Mapping[str, Reason | str]

_DOMAIN = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_PUBLIC_SUFFIX = re.compile(r"(com?|org|gov|ac|edu)\.[a-z]{2}|(or|ne|go)\.(jp|kr)")
_PATTERN_TOKEN = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|\{\d*,?\d*\}|.", re.DOTALL)
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
_MOST_REPETITIONS = 2
_MOST_OPTIONS = 6
_TAG = re.compile(
    r"""</?[a-zA-Z!][^<>]*>  # a tag
    | \A[^<>]*["'=/]\s*>  # the end of one
    | <[^<>]*\Z  # the beginning of one
    | \A[^<>]*=[^<>]*\Z  # a piece from within one""",
    re.VERBOSE,
)
_HIDES = re.compile(r"<(?:!--|(?:script|style|template|textarea|title|iframe)\b)", re.IGNORECASE)
"""Markup after which words are no text."""


@dataclass(frozen=True, init=False, slots=True)
class Outlet:
    """A publisher, and what is particular to its pages.

    Everything but the name is optional, and each selector that finds nothing leaves its
    step to the general rules. Selectors are CSS, or XPath 1.0 behind `xpath:`, and concern
    pages; of a `<meta>`, its `content` is the text. Patterns are regular expressions that must
    match a whole line, ignoring case, and concern text too.

    Args:
        name: a short name, for `normalize(outlet=…)` and `article.outlet`.
        domains: the outlet's domains, without scheme, path or `www.`. A page belongs to the
            outlet if its host is one of them or ends in a dot and one of them.
        valid_from: the first day of this version of its pages.
        valid_until: the last day of this version of its pages.
        language: the language it is written in, where its pages don't say.
        container: where the body stands. Blocks outside are removed; inside, prose stays
            and the general rules still take chrome away. The first selector that finds
            something counts.
        drop: boxes to remove, as selectors, or as a mapping of selectors to reasons
            (default: outside_body).
        headline: where the headline stands; the first selector that finds text counts.
        standfirst: where the standfirst stands, likewise.
        authors: the elements that hold the authors, likewise.
        dateline: the element that holds the dateline, likewise.
        published: the element that says when it was published, by its `datetime` or `content`
            or in its text, likewise.
        keep: boxes that are body whatever the general rules say of them.
        chrome: lines to remove, as patterns, or as a mapping of patterns to reasons
            (default: template).
        credits: lines that credit agencies, photographers, contributors, as patterns.
        replace: strings of a page's markup and what to read in their place, made before the
            page is read. Words can't be replaced: an article holds what its source says.

    Raises:
        OptionsError: what is given can't be right, such as a domain with a path.

    >>> Outlet("gazette", "gazette.example", container="div.story").container
    ('div.story',)
    """

    name: str
    domains: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    language: str | None
    container: tuple[str, ...]
    drop: tuple[tuple[str, Reason], ...]
    headline: tuple[str, ...]
    standfirst: tuple[str, ...]
    authors: tuple[str, ...]
    dateline: tuple[str, ...]
    published: tuple[str, ...]
    keep: tuple[str, ...]
    chrome: tuple[tuple[str, Reason], ...]
    credits: tuple[str, ...]
    replace: tuple[tuple[str, str], ...]

    def __init__(
        self,
        name: str,
        domains: str | Iterable[str] = (),
        *,
        valid_from: date | None = None,
        valid_until: date | None = None,
        language: str | None = None,
        container: Selectors = (),
        drop: Reasons = (),
        headline: Selectors = (),
        standfirst: Selectors = (),
        authors: Selectors = (),
        dateline: Selectors = (),
        published: Selectors = (),
        keep: Selectors = (),
        chrome: Reasons = (),
        credits: Selectors = (),  # noqa: A002 - the article's field has this name
        replace: Replacements = (),
    ) -> None:
        try:
            fields: dict[str, object] = {
                "name": _name(name),
                "domains": tuple(map(_domain, _strings("domains", domains))),
                "valid_from": _day("valid_from", valid_from),
                "valid_until": _day("valid_until", valid_until),
                "language": _language(language),
                "container": _strings("container", container),
                "drop": _reasons("drop", drop, Reason.OUTSIDE_BODY),
                "headline": _strings("headline", headline),
                "standfirst": _strings("standfirst", standfirst),
                "authors": _strings("authors", authors),
                "dateline": _strings("dateline", dateline),
                "published": _strings("published", published),
                "keep": _strings("keep", keep),
                "chrome": _reasons("chrome", chrome, Reason.TEMPLATE),
                "credits": _strings("credits", credits),
                "replace": _replacements(replace),
            }
        except OptionsError as problem:
            raise OptionsError(f"outlet {name!r}: {problem}") from None
        for field, value in fields.items():
            object.__setattr__(self, field, value)
        for selector in self.selectors():
            if selector.startswith(PREFIX):
                check_xpath(selector)
        for pattern in (*(pattern for pattern, _ in self.chrome), *self.credits):
            _check_pattern(name, pattern)
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise OptionsError(f"outlet {name!r}: valid_from is after valid_until")

    @classmethod
    def from_toml(cls, path: Path | str) -> Outlet:
        """The outlet that a TOML file describes.

        Its keys are the arguments of `Outlet`. Without a `name`, it is the file's, up to an
        `@`; without `domains`, that name is the domain if it can be one.

        Raises:
            OptionsError: the file is no TOML, or what it says can't be right.
        """
        path = Path(path)
        try:
            given: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
            unknown = sorted(given.keys() - set(cls.__slots__))
            if unknown:
                known = ", ".join(cls.__slots__)
                raise OptionsError(f"unknown {', '.join(unknown)}; known: {known}")
            name = path.stem.partition("@")[0]
            domains = (name,) if is_domain(name) else ()
            return cls(**{"name": name, "domains": domains, **given})
        except (OSError, ValueError, OptionsError) as problem:
            raise OptionsError(f"{path}: {problem}") from problem

    def selectors(self) -> Iterator[str]:
        """All its selectors."""
        yield from (*self.container, *self.keep, *(selector for selector, _ in self.drop))
        yield from (*self.headline, *self.standfirst, *self.authors)
        yield from (*self.dateline, *self.published)

    def valid(self, on: date | None) -> bool:
        """Whether this version describes the outlet's pages of a day; None is any day."""
        return on is None or (
            (self.valid_from is None or self.valid_from <= on)
            and (self.valid_until is None or on <= self.valid_until)
        )

    def overlaps(self, other: Outlet) -> bool:
        """Whether there is a day on which both are valid."""
        first, second = sorted((self, other), key=lambda outlet: outlet.valid_from or date.min)
        return first.valid_until is None or first.valid(second.valid_from or date.min)


@lru_cache(maxsize=4096)
def line_pattern(pattern: str) -> re.Pattern[str]:
    """The compiled form of one of an outlet's line patterns."""
    return re.compile(pattern, re.IGNORECASE)


def _name(given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise OptionsError("the name is empty")
    return given


def _strings(field: str, given: Any) -> tuple[str, ...]:
    if given == ():
        return ()
    try:
        entries = (given,) if isinstance(given, str) else tuple(given)
    except TypeError:
        raise OptionsError(f"{field} takes a string or several, not {given!r}") from None
    for entry in entries:
        if not isinstance(entry, str) or not entry.strip():
            raise OptionsError(f"{field} takes strings that are not empty, not {entry!r}")
    return entries


def _replacements(given: Any) -> tuple[tuple[str, str], ...]:
    pairs = given.items() if isinstance(given, Mapping) else given
    try:
        pairs = tuple((old, new) for old, new in pairs)
    except (TypeError, ValueError):
        raise OptionsError(f"replace takes a mapping or pairs, not {given!r}") from None
    _strings("replace", [old for old, _ in pairs])
    for old, new in pairs:
        if not isinstance(new, str) or _words(old) != _words(new):
            raise OptionsError(f"replace takes markup, not words: {old!r} -> {new!r}")
        if _HIDES.search(new) and not _HIDES.search(old):
            raise OptionsError(f"replace can't hide words: {old!r} -> {new!r}; use drop")
    return pairs


def _words(markup: str) -> str:
    """What is left of a piece of markup without its tags, and pieces of tags at its ends."""
    return "".join(_TAG.sub("", markup).split())


def _reasons(field: str, given: Any, default: Reason) -> tuple[tuple[str, Reason], ...]:
    if given == ():
        return ()
    if isinstance(given, Mapping):
        pairs = list(given.items())
    elif isinstance(given, str):
        pairs = [(given, default)]
    elif isinstance(given, Iterable):
        pairs = [entry if isinstance(entry, tuple) else (entry, default) for entry in given]
    else:
        raise OptionsError(f"{field} takes strings or a mapping, not {given!r}")
    _strings(field, [text for text, _ in pairs])
    try:
        return tuple((text, Reason(reason)) for text, reason in pairs)
    except ValueError as problem:
        raise OptionsError(f"{field}: {problem}; known: {', '.join(Reason)}") from None


def _language(given: object) -> str | None:
    if given is None or isinstance(given, str):
        return given
    raise OptionsError(f"language takes a string, not {given!r}")


def _day(field: str, given: object) -> date | None:
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    raise OptionsError(f"{field} takes a date, not {given!r}")


def _domain(given: str) -> str:
    domain = ascii_host(given)
    if not _DOMAIN.fullmatch(domain):
        raise OptionsError(
            f"{given!r} is no domain; write it like gazette.example, without scheme or path"
        )
    if domain.startswith("www."):
        raise OptionsError(f"{given!r}: write {domain[4:]!r}, which includes it")
    if _PUBLIC_SUFFIX.fullmatch(domain):
        raise OptionsError(f"{given!r} would take in every site below it")
    return domain


def is_domain(name: str) -> bool:
    """Whether a name could be a domain of the kind that outlets have."""
    try:
        return _domain(name) == name
    except OptionsError:
        return False


def ascii_host(host: str) -> str:
    """A host name in lower case and ASCII (`zürich.example` is `xn--zrich-kva.example`)."""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return host.lower()
    return host.lower()


def _check_pattern(name: str, pattern: str) -> None:
    if not _SPECIAL.search(pattern):
        return
    if _backtracks(pattern):
        raise OptionsError(
            f"outlet {name!r}: the pattern {pattern!r} could take very long; use * and + at "
            f"most {_MOST_REPETITIONS} times, ? at most {_MOST_OPTIONS} times, and no * or + on a "
            "group that holds one of them or |"
        )
    try:
        with warnings.catch_warnings(action="error", category=FutureWarning):
            line_pattern(pattern)
    except (re.error, FutureWarning) as problem:
        raise OptionsError(f"outlet {name!r}: the pattern {pattern!r}: {problem}") from None


def _backtracks(pattern: str) -> bool:
    """Whether a search could take more than quadratic time: a cheap, strict guess."""
    varies = [False]  # for each open group: does it repeat or choose?
    closed = False  # did a group that does so end just now?
    repetitions = options = 0
    before = ""
    for token in _PATTERN_TOKEN.findall(pattern):
        last, before = before, token
        ended, closed = closed, False
        if token == "(":
            varies.append(False)
        elif token == ")" and len(varies) > 1:
            closed = varies.pop()
            varies[-1] |= closed
        elif token == "|":
            varies[-1] = True
        elif token in ("*", "+") or (token[0] == "{" and len(token) > 1):
            repetitions += 1
            varies[-1] = True
            if ended or repetitions > _MOST_REPETITIONS:
                return True
        elif token == "?" and last not in ("(", "*", "+", "?") and last[-1:] != "}":
            options += 1
            varies[-1] = True
            if options > _MOST_OPTIONS:
                return True
    return False
