"""An outlet is learned from its pages or texts, and is never worse than the general rules."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from normalize import Article, Normalizer, OptionsError, Outlet, Reason
from normalize.authoring.learn import (
    Entry,
    Learned,
    SavedPage,
    domain_of,
    learn_outlet,
    learn_text,
    outlet_toml,
    read_articles,
)
from normalize.authoring.learn.lines import pattern_of
from normalize.authoring.learn.selectors import is_generated, selectors_of
from normalize.plugins.outlet import line_pattern
from normalize.testing import LAYOUTS, GeneratedPage, assert_faithful, outlets, pages

GENERIC = Normalizer(plugins=())

# ---------------------------------------------------------------- pages of one template


FERRY = (
    "The ferry to the outer islands is back in service, its operator said on Monday morning.",
    "About forty passengers were aboard when it left the old pier at a quarter past six.",
    "“We have waited long enough,” said Sam Lund, who runs the only shop on the islands.",
    "The line had been closed since a fire in the engine room of the old ship in March.",
)
BRIDGE = (
    "The bridge over the mill stream will have a second lane by autumn, the council decided.",
    "Work starts after Easter, and the road along the quay will carry all of the traffic.",
    "Shop owners had asked for a later start, since their customers come by car in summer.",
    "The money comes from the county, which puts aside two million for bridges this year.",
)
CHOIR = (
    "The choir of the fishermen has no bass since its oldest member moved to the mainland.",
    "It has put up a notice in the bakery, where most of the town comes by in the morning.",
    "“He should be able to sing, but we would take one who only hums,” its leader said.",
    "The next concert is on the first Sunday of May, on the deck of the lifeboat in the port.",
)
STORIES = {
    "Ferry to the outer islands returns": FERRY,
    "Town bridge gets a second lane": BRIDGE,
    "Choir looks for a bass": CHOIR,
}


def page(headline: str, story: tuple[str, ...], body: str = "", *, name: str = "story-body") -> str:
    """A page of an invented outlet; `body` is put between the first two paragraphs."""
    first, *others = (f"<p>{escape(each)}</p>" for each in story)
    return (
        f"<html lang=en><head><title>{headline} | Harbour Ledger</title></head><body>"
        "<nav><a href=/>Home</a> <a href=/sea>Sea</a></nav>"
        f'<main><h1 class="story-title">{headline}</h1>'
        f'<div class="{name}">{first}{body}{"".join(others)}</div></main>'
        "<footer><p>© Harbour Ledger</p></footer></body></html>"
    )


def same(body: str = "", *, name: str = "story-body") -> list[str]:
    """Three pages with the same in their bodies."""
    return [page(headline, story, body, name=name) for headline, story in STORIES.items()]


def learned_from(sources: list[str]) -> Learned:
    return learn_outlet(sources, "ledger", "ledger.example")


def read(outlet: Outlet, source: str) -> Article:
    return Normalizer(plugins=[outlet]).normalize(source, outlet="ledger", kind="html")


def bodies(outlet: Outlet, sources: list[str]) -> list[tuple[str, ...]]:
    return [tuple(read(outlet, source).body.split("\n\n")) for source in sources]


# ---------------------------------------------------------------- where the story stands


@st.composite
def of_one_outlet(draw: st.DrawFn) -> list[GeneratedPage]:
    """Several pages of one layout, with different articles."""
    layout = draw(st.sampled_from(LAYOUTS))
    found = draw(
        st.lists(pages(layout=layout), min_size=1, max_size=3, unique_by=lambda p: p.article.story)
    )
    story = [part for each in found for part in each.article.story]
    assume(len(set(story)) == len(story))
    return found


@settings(max_examples=30)
@given(of_one_outlet())
def test_on_its_pages_an_outlet_is_as_good_as_the_general_rules(found: list[GeneratedPage]):
    outlet = learn_outlet([each.html for each in found], "ledger").outlet

    for each in found:
        assert_faithful(read(outlet, each.html), each)


@settings(max_examples=30)
@given(of_one_outlet())
def test_the_container_holds_the_article(found: list[GeneratedPage]):
    outlet = learn_outlet([each.html for each in found], "ledger").outlet

    for each in found if outlet.container else ():
        (node,) = LexborHTMLParser(each.html).css(outlet.container[0])
        assert all(part in node.text() for part in each.article.paragraphs)


def test_the_container_is_what_holds_the_prose_that_changes():
    assert learned_from(same()).outlet.container == ("div.story-body",)


def test_names_that_a_build_tool_made_up_are_not_used():
    assert learned_from(same(name="css-1x2y3z")).outlet.container == ("main",)
    assert learned_from(same(name="css-1x2y3z text-body")).outlet.container == ("div.text-body",)


def test_of_a_name_with_a_hash_the_part_before_it_is_used():
    found = learned_from(same(name="Story_body__x7Kq2")).outlet

    assert found.container == ('div[class*="Story_body__"]',)
    assert bodies(found, same(name="Story_body__aB3dE")) == list(STORIES.values())


def test_a_page_of_another_template_is_left_to_the_general_rules():
    old = "<h1>Mill closes</h1>" + "".join(f"<p>{each} So it was.</p>" for each in FERRY)
    found = learned_from([*same()[1:], old])

    assert found.outlet.container == ("div.story-body",)
    assert [each.count for each in found.entries if each.field == "container"] == [2]
    assert read(found.outlet, old).body == GENERIC.normalize(old, kind="html").body


def test_a_story_in_two_containers_needs_both():
    between = '</div><div class="gallery">Photos</div><div class="story-body">'
    halves = [
        page(headline, story).replace(f"<p>{story[2]}", f"{between}<p>{story[2]}")
        for headline, story in STORIES.items()
    ]
    outlet = learned_from(halves).outlet

    assert bodies(outlet, halves) == list(STORIES.values())


def test_where_a_container_would_do_harm_there_is_none_and_a_note_says_so():
    loose = [
        f"<h1>{headline}</h1>" + "".join(f"<p>{each}</p>" for each in story)
        for headline, story in STORIES.items()
    ]
    found = learned_from(loose)

    assert not found.outlet.container
    assert "no container" in " ".join(found.notes)


# ---------------------------------------------------------------- what comes again

BOX = '<div class="{}"><p>The harbour calendar is back: twelve tides and a free pencil.</p></div>'
SHOP = BOX.format("harbour-shop")
LINE = "<p>This story is part of our series Salt and Rope.</p>"


def test_a_box_in_the_story_that_all_pages_have_is_dropped():
    found = learned_from(same(SHOP))

    assert [selector for selector, _ in found.outlet.drop] == ["div.harbour-shop"]
    assert bodies(found.outlet, same(SHOP)) == list(STORIES.values())
    assert bodies(Outlet("ledger"), same(SHOP)) != list(STORIES.values())


def test_a_line_in_the_story_that_all_pages_have_is_chrome():
    found = learned_from(same(LINE))

    assert found.outlet.chrome == (
        (r"This story is part of our series Salt and Rope\.", Reason.TEMPLATE),
    )
    assert bodies(found.outlet, same(LINE)) == list(STORIES.values())


def test_a_line_that_differs_in_its_number_alone_is_one_pattern():
    numbered = [
        page(headline, story, f"<p>Letter {n} of the harbour master</p>")
        for n, (headline, story) in enumerate(STORIES.items(), 99)
    ]

    assert [pattern for pattern, _ in learned_from(numbered).outlet.chrome] == [
        r"Letter \d+ of the harbour master"
    ]


@pytest.mark.parametrize(
    "again",
    [
        "<h3>What we know</h3>",
        "<p>Pros</p><p>Long deck.</p><p>Pros</p>",
        "<p>* * *</p>",
    ],
    ids=["a heading of prose", "a label used twice", "a mark"],
)
def test_what_stories_are_told_with_is_not_chrome_though_it_comes_again(again: str):
    assert not any(
        "What" in each or "Pros" in each for each, _ in learned_from(same(again)).outlet.chrome
    )


def test_facts_that_two_stories_on_one_subject_share_are_not_chrome():
    fact = "<p>Opera “The Fisherman’s Daughter”, until the last Sunday of August</p>"
    sources = [
        page(f"Fisherman’s Daughter {what}", story, fact)
        for what, story in (("opens", FERRY), ("extended", BRIDGE))
    ]

    assert not learned_from(sources).outlet.chrome


def test_what_the_general_phrases_know_is_none_of_the_outlets_business():
    assert not learned_from(same("<p>Advertisement</p>")).outlet.chrome


def test_a_label_before_names_is_a_credit():
    sources = [
        page(headline, story, f"<p>Woodcuts: {name}</p>")
        for (headline, story), name in zip(
            STORIES.items(), ("Jane Doe", "Ida Holm", "Sam Lund"), strict=True
        )
    ]
    outlet = learned_from(sources).outlet

    assert outlet.credits == ("Woodcuts: .+",)
    assert read(outlet, sources[0]).credits == ("Woodcuts: Jane Doe",)


# ---------------------------------------------------------------- fields


def with_head(headline: str, story: tuple[str, ...], deck: str, author: str) -> str:
    head = (
        f'<p class="deck">{deck}</p><p>By <a rel="author" href="/a">{author}</a></p>'
        '<time datetime="2026-03-02T08:00:00+01:00">2 March</time>'
    )
    return page(headline, story).replace("</h1>", f"</h1>{head}")


HEADS = [
    with_head(headline, story, f"A first look at what it means for the {what}", author)
    for (headline, story), what, author in zip(
        STORIES.items(), ("port", "mill", "pier"), ("Jane Doe", "Ida Holm", "Sam Lund"), strict=True
    )
]


def test_selectors_of_fields_agree_with_what_the_general_rules_find():
    outlet = learned_from(HEADS).outlet

    assert (outlet.headline, outlet.standfirst) == (("h1",), ("p.deck",))
    assert outlet.authors == ("a[rel=author]",)


@pytest.mark.parametrize("source", HEADS)
def test_fields_are_what_they_were(source: str):
    article, generic = read(learned_from(HEADS).outlet, source), GENERIC.normalize(source)

    for name in ("headline", "standfirst", "authors", "published", "body"):
        assert getattr(article, name) == getattr(generic, name)


# ---------------------------------------------------------------- evidence, and what can't be used


def test_each_entry_says_on_how_many_pages_it_was_found_and_what_it_matched():
    found = learned_from(same(LINE))
    chrome = next(each for each in found.entries if each.field == "chrome")

    assert chrome.evidence == "3 of 3 pages: This story is part of our series Salt and Rope."


def test_a_page_with_the_story_of_another_is_left_out():
    copies = [SavedPage(same(LINE)[0], name=name) for name in ("one.html", "two.html")]
    found = learn_outlet(copies, "ledger")

    assert not found.outlet.chrome
    assert "two.html is left out: it has the story of one.html" in found.notes


def test_what_is_no_page_is_left_out_and_named():
    sources = [*(SavedPage(source) for source in same()), SavedPage(b"%PDF-1.7", name="a.pdf")]

    assert any(
        note.startswith("a.pdf is left out") for note in learn_outlet(sources, "ledger").notes
    )


def test_one_page_alone_shows_little_and_a_note_says_so():
    assert "one page alone" in " ".join(learned_from(same()[:1]).notes)


@pytest.mark.parametrize("sources", [[], [b"%PDF-1.7"]])
def test_without_a_page_there_is_nothing_to_learn(sources: list[bytes]):
    with pytest.raises(OptionsError, match=r"at least one page|left out"):
        learn_outlet(sources, "ledger")


@given(st.lists(st.text(st.sampled_from("<pdivh1>/ abc.“"), max_size=80), max_size=3))
@settings(max_examples=50)
def test_any_page_is_learned_from_or_refused_by_an_error_of_ours(sources: list[str]):
    with suppress(OptionsError):
        assert learn_outlet(sources, "ledger").outlet.name == "ledger"


def test_the_domain_of_pages_is_the_one_they_say():
    said = '<link rel=canonical href="https://{}/a"><p>Ferry</p>'
    saved = [SavedPage(said.format(host)) for host in ("www.ledger.example", "sea.ledger.example")]

    assert domain_of(saved) == "ledger.example"
    assert domain_of([*saved, SavedPage(said.format("gazette.example"))]) is None
    assert domain_of([SavedPage("<p>Ferry</p>")]) is None


# ---------------------------------------------------------------- selectors and patterns


@pytest.mark.parametrize(
    "name", ["story-body", "entry-content", "articleBody", "c-article__text", "atc-Text", "h-entry"]
)
def test_names_that_somebody_chose_are_stable(name: str):
    assert not is_generated(name)


@pytest.mark.parametrize(
    "name",
    [
        "css-1x2y3z",
        "sc-bdVaJa",
        "jsx-123",
        "post-4711",
        "story__3xK9f",
        "kAmzxyQd",
        "md:flex",
        "_2ab",
    ],
)
def test_names_made_up_by_programs_are_not(name: str):
    assert is_generated(name)


@pytest.mark.parametrize(
    ("markup", "first"),
    [
        ('<div class="story-body" itemprop="articleBody">', "div[itemprop=articleBody]"),
        ('<div class="wide" data-component="text-block">', "div[data-component=text-block]"),
        ('<div class="flex mt-4 entry-content">', "div.entry-content"),
        ('<div id="story" class="css-9k8j7h">', "div#story"),
        ("<article>", "article"),
    ],
)
def test_of_the_selectors_of_an_element_the_steadiest_comes_first(markup: str, first: str):
    node = LexborHTMLParser(f"{markup}x").body.child

    assert next(selectors_of(node)).text == first


@given(st.data())
def test_a_selector_finds_its_element(data: st.DataObject):
    names = st.lists(
        st.sampled_from(["story", "css-1a2b", "a-b", "Body_x__aB3dE", "q"]), max_size=3
    )
    classes = [" ".join(data.draw(names)) for _ in range(3)]
    tag = data.draw(st.sampled_from(["div", "x-box", "o:p", "h1"]))
    tree = LexborHTMLParser("".join(f'<{tag} class="{each}">' for each in classes))

    for node in tree.css("body *"):
        for selector in selectors_of(node):
            assert node.mem_id in {found.mem_id for found in tree.css(selector.text)}


PRINTED = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(PRINTED, st.lists(st.integers(0, 10**6), min_size=1, max_size=3))
def test_a_pattern_matches_every_line_that_it_was_made_from(text: str, numbers: list[int]):
    lines = [f"{text} {number}" for number in numbers]
    pattern = pattern_of(lines)

    assert pattern is None or all(
        line_pattern(pattern).fullmatch(" ".join(line.split())) for line in lines
    )


@pytest.mark.parametrize(
    ("lines", "pattern"),
    [
        (["Read on."], r"Read on\."),
        (["5 comments", "12 comments"], r"\d+ comments"),
        (["Top 10 of 2024", "Top 10 of 2025"], r"Top 10 of \d+"),
        (["As of 11:30", "As of 9:05"], r"As of [\d:]+"),
        (["1 a 1 b 1", "2 a 2 b 2"], None),
        (["Part one", "Part 2"], None),
        (["x" * 301], None),
    ],
)
def test_numbers_that_differ_are_generalised_and_those_that_stay_are_kept(
    lines: list[str], pattern: str | None
):
    assert pattern_of(lines) == pattern


# ---------------------------------------------------------------- TOML


@given(outlets())
def test_an_outlet_is_written_as_it_is_read(
    tmp_path_factory: pytest.TempPathFactory, outlet: Outlet
):
    path = tmp_path_factory.mktemp("outlets") / "gazette.example.toml"
    path.write_text(outlet_toml(outlet), "utf-8")

    assert Outlet.from_toml(path) == outlet


@given(PRINTED.filter(str.strip), PRINTED.filter(str.strip))
def test_any_selector_and_any_evidence_can_be_written(value: str, example: str):
    outlet = Outlet("ledger", headline=[value], drop={value: "related"})
    entries = [Entry(name, value, 1, 2, example) for name in ("headline", "drop")]
    written = tomllib.loads(outlet_toml(Learned(outlet, tuple(entries), (example,))))

    assert written["headline"] == value
    assert written["drop"] == {value: "related"}


def test_the_evidence_stands_beside_each_line():
    assert (
        'container = "div.story-body"  # 3 of 3 pages: The ferry to the outer islands'
        in outlet_toml(learned_from(same()))
    )


# ---------------------------------------------------------------- texts


def texts(*lines: str, count: int = 12) -> list[str]:
    """Articles of invented words, with lines at their ends."""
    names = [f"{first}{last}" for first in ("Al", "Be", "Ca", "Do") for last in ("ma", "ra", "na")]
    stories = [
        [f"{name} is back", *(f"{name} has a boat, too. {each}" for each in FERRY)]
        for name in names[:count]
    ]
    return ["\n\n".join([*story, *lines]) for story in stories]


def test_a_line_at_the_end_of_many_texts_is_chrome():
    found = learn_text(texts("Tell a friend who loves boats."), "ledger", "ledger.example")

    assert found.outlet.chrome == ((r"Tell a friend who loves boats\.", Reason.TEMPLATE),)
    assert found.entries[0].evidence == (
        "12 of 12 texts, at the end: Tell a friend who loves boats."
    )


@pytest.mark.parametrize(
    "line",
    [
        "OSLO (AP) —",
        "By Jane Doe",
        "Advertisement",
    ],
    ids=["a dateline", "a byline", "what the general rules know"],
)
def test_lines_that_stories_have_in_common_are_not(line: str):
    sources = [f"{line}\n\n{text}" for text in texts()]

    assert not learn_text(sources, "ledger").outlet.chrome


def test_background_at_the_end_of_some_stories_is_left_alone_and_noted():
    told = "The old ship had burned in March last year, when nobody but the cook was on board."
    found = learn_text([*texts(told)[:4], *texts()[4:]], "ledger")

    assert not found.outlet.chrome
    assert any("left alone, 4 of" in note for note in found.notes)


def test_a_subheading_between_paragraphs_is_left_alone():
    sources = ["\n\nBackground\n\n".join(text.rsplit("\n\n", 1)) for text in texts()]

    assert not learn_text(sources, "ledger").outlet.chrome


def test_the_same_text_again_counts_once():
    found = learn_text(texts("Tell a friend who loves boats.")[:2] * 5, "ledger")

    assert found.entries[0].of == 2
    assert "8 texts are left out: they have the story of another" in found.notes


def test_texts_are_read_from_json_lines_whose_fields_are_guessed(tmp_path: Path):
    path = tmp_path / "articles.jsonl"
    records = [
        {"link": "https://www.ledger.example/a", "maintext": "Ferry returns"},
        {"url": "https://ledger.example/b", "text": "Bridge opens", "body": ""},
    ]
    path.write_text("\n\n".join(map(json.dumps, records)), "utf-8")

    assert read_articles(path) == (["Ferry returns", "Bridge opens"], "ledger.example")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("{", "line 1: no JSON"),
        ("[1]", "line 1: an object is expected"),
        ('{"title": "a"}', "there is no text; a record's text is one of text, body"),
        (
            '{"text": "a", "url": "https://a.example/"}\n{"text": "b", "url": "https://b.example/"}',
            r"choose one outlet with --domain; there are a.example \(1\), b.example \(1\)",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_named(tmp_path: Path, lines: str, problem: str):
    path = tmp_path / "articles.jsonl"
    path.write_text(lines, "utf-8")

    with pytest.raises(OptionsError, match=problem) as raised:
        read_articles(path)

    assert str(path) in str(raised.value)
    with pytest.raises(OptionsError):
        learn_text([], "ledger")
