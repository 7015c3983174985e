"""Many documents: files, folders, crawls, on one machine, and rows that engines understand.

`run` is what the command `normalize batch` does. It needs the extra `batch`.
"""

from __future__ import annotations

from normalize.batch.run import Watch, run
from normalize.batch.schema import (
    SCHEMA_VERSION,
    error_row,
    schema,
    to_article,
    to_batch,
    to_row,
)
from normalize.batch.settings import Fields, Settings
from normalize.batch.summary import Summary
from normalize.errors import BatchError

__all__ = [
    "SCHEMA_VERSION",
    "BatchError",
    "Fields",
    "Settings",
    "Summary",
    "Watch",
    "error_row",
    "run",
    "schema",
    "to_article",
    "to_batch",
    "to_row",
]
