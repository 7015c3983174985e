"""The HTML reader: what a browser shows, each word once, in blocks."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.article import Reason
from normalize.document import ID_MARK, Document
from normalize.read.html import read_html
from normalize.repair import seen

INLINE = ("a href='/x'", "b", "em", "span", "i", "strong", "font", "u", "small", "nobr")
BLOCK = ("div", "p", "section", "article", "ul", "li", "blockquote", "h2", "td", "center", "x-box")
DROPPED = ("nav", "footer", "aside", "button")


def read(html: str) -> Document:
    return read_html(Document(html, "html"))


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks]


def tag(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name.split()[0]}>"


@st.composite
def words(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A word of inline content, possibly with markup inside it, and the word."""
    word = draw(st.text("abcdefgh", min_size=1, max_size=6)) + str(draw(st.integers(0, 9999)))
    cut = draw(st.integers(0, len(word)))
    name = draw(st.sampled_from(INLINE))
    return word[:cut] + tag(name, word[cut:]) + draw(st.sampled_from((" ", "\n", "\t "))), [word]


def containers(
    children: st.SearchStrategy[tuple[str, list[str]]],
) -> st.SearchStrategy[tuple[str, list[str]]]:
    return st.builds(
        lambda name, inside: (
            tag(name, "".join(html for html, _ in inside)),
            [word for _, some in inside for word in some],
        ),
        st.sampled_from(("div", "section", "ul", "blockquote", "center", *DROPPED)),
        st.lists(children, max_size=4),
    )


paragraphs = st.builds(
    lambda name, inside: (
        tag(name, "".join(html for html, _ in inside)),
        [word for _, some in inside for word in some],
    ),
    st.sampled_from(("p", "li", "h2", "div", "x-box", "td", "a href='/y'")),
    st.lists(words(), max_size=5),
)
pages = st.recursive(paragraphs, containers, max_leaves=12)


@given(pages)
def test_every_word_is_in_exactly_one_block(page: tuple[str, list[str]]) -> None:
    """Markup inside a word neither splits it, nor glues it to its neighbours.

    In what is dropped by tag it may split it: no letter is lost there.
    """
    html, expected = page
    blocks = read(html).blocks
    found = [word for block in blocks if block.label is None for word in block.text.split()]
    assert not Counter(found) - Counter(expected)
    assert Counter(seen("".join(b.text for b in blocks))) == Counter(seen("".join(expected)))


@given(pages)
def test_elements_nest(page: tuple[str, list[str]]) -> None:
    """An element's blocks are among its parent's, and the first element holds them all."""
    document = read(page[0])
    assert document.elements or not document.blocks
    for element in document.elements:
        assert element.first <= element.last
        if element.parent >= 0:
            parent = document.elements[element.parent]
            assert parent.first <= element.first
            assert element.last <= parent.last
    for body in document.elements[:1]:
        assert (body.first, body.last) == (0, len(document.blocks))


@given(pages)
def test_a_block_lies_in_its_element(page: tuple[str, list[str]]) -> None:
    """`SourceBlock.element` points to an element whose range holds the block."""
    document = read(page[0])
    for i, block in enumerate(document.blocks):
        element = document.elements[block.element]
        assert element.first <= i < element.last


@given(pages)
def test_links_are_counted_within_the_text(page: tuple[str, list[str]]) -> None:
    """No block has more linked or bold characters than it has characters."""
    for block in read(page[0]).blocks:
        assert 0 <= block.linked <= len(block.text)
        assert 0 <= block.bold <= len(block.text)


@given(st.text("<>/abpdivul &;='\"!-\0\x85\xa0\n"))
def test_broken_markup_is_read_as_the_parser_mends_it(html: str) -> None:
    """Nothing makes the reader raise."""
    read(html)


@pytest.mark.parametrize("html", ["", "<!-- only a comment -->", "<frameset>", "<p>", "<title>x"])
def test_a_page_without_text_has_no_blocks(html: str) -> None:
    assert texts(html) == []


def test_depth_costs_no_recursion() -> None:
    """512 levels, the most that markup limits let through, are read as any other."""
    assert texts("<div>" * 505 + "deep" + "</div>" * 505 + "<p>after") == ["deep", "after"]


def test_two_line_breaks_end_a_paragraph() -> None:
    html = "<div>The quay was empty.<br><br>By noon it was not.<br> &nbsp; <br>Then rain.</div>"
    assert texts(html) == ["The quay was empty.", "By noon it was not.", "Then rain."]


def test_one_line_break_stays_in_the_text() -> None:
    assert texts("<p>12 Harbour Street<br>Port Ansel</p>") == ["12 Harbour Street\nPort Ansel"]


def test_lines_as_long_as_paragraphs_are_paragraphs() -> None:
    line = (
        "The ferry to the outer islands ran late again on Tuesday, and nobody at the pier knew why."
    )
    assert texts(f"<div>{line}<br>{line}</div>") == [line, line]


def test_links_are_counted_for_the_lines_they_stand_in() -> None:
    html = "<div>See <a href='/a'>this</a>.<br><br>No link here.<br><br><b>Bold</b> end</div>"
    blocks = read(html).blocks
    assert [(b.linked, b.links, b.bold) for b in blocks] == [(4, 1, 0), (0, 0, 0), (0, 0, 4)]


def test_text_beside_elements_is_a_block_of_its_own() -> None:
    assert texts("<div>before<p>inside</p>after</div>") == ["before", "inside", "after"]


def test_nested_lists_give_each_item_once() -> None:
    html = "<ul><li>one<ul><li>two</li></ul></li><li><p>three</p></li></ul>"
    blocks = read(html).blocks
    assert [(b.text, b.kind) for b in blocks] == [
        ("one", "list_item"),
        ("two", "list_item"),
        ("three", "list_item"),
    ]


def test_kinds_follow_the_tags() -> None:
    html = (
        "<h1>Head</h1><h3>Sub</h3><blockquote><p>said</p></blockquote><pre> a\n  b</pre>"
        "<figure><img><figcaption>seen</figcaption></figure><p>text</p>"
    )
    assert [(b.kind, b.level, b.text) for b in read(html).blocks] == [
        ("heading", 1, "Head"),
        ("heading", 3, "Sub"),
        ("quote", 0, "said"),
        ("preformatted", 0, " a\n  b"),
        ("caption", 0, "seen"),
        ("paragraph", 0, "text"),
    ]


def test_a_row_of_data_is_one_block() -> None:
    html = (
        "<table><tr><th></th><th>Wins</th></tr><tr><td>Ansel <b>FC</b></td><td>3</td></tr></table>"
    )
    blocks = read(html).blocks
    assert [(b.kind, b.text) for b in blocks] == [("paragraph", "Wins"), ("table", "Ansel FC\t3")]


def test_an_empty_cell_keeps_its_place_in_a_row() -> None:
    assert texts("<table><tr><td>a</td><td></td><td>b</td></tr></table>") == ["a\t\tb"]


def test_a_layout_table_is_read_like_divs() -> None:
    html = "<table><tr><td><p>menu</p><p>more</p></td><td><p>One.</p><p>Two.</p></td></tr></table>"
    assert texts(html) == ["menu", "more", "One.", "Two."]


@pytest.mark.parametrize(
    "html",
    [
        "<p>shown</p><p hidden>x</p>",
        "<p>shown</p><div aria-hidden='true'><p>x</p></div>",
        "<p>shown</p><div style='color: red; Display: NONE'>x</div>".replace("NONE", "none"),
        "<p>shown <span style='visibility:hidden'>x</span></p>",
        "<p>shown</p><script>x</script><style>x</style><template><p>x</p></template>",
        "<p>shown<svg><text>x</text></svg></p><noscript>x</noscript><iframe>x</iframe>",
        "<p>shown<!-- x --></p>",
    ],
)
def test_what_is_not_shown_is_no_text(html: str) -> None:
    padding = "<p>" + "The council met again in the old customs house by the water. " * 6 + "</p>"
    assert [text.strip() for text in texts(padding + html)][1:] == ["shown"]


@pytest.mark.parametrize("hiding", ["hidden", "style='display: none'", "aria-hidden='true'"])
def test_a_story_that_is_hidden_until_a_script_has_run_is_shown(hiding: str) -> None:
    """What names the story's container is the story; what else it names is chrome."""
    story = f"<div id='articleBody' {hiding}><p>two</p></div>"
    share = f"<div class='article-body share' {hiding}><p>three</p></div>"

    assert texts(f"<p>one</p>{story}{share}") == ["one", "two"]


def test_what_react_streams_hidden_is_shown() -> None:
    """It is sent at the end of the page and moved into its place by a script."""
    assert texts('<p>one</p><div hidden id="S:1f"><p>two</p></div>') == ["one", "two"]


def test_a_comment_does_not_split_a_paragraph() -> None:
    assert texts("<p>half<!-- ad slot -->way there</p>") == ["halfway there"]


def test_a_custom_element_is_inline_in_a_paragraph_only() -> None:
    html = "<p>the <x-term>tide</x-term> turned</p><x-card>one</x-card><x-card>two</x-card>"
    assert texts(html) == ["the tide turned", "one", "two"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nav", Reason.NAVIGATION),
        ("footer", Reason.OUTSIDE_BODY),
        ("aside", Reason.OUTSIDE_BODY),
        ("select", Reason.NAVIGATION),
        ("dialog", Reason.OUTSIDE_BODY),
    ],
)
def test_a_dropped_subtree_is_one_labelled_block(name: str, reason: Reason) -> None:
    prose = "<p>" + "The harbour board voted twice and then went home for the night. " * 5 + "</p>"
    inside = "<option>Home<option>News" if name == "select" else "<p>Home</p><p>News</p>"
    blocks = read(prose + tag(name, inside)).blocks
    assert [b.text.split() for b in blocks[1:]] == [["Home", "News"]]
    label = blocks[1].label
    assert label is not None
    assert (label.reason, label.rule) == (reason, f"html.{name}")


def test_a_button_does_not_split_its_paragraph() -> None:
    prose = "The harbour board voted twice and then went home for the night. " * 5
    blocks = read(f"<p>{prose}<button>Share</button>and slept.</p>").blocks
    assert [b.text for b in blocks] == [f"{prose}and slept.", "Share"]


def test_the_source_of_a_quotation_belongs_to_it() -> None:
    html = "<blockquote><p>We never left.</p><footer>A fisherman</footer></blockquote>"
    assert [(b.text, b.kind) for b in read(html).blocks] == [
        ("We never left.", "quote"),
        ("A fisherman", "quote"),
    ]


@pytest.mark.parametrize("wrapper", ["aside", "div hidden", "dialog", "noscript"])
def test_a_story_in_what_is_usually_left_out_is_found(wrapper: str) -> None:
    """Some pages keep all their text where others keep none."""
    story = "<p>" + "The harbour board voted twice and then went home for the night. " * 6 + "</p>"
    document = read("<body>" + tag(wrapper, story))
    assert [b.label for b in document.blocks] == [None]
    assert document.trace


def test_white_space_is_collapsed_as_html_does_and_no_more() -> None:
    assert texts("<p> a \n\t b\xa0\xa0c\x85d \u3000e </p>") == ["a b\xa0\xa0c\x85d \u3000e"]


def test_anchors_without_an_address_are_no_links() -> None:
    long = "The harbour board voted twice and then went home for the night, all of them."
    named, linked = read(f"<p><a name='top'>{long}</a></p><p><a href='/'>{long}</a></p>").blocks
    assert (named.linked, linked.linked) == (0, len(long))


def test_names_hold_class_and_id_in_lower_case() -> None:
    document = read("<div class='Story Body' id='Main'><p>x</p></div>")
    assert document.elements[1].names == f"story body{ID_MARK}main"
    assert document.elements[1].names.split() == ["story", "body", "main"]
    assert document.path(2) == "body > div.story.body.main > p"
