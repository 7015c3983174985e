"""Site rules of Full-Text RSS, read as outlets: samples of our own for every directive."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from normalize import Normalizer, OptionsError
from normalize.authoring import ftr
from normalize.authoring.ftr import ImportedSite, import_ftr
from normalize.cli.commands import app
from normalize.plugins import Outlet, OutletFile

PROSE = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."
PAGE = f"""<html><head><meta name=author content="Jane Doe"></head><body>
<div class=brand>The Gazette</div><h2 class=title>Ferry returns</h2><h1>Sea and shore</h1>
<p class=when>3 March 2026</p>
<div class="story main"><p>{PROSE}</p>
<div class="promo-box">The best of the Gazette, every Sunday morning, in one long newsletter.</div>
<p>Short</p><p id=shop_1>You can buy the print of this ferry in the shop of the Gazette now.</p>
<br/><br/>{PROSE} Nobody was hurt.
<p>Read more about ferries, piers and lighthouses in the archive of the Gazette.</p></div>
<p>{PROSE} Elsewhere.</p></body></html>"""


def imported(folder: Path, rules: str, name: str = "gazette.example.txt") -> ImportedSite:
    (folder / name).write_text(rules, "utf-8")
    (site,) = (site for site in import_ftr(folder) if site.path.name == name)
    return site


def article_of(site: ImportedSite, page: str = PAGE):
    assert site.outlet is not None
    url = "https://www.gazette.example/ferry"
    return Normalizer(plugins=[site.outlet]).normalize(page, kind="html", url=url)


def test_fields_and_the_body_are_where_the_rules_say(tmp_path):
    site = imported(
        tmp_path,
        """# The Gazette, since its redesign
title: //h2[@class='title']
author: //meta[@name='author']/@content
date: //p[@class='when']
body: //div[@class='gone']
body: //div[contains(@class, 'story')]
strip: //p[contains(., 'in the archive')]
strip_id_or_class: promo-
strip_id_or_class: 'shop_'
test_url: https://www.gazette.example/ferry
test_contains: back in service
""",
    )

    article = article_of(site)

    assert article.headline == "Ferry returns"
    assert article.authors == ("Jane Doe",)
    assert str(article.published) == "2026-03-03"
    assert article.body == f"{PROSE}\n\nShort\n\n{PROSE} Nobody was hurt."
    assert site.left == ()
    assert site.tests == ("https://www.gazette.example/ferry",)


def test_without_pruning_all_of_the_body_stays_but_what_is_stripped(tmp_path):
    rules = "body: //div[contains(@class, 'story')]\nstrip_id_or_class: promo-\nprune: {}"

    pruned = article_of(imported(tmp_path, rules.format("yes"))).body
    whole = article_of(imported(tmp_path, rules.format("no"))).body

    assert "Read more about ferries" in whole
    assert "every Sunday morning" not in whole
    assert len(whole) >= len(pruned)


@pytest.mark.parametrize(
    "rules",
    [
        "find_string: <em class=big>\nreplace_string: <div class=ad>",
        "replace_string(<em class=big>): <div class=ad>",
        "find_string: <em class=\nreplace_string: <div class=",
    ],
)
def test_markup_is_replaced(rules, tmp_path):
    site = imported(tmp_path, f"{rules}\nstrip_id_or_class: big\nstrip_id_or_class: ad\n")
    page = f"<p>{PROSE}</p><em class=big><p>{PROSE} Buy it.</p></em><p>{PROSE} So.</p>"

    assert site.left == ()
    assert "Buy it" not in article_of(site, page).body


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("next_page_link: //a[@rel='next']", "whoever fetches"),
        ("single_page_link: //a[@class='all']", "whoever fetches"),
        ("single_page_link_in_feed: //a", "whoever fetches"),
        ("if_page_contains: //a", "whoever fetches"),
        ("http_header(user-agent): Mozilla/5.0", "whoever fetches"),
        ("requires_login: yes", "whoever fetches"),
        ("login_uri: https://gazette.example/login", "whoever fetches"),
        ("login_username_field: name", "whoever fetches"),
        ("login_password_field: word", "whoever fetches"),
        ("login_extra_fields: a=b", "whoever fetches"),
        ("not_logged_in_xpath: //a", "whoever fetches"),
        ("wrap_in(h2): //b", "don't become others"),
        ("move_into(//div): //p", "stays where it stands"),
        ("footnotes: yes", "stay where they stand"),
        ("native_ad_clue: //div[@class='ad']", "as a whole"),
        ("skip_json_ld: yes", "always read"),
        ("autodetect_on_failure: no", "general rules step in"),
        ("find_string: Ferry\nreplace_string: Boat", "line 3: replace_string: it replaces or"),
        ("replace_string: <p>", "doesn't say what"),
        ("strip: //div[", "Invalid"),
        ("strip: //div[ends-with(@class, 'ad')]", "no function ends-with()"),
        ("strip:", "says nothing"),
        ("stripp: //div", "no such directive"),
        ("this is no rule", "no directive"),
    ],
)
def test_what_cannot_be_honoured_is_told_with_its_line(line, why, tmp_path):
    site = imported(tmp_path, f"body: //div\n{line}\n")

    assert site.outlet == Outlet("gazette.example", "gazette.example", container="xpath://div")
    (left,) = site.left
    assert left.startswith("line ")
    assert why in left


@pytest.mark.parametrize(
    "line",
    [
        "autodetect_on_failure: yes",
        "convert_double_br_tags: yes",
        "dissolve: //font",
        "insert_detected_image: yes",
        "parser: html5php",
        "src_lazy_load_attr: data-src",
        "strip_attr: //img/@style",
        "strip_comments: yes",
        "strip_image_src: /ads/",
        "tidy: no",
        "# strip: //p",
        "   ",
    ],
)
def test_what_holds_anyway_is_not_told(line, tmp_path):
    assert imported(tmp_path, f"body: //div\n{line}\n").left == ()


def test_every_directive_is_tried_here():
    source = Path(__file__).read_text("utf-8")

    assert {name for name in ftr.DIRECTIVES if name not in source} == set()


@pytest.mark.parametrize(
    "name", ["gazette.example.txt", "www.gazette.example.txt", ".gazette.example.txt"]
)
def test_a_file_is_for_the_host_that_it_is_called_by(name, tmp_path):
    site = imported(tmp_path, "body: //div", name)

    assert site.outlet is not None
    assert site.outlet.domains == ("gazette.example",)


def test_of_two_files_for_a_domain_the_one_without_the_dot_counts(tmp_path):
    imported(tmp_path, "body: //main")
    below = imported(tmp_path, "body: //div", ".gazette.example.txt")

    assert below.outlet is None
    assert below.left == ("gazette.example.txt is for what is below gazette.example too",)


def test_a_file_that_is_not_called_by_a_host_is_told(tmp_path):
    site = imported(tmp_path, "body: //div", "LICENSE.txt")

    assert site.outlet is None
    assert "'license' is no domain" in site.left[0]


def test_a_file_that_says_nothing_gives_no_outlet(tmp_path):
    assert imported(tmp_path, "# nothing yet\ntidy: no\n").outlet is None


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OptionsError, match="there is no folder"):
        list(import_ftr(tmp_path / "rules"))


def test_the_command_writes_a_folder_of_outlets_and_tells_what_is_left(tmp_path):
    rules, out = tmp_path / "rules", tmp_path / "outlets"
    rules.mkdir()
    (rules / "gazette.example.txt").write_text(
        "body: //div\nnext_page_link: //a\ntest_url: https://gazette.example/ferry\n"
    )
    (rules / "herald.example.txt").write_text("title: //h2\n")

    first = CliRunner().invoke(app, ["outlet", "import-ftr", str(rules), "--out", str(out)])
    second = CliRunner().invoke(app, ["outlet", "import-ftr", str(rules), "--out", str(out)])

    assert first.stdout == (
        "gazette.example.txt: line 2: next_page_link: it is for whoever fetches the page\n"
        "2 of 2 files became outlets, 1 of them whole\n"
    )
    assert "herald.example.toml is already there" in second.stdout
    written = (out / "gazette.example.toml").read_text()
    assert "# a page to try: https://gazette.example/ferry" in written
    assert OutletFile(out / "gazette.example.toml", ("gazette.example",)).read() == Outlet(
        "gazette.example", "gazette.example", container="xpath://div"
    )


def test_the_command_tells_of_a_folder_that_is_not_there():
    done = CliRunner().invoke(app, ["outlet", "import-ftr", "no/such/folder"])

    assert done.exit_code == 2
    assert "there is no folder" in done.output


def test_the_docs_say_what_becomes_of_every_directive():
    docs = (Path(__file__).parent.parent / "docs" / "import.md").read_text("utf-8")

    assert {name for name in ftr.DIRECTIVES if f"`{name}" not in docs} == set()
