"""The recipes of `docs/scale-out.md`, as they stand there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from crawl import EMPTY, FILES, PDF, names, page

from normalize import normalize

PAGE = Path(__file__).parents[2] / "docs" / "scale-out.md"
CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Row = dict[str, Any]


def recipes(heading: str) -> list[str]:
    """The blocks of Python under a heading."""
    sections = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    (section,) = [text for text in sections if text.startswith(f"{heading}\n")]
    return CODE.findall(section)


def run_recipe(heading: str, folder: Path, number: int = 0) -> str:
    """Run a recipe in a folder, as a reader would; what it prints."""
    (folder / "recipe.py").write_text(recipes(heading)[number], "utf-8")
    command = [sys.executable, "recipe.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def evaluate(heading: str, number: int = 0, **names: Any) -> Row:
    """Run a recipe in this process with some names defined; the names afterwards."""
    names["__name__"] = "recipe"
    exec(recipes(heading)[number], names)
    return names


def written(folder: Path) -> list[Row]:
    """The articles that a recipe wrote, in the order of their ids."""
    rows: list[Row] = pq.read_table(folder / "articles").to_pylist()
    return sorted(rows, key=lambda row: row["id"])


def assert_is_the_crawl(rows: list[Row]) -> None:
    """All documents of the crawl are there once, articles and errors."""
    assert [row["id"] for row in rows] == [
        f"<urn:uuid:{name}>" for file in range(FILES) for name in names(file)
    ]
    assert rows[0]["body"] == normalize(page(0)).body
    assert rows[0]["url"] == "https://ledger.example/00-000"
    failed = [row["source"] for row in rows if row["error"] is not None]
    assert failed == [PDF.encode()] * FILES
    (empty,) = {row["body"] for row in rows[-1:]}
    assert empty == normalize(EMPTY).body
