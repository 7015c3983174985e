"""What a document is: an article, or one of the other things that sites print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import Article, Normalizer
from normalize.testing import articles, pages
from normalize.testing._articles import GeneratedArticle
from normalize.testing._pages import GeneratedPage

GENERIC = Normalizer(plugins=())
TITLE = "Ferry to the islands returns"
ONE = "The ferry to the outer islands is back in service, the operator said on Monday morning."
TWO = "It had been out of order since January, when a storm broke the pier on the largest island."
THREE = "Fishermen had carried post and bread across, and some of them had done it without any pay."
STORY = (ONE, TWO, THREE)
TITLES = (
    "Lost bell found in the marsh", "Harbour fees to rise in spring", "Old wall is open again",
    "Skipper wins regatta at last", "Council votes for new bridge", "Island school gets a roof",
    "Whale seen off the north coast", "Bakery to close after a century", "Fog stops all the ships",
)  # fmt: skip


def of_text(*paragraphs: str) -> Article:
    """The article of a text of these paragraphs."""
    return GENERIC.normalize("\n\n".join(paragraphs), kind="text")


def evidence(article: Article) -> list[str]:
    """What the trace says of the type."""
    return [step.note for step in article.trace if step.step == "page_type"]


TEXTS = {
    "article": (TITLE, *STORY),
    "unknown": ("Home",),
    "briefs": (
        "News in brief",
        f"OSLO (AP) — {ONE}", TWO,
        f"LONDON, March 3 (Reuters) - {THREE}",
        f"PARIS (AFP) – {ONE}",
    ),
    "live_blog": (TITLE, "14:30", ONE, "14:12", TWO, "13:55 CET", THREE),
    "transcript": (
        TITLE,
        *(f"{name}: And then the ferry came into the harbour {number}, as we all know."
          for number in range(4) for name in ("JANE DOE", "MAYOR HOLM")),
    ),
    "index": ("News from the islands", *TITLES),
    "gallery": (TITLE, *(f"{number} / 6" for number in range(1, 7)), "The pier in the evening"),
    "video": ("Ferry returns to the islands: the pictures", "Watch later", "Video info", "Share"),
}  # fmt: skip


@pytest.mark.parametrize("expected", TEXTS)
def test_text(expected: str) -> None:
    assert of_text(*TEXTS[expected]).page_type == expected


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - {"article", "unknown"}))
def test_the_trace_says_why(name: str) -> None:
    (note,) = evidence(of_text(*TEXTS[name]))

    assert note.startswith(f"{name}: ")


def test_an_article_needs_no_evidence() -> None:
    assert evidence(of_text(TITLE, *STORY)) == []


def test_a_transcript_of_a_recording() -> None:
    lines = [f"00:{at:02d} and then the ferry came in {at}" for at in range(3, 60, 4)]

    assert of_text(TITLE, *lines).page_type == "transcript"


def test_an_index_of_titles_and_teasers() -> None:
    teasers = [f"{title}\n\n{text[:-1]} ..." for title, text in zip(TITLES, STORY * 3, strict=True)]

    assert of_text(*teasers).page_type == "index"


def test_an_index_in_markdown() -> None:
    entries = zip(TITLES, STORY * 3, strict=True)
    linked = (f"## [{title}](https://example.org/story)\n\n{text[:-1]}…" for title, text in entries)

    assert of_text(*linked).page_type == "index"


@pytest.mark.parametrize(
    "beside",
    [
        ("Price: 5 euros", "Seats: 40", "Length: 30 m", "Price: 7 euros", "Seats: 60"),
        ("- Two more ships", "- A new pier", "- A longer wall", "- A crane", "- A tower"),
        ("Monday 3 5 7", "Tuesday 4 6 8", "Wednesday 5 7 9", "Thursday 6 8 10", "Friday 1 2 3"),
        (
            "He left at 14:30 and came at 15:10.",
            "At 16:45 he left.",
            "10:30 was too early for him.",
        ),
    ],
    ids=["facts", "items", "figures", "times"],
)
def test_a_story_with_lists_is_an_article(beside: tuple[str, ...]) -> None:
    assert of_text(TITLE, ONE, TWO, *beside, THREE).page_type == "article"


def test_pictures_beside_a_long_story_make_no_gallery() -> None:
    captions = [f"The pier on day {day}, seen from the ferry. Photo: Jane Doe" for day in range(40)]
    assert of_text(TITLE, *captions, ONE).page_type == "gallery"
    assert of_text(TITLE, *STORY * 5, *captions).page_type == "article"


@given(articles())
def test_articles_are_articles(article: GeneratedArticle) -> None:
    assert GENERIC.normalize(article.as_text(), kind="text").page_type == "article"


SIGNS = {
    "date": '<meta property="article:published_time" content="2021-11-10T06:36:00Z">',
    "author": '<meta name="author" content="Jane Doe">',
    "declared": '<meta property="og:type" content="article">',
    "declared to machines": '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
}


@given(pages(), st.sampled_from(list(SIGNS.values())))
def test_pages_of_articles_are_articles(page: GeneratedPage, sign: str) -> None:
    """A page that is dated, signed or declared is one, however short."""
    html = page.html.replace("</head>", f"{sign}</head>")

    assert GENERIC.normalize(html).page_type == "article"


def short_page(*paragraphs: str, head: str = "") -> str:
    """A page with these paragraphs under a title."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{body}</body>"


NOTICE = (
    "If you have forgotten your password, give us your address and we will send you a new one.",
    "We keep what you tell us for as long as you are a customer of the ferry line, and no longer.",
)


def test_a_notice_that_nobody_dated_or_signed_is_no_article() -> None:
    """The page of a form, an error, a shop: every site has more of them than of stories."""
    notice = GENERIC.normalize(short_page(*NOTICE))

    assert notice.page_type == "unknown"
    assert evidence(notice) == ["unknown: 181 characters of prose, no author, no date"]
    assert notice.body == "\n\n".join(NOTICE)


@pytest.mark.parametrize("sign", SIGNS)
def test_one_sign_makes_a_short_page_an_article(sign: str) -> None:
    assert GENERIC.normalize(short_page(ONE, TWO, head=SIGNS[sign])).page_type == "article"


def test_a_list_of_goods_in_one_long_line_is_no_prose() -> None:
    goods = ("boots", "nets", "lamps", "ropes", "sails", "maps", "hats", "knives", "oilskins")
    line = " ".join(f"{place} {item}" for place in ("Harbour", "Island", "Pier") for item in goods)
    listed = of_text("All goods", line)

    assert listed.page_type == "unknown"
    assert evidence(listed) == ["unknown: 0 of 344 characters are prose"]
    assert of_text(TITLE, ONE, "List of goods", line[:200]).page_type == "article"


def test_a_long_page_is_an_article_without_a_sign() -> None:
    assert GENERIC.normalize(short_page(*STORY * 4)).page_type == "article"


def test_a_fragment_of_a_page_is_taken_for_what_it_says() -> None:
    """Feeds give the story alone, without the head that would date or sign it."""
    assert GENERIC.normalize(f"<p>{ONE}</p><p>{TWO}</p>", kind="html").page_type == "article"


@pytest.mark.parametrize(
    "address",
    ["https://ferry.example", "https://ferry.example/", "https://ferry.example/index.html"],
)
def test_the_front_page_of_a_site_is_no_article(address: str) -> None:
    page = short_page(*STORY * 4)

    assert GENERIC.normalize(page, url=address).page_type == "unknown"
    assert GENERIC.normalize(page, url=f"{address}#top").page_type == "unknown"
    assert GENERIC.normalize(page, url=f"{address}?id=7").page_type == "article"
    assert GENERIC.normalize(page, url=f"{address}#!/story/7").page_type == "article"
    dated = short_page(*STORY * 4, head=SIGNS["date"])
    assert GENERIC.normalize(dated, url=address).page_type == "article"


def test_the_address_of_the_site_does_not_hide_that_of_the_page() -> None:
    own = '<link rel="canonical" href="https://ferry.example/2021/pier">'
    page = short_page(*STORY * 4, head=own)

    assert GENERIC.normalize(page, url="https://ferry.example/").page_type == "article"


def test_goods_are_no_article_however_long_their_praise() -> None:
    goods = '<meta property="og:type" content="product">'

    assert GENERIC.normalize(short_page(*STORY * 6, head=goods)).page_type == "unknown"


def test_a_page_of_links_is_an_index() -> None:
    links = "".join(
        f'<li><a href="/{number}">{title} {number}</a></li>'
        for number, title in enumerate(TITLES * 3)
    )
    page = (
        f"<html><head><title>News</title></head><body><h1>News</h1><ul>{links}</ul></body></html>"
    )

    assert GENERIC.normalize(page).page_type == "index"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [("CollectionPage", "index"), ("VideoObject", "video"), ("LiveBlogPosting", "live_blog")],
)
def test_what_a_page_declares(declared: str, expected: str) -> None:
    """A page with a long story is an article, whatever it declares beside it."""
    page = (
        '<html><head><script type="application/ld+json">{"@context": "https://schema.org", '
        f'"@type": "{declared}", "name": "Ferry"}}</script></head><body><h1>{TITLE}</h1>%s</body>'
    )
    short = GENERIC.normalize(page % f"<p>{ONE}</p>")
    long = GENERIC.normalize(page % "".join(f"<p>{text}</p>" for text in STORY * 5))

    assert short.page_type == expected
    assert evidence(short) == [f"{expected}: declared"]
    assert long.page_type == ("live_blog" if expected == "live_blog" else "article")
