"""How a batch runs: what a source is, what is written, and the limits."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from normalize.errors import BatchError, OptionsError
from normalize.options import Options

Format = Literal["jsonl", "jsonl.zst", "parquet"]
FORMATS = ("jsonl", "jsonl.zst", "parquet")

TEXT_FIELDS = ("html", "text", "content")
URL_FIELDS = ("url",)
ID_FIELDS = ("id",)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields, or columns, of the source, its URL and its id; guessed where None.

    The first of `html`, `text` and `content` that is there is the source: a page says more
    than a text that was made of it.
    """

    text: str | None = None
    url: str | None = None
    id: str | None = None

    def in_columns(self, names: Collection[str]) -> tuple[str, str | None, str | None]:
        """The names of the three among those of a table or a record.

        Raises:
            BatchError: the source's is not there.
        """
        source = _chosen(self.text, TEXT_FIELDS, names)
        if source is None:
            wanted = repr(self.text) if self.text else ", ".join(TEXT_FIELDS)
            shown = ", ".join(list(names)[:20]) or "none"
            raise BatchError(f"no field {wanted}; there are: {shown[:200]}")
        return source, _chosen(self.url, URL_FIELDS, names), _chosen(self.id, ID_FIELDS, names)

    def kind_of(self, name: str) -> Literal["auto", "html"]:
        """What a source is that was found under this name: under a guessed `html`, a page."""
        return "html" if self.text is None and name == "html" else "auto"


def _chosen(given: str | None, guessed: Sequence[str], names: Collection[str]) -> str | None:
    wanted = guessed if given is None else (given,)
    return next((name for name in wanted if name in names), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a batch runs.

    Args:
        options: of the normalizer. By default a plugin that fails is skipped, and the trace
            says so.
        plugins: as `Normalizer` takes them; they must be picklable.
        kind: what the sources are, "text" or "html"; "auto" looks.
        outlet: the publisher of all sources, by name or domain.
        as_of: the day of the crawl; without it, an archive's own day for each page.
        fields: where a record holds its text, URL and id.
        format: "jsonl", "jsonl.zst" or "parquet".
        shard_size: the documents of an output file. A run that is killed does its unfinished
            file again.
        workers: processes; None for one a core.
        time_limit: seconds that a document may take.
        memory_limit: megabytes that a worker may take for a document, beside what it needs
            itself; None for no limit. Kept on Linux only: macOS and Windows do not bound
            the memory of a process.
    """

    options: Options = field(default_factory=lambda: Options(on_plugin_error="skip"))
    plugins: Sequence[object] | None = None
    kind: Literal["auto", "text", "html"] = "auto"
    outlet: str | None = None
    as_of: date | None = None
    fields: Fields = field(default_factory=Fields)
    format: Format = "jsonl"
    shard_size: int = 5_000
    workers: int | None = None
    time_limit: float = 30.0
    memory_limit: int | None = 2_048

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            raise OptionsError(f"format is one of {', '.join(FORMATS)}, not {self.format!r}")
        if self.kind not in ("auto", "text", "html"):
            raise OptionsError(f"kind is 'auto', 'text' or 'html', not {self.kind!r}")
        for name in ("shard_size", "workers", "time_limit", "memory_limit"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise OptionsError(f"{name} is more than 0, not {value!r}")

    @property
    def worker_count(self) -> int:
        """The worker processes: as many as given, or as there are cores to use."""
        if self.workers is not None:
            return self.workers
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1

    def decides(self) -> Mapping[str, Any]:
        """What decides the rows, by name: a batch may only go on with the same."""
        chosen = {name: getattr(self.options, name) for name in Options.__slots__}
        chosen |= {f"{name}_field": getattr(self.fields, name) for name in Fields.__slots__}
        chosen |= {
            name: getattr(self, name)
            for name in ("kind", "outlet", "as_of", "format", "shard_size")
        }
        return {name: _plain(value) for name, value in chosen.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
