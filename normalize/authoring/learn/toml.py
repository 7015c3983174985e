"""An outlet as the TOML file that `Outlet.from_toml` reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from normalize.authoring.learn.entries import Learned
from normalize.plugins import Outlet

_TABLES: Final = ("drop", "chrome", "replace")
_NOT_LITERAL: Final = re.compile(r"['\x00-\x1f\x7f]")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")

Evidence = Mapping[tuple[str, str], str]


def outlet_toml(what: Learned | Outlet) -> str:
    r"""What `Outlet.from_toml` reads as this outlet; what was learned has its evidence beside it.

    A selector or pattern that the outlet has twice, which means nothing, is printed once.

    >>> print(outlet_toml(Outlet("gazette", "gazette.example", drop={"div.shop": "promotion"})))
    name = "gazette"
    domains = "gazette.example"
    <BLANKLINE>
    [drop]
    "div.shop" = "promotion"
    <BLANKLINE>
    """
    learned = Learned(what) if isinstance(what, Outlet) else what
    outlet = learned.outlet
    evidence = {(each.field, each.value): each.evidence for each in learned.entries}
    lines = [f"# {_comment(note)}" for note in learned.notes]
    for name in (name for name in Outlet.__slots__ if name not in _TABLES):
        lines += _plain(name, getattr(outlet, name), evidence)
    for name in _TABLES:
        lines += _table(name, getattr(outlet, name), evidence)
    return "\n".join([*lines, ""])


def _plain(name: str, value: object, evidence: Evidence) -> Iterator[str]:
    """A field with one value, or with a list of values."""
    if isinstance(value, date):
        yield f"{name} = {value.isoformat()}"
    elif isinstance(value, str):
        yield f"{name} = {_string(value)}"
    elif isinstance(value, tuple) and len(value) == 1:
        yield f"{name} = {_string(value[0])}{_told(name, value[0], evidence)}"
    elif value == () and name == "domains":
        yield "domains = []"  # the name of the file would be one
    elif isinstance(value, tuple) and value:
        yield f"{name} = ["
        for each in value:
            yield f"    {_string(each)},{_told(name, each, evidence)}"
        yield "]"


def _table(name: str, pairs: Sequence[tuple[str, str]], evidence: Evidence) -> Iterator[str]:
    """A field that maps strings to strings, as selectors to reasons."""
    if pairs:
        yield ""
        yield f"[{name}]"
    for key, reason in _first(pairs).items():
        yield f"{_string(key)} = {_string(reason)}{_told(name, key, evidence)}"


def _first(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def _told(field: str, value: str, evidence: Evidence) -> str:
    told = evidence.get((field, value))
    return f"  # {_comment(told)}" if told else ""


def _string(text: str) -> str:
    """A TOML string: as it is where that can be, since patterns are full of backslashes."""
    if "\\" in text and not _NOT_LITERAL.search(text):
        return f"'{text}'"
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
