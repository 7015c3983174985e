"""Plugins: which are there, whom a document concerns, and how they are asked."""

from __future__ import annotations

from normalize.plugins.calls import PluginInfo, Plugins, installed
from normalize.plugins.files import OutletFile, index_of, indexed_outlets
from normalize.plugins.outlet import Outlet

__all__ = [
    "Outlet",
    "OutletFile",
    "PluginInfo",
    "Plugins",
    "index_of",
    "indexed_outlets",
    "installed",
]
