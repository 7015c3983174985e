"""Authors' names out of bylines and author fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.label.shapes import signed_by
from normalize.words.names import (
    clean_authors,
    is_agency,
    names_alone,
    parse_byline,
)

GIVEN = ["Jane", "John", "Márta", "Søren", "Chloé", "Ana María", "J. R.", "Anne-Sophie", "T. V."]
FAMILY = ["Doe", "Roe", "O'Brien", "van den Berg", "de la Cruz", "Żuraw", "Smith-Jones", "McCoy"]
NAMES = st.builds("{} {}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY))
LISTS = st.lists(NAMES, min_size=1, max_size=5, unique=True)


@st.composite
def bylines(draw: st.DrawFn) -> tuple[tuple[str, ...], str]:
    """Names, and a byline that prints them."""
    names = draw(LISTS)
    opening = draw(
        st.sampled_from(["By ", "by ", "BY ", "Written by ", "Von ", "Par ", "Author: "])
    )
    last = draw(st.sampled_from([" and ", ", ", " & ", ", and ", "; "]))
    ending = draw(
        st.sampled_from(["", ", Staff Writers", ", Associated Press", " | Updated 3:15 PM"])
    )
    listed = ", ".join(names[:-1]) + last + names[-1] if names[1:] else names[0]
    return tuple(names), opening + listed + ending


@given(bylines())
def test_a_printed_byline_gives_back_its_names(printed: tuple[tuple[str, ...], str]) -> None:
    names, line = printed
    assert parse_byline(line) == names
    assert clean_authors([line]) == names


@given(st.lists(st.text(max_size=60), max_size=5))
def test_every_word_of_a_name_was_in_the_field(raw: list[str]) -> None:
    from html import unescape

    source = unescape(" ".join(raw))
    for name in clean_authors(raw):
        assert name
        assert all(word in source or word.rstrip(".") in source for word in name.split())


@given(st.lists(st.text(max_size=60), max_size=5))
def test_names_come_once_whatever_their_case(raw: list[str]) -> None:
    names = [name.casefold() for name in clean_authors(raw)]
    assert len(names) == len(set(names))


@given(LISTS)
def test_clean_names_stay_as_they_are(names: list[str]) -> None:
    assert clean_authors(names) == tuple(names)


@given(st.text())
def test_any_line_can_be_asked_for_its_byline(line: str) -> None:
    assert isinstance(parse_byline(line), tuple)
    assert isinstance(names_alone(line), tuple)


FIELDS = [
    ("Jane Doe, Max Roe and Ana Poe", ("Jane Doe", "Max Roe", "Ana Poe")),
    ("Von Jana Beispiel und Max Muster", ("Jana Beispiel", "Max Muster")),
    ("Jane Doe; Max Roe", ("Jane Doe", "Max Roe")),
    ("Jane Doe &amp; Max Roe", ("Jane Doe", "Max Roe")),
    ("MAX ROE, Associated Press", ("MAX ROE",)),
    ("Associated Press", ("Associated Press",)),
    ("Reuters and agencies", ("Reuters",)),
    ("The Editorial Board", ("The Editorial Board",)),
    ("Food and Drug Agency", ("Food and Drug Agency",)),
    ("Center for Public Inquiry", ("Center for Public Inquiry",)),
    ("Jane Doe Staff Writer", ("Jane Doe",)),
    ("Jane Doe, Senior Correspondent", ("Jane Doe",)),
    ("Jane Doe For The Daily Planet", ("Jane Doe",)),
    ("Jane Doe jane.doe@planet.example @janedoe", ("Jane Doe",)),
    ("Jane Doe Follow @janedoe", ("Jane Doe",)),
    ("Jane Doe | The Planet", ("Jane Doe",)),
    ("Jane Doe Updated 4 May 2021 09:10", ("Jane Doe",)),
    ("Jane Doe November 5, 2021", ("Jane Doe",)),
    ("Jane Doe (Oslo)", ("Jane Doe",)),
    ("Jane Doe 12.09.16", ("Jane Doe",)),
    ("03.04.2019 Von Jana Beispiel", ("Jana Beispiel",)),
    ("│2019年02月13日 Jane Doe│", ("Jane Doe",)),
    ("Harbor Staff 2019年04月28日 08時00分", ("Harbor Staff",)),
    ("Jane Doe View author archive Get author RSS feed", ("Jane Doe",)),
    ("Jane Doe More stories by Jane", ("Jane Doe",)),
    ("SHOW ALL ARTICLES OF JANE DOE", ()),
    ("Leave a comment", ()),
    ("Print", ()),
    ("Sign In", ()),
    ("Filed Under", ()),
    ("Jane Doe Filed Under: Sports", ("Jane Doe",)),
    ("Jane DoeJane Doe", ("Jane Doe",)),
    ("Jane Doe Jane Doe Harbor Desk", ("Jane Doe",)),
    ("Max Roe Associated Press", ("Max Roe",)),
    ("Max Roe AFP", ("Max Roe",)),
    ("Jean Reuters", ("Jean Reuters",)),
    ("janedoe on", ("janedoe",)),
    ("Jane Doe Senior Fellow", ("Jane Doe",)),
    ("Text by Jane Doe Translation by Max Roe", ("Jane Doe",)),
    ("翻訳者 張三", ()),
    ("Photograph by Max Roe", ()),
    ("MIT Harbor Review", ("MIT Harbor Review",)),
    ("JANE DOE, AND MAX ROE", ("JANE DOE", "MAX ROE")),
    ("Doe, Jane", ("Doe, Jane",)),
    ("Ortega y Gasset", ("Ortega y Gasset",)),
    ("Dan Poe-Roe", ("Dan Poe-Roe",)),
    ("Jane Doe and Dan Roe", ("Jane Doe", "Dan Roe")),
    ("Jane Doe, and Max Roe", ("Jane Doe", "Max Roe")),
    ("Jane Doe ⋅ Senior Analyst ⋅ Updated May 6, 2025", ("Jane Doe",)),
    ("Jane Doe, Edited by Max Roe", ("Jane Doe",)),
    ("Edited by: Max Roe", ()),
    ("Editor : Max Roe", ()),
    ("Fotos: Max Muster", ()),
    ("责编：张三、李四", ()),
    ("Ana Ruiz y Luis Vega", ("Ana Ruiz", "Luis Vega")),
    ("Jane Doe Senior Harbor Correspondent", ("Jane Doe",)),
    ("Jane Doe ISLE Executive News Editor", ("Jane Doe",)),
    ("Jane Doe Tuesday, Aug. 17, 2010", ("Jane Doe",)),
    ("Plácido Domingo, tenor", ("Plácido Domingo",)),
    ("Jane Doe IslandPost.com Archive", ("Jane Doe",)),
    ("islandpost.com", ("islandpost.com",)),
    ("9:39AM BST", ()),
    ("name", ()),
    ("港口日报 发布时间", ("港口日报",)),
    ("Authors", ()),
    ("John Roe, Jr.", ("John Roe Jr.",)),
    ("作者：张三、李四", ("张三", "李四")),
    ("https://social.example/janedoe", ()),
    ("social.example/janedoe", ()),
    ("Admin", ()),
    ("Staff", ()),
    ("Email the author", ()),
    ("Staff Writer", ()),
    ("105092", ()),
    ("12 May 2020", ()),
    ("site.head.meta.author", ()),
    ("", ()),
]


@pytest.mark.parametrize(("field", "names"), FIELDS)
def test_a_field_gives_the_names_in_it(field: str, names: tuple[str, ...]) -> None:
    assert clean_authors([field]) == names


LINES = [
    ("By Jane Doe and Max Roe", ("Jane Doe", "Max Roe")),
    ("BY JANE DOE from the Associated Press", ("JANE DOE",)),
    ("By MAX ROE, Associated Press", ("MAX ROE",)),
    ("About the Author: Jane Doe", ("Jane Doe",)),
    ("Written by Jane Doe", ("Jane Doe",)),
    ("Von Jana Beispiel, Berlin", ("Jana Beispiel",)),
    ("Par Chloé Exemple", ("Chloé Exemple",)),
    ("Por ANA RUIZ / Ciudad Vieja", ("ANA RUIZ",)),
    ("* By Jane Doe", ("Jane Doe",)),
    ("By Jane Doe on Monday, November 18th, 2019 at 11:04 a.m.", ("Jane Doe",)),
    ("By Jane Doe @jdoe on June 26, 2014 at 9:00a", ("Jane Doe",)),
    ("Par JEANNE DUPONT Envoyée spéciale à Brest", ("JEANNE DUPONT",)),
    ("Jane Doe| Last Modified Tuesday, May 4 (09:10)", ("Jane Doe",)),
    ("Jane Doe in Cairo", ("Jane Doe",)),
    ("Jane Doe, Senior Correspondent", ("Jane Doe",)),
    ("By Reuters", ("Reuters",)),
    ("Written by:Jane Doe", ("Jane Doe",)),
]


@pytest.mark.parametrize(("line", "names"), LINES)
def test_a_byline_names_its_authors(line: str, names: tuple[str, ...]) -> None:
    assert parse_byline(line) == names


PROSE = [
    "By the time help arrived, the bridge was gone.",
    "By Friday the water had reached the second floor of the mill.",
    "Von heute an gilt der neue Fahrplan.",
    "Jane Doe is mayor of Harbor Town.",
    "Jane Doe",
    "Floods in Cairo kill three",
    "By our correspondent",
    "",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_byline(line: str) -> None:
    assert parse_byline(line) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("11/28/2016 11:00 AM PST BY HARBOR STAFF", ("HARBOR STAFF",)),
        ("Posted on Tuesday 4 May 2021 at 09:11 by Jane Doe.", ("Jane Doe",)),
        ("By Jane Doe", ("Jane Doe",)),
        ("The 2 ships were sunk by storms", ()),
        ("Stand by Me", ()),
    ],
)
def test_a_byline_may_stand_behind_a_date(line: str, names: tuple[str, ...]) -> None:
    assert signed_by(line) == names


def test_the_spelling_that_is_not_all_capitals_stays() -> None:
    assert clean_authors(["JANE DOE", "Jane Doe"]) == ("Jane Doe",)


def test_an_agency_in_its_own_field_stays_beside_a_person() -> None:
    assert clean_authors(["Jane Doe", "Reuters"]) == ("Jane Doe", "Reuters")
    assert is_agency("REUTERS")
    assert not is_agency("Jane Doe")


def test_a_text_that_opens_otherwise_is_not_names_alone() -> None:
    assert names_alone("Jane Doe Updated May 4, 2021") == ("Jane Doe",)
    assert names_alone("| Jane Doe") == ()
    assert names_alone("the morning team") == ()
    assert names_alone("Mehr zum") == ()


def test_fields_without_end_are_read_to_a_bound() -> None:
    from itertools import count

    names = clean_authors(f"Jane Doe{chr(97 + n % 26)}" for n in count())
    assert len(names) == 26
