"""Fixtures: a saved source beside the article that it should give."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from normalize import Normalizer, OptionsError, Outlet
from normalize.authoring.fixtures import FIELDS, Fixture, fields_of, fixtures_in

PROSE = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."
PAGE = f"""<h1>Ferry returns</h1><p>By Jane Doe</p><p>OSLO (AP) — {PROSE}</p>
<p>{PROSE} Nobody was hurt.</p><p>Advertisement</p>"""


def saved(folder: Path, **given: object) -> Fixture:
    fixture = Fixture(folder / "ferry", PAGE.encode(), "html", **given)  # type: ignore[arg-type]
    fixture.write()
    return fixture


def test_a_fixture_is_what_was_saved(tmp_path):
    fixture = saved(
        tmp_path,
        url="https://www.gazette.example/ferry",
        as_of=date(2026, 3, 4),
        seen=date(2026, 3, 3),
        expected={"headline": "Ferry returns", "removed": {"Advertisement": "advertisement"}},
        unconfirmed=("headline",),
    )

    assert Fixture.read(tmp_path / "ferry") == fixture
    assert [each.name for each in fixtures_in(tmp_path)] == ["ferry"]


def test_fields_are_printed_as_json_has_them():
    assert fields_of(Normalizer(plugins=()).normalize(PAGE)) == {
        "headline": "Ferry returns",
        "standfirst": None,
        "authors": ["Jane Doe"],
        "published": None,
        "dateline": "OSLO (AP) —",
        "body": [PROSE, f"{PROSE} Nobody was hurt."],
        "credits": [],
    }


def test_differences_name_what_is_expected_and_what_is_there(tmp_path):
    fixture = saved(
        tmp_path,
        expected={
            "headline": "Ferry returns",
            "authors": ["John Roe"],
            "removed": {"Advertisement": "related"},
        },
    )

    assert fixture.differences(fixture.normalize(Normalizer(plugins=()))) == {
        "authors": (["John Roe"], ["Jane Doe"]),
        "removed": ({"Advertisement": "related"}, {"Advertisement": "advertisement"}),
    }


def test_a_refreshed_fixture_expects_what_is_there_and_keeps_what_is_to_be_removed(tmp_path):
    removed = {"Advertisement": "advertisement"}
    fixture = saved(tmp_path, expected={"removed": removed}, unconfirmed=FIELDS)

    article = fixture.normalize(Normalizer(plugins=()))
    refreshed = fixture.refreshed(article)

    assert refreshed.differences(article) == {}
    assert refreshed.expected == {**fields_of(article), "removed": removed}
    assert refreshed.unconfirmed == ()


def test_a_refreshed_fixture_expects_no_more_fields_than_before(tmp_path):
    fixture = saved(tmp_path, expected={"headline": "Ferry sinks"})

    refreshed = fixture.refreshed(fixture.normalize(Normalizer(plugins=())))

    assert refreshed.expected == {"headline": "Ferry returns"}


def test_a_document_is_what_the_plugins_make_of_the_source(tmp_path):
    fixture = saved(tmp_path, url="https://gazette.example/ferry")
    gazette = Outlet("gazette", "gazette.example")

    assert fixture.document().outlet is None
    assert fixture.document([gazette]).outlet == gazette


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "article.json"),
        ("{", "article.json"),
        ("[]", "article.json"),
        ("{}", "article"),
        ('{"article": {"headlin": "Ferry returns"}}', "unknown headlin"),
        ('{"article": {}, "uri": ""}', "unknown uri"),
        ('{"article": {}, "seen": "yesterday"}', "yesterday"),
        ('{"article": {}, "unconfirmed": ["body"]}', "not in the article: body"),
    ],
)
def test_a_fixture_that_cannot_be_right_is_named(content, problem, tmp_path):
    (tmp_path / "page.txt").write_text("Ferry returns")
    if content is not None:
        (tmp_path / "article.json").write_text(content)

    with pytest.raises(OptionsError, match=problem):
        Fixture.read(tmp_path)


def test_a_folder_without_a_source_is_named(tmp_path):
    (tmp_path / "article.json").write_text(json.dumps({"article": {}}))

    with pytest.raises(OptionsError, match=r"no page\.html or page\.txt"):
        Fixture.read(tmp_path)
