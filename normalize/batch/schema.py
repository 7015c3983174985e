"""The rows that a batch writes, and their Arrow schema.

A row is an article with where it came from: what `Article.to_dict` gives, spans as structs of
`start` and `end`, and beside it the source's id, file and offset, the time it took, the
version of the library, and the error of a source that failed. JSON lines hold the same rows
as Parquet. `docs/batch.md` describes each column.

Arrow is imported when it is needed: rows can be made without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from normalize.article import Article, Block, Dateline, Image, Removed, Repair, Spans
from normalize.errors import NormalizeError
from normalize.formats import SCHEMA, from_dict

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

SCHEMA_VERSION = 1
"""Version of the rows; it grows when a column changes its name, its type or its meaning."""

_OF_THE_SOURCE = (
    *("id", "source_path", "source_offset", "source"),
    *("ms", "schema", "version", "error"),
)
_SURROGATES = re.compile("[\ud800-\udfff]")


@cache
def schema() -> pa.Schema:
    """The Arrow schema of the rows, its version in the metadata.

    Every column may be null, since engines lose the word on their way; what never is null in
    a row of an article: `id`, `body`, `kind`, `page_type`, `schema`, `version` and the lists.
    No type is used that Spark, Ray, Polars or Pandas does not know.
    """
    import pyarrow as pa

    def several(kind: pa.DataType) -> pa.ListType:
        return pa.list_(pa.field("element", kind))  # As Parquet and Spark name it.

    text, whole, number = pa.string(), pa.int64(), pa.float64()
    span = pa.struct([("start", whole), ("end", whole)])
    spans = several(span)
    day = pa.struct([("year", whole), ("month", whole), ("day", whole)])
    dateline = [(name, text) for name in ("raw", "place", "city", "agency", "agency_name")]
    removed = [("text", text), ("reason", text), ("rule", text), ("confidence", number)]
    columns = {
        "id": text,
        "url": text,
        "source_path": text,
        "source_offset": whole,
        "headline": text,
        "standfirst": text,
        "authors": several(text),
        "published": text,
        "modified": text,
        "dateline": pa.struct([*dateline, ("date", day), ("spans", spans)]),
        "body": text,
        "blocks": several(
            pa.struct(
                [
                    *((name, text) for name in ("kind", "role", "text")),
                    *(("spans", spans), ("path", text), ("level", whole)),
                ]
            )
        ),
        "credits": several(text),
        "removed": several(
            pa.struct([*removed, ("plugin", text), ("spans", spans), ("path", text)])
        ),
        "repairs": several(
            pa.struct([("name", text), ("span", span), ("before", text), ("after", text)])
        ),
        "trace": several(pa.struct([("step", text), ("by", text), ("note", text)])),
        "language": text,
        "outlet": text,
        "section": text,
        "image": pa.struct([("url", text), ("caption", text), ("credit", text)]),
        "canonical_url": text,
        "access": text,
        "kind": text,
        "page_type": text,
        "ms": number,
        "schema": whole,
        "version": text,
        "error": text,
    }
    return pa.schema(list(columns.items()), {"normalize.schema": str(SCHEMA_VERSION)})


def to_row(
    article: Article,
    *,
    id: str,  # noqa: A002
    source_path: str | None = None,
    source_offset: int | None = None,
    ms: float | None = None,
) -> Row:
    """An article as a row.

    Args:
        article: the article; its `url` is the row's.
        id: the name of its source, unique in its data set.
        source_path: the file it came from.
        source_offset: where in that file: a byte, a line or a row, as its format has it.
        ms: the milliseconds that it took.

    >>> row = to_row(Article(headline="Ferry returns"), id="a.html")
    >>> row["id"], row["headline"], row["authors"], row["error"]
    ('a.html', 'Ferry returns', [], None)
    """
    return {
        "id": id,
        "url": article.url,
        "source_path": source_path,
        "source_offset": source_offset,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "published": article.published and article.published.isoformat(),
        "modified": article.modified and article.modified.isoformat(),
        "dateline": article.dateline and _dateline(article.dateline),
        "body": article.body,
        "blocks": list(map(_block, article.blocks)),
        "credits": list(article.credits),
        "removed": list(map(_removed, article.removed)),
        "repairs": list(map(_repair, article.repairs)),
        "trace": [{"step": s.step, "by": s.by, "note": s.note} for s in article.trace],
        "language": article.language,
        "outlet": article.outlet,
        "section": article.section,
        "image": article.image and _image(article.image),
        "canonical_url": article.canonical_url,
        "access": article.access,
        "kind": article.kind,
        "page_type": article.page_type,
        "ms": ms,
        "schema": SCHEMA_VERSION,
        "version": _version(),
        "error": None,
    }


def error_row(
    error: Exception | str,
    *,
    id: str,  # noqa: A002
    url: str | None = None,
    source_path: str | None = None,
    source_offset: int | None = None,
    ms: float | None = None,
) -> Row:
    """The row of a source that failed: lists empty, `error` set, all else null.

    Args:
        error: what went wrong, or what to say of it.
        id: the name of the source.
        url: where it was found.
        source_path: the file it came from.
        source_offset: where in that file.
        ms: the milliseconds that it took to fail.
    """
    row = to_row(
        Article(url=url), id=id, source_path=source_path, source_offset=source_offset, ms=ms
    )
    return row | {"body": None, "kind": None, "page_type": None, "error": error_text(error)}


def error_text(error: Exception | str) -> str:
    """An error in one line, with the name of its class."""
    if isinstance(error, str):
        return error
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def to_article(row: Mapping[str, Any]) -> Article:
    """The article that `to_row` was given; columns that were not read are absent.

    Raises:
        NormalizeError: a row of another version, of a source that failed, or no row.
    """
    if row.get("error") is not None:
        raise NormalizeError(f"the row is of a source that failed: {row['error']}")
    if row.get("schema") != SCHEMA_VERSION:
        found = row.get("schema")
        raise NormalizeError(f"a row of schema {found!r}; this version reads {SCHEMA_VERSION}")
    data = {name: _listed(value) for name, value in row.items() if name not in _OF_THE_SOURCE}
    return from_dict({"schema": SCHEMA, **data})


def to_batch(rows: Sequence[Row]) -> pa.RecordBatch:
    """Rows as a record batch of `schema()`.

    Lone surrogates, which UTF-8 can't hold, become U+FFFD.
    """
    import pyarrow as pa

    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema())
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist(list(map(encodable, rows)), schema=schema())


def encodable(value: Any) -> Any:
    """A value of a row with U+FFFD in place of lone surrogates, which UTF-8 can't hold."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: encodable(each) for name, each in value.items()}
    return list(map(encodable, value)) if isinstance(value, list) else value


# The parts of an article


def _image(image: Image) -> Row:
    return {"url": image.url, "caption": image.caption, "credit": image.credit}


def _dateline(dateline: Dateline) -> Row:
    date = dateline.date
    return {
        "raw": dateline.raw,
        "place": dateline.place,
        "city": dateline.city,
        "agency": dateline.agency,
        "agency_name": dateline.agency_name,
        "date": date and {"year": date.year, "month": date.month, "day": date.day},
        "spans": _spans(dateline.spans),
    }


def _block(block: Block) -> Row:
    return {
        "kind": block.kind,
        "role": block.role,
        "text": block.text,
        "spans": _spans(block.spans),
        "path": block.path,
        "level": block.level,
    }


def _removed(piece: Removed) -> Row:
    return {
        "text": piece.text,
        "reason": piece.reason.value,
        "rule": piece.rule,
        "confidence": piece.confidence,
        "plugin": piece.plugin,
        "spans": _spans(piece.spans),
        "path": piece.path,
    }


def _repair(repair: Repair) -> Row:
    return {
        "name": repair.name,
        "span": repair.span and _span(repair.span),
        "before": repair.before,
        "after": repair.after,
    }


def _spans(spans: Spans | None) -> list[dict[str, int]] | None:
    return None if spans is None else list(map(_span, spans))


def _span(span: tuple[int, int]) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _listed(value: Any) -> Any:
    """A value of a row with its spans as `Article.to_dict` has them."""
    if isinstance(value, Mapping):
        if value.keys() == {"start", "end"}:
            return [value["start"], value["end"]]
        return {name: _listed(each) for name, each in value.items()}
    return list(map(_listed, value)) if isinstance(value, list) else value


@cache
def _version() -> str:
    return version("normalize-news")
