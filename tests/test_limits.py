"""Hostile markup is cut down to bounds before the parser; all text stays.

Work is bounded by counts of what the parser builds, never by a clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from normalize.read import limits, nesting
from normalize.read.limits import limit_markup
from normalize.read.nesting import bounded

N = 20_000

NESTED: dict[str, Callable[[int], str]] = {
    "div": lambda n: "<div>" * n,
    "div closed": lambda n: "<div>" * n + "deep" + "</div>" * n,
    "div p": lambda n: "<div><p>" * n,
    "div with a wrong end": lambda n: "<div></x>" * n,
    "div behind an object": lambda n: "<div><object></div></object>" * n,
    "div behind a form": lambda n: "<form><div></form>" * n,
    "ul li": lambda n: "<ul><li>" * n,
    "dl dd": lambda n: "<dl><dd>" * n,
    "details": lambda n: "<details><summary>" * n,
    "blockquote": lambda n: "<blockquote>word " * n,
    "span": lambda n: "<span>word " * n,
    "table": lambda n: "<table><tr><td>" * n,
    "table div": lambda n: "<table>" + "<div>" * n,
    "select div": lambda n: "<select>" + "<div>" * n,
    "svg": lambda n: "<svg>" * n,
    "svg g": lambda n: "<svg>" + "<g>" * n + "</x>" * n,
    "svg style": lambda n: "<svg><style>" + "<g>" * n,
    "svg cdata": lambda n: "<div><svg><![CDATA[></svg></div>]]></svg>" * n,
    "math": lambda n: "<math><mi><p>" * n,
    "a div": lambda n: "<a href=x><div>" * n,
    "b div": lambda n: "<b>" + "<div>" * n + "</b>" * n,
    "unknown": lambda n: "<x-y>" * n,
    "hidden end in a script": lambda n: "<div><script><!--<script></script></div>--></script>" * n,
    "end tags in comments": lambda n: "<div><!--</div>-->" * n,
    "end tags in attributes": lambda n: '<div title="</div>">' * n,
    "end tags in text areas": lambda n: "<div><textarea></div></textarea>" * n,
    "b in closed spans": lambda n: "<span><b></span>" * n,
    "g closed in dropped svg": lambda n: "<svg>" * n + "<g/>" * n,
    "nest before flat": lambda n: "<div>" * n + "</div>" * n + "<br>" * n,
    "rt without ruby": lambda n: "<rt>" * n,
    "framesets": lambda n: "<frameset>" * n,
    "li in spans": lambda n: "<span>" * n + "<li>word " * n,
}

MULTIPLYING: dict[str, Callable[[int], str]] = {
    "b, then p": lambda n: (
        "<p>" + "".join(f"<b a={i}>" for i in range(n)) + "</p>" + "<p>word " * n
    ),
    "b and p": lambda n: "".join(f"<b a={i}><p>word " for i in range(n)),
    "font": lambda n: "".join(f"<font size={i}>word " for i in range(n)) + "<p>word " * n,
    "i": lambda n: "<div>" + "".join(f"<i id=x{i}>" for i in range(n)) + "</div><p>word </p>" * n,
    "b in upper case": lambda n: "".join(f"<B A={i}>" for i in range(n)) + "<P>word " * n,
    "b with a wrong end": lambda n: "".join(f"<p><b a={i}></x>word" for i in range(n)),
    "font in links": lambda n: "<a href=x><font>" * n,
    "all kinds": lambda n: "<p>" + "<b><i><u><s><em><tt>" * 3 + "</p>" + "<p>word " * n,
}

FLAT: dict[str, Callable[[int], str]] = {
    "br": lambda n: "<br>" * n,
    "p": lambda n: "<p>word " * n,
    "li": lambda n: "<ul>" + "<li>word" * n,
    "td": lambda n: "<table>" + "<tr><td>word" * n,
    "closed b": lambda n: "<p><b class=x>word</b> " * n,
    "links": lambda n: "<p><a href=x>word</a> " * n,
    "links left open": lambda n: "<p><a href=x>word " * n,
    "links in a table": lambda n: "<table>" + "word <a href=x>word</a>" * n,
    "comments": lambda n: "<!--" * n,
    "comments left open": lambda n: "word<!-- x -" * n,
    "bogus": lambda n: "<?x><!y></>" * n,
    "lone brackets": lambda n: "<" * n,
    "ampersands": lambda n: "&" + "amp;" * n,
    "scripts": lambda n: "<script>if (a<b) { '<div>' }</script>" * n,
    "plain text": lambda n: "<plaintext>" + "<div>" * n,
    "title": lambda n: "<title>" + "<div>" * n,
    "attribute value": lambda n: f'<p title="{"x" * 100 * n}">word',
    "headings": lambda n: "<h2>word</h2>" * n,
}

CROWDED: dict[str, Callable[[int], str]] = {
    "bare": lambda n: "<p " + " ".join(f"a{i}" for i in range(n)) + ">word",
    "with values": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">word",
    "with brackets in values": lambda n: (
        "<p " + " ".join(f'a{i}="<p>"' for i in range(n)) + ">word"
    ),
    "with ends in values": lambda n: "<p " + " ".join(f"a{i}='>'" for i in range(n)) + ">word",
    "of body": lambda n: "".join(f"<body a{i}=1>" for i in range(n)) + "word",
}


def nodes(html: str) -> list[tuple[LexborNode, int]]:
    """Every element of the parsed page with its depth."""
    root = LexborHTMLParser(html).root
    found: list[tuple[LexborNode, int]] = []
    open_nodes = [(root, 1)] if root else []
    while open_nodes:
        node, depth = open_nodes.pop()
        found.append((node, depth))
        open_nodes += [(child, depth + 1) for child in node.iter()]
    return found


def depth(html: str) -> int:
    return max(level for _, level in nodes(html))


def words(html: str) -> int:
    """How many words a page shows, by its own text."""
    root = LexborHTMLParser(html).root
    return root.text().count("word") if root else 0


@pytest.mark.parametrize("shape", NESTED)
def test_nesting_is_bounded_and_text_stays(shape: str) -> None:
    html = NESTED[shape](N)
    limited, note = limit_markup(html)
    assert note is not None
    assert "nesting" in note
    assert depth(limited) <= 3 * nesting.MAX_DEPTH
    assert words(limited) == html.count("word")


@pytest.mark.parametrize("shape", MULTIPLYING)
def test_formatting_does_not_multiply_and_text_stays(shape: str) -> None:
    html = MULTIPLYING[shape](2_000)
    limited, note = limit_markup(html)
    assert words(limited) == html.count("word")
    assert len(nodes(limited)) < 2 * nesting.MAX_PRODUCT
    assert note is not None or shape == "all kinds"


@pytest.mark.parametrize("shape", CROWDED)
def test_attributes_are_bounded_and_text_stays(shape: str) -> None:
    limited, note = limit_markup(CROWDED[shape](N))
    assert note == f"over {nesting.MAX_ATTRIBUTES} attributes in a tag"
    assert max(len(node.attributes) for node, _ in nodes(limited)) == nesting.MAX_ATTRIBUTES
    assert words(limited) == 1


@pytest.mark.parametrize("shape", FLAT)
def test_flat_pages_are_left_alone_however_long(shape: str) -> None:
    html = FLAT[shape](N)
    assert limit_markup(html) == (html, None)


def test_options_of_one_select_are_bounded_and_text_stays() -> None:
    html = "<select>" + "<option>word</option>" * N + "</select>"
    limited, note = limit_markup(html)
    assert note == f"over {nesting.MAX_OPTIONS} options in a select"
    assert limited.count("<option>") == nesting.MAX_OPTIONS
    assert limited.count("word") == N


def test_names_of_tags_and_attributes_are_bounded_and_text_stays() -> None:
    html = "".join(f"<x{i} a{i}=1>word</x{i}>" for i in range(N))
    limited, note = limit_markup(html)
    assert note == f"over {nesting.MAX_NAMES} different names"
    assert len(set(re.findall(r"<x\d+", limited))) <= nesting.MAX_NAMES
    assert limited.count("word") == N


def test_the_end_tag_of_a_dropped_tag_is_dropped_with_it() -> None:
    over = 2 * limits._ODD_EXCESS
    html = "<p>before</p>" + "<div>" * over + "deep" + "</div>" * over + "<p>after</p>"
    limited, _ = limit_markup(html)
    assert limited.count("<div>") == limited.count("</div>") == nesting.MAX_DEPTH
    assert limited.endswith("</div><p>after</p>")


TAGS = [
    *("div", "p", "ul", "li", "table", "tr", "td", "span", "b", "i", "font", "a", "h2", "form"),
    *("button", "object", "svg", "g", "math", "mi", "dl", "dt", "section", "x-y", "nobr"),
]
TOKENS = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(["<b a=1>", "<b a=2>", "<i a=3>", "<font a=4>", "<br>", "<img src=x>", "<g/>"]),
    st.sampled_from(["<!--x-->", "<p title='</div>'>", "<script>'<div>'</script>", "<!x>"]),
    st.just("word"),
)
SOUP = st.lists(TOKENS, max_size=120).map("".join)


@given(SOUP)
@settings(max_examples=300)
def test_markup_within_bounds_is_returned_as_it_is(html: str) -> None:
    assert bounded(html) == (html, None)


@given(SOUP)
@settings(max_examples=300)
def test_tag_soup_out_of_bounds_is_cut_to_them_and_its_text_stays(html: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nesting, "MAX_DEPTH", 5)
        limited, _ = bounded(html)
    assert words(limited) == words(html)
    formatting = len(re.findall("<(?:b|i|font|a|nobr)[ >]", limited))
    assert depth(limited) <= 3 * 5 + min(formatting, 10) + 4


@given(st.text(alphabet="<>/!-?='\" abdp&;[]CDAT\n", max_size=200))
@settings(max_examples=300)
def test_any_markup_is_read_to_its_end(html: str) -> None:
    assert bounded(html) == (html, None)


PAGES = st.recursive(
    st.sampled_from(["word", "two words", "<br>", "<img src='x.png' alt='>'>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag} class='{tag}'>{' '.join(parts)}</{tag}>",
        st.sampled_from(["div", "section", "ul", "li", "p", "a", "em", "b"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=40,
)


@given(PAGES, st.integers(1, 40))
def test_ordinary_pages_are_returned_as_they_are(page: str, times: int) -> None:
    html = f"<!doctype html><html><head><title>t</title></head><body>{page * times}</body></html>"
    assert limit_markup(html) == (html, None)
