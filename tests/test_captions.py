"""The credits that end the captions of pictures, and lines that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given

from normalize.label.captions import TAIL, are_names, credit_start, is_agency
from normalize.testing import articles

CREDITS = [
    ("The ferry leaves Lund. ", "Photo: Ida Holm"),
    ("The ferry leaves Lund. ", "Foto: Ida Holm/dpa"),
    ("Ferry at the pier ", "© Ida Holm"),
    ("Ferry at the pier. ", "© Ida Holm | PR"),
    ("Ferry at the pier ", "(Ida Holm/Reuters)"),
    ("Ferry at the pier, in May. ", "Ida Holm (AFP)"),
    ("Ferry at the pier. ", "Ida Holm (dpa/picture alliance via Getty)"),
    ("Ferry at the pier. ", "Ida Holm/dpa"),
    ("Ferry at the pier / ", "EFE"),
    ("Ferry at the pier. ", "— Picture by Ida Holm"),
    ("Ida Holm ", "Submitted photo"),
    ("Ferry at the pier", "Credit: Ida Holm"),
    ("항구로 돌아온 배. ", "[사진=뉴시스]"),
    ("港に戻った船＝13日", "（山田太郎撮影）"),
    ("船回到港口。", "（图片来源：新华社）"),
]
SPARED = [
    "The photo of the ferry was sold at once.",
    "She works for the Associated Press, which has an office in Lund.",
    "He took drugs for weight loss (Wegovy, Ozempic)",
    "Wallet (credit/debit cards, cash, etc.)",
    "Photo by photo, the story of the ferry is told",
    "The ferry is back. It takes cars",
    "Quantum ferries: the image of progress",
]


@pytest.mark.parametrize(("told", "credit"), CREDITS)
def test_a_credit_is_found_at_the_end(told: str, credit: str) -> None:
    start = credit_start(told + credit)

    assert start is not None
    assert (told + credit)[start:].strip() == credit.strip()


@pytest.mark.parametrize("text", SPARED)
def test_prose_ends_with_no_credit(text: str) -> None:
    assert credit_start(text) is None


@given(article=articles())
def test_articles_end_with_no_credit(article) -> None:
    assert [text for text in article.paragraphs if credit_start(text) is not None] == []


def test_only_the_end_of_a_line_is_looked_at() -> None:
    text = "The ferry is back " * 10_000 + "Photo: Ida Holm"

    assert credit_start(text) == len(text) - len("Photo: Ida Holm")
    assert credit_start("Photo: " + "Ida Holm " * TAIL) is None


def test_an_agency_alone_is_told_from_a_credit_with_names() -> None:
    assert is_agency("(AFP)")
    assert not is_agency("(Ida Holm/AFP)")


def test_names_have_capitals_and_joiners() -> None:
    assert are_names("Ida Holm für den Lunder Boten") is False
    assert are_names("Ida Holm and Jan de Roe")
    assert not are_names("")
