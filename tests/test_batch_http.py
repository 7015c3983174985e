"""Pages are taken out of HTTP messages, whatever coding they are in, or are said to be in."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import UnsupportedInput
from normalize.batch.http import is_page, page_of
from normalize.batch.streams import zstd_module

PAGE = "<html><body><p>Die Fähre fährt wieder.</p></body></html>".encode()


def message(body: bytes, *headers: str) -> bytes:
    """An HTTP message."""
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def deflate(body: bytes) -> bytes:
    """Deflate without the zlib header, as some servers send it."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def chunked(body: bytes, size: int = 7) -> bytes:
    """The body in chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": deflate,
    "br": brotli.compress,
    "zstd": zstd_module().compress,
    "identity": bytes,
}


@pytest.mark.parametrize("coding", CODINGS)
def test_a_coding_is_undone(coding):
    assert page_of(message(CODINGS[coding](PAGE), f"Content-Encoding: {coding}")) == PAGE


@pytest.mark.parametrize("coding", CODINGS)
def test_a_coding_that_was_undone_when_the_page_was_archived_is_no_error(coding):
    assert page_of(message(PAGE, f"Content-Encoding: {coding}")) == PAGE


def test_codings_are_undone_from_the_last_to_the_first():
    body = chunked(brotli.compress(gzip.compress(PAGE)))

    said = ("Content-Encoding: gzip, br", "Transfer-Encoding: chunked")

    assert page_of(message(body, *said)) == PAGE


@given(st.binary(max_size=60), st.integers(1, 20))
def test_chunks_are_put_together(body, size):
    assert page_of(message(chunked(body, size), "Transfer-Encoding: chunked")) == body


def test_chunks_that_were_put_together_when_the_page_was_archived_are_no_error():
    assert page_of(message(PAGE, "Transfer-Encoding: chunked")) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_damaged_coding_is_an_error(coding):
    with pytest.raises(UnsupportedInput, match="compression is damaged"):
        page_of(message(CODINGS[coding](PAGE)[:-9], f"Content-Encoding: {coding}"))


def test_chunks_that_break_off_are_an_error():
    with pytest.raises(UnsupportedInput, match="chunks break off"):
        page_of(message(chunked(PAGE)[:-9], "Transfer-Encoding: chunked"))


def test_a_coding_nobody_knows_is_an_error_that_names_it():
    with pytest.raises(UnsupportedInput, match="coding 'rot13'"):
        page_of(message(PAGE, "Content-Encoding: rot13"))


def test_the_charset_of_the_message_reads_a_page_that_names_none():
    body = "<p>Фериботът се върна.</p>".encode("cp1251")

    assert page_of(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n" + body
    ) == body.decode("cp1251")


@pytest.mark.parametrize(
    "body", [PAGE, b"<meta charset=windows-1251>" + "Ферибот".encode("cp1251")]
)
def test_the_charset_of_the_message_gives_way_to_what_the_page_shows(body):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n"

    assert page_of(head + body) == body


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", True),
        (b"HTTP/2 203 \r\ncontent-type: Application/XHTML+xml; charset=x\r\n\r\n", True),
        (b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>", True),
        (b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n", False),
        (b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\n\r\n<p>", False),
        (b"", False),
    ],
)
def test_a_page_is_html_that_was_found(head, expected):
    assert is_page(head) is expected


@given(st.binary(max_size=80))
def test_any_bytes_are_a_page_or_an_error_of_ours(noise):
    for head in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"):
        is_page(head + noise)
        with suppress(UnsupportedInput):
            assert isinstance(page_of(head + noise), bytes | str)


def test_many_headers_and_long_ones_are_no_obstacle():
    assert page_of(message(PAGE, *(f"X-{n}: {n}" for n in range(500)))) == PAGE
    assert page_of(message(PAGE, "X: " + "x" * 200_000)) == PAGE
