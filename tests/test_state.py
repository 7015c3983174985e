"""Pages that only a script would draw: their story is in the script's data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import Normalizer
from normalize.article import Article
from normalize.read.state import story_markup

TITLE = "Ferry returns to Lund"
STORY = [
    "The ferry is back in service after two weeks, the operator of the line said on Monday.",
    "It had been given a new engine, new seats and, for the first time in years, a coat of paint.",
    "Tickets cost as much as before, and dogs travel free until the end of the month of May.",
    "The mayor, who had come by bus, called the long wait a scandal and the new seats too hard.",
    "From June the boat leaves every hour, which the operator says is as often as it can be done.",
]
OTHER = [line.replace("ferry", "bridge").replace("boat", "train") for line in STORY]
GENERIC = Normalizer(plugins=())


def page(script: str, shown: str = "<div id=app></div>") -> str:
    return f"<html><head><title>{TITLE}</title></head><body>{shown}{script}</body></html>"


def data(value: object) -> str:
    return f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(value)}</script>"


def read(html: str) -> Article:
    return GENERIC.normalize(html)


def as_strings(lines: list[str]) -> object:
    return {"paragraphs": lines}


def as_elements(lines: list[str]) -> object:
    return {"content_elements": [{"type": "text", "content": line, "_id": "x1"} for line in lines]}


def as_nodes(lines: list[str]) -> object:
    """As editors keep it: text in pieces, some of them links."""
    nodes = []
    for line in lines:
        first, rest = line.split(" ", 1)
        link = {
            "type": "a",
            "attribs": {"href": "/x"},
            "children": [{"type": "text", "data": first}],
        }
        nodes.append({"type": "p", "children": [link, {"type": "text", "data": " " + rest}]})
    return {"body": {"json": nodes}}


def as_html(lines: list[str]) -> object:
    return {"bodyHtml": "".join(f"<p>{line}</p>" for line in lines)}


def as_one_string(lines: list[str]) -> object:
    return {"articleBody": "\n\n".join(lines)}


SHAPES = (as_strings, as_elements, as_nodes, as_html, as_one_string)


def wrapped(inner: object) -> st.SearchStrategy[object]:
    """`inner` somewhere in data that speaks of other things too."""
    around = st.sampled_from(["props", "pageProps", "article", "d8", "globalContent"])
    beside = st.dictionaries(
        st.sampled_from(["id", "url", "section", "flags"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.just("/news/17")),
    )
    return st.recursive(
        st.just(inner),
        lambda inside: st.builds(
            lambda key, other, value: {**other, key: value}, around, beside, inside
        ),
        max_leaves=4,
    )


@given(st.sampled_from(SHAPES), st.data())
def test_the_story_is_found_wherever_the_data_hold_it(shape, draw) -> None:
    article = read(page(data(draw.draw(wrapped(shape(STORY))))))
    assert article.body.split("\n\n") == STORY
    assert "the story is in the data of a script" in str(article.trace)


@pytest.mark.parametrize(
    "script",
    [
        "window.__STATE__ = #;",
        "window.Fusion=window.Fusion||{};Fusion.arcSite='post';Fusion.globalContent=#;Fusion.x={};",
        "hydrate(#)",
    ],
)
def test_data_may_be_assigned_or_passed(script: str) -> None:
    state = script.replace("#", json.dumps(as_elements(STORY)))
    assert read(page(f"<script>{state}</script>")).body.split("\n\n") == STORY


def test_of_several_stories_the_one_with_the_title_of_the_page_is_read() -> None:
    other = {"headline": "Bridge closes", **as_elements([*OTHER, *OTHER])}
    own = {"headlines": {"basic": TITLE}, **as_elements(STORY)}
    assert read(page(data({"stories": {"a": other, "b": own}}))).body.split("\n\n") == STORY


def test_of_several_stories_without_the_title_none_is_read() -> None:
    stories = {"a": as_elements(STORY), "b": as_elements(OTHER)}
    assert read(page(data(stories))).body == ""


def test_a_page_that_shows_its_story_is_read_as_it_is_shown() -> None:
    shown = "<article>" + "".join(f"<p>{line}</p>" for line in STORY * 3) + "</article>"
    article = read(page(data(as_elements(OTHER * 9)), shown))
    assert "bridge" not in article.body


def test_what_the_page_shows_besides_stays_in_the_ledger() -> None:
    article = read(page(data(as_elements(STORY)), "<div class=menu>Sport</div><p>Sign in</p>"))
    assert {"Sport", "Sign in"} <= {piece.text for piece in article.removed}


@pytest.mark.parametrize(
    "script",
    ["[" * 100_000, '{"a":' * 50_000, "= {" * 50_000, '{"text": "' + "a. " * 100_000, "x" * 2000],
)
def test_broken_data_hold_no_story(script: str) -> None:
    assert story_markup([script]) is None


@given(st.recursive(st.text() | st.none(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_no_data_make_it_fail(value: object) -> None:
    story_markup([json.dumps({"text": value, "filler": "x" * 2000})])
