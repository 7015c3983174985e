"""Ray Data runs `normalize_batch` as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
import ray
from crawl import PDF, page
from recipes import assert_is_the_crawl, evaluate, written

from normalize.integrations.arrow import NormalizeBatch, normalize_batch, schema


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


@pytest.mark.usefixtures("cluster")
def test_tables_are_articles_with_their_types() -> None:
    pages = ray.data.from_arrow(pa.table({"html": [page(1), PDF, None], "id": [1, 2, 3]}))
    articles = pages.map_batches(normalize_batch, batch_format="pyarrow", batch_size=2)
    tables = ray.get(articles.to_arrow_refs())

    assert all(table.schema == schema() for table in tables)
    first, pdf, missing = sorted(pa.concat_tables(tables).to_pylist(), key=lambda row: row["id"])
    assert first["headline"] == "Voyage 1 ends"
    assert pdf["source"] == PDF.encode()
    assert missing["error"].startswith("no document")


@pytest.mark.usefixtures("cluster")
def test_columns_can_be_named() -> None:
    pages = ray.data.from_items([{"page": page(number)} for number in range(4)])
    function = NormalizeBatch(text="page", options={"keep": {"advertisement"}})
    articles = pages.map_batches(function, batch_format="pyarrow").take_all()

    assert len(articles) == 4
    assert all(row["body"].endswith("Advertisement") for row in articles)


@pytest.mark.usefixtures("cluster")
def test_the_recipe_loses_nothing(crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(crawl.parent)
    evaluate("Ray Data")

    assert_is_the_crawl(written(crawl.parent))
