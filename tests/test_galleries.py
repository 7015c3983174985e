"""Galleries: pages that tell their story in the captions of pictures."""

from __future__ import annotations

import pytest

from normalize import Normalizer

GENERIC = Normalizer(plugins=())
INTRO = "The ferry to the outer islands is back in service, the operator said on Monday morning."
CAPTION = (
    "Slide {}: The old pier was built when the island still had a school, a bakery and two "
    "churches. Nobody has used it since the winter in which the harbour froze and the ships "
    "stayed away."
)


def page(captions: int, paragraphs: int) -> str:
    slides = "".join(
        f"<figure><img src='{i}.jpg'><figcaption><p>{CAPTION.format(i)}</p></figcaption></figure>"
        for i in range(captions)
    )
    story = "".join(f"<p>{INTRO} It was day {i} of the strike.</p>" for i in range(paragraphs))
    return f"<h1>Piers of the islands</h1><div>{story}</div><div class='slides'>{slides}</div>"


@pytest.mark.parametrize(("paragraphs", "told"), [(1, True), (40, False)])
def test_captions_are_the_story_where_they_outweigh_its_paragraphs(
    paragraphs: int, told: bool
) -> None:
    article = GENERIC.normalize(page(6, paragraphs), kind="html")

    assert article.body.count("Slide") == (6 if told else 0)
    assert article.body.startswith(INTRO)
    assert article.page_type == ("gallery" if told else "article")
