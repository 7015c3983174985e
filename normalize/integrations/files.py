"""Documents out of files, as rows for an engine: whatever `normalize batch` reads.

An engine lists the files, and hands each to a worker, where `documents_in` takes it apart:

    ray.data.from_items(files).flat_map(lambda row: documents_in(row["path"]))

It needs the extra `batch`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from normalize.batch.documents import unpacked
from normalize.batch.inputs import check_named, listed
from normalize.batch.items import Failure, Item
from normalize.batch.readers import Reader
from normalize.batch.schema import error_text
from normalize.batch.settings import Fields, Settings
from normalize.errors import BatchError

__all__ = ["COLUMNS", "documents_in"]

COLUMNS = (
    "id string, url string, as_of string, content binary, problem string, "
    "source_path string, source_offset long"
)
"""What `documents_in` gives, in the words of Spark."""


def documents_in(name: str, *, fields: Fields | None = None) -> Iterator[dict[str, Any]]:
    """The documents in a file, a folder, or what a pattern matches, one after the other.

    Args:
        name: text, HTML, JSON lines, Parquet or WARC, packed or not, here or at an address
            that fsspec knows.
        fields: where JSON lines and Parquet hold text, URL and id; guessed by default.

    Returns:
        Rows that `normalize_batch` takes. What can't be read is a row, too: `problem` says
        why, and `content` holds what there is.

    Raises:
        BatchError: there is no such file, or it is of no known format.
    """
    settings = Settings(fields=fields or Fields())
    check_named([name])
    for file in listed([name], Counter()):
        for found in Reader(file, settings.fields, Counter()):
            yield _row(found, settings)


def _row(found: Item | Failure, settings: Settings) -> dict[str, Any]:
    item, problem = found if isinstance(found, Failure) else (found, None)
    try:
        document = item if problem else unpacked(item, settings)
    # As in a batch: whatever a document does, the others go on.
    except Exception as error:
        document = item
        problem = str(error) if isinstance(error, BatchError) else error_text(error)
    content = document.source
    return {
        "id": document.id,
        "url": document.url,
        "as_of": document.crawled and document.crawled.isoformat(),
        "content": content.encode("utf-8", "replace") if isinstance(content, str) else content,
        "problem": problem,
        "source_path": document.path,
        "source_offset": document.offset,
    }
