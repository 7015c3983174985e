"""The page that shows an article beside its source."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from normalize import Normalizer
from normalize.authoring.inspection import inspection_page
from normalize.testing import GeneratedPage, pages

PROSE = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."
TEXT = f"""Ferry returns

By Jane Doe

OSLO (AP) — {PROSE}

ALSO READ | <b>Bridge</b> opens & closes

{PROSE} Nobody was hurt."""


def inspected(source: str) -> LexborHTMLParser:
    article, pieces = Normalizer(plugins=()).explain(source)
    return LexborHTMLParser(inspection_page(article, pieces, "ferry.txt"))


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [node.text() for node in tree.css(selector)]


def without_words(node: LexborNode) -> str:
    """The text of a piece, without what the page says about it."""
    for said in node.css(".label, .why"):
        said.decompose()
    return " ".join(node.text().split())


@settings(max_examples=40)
@given(pages())
def test_every_piece_stands_in_the_source_and_every_removed_one_in_the_list(page: GeneratedPage):
    article, pieces = Normalizer(plugins=()).explain(page.html)
    tree = LexborHTMLParser(inspection_page(article, pieces, "page"))

    printed = " ".join(without_words(node) for node in tree.css(".piece"))

    for piece in pieces:
        assert " ".join(piece.text.split()) in printed
    reasons = [row.css("td")[1].text() for row in tree.css("tbody tr")]
    assert reasons == [piece.reason.value for piece in article.removed]


@given(st.text(alphabet="<>&'\"abc /=!-\n\x00\ud800", max_size=200))
def test_nothing_of_the_source_becomes_markup(source: str):
    tree = inspected(f"{TEXT}\n\n{source}\n\n{PROSE}")

    assert len(tree.css("script")) == 1
    assert tree.css("article b, .pieces b, tbody b") == []


def test_fields_colours_and_words_say_what_became_of_each_piece():
    tree = inspected(TEXT)

    assert texts(tree, "article h2") == ["Ferry returns"]
    assert texts(tree, "article p")[0] == f"OSLO (AP) — {PROSE}"
    assert texts(tree, ".piece.field > .label") == ["headline"]
    assert texts(tree, ".piece.body > .label") == ["paragraph", "paragraph"]
    assert texts(tree, ".piece.removed > .label") == ["byline", "related"]
    assert texts(tree, "span.field") == ["datelineOSLO (AP) —"]


def test_a_removed_piece_tells_reason_rule_and_how_sure_it_is():
    (why,) = [each for each in texts(inspected(TEXT), ".why") if "related" in each]

    assert re.fullmatch(r"removed: related, rule phrase\.en\.also-read, \d+% sure", why)


def test_what_a_reader_cannot_see_is_said_in_words():
    tree = inspected(TEXT)

    for piece in tree.css(".piece.removed"):
        said_by = piece.attributes["aria-describedby"]
        assert tree.css_first(f"#{said_by}[role=tooltip]") is not None
        assert piece.attributes["tabindex"] == "0"
    for section in tree.css("section"):
        assert tree.css_first(f"#{section.attributes['aria-labelledby']}") is not None
    assert tree.css_first("output[aria-live=polite]").text() == "2 of 2 pieces"


def test_it_needs_nothing_but_itself():
    page = inspected(TEXT).html or ""

    assert "http" not in page.replace(escape("http-equiv"), "")
    assert "default-src 'none'" in page


@pytest.mark.parametrize("source", ["", "   ", "\ud800"])
def test_a_source_without_an_article_has_a_page_too(source):
    assert texts(inspected(source), "section > h1") == ["Article", "Source", "Removed", "Notes"]
