"""What a tool wrote above a text: front matter, the header of a reader service."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import Article, Normalizer, Reason
from normalize.testing import (
    GeneratedArticle,
    articles,
    assert_idempotent,
    assert_nothing_invented,
    assert_nothing_lost,
)

GENERIC = Normalizer(plugins=())
ONE = "The village of Gull Point will keep its lighthouse, although no ship has needed it."
TWO = "Of the 212 people who came to the hall, 190 were for a new roof, and nobody for a hotel."
FRONT_MATTER = """---
title: Village votes: the lighthouse stays
author: Maria Lindqvist; Jon Berg
url: https://ledger.example/news/lighthouse
hostname: ledger.example
description: A village keeps its tower.
sitename: The Harbour Ledger
date: 2024-03-03
categories: ['News', 'Islands']
tags: ['lighthouse', 'vote']
---
"""
OF_READER = """Title: The lighthouse stays | The Harbour Ledger

URL Source: https://ledger.example/news/lighthouse

Published Time: 2024-03-03T09:15:00+00:00

Markdown Content:
"""


def read(text: str) -> Article:
    return GENERIC.normalize(text, kind="text")


# ---------------- What a header says.


def test_front_matter() -> None:
    article = read(f"{FRONT_MATTER}{ONE}\n\n{TWO}")

    assert article.body == f"{ONE}\n\n{TWO}"
    assert article.headline == "Village votes: the lighthouse stays"
    assert article.authors == ("Maria Lindqvist", "Jon Berg")
    assert article.published == date(2024, 3, 3)
    assert (article.outlet, article.section) == ("The Harbour Ledger", "News")
    assert article.canonical_url == "https://ledger.example/news/lighthouse"
    assert {piece.rule for piece in article.removed} == {"text.header"}


def test_lists_and_quotation_marks_of_front_matter() -> None:
    header = (
        '---\nTitle: "The lighthouse stays"\nauthors:\n  - Maria Lindqvist\n- Jon Berg\n'
        "updated: '2024-03-04'\nlang: en-GB\nsummary: >-\n  Told at\n  length\n---\n"
    )
    article = read(f"{header}{ONE}\n\n{TWO}")

    assert article.headline == "The lighthouse stays"
    assert article.authors == ("Maria Lindqvist", "Jon Berg")
    assert (article.modified, article.language) == (date(2024, 3, 4), "en")


@pytest.mark.parametrize(
    ("printed", "headline"),
    [
        (
            "title: The village keeps its lighthouse,\n  though no ship needs it",
            "The village keeps its lighthouse, though no ship needs it",
        ),
        ("title: >-\n  The village keeps\n  its lighthouse", "The village keeps its lighthouse"),
        ("title: What is in a name: the lighthouse", "What is in a name: the lighthouse"),
        ("title: 'Keeper: It''s my tower'", "Keeper: It's my tower"),
        ('title: "They said \\"no\\" to it"', 'They said "no" to it'),
    ],
)
def test_the_ways_of_yaml_to_write_a_title(printed: str, headline: str) -> None:
    text = f"---\n# by a tool\n{printed}\nauthor:\n  name: Ida Holm\n  url: https://a.example\n---\n{ONE}"
    article = read(text)

    assert (article.headline, article.authors, article.body) == (headline, ("Ida Holm",), ONE)


def test_the_header_of_a_reader_service() -> None:
    article = read(f"{OF_READER}[News](https://ledger.example)\n\n# The lighthouse stays\n\n{ONE}")

    assert (article.headline, article.body) == ("The lighthouse stays", ONE)
    assert article.published == datetime(2024, 3, 3, 9, 15, tzinfo=UTC)
    assert article.canonical_url == "https://ledger.example/news/lighthouse"


def test_a_title_without_its_site_is_the_headline_where_the_text_has_none() -> None:
    assert read(f"{OF_READER}{ONE}\n\n{TWO}").headline == "The lighthouse stays"


@given(articles())
def test_the_story_below_a_header_is_read_like_any_other(article: GeneratedArticle) -> None:
    story = "\n\n".join(article.paragraphs)

    assert read(f"{FRONT_MATTER}\n{story}").body == read(f"A headline\n\n{story}").body


# ---------------- What is none.


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{ONE}\n---\n{TWO}",
        f"---\nQ: Why?\nA: {ONE}\n---\n{TWO}",
        f"---\nBy: Ida Holm\nDate: 3 May 2024\nKeeper: No.\nMayor: Yes.\nSmith: {ONE}\n---\n{TWO}",
        f"---\ntitle: Lighthouse\n{ONE}\n{TWO}",
        f"Title: The lighthouse stays\n\n{ONE}\n\n{TWO}",
        f"Title: The lighthouse stays\n\n{ONE}\n\nMarkdown Content:\n\n{TWO}",
    ],
)
def test_what_is_no_header_stays(text: str) -> None:
    article = read(text)

    assert not any(piece.rule == "text.header" for piece in article.removed)
    assert TWO in article.body


def test_only_the_top_of_a_text_is_a_header() -> None:
    article = read(f"{ONE}\n\n{FRONT_MATTER}\n{TWO}")

    assert "date: 2024-03-03" in article.body
    assert article.published is None


# ---------------- Whatever it says.

LINES = st.sampled_from(
    [
        *("---", "...", "", "title: A", "Title: A | B", "author:", "  - Ida Holm", "- Jon Berg"),
        *("date: 2024-13-99", "url: javascript:x", "tags: ['a', \"b\"", "lang: ???", "x" * 1001),
        *("Markdown Content:", "URL Source: https://a.example", ONE, TWO),
    ]
)


@given(st.sampled_from(["---", "Title: A"]), st.lists(LINES | st.text(max_size=20), max_size=30))
def test_any_header_is_accounted_for(first: str, rest: list[str]) -> None:
    text = "\n".join([first, *rest])
    article = read(text)

    assert_nothing_lost(article, text)
    assert_nothing_invented(article, text)
    assert all(
        piece.reason is Reason.TEMPLATE for piece in article.removed if piece.rule == "text.header"
    )


@given(articles())
def test_again_without_the_header(article: GeneratedArticle) -> None:
    found = read(FRONT_MATTER + "\n\n".join(article.paragraphs))

    assert_idempotent(found, normalizer=GENERIC)
