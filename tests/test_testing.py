"""The strategies and checks that are shipped for users."""

from __future__ import annotations

import html
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import ftfy
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from normalize import Article, Dateline, Normalizer, Outlet, Reason, hookimpl, testing
from normalize.authoring.fixtures import Fixture
from normalize.testing import (
    Damage,
    GeneratedArticle,
    GeneratedChrome,
    GeneratedPage,
    ShapedPage,
    articles,
    assert_faithful,
    assert_idempotent,
    assert_invariants,
    assert_nothing_invented,
    assert_nothing_lost,
    assert_same,
    chrome_lines,
    damage,
    datelines,
    outlets,
    pages,
    pages_like,
)
from normalize.testing._vocabulary import codes, vocabulary
from normalize.words.languages import languages

GENERIC = Normalizer(plugins=())
GAZETTE = Outlet("gazette", "gazette.example", container="div.story")
STORY = ["The ferry was back in service on Monday.", "Nobody was hurt, a spokesman said."]
HEAD = '<html lang="en-GB"><h1>Ferry returns</h1><p class="deck">At last</p>'
FERRY = Fixture(
    Path("ferry"),
    f'{HEAD}<div class="story"><p>OSLO (AP) — {STORY[0]}</p><p>{STORY[1]}</p></div>'.encode(),
    "html",
    expected={"body": STORY},
)
BREAKS = f'{HEAD}<div class="story">{"<br><br>".join(STORY)}</div>'
MIXED = f'{HEAD}<div class="story"><p>{STORY[0]}</p>{STORY[1]}</div>'
SOURCE = "Ferry returns\n\nThe ferry is back in service, and nobody knows why.\n\nAdvertisement"


def _simplest(strategy: st.SearchStrategy[GeneratedArticle]) -> GeneratedArticle:
    """What Hypothesis tries first: the simplest choices throughout, which it shrinks to."""
    return find(strategy, lambda _: True, settings=settings(phases=[Phase.generate]))


class TestStrategies:
    """What the strategies generate."""

    @given(articles())
    def test_articles_hang_together(self, article: GeneratedArticle) -> None:
        """The text of an article holds all its fields, and its paragraphs differ."""
        text = article.as_text()

        assert all(name in text for name in article.authors)
        assert all(paragraph in text for paragraph in article.paragraphs)
        assert all(credit in text for credit in article.credits)
        assert len(set(article.parts)) == len(article.parts)
        assert article.dateline is None or article.dateline.raw in text

    @given(articles())
    def test_articles_are_no_phrases(self, article: GeneratedArticle) -> None:
        """No part of an article is a phrase of the library's tables."""
        phrases = {p.text.casefold() for table in languages().values() for p in table.phrases}

        assert phrases.isdisjoint(part.casefold() for part in article.parts)

    @pytest.mark.parametrize("code", codes())
    @given(data=st.data())
    @settings(max_examples=10)
    def test_language(self, code: str, data: st.DataObject) -> None:
        """A language asked for is the language generated."""
        assert code == data.draw(articles(language=code)).language

    def test_articles_shrink(self) -> None:
        """The simplest article is a headline and two short paragraphs in English."""
        article = _simplest(articles())

        assert article.language == "en"
        assert (article.headline, *article.paragraphs) == article.parts
        assert len(article.paragraphs) == 2

    @given(chrome_lines(language="de", reason="related"))
    def test_chrome_asked_for(self, chrome: GeneratedChrome) -> None:
        """Language and reason asked for are what is generated."""
        assert (chrome.language, chrome.reason) == ("de", Reason.RELATED)

    @given(chrome_lines())
    def test_chrome_is_lines(self, chrome: GeneratedChrome) -> None:
        """Chrome is one line or more, none of them empty, and all of them printed."""
        lines = [line for line in chrome.as_text().split("\n") if line]

        assert lines == list(chrome.lines)
        assert chrome.lines

    @given(articles(), damage())
    def test_damage_can_be_undone(self, article: GeneratedArticle, harm: Damage) -> None:
        """Every kind of damage can be undone by the means that it was made for."""
        text = article.as_text()
        mended = html.unescape(html.unescape(harm.apply(text)))
        mended = "\n".join(ftfy.fix_encoding(line) for line in mended.split("\n"))
        for mark in "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}":
            mended = mended.replace(mark, "")

        assert text.split() == mended.split()

    @pytest.mark.parametrize("name", sorted(testing._damage._KINDS))
    def test_damage_damages(self, name: str) -> None:
        """Every kind of damage changes some text."""
        assert Damage(name).apply("Les élèves\n« sont » là") != "Les élèves\n« sont » là"

    @given(pages())
    def test_pages_hold_their_article(self, page: GeneratedPage) -> None:
        """Every part of the article is on the page."""
        assert all(html.escape(part) in page.html for part in page.article.parts)

    @given(datelines(style="ap"))
    def test_style(self, dateline: Dateline) -> None:
        """A style asked for is the style generated."""
        assert dateline.raw.endswith(("(AP) —", "(AFP) —"))

    @given(pages_like(FERRY))
    @settings(max_examples=30)
    def test_pages_like_a_fixture(self, page: ShapedPage) -> None:
        """The markup is the fixture's, and its paragraphs are gone."""
        assert all(html.escape(part) in page.html for part in page.article.story)
        assert all(f"<p>{html.escape(text)}</p>" in page.html for text in page.article.story)
        assert '<div class="story">' in page.html
        assert not any(text in page.html for text in FERRY.expected["body"])
        assert page.article.language == "en"

    @given(pages_like(replace(FERRY, source=BREAKS.encode())))
    @settings(max_examples=30)
    def test_pages_like_one_with_line_breaks(self, page: ShapedPage) -> None:
        """An element of several paragraphs, parted by breaks, stays one."""
        assert "<br><br>".join(map(html.escape, page.article.story)) in page.html

    @given(pages_like(replace(FERRY, source=MIXED.encode())))
    @settings(max_examples=30)
    def test_pages_like_one_with_a_paragraph_beside_loose_text(self, page: ShapedPage) -> None:
        """The whole article is on the page, whichever elements held the paragraphs."""
        assert all(html.escape(part) in page.html for part in page.article.story)

    @given(pages_like(replace(FERRY, outlet="gazette")))
    @settings(max_examples=5)
    def test_pages_like_one_that_names_its_outlet(self, page: ShapedPage) -> None:
        """The outlet needn't be installed for its page to be filled."""
        assert html.escape(page.article.story[0]) in page.html

    @given(outlets())
    def test_outlets(self, outlet: Outlet) -> None:
        """Outlets are valid, and nobody's."""
        assert all(domain.endswith(".example") for domain in outlet.domains)

    @given(articles() | chrome_lines() | damage() | pages())
    def test_values_can_be_pickled(self, value: Any) -> None:
        """Generated values compare by value and can be pickled."""
        assert value == pickle.loads(pickle.dumps(value))

    @pytest.mark.parametrize(
        "strategy",
        [
            lambda: articles(language="tlh"),
            lambda: chrome_lines(language="tlh"),
            lambda: chrome_lines(reason="boredom"),
            lambda: chrome_lines(reason="hidden"),
            lambda: pages(layout="spiral"),
            lambda: datelines(style="shouted"),
            lambda: pages_like(Fixture(Path("x"), b"<p>Nothing is expected of it.</p>", "html")),
        ],
    )
    def test_invalid_arguments(self, strategy: Callable[[], st.SearchStrategy[Any]]) -> None:
        """An invalid argument raises `InvalidArgument` when a value is drawn, not before."""
        made = strategy()

        with pytest.raises(InvalidArgument):
            find(made, lambda _: True)

    @pytest.mark.parametrize("code", codes())
    def test_vocabularies_are_complete(self, code: str) -> None:
        """Every vocabulary has what its patterns need, and nothing in it is empty."""
        words = vocabulary(code)

        assert bool(words.byline) <= bool(words.conjunction)
        assert all(words.menu + words.when + words.who + words.what + words.why + words.time)
        assert set(words.news).isdisjoint(words.titles)

    def test_exported_names(self) -> None:
        """`__all__` is sorted and says what is there."""
        assert sorted(testing.__all__) == sorted(set(testing.__all__))
        assert all(hasattr(testing, name) for name in testing.__all__)


class TestWithAPlugin:
    """The invariants with a plugin: it is asked, and what it breaks is told."""

    @given(pages_like(FERRY))
    @settings(max_examples=20)
    def test_a_good_outlet(self, page: ShapedPage) -> None:
        """An outlet is asked about its pages, and keeps their prose."""
        article = assert_invariants(page, plugin=GAZETTE)

        assert article is not None
        assert article.outlet == "gazette"

    @given(pages_like(FERRY))
    @settings(max_examples=1)
    def test_prose_removed(self, page: ShapedPage) -> None:
        """Prose that a plugin removes is named, with the rule."""
        bad = Outlet("gazette", "gazette.example", drop="div.story")

        with pytest.raises(AssertionError, match=r"prose is not in the body: .*outlet\.drop"):
            assert_invariants(page, plugin=bad)

    @given(pages_like(FERRY))
    @settings(max_examples=1)
    def test_every_outlet_of_several(self, page: ShapedPage) -> None:
        """A plugin is checked with each of its outlets, or with the one that is named."""
        bad = Outlet("bad", "bad.example", drop="div.story")

        with pytest.raises(AssertionError, match="prose"):
            assert_invariants(page, plugin=[GAZETTE, bad])
        assert_invariants(page, plugin=[GAZETTE, bad], url="https://gazette.example/ferry")
        assert_invariants(page, plugin=[GAZETTE, bad], outlet="gazette")

    def test_a_plugin_that_fails(self) -> None:
        """A plugin that fails is told as such; a source that is refused is not."""

        class Fails:
            @hookimpl
            def normalize_headline(self) -> str:
                raise ValueError("no headline")

        with pytest.raises(AssertionError, match=r"not total: plugin .*no headline"):
            assert_invariants(SOURCE, plugin=Fails())

    def test_a_plugin_that_remembers(self) -> None:
        """A plugin that answers otherwise the second time is told."""

        class Counts:
            calls = 0

            @hookimpl
            def normalize_finish(self, article: Article) -> Article:
                self.calls += 1
                return article.replace(section=str(self.calls))

        with pytest.raises(AssertionError, match="not pure"):
            assert_invariants(SOURCE, plugin=Counts())


class TestChecks:
    """The checks let right articles pass, and say what is wrong with others."""

    def test_all_is_well(self) -> None:
        """A plain text passes every check."""
        assert GENERIC.normalize(SOURCE) == assert_invariants(SOURCE, normalizer=GENERIC)

    @given(articles())
    def test_generated(self, article: GeneratedArticle) -> None:
        """Generated articles can be given as they are."""
        assert assert_invariants(article, normalizer=GENERIC) is not None

    def test_refused(self) -> None:
        """A source that the library refuses gives None."""
        assert assert_invariants(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n") is None

    def test_lost(self) -> None:
        """A block that is missing is named."""
        article = GENERIC.normalize(SOURCE).replace(removed=())

        with pytest.raises(AssertionError, match="Advertisement"):
            assert_nothing_lost(article, SOURCE)

    def test_twice(self) -> None:
        """A stretch of the source that is in two places is named."""
        article = GENERIC.normalize(SOURCE)
        doubled: Article = article.replace(blocks=article.blocks[:1] + article.blocks)

        with pytest.raises(AssertionError, match="overlaps"):
            assert_nothing_lost(doubled, SOURCE)

    def test_invented(self) -> None:
        """A word that is not in the source is named."""
        article = GENERIC.normalize(SOURCE).replace(headline="Dragon returns")

        with pytest.raises(AssertionError, match="Dragon"):
            assert_nothing_invented(article, SOURCE)

    @pytest.mark.parametrize(
        "words",
        [
            "the ferry\x92s master",
            "in 2001<span style='display:none'> and later</span>, he said",
        ],
        ids=["C1 quote", "hidden inside a word"],
    )
    def test_what_was_repaired_is_not_invented(self, words: str) -> None:
        """A page says its words by other characters, or with what nobody sees in them."""
        page = f"<p>The ferry is back in service, and {words} was there to see it leave.</p>"

        assert assert_invariants(page, kind="html") is not None

    def test_not_idempotent(self) -> None:
        """An article whose text loses something is named."""
        article = GENERIC.normalize(SOURCE)
        stained: Article = article.replace(body=article.body + "\n\nAdvertisement")

        with pytest.raises(AssertionError):
            assert_idempotent(stained, normalizer=GENERIC)

    def test_unfaithful(self) -> None:
        """A field that is not what was generated is named."""
        generated = _simplest(articles(language="en"))

        with pytest.raises(AssertionError, match="headline"):
            assert_faithful(GENERIC.normalize(SOURCE), generated)

    def test_different(self) -> None:
        """Two articles that differ are told apart by field."""
        article = GENERIC.normalize(SOURCE)

        with pytest.raises(AssertionError, match="body differs"):
            assert_same(article, article.replace(body="Other."))
