"""Write what is known of the shipped outlets: `python benchmarks/outlets_page.py`.

That is `plugins/normalize_outlets/index.json`, by which they are found, and docs/outlets.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import reload
from pathlib import Path

import normalize_outlets

from normalize.authoring.fixtures import fixtures_in
from normalize.plugins import Outlet, OutletFile, index_of

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "outlets.md"
FOLDER = Path(normalize_outlets.__file__).parent
FIXTURES = ROOT / "tests" / "fixtures" / "outlets"

INTRODUCTION = """\
# Outlets

<!-- Written by benchmarks/outlets_page.py from plugins/normalize_outlets; don't edit by hand. -->

The outlets that come with normalize. A page is told by its address, a text by `outlet=`. What
an outlet doesn't say is left to the general rules; *seen* is the day of the newest page that it
was written for.
"""

IDENTITY = {"name", "domains", "valid_from", "valid_until", "language"}


def page() -> str:
    """The page as Markdown."""
    outlets = sorted(_outlets(), key=lambda entry: entry[0].name)
    rows = (_row(outlet, has_code) for outlet, has_code in outlets)
    head = "| outlet | domains | language | says | seen |\n|---|---|---|---|---|\n"
    return f"{INTRODUCTION}\n{len(outlets)} outlets.\n\n{head}{''.join(rows)}"


def _outlets() -> Iterator[tuple[Outlet, bool]]:
    """The outlets, and whether they have code."""
    for plugin in normalize_outlets.PLUGINS:
        if isinstance(plugin, OutletFile):
            yield plugin.read(), False
        else:
            for outlet in plugin.normalize_register_outlets():  # type: ignore[attr-defined]
                yield outlet, True


def _row(outlet: Outlet, has_code: bool) -> str:
    fields = [name for name in Outlet.__slots__ if name not in IDENTITY]
    said = [name for name in fields if getattr(outlet, name)] + ["code"] * has_code
    seen = max(each.seen for each in fixtures_in(FIXTURES / outlet.name) if each.seen)
    domains = ", ".join(outlet.domains)
    return f"| {outlet.name} | {domains} | {outlet.language or ''} | {', '.join(said)} | {seen} |\n"


def main() -> None:
    """Write both."""
    (FOLDER / "index.json").write_text(index_of(FOLDER), "utf-8")
    reload(normalize_outlets)  # it has read the index that was there before
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
