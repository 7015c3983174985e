"""What a wire adds to its copy."""

from __future__ import annotations

import pytest

from normalize import Article, Normalizer
from normalize.article import PartialDate
from normalize.testing import assert_nothing_lost
from normalize.words.dateline import parse_dateline

GENERIC = Normalizer(plugins=())
TITLE = "Ferry to the islands returns"
LEAD = (
    "OSLO, Nov 10 (AP) — The ferry to the outer islands is back in service after eleven months, "
    "the operator of the line said on Monday."
)
END = "It had been out of order since January, when a storm broke the pier of the largest island."


def read(*paragraphs: str) -> Article:
    """The article of some paragraphs, whose ledger must be complete."""
    source = "\n\n".join(paragraphs)
    article = GENERIC.normalize(source, kind="text")
    assert_nothing_lost(article, source)
    return article


@pytest.mark.parametrize(
    "version",
    ["UPDATE 1-", "UPDATE 12 - ", "WRAPUP 3-", "REFILE-", "CORRECTED-", "CORRECTED - ",
     "(CORRECTED) - ", "REFILE-UPDATE 2-", "RPT-", "(2nd LD) ", "(LEAD) ", "(URGENT) "],
)  # fmt: skip
def test_version_before_the_headline(version: str) -> None:
    article = read(version + TITLE, LEAD, END)

    assert article.headline == TITLE
    assert [(r.text, r.rule) for r in article.removed] == [(version.strip(), "wire.version")]


@pytest.mark.parametrize(
    "title",
    ["Update 2 of the ferry returns", "UPDATE ON FERRIES", "Corrected maps of the sea",
     "LEAD PIPES FOUND", "Ferry returns - update"],
)  # fmt: skip
def test_headline_without_a_version(title: str) -> None:
    assert read(title, LEAD, END).headline == title


@pytest.mark.parametrize(
    "slug",
    ["BC-Oslo-Ferry, 2nd Ld", "AM-Ferry", "OSLO-FERRY/", "OSLO-FERRY/ (UPDATE 2, PIX)",
     "ferry-islands, 1st Ld-Writethru"],
)  # fmt: skip
def test_slug_above_the_headline(slug: str) -> None:
    article = read(slug, TITLE, LEAD, END)

    assert article.headline == TITLE
    assert [(r.text, r.rule) for r in article.removed] == [(slug, "wire.slug")]


@pytest.mark.parametrize("mark", ["ENDS", "-30-", "Reuter", "REUTER", "- 0 -", "(ENDS)", "--END--"])
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_end_mark(mark: str, between: str) -> None:
    article = read(TITLE, LEAD, END + between + mark)

    assert article.body.endswith(END)
    assert [(r.text, r.reason) for r in article.removed] == [(mark, "end_mark")]


@pytest.mark.parametrize(
    "end", ["He works for Reuters", "That is how it ends", "It fell by -30-", "the year Ends."]
)
def test_words_that_are_no_end_mark(end: str) -> None:
    assert read(TITLE, LEAD, f"{END} {end}").body.endswith(end)


@pytest.mark.parametrize(
    ("raw", "prose", "day"),
    [
        ("Nov 10 (Reuters) -", "The ferry is back.", PartialDate(None, 11, 10)),
        ("3 mars (AFP) -", "Le ferry est revenu.", PartialDate(None, 3, 3)),
        ("November 10, 2021 (AP) —", "The ferry is back.", PartialDate(2021, 11, 10)),
        ("北京11月10日电", "渡轮恢复了。", PartialDate(None, 11, 10)),
        ("北京10日电（记者张某）", "渡轮恢复了。", PartialDate(None, None, 10)),
        ("新华社北京11月10日电", "渡轮恢复了。", PartialDate(None, 11, 10)),
    ],
)
def test_dateline_without_place_or_agency(raw: str, prose: str, day: PartialDate) -> None:
    found = parse_dateline(f"{raw} {prose}")

    assert found is not None
    assert (found.raw, found.date) == (raw, day)


@pytest.mark.parametrize(
    "text",
    ["Nov 10 (The committee) - said so.", "March 3 (Sunday) - The ferry", "北京11月10日电影节开幕"],
)
def test_no_dateline(text: str) -> None:
    assert parse_dateline(text) is None


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("opera-\ntion", "operation"),
        ("islan-\nders", "islanders"),
        ("well-\nknown", "well-known"),
        ("sea-\nside", "sea-side"),
    ],
)
def test_words_broken_at_the_end_of_a_line(broken: str, word: str) -> None:
    """A word is put together if its end is no word, or if it stands elsewhere as one."""
    article = read(
        "The ferry to the outer islands is back in service after eleven\n"
        "months, the operator of the line told the islanders on Monday.\n"
        f"The mayor was there with his wife and spoke of the new {broken} in\n"
        "the harbour, which is what they want, he said, and have waited\n"
        "for since the storm."
    )

    assert f"spoke of the new {word} in the harbour" in article.body
