"""What is learned: an outlet, and for each of its entries what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from normalize.article import Reason
from normalize.plugins import Outlet

_EXAMPLE: Final = 60
"""Characters of the longest example that is printed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an outlet, and the evidence for it.

    Args:
        field: the field of `Outlet` that it belongs to.
        value: the selector or pattern.
        count: on how many pages, or in how many texts, it was found.
        of: how many there are.
        example: what it matched on the first of them.
        reason: why what it matches is left out.
        unit: what was counted.
        where: where it stands, if that is evidence.
    """

    field: str
    value: str
    count: int
    of: int
    example: str
    reason: Reason | None = None
    unit: Literal["pages", "texts"] = "pages"
    where: str = ""

    @property
    def evidence(self) -> str:
        """The evidence in one line: `3 of 4 pages: Follow the Gazette`."""
        text = " ".join(self.example.split())
        short = text if len(text) <= _EXAMPLE else f"{text[: _EXAMPLE - 1].rstrip()}…"
        where = f", {self.where}" if self.where else ""
        return f"{self.count} of {self.of} {self.unit}{where}: {short}"


@dataclass(frozen=True, slots=True)
class Learned:
    """An outlet that was learned, with the evidence for each of its entries.

    `notes` say what could not be used, or not be found.
    """

    outlet: Outlet
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


def outlet_with(
    name: str, domains: Sequence[str], language: str | None, entries: Iterable[Entry]
) -> Outlet:
    """The outlet that has exactly these entries."""
    given: dict[str, Any] = {}
    for each in entries:
        value = (each.value, each.reason) if each.reason else each.value
        given.setdefault(each.field, []).append(value)
    return Outlet(name, domains, language=language, **given)
