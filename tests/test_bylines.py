"""The authors that a page shows its readers, where it tells machines none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from normalize import Normalizer
from normalize.read.metadata import read_metadata

PROSE = "<p>" + "The ferry sank off the old harbor in the night, and nobody was hurt. " * 3 + "</p>"
NAMES = st.lists(
    st.builds(
        "{} {}".format,
        st.sampled_from(["Jane", "Søren", "J. R.", "Anne-Sophie"]),
        st.sampled_from(["Doe", "O'Brien", "van den Berg", "Żuraw"]),
    ),
    min_size=1,
    max_size=4,
    unique=True,
)
OFFERS = ["Close", "Print", "Follow on Twitter", "View author archive", "Get author RSS feed"]


def authors(html: str) -> tuple[str, ...]:
    return read_metadata(LexborHTMLParser(html), html, None).authors


def page(byline: str, *, above: str = "", below: str = "") -> str:
    return f"{above}<main><h1>The ferry</h1>{byline}{PROSE * 3}{below}</main>"


@given(NAMES, st.sampled_from(["", "By ", "Von "]), st.lists(st.sampled_from(OFFERS)), st.data())
def test_names_come_out_of_the_widget_around_them(
    names: list[str], opening: str, offers: list[str], data: st.DataObject
) -> None:
    between = data.draw(st.sampled_from([", ", " and ", " & "]))
    printed = between.join(f"<a href=/x>{name}</a>" for name in names)
    widget = "".join(f"<div><span>{offer}</span></div>" for offer in offers)

    assert authors(page(f"<div class=byline>{opening}{printed}{widget}</div>")) == tuple(names)


@given(NAMES)
def test_names_that_each_have_an_element_are_all_found(names: list[str]) -> None:
    printed = "".join(
        f"<li class=author><b>{name}</b><p>{name} covers ports.</p></li>" for name in names
    )

    assert authors(page(f"<ul class=authors>{printed}</ul>")) == tuple(names)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<p class=byline><b>By Jane Doe</b><i>Harbor Desk Fellow</i></p>", ("Jane Doe",)),
        ("<p class=byline><a>Jane Doe</a><a>Jane Doe</a><i>Opinion</i></p>", ("Jane Doe",)),
        ("<p class=author>Jane Do<span>e</span></p>", ("Jane Doe",)),
        ("<p class=ByLine>By Jane Doe</p>", ("Jane Doe",)),
        ("<p class=author><span>J</span>ane Doe</p>", ("Jane Doe",)),
        ("<p class=author>Jane Doe<sup>1</sup>, Max Roe<sup>2</sup></p>", ("Jane Doe", "Max Roe")),
        ("<p class=byline><i>The Ledger</i><b>By JANE DOE</b></p>", ("JANE DOE",)),
        ("<p class=byline><i>Written</i> <b>by Jane Doe</b></p>", ("Jane Doe",)),
        ("<p class=byline>By <a>Jane Doe</a> in <a>New Harbor</a></p>", ("Jane Doe",)),
        ("<p class=byline>By Jane Doe<br>Edited by <a>Max Roe</a></p>", ("Jane Doe",)),
        ("<p class=byline><b>5 May 2021</b><b>by Jane Doe</b></p>", ("Jane Doe",)),
        ("<p class=byline>Posted by Jane Doe in Ports on 1 June at 08:34 AM.</p>", ("Jane Doe",)),
        ("<footer><p class=byline>By Jane Doe</p></footer>", ("Jane Doe",)),
        ("<b class=author>Jane Doe</b><b class=author>Harbor</b>", ("Jane Doe",)),
        ("<b class=author>Jane Doe</b> &amp; <b class=author>Max Roe</b>", ("Jane Doe", "Max Roe")),
        ("<b class=author>Jane Doe</b> saw <b class=author>Max Roe</b>", ("Jane Doe",)),
        ("<p class=author>張三</p><p class=author>船が沈んだ。、誰も</p>", ("張三",)),
        ("<p class=author>ferryfan</p>", ()),
        ("<p class=author>Ferryfan</p>", ("Ferryfan",)),
        ("<p class=byline><b>Print</b><b>Share</b></p>", ()),
    ],
)
def test_a_byline_is_read_by_its_parts(byline: str, names: tuple[str, ...]) -> None:
    assert authors(page(byline)) == names


@pytest.mark.parametrize(
    "link",
    [
        "<a href=/author/2044>Jane Doe</a>",
        "<a href=/people/jane-doe>Jane Doe</a>",
        "<a href=/User/JaneDoe>Jane Doe</a>",
        "<a href=/about/editors/jane-doe/>Jane Doe</a>",
        "<a href=/staff/chloe-zuraw>Chloé Zuraw</a>",
        "<a href=/author-Jane-Doe-7.html>Jane Doe</a>",
        "<a href=/autoren/2044>Jane Doe</a>",
    ],
)
def test_a_link_to_an_author_at_the_head_of_the_story_is_a_byline(link: str) -> None:
    name = LexborHTMLParser(link).css_first("a").text()

    assert authors(page(f"<div>{link}</div>")) == (name,)
    assert authors(page("", below=link)) == ()


@pytest.mark.parametrize(
    "link",
    [
        "<a href=/ports/jane-doe>Jane Doe</a>",
        "<a href=/people/max-roe>Jane Doe</a>",
        "<a href=/profile>My Profile</a>",
        "<a href=/authors/>Our Authors</a>",
        "<a href=/authority/port>Port Authority</a>",
        "<a href=/editorial/2021>Our View</a>",
        "<a href=/topics/authoritarianism/>Strong Men</a>",
        "<a href=/autorennen/>Formel Eins</a>",
        "<a href=/reporters-without-borders>Reporters Without Borders</a>",
    ],
)
def test_other_links_are_no_bylines(link: str) -> None:
    assert authors(page(f"<div>{link}</div>")) == ()


OTHERS = [
    "<div class=comments><p class=author>Max Roe</p></div>",
    "<div class=related-stories><p class=author>Max Roe</p></div>",
    "<article><h3>The mill</h3><p class=byline>By Max Roe</p></article>",
    "<aside><p class=author>Max Roe</p></aside>",
    "<div class=pull-quote><span class=author>Max Roe</span></div>",
    "<blockquote><cite class=author>Max Roe</cite></blockquote>",
    "<figure><span class=author>Max Roe</span></figure>",
]


@pytest.mark.parametrize("other", OTHERS)
def test_the_authors_of_other_stories_and_comments_are_not_the_story_s(other: str) -> None:
    story = f"<article><h1>The ferry</h1>{PROSE * 3}</article>"

    assert authors(f"<div>{story}{other}</div>") == ()
    assert authors(f"<div>{other}{story}</div>") == ()


def test_what_is_around_the_headline_too_is_not_beside_the_story() -> None:
    byline = "<p class=author>Jane Doe</p>"

    assert authors(f"<div class=with-sidebar><h1>Ferry</h1>{byline}{PROSE}</div>") == ("Jane Doe",)
    assert authors(page(f"<aside>{byline}</aside>")) == ("Jane Doe",)


def test_the_byline_below_the_headline_comes_before_one_above_it() -> None:
    above, below = ("<p class=author>Max Roe</p>", "<p class=author>Jane Doe</p>")

    assert authors(page(below, above=above)) == ("Jane Doe",)
    assert authors(page("", above=above, below=below)) == ("Jane Doe",)
    assert authors(page("", above=above)) == ("Max Roe",)


def test_the_headline_is_the_heading_that_the_title_names() -> None:
    menu = "<h1>The Ledger</h1><p class=author>Max Roe</p>"
    story = "<h2>Ferry sinks off the harbor</h2><p class=author>Jane Doe</p>"
    title = "<title>Ferry sinks off the harbor | The Ledger</title>"

    assert authors(title + menu + story) == ("Jane Doe",)


def test_microdata_of_other_stories_is_left_out() -> None:
    def story(*names: str) -> str:
        marked = "".join(f"<span itemprop=author>{name}</span>" for name in names)
        return f"<section><header><div><p>{marked}</p></div></header></section>"

    assert authors(story("Jane Doe", "Max Roe") + story("Ana Poe")) == ("Jane Doe", "Max Roe")


def test_an_author_in_microdata_has_a_name_or_several_and_an_employer_has_another() -> None:
    def author(inside: str) -> str:
        return f"<p itemprop=author>By {inside}</p>"

    names = "<i itemprop=name>Jane Doe</i> and <i itemprop=name>Max Roe</i>"
    works = "<b itemprop=worksFor><i itemprop=name>Harbor School</i></b>"

    assert authors(author(names + works)) == ("Jane Doe", "Max Roe")
    assert authors(author('<meta itemprop=name content="Jane Doe">')) == ("Jane Doe",)
    assert authors(author("<i itemprop=name>Jane Do<b>e</b></i>")) == ("Jane Doe",)


def test_who_pictured_a_story_is_not_its_author_in_microdata() -> None:
    picture = '<div itemtype="http://schema.org/ImageObject"><i itemprop=author>Ana Poe</i></div>'

    assert authors(f"<p><i itemprop=author>Jane Doe</i></p>{picture}") == ("Jane Doe",)
    assert authors(picture) == ("Ana Poe",)
    assert authors(picture.replace("<i ", '<meta content="Ana Poe" ')) == ()


def test_a_person_in_the_byline_beats_a_user_in_the_metadata() -> None:
    user = '<meta name="author" content="jdoe7">'

    assert authors(user + page("<p class=byline>By Jane Doe</p>")) == ("Jane Doe",)
    assert authors(user + page("")) == ("jdoe7",)


def test_the_outlet_behind_or_beside_a_name_goes() -> None:
    site = '<meta property="og:site_name" content="The Ledger">'
    named = '<meta name="author" content="Jane Doe The Ledger">'

    assert authors(site + named) == ("Jane Doe",)
    assert authors(site + named.replace("Doe The", "von DoeThe")) == ("Jane von DoeThe Ledger",)
    assert authors(site + page("<p class=byline>By Jane Doe, The Ledger")) == ("Jane Doe",)


@given(st.text(alphabet="<>/ab =\"'", max_size=200))
def test_any_markup_of_a_byline_is_survived(markup: str) -> None:
    assert isinstance(authors(page(f"<div class=byline>{markup}</div>")), tuple)


def test_a_byline_without_end_is_read_to_a_bound() -> None:
    many = "".join(f"<b>Jane Doe{chr(97 + n % 26)}</b>" for n in range(10_000))

    assert 0 < len(authors(page(f"<div class=byline>{many}</div>"))) < 100


def test_a_book_called_by_a_year_is_no_byline() -> None:
    story = "".join(
        f"<p>The ferry is back in service, the operator of the line said on day {day} of it.</p>"
        for day in range(6)
    )
    page = f"<article><h1>Ten books for the islands</h1><h2>1984 by Jane Doe</h2>{story}</article>"
    article = Normalizer(plugins=()).normalize(page, kind="html")

    assert article.authors == ()
    assert article.body.startswith("1984 by Jane Doe")
