"""Texts as `soup.get_text()` and text browsers print a page: with its tags, its borders went."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from normalize import Article, Normalizer
from normalize.document import Document
from normalize.label.one_line import SHORTEST
from normalize.read.broken import is_broken
from normalize.read.lines import lines as split
from normalize.read.text import read_text
from normalize.repair import clean
from normalize.testing import GeneratedArticle, articles

GENERIC = Normalizer(plugins=())
HEADLINE = "Village votes to keep its lighthouse"
ONE = "The village of Gull Point will keep its lighthouse, although no ship has needed it."
TWO = "Of the 212 people who came to the hall, 190 were for a new roof, and nobody for a hotel."
ABOVE = (
    *("Skip to main content", "Menu", "Search", "Home", "News", "World", "Politics", "Sport"),
    *("Culture", "Weather", "Podcasts", "Videos", "Newsletters", "Subscribe", "Sign in", "Log in"),
)
BELOW = (
    *("Share this article", "Facebook", "WhatsApp", "Print", "Most Read", "Bell Found In Marsh"),
    *("Sign up for our newsletter", "Advertisement", "Leave a Reply", "About us", "Contact us"),
    *("Privacy Policy", "Terms of Use", "Cookie Policy", "© 2024 The Harbour Ledger"),
)
NAMES = st.sampled_from(["Ada Strand", "Island Hotels", "Gull Point", "The Harbour Ledger"])


def read(text: str) -> Article:
    return GENERIC.normalize(text, kind="text")


def rules_of(article: Article) -> dict[str, str]:
    """The removed pieces, and the ids of the rules that removed them."""
    return {piece.text: piece.rule for piece in article.removed}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


# ---------------- A page in one line.


@given(articles(language="en"), st.integers(3, 9))
def test_the_story_of_a_page_in_one_line_is_found(article: GeneratedArticle, times: int) -> None:
    story = " ".join(article.paragraphs * times)
    assume(len(story) >= SHORTEST)

    found = read(" ".join((*ABOVE, story, *BELOW)))

    assert words(story)[-30:] == words(found.body)[-30:]
    assert len(words(found.body)) >= 0.9 * len(words(story))
    assert "Subscribe" not in found.body
    assert {"one-line.before", "one-line.after"} <= set(rules_of(found).values())


@given(articles())
def test_an_article_in_one_line_is_no_page(article: GeneratedArticle) -> None:
    rules = rules_of(read(" ".join(article.as_text().split())))

    assert not any(rule.startswith(("one-line", "shape.glued")) for rule in rules.values())


def test_headline_byline_and_date_of_a_page_in_one_line() -> None:
    title, signed = f"{HEADLINE} | The Harbour Ledger", "By Maria Lindqvist 3 March 2024"
    story = " ".join((ONE, TWO) * 5)
    article = read(" ".join((title, *ABOVE, HEADLINE, signed, story, *BELOW)))

    assert (article.headline, article.authors, article.body) == (
        HEADLINE,
        ("Maria Lindqvist",),
        story,
    )
    assert str(article.published) == "2024-03-03"


def test_a_date_among_buttons_below_the_headline_of_a_page_in_one_line() -> None:
    story = " ".join((ONE, TWO) * 5)
    stamps = "Ada Strand Published 3 March 2024 10:15 Share Save"
    article = read(" ".join((HEADLINE, *ABOVE, HEADLINE, stamps, story, *BELOW)))

    assert str(article.published)[:10] == "2024-03-03"


@pytest.mark.parametrize("around", [ABOVE, ("Sport", "Football", "Golf", "Weather")])
def test_furniture_must_be_of_several_kinds(around: tuple[str, ...]) -> None:
    """A list of sections alone may be the article's own."""
    text = " ".join((*around, *(ONE, TWO) * 8))

    assert "one-line.before" not in rules_of(read(text)).values()


def test_a_page_in_one_line_of_japanese_is_parted_where_its_tags_stood() -> None:
    menu = (
        "速報",
        "朝刊",
        "社会",
        "経済",
        "政治",
        "国際",
        "天気",
        "ログイン",
        "検索",
        "連載",
        "特集",
    )
    story = "港の町は十一年前に航路が移ってから船の来ない灯台を残すことを決めた。" * 16
    parts = (*menu, "灯台を残すと町が決める", story, story, story, *menu)

    assert read(" ".join(parts)).body.startswith(f"{story}\n\n")


def test_spaces_beside_latin_words_part_no_chinese_line() -> None:
    line = "他们使用 Python 和 Rust 编写程序，并在港口的灯塔里运行。" * 40

    assert read(line).body == line


def test_a_dateline_opens_the_story_of_a_page_in_one_line() -> None:
    lead = (
        "WASHINGTON (Reuters) - President Ada Strand and Island President Philip Berg agreed on "
        "Monday to keep the lighthouse of Gull Point that no ship has needed since the storm"
    )
    story = f"{lead}. " + " ".join((ONE, TWO) * 6)

    assert read(" ".join((f"{HEADLINE} | The Ledger", *ABOVE, story, *BELOW))).body.startswith(
        "President Ada Strand"
    )


def test_a_headline_is_no_beginning_that_story_and_title_share() -> None:
    title = "The village of Gull Point keeps its tower | The Ledger"
    article = read(" ".join((title, *ABOVE, *(ONE, TWO) * 6, *BELOW)))

    assert article.headline == "The village of Gull Point keeps its tower"
    assert article.body.startswith(ONE)


def test_what_a_story_in_one_line_tells_above_a_table_stays() -> None:
    table = " ".join(f"{n} Gull Point United {n} 19 2 2 Marsh Town {n}" for n in range(12))
    story = " ".join((*(ONE, TWO) * 2, "Table P W Pts", table + ".", *(ONE, TWO) * 3))
    article = read(" ".join((story, *BELOW)))

    assert article.body.startswith(f"{ONE} {TWO}")
    assert table[:40] in article.body


# ---------------- Glued menus.


def test_glued_menus() -> None:
    menu = "".join(ABOVE)
    article = read(f"{HEADLINE}\n{menu}\n\n{ONE}\n\n{TWO}")

    assert (article.headline, article.body) == (HEADLINE, f"{ONE}\n\n{TWO}")
    assert rules_of(article) == {menu: "shape.glued"}


@pytest.mark.parametrize(
    "menu",
    [
        "ΑρχικήΕιδήσειςΠολιτικήΟικονομίαΑθλητικάΠολιτισμόςΚαιρόςΕπικοινωνίαΣύνδεση",
        "DomůZprávyPočasíŽivotŘidičiČeskoŠkolaKulturaKontaktyPřihlášení",
    ],
)
def test_glued_menus_of_other_letters(menu: str) -> None:
    assert rules_of(read(f"{HEADLINE}\n{menu}\n\n{ONE}\n\n{TWO}")) == {menu: "shape.glued"}


def test_a_menu_glued_to_the_story_is_cut() -> None:
    menu = "".join(ABOVE)
    story = " ".join((ONE, TWO) * 12)
    article = read(menu + story)

    assert article.body == story


def test_a_menu_glued_below_the_story_leaves_the_story() -> None:
    story = " ".join((ONE, TWO) * 6)

    assert read(f"{story}HomeNewsSportWorldPoliticsCultureWeatherJobsTickets").body == story


@pytest.mark.parametrize(
    "line",
    [
        "Learn getElementById, getElementsByClassName, getElementsByTagName, querySelectorAll now",
        "at org.sea.beans.DefaultListableBeanFactory.preInstantiateSingletons(ListableBean.java:9)",
        "GitHub, GitLab, JetBrains, PyCharm, IntelliJ, YouTube, LinkedIn, eBay, iOS and macOS",
        "sendCoreAsync(request); openWindowNow(); closeWindowLater(); getWindowNow(); runItNow();",
        "McDonald, MacGregor and O'BrienSmith met DeVries, LaRue and VanDyke in EastEnders",
    ],
)
def test_names_and_code_are_no_glued_menus(line: str) -> None:
    assert line in read(f"{HEADLINE}\n\n{ONE}\n\n{line}\n\n{TWO}").body


# ---------------- Lines broken at tags.


@given(st.lists(NAMES, min_size=4, max_size=9))
def test_paragraphs_that_were_broken_at_names_are_joined(names: list[str]) -> None:
    paragraphs = [f"Some went to see {name}, who had never been on an island." for name in names]
    broken = [f"Some went to see\n{name}\n, who had never been on an island." for name in names]
    blocks = read_text(Document("\n".join((HEADLINE, "By", *broken)))).blocks

    joined = [clean(block.text).replace(" ,", ",") for block in blocks]
    assert joined == [HEADLINE, "By", *paragraphs]


@given(articles())
def test_whole_paragraphs_are_not_joined(article: GeneratedArticle) -> None:
    lines = [" ".join(part.split()) for part in article.paragraphs]

    assert [clean(b.text) for b in read_text(Document("\n".join(lines))).blocks] == [
        clean(line) for line in lines
    ]


@pytest.mark.parametrize("opener", ["von", "by", "By"])
def test_names_that_were_broken_at_their_links_are_the_authors(opener: str) -> None:
    names = f"{opener}\nAda Strand\n,\nPhilip Berg\nand\nJane Roe"
    broken = "It was Ada who\nsaid so\n, and she went to\nGull Point\n, where she lives\n."
    article = read(f"{HEADLINE} this week\n{names}\n{ONE}\n{broken}\n{TWO}")

    assert article.headline == f"{HEADLINE} this week"
    assert article.authors == ("Ada Strand", "Philip Berg", "Jane Roe")


def test_lines_of_a_text_with_bold_words_are_no_single_paragraph() -> None:
    """Of a Markdown paragraph with several lines most are long."""
    lines = (
        "**Home**",
        "News",
        "Sport",
        f"{ONE} {TWO} **{ONE}** {TWO} {ONE}",
        "Culture",
        "Weather",
    )

    assert [b.text for b in read_text(Document("\n".join(lines))).blocks][1:3] == ["News", "Sport"]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "the boats go out in the grey of the morning",
            "where the nets are hung on the harbour wall",
        ),
        "a handful of parsley from the garden of the keeper",
        "(a) the payment of the fees that the council has set for the use of the harbour by boats;",
        "... that the lighthouse has 212 stairs?",
        "'s Ochtends klimt zij de trap op, ook als er niemand komt.",
        "» Nous paierons le toit, et nous garderons le phare.",
        "ada: did you see the vote in the hall on Sunday, it was nearly all of them in the end",
    ],
)
def test_lines_that_begin_so_on_purpose_are_not_joined(line: str) -> None:
    assert not is_broken(list(split("\n".join([HEADLINE, *[line] * 5]))))


# ---------------- Lines that come again, titles with the name of the site, text browsers.


MENU = (
    *("Harbour", "Bridges", "Quays", "Moles", "Locks", "Boats", "Cranes", "Buoys", "Sails"),
    *("Ropes", "Charts", "Knots", "Tides", "Sign in", "Subscribe", "Newsletters"),
)


def dump(*story: str) -> Article:
    return read("\n\n".join((*MENU, HEADLINE, *story, "Privacy policy", "Contact us")))


def test_lines_that_head_the_parts_of_a_story_stay() -> None:
    article = dump(TWO, *(part for n in range(5) for part in ("Pros", f"{n}. {ONE}")))

    assert article.body.count("Pros") == 5


@pytest.mark.parametrize("site", ["The Harbour Ledger", "Gull Point Post"])
def test_the_name_of_the_site_behind_a_dash_is_told_by_the_page(site: str) -> None:
    title = f"{HEADLINE} - {site}"

    assert read(f"{title}\n\n{HEADLINE}\n\n{ONE}\n\n{TWO}").headline == HEADLINE
    assert read(f"{title}\n\n{ONE}\n\n{TWO}\n\n{site}").headline == HEADLINE
    assert read(f"{title}\n\n{ONE}\n\n{TWO}").headline == title
    assert read(f"{title}\n\n{site} has told it.\n\n{ONE}\n\n{TWO}").headline == title


@pytest.mark.parametrize(
    "mark", ["[logo.png]", "(BUTTON) Close", "IFRAME: https://example.org/frame?a=1"]
)
def test_what_text_browsers_print_for_pictures_and_buttons(mark: str) -> None:
    article = read(f"{HEADLINE}\n\n{ONE}\n\n{mark}\n\n{TWO}")

    assert rules_of(article) == {mark: "shape.text-browser"}


# ---------------- Dates around the headline.


def test_the_date_by_the_headline_is_that_of_the_story_not_the_day_at_the_top_of_the_page() -> None:
    text = "\n\n".join(("Monday, 6 May 2024", *MENU, "3 March 2024", HEADLINE, ONE, TWO, *BELOW))

    assert read(text).published == date(2024, 3, 3)


def test_a_date_alone_below_the_standfirst_dates_the_story() -> None:
    article = read(
        "\n\n".join((HEADLINE, ONE, "Philip Berg", "23 April 2024", TWO, ONE + TWO, TWO))
    )

    assert article.published == date(2024, 4, 23)
    assert "2024" not in article.body


def test_two_dates_below_the_standfirst_are_those_of_the_story() -> None:
    dates = ("Published 3 May 2024, 10:40", "Updated 4 May 2024, 11:00")
    article = read("\n\n".join((HEADLINE, ONE, *dates, TWO, ONE + TWO)))

    assert (str(article.published)[:10], str(article.modified)[:10]) == ("2024-05-03", "2024-05-04")


def test_the_days_of_a_chronicle_stay() -> None:
    days = [f"{n} April 2024" for n in (3, 4, 5, 6)]
    article = read(
        "\n\n".join((HEADLINE, ONE, *(part for day in days for part in (day, TWO + ONE))))
    )

    assert all(day in article.body for day in days)
