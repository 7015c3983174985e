"""Outlets in TOML files that are read when a document of theirs comes.

A crawl meets few of the outlets that somebody may have described; thousands of files cost
nothing until they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from normalize.errors import OptionsError
from normalize.plugins.outlet import Outlet, is_domain

INDEX = "index.json"
VERSION = "@"
"""What parts a domain from the name of a version: `gazette.example@2019.toml`."""


@dataclass(frozen=True, slots=True)
class OutletFile:
    """A file that describes an outlet, known by what it says of name and domains.

    Args:
        path: the TOML file.
        domains: the domains that it is for.
        name: the outlet's name; None where that is not known before it is read.
    """

    path: Path
    domains: tuple[str, ...]
    name: str | None = None

    def read(self) -> Outlet:
        """The outlet.

        Raises:
            OptionsError: the file can't be read, or is for other domains.
        """
        outlet = Outlet.from_toml(self.path)
        if set(outlet.domains) != set(self.domains):
            raise OptionsError(
                f"{self.path}: its domains are {', '.join(outlet.domains) or 'none'}, and it is "
                f"known for {', '.join(self.domains)}; call a file of several domains "
                "by a name that is no domain, or make the folder's index anew"
            )
        return outlet


def outlets_in(folder: Path | str) -> Iterator[OutletFile | Path]:
    """The files of a folder that describe outlets, sorted by name.

    A file that is called by a domain (`gazette.example.toml`, a version of it
    `gazette.example@2019.toml`) is an `OutletFile`; what another is for is known when its
    path is read.
    """
    for path in sorted(Path(folder).glob("*.toml")):
        domain = path.stem.partition(VERSION)[0]
        yield OutletFile(path, (domain,)) if is_domain(domain) else path


def indexed_outlets(folder: Path | str) -> tuple[OutletFile, ...]:
    """The outlets that a folder's `index.json` lists: `{"ap.toml": ["ap", "apnews.com"]}`.

    The first entry is the outlet's name, the rest are its domains.
    """
    folder = Path(folder)
    index = json.loads((folder / INDEX).read_text("utf-8"))
    return tuple(
        OutletFile(folder / file, tuple(domains), name) for file, (name, *domains) in index.items()
    )


def index_of(folder: Path | str) -> str:
    """The content of a folder's `index.json`, made from its files.

    Raises:
        OptionsError: one of them can't be read.
    """
    entries = {}
    for path in sorted(Path(folder).glob("*.toml")):
        outlet = Outlet.from_toml(path)
        entries[path.name] = [outlet.name, *outlet.domains]
    lines = (f"  {json.dumps(key)}: {json.dumps(entry)}" for key, entry in entries.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
