"""The Example Courier (example.org), an invented outlet.

Its pages are told by data. Its articles end in the author's initials, `(jd)`, which data
can't turn into a name: that is the one step it overrides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from normalize import Document, Label, Outlet, hookimpl

COURIER = Outlet(
    "example-courier",
    "example.org",
    language="en",
    container="div.courier-story",
    standfirst="p.courier-deck",
    drop={"div.courier-shop": "promotion"},
    chrome={"You read it first in the Courier\\.?": "promotion"},
)

STAFF = {"jd": "Jane Doe", "rr": "Richard Roe"}
INITIALS = re.compile(r"\(([a-z]{2})\)")


@hookimpl
def normalize_register_outlets() -> Iterable[Outlet]:
    """The Courier is the only outlet this plugin is called for."""
    return [COURIER]


@hookimpl
def normalize_label(document: Document) -> Mapping[int, Label] | None:
    """The line of initials is a byline, and not part of the body."""
    return {
        index: Label.remove("byline", "example.initials")
        for index, block in enumerate(document.blocks)
        if _author(block.text)
    }


@hookimpl
def normalize_authors(document: Document) -> Sequence[str] | None:
    """The names behind the initials; None, and the next is asked, where there are none."""
    names = (_author(block.text) for block in document.blocks)
    return tuple(name for name in names if name) or None


def _author(line: str) -> str | None:
    found = INITIALS.fullmatch(line)
    return STAFF.get(found[1]) if found else None
