"""Articles for Hugging Face `datasets`: a function for `Dataset.map(…, batched=True)`.

    articles = pages.map(normalize_examples, batched=True, batch_size=200)

The articles take the place of the documents' columns. They are handed over as Arrow, for
`datasets` would guess the types from the first batch and fail at the second, where a column
that was empty so far is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from normalize.integrations.arrow import NormalizeBatch

__all__ = ["normalize_examples"]


def normalize_examples(
    examples: Mapping[str, list[Any]], *, using: NormalizeBatch | None = None
) -> pa.Table:
    """Normalize a batch of examples: as many come out as go in, in the same order.

    Args:
        examples: columns by name, as `datasets` passes them.
        using: which columns to read and how, as `fn_kwargs={"using": NormalizeBatch(…)}`.

    Returns:
        A table with the columns of `normalize.integrations.arrow.schema()`.

    Raises:
        OptionsError: no column is known to hold documents, or it holds no text or bytes.

    >>> articles = normalize_examples({"text": ["The ferry is back."], "label": [1]})
    >>> articles["body"].to_pylist()
    ['The ferry is back.']
    """
    chosen = using or NormalizeBatch()
    read = chosen.columns(list(examples)).values()
    documents = pa.table({column: list(examples[column]) for column in read})
    return chosen(documents)
