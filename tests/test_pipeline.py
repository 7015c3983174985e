"""The steps in order, from source to article, with small plugins at every step."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize import (
    Article,
    Block,
    Dateline,
    Label,
    NormalizeError,
    Normalizer,
    Outlet,
    PluginError,
    Reason,
    UnsupportedInput,
    hookimpl,
)
from normalize.pipeline import Piece
from normalize.testing import GeneratedArticle, articles

GENERIC = Normalizer(plugins=())
HEADLINE = "Ferry to the islands returns"
ONE = "The ferry to the outer islands is back in service, the operator said on Monday morning."
TWO = "It had been out of order since January, when a storm broke the pier on the largest island."
TEXT = f"{HEADLINE}\n\nBy Jane Doe\n\nOSLO (AP) — {ONE}\n\nAdvertisement\n\n{TWO}"


def plugin(name: str, **hooks: Callable[..., Any]) -> SimpleNamespace:
    """A plugin of these hooks, each a function of the arguments it needs."""
    marked = {f"normalize_{hook}": hookimpl(function) for hook, function in hooks.items()}
    return SimpleNamespace(__name__=name, **marked)


def saying(answer: Any) -> Callable[[object], Any]:
    """A hook that always gives this answer."""

    def hook(document: object) -> Any:
        return answer

    return hook


def with_plugins(*plugins: object, **options: Any) -> Normalizer:
    """A normalizer with exactly these plugins."""
    return Normalizer(options, plugins=plugins)


# ---------------------------------------------------------------- the order of the steps


def test_steps_are_taken_in_order_each_once() -> None:
    """What a step needs is there when it is asked."""
    seen: list[str] = []

    def noting(step: str) -> Callable[[Any], None]:
        def hook(document: Any) -> None:
            seen.append(step)

        return hook

    steps = [*("read", "repair", "label", "headline", "standfirst"), *("authors", "published")]
    steps += ["dateline", "body", "finish"]
    with_plugins(plugin("notes", **{step: noting(step) for step in steps})).normalize(TEXT)

    assert seen == steps


def test_bytes_are_decoded_first() -> None:
    def decode(data: bytes) -> str | None:
        return data.decode("mac_roman") if data.startswith(b"MAC ") else None

    normalizer = with_plugins(plugin("mac", decode=decode))

    assert "café" in normalizer.normalize(f"MAC café. {ONE}".encode("mac_roman")).body
    assert "café" in normalizer.normalize(f"café. {ONE}".encode()).body


def test_a_page_is_read_as_a_plugin_left_its_source() -> None:
    """Not as it was given, though that is what was decoded."""

    def read(document: Any) -> None:
        document.source = document.source.replace("ferry", "tram")

    normalizer = with_plugins(plugin("trams", read=read))
    page = f"<html><body><h1>{HEADLINE}</h1><p>{ONE}</p></body></html>"

    assert ONE.replace("ferry", "tram") in normalizer.normalize(page.encode()).body


# ---------------------------------------------------------------- who is asked, who wins

FIRST_ANSWERS: dict[str, tuple[Callable[[Any], Any], Callable[[Article], Any], Any]] = {
    "headline": (saying("Mine"), lambda a: a.headline, "Mine"),
    "standfirst": (saying("Mine too"), lambda a: a.standfirst, "Mine too"),
    "authors": (saying(("Ida Holm",)), lambda a: a.authors, ("Ida Holm",)),
    "dateline": (
        saying(Dateline("OSLO", place="OSLO")),
        lambda a: a.dateline and a.dateline.raw,
        "OSLO",
    ),
    "body": (saying([0]), lambda a: [b.role for b in a.blocks].count("body"), 0),
}


@pytest.mark.parametrize("step", FIRST_ANSWERS)
def test_the_answer_of_a_plugin_beats_the_built_in(step: str) -> None:
    hook, got, expected = FIRST_ANSWERS[step]
    article = with_plugins(plugin("mine", **{step: hook})).normalize(TEXT)

    assert got(article) == expected
    assert (step, "mine") in [(each.step, each.by) for each in article.trace]


@pytest.mark.parametrize("step", [*FIRST_ANSWERS, "read", "repair", "label", "published", "finish"])
def test_none_passes_to_the_next(step: str) -> None:
    silent = plugin("silent", **{step: saying(None)})

    assert with_plugins(silent).normalize(TEXT) == GENERIC.normalize(TEXT)


@pytest.mark.parametrize(
    ("step", "nothing", "absent"),
    [("headline", "", None), ("standfirst", "", None), ("authors", (), ()), ("authors", [], ())],
)
def test_an_empty_answer_stands(step: str, nothing: object, absent: object) -> None:
    """It means: there is none."""
    article = with_plugins(plugin("empty", **{step: saying(nothing)})).normalize(TEXT)

    assert getattr(article, step) == absent


def test_an_empty_dateline_means_that_there_is_none() -> None:
    article = with_plugins(plugin("empty", dateline=saying(Dateline("")))).normalize(TEXT)

    assert article.dateline is None
    assert f"OSLO (AP) — {ONE}" in article.body


def test_plugins_are_asked_by_name() -> None:
    """Whatever the order in which they are given."""
    a = plugin("a", headline=saying("of a"))
    b = plugin("b", headline=saying("of b"))

    assert with_plugins(a, b).normalize(TEXT).headline == "of a"
    assert with_plugins(b, a).normalize(TEXT).headline == "of a"


def test_the_code_of_an_outlet_is_asked_before_others() -> None:
    outlet = Outlet("gazette", "gazette.example")
    code = plugin("z", register_outlets=lambda: [outlet], headline=saying("of the outlet"))
    other = plugin("a", headline=saying("of all"))
    normalizer = with_plugins(code, other)

    assert normalizer.normalize(TEXT, outlet="gazette").headline == "of the outlet"
    assert normalizer.normalize(TEXT).headline == "of all"


def test_the_data_of_an_outlet_is_asked_before_the_built_in() -> None:
    outlet = Outlet("gazette", "gazette.example", chrome=["The ferry to .*"])
    article = with_plugins(outlet).normalize(f"{TWO}\n\n{ONE}\n\n{TWO} So.", outlet="gazette")

    assert ONE not in article.body


# ---------------------------------------------------------------- labels


def labelling(label: Label) -> Callable[[Any], dict[int, Label]]:
    """A hook that says the same of every block that begins like the first paragraph."""

    def hook(document: Any) -> dict[int, Label]:
        return {i: label for i, block in enumerate(document.blocks) if "ferry to" in block.text}

    return hook


def test_of_several_labels_the_earliest_wins() -> None:
    a = plugin("a", label=labelling(Label.remove("promotion", "a.rule")))
    b = plugin("b", label=labelling(Label.remove("related", "b.rule")))
    (piece,) = [p for p in with_plugins(b, a).normalize(TEXT).removed if "ferry to" in p.text]

    assert (piece.reason, piece.rule, piece.plugin) == (Reason.PROMOTION, "a.rule", "a")


def test_a_plugin_can_keep_what_the_rules_would_remove() -> None:
    def hook(document: Any) -> dict[int, Label]:
        blocks = enumerate(document.blocks)
        return {i: Label.keep("body", "ads") for i, b in blocks if b.text == "Advertisement"}

    assert "Advertisement" in with_plugins(plugin("ads", label=hook)).normalize(TEXT).body


def test_what_the_rules_removed_is_signed_by_nobody() -> None:
    assert {piece.plugin for piece in GENERIC.normalize(TEXT).removed} == {None}


@pytest.mark.parametrize("reason", ["advertisement", Reason.ADVERTISEMENT])
def test_reasons_to_keep_keep(reason: str) -> None:
    article = Normalizer({"keep": {reason}}, plugins=()).normalize(TEXT)

    assert "Advertisement" in article.body.split("\n\n")
    assert Reason.ADVERTISEMENT not in {piece.reason for piece in article.removed}


def test_blocks_that_are_not_chosen_for_the_body_are_in_the_ledger() -> None:
    def hook(document: Any) -> Sequence[int]:
        return [i for i, block in enumerate(document.blocks) if block.text == TWO]

    article = with_plugins(plugin("mine", body=hook)).normalize(TEXT)

    assert article.body == TWO
    assert (ONE, "outside_body") in [(piece.text, piece.reason) for piece in article.removed]


# ---------------------------------------------------------------- finish


def test_every_plugin_has_a_last_word_the_earliest_the_very_last() -> None:
    def section(name: str) -> Callable[[Article], Article]:
        def hook(article: Article) -> Article:
            return article.replace(section=f"{article.section or ''}{name}")

        return hook

    a, b = plugin("a", finish=section("a")), plugin("b", finish=section("b"))

    assert with_plugins(a, b).normalize(TEXT).section == "ba"


# ---------------------------------------------------------------- plugins that fail


def failing(*arguments: object) -> None:
    """A hook that raises."""
    raise ValueError("the pier is broken")


@pytest.mark.parametrize(
    "step", ["read", "repair", "label", "headline", "standfirst", "authors", "dateline", "body"]
)
def test_a_plugin_that_fails_is_named(step: str) -> None:
    def hook(document: object) -> None:
        failing(document)

    with pytest.raises(PluginError, match="pier is broken") as raised:
        with_plugins(plugin("broken", **{step: hook})).normalize(TEXT)

    assert (raised.value.plugin, raised.value.hook) == ("broken", f"normalize_{step}")


@pytest.mark.parametrize(
    "step", ["read", "repair", "label", "headline", "standfirst", "authors", "dateline", "body"]
)
def test_a_plugin_that_fails_can_be_skipped(step: str) -> None:
    """The article is the one without it, and the trace says so."""

    def hook(document: Any) -> None:
        document.blocks.clear()
        failing(document)

    normalizer = with_plugins(plugin("broken", **{step: hook}), on_plugin_error="skip")
    article = normalizer.normalize(TEXT)

    assert article.replace(trace=()) == GENERIC.normalize(TEXT).replace(trace=())
    assert [each.by for each in article.trace if "pier is broken" in each.note] == ["broken"]


# ---------------------------------------------------------------- which outlet

GAZETTE = Outlet("gazette", "gazette.example")
HERALD = Outlet("herald", "herald.example")
COURIER = Outlet("courier", "courier.example")
PAGE = (
    '<head><link rel="canonical" href="https://courier.example/ferry"></head>'
    f"<h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p>"
)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"outlet": "gazette", "url": "https://www.herald.example/ferry"}, "gazette"),
        ({"outlet": "gazette.example", "url": "https://www.herald.example/ferry"}, "gazette"),
        ({"url": "https://www.herald.example/ferry"}, "herald"),
        ({}, "courier"),
    ],
)
def test_the_outlet_that_is_named_wins_over_the_url_over_the_page(
    given_: dict[str, Any], expected: str
) -> None:
    article = with_plugins(GAZETTE, HERALD, COURIER).normalize(PAGE, kind="html", **given_)

    assert article.outlet == expected


# ---------------------------------------------------------------- many sources


def test_map_is_lazy_and_in_order() -> None:
    taken: list[int] = []

    def sources() -> Iterator[str]:
        for number in range(3):
            taken.append(number)
            yield f"Ferry number {number}\n\n{ONE}"

    results = GENERIC.map(sources())

    assert taken == []
    first = next(results)
    assert isinstance(first, Article)
    assert first.headline == "Ferry number 0"
    assert taken == [0]
    assert len(list(results)) == 2


def test_map_raises_or_returns_what_fails() -> None:
    sources: list[str | bytes] = [ONE, b"%PDF-1.7 \x00\x01", TWO]
    raising = GENERIC.map(sources)
    returned = list(GENERIC.map(sources, on_error="return"))

    assert isinstance(next(raising), Article)
    with pytest.raises(UnsupportedInput):
        next(raising)
    assert [isinstance(each, NormalizeError) for each in returned] == [False, True, False]


@given(st.lists(articles().map(GeneratedArticle.as_text), min_size=2, max_size=6))
@settings(max_examples=5)
def test_threads_may_share_a_normalizer(sources: list[str]) -> None:
    shared = with_plugins(GAZETTE, plugin("a", headline=saying("Mine")))
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(shared.normalize, sources))

    assert at_once == [
        with_plugins(GAZETTE, plugin("a", headline=saying("Mine"))).normalize(s) for s in sources
    ]


# ---------------------------------------------------------------- what comes out


def starts(pieces: Sequence[Piece]) -> list[int]:
    """Where in the source the pieces begin."""
    return [piece.spans[0][0] for piece in pieces if piece.spans]


@given(articles())
@settings(max_examples=20)
def test_explain_gives_the_article_and_its_pieces_in_the_order_of_the_source(
    article: GeneratedArticle,
) -> None:
    source = article.as_text().replace(
        article.paragraphs[0], article.paragraphs[0] + "\n\nAdvertisement"
    )
    explained, pieces = GENERIC.explain(source, kind="text")

    assert explained == GENERIC.normalize(source, kind="text")
    assert starts(pieces) == sorted(starts(pieces))
    assert tuple(piece for piece in pieces if isinstance(piece, Block)) == explained.blocks
    assert tuple(piece for piece in pieces if not isinstance(piece, Block)) == explained.removed


@pytest.mark.parametrize("source", [TEXT, PAGE, "", "Ferry"])
def test_an_article_can_be_pickled(source: str) -> None:
    article = GENERIC.normalize(source)

    assert pickle.loads(pickle.dumps(article)) == article


def test_errors_can_be_pickled() -> None:
    for error in (UnsupportedInput("a PDF", "take its text"), PluginError("a", "b", "c")):
        again = pickle.loads(pickle.dumps(error))

        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
