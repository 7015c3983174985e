"""Which outlet a document belongs to: a look-up by name or domain, and by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from urllib.parse import urlsplit

from normalize.errors import OptionsError
from normalize.plugins.outlet import Outlet, ascii_host


@dataclass(frozen=True, slots=True)
class Declared:
    """An outlet, and the plugin that declared it."""

    outlet: Outlet
    plugin: str


class OutletTable:
    """Outlets by name and by domain.

    Of several for one domain, the plugin that declared its first counts,
    and of one plugin's versions the one that is valid on the day, or the newest.
    """

    def __init__(self) -> None:
        self._names: dict[str, list[Declared]] = {}
        self._domains: dict[str, list[Declared]] = {}

    def add(self, outlet: Outlet, plugin: str) -> str | None:
        """Enter an outlet; returns the plugin that has its name or domain already, if any."""
        entry = Declared(outlet, plugin)
        rival = _enter(self._names, outlet.name.casefold(), entry)
        for domain in outlet.domains:
            rival = _enter(self._domains, domain, entry) or rival
        return rival

    def find(self, name: str | None, url: str | None, on: date | None) -> Outlet | None:
        """The outlet of a name (or domain), else of a URL's host, as it was on a day.

        Raises:
            OptionsError: there is no outlet of this name, and it is no domain either.
        """
        on = on.date() if isinstance(on, datetime) else on
        if name is None:
            return None if url is None else self._by_host(_host(url), on)
        named = self._names.get(name.strip().casefold())
        if named:
            return _version(named, on)
        host = _host(name)
        if "." in host:
            return self._by_host(host, on)
        raise OptionsError(f"no outlet is called {name!r}; {self._advice(name)}")

    def _by_host(self, host: str, on: date | None) -> Outlet | None:
        for suffix in _suffixes(host):
            entries = self._domains.get(suffix)
            if entries:
                return _version(entries, on)
        return None

    def _advice(self, name: str) -> str:
        near = get_close_matches(name.casefold(), self._names, n=1)
        if near:
            return f"did you mean {self._names[near[0]][0].outlet.name!r}?"
        return "give the name of an installed outlet, or a domain"


def _enter(table: dict[str, list[Declared]], key: str, entry: Declared) -> str | None:
    entries = table.setdefault(key, [])
    outlet = entry.outlet
    if any(other.outlet == outlet for other in entries):
        return None
    rival = next((other.plugin for other in entries if other.outlet.overlaps(outlet)), None)
    entries.append(entry)
    if len(entries) > 1:
        order = {plugin: rank for rank, plugin in enumerate(_plugins(entries))}
        entries.sort(key=lambda other: _rank(other, order))
    return rival


def _plugins(entries: list[Declared]) -> Iterator[str]:
    return iter(dict.fromkeys(entry.plugin for entry in entries))


def _rank(entry: Declared, order: dict[str, int]) -> tuple[int, int]:
    newest_first = -(entry.outlet.valid_from or date.min).toordinal()
    return order[entry.plugin], newest_first


def _version(entries: list[Declared], on: date | None) -> Outlet | None:
    return next((entry.outlet for entry in entries if entry.outlet.valid(on)), None)


def _host(url: str) -> str:
    """The host of a URL, with or without scheme; empty where there is none."""
    url = url.strip()
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return ""
    return ascii_host(host or "").rstrip(".")


def _suffixes(host: str) -> Iterator[str]:
    """`a.b.example`, `b.example`, `example`: whole labels only.

    DNS allows 127 labels and 253 characters, which bounds what a hostile URL can cost.
    """
    host = host[-253:]
    while host:
        yield host
        host = host.partition(".")[2]
