"""Each format is read, packed or not; of a damaged file all that is whole, and a word about it."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.batch import BatchError, readers
from normalize.batch.inputs import Input, check_named, listed
from normalize.batch.items import Failure, Item, from_letter, to_letter
from normalize.batch.readers import Reader
from normalize.batch.settings import Fields
from normalize.batch.streams import BrokenOff, Line, read_lines, zstd_module

PAGE = b"<html><body><p>The ferry is back.</p></body></html>"
NO_FIELDS = Fields()


def sources_of(path: Path | str, passed_over: Counter[str] | None = None, fields=NO_FIELDS):
    """What the readers give for a path."""
    counts = Counter() if passed_over is None else passed_over
    return [
        source for file in listed([str(path)], counts) for source in Reader(file, fields, counts)
    ]


def pack(data: bytes, packing: str) -> bytes:
    """`data` as a file with this suffix holds it."""
    packers = {"": bytes, ".gz": gzip.compress, ".zst": zstd_module().compress}
    return packers[packing](data)


def record(number: int, body: bytes, *, kind="response", status="200 OK", mime="text/html"):
    """A record of a WARC with an HTTP message."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://quay.example/{number}\r\nWARC-Date: 2021-11-10T00:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


packed = pytest.mark.parametrize("packing", ["", ".gz", ".zst"])


# Every format


@packed
@pytest.mark.parametrize(
    ("suffix", "kind"), [(".txt", "auto"), (".html", "html"), (".htm", "html")]
)
def test_a_text_or_a_page_is_one_source(tmp_path, suffix, kind, packing):
    file = tmp_path / f"story{suffix}{packing}"
    file.write_bytes(pack(PAGE, packing))

    assert sources_of(file) == [Item(str(file), PAGE, kind, path=str(file))]


@packed
def test_json_lines_are_a_source_a_line(tmp_path, packing):
    file = tmp_path / f"crawl.jsonl{packing}"
    file.write_bytes(pack(b'{"text": "one"}\n\n{"text": "two"}', packing))

    assert sources_of(file) == [
        Item(f"{file}#0", b'{"text": "one"}', "jsonl", path=str(file), offset=0),
        Item(f"{file}#17", b'{"text": "two"}', "jsonl", path=str(file), offset=17),
    ]


@packed
def test_a_web_archive_is_its_pages(tmp_path, packing):
    records = [
        record(1, PAGE),
        record(2, b"GET /", kind="request"),
        record(3, b"\x89PNG", mime="image/png"),
        record(4, b"<p>Not found</p>", status="404 Not Found"),
        record(5, PAGE, mime="application/xhtml+xml; charset=utf-8"),
    ]
    file = tmp_path / f"crawl.warc{packing}"
    file.write_bytes(b"".join(pack(each, packing) for each in records))
    passed_over = Counter()

    first, second = sources_of(file, passed_over)

    assert (first.id, first.url) == ("<urn:uuid:1>", "https://quay.example/1")
    assert first.source.startswith(b"HTTP/1.1 200 OK\r\n")
    assert first.source.endswith(PAGE)
    assert (first.kind, first.path, first.offset) == ("http", str(file), 0)
    assert first.crawled == date(2021, 11, 10)
    assert second.id == "<urn:uuid:5>"
    assert second.offset == sum(len(pack(each, packing)) for each in records[:4])
    assert passed_over == {"responses that are no page": 2}


@pytest.mark.parametrize("columns", [{"text": ["a", "b"]}, {"text": [b"a", b"b"]}])
def test_a_parquet_file_is_a_source_a_row(tmp_path, columns):
    file = tmp_path / "crawl.parquet"
    table = pa.table({**columns, "id": [7, 8], "url": ["https://quay.example/", None]})
    pq.write_table(table, file, row_group_size=1)

    assert sources_of(file) == [
        Item("7", columns["text"][0], "auto", "https://quay.example/", str(file), 0),
        Item("8", columns["text"][1], "auto", None, str(file), 1),
    ]


def test_fields_are_guessed_or_given(tmp_path):
    file = tmp_path / "crawl.parquet"
    pq.write_table(pa.table({"text": ["t"], "html": ["h"], "raw": ["r"], "name": ["n"]}), file)

    (guessed,) = sources_of(file)
    (given_,) = sources_of(file, fields=Fields(text="raw", id="name"))

    assert (guessed.source, guessed.kind, guessed.id) == ("h", "html", f"{file}#0")
    assert (given_.source, given_.kind, given_.id) == ("r", "auto", "n")


def test_standard_input_is_json_lines(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "a"}\n')))

    assert [source.id for source in sources_of("-")] == ["-#0"]


def test_remote_files_are_read_by_fsspec():
    import fsspec

    with fsspec.open("memory://crawl/a.jsonl.gz", "wb") as file:
        file.write(gzip.compress(b'{"text": "a"}'))

    (folder,) = sources_of("memory://crawl/")
    (globbed,) = sources_of("memory://crawl/*.gz")

    assert folder == globbed
    assert folder.source == b'{"text": "a"}'
    assert folder.path == "memory:///crawl/a.jsonl.gz"


# Damaged files


def only_failure(sources):
    """The failure, which comes last; what came before it."""
    *whole, failure = sources
    assert isinstance(failure, Failure)
    assert not any(isinstance(each, Failure) for each in whole)
    return whole, failure


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_of_lines_with_a_corrupt_tail_those_before_it_are_read(tmp_path, packing):
    import random

    lines = [json.dumps({"text": random.Random(n).random()}).encode() for n in range(20_000)]
    data = pack(b"\n".join(lines), packing)
    file = tmp_path / f"crawl.jsonl{packing}"
    file.write_bytes(data[: len(data) * 3 // 4])

    whole, failure = only_failure(sources_of(file))

    assert len(whole) > 5_000
    assert [each.source for each in whole] == lines[: len(whole)]
    assert "can't read it" in failure.error
    assert f"after {len(whole):,} lines" in failure.error
    assert lines[len(whole)].startswith(failure.item.source or b"")


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_a_page_with_a_corrupt_tail_is_a_failure_that_holds_what_is_there(tmp_path, packing):
    file = tmp_path / f"story.html{packing}"
    file.write_bytes(pack(PAGE, packing)[:-6])

    whole, failure = only_failure(sources_of(file))

    assert whole == []
    assert PAGE.startswith(failure.item.source)
    assert failure.item.id == str(file)


@pytest.mark.parametrize("name", ["crawl.jsonl.gz", "crawl.warc", "crawl.warc.gz", "crawl.parquet"])
def test_a_file_that_is_something_else_is_a_failure(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(b"This is no such file.\n" * 100)

    whole, failure = only_failure(sources_of(file))

    assert whole == []
    assert "can't read it" in failure.error


def test_of_a_truncated_archive_the_whole_pages_are_read(tmp_path):
    file = tmp_path / "crawl.warc"
    file.write_bytes(record(1, PAGE) + record(2, PAGE * 9)[:-50])

    whole, failure = only_failure(sources_of(file))

    assert [each.id for each in whole] == ["<urn:uuid:1>"]
    assert "the archive breaks off" in failure.error
    assert failure.item.id == "<urn:uuid:2>"
    assert PAGE in failure.item.source


@pytest.mark.parametrize("kept", [3, 30, 130])
def test_an_archive_may_break_off_in_a_header(tmp_path, kept):
    file = tmp_path / "crawl.warc"
    file.write_bytes(record(1, PAGE) + record(2, PAGE)[:kept])

    whole, failure = only_failure(sources_of(file))

    assert [each.id for each in whole] == ["<urn:uuid:1>"]
    assert "header" in failure.error


def test_of_an_archive_with_a_corrupt_record_those_before_it_are_read(tmp_path):
    damaged = bytearray(gzip.compress(record(2, PAGE)))
    damaged[30:40] = b"x" * 10
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(gzip.compress(record(1, PAGE)) + damaged)

    whole, failure = only_failure(sources_of(file))

    assert len(whole) == 1
    assert "after 1 pages" in failure.error


def test_a_parquet_file_without_the_field_is_a_failure_that_names_those_it_has(tmp_path):
    file = tmp_path / "crawl.parquet"
    pq.write_table(pa.table({"title": ["a"]}), file)

    _, failure = only_failure(sources_of(file))

    assert failure.error == "no field html, text, content; there are: title"


def test_a_row_without_text_is_a_failure_of_its_own(tmp_path):
    file = tmp_path / "crawl.parquet"
    pq.write_table(pa.table({"text": [None, "b"]}), file)

    failure, item = sources_of(file)

    assert failure.error == "column 'text' holds nothing, not text"
    assert item.source == "b"


def test_text_of_a_parquet_file_that_is_no_utf_8_is_read_as_bytes(tmp_path):
    file = tmp_path / "crawl.parquet"
    broken = pa.array([b"caf\xe9"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"text": broken}), file)

    assert [each.source for each in sources_of(file)] == [b"caf\xe9"]


def test_of_a_parquet_file_the_row_groups_that_are_whole_are_read(tmp_path):
    file = tmp_path / "crawl.parquet"
    texts = [str(number) * 50 for number in range(30)]
    pq.write_table(pa.table({"text": texts}), file, row_group_size=10, compression="gzip")
    column = pq.ParquetFile(file).metadata.row_group(1).column(0)
    data = bytearray(file.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    data[start + 20 : start + column.total_compressed_size] = b"\0" * (
        column.total_compressed_size - 20
    )
    file.write_bytes(data)

    sources = sources_of(file)

    assert [each.source for each in sources if isinstance(each, Item)] == texts[:10] + texts[20:]
    (failure,) = (each for each in sources if isinstance(each, Failure))
    assert failure.error.endswith("rows 10 to 19")


def test_an_unreadable_file_is_a_failure_and_the_others_are_read(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.txt").write_text("The ferry is back.")

    failure, item = sources_of(tmp_path)

    assert failure.error == "can't read it: No such file or directory"
    assert failure.item == Item(str(tmp_path / "a.txt"), None, path=str(tmp_path / "a.txt"))
    assert item.source == b"The ferry is back."


def test_an_unreadable_folder_is_a_failure(tmp_path, monkeypatch):
    (tmp_path / "inner").mkdir()
    monkeypatch.setattr("os.listdir", lambda path: ["inner"] if path == str(tmp_path) else refuse())

    def refuse():
        raise PermissionError(13, "Permission denied")

    (failure,) = sources_of(tmp_path)

    assert failure.error == "can't read it: Permission denied"


def test_what_is_too_large_stays_in_its_file(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "LARGEST", 100)
    page, lines, archive = (tmp_path / name for name in ("a.txt", "b.jsonl", "c.warc"))
    page.write_bytes(b"x" * 101)
    lines.write_bytes(b'"' + b"x" * 100 + b'"\n{"text": "a"}')
    monkeypatch.setattr(readers, "_HEAD", 60)
    archive.write_bytes(record(1, b"x" * 500) + record(2, b"x"))

    for path, after in ((page, 0), (lines, 1), (archive, 1)):
        failure, *rest = sources_of(path)
        assert "too large" in failure.error
        assert failure.item.source is None
        assert len(rest) == after


# Lines


@given(st.binary(max_size=60), st.integers(1, 5), st.integers(1, 20))
def test_lines_are_those_of_the_bytes_however_they_come(data, block, limit):
    """They are those of `split`, blank ones left out; too long ones told by their size."""
    expected, offset = [], 0
    for piece in data.split(b"\n"):
        if len(piece) > limit:
            expected.append(Line(offset, None, len(piece)))
        elif piece.strip():
            expected.append(Line(offset, piece, len(piece)))
        offset += len(piece) + 1
    stream = io.BytesIO(data)

    class Slow:
        """Gives a few bytes at a time."""

        def read(self, _: int) -> bytes:
            return stream.read(block)

    assert list(read_lines(Slow(), limit)) == expected


@given(st.binary(min_size=1, max_size=60), st.integers(1, 60))
def test_a_stream_that_breaks_gives_its_lines_and_the_rest(data, good):
    """Nothing that was read is lost, apart from blank lines."""
    stream = io.BytesIO(data[:good])

    class Breaking:
        """Fails where its bytes end."""

        def read1(self, size: int) -> bytes:
            if block := stream.read1(size):
                return block
            raise OSError("broken")

    found = []
    with pytest.raises(BrokenOff) as broken:
        found.extend(read_lines(Breaking(), 100))

    whole = data[:good].rpartition(b"\n")[0]
    assert [line.data for line in found] == [each for each in whole.split(b"\n") if each.strip()]
    assert broken.value.rest == data[:good].rpartition(b"\n")[2]
    assert broken.value.offset == len(data[:good]) - len(broken.value.rest)


# Names


def test_folders_are_walked_in_order_and_what_is_not_for_reading_is_passed_over(tmp_path):
    for name in ("b/2.txt", "b/10.html.gz", "a.txt", "c.pdf", "_x.txt", ".y.txt", "c.parquet.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "part-00000.jsonl").write_bytes(b"")
    (tmp_path / "earlier").mkdir()
    for name in ("_manifest.jsonl", "part-00000.jsonl"):
        (tmp_path / "earlier" / name).write_bytes(b"")
    passed_over = Counter()

    files = [
        file.path for file in listed([str(tmp_path)], passed_over, apart_from=tmp_path / "out")
    ]

    assert files == [str(tmp_path / name) for name in ("a.txt", "b/10.html.gz", "b/2.txt")]
    assert passed_over == {".pdf": 1, ".parquet": 1}


def test_globs_are_recursive_and_a_name_given_twice_is_read_once(tmp_path):
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.txt", "deep/c.txt"):
        (tmp_path / name).write_bytes(b"")

    found = list(listed([f"{tmp_path}/**/*.txt", f"{tmp_path}/**/*.txt"], Counter()))

    assert [file.path for file in found] == [
        str(tmp_path / name) for name in ("a.txt", "b.txt", "deep/c.txt")
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "no input"),
        (["nowhere.txt"], "there is no such file"),
        (["*.nothing"], "matches no file"),
        ([__file__], "of no known format"),
    ],
)
def test_what_can_only_be_a_mistake_is_refused(names, said):
    with pytest.raises(BatchError, match=said):
        check_named(names)


def test_a_file_has_another_stamp_when_it_changed(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("one")
    (before,) = listed([str(file)], Counter())
    file.write_text("another")
    (after,) = listed([str(file)], Counter())

    assert before.stamp != after.stamp
    assert isinstance(before, Input)


# Dead letters

ITEMS = st.builds(
    Item,
    st.text(max_size=5),
    st.none() | st.text(st.characters(exclude_categories=()), max_size=9) | st.binary(max_size=9),
    st.sampled_from(["auto", "text", "html", "jsonl", "http"]),
    st.none() | st.text(max_size=5),
    st.none() | st.text(max_size=5),
    st.none() | st.integers(0, 2**40),
    st.none() | st.dates(),
)


@given(ITEMS, st.text(max_size=9))
def test_a_dead_letter_holds_the_whole_source(item, error):
    line = to_letter(Failure(item, error))

    assert "\n" not in line
    assert json.loads(line)["error"] == error
    assert from_letter(json.loads(line)) == item


@pytest.mark.parametrize(
    "letter",
    [
        {"dead_letter": 2},
        {"dead_letter": 1},
        json.loads(to_letter(Failure(Item("a", b"\xff"), "e"))) | {"source": "%"},
        json.loads(to_letter(Failure(Item("a", "b"), "e"))) | {"kind": "pdf"},
        json.loads(to_letter(Failure(Item("a", "b"), "e"))) | {"source": 7},
    ],
)
def test_what_only_looks_like_a_dead_letter_is_refused(letter):
    with pytest.raises(BatchError, match="dead letter"):
        from_letter(letter)
