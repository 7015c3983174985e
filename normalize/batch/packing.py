"""Rows to bytes and, in order, to a file: the three formats of a shard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO, Any, Protocol

from normalize.batch.schema import Row, schema, to_batch
from normalize.batch.streams import zstd_module
from normalize.formats import dumps

ROW_GROUP = 64 << 20
"""Bytes of rows, in memory, that are written as one row group of Parquet."""

_LINE_ENDS = [mark.encode() for mark in "\x85\u2028\u2029"]
_LAST_BYTES = [mark[-1:] for mark in _LINE_ENDS]  # One byte is looked for ten times as fast.


class Writer(Protocol):
    """Writes what `pack` gave to a file."""

    def write(self, part: bytes) -> None:
        """Add the rows of a part."""

    def close(self) -> None:
        """Write what is left; the file stays open."""


def pack(rows: Sequence[Row], form: str) -> bytes:
    """Rows as bytes that the writer of this format takes: what of the work can be shared out."""
    if form == "parquet":
        import pyarrow as pa

        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, schema()) as stream:
            stream.write_batch(to_batch(rows))
        packed: bytes = sink.getvalue().to_pybytes()
        return packed
    lines = b"".join(map(_line, rows))
    if form == "jsonl.zst":
        compressed: bytes = zstd_module().compress(lines)
        return compressed
    return lines


def _line(row: Row) -> bytes:
    """A row as a line of JSON, as `dumps` has it but ten times as fast."""
    import orjson

    try:
        line: bytes = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # Lone surrogates.
        return f"{dumps(row)}\n".encode()
    if any(last in line for last in _LAST_BYTES) and any(mark in line for mark in _LINE_ENDS):
        return f"{dumps(row)}\n".encode()
    return line


class _Bytes:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, part: bytes) -> None:
        self._file.write(part)

    def close(self) -> None:
        pass


class _Parquet:
    def __init__(self, file: IO[bytes]) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(file, schema(), compression="zstd")
        self._batches: list[Any] = []
        self._size = 0

    def write(self, part: bytes) -> None:
        import pyarrow as pa

        with pa.ipc.open_stream(part) as stream:
            for batch in stream:
                self._batches.append(batch)
                self._size += batch.nbytes
        if self._size > ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches))
            self._batches, self._size = [], 0


def writer(file: IO[bytes], form: str) -> Writer:
    """The writer of a format."""
    makers: dict[str, Callable[[IO[bytes]], Writer]] = {"parquet": _Parquet}
    return makers.get(form, _Bytes)(file)
