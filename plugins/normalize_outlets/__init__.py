"""The outlets that come with normalize, one file each.

A TOML file where data says it all; a module where a hook function is needed. What is true
of many sites belongs to the general rules instead.
"""

from __future__ import annotations

from pathlib import Path

from normalize.plugins import indexed_outlets
from normalize_outlets import guardian, nikkei, ntv, wochenblatt

PLUGINS: tuple[object, ...] = (
    *indexed_outlets(Path(__file__).parent),
    guardian,
    nikkei,
    ntv,
    wochenblatt,
)
"""What the entry point `outlets` names. `index.json` is made by `benchmarks/outlets_page.py`."""
