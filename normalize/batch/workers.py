"""Worker processes that can be killed, and who pays for it.

A worker takes one task at a time, so that sending never waits for a busy one. It writes into
shared memory which document it is at and since when: that costs next to nothing, and tells the
parent whom to blame when the worker has to be killed or dies by itself. A document over its
time is to blame; after any other death the documents of the task are tried again, one a task,
and one that does it once more, all alone, is to blame.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from threading import Thread, current_thread, main_thread
from time import monotonic
from typing import Any

from normalize.batch.items import Failure, Item
from normalize.batch.schema import error_text
from normalize.batch.settings import Settings
from normalize.batch.summary import Summary
from normalize.errors import NormalizeError

# Spawned, a worker holds no end of another one's pipe: all see it when the parent is gone.
_CONTEXT = multiprocessing.get_context("spawn")
_STARTS = 3
"""Workers in a row that may die before their first task."""
_START_LIMIT = 300.0
"""Seconds within which a worker is ready, however busy the machine."""
_LAST_WORDS = 1.0
"""Seconds that a worker which hung up has for ending by itself, so that its exit code tells why."""
_OUT_OF_MEMORY = 77
"""The exit code of a worker that could not even take a task, or hand over what it made of it."""
_LOOK = 0.2
"""Seconds from one look at the clocks of the workers to the next."""


@dataclass(slots=True)
class Result:
    """What became of the items of a task: their rows, packed, and the failures."""

    rows: bytes = b""
    failures: list[Failure] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    problem: str | None = None
    is_last: bool = False


@dataclass(slots=True, eq=False)
class Task:
    """Items for a worker, in order; `key` is the caller's, `place` that of the first item."""

    key: Any
    items: Sequence[Item]
    place: int = 0
    is_last_try: bool = False

    def split(self) -> list[Task]:
        """Its items one by one, each for the last time."""
        return [Task(self.key, [item], at, True) for at, item in enumerate(self.items, self.place)]


class Pool:
    """Some worker processes. Close it, or use it in a `with`.

    Args:
        settings: what the workers do, and their limits.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ready: deque[Task] = deque()
        self._done: list[tuple[Task, Result]] = []
        self._failed_starts = 0
        self._looked = monotonic()
        self._workers: list[_Process] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers, whatever they are at."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    @property
    def waiting(self) -> int:
        """The tasks that no worker has begun."""
        return len(self._ready)

    def put(self, task: Task) -> None:
        """Add a task."""
        self._ready.append(task)
        self._hand_out()
        if self._ready and len(self._workers) < self._settings.worker_count:
            self._workers.append(_Process(self._settings))

    def step(self, patience: float = _LOOK) -> list[tuple[Task, Result]]:
        """Look after the workers, for `patience` seconds at most if nothing happens.

        Returns:
            The tasks that were done, and what became of their items. A task that was split
            comes back in pieces.

        Raises:
            NormalizeError: workers die before they do anything.
        """
        connections: dict[Any, _Process] = {each.connection: each for each in self._workers}
        for connection in wait(list(connections), patience):
            self._heard_from(connections[connection])
        if monotonic() - self._looked > _LOOK:
            self._looked = monotonic()
            for worker in self._workers:
                self._check_time(worker)
        self._hand_out()
        done, self._done = self._done, []
        return done

    def _hand_out(self) -> None:
        for worker in list(self._workers):
            if self._ready and worker.is_idle and not worker.take(self._ready.popleft()):
                self._died(worker, None)

    def _heard_from(self, worker: _Process) -> None:
        try:
            result: Result | None = worker.connection.recv()
        except (EOFError, OSError):
            self._died(worker, None)
            return
        if result is None:
            worker.is_ready = True
            self._failed_starts = 0
            return
        task, worker.task = worker.task, None
        assert task is not None
        if result.is_last:
            worker.end()
            self._replace(worker)
        if result.problem is None:
            self._done.append((task, result))
        else:
            self._again(task, result.problem)

    def _check_time(self, worker: _Process) -> None:
        if not worker.is_ready and monotonic() - worker.started > _START_LIMIT:
            raise NormalizeError(f"workers can't be started: one hangs for {_START_LIMIT:g} s")
        limit = self._settings.time_limit
        document = worker.at_work_on(limit)
        if document is None:
            return
        worker.end()
        # It may have come to its end just now: then another one is not to blame.
        is_same = worker.at_work_on(limit) == document
        self._died(worker, document if is_same else None)

    def _died(self, worker: _Process, late: int | None) -> None:
        """A worker is gone: blame the document that was late, or find out who it was."""
        worker.end(patience=_LAST_WORDS)
        task = worker.task
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise NormalizeError(f"workers can't be started: {worker.epitaph}")
        self._replace(worker)
        if task is None:
            return
        if late is None:
            self._again(task, f"the worker died of it: {worker.epitaph}")
        elif late >= len(task.items):
            self._again(task, f"over the time limit of {self._settings.time_limit:g} s")
        else:
            parts = task.split()
            self._blame(parts.pop(late), f"over the time limit of {self._settings.time_limit:g} s")
            self._ready.extendleft(reversed(parts))

    def _again(self, task: Task, problem: str) -> None:
        """Do the items one by one; one that was alone is a failure."""
        if task.is_last_try:
            self._blame(task, problem)
        else:
            self._ready.extendleft(reversed(task.split()))

    def _blame(self, task: Task, problem: str) -> None:
        self._done.append((task, Result(failures=[Failure(task.items[0], problem)])))

    def _replace(self, worker: _Process) -> None:
        self._workers[self._workers.index(worker)] = _Process(self._settings)


class _Process:
    """A worker as its parent sees it."""

    def __init__(self, settings: Settings) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.task: Task | None = None
        self.is_ready = False
        self.started = monotonic()
        self._place = _CONTEXT.RawArray("d", 2)
        self._process = _CONTEXT.Process(
            target=work, args=(theirs, settings, self._place), daemon=True
        )
        with ignored("SIGINT"):  # Ctrl-C is for the parent.
            self._process.start()
        theirs.close()

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.task is None

    def take(self, task: Task) -> bool:
        """Begin a task; False if the worker is gone, of this task as like as not."""
        self.task = task
        self._place[:] = [0.0, 0.0]
        try:
            self.connection.send(task.items)
        except OSError:
            return False
        return True

    def at_work_on(self, seconds: float) -> int | None:
        """The document that it has been at for longer than this; one more is the packing."""
        begun = self._place[0]
        if self.task is None or not begun or monotonic() - begun <= seconds:
            return None
        return int(self._place[1])

    def end(self, patience: float = 0.0) -> None:
        """Kill it, unless it ends within `patience` seconds, and wait until it is gone."""
        self._process.join(patience)
        self._process.kill()
        self._process.join()
        self.connection.close()

    @property
    def epitaph(self) -> str:
        """How it ended."""
        code = self._process.exitcode or 0
        if code == _OUT_OF_MEMORY:
            return "MemoryError"
        if code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            name = signal.Signals(-code).name
            return f"{name}, as when memory runs out" if name == "SIGKILL" else name
        return f"signal {-code}"


@contextmanager
def ignored(name: str) -> Iterator[None]:
    """Ignore a signal, here and in processes that are started; threads can't, nor Windows some."""
    number = getattr(signal, name, None)
    if number is None or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, before)


# In the worker


def work(connection: Connection[Any, Any], settings: Settings, place: Any) -> None:
    """What a worker process does until its parent is gone or kills it."""
    from normalize.batch.documents import Worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    worker = Worker(settings)
    if settings.format == "parquet":
        from normalize.batch.schema import schema

        schema()
    gc.collect()
    gc.freeze()  # Rules and plugins stay: to look for garbage among them costs a tenth of the time.
    if settings.memory_limit is not None:
        limit_memory(settings.memory_limit << 20)
    connection.send(None)
    is_last = False
    while not is_last:
        try:
            result = _done(worker, connection.recv(), settings.format, place)
            connection.send(result)
        except EOFError:
            return
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        is_last = result.is_last


def _done(worker: Any, items: Sequence[Item], form: str, place: Any) -> Result:
    from normalize.batch.packing import pack

    result, rows = Result(), []
    for at, item in enumerate(items):
        place[:] = [monotonic(), at]
        row = worker.row(item, result.summary)
        if isinstance(row, Failure):
            result.failures.append(row)
            # Of what it took, little comes back to the next document.
            result.is_last |= "MemoryError" in row.error
        else:
            rows.append(row)
    place[:] = [monotonic(), len(items)]
    try:
        result.rows = pack(rows, form) if rows else b""
    except Exception as problem:
        return Result(problem=error_text(problem), is_last=isinstance(problem, MemoryError))
    place[0] = 0.0
    return result


def limit_memory(size: int) -> bool:
    """Let this process take `size` bytes more than it has; False where systems don't do that."""
    if sys.platform != "linux":
        return False
    import resource

    with open("/proc/self/statm") as file:
        taken = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + size, taken + size))
    return True


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
