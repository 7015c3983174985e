"""Lines and paragraphs of a text, with their places in it."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from normalize.document import Document
from normalize.read.text import lines, read_text
from normalize.repair import clean, seen
from normalize.testing import articles

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\f"])
ODD = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\r", "\f", "\t", "  ", "\xa0", "\x85", "\u2028", "\v"]
)
TEXTS = st.text() | st.lists(ODD | st.text("ab-é. ", max_size=90), max_size=12).map("".join)
WORDS = st.sampled_from(
    "a of the sea ferry harbour islands operator returned fishermen storm cold repaired".split()
)
SENTENCES = st.lists(WORDS, min_size=5, max_size=20).map(lambda words: " ".join(words).capitalize())
PARAGRAPHS = st.lists(SENTENCES, min_size=2, max_size=6).map(lambda all_: ". ".join(all_) + ".")
TITLES = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: " ".join(words).capitalize())


def blocks(source: str) -> list[str]:
    """The paragraphs of a text, white space folded."""
    return [clean(block.text) for block in read_text(Document(source)).blocks]


def ends_sentences(wrapped: str) -> bool:
    """Whether most lines of a wrapped paragraph end like sentences, as those of lists do."""
    inner = wrapped.splitlines()[:-1]
    return sum(line.endswith(".") for line in inner) > 0.6 * len(inner)


class TestSpans:
    """Every block is one stretch of the source, and together they hold all that is seen."""

    @given(TEXTS)
    def test_cover_all_that_is_seen_in_order(self, source: str) -> None:
        position = 0
        for block in read_text(Document(source)).blocks:
            assert block.spans is not None
            ((start, end),) = block.spans
            assert position <= start < end
            assert seen(source[position:start]) == ""
            position = end

        assert seen(source[position:]) == ""

    @given(TEXTS)
    def test_hold_what_the_block_says(self, source: str) -> None:
        for block in read_text(Document(source)).blocks:
            assert block.spans is not None
            ((start, end),) = block.spans
            assert seen(block.text) == seen(source[start:end])

    @given(TEXTS)
    def test_have_no_line_end_at_their_edges(self, source: str) -> None:
        for block in read_text(Document(source)).blocks:
            assert block.text == block.text.strip(" \t\r\n\f\v")

    def test_of_an_empty_text_are_none(self) -> None:
        assert blocks("") == blocks(" \n\n\t\r\n") == []


class TestLines:
    """Lines end at `\\n`, `\\r\\n`, `\\r` and form feeds, and nowhere else."""

    @given(TEXTS)
    def test_stand_in_the_source_without_their_ends(self, source: str) -> None:
        for line in lines(source):
            assert source[line.start : line.end] == line.text
            assert not set(line.text) & set("\n\r\f")

    @given(st.lists(TITLES, min_size=1, max_size=6), LINE_ENDS)
    def test_are_the_same_whatever_ends_them(self, titles: list[str], end: str) -> None:
        assert [line.text for line in lines(end.join(titles))] == titles
        assert blocks((end * 2).join(titles)) == titles

    @pytest.mark.parametrize("inside", ["\x85", "\xa0", "\u2028", "\v", "\x1c"])
    def test_are_not_split_at_what_may_be_half_a_letter(self, inside: str) -> None:
        """U+0085 and U+00A0 are bytes of mojibake; repair comes later."""
        (block,) = read_text(Document(f"Ferry{inside}returns")).blocks

        assert block.text == f"Ferry{inside}returns"

    @pytest.mark.parametrize("edge", ["\x85", "\xa0"])
    def test_keep_half_letters_at_their_edges(self, edge: str) -> None:
        """`Ã` and U+00A0 at the end of a line are an `à`."""
        (block,) = read_text(Document(f"  Citt\xc3{edge}\n")).blocks

        assert block.text == f"Citt\xc3{edge}"


class TestWrappedParagraphs:
    """Paragraphs that were wrapped at a fixed width are put together again."""

    @given(st.lists(PARAGRAPHS, min_size=1, max_size=5), st.integers(50, 100), LINE_ENDS)
    def test_between_blank_lines(self, paragraphs: list[str], width: int, end: str) -> None:
        """A paragraph most of whose lines happen to end a sentence looks like a list."""
        wrapped = [textwrap.fill(paragraph, width) for paragraph in paragraphs]
        assume(not any("\n" in each and ends_sentences(each) for each in wrapped))

        assert blocks("\n\n".join(wrapped).replace("\n", end)) == paragraphs

    @given(st.lists(PARAGRAPHS, min_size=1, max_size=5), st.integers(50, 100))
    def test_with_indented_first_lines(self, paragraphs: list[str], width: int) -> None:
        wrapped = [
            textwrap.fill(paragraph, width, initial_indent="    ") for paragraph in paragraphs
        ]
        assume("\n" in wrapped[0] and sum(each.count("\n") + 1 for each in wrapped) > 2)

        assert blocks("\n".join(wrapped)) == paragraphs

    @pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "ru", "tr"])
    @given(data=st.data(), width=st.integers(60, 78))
    def test_in_many_languages(self, language: str, data: st.DataObject, width: int) -> None:
        """Not only words of ASCII letters take up room on a line."""
        article = data.draw(articles(language=language))
        wrapped = [
            textwrap.fill(each, width, break_on_hyphens=False) for each in article.paragraphs
        ]
        inner = [line for each in wrapped for line in each.splitlines()[:-1]]
        assume(not any(line.rstrip("”»“\"'").endswith((".", "?", "!")) for line in inner))

        assert blocks("\n\n".join(wrapped)) == [clean(each) for each in article.paragraphs]

    def test_of_wire_copy_end_where_the_agency_signs(self) -> None:
        source = (
            "    The ferry to the outer islands is back in service after eleven\n"
            "months, the operator of the line said on Monday.\n"
            "    It had been out of order since January, when a storm broke the\n"
            "pier.\n"
            "REUTER"
        )

        assert blocks(source)[-1] == "REUTER"
        assert len(blocks(source)) == 3

    def test_get_back_words_that_were_hyphenated_at_a_line_end(self) -> None:
        source = (
            "The ferry to the outer islands is back in service, and a well-\n"
            "known operator runs it, after the storm had broken the big pier\n"
            "of the largest island."
        )

        assert "a well-known operator" in blocks(source)[0]


class TestLinesThatStay:
    """Where nothing was wrapped, a line is a block."""

    @given(st.lists(PARAGRAPHS.filter(lambda text: len(text) > 132), min_size=1, max_size=6))
    def test_paragraphs_on_lines_of_their_own(self, paragraphs: list[str]) -> None:
        assert blocks("\n".join(paragraphs)) == paragraphs

    @given(st.lists(SENTENCES.map("{}.".format), min_size=2, max_size=8))
    def test_sentences_on_lines_of_their_own(self, sentences: list[str]) -> None:
        assert blocks("\n".join(sentences)) == sentences

    @given(st.lists(TITLES, min_size=4, max_size=10))
    def test_lists_of_titles(self, titles: list[str]) -> None:
        """A list of titles is no paragraph, unless its lines happen to fill the width."""
        width = max(map(len, titles))
        pairs = zip(titles, titles[1:], strict=False)
        full = sum(len(one) + 1 + len(two.split()[0]) > width for one, two in pairs)
        assume(full < 0.75 * (len(titles) - 1))

        assert blocks("\n".join(titles)) == titles

    @pytest.mark.parametrize(
        "head",
        [
            ["Ferry to the islands returns after eleven months", "By Jane Doe"],
            ["Ferry to the islands returns after eleven months", "March 3, 2024"],
            ["Ferry to the islands returns after eleven months", "By Jane Doe", "March 3, 2024"],
            ["Lost bell found below the old wall of the harbour", "Harbour fees to rise in spring"],
        ],
    )
    def test_a_headline_and_the_lines_right_under_it(self, head: list[str]) -> None:
        """The longest of two lines is full by definition, which is no evidence."""
        assert blocks("\n".join(head)) == head
