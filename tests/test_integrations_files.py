"""Documents out of files, for engines: all there is, and a problem where something is missing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pytest

from normalize.batch import BatchError, Fields
from normalize.integrations.arrow import normalize_batch
from normalize.integrations.files import COLUMNS, documents_in

PAGE = "<h1>Ferry returns</h1><p>The ferry to the outer islands is back in service.</p>"


def warc_record(name: str, page: bytes, type_: str = "text/html") -> bytes:
    message = f"HTTP/1.1 200 OK\r\nContent-Type: {type_}\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Target-URI: https://ledger.example/{name}\r\nContent-Length: {len(message)}\r\n"
        "WARC-Date: 2024-05-06T07:08:09Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n\r\n"
    )
    return head.encode() + message + b"\r\n\r\n"


def test_the_pages_of_an_archive_are_read_as_their_servers_say(tmp_path: Path) -> None:
    file = tmp_path / "crawl.warc.gz"
    greek = PAGE.replace("islands", "νησιά").encode("iso-8859-7")
    records = [
        warc_record("a", PAGE.encode()),
        warc_record("b", b"%PDF-1.7", "application/pdf"),
        warc_record("c", greek, "text/html; charset=iso-8859-7"),
    ]
    file.write_bytes(b"".join(map(gzip.compress, records)))

    first, second = documents_in(str(file))

    assert list(first) == [column.split()[0] for column in COLUMNS.split(", ")]
    assert first["content"] == PAGE.encode()
    assert first["url"] == "https://ledger.example/a"
    assert first["source_path"] == str(file)
    assert "νησιά".encode() in second["content"]
    assert {first["problem"], second["problem"]} == {None}


def test_what_cannot_be_read_comes_out_of_the_batch_with_its_problem(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    lines = [json.dumps({"id": 1, "text": "The ferry is back."}), "{no json", '{"id": 2}']
    file.write_text("\n".join(lines), "utf-8")

    documents = list(documents_in(str(file)))
    rows = normalize_batch(pa.RecordBatch.from_pylist(documents)).to_pylist()

    assert [row["body"] for row in rows] == ["The ferry is back.", None, None]
    assert rows[0]["id"] == "1"
    assert rows[1]["error"].startswith("not a line of JSON")
    assert rows[2]["error"].startswith("no field html, text, content")
    assert [row["source"] for row in rows] == [None, b"{no json", b'{"id": 2}']
    assert [row["source_offset"] for row in rows] == [
        0,
        len(lines[0]) + 1,
        sum(map(len, lines[:2])) + 2,
    ]


def test_an_archive_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    whole = b"".join(warc_record(name, PAGE.encode()) for name in "ab")
    (tmp_path / "crawl.warc").write_bytes(whole[:-40])

    first, second = documents_in(str(tmp_path / "crawl.warc"))

    assert first["problem"] is None
    assert "breaks off" in second["problem"]
    assert second["content"]


def test_the_fields_of_records_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"key": "k", "scraped": "The ferry is back."}', "utf-8")

    (row,) = documents_in(str(tmp_path), fields=Fields(text="scraped", id="key"))

    assert (row["id"], row["content"]) == ("k", b"The ferry is back.")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="no such file"):
        next(documents_in(str(tmp_path / "gone.warc.gz")))


def test_a_page_of_an_archive_is_of_the_day_it_was_fetched(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_bytes(warc_record("a", PAGE.encode()))

    (row,) = documents_in(str(tmp_path / "crawl.warc"))

    assert row["as_of"] == "2024-05-06"
