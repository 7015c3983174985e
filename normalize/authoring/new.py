"""A plugin to begin with: a complete distribution for one outlet, from its saved pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import count
from pathlib import Path
from string import Template
from typing import Final

from normalize.authoring.fixtures import FIELDS, Fixture, fields_of
from normalize.authoring.learn import Learned, SavedPage, learn_outlet, outlet_toml
from normalize.errors import NormalizeError, OptionsError
from normalize.pipeline import Normalizer
from normalize.plugins import Outlet
from normalize.plugins.outlet import ascii_host

_NOT_IN_A_NAME: Final = re.compile(r"[^a-z0-9]+")
_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"})
_FILES: Final = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "conftest.py": "conftest.py",
    "$package/__init__.py": "__init__.py",
    "tests/test_outlet.py": "test_outlet.py",
}
"""The files of a distribution, and the templates they are made from."""


@dataclass(frozen=True, slots=True)
class NewPlugin:
    """A plugin that was made: its folder, its files, and what was learned from the pages."""

    folder: Path
    files: tuple[Path, ...]
    learned: Learned | None = None


def new_plugin(
    domain: str,
    pages: Sequence[SavedPage] = (),
    folder: Path | None = None,
    *,
    seen: date | None = None,
) -> NewPlugin:
    """Make a distribution for an outlet: its data, a fixture for each page, tests, README.

    The outlet is learned from the pages; without any, it is a file of comments to fill in. The
    fixtures hold the articles as the library sees them with that outlet, and every field of
    them is yet to be confirmed.

    Args:
        domain: the outlet's domain.
        pages: saved pages of the outlet, of different stories.
        folder: where to make it; `normalize-NAME` in the working folder by default.
        seen: the day on which the pages were saved.

    Raises:
        OptionsError: the domain can't be right, the folder is already there, or one of the
            pages can't be read as one.
        OSError: a file can't be written.
    """
    name = plugin_name(domain)
    outlet = Outlet(name, ascii_host(domain).removeprefix("www."))
    names = {
        "plugin": name,
        "package": f"normalize_{name.replace('-', '_')}",
        "distribution": f"normalize-{name}",
        "domain": outlet.domains[0],
    }
    folder = folder or Path(names["distribution"])
    if folder.exists():
        raise OptionsError(f"{folder} is already there; choose another folder with --out")
    learned = learn_outlet(pages, name, outlet.domains) if pages else None
    written = _written(names)
    data = f"{names['package']}/{name}.toml"
    written[data] = outlet_toml(learned) if learned else _filled("outlet.toml", names)
    fixtures = list(_fixtures(learned.outlet if learned else outlet, pages, folder, seen))
    for path, text in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    for fixture in fixtures:
        fixture.write()
    made = [folder / path for path in written] + [fixture.folder for fixture in fixtures]
    return NewPlugin(folder, tuple(sorted(made)), learned)


def plugin_name(domain: str) -> str:
    """A short name for an outlet: the part of its domain that is its own.

    >>> plugin_name("www.example.com"), plugin_name("news.harbour-ledger.co.uk")
    ('example', 'harbour-ledger')
    """
    labels = ascii_host(domain).split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return _NOT_IN_A_NAME.sub("-", labels[-1] if labels else domain.lower()).strip("-") or "outlet"


def _written(names: dict[str, str]) -> dict[str, str]:
    """The text of each file that is made from a template, by its path."""
    return {
        Template(path).substitute(names): _filled(template, names)
        for path, template in _FILES.items()
    }


def _filled(template: str, names: dict[str, str]) -> str:
    text = files("normalize.authoring").joinpath(f"template/{template}.tmpl").read_text("utf-8")
    return Template(text).substitute(names)


def _fixtures(
    outlet: Outlet, pages: Sequence[SavedPage], folder: Path, seen: date | None
) -> Iterator[Fixture]:
    """A fixture for each page, with the article that it gives now, still to be confirmed."""
    normalizer = Normalizer(plugins=[outlet])
    taken: set[str] = set()
    for page in pages:
        try:
            fixture = _fixture(normalizer, outlet, page)
        except NormalizeError as problem:
            raise OptionsError(f"{page.name}: {problem}") from problem
        path = folder / "tests" / "fixtures" / _free(page.name, taken)
        yield replace(fixture, folder=path, seen=seen)


def _fixture(normalizer: Normalizer, outlet: Outlet, page: SavedPage) -> Fixture:
    source = page.source.encode() if isinstance(page.source, str) else bytes(page.source)
    article = normalizer.normalize(source, url=page.url, outlet=outlet.name, kind="html")
    url = page.url or article.canonical_url
    told = url is not None and normalizer.plugins.outlet(url=url) is not None
    return Fixture(
        Path(),
        source,
        "html",
        url=url if told else None,
        outlet=None if told else outlet.name,
        expected=fields_of(article),
        unconfirmed=FIELDS,
    )


def _free(name: str, taken: set[str]) -> str:
    """A folder's name for a page, that no page before it has."""
    short = _NOT_IN_A_NAME.sub("-", Path(name).stem.lower()).strip("-")[:40] or "page"
    found = next(
        each for n in count(1) if (each := short if n == 1 else f"{short}-{n}") not in taken
    )
    taken.add(found)
    return found
