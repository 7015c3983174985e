"""A plugin made from saved pages is a complete distribution, to be confirmed by its author."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from normalize import OptionsError, Outlet
from normalize.authoring.fixtures import FIELDS, fixtures_in
from normalize.authoring.learn import SavedPage
from normalize.authoring.new import new_plugin, plugin_name
from normalize.cli.commands import app

ROOT = Path(__file__).parent.parent
DOMAIN = "harbour-ledger.example"
PAGE = """\
<html lang="en"><head><title>{headline} | Harbour Ledger</title>
<link rel="canonical" href="https://www.harbour-ledger.example/{slug}"></head><body>
<nav><a href="/">Home</a> <a href="/sea">Sea</a></nav>
<main><h1>{headline}</h1>
<p class="byline">By <a rel="author" href="/about">{author}</a></p>
<div class="story-body css-9k8j7h">
<p>{first}</p>
<div class="harbour-shop"><p>The harbour calendar is back: twelve tides, a free pencil.</p></div>
<p>{second}</p>
</div></main><footer><p>© Harbour Ledger</p></footer></body></html>
"""
FERRY = PAGE.format(
    headline="Ferry to the outer islands returns",
    slug="ferry",
    author="Ida Holm",
    first="The ferry to the outer islands is back in service, its operator said on Monday morning.",
    second="About forty passengers were aboard when it left the old pier at a quarter past six.",
)
BRIDGE = PAGE.format(
    headline="Town bridge gets a second lane",
    slug="bridge",
    author="Jon Berg",
    first="The bridge over the mill stream will have a second lane by autumn, the council decided.",
    second="Work starts after Easter, and the road along the quay will carry all of the traffic.",
)
PROSE = "{} left the old pier at a quarter past six on Monday, with forty passengers on board."
PAGES = [SavedPage(FERRY, name="Ferry page.html"), SavedPage(BRIDGE, name="bridge.html")]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A plugin made from two pages."""
    return new_plugin(DOMAIN, PAGES, tmp_path / "plugin", seen=date(2026, 3, 2)).folder


@pytest.fixture
def saved(tmp_path: Path) -> list[str]:
    """The two pages as files."""
    for name, page in (("ferry.html", FERRY), ("bridge.html", BRIDGE)):
        (tmp_path / name).write_text(page, "utf-8")
    return [str(tmp_path / "ferry.html"), str(tmp_path / "bridge.html")]


def invoke(*arguments: object) -> tuple[int, str]:
    result = CliRunner(env={"COLUMNS": "500", "TERM": "dumb"}).invoke(app, [*map(str, arguments)])
    return result.exit_code, result.output


# ---------------------------------------------------------------- what is made


def test_it_is_a_distribution_with_an_entry_point(made: Path):
    project = tomllib.loads((made / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["name"] == "normalize-harbour-ledger"
    assert project["entry-points"]["normalize"] == {
        "harbour-ledger": "normalize_harbour_ledger:OUTLET"
    }


def test_its_outlet_is_what_the_pages_teach(made: Path):
    outlet = Outlet.from_toml(made / "normalize_harbour_ledger" / "harbour-ledger.toml")

    assert (outlet.name, outlet.domains) == ("harbour-ledger", (DOMAIN,))
    assert outlet.container == ("div.story-body",)
    assert [selector for selector, _ in outlet.drop] == ["div.harbour-shop"]


def test_each_page_is_a_fixture_that_nobody_has_confirmed(made: Path):
    fixtures = list(fixtures_in(made / "tests"))

    assert [each.name for each in fixtures] == ["bridge", "ferry-page"]
    assert {each.unconfirmed for each in fixtures} == {FIELDS}
    assert {each.seen for each in fixtures} == {date(2026, 3, 2)}
    assert fixtures[0].url == "https://www.harbour-ledger.example/bridge"
    assert fixtures[0].expected["authors"] == ["Jon Berg"]
    assert len(fixtures[0].expected["body"]) == 2


def test_a_page_that_does_not_say_where_it_is_from_is_the_outlets_by_name(tmp_path: Path):
    bare = FERRY.replace("https://www.harbour-ledger.example", "https://mirror.example")
    made = new_plugin(DOMAIN, [SavedPage(bare)], tmp_path / "plugin")
    (fixture,) = fixtures_in(made.folder)

    assert (fixture.url, fixture.outlet) == (None, "harbour-ledger")


def test_pages_of_one_name_get_folders_of_their_own(tmp_path: Path):
    pages = [SavedPage(FERRY, name="a/index.html"), SavedPage(BRIDGE, name="b/index.html")]
    made = new_plugin(DOMAIN, pages, tmp_path / "plugin")

    assert [each.name for each in fixtures_in(made.folder)] == ["index", "index-2"]


def test_without_pages_the_outlet_is_a_file_to_fill_in(tmp_path: Path):
    made = new_plugin(DOMAIN, (), tmp_path / "plugin")
    path = made.folder / "normalize_harbour_ledger" / "harbour-ledger.toml"

    assert Outlet.from_toml(path) == Outlet("harbour-ledger", DOMAIN)
    offered = path.read_text("utf-8").replace("\n# [", "\n[").replace('\n# "', '\n"')
    for field in ("container", "headline", "standfirst", "authors", "published", "credits"):
        offered = offered.replace(f"# {field} =", f"{field} =")
    path.write_text(offered, "utf-8")
    assert Outlet.from_toml(path).container == ("[itemprop=articleBody]",)


def test_its_code_is_python(made: Path):
    for path in made.rglob("*.py"):
        compile(path.read_text("utf-8"), path, "exec")


def test_the_documentation_shows_what_is_made(made: Path):
    written = (made / "normalize_harbour_ledger" / "harbour-ledger.toml").read_text("utf-8")

    assert written in (ROOT / "docs" / "plugins.md").read_text("utf-8")


def test_no_gap_of_a_template_is_left(made: Path):
    texts = [path.read_text("utf-8") for path in made.rglob("*") if path.is_file()]

    assert not [text for text in texts if "$" in text]


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("example.com", "example"),
        ("www.example.com", "example"),
        ("news.example.co.uk", "example"),
        ("harbour-ledger.example", "harbour-ledger"),
        ("9to5.example", "9to5"),
        ("zürich.example", "xn-zrich-kva"),
    ],
)
def test_a_plugin_is_called_by_what_is_particular_in_its_domain(domain: str, name: str):
    assert plugin_name(domain) == name


# ---------------------------------------------------------------- what is refused


def test_nothing_is_overwritten(made: Path):
    with pytest.raises(OptionsError, match="already there; choose another folder with --out"):
        new_plugin(DOMAIN, PAGES, made)


@pytest.mark.parametrize("domain", ["https://example.com/a", "localhost", "co.uk"])
def test_a_domain_that_cannot_be_right_is_refused(domain: str, tmp_path: Path):
    with pytest.raises(OptionsError, match=r"no domain|every site"):
        new_plugin(domain, (), tmp_path / "plugin")

    assert not (tmp_path / "plugin").exists()


def test_what_is_no_page_is_refused_by_name_and_nothing_is_written(tmp_path: Path):
    pages = [*PAGES, SavedPage(b"%PDF-1.7", name="story.pdf")]

    with pytest.raises(OptionsError, match=r"story\.pdf: a PDF"):
        new_plugin(DOMAIN, pages, tmp_path / "plugin")
    assert not (tmp_path / "plugin").exists()


# ---------------------------------------------------------------- the commands


def test_plugin_new_says_what_it_made_and_what_is_next(saved: list[str], tmp_path: Path):
    code, said = invoke("plugin", "new", DOMAIN, *saved, "--out", tmp_path / "plugin")

    assert code == 0
    assert str(tmp_path / "plugin" / "pyproject.toml") in said
    assert f"Next: normalize plugin check {tmp_path / 'plugin'}" in said


def test_plugin_new_refuses_what_is_there(saved: list[str], tmp_path: Path):
    code, said = invoke("plugin", "new", DOMAIN, *saved, "--out", tmp_path)

    assert code == 2
    assert "already there" in said


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path):
    for command in (["plugin", "new", DOMAIN], ["outlet", "learn"]):
        code, said = invoke(*command, tmp_path / "missing.html")

        assert code == 1
        assert "missing.html: No such file" in said


def test_outlet_learn_prints_the_outlet_with_its_evidence(saved: list[str]):
    code, said = invoke("outlet", "learn", *saved)

    assert code == 0
    assert tomllib.loads(said)["domains"] == DOMAIN
    assert 'container = "div.story-body"  # 2 of 2 pages: The ferry' in said


def test_outlet_learn_writes_a_file_and_overwrites_none(saved: list[str], tmp_path: Path):
    out = tmp_path / f"{DOMAIN}.toml"

    assert invoke("outlet", "learn", *saved, "--name", "ledger", "--out", out)[0] == 0
    assert Outlet.from_toml(out).name == "ledger"
    code, said = invoke("outlet", "learn", *saved, "--out", out)
    assert code == 2
    assert "already there" in said


def test_outlet_learn_needs_to_know_where_pages_are_from(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text("<p>Ferry returns</p>", "utf-8")
    code, said = invoke("outlet", "learn", path)

    assert code == 2
    assert "give their --domain" in said


def test_outlet_learn_takes_scraped_texts(tmp_path: Path):
    path = tmp_path / "articles.jsonl"
    records = [
        {"text": f"{name} is back\n\n{PROSE.format(name)}\n\nTell a friend who loves boats."}
        for name in ("Alma", "Bera", "Cana", "Dora")
    ]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")

    code, said = invoke("outlet", "learn", "--text", path, "--domain", DOMAIN)
    assert code == 0
    assert tomllib.loads(said)["chrome"] == {r"Tell a friend who loves boats\.": "template"}
    assert "# 4 of 4 texts, at the end: Tell a friend" in said
    assert invoke("outlet", "learn", "--text", path)[0] == 2
    assert invoke("outlet", "learn", "--text", path, path)[0] == 2


def run(*command: object, **given: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell would, with this checkout's library."""
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, timeout=300, **given
    )


def test_from_two_saved_pages_to_an_installed_plugin(
    saved: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The real commands: made, tested, confirmed and checked, installed, loaded, in use."""
    site = tmp_path / "site"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *filter(None, sys.path)]))
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    main = "from normalize.cli import main; main()"
    normalize = (sys.executable, "-c", main)
    plugin = tmp_path / "normalize-harbour-ledger"

    assert run(*normalize, "plugin", "new", DOMAIN, *saved, cwd=tmp_path).returncode == 0
    tests = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert f"{2 * len(FIELDS)} failed, 1 passed" in run(*tests, cwd=plugin).stdout
    checked = run(*normalize, "plugin", "check", plugin, "--update")
    assert checked.returncode == 0, checked.stdout
    assert "nothing is wrong" in checked.stdout
    assert all(each.unconfirmed == () for each in fixtures_in(plugin))
    pip = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site)
    installed = run(*pip, plugin)
    assert installed.returncode == 0, installed.stderr
    listed = run(*normalize, "plugin", "list").stdout
    assert "harbour-ledger 0.1.0 (active)\n  outlets: harbour-ledger" in listed
    article = json.loads(run(*normalize, "--format", "json", saved[0]).stdout)
    assert article["outlet"] == "harbour-ledger"
    assert "calendar" not in article["body"]
