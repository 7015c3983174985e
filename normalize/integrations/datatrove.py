"""Articles in a datatrove pipeline: `ArticleNormalizer`, a step like its extractors.

It stands after a reader of pages or texts. What differs from datatrove's own extractors: a
document that fails is not skipped but goes, whole and with its error, to a writer.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Literal

import pyarrow as pa
from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.extractors.base import ExtractorSandbox
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.typeshelper import StatHints

from normalize import normalize
from normalize.article import Kind
from normalize.batch.items import day_of
from normalize.batch.schema import encodable, error_text, schema, to_row
from normalize.errors import NormalizeError, OptionsError
from normalize.integrations.arrow import options_of
from normalize.options import Options

__all__ = ["FIELDS", "ArticleNormalizer", "parquet_schema"]

FIELDS = (
    *("headline", "standfirst", "authors", "published", "modified", "dateline", "credits"),
    *("removed", "language", "outlet", "section", "image", "canonical_url", "access"),
    *("kind", "page_type", "version"),
)
"""The columns of `normalize.batch` that go to a document's metadata unless others are named.

Left out are what the text holds already (`body`, `blocks`) and what is for looking closely
(`repairs`, `trace`).
"""


def parquet_schema(
    fields: Sequence[str] = FIELDS, also: Sequence[str] = ("url", "date", "file_path")
) -> pa.Schema:
    """The schema for a `ParquetWriter(…, expand_metadata=True)` after an `ArticleNormalizer`.

    Without one the writer takes the first document's, in which an absent field has no type.

    Args:
        fields: those of the `ArticleNormalizer`.
        also: metadata of the reader to keep, as strings.

    Raises:
        OptionsError: no such field.
    """
    known = schema()
    _check_fields(fields)
    text = [pa.field(name, pa.string()) for name in ("id", "text", *also) if name not in fields]
    return pa.schema([*text, *(known.field(name) for name in fields)])


class ArticleNormalizer(PipelineStep):
    """Turn the page or text in `doc.text` into the article's text, its parts into metadata.

    Statistics count the pieces removed by reason, and the documents dropped by error.
    Documents are normalized in a process beside the task's, which is ended and begun anew
    when a document takes too long or brings it down.

    Args:
        exclusion_writer: where documents go that fail, or hold no article: as they came,
            with `filter_reason` and `error` in their metadata. A pipeline that reads what
            it wrote tries them again. None drops them, counted: say so if you mean it.
        kind: whether `doc.text` is "text" or "html"; "auto" looks at each document.
        options: an `Options`, a mapping of its names, or None for the defaults, with plugins
            that fail skipped.
        fields: the columns of `normalize.batch` to put into metadata.
        url: the metadata with the document's address.
        as_of: the metadata with the day of the crawl.
        timeout: the seconds that a document may take.

    Raises:
        OptionsError: an unknown option, kind or field.
    """

    type = "🛢 - EXTRAC"
    name = "📰 normalize"

    def __init__(
        self,
        exclusion_writer: DiskWriter | None,
        *,
        kind: Kind | Literal["auto"] = "auto",
        options: Options | dict[str, Any] | None = None,
        fields: Sequence[str] = FIELDS,
        url: str = "url",
        as_of: str = "date",
        timeout: float = 30,
    ) -> None:
        super().__init__()
        if kind not in ("auto", "text", "html"):
            raise OptionsError(f"kind is 'auto', 'text' or 'html', not {kind!r}")
        _check_fields(fields)
        self.exclusion_writer = exclusion_writer
        self.kind = kind
        self.options = options_of(options)
        self.fields = tuple(fields)
        self.url = url
        self.as_of = as_of
        self.timeout = timeout

    def run(
        self,
        data: DocumentsPipeline,
        rank: int = 0,
        world_size: int = 1,  # noqa: ARG002
    ) -> Iterator[Document]:
        """Normalize each document of `data`; what fails goes to the exclusion writer."""
        self._normalize("")  # Loaded here once, not anew in each process of the sandbox.
        sandbox = _Sandbox(timeout=self.timeout)
        with self.exclusion_writer or contextlib.nullcontext(), sandbox:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    result = self._result(sandbox, document)
                if isinstance(result, _Result):
                    yield self._forwarded(document, result)
                else:
                    self._drop(document, result, rank)

    def _result(self, sandbox: _Sandbox, document: Document) -> _Result | Exception:
        about = document.metadata
        source = (document.text, about.get(self.url), about.get(self.as_of))
        try:
            result: _Result = sandbox.process_document(source, self._normalize)
            return result
        # Whatever it is, it is this document's: the others go on.
        except Exception as error:
            return error

    def _normalize(
        self, text: str, url: str | None = None, crawled: object = None
    ) -> _Result | Exception:
        """What the sandbox runs: an error that it raised there would end it."""
        try:
            article = normalize(
                text, url=url, as_of=day_of(crawled), kind=self.kind, options=self.options
            )
            if not article.body:
                return NoArticle("nothing in it was taken for the body of an article")
            row = to_row(article, id="")
            # Writers end the whole task over a lone surrogate; JSON in a page can hold one.
            fields = encodable({name: row[name] for name in self.fields})
            reasons = Counter(piece.reason.value for piece in article.removed)
            return _Result(encodable(article.text), fields, reasons)
        except Exception as error:
            return error

    def _forwarded(self, document: Document, result: _Result) -> Document:
        document.text = result.text
        document.metadata |= result.metadata
        for reason, count in result.reasons.items():
            self.stat_update(f"removed_{reason}", value=count)
        self.stat_update(StatHints.forwarded)
        self.update_doc_stats(document)
        return document

    def _drop(self, document: Document, error: Exception, rank: int) -> None:
        reason = _REASONS.get(type(error), type(error).__name__)
        self.stat_update(StatHints.dropped, f"dropped_{reason}")
        if self.exclusion_writer is not None:
            document.text = encodable(document.text)
            document.metadata |= {"filter_reason": reason, "error": error_text(error)}
            self.exclusion_writer.write(document, rank)


class NoArticle(NormalizeError):
    """A document in which there is no body of an article."""


_REASONS = {TimeoutError: "timeout", EOFError: "crash"}
"""What the sandbox's errors mean; others go by their name."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What comes back from the sandbox."""

    text: str
    metadata: dict[str, Any]
    reasons: Counter[str]


class _Sandbox(ExtractorSandbox):
    def _worker(self, conn: Connection, extract_fn: Any) -> None:
        # Holding the other end of its own line, it would wait forever for a task that was killed.
        self.parent_conn.close()
        super()._worker(conn, extract_fn)


def _check_fields(fields: Sequence[str]) -> None:
    known = schema().names
    if unknown := [name for name in fields if name not in known]:
        raise OptionsError(f"no such fields: {unknown}; known: {', '.join(known)}")
