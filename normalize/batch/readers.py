"""Sources out of files, one reader a format.

A reader gives what it can: an `Item` a source, a `Failure` for what it can't read, and goes on
where the format allows. Nothing is held but the source at hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, Any

from normalize.batch.http import is_page
from normalize.batch.inputs import Input
from normalize.batch.items import Failure, Item, ItemKind, day_of
from normalize.batch.schema import error_text
from normalize.batch.settings import Fields
from normalize.batch.streams import BrokenOff, read_lines, read_up_to, unpacked
from normalize.errors import BatchError, NormalizeError

Read = Iterator[Item | Failure]

LARGEST = 1 << 28
"""Bytes of the largest source that is read; a larger one stays in its file."""
_INSTALL = "pip install normalize-news[batch]"
_HEAD = 1 << 14
_ROWS = 64


class Reader:
    """The sources in a file, in order, and what could not be read of it.

    Args:
        file: the file.
        fields: the columns of a Parquet file to read.
        passed_over: counts what is no document: records of a WARC that are no pages.
    """

    def __init__(self, file: Input, fields: Fields, passed_over: Counter[str]) -> None:
        self._file = file
        self._fields = fields
        self._passed_over = passed_over
        self._stream: IO[bytes] | None = None

    def __iter__(self) -> Read:
        file = self._file
        try:
            with file.open() as self._stream:
                yield from _READERS[file.format](
                    file, self._stream, self._fields, self._passed_over
                )
        except ImportError as problem:
            raise BatchError(f"{file.path}: {problem}; {_INSTALL}") from problem
        except Exception as problem:  # Whatever a damaged file does, the rest goes on.
            yield Failure(Item(file.path, None, path=file.path), _said(problem))

    @property
    def place(self) -> int:
        """How many bytes of the file have been read, as far as that can be told."""
        try:
            return self._stream.tell() if self._stream else 0
        except (OSError, ValueError):
            return 0


def _said(problem: Exception) -> str:
    if isinstance(problem, NormalizeError):
        return str(problem)
    if isinstance(problem, OSError) and problem.strerror:
        return f"can't read it: {problem.strerror}"
    return f"can't read it: {error_text(problem)}"


def _text(file: Input, stream: IO[bytes], _fields: Fields, _: Counter[str]) -> Read:
    return _whole(file, stream, "auto")


def _page(file: Input, stream: IO[bytes], _fields: Fields, _: Counter[str]) -> Read:
    return _whole(file, stream, "html")


def _whole(file: Input, stream: IO[bytes], kind: ItemKind) -> Read:
    """A file that is one source."""
    source, problem = read_up_to(unpacked(stream, file.packing), LARGEST)
    item = Item(file.path, source, kind, path=file.path)
    if problem is not None:
        yield Failure(item, f"{_said(problem)}, after {len(source):,} bytes")
    elif len(source) > LARGEST:
        yield Failure(item._replace(source=None), _too_large(None))
    else:
        yield item


def _too_large(size: int | None) -> str:
    found = f"{size:,} bytes" if size else "it"
    return f"too large: {found} where at most {LARGEST:,} are read; it stays in its file"


def _jsonl(file: Input, stream: IO[bytes], _fields: Fields, _: Counter[str]) -> Read:
    """A source a line; the workers look into it."""
    number = 0
    try:
        for line in read_lines(unpacked(stream, file.packing), LARGEST):
            number += 1
            name = f"{file.path}#{line.offset}"
            item = Item(name, line.data, "jsonl", path=file.path, offset=line.offset)
            yield item if line.data is not None else Failure(item, _too_large(line.size))
    except BrokenOff as broken:
        name = f"{file.path}#{broken.offset}"
        item = Item(name, broken.rest or None, "jsonl", path=file.path, offset=broken.offset)
        yield Failure(item, f"{_said(broken.problem)}, after {number:,} lines")


def _warc(file: Input, stream: IO[bytes], _fields: Fields, passed_over: Counter[str]) -> Read:
    """The pages among the responses of a web archive, as HTTP messages."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    pages = 0
    try:
        for record in ArchiveIterator(stream, parse_http=False):
            declared = record.headers.get("Content-Length")
            if declared is not None and record.record_type != WarcRecordType.response:
                continue
            message = record.reader.read(_HEAD)
            whole = len(message) == record.content_length and declared is not None
            if whole or len(message) == _HEAD:
                if not is_page(message):
                    passed_over["responses that are no page"] += 1
                    continue
                message += record.reader.read(LARGEST + 1 - len(message))
            pages += 1
            yield _response(file, record, declared is not None, message)
    except OSError as problem:
        yield Failure(
            Item(f"{file.path}#rest", None, path=file.path),
            f"{_said(problem)}, after {pages:,} pages",
        )


def _response(file: Input, record: Any, has_header: bool, message: bytes) -> Item | Failure:
    offset = record.stream_pos
    name = record.record_id if has_header and record.record_id else f"{file.path}#{offset}"
    url = record.headers.get("WARC-Target-URI")
    crawled = day_of(record.headers.get("WARC-Date"))
    item = Item(name, message, "http", url and url.strip("<>"), file.path, offset, crawled)
    if not has_header:
        return Failure(item, "the archive breaks off in a record's header")
    if len(message) > LARGEST:
        return Failure(item._replace(source=None), _too_large(record.content_length))
    if len(message) < record.content_length:
        found = f"{len(message):,} of {record.content_length:,} bytes"
        return Failure(item, f"the archive breaks off: {found} of this record are there")
    return item


def _parquet(file: Input, stream: IO[bytes], fields: Fields, _: Counter[str]) -> Read:
    """A source a row, one row group after the other."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(stream) as table:
        source, url, id_ = fields.in_columns(table.schema_arrow.names)
        columns = [name for name in (source, url, id_) if name is not None]
        row = 0
        for group in range(table.num_row_groups):
            end = row + table.metadata.row_group(group).num_rows
            try:
                batches = table.iter_batches(_ROWS, row_groups=[group], columns=columns)
                for batch in batches:
                    values = {name: _values(batch.column(name)) for name in columns}
                    for at in range(batch.num_rows):
                        given = {name: values[name][at] for name in columns}
                        yield _row(file, row, given, fields.kind_of(source), (source, url, id_))
                        row += 1
            except Exception as problem:
                name = f"{file.path}#{row}"
                said = f"{_said(problem)}: rows {row:,} to {end - 1:,}"
                yield Failure(Item(name, None, path=file.path, offset=row), said)
            row = end


def _row(
    file: Input,
    row: int,
    given: dict[str, Any],
    kind: ItemKind,
    names: tuple[str, str | None, str | None],
) -> Item | Failure:
    source, url, id_ = (given[name] if name else None for name in names)
    name = f"{file.path}#{row}" if id_ is None else str(id_)
    item = Item(name, source, kind, url if isinstance(url, str) else None, file.path, row)
    if isinstance(source, str | bytes):
        return item
    found = "nothing" if source is None else f"a {type(source).__name__}"
    return Failure(item._replace(source=None), f"column {names[0]!r} holds {found}, not text")


def _values(column: Any) -> list[Any]:
    """The values of a column; text that is no UTF-8 as bytes."""
    import pyarrow as pa

    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        values = column.cast(pa.binary()).to_pylist()
    return values


def _folder(_file: Input, _stream: IO[bytes], _fields: Fields, _: Counter[str]) -> Read:
    raise AssertionError("a folder that could be opened is listed, not read")


_READERS: dict[str, Callable[[Input, IO[bytes], Fields, Counter[str]], Read]] = {
    "txt": _text,
    "html": _page,
    "jsonl": _jsonl,
    "warc": _warc,
    "parquet": _parquet,
    "folder": _folder,
}
