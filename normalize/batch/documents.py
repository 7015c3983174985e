"""One source to one row: what a worker does."""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

from normalize.batch.http import page_of
from normalize.batch.items import DEAD_LETTER, Failure, Item, from_letter
from normalize.batch.schema import Row, error_text, to_row
from normalize.batch.settings import Settings
from normalize.batch.summary import Summary
from normalize.errors import BatchError
from normalize.pipeline import Normalizer


class Worker:
    """Makes rows of items, and counts what became of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._normalizer = Normalizer(settings.options, settings.plugins)
        self._normalizer.normalize("Ready.")  # So that the first document is no slower.

    def row(self, item: Item, summary: Summary) -> Row | Failure:
        """The row of an item; a `Failure` if any error comes up, whoever's it is."""
        given: dict[str, Any] = {"outlet": self._settings.outlet}
        begun = perf_counter()
        try:
            while (inner := _inside(item)) is not None:
                item = inner
            found = unpacked(item, self._settings)
            item = item._replace(id=found.id, url=found.url)
            given |= {"source": found.source, "url": found.url, "kind": found.kind}
            given["as_of"] = self._settings.as_of or item.crawled
            article = self._normalizer.normalize(**given)
        except Exception as problem:
            said = str(problem) if isinstance(problem, BatchError) else error_text(problem)
            return Failure(item, said)
        ms = 1000 * (perf_counter() - begun)
        summary.count(article, item.id, item.size, ms)
        return to_row(article, id=item.id, source_path=item.path, source_offset=item.offset, ms=ms)


def unpacked(item: Item, settings: Settings) -> Item:
    """The item with its text or page for `source`, and `kind` one of those of `normalize`.

    Raises:
        NormalizeError: there is none in it; the message says what there is.
    """
    source = item.source
    if source is None:
        raise BatchError("a dead letter of what could not be read: give its file again")
    if item.kind == "jsonl":
        item = _of_record(item, _record(source), settings)
    elif item.kind == "http":
        message = source.encode() if isinstance(source, str) else source
        item = item._replace(source=page_of(message), kind="html")
    return item if settings.kind == "auto" else item._replace(kind=settings.kind)


def _inside(item: Item) -> Item | None:
    """The item that a dead letter holds; None if this is none."""
    source = item.source
    if item.kind != "jsonl" or source is None:
        return None
    mark: Any = f'"{DEAD_LETTER}"'
    if (mark if isinstance(source, str) else mark.encode()) not in source:
        return None
    record = _record(source)
    return from_letter(record) if DEAD_LETTER in record else None


def _record(line: str | bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BatchError(f"not a line of JSON: {problem}") from problem
    if not isinstance(record, dict):
        raise BatchError(f"a line of JSON that is no object but {_shown(record)}")
    return record


def _of_record(item: Item, record: dict[str, Any], settings: Settings) -> Item:
    source, url, id_ = settings.fields.in_columns(record)
    if not isinstance(record[source], str):
        raise BatchError(f"field {source!r} holds no text but {_shown(record[source])}")
    name, where = (record[field] if field else None for field in (id_, url))
    return item._replace(
        id=str(name) if isinstance(name, str | int) else item.id,
        source=record[source],
        kind=settings.fields.kind_of(source),
        url=where if isinstance(where, str) else item.url,
    )


def _shown(value: object) -> str:
    return "null" if value is None else f"a {type(value).__name__}"
