"""Bytes out of files, unpacked as they are read, and cut into lines."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

BLOCK = 1 << 16


class Line(NamedTuple):
    """A line without its end. `data` is None where it is longer than the limit."""

    offset: int
    data: bytes | None
    size: int


class BrokenOff(Exception):
    """A stream that could not be read to its end; `rest` is what came after the last line."""

    def __init__(self, offset: int, rest: bytes, problem: Exception) -> None:
        super().__init__(str(problem))
        self.offset = offset
        self.rest = rest
        self.problem = problem


def unpacked(stream: IO[bytes], packing: str | None) -> Any:
    """`stream` with its gzip or Zstandard taken off.

    Both raise where the packed bytes are damaged or end too early, after they gave all that
    came before.
    """
    if packing == ".gz":
        return gzip.open(stream)
    if packing == ".zst":
        return zstd_module().open(stream)
    return stream


def zstd_module() -> Any:
    """`compression.zstd`, or its backport."""
    try:
        from compression import zstd  # type: ignore[import-not-found]  # Python 3.14
    except ImportError:
        from backports import zstd
    return zstd


def read_up_to(stream: Any, limit: int) -> tuple[bytes, Exception | None]:
    """The bytes of a stream, one more than `limit` at most, and what ended it before its time."""
    blocks, size = [], 0
    try:
        while size <= limit and (block := _some(stream)):
            blocks.append(block)
            size += len(block)
    except Exception as problem:
        return b"".join(blocks), problem
    return b"".join(blocks), None


def read_lines(stream: Any, limit: int) -> Iterator[Line]:
    """The lines of a stream that are not empty.

    Args:
        stream: bytes, read a block at a time.
        limit: bytes of the longest line that is kept; of a longer one only its size is told.

    Raises:
        BrokenOff: the stream failed; the lines before have been given.
    """
    start, size, parts = 0, 0, list[bytes]()
    try:
        while block := _some(stream):
            *ended, rest = block.split(b"\n")
            for piece in ended:
                size += len(piece)
                parts.append(piece)
                if line := _line(start, size, parts, limit):
                    yield line
                start, size = start + size + 1, 0
                parts.clear()
            size += len(rest)
            if size <= limit:
                parts.append(rest)
            else:
                parts.clear()
    except Exception as problem:
        raise BrokenOff(start, b"".join(parts), problem) from problem
    if line := _line(start, size, parts, limit):
        yield line


def _line(start: int, size: int, parts: list[bytes], limit: int) -> Line | None:
    if size > limit:
        return Line(start, None, size)
    data = b"".join(parts)
    return Line(start, data, size) if data.strip() else None


def _some(stream: Any) -> bytes:
    """The next bytes: those that one read gives, so that none are lost when the next fails."""
    read = getattr(stream, "read1", None) or stream.read
    block: bytes = read(BLOCK)
    return block
