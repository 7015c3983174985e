"""Outlets as values, what their data does, and the outlets that come with the library."""

from __future__ import annotations

import pickle
import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import Normalizer, OptionsError, PluginError
from normalize.article import Reason
from normalize.document import Document, Label, SourceBlock
from normalize.options import Options
from normalize.plugins import Outlet, Plugins
from normalize.plugins.nodes import nodes_of
from normalize.read.html import read_html

PROSE = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."
PAGE = f"""<body><h1>Kicker: Ferry returns</h1><div class=box>Follow the Gazette</div>
<p>By <a class=author>Jane Doe</a> in Oslo</p>
<div class=story><p>{PROSE}</p><div class=box>More ferries</div><p>Short</p>
<p><b class=ad>Buy now</b> Not an ad</p><p>{PROSE} <a class=author>John Roe</a> agreed.</p></div>
<p>{PROSE} Elsewhere.</p></body>"""

# ----------------------------------------------------------------- the value


def test_one_selector_may_be_given_as_a_string_and_reasons_have_defaults():
    outlet = Outlet("gazette", "gazette.example", container="div", drop=["aside"], chrome="Ad")

    assert outlet.container == ("div",)
    assert outlet.drop == (("aside", Reason.OUTSIDE_BODY),)
    assert outlet.chrome == (("Ad", Reason.TEMPLATE),)


def test_reasons_can_be_said():
    outlet = Outlet("gazette", drop={"div.ad": "advertisement"})

    assert outlet.drop == (("div.ad", Reason.ADVERTISEMENT),)


def test_an_outlet_is_a_value():
    outlet = Outlet("gazette", "gazette.example", drop={"div.ad": "related"}, chrome=["Ad"])

    assert pickle.loads(pickle.dumps(outlet)) == outlet == replace(outlet)
    assert hash(replace(outlet)) == hash(outlet)
    assert replace(outlet, language="en") != outlet


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"name": " "}, "name is empty"),
        ({"domains": ""}, "not empty"),
        ({"domains": "localhost"}, "no domain"),
        ({"domains": "https://gazette.example"}, "no domain"),
        ({"domains": "gazette.example/news"}, "no domain"),
        ({"domains": "*.gazette.example"}, "no domain"),
        ({"domains": "www.gazette.example"}, "write 'gazette.example'"),
        ({"domains": "co.uk"}, "every site below"),
        ({"domains": 5}, "domains takes"),
        ({"headline": [""]}, "headline takes"),
        ({"drop": {"aside": "whatever"}}, "drop: 'whatever' is not a valid Reason; known: "),
        ({"drop": 5}, "drop takes"),
        ({"headline": "xpath://h1["}, "Invalid"),
        ({"headline": "xpath://h1[first(.)]"}, r"no function first\(\)"),
        ({"headline": "xpath://h1[re:test(., 'Ferry')]"}, "no prefix"),
        ({"headline": "xpath://h1[$n]"}, "no variables"),
        ({"language": 5}, "language takes a string"),
        ({"replace": 5}, "replace takes a mapping"),
        ({"replace": ["<b>"]}, "replace takes a mapping"),
        ({"replace": {"Ferry": "<b>"}}, "takes markup, not words"),
        ({"replace": {"<b>": "<i>Ferry"}}, "takes markup, not words"),
        ({"replace": {"<b>Ferry <i": "<i"}}, "takes markup, not words"),
        ({"replace": {"Read more > <i>": "<i>"}}, "takes markup, not words"),
        ({"replace": {"<b>": "<!--"}}, "can't hide words"),
        ({"replace": {"<b>": "<script>"}}, "can't hide words"),
        ({"chrome": "("}, "pattern"),
        ({"chrome": "(a+)+b"}, "could take very long"),
        ({"chrome": "(a|ab)*c"}, "could take very long"),
        ({"chrome": "(?:a?a?)*c"}, "could take very long"),
        ({"chrome": "a?" * 25 + "a" * 25}, "could take very long"),
        ({"credits": ".*a.*b.*c"}, "could take very long"),
        ({"valid_from": "2020"}, "valid_from takes a date"),
        ({"valid_from": date(2021, 1, 1), "valid_until": date(2020, 1, 1)}, "valid_from is after"),
    ],
)
def test_what_cannot_be_right_is_refused_at_once(wrong, problem):
    given_fields = {"name": "gazette", "domains": "gazette.example"} | wrong

    with pytest.raises(OptionsError, match=problem):
        Outlet(**given_fields)


@pytest.mark.parametrize(
    "pattern",
    ["a (b|c)? d", "[(+*]+x", r"\(a+\)+", "Read .*: .*", "(?:a|b)", "a??(?:b?c)?"],
)
def test_harmless_patterns_are_taken(pattern):
    assert Outlet("gazette", chrome=pattern).chrome[0][0] == pattern


@given(st.text(max_size=20))
def test_any_pattern_is_taken_or_refused_by_an_error_of_ours(pattern):
    with suppress(OptionsError):
        Outlet("gazette", chrome=[pattern])


def test_a_file_describes_an_outlet_and_names_it(tmp_path):
    path = tmp_path / "gazette.toml"
    path.write_text(
        'domains = ["gazette.example"]\nvalid_from = 2020-01-01\n[drop]\n"div.ad" = "related"\n'
    )

    assert Outlet.from_toml(path) == Outlet(
        "gazette", "gazette.example", valid_from=date(2020, 1, 1), drop={"div.ad": "related"}
    )


@pytest.mark.parametrize("content", ["domains = ", "domain = 'gazette.example'", "domains = 'x'"])
def test_a_file_that_cannot_be_right_is_named(content, tmp_path):
    path = tmp_path / "gazette.toml"
    path.write_text(content)

    with pytest.raises(OptionsError, match=r"gazette\.toml"):
        Outlet.from_toml(path)


@pytest.mark.parametrize("file", ["gazette.example.toml", "gazette.example@2019.toml"])
def test_a_file_called_by_a_domain_is_for_that_domain(file, tmp_path):
    path = tmp_path / file
    path.write_text('container = "div.story"')

    outlet = Outlet.from_toml(path)

    assert outlet == Outlet("gazette.example", "gazette.example", container="div.story")


# ---------------------------------------------------------------- what it does


def read(outlet: Outlet, page: str = PAGE) -> tuple[Document, Plugins]:
    document = read_html(Document(page, "html", outlet=outlet))
    return document, Plugins.load([outlet], (), Options())


def labels(outlet: Outlet, page: str = PAGE) -> dict[str, Any]:
    """What the outlet's data says of each block, by text."""
    document, plugins = read(outlet, page)
    ((given_labels, _),) = plugins.all("normalize_label", document, Options())
    return {document.blocks[index].text: label for index, label in given_labels.items()}


def test_what_is_outside_the_container_goes_and_prose_inside_stays():
    given_labels = labels(Outlet("gazette", container=["div.nowhere", "div.story"]))

    assert given_labels[f"{PROSE} Elsewhere."].reason == Reason.OUTSIDE_BODY
    assert given_labels[PROSE].role == "body"


def test_short_lines_inside_the_container_are_left_to_the_general_rules():
    assert "Short" not in labels(Outlet("gazette", container="div.story"))


def test_an_appeal_in_the_container_is_left_to_the_general_rules():
    appeal = "Sign up for the newsletter of the harbour desk: never miss a tide or a storm."
    paragraphs = f"<p>{PROSE}</p><p>{appeal}</p><p>{PROSE} So.</p>"
    page = f"<h1>Ferry returns</h1><div class=story>{paragraphs}</div>"
    outlet = Outlet("gazette", container=".story")

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.body == f"{PROSE}\n\n{PROSE} So."


def test_a_link_in_the_container_is_left_to_the_general_rules():
    page = f"<div class=story><p>{PROSE}</p><p><a href=/ferry>{PROSE} Elsewhere.</a></p></div>"

    assert list(labels(Outlet("gazette", container=".story"), page)) == [PROSE]


def test_what_is_outside_the_container_goes_also_where_part_of_it_is_dropped():
    page = f"<h1>Ferry</h1><div>Buy <b>this</b> now</div><div class=story><p>{PROSE}</p></div>"

    given_labels = labels(Outlet("gazette", container=".story", drop=["div b"]), page)

    assert given_labels["Buy this now"].part is None
    assert given_labels["Buy this now"].rule == "outlet.container"


def test_a_byline_above_the_container_still_names_the_authors():
    page = f"""<h1>Ferry returns</h1><p>By Jane Doe and John Roe</p><div class=story><p>{PROSE}</p>
        <p>{PROSE} So.</p></div><p>By Sam Poe</p>"""
    outlet = Outlet("gazette", container=".story")

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.authors == ("Jane Doe", "John Roe")
    reasons = {piece.text: piece.reason for piece in article.removed}
    assert reasons["By Jane Doe and John Roe"] == Reason.BYLINE
    assert reasons["By Sam Poe"] == Reason.OUTSIDE_BODY


def test_a_heading_outside_the_container_goes_if_the_headline_stands_elsewhere():
    page = f"""<meta property=og:title content="Ferry is back"><h1>Ferry returns</h1>
        <h2>Kicker</h2><div class=story><p>{PROSE}</p></div>"""
    outlet = Outlet("gazette", container=".story", headline=["meta[property='og:title']", "h1"])

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert (article.headline, article.body) == ("Ferry is back", PROSE)


def test_a_kept_box_and_a_container_may_stand_in_an_element_that_is_otherwise_chrome():
    page = f"""<aside class=ad><p>{PROSE}</p></aside><footer><div class=story><p>{PROSE} So.</p>
        <aside class=facts><b>Facts</b><p>{PROSE} Indeed.</p></aside></div></footer>"""
    outlet = Outlet("gazette", container="div.story", keep="aside.facts p")

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.body == f"{PROSE} So.\n\nFacts\n\n{PROSE} Indeed."


def test_what_is_no_text_by_its_tag_stays_whole_where_a_part_of_it_is_dropped():
    page = f"<h1>Ferry</h1><nav>Home <b>Ad</b> News</nav><p>{PROSE}</p><p>{PROSE} So.</p>"
    outlet = Outlet("gazette", drop="nav b")

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.body == f"{PROSE}\n\n{PROSE} So."
    assert "Home Ad News" in {piece.text for piece in article.removed}


def test_boxes_are_dropped_for_the_reason_given_inside_the_container_too():
    given_labels = labels(Outlet("gazette", container="div.story", drop={".box": "promotion"}))

    assert given_labels["More ferries"].reason == Reason.PROMOTION
    assert given_labels["Follow the Gazette"].reason == Reason.PROMOTION


def test_boxes_to_keep_are_body_but_for_the_lines_that_are_named_as_chrome():
    outlet = Outlet("gazette", container="div.nowhere", keep=".box", chrome="More ferries")

    given_labels = labels(outlet)

    assert given_labels["Follow the Gazette"] == Label.keep("body", "outlet.keep")
    assert given_labels["More ferries"].reason == Reason.TEMPLATE


def test_of_an_inline_element_only_its_text_is_dropped():
    ((label,),) = [labels(Outlet("gazette", drop={"b.ad": "advertisement"}))["Buy now Not an ad"]]

    assert (label.reason, label.part) == (Reason.ADVERTISEMENT, (0, 7))


def test_a_line_with_an_author_in_it_is_a_byline_and_prose_is_not():
    assert labels(Outlet("gazette", authors="a.author")) == {
        "By Jane Doe in Oslo": Label.remove("byline", "outlet.authors")
    }


def test_a_container_that_is_not_there_says_nothing_but_in_the_trace():
    document, plugins = read(Outlet("gazette", container="div.nowhere"))

    assert list(plugins.all("normalize_label", document, Options())) == [({}, "outlet")]
    assert [(step.step, step.note) for step in document.trace] == [
        ("label", "div.nowhere found nothing")
    ]


def test_lines_match_as_a_whole_and_whatever_their_case_and_spacing():
    outlet = Outlet("gazette", chrome={"follow  the .*": "share", "Kicker": "slug"})

    assert labels(Outlet("gazette", chrome={"follow the .*": "share", "Kicker": "slug"})) == {
        "Follow the Gazette": Label.remove("share", "outlet.chrome")
    }
    assert labels(outlet) == {}


def test_a_pattern_takes_one_line_of_a_block_and_no_long_paragraph():
    document = Document(
        "source",
        outlet=Outlet("gazette", chrome="By .*", credits="Photo: .*"),
        blocks=[SourceBlock(f"{PROSE}\nBy us\nPhoto: me"), SourceBlock("By " + "word " * 100)],
    )
    plugins = Plugins.load((), (), Options())

    ((given_labels, _),) = plugins.all("normalize_label", document, Options())

    assert list(given_labels) == [0]
    assert [
        (document.blocks[0].text[slice(*label.part)], label.rule) for label in given_labels[0]
    ] == [("By us", "outlet.chrome"), ("Photo: me", "outlet.credits")]


def field(outlet: Outlet, step: str, page: str = PAGE) -> Any:
    document, plugins = read(outlet, page)
    answer = plugins.first(f"normalize_{step}", document, Options())
    return answer and answer[0]


def test_fields_are_read_where_their_first_selector_finds_text():
    outlet = Outlet(
        "gazette", headline=["h2", "h1"], standfirst="div.story > p", authors="a.author"
    )

    assert field(outlet, "headline") == "Kicker: Ferry returns"
    assert field(outlet, "standfirst") == PROSE
    assert field(outlet, "authors") == ("Jane Doe", "John Roe")


def test_what_is_dropped_of_its_element_is_no_part_of_a_field():
    page = f"""<h1><span class=kicker>Kicker</span> Ferry returns</h1>
        <p class=intro>A ferry is back after a week. <i>By Jane Doe</i></p><div class=story>
        <p>{PROSE}</p><p>{PROSE} So.</p></div>"""
    outlet = Outlet(
        "gazette",
        headline="h1",
        standfirst="p.intro",
        authors="p.intro i",
        container=".story",
        drop={"span.kicker": "slug", "p.intro i": "byline"},
    )

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.headline == "Ferry returns"
    assert article.standfirst == "A ferry is back after a week."
    assert article.authors == ("Jane Doe",)
    assert article.body == f"{PROSE}\n\n{PROSE} So."


def test_a_field_may_stand_in_the_pages_metadata():
    outlet = Outlet("gazette", headline="meta[property='og:title']", authors="meta[name=author]")
    page = f"""<meta property=og:title content="Ferry:&#32; back  again"><meta name=author>
        <h1>Ferry returns</h1><p>{PROSE}</p>"""
    document, plugins = read(outlet, page)

    answer = plugins.first("normalize_headline", document, Options())

    assert answer is not None
    assert answer[0] == "Ferry: back again"
    assert plugins.first("normalize_authors", document, Options()) is None


def test_a_box_within_what_is_put_aside_does_not_bring_the_rest_back():
    outlet = Outlet("gazette", drop={"div.teaser": "related"})
    aside = "<aside>Elsewhere on this coast <div class=teaser>More ferries</div></aside>"
    page = f"<h1>Ferry returns</h1><p>{PROSE}</p>{aside}<p>{PROSE} So.</p>"

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.body == f"{PROSE}\n\n{PROSE} So."


def test_a_selector_that_finds_nothing_leaves_its_step_to_the_next():
    outlet = Outlet("gazette", headline="h5", standfirst="h5", authors="h5", dateline="h5")

    for step in ("headline", "standfirst", "authors", "dateline"):
        assert field(outlet, step) is None


@pytest.mark.parametrize(
    ("element", "moment"),
    [
        ("<time datetime='2026-03-03T06:00:00+01:00'>today</time>", "2026-03-03T06:00:00+01:00"),
        ("<meta itemprop=datePublished content=2026-03-03>", "2026-03-03"),
        ("<span class=date>3/4/2026</span>", "2026-04-03"),
        ("<span class=date>yesterday</span><time datetime=2026-03-03></time>", "2026-03-03"),
        ("<span class=date>yesterday</span>", None),
    ],
)
def test_the_date_is_read_as_machines_are_told_it_or_as_it_is_printed(element, moment):
    outlet = Outlet("gazette", published=["span.date", "time", "[itemprop=datePublished]"])
    document, plugins = read(outlet, f"<h1>Ferry returns</h1>{element}<p>{PROSE}</p>")

    answer = plugins.first("normalize_published", document, Options())

    assert (answer and answer[0].isoformat()) == moment


@pytest.mark.parametrize(
    ("printed", "place", "agency"),
    [("OSLO (AP) —", "OSLO", "AP"), ("Port Ellen //", "Port Ellen", None)],
)
def test_the_datelines_element_need_not_be_in_a_known_style(printed, place, agency):
    outlet = Outlet("gazette", dateline="span.place")
    page = f"<h1>Ferry returns</h1><p><span class=place>{printed}</span> {PROSE}</p><p>{PROSE} So."

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.agency) == (place, agency)
    assert article.body.startswith(PROSE)


def test_a_dateline_may_stand_on_a_line_of_its_own():
    outlet = Outlet("gazette", container="div", dateline="div > span")
    page = f"<h1>Ferry returns</h1><div><span>Port Ellen //</span><p>{PROSE}</p><p>{PROSE} So."

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.dateline is not None
    assert article.dateline.place == "Port Ellen"
    assert article.body.startswith(PROSE)


def test_in_a_container_a_rule_that_knows_a_box_still_takes_it_away():
    outlet = Outlet("gazette", container="div.story")
    box = f"<aside>{PROSE} Aside.</aside><div class=newsletter-signup><p>{PROSE} Weekly.</p></div>"
    page = f"<h1>Ferry</h1><div class=story><p>{PROSE}</p>{box}<p>{PROSE} So.</p></div>"

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.body == f"{PROSE}\n\n{PROSE} So."
    assert Reason.NEWSLETTER in {piece.reason for piece in article.removed}


def test_a_label_that_opens_a_paragraph_is_told_from_the_same_word_in_it():
    outlet = Outlet("gazette", drop={"span.place": "slug"})
    page = f"<h1>Ferry returns</h1><p><span class=place>Islay</span>The Islay ferry. {PROSE}</p>"

    article = Normalizer(plugins=[outlet]).normalize(page, outlet="gazette", kind="html")

    assert article.body == f"The Islay ferry. {PROSE}"
    assert [piece.text for piece in article.removed] == ["Islay"]


def test_an_element_that_holds_a_story_is_no_date_line():
    outlet = Outlet("gazette", published="div.when")
    page = "<div class=when>3 March 2026{}</div>"

    assert str(field(outlet, "published", page.format("")))[:10] == "2026-03-03"
    assert field(outlet, "published", page.format(f"<p>{PROSE}</p>" * 5)) is None


def test_prose_is_nobodys_name():
    outlet = Outlet("gazette", authors="div.story > p:first-child")

    assert field(outlet, "authors") is None


def test_a_selector_that_cannot_be_read_is_an_error_that_names_its_hook():
    with pytest.raises(PluginError, match="normalize_headline: SelectolaxError"):
        field(Outlet("gazette", headline="h1["), "headline")


def test_text_is_not_asked_for_selectors():
    outlet = Outlet("gazette", container="div", headline="h1", authors="b", dateline="b")
    plugins = Plugins.load([outlet], (), Options())
    document = Document("source", outlet=outlet, blocks=[SourceBlock("Ferry returns")])

    assert list(plugins.all("normalize_label", document, Options())) == [({}, "outlet")]
    assert plugins.first("normalize_headline", document, Options()) is None
    assert document.trace == []


# ----------------------------------------------------------------------- XPath


@pytest.mark.parametrize(
    ("path", "headline"),
    [
        ("//h1", "Kicker: Ferry returns"),
        ("substring-after(//h1, ': ')", "Ferry returns"),
        ("//meta[@name='title']/@content", "Ferry & pier"),
        ("//p[contains(., 'Elsewhere')]/preceding-sibling::h1", "Kicker: Ferry returns"),
        ("//h5", None),
        ("count(//h1)", None),
        ("//comment()", None),
    ],
)
def test_an_xpath_finds_elements_and_strings(path, headline):
    outlet = Outlet("gazette", headline=f"xpath:{path}")
    document, plugins = read(
        outlet, f"<meta name=title content='Ferry &amp; pier'><!-- x -->{PAGE}"
    )

    answer = plugins.first("normalize_headline", document, Options())

    assert (answer and answer[0]) == headline


@pytest.mark.parametrize(
    "path", ["//p[. = 'a:b $c fn(d)']", "//p[not(@a) and (@b or (@c))]", "//h1/ancestor::div"]
)
def test_an_xpath_may_say_whatever_xpath_has(path):
    assert Outlet("gazette", headline=f"xpath:{path}").headline == (f"xpath:{path}",)


def test_an_xpath_that_fails_on_a_page_can_be_skipped_as_any_failure():
    outlet = Outlet("gazette", headline="xpath:count('Ferry')")
    page = f"<h1>Ferry returns</h1><p>{PROSE}</p>"

    with pytest.raises(PluginError, match="Invalid type"):
        Normalizer(plugins=[outlet]).normalize(page, outlet="gazette")
    skipping = Normalizer(Options(on_plugin_error="skip"), plugins=[outlet])
    assert skipping.normalize(page, outlet="gazette").headline == "Ferry returns"


def test_the_copy_that_an_xpath_is_asked_of_says_what_the_page_says():
    outlet = Outlet("gazette", headline="xpath:string(//div)")

    page = "<div>a<b>b<!-- x --></b>c<br>d<!-- y -->e<i>f</i>g</div>"

    assert field(outlet, "headline", page) == "abcdefg"


def test_an_xpath_is_as_good_as_css():
    css = Outlet("gazette", container="div.story", drop={".box": "related"}, authors="a.author")
    path = Outlet(
        "gazette",
        container="xpath://div[@class='story']",
        drop={"xpath://*[@class='box']": "related"},
        authors="xpath://a[@class='author']",
    )

    assert labels(path) == labels(css)
    assert field(path, "authors") == field(css, "authors")


@given(st.text(alphabet="<>/abp:=' \x00\ud800\x0b!-", max_size=60))
def test_an_xpath_can_be_asked_of_any_page(markup):
    outlet = Outlet("gazette", container="xpath://p", headline="xpath://b/@a")
    page = f"<body><p>{PROSE}</p>{markup}"

    article = Normalizer(plugins=[outlet]).normalize(page, kind="html", outlet="gazette")

    assert PROSE in article.body


# ---------------------------------------------------------------- replacements


def test_markup_is_replaced_before_a_page_is_read():
    outlet = Outlet("gazette", replace={"<hr/><hr/>": "<p>", "data-c=": "class="}, drop=".ad")
    page = f"<div>{PROSE}<hr/><hr/>{PROSE} So.<p data-c=ad>Buy {PROSE}</p></div>"

    article = Normalizer(plugins=[outlet]).normalize(page, kind="html", outlet="gazette")

    assert article.body == f"{PROSE}\n\n{PROSE} So."


# ------------------------------------------------------------------- the docs

DOCS = (Path(__file__).parent.parent / "docs" / "plugins.md").read_text("utf-8")


def test_the_file_in_the_docs_makes_an_outlet(tmp_path):
    (content,) = re.findall(r"```toml\n(domains.*?)```", DOCS, re.DOTALL)
    path = tmp_path / "gazette.toml"
    path.write_text(content)

    outlet = Outlet.from_toml(path)

    assert outlet.drop[0] == ("div.more-stories", Reason.RELATED)


def test_the_docs_describe_every_field_of_an_outlet():
    described = re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.*?) \|", DOCS, re.MULTILINE)))

    assert sorted(described) == sorted(Outlet.__slots__)


def test_the_plugin_in_the_docs_can_be_loaded_and_names_authors():
    (code,) = re.findall(
        r"```python\n(from normalize import Outlet, hookimpl.*?)```", DOCS, re.DOTALL
    )
    plugin = ModuleType("gazette")
    exec(code, vars(plugin))

    article = Normalizer(plugins=[plugin]).normalize(f"{PROSE}\n\n(jd)", outlet="gazette")

    assert article.authors == ("Jane Doe",)


@pytest.mark.parametrize("selector", ["p.lead", "xpath://p[@class='lead']"])
def test_a_selector_is_asked_once_of_a_page_and_again_when_the_page_is_read_anew(selector):
    document = read_html(Document("<p class=lead>The ferry sailed at noon.", "html"))
    (found,) = asked = nodes_of(document).find(selector)

    assert nodes_of(document).find(selector) is asked
    assert nodes_of(document).box(found).tag == "p"

    document.source = "<p>No lead."
    assert nodes_of(read_html(document)).find(selector) == []
