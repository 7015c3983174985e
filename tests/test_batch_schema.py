"""Rows hold all of an article, in Python and in Arrow."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import normalize
from normalize import (
    Article,
    Block,
    Dateline,
    Image,
    NormalizeError,
    PartialDate,
    Reason,
    Removed,
    Repair,
    Step,
    UnsupportedInput,
)
from normalize.batch.schema import (
    SCHEMA_VERSION,
    error_row,
    error_text,
    schema,
    to_article,
    to_batch,
    to_row,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
MAYBE = st.none() | TEXT
OFFSETS = st.integers(0, 2**40)
SPAN = st.tuples(OFFSETS, OFFSETS)
SPANS = st.none() | st.lists(SPAN, max_size=2).map(tuple)
ZONES = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
WHEN = st.none() | st.dates() | st.datetimes(timezones=st.none() | ZONES)


def several(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.one_of(parts), max_size=2).map(tuple)


articles = st.builds(
    Article,
    headline=MAYBE,
    standfirst=MAYBE,
    authors=several(TEXT),
    published=WHEN,
    modified=WHEN,
    dateline=st.none()
    | st.builds(
        Dateline,
        TEXT,
        MAYBE,
        MAYBE,
        date=st.none() | st.builds(PartialDate, month=st.none() | st.integers(1, 12)),
        spans=SPANS,
    ),
    body=TEXT,
    blocks=several(
        st.builds(Block, st.just("heading"), st.just("body"), TEXT, SPANS, MAYBE, st.integers(0, 6))
    ),
    credits=several(TEXT),
    removed=several(
        st.builds(
            Removed, TEXT, st.sampled_from(Reason), TEXT, st.floats(0, 1), MAYBE, SPANS, MAYBE
        )
    ),
    repairs=several(st.builds(Repair, TEXT, st.none() | SPAN, TEXT, TEXT)),
    trace=several(st.builds(Step, TEXT, TEXT, TEXT)),
    image=st.none() | st.builds(Image, TEXT, MAYBE, MAYBE),
    url=MAYBE,
    kind=st.sampled_from(["text", "html"]),
)


@given(st.lists(articles, max_size=3))
def test_an_article_comes_back_from_arrow_as_it_was(given_articles):
    rows = [to_row(article, id=str(number)) for number, article in enumerate(given_articles)]

    assert [to_article(row) for row in to_batch(rows).to_pylist()] == given_articles


def test_a_row_has_the_columns_of_the_schema_in_their_order():
    assert list(to_row(Article(), id="a")) == schema().names
    assert list(error_row("no", id="a")) == schema().names


def test_every_field_of_an_article_is_a_column():
    assert {field.name for field in fields(Article)} <= set(schema().names)


def test_the_schema_says_its_version():
    assert schema().metadata == {b"normalize.schema": str(SCHEMA_VERSION).encode()}


def test_a_row_says_where_its_source_was_and_what_made_it():
    row = to_row(
        Article(url="https://quay.example/"), id="a", source_path="b", source_offset=7, ms=1.5
    )

    assert (row["id"], row["source_path"], row["source_offset"], row["ms"]) == ("a", "b", 7, 1.5)
    assert row["url"] == "https://quay.example/"
    assert (row["schema"], row["version"]) == (SCHEMA_VERSION, normalize.__version__)


def test_dates_are_as_precise_as_they_were_printed():
    zone = timezone(timedelta(hours=1))
    row = to_row(
        Article(published=date(2021, 11, 10), modified=datetime(2021, 11, 10, 8, tzinfo=zone)),
        id="a",
    )

    assert (row["published"], row["modified"]) == ("2021-11-10", "2021-11-10T08:00:00+01:00")


def test_what_utf_8_cannot_hold_is_replaced_in_arrow():
    article = Article(
        headline="a\ud800b", removed=(Removed("\udfff", Reason.TAGS, "phrase.en.tags"),)
    )
    row = to_batch([to_row(article, id="a")]).to_pylist()[0]

    assert row["headline"] == "a\ufffdb"
    assert row["removed"][0]["text"] == "\ufffd"


# Sources that failed


def test_the_row_of_a_failure_holds_the_error_and_no_article():
    error = UnsupportedInput("a PDF", "pass its text")
    row = to_batch([error_row(error, id="a", url="https://quay.example/")]).to_pylist()[0]

    assert row["error"] == "UnsupportedInput: a PDF: pass its text"
    assert row["url"] == "https://quay.example/"
    assert (row["body"], row["kind"], row["blocks"]) == (None, None, [])
    with pytest.raises(NormalizeError, match="failed: UnsupportedInput: a PDF"):
        to_article(row)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("over 30 s", "over 30 s"),
        (ValueError("bad\n  thing"), "ValueError: bad thing"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_an_error_is_told_in_one_line(error, said):
    assert error_text(error) == said


@pytest.mark.parametrize("row", [{}, {"schema": SCHEMA_VERSION + 1}])
def test_what_is_no_row_of_this_version_is_refused(row):
    with pytest.raises(NormalizeError, match="schema"):
        to_article(row)


def test_columns_that_were_not_read_are_absent():
    assert to_article({"schema": SCHEMA_VERSION, "headline": "Ferry"}) == Article(headline="Ferry")


def test_no_rows_are_an_empty_batch():
    assert to_batch([]).equals(pa.RecordBatch.from_pylist([], schema=schema()))
