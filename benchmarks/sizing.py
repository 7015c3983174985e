"""Documents a second and core, and what a billion of them cost.

    python benchmarks/sizing.py [FILE …] [--rounds N] [--limit N] [--price DOLLARS]

FILE is anything that `normalize batch` reads; generated pages by default. Each round goes over
all documents in one process, first by `normalize`, then by the Arrow function; of each the
fastest round counts, in seconds of the processor, so that a busy machine disturbs little.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from itertools import chain, islice
from time import process_time

import pyarrow as pa
from batch import pages

from normalize import NormalizeError, normalize
from normalize.integrations.arrow import normalize_batch
from normalize.integrations.files import documents_in

BILLION = 1_000_000_000


def one_by_one(documents: pa.RecordBatch) -> None:
    """Each document by itself, articles and errors dropped."""
    for content, url in zip(
        documents["content"].to_pylist(), documents["url"].to_pylist(), strict=True
    ):
        try:
            normalize(content, url=url)
        except NormalizeError:
            continue


def in_arrow(documents: pa.RecordBatch) -> None:
    """All documents by the function that engines call."""
    normalize_batch(documents)


def seconds(function: Callable[[pa.RecordBatch], None], given: pa.RecordBatch) -> float:
    """Seconds of the processor that the function takes."""
    began = process_time()
    function(given)
    return process_time() - began


def read(files: Iterable[str], limit: int) -> pa.RecordBatch:
    """The documents in files, or generated ones."""
    generated = ({"content": page.encode(), "url": None} for page in pages(limit))
    rows = chain.from_iterable(map(documents_in, files)) if files else generated
    read = [row for row in islice(rows, limit) if row["content"] is not None]
    columns = {"content": [row["content"] for row in read], "url": [row["url"] for row in read]}
    return pa.RecordBatch.from_pydict(
        columns, schema=pa.schema({"content": pa.binary(), "url": pa.string()})
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=1_000, help="documents to read")
    parser.add_argument("--price", type=float, default=0.05, help="dollars a core and hour")
    given = parser.parse_args()
    documents = read(given.files, given.limit)
    count, size = documents.num_rows, documents["content"].nbytes
    normalize("Ready.")
    print(f"{count:,} documents of {size / count / 1000:.0f} kB, {given.rounds} rounds")
    print("                 ms   documents/s   MB/s   core-hours a billion   dollars")
    ways = {"normalize": one_by_one, "Arrow function": in_arrow}
    rounds = [[seconds(way, documents) for way in ways.values()] for _ in range(given.rounds)]
    for name, taken in zip(ways, map(min, zip(*rounds, strict=True)), strict=True):
        hours = taken / count * BILLION / 3600
        print(
            f"{name:14}{1000 * taken / count:6.2f}{count / taken:12,.0f}"
            f"{size / taken / 1e6:9.1f}{hours:18,.0f}{hours * given.price:14,.0f}"
        )


if __name__ == "__main__":
    main()
