"""Labels from structure: the body is found, and what stands around it is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.article import Reason
from normalize.document import Document, Label, Metadata
from normalize.label.second_opinion import evidence_is_thin, second_opinion
from normalize.label.structure import label_structure
from normalize.read.html import read_html
from normalize.read.structure_names import names_of

SUBJECTS = ("The harbour board", "A retired pilot", "The island's only baker", "Every second ferry")
VERBS = (
    "went back to the old quay",
    "refused to sign the new lease",
    "waited for the morning tide",
)
ENDS = (
    "although nobody had asked.",
    "before the market opened.",
    "as it had done for thirty years.",
)


def prose(number: int) -> str:
    """A paragraph of invented prose, different for each number."""
    sentences = [
        f"{SUBJECTS[(number + k) % 4]} {VERBS[(number * 2 + k) % 3]} on day {number}.{k} "
        f"{ENDS[(number + 2 * k) % 3]}"
        for k in range(3)
    ]
    return " ".join(sentences)


def paragraphs(first: int, last: int, tag: str = "p") -> str:
    return "".join(f"<{tag}>{prose(i)}</{tag}>" for i in range(first, last))


def page(html: str, **metadata: str) -> Document:
    document = read_html(Document(f"<html><body>{html}</body></html>", "html"))
    document.metadata = Metadata(**metadata)  # type: ignore[arg-type]
    return document


def kept(html: str, **metadata: str) -> list[str]:
    document = page(html, **metadata)
    labels = label_structure(document)
    return [b.text for i, b in enumerate(document.blocks) if b.label is None and i not in labels]


def reasons(html: str) -> dict[str, Reason | None]:
    """Why each block was taken away, by its text."""
    document = page(html)
    labels = label_structure(document)
    found = {}
    for i, block in enumerate(document.blocks):
        label = block.label or labels.get(i)
        if label is not None:
            found[block.text] = label.reason
    return found


STORY = [prose(i) for i in range(6)]

CHROME = (
    "<div class='related-posts'><h3>More</h3><ul><li><a href='/a'>A bridge reopens</a></ul></div>",
    "<div class='share-buttons'><span>Share</span></div>",
    "<div class='newsletter-signup'><p>Get the morning letter.</p></div>",
    "<figure><img><figcaption>Boats at rest.</figcaption></figure>",
    "<div class='ad-slot'><p>Buy boots</p></div>",
    "<p class='article-meta byline'>By Ines Dorn</p>",
    "<ul class='tag-list'><li><a href='/t/sea'>Sea</a></li></ul>",
    "<div class='cookie-notice'><p>We use cookies.</p></div>",
    "<aside><p>Elsewhere on this site</p></aside>",
    "<nav><a href='/'>Home</a></nav>",
    "<span class='sr-only'>opens in new tab</span><button>Print</button>",
)


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(CHROME[:-1])), max_size=5))
def test_chrome_between_paragraphs_does_not_change_the_body(
    inserted: list[tuple[int, str]],
) -> None:
    """Named boxes go, wherever they stand, and their neighbours stay."""
    parts = [f"<p>{text}</p>" for text in STORY]
    for place, chrome in inserted:
        parts[place] += chrome
    html = (
        f"<header><a href='/'>The Lantern</a></header><article><div class='body'>{''.join(parts)}"
    )
    assert kept(html + "</div></article><footer>All rights</footer>") == STORY


@given(st.integers(3, 8), st.integers(1, 4), st.sampled_from(("div", "section", "main", "article")))
def test_wrappers_do_not_matter(size: int, depth: int, tag: str) -> None:
    """A story is found at any depth, whatever it is wrapped in."""
    story = f"<{tag}>" * depth + paragraphs(0, size) + f"</{tag}>" * depth
    menu = "<ul>" + "<li><a href='/x'>Section</a></li>" * 12 + "</ul>"
    assert kept(menu + story + menu) == [prose(i) for i in range(size)]


@given(st.integers(1, 6))
def test_a_body_cut_into_boxes_is_whole(cuts: int) -> None:
    """Paragraphs of one look belong together, though advertisements part their containers."""
    boxes = "".join(
        f"<div class='chunk'>{paragraphs(3 * i, 3 * i + 3)}</div><div class='ad'>Buy boots</div>"
        for i in range(cuts)
    )
    menu = "<div><a href='/a'>Islands</a> <a href='/b'>Harbours</a></div>"
    assert kept(menu + f"<div>{boxes}</div>") == [prose(i) for i in range(3 * cuts)]


@given(st.integers(0, 12), st.integers(2, 5))
def test_a_short_story_does_not_reach_for_prose_at_the_other_end_of_the_page(
    near: int, size: int
) -> None:
    """A notice in plain paragraphs, a hundred links below, looks like the story and is not."""
    story = f"<div class='text'>{paragraphs(0, size)}</div>"
    links = "<ul>" + "<li><a href='/x'>Another story of the day</a></li>" * 50 + "</ul>"
    notice = f"<div class='terms'>{paragraphs(20, 21)}</div>"
    menu = "<div><a href='/a'>Islands</a></div>" * near
    assert kept(menu + story + links + notice) == STORY[:size]


@given(st.text("<>/abpdivulh1 ='\"-\n", max_size=80))
def test_any_page_can_be_labelled(html: str) -> None:
    """Labels speak of blocks that exist and that the reader left open."""
    document = page(html)
    for i in label_structure(document):
        assert document.blocks[i].label is None


def test_labelling_twice_says_the_same() -> None:
    html = f"<h1>Ferries</h1><div>{paragraphs(0, 4)}</div>{''.join(CHROME)}"
    assert label_structure(page(html)) == label_structure(page(html))


def test_a_body_of_divs_and_line_breaks_is_found() -> None:
    text = "<br><br>".join(STORY)
    assert kept(f"<div><a href='/'>Home</a></div><div class='story'>{text}</div>") == STORY


def test_footnotes_in_a_box_of_their_own_are_the_story_s() -> None:
    notes = "".join(f"<p class='footnote'>{prose(i)}</p>" for i in range(10, 14))
    html = f"<div><div class='part'>{paragraphs(0, 5)}</div><div class='notes'>{notes}</div></div>"

    assert len(kept(html)) == 9


def test_parts_of_a_story_may_have_variants_of_one_class() -> None:
    def cell(name: str, first: int, last: int) -> str:
        texts = "".join(f"<p class='{name}'>{prose(i)}</p>" for i in range(first, last))
        return f"<table><tr><td>{texts}</td></tr></table>"

    html = f"<div>{cell('text', 0, 4)}{cell('text_indent', 4, 10)}</div>"

    assert kept(html) == [prose(i) for i in range(10)]


def test_boxes_of_a_page_builder_are_one_body() -> None:
    """Each paragraph in a box of its own, with a number in its name."""
    html = "".join(
        f"<section class='row-{i}'><div class='widget w{i}'><div class='text'><p>{prose(i)}</p>"
        "</div></div></section>"
        for i in range(10)
    )
    assert kept(html) == [prose(i) for i in range(10)]


@pytest.mark.parametrize("name", ["comments", "comment-list", "disqus_thread", "respond"])
def test_comments_are_not_the_story_however_many(name: str) -> None:
    html = f"<article>{paragraphs(0, 3)}</article><div class='{name}'>{paragraphs(10, 40)}</div>"
    assert kept(html) == [prose(i) for i in range(3)]
    assert reasons(html)[prose(10)] is Reason.COMMENTS


def test_a_container_named_like_chrome_that_holds_the_story_is_kept() -> None:
    """`post has-comments sidebar-right` is the whole page, not its sidebar."""
    for name in ("sidebar", "newsletter", "share-page", "related", "article-body paywall"):
        assert kept(f"<div class='{name}'>{paragraphs(0, 5)}</div>") == STORY[:5]


def test_a_layout_named_like_chrome_with_the_story_s_container_in_it_is_kept() -> None:
    """Other prose of the page may outweigh the story; its container tells where it is."""
    body = f"<div class='article-body'>{paragraphs(0, 9)}</div>"
    terms = "".join(f"<div><div><b>{prose(i)}</b></div></div>" for i in range(20, 35))

    assert kept(f"<div class='grid-sidebar'>{body}</div>{terms}") == [prose(i) for i in range(9)]


def test_paragraphs_of_the_story_s_own_class_stay_in_boxes_named_like_chrome() -> None:
    """A section may be named for the advertisement that it holds as well."""
    sections = "".join(
        f"<div class='part {name}'><p class='text'>{prose(i)}</p></div>"
        for i, name in enumerate(["", "part--ads-a", "", "", "part--ads-b", ""])
    )
    boots = "<div class='part--ads-c'><p>Boots for the island, in every size and colour.</p></div>"

    comments = f"<div class='comments'><p class='text'>{prose(20)}</p></div>"

    assert kept(f"<article>{sections}{boots}{comments}</article>") == STORY


def test_paragraphs_all_named_like_chrome_are_the_story() -> None:
    html = "".join(f"<div><p class='paywall'>{text}</p></div>" for text in STORY)
    assert kept(html) == STORY


@pytest.mark.parametrize(
    ("html", "text", "reason"),
    [
        ("<div class='author-bio'><p>Ines writes.</p></div>", "Ines writes.", Reason.AUTHOR_BIO),
        ("<p class='byline'>By Ines Dorn</p>", "By Ines Dorn", Reason.BYLINE),
        ("<p class='pub-date'>3 May 2024</p>", "3 May 2024", Reason.DATE_LINE),
        ("<p class='wp-caption-text'>A boat.</p>", "A boat.", Reason.CAPTION),
        ("<figure><div>A boat.</div></figure>", "A boat.", Reason.CAPTION),
        ("<div class='image-box'><p>A boat at sea.</p></div>", "A boat at sea.", Reason.CAPTION),
        ("<div class='breadcrumbs'>Home » Sea</div>", "Home » Sea", Reason.NAVIGATION),
        ("<div class='paywall'>Subscribe now</div>", "Subscribe now", Reason.PAYWALL),
        ("<div id='onetrust-banner'>We use cookies</div>", "We use cookies", Reason.CONSENT),
        ("<div id='cmpbox'>We use cookies</div>", "We use cookies", Reason.CONSENT),
        ("<div id='didomi-popup'>We use cookies</div>", "We use cookies", Reason.CONSENT),
        ("<div class='x-tooltip-content'>Read later</div>", "Read later", Reason.NAVIGATION),
        ("<p class='sr-only'>opens in new tab</p>", "opens in new tab", Reason.HIDDEN),
        ("<div class='related2'>A bridge</div>", "A bridge", Reason.RELATED),
        ("<div class='social-share'>Post</div>", "Post", Reason.SHARE),
        ("<ul class='document-tools'><li>Print</li></ul>", "Print", Reason.SHARE),
        ("<div class='text-size'>Larger</div>", "Larger", Reason.SHARE),
        ("<div class='alerts-dialog'>Enter a word</div>", "Enter a word", Reason.OUTSIDE_BODY),
        ("<div class='partner-module'>A bridge</div>", "A bridge", Reason.RELATED),
        ("<div class='post-tags'>Sea, Trade</div>", "Sea, Trade", Reason.TAGS),
    ],
)
def test_what_a_name_says_is_the_reason(html: str, text: str, reason: Reason) -> None:
    story = f"<div>{paragraphs(0, 2)}{html}{paragraphs(2, 6)}</div>"
    assert kept(story) == STORY
    assert reasons(story)[text] is reason


@pytest.mark.parametrize(
    "names",
    [
        "has-comments",
        "no-sidebar",
        "a1d3ad8f",
        "commentary",
        "shareholder",
        "tag-newsletter",
        "menus8",
        "foothills",
        "commenter-in-chief",
        "tools",
        "text-sized",
        "dialogues",
        "partners",
        "further-reading",
    ],
)
def test_names_that_only_sound_like_chrome_are_none(names: str) -> None:
    assert names_of(names).reason is None


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ("articleComments", Reason.COMMENTS),
        ("singleComment", Reason.COMMENTS),
        ("comment-content", Reason.COMMENTS),
        ("reader-reactions", Reason.COMMENTS),
        ("top-index-stories", Reason.RELATED),
        ("page-foot", Reason.OUTSIDE_BODY),
    ],
)
def test_a_box_after_the_story_is_what_its_name_says(names: str, reason: Reason) -> None:
    said = "The board was right not to ask anybody."
    html = f"<div>{paragraphs(0, 6)}</div><div class='{names}'><p>{said}</p></div>"
    assert (kept(html), reasons(html)) == (STORY, {said: reason})


def test_a_list_of_goods_with_their_addresses_is_no_story() -> None:
    def row(item: int) -> str:
        address = f"http://shop.planet.example/boots/{item}/model-{item}-green-and-very-warm"
        return f"<tr><td>Boots, model {item}</td><td>{address}</td><td>{address}.png</td></tr>"

    shop = "".join(map(row, range(12)))
    html = f"<div>{paragraphs(0, 3)}</div><div><table>{shop}</table></div>"
    assert kept(html) == STORY[:3]


def test_a_list_of_links_to_other_stories_is_related() -> None:
    links = "".join(f"<li><a href='/story/{i}'>The bridge reopens, part {i}</a></li>" for i in "12")
    html = f"<div>{paragraphs(0, 3)}<ul>{links}</ul>{paragraphs(3, 6)}</div>"
    assert kept(html) == STORY


def test_a_list_of_links_within_the_page_or_abroad_stays() -> None:
    for href in ("#part", "https://elsewhere.example/x", "mailto:ines@lantern.example"):
        items = "".join(f"<li><a href='{href}'>Part {i} of the report</a></li>" for i in "12")
        html = f"<div>{paragraphs(0, 3)}<ul>{items}</ul>{paragraphs(3, 6)}</div>"
        assert len(kept(html)) == 8


@pytest.mark.parametrize(
    ("above", "stays"),
    [
        ("Of the towns on the islands that the ferry will call at this summer, these are five:", 2),
        ("Read also:", 0),
    ],
)
def test_a_list_of_links_that_a_paragraph_announces_stays(above: str, stays: int) -> None:
    links = "".join(f"<li><a href='/town/{i}'>The town of part {i}</a></li>" for i in "12")
    html = f"<div>{paragraphs(0, 3)}<p>{above}</p><ul>{links}</ul>{paragraphs(3, 6)}</div>"

    assert sum(text.startswith("The town") for text in kept(html)) == stays


def test_a_run_of_paragraphs_that_are_links_leads_to_other_stories() -> None:
    links = "".join(f"<p><a href='/story/{i}'>The bridge reopens, part {i}</a></p>" for i in "12")

    assert kept(f"<div>{paragraphs(0, 3)}{links}{paragraphs(3, 6)}</div>") == STORY


def test_a_row_of_boxes_that_lead_to_other_stories_is_related() -> None:
    """The link may lie over the box, with no text of its own, and the class say nothing."""
    row = "".join(
        f"<div class='c1'><h3>Storm, part {i}</h3><span>The harbour closes</span>"
        f"<a class='c2' href='/story/{i}'></a></div>"
        for i in range(4)
    )

    assert kept(f"<div>{paragraphs(0, 3)}<div>{row}</div>{paragraphs(3, 6)}</div>") == STORY


def test_a_row_of_boxes_with_a_link_in_what_they_say_stays() -> None:
    row = "".join(
        f"<div><h3>Is it true, {i}?</h3><p>Yes, as <a href='/{i}'>we</a> told</p></div>"
        for i in range(4)
    )
    html = f"<div>{paragraphs(0, 3)}<div>{row}</div>{paragraphs(3, 6)}</div>"

    assert "Is it true, 3?" in kept(html)


def test_a_row_of_boxes_that_a_paragraph_announces_stays() -> None:
    row = "".join(
        f"<div><b>Candidate {i}</b><p><a href='/people/{i}'>Party {i}</a></p></div>"
        for i in range(4)
    )
    announced = (
        "<p>These are the people who want to be the mayor of the harbour town, in the order "
        "of the ballot, with the parties that have put them forward:</p>"
    )
    html = f"<div>{paragraphs(0, 3)}{announced}<div>{row}</div>{paragraphs(3, 6)}</div>"

    assert "Candidate 3" in kept(html)


def test_a_row_of_boxes_that_lead_nowhere_stays() -> None:
    row = "".join(f"<div><h3>Step {i}</h3><span>Tie the rope</span></div>" for i in range(4))
    html = f"<div>{paragraphs(0, 3)}<div>{row}</div>{paragraphs(3, 6)}</div>"

    assert len(kept(html)) == 14


def test_a_page_that_tells_its_story_in_links_keeps_them() -> None:
    """Such as one of the day's bargains."""
    deals = [f"Boots of the island, pair number {i}, for the price of one shoe" for i in range(9)]
    links = "".join(f"<p><a href='https://shop.example/{i}'>{deals[i]}</a></p>" for i in range(9))

    assert kept(f"<div>{paragraphs(0, 1)}{links}</div>") == [STORY[0], *deals]


def test_subheadings_lists_quotes_and_tables_are_body() -> None:
    html = (
        f"<div>{paragraphs(0, 2)}<h2>At sea</h2>{paragraphs(2, 4)}<ul><li>salt</li>"
        "<li>rope</li></ul><blockquote><p>We never left.</p></blockquote>"
        f"<table><tr><td>Boats</td><td>4</td></tr></table>{paragraphs(4, 6)}</div>"
    )
    inside = ["At sea", "salt", "rope", "We never left.", "Boats\t4"]
    assert kept(html) == [*STORY[:2], inside[0], *STORY[2:4], *inside[1:], *STORY[4:]]


def test_the_heading_of_a_box_goes_with_it() -> None:
    box = "<div><h3>Elsewhere</h3><div class='related'><a href='/a'>A bridge</a></div></div>"
    assert kept(f"<div>{paragraphs(0, 3)}{box}{paragraphs(3, 6)}</div>") == STORY


def test_a_list_that_is_told_in_its_headings_keeps_them() -> None:
    """Each has a picture below it, and what else stands there goes."""
    items = "".join(
        f"<div class='item image'><h2>{prose(i)}</h2><p class='print'>A boat</p></div>"
        for i in range(6)
    )

    html = f"<article>{paragraphs(8, 9)}{items}</article>"

    assert [text for text in kept(html) if text in STORY] == STORY


def test_paragraphs_that_differ_in_their_id_alone_look_alike() -> None:
    story = "".join(f'<p class="text" id="{i:x}a{i}f">{prose(i)}</p>' for i in range(9))
    lines = '<p class="text" id="b7e">It rained.</p><p class="text" id="c8a">It rained on.</p>'

    assert kept(f"<article>{story}{lines}{story}</article>").count("It rained.") == 1


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_the_id_of_a_heading_says_nothing(tag: str) -> None:
    """It is made of the heading's words: a story may have a section on the author."""
    heading = f'<{tag} id="h-photo-of-the-author">A photo of the author</{tag}>'

    assert "A photo of the author" in kept(
        f"<article>{paragraphs(0, 3)}{heading}{paragraphs(3, 6)}</article>"
    )


def test_the_name_of_a_cell_says_nothing_of_its_row() -> None:
    rows = '<tr><th class="ticker">Boat</th><th>Fare</th></tr><tr><td>Blue</td><td>9</td></tr>'
    html = f"<article>{paragraphs(0, 4)}<table>{rows}</table>{paragraphs(4, 8)}</article>"

    assert "Boat\tFare" in kept(html)


def test_a_generated_id_has_no_words() -> None:
    assert names_of("block-dbd6dd3c-d413-42cb-ad66-668484538d33") == names_of("")


def test_first_paragraphs_outside_the_body_s_container_are_the_story_too() -> None:
    """Sites set the head of a story apart, for pictures or advertisements to stand below it."""
    first, rest = prose(0), [prose(i) for i in range(1, 20)]
    story = "".join(f'<p class="text">{text}</p>' for text in rest)
    html = f'<div><h1>Ferry</h1><p class="text">{first}</p></div><div>{story}</div>'

    assert kept(html) == ["Ferry", first, *rest]


def test_a_paragraph_right_above_the_body_s_container_is_its_first() -> None:
    """With or without a headline that tells where the story begins."""
    menu = "<div><a href='/a'>Islands</a> <a href='/b'>Harbours</a></div>"

    assert kept(f"{menu}<div>{paragraphs(0, 1)}</div><div>{paragraphs(1, 20)}</div>{menu}") == [
        prose(i) for i in range(20)
    ]


PROMO = '<p class="tagline">Hear what the island thinks of it, every Friday by mail.</p>'


@pytest.mark.parametrize("wrapper", ["div", "section"])
def test_a_box_with_names_of_its_own_is_no_part_of_the_story(wrapper: str) -> None:
    story = "".join(f'<p class="text">{prose(i)}</p>' for i in range(6))
    cut = story.index("<p", len(story) // 2)
    first, rest = story[:cut], story[cut:]
    box = f"<{wrapper}>{PROMO}</{wrapper}>"

    assert kept(f"<article>{first}{box}{rest}</article>") == [prose(i) for i in range(6)]


def test_a_paragraph_with_a_name_of_its_own_among_the_story_s_stays() -> None:
    story = "".join(f'<p class="text">{prose(i)}</p>' for i in range(6))

    assert len(kept(f"<article>{story}{PROMO}</article>")) == 7


def test_paragraphs_with_a_name_each_are_the_story() -> None:
    story = "".join(f'<div><p class="p-{chr(97 + i)}x">{prose(i)}</p></div>' for i in range(9))

    assert kept(f"<article>{story}</article>") == [prose(i) for i in range(9)]


def test_text_right_inside_the_story_s_container_is_no_odd_block() -> None:
    aside = "The harbour board said so in a letter that it sent to every house on the island."
    html = f'<div class="text">{paragraphs(0, 4)}{aside}{paragraphs(4, 8)}</div>'

    assert aside in kept(html)


def test_prose_with_a_class_of_its_own_is_odd_below_the_first_paragraph_only() -> None:
    """Above it stands what opens the story."""
    lead = "<div class='opener'>After a year the ferries are back, and the islands are glad.</div>"
    story = [f'<p class="text">{prose(i)}</p>' for i in range(6)]
    text = "After a year the ferries are back, and the islands are glad."

    assert kept(f"<article>{lead}{''.join(story)}</article>") == [text, *STORY]
    assert kept(f"<article>{''.join(story[:3])}{lead}{''.join(story[3:])}</article>") == STORY


@pytest.mark.parametrize(("name", "stays"), [("part-subtitle", True), ("part-note", False)])
def test_a_short_line_named_as_a_subtitle_is_one(name: str, stays: bool) -> None:
    line = f"<div class='{name}'>At sea</div>"
    html = f"<article>{paragraphs(0, 5)}{line}{paragraphs(5, 10)}</article>"

    assert ("At sea" in kept(html)) is stays


@pytest.mark.parametrize(("line", "stays"), [("Oslo, Bergen:", True), ("Oslo, Bergen", False)])
def test_a_short_line_with_a_colon_opens_the_paragraph_below_it(line: str, stays: bool) -> None:
    html = f'<div class="text"><b>{line}</b>{paragraphs(0, 6)}</div>'

    assert (line in kept(html)) is stays


def test_headline_and_standfirst_above_the_body_are_left_to_others() -> None:
    html = (
        "<header><h1 class='logo'>The Lantern</h1></header><div><h1>Ferries return</h1>"
        "<p class='standfirst'>After a year of rest.</p><p class='date'>3 May</p></div>"
        f"<div class='body'>{paragraphs(0, 6)}</div>"
    )
    assert kept(html) == ["Ferries return", "After a year of rest.", *STORY]


def test_a_paragraph_that_is_the_description_is_left_as_standfirst() -> None:
    html = f"<div><div>After a year of rest.</div></div><div>{paragraphs(0, 6)}</div>"
    assert kept(html, description="After a year of rest.") == ["After a year of rest.", *STORY]


def test_a_short_story_below_its_headline_outweighs_a_longer_notice_far_from_it() -> None:
    story = f"<div><h2>Ferries return to the isles</h2>{paragraphs(0, 2)}</div>"
    menu = "<ul>" + "<li><a href='/x'>Section</a></li>" * 30 + "</ul>"
    notice = f"<div>{paragraphs(20, 22)}<p>No page of ours is free of it.</p></div>"
    html = story + menu + notice

    assert prose(0) in kept(html, headline="Ferries return to the isles")
    assert prose(0) not in kept(html)


def test_other_articles_on_the_page_are_not_the_story() -> None:
    """Full texts follow the story, each in an element that looks like the story's own."""
    others = "".join(f"<article><p>{prose(i)}</p></article>" for i in range(20, 25))
    html = f"<main><article><h1>Ferries return</h1>{paragraphs(0, 2)}</article>{others}</main>"
    assert kept(html, headline="Ferries return") == ["Ferries return", *STORY[:2]]
    assert reasons(html)[prose(20)] is Reason.OTHER_ARTICLE


def test_articles_inside_the_story_belong_to_it() -> None:
    """A live blog has an `<article>` for each entry."""
    entries = "".join(f"<article>{paragraphs(2 * i, 2 * i + 2)}</article>" for i in range(3))
    assert kept(f"<article><h1>Ferries return</h1>{entries}</article>")[1:] == STORY


def test_text_without_spaces_is_prose() -> None:
    """Chinese and Japanese are measured by what they say, not by spaces or full stops."""
    sentence = (
        "港の委員会は昨日も古い税関で会合を開き、渡し船の再開について話し合ったが結論は出なかった。"
    )
    menu = "<div><a href='/a'>ニュース</a> <a href='/b'>天気</a></div>"
    assert kept(f"{menu}<div><p>{sentence}</p><p>{sentence}</p></div>{menu}") == [sentence] * 2


def test_a_clear_page_needs_no_second_opinion() -> None:
    document = page(f"<div>{paragraphs(0, 6)}</div>")
    assert evidence_is_thin(document, label_structure(document)) is None


def test_text_that_is_mostly_outside_the_body_is_thin_evidence() -> None:
    html = f"<div>{paragraphs(0, 1)}</div><div>{paragraphs(1, 9)}</div>"
    document = page(html)
    outside = dict.fromkeys(range(1, 9), Label.remove(Reason.OUTSIDE_BODY, "html.outside"))
    assert evidence_is_thin(document, outside) == "most text is elsewhere"
    document.note("read", "limits", "markup-limited: depth")
    assert evidence_is_thin(document, outside) is None


def test_a_second_opinion_speaks_of_our_blocks() -> None:
    menu = "<ul>" + "<li><a href='/x'>Section</a></li>" * 3 + "</ul>"
    document = page(f"{menu}<article><h1>Ferries return</h1>{paragraphs(0, 6)}</article>{menu}")
    labels = second_opinion(document, label_structure(document))
    assert labels is not None
    open_ = [b.text for i, b in enumerate(document.blocks) if i not in labels]
    assert open_ == ["Ferries return", *STORY]


def test_nobody_is_asked_about_a_page_with_no_prose_for_a_story() -> None:
    notice = "Your password has been sent to the address that you gave us last year."
    document = page(f"<div><p>{notice}</p></div>" + f"<div><p>{notice}</p><p>{notice}</p></div>")
    outside = dict.fromkeys((1, 2), Label.remove(Reason.OUTSIDE_BODY, "html.outside"))
    assert evidence_is_thin(document, outside) is None


def test_a_second_opinion_that_keeps_less_is_not_heard() -> None:
    document = page(f"<article>{paragraphs(0, 6)}</article>")
    assert second_opinion(document, {}) is not None
    document.source = f"<article>{paragraphs(0, 3)}</article>"
    assert second_opinion(document, {}) is None


def test_a_page_without_a_story_gets_no_second_opinion() -> None:
    assert second_opinion(page("<p>Nothing here.</p>"), {}) is None
