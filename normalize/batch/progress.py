"""A batch seen at work: a bar in a terminal, now and then a line elsewhere, a table at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from normalize.batch.summary import Summary

if TYPE_CHECKING:
    from rich.console import Console

    from normalize.batch.run import Watch

LOGGED_EVERY = 30.0
SHOWN = 10


class Rate:
    """How fast it goes, from the first look on; what earlier runs did is not counted."""

    def __init__(self) -> None:
        self._first: tuple[float, int, int, int] | None = None
        self.documents = 0.0
        self.megabytes = 0.0
        self.left: float | None = None

    def look(self, summary: Summary, place: int, total: int | None) -> None:
        """Take in how far it is."""
        now = (monotonic(), summary.read, summary.source_size, place)
        if self._first is None:
            self._first = now
        seconds, documents, size, read = (
            new - old for new, old in zip(now, self._first, strict=True)
        )
        if seconds > 0:
            self.documents = documents / seconds
            self.megabytes = size / seconds / 1e6
            if total is not None and read > 0:
                self.left = max(0.0, total - place) * seconds / read


class LogLines:
    """A line every half minute, for who reads a log."""

    def __init__(self, stream: TextIO, every: float = LOGGED_EVERY) -> None:
        self._stream = stream
        self._every = every
        self._rate = Rate()
        self._last = monotonic()

    def saw(self, summary: Summary, place: int, total: int | None) -> None:
        """Print a line, if it is time."""
        self._rate.look(summary, place, total)
        if monotonic() - self._last >= self._every:
            self._last = monotonic()
            print(log_line(summary, self._rate), file=self._stream, flush=True)


def log_line(summary: Summary, rate: Rate) -> str:
    """How far a batch is, in a line."""
    parts = [
        f"{summary.read:,} documents",
        f"{rate.documents:,.0f}/s",
        f"{rate.megabytes:.1f} MB/s",
        f"{summary.removed_share:.0%} removed",
        f"{summary.dead:,} errors",
    ]
    if rate.left is not None:
        parts.append(f"{_clock(rate.left)} left")
    return "normalize: " + ", ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


class Bar:
    """A progress bar of rich."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        self._rate = Rate()
        self.progress = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[said]}", markup=False),
            console=console,
            auto_refresh=False,
        )
        self._task = self.progress.add_task("", total=None, said="starting")

    def saw(self, summary: Summary, place: int, total: int | None) -> None:
        """Draw the bar anew."""
        self._rate.look(summary, place, total)
        said = log_line(summary, self._rate).removeprefix("normalize: ")
        self.progress.update(self._task, total=total, completed=place, said=said)
        self.progress.refresh()


@contextmanager
def watching(stream: TextIO) -> Iterator[Watch]:
    """Who watches a batch: a bar if the stream is a terminal, else log lines."""
    from rich.console import Console

    console = Console(file=stream)
    if not console.is_terminal:
        yield LogLines(stream)
        return
    bar = Bar(console)
    with bar.progress:
        yield bar


# At the end


def print_summary(summary: Summary, stream: TextIO | None = None) -> None:
    """Print what a batch came to, as tables."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream or sys.stdout, highlight=False)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts(summary):
        table.add_row(Text(name, "bold"), Text(_printable(value)))
    console.print(table)
    if summary.failures:
        console.print(Text(f"the first of {summary.dead:,} dead letters:", "bold"))
        for id_, error in summary.failures[:SHOWN]:
            console.print(Text(_printable(f"  {id_}: {error}"), "red"), soft_wrap=True)


def facts(summary: Summary) -> list[tuple[str, str]]:
    """What a batch came to, by name."""
    found = [
        ("documents", _balance(summary)),
        ("source", f"{summary.source_size / 1e6:,.1f} MB"),
        ("removed", f"{summary.removed_share:.1%} of the characters"),
        ("reasons", _counts(summary.reasons)),
        ("languages", _counts(summary.languages)),
        ("outlets", _counts(summary.outlets)),
        ("page types", _counts(summary.page_types)),
        ("time", _times(summary)),
        ("slowest", ", ".join(f"{id_} ({_ms(ms)})" for ms, id_ in summary.slowest[:SHOWN])),
        ("passed over", _counts(summary.passed_over)),
    ]
    return [(name, value) for name, value in found if value]


def _balance(summary: Summary) -> str:
    parts = f"{summary.written:,} rows + {summary.dead:,} dead letters"
    return f"{summary.read:,} read = {parts}"


def _times(summary: Summary) -> str:
    if not summary.times:
        return ""
    return f"p50 {_ms(summary.percentile(0.5))}, p99 {_ms(summary.percentile(0.99))}"


def _ms(value: float) -> str:
    return f"{value:,.1f} ms" if value < 1000 else f"{value / 1000:,.1f} s"


def _counts(counter: Counter[str]) -> str:
    shown = [f"{name} {count:,}" for name, count in counter.most_common(SHOWN)]
    more = len(counter) - len(shown)
    return ", ".join([*shown, f"and {more:,} more"] if more > 0 else shown)


def _printable(text: str) -> str:
    """Without the control characters of a source, which are commands to a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
