"""Plugins: which are there, whom a document concerns, and how they are asked."""

from __future__ import annotations

from normalize.plugins.calls import PluginInfo, Plugins, installed
from normalize.plugins.outlet import Outlet, load_outlets

__all__ = ["Outlet", "PluginInfo", "Plugins", "installed", "load_outlets"]
