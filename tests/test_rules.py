"""Each rule takes its own kind of chrome, nothing beside it, and no long paragraph."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from normalize import Article, Normalizer
from normalize.article import Reason
from normalize.document import Document, Label, SourceBlock
from normalize.label import lists, rules
from normalize.label.labelling import Labelling
from normalize.label.rules import RULES, label_blocks
from normalize.options import Options
from normalize.testing import GeneratedArticle, articles
from normalize.words.languages import languages

GENERIC = Normalizer(plugins=())
HEADLINE = "Ferry to the islands returns"
LONG_HEADLINE = "Ferry to the outer islands is back after the storm"
ONE = "The ferry to the outer islands is back in service, the operator said on Monday morning."
TWO = "It had been out of order since January, when a storm broke the pier on the largest island."
THREE = "Fishermen had carried post and bread across, and some of them had done it without any pay."
STORY = (ONE, TWO, THREE)
LONG_STORY = (f"{ONE} {TWO}", f"{TWO} {THREE}", f"{THREE} {ONE}", f"{ONE} {THREE}")
CAPTION = "The ferry leaves the outer islands on Monday."
TEASERS = (
    *(
        "Bell found in the marsh",
        "It had been lost for a hundred years when a child found it one day in the reeds...",
    ),
    *(
        "Harbour fees go up again",
        "Owners of small boats are angry, since they pay for a pier that is out of order and...",
    ),
)
BIO = "Ida has lived on the islands since she was a child, and knows each ferry and its captain."
MENU = (
    *("Harbour", "Bridges", "Quays", "Moles", "Locks", "Boats", "Cranes"),
    *("Buoys", "Sails", "Ropes", "Charts", "Knots", "Tides"),
)


def normalized(*paragraphs: str) -> Article:
    """The article of a text of these paragraphs."""
    return GENERIC.normalize("\n\n".join(paragraphs), kind="text")


def rules_of(article: Article) -> dict[str, str]:
    """The removed pieces, and the ids of the rules that removed them."""
    return {piece.text: piece.rule for piece in article.removed}


FIRES = {
    "glued_menus": (HEADLINE, "".join((*MENU, *MENU)), ONE, TWO),
    "scraper_prefix": (f"date 2021-11-10 {ONE}", TWO),
    "phrases": (HEADLINE, ONE, "Advertisement", TWO),
    "marks": (HEADLINE, ONE, "2 / 5", TWO),
    "captions": (HEADLINE, ONE, "The ferry at the pier in May. Photo: Ida Holm", TWO),
    "appeals_to_readers": (HEADLINE, ONE, "Read more of it in the free app!", TWO),
    "lists": (ONE, TWO, "You may also like", "Lost bell found in marsh", "Harbour fees up", THREE),
    "comments": (*STORY, "Leave a Reply", "Jon", "I like it"),
    "bios": (*STORY, "Jane Doe is a reporter", "She likes ferries and lives on an island."),
    "duplicates": (HEADLINE, ONE, ONE, TWO),
    "insertions": (HEADLINE, f"{ONE} Advertisement {TWO}", THREE),
    "wire_marks": (f"UPDATE 2-{HEADLINE}", ONE, f"{TWO} ENDS"),
    "surroundings": (*MENU, HEADLINE, *STORY, "Lost bell found in marsh", "Harbour fees up"),
    "portraits": (HEADLINE, *STORY, *STORY, "Jane Doe is a reporter in Lund."),
    "captions_above": (HEADLINE, *LONG_STORY[:2], CAPTION, "Photo: Ida Holm", *LONG_STORY[2:]),
    "teasers": (HEADLINE, *STORY, *TEASERS),
    "author_boxes": (HEADLINE, *STORY, *STORY, "Ida Holm", BIO),
    "broken_bylines": (HEADLINE, "Written by", "Jane Doe", *STORY),
    "kickers": ("Island life", LONG_HEADLINE, *STORY),
    "repetitions": (
        *(*MENU, "Ahoy", HEADLINE, TWO),
        *(part for n in range(4) for part in ("Ahoy", f"{n}. {ONE}")),
    ),
}
TAKEN = {
    "scraper_prefix": {"date 2021-11-10": "shape.date-prefix"},
    "phrases": {"Advertisement": "phrase.en.advertisement"},
    "marks": {"2 / 5": "shape.marks-only"},
    "captions": {"The ferry at the pier in May. Photo: Ida Holm": "caption.credit"},
    "appeals_to_readers": {"Read more of it in the free app!": "appeal.en"},
    "lists": {
        "Lost bell found in marsh": "list.under-label",
        "Harbour fees up": "list.under-label",
    },
    "comments": {"Jon": "section.comments", "I like it": "section.comments"},
    "duplicates": {ONE: "duplicate.next-to"},
    "insertions": {"Advertisement": "inline.phrase.en.advertisement"},
    "wire_marks": {"UPDATE 2-": "wire.version", "ENDS": "wire.end-mark"},
    "surroundings": {
        **dict.fromkeys(MENU, "surroundings.before"),
        "Lost bell found in marsh": "surroundings.after",
        "Harbour fees up": "surroundings.after",
    },
    "repetitions": {"Ahoy": "repeated.line"},
    "glued_menus": {"".join((*MENU, *MENU)): "shape.glued"},
    "captions_above": {CAPTION: "caption.above-credit"},
    "teasers": dict.fromkeys(TEASERS, "list.teasers"),
    "author_boxes": {"Ida Holm": "bio.name-above", BIO: "bio.name-above"},
    "broken_bylines": {"Written by": "byline.author-opener", "Jane Doe": "byline.author"},
    "kickers": {"Island life": "surroundings.kicker"},
    "portraits": {"Jane Doe is a reporter in Lund.": "bio.portrait"},
}


def test_subheadings_of_a_page_may_come_many_times() -> None:
    section = f"<h3>Pros</h3><p>{ONE}</p><h3>Cons</h3><p>{TWO}</p>"
    article = GENERIC.normalize(f"<h1>{HEADLINE}</h1>" + section * 5, kind="html")

    assert article.body.count("Pros") == 5


def test_every_rule_is_shown_at_work() -> None:
    elsewhere = {  # shown in test_endings.py and test_get_text.py
        *("author_bios", "headings_of_nothing"),
        "page_in_one_line",
    }
    shown = {*FIRES, "marks_of_dump", "lone_appeal", *elsewhere}
    assert shown == {rule.__name__ for rule in RULES}


def test_where_menus_went_the_marks_at_the_new_head_go_too() -> None:
    date, late = (
        "March 3, 2024",
        "The menu ends with a long line, as some of them do, sadly enough.",
    )
    dump = (*MENU, late, *MENU, HEADLINE, date, *STORY, "Lost bell found in marsh")

    assert rules_of(normalized(*dump))[date] == "shape.date-line"


@pytest.mark.parametrize("name", TAKEN)
def test_a_rule_takes_its_kind_of_chrome(name: str) -> None:
    taken = rules_of(normalized(*FIRES[name]))

    assert {text: taken.get(text) for text in TAKEN[name]} == TAKEN[name]


@pytest.mark.parametrize("name", TAKEN)
def test_without_the_rule_its_kind_of_chrome_stays(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No rule does another's work."""
    others = tuple(rule for rule in RULES if rule.__name__ != name)
    monkeypatch.setattr(rules, "RULES", others)
    taken = rules_of(normalized(*FIRES[name]))

    assert not set(taken.items()) & set(TAKEN[name].items())


@pytest.mark.parametrize("name", FIRES)
def test_paragraphs_beside_the_chrome_stay(name: str) -> None:
    body = normalized(*FIRES[name]).body

    assert all(part in body for part in STORY if part in " ".join(FIRES[name]))


@pytest.mark.parametrize("rule", RULES)
@given(article=articles())
@settings(max_examples=15)
def test_a_rule_spares_articles(
    rule: Callable[[Labelling], None], article: GeneratedArticle
) -> None:
    blocks = [SourceBlock(text) for text in (article.headline, *article.paragraphs)]
    labelling = Labelling(Document("", blocks=blocks), Options())
    rule(labelling)

    assert (labelling.found, labelling.parts) == ({}, {})


# ---------------------------------------------------------------- by phenomenon


def test_a_paragraph_that_tells_of_a_ware_and_of_asking_is_no_appeal() -> None:
    told = "来自微博的船长周一在港口带来了关于旧渡轮的分享，吸引了岛上许多居民前来参加。" * 3
    article = normalized("岛上渡轮恢复", f"{told}旅客可以登录网站查询班次。", told)

    assert article.removed == ()


def test_the_last_paragraph_stays_where_the_agency_signs_the_story() -> None:
    one = "島へのフェリーが月曜日、三年ぶりに運航を再開した。会社によると、初日は約百人が乗船した。"
    two = "船長は「島の人々が待っていた」と述べ、次の便は火曜日の朝に出ると港の広場で説明した。"
    article = normalized("島のフェリー再開", one, f"{two}(c)AFP/Ida Holm")

    assert rules_of(article) == {"(c)AFP/Ida Holm": "caption.credit"}
    assert article.body == f"{one}\n\n{two}"


def test_of_a_paragraph_only_the_credit_of_its_picture_goes() -> None:
    article = normalized(HEADLINE, f"{ONE} {TWO} {THREE} Photo: Ida Holm", TWO)

    assert rules_of(article) == {"Photo: Ida Holm": "caption.credit"}
    assert article.body == f"{ONE} {TWO} {THREE}\n\n{TWO}"


def test_an_agency_that_signs_the_story_is_no_caption() -> None:
    article = normalized(HEADLINE, ONE, f"{TWO} (AFP)")

    assert article.body.endswith("(AFP)")


def test_a_list_ends_where_prose_goes_on() -> None:
    article = normalized(ONE, "Also read:", "Lost bell found", TWO, "Harbour fees up", THREE)

    assert list(rules_of(article)) == ["Also read:", "Lost bell found"]


def test_a_list_ends_at_the_next_label() -> None:
    article = normalized(ONE, "Also read:", "Lost bell found", "Advertisement", "Who did it?", TWO)

    assert "Who did it?" in article.body


def test_a_line_that_heads_the_next_paragraph_is_no_title_of_a_list() -> None:
    """Where a scraper lost the list, what follows its label is a subheading."""
    article = normalized(HEADLINE, ONE, "Also read:", "A storm in January", TWO, THREE)

    assert list(rules_of(article)) == ["Also read:"]


def test_a_label_with_its_title_takes_no_list() -> None:
    article = normalized(ONE, "Also read: Lost bell found", "What the council did", TWO)

    assert list(rules_of(article)) == ["Also read: Lost bell found"]


@pytest.mark.parametrize("button", ["Read more", "Learn more", "Continue reading"])
def test_a_button_between_paragraphs_announces_nothing_without_a_colon(button: str) -> None:
    """It closes the teaser above it; the next line heads what follows."""
    plain = normalized(HEADLINE, ONE, button, "What the council did", TWO, THREE)
    colon = normalized(HEADLINE, ONE, f"{button}:", "What the council did", TWO, THREE)

    assert list(rules_of(plain)) == [button]
    assert list(rules_of(colon)) == [f"{button}:", "What the council did"]


def test_a_list_of_marked_items_ends_where_the_marks_do() -> None:
    items = ("- Lost bell found", "- Harbour fees up")
    article = normalized(HEADLINE, ONE, "Also read:", *items, "What the council did", TWO, THREE)

    assert list(rules_of(article)) == ["Also read:", *items]


def test_a_label_above_the_headline_takes_it_for_no_title_of_a_list() -> None:
    article = normalized("Breaking news", HEADLINE, *STORY)

    assert article.headline == HEADLINE


def test_a_teaser_that_a_button_closes_is_no_headline() -> None:
    article = normalized("Welcome to the harbour", "Learn more", HEADLINE, *STORY)

    assert article.headline == HEADLINE
    assert rules_of(article)["Welcome to the harbour"] == "button.teaser"


@pytest.mark.parametrize("word", ["YouTube", "More", "Watch", "Disclaimer", "null", "The end"])
def test_a_word_of_menus_alone_between_paragraphs_may_head_a_part(word: str) -> None:
    assert word in normalized(HEADLINE, ONE, word, TWO, THREE).body
    assert word not in normalized(HEADLINE, ONE, word, "Advertisement", TWO, THREE).body


def test_a_paragraph_that_tells_before_it_asks_is_no_appeal() -> None:
    told = (
        f"{ONE[:-1]}, and who wants to know how it looks from the bridge needs no ticket at all. "
        "There are other ways to see it! Check out some of the films on YouTube."
    )

    assert told in normalized(HEADLINE, ONE, told, TWO, "Advertisement", THREE).body


def test_an_offer_among_facts_is_no_appeal() -> None:
    facts = (
        "From three to eight crowns a month for a year of the harbour radio",
        "Get up to three months for free with a longer subscription",
        "Fares go up to ten crowns a month in the second year of it",
    )

    assert facts[1] in normalized(HEADLINE, ONE, *facts, TWO, "Advertisement", THREE).body
    assert facts[1] not in normalized(HEADLINE, ONE, facts[1], TWO, "Advertisement", THREE).body


def test_advice_beside_advice_is_no_appeal() -> None:
    tips = (
        "Know the tide: Read the harbour news, subscribe to a newsletter of sailors, and ask them.",
        "Know the wind: It turns in the afternoon, and the way home is longer than the way out.",
    )

    assert set(tips) <= set(
        normalized(HEADLINE, ONE, *tips, "Advertisement", TWO).body.split("\n\n")
    )
    assert tips[0] not in normalized(HEADLINE, ONE, tips[0], "Advertisement", TWO).body


def test_one_appeal_in_a_text_without_other_chrome_is_its_own_words() -> None:
    asked = "Mind the tide: follow the harbour news, and subscribe to a newsletter of sailors."

    assert asked in normalized(HEADLINE, ONE, asked, TWO).body
    assert asked not in normalized(HEADLINE, ONE, asked, "Advertisement", TWO).body
    pure = "Subscribe to the newsletter of the harbour desk, and never miss a ferry again."
    assert pure not in normalized(HEADLINE, ONE, pure, TWO).body


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("“The ferry leaves on Monday.”", "Photo: Ida Holm"), 0),
        (("What we like: The ferry leaves on Monday.", "Photo: Ida Holm"), 0),
        ((CAPTION, "Getty Images"), 0),
        ((f"{ONE} {TWO}", "Photo: Ida Holm"), 0),
        ((CAPTION, CAPTION, "Photo: Ida Holm"), 0),
    ],
)
def test_above_a_credit_stays_what_may_be_told_by_the_story(
    lines: tuple[str, ...], kept: int
) -> None:
    """Speech, items, paragraphs as long as the others; agencies stand above captions too."""
    article = normalized(HEADLINE, *LONG_STORY[:2], *lines, *LONG_STORY[2:])

    assert lines[kept] in article.body.split("\n\n")


def test_in_short_paragraphs_no_caption_is_told() -> None:
    line = f"{CAPTION[:-1]} at noon."

    assert line in normalized(HEADLINE, *STORY, line, "Photo: Ida Holm", *STORY).body


@pytest.mark.parametrize(
    "end",
    [
        (
            "Bell found in the marsh",
            "It had been lost for a hundred years when a child found it one day in the reeds...",
        ),
        (
            "It had been lost for ninety years, they say …",
            "A child found it in the marsh one day …",
        ),
        (*TEASERS, "The ferry was late that day."),
    ],
)
def test_paragraphs_that_break_off_are_teasers_with_titles_and_at_the_end(
    end: tuple[str, ...],
) -> None:
    last = THREE if end[:-1] == TEASERS else end[-1]

    assert end[1] in normalized(HEADLINE, *STORY, *end[:-1], last).body


def test_who_wrote_also_is_told_in_the_last_paragraph_alone() -> None:
    told = "Ida Holm is a professor of nautical history at Lund University."

    assert told not in normalized(HEADLINE, *STORY, *STORY, told).body
    assert told in normalized(HEADLINE, *STORY, TWO, told, ONE, THREE).body


@pytest.mark.parametrize(
    "lines",
    [
        ("Ida Holm", BIO, "Jon Berg", BIO.replace("Ida", "Jon")),
        (
            "Ferry Line",
            "Ferry lines have been on the islands for a hundred years, said the captain.",
        ),
        (
            "Ida Holm",
            "She has lived on the islands since she was a child, and knows each ferry well.",
        ),
    ],
)
def test_a_name_above_a_paragraph_is_a_box_once_and_of_somebody(lines: tuple[str, ...]) -> None:
    assert "\n\n".join(lines) in normalized(HEADLINE, *STORY, *STORY, *lines).body


def test_whom_the_story_tells_of_has_no_author_box() -> None:
    told = f"The ferry's captain is called Holm. {ONE}"

    assert BIO in normalized(HEADLINE, told, *STORY, *STORY, "Ida Holm", BIO).body


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("By", "Jane Doe"), ("Jane Doe",)),
        (("Von", "Jana Beispiel und Max Muster"), ("Jana Beispiel", "Max Muster")),
        (("Jane Doe", "4 May 2024"), ("Jane Doe",)),
        (("Written by:", "Jane Doe", "Reviewed by:", "John Roe, MD"), ("Jane Doe",)),
        (("By Jane Doe", "Fact-checked by John Roe"), ("Jane Doe",)),
    ],
)
def test_a_byline_in_pieces_goes_and_names_the_authors(lines: tuple[str, ...], authors: object):
    article = normalized(HEADLINE, *lines, *STORY)

    assert article.body == "\n\n".join(STORY)
    assert article.authors == authors


@pytest.mark.parametrize(
    "lines",
    [("By", "the sea it is cold"), ("Outer Islands",), ("4 May 2024", "Ferry service")],
)
def test_short_lines_that_are_no_names_are_no_byline(lines: tuple[str, ...]) -> None:
    assert lines[-1] in normalized(HEADLINE, *lines, *STORY).body


@pytest.mark.parametrize(
    "above",
    [
        ("Islands",),
        ("Lund Herald", "Home button"),
        ("2 May 2024, Harbours",),
        (f"Home / Islands / {LONG_HEADLINE}",),
        (f"{LONG_HEADLINE} - Lund Herald",),
    ],
)
def test_sections_and_paths_above_the_headline_go(above: tuple[str, ...]) -> None:
    article = normalized(*above, LONG_HEADLINE, *STORY)

    assert article.headline == LONG_HEADLINE
    assert article.body == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "below",
    [
        "The operator promises that it will stay in service until the winter",
        "Palm Bay 3, Outer Islands 1 on Monday morning",
        "Ferry service and its operator: a timeline:",
        "- The ferry to the outer islands",
    ],
)
def test_a_headline_of_some_length_or_above_facts_stays_one(below: str) -> None:
    assert normalized("Ferry to the islands is back", below, *STORY).headline == (
        "Ferry to the islands is back"
    )


@pytest.mark.parametrize(
    "note",
    [
        f"The post {HEADLINE} appeared first on Lund Herald.",
        f"Der Beitrag {HEADLINE} erschien zuerst auf Lund Herald.",
        f"La entrada {HEADLINE} se publicó primero en Lund Herald.",
    ],
)
def test_a_feeds_note_below_the_story_goes(note: str) -> None:
    assert rules_of(normalized(HEADLINE, ONE, TWO, note)) == {note: "shape.feed-note"}
    assert note in normalized(HEADLINE, ONE, note, TWO).body


def test_a_line_that_names_what_its_link_leads_to_stays() -> None:
    line = "Section 2 - Bolts of the new pier: Click here"

    assert line in normalized(HEADLINE, ONE, line, TWO).body


def test_a_headline_that_comes_again_between_paragraphs_heads_a_part() -> None:
    article = normalized(HEADLINE, HEADLINE, ONE, TWO, HEADLINE, THREE)

    assert article.body == "\n\n".join((ONE, TWO, HEADLINE, THREE))


@pytest.mark.parametrize("rating", ["9 / 10", "9.5/10", "87/100"])
def test_a_rating_between_paragraphs_is_no_counter(rating: str) -> None:
    assert rating in normalized(HEADLINE, ONE, TWO, rating, THREE).body


def test_a_list_has_a_bounded_number_of_titles() -> None:
    titles = [f"Title number {n} of the long list" for n in range(40)]

    assert len(normalized(ONE, "Also read:", *titles, TWO).removed) <= lists.LIST_LENGTH + 1


def test_a_reply_form_does_not_take_the_paragraphs_after_it() -> None:
    article = normalized(ONE, "Leave a Reply", "Name", TWO, THREE)

    assert TWO in article.body
    assert THREE in article.body


def test_comments_at_the_end_go_whatever_they_say() -> None:
    comment = "I have lived on the island for forty years, and never has a ferry come on time here."
    article = normalized(
        HEADLINE,
        *STORY,
        "Comments",
        "Leave a Reply",
        comment,
        "Your email address will not be published.",
        "Log in to comment",
        "Post Comment",
    )

    assert comment not in article.body
    assert THREE in article.body


def test_below_a_heading_comments_need_one_more_sign_and_may_outweigh_the_story() -> None:
    comments = [f"I have waited {i} years for this ferry, and it was never on time." for i in "234"]
    told = "".join(f"<p>{text}</p>" for text in STORY)
    talk = "".join(f"<p>{text * 2}</p>" for text in comments)
    closed = "<p>Comments are closed.</p>"

    with_sign, without = (
        GENERIC.normalize(
            f"<article><h1>{HEADLINE}</h1>{told}<h3>3 Comments</h3>{talk}{end}</article>"
        )
        for end in (closed, "")
    )

    assert with_sign.body == "\n\n".join(STORY)
    assert comments[0] in without.body


def test_an_opinion_that_is_headed_comment_below_its_standfirst_stays() -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY[1:])
    article = GENERIC.normalize(
        f"<article><h1>{HEADLINE}</h1><p>{STORY[0]}</p><h3>Comment</h3>{story}"
        "<p>View all comments</p></article>"
    )

    assert all(text in article.body for text in STORY[1:])


@pytest.mark.parametrize("line", ["Outer Islands", "Ferry News", "Storm Damage"])
def test_a_line_beside_the_date_that_says_something_of_the_story_names_nobody(line: str) -> None:
    article = normalized(HEADLINE, "4 May 2024", line, *STORY)

    assert article.authors == ()
    assert line in article.text.split("\n\n")


@pytest.mark.parametrize("speech", ["“We waited”", "„Endlich!“", "«On attendait»"])
def test_speech_above_a_headline_is_no_kicker(speech: str) -> None:
    assert normalized(speech, LONG_HEADLINE, *STORY).removed == ()


def test_a_text_about_one_person_after_the_other_has_no_author_box() -> None:
    """Even where all but one of the paragraphs under a name open otherwise."""
    persons = ("Per Lund", f"{ONE} Lund had built it.", "Liv Moe", f"{TWO} Moe sold soup.")
    article = normalized("Three who sail", *persons, *STORY, "Ida Holm", BIO)

    assert article.removed == ()


def test_an_author_box_at_the_end_goes() -> None:
    article = normalized(HEADLINE, *STORY, "About the author", "Jane Doe covers ports. She sails.")

    assert article.body.endswith(THREE)
    assert {piece.reason for piece in article.removed} == {Reason.AUTHOR_BIO}


def test_who_is_named_in_the_story_is_not_its_author() -> None:
    told = "Jane Doe is a reporter who was on board."
    story = (HEADLINE, f"{ONE} It was seen by Jane Doe.", *STORY, *STORY)

    assert told in normalized(*story, told).body


def test_a_headline_with_a_label_in_a_text_is_not_taken_for_chrome() -> None:
    assert normalized("Watch: Ferry sinks off the pier", ONE, TWO).headline is not None


def test_what_comes_again_and_again_is_navigation_if_the_menus_of_a_dump_have_it_too() -> None:
    refrain = "Row, row the boat"
    story = (ONE, *(part for day in range(2, 6) for part in (refrain, f"On day {day}. {TWO}")))

    assert refrain in normalized(HEADLINE, *story).body
    assert refrain in normalized(*MENU, HEADLINE, *story).body
    assert refrain not in normalized(*MENU, refrain, HEADLINE, *story).body
    assert refrain in normalized(*MENU, refrain, HEADLINE, *story[:5]).body


@pytest.mark.parametrize("gap", ["  ", "\t\t", "\xa0 ", " \xa0", " \u3000"])
def test_a_wide_gap_parts_a_label_from_its_title(gap: str) -> None:
    line = f"See also{gap}The bridge to the inner islands is closed"
    article = normalized(HEADLINE, *STORY, line)

    assert article.body == "\n\n".join(STORY)
    assert rules_of(article)[" ".join(line.split())].startswith("phrase.")


def test_paragraphs_that_are_printed_again_later_stay() -> None:
    """Only a copy right below is surely a mistake."""
    assert normalized(ONE, TWO, ONE, THREE).body.count(ONE) == 2


def test_a_title_between_sentences_goes_without_them() -> None:
    article = normalized(HEADLINE, f"{ONE} Also read: Lost Bell Found In Marsh. {TWO}", THREE)

    assert article.blocks[1].text == f"{ONE} {TWO}"
    assert list(rules_of(article)) == ["Also read: Lost Bell Found In Marsh."]


def test_a_credit_that_closes_a_paragraph_is_a_credit() -> None:
    article = normalized(HEADLINE, ONE, f"{TWO} (Reporting by Jane Doe; editing by John Roe)")

    assert article.credits == ("Reporting by Jane Doe; editing by John Roe",)
    assert article.body.endswith(TWO)


def test_a_remark_in_parentheses_is_no_credit() -> None:
    article = normalized(HEADLINE, ONE, f"{TWO} (Nobody was hurt.)")

    assert article.credits == ()
    assert article.body.endswith("(Nobody was hurt.)")


def test_in_the_dump_of_a_page_the_article_is_found() -> None:
    article = normalized(*FIRES["surroundings"])

    assert article.headline == HEADLINE
    assert article.body == "\n\n".join(STORY)


FURNITURE = (
    *("Skip to content", "Log in", "Cookie settings"),
    *("Privacy policy", "Share on Facebook", "© 2024 Lund Herald"),
)


@pytest.mark.parametrize(("furniture", "goes"), [(FURNITURE, True), (FURNITURE[:2], False)])
def test_a_menu_below_a_long_story_goes_where_much_furniture_stands_around(
    furniture: tuple[str, ...], goes: bool
) -> None:
    """The entries of the menu are then less than a third of all lines."""
    story = [f"{line} It was day {day} of the strike." for day in range(15) for line in STORY]
    guides = [f"{entry} guide" for entry in MENU[:3]]
    article = normalized(LONG_HEADLINE, *story, *furniture, *MENU, *guides)

    assert (guides[0] not in article.body) is goes
    assert story[-1] in article.body


EAST = (
    "岛上渡轮周一恢复运行",
    "港口公司周一表示，前往外岛的渡轮已经恢复运行，这条航线因为一月的风暴而中断了三个多月，岛上居民生活受到影响。",
    "船长说，岛上的码头已经修好，第一班渡轮上有一百多名乘客，其中不少人是来看望家人的，也有人带来了面包和信件。",
)


@pytest.mark.parametrize(("headline", "story"), [(LONG_HEADLINE, STORY), (EAST[0], EAST[1:])])
@pytest.mark.parametrize("above", [(), ("Lost bell found in marsh", "Harbour fees up")])
def test_the_headline_of_a_dump_is_the_line_above_that_says_most_of_the_story(
    headline, story, above
):
    article = normalized("Island Post", *MENU, *above, headline, "Share", "12", *story, *MENU)

    assert article.headline == headline
    assert article.body == "\n\n".join(story)


def test_a_longer_line_below_the_headline_of_a_dump_is_no_headline() -> None:
    below = "Operator repairs the pier on the largest island after the storm in January broke it"
    article = normalized("Island Post", *MENU, LONG_HEADLINE, below, *STORY, *MENU)

    assert article.headline == LONG_HEADLINE


def test_the_byline_of_a_dump_is_that_between_headline_and_story() -> None:
    others = ("By John Roe", "Lost bell found in marsh")
    signed = "Jane Doe | Harbor Town | 08/01/2014"
    article = normalized(*others, *MENU, LONG_HEADLINE, signed, *STORY, *MENU, *others)

    assert article.headline == LONG_HEADLINE
    assert article.authors == ("Jane Doe",)


@pytest.mark.parametrize(("headline", "story"), [(LONG_HEADLINE, STORY), (EAST[0], EAST[1:])])
def test_a_menu_above_the_headline_goes_from_a_text_that_is_no_dump(headline, story) -> None:
    article = normalized(*MENU[:6], headline, *story)

    assert article.headline == headline
    assert rules_of(article) == dict.fromkeys(MENU[:6], "surroundings.menu")


def test_a_link_to_the_comments_above_the_story_opens_no_section() -> None:
    article = normalized("Comments", LONG_HEADLINE, *STORY)

    assert article.headline == LONG_HEADLINE
    assert set(rules_of(article)) == {"Comments"}


def test_the_headline_of_a_dump_stays_however_often_its_menus_print_it() -> None:
    article = normalized(LONG_HEADLINE, *MENU, LONG_HEADLINE, LONG_HEADLINE, *STORY, *MENU)

    assert article.headline == LONG_HEADLINE


def test_figures_above_a_line_that_says_much_of_the_story_are_no_menu() -> None:
    figures = tuple(f"Ferries {year}: {year % 7} of {year % 9}" for year in range(2001, 2008))
    article = normalized(HEADLINE, *figures, LONG_HEADLINE, *STORY)

    assert article.headline == HEADLINE
    assert article.removed == ()


def test_code_and_lists_between_paragraphs_are_no_menu() -> None:
    """A tutorial has as many short lines as the dump of a page, but no furniture."""
    code = ("boat = 1", "y = 2", "if x:", "go(y)", "else:", "stop()")
    article = normalized(HEADLINE, ONE, *code, *code, TWO, *code, *code, THREE)

    assert article.removed == ()
    assert article.body.endswith(THREE)


@pytest.mark.parametrize(
    "line", ["Oslo > Lund > Skerry", "Violin | Viola | Cello | Bass", "Oslo / Lund / Skerry"]
)
def test_what_looks_like_a_path_right_above_the_story_stays(line: str) -> None:
    assert normalized(HEADLINE, line, *STORY).removed == ()
    assert rules_of(normalized(line, LONG_HEADLINE, *STORY)) == {line: "shape.path"}


FISH = ("Cod", "Hake", "Ling", "Sole", "Crab", "Brill", "Saithe", "Plaice", "Turbot", "Herring")
DISHES = ("材料", "米", "卵", "鮭", "塩", "海苔", "梅", "胡麻", "豆", "酒", "酢", "油", "砂糖")
TEAM = ("Holm", "Lund", "Berg", "Moe", "Dahl", "Olsen", "Larsen", "Nilsen", "Eriksen", "Aas")
DAYS = ("Monday", "Choir", "Parish hall", "7 pm", "Tuesday", "Chess club", "Old school", "10 pm")


@pytest.mark.parametrize(
    ("title", "items"),
    [
        ("What fish costs at the quay this week", (*FISH, *FISH[:4])),
        ("What is on in town this week and next", (*DAYS, *DAYS)),
        ("Captain names his team for the outer islands", (*TEAM, "Hansen", "Nordmann", "Lie")),
        ("春の弁当", DISHES),
        (
            "The songs of the island",
            ("Lamp", "Tide", "Rope", "Gull", "Fog", *FISH[:7], "Home again"),
        ),
    ],
)
def test_a_list_between_headline_and_story_is_no_menu(title: str, items: tuple[str, ...]) -> None:
    """A team, a recipe, a programme: without a footer and chrome the text is no page's dump."""
    article = normalized(title, *items, *STORY)

    assert article.removed == ()
    assert article.text.split("\n\n") == [title, *items, *STORY]


def test_a_list_of_the_article_stays_in_a_dump() -> None:
    """Short lines without any chrome among them are no border of the article."""
    ships = tuple(f"Ferry number {letter}" for letter in "abcdefghijklmnopqrst")
    lead, end = f"{ONE} {TWO} {THREE}", f"{THREE} {TWO} {ONE}"
    dump = (*MENU, HEADLINE, lead, f"{ONE} {lead}", *ships, f"{TWO} {lead}", end, *MENU)

    assert normalized(*dump).body.endswith(end)


def test_two_rules_cut_one_paragraph_and_neither_forgets_the_other() -> None:
    chrome = "Also read: Bridge to Be Closed for Repairs Until May."
    article = normalized(HEADLINE, ONE, f"{TWO} {chrome} {THREE} {ONE} Photo: Ida Holm/dpa", THREE)

    assert article.body == "\n\n".join((ONE, f"{TWO} {THREE} {ONE}", THREE))
    assert {piece.text for piece in article.removed} == {chrome, "Photo: Ida Holm/dpa"}


def test_a_text_without_a_paragraph_is_no_dump() -> None:
    """Such as one whose lines were left broken, with a program in it."""
    lines = ["The more you write of it, the less", "it says. But it is a bell that rings at four."]
    program = [f"ring_{number}(bell)" for number in range(20)]
    article = normalized(LONG_HEADLINE, *lines, *program, *FURNITURE)

    assert program[0] in article.body


def test_a_story_told_in_short_sentences_stays_whole_in_a_dump() -> None:
    told = [f"The ferry did not come on day {day} of the strike." for day in range(3, 30)]
    article = normalized(*MENU, LONG_HEADLINE, ONE, *told, TWO, *FURNITURE, *MENU)

    assert article.body == "\n\n".join((ONE, *told, TWO))


def test_a_cloud_of_tags_is_no_prose_in_a_dump() -> None:
    cloud = " ".join(["ferry harbour storm island pier bridge"] * 40)
    article = normalized(*MENU, HEADLINE, *STORY, *MENU, cloud)

    assert article.body == "\n\n".join(STORY)


def test_a_few_short_lines_are_no_menu() -> None:
    article = normalized(HEADLINE, *MENU[:5], *STORY)

    assert not {rule for rule in rules_of(article).values() if rule.startswith("surroundings")}


def test_a_scrapers_date_before_a_place_belongs_to_the_dateline() -> None:
    article = normalized(f"date 2021-11-10 OSLO {ONE}", TWO)

    assert article.removed == ()
    assert article.dateline is not None
    assert article.dateline.raw == "date 2021-11-10 OSLO"


# ---------------------------------------------------------------- careful


def test_no_phrase_of_any_language_takes_a_long_paragraph() -> None:
    """Whatever a paragraph of several sentences begins or ends with, it is prose."""
    spellings = sorted(
        {spelling.replace("#", "3") for one in languages().values() for row in one.rows
         for spelling in row.spellings}
    )  # fmt: skip
    prose = " ".join((*STORY, *STORY, *STORY))
    texts = [text for each in spellings for text in (f"{each} {prose}", f"{prose} {each}")]
    document = Document("", blocks=[SourceBlock(text) for text in texts])
    labels = label_blocks(document, Options())

    assert [texts[index] for index, label in labels.items() if isinstance(label, Label)] == []
    for index, parts in labels.items():
        assert not isinstance(parts, Label)
        assert all(prose not in _taken(texts[index], part) for part in parts)


def _taken(text: str, label: Label) -> str:
    start, end = label.part or (0, len(text))
    return text[start:end]


@pytest.mark.parametrize(
    "label", ["Leave a Reply", "Also read:", "About the author", "Comments", "Read more", "Tags:"]
)
def test_one_hit_does_not_take_everything_to_the_end(label: str) -> None:
    body = normalized(HEADLINE, ONE, label, TWO, THREE, f"{ONE} {TWO}", f"{TWO} {THREE}").body

    assert body.count(TWO) == 3


# ---------------------------------------------------------------- above the story of a dump

STANDFIRST = (
    "Operator repairs the pier on the largest of the outer islands after a storm in January, and "
    "the fishermen may rest from their work at last"
)
SPARSE = "Islanders cheer as boats come home"
SIGNED = ("By Jane Doe", "Posted on 4 May 2024 by Jane Doe", "Jane Doe, @janedoe")


def dump(*head: str, story: tuple[str, ...] = STORY) -> Article:
    """The article of a page's dump with these lines between its menu and the story."""
    return normalized("Island Post", *MENU, *head, *story, *MENU)


@pytest.mark.parametrize("signed", SIGNED)
def test_above_a_byline_a_headline_need_not_say_much_of_the_story(signed: str) -> None:
    article = dump(SPARSE, signed)

    assert (article.headline, article.authors) == (SPARSE, ("Jane Doe",))
    assert dump(SPARSE).headline is None


def test_a_headline_stands_above_a_standfirst_that_says_more() -> None:
    title = "Ferry to the islands returns with cheers and songs"
    article = dump(title, "Operator repairs pier for all", "By Jane Doe")

    assert article.headline == title


def test_a_line_too_long_for_a_headline_is_the_standfirst_of_one() -> None:
    title = "All is well on the islands again"
    article = dump(title, STANDFIRST)

    assert (article.headline, article.standfirst) == (title, STANDFIRST)


def test_a_caption_above_the_story_is_no_headline() -> None:
    article = dump(LONG_HEADLINE, "Ferry to the outer islands at the pier. Photo: Ida Holm")

    assert article.headline == LONG_HEADLINE


def test_a_name_by_a_date_below_the_headline_of_a_dump_is_its_author() -> None:
    article = dump(LONG_HEADLINE, "Share", "Jane Doe", "4 May 2024")

    assert article.authors == ("Jane Doe",)
    assert str(article.published) == "2024-05-04"


def test_beside_a_byline_a_name_by_the_date_is_no_second_author() -> None:
    article = dump(LONG_HEADLINE, "By Jane Doe", "Text Size", "4 May 2024")

    assert article.authors == ("Jane Doe",)


def test_a_paragraph_that_announces_with_a_colon_stays_in_a_dump() -> None:
    announces = f"{THREE.removesuffix('.')}, and this is what they said on Monday:"
    article = dump(LONG_HEADLINE, announces)

    assert article.body == "\n\n".join((announces, *STORY))


def test_posts_that_a_story_shows_do_not_end_it() -> None:
    posts = tuple(
        line
        for name in MENU
        for line in (f"{name} are back pic.twitter.com/{name}12", f"— {name} (@{name}) May 4, 2024")
    )
    article = dump(LONG_HEADLINE, story=(*STORY, *posts, LONG_STORY[3]))

    assert article.body == "\n\n".join((*STORY, *posts, LONG_STORY[3]))


def test_prose_below_a_list_of_other_stories_is_no_part_of_the_story_above() -> None:
    titles = tuple(f"{name} of Lund are to be sold" for name in MENU)
    other = "Owners of small boats are angry, since they pay for a pier that is out of order."
    article = dump(LONG_HEADLINE, story=(*STORY, "Related stories", *titles, other))

    assert article.body == "\n\n".join(STORY)
    short = dump(LONG_HEADLINE, story=(*STORY, "Related stories", *titles[:3], other, ONE))
    assert other in short.body


def test_speech_without_a_stop_before_its_closing_mark_ends_a_story() -> None:
    speech = "「来週には再開する予定です。島の人たちもきっと喜んでくれると思います」"
    article = normalized("島の新聞", *MENU, *EAST, speech, *MENU)

    assert article.body.endswith(speech)


def test_a_label_above_headline_and_byline_lists_no_other_stories() -> None:
    article = normalized("Breaking news", LONG_HEADLINE, "By Jane Doe", *STORY)

    assert article.headline == LONG_HEADLINE
    assert set(rules_of(article)) == {"Breaking news", "By Jane Doe"}


# ---------------------------------------------------------------- around bylines and headlines


@pytest.mark.parametrize("role", ["Island reporter", "Writer for the Post", "Editor, Harbour Desk"])
def test_what_an_author_is_goes_with_the_byline_above(role: str) -> None:
    article = normalized(LONG_HEADLINE, "By Jane Doe", role, *STORY)

    assert rules_of(article)[role] == "byline.role"
    assert normalized(LONG_HEADLINE, role, *STORY).removed == ()


def test_a_headline_below_the_byline_may_name_a_role() -> None:
    assert (
        normalized("By Jane Doe", "The island reporter", *STORY).headline == "The island reporter"
    )


@pytest.mark.parametrize("line", ["Writers return to the islands", "The editor stays at home."])
def test_a_line_below_a_byline_that_only_names_a_role_stays(line: str) -> None:
    assert line in normalized(LONG_HEADLINE, "By Jane Doe", line, *STORY).text


def test_a_kicker_may_stand_above_a_question() -> None:
    question = "Will the ferry to the outer islands be back?"

    assert normalized("Island life", question, *STORY).headline == question
    assert rules_of(normalized("Introduction", question, *STORY)) == {}


@pytest.mark.parametrize(
    "line",
    ["More from Lund Herald", "Next up in Harbour News", "Posts by Jane Doe", "Follow @lund"],
)
def test_what_sends_readers_to_other_pages_goes(line: str) -> None:
    assert set(rules_of(normalized(HEADLINE, ONE, line, TWO))) == {line}


@pytest.mark.parametrize("title", ["More on the Ferry to Lund", "Thoughts on “The Ferry”"])
@pytest.mark.parametrize("signed", [(), ("By Jane Doe",)])
def test_a_headline_may_open_as_a_line_of_chrome_does(title: str, signed: tuple[str, ...]) -> None:
    assert normalized(title, *signed, *STORY).headline == title


@pytest.mark.parametrize(
    "line",
    [
        "Next in Line",
        "Posts by the harbour were painted.",
        "For the best experience, please use the ferry at night.",
    ],
)
def test_what_tells_of_other_things_stays(line: str) -> None:
    assert normalized(HEADLINE, ONE, line, TWO).removed == ()


def test_no_section_of_comments_is_sought_where_paragraphs_are_broken_into_lines() -> None:
    broken = ("the fields of a letter say who has written it", "and who is to answer to all of it")
    talk = ("Comments", "Leave a reply", "Reply", "Your email address will not be published")
    text = (HEADLINE, *STORY, talk[0], *broken * 20, *talk[1:], *broken * 20)

    assert "and who is to answer to all of it" in normalized(*text).body
    assert "I like it" not in normalized(HEADLINE, *STORY, *talk, "I like it").body


def test_a_paragraph_in_japanese_that_tells_of_a_login_is_no_appeal() -> None:
    told = (
        "港の新しい機械は船長の指を読み取る。利用者は指だけでログインができます。暗証番号を覚える必要がなくなり、"
        "船に乗る前に列に並ぶこともなくなると港湾会社は説明しており、来月には離島の港にも置く予定だという。"
        "機械は昨年の秋から試験的に使われてきた。"
    )

    assert told in normalized(EAST[0], *EAST[1:], told, EAST[1]).body


def test_by_and_the_name_on_two_lines_below_the_headline_of_a_dump_are_its_byline() -> None:
    article = dump(LONG_HEADLINE, "Share", "12", "by", "Jane Doe", "More stories by Jane Doe")

    assert article.authors == ("Jane Doe",)


@pytest.mark.parametrize("when", ["Today 10:13am", "4 May 2024"])
def test_several_names_by_a_date_are_authors(when: str) -> None:
    article = dump(LONG_HEADLINE, "Jane Mary Doe and Sam Roe", when)

    assert article.authors == ("Jane Mary Doe", "Sam Roe")


def test_a_name_that_the_story_tells_of_is_no_author() -> None:
    told = f"{THREE} Ida Holm was one of them, and she wants to go on with it until autumn."
    article = dump(LONG_HEADLINE, "Ida Holm", "4 May 2024", story=(*STORY, told))

    assert article.authors == ()


def test_the_byline_below_a_standfirst_is_that_of_the_article() -> None:
    teasers = ("Lost bell found in marsh", "By John Roe", "Harbour fees up", "By Max Roe")
    article = normalized("Island Post", *MENU, LONG_HEADLINE, ONE, "By Jane Doe", TWO, THREE,
                         *MENU, *teasers)  # fmt: skip

    assert article.authors == ("Jane Doe",)
