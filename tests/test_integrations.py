"""A batch of documents becomes a batch of articles, row for row, whatever is in it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import OptionsError, normalize
from normalize.batch.items import day_of
from normalize.batch.schema import to_article
from normalize.integrations import arrow
from normalize.integrations.arrow import NormalizeBatch, normalize_batch, schema
from normalize.integrations.huggingface import normalize_examples
from normalize.testing import pages

PAGE = "<h1>Ferry returns</h1><p>The ferry to the outer islands is back in service.</p>"
PDF = b"%PDF-1.7 \xff\xfe binary"
SOURCES = st.lists(st.none() | st.text() | st.text().map(str.encode) | st.just(PDF), max_size=6)
TYPES = [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()]


def batch(**columns: list[object]) -> pa.RecordBatch:
    """A record batch, its types told by its values."""
    return pa.RecordBatch.from_pydict(columns)


def as_bytes(source: str | bytes) -> bytes:
    return source.encode() if isinstance(source, str) else source


@given(st.lists(st.none() | st.binary(max_size=60) | st.just(PDF), max_size=6))
def test_any_bytes_come_out_as_an_article_or_as_an_error_with_their_source(
    sources: list[bytes | None],
) -> None:
    rows = normalize_batch(pa.record_batch({"content": pa.array(sources, pa.binary())}))

    assert rows.schema.equals(schema(), check_metadata=True)
    assert rows.num_rows == len(sources)
    for source, row in zip(sources, rows.to_pylist(), strict=True):
        assert row["source"] == (None if row["error"] is None else source)
        assert (row["error"] is None) == (row["body"] is not None)


@given(st.lists(pages(), min_size=1, max_size=3))
def test_an_article_is_what_normalize_gives(generated: list[object]) -> None:
    sources = [page.html for page in generated]
    rows = normalize_batch(batch(html=sources)).to_pylist()

    assert list(map(to_article, rows)) == list(map(normalize, sources))


@pytest.mark.parametrize("type_", TYPES, ids=str)
def test_text_and_bytes_are_read_whatever_their_width(type_: pa.DataType) -> None:
    rows = normalize_batch(pa.record_batch({"html": pa.array([PAGE, None], type_)}))

    assert rows["headline"].to_pylist() == ["Ferry returns", None]


def test_a_column_that_holds_each_value_once_is_read() -> None:
    column = pa.array([PAGE, PAGE]).dictionary_encode()

    assert normalize_batch(pa.record_batch({"html": column}))["error"].null_count == 2


def test_strings_that_are_not_utf8_are_read_as_bytes() -> None:
    """Arrow lets writers say string of anything."""
    latin = pa.array([PAGE.replace("islands", "ísles").encode("latin-1")], pa.binary())
    said_to_be_text = latin.view(pa.string())
    columns = {"html": said_to_be_text, "url": said_to_be_text, "id": pa.array(["a"])}

    (row,) = normalize_batch(pa.record_batch(columns)).to_pylist()

    assert "outer ísles" in row["body"]
    assert (row["id"], row["url"]) == ("a", None)


def test_a_document_that_fails_leaves_the_others_alone() -> None:
    rows = normalize_batch(batch(id=["a", "b", "c"], content=[PAGE.encode(), PDF, None]))

    assert rows["id"].to_pylist() == ["a", "b", "c"]
    assert rows["source"].to_pylist() == [None, PDF, None]
    (fine, pdf, missing) = rows["error"].to_pylist()
    assert fine is None
    assert pdf.startswith("UnsupportedInput: ")
    assert missing == "no document: the column is null in this row"


def test_an_error_that_is_not_ours_is_the_documents_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: str, **given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(arrow, "normalize", broken)
    (row,) = normalize_batch(batch(text=["The ferry is back."])).to_pylist()

    assert "MemoryError" in row["error"]
    assert row["source"] == b"The ferry is back."


def test_what_failed_can_be_normalized_again() -> None:
    failed = normalize_batch(batch(url=["https://example.org/a"], content=[PDF]))
    again = NormalizeBatch(text="source")(failed)

    assert again["id"].to_pylist() == failed["id"].to_pylist() == ["https://example.org/a"]
    assert again["source"].to_pylist() == [PDF]


ODD = st.none() | st.integers(0, 9) | st.text(max_size=3) | st.binary(max_size=3) | st.dates()


@given(st.sampled_from(["url", "id", "as_of", "problem", "source_path", "source_offset"]), ODD)
def test_what_stands_beside_a_document_loses_no_row(column: str, odd: object) -> None:
    rows = normalize_batch(batch(**{"text": ["The ferry is back."] * 2, column: [odd, odd]}))

    assert rows.num_rows == 2
    assert rows["error"].null_count == (
        0 if column == "problem" and odd and type(odd) is str else 2
    )


def test_a_document_without_a_name_is_named_by_its_content() -> None:
    names = normalize_batch(batch(text=["One.", "Two.", "One."]))["id"].to_pylist()

    assert names[0] == names[2] != names[1]
    assert all(name.startswith("urn:sha256:") for name in names)


@pytest.mark.parametrize(
    ("columns", "source"),
    [
        (["text", "content", "html"], "html"),
        (["content", "text"], "text"),
        (["label", "content"], "content"),
    ],
)
def test_pages_are_read_before_texts(columns: list[str], source: str) -> None:
    assert NormalizeBatch().columns(columns) == {"text": source}


def test_the_columns_can_be_named() -> None:
    mine = NormalizeBatch(text="raw", id="key", url="link", as_of="seen", kind="text")
    (row,) = mine(
        batch(raw=["<p>Ferry"], key=[7], link=["https://example.org/"], seen=[date(2021, 1, 2)])
    ).to_pylist()

    assert (row["id"], row["url"], row["kind"]) == ("7", "https://example.org/", "text")
    assert row["body"] == "<p>Ferry"


def test_the_day_of_the_crawl_completes_a_printed_date() -> None:
    text = "Ferry returns\n\nOSLO, Nov 10 (Wire) - The ferry to the outer islands is back."
    (row,) = normalize_batch(batch(text=[text], warc_date=["2021-11-11T04:00:00Z"])).to_pylist()

    assert to_article(row) == normalize(text, as_of=date(2021, 11, 11))


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"page": [PAGE]}, "none of html, text, content among the columns"),
        ({"text": [1]}, "'text' holds int64"),
    ],
)
def test_documents_that_are_not_found_are_an_error_that_says_what_to_do(
    columns: dict[str, list[object]], problem: str
) -> None:
    with pytest.raises(OptionsError, match=problem):
        normalize_batch(batch(**columns))


def test_a_column_that_was_named_must_be_there() -> None:
    with pytest.raises(OptionsError, match="no column 'link'"):
        NormalizeBatch(url="link")(batch(text=["The ferry is back."]))


def test_options_are_checked_where_they_are_given() -> None:
    with pytest.raises(OptionsError, match="unknown option"):
        NormalizeBatch(options={"kep": {"caption"}})
    with pytest.raises(OptionsError, match="kind is"):
        NormalizeBatch(kind="pdf")  # type: ignore[arg-type]


def in_pieces(table: pa.Table) -> Iterator[pa.RecordBatch]:
    return iter(table.to_batches(max_chunksize=2))


@pytest.mark.parametrize("passed", [lambda table: table, in_pieces], ids=["table", "iterator"])
def test_tables_and_iterators_give_what_their_batches_give(
    passed: Callable[[pa.Table], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrow, "_ROWS", 2)
    table = pa.table({"id": list("abcde"), "text": ["Ferry."] * 5})

    result = normalize_batch(passed(table))
    rows = result if isinstance(result, pa.Table) else pa.Table.from_batches(result)

    assert rows.schema == schema()
    assert rows["id"].to_pylist() == list("abcde")
    assert {len(chunk) for chunk in rows["id"].chunks} == {1, 2}


@pytest.mark.parametrize("made", [pa.table, pa.record_batch])
def test_no_rows_keep_their_schema(made: Callable[[object], pa.Table]) -> None:
    rows = normalize_batch(made({"text": pa.array([], pa.string())}))

    assert rows.schema.equals(schema(), check_metadata=True)
    assert rows.num_rows == 0


def test_a_batch_of_many_rows_is_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_ROWS", 2)
    rows = normalize_batch(batch(id=list("abcde"), text=["Ferry."] * 5))

    assert isinstance(rows, pa.RecordBatch)
    assert rows["id"].to_pylist() == list("abcde")


@pytest.mark.parametrize("function", [normalize_batch, NormalizeBatch(options={"keep": {"tags"}})])
def test_it_travels_to_workers(function: Callable[[object], pa.RecordBatch]) -> None:
    there = pickle.loads(pickle.dumps(function))

    assert there(batch(text=["Ferry."]))["body"].to_pylist() == ["Ferry."]
    assert there == function


def test_the_function_is_sent_by_its_name() -> None:
    assert len(pickle.dumps(normalize_batch)) < 80


def test_examples_become_articles_of_known_types() -> None:
    articles = normalize_examples({"text": ["The ferry is back."], "image": [object()]})

    assert articles.schema == schema()
    assert articles["body"].to_pylist() == ["The ferry is back."]


def test_examples_are_read_as_told() -> None:
    articles = normalize_examples({"page": [PAGE]}, using=NormalizeBatch(text="page"))

    assert articles["headline"].to_pylist() == ["Ferry returns"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2021, 11, 10), date(2021, 11, 10)),
        (datetime(2021, 11, 10, 8), date(2021, 11, 10)),
        ("2021-11-10", date(2021, 11, 10)),
        ("2021-11-10T08:00:00Z", date(2021, 11, 10)),
        ("20211110080000", None),
        ("yesterday", None),
        (b"2021-11-10", None),
        (None, None),
    ],
)
def test_a_day_is_read_from_what_crawls_write(value: object, day: date | None) -> None:
    assert day_of(value) == day


def test_what_stands_under_html_is_a_page_unless_told_otherwise() -> None:
    fragment = "The ferry is back."

    kinds = [
        how(batch(html=[fragment]))["kind"].to_pylist()
        for how in (normalize_batch, NormalizeBatch(text="html"), NormalizeBatch(kind="text"))
    ]

    assert kinds == [["html"], ["text"], ["text"]]
