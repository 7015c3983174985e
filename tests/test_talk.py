"""What readers say below a story goes, told by its head and by what their posts look like."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from normalize import Article, Normalizer

GENERIC = Normalizer(plugins=())
HEADLINE = "Ferry to the islands returns"
STORY = (
    "The ferry to the outer islands is back in service, the operator said on Monday morning.",
    "It had been out of order since January, when a storm broke the pier on the largest island.",
    "Fishermen had carried post and bread across, and some of them had done it without any pay.",
)
SAYINGS = tuple(
    f"I have lived on the islands for {years} years, and never has a ferry come on time. "
    f"Once it took {years} hours."
    for years in ("ten", "twenty", "thirty", "forty")
)
NAMES = ("Jon", "Ida Holm", "sailor77", "1. Ana")
TABLE = tomllib.loads((files("normalize.label") / "data/talk.toml").read_text("utf-8"))


def normalized(*paragraphs: str) -> Article:
    return GENERIC.normalize("\n\n".join(paragraphs), kind="text")


def signed(*, by_date: bool) -> list[str]:
    """Posts with who wrote them above: a name and a date, or `Jon says:`."""
    posts: list[str] = []
    for number, (name, saying) in enumerate(zip(NAMES, SAYINGS, strict=True)):
        posts += (
            [name, f"May {number + 3}, 2024 at 9:0{number} pm"] if by_date else [f"{name} says:"]
        )
        posts.append(saying)
    return posts


@pytest.mark.parametrize("head", ["12 Comments", "Comments", "4 Comments on “The ferry”"])
@pytest.mark.parametrize("by_date", [True, False])
def test_posts_below_a_head_go_however_much_they_say(head: str, by_date: bool) -> None:
    article = normalized(HEADLINE, *STORY, head, *signed(by_date=by_date))

    assert article.body == "\n\n".join(STORY)
    assert {piece.reason for piece in article.removed} == {"comments"}


@pytest.mark.parametrize("reply", TABLE["replies"])
def test_posts_that_may_be_replied_to_go(reply: str) -> None:
    posts = [line for saying in SAYINGS for line in (saying, reply.capitalize())]
    article = normalized(HEADLINE, *STORY, "Comments", *posts)

    assert article.body == "\n\n".join(STORY)


@pytest.mark.parametrize("says", TABLE["says"])
def test_posts_with_their_writers_above_go(says: str) -> None:
    posts = [line for saying in SAYINGS for line in (f"Jon{says}", saying)]
    article = normalized(HEADLINE, *STORY, "Comments", *posts)

    assert article.body == "\n\n".join(STORY)


def test_a_short_story_has_its_posts_too() -> None:
    story, posts = STORY[:2], signed(by_date=True)[:9]
    article = normalized(
        HEADLINE, *story, "Comments", *posts[:3], *posts[3:5], "Well done!", *posts[6:8]
    )

    assert article.body == "\n\n".join(story)


def test_two_posts_are_no_discussion() -> None:
    article = normalized(HEADLINE, *STORY, "Comments", *signed(by_date=True)[:6])

    assert SAYINGS[0] in article.body


def test_a_link_to_the_comments_above_the_story_leaves_it_alone() -> None:
    interview = [line for saying in SAYINGS for line in ("Ida Holm said:", saying)]
    article = normalized(HEADLINE, STORY[0], "12 Comments", *STORY[1:], *interview)

    assert SAYINGS[-1] in article.body


def test_posts_far_from_the_head_and_from_each_other_are_the_story() -> None:
    story = [f"{saying} That was in part {part}." for part in "12345678" for saying in SAYINGS]
    said = [line for part in range(3) for line in ("Ida Holm said:", *story[part::3] * 3)]
    article = normalized(HEADLINE, *STORY, "Comments", *said)

    assert story[0] in article.body
