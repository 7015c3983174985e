"""A batch loses nothing, repeats nothing and goes on, whatever happens to it."""

from __future__ import annotations

import base64
import gc
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalize import NormalizeError, Normalizer, Options, OptionsError
from normalize.batch import BatchError, Fields, Settings, run, schema, to_article, workers
from normalize.batch.documents import Worker
from normalize.batch.streams import zstd_module

ROOT = Path(__file__).parent.parent
STORY = (
    "Ferry {} returns\n\nOSLO (AP) — The ferry {} is back in service after weeks.\n\nAdvertisement"
)


def story(number: int) -> str:
    """A text, each another."""
    return STORY.format(number, number)


def write_lines(path: Path, records: list[object]) -> Path:
    """A file of JSON lines; a `str` is written as it is."""
    lines = (each if isinstance(each, str) else json.dumps(each) for each in records)
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def write_stories(path: Path, count: int) -> Path:
    """A file of stories."""
    return write_lines(path, [{"id": n, "text": story(n)} for n in range(count)])


def records_in(files: Iterable[Path]) -> list[dict]:
    """The JSON of each line of some files."""
    return [json.loads(line) for file in sorted(files) for line in file.read_text().splitlines()]


def rows_of(out: Path) -> list[dict]:
    """The rows of all shards, in order."""
    return records_in(out.glob("part-*"))


def letters_of(out: Path) -> list[dict]:
    """The dead letters of all shards, in order."""
    return records_in((out / "_dead-letters").glob("*"))


def names_in(out: Path) -> set[str]:
    """The files of a folder."""
    return {str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()}


worker_for = cache(Worker)


class Calm(workers.Pool):
    """A pool without processes, which gives back what it was put in another order."""

    def __init__(self, settings: Settings) -> None:
        self._worker = worker_for(settings)
        self._form = settings.format
        self._tasks = []
        self._chance = random.Random(1)

    waiting = 0

    def close(self) -> None:
        """Nothing to end."""

    def put(self, task: workers.Task) -> None:
        """Keep a task."""
        self._tasks.append(task)

    def step(self, patience: float = 1) -> list:
        """Do one of the tasks."""
        if not self._tasks or not patience:
            return []
        task = self._tasks.pop(self._chance.randrange(len(self._tasks)))
        return [(task, workers._done(self._worker, task.items, self._form, [0.0, 0.0]))]


@pytest.fixture
def calm(monkeypatch):
    """Batches without processes, for what does not depend on them."""
    monkeypatch.setattr(sys.modules["normalize.batch.run"], "Pool", Calm)


without_processes = pytest.mark.usefixtures("calm")


# What comes out


@without_processes
def test_rows_are_the_articles_in_the_order_of_the_input(tmp_path):
    source = write_stories(tmp_path / "in.jsonl", 300)

    summary = run([source], tmp_path / "out", Settings(shard_size=120))

    rows = rows_of(tmp_path / "out")
    assert [row["id"] for row in rows] == [str(n) for n in range(300)]
    assert list(map(to_article, rows)) == list(Normalizer().map(map(story, range(300))))
    assert names_in(tmp_path / "out") == {
        "_manifest.jsonl",
        *("part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl"),
    }
    assert (summary.read, summary.written, summary.dead) == (300, 300, 0)


@without_processes
@pytest.mark.parametrize("form", ["jsonl", "jsonl.zst", "parquet"])
def test_the_formats_hold_the_same_rows(tmp_path, form):
    source = write_stories(tmp_path / "in.jsonl", 150)
    run([source], tmp_path / "plain", Settings(shard_size=100))

    run([source], tmp_path / "out", Settings(shard_size=100, format=form))

    names = [f"part-0000{n}.{form}" for n in (0, 1)]
    assert names_in(tmp_path / "out") == {"_manifest.jsonl", *names}
    if form == "parquet":
        table = ds.dataset(tmp_path / "out").to_table()
        assert table.schema.equals(schema(), check_metadata=True)
        found = table.to_pylist()
    else:
        paths = [tmp_path / "out" / name for name in names]
        unpack = zstd_module().decompress if form == "jsonl.zst" else bytes
        lines = b"".join(unpack(path.read_bytes()) for path in paths).splitlines()
        found = list(map(json.loads, lines))
    for row in (*found, *(expected := rows_of(tmp_path / "plain"))):
        row["ms"] = None
    assert found == expected


@without_processes
def test_a_row_says_where_its_source_was(tmp_path):
    record = {"url": "https://quay.example/1", "text": story(1)}
    source = write_lines(tmp_path / "in.jsonl", [{"text": "first"}, record])

    run([source], tmp_path / "out")

    first, second = rows_of(tmp_path / "out")
    assert first["id"] == f"{source}#0"
    assert second["source_path"] == str(source)
    assert second["source_offset"] == len('{"text": "first"}\n')
    assert second["url"] == "https://quay.example/1"
    assert second["ms"] > 0


@without_processes
def test_what_utf_8_or_a_line_cannot_hold_is_written_all_the_same(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", [{"text": "A\ud800b\u2028c\x85d"}])

    run([source], tmp_path / "out")
    run([source], tmp_path / "table", Settings(format="parquet"))

    written = (tmp_path / "out" / "part-00000.jsonl").read_text()
    assert len(written.splitlines()) == 1
    (row,) = rows_of(tmp_path / "out")
    (same,) = ds.dataset(tmp_path / "table").to_table().to_pylist()
    assert same["body"] == row["body"].replace("\ud800", "\ufffd")


# What fails

BAD_LINES = {
    "not json": "not a line of JSON: ",
    "[1]": "a line of JSON that is no object but a list",
    '{"a": 1}': "no field html, text, content; there are: a",
    '{"text": null}': "field 'text' holds no text but null",
    '{"text": "%PDF-1.4"}': "UnsupportedInput: ",
    '{"dead_letter": 3}': "a dead letter of version 3",
    "[" * 100_000: "not a line of JSON: ",
}


@without_processes
def test_each_failure_is_a_dead_letter_and_everything_else_is_done(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(folder / "a.jsonl", [{"text": "one"}, *BAD_LINES, {"text": "two"}])
    (folder / "b.html.gz").write_bytes(gzip.compress(b"<p>The ferry is back.</p>")[:-4])
    pq.write_table(pa.table({"title": ["x"]}), folder / "c.parquet")
    (folder / "d.txt").symlink_to(tmp_path / "nowhere")
    (folder / "e.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xd8")
    (folder / "f.txt").write_text("The last one.")

    summary = run([folder], tmp_path / "out")

    letters = letters_of(tmp_path / "out")
    assert [row["body"] for row in rows_of(tmp_path / "out")] == ["one", "two", "The last one."]
    assert {letter["source"] for letter in letters} >= set(BAD_LINES)
    said = {letter["source"]: letter["error"] for letter in letters}
    assert all(said[line].startswith(error) for line, error in BAD_LINES.items())
    by_name = {Path(letter["id"]).name: letter for letter in letters}
    assert "can't read it" in by_name["b.html.gz"]["error"]
    assert by_name["c.parquet"]["error"] == "no field html, text, content; there are: title"
    assert by_name["d.txt"]["source"] is None
    assert base64.b64decode(by_name["e.txt"]["source"]) == b"\x89PNG\r\n\x1a\n\xff\xd8"
    assert (summary.read, summary.written, summary.dead) == (14, 3, 11)
    assert {error for _, error in summary.failures} == {letter["error"] for letter in letters}


@without_processes
def test_dead_letters_are_input_and_stay_whole_however_often(tmp_path):
    (tmp_path / "in.txt").write_bytes(b"\xff\xfe\x00 no text \x00\x01\x02")
    archive = tmp_path / "crawl.jsonl"
    write_lines(archive, [*BAD_LINES, {"page": "A page."}])
    run([tmp_path / "in.txt", archive], tmp_path / "out0")

    for again in (1, 2):
        run([tmp_path / f"out{again - 1}" / "_dead-letters"], tmp_path / f"out{again}")
    run([tmp_path / "out2" / "_dead-letters"], tmp_path / "fixed", Settings(fields=Fields("page")))

    first, third = letters_of(tmp_path / "out0"), letters_of(tmp_path / "out2")
    assert third == first
    (row,) = rows_of(tmp_path / "fixed")
    assert row["body"] == "A page."
    assert row["source_path"] == str(archive)


@without_processes
def test_a_broken_plugin_is_skipped_unless_the_options_say_otherwise(tmp_path, hostile):
    source = write_lines(tmp_path / "in.jsonl", [{"text": "RAISE\n\nThe ferry is back."}])

    run([source], tmp_path / "out", Settings(plugins=hostile))
    strict = Settings(plugins=hostile, options=Options(on_plugin_error="raise"))
    run([source], tmp_path / "strict", strict)

    assert any("as it was told" in step["note"] for step in rows_of(tmp_path / "out")[0]["trace"])
    assert letters_of(tmp_path / "strict")[0]["error"].startswith("PluginError: plugin ")


# Going on


@without_processes
@settings(max_examples=15)
@given(
    st.lists(st.integers(0, 40), max_size=5),
    st.integers(1, 30),
    st.lists(st.integers(1, 6), max_size=5),
)
@example([1, 0], 2, [1])  # Nothing in the last file: the first is where it ended.
def test_stopped_anywhere_it_goes_on_to_the_same_rows(tmp_path_factory, sizes, shard_size, stops):
    """Files of any sizes, cut into shards of any size, stopped after any number of chunks."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "in").mkdir()
    for number, size in enumerate(sizes):
        lines = [
            f'"{number} {place}"' if place % 9 == 8 else {"text": f"{place}"}
            for place in range(size)
        ]
        write_lines(folder / "in" / f"{number}.jsonl", lines)
    chosen = Settings(shard_size=shard_size, plugins=())
    whole = run([folder / "in"], folder / "whole", chosen)

    for stop in stops:
        left = iter(range(stop))

        class Stopping(Calm):
            """Stops like Ctrl-C after some steps."""

            def step(self, patience: float = 1, left=left) -> list:
                """Stop if it is time."""
                if next(left, None) is None:
                    raise KeyboardInterrupt
                return super().step(patience)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys.modules["normalize.batch.run"], "Pool", Stopping)
            try:
                run([folder / "in"], folder / "out", chosen)
            except KeyboardInterrupt:
                assert not [name for name in names_in(folder / "out") if "_tmp-" in name]
    again = run([folder / "in"], folder / "out", chosen)

    assert names_in(folder / "out") == names_in(folder / "whole")
    assert [row["id"] for row in rows_of(folder / "out")] == [
        row["id"] for row in rows_of(folder / "whole")
    ]
    assert letters_of(folder / "out") == letters_of(folder / "whole")
    assert (again.read, again.written, again.dead) == (whole.read, whole.written, whole.dead)


@without_processes
@pytest.mark.parametrize("form", ["jsonl", "jsonl.zst", "parquet"])
def test_a_format_that_is_stopped_midway_leaves_nothing_half_done(tmp_path, monkeypatch, form):
    source = write_stories(tmp_path / "in.jsonl", 150)

    class Stopping(Calm):
        """Stops like Ctrl-C after a step."""

        left = 1

        def step(self, patience: float = 1) -> list:
            """Stop if it is time."""
            if not self.left:
                raise KeyboardInterrupt
            self.left -= bool(patience)
            return super().step(patience)

    monkeypatch.setattr(sys.modules["normalize.batch.run"], "Pool", Stopping)
    with pytest.raises(KeyboardInterrupt):
        run([source], tmp_path / "out", Settings(format=form))
    gc.collect()  # An error in what is left would be heard now.

    assert names_in(tmp_path / "out") == {"_manifest.jsonl"}


@without_processes
def test_what_is_done_is_not_done_again(tmp_path):
    source = write_stories(tmp_path / "in.jsonl", 10)
    run([source], tmp_path / "out")
    before = (tmp_path / "out" / "part-00000.jsonl").stat().st_ino

    run([source], tmp_path / "out")

    assert (tmp_path / "out" / "part-00000.jsonl").stat().st_ino == before


@without_processes
def test_files_that_come_after_those_that_are_done_are_added(tmp_path):
    (tmp_path / "in").mkdir()
    write_stories(tmp_path / "in" / "monday.jsonl", 3)
    run([tmp_path / "in"], tmp_path / "out")
    write_stories(tmp_path / "in" / "tuesday.jsonl", 4)

    summary = run([tmp_path / "in"], tmp_path / "out")

    assert summary.written == len(rows_of(tmp_path / "out")) == 7


@without_processes
@pytest.mark.parametrize("change", ["grown", "gone", "before", "touched"])
def test_input_that_changed_is_refused(tmp_path, change):
    (tmp_path / "in").mkdir()
    monday, tuesday = (tmp_path / "in" / f"{day}.jsonl" for day in ("monday", "tuesday"))
    for day in (monday, tuesday):
        write_stories(day, 3)
    run([tmp_path / "in"], tmp_path / "out", Settings(shard_size=4))

    if change == "grown":
        write_stories(tuesday, 4)
    elif change == "gone":
        monday.unlink()
    elif change == "touched":
        os.utime(monday, (1, 1))
    else:
        write_stories(tmp_path / "in" / "a.jsonl", 1)

    with pytest.raises(BatchError, match=r"not what it was when part-0000.*--restart"):
        run([tmp_path / "in"], tmp_path / "out", Settings(shard_size=4))


@without_processes
@pytest.mark.parametrize("again", ["", '{"text": "0"}\n', '{"text": "0"}\n{"text": "other"}\n'])
def test_standard_input_that_is_not_what_it_was_is_refused(tmp_path, monkeypatch, again):
    lines = "".join(f'{{"id": {n}, "text": "{n}"}}\n' for n in range(3))

    def run_on(text):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return run(["-"], tmp_path / "out")

    assert [run_on(lines).written for _ in range(2)] == [3, 3]
    with pytest.raises(BatchError, match="not what it was"):
        run_on(again)


@without_processes
def test_other_settings_are_refused_and_named(tmp_path):
    source = write_stories(tmp_path / "in.jsonl", 3)
    run([source], tmp_path / "out")

    with pytest.raises(BatchError, match="kind was 'auto' and is 'text'"):
        run([source], tmp_path / "out", Settings(kind="text"))
    run([source], tmp_path / "out", Settings(workers=7, time_limit=1))
    run([source], tmp_path / "out", Settings(kind="text"), restart=True)

    assert len(rows_of(tmp_path / "out")) == 3


@without_processes
@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_shard_that_is_not_what_was_written_is_refused(tmp_path, harm):
    source = write_stories(tmp_path / "in.jsonl", 3)
    run([source], tmp_path / "out")
    shard = tmp_path / "out" / "part-00000.jsonl"
    shard.write_text("") if harm == "changed" else shard.unlink()

    with pytest.raises(BatchError, match=f"a finished shard (is|has) {harm}"):
        run([source], tmp_path / "out")


@without_processes
def test_what_a_killed_run_left_is_cleared_away(tmp_path):
    source = write_stories(tmp_path / "in.jsonl", 3)
    out = tmp_path / "out"
    run([source], out)
    (out / "_dead-letters").mkdir()
    for name in ("_tmp-part-00001.jsonl", "part-00001.jsonl", "_dead-letters/part-00000.jsonl"):
        (out / name).write_text("half")
    with (out / "_manifest.jsonl").open("a") as manifest:
        manifest.write('{"file": "part-000')

    run([source], out)

    assert names_in(out) == {"_manifest.jsonl", "part-00000.jsonl"}
    assert not (out / "_dead-letters").exists()


@without_processes
def test_a_folder_with_shards_of_somebody_else_is_refused(tmp_path):
    source = write_stories(tmp_path / "in.jsonl", 3)
    (tmp_path / "part-00000.parquet").write_text("precious")

    with pytest.raises(BatchError, match="which no batch wrote"):
        run([source], tmp_path)

    assert (tmp_path / "part-00000.parquet").read_text() == "precious"


@without_processes
def test_two_runs_do_not_write_to_one_folder(tmp_path, monkeypatch):
    source = write_stories(tmp_path / "in.jsonl", 3)

    class Nosy(Calm):
        """Starts another run in the middle of this one."""

        def close(self) -> None:
            """Try to."""
            with pytest.raises(BatchError, match="another run is writing"):
                run([source], tmp_path / "out")

    monkeypatch.setattr(sys.modules["normalize.batch.run"], "Pool", Nosy)

    run([source], tmp_path / "out")


@without_processes
def test_a_manifest_that_makes_no_sense_is_refused(tmp_path):
    source = write_stories(tmp_path / "in.jsonl", 3)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "_manifest.jsonl").write_text('{"a": 1}\n')

    with pytest.raises(BatchError, match="damaged"):
        run([source], tmp_path / "out")


def test_settings_that_make_no_sense_are_refused(tmp_path):
    for given_ in ({"format": "csv"}, {"kind": "pdf"}, {"workers": 0}, {"time_limit": -1}):
        with pytest.raises(OptionsError):
            Settings(**given_)
    source = write_stories(tmp_path / "in.jsonl", 1)
    with pytest.raises(OptionsError, match="nowhere"):
        run([source], tmp_path / "out", Settings(outlet="nowhere"))


# Workers


@pytest.fixture
def hostile(monkeypatch):
    """A plugin that does what a text tells it to; workers can import it, too."""
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "fixtures" / "plugins"))
    from hostile_sources import Obedient

    return (Obedient(),)


def test_a_document_that_hangs_dies_or_eats_costs_nobody_but_itself(tmp_path, hostile):
    orders = {7: "HANG", 20: "DIE", 21: "EAT", 63: "DIE"}
    texts = [f"{orders.get(n, 'Ferry')}\n\n{story(n)}" for n in range(70)]
    source = write_lines(tmp_path / "in.jsonl", [{"id": n, "text": t} for n, t in enumerate(texts)])
    strict = Options(on_plugin_error="raise")
    limits = Settings(plugins=hostile, options=strict, workers=2, time_limit=7.0, memory_limit=512)

    summary = run([source], tmp_path / "out", limits)

    letters = {json.loads(each["source"])["id"]: each for each in letters_of(tmp_path / "out")}
    rows = [int(row["id"]) for row in rows_of(tmp_path / "out")]
    if sys.platform != "linux":  # Nobody bounds memory there: the text is eaten.
        orders = {n: order for n, order in orders.items() if order != "EAT"}
    assert set(letters) == set(orders)
    assert rows == [n for n in range(70) if n not in orders]
    assert letters[7]["error"] == "over the time limit of 7 s"
    assert letters[20]["error"] == "the worker died of it: exit code 11"
    assert (summary.read, summary.dead) == (70, len(orders))
    if 21 in orders:
        assert "MemoryError" in letters[21]["error"]


def test_without_the_extra_nothing_is_begun_and_the_message_says_what_to_install(
    tmp_path, monkeypatch
):
    (tmp_path / "ferry.txt").write_text(story(1))
    monkeypatch.setitem(sys.modules, "orjson", None)

    with pytest.raises(BatchError, match=r"need orjson: pip install 'normalize-news\[batch\]'"):
        run([tmp_path / "ferry.txt"], tmp_path / "out")

    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("kind", "limit", "said"), [("stillborn", 300, "exit code 3"), ("sleeper", 0.5, "one hangs")]
)
@pytest.mark.usefixtures("hostile")
def test_workers_that_cannot_start_end_the_batch(tmp_path, monkeypatch, kind, limit, said):
    import hostile_sources

    source = write_stories(tmp_path / "in.jsonl", 3)
    monkeypatch.setattr(workers, "work", getattr(hostile_sources, kind))
    monkeypatch.setattr(workers, "_START_LIMIT", limit)

    with pytest.raises(NormalizeError, match=f"workers can't be started: {said}"):
        run([source], tmp_path / "out", Settings(workers=1))


# As a process

COMMAND = [sys.executable, "-c", "from normalize.cli import main; main()", "batch"]


@pytest.mark.skipif(sys.platform != "linux", reason="nobody bounds memory there")
def test_a_source_that_a_worker_cannot_even_take_is_a_dead_letter(tmp_path):
    large, small, out = (tmp_path / name for name in ("large.txt", "small.txt", "out"))
    large.write_bytes(b"The ferry is back.\n\n" * 2_000_000)
    small.write_text("The ferry is back.")
    limits = ["-j", "1", "--memory-limit", "32"]

    done = subprocess.run([*COMMAND, large, small, *limits, "--out", out], capture_output=True)

    assert done.returncode == 1, done.stderr
    (letter,) = letters_of(out)
    assert letter["error"] == "the worker died of it: MemoryError"
    assert letter["source"].encode() == large.read_bytes()
    assert [row["body"] for row in rows_of(out)] == ["The ferry is back."]


SCRIPT = """
import sys
from normalize.batch import Settings, run
if __name__ == "__main__":
    source, out, workers = sys.argv[1:]
    run([source], out, Settings(workers=int(workers), shard_size=50, plugins=()))
"""


def test_killed_at_any_moment_it_comes_to_the_same_rows(tmp_path):
    """Ten times SIGKILL, then a run to the end: the rows of a run that nobody killed."""
    lines = [{"id": n, "text": story(n)} if n % 97 else f"no json {n}" for n in range(2_000)]
    source = write_lines(tmp_path / "in.jsonl", lines)
    script, out, whole = (tmp_path / name for name in ("script.py", "out", "whole"))
    script.write_text(SCRIPT)
    chance = random.Random()

    for kill in range(10):
        workers_now = str(1 + (kill % 5 == 0))
        process = subprocess.Popen([sys.executable, script, source, out, workers_now])
        while process.poll() is None and len(list(out.glob("part-*"))) <= 3 * kill:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.04))
        process.kill()
        process.wait()
    chosen = Settings(workers=2, shard_size=50, plugins=())
    last, expected = run([source], out, chosen), run([source], whole, chosen)

    assert (last.read, last.written, last.dead) == (2_000, 1_979, 21)
    assert (expected.read, expected.written, expected.dead) == (2_000, 1_979, 21)
    assert names_in(out) == names_in(whole)
    for row in (*(rows := rows_of(out)), *(expected_rows := rows_of(whole))):
        row["ms"] = None
    assert rows == expected_rows
    assert letters_of(out) == letters_of(whole)


@pytest.mark.skipif(os.name != "posix", reason="no signal there that is like Ctrl-C")
def test_ctrl_c_ends_it_cleanly_and_says_how_to_go_on(tmp_path):
    """Who starts the tests in the background may have switched Ctrl-C off: the command hears it."""
    source = write_stories(tmp_path / "in.jsonl", 20_000)
    out = tmp_path / "out"
    hears = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [COMMAND[0], "-c", f"{hears}; {COMMAND[2]}", COMMAND[3], str(source), "-j", "1"]
    command += ["--shard-size", "25", "--out", str(out)]

    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while process.poll() is None and not list(out.glob("part-*")):
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()

    assert process.returncode == 130
    assert said.strip() == f"normalize: stopped; the same command goes on from {out}"
    assert not [name for name in names_in(out) if "_tmp-" in name]
