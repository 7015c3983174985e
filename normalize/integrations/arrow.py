"""Articles from Arrow: a batch of documents in, a batch of articles out, row for row.

`normalize_batch` is an importable function, so an engine can send it to its workers by name.
Spark's `mapInArrow` and Ray Data's `map_batches(batch_format="pyarrow")` take it as it is.

>>> import pyarrow as pa
>>> pages = pa.record_batch({"html": ["<h1>Ferry returns</h1><p>It sails again.</p>", None]})
>>> articles = normalize_batch(pages)
>>> articles["headline"].to_pylist(), articles["error"].to_pylist()[1]
(['Ferry returns', None], 'no document: the column is null in this row')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from time import perf_counter
from typing import Any, Literal, TypeVar, cast

import pyarrow as pa

from normalize import normalize
from normalize.article import Kind
from normalize.batch.items import day_of
from normalize.batch.schema import Row, error_row, to_batch, to_row
from normalize.batch.schema import schema as schema_of_rows
from normalize.errors import OptionsError
from normalize.options import Options

__all__ = ["NormalizeBatch", "normalize_batch", "schema"]

Batches = TypeVar("Batches")
"""A `pa.RecordBatch`, a `pa.Table`, or an iterator of `pa.RecordBatch`."""

_T = TypeVar("_T")

_GUESSES = {
    "text": ("html", "text", "content"),
    "id": ("id", "url", "path"),
    "url": ("url",),
    "as_of": ("as_of", "warc_date"),
    "problem": ("problem",),
    "source_path": ("source_path",),
    "source_offset": ("source_offset",),
}

_OF_DOCUMENTS = (
    *(pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
    *(pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view),
    pa.types.is_null,
)
_SKIPPING = Options(on_plugin_error="skip")
_MISSING = "no document: the column is null in this row"
_ROWS = 100
"""Documents held as Python objects at a time; engines pass batches of 10,000 and more."""


@cache
def schema() -> pa.Schema:
    """What comes out: the columns of `normalize.batch`, and `source`.

    `source` holds, as bytes, the source of a document that failed, and else null.
    """
    return schema_of_rows().append(pa.field("source", pa.binary()))


def options_of(given: Options | dict[str, Any] | None) -> Options:
    """As `Options.of`; by default a plugin that fails is skipped, and the trace says so."""
    return _SKIPPING if given is None else Options.of(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizeBatch:
    """`normalize_batch` with columns and options of one's own. Can be pickled.

    Args:
        text: the column of the text, HTML or bytes. None takes the first there is of
            `html`, `text`, `content`.
        id: the column that names a document. None takes the first of `id`, `url`, `path`;
            where there is none, the name is a hash of the document.
        url: the column of the address. None takes `url`.
        as_of: the column of the day of the crawl. None takes `as_of`, else `warc_date`.
        kind: "text" or "html"; "auto" looks at each document, unless the column is called
            `html`.
        options: an `Options`, a mapping of its names, or None for the defaults, with plugins
            that fail skipped.

    Raises:
        OptionsError: an unknown option or kind; when called, a column that is not there.

    >>> of_bodies = NormalizeBatch(text="scraped", kind="text", options={"keep": {"caption"}})
    >>> of_bodies(pa.table({"scraped": ["The ferry is back."]}))["body"].to_pylist()
    ['The ferry is back.']
    """

    text: str | None = None
    id: str | None = None
    url: str | None = None
    as_of: str | None = None
    kind: Kind | Literal["auto"] = "auto"
    options: Options | dict[str, Any] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", options_of(self.options))
        if self.kind not in ("auto", "text", "html"):
            raise OptionsError(f"kind is 'auto', 'text' or 'html', not {self.kind!r}")

    def __call__(self, batch: Batches) -> Batches:
        """Normalize a batch, a table, or batches as they come; see `normalize_batch`."""
        if isinstance(batch, pa.RecordBatch):
            columns = [column.combine_chunks() for column in self._table([batch]).columns]
            return cast("Batches", pa.RecordBatch.from_arrays(columns, schema=schema()))
        if isinstance(batch, pa.Table):
            return cast("Batches", self._table(batch.to_batches()))
        return cast("Batches", self._each(cast("Iterable[pa.RecordBatch]", batch)))

    def columns(self, names: Sequence[str]) -> dict[str, str]:
        """Which of the columns `names` are read, by what they are read as.

        Raises:
            OptionsError: a column that was asked for is not there, or none holds a source.
        """
        found = {}
        for role, guesses in _GUESSES.items():
            given = getattr(self, role, None)
            column = given or next((guess for guess in guesses if guess in names), None)
            if column is not None and column not in names:
                raise OptionsError(f"no column {column!r} ({role}) among {list(names)}")
            if column is not None:
                found[role] = column
        if "text" not in found:
            known = ", ".join(_GUESSES["text"])
            raise OptionsError(
                f"none of {known} among the columns {list(names)}: "
                "name the one that holds the documents, as NormalizeBatch(text=…)"
            )
        return found

    def _table(self, batches: Iterable[pa.RecordBatch]) -> pa.Table:
        return pa.Table.from_batches(self._each(batches), schema=schema())

    def _each(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batches of articles, some rows at a time."""
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                yield self._batch(batch.slice(start, _ROWS))

    def _batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = self.columns(batch.schema.names)
        _check_holds_documents(batch.schema.field(columns["text"]))
        kind = self._kind_of(columns["text"])
        values = [_values(batch.column(name)) for name in columns.values()]
        documents = [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]
        rows = [self._row(document, kind) for document in documents]
        failed = [
            _as_bytes(document["text"]) if row["error"] is not None else None
            for document, row in zip(documents, rows, strict=True)
        ]
        return to_batch(rows).append_column(schema().field("source"), pa.array(failed, pa.binary()))

    def _kind_of(self, column: str) -> Kind | Literal["auto"]:
        is_page = self.kind == "auto" and self.text is None and column == "html"
        return "html" if is_page else self.kind

    def _row(self, document: Mapping[str, Any], kind: Kind | Literal["auto"]) -> Row:
        source, name = document["text"], document.get("id")
        url = _as(str, document.get("url"))
        about: dict[str, Any] = {
            "id": _hash(source) if name is None else str(name),
            "source_path": _as(str, document.get("source_path")),
            "source_offset": _as(int, document.get("source_offset")),
        }
        problem = _as(str, document.get("problem")) or (_MISSING if source is None else None)
        if problem is not None:
            return error_row(problem, url=url, **about)
        began = perf_counter()
        try:
            article = normalize(
                source,
                url=url,
                as_of=day_of(document.get("as_of")),
                kind=kind,
                options=self.options,
            )
        # A document must not take the others of its batch with it, whatever it did.
        except Exception as error:
            return error_row(error, url=url, ms=_since(began), **about)
        return to_row(article, ms=_since(began), **about)


_DEFAULT = NormalizeBatch()


def normalize_batch(batch: Batches) -> Batches:
    """Normalize a batch of documents: as many rows come out as go in, in the same order.

    A document that fails is a row with its `error` and its `source`; the others go on.
    Which columns are read is guessed, as `NormalizeBatch` says, which can be told instead. A
    row with a `problem`, as `documents_in` gives it, is passed on as a document that failed.

    Args:
        batch: a `pa.RecordBatch`; or a `pa.Table` (Ray Data), or an iterator of
            `pa.RecordBatch` (Spark).

    Returns:
        The same kind of thing, with the columns of `schema()`.

    Raises:
        OptionsError: no column is known to hold documents, or it holds no text or bytes.
    """
    return _DEFAULT(batch)


def _check_holds_documents(field: pa.Field) -> None:
    held = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if not any(is_known(held) for is_known in _OF_DOCUMENTS):
        raise OptionsError(f"the column {field.name!r} holds {field.type}, not text or bytes")


def _values(column: pa.Array) -> list[Any]:
    """What a column holds. Arrow does not check that its strings are UTF-8."""
    try:
        return cast("list[Any]", column.to_pylist())
    except UnicodeDecodeError:
        return cast("list[Any]", column.cast(pa.binary()).to_pylist())


def _as(type_: type[_T], value: object) -> _T | None:
    """The value, if it is of this type: one column of another must not spoil the rows."""
    return value if isinstance(value, type_) else None


def _as_bytes(source: str | bytes | None) -> bytes | None:
    return source.encode() if isinstance(source, str) else source


def _hash(source: str | bytes | None) -> str:
    return f"urn:sha256:{sha256(_as_bytes(source) or b'').hexdigest()}"


def _since(began: float) -> float:
    return (perf_counter() - began) * 1000
