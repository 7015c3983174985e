"""Text in Markdown, as extractors, converters and language models print it."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalize import Article, Normalizer
from normalize.read.markdown import is_markdown
from normalize.testing import (
    articles,
    assert_nothing_invented,
    assert_nothing_lost,
    assert_same,
    assert_total,
)
from normalize.testing._articles import GeneratedArticle

GENERIC = Normalizer(plugins=())
LEAD = (
    "The ferry to the outer islands is back in service after eleven months, the operator of "
    "the line said on Monday."
)
END = "It had been out of order since January, when a storm broke the pier of the largest island."
MARKS = st.lists(
    st.sampled_from(
        ["# ", "## ", "* ", "- ", "1. ", "2. ", "> ", "**", "*", "_", "[", "](http://x.org)", "![",
         "|", "|---|---|", "\n", "\n\n", "```\n", "===", "---", "\\", "`", " ", "a", "Ferry", LEAD,
         "Ã©", "&amp;", "[1]: http://x.org", "[1]", "~~", "\t"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def read(source: str) -> Article:
    """The article of a text, whose ledger must be complete."""
    article = GENERIC.normalize(source, kind="text")
    assert_nothing_lost(article, source)
    return article


def kinds(article: Article) -> list[tuple[str, str]]:
    """Kind and text of the blocks of the body."""
    return [(block.kind, block.text) for block in article.blocks if block.role == "body"]


def marked(*paragraphs: str) -> str:
    """A text in Markdown with these paragraphs between two of prose."""
    return "\n\n".join(("# Ferry to the islands returns", LEAD, *paragraphs, END))


# ---------------- Marks become structure.


def test_marks_the_headline() -> None:
    article = read(f"The Harbour Gazette\n\n# Ferry *returns* to the islands #\n\n{LEAD}\n\n{END}")

    assert article.headline == "Ferry returns to the islands"
    assert [(r.text, r.rule) for r in article.removed] == [
        ("The Harbour Gazette", "surroundings.above-title")
    ]


@pytest.mark.parametrize("headline", ["“Ferry” returns", "5 ferries return", "[Photos] A ferry"])
def test_marks_a_headline_that_begins_with_a_sign(headline: str) -> None:
    assert read(f"# {headline}\n\n{LEAD}\n\n{END}").headline == headline


@pytest.mark.parametrize(
    ("printed", "blocks"),
    [
        ("## What comes next", [("heading", "What comes next")]),
        ("What comes next\n---------------", [("heading", "What comes next")]),
        ("* Two *more* ships\n* A pier",
         [("list_item", "Two more ships"), ("list_item", "A pier")]),
        ("- Two more ships\n  and a crew", [("list_item", "Two more ships and a crew")]),
        ("1. A pier\n2. A wall", [("list_item", "A pier"), ("list_item", "A wall")]),
        ("> “We are glad,” she\n> said.\n>\n> So was he.",
         [("quote", "“We are glad,” she said."), ("quote", "So was he.")]),
        ("| Day | Ships |\n|:--|--:|\n| Mon | 3 |", [("table", "Day\tShips"), ("table", "Mon\t3")]),
        ("Day | Ships\n--- | ---\nMon | a \\| b",
         [("table", "Day\tShips"), ("table", "Mon\ta | b")]),
    ],
)  # fmt: skip
def test_marks_of_blocks(printed: str, blocks: list[tuple[str, str]]) -> None:
    assert kinds(read(marked(printed)))[1:-1] == blocks


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("the [operator](https://example.org/a_(b) \"The line\") said", "the operator said"),
        ("the [operator of\nthe line](/about) said", "the operator of the line said"),
        ("[The](/a)[line](/b) said", "The line said"),
        ("the **operator** and *its* __crew__ _said_", "the operator and its crew said"),
        ("the ~~old~~ new `pier`", "the old new pier"),
        ("it costs 2 * 3 euros and snake_case stays", "it costs 2 * 3 euros and snake_case stays"),
        (r"No\. 5 \[sic\] costs \$3 \* 2", "No. 5 [sic] costs $3 * 2"),
        ("a pier ![Ship](a.png) and [![Map](b.png)](/map) a wall", "a pier and a wall"),
        ("[the line][1] said", "the line said"),
    ],
)  # fmt: skip
def test_marks_inside_a_paragraph(printed: str, text: str) -> None:
    article = read(marked(f"On Monday {printed} here.", "[1]: https://example.org/line"))

    assert f"On Monday {text} here." in article.body.split("\n\n")


def test_marks_of_an_image_alone_are_a_caption() -> None:
    article = read(marked("![A ferry at the pier](https://example.org/a.jpg)"))

    assert [(r.reason, r.rule) for r in article.removed] == [("caption", "markdown.image")]


def test_marks_around_a_whole_text() -> None:
    article = read(f"```markdown\n{marked('## What comes next')}\n```")

    assert article.headline == "Ferry to the islands returns"
    assert ("heading", "What comes next") in kinds(article)


def test_marks_are_in_the_ledger_of_repairs() -> None:
    source = marked("It is [back](https://example.org/x).")
    repairs = [(r.name, r.before) for r in read(source).repairs]

    assert repairs == [
        ("drop_marks", "#"),
        ("drop_marks", "["),
        ("drop_marks", "](https://example.org/x)"),
    ]


def test_marks_leave_repaired_characters_in_their_place() -> None:
    source = marked("A **bold** cafÃ© of [two CafÃ©s](/x) is here, and a line to the islands too.")
    repairs = [r for r in read(source).repairs if r.name != "drop_marks"]

    assert [source[slice(*r.span)] for r in repairs if r.span] == ["Ã©", "Ã©"]


def test_marks_wrapped_lines_are_one_paragraph() -> None:
    wrapped = textwrap.fill(
        f"{LEAD} See [this](https://example.org/{'a' * 90}). {END}", 78, break_long_words=False
    )

    assert kinds(read(marked(wrapped)))[1] == ("paragraph", f"{LEAD} See this. {END}")


# ---------------- What is no Markdown is left alone.


@pytest.mark.parametrize(
    "text",
    [
        "* Prices include tax.",
        "#hashtag #ferry",
        "- Are you coming? asked the skipper.\n\n- No, said the cook.",
        "If x > y, the ferry sails.\n> 3 knots of wind, and it does not.",
        "It costs 2 * 3 * 4 euros ** and more.",
        "1. The ferry sails.\n2. The bus waits.",
        "Reuters | Oslo | Updated: 3 March",
        "The f**k and the s**t",
        "A [note] (in brackets) and an_under_score",
        "Ferry returns\n\n-----\n\nIt is back.",
    ],
)
def test_no_marks(text: str) -> None:
    assert not is_markdown(text)


@given(articles())
def test_no_marks_in_an_article(article: GeneratedArticle) -> None:
    assert not is_markdown(article.as_text())


# ---------------- What comes out as Markdown can go in again.


@given(articles())
def test_again_from_markdown(article: GeneratedArticle) -> None:
    """An article with a headline, printed as Markdown, is the same article."""
    first = GENERIC.normalize(article.as_text(), kind="text")
    again = GENERIC.normalize(first.to_markdown(), kind="text")

    assert_same(again, first, fields=("headline", "standfirst", "dateline", "body"))


def test_again_with_structure() -> None:
    lists = ("## Next", "* One ship \\* more\n* A pier", "> So it is.")
    first = read(marked(*lists, "| a | b |\n|--|--|\n| c | d |"))
    again = read(first.to_markdown())

    assert_same(again, first, fields=("headline", "body"))
    assert kinds(again) == kinds(first)


def test_again_from_text() -> None:
    first = read(marked("## Next", "* One ship \\* more\n* A pier", "> So it is."))

    assert GENERIC.normalize(first.text, kind="text").text == first.text


@given(MARKS)
@example(r"\\Ferry")  # a share's folder on Windows
def test_any_marks_are_accounted_for(source: str) -> None:
    article = assert_total(source, normalizer=GENERIC, kind="text")

    if article is not None:
        assert_nothing_lost(article, source)
        assert_nothing_invented(article, source)


# ---------------- Quoted mail.


def test_quoted_mail_is_joined() -> None:
    wrapped = textwrap.fill(LEAD, 60) + "\n\n" + textwrap.fill(END, 60)
    article = read(textwrap.indent(wrapped, "> ", lambda _: True))

    assert kinds(article) == [("paragraph", LEAD), ("paragraph", END)]


def test_indented_mail_is_joined() -> None:
    wrapped = [textwrap.fill(text, 60, initial_indent="  ") for text in (f"{LEAD} {END}", LEAD)]
    article = read(textwrap.indent("\n".join(wrapped), "    "))

    assert kinds(article) == [("paragraph", f"{LEAD} {END}"), ("paragraph", LEAD)]


# ---------------- Headings that html2text breaks at its width.

LONG_HEADING = "What the council of the village will do about the lighthouse and its keeper"


def test_a_heading_goes_on_where_the_text_was_wrapped() -> None:
    text = f"# {LONG_HEADING}\nthis spring\n\n{textwrap.fill(LEAD, 78)}\n\n[a](https://b.example)"

    assert read(text).headline == f"{LONG_HEADING} this spring"


@pytest.mark.parametrize("below", [f"{LEAD} {LEAD}", "International visitors came."])
def test_a_paragraph_right_below_a_long_heading_is_none_of_it(below: str) -> None:
    text = f"# {LONG_HEADING}\n{below}\n\n{LEAD} {LEAD}\n\n[a](https://b.example)"

    assert read(text).headline == LONG_HEADING
