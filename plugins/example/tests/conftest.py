"""Makes each field of each fixture a test."""

from __future__ import annotations

pytest_plugins = ["normalize.testing.pytest_plugin"]
