"""Articles are values: frozen, equal by what they say, and the same after a journey."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.article import (
    Article,
    Block,
    Dateline,
    Image,
    PartialDate,
    Reason,
    Removed,
    Repair,
    Step,
)

PARTS = (
    Article(headline="Ferry returns"),
    Block("paragraph", "body", "The ferry is back."),
    Dateline("OSLO - ", "OSLO"),
    Image("https://quay.example/boat.jpg"),
    PartialDate(2021, 11, 10),
    Removed("Advertisement", Reason.ADVERTISEMENT, "phrase.en.advertisement"),
    Repair("encoding", (0, 2), "Ã©", "é"),
    Step("read", "text", "3 blocks"),
)

offsets = st.integers(0, 10**9)
spans = st.none() | st.lists(st.tuples(offsets, offsets), max_size=3).map(tuple)
partial_dates = st.builds(
    PartialDate,
    st.none() | st.integers(1, 9999),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 31),
)
printed_offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
times = st.datetimes(timezones=st.none() | printed_offsets).map(lambda time: time.replace(fold=0))
moments = st.none() | st.dates() | times


def tuples_of(part: type, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(st.builds(part, **parts), max_size=2).map(tuple)


articles = st.builds(
    Article,
    published=moments,
    modified=moments,
    dateline=st.none() | st.builds(Dateline, date=st.none() | partial_dates, spans=spans),
    blocks=tuples_of(Block, spans=spans),
    removed=tuples_of(Removed, spans=spans, confidence=st.floats(0, 1)),
    repairs=tuples_of(Repair),
    trace=tuples_of(Step),
)


def exactly(article: Article) -> str:
    """All of an article, with what equality leaves out: offsets of time, spans of datelines."""
    return repr(article)


@given(articles)
def test_an_article_survives_its_dict_and_json(article):
    data = article.to_dict()

    assert Article.from_dict(data) == article
    assert exactly(Article.from_dict(data)) == exactly(article)
    assert json.loads(article.to_json()) == data


@given(articles)
def test_an_article_survives_pickling(article):
    back = pickle.loads(pickle.dumps(article))

    assert back == article
    assert hash(back) == hash(article)


@given(articles)
def test_every_format_takes_every_article(article):
    assert isinstance(article.text, str)
    assert isinstance(article.to_markdown(), str)
    assert json.dumps(article.to_schema_org())
    assert json.dumps(article.to_ninjs())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_is_frozen(part):
    name = fields(part)[0].name

    with pytest.raises(FrozenInstanceError):
        setattr(part, name, None)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_is_equal_by_value_and_can_be_a_key(part):
    other = replace(part)

    assert part == other
    assert part is not other
    assert {part, other} == {part}


def test_where_a_dateline_stood_is_not_part_of_its_value():
    assert Dateline("OSLO - ", spans=((0, 7),)) == Dateline("OSLO - ")


def test_a_copy_with_changes_leaves_the_original_alone():
    article = Article(headline="Ferry returns")

    changed = article.replace(section="Transport")

    assert (changed.headline, changed.section, article.section) == (
        "Ferry returns",
        "Transport",
        None,
    )


def test_an_empty_article_has_nothing_in_it():
    article = Article()

    assert {getattr(article, f.name) for f in fields(article)} == {
        None, (), "", "text", "unknown",
    }  # fmt: skip


def test_text_opens_the_body_with_the_dateline():
    article = Article(headline="Ferry returns", body="It is.", dateline=Dateline("OSLO - "))

    assert article.text == "Ferry returns\n\nOSLO - It is."


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ((2021, 11, 10), "2021-11-10"),
        ((2021, 11, None), "2021-11"),
        ((2021, None, None), "2021"),
        ((2021, None, 10), "2021--10"),
        ((None, 6, 2), "--06-02"),
        ((None, 6, None), "--06"),
        ((None, None, 4), "---04"),
        ((None, None, None), "-"),
        ((33, 4, 3), "0033-04-03"),
    ],
)
def test_a_partial_date_prints_as_iso_8601(parts, printed):
    assert str(PartialDate(*parts)) == printed


@given(st.dates())
def test_a_whole_date_prints_as_python_prints_it(day):
    assert str(PartialDate(day.year, day.month, day.day)) == day.isoformat()


@given(partial_dates, partial_dates)
def test_partial_dates_that_differ_print_differently(one, other):
    assert (str(one) == str(other)) == (one == other)


def test_a_date_and_a_moment_are_not_confused():
    midnight = Article(published=datetime(2021, 11, 10, tzinfo=UTC))
    day = Article(published=date(2021, 11, 10))

    assert type(Article.from_dict(midnight.to_dict()).published) is datetime
    assert type(Article.from_dict(day.to_dict()).published) is date


def test_a_reason_is_its_word():
    assert [str(reason) for reason in Reason] == [reason.name.lower() for reason in Reason]
