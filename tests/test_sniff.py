"""HTML is told from text by what carries the paragraphs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.read.sniff import sniff

WORDS = st.lists(st.sampled_from(["the", "council", "met", "and", "voted"]), min_size=3).map(
    " ".join
)
PARAGRAPHS = st.lists(WORDS, min_size=2, max_size=6)


@given(PARAGRAPHS, st.sampled_from(["p", "div", "li", "h2", "P", "article"]))
def test_paragraphs_in_tags_are_html(paragraphs: list[str], tag: str) -> None:
    assert sniff("\n".join(f"<{tag}>{text}</{tag}>" for text in paragraphs)) == "html"


@given(PARAGRAPHS)
def test_paragraphs_without_tags_are_text(paragraphs: list[str]) -> None:
    assert sniff("\n\n".join(paragraphs)) == "text"


@given(PARAGRAPHS, st.sampled_from(["<br>", "<b>now</b>", "<KOL>", "x < y", "<a@b.example>"]))
def test_a_stray_tag_in_paragraphs_of_text_leaves_them_text(
    paragraphs: list[str], stray: str
) -> None:
    paragraphs[0] += f" {stray} and more"
    assert sniff("\n\n".join(paragraphs)) == "text"


@given(PARAGRAPHS)
def test_json_with_html_inside_is_text(paragraphs: list[str]) -> None:
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    assert sniff(json.dumps(html)) == "text"
    assert sniff(json.dumps({"body": html})) == "text"


@given(st.text())
def test_any_text_has_a_kind(text: str) -> None:
    assert sniff(text) in ("html", "text")


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html><title>x</title>",
        "\ufeff\n<!-- saved from a page --><HTML><body>hello",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        "<p>One paragraph.</p>",
        "<div><h1>The headline",
        "<p>One.<p>Two.<p>Three.",
        "Headline\n<p>One.</p>\n<p>Two.</p>",
        "The first line.<br>The second line.<br/>The third line.",
        "The first line.<br />\nThe second line.<br />\nThe third line.",
        'All on one line, with a <a href="/x">link</a> in it.',
        "He said <b>no</b>.",
        "<p>A paragraph\nwrapped in its\nsource.</p>",
    ],
)
def test_html(html: str) -> None:
    assert sniff(html) == "html"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<",
        "KOLTER CORP <KOL> 3RD QTR NET\n    Shr 12 cts vs 10 cts",
        "TANNER <T>, BARLOW <B> AND PRESTON <P> RISE",
        "<Table Makers Inc> said it bought a smaller company.",
        "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\n\nHello.",
        "#include <stdio.h>\nint main() { return a<b && c>d; }",
        "Map<String, List<Integer>> m = new HashMap<>();",
        "if x < y and y > z then\n x <= z",
        "Use &nbsp; and &lt;p&gt; with care.",
        "The first paragraph.\n\nThe second, with<br>a break.\n\nThe third.\n\nThe fourth.",
        "One line.\nAnother <i>line</i>.\nA third line.",
        '[{"title": "<p>x</p>"}]',
    ],
)
def test_text(text: str) -> None:
    assert sniff(text) == "text"
