"""The headline among a page's titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.split.titles import choose_headline, likeness, strip_site_suffix

WORDS = st.sampled_from(
    ["ferry", "storm", "harbor", "council", "votes", "again", "after", "night", "opens"]
)
HEADLINES = st.lists(WORDS, min_size=3, max_size=9).map(" ".join)
SEPARATORS = st.sampled_from([" | ", " - ", " – ", " — ", " :: ", " » "])


@given(HEADLINES, SEPARATORS)
def test_the_name_of_the_outlet_is_cut_off_a_headline(headline: str, separator: str) -> None:
    assert strip_site_suffix(f"{headline}{separator}The Planet", "The Planet") == headline
    assert strip_site_suffix(f"{headline}{separator}Planet", "planet.example") == headline


@given(HEADLINES, HEADLINES, st.sampled_from([" - ", " – ", " — ", ": "]))
def test_dashes_and_colons_of_a_headline_stay(one: str, two: str, separator: str) -> None:
    assert strip_site_suffix(one + separator + two, "The Planet") == one + separator + two


@given(HEADLINES, st.lists(st.text(max_size=40), max_size=4), SEPARATORS)
def test_the_h1_that_is_like_the_title_is_the_headline(
    headline: str, others: list[str], separator: str
) -> None:
    titles = [f"{headline}{separator}The Planet"]
    chosen = choose_headline([*others, headline.title()], titles, "The Planet")
    assert chosen is not None
    assert chosen.casefold() == headline


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4), st.none() | st.text())
def test_a_headline_is_text_or_none(h1s: list[str], titles: list[str], outlet: str | None) -> None:
    chosen = choose_headline(h1s, titles, outlet)
    assert chosen is None or chosen.strip() == chosen != ""


@given(st.text(), st.text())
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


TITLES = [
    ("岛上渡轮周一恢复运行_港口新闻", None, "岛上渡轮周一恢复运行"),
    ("岛上渡轮周一恢复运行__国内_港口新闻", None, "岛上渡轮周一恢复运行"),
    ("渡轮_岛上渡轮周一恢复运行", None, "渡轮_岛上渡轮周一恢复运行"),
    ("How to name a file_name", None, "How to name a file_name"),
    ("Ferry sinks off the pier | Local | Daily", None, "Ferry sinks off the pier"),
    (
        "Ferry sinks off the pier - all saved - Planet",
        "planet.example",
        "Ferry sinks off the pier - all saved",
    ),
    ("Planet: Ferry sinks", "The Planet", "Ferry sinks"),
    ("Planet News", "The Planet", "Planet News"),
    (
        "Ferry sinks | A story of how it came to that in one night",
        None,
        "Ferry sinks | A story of how it came to that in one night",
    ),
    ("Ferry — again", "The Planet", "Ferry — again"),
    ("", "The Planet", ""),
]


@pytest.mark.parametrize(("title", "outlet", "headline"), TITLES)
def test_a_title_loses_its_site_and_nothing_else(
    title: str, outlet: str | None, headline: str
) -> None:
    assert strip_site_suffix(title, outlet) == headline


def test_without_a_like_h1_the_most_trusted_title_is_the_headline() -> None:
    assert choose_headline(["Menu"], ["Ferry sinks - Planet", "x"], "Planet") == "Ferry sinks"


def test_without_titles_the_first_h1_that_is_not_the_site_is_the_headline() -> None:
    assert choose_headline(["The Planet", "Ferry sinks"], [], "The Planet") == "Ferry sinks"
    assert choose_headline([], [], None) is None
