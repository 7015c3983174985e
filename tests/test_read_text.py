"""Lines and paragraphs of a text, with their places in it."""

from __future__ import annotations

import itertools
import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from normalize.document import Document
from normalize.read.lines import lines
from normalize.read.text import read_text
from normalize.repair import clean, seen

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\f"])
ODD = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\r", "\f", "\t", "  ", "\xa0", "\x85", "\u2028", "\v"]
)
TEXTS = st.text() | st.lists(ODD | st.text("ab-é. ", max_size=90), max_size=12).map("".join)
WORDS = st.sampled_from(
    ["a", "of", "the", "sea", "ferry", "harbour", "islands", "operator", "fishermen", "storm"]
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


# ---------------- Every block is one stretch of the source.


@given(TEXTS)
def test_spans_cover_all_that_is_seen_in_order(source: str) -> None:
    position = 0
    for block in read_text(Document(source)).blocks:
        assert block.spans is not None
        ((start, end),) = block.spans
        assert position <= start < end
        assert seen(source[position:start]) == ""
        position = end

    assert seen(source[position:]) == ""


@given(TEXTS)
def test_spans_hold_what_the_block_says(source: str) -> None:
    for block in read_text(Document(source)).blocks:
        assert block.spans is not None
        ((start, end),) = block.spans
        assert seen(block.text) == seen(source[start:end])


@given(TEXTS)
def test_spans_have_no_line_end_at_their_edges(source: str) -> None:
    for block in read_text(Document(source)).blocks:
        assert block.text == block.text.strip(" \t\r\n\f\v")


def test_spans_of_an_empty_text_are_none() -> None:
    assert blocks("") == blocks(" \n\n\t\r\n") == []


# ---------------- Lines end at `\n`, `\r\n`, `\r` and form feeds, and nowhere else.


@given(TEXTS)
def test_lines_stand_in_the_source_without_their_ends(source: str) -> None:
    for line in lines(source):
        assert source[line.start : line.end] == line.text
        assert not set(line.text) & set("\n\r\f")


@given(st.lists(TITLES, min_size=1, max_size=6), LINE_ENDS)
def test_lines_are_the_same_whatever_ends_them(titles: list[str], end: str) -> None:
    assert [line.text for line in lines(end.join(titles))] == titles
    assert blocks((end * 2).join(titles)) == titles


@pytest.mark.parametrize("inside", ["\x85", "\xa0", "\u2028", "\v", "\x1c"])
def test_lines_are_not_split_at_what_may_be_half_a_letter(inside: str) -> None:
    """U+0085 and U+00A0 are bytes of mojibake; repair comes later."""
    (block,) = read_text(Document(f"Ferry{inside}returns")).blocks

    assert block.text == f"Ferry{inside}returns"


@pytest.mark.parametrize("edge", ["\x85", "\xa0"])
def test_lines_keep_half_letters_at_their_edges(edge: str) -> None:
    """`Ã` and U+00A0 at the end of a line are an `à`."""
    (block,) = read_text(Document(f"  Citt\xc3{edge}\n")).blocks

    assert block.text == f"Citt\xc3{edge}"


# ---------------- Paragraphs that were wrapped at a fixed width are put together again.


@given(st.lists(PARAGRAPHS, min_size=1, max_size=5), st.integers(50, 100), LINE_ENDS)
def test_wrapped_paragraphs_between_blank_lines(
    paragraphs: list[str], width: int, end: str
) -> None:
    """A paragraph most of whose lines happen to end a sentence looks like a list."""
    wrapped = [textwrap.fill(paragraph, width) for paragraph in paragraphs]
    assume(not any("\n" in each and ends_sentences(each) for each in wrapped))

    assert blocks("\n\n".join(wrapped).replace("\n", end)) == paragraphs


@given(st.lists(PARAGRAPHS, min_size=1, max_size=5), st.integers(50, 100))
def test_wrapped_paragraphs_with_indented_first_lines(paragraphs: list[str], width: int) -> None:
    wrapped = [textwrap.fill(paragraph, width, initial_indent="    ") for paragraph in paragraphs]
    assume("\n" in wrapped[0] and sum(each.count("\n") + 1 for each in wrapped) > 2)

    assert blocks("\n".join(wrapped)) == paragraphs


@pytest.mark.parametrize(
    "paragraph",
    [
        "Паромное сообщение с внешними островами возобновлено, сообщила в понедельник компания, "
        "после того как одиннадцать месяцев назад шторм разрушил причал на самом большом острове, "
        "и рыбаки, которые всё это время ждали, снова могут продавать рыбу на рынке в городе.",
        "“Everyone here has waited,” “and not only for the wall,” “nor for the ferry alone,” said "
        "“Captain” Holm and “Skipper” Berg, “but for the day” “when the pier” “is whole again,” "
        "“as the council” “had promised” “us all” “in the spring” “before the storm came.”",
        "Über äußere Inseln fährt übermorgen örtlich öfter eine Fähre, äußerte überraschend Ärzte "
        "überzeugend der öffentliche Überseehafen, über Öl, Übung, Ämter, öde Äcker und üble Öfen "
        "über äußerst ähnliche Überfahrten älterer Übersetzer.",
    ],
    ids=["russian", "quotations", "umlauts"],
)
def test_wrapped_paragraphs_of_other_than_ascii_words(paragraph: str) -> None:
    """Words take up room on a line whatever they begin with."""
    widths = range(60, 80)

    assert not [at for at in widths if blocks(textwrap.fill(paragraph, at)) != [paragraph]]


def test_wrapped_paragraphs_of_wire_copy_end_where_the_agency_signs() -> None:
    source = (
        "    The ferry to the outer islands is back in service after eleven\n"
        "months, the operator of the line said on Monday.\n"
        "    It had been out of order since January, when a storm broke the\n"
        "pier.\n"
        "REUTER"
    )

    assert blocks(source)[-1] == "REUTER"
    assert len(blocks(source)) == 3


def test_wrapped_paragraphs_get_back_words_that_were_hyphenated_at_a_line_end() -> None:
    source = (
        "The ferry to the outer islands is back in service, and a well-\n"
        "known operator runs it, after the storm had broken the big pier\n"
        "of the largest island."
    )

    assert "a well-known operator" in blocks(source)[0]


# ---------------- Where nothing was wrapped, a line is a block.


@given(st.lists(PARAGRAPHS.filter(lambda text: len(text) > 132), min_size=1, max_size=6))
def test_lines_stay_paragraphs_on_lines_of_their_own(paragraphs: list[str]) -> None:
    assert blocks("\n".join(paragraphs)) == paragraphs


@given(st.lists(SENTENCES.map("{}.".format), min_size=2, max_size=8))
def test_lines_stay_sentences_on_lines_of_their_own(sentences: list[str]) -> None:
    assert blocks("\n".join(sentences)) == sentences


@given(st.lists(TITLES, min_size=4, max_size=10))
def test_lines_stay_lists_of_titles(titles: list[str]) -> None:
    """A list of titles is no paragraph, unless its lines happen to fill the width."""
    width = max(map(len, titles))
    pairs = itertools.pairwise(titles)
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
def test_lines_stay_a_headline_and_the_lines_right_under_it(head: list[str]) -> None:
    """The longest of two lines is full by definition, which is no evidence."""
    assert blocks("\n".join(head)) == head
