"""Lines told by their shape alone, and those that only look alike."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.article import Reason
from normalize.label.shapes import is_byline, is_date_line, is_path, is_stamp, shape, signed_by
from normalize.testing import articles
from normalize.words.prose import ends_sentence, is_prose, is_teaser, is_title, sentences

ANYWHERE = [
    ("shape.marks-only", ["•", "—", "0", "2 / 5", "|", "···", "<>"]),
    ("shape.template", ["{{ title }}", "[[headline]]", "<%= teaser %>", "{% if ad %}", "by {{x}}"]),
    (
        "shape.address",
        ["https://example.com/ferry?a=1", "http://example.com", "desk@example.com", "@islandpost"],
    ),
    ("shape.hashtags", ["#ferry #oslo", "#ferry, #harbour, #islands"]),
    ("shape.copyright", ["© 2024 Island Post", "Copyright 2024 Island Post", "(c) Island Post"]),
    ("shape.reading-time", ["3 min read", "12 minute read", "5 minutos de lectura"]),
    (
        "shape.photo-credit",
        [
            "(AP Photo/Ida Holm)",
            "Getty Images",
            "The pier in May (Reuters Photo)",
            "AFP file photo",
        ],
    ),
]
AT_THE_EDGES = [
    (
        "shape.date-line",
        [
            "March 3, 2024",
            "3 March 2024, 10:40",
            "Sunday, March 3, 2024 at 10:40 p.m. EST",
            "Updated: Dec 17, 2023, 10:40 PM IST",
            "12. März 2024 um 10:40",
            "le 3 mars 2024 à 10:40",
            "3 марта 2024",
            "3 марта 2024 г., 10:40 МСК",
            "3 martie 2024, ora 10:40",
            "Κυριακή, 3 Μαρτίου 2024, 10:40",
            "3 Μαΐου 2024",
            "रविवार, 3 मार्च 2024, 10:40",
            "П'ятниця, 3 травня 2024",
            "Zaktualizowano 3 maja 2024",
            "Thứ hai, 12/5/2024, 10:00 (GMT+7)",
            "12 Tháng Năm, 2024",
            "الاثنين 12 مايو 2024 - 10:00",
            "2024-03-03 10:40",
            "Tue 12 Mar 2024",
            "Updated at 10:40 p.m.",
        ],
    ),
    ("shape.byline", ["By Jane Doe", "By Jane Doe and John Roe", "Von Max Muster, Berlin"]),
]
SECTION_BREAKS = ["***", "* * *", "• • •", "---", "___"]
END_MARKS = ["REUTER", "Reuters", "ENDS", "-30-", "--END--", "*** ENDS ***", "— 30 —"]
SPARED = [
    "In 2023, 40 ships left the harbour.",
    "By the sea it is cold in March.",
    "By Friday, the ferry was back.",
    "Copyright law is older than the harbour.",
    "The photo was taken by a sailor.",
    "AP images of the boat sold well.",
    "It took 3 minutes to read the verdict.",
    "She wrote to desk@example.com and got no answer.",
    "Its address is www.example.com, he said.",
    "The hashtag #ferry was everywhere.",
    "#ferry",
    "Reuters first reported the deal.",
    "It ends here.",
    "Tue - Sat 4PM (Closed on Sun & Mon)",
    "May 2024 was a good month for ferries.",
    "The set {1, 2} has two members.",
    "Section 3 (c) is void.",
]

CASES = [(rule, text) for rule, texts in ANYWHERE for text in texts]
EDGE_CASES = [(rule, text) for rule, texts in AT_THE_EDGES for text in texts]


def rule_of(text: str, *, in_head: bool = False, in_tail: bool = False) -> str | None:
    """The id of the shape that a line has."""
    found = shape(text, in_head=in_head, in_tail=in_tail)
    return found and found[1]


@pytest.mark.parametrize(("rule", "text"), CASES)
def test_has_the_shape_wherever_it_stands(rule: str, text: str) -> None:
    assert rule_of(text) == rule
    assert rule_of(text, in_head=True) == rule
    assert rule_of(text, in_tail=True) == rule


@pytest.mark.parametrize(("rule", "text"), EDGE_CASES)
def test_dates_and_bylines_go_before_and_after_the_paragraphs_only(rule: str, text: str) -> None:
    """Between two paragraphs they may be part of what is told."""
    assert rule_of(text, in_head=True) == rule
    assert rule_of(text, in_tail=True) == rule
    assert rule_of(text) is None


@pytest.mark.parametrize("text", END_MARKS)
def test_end_marks_stand_at_the_end(text: str) -> None:
    assert rule_of(text, in_tail=True) == "shape.end-mark"
    assert rule_of(text, in_head=True) is None


@pytest.mark.parametrize(
    "text",
    [
        *("News > Islands > Ferries", "首页 / 科技 / 正文", "人民网>>文化", "Nachrichten › Inseln"),
        "Harbour | Bridges | Quays | Moles",
    ],
)
def test_paths_stand_above_the_text(text: str) -> None:
    assert rule_of(text, in_head=True) == "shape.path"
    assert rule_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Ferry > bridge, says the mayor of the islands.", "Ferries 3/4 full", "<IBM> 2ND QTR"),
        *("Ferry to the outer islands is back | Island Post", "Yes / no"),
        *("«On attendait»", "« Le bac » reprend", "»Wir warten«", "‹Die Fähre›", "» Ferry back"),
    ],
)
def test_one_mark_makes_no_path(text: str) -> None:
    assert rule_of(text, in_head=True) is None


@pytest.mark.parametrize("text", SECTION_BREAKS)
def test_section_breaks_stay_between_paragraphs_only(text: str) -> None:
    assert rule_of(text) is None
    assert rule_of(text, in_head=True) == "shape.marks-only"
    assert rule_of(text, in_tail=True) == "shape.marks-only"


@pytest.mark.parametrize("text", SPARED)
def test_spares_what_only_looks_alike(text: str) -> None:
    assert rule_of(text, in_head=True, in_tail=True) is None


@given(articles())
def test_spares_headlines_and_paragraphs(article: object) -> None:
    for text in (article.headline, *article.paragraphs):  # type: ignore[attr-defined]
        assert rule_of(text, in_head=True, in_tail=True) is None


@given(st.text(), st.booleans(), st.booleans())
def test_gives_a_reason_an_id_and_a_confidence(text: str, in_head: bool, in_tail: bool) -> None:
    found = shape(text, in_head=in_head, in_tail=in_tail)

    if found is not None:
        reason, rule, confidence = found
        assert reason in Reason
        assert rule.startswith("shape.")
        assert 0 < confidence <= 1


@pytest.mark.parametrize("text", ["(dmk)", "(ab/mho)", "(jd, dpa)"])
def test_initials_sign_a_story_at_its_end_only(text: str) -> None:
    assert rule_of(text, in_tail=True) == "shape.initials"
    assert rule_of(text) is None


@given(
    st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%a %d %b %Y", "%d.%m.%Y"]),
)
def test_a_date_in_any_common_form_is_a_date_line(day: date, form: str) -> None:
    assert is_date_line(f"{day:{form}}")


@pytest.mark.parametrize("text", ["ngày 3 tháng 5 năm 2024", "3 août 2024, 10:40", "3 мая 2024"])
def test_the_encoding_of_a_date_line_does_not_matter(text: str) -> None:
    assert is_date_line(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", ["", "2024", "Monday", "One or two of 3", "40 ships, 3 ferries"])
def test_a_date_line_has_a_number_and_a_word_of_dates(text: str) -> None:
    assert not is_date_line(text)


@pytest.mark.parametrize(
    "text", ["By", "Jane Doe", "By the council.", "By 2024", "By night the pier is closed"]
)
def test_a_byline_needs_its_opening_and_names(text: str) -> None:
    assert not is_byline(text)


def test_prose_is_long_and_ends_like_a_sentence() -> None:
    sentence = "The ferry was back in service on Monday, a spokesman for the line told reporters"

    assert is_prose(sentence + ".")
    assert is_prose(sentence + ".”")
    assert not is_prose(sentence)
    assert is_prose(sentence * 3)
    assert not is_prose("The ferry was back.")


def test_dense_scripts_say_more_in_fewer_characters() -> None:
    assert is_prose(
        "島々を結ぶフェリーが十一か月ぶりに運航を再開したと、運航会社が月曜日に発表した。"
    )


@given(st.text("abc .!?…。।”»)", max_size=20))
def test_closing_marks_do_not_hide_the_end_of_a_sentence(text: str) -> None:
    assert ends_sentence(text) == ends_sentence(text + "”") == ends_sentence(text + "» ")


@pytest.mark.parametrize("text", ["The ferry returns...", "The ferry […]", "The ferry returns…"])
def test_a_teaser_breaks_off(text: str) -> None:
    assert is_teaser(text)


@pytest.mark.parametrize(
    ("text", "count"), [("One. Two! “Three?” Four", 3), ("一。二。", 2), ("", 0)]
)
def test_sentences_are_counted_by_their_ends(text: str, count: int) -> None:
    assert sentences(text) == count


def test_a_title_is_short_and_does_not_end() -> None:
    assert is_title("Ferry returns")
    assert is_title("Will the ferry return?")
    assert not is_title("The ferry returned.")
    assert not is_title("Also in the news:")
    assert not is_title("Ferry " * 40)


def test_a_date_to_the_minute_is_a_stamp_however_its_clock_is_written() -> None:
    assert is_stamp("Published June 23, 2025 10:39AM")
    assert is_stamp("4 May 2024, 10.40 Uhr")
    assert not is_stamp("In June 2025 it rained 10:399 times")


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "Posted on 4 May 2024 by Jane Doe",
        "May 4, 2024 | by Jane Doe",
        "Monday May 6, 2024 11:44 am PST by Jane Doe",
        "4 May 2024 by Jane Doe 2 Comments",
        "Updated by Jane Doe May 4, 2024, 10:20am EST",
        "By Jane Doe2024-05-04 22:33:06 UTC",
        "by Jane Doe@janedoe May 4, 2024, 4:08pm EST",
        "Jane Doe, @janedoe",
        "Jane Doe (@janedoe)",
        "by Jane Doe / May 4, 2024 / Leave a comment",
        "By Jane Doe 5 minute read",
    ],
)
def test_who_signed_is_found_beside_dates_handles_and_counts(line: str) -> None:
    assert signed_by(line) == ("Jane Doe",)
    assert shape(line, in_head=True, in_tail=False) == (Reason.BYLINE, "shape.byline", 0.9)


@pytest.mark.parametrize(
    "line",
    [
        "On 4 May 2024 the ferry was bought by Jane Doe",
        "4 May 2024 by the sea",
        "1984 by Jane Doe",
        "Jane Doe jane@example.com",
        "Jane Doe wrote to @islandpost",
        "4 May 2024 by Jane Doe, Old Boats, Island Life, Harbour News",
        "",
    ],
)
def test_dates_handles_and_names_alone_sign_nothing(line: str) -> None:
    assert signed_by(line) == ()


def test_an_arrow_of_code_is_no_path() -> None:
    assert not is_path("fn sail(boat: &str) -> i32 {")
    assert is_path("News > Islands > Ferries")
