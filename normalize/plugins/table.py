"""Which outlet a document belongs to: a look-up by name or domain, and by date."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from threading import Lock
from urllib.parse import urlsplit

from normalize.errors import OptionsError
from normalize.plugins.files import OutletFile
from normalize.plugins.outlet import Outlet, ascii_host


class Declared:
    """An outlet, and the plugin that declared it; one in a file is read when asked for."""

    __slots__ = ("_outlet", "plugin")

    def __init__(self, outlet: Outlet | OutletFile, plugin: str) -> None:
        self.plugin = plugin
        self._outlet: Outlet | OutletFile | None = outlet

    @property
    def outlet(self) -> Outlet | None:
        """The outlet; None where its file can't be read, which is told once."""
        outlet = self._outlet
        if isinstance(outlet, OutletFile):
            try:
                outlet = outlet.read()
            except OptionsError as problem:
                warnings.warn(f"normalize: {problem}", stacklevel=2)
                outlet = None
            self._outlet = outlet
        return outlet


class OutletTable:
    """Outlets by name and by domain.

    Of several for one domain, the plugin that declared its first counts,
    and of one plugin's versions the one that is valid on the day, or the newest.
    """

    def __init__(self) -> None:
        self._names: dict[str, list[Declared]] = {}
        self._domains: dict[str, list[Declared]] = {}
        self._unnamed: list[Declared] = []
        self._lock = Lock()

    def add(self, outlet: Outlet | OutletFile, plugin: str) -> str | None:
        """Enter an outlet; returns the plugin that has its name or domain already, if any."""
        entry = Declared(outlet, plugin)
        rival = None
        if outlet.name is None:
            self._unnamed.append(entry)
        else:
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
            return self._by_host(_host(url), on) if url and self._domains else None
        key = name.strip().casefold()
        if key in self._names:
            return _version(self._names[key], on)
        host = _host(name)
        if "." in host:
            return self._by_host(host, on)
        self._read_names()
        if key in self._names:
            return _version(self._names[key], on)
        raise OptionsError(f"no outlet is called {name!r}; {self._advice(name)}")

    def _by_host(self, host: str, on: date | None) -> Outlet | None:
        for suffix in _suffixes(host):
            entries = self._domains.get(suffix)
            if entries:
                return _version(entries, on)
        return None

    def _read_names(self) -> None:
        """Read the files of which only the domain is known."""
        with self._lock:
            for entry in self._unnamed:
                if entry.outlet is not None:
                    _enter(self._names, entry.outlet.name.casefold(), entry)
            self._unnamed.clear()

    def _advice(self, name: str) -> str:
        near = get_close_matches(name.casefold(), self._names, n=1)
        if near:
            return f"did you mean {near[0]!r}?"
        return "give the name of an installed outlet, or a domain"


def _enter(table: dict[str, list[Declared]], key: str, entry: Declared) -> str | None:
    """Put an entry behind those of its key; returns the plugin that it has to stand back for."""
    entries = table.get(key)
    if not entries:
        table[key] = [entry]
        return None
    if any(other.outlet == entry.outlet for other in entries):
        return None
    rival = next((other.plugin for other in entries if _are_rivals(other, entry)), None)
    order = {plugin: rank for rank, plugin in enumerate(_plugins((*entries, entry)))}
    table[key] = sorted((*entries, entry), key=lambda other: _rank(other, order))
    return rival


def _are_rivals(one: Declared, other: Declared) -> bool:
    return bool(one.outlet and other.outlet and one.outlet.overlaps(other.outlet))


def _plugins(entries: Iterable[Declared]) -> Iterator[str]:
    return iter(dict.fromkeys(entry.plugin for entry in entries))


def _rank(entry: Declared, order: dict[str, int]) -> tuple[int, int]:
    since = entry.outlet.valid_from if entry.outlet else None
    newest_first = -(since or date.min).toordinal()
    return order[entry.plugin], newest_first


def _version(entries: list[Declared], on: date | None) -> Outlet | None:
    outlets = (entry.outlet for entry in entries)
    return next((outlet for outlet in outlets if outlet and outlet.valid(on)), None)


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
