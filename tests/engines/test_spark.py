"""Spark runs `normalize_batch` as it is, on a Java that is there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from crawl import PDF, page
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from recipes import assert_is_the_crawl, evaluate, written

from normalize import normalize
from normalize.batch import to_article
from normalize.integrations.arrow import NormalizeBatch, normalize_batch, schema


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> SparkSession:
    """The session, begun anew after a recipe that stopped it."""
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.getOrCreate()


def test_rows_are_articles_with_their_types(spark: SparkSession) -> None:
    pages = spark.createDataFrame(
        [("1", page(1).encode()), ("2", PDF.encode()), ("3", None)], "id string, content binary"
    )
    articles = pages.mapInArrow(normalize_batch, from_arrow_schema(schema())).collect()

    rows = [row.asDict(recursive=True) for row in articles]
    first, pdf, missing = sorted(rows, key=lambda row: row["id"])
    assert to_article(first) == normalize(page(1))
    assert bytes(pdf["source"]) == PDF.encode()
    assert missing["error"].startswith("no document")


def test_columns_can_be_named(spark: SparkSession) -> None:
    pages = spark.createDataFrame([(page(number),) for number in range(4)], "page string")
    function = NormalizeBatch(text="page", options={"keep": {"advertisement"}})
    articles = pages.mapInArrow(function, from_arrow_schema(schema())).collect()

    assert len(articles) == 4
    assert all(row["body"].endswith("Advertisement") for row in articles)


@pytest.mark.usefixtures("spark")
def test_the_recipe_loses_nothing(crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(crawl.parent)
    evaluate("Spark")

    assert_is_the_crawl(written(crawl.parent))
