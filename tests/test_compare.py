"""The comparison on public data: each data set's layout is read, and scored alike."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

FIRST = "The ferry is back in service after two weeks, its operator said on Monday."
SECOND = "Tickets cost as much as before, and dogs travel free until the end of May."
HTML = (
    "<html><head><title>Ferry returns</title>"
    "<meta property=article:published_time content=2026-05-11></head>"
    f"<body><article><h1>Ferry returns</h1><p>By Ida Holm</p><p>{FIRST}</p><p>{SECOND}</p>"
    "</article></body></html>"
)


@pytest.fixture(scope="module")
def compare() -> ModuleType:
    path = Path(__file__).parent.parent / "benchmarks" / "compare.py"
    spec = importlib.util.spec_from_file_location("compare", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["compare"] = module
    spec.loader.exec_module(module)
    return module


def pack(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(HTML.encode()))


def write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), "utf-8")


def scrapinghub(folder: Path) -> None:
    pack(folder / "html" / "a1.html.gz")
    body = f"{FIRST}\n{SECOND}"
    write(folder / "ground-truth.json", {"a1": {"articleBody": body, "url": "https://a.example/"}})


def wcxb(folder: Path) -> None:
    pack(folder / "html" / "0001.html.gz")
    truth = {
        "main_content": f"{FIRST}\n{SECOND}",
        "title": "Ferry returns",
        "author": "Ida Holm",
        "publish_date": "2026-05-11",
    }
    page = {"url": "https://a.example/", "ground_truth": truth}
    write(folder / "ground-truth" / "0001.json", page)


def fundus(folder: Path) -> None:
    pack(folder / "no" / "Post_2026_05_11.html.gz")
    body = {"summary": [], "sections": [{"headline": [], "paragraphs": [FIRST, SECOND]}]}
    read = {"body": body, "title": "Ferry returns", "authors": ["Ida Holm"]}
    write(folder / "no" / "Post.json", {"V1": {**read, "title": "old"}, "V1_1": read})


@pytest.mark.parametrize("make", [scrapinghub, wcxb, fundus])
def test_a_page_read_right_has_full_marks_in_every_layout(make, compare, tmp_path, capsys) -> None:
    make(tmp_path / "data")
    compare.main([str(tmp_path / "data"), "--tool", "normalize"])
    head, _, row = capsys.readouterr().out.strip().splitlines()
    scores = dict(zip(head.split(" | ")[1:], row.split(" | ")[1:], strict=True))
    known = {name: value for name, value in scores.items() if value.strip()}
    assert known.pop("errors") == "0"
    assert known.pop("time |") == "1.00 x |"
    assert set(known.values()) == {"1.000"}
    assert known.keys() >= {"F1", "exact"}


def test_words_too_many_cost_precision_and_missing_ones_recall(compare) -> None:
    page = compare.Page(HTML.encode(), None, compare.Fields(body=FIRST))
    score = compare.compare([page], ["normalize"])["normalize"].columns
    assert score["recall"] == [1.0]
    assert score["prec"][0] < 1.0
    assert score["exact"] == [False]


def test_a_folder_of_something_else_is_refused(compare, tmp_path) -> None:
    with pytest.raises(SystemExit, match="none of the data sets"):
        list(compare.read_pages(tmp_path))
