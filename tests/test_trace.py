"""Every hook call of one document, in words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings

from normalize import Normalizer, Outlet, PluginError, hookimpl
from normalize.authoring.trace import trace
from normalize.options import Options
from normalize.testing import GeneratedPage, pages

PROSE = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."
PAGE = f"<h1>Ferry returns</h1><div class=story><p>{PROSE}</p><p>{PROSE} So.</p></div>"
URL = "https://gazette.example/ferry"
GAZETTE = Outlet("gazette", "gazette.example", container="div.story", headline="h2")


def said(plugins: list[object], hook: str, source: str = PAGE, **given: object) -> list[str]:
    _, calls = trace(source, plugins=plugins, url=URL, **given)
    return [str(call) for call in calls if call.hook == f"normalize_{hook}"]


@settings(max_examples=30)
@given(pages())
def test_a_traced_article_is_the_same(page: GeneratedPage):
    article, _ = trace(page.html, plugins=[GAZETTE], url=URL)

    assert article == Normalizer(plugins=[GAZETTE]).normalize(page.html, url=URL)


def test_the_calls_stand_in_the_order_of_the_steps():
    _, calls = trace(PAGE, plugins=())

    assert list(dict.fromkeys(call.hook.removeprefix("normalize_") for call in calls)) == [
        "read",
        "repair",
        "label",
        "headline",
        "standfirst",
        "authors",
        "published",
        "dateline",
        "body",
    ]


def test_who_has_no_opinion_is_told_with_what_it_noted():
    assert said([GAZETTE], "headline") == [
        "outlet: no opinion; h2 found nothing",
        "split: 'Ferry returns'",
    ]


def test_labels_are_counted_by_what_they_say_and_by_who_came_first():
    assert said([GAZETTE], "label", PAGE + "<p>Advertisement</p>") == [
        "outlet: 4 blocks: outside_body 2, body 2",
        "rules: 1 block: advertisement 1 (1 labelled before)",
    ]


def test_what_a_plugin_changes_in_the_document_is_told():
    @hookimpl
    def normalize_repair(document):
        document.blocks[0].text = "Ferry is back"
        document.note("repair", "mine", "the headline was changed")

    plugin = SimpleNamespace(__name__="mine", normalize_repair=normalize_repair)

    assert said([plugin], "repair")[0] == (
        "mine: no opinion; 1 block changed; the headline was changed"
    )


def test_the_fields_that_a_plugin_changes_at_the_end_are_told():
    @hookimpl
    def normalize_finish(article):
        return article.replace(section="Sea")

    plugin = SimpleNamespace(__name__="mine", normalize_finish=normalize_finish)

    assert said([plugin], "finish") == ["mine: section None -> 'Sea'"]


def failing() -> object:
    @hookimpl
    def normalize_headline():
        raise ValueError("no headline today")

    return SimpleNamespace(__name__="mine", normalize_headline=normalize_headline)


def test_a_failure_that_is_skipped_is_told():
    calls = said([failing()], "headline", options=Options(on_plugin_error="skip"))

    assert calls[0] == "mine: no opinion; failed: ValueError: no headline today"
    assert calls[1].startswith("split: ")


def test_a_failure_that_is_not_skipped_is_raised():
    with pytest.raises(PluginError, match="no headline today"):
        said([failing()], "headline")
