"""Text, data, Markdown, schema.org and ninjs say what the article says, and no more."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from normalize.article import Article, Block, Dateline, Image, PartialDate
from normalize.errors import NormalizeError
from normalize.formats import (
    SCHEMA,
    dumps,
    from_dict,
    to_dict,
    to_json,
    to_markdown,
    to_ninjs,
    to_schema_org,
    to_text,
)

FERRY = Article(
    headline="Ferry returns",
    standfirst="After three weeks, the boats are back",
    authors=("Ingrid Moe", "Harbour News Service"),
    published=datetime(2021, 11, 10, 8, 30, tzinfo=UTC),
    modified=date(2021, 11, 11),
    dateline=Dateline("OSLO (AP) — ", "OSLO", "Oslo", "AP", "Associated Press"),
    body="The ferry is back.\n\nTimes\n\nMorning\n\nNight",
    blocks=(
        Block("paragraph", "headline", "Ferry returns"),
        Block("paragraph", "standfirst", "After three weeks, the boats are back"),
        Block("paragraph", "body", "The ferry is back."),
        Block("heading", "body", "Times", level=3),
        Block("list_item", "body", "Morning"),
        Block("list_item", "body", "Night"),
        Block("paragraph", "credit", "Reporting by Ingrid Moe"),
    ),
    credits=("Reporting by Ingrid Moe", "Editing by Sam Lund"),
    language="en",
    outlet="The Quay",
    section="Transport",
    image=Image("https://quay.example/boat.jpg", "The boat", "Sam Lund/AP"),
    url="https://quay.example/ferry?from=home",
    canonical_url="https://quay.example/ferry",
)
BARE = Article(body="One word.")


def body_of(*blocks: Block, dateline: Dateline | None = None) -> Article:
    return Article(blocks=blocks, body="\n\n".join(b.text for b in blocks), dateline=dateline)


# Text


def test_text_is_headline_standfirst_dateline_and_body():
    assert to_text(FERRY) == (
        "Ferry returns\n\nAfter three weeks, the boats are back\n\n"
        "OSLO (AP) — The ferry is back.\n\nTimes\n\nMorning\n\nNight"
    )


def test_text_of_an_article_without_anything_is_empty():
    assert to_text(Article()) == ""


def test_a_dateline_opens_the_first_paragraph_not_a_heading_before_it():
    article = body_of(
        Block("heading", "body", "Weather"),
        Block("paragraph", "body", "It rained."),
        dateline=Dateline("BERN, 3 March - ", "BERN"),
    )

    assert to_text(article) == "Weather\n\nBERN, 3 March - It rained."


def test_a_dateline_with_spans_opens_the_paragraph_that_follows_it():
    article = body_of(
        Block("paragraph", "body", "A word before.", ((0, 14),)),
        Block("paragraph", "body", "It rained.", ((23, 33),)),
        dateline=Dateline("BERN - ", "BERN", spans=((16, 23),)),
    )

    assert to_text(article) == "A word before.\n\nBERN - It rained."


def test_a_dateline_without_a_paragraph_stands_alone():
    article = Article(dateline=Dateline("BERN -", "BERN"))

    assert to_text(article) == "BERN -"


@pytest.mark.parametrize(
    ("raw", "text", "printed"),
    [
        ("OSLO (AP) —", "It rained.", "OSLO (AP) — It rained."),
        ("OSLO (AP) — ", "It rained.", "OSLO (AP) — It rained."),
        ("BERN--(BUSINESS WIRE)--", "It rained.", "BERN--(BUSINESS WIRE)--It rained."),
        ("新华社北京1月2日电", "下雨了。", "新华社北京1月2日电下雨了。"),
    ],
)
def test_a_dateline_is_as_far_from_the_prose_as_its_style_wants(raw, text, printed):
    assert to_text(body_of(Block("paragraph", "body", text), dateline=Dateline(raw))) == printed


def test_a_body_that_a_plugin_changed_is_printed_instead_of_the_blocks():
    article = FERRY.replace(body="Something else.\n\nAnd more.")

    assert to_text(article).endswith("OSLO (AP) — Something else.\n\nAnd more.")


# Data


def test_a_dict_names_its_schema_and_has_every_field():
    data = to_dict(BARE)

    assert data["schema"] == SCHEMA == 1
    assert set(data) == {"schema", *Article.__slots__}


def test_a_dict_tells_a_date_from_a_moment():
    data = to_dict(FERRY)

    assert (data["published"], data["modified"]) == ("2021-11-10T08:30:00+00:00", "2021-11-11")


def test_a_partial_date_is_its_parts():
    dateline = Dateline("BERN, 3 March - ", date=PartialDate(None, 3, 3))

    data = to_dict(Article(dateline=dateline))

    assert data["dateline"]["date"] == {"year": None, "month": 3, "day": 3}


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": 2},
        {"schema": None},
        {"surprise": 1},
        {"published": "soon"},
        {"blocks": [{"kind": "paragraph"}]},
        {"blocks": 7},
        {"removed": [{"text": "x", "reason": "boredom", "rule": "r"}]},
        {"repairs": [{"name": "x", "span": [1], "before": "", "after": ""}]},
        {"dateline": "BERN"},
    ],
)
def test_what_is_no_article_is_refused_by_name(damage):
    with pytest.raises(NormalizeError):
        from_dict(to_dict(FERRY) | damage)


def test_a_missing_field_is_absent():
    assert from_dict({"schema": 1, "headline": "Ferry"}) == Article(headline="Ferry")


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from("\n\r\x85\u2028\ud800")))
def test_json_is_one_line_that_utf_8_can_hold(text):
    line = to_json(Article(body=text))

    line.encode("utf-8")
    assert len(line.splitlines()) <= 1 + len(set(line) & set("\x0b\x0c\x1c\x1d\x1e"))
    assert json.loads(line)["body"] == text


def test_json_keeps_letters_readable():
    assert dumps({"headline": "Łódź 東京"}) == '{"headline": "Łódź 東京"}'


# Markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
KINDS = {"h": "heading", "li": "list_item", "blockquote": "quote", "td": "table", "th": "table"}
INLINE = {"text": "{}", "text_special": "{}", "hardbreak": "\n"}


def as_read(markdown: str) -> list[tuple[str, str]]:
    """(kind, text) of each block, as a Markdown reader sees it."""
    open_tags, found = [], []
    for token in READER.parse(markdown):
        if token.nesting > 0:
            open_tags.append(token.tag.rstrip("123456"))
        elif token.nesting < 0:
            open_tags.pop()
        elif token.type == "inline":
            kind = next((KINDS[tag] for tag in open_tags if tag in KINDS), "paragraph")
            found.append((kind, plain(token.children)))
        else:
            found.append(("preformatted" if token.type == "fence" else token.type, token.content))
    return found


def plain(tokens) -> str:
    """The text of inline tokens: text, hard breaks, and emphasis around all of it."""
    filled = [token for token in tokens if token.type != "text" or token.content]
    if filled[0].type in ("em_open", "strong_open"):
        filled = filled[1:-1]
    return "".join(INLINE[token.type].format(token.content) for token in filled)


def lines(text: str) -> str:
    return "\n".join(line.strip() for line in re.split(r"[\r\n]+", text) if line.strip())


NASTY = st.text("ab1.) \n*_`[]()<>/#!&;~|-+=:\\'\"^{}$", min_size=1).filter(str.strip)


@given(NASTY, st.sampled_from(["paragraph", "list_item", "quote", "caption"]))
@example("&amp; <b>bold</b> [a](b) ![c](d) https://a.example/x_y", "paragraph")
@example("1. one\n2) two\n- three\n+ four\n# five\n> six", "paragraph")
@example("under\n---\nunder\n===", "paragraph")
@example("a | b\n--- | ---\nc | d", "paragraph")
@example("```\ncode", "list_item")
@example("*", "caption")
def test_markdown_reads_back_as_the_text_it_was(text, kind):
    seen = as_read(to_markdown(body_of(Block(kind, "body", text))))

    assert seen == [("paragraph" if kind == "caption" else kind, lines(text))]


@given(NASTY)
@example("Title #")
@example("C ##")
def test_a_headline_is_one_heading_whatever_is_in_it(text):
    seen = as_read(to_markdown(Article(headline=text)))

    assert seen == [("heading", lines(text).replace("\n", " "))]


@given(NASTY)
def test_a_standfirst_is_one_bold_paragraph(text):
    markdown = to_markdown(Article(standfirst=text))

    assert markdown.startswith("**")
    assert as_read(markdown) == [("paragraph", lines(text))]


@given(st.lists(NASTY.map(lambda text: " ".join(text.split())).filter(bool), min_size=1))
def test_rows_of_a_table_read_back_cell_by_cell(cells):
    rows = [Block("table", "body", "\t".join(cells)) for _ in range(3)]

    assert as_read(to_markdown(body_of(*rows))) == [("table", cell) for cell in cells] * 3


@given(st.text("a`~ \n", min_size=1).filter(str.strip))
def test_preformatted_text_stays_as_it_is(text):
    ((kind, content),) = as_read(to_markdown(body_of(Block("preformatted", "body", text))))

    assert (kind, content) == ("preformatted", f"{text}\n")


@given(st.lists(st.tuples(st.sampled_from(["paragraph", "heading", "list_item", "quote"]), NASTY)))
def test_blocks_do_not_run_into_each_other(parts):
    article = body_of(*(Block(kind, "body", text) for kind, text in parts))
    joined = {"heading": " "}

    expected = [(kind, lines(text).replace("\n", joined.get(kind, "\n"))) for kind, text in parts]
    assert as_read(to_markdown(article)) == expected


def test_markdown_has_headings_lists_and_the_dateline():
    assert to_markdown(FERRY) == (
        "# Ferry returns\n\n**After three weeks, the boats are back**\n\n"
        "OSLO (AP) — The ferry is back.\n\n### Times\n\n- Morning\n- Night"
    )


def test_markdown_writes_a_table_with_its_first_row_as_head():
    rows = ("Boat\tSeats", "A|B\t40\t?", "C")

    markdown = to_markdown(body_of(*(Block("table", "body", row) for row in rows)))

    assert markdown == "| Boat | Seats |  |\n| --- | --- | --- |\n| A\\|B | 40 | ? |\n| C |"


def test_markdown_of_a_ragged_table_does_not_grow_with_its_square():
    rows = ["\t".join("a" * 300), *["a\tb"] * 300]

    markdown = to_markdown(body_of(*(Block("table", "body", row) for row in rows)))

    assert len(markdown) < 10_000


def test_markdown_leaves_ordinary_prose_alone():
    prose = "Prices rose 3% (to $4.50) - see foo_bar.txt; A&B said: “Why not?” 5 < 6 > 4!"

    assert to_markdown(Article(body=prose)) == prose


# schema.org


def test_schema_org_says_what_the_article_says():
    assert to_schema_org(FERRY) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry returns",
        "alternativeHeadline": "After three weeks, the boats are back",
        "author": [
            {"@type": "Person", "name": "Ingrid Moe"},
            {"@type": "Organization", "name": "Harbour News Service"},
        ],
        "datePublished": "2021-11-10T08:30:00+00:00",
        "dateModified": "2021-11-11",
        "dateline": "OSLO (AP) —",
        "locationCreated": {"@type": "Place", "name": "Oslo"},
        "articleBody": "The ferry is back.\n\nTimes\n\nMorning\n\nNight",
        "wordCount": 7,
        "articleSection": "Transport",
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": "The Quay"},
        "sourceOrganization": {"@type": "Organization", "name": "Associated Press"},
        "creditText": "Reporting by Ingrid Moe\nEditing by Sam Lund",
        "image": {
            "@type": "ImageObject",
            "url": "https://quay.example/boat.jpg",
            "caption": "The boat",
            "creditText": "Sam Lund/AP",
        },
        "url": "https://quay.example/ferry",
        "mainEntityOfPage": "https://quay.example/ferry",
    }


def test_schema_org_of_an_empty_article_is_its_type_alone():
    assert to_schema_org(Article()) == {"@context": "https://schema.org", "@type": "NewsArticle"}


def test_a_live_blog_is_a_live_blog_posting():
    assert to_schema_org(BARE.replace(page_type="live_blog"))["@type"] == "LiveBlogPosting"


@pytest.mark.parametrize("name", ["Reuters", "Our Staff", "Agence de la Mer", "News Desk", "AFP"])
def test_an_agency_is_an_organisation(name):
    (author,) = to_schema_org(Article(authors=(name,)))["author"]

    assert author == {"@type": "Organization", "name": name}


@pytest.mark.parametrize("name", ["Ana Prescott", "Tim Staffer", "Deskin Ray", "山田太郎"])
def test_a_name_is_a_person(name):
    (author,) = to_schema_org(Article(authors=(name,)))["author"]

    assert author == {"@type": "Person", "name": name}


# ninjs

TEXTS = {"role", "contentType", "value"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
SHAPES = {
    "uri": lambda v: bool(re.fullmatch(r"[a-z]+:\S+", v)),
    "standard": lambda v: v == {"name": "ninjs", "version": "3.1"},
    "type": lambda v: v in ("text", "picture"),
    "language": lambda v: bool(re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", v)),
    "firstCreated": MOMENT.fullmatch,
    "versionCreated": MOMENT.fullmatch,
    "contentCreated": MOMENT.fullmatch,
    "headlines": lambda v: all(set(text) == TEXTS for text in v),
    "descriptions": lambda v: all(set(text) == TEXTS for text in v),
    "bodies": lambda v: all(set(text) == TEXTS | {"charCount", "wordCount"} for text in v),
    "by": lambda v: isinstance(v, str),
    "located": lambda v: isinstance(v, str),
    "infoSources": lambda v: all(set(source) == {"name", "role"} for source in v),
    "associations": lambda v: all(map(is_ninjs, v)),
    "name": lambda v: isinstance(v, str),
    "renditions": lambda v: all(set(rendition) == {"name", "href"} for rendition in v),
}


def is_ninjs(item: dict[str, object]) -> bool:
    """The item has a uri, and only properties of ninjs 3.1 in their shape, none of them empty."""
    return "uri" in item and all(value and SHAPES[name](value) for name, value in item.items())


@pytest.mark.parametrize("article", [FERRY, BARE, Article()])
def test_ninjs_has_the_shape_of_ninjs(article):
    assert is_ninjs(to_ninjs(article))


def test_ninjs_prints_the_body_with_its_dateline():
    (body,) = to_ninjs(FERRY)["bodies"]

    assert body == {
        "role": "main",
        "contentType": "text/plain",
        "charCount": len(body["value"]),
        "wordCount": 10,
        "value": "OSLO (AP) — The ferry is back.\n\nTimes\n\nMorning\n\nNight",
    }


def test_ninjs_names_authors_sources_and_place():
    item = to_ninjs(FERRY)

    assert (item["by"], item["located"]) == ("Ingrid Moe, Harbour News Service", "Oslo")
    assert item["infoSources"] == [
        {"name": "Associated Press", "role": "agency"},
        {"name": "The Quay", "role": "publisher"},
    ]


def test_ninjs_has_no_moment_where_none_was_printed():
    item = to_ninjs(FERRY)

    assert item["firstCreated"] == item["contentCreated"] == "2021-11-10T08:30:00+00:00"
    assert "versionCreated" not in item
    assert "firstCreated" not in to_ninjs(Article(published=datetime(2021, 11, 10, 8, 30)))


def test_ninjs_shows_the_image_as_an_association():
    assert to_ninjs(FERRY)["associations"] == [
        {
            "name": "main",
            "uri": "https://quay.example/boat.jpg",
            "type": "picture",
            "by": "Sam Lund/AP",
            "descriptions": [{"role": "caption", "contentType": "text/plain", "value": "The boat"}],
            "renditions": [{"name": "original", "href": "https://quay.example/boat.jpg"}],
        }
    ]


@pytest.mark.parametrize(
    ("article", "given_uri", "expected"),
    [
        (FERRY, "tag:quay.example,2021:ferry", "tag:quay.example,2021:ferry"),
        (FERRY, None, "https://quay.example/ferry"),
        (FERRY.replace(canonical_url=None), None, "https://quay.example/ferry?from=home"),
    ],
)
def test_ninjs_takes_the_uri_given_else_the_address(article, given_uri, expected):
    assert to_ninjs(article, uri=given_uri)["uri"] == expected


@given(st.text(st.characters(exclude_categories=())), st.text())
def test_without_an_address_the_uri_is_a_hash_of_the_text(one, other):
    first, second = (to_ninjs(Article(body=text))["uri"] for text in (one, other))

    assert re.fullmatch("urn:sha256:[0-9a-f]{64}", first)
    assert (first == second) == (one == other)


def test_the_formats_load_nothing_heavy():
    heavy = "ftfy selectolax trafilatura pluggy rich typer lxml"
    code = f"import sys, normalize.formats; print([m for m in {heavy.split()} if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
