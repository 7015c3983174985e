"""Headline, standfirst, authors, dateline, dates and credits, by the ways sites print them."""

from __future__ import annotations

from datetime import date, datetime
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize import Article, Label, Normalizer, PartialDate
from normalize.article import Reason
from normalize.document import Document, SourceBlock
from normalize.split.body import body_indices, credit_text, paragraphs
from normalize.split.claim import claim, letters, take_dateline
from normalize.split.dateline import find_dateline
from normalize.split.published import Dates, read_date_line
from normalize.testing import GeneratedArticle, articles

GENERIC = Normalizer(plugins=())
HEADLINE = "Ferry to the islands returns"
ONE = "The ferry to the outer islands is back in service, the operator said on Monday morning."
TWO = "It had been out of order since January, when a storm broke the pier on the largest island."


def normalized(*parts: str, as_of: date | None = None) -> Article:
    """The article of a text of these parts."""
    return GENERIC.normalize("\n\n".join(parts), kind="text", as_of=as_of)


def removed(article: Article) -> list[tuple[str, str]]:
    """What was removed, and why."""
    return [(piece.text, piece.reason.value) for piece in article.removed]


def on_page(head: str, body: str) -> Article:
    """The article of a page with this head and body."""
    page = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    return GENERIC.normalize(page, kind="html")


# ---------------------------------------------------------------- headline


@given(articles())
@settings(max_examples=20)
def test_the_line_above_the_paragraphs_is_the_headline(article: GeneratedArticle) -> None:
    found = normalized(article.headline, *article.paragraphs)

    assert found.headline == article.headline
    assert [block.role for block in found.blocks][:2] == ["headline", "body"]


def test_a_headline_printed_twice_is_one() -> None:
    article = normalized(HEADLINE, HEADLINE, ONE, TWO)

    assert article.headline == HEADLINE
    assert article.body == f"{ONE}\n\n{TWO}"
    assert removed(article) == [(HEADLINE, "duplicate")]


@pytest.mark.parametrize("parts", [[HEADLINE], []])
def test_the_name_of_the_site_behind_a_headline_is_removed(parts: list[str]) -> None:
    article = normalized(f"{HEADLINE} | Island Post", *parts, ONE, TWO)

    assert article.headline == HEADLINE
    assert article.body == f"{ONE}\n\n{TWO}"
    assert ("| Island Post", "site_name") in removed(article)


@pytest.mark.parametrize(
    "line",
    [
        "SHIPS LEAVE THE U.S.",
        "Why does the ferry return?",
        "Ferry returns!",
        "“We have waited,” islanders say",
        "Fähre fährt wieder",
        "Паром снова ходит",
        "島へのフェリーが再開",
    ],
)
def test_a_headline_may_be(line: str) -> None:
    assert normalized(line, ONE, TWO).headline == line


@pytest.mark.parametrize(
    "line",
    [
        "The ferry is back.",
        "Ships leave the U.S.",
        "• 12 •",
        "In the news today:",
        "Key takeaways",
        "Zusammenfassung",
        "(All photos by the crew)",
        "- Rope for the new pier",
        ONE,
        f"{ONE} Nobody of its crew was lost, as one of them wrote, {ONE[:40]} (in 1997)",
    ],
)
def test_no_headline_is(line: str) -> None:
    assert normalized(line, ONE, TWO).headline is None


def test_the_first_of_numbered_parts_is_no_headline() -> None:
    assert normalized("1. Ropes", ONE, "2. Sails", TWO).headline is None
    assert normalized("1. FC Lund returns", ONE, TWO).headline == "1. FC Lund returns"


def test_a_sentence_that_was_broken_at_a_link_is_no_headline() -> None:
    article = normalized("The ferry to the outer islands", "Skerry and Holm", f", and {ONE}", TWO)

    assert article.headline is None
    assert article.removed == ()


def test_a_word_in_a_longer_one_is_no_site_behind_a_headline() -> None:
    lines = ("Ferry", ONE, "Ferry-free islands of the north", TWO)

    assert normalized(*lines).text.split("\n\n") == list(lines)


def test_without_prose_below_it_a_line_is_no_headline() -> None:
    assert normalized(HEADLINE, "Lost bell found in marsh").headline is None


def test_a_short_article_has_a_headline_too() -> None:
    assert normalized(HEADLINE, "The ferry is back in service.").headline == HEADLINE


def test_a_headline_from_metadata_needs_no_block() -> None:
    article = on_page(f'<meta property="og:title" content="{HEADLINE}">', f"<p>{ONE}</p><p>{TWO}")

    assert article.headline == HEADLINE
    assert [block.role for block in article.blocks] == ["body", "body"]


def test_the_heading_wins_over_the_title_with_the_name_of_the_site() -> None:
    """Also where the name of the site has more words than the headline."""
    article = on_page(
        "<title>Ferry returns | The Island Post</title>",
        f"<h1>Ferry returns</h1><p>{ONE}</p><p>{TWO}</p>",
    )

    assert article.headline == "Ferry returns"
    assert article.body == f"{ONE}\n\n{TWO}"


def test_the_heading_that_is_like_the_title_is_the_headline() -> None:
    article = on_page(
        f"<title>{HEADLINE} | Island Post</title>",
        f"<h1>Island Post</h1><h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p>",
    )

    assert article.headline == HEADLINE


def test_the_h1_above_the_story_is_the_headline_that_readers_see() -> None:
    """Titles written for search engines differ; a page without one shared word does not count."""
    above = "<h1>Islands have their ferry back</h1>"
    seen = on_page("<title>Ferry service news 2024</title>", f"{above}<p>{ONE}</p><p>{TWO}</p>")
    strange = on_page("<title>Harbour log</title>", f"{above}<p>{ONE}</p><p>{TWO}</p>")
    other = f"<p>{ONE}</p><p>{TWO}</p><h1>Weather on the coast</h1>"
    with_another = on_page("<title>Ferry service news 2024</title>", above + other)

    assert seen.headline == "Islands have their ferry back"
    assert seen.body == f"{ONE}\n\n{TWO}"
    assert strange.headline == "Harbour log"
    assert with_another.headline == "Islands have their ferry back"


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_a_kicker_in_the_heading_is_no_part_of_the_headline(tag: str) -> None:
    heading = f"<{tag}><span>Shipping</span> <span>{HEADLINE}</span></{tag}>"
    article = on_page(f"<title>{HEADLINE}</title>", f"{heading}<p>{ONE}</p><p>{TWO}</p>")

    assert article.headline == HEADLINE


def test_the_colon_that_layout_stands_for_is_put_back() -> None:
    title = "Storm damage: Ferry to the islands returns"
    heading = "<h1><span>Storm damage</span> <span>Ferry to the islands returns</span></h1>"

    assert on_page(f"<title>{title}</title>", f"{heading}<p>{ONE}</p>").headline == title


@pytest.mark.parametrize("title", ["Harbour log » {}", "{} : Harbour log | since 2005"])
def test_an_entry_of_a_site_that_has_its_name_as_h1(title: str) -> None:
    head = f"<title>{title.format(HEADLINE)}</title>"
    body = f"<h1>Harbour log</h1><h3>{HEADLINE}</h3><p>{ONE}</p><p>{TWO}</p>"

    assert on_page(head, body).headline == HEADLINE


def test_an_h1_apart_from_the_story_is_no_body() -> None:
    head = f"<title>{HEADLINE}</title>"
    apart = f"<div><h1>Weather warning</h1></div><h2>{HEADLINE}</h2><p>{ONE}</p><p>{TWO}</p>"
    article = on_page(head, apart)

    assert article.headline == HEADLINE
    assert article.body == f"{ONE}\n\n{TWO}"


# ---------------------------------------------------------------- claiming blocks


@given(st.text(), st.sampled_from([" ", "-", "“", "’", "_", "\u200b"]))
def test_letters_are_what_two_prints_of_a_headline_share(text: str, mark: str) -> None:
    assert letters(text) == letters(mark + text + mark) == letters(letters(text))


def test_a_block_in_capitals_is_claimed_for_its_headline() -> None:
    document = Document("", blocks=[SourceBlock("FERRY “RETURNS”"), SourceBlock(ONE)])
    claim(document, "headline", "Ferry ‘returns’")
    label = document.blocks[0].label

    assert label is not None
    assert label.role == "headline"


def test_a_block_that_a_plugin_took_is_not_claimed() -> None:
    block = SourceBlock(HEADLINE, label=Label.remove("related", "mine"))
    document = Document("", blocks=[block])
    claim(document, "headline", HEADLINE)

    assert document.blocks[0].label == Label.remove("related", "mine")


def test_what_no_block_holds_is_not_claimed() -> None:
    document = Document("", blocks=[SourceBlock(ONE)])
    claim(document, "headline", HEADLINE)

    assert document.blocks[0].label is None


# ---------------------------------------------------------------- standfirst


def test_a_line_without_full_stop_below_the_headline_is_the_standfirst() -> None:
    line = "The line to the outer islands had been closed for eleven months"
    article = normalized(HEADLINE, line, ONE, TWO)

    assert article.standfirst == line
    assert article.body == f"{ONE}\n\n{TWO}"


def test_a_sentence_that_the_body_repeats_is_the_standfirst() -> None:
    line = "The operator had repaired the old pier of the island at last."
    article = normalized(HEADLINE, line, line, ONE, TWO)

    assert article.standfirst == line
    assert article.body.startswith(line)


@pytest.mark.parametrize(
    "line", ["Ferries", "The ferry had been away a long time.", "It said here:"]
)
def test_no_standfirst_is(line: str) -> None:
    assert normalized(HEADLINE, line, ONE, TWO).standfirst is None


def test_the_only_paragraph_of_a_page_is_its_body_whatever_it_is_called() -> None:
    article = on_page("", f"<h1>{HEADLINE}</h1><p class=summary>{ONE}</p><h2>More</h2>")

    assert article.standfirst is None
    assert article.body.startswith(ONE)


def test_a_standfirst_of_a_page_is_told_by_its_class_or_its_description() -> None:
    line = "The operator had repaired the old pier of the largest island at last."
    body = f"<h1>{HEADLINE}</h1><{{}}>{line}</{{}}><p>{ONE}</p><p>{TWO}</p>"
    by_class = on_page("", body.format("p class=standfirst", "p"))
    by_description = on_page(f'<meta name="description" content="{line}">', body.format("h2", "h2"))

    assert by_class.standfirst == by_description.standfirst == line
    assert by_class.body == by_description.body == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize("name", ["story__subhead", "introtext", "dek"])
def test_classes_that_name_a_standfirst(name: str) -> None:
    line = "The operator had repaired the old pier of the largest island at last."
    body = f"<h1>{HEADLINE}</h1><p class={name}>{line}</p><p>{ONE}</p><p>{TWO}</p>"
    assert on_page("", body).standfirst == line


def test_a_sentence_set_as_a_heading_above_the_story_is_the_standfirst() -> None:
    sentence = "The operator had repaired the old pier of the largest island at last, after a year."
    title = "How the old pier of the largest island was repaired by its operator in a year"
    body = f"<h1>{HEADLINE}</h1><h2>{{}}</h2><p>{ONE}</p><p>{TWO}</p>"

    assert on_page("", body.format(sentence)).standfirst == sentence
    assert on_page("", body.format(title)).standfirst is None
    below = f"<h1>{HEADLINE}</h1><p>{ONE}</p><h2>{sentence}</h2><p>{TWO}</p>"
    assert on_page("", below).standfirst is None


def test_a_paragraph_before_quotes_is_no_standfirst() -> None:
    line = "The operator had repaired the old pier of the largest island at last, after a year."
    quote = f"<blockquote><p>{ONE}</p><p>{TWO}</p></blockquote>"
    body = f"<h1>{HEADLINE}</h1><div><p>{line}</p>{quote}<p>{ONE.upper()}</p></div>"
    article = on_page("", body)

    assert article.standfirst is None
    assert article.body.startswith(line)


def test_a_lead_cut_off_by_a_box_or_with_a_dateline_is_no_standfirst() -> None:
    line = "The operator had repaired the old pier of the largest island at last, after a year."
    box = "<div class=related><ul><li><a href='/x'>Pier falls</a></li></ul></div>"
    rest = f"<p>{ONE}</p><p>{TWO}</p><p>{ONE.upper()}</p></div>"
    cut = f"<div class=text><div><p>{line}</p></div></div>{box}<div class=text>{rest}"
    filed = f"<div><p>OSLO (AP) — {line}</p></div>{box}<div>{rest}"

    assert on_page("", f"<h1>{HEADLINE}</h1>{cut}").standfirst is None
    article = on_page("", f"<h1>{HEADLINE}</h1>{filed}")
    assert article.standfirst is None
    assert article.dateline is not None


def test_a_first_paragraph_set_apart_is_the_standfirst() -> None:
    line = "The operator had repaired the old pier of the largest island at last, after a year."
    story = f"<div><p>{ONE}</p><p>{TWO}</p><p>{ONE.upper()}</p></div>"
    apart = on_page("", f"<h1>{HEADLINE}</h1><div><p>{line}</p></div>{story}")
    together = on_page("", f"<h1>{HEADLINE}</h1><p>{line}</p><p>{ONE}</p><p>{TWO}</p>")
    each_apart = on_page(
        "",
        f"<h1>{HEADLINE}</h1>" + "".join(f"<div><p>{text}</p></div>" for text in (line, ONE, TWO)),
    )

    assert apart.standfirst == line
    assert apart.body.startswith(ONE)
    assert together.standfirst is each_apart.standfirst is None
    assert together.body.startswith(line)
    assert each_apart.body.startswith(line)


# ---------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("BY JANE DOE", ("JANE DOE",)),
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("By Jane Doe, Staff Writer", ("Jane Doe",)),
        ("By Jane Doe | Island Post", ("Jane Doe",)),
        ("Von Jana Beispiel und Max Muster, Berlin", ("Jana Beispiel", "Max Muster")),
        ("Par Jeanne Dupont", ("Jeanne Dupont",)),
        ("Written by Jane Doe", ("Jane Doe",)),
    ],
)
def test_a_byline_gives_its_names_and_goes(line: str, names: tuple[str, ...]) -> None:
    article = normalized(HEADLINE, line, ONE, TWO)

    assert article.authors == names
    assert removed(article) == [(line, "byline")]
    assert article.body == f"{ONE}\n\n{TWO}"


def test_a_dated_line_that_the_page_calls_its_byline_names_the_author() -> None:
    for line, names in [
        ("Jane Doe | Harbor Town | 08/01/2014", ("Jane Doe",)),
        ("Ferries | 08/01/2014", ()),
    ]:
        story = f"<p class=autor>{line}</p><p>{ONE}</p><p>{TWO}</p>"
        assert on_page("", f"<h1>{HEADLINE}</h1>{story}").authors == names


def test_a_date_line_by_the_headline_of_a_page_names_the_author() -> None:
    line = "<p class=post-date>11/28/2016 11:00 AM PST BY HARBOR STAFF</p>"
    story = f"<p>{ONE}</p><p>{TWO}</p>"

    assert on_page("", f"<h1>{HEADLINE}</h1>{line}{story}").authors == ("HARBOR STAFF",)
    assert on_page("", f"<h1>{HEADLINE}</h1>{story * 5}{line}").authors == ()


def test_without_a_byline_the_author_box_names_the_author() -> None:
    article = normalized(HEADLINE, ONE, TWO, "About the author: Jane Doe")

    assert article.authors == ("Jane Doe",)


def test_names_in_prose_are_no_authors() -> None:
    assert normalized(HEADLINE, ONE, f"{TWO} By Jane Doe’s count, 40 ships left.").authors == ()


def test_names_in_metadata_win_over_bylines() -> None:
    head = '<meta name="author" content="Jane Doe">'
    article = on_page(head, f"<h1>{HEADLINE}</h1><p>By Jon Roe</p><p>{ONE}</p><p>{TWO}</p>")

    assert article.authors == ("Jane Doe",)


def test_a_byline_wins_over_the_outlet_as_its_own_author() -> None:
    head = '<meta property="og:site_name" content="Coast Island Post">'
    head += '<meta name="author" content="CIP">'
    story = f"<p>{ONE}</p><p>{TWO}</p>"

    assert on_page(head, f"<h1>{HEADLINE}</h1><p>By Jon Roe</p>{story}").authors == ("Jon Roe",)
    assert on_page(head, f"<h1>{HEADLINE}</h1>{story}").authors == ("CIP",)


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("March 3, 2024", date(2024, 3, 3), None),
        ("3 March 2024", date(2024, 3, 3), None),
        ("Updated March 3, 2024", None, date(2024, 3, 3)),
        ("March 3, 2024 | Updated March 4, 2024", date(2024, 3, 3), date(2024, 3, 4)),
        ("Published: March 3, 2024", date(2024, 3, 3), None),
        (
            "Publicado em 3 de março de 2024 Atualizado em 4 de março de 2024",
            date(2024, 3, 3),
            date(2024, 3, 4),
        ),
        ("2024年3月3日 (3月4日更新)", date(2024, 3, 3), None),
        ("Stand: 3. März 2024", date(2024, 3, 3), None),
        ("Publikováno 3. března 2024", date(2024, 3, 3), None),
        ("neděle 3. března 2024", date(2024, 3, 3), None),
        ("Aktualizováno: 4. 3. 2024", None, date(2024, 3, 4)),
        ("Опубліковано: 3 березня 2024", date(2024, 3, 3), None),
        ("Неділя, 3 березня 2024", date(2024, 3, 3), None),
        ("3 березня 2024 | Оновлено 4 березня 2024", date(2024, 3, 3), date(2024, 3, 4)),
        ("Publicat: 3 martie 2024", date(2024, 3, 3), None),
        ("Actualizat la 3 martie 2024", None, date(2024, 3, 3)),
        ("Δημοσιεύτηκε: Κυριακή 3 Μαρτίου 2024", date(2024, 3, 3), None),
        ("Ενημερώθηκε στις 3 Μαρτίου 2024", None, date(2024, 3, 3)),
        ("Julkaistu 3.3.2024 klo 9.30", datetime(2024, 3, 3, 9, 30), None),
        ("Päivitetty: 3. maaliskuuta 2024", None, date(2024, 3, 3)),
        ("2024. március 3. | Frissítve: 2024. március 4.", date(2024, 3, 3), date(2024, 3, 4)),
        ("Chủ nhật, ngày 3 tháng 3 năm 2024", date(2024, 3, 3), None),
        ("Tháng Mười Hai 5, 2023", date(2023, 12, 5), None),
        ("نشر في ٣ مارس ٢٠٢٤", date(2024, 3, 3), None),
        ("الأحد 3 كانون الثاني/يناير 2021", date(2021, 1, 3), None),
        ("Zaktualizowano 3 maja 2024", None, date(2024, 5, 3)),
        ("3. Mai 2024Geändert: 4. Mai 2024", date(2024, 5, 3), date(2024, 5, 4)),
        ("3 травня 2024Оновлено: 4 травня 2024", date(2024, 5, 3), date(2024, 5, 4)),
        (
            "Publié le 3 mars 2024, modifié le 4 mars 2024",
            date(2024, 3, 3),
            date(2024, 3, 4),
        ),
        ("no date at all", None, None),
    ],
)
def test_a_date_line_says_when_it_was_published_and_changed(
    line: str, published: date | None, modified: date | None
) -> None:
    assert read_date_line(line) == Dates(published, modified)


def test_the_encoding_of_accents_in_a_date_line_does_not_matter() -> None:
    line = "Publié le 3 août 2024, mis à jour le 4 août 2024"

    assert read_date_line(normalize("NFD", line)) == Dates(date(2024, 8, 3), date(2024, 8, 4))


@pytest.mark.parametrize(
    "line",
    [
        "March 3, 2024",
        "Published: March 3, 2024",
        "Sunday, 3 March 2024",
        "Julkaistu 3. maaliskuuta 2024",
        "2024. március 3., vasárnap",
        "Közzétéve: 2024. 03. 03.",
    ],
)
def test_a_date_line_goes_and_its_date_stays(line: str) -> None:
    article = normalized(HEADLINE, line, ONE, TWO)

    assert article.published == date(2024, 3, 3)
    assert removed(article) == [(line, "date_line")]


def test_a_time_that_was_printed_is_kept() -> None:
    line = "Updated: March 4, 2024 10:40 | Published: March 3, 2024 09:30"
    article = normalized(HEADLINE, line, ONE, TWO)

    assert article.published == datetime(2024, 3, 3, 9, 30)
    assert article.modified == datetime(2024, 3, 4, 10, 40)


@pytest.mark.parametrize(
    ("line", "language", "published"),
    [
        ("17/02/2022", "en", date(2022, 2, 17)),
        ("3/4/2022", "de", date(2022, 4, 3)),
        ("24.01.2022 11:38 Kategorie: News", "de", datetime(2022, 1, 24, 11, 38)),
        (f"25. Januar 2022 | Berlin – {ONE} {TWO}", "de", date(2022, 1, 25)),
        (f"Jan. 25, 2022 -- {ONE}", "en", date(2022, 1, 25)),
    ],
)
def test_a_date_by_the_headline_wins_over_date_lines_elsewhere(
    line: str, language: str, published: date
) -> None:
    head = f'<meta name="dc.language" content="{language}">'
    elsewhere = "".join(f'<p class="date">1{n} May 2019</p>' for n in range(9))
    body = f"{elsewhere}<h1>{HEADLINE}</h1><p>{line}</p><p>{ONE}</p><p>{TWO}</p>"

    assert on_page(head, body).published == published


DAY = date(2022, 1, 24)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        # the story's list of sources stands close below its headline
        ("<p>24 January 2022</p>", f"<p>{ONE} {TWO}</p><ul><li>3 May 2019: first report</li></ul>"),
        (
            "",
            f"<figcaption>Pier, 3 May 2019</figcaption><p>24 January 2022</p><p>{ONE} {TWO}</p>",
        ),
        ("", f"<p>HarborJANUARY 24, 2022Updated: MAY 3, 2022</p><p>{ONE} {TWO}</p>"),
        ("", f"<p>The pier had fallen on 3 May 2019. {ONE}</p><p class=date>24 January 2022</p>"),
        ("", f"<p>January 24, 20225 min</p><p>{ONE} {TWO}</p>"),
        # of a ticker and a heading the heading is the headline
        (
            f"<ul><li>{HEADLINE}</li><li>Race of 3 May 2019</li></ul>",
            f"<p>24 January 2022</p><p>{ONE} {TWO}</p>",
        ),
    ],
)
def test_the_date_of_the_story_is_the_one_nearest_its_headline(above: str, below: str) -> None:
    assert on_page("", f"{above}<h1>{HEADLINE}</h1>{below}").published == DAY


@pytest.mark.parametrize(
    ("told", "printed", "published"),
    [
        ("2022-01-26", "24 January 2022", DAY),
        ("2022-01-24T11:38:00", "24 January 2022", datetime(2022, 1, 24, 11, 38)),
        ("2022-01-24", "Today: 3 May 2022", DAY),
    ],
)
def test_of_an_unsure_day_and_a_printed_one_the_earlier_is_that_of_publication(
    told: str, printed: str, published: date
) -> None:
    """Changes and visits come later; on the same day the more exact moment stays."""
    body = f"<p>{printed}</p><h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p>"
    assert on_page(f'<meta name="date" content="{told}">', body).published == published


def test_a_page_that_says_only_when_it_changed_was_published_on_no_known_day() -> None:
    changed = on_page("", f"<h1>{HEADLINE}</h1><p>Updated: 24 January 2022</p><p>{ONE} {TWO}</p>")
    told = on_page(
        '<meta name="last-modified" content="2022-01-24">',
        f"<h1>{HEADLINE}</h1><p>{ONE} {TWO}</p>",
    )
    assert (changed.published, changed.modified) == (None, DAY)
    assert (told.published, told.modified) == (None, DAY)


def test_the_date_of_a_comment_is_not_the_story_s() -> None:
    comment = '<div class="comments"><p>Jo</p><p>18 May 2014, 22:38</p></div>'

    own = '<p class="date">12 May 2014</p>'
    article = on_page("", f"<h1>{HEADLINE}</h1><p>{ONE} {TWO}</p>{comment}{own}")

    assert article.published == date(2014, 5, 12)


def test_the_dates_of_related_stories_are_not_the_story_s() -> None:
    """However many stand between its headline and its own date."""
    others = "".join(
        f"<li><a href='/{day}'>Ferry stays away for day {day}</a><div>May {day}, 2014</div></li>"
        for day in range(1, 10)
    )
    related = f"<div class=related-news><ul>{others}</ul></div>"
    body = f"<h1>{HEADLINE}</h1>{related}<p>OSLO | 24 January 2022</p><p>{ONE} {TWO}</p>"

    assert on_page("", body).published == DAY


def test_the_day_of_the_crawl_never_becomes_the_day_of_publication() -> None:
    assert normalized(HEADLINE, ONE, TWO, as_of=date(2024, 3, 3)).published is None


@given(st.dates(min_value=date(1980, 1, 1), max_value=date(2030, 1, 1)))
@settings(max_examples=20)
def test_a_scrapers_date_is_the_day_of_publication(day: date) -> None:
    article = normalized(f"date {day} {ONE}", TWO)

    assert article.published == day
    assert article.body == f"{ONE}\n\n{TWO}"
    assert removed(article) == [(f"date {day}", "date_line")]


# ---------------------------------------------------------------- dateline


def test_a_dateline_opens_the_first_paragraph_and_is_not_part_of_it() -> None:
    article = normalized(HEADLINE, f"OSLO, March 3 (Reuters) - {ONE}", TWO)

    assert article.dateline is not None
    assert article.dateline.raw == "OSLO, March 3 (Reuters) -"
    assert article.dateline.spans == ((30, 55),)
    assert article.body == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(("as_of", "year"), [(date(2024, 5, 1), 2024), (date(2024, 2, 1), 2023)])
def test_the_day_of_the_crawl_completes_a_dateline(as_of: date, year: int) -> None:
    article = normalized(HEADLINE, f"OSLO, March 3 (Reuters) - {ONE}", TWO, as_of=as_of)

    assert article.dateline is not None
    assert article.dateline.date == PartialDate(year, 3, 3)


@pytest.mark.parametrize(
    "line",
    [
        "Reuters | Oslo | Updated: 16-11-2021 06:36 IST",
        "Reuters | Oslo | Updated: 16-11-2021 06:36 IST | Created: 16-11-2021 06:30 IST",
    ],
)
def test_a_line_of_fields_between_bars_is_a_dateline(line: str) -> None:
    article = normalized(HEADLINE, line, ONE, TWO)

    assert article.dateline is not None
    assert (article.dateline.city, article.dateline.agency_name) == ("Oslo", "Reuters")
    assert article.body == f"{ONE}\n\n{TWO}"


def test_a_dateline_may_stand_below_the_first_lines() -> None:
    blocks = [SourceBlock("By the harbour"), SourceBlock(f"OSLO (AP) — {ONE}")]
    found = find_dateline(Document("", blocks=blocks))

    assert found is not None
    assert found.city == "Oslo"


def test_a_dateline_that_no_block_opens_with_is_none() -> None:
    document = Document("", blocks=[SourceBlock(f"OSLO (AP) — {ONE}")])
    found = find_dateline(document)
    document.blocks[0].text = ONE

    assert found is not None
    assert take_dateline(document, found) is None


# ---------------------------------------------------------------- body and credits


def test_the_body_is_what_nobody_took() -> None:
    labels = [
        None,
        Label.remove(Reason.RELATED, "x"),
        Label.keep("body", "x"),
        Label.keep("credit", "x"),
    ]
    blocks = [SourceBlock(ONE, label=label) for label in labels]

    assert body_indices(Document("", blocks=blocks)) == [0, 2]


@given(st.lists(st.booleans(), min_size=1))
def test_pieces_of_a_paragraph_are_put_together(joined: list[bool]) -> None:
    blocks = [SourceBlock(ONE, joined=each) for each in joined]
    found = list(paragraphs(blocks))

    assert [piece for pieces in found for piece in pieces] == blocks
    assert len(found) == 1 + sum(not each for each in joined[1:])


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("(With inputs from agencies)", "With inputs from agencies"),
        (
            "Reporting by Jane Doe; editing by John Roe",
            "Reporting by Jane Doe; editing by John Roe",
        ),
        (
            "The Associated Press contributed to this report.",
            "The Associated Press contributed to this report.",
        ),
    ],
)
def test_credits_are_kept_apart_from_the_body(line: str, credit: str) -> None:
    article = normalized(HEADLINE, ONE, TWO, line)

    assert article.credits == (credit,)
    assert article.body == f"{ONE}\n\n{TWO}"
    assert article.removed == ()


def test_a_credit_is_printed_without_its_parentheses() -> None:
    article = normalized(HEADLINE, ONE, TWO, "[With inputs from agencies]")

    assert [credit_text(block) for block in article.blocks if block.role == "credit"] == [
        "With inputs from agencies"
    ]


@pytest.mark.parametrize(("parts", "expected"), [((ONE, TWO), "article"), (("Home",), "unknown")])
def test_an_article_has_a_paragraph_of_prose(parts: tuple[str, ...], expected: str) -> None:
    assert normalized(*parts).page_type == expected


@pytest.mark.parametrize(
    "line",
    ["By Jane Doe | May 4, 2024", "Posted on May 4, 2024 by Jane Doe", "by Jane Doe2024-05-04"],
)
def test_the_date_in_a_byline_is_that_of_publication(line: str) -> None:
    article = normalized(HEADLINE, line, ONE, TWO)

    assert (article.authors, article.published) == (("Jane Doe",), date(2024, 5, 4))
    assert article.body == f"{ONE}\n\n{TWO}"
