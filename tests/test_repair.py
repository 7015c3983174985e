"""What repair mends, what it leaves alone, and what it writes down."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from ftfy import fix_and_explain
from ftfy.badness import MOJIBAKE_CATEGORIES
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.document import Document, SourceBlock
from normalize.edits import diff
from normalize.options import Options
from normalize.repair import (
    SEGMENT,
    _config,
    _segments,
    clean,
    collapse_ampersands,
    drop_space_before_punctuation,
    fix_with_ftfy,
    is_suspect,
    repair,
    seen,
    turn_quotes,
    unglue_initials,
    unglue_quotes,
    unglue_sentences,
    unglue_words,
)
from normalize.testing import articles

OPTIONS = Options()

NAMED_REPAIRS = [
    collapse_ampersands,
    turn_quotes,
    unglue_quotes,
    unglue_initials,
    unglue_sentences,
    drop_space_before_punctuation,
    unglue_words,
    clean,
]
PROSE = articles().flatmap(lambda article: st.sampled_from(article.paragraphs))
GLUE = st.text(st.sampled_from("aBcdEf .,:;!?“”‘’\"'&#38;amp"), max_size=30)
WORDS_WITH_QUOTES = st.lists(
    st.sampled_from(["“", "”", "“", " ", ".", ",", ":", "U.S.", "Ferry", "back", "said", "I"]),
    max_size=14,
).map("".join)


def expanded(category: str) -> str:
    """The characters of one of ftfy's categories, whose ranges are written `a-z`."""
    characters: list[str] = []
    text = MOJIBAKE_CATEGORIES[category]
    at = 0
    while at < len(text):
        if text[at + 1 : at + 2] == "-" and at + 2 < len(text):
            characters += map(chr, range(ord(text[at]), ord(text[at + 2]) + 1))
            at += 3
        else:
            characters.append(text[at])
            at += 1
    return "".join(characters)


ALPHABETS = {name: expanded(name) for name in MOJIBAKE_CATEGORIES}
NAMED_IN_FTFY = "ŒœÂÃÎÐØÙ×àâóŠšŸžВГРСвΒΓΞΟβāÄ√≈€°²³"
"""Letters that ftfy's detector names one by one, beside its categories."""

ASCII = "azAZ09 .,?!\t"
CONTROLS = "\x00\x0b\x1b\x1f\x7f\u2028\ufeff\ufff9\u206a\u200b\u200c\u200d"
SURROGATES = "\ud800\udfff"
STRANGE = "".join(ALPHABETS.values()) + NAMED_IN_FTFY + ASCII + CONTROLS + SURROGATES
PIECES = st.sampled_from(
    ["&amp;", "&lt;", "&eacute;", "&#38;", "&", "\x1b[31m", "вЂ", "ГўВЂВ", "€"]
)


def is_left_alone(text: str) -> bool:
    """Whether ftfy, as we configure it, changes nothing."""
    return fix_and_explain(text, _config(OPTIONS)).text == text


# ---------------- `is_suspect`: where it says no, ftfy has nothing to do.


@given(st.lists(st.text(STRANGE, max_size=8) | PIECES, max_size=6).map("".join))
@settings(max_examples=400)
def test_the_gate_is_sound_over_the_alphabets_of_mojibake(text: str) -> None:
    assert is_suspect(text) or is_left_alone(text)


@given(st.text())
def test_the_gate_is_sound_for_any_text(text: str) -> None:
    assert is_suspect(text) or is_left_alone(text)


@given(PROSE, st.sampled_from(["latin-1", "cp1252", "cp1250", "cp1251", "cp437", "macroman"]))
def test_the_gate_is_sound_for_prose_read_in_the_wrong_encoding(prose: str, wrong: str) -> None:
    text = prose.encode().decode(wrong, "replace")

    assert is_suspect(text) or is_left_alone(text)


@pytest.mark.parametrize("before", ["", "a", "A", " ", "ferry "])
def test_the_gate_is_sound_for_each_pair_of_categories(before: str) -> None:
    """One character of each category beside one of each other, a letter or space before."""
    ends = [each for alphabet in ALPHABETS.values() for each in {alphabet[0], alphabet[-1]}]
    singles = dict.fromkeys([*ends, *NAMED_IN_FTFY])
    texts = (f"{before}{one}{other}a" for one, other in itertools.product(singles, repeat=2))

    assert not [text for text in texts if not is_suspect(text) and not is_left_alone(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry’s “second life” – a café in Oslo – cost £40 … or 50 €.",
        "Straße, Übung, naïve, Škoda, Malmö, İstanbul",
        "Паром снова ходит, сообщила компания.",
        "フェリーが再開した。",
        "नौका सेवा फिर शुरू हुई।",
    ],
)
def test_the_gate_lets_clean_text_of_many_languages_pass(text: str) -> None:
    assert not is_suspect(text)


@pytest.mark.parametrize(
    "text",
    ["cafÃ©", "â€œOpenâ€", "A &amp; B", "odd\x0bspace", "half \ud83d an emoji", "naÃ¯ve"],
)
def test_the_gate_holds_damaged_text_back(text: str) -> None:
    assert is_suspect(text)


# ---------------- What ftfy does for us, and how it is kept within bounds.


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Weâ€™ve waited in the cafÃ©", "We’ve waited in the café"),
        ("Fish &amp; chips &lt;fried&gt;", "Fish & chips <fried>"),
        ("R&amp;amp;amp;D", "R&D"),
        ("odd\x08 control", "odd control"),
    ],
)
def test_ftfy_mends(damaged: str, mended: str) -> None:
    text, names = fix_with_ftfy(damaged, OPTIONS)

    assert text == mended
    assert names


@pytest.mark.parametrize(
    "text", ["“curly” ‘quotes’", "ﬁne ligatures", "ＦＵＬＬ width", "decomposed e\u0301"]
)
def test_ftfy_leaves_the_typography_as_it_was_printed(text: str) -> None:
    assert fix_with_ftfy(text, OPTIONS) == (text, [])


def test_ftfy_straightens_quotes_where_the_options_say_so() -> None:
    assert fix_with_ftfy("“It’s”", Options(straight_quotes=True))[0] == '"It\'s"'


@given(st.text(max_size=30).map(lambda text: text * (2 * SEGMENT // 10)))
@settings(max_examples=10)
def test_ftfy_gets_the_whole_text_in_bounded_pieces(text: str) -> None:
    pieces = list(_segments(text))

    assert "".join(pieces) == text
    assert all(len(piece) <= SEGMENT for piece in pieces)


FIRES = [
    (collapse_ampersands, "R&amp;amp;D", "R&D"),
    (collapse_ampersands, "&#38;#38;lt;b&amp;gt;", "&lt;b&gt;"),
    (collapse_ampersands, "Q&#x26;#x26;A", "Q&A"),
    (turn_quotes, "He promised “an open talk“.", "He promised “an open talk”."),
    (turn_quotes, "He left.”I feel ashamed“When", "He left.“I feel ashamed”When"),
    (unglue_quotes, "the crew.“I feel ashamed”", "the crew. “I feel ashamed”"),
    (unglue_quotes, "“I feel ashamed.”He left", "“I feel ashamed.” He left"),
    (unglue_quotes, "he said:dictator” and left", "he said: dictator” and left"),
    (unglue_initials, "leave the U.S.Show of force", "leave the U.S. Show of force"),
    (unglue_sentences, "The crew left.The door closed.", "The crew left. The door closed."),
    (unglue_sentences, "Why now?Because it can.", "Why now? Because it can."),
    (drop_space_before_punctuation, "the ferry , he said .", "the ferry, he said."),
    (unglue_words, "in the Island PostQuoted a sailor", "in the Island Post Quoted a sailor"),
    (clean, " two \t words\xa0apart\u200b ", "two words apart"),
    (clean, "soft\xadhyphen and \ufeffmark", "softhyphen and mark"),
]
SPARED = [
    "The U.S.S.R. and the U.S. met; so did J.R.R. Tolkien and the C.I.A. chief.",
    "At 3.5 knots, it runs on Node.js, ASP.NET and Pay.Google.",
    "“One,” he said. “Two.” She said: “Three.” It’s the ’90s, rock ’n’ roll.",
    "„Ja“, sagte er. „Nein.“ «Oui», dit-elle.",
    "“The first paragraph opens, and the quotation goes on in the next one.",
    "He said “no ‘buts’ now” . . . and left.",
    "McDonald, DeSantis and LeBron use YouTube, iPhone and WhatsApp at SoftBank.",
    "AT&T, R&D and Q&A cost £3.50, 2,000 kronor or 1.5%.",
    "می‌شود क्‍ष 👩‍🚀",
]


# ---------------- Each repair mends its phenomenon and spares clean prose.


@pytest.mark.parametrize(("mend", "damaged", "mended"), FIRES)
def test_mends_its_phenomenon(mend: Callable[[str], str], damaged: str, mended: str) -> None:
    assert mend(damaged) == mended


def test_a_repair_is_shown_at_work_at_least_once() -> None:
    assert {mend for mend, _, _ in FIRES} == set(NAMED_REPAIRS)


@pytest.mark.parametrize("mend", NAMED_REPAIRS)
@pytest.mark.parametrize("text", SPARED)
def test_a_repair_spares_clean_lines(mend: Callable[[str], str], text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize("mend", NAMED_REPAIRS)
@given(prose=PROSE)
@settings(max_examples=20)
def test_a_repair_spares_generated_prose(mend: Callable[[str], str], prose: str) -> None:
    assert mend(prose) == prose


@pytest.mark.parametrize("mend", NAMED_REPAIRS)
@given(text=GLUE | WORDS_WITH_QUOTES | st.text())
@settings(max_examples=100)
def test_a_repair_is_idempotent(mend: Callable[[str], str], text: str) -> None:
    once = mend(text)

    assert mend(once) == once


@pytest.mark.parametrize("mend", [unglue_quotes, unglue_initials, unglue_sentences])
@given(text=GLUE | WORDS_WITH_QUOTES | st.text())
def test_a_repair_only_sets_apart(mend: Callable[[str], str], text: str) -> None:
    """What is unglued has the same visible characters as before."""
    assert seen(mend(text)) == seen(text)


@given(st.text())
def test_a_repair_cleaning_takes_nothing_that_is_seen(text: str) -> None:
    assert seen(clean(text)) == seen(text)


def test_a_repair_cleaning_keeps_joiners() -> None:
    """Persian, Indic scripts and emoji need ZWJ and ZWNJ."""
    assert clean("می‌شود  क्‍ष  👩‍🚀") == "می‌شود क्‍ष 👩‍🚀"


# ---------------- The edits of a repair lead from what was to what is.


@given(st.text("ab é\n", max_size=20), st.text("ab é\n", max_size=20))
def test_edits_applied_to_what_was_they_give_what_is(before: str, after: str) -> None:
    text = before
    for edit in reversed(diff(before, after)):
        text = text[: edit.start] + edit.after + text[edit.end :]

    assert text == after


@given(st.text("ab é\n", max_size=20), st.text("ab é\n", max_size=20))
def test_edits_stand_in_order_and_apart(before: str, after: str) -> None:
    edges = [offset for edit in diff(before, after) for offset in (edit.start, edit.end)]

    assert edges == sorted(edges)


@given(st.text())
def test_edits_are_none_where_nothing_changed(text: str) -> None:
    assert diff(text, text) == []


def test_edits_are_word_by_word_and_no_longer_than_they_must() -> None:
    before = "the cafÃ© of the naÃ¯ve sailor"
    words = [before[edit.start : edit.end] for edit in diff(before, "the café of the naïve sailor")]

    assert words == ["Ã©", "Ã¯"]


def text_document(*paragraphs: str) -> Document:
    """A text of paragraphs, read but not repaired."""
    document = Document("\n\n".join(paragraphs))
    at = 0
    for paragraph in paragraphs:
        document.blocks.append(SourceBlock(paragraph, spans=((at, at + len(paragraph)),)))
        at += len(paragraph) + 2
    return document


DAMAGED_WORDS = st.sampled_from(
    ["cafÃ©", "naÃ¯ve", "Weâ€™ve", "&amp;", "&amp;amp;lt;", "\xa0", "\xad", "\u200b", "“", "”"]
)
CLEAN_WORDS = st.sampled_from(["ferry", "Oslo,", "said.", "U.S.Show", "left.The", "é", " "])
DAMAGED = st.lists(
    st.lists(DAMAGED_WORDS | CLEAN_WORDS, min_size=1, max_size=8).map(" ".join),
    min_size=1,
    max_size=4,
)


# ---------------- `repairs` say what was changed, and where.


@given(DAMAGED | st.lists(st.text(STRANGE, min_size=1), min_size=1, max_size=3))
def test_the_ledger_applied_to_the_source_they_give_the_repaired_text(
    paragraphs: list[str],
) -> None:
    document = repair(text_document(*paragraphs), OPTIONS)
    source = document.source
    for made in reversed(document.repairs):
        assert made.span is not None
        start, end = made.span
        assert document.source[start:end] == made.before
        source = source[:start] + made.after + source[end:]

    assert seen(source) == seen("".join(block.text for block in document.blocks))


@given(PROSE)
def test_the_ledger_stays_empty_for_clean_prose(prose: str) -> None:
    """Clean prose passes through unchanged, byte for byte."""
    document = repair(text_document(prose), OPTIONS)

    assert document.blocks[0].text == prose
    assert (document.repairs, document.trace) == ([], [])


@given(DAMAGED)
def test_the_ledger_stays_empty_for_repaired_text(paragraphs: list[str]) -> None:
    """What was repaired once has nothing left to repair."""
    once = repair(text_document(*paragraphs), OPTIONS)
    texts = [block.text for block in once.blocks]
    again = repair(text_document(*texts), OPTIONS)

    assert [block.text for block in again.blocks] == texts
    assert again.repairs == []


def test_the_ledger_names_the_step_and_the_place() -> None:
    document = repair(text_document("The old pier", "A cafÃ© in Oslo"), OPTIONS)
    (made,) = document.repairs

    assert (made.before, made.after) == ("Ã©", "é")
    assert made.span == (19, 21)
    assert [step.step for step in document.trace] == ["repair"] * len(document.trace) != []


def test_the_ledger_does_not_mention_white_space() -> None:
    document = repair(text_document("The\xa0 old\u200b   pier"), OPTIONS)

    assert document.blocks[0].text == "The old pier"
    assert document.repairs == []


# ---------------- What the step does to blocks of different kinds.


def test_the_step_unglues_words_only_in_a_text_that_shows_the_damage() -> None:
    damaged = repair(text_document("in the U.S.Show of force", "Island PostQuoted"), OPTIONS)
    clean_text = repair(text_document("in the U.S. Show of force", "Island PostQuoted"), OPTIONS)

    assert damaged.blocks[1].text == "Island Post Quoted"
    assert clean_text.blocks[1].text == "Island PostQuoted"


@pytest.mark.parametrize("again", ["SmartFerry", "新版SmartFerry发布"])
def test_the_step_takes_words_that_a_text_prints_twice_for_names(again: str) -> None:
    document = text_document("in the U.S.Show of force", "A SmartFerry is a ferry.", again)

    assert repair(document, OPTIONS).blocks[1].text == "A SmartFerry is a ferry."


def test_the_step_unglues_sentences_only_in_a_text_that_shows_the_damage() -> None:
    """A word that opens sentences after a full stop is a sign; a name with a dot is none."""
    damaged = repair(text_document("He left.The door closed.Nobody came."), OPTIONS)
    names = repair(text_document("A call of Ferry.Open and Harbour.Close fails here."), OPTIONS)

    assert damaged.blocks[0].text == "He left. The door closed. Nobody came."
    assert names.blocks[0].text == "A call of Ferry.Open and Harbour.Close fails here."


@pytest.mark.parametrize("slip", ["The ferry left , he said.", "It sank.The crew swam."])
def test_the_step_leaves_one_slip_in_a_long_text_to_its_author(slip: str) -> None:
    """A scraper that damages a text does so more than once in a hundred sentences."""
    sound = " ".join(["The ferry left, and nobody came."] * 60)

    assert repair(text_document(sound, slip), OPTIONS).blocks[1].text == slip
    assert repair(text_document(slip, slip, slip), OPTIONS).blocks[1].text != slip


def test_the_step_spaces_no_code() -> None:
    code = "size = max ( count , 2 ) ; return size ;"

    assert repair(text_document("It is so , he said .", code), OPTIONS).blocks[1].text == code


def test_the_step_keeps_the_white_space_of_preformatted_blocks() -> None:
    document = text_document("8:00  Oslo\n9:30  Moss .")
    document.blocks[0].kind = "preformatted"

    assert repair(document, OPTIONS).blocks[0].text == "8:00  Oslo\n9:30  Moss ."


def test_the_step_composes_characters_where_the_options_say_so() -> None:
    document = text_document("cafe\u0301")

    assert repair(document, Options(unicode_form="NFC")).blocks[0].text == "café"
    assert document.repairs[0].span == (3, 5)


def test_the_step_says_of_each_entity_where_it_stood() -> None:
    """A dateline is cut out of what was one word before its entities were resolved."""
    source = "OSLO&nbsp;(AP)&nbsp;&mdash;&nbsp;The&nbsp;caf&eacute; is open."
    document = repair(text_document(source), OPTIONS)

    assert [source[slice(*each.span)] for each in document.repairs if each.span] == [
        "&nbsp;", "&nbsp;", "&mdash;", "&nbsp;", "&nbsp;", "&eacute;"
    ]  # fmt: skip
