"""Hugging Face datasets, pandas and Polars: the recipes, and what they pass."""

from __future__ import annotations

from pathlib import Path

import datasets
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from crawl import PDF, page
from recipes import evaluate, run_recipe, written

from normalize.integrations.arrow import NormalizeBatch, normalize_batch, schema
from normalize.integrations.huggingface import normalize_examples

PAGES = {"id": ["a", "b", "c"], "html": [page(1), PDF, page(3)]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with Parquet in `pages/`."""
    (tmp_path / "pages").mkdir()
    pl.DataFrame(PAGES).write_parquet(tmp_path / "pages" / "0.parquet")
    return tmp_path


def test_a_dataset_becomes_articles(folder: Path) -> None:
    run_recipe("Hugging Face datasets", folder, 0)
    rows = written(folder)

    assert [row["headline"] for row in rows] == ["Voyage 1 ends", None, "Voyage 3 ends"]
    assert rows[1]["source"] == PDF.encode()


def test_a_dataset_that_is_streamed_becomes_articles(folder: Path) -> None:
    printed = run_recipe("Hugging Face datasets", folder, 1)

    assert printed.splitlines() == ["Voyage 1 ends", "None", "Voyage 3 ends"]


def test_the_types_of_a_dataset_are_known_before_its_values() -> None:
    """The first batch alone has no headline."""
    pages = datasets.Dataset.from_dict({"html": [PDF, page(1)]})
    articles = pages.map(normalize_examples, batched=True, batch_size=1)

    assert articles.column_names == schema().names
    assert articles["headline"][:] == [None, "Voyage 1 ends"]


def test_columns_of_a_dataset_can_be_named() -> None:
    pages = datasets.Dataset.from_dict({"page": [page(1)], "label": [1]})
    using = {"using": NormalizeBatch(text="page")}
    articles = pages.map(normalize_examples, batched=True, fn_kwargs=using)

    assert articles["headline"][:] == ["Voyage 1 ends"]


def test_a_dataset_may_take_several_processes() -> None:
    pages = datasets.Dataset.from_dict({"html": [page(number) for number in range(4)]})
    articles = pages.map(normalize_examples, batched=True, batch_size=1, num_proc=2)

    assert articles["headline"][:] == [f"Voyage {number} ends" for number in range(4)]


def test_a_pandas_frame_becomes_articles_in_one_line() -> None:
    found = evaluate(
        "pandas and Polars", 0, pages=pd.DataFrame(PAGES), pa=pa, normalize_batch=normalize_batch
    )

    assert list(found["articles"]["id"]) == PAGES["id"]
    assert found["articles"]["headline"][2] == "Voyage 3 ends"


def test_a_polars_frame_becomes_articles_in_one_line() -> None:
    found = evaluate(
        "pandas and Polars", 1, pages=pl.DataFrame(PAGES), pl=pl, normalize_batch=normalize_batch
    )

    assert found["articles"]["id"].to_list() == PAGES["id"]
    assert found["articles"]["headline"][2] == "Voyage 3 ends"


def test_what_failed_is_found_and_tried_again() -> None:
    articles = normalize_batch(pa.table(PAGES))
    names = {"articles": articles, "pc": pc, "NormalizeBatch": NormalizeBatch}
    found = evaluate("Nothing is lost", 0, **names)

    assert found["failed"]["id"].to_pylist() == found["again"]["id"].to_pylist() == ["b"]
    assert found["again"]["source"].to_pylist() == [PDF.encode()]


def test_the_function_of_ones_own_is_one() -> None:
    found = evaluate("The Arrow function", 0, NormalizeBatch=NormalizeBatch)
    articles = found["function"](pa.table({"scraped": ["Ferry."], "key": ["k"]}))

    assert articles.select(["id", "body"]).to_pylist() == [{"id": "k", "body": "Ferry."}]
