"""`ArticleNormalizer` in pipelines that a `LocalPipelineExecutor` runs."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from crawl import EMPTY, FILES, PAGES, PDF, names, page, write_crawl
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, WarcReader
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter
from recipes import run_recipe, written

from normalize import OptionsError, normalize
from normalize.integrations import datatrove
from normalize.integrations.datatrove import FIELDS, ArticleNormalizer, parquet_schema

Row = dict[str, Any]
STEP = 1


def pipeline(folder: Path) -> list[object]:
    """From the WARCs of a crawl to Parquet, dead letters beside it."""
    return [
        WarcReader(str(folder / "cc-news"), glob_pattern="*.warc.gz"),
        ArticleNormalizer(JsonlWriter(str(folder / "dead"))),
        ParquetWriter(str(folder / "out"), expand_metadata=True, schema=parquet_schema()),
    ]


def run(steps: list[object], folder: Path, **given: Any) -> list[Row]:
    """Run the steps; what their statistics say."""
    executor = LocalPipelineExecutor(steps, logging_dir=str(folder / "logs"), **given)
    return [stats.to_dict()["stats"] for stats in executor.run().stats]


def articles(folder: Path) -> list[Row]:
    rows: list[Row] = pq.read_table(folder / "out").to_pylist()
    return sorted(rows, key=lambda row: row["id"])


def dead_letters(folder: Path, name: str = "dead") -> list[Row]:
    files = sorted((folder / name).glob("*.jsonl.gz"))
    lines = [line for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]
    return sorted(map(json.loads, lines), key=lambda letter: letter["id"])


def contents(folder: Path) -> tuple[list[Row], list[Row]]:
    """All that a run left, without the name of its folder."""
    rows, letters = articles(folder), dead_letters(folder)
    for place in (*rows, *(letter["metadata"] for letter in letters)):
        place["file_path"] = Path(place["file_path"]).name
    return rows, letters


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a crawl that has been normalized."""
    folder = tmp_path_factory.mktemp("done")
    write_crawl(folder / "cc-news")
    run(pipeline(folder), folder, tasks=FILES, workers=1)
    return folder


def test_a_crawl_becomes_parquet_and_nothing_is_lost(done: Path) -> None:
    rows, letters = contents(done)

    came_out = [entry["id"] for entry in (*rows, *letters)]
    assert sorted(came_out) == [f"<urn:uuid:{n}>" for f in range(FILES) for n in names(f)]
    assert rows[0]["text"] == normalize(page(0)).text
    assert rows[0]["url"] == "https://ledger.example/00-000"
    assert rows[0]["date"] == "2024-05-06T07:08:09Z"
    assert rows[0]["authors"] == ["Ida Holm"]
    assert [piece["reason"] for piece in rows[0]["removed"]] == [
        *("navigation", "byline", "advertisement", "copyright")
    ]


def test_dead_letters_are_whole_and_say_why(done: Path) -> None:
    letters = dead_letters(done)

    assert [letter["text"] for letter in letters] == [PDF, EMPTY] * FILES
    pdf, empty = (letter["metadata"] for letter in letters[:2])
    assert (pdf["filter_reason"], empty["filter_reason"]) == ("UnsupportedInput", "NoArticle")
    assert pdf["error"].startswith("UnsupportedInput: a PDF document")
    assert pdf["url"] == "https://ledger.example/00-003"


def test_dead_letters_can_be_tried_again(done: Path, tmp_path: Path) -> None:
    again = [
        JsonlReader(str(done / "dead")),
        ArticleNormalizer(JsonlWriter(str(tmp_path / "dead"))),
    ]
    run(again, tmp_path, tasks=1, workers=1)

    first, second = dead_letters(done), dead_letters(tmp_path)
    assert [letter["text"] for letter in first] == [letter["text"] for letter in second]


def test_statistics_count_by_reason(done: Path) -> None:
    stats = json.loads((done / "logs" / "stats.json").read_text("utf-8"))[STEP]["stats"]

    assert stats["total"] == FILES * PAGES
    assert stats["forwarded"] == stats["removed_advertisement"] == FILES * (PAGES - 2)
    assert stats["dropped"] == FILES * 2
    assert stats["dropped_UnsupportedInput"] == stats["dropped_NoArticle"] == FILES


def documents(*texts: str, **metadata: object) -> list[Document]:
    return [
        Document(text=text, id=str(number), metadata=dict(metadata))
        for number, text in enumerate(texts)
    ]


def collect(into: list[Document]) -> Callable[..., Any]:
    """A last step that keeps what arrives."""

    def step(data: Any, rank: int, world_size: int) -> Any:
        for document in data:
            into.append(document)
            yield document

    return step


def test_a_document_that_hangs_or_crashes_is_a_dead_letter_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hostile(source: str, **given: Any) -> Any:
        if source == "hang":
            time.sleep(60)
        if source == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if source == "raise":
            raise ZeroDivisionError("by nought")
        return normalize(source, **given)

    monkeypatch.setattr(datatrove, "normalize", hostile)
    arrived: list[Document] = []
    step = ArticleNormalizer(JsonlWriter(str(tmp_path / "dead")), timeout=5)
    texts = ["The ferry is back.", "hang", "crash", "raise", "The pier is new."]
    stats = run([documents(*texts), step, collect(arrived)], tmp_path, workers=1)[0]

    letters = {letter["text"]: letter["metadata"] for letter in dead_letters(tmp_path)}
    assert [document.text for document in arrived] == [texts[0], texts[-1]]
    reasons = {text: about["filter_reason"] for text, about in letters.items()}
    assert reasons == {"hang": "timeout", "crash": "crash", "raise": "ZeroDivisionError"}
    assert letters["raise"]["error"] == "ZeroDivisionError: by nought"
    assert stats["dropped_timeout"] == stats["dropped_crash"] == 1


def test_without_a_writer_what_fails_is_counted(tmp_path: Path) -> None:
    arrived: list[Document] = []
    steps = [documents(PDF, "The ferry is back."), ArticleNormalizer(None), collect(arrived)]
    stats = run(steps, tmp_path, workers=1)[0]

    assert [document.text for document in arrived] == ["The ferry is back."]
    assert (stats["total"], stats["dropped_UnsupportedInput"]) == (2, 1)


def test_to_drop_documents_one_has_to_say_so() -> None:
    with pytest.raises(TypeError, match="exclusion_writer"):
        ArticleNormalizer()


def test_text_is_read_as_told_and_fields_are_chosen(tmp_path: Path) -> None:
    arrived: list[Document] = []
    step = ArticleNormalizer(
        None, kind="text", options={"keep": {"advertisement"}}, fields=("kind", "blocks")
    )
    text = "<p>The ferry is back.\n\nAdvertisement\n\nThe pier is new."
    run([documents(text, source="scraper"), step, collect(arrived)], tmp_path, workers=1)

    (document,) = arrived
    assert document.text == text
    assert document.metadata.keys() == {"source", "kind", "blocks"}
    assert document.metadata["kind"] == "text"


def test_the_day_of_the_crawl_and_the_address_are_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echo(source: str, **given: Any) -> Any:
        return normalize(source).replace(body=f"{given['url']} {given['as_of']}", blocks=())

    monkeypatch.setattr(datatrove, "normalize", echo)
    arrived: list[Document] = []
    crawled = documents("Ferry.", link="https://a.example/", seen="2024-05-06T07:08:09Z")
    step = ArticleNormalizer(None, fields=("body",), url="link", as_of="seen")
    run([crawled, step, collect(arrived)], tmp_path, workers=1)

    assert arrived[0].metadata["body"] == "https://a.example/ 2024-05-06"


def test_what_utf8_cannot_hold_ends_no_task(tmp_path: Path) -> None:
    page = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": "Ida \\ud800"}'
        "</script><article><h1>Ferry</h1><p>The ferry to the outer islands is back.</p></article>"
    )
    writer = JsonlWriter(str(tmp_path / "out"), compression=None)
    run([documents(page), ArticleNormalizer(None), writer], tmp_path, workers=1)

    assert "Ida \ufffd" in (tmp_path / "out" / "00000.jsonl").read_text("utf-8")


@pytest.mark.parametrize("wrong", [{"kind": "pdf"}, {"fields": ["titel"]}, {"options": {"a": 1}}])
def test_what_cannot_work_is_told_when_the_pipeline_is_built(wrong: dict[str, Any]) -> None:
    with pytest.raises(OptionsError):
        ArticleNormalizer(None, **wrong)


def test_the_schema_for_parquet_has_the_chosen_fields() -> None:
    assert parquet_schema(("headline", "url")).names == [
        *("id", "text", "date", "file_path", "headline", "url")
    ]
    assert parquet_schema(also=()).names == ["id", "text", *FIELDS]


def test_the_recipe_gives_what_the_pipeline_gives(done: Path, crawl: Path) -> None:
    run_recipe("datatrove", crawl.parent)

    rows, letters = written(crawl.parent), dead_letters(crawl.parent, "dead-letters")
    assert [row["text"] for row in rows] == [row["text"] for row in articles(done)]
    assert [letter["id"] for letter in letters] == [letter["id"] for letter in dead_letters(done)]


# Killed and run again

SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_datatrove import FILES, pipeline, run

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    run(pipeline(folder), folder, tasks=FILES, workers=int(sys.argv[2]))
"""


def started(folder: Path, workers: int) -> subprocess.Popen[bytes]:
    """A run in a process, and a process group, of its own."""
    script = folder / "run.py"
    script.write_text(SCRIPT.format(tests=str(Path(__file__).parent)))
    command = [sys.executable, str(script), str(folder), str(workers)]
    with (folder / "output.txt").open("wb") as output:
        return subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)


def completed(folder: Path) -> int:
    return len(list((folder / "logs" / "completions").glob("*")))


def kill_midway(process: subprocess.Popen[bytes], folder: Path) -> None:
    """SIGKILL to the run and its workers when some of its tasks are done."""
    while process.poll() is None and completed(folder) < 2:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_was_killed_goes_on_and_gives_the_same(
    done: Path, crawl: Path, workers: int
) -> None:
    folder = crawl.parent
    kill_midway(started(folder, workers), folder)
    before = completed(folder)
    assert 2 <= before < FILES, (folder / "output.txt").read_text()

    again = started(folder, workers)
    assert again.wait() == 0, (folder / "output.txt").read_text()
    assert f"Skipping {before} already completed tasks" in (folder / "output.txt").read_text()
    assert contents(folder) == contents(done)


def test_a_task_that_is_killed_leaves_no_process_behind(crawl: Path) -> None:
    """The sandbox would wait for its next document forever."""
    process = started(crawl.parent, workers=1)
    wait_for(lambda: len(members(process.pid)) > len(("executor", "manager")), "a sandbox")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    try:
        wait_for(lambda: len(members(process.pid)) <= len(("manager",)), "the sandbox's end")
    finally:
        os.killpg(process.pid, signal.SIGKILL)


def wait_for(is_there: Callable[[], bool], what: str) -> None:
    for _ in range(6000):
        if is_there():
            return
        time.sleep(0.01)
    raise AssertionError(f"waited a minute for {what}")


def members(group: int) -> list[int]:
    """The processes of a process group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if os.getpgid(int(entry.name)) == group:
                    found.append(int(entry.name))
            except ProcessLookupError:
                continue
    return found
