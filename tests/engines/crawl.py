"""A small crawl that the engines read: pages of an invented site in WARC files."""

from __future__ import annotations

import gzip
from pathlib import Path

PDF = "%PDF-1.7 not a page"
EMPTY = "<html><head><title>The Harbour Ledger</title></head><body></body></html>"
FILES = 6
PAGES = 30


def page(number: int) -> str:
    """A page with a story of its own, and chrome around it."""
    story = "".join(
        f"<p>On day {day} of voyage {number} the ferry called at {day + 2} of the outer islands, "
        f"the operator said, and carried {number * 7 + day} passengers in fair weather.</p>"
        for day in range(1, 9)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Voyage {number} ends'
        " | The Harbour Ledger</title></head><body>"
        "<nav><a href=/>Home</a> <a href=/n>News</a></nav>"
        f'<article><h1>Voyage {number} ends</h1><p class="byline">By Ida Holm</p>{story}'
        "<p>Advertisement</p></article><footer>© 2024 The Harbour Ledger</footer></body></html>"
    )


def record(name: str, source: str) -> bytes:
    """A WARC response record."""
    message = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{source}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Target-URI: https://ledger.example/{name}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        "WARC-Identified-Payload-Type: text/html\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(message)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + message + b"\r\n\r\n", mtime=0)


def names(file: int) -> list[str]:
    """The records of a file of the crawl."""
    return [f"{file:02}-{number:03}" for number in range(PAGES)]


def write_crawl(folder: Path) -> Path:
    """`FILES` WARCs; in each a PDF that says it is a page, and a page without an article."""
    folder.mkdir(parents=True)
    for file in range(FILES):
        sources = [page(file * 1000 + number) for number in range(PAGES)]
        sources[3], sources[-1] = PDF, EMPTY
        records = map(record, names(file), sources)
        (folder / f"CC-NEWS-{file:02}.warc.gz").write_bytes(b"".join(records))
    return folder
