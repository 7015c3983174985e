"""What two thousand outlets cost: `python benchmarks/many_outlets.py`.

Prints milliseconds of the first call and the best of the next ones, with no outlets, with
outlets as values, and with a folder of files, which are read on demand.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from normalize import Normalizer, Outlet

COUNT = 2_000
CALLS = 200
PAGE = "<h1>Ferry returns</h1>" + "<p>The ferry was back in service, a spokesman said.</p>" * 3


def call(normalizer: Normalizer) -> float:
    """Milliseconds that one call takes."""
    start = time.perf_counter()
    normalizer.normalize(PAGE, kind="html", url="https://outlet7.example/ferry")
    return (time.perf_counter() - start) * 1e3


def show(name: str, plugins: Sequence[object] | None) -> None:
    """Print what the first and the next calls take."""
    normalizer = Normalizer(plugins=plugins)
    first = call(normalizer)
    print(f"{name:28}{first:8.2f}{min(call(normalizer) for _ in range(CALLS)):8.2f}")


def main() -> None:
    """Measure and print."""
    call(Normalizer(plugins=()))
    start = time.perf_counter()
    outlets = [
        Outlet(f"outlet{n}", f"outlet{n}.example", container="div.story", chrome="Follow .*")
        for n in range(COUNT)
    ]
    print(f"making {COUNT} values: {(time.perf_counter() - start) * 1e3:.1f} ms")
    print(f"{'ms':28}{'first':>8}{'next':>8}")
    show("none", ())
    show(f"{COUNT} values", outlets)
    os.environ.pop("NORMALIZE_OUTLETS", None)
    show("installed plugins", None)
    with tempfile.TemporaryDirectory() as folder:
        for outlet in outlets:
            Path(folder, f"{outlet.domains[0]}.toml").write_text('container = "div.story"\n')
        os.environ["NORMALIZE_OUTLETS"] = folder
        show(f"installed and {COUNT} files", None)


if __name__ == "__main__":
    main()
