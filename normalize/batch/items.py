"""What goes through a batch: sources as they were read, and dead letters.

A source is kept as it stood in its file: a line of JSON lines, an HTTP message of a WARC. The
workers take it apart, so that the process that reads has little to do, and a dead letter
holds all that there was.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from normalize.errors import BatchError
from normalize.formats import dumps

ItemKind = Literal["auto", "text", "html", "jsonl", "http"]
KINDS = ("auto", "text", "html", "jsonl", "http")
DEAD_LETTER = "dead_letter"
"""The key by which a line of JSON is known to be a dead letter; its value is a version."""
DEAD_LETTER_VERSION = 1


class Item(NamedTuple):
    """A source as it was read.

    `kind` says what `source` is: a text or a page, a line of JSON lines, or an HTTP message.
    `source` is None where nothing could be read. `offset` is where it begins in the file at
    `path`: a byte (JSON lines; a WARC as it is on the disk) or a row (Parquet). `crawled` is the
    day on which an archive says that it was fetched.
    """

    id: str
    source: str | bytes | None
    kind: ItemKind = "auto"
    url: str | None = None
    path: str | None = None
    offset: int | None = None
    crawled: date | None = None

    @property
    def size(self) -> int:
        """Bytes, or characters, of the source."""
        return len(self.source or "")


class Failure(NamedTuple):
    """A source that did not become an article, and why."""

    item: Item
    error: str


def day_of(value: object) -> date | None:
    """The day of a date, a time, or either in ISO 8601; None where it is none of these.

    >>> day_of("2021-11-10T08:00:00Z"), day_of("yesterday")
    (datetime.date(2021, 11, 10), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        # Not date.fromisoformat, which takes the digits of a clock for a date.
        return datetime.strptime(value[:10], "%Y-%m-%d").date() if isinstance(value, str) else None
    except ValueError:
        return None


def to_letter(failure: Failure) -> str:
    """A failure as a line of JSON: the dead letter.

    Bytes that are no UTF-8 are written in base64; `encoding` says how `source` was bytes, and
    is null where it was text.
    """
    item = failure.item
    source, encoding = _printable(item.source)
    return dumps(
        {
            DEAD_LETTER: DEAD_LETTER_VERSION,
            "id": item.id,
            "url": item.url,
            "error": failure.error,
            "kind": item.kind,
            "source_path": item.path,
            "source_offset": item.offset,
            "crawled": item.crawled and item.crawled.isoformat(),
            "encoding": encoding,
            "source": source,
        }
    )


def from_letter(letter: Mapping[str, Any]) -> Item:
    """The source that a dead letter holds.

    Raises:
        BatchError: it is of another version, or not what `to_letter` writes.
    """
    if letter[DEAD_LETTER] != DEAD_LETTER_VERSION:
        raise BatchError(f"a dead letter of version {letter[DEAD_LETTER]!r}, which is unknown")
    try:
        source: str | bytes | None = letter["source"]
        if letter["encoding"] == "base64":
            source = b64decode(letter["source"], validate=True)
        elif letter["encoding"] == "utf-8":
            source = letter["source"].encode()
        item = Item(
            str(letter["id"]),
            source,
            letter["kind"],
            letter["url"],
            letter["source_path"],
            letter["source_offset"],
            day_of(letter.get("crawled")),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise BatchError(f"a dead letter that lacks a part: {problem!r}") from problem
    if item.kind not in KINDS or not isinstance(source, str | bytes | None):
        raise BatchError(f"a dead letter with a source of an unknown kind: {item.kind!r}")
    return item


def _printable(source: str | bytes | None) -> tuple[str | None, str | None]:
    if not isinstance(source, bytes):
        return source, None
    try:
        return source.decode(), "utf-8"
    except UnicodeDecodeError:
        return b64encode(source).decode(), "base64"
