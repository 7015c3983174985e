"""What a batch came to: counted in little room, shown in a terminal, a log and a page."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

import normalize.batch
from normalize import Article, Block, Reason, Removed
from normalize.batch import Summary, progress, schema
from normalize.batch.items import Failure, Item
from normalize.batch.progress import Bar, LogLines, print_summary, watching
from normalize.batch.report import to_html
from normalize.batch.summary import MOST_NAMES, SHOWN_FAILURES, SLOWEST
from normalize.cli import routed
from normalize.cli.commands import app

ROOT = Path(__file__).parent.parent
NASTY = "<script>alert('x')</script>\x1b[2J & \"so\" on"
ARTICLE = Article(
    body="The ferry is back.",
    blocks=(Block("paragraph", "body", "The ferry is back."),),
    removed=(Removed("Ad", Reason.ADVERTISEMENT, "phrase.en.ad"),),
    language="en",
    outlet=NASTY,
)


def counted(times: list[float], dead: int = 0) -> Summary:
    """A summary of documents that took so long."""
    summary = Summary(read=len(times) + dead)
    for number, ms in enumerate(times):
        summary.count(ARTICLE, f"{NASTY} {number}", 100, ms)
    for number in range(dead):
        summary.count_dead(Failure(Item(f"{NASTY} {number}", "x" * 10), f"{NASTY} failed"))
    return summary


times = st.lists(st.floats(0, 1e6), max_size=30)


# Counting


@given(times, times, st.integers(0, 5))
def test_parts_add_up_to_the_whole(first, second, dead):
    whole, parts = counted(first + second, dead), counted(first, dead)

    parts.add(counted(second))

    assert parts.read == whole.read
    assert (parts.times, parts.reasons) == (whole.times, whole.reasons)
    assert [ms for ms, _ in parts.slowest] == [ms for ms, _ in whole.slowest]
    assert (parts.written, parts.dead, parts.failures) == (
        whole.written,
        whole.dead,
        whole.failures,
    )


@given(times, st.integers(0, 3))
def test_a_summary_comes_back_from_json(given_times, dead):
    summary = counted(given_times, dead)

    assert Summary.from_dict(json.loads(json.dumps(summary.to_dict()))) == summary


@given(st.lists(st.floats(0.01, 1e5), min_size=1, max_size=60), st.sampled_from([0.5, 0.99]))
def test_percentiles_are_right_to_a_tenth(values, share):
    rank = -(-int(share * 100) * len(values) // 100)
    exact = sorted(values)[rank - 1]

    assert exact * 0.999 <= counted(values).percentile(share) <= exact * 1.1


def test_a_summary_stays_small_whatever_pages_say():
    whole = Summary()
    for part in range(30):
        summary = Summary()
        for number in range(200):
            outlet = f"{part} {number}" if number else "The Quay"
            summary.count(ARTICLE.replace(outlet=outlet), "id" * 500, 1, 1.0)
            summary.count_dead(Failure(Item("id" * 500, None), "error" * 500))
        whole.add(summary)

    assert len(whole.outlets) <= 2 * MOST_NAMES
    assert sum(whole.outlets.values()) == whole.written == 6_000
    assert whole.outlets["The Quay"] == 30
    assert len(whole.failures) == SHOWN_FAILURES
    assert len(whole.slowest) == SLOWEST
    assert len(json.dumps(whole.to_dict())) < 150_000


def test_the_share_removed_is_one_of_characters():
    assert counted([1.0]).removed_share == pytest.approx(2 / 20)
    assert Summary().removed_share == 0


# Shown


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on when it is told to."""
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


def test_a_log_gets_a_line_every_half_minute(clock):
    stream = io.StringIO()
    log = LogLines(stream)

    for second in range(0, 100, 10):
        clock[0] = 100.0 + second
        log.saw(counted([1.0] * second, 1), place=second * 1_000, total=200_000)

    lines = stream.getvalue().splitlines()
    assert len(lines) == 3
    assert lines[0] == (
        "normalize: 31 documents, 1/s, 0.0 MB/s, 10% removed, 1 errors, 0:02:50 left"
    )


def test_speed_is_that_of_this_run_and_the_end_is_told_only_where_it_is_known(clock):
    rate = progress.Rate()
    rate.look(counted([1.0] * 50), 0, None)
    clock[0] += 10

    rate.look(counted([1.0] * 70), 0, None)

    assert rate.documents == 2.0
    assert rate.left is None


def test_a_terminal_gets_a_bar():
    stream = io.StringIO()
    bar = Bar(Console(file=stream, force_terminal=True, width=120))

    with bar.progress:
        bar.saw(counted([1.0, 2.0]), place=50, total=100)

    assert "2 documents" in stream.getvalue()


def test_what_is_no_terminal_gets_no_bar(monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    with watching(io.StringIO()) as watch:
        assert isinstance(watch, LogLines)


def test_the_summary_says_what_was_read_and_what_became_of_it():
    stream = io.StringIO()

    print_summary(counted([1.0, 2.0, 300.0], dead=1), stream)

    said = stream.getvalue()
    for part in ("4 read = 3 rows + 1 dead letters", "advertisement 3", "en 3", "p50", "p99"):
        assert part in said
    assert "\x1b" not in said
    assert "failed" in said


# The page


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag, attrs):
        """Count it."""
        self.tags[tag] += 1
        assert not {"src", "href", "onload"} & {name for name, _ in attrs}


@pytest.mark.parametrize("summary", [Summary(), counted([0.5, 1.0, 900.0], dead=2)])
def test_the_report_is_a_page_that_needs_nothing_else_and_trusts_nobody(summary):
    page = to_html(summary, f"normalize batch: {NASTY}")

    tags = Tags()
    tags.feed(page)
    assert not tags.tags["script"]
    assert "url(" not in page
    assert "\x1b" not in page
    assert tags.tags["svg"] == (5 if summary.read else 0)


def test_the_report_shows_the_slowest_and_the_failures():
    page = to_html(counted([900.0], dead=2), "A batch")

    assert "900.0 ms" in page
    assert "the first of 2" in page
    assert "&lt;script&gt;" in page


# The command


def ran(*arguments: str):
    return CliRunner().invoke(app, routed(["batch", *arguments]), prog_name="normalize")


@pytest.fixture
def source(tmp_path):
    """A file with a text."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "The ferry is back."}\n')
    return path


@pytest.fixture
def seen(monkeypatch):
    """What the command asks for, instead of a batch that runs; one dead letter if told so."""
    calls = []

    def run(inputs, out, settings, *, restart, watch):
        calls.append((inputs, out, settings, restart))
        return counted([1.0], dead="dead" in str(out))

    monkeypatch.setattr(normalize.batch, "run", run)
    return calls


def test_the_command_passes_on_what_it_is_told(seen, tmp_path):
    done = ran(
        *("a.jsonl", "b", "--out", "clean", "--format", "parquet", "--text-field", "raw"),
        *("--kind", "html", "--keep", "tags", "--workers", "3", "--time-limit", "1.5"),
        *("--memory-limit", "0", "--shard-size", "7", "--as-of", "2021-11-10", "--restart"),
    )

    ((inputs, out, settings, restart),) = seen
    assert done.exit_code == 0, done.output
    assert (inputs, out, restart) == (["a.jsonl", "b"], Path("clean"), True)
    assert (settings.format, settings.fields.text, settings.kind) == ("parquet", "raw", "html")
    assert (settings.workers, settings.time_limit, settings.memory_limit) == (3, 1.5, None)
    assert (settings.shard_size, str(settings.as_of)) == (7, "2021-11-10")
    assert settings.options.keep == {Reason.TAGS}
    assert settings.options.on_plugin_error == "skip"


def test_dead_letters_exit_with_1_and_the_report_is_written(seen, tmp_path):
    report = tmp_path / "report.html"

    done = ran("a.jsonl", "--out", "dead", "--report", str(report))

    assert done.exit_code == 1
    assert "1 read" not in done.stdout
    assert "normalize: 1 dead letters in dead/_dead-letters" in done.stderr
    assert report.read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    "arguments", [["nowhere.jsonl"], ["--workers", "0"], ["--format", "csv"], ["--outlet", "none"]]
)
def test_a_mistake_exits_with_2_before_anything_is_done(source, tmp_path, arguments):
    done = ran(str(source), *arguments, "--out", str(tmp_path / "out"))

    assert done.exit_code == 2
    assert "Error" in done.stderr


def test_without_the_extra_it_says_what_to_install(source, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)

    done = ran("memory://a.txt", "--out", str(tmp_path / "out"))

    assert done.exit_code == 2
    assert "normalize-news[batch]" in " ".join(done.stderr.replace("│", " ").split())


# What is promised


def test_importing_it_loads_none_of_the_libraries_of_the_formats():
    code = "import sys, normalize.batch, normalize.batch.packing; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"pyarrow", "fastwarc", "fsspec", "orjson", "brotli", "backports", "rich", "selectolax"}
    assert not heavy & {name.partition(".")[0] for name in run.stdout.split()}


def test_the_public_names_are_these():
    assert set(normalize.batch.__all__) == {
        *("run", "Settings", "Fields", "Summary", "Watch", "BatchError"),
        *("SCHEMA_VERSION", "schema", "to_row", "error_row", "to_batch", "to_article"),
    }


def test_every_column_and_every_format_is_in_the_documentation():
    text = (ROOT / "docs" / "batch.md").read_text("utf-8")

    assert [name for name in schema().names if f"`{name}`" not in text] == []
    assert [suffix for suffix in normalize.batch.inputs.FORMATS if f"`{suffix}`" not in text] == []


def test_every_option_of_the_command_is_in_the_documentation_or_its_help():
    said = ran("--help").output

    assert all(option in said for option in ("--out", "--report", "--restart", "--time-limit"))
