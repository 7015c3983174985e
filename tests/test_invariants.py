"""The eleven invariants that make the library trustworthy, one class each."""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import ftfy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from normalize import Article, Normalizer, hookimpl
from normalize.testing import (
    LAYOUTS,
    Damage,
    GeneratedArticle,
    GeneratedChrome,
    GeneratedPage,
    articles,
    assert_faithful,
    assert_idempotent,
    assert_nothing_invented,
    assert_nothing_lost,
    assert_pure,
    assert_same,
    assert_total,
    chrome_lines,
    damage,
    datelines,
    outlets,
    pages,
)
from normalize.words.dateline import before_prose

GENERIC = Normalizer(plugins=())

Kind = Literal["auto", "text", "html"]

FRAGMENTS = st.sampled_from(
    (
        "Advertisement", "Read also:", "ALSO READ | Lost bell found", "By Ada Fenwick",
        "OSLO (AP) — ", "date 2021-11-10 ", "Leave a Reply", "The ferry is back.", "REUTER",
        "\n", "\n\n", "\r\n", "\r", "\f", "\t", " ", "\xa0", "\x85", "\u2028", "\xad", "\u200b",
        "\u200d", "\ufeff", "\x00", "\ud800", "Ã©", "â€œ", "&amp;amp;", "&#38;", "&lt;", "“", "”",
        "<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "<!--", "<script>", "<li>", "<h1>", "<",
        '<time datetime="2024-03-03">', '<a href="/x">', "<td>", "<svg>", "<template>", "]]>",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":', "日本語。", "🦆",
    )
)  # fmt: skip
SOUP = st.lists(FRAGMENTS | st.text(max_size=8), max_size=40).map("".join)


@st.composite
def texts_with_chrome(draw: st.DrawFn) -> tuple[GeneratedArticle, str, list[GeneratedChrome]]:
    """An article, its text with chrome between its paragraphs, and that chrome."""
    article = draw(articles())
    chrome: list[GeneratedChrome] = []
    printed = list(article.parts[: -len(article.story)] + article.story[:1])
    for paragraph in article.paragraphs[1:]:
        between = draw(st.lists(chrome_lines(), max_size=2))
        chrome += between
        printed += [*(piece.as_text() for piece in between), paragraph]
    printed += [f"({credit})" for credit in article.credits]
    return article, "\n\n".join(printed), chrome


class TestTotal:
    """Any text and any bytes give an article, or an error of ours."""

    @given(st.text() | SOUP, st.sampled_from(("auto", "text", "html")))
    def test_text(self, source: str, kind: Kind) -> None:
        """Any `str`, read as any kind, gives an article or a `NormalizeError`."""
        article = assert_total(source, kind=kind, normalizer=GENERIC)

        assert article is None or isinstance(article, Article)

    @given(st.binary() | SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")))
    def test_bytes(self, source: bytes) -> None:
        """Any `bytes` give an article or a `NormalizeError`."""
        assert_total(source, normalizer=GENERIC)

    @given(st.text() | SOUP)
    def test_what_comes_out_can_be_used(self, source: str) -> None:
        """Every article can be printed, pickled, and made from its own dict."""
        article = assert_total(source, normalizer=GENERIC)
        assume(article is not None)
        assert article is not None

        assert isinstance(article.text, str)
        assert article == pickle.loads(pickle.dumps(article))
        assert article == Article.from_dict(article.to_dict())

    @given(st.text() | SOUP)
    def test_absent_is_none(self, source: str) -> None:
        """An absent field is `None` or `()`, never an empty string."""
        article = assert_total(source, normalizer=GENERIC)
        assume(article is not None)
        assert article is not None

        assert "" not in (article.headline, article.standfirst, article.language, article.outlet)
        assert "" not in article.authors + article.credits
        assert all(block.text.strip() for block in article.blocks)


class TestNothingLost:
    """Blocks, dateline and removed partition what is visible in the source."""

    @given(st.text() | SOUP)
    def test_any_text(self, source: str) -> None:
        """In any text, every visible character is accounted for once, in order."""
        article = assert_total(source, kind="text", normalizer=GENERIC)

        assert article is None or assert_nothing_lost(article, source) is None

    @given(texts_with_chrome(), damage())
    def test_articles(
        self, case: tuple[GeneratedArticle, str, list[GeneratedChrome]], harm: Damage
    ) -> None:
        """The same holds for articles with chrome and damage."""
        source = harm.apply(case[1])

        assert_nothing_lost(GENERIC.normalize(source, kind="text"), source)

    @given(pages())
    def test_pages(self, page: GeneratedPage) -> None:
        """Every text of a page that is not hidden is in the article or in `removed`."""
        assert_nothing_lost(GENERIC.normalize(page.html), page.html)

    @given(SOUP)
    def test_any_html(self, source: str) -> None:
        """The same holds for any soup of tags."""
        page = f"<html><body>{source}"

        assert_nothing_lost(GENERIC.normalize(page, kind="html"), page)


class TestNothingInvented:
    """Every word of headline, standfirst, authors and body comes from the source."""

    @given(st.text() | SOUP)
    def test_any_text(self, source: str) -> None:
        """No text makes the library say a word that is not in it."""
        article = assert_total(source, kind="text", normalizer=GENERIC)

        assert article is None or assert_nothing_invented(article, source) is None

    @given(texts_with_chrome(), damage())
    def test_articles(
        self, case: tuple[GeneratedArticle, str, list[GeneratedChrome]], harm: Damage
    ) -> None:
        """Neither do articles with chrome and damage."""
        source = harm.apply(case[1])

        assert_nothing_invented(GENERIC.normalize(source), source)

    @given(pages())
    def test_pages(self, page: GeneratedPage) -> None:
        """Neither do pages with their metadata."""
        assert_nothing_invented(GENERIC.normalize(page.html), page.html)


class TestIdempotent:
    """The text of an article is an article already."""

    @given(texts_with_chrome(), damage())
    def test_articles(
        self, case: tuple[GeneratedArticle, str, list[GeneratedChrome]], harm: Damage
    ) -> None:
        """Normalizing an article's text gives the same fields, and removes nothing."""
        article = GENERIC.normalize(harm.apply(case[1]), kind="text")

        assert_idempotent(article, normalizer=GENERIC)


class TestImmuneToChrome:
    """Chrome between the paragraphs does not change the article."""

    @given(texts_with_chrome())
    def test_between_paragraphs(
        self, case: tuple[GeneratedArticle, str, list[GeneratedChrome]]
    ) -> None:
        """The article with chrome is the article without."""
        article, source, _ = case

        assert_same(
            GENERIC.normalize(source, kind="text"),
            GENERIC.normalize(article.as_text(), kind="text"),
        )

    @given(texts_with_chrome())
    def test_reasons(self, case: tuple[GeneratedArticle, str, list[GeneratedChrome]]) -> None:
        """Every line of chrome is in the ledger."""
        _, source, chrome = case
        ledger = "\n".join(r.text for r in GENERIC.normalize(source, kind="text").removed)

        for piece in chrome:
            assert all(line.strip() in ledger for line in piece.lines)


class TestImmuneToDamage:
    """Damage that can be undone is undone."""

    @given(articles(), damage())
    def test_articles(self, article: GeneratedArticle, harm: Damage) -> None:
        """The article with damage is the article without."""
        source = article.as_text()

        assert_same(
            GENERIC.normalize(harm.apply(source), kind="text"),
            GENERIC.normalize(source, kind="text"),
        )

    @given(articles())
    def test_joiners_stay(self, article: GeneratedArticle) -> None:
        """Zero-width joiners and non-joiners are letters' business, and stay."""
        joined = article.paragraphs[0] + " می‌شود क्‍ष 👩‍🚀."
        source = "\n\n".join((article.headline, joined, *article.paragraphs[1:]))

        assert joined in GENERIC.normalize(source, kind="text").body

    @given(st.text() | SOUP | st.builds(Damage.apply, damage(), articles().map(str)))
    def test_the_gate_is_sound(self, text: str) -> None:
        """Where the gate says clean, ftfy with our configuration changes nothing."""
        from normalize.repair import is_suspect

        config = ftfy.TextFixerConfig(
            normalization=None,
            uncurl_quotes=False,
            fix_character_width=False,
            fix_latin_ligatures=False,
        )
        for line in text.split("\n"):
            assert is_suspect(line) or ftfy.fix_and_explain(line, config).text == line


class TestReadersAgree:
    """An article on a simple page is the article of its text."""

    @pytest.mark.parametrize("layout", LAYOUTS)
    @given(data=st.data())
    @settings(max_examples=20)
    def test_page_and_text(self, layout: str, data: st.DataObject) -> None:
        """Page and text give the same headline, authors, dateline, body and credits."""
        page = data.draw(pages(layout=layout))

        assert_same(
            GENERIC.normalize(page.html),
            GENERIC.normalize(page.article.as_text(), kind="text"),
            fields=("headline", "authors", "dateline", "body", "credits"),
        )

    @given(pages())
    def test_page(self, page: GeneratedPage) -> None:
        """A page gives the fields that were printed on it."""
        assert_faithful(GENERIC.normalize(page.html), page)

    @given(articles())
    def test_text(self, article: GeneratedArticle) -> None:
        """A text gives the fields that were printed in it."""
        assert_faithful(GENERIC.normalize(article.as_text(), kind="text"), article)


class TestDatelinesRoundTrip:
    """A dateline in any known style is read back; prose without one yields none."""

    @given(articles(), datelines())
    def test_any_style(self, article: GeneratedArticle, dateline: Any) -> None:
        """Place, date and agency come back as they were printed."""
        source = "\n\n".join((article.headline, before_prose(dateline.raw) + article.paragraphs[0]))

        assert dateline == GENERIC.normalize(source, kind="text").dateline

    @given(articles())
    def test_prose_has_none(self, article: GeneratedArticle) -> None:
        """Prose without a dateline never yields one."""
        source = "\n\n".join((article.headline, *article.paragraphs))

        assert GENERIC.normalize(source, kind="text").dateline is None


class TestPure:
    """The same input gives the same output, whatever else happens."""

    @given(SOUP | texts_with_chrome().map(lambda case: case[1]) | pages().map(lambda p: p.html))
    def test_twice(self, source: str) -> None:
        """A second call gives an equal article."""
        assume(assert_total(source, normalizer=GENERIC) is not None)

        assert_pure(source, normalizer=GENERIC)

    @given(st.lists(articles().map(GeneratedArticle.as_text), min_size=2, max_size=4))
    @settings(max_examples=15)
    def test_order_and_threads(self, sources: list[str]) -> None:
        """Neither the order of calls nor threads matter."""
        one_by_one = [GENERIC.normalize(source) for source in sources]
        backwards = [GENERIC.normalize(source) for source in reversed(sources)]
        with ThreadPoolExecutor(4) as threads:
            at_once = list(threads.map(GENERIC.normalize, sources))

        assert one_by_one == backwards[::-1]
        assert one_by_one == at_once

    @given(articles(), outlets())
    @settings(max_examples=15)
    def test_unrelated_plugins(self, article: GeneratedArticle, outlet: Any) -> None:
        """A plugin for other outlets does not matter."""

        class Plugin:
            @hookimpl
            def normalize_register_outlets(self) -> list[Any]:
                return [outlet]

        source = article.as_text()
        other = Normalizer(plugins=(Plugin(),))

        assert GENERIC.normalize(source) == other.normalize(source)


def calls(work: Callable[[], object]) -> int:
    """How many Python and C functions are called while `work` runs."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


class TestLinear:
    """Work grows linearly with the input, counted in calls."""

    @given(st.lists(FRAGMENTS, min_size=1, max_size=4).map("".join))
    @settings(max_examples=25)
    def test_repeated_soup(self, unit: str) -> None:
        """Twice as much of anything takes at most about twice the calls."""
        assert_linear(unit, kind="auto")

    @pytest.mark.parametrize("kind", ["text", "html"])
    @pytest.mark.parametrize(
        "unit",
        [
            "The ferry is back, and nobody knows why. ",
            "The ferry is back.\n\n",
            "Read also: Lost bell found\n\n",
            "Read also:\n",
            "OSLO (AP) — ",
            "By Ada Fenwick and ",
            "(",
            "“",
            "&amp;",
            "&",
            "Ã",
            "A",
            "A ",
            "1,",
            "<div>",
            "<p>x",
            "<b>x</b>",
            "<p><b a=1>",
            "<a href=/x>Lost bell found</a> ",
            "<li>x",
            "<table><tr><td>",
            "<span ",
            "<!-- ",
            "| ",
        ],
    )
    def test_hostile(self, unit: str, kind: Kind) -> None:
        """The same holds for input made to be slow."""
        assert_linear(unit, kind=kind)


def assert_linear(unit: str, *, kind: Kind) -> None:
    """Calls for twice as many units are about twice as many; four times would be quadratic.

    One of two doublings may cost more: above some sizes a page gets a closer look.
    """

    def work(times: int) -> int:
        return calls(lambda: assert_total(unit * times, kind=kind, normalizer=GENERIC))

    work(1)
    once, twice, four_times = work(200), work(400), work(800)

    assert min(twice - 2.6 * once, four_times - 2.6 * twice) <= 3000


class TestCareful:
    """A removal needs evidence that fits its size."""

    @given(texts_with_chrome())
    def test_prose_stays(self, case: tuple[GeneratedArticle, str, list[GeneratedChrome]]) -> None:
        """Chrome never takes a paragraph beside it away."""
        article, source, _ = case
        body = GENERIC.normalize(source, kind="text").body

        assert all(paragraph in body for paragraph in article.paragraphs)

    @given(articles(), chrome_lines())
    def test_no_phrase_takes_prose(
        self, article: GeneratedArticle, chrome: GeneratedChrome
    ) -> None:
        """A long paragraph of prose that begins with a phrase of chrome stays."""
        phrase = re.split("[:：|]", chrome.lines[0])[0].strip()
        prose = " ".join(article.paragraphs * 3)
        source = "\n\n".join((article.headline, *article.paragraphs, f"{phrase} {prose}"))
        body = GENERIC.normalize(source, kind="text").body

        assert prose in body

    @given(articles(), chrome_lines(), chrome_lines())
    def test_no_hit_cuts_the_rest(
        self, article: GeneratedArticle, first: GeneratedChrome, second: GeneratedChrome
    ) -> None:
        """Chrome right after the headline does not cut what follows."""
        source = "\n\n".join(
            (article.headline, first.as_text(), *article.paragraphs, second.as_text())
        )
        body = GENERIC.normalize(source, kind="text").body

        assert article.paragraphs[-1] in body
