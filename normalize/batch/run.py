"""A batch from beginning to end: feed, workers, shards."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Protocol

from normalize.batch.feed import Chunk, Feed
from normalize.batch.folder import Folder, OpenShard
from normalize.batch.inputs import check_named, total_size
from normalize.batch.settings import Settings
from normalize.batch.summary import Summary
from normalize.batch.workers import Pool, Result, Task, ignored
from normalize.errors import BatchError, NormalizeError

_NEEDED = ("fastwarc", "fsspec", "orjson", "pyarrow")
AHEAD = 32
"""Chunks, for each worker, that may be under way or done before the oldest of them is written."""
TOLD_EVERY = 0.25
"""Seconds from one word to who watches to the next."""


class Watch(Protocol):
    """Somebody who wants to see a batch at work."""

    def saw(self, summary: Summary, place: int, total: int | None) -> None:
        """Called several times a second.

        Args:
            summary: what was done so far, by earlier runs too.
            place: the bytes of the input that were read.
            total: the bytes of all input; None while, or where, that is not known.
        """


def run(
    inputs: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    settings: Settings | None = None,
    *,
    restart: bool = False,
    watch: Watch | None = None,
) -> Summary:
    """Normalize many documents into a folder; what an earlier run finished stays.

    The rows are in the order of the input. Interrupted or killed, the same call goes on after
    the last finished file. As it starts processes, call it below `if __name__ == "__main__":`
    in a script.

    Args:
        inputs: files, folders, globs, remote addresses, "-" for JSON lines on standard input.
        out: the folder to write, on this machine.
        settings: what is written, and the limits.
        restart: do all again.
        watch: is told how it goes.

    Returns:
        The counts of the whole batch, earlier runs included.

    Raises:
        BatchError: it can't start as asked, or the input changed since an earlier run.
        NormalizeError: the workers can't be started.
    """
    _check_installed()
    settings = settings or Settings()
    names = [os.fspath(name) for name in inputs]
    path = Path(out)
    check_named(names, apart_from=path)
    decides = {**settings.decides(), **_made_by(settings)}
    with Folder(path, decides, restart=restart) as folder:
        return _Run(names, settings, folder, watch).to_the_end()


def _check_installed() -> None:
    """What the workers need is there: without it, all that they are given would fail."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise BatchError(f"batches need {', '.join(missing)}: pip install 'normalize-news[batch]'")


def _made_by(settings: Settings) -> dict[str, object]:
    """The library and the plugins, which decide the rows too.

    Raises:
        NormalizeError: a plugin can't be used, or there is no such outlet.
    """
    import normalize
    from normalize.pipeline import Normalizer

    plugins = Normalizer(settings.options, settings.plugins).plugins
    plugins.outlet(name=settings.outlet, url=None, on=settings.as_of)
    found = sorted(f"{info.name} {info.version} ({info.status})" for info in plugins.infos)
    return {"version": normalize.__version__, "plugins": found}


@dataclass(slots=True, eq=False)
class _Begun:
    """A chunk that the workers are at, and what came back of it, by the place of its items."""

    chunk: Chunk
    read: int
    left: int
    results: dict[int, Result] = field(default_factory=dict)


class _Run:
    """One run: what is under way, and what is being written."""

    def __init__(
        self, names: Sequence[str], settings: Settings, folder: Folder, watch: Watch | None
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._earlier = sum(shard.rows + shard.dead for shard in folder.shards)
        done = {shard.file: shard.end for shard in folder.shards}
        self._feed = Feed(names, settings, done, folder.path)
        self._begun: deque[_Begun] = deque()
        self._shard: OpenShard | None = None
        self._in_shard = Summary()
        self._so_far = Summary()
        self._so_far.add(folder.summary)
        self._watch = watch
        self._watched = monotonic()
        self._total: int | None = None
        if watch is not None:
            Thread(target=self._measure, args=(names,), daemon=True).start()

    def to_the_end(self) -> Summary:
        """Do it all, and check that nothing was lost."""
        try:
            # To write to a worker that is gone must be an error, not the end of this process.
            with ignored("SIGPIPE"), Pool(self._settings) as pool:
                self._work(pool)
        finally:
            if self._shard is not None:
                self._shard.abandon()
        self._so_far.passed_over.update(self._feed.passed_over())
        self._check_counts()
        self._tell()
        return self._so_far

    def _work(self, pool: Pool) -> None:
        workers = self._settings.worker_count
        for chunk in self._feed.chunks():
            if chunk is None:
                self._take(pool.step(0))
                continue
            self._begin(chunk, pool)
            while pool.waiting > workers or len(self._begun) > AHEAD * workers:
                self._take(pool.step())
        while self._begun:
            self._take(pool.step())

    def _begin(self, chunk: Chunk, pool: Pool) -> None:
        begun = _Begun(chunk, chunk.count, len(chunk.items))
        self._begun.append(begun)
        items, chunk.items = chunk.items, []  # What is done need not be held until it is written.
        if items:
            pool.put(Task(begun, items))

    def _take(self, done: Sequence[tuple[Task, Result]]) -> None:
        """Keep results, and write the chunks whose turn it is."""
        for task, result in done:
            task.key.results[task.place] = result
            task.key.left -= len(task.items)
        while self._begun and not self._begun[0].left:
            self._write(self._begun.popleft())
        if monotonic() - self._watched > TOLD_EVERY:
            self._tell()

    def _write(self, begun: _Begun) -> None:
        if self._shard is None:
            self._shard = self._folder.shard(self._settings.format)
        results = [begun.results[place] for place in sorted(begun.results)]
        summary = Summary(read=begun.read, passed_over=begun.chunk.passed_over)
        failures = list(begun.chunk.failures)
        for result in results:
            if result.rows:
                self._shard.add(result.rows, result.summary.written)
            failures += result.failures
            summary.add(result.summary)
        for failure in failures:
            summary.count_dead(failure)
        self._shard.add_dead(failures)
        self._so_far.add(summary)
        self._in_shard.add(summary)
        if begun.chunk.closes_at is not None:
            self._folder.finish(self._shard, begun.chunk.closes_at, self._in_shard)
            self._shard, self._in_shard = None, Summary()

    def _check_counts(self) -> None:
        """Every source that was read is a row or a dead letter.

        Raises:
            NormalizeError: one is not.
        """
        read = self._earlier + self._feed.read
        rows = sum(shard.rows for shard in self._folder.shards)
        dead = sum(shard.dead for shard in self._folder.shards)
        counted = self._so_far
        if read != rows + dead or (rows, dead) != (counted.written, counted.dead):
            raise NormalizeError(
                f"{read:,} sources were read, but {rows:,} rows and {dead:,} dead letters written: "
                "that is a mistake of this library; please report it"
            )

    # For who watches

    def _tell(self) -> None:
        self._watched = monotonic()
        if self._watch is not None:
            self._watch.saw(self._so_far, self._feed.place, self._total)

    def _measure(self, names: Sequence[str]) -> None:
        self._total = total_size(names, self._folder.path)
