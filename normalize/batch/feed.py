"""The input cut into chunks for the workers and into shards, from where a run stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from normalize.batch.inputs import Input, listed
from normalize.batch.items import Failure, Item
from normalize.batch.readers import Reader
from normalize.batch.settings import Settings
from normalize.errors import BatchError

CHUNK_ITEMS = 64
CHUNK_SIZE = 1 << 20
"""A chunk is what a worker is handed at once: a tenth of a second of work, or so."""
_BREATH = 1 << 18


class Position(NamedTuple):
    """A place in the input: behind the first `sources` of the file number `files`.

    `stamp` is that of all files so far, `last` the id of the source before it.
    """

    files: int
    sources: int
    stamp: str
    path: str
    last: str


@dataclass(slots=True)
class Chunk:
    """Some sources in a row; with `closes_at`, the last of a shard, and where it ends."""

    items: list[Item] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    size: int = 0
    closes_at: Position | None = None

    @property
    def count(self) -> int:
        """The sources in it."""
        return len(self.items) + len(self.failures)

    def add(self, source: Item | Failure) -> int:
        """Add a source; its size."""
        if isinstance(source, Failure):
            self.failures.append(source)
            size = source.item.size
        else:
            self.items.append(source)
            size = source.size
        self.size += size
        return size


class Feed:
    """Reads all input, lazily.

    Args:
        names: the inputs as they were named.
        settings: the size of a shard, and the fields to read.
        done: where each finished shard ended, by its file name, in order.
        apart_from: a folder to leave out.
    """

    def __init__(
        self,
        names: Sequence[str],
        settings: Settings,
        done: Mapping[str, Position],
        apart_from: Path,
    ) -> None:
        self.read = 0
        self._settings = settings
        self._ends = {end.files: (shard, end) for shard, end in done.items()}
        self._start = list(done.values())[-1] if done else None
        self._passed_over: Counter[str] = Counter()
        self._files = listed(names, self._passed_over, apart_from=apart_from)
        self._stamps = sha256()
        self._sizes = 0
        self._listed = 0
        self._reader: Reader | None = None

    @property
    def place(self) -> int:
        """The bytes of the files that have been read."""
        return self._sizes + (self._reader.place if self._reader else 0)

    def chunks(self) -> Iterator[Chunk | None]:
        """The chunks in order; None now and then, so that others get a turn.

        Raises:
            BatchError: the files of finished shards have changed.
        """
        chunk, in_shard, unseen, end = Chunk(), 0, 0, None
        for number, file in enumerate(self._files, 1):
            self._stamp(number, file)
            stamp = self._stamped
            for sources, source in self._new_sources(number, file):
                size = chunk.add(source)
                self.read += 1
                in_shard += 1
                unseen += size
                end = Position(number, sources, stamp, file.path, _id(source))
                if in_shard == self._settings.shard_size:
                    yield self._closed(chunk, end)
                    chunk, in_shard = Chunk(), 0
                elif chunk.count == CHUNK_ITEMS or chunk.size > CHUNK_SIZE:
                    yield self._swept(chunk)
                    chunk = Chunk()
                elif unseen > _BREATH:
                    unseen = 0
                    yield None
            self._sizes += file.size or 0
            self._reader = None
        self._check_end()
        if in_shard and end:
            yield self._closed(chunk, end)

    def passed_over(self) -> Counter[str]:
        """What was passed over since the last chunk."""
        counted = Counter(self._passed_over)
        self._passed_over.clear()
        return counted

    def _swept(self, chunk: Chunk) -> Chunk:
        chunk.passed_over = self.passed_over()
        return chunk

    def _closed(self, chunk: Chunk, end: Position) -> Chunk:
        chunk.closes_at = end
        return self._swept(chunk)

    # Where a run stopped

    def _new_sources(self, number: int, file: Input) -> Iterator[tuple[int, Item | Failure]]:
        """The sources of a file that are in no finished shard, with their number."""
        start = self._start
        if start and number < start.files:
            return
        self._reader = Reader(file, self._settings.fields, self._passed_over)
        sources = 0
        for sources, source in enumerate(self._reader, 1):
            if not start or (number, sources) > (start.files, start.sources):
                yield sources, source
            elif (number, sources) == (start.files, start.sources):
                if _id(source) != start.last:
                    raise self._changed(file.path)
                self._passed_over.clear()  # It was counted when those shards were written.
        if start and (number, sources) < (start.files, start.sources):
            raise self._changed(file.path)

    @property
    def _stamped(self) -> str:
        return self._stamps.hexdigest()[:32]

    def _stamp(self, number: int, file: Input) -> None:
        """Take a file into the stamp of all; at the end of a finished shard, compare."""
        self._stamps.update(f"{file.path}\0{file.stamp}\n".encode("utf-8", "surrogatepass"))
        if number in self._ends and self._ends[number][1].stamp != self._stamped:
            raise self._changed(file.path)
        self._listed = number

    def _check_end(self) -> None:
        if self._start and self._listed < self._start.files:
            raise self._changed(self._start.path)

    def _changed(self, path: str) -> BatchError:
        shard = next(
            (shard for files, (shard, _) in self._ends.items() if files >= self._listed), "them"
        )
        return BatchError(
            f"the input is not what it was when {shard} was written: a file at or before {path} "
            "came, went or changed; --restart does all again, another --out starts anew"
        )


def _id(source: Item | Failure) -> str:
    return (source.item if isinstance(source, Failure) else source).id
