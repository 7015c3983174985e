"""What a page says of itself."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from normalize.article import Image
from normalize.document import Metadata
from normalize.read.jsonld import read_things, text_of, types
from normalize.read.metadata import read_metadata, visible_published
from normalize.words.timestamps import parse_date

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry sinks off the pier",
    "datePublished": "2021-11-10T06:36:00+01:00",
    "dateModified": "2021-11-11",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Max Roe"}],
    "publisher": {"@type": "Organization", "name": "The Planet"},
    "articleSection": "Local",
    "articleBody": "The ferry sank at night.",
    "isAccessibleForFree": False,
}
OSLO = timezone(timedelta(hours=1))
NEW_YORK = timezone(timedelta(hours=-5))


def metadata(html: str, url: str | None = None, as_of: date | None = None) -> Metadata:
    return read_metadata(LexborHTMLParser(html), html, url, as_of)


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def page(**properties: Any) -> str:
    return script(json.dumps(ARTICLE | properties))


@given(st.text(alphabet="a\ud83d\ude00\ud800\U0001f600\\\\", max_size=8))
def test_half_a_letter_in_json_ld_is_replaced_and_a_whole_one_stays(text: str) -> None:
    found = metadata(page(headline=f"Ferry {text}!"))

    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert found.headline == f"Ferry {whole}!"


def test_json_ld_gives_every_field() -> None:
    found = metadata(
        page(image={"url": "/a.jpg", "caption": "The pier", "creditText": "Ana Poe"}),
        "https://planet.example/x",
    )
    assert found.headline == "Ferry sinks off the pier"
    assert found.titles == ("Ferry sinks off the pier",)
    assert found.authors == ("Jane Doe", "Max Roe")
    assert found.published == datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)
    assert found.modified == date(2021, 11, 11)
    assert (found.outlet, found.section) == ("The Planet", "Local")
    assert found.article_body == "The ferry sank at night."
    assert found.access == "isAccessibleForFree: false"
    assert found.image == Image("https://planet.example/a.jpg", "The pier", "Ana Poe")
    assert found.page_type == "article"


TEXT = json.dumps(ARTICLE)
BROKEN = {
    "comment": f"<!-- {TEXT} -->",
    "cdata": f"//<![CDATA[\n{TEXT}\n//]]>",
    "trailing comma": TEXT[:-1] + ",}",
    "line break in a string": TEXT.replace("sank at", "sank\n at"),
    "semicolon": TEXT + ";",
    "objects in a row": '{"@type": "WebSite", "name": "author"}\n' + TEXT,
    "entities": TEXT.replace('"', "&quot;"),
    "stray backslash": TEXT.replace("sank", r"\sank"),
    "unescaped quotes": TEXT.replace("sank at", 'sank "like a stone" at'),
    "cut off": TEXT[:-40],
    "graph": json.dumps({"@graph": [{"@type": "BreadcrumbList"}, ARTICLE]}),
    "array": json.dumps([[ARTICLE]]),
    "main entity": json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_and_nested_json_ld_still_speaks(text: str) -> None:
    found = metadata(script(text))
    assert found.headline == "Ferry sinks off the pier"
    assert found.authors[:1] == ("Jane Doe",)
    assert found.published == datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)


def test_a_reference_stands_for_the_object_it_names() -> None:
    graph = [
        ARTICLE | {"author": {"@id": "#jane"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
    ]
    assert metadata(script(json.dumps({"@graph": graph}))).authors == ("Jane Doe",)


def test_the_article_at_this_address_is_the_page_s_own() -> None:
    other = ARTICLE | {"headline": "Mill burns", "url": "https://planet.example/mill"}
    own = ARTICLE | {"url": "https://planet.example/ferry"}
    html = script(json.dumps([other, own]))
    assert metadata(html, "https://planet.example/ferry").headline == "Ferry sinks off the pier"


def test_the_page_that_an_article_is_on_is_not_the_article() -> None:
    around = {"@type": "WebPage", "url": "https://planet.example/ferry"}
    around |= {"headline": "Ferry sinks off the pier", "datePublished": "2021-11-10"}
    found = metadata(page(mainEntityOfPage=around), "https://planet.example/ferry")
    assert found.authors == ("Jane Doe", "Max Roe")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    *ARTICLE,
                    "@graph",
                    "@id",
                    "mainEntity",
                    "mainEntityOfPage",
                    "image",
                    "name",
                    "url",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(json_values)
@settings(max_examples=200)
def test_json_ld_of_any_shape_never_raises(value: Any) -> None:
    text = json.dumps({"@type": "NewsArticle", "author": value, "@graph": value})
    assert isinstance(metadata(script(text.replace("</", ""))), Metadata)
    assert isinstance(metadata(script("author" + text.replace("</", "")[::-1])), Metadata)


@given(st.text())
def test_any_script_never_raises(text: str) -> None:
    assert isinstance(read_things([text + '"author"', '{"author":' + text]), list)


@pytest.mark.parametrize("opening", ["[", '{"author":', '[{"author":[', '{"@graph":[', "[1,"])
def test_nesting_without_end_is_survived(opening: str) -> None:
    assert isinstance(metadata(script('"author"' + opening * 50_000)), Metadata)


def test_a_million_values_are_read_to_a_bound() -> None:
    html = '<meta name="author" content="Jane Doe">' * 20_000
    html += '<meta name="date" content="soon">' * 20_000
    assert metadata(html).authors == ("Jane Doe",)


META = """<html lang="en-GB"><head><title>Ferry sinks | The Planet</title>
<meta property="og:title" content="Ferry sinks off the pier">
<meta property="og:site_name" content="The Planet">
<meta property="og:image" content="https://planet.example/a.jpg">
<meta property="og:image:alt" content="The pier">
<meta property="article:section" content="Local">
<meta property="article:content_tier" content="locked">
<meta property="article:published_time" content="2021-11-10 06:36:00">
<meta property="article:modified_time" content="2021-11-11T08:00Z">
<meta name="byl" content="By Jane Doe and Max Roe">
<meta name="description" content="A ferry sank.">
<link rel="canonical" href="/ferry"></head>"""


def test_meta_tags_give_every_field() -> None:
    found = metadata(META, "https://planet.example/ferry?ref=1")
    assert found.titles == ("Ferry sinks off the pier", "Ferry sinks | The Planet")
    assert found.authors == ("Jane Doe", "Max Roe")
    assert found.published == datetime(2021, 11, 10, 6, 36)
    assert found.modified == datetime(2021, 11, 11, 8, tzinfo=UTC)
    assert (found.language, found.outlet, found.section) == ("en", "The Planet", "Local")
    assert found.canonical_url == "https://planet.example/ferry"
    assert found.access == "article:content_tier: locked"
    assert found.image == Image("https://planet.example/a.jpg", "The pier")
    assert found.description == "A ferry sank."


def test_a_meta_tag_may_say_value_for_content() -> None:
    found = metadata(
        '<meta name="twitter:title" value="Ferry sinks"><meta name="pubdate" value="2021-11-10">'
        '<meta itemprop="dateModified" value="2021-11-11">'
    )
    assert found.titles == ("Ferry sinks",)
    assert (found.published, found.modified) == (date(2021, 11, 10), date(2021, 11, 11))


def test_microdata_counts_on_any_tag_but_not_in_comments() -> None:
    found = metadata(
        '<div itemtype="https://schema.org/Comment"><i itemprop="author">Troll Roe</i></div>'
        '<h1 itemprop="headline">Ferry sinks</h1><b itemprop="author">Jane Doe</b>'
        '<span itemprop="datePublished" content="2021-11-10">today</span>'
        '<p itemprop="articleBody">It sank.</p>'
    )
    assert (found.headline, found.authors) == ("Ferry sinks", ("Jane Doe",))
    assert (found.published, found.article_body) == (date(2021, 11, 10), "It sank.")


def test_the_time_of_a_post_that_is_quoted_is_not_the_article_s() -> None:
    post = '<blockquote><div><p>A post, <time datetime="2018-03-12">March</time></div></blockquote>'
    assert metadata(f"<h1>Ferry</h1>{post}").published is None
    html = f'<h1>Ferry</h1>{post}<time datetime="2021-11-10">today</time>'
    assert metadata(html).published == date(2021, 11, 10)


def test_the_time_after_the_headline_is_that_of_the_article() -> None:
    found = metadata(
        '<time datetime="2020-01-05">old</time><h1>Ferry</h1><time datetime="2021-11-10">new</time>'
    )
    assert found.published == date(2021, 11, 10)


BESIDE = [
    "<aside><p>{}</p></aside>",
    "<nav>{}</nav>",
    "<a href=/storm><div>Storm nears <p>{}</p></div></a>",
]
MOMENTS = [
    '<time datetime="2018-03-12">March</time>',
    '<span itemprop="datePublished" content="2018-03-12">March</span>',
]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("around", BESIDE)
def test_a_moment_beside_the_story_is_less_sure(moment: str, around: str) -> None:
    found = metadata(f"<h1>Ferry</h1>{around.format(moment)}")
    assert (found.published, found.dated) == (None, date(2018, 3, 12))

    own = moment.replace("2018-03-12", "2021-11-10")
    assert metadata(f"<h1>Ferry</h1>{around.format(moment)}{own}").published == date(2021, 11, 10)


def test_a_moment_in_its_own_link_is_the_story_s() -> None:
    found = metadata('<h1>Ferry</h1><a href="/ferry"><time datetime="2021-11-10">today</time></a>')
    assert found.published == date(2021, 11, 10)


def test_a_time_that_says_updated_is_that_of_the_last_change() -> None:
    found = metadata('<h1>Ferry</h1><time datetime="2021-11-10"><b>Updated</b> Nov 10</time>')
    assert (found.published, found.modified) == (None, date(2021, 11, 10))


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="date" content="2021-11-10">',
        '<script>page = {"publishedAt": "2021-11-10"}</script>',
        '<div data-page="{&quot;datePublished&quot;:&quot;2021-11-10&quot;}"></div>',
    ],
)
def test_a_day_that_may_be_of_something_else_is_less_sure(html: str) -> None:
    found = metadata(html)
    assert (found.published, found.dated) == (None, date(2021, 11, 10))


def test_a_byline_by_class_names_the_author_where_nothing_else_does() -> None:
    html = '<aside><p class="author">Max Roe</p></aside><h1>Ferry</h1><p class="byline">By Jane Doe'
    assert metadata(html).authors == ("Jane Doe",)


def test_the_outlet_s_own_name_is_the_last_resort() -> None:
    site = '<meta property="og:site_name" content="The Planet">'
    site += '<meta name="author" content="The Planet">'
    assert (metadata(site).authors, metadata(site).house) == ((), ("The Planet",))
    found = metadata(site + '<p class="byline">By Jane Doe</p>')
    assert (found.authors, found.house) == (("Jane Doe",), ())


def test_who_is_named_as_the_publisher_is_no_author() -> None:
    house = {"@type": "Organization", "name": "PL News Desk"}
    html = page(author=house, publisher=house) + '<meta name="author" content="PL News Desk">'
    assert (metadata(html).authors, metadata(html).house) == ((), ("PL News Desk",))


def test_nothing_said_is_nothing_known() -> None:
    assert metadata("<p>Ferry sinks", "https://planet.example/2021/11/10/ferry") == Metadata()


@pytest.mark.parametrize(
    ("kind", "page_type"),
    [
        ("LiveBlogPosting", "live_blog"),
        ("VideoObject", "video"),
        ("ImageGallery", "gallery"),
        ("CollectionPage", "index"),
        ("Product", "unknown"),
        ("WebPage", None),
    ],
)
def test_a_page_declares_its_type(kind: str, page_type: str | None) -> None:
    assert metadata(script(json.dumps({"@type": kind, "name": "x"}))).page_type == page_type


@pytest.mark.parametrize(
    ("said", "page_type"),
    [
        ("article", "article"),
        ("Article", "article"),
        ("video.other", "video"),
        ("product.item", "unknown"),
        ("website", None),
    ],
)
def test_a_page_declares_its_type_to_social_media(said: str, page_type: str | None) -> None:
    assert metadata(f'<meta property="og:type" content="{said}">').page_type == page_type


def test_a_date_after_the_crawl_is_an_error() -> None:
    html = page(dateModified=None)
    assert metadata(html, as_of=date(2021, 11, 9)).published is not None
    assert metadata(html, as_of=date(2021, 11, 1)).published is None


DATES = [
    ("2021-11-10", date(2021, 11, 10)),
    ("20211110", date(2021, 11, 10)),
    ("2021/11/10", date(2021, 11, 10)),
    ("2021-11-10T06:36:00Z", datetime(2021, 11, 10, 6, 36, tzinfo=UTC)),
    ("20211110T063600Z", datetime(2021, 11, 10, 6, 36, tzinfo=UTC)),
    ("2021-11-10T06:36+0100", datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)),
    ("2021-11-10T06:36:00.123+01", datetime(2021, 11, 10, 6, 36, 0, 123000, tzinfo=OSLO)),
    ("2021-11-10 06:36:00", datetime(2021, 11, 10, 6, 36)),
    ("2021-11-10 06:36:00 +0000 UTC", datetime(2021, 11, 10, 6, 36, tzinfo=UTC)),
    ("Wed, 10 Nov 2021 06:36:00 GMT", datetime(2021, 11, 10, 6, 36, tzinfo=UTC)),
    ("Wed Nov 10 06:36:00 EST 2021", datetime(2021, 11, 10, 6, 36, tzinfo=NEW_YORK)),
    ("Wednesday, November 10, 2021, 06:36 PM", datetime(2021, 11, 10, 18, 36)),
    ("10. November 2021", date(2021, 11, 10)),
    ("by April Roe@aroe Nov 10, 2021", date(2021, 11, 10)),
    ("June Roe, 10 November 2021", date(2021, 11, 10)),
    ("10 de noviembre de 2021", date(2021, 11, 10)),
    ("10 noiembrie 2021, ora 06:36", datetime(2021, 11, 10, 6, 36)),
    ("miercuri, 10 noi. 2021", date(2021, 11, 10)),
    ("Τετάρτη 10 Νοεμβρίου 2021", date(2021, 11, 10)),
    ("10 ΝΟΕΜΒΡΙΟΥ 2021, 06:36", datetime(2021, 11, 10, 6, 36)),
    ("10.11.2021", date(2021, 11, 10)),
    ("2021年11月10日 06:36", datetime(2021, 11, 10, 6, 36)),
    ("1636526160", datetime(2021, 11, 10, 6, 36, tzinfo=UTC)),
    ("1636526160000", datetime(2021, 11, 10, 6, 36, tzinfo=UTC)),
    ("11/23/2021", date(2021, 11, 23)),
    ("10.11.2021 kl. 06.36", datetime(2021, 11, 10, 6, 36)),
    ("10 novembre 2021 à 18h36", datetime(2021, 11, 10, 18, 36)),
    ("Nov. 10, 2021 6.36 p.m. EST", datetime(2021, 11, 10, 18, 36, tzinfo=NEW_YORK)),
    ("Päivitetty 10. marraskuuta 2021 klo 6.36", datetime(2021, 11, 10, 6, 36)),
    ("Közzétéve: 2021. november 10., szerda 6:36", datetime(2021, 11, 10, 6, 36)),
    ("2021年11月10日 18時36分", datetime(2021, 11, 10, 18, 36)),
    ("2021. 11. 10. 06:36", datetime(2021, 11, 10, 6, 36)),
    ("2021.11.10 오후 6:36", datetime(2021, 11, 10, 18, 36)),
    ("10.11.2021, 06:36 (GMT+1)", datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)),
    ("10.11.2021, 06:36 GMT+01:00", datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)),
    ("Wed Nov 10 2021 06:36:00 GMT+0100 (CET)", datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)),
    ("10.11.2021, 06:36 UTC+1:00", datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)),
    ("2021-11-10 06:36 UTC+01", datetime(2021, 11, 10, 6, 36, tzinfo=OSLO)),
    ("3/4/2021", None),
    ("1744-05-06", None),
    ("2021-29-11", None),
    ("2021", None),
    ("soon", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "found"), DATES)
def test_a_printed_date_is_read(text: str, found: datetime | date | None) -> None:
    assert parse_date(text) == found
    assert type(parse_date(text)) is type(found)


def test_of_two_numbers_that_may_be_the_month_the_caller_says_which_is() -> None:
    assert parse_date("3/4/2021", day_first=True) == date(2021, 4, 3)
    assert parse_date("11/23/2021", day_first=True) == date(2021, 11, 23)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1), timezones=st.just(OSLO) | st.none())
)
def test_iso_dates_come_back(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.date().isoformat()) == moment.date()


@given(st.text())
def test_any_text_can_be_asked_for_its_date(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)


def test_types_and_texts_come_in_several_shapes() -> None:
    assert types({"@type": ["https://schema.org/NewsArticle", 3]}) == ("NewsArticle",)
    assert text_of([{"name": ["a &amp; b"]}]) == "a & b"
    assert text_of({"givenName": "Jane", "familyName": "Doe"}) == "Jane Doe"
    assert text_of({}) is None


def test_the_date_that_readers_see_is_found_last() -> None:
    html = "<html><body><h1>Ferry</h1><p class='date'>Published: May 6, 2021</p><p>It sank.</p>"
    assert visible_published(html) == date(2021, 5, 6)
    assert visible_published(html, as_of=date(2020, 1, 1)) is None
    assert visible_published("<p>nothing</p>") is None
    assert visible_published("https://planet.example/2021/11/10/ferry") is None
    assert visible_published(" " * 2_000_001) is None


def test_the_day_of_an_image_s_upload_is_not_the_story_s() -> None:
    address = "https://planet.example/uploads/2021/05/06/pier.jpg"
    html = f'<head><meta property="og:image" content="{address}"></head><body><p>It sank.</p>'
    assert visible_published(html) is None
