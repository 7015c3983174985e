"""The headline among a page's titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.words.titles import choose_headline, likeness, strip_site_suffix

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
    ("Planet | Ferry sinks", "The Planet", "Ferry sinks"),
    ("岛屿报|岛上渡轮周一恢复运行", "岛屿报", "岛上渡轮周一恢复运行"),
    ("岛上渡轮周一恢复运行|岛屿报", None, "岛上渡轮周一恢复运行"),
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


@given(HEADLINES, HEADLINES, st.sampled_from([": ", " » ", " | ", " - "]))
def test_what_a_title_has_besides_another_one_is_the_site(
    headline: str, site: str, separator: str
) -> None:
    site = f"{site} gazette"
    parts = (site, headline) if separator in (": ", " » ") else (headline, site)
    assert choose_headline([site], [headline, separator.join(parts)], None) == headline


def test_a_site_that_calls_every_page_by_its_name_does_not_hide_the_headline() -> None:
    titles = ["Harbor Gazette", "Ferry sinks off the pier – Harbor Gazette"]
    chosen = choose_headline(["Ferry sinks off the pier"], titles, "log.example", above=None)
    assert chosen == "Ferry sinks off the pier"


def test_a_title_where_the_site_s_name_belongs_is_no_name() -> None:
    title = "Ferry sinks off the pier | The Planet"
    headline = "Ferry sinks off the pier"
    assert choose_headline([headline], [headline, "The Planet", title], title) == headline


def test_where_titles_name_the_site_only_the_h1_above_the_story_is_the_headline() -> None:
    chosen = choose_headline(["Ferry sinks"], ["The Planet"], "planet.example", above="Ferry sinks")
    assert chosen == "Ferry sinks"


def test_the_title_above_the_story_wins_over_one_further_down() -> None:
    h1s = ["Ferry to the islands sinks at night", "Ferry to islands sinks"]
    titles = ["Ferry to islands sinks", "Ferry to the islands sinks at night - Planet"]
    assert choose_headline(h1s, titles, "Planet", above=h1s[0]) == h1s[0]


def test_a_lower_heading_that_is_part_of_a_title_wins_over_the_h1_of_a_section() -> None:
    titles = ["Harbor log - Entries - Ferry sinks off the pier"]
    chosen = choose_headline(
        ["Entries | Show"],
        titles,
        "Harbor log",
        above="Entries | Show",
        others=["Ferry sinks off the pier"],
    )
    assert chosen == "Ferry sinks off the pier"


def test_of_headings_that_are_parts_of_a_title_the_last_is_the_headline() -> None:
    title = "Notices - Ferry sinks off the pier at night"
    assert choose_headline(["Notices", title[10:]], [title], None) == title[10:]


@pytest.mark.parametrize("mark", ["¶", " ¶"])
def test_the_mark_of_a_link_to_a_heading_is_no_part_of_the_headline(mark: str) -> None:
    assert choose_headline([f"Ferry sinks off it{mark}"], [], None) == "Ferry sinks off it"
