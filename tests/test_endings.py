"""The end of a page's story: headings of nothing, and boxes about its authors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import Article, Normalizer
from normalize.testing import GeneratedArticle, articles

GENERIC = Normalizer(plugins=())
STORY = [
    "The ferry to the outer islands is back in service, the operator said on Monday morning.",
    "It had been out of order since January, when a storm broke the pier on the largest island.",
]
LINKS = "".join(f'<li><a href="/story/{i}">Ferry story number {i} of many</a></li>' for i in "123")


def on_page(after: str, author: str = "Jane Doe") -> Article:
    """The article of a page with this after the last paragraph of its story."""
    story = "".join(f"<p>{text}</p>" for text in STORY)
    head = f'<meta name="author" content="{author}">'
    return GENERIC.normalize(f"<head>{head}</head><body><h1>Ferry</h1>{story}{after}", kind="html")


def rules(article: Article) -> list[str]:
    """The rules that took something away."""
    return [piece.rule for piece in article.removed]


@given(st.lists(st.sampled_from(["h2", "h3", "h4"]), min_size=1, max_size=4))
def test_headings_after_the_last_paragraph_go(tags: list[str]) -> None:
    article = on_page("".join(f"<{tag}>More of it {i}</{tag}>" for i, tag in enumerate(tags)))

    assert article.body.split("\n\n") == STORY
    assert rules(article) == ["ending.heading"] * len(tags)


def test_a_heading_of_prose_ends_the_story() -> None:
    """Some print a quotation large, or the items of a list."""
    quote = "I have waited for that ship all winter, and I will wait for it all of next winter too."

    assert on_page(f"<h2>{quote}</h2><h3>More of it</h3>").body.endswith(quote)


def test_a_heading_with_text_below_it_stays() -> None:
    assert on_page("<h2>The pier</h2><p>It is new.</p>").body.endswith("The pier\n\nIt is new.")


def test_a_label_goes_with_its_list_of_other_stories() -> None:
    announced = on_page(f"<p>This might be of interest:</p><ul>{LINKS}</ul>")
    told = on_page("<p>The timetable reads:</p>")

    assert announced.body.split("\n\n") == STORY
    assert told.body.endswith("The timetable reads:")


@pytest.mark.parametrize(
    "bio",
    [
        "Jane Doe is a reporter who covers the sea and its ports.",
        "(Jane Doe has written about ferries since 1999 and lives on the largest of the islands.)",
    ],
)
def test_a_last_paragraph_about_the_author_is_a_biography(bio: str) -> None:
    article = on_page(f"<p><em>{bio}</em></p>")

    assert article.body.split("\n\n") == STORY
    assert [(piece.text, piece.reason) for piece in article.removed] == [(bio, "author_bio")]


def test_a_paragraph_about_somebody_else_stays() -> None:
    bio = "John Roe is a pilot who knows the sea and its ports."

    assert on_page(f"<p>{bio}</p>").body.endswith(bio)


@given(articles())
def test_text_without_a_page_around_it_keeps_its_end(article: GeneratedArticle) -> None:
    found = GENERIC.normalize(article.as_text(), kind="text")

    assert not any(rule.startswith("ending.") for rule in rules(found))
