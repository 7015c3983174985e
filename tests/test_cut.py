"""Blocks cut in two: the pieces keep their places in the source, whatever repair did."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.article import Repair
from normalize.document import Document, Element, Label, SourceBlock
from normalize.label.cut import apply_labels, cut
from normalize.options import Options
from normalize.read.text import read_text
from normalize.repair import repair, seen

CLEAN = st.sampled_from(["ferry", "Oslo,", "said.", "a", "pier", "é", "“open”", "2,000"])
DAMAGED = st.sampled_from(["cafÃ©", "naÃ¯ve", "Weâ€™ve", "&amp;", "R&amp;amp;D", "talk“", "Ã¼ber"])
UNSEEN = st.sampled_from([" ", "  ", "\xa0", " \u200b", "\t", " \xad"])


@st.composite
def lines(draw: st.DrawFn, words: st.SearchStrategy[str]) -> str:
    """A line of words, apart by one kind of white space or another."""
    drawn = draw(st.lists(words, min_size=2, max_size=10))
    return "".join(word + draw(UNSEEN) for word in drawn[:-1]) + drawn[-1]


TEXTS = st.lists(lines(CLEAN | DAMAGED), min_size=1, max_size=3).map("\n\n".join)
CLEAN_TEXTS = st.lists(lines(CLEAN), min_size=1, max_size=3).map("\n\n".join)


def document_of(source: str) -> Document:
    """A text that was read and repaired."""
    return repair(read_text(Document(source)), Options())


def repaired(document: Document, start: int, end: int) -> str:
    """source[start:end] with the repairs of the ledger applied: what is seen there."""
    text = document.source[start:end]
    for made in reversed(document.repairs):
        assert made.span is not None
        if start <= made.span[0] and made.span[1] <= end:
            text = text[: made.span[0] - start] + made.after + text[made.span[1] - start :]
    return seen(text)


def assert_exact(document: Document) -> None:
    """What a block says is what stands at its place."""
    for block in document.blocks:
        assert block.spans is not None
        ((start, end),) = block.spans
        assert repaired(document, start, end) == seen(block.text)


def assert_in_order(document: Document) -> None:
    """The places of the blocks are in order, and what they leave out is not seen."""
    position = 0
    for block in document.blocks:
        assert block.spans is not None
        ((start, end),) = block.spans
        assert position <= start <= end
        assert seen(document.source[position:start]) == ""
        position = end
    assert seen(document.source[position:]) == ""


def removal(start: int, end: int) -> Label:
    """A label that takes out a part."""
    return Label.remove("related", "test.part", part=(start, end))


def words_of(text: str) -> list[int]:
    """Offsets in `text` where a word begins, and its end."""
    starts = [at + 1 for at, char in enumerate(text) if char == " "]
    return [0, *starts, len(text)]


@given(TEXTS, st.data())
def test_pieces_say_what_stands_at_their_places(source: str, data: st.DataObject) -> None:
    """Cut between any words, before and behind repaired ones."""
    document = document_of(source)
    labels = {}
    for index, block in enumerate(document.blocks):
        borders = st.sampled_from(words_of(block.text))
        labels[index] = [removal(*sorted((data.draw(borders), data.draw(borders))))]
    apply_labels(document, labels)

    assert_exact(document)
    assert_in_order(document)


@given(CLEAN_TEXTS, st.data())
def test_a_clean_block_can_be_cut_inside_its_words(source: str, data: st.DataObject) -> None:
    document = document_of(source)
    size = len(document.blocks[0].text)
    start, end = sorted(data.draw(st.tuples(st.integers(0, size), st.integers(0, size))))
    apply_labels(document, {0: [removal(start, end)]})

    assert_exact(document)
    assert_in_order(document)


@given(TEXTS, st.data())
def test_a_cut_anywhere_loses_nothing(source: str, data: st.DataObject) -> None:
    """Inside repaired characters too: those stand at one place, which one piece has."""
    document = document_of(source)
    before = seen("".join(block.text for block in document.blocks))
    size = len(document.blocks[0].text)
    start, end = sorted(data.draw(st.tuples(st.integers(0, size), st.integers(0, size))))
    apply_labels(document, {0: [removal(start, end)]})

    assert seen("".join(block.text for block in document.blocks)) == before
    assert_in_order(document)


@given(TEXTS, st.data())
def test_pieces_can_be_cut_again(source: str, data: st.DataObject) -> None:
    document = document_of(source)
    for _ in range(3):
        last = len(document.blocks) - 1
        borders = st.sampled_from(words_of(document.blocks[last].text))
        apply_labels(document, {last: [removal(*sorted((data.draw(borders), data.draw(borders))))]})

    assert_exact(document)


def test_what_stays_continues_the_paragraph() -> None:
    document = document_of("One two three four")
    pieces = cut(document, document.blocks[0], [removal(4, 7)])

    assert [piece.text for piece in pieces] == ["One", "two", "three four"]
    assert [piece.joined for piece in pieces] == [False, True, True]
    assert [piece.label is not None for piece in pieces] == [False, True, False]
    assert [piece.spans for piece in pieces] == [((0, 3),), ((4, 7),), ((8, 18),)]


def test_of_labels_that_overlap_the_first_counts() -> None:
    document = document_of("One two three four")
    pieces = cut(document, document.blocks[0], [removal(4, 13), removal(8, 18)])

    assert [piece.text for piece in pieces] == ["One", "two three", "four"]


def test_a_repair_across_the_border_is_cut_in_two() -> None:
    document = document_of("A cafÃ© b")
    document.repairs[:] = [Repair("fix", (2, 8), "cafÃ©", "café")]
    document.blocks[0].text = "A café b"
    pieces = cut(document, document.blocks[0], [removal(4, 8)])

    assert [piece.text for piece in pieces] == ["A ca", "fé b"]
    assert [(each.span, each.after) for each in document.repairs] == [
        ((2, 4), "ca"),
        ((4, 8), "fé"),
    ]


def test_a_repair_of_one_character_belongs_to_the_piece_before() -> None:
    document = document_of("A … b")
    document.repairs[:] = [Repair("fix", (2, 3), "…", "...")]
    document.blocks[0].text = "A ... b"
    pieces = cut(document, document.blocks[0], [removal(3, 7)])

    assert [piece.spans for piece in pieces] == [((0, 3),), ((4, 5),)]


def test_entities_side_by_side_are_cut_apart() -> None:
    document = document_of("A &eacute;&egrave; b")
    pieces = cut(document, document.blocks[0], [removal(3, 6)])

    assert [piece.spans for piece in pieces] == [((0, 10),), ((10, 20),)]


def test_a_piece_that_a_repair_left_without_a_place_has_an_empty_one() -> None:
    """Both letters came out of one repair; the first piece has its place."""
    document = document_of("A &eacute;&egrave; b")
    pieces = cut(document, document.blocks[0], [removal(2, 3), removal(3, 4)])

    assert [piece.text for piece in pieces] == ["A", "é", "è", "b"]
    assert all(start <= end for piece in pieces for start, end in piece.spans or ())


def test_a_label_without_part_takes_the_block() -> None:
    document = document_of("One\n\ntwo")
    label = Label.remove("related", "test.whole")
    apply_labels(document, {1: [label]})

    assert [block.label for block in document.blocks] == [None, label]


@given(
    st.lists(st.integers(0, 6), min_size=2, max_size=8),
    st.dictionaries(st.integers(0, 5), st.integers(0, 7)),
)
def test_elements_keep_their_blocks(edges: list[int], cuts: dict[int, int]) -> None:
    """Whatever is cut, an element holds the text that it held."""
    blocks = [SourceBlock(f"w{n} or x{n}", element=0) for n in range(6)]
    ranges = [sorted(pair) for pair in itertools.pairwise(edges)]
    elements = [Element("div", "", -1, first, last) for first, last in ranges]
    document = Document("", kind="html", blocks=blocks, elements=elements)
    held = [texts(document, element) for element in elements]
    apply_labels(document, {index: [removal(at, at + 3)] for index, at in cuts.items()})

    assert [texts(document, element) for element in elements] == held


def texts(document: Document, element: Element) -> str:
    """What is seen in an element."""
    return seen("".join(block.text for block in document.blocks[element.first : element.last]))


@pytest.mark.parametrize("part", [(0, 3), (4, 7), (0, 7)])
def test_blocks_of_a_page_are_cut_without_places(part: tuple[int, int]) -> None:
    document = Document("", kind="html", blocks=[SourceBlock("One two")])
    apply_labels(document, {0: [removal(*part)]})

    assert " ".join(block.text for block in document.blocks) == "One two"
    assert all(block.spans is None for block in document.blocks)


def test_a_letter_that_looks_like_white_space_stays_in_its_piece() -> None:
    """U+0085 is the half of a letter, or an ellipsis in another encoding."""
    document = document_of("One two\x85")
    pieces = cut(document, document.blocks[0], [removal(0, 3)])

    assert [piece.text for piece in pieces] == ["One", "two…"]
    assert [piece.spans for piece in pieces] == [((0, 3),), ((4, 8),)]
