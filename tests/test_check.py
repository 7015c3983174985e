"""`normalize plugin check`: a deliberately bad plugin for each check, and good ones."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from normalize.authoring import check as checks
from normalize.authoring.check import CHECKS, check, load, update
from normalize.authoring.check_invariants import invariants_hold
from normalize.authoring.check_patterns import patterns_are_quick, patterns_leave_prose
from normalize.authoring.check_selectors import patterns_match_something, selectors_find_something
from normalize.authoring.findings import Finding, Subject
from normalize.authoring.fixtures import Fixture, fixtures_in
from normalize.authoring.target import find_target
from normalize.cli.commands import app
from normalize.errors import OptionsError

ROOT = Path(__file__).parent.parent
URL = "https://www.gazette.example/ferry"
BODY = [
    "The ferry was back in service on Monday morning, a spokesman for the line told reporters.",
    "Nobody was hurt, he said, and the last of the cars has been taken ashore by now.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Ferry returns</title></head><body>
<nav><a href="/">Home</a></nav>
<h1>Ferry returns</h1>
<div class="story">
<p>{BODY[0]}</p>
<div class="shop">The ferry mug is back in our shop, now also in blue.</div>
<p>{BODY[1]}</p>
<p>Ferry times: 8, 12, 18</p>
</div></body></html>
"""
EXPECTED = {"headline": "Ferry returns", "body": BODY}
GOOD = 'domains = ["gazette.example"]\ncontainer = "div.story"\n'
GOOD += 'drop = ".shop"\nchrome = "Ferry times: .*"\n'
CODE = """
import re
from normalize import Label, Outlet, hookimpl

GAZETTE = Outlet(
    "gazette",
    "gazette.example",
    container="div.story",
    drop=".shop",
    chrome="Ferry times: .*",
)

@hookimpl
def normalize_register_outlets():
    return [GAZETTE]
"""
NUMBERS = count()


@pytest.fixture(autouse=True)
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a check puts in front of the path is gone after each test."""
    monkeypatch.setattr(sys, "path", [*sys.path])


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few sources are generated, where it is not about the invariants."""
    monkeypatch.setattr("normalize.authoring.fuzz._EXAMPLES", 0)


@pytest.fixture
def fixture(tmp_path: Path) -> Fixture:
    """A saved page and its article, in the folder that is looked in."""
    made = Fixture(tmp_path / "fixtures" / "ferry", PAGE.encode(), "html", URL, expected=EXPECTED)
    made.write()
    return made


def outlet(folder: Path, toml: str = GOOD) -> Path:
    """An outlet's file."""
    path = folder / "gazette.toml"
    path.write_text(toml)
    return path


def module(folder: Path, code: str) -> Path:
    """A plugin with code; no other has its name."""
    path = folder / f"gazette_{next(NUMBERS)}.py"
    path.write_text(code)
    return path


def subject_of(path: Path) -> Subject:
    subject, findings = load(find_target(str(path)))
    assert findings == []
    assert subject is not None
    return subject


def found(one: Callable[[Subject], Iterator[Finding]], path: Path) -> list[str]:
    """What a check finds, as it is printed, without the folder of the test."""
    return [str(each).replace(f"{path.parent}/", "") for each in one(subject_of(path))]


def loading(path: Path) -> str:
    """What is found when a plugin can't be loaded."""
    subject, (finding,) = load(find_target(str(path)))
    assert subject is None
    return str(finding)


def installed(monkeypatch: pytest.MonkeyPatch, **plugins: str) -> None:
    """As if exactly these plugins were installed, by name."""
    entries = [EntryPoint(name, value, "normalize") for name, value in plugins.items()]

    def entry_points(*, group: str) -> list[EntryPoint]:
        return [entry for entry in entries if entry.group == group]

    for place in ("authoring.check", "authoring.target", "plugins.loader"):
        monkeypatch.setattr(f"normalize.{place}.entry_points", entry_points)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["plugin", "check", *arguments])
    return result.exit_code, result.output


class TestGoodPlugins:
    """A plugin that does what it should passes."""

    @pytest.mark.usefixtures("few")
    def test_a_page_without_an_address_that_names_its_outlet(self, tmp_path, fixture):
        replace(fixture, url=None, outlet="gazette").write()

        code, printed = run(str(outlet(tmp_path)))

        assert code == 0, printed

    def test_an_outlets_file(self, tmp_path, fixture):
        code, printed = run(str(outlet(tmp_path)))

        assert code == 0
        assert "error" not in printed
        assert "warning" not in printed

    def test_a_module(self, tmp_path, fixture):
        code, printed = run(str(module(tmp_path, CODE)))

        assert code == 0
        assert printed.endswith(": nothing is wrong\n")

    def test_the_example(self):
        code, printed = run(str(ROOT / "plugins" / "example"))

        assert code == 0, printed
        assert printed.endswith(": nothing is wrong\n")

    def test_the_outlets_that_are_shipped(self):
        import normalize_outlets

        folder = Path(normalize_outlets.__file__).parent
        fixtures = [ROOT / "tests/fixtures/outlets"]
        subject, findings = load(find_target(str(folder), fixtures))
        assert findings == []
        assert subject is not None
        for each in CHECKS:
            if each is not invariants_hold:  # takes a while for all of them; `.ci/run` does it
                findings += each(subject)

        assert [str(each) for each in findings if each.severity == "error"] == []


class TestLoading:
    """A plugin that can't be loaded says why."""

    def test_a_file_that_is_no_outlet(self, tmp_path):
        said = loading(outlet(tmp_path, 'contaner = "div.story"'))

        assert "unknown contaner; known: name, domains" in said

    def test_a_module_that_raises(self, tmp_path):
        said = loading(module(tmp_path, "import gazette_that_is_not_there"))

        assert "ModuleNotFoundError: No module named 'gazette_that_is_not_there'" in said
        assert "; correct it there; docs/hooks.md" in said

    def test_a_marked_hook_that_is_misspelt(self, tmp_path):
        said = loading(module(tmp_path, CODE + "@hookimpl\ndef normalize_headlin(): ...\n"))

        assert "there is no such hook; did you mean normalize_headline?" in said

    def test_an_argument_that_the_hook_has_not(self, tmp_path):
        said = loading(module(tmp_path, CODE + "@hookimpl\ndef normalize_authors(page): ...\n"))

        assert "'page'" in said
        assert said.endswith("docs/hooks.md has the hooks and their arguments")

    def test_a_pattern_that_backtracks(self, tmp_path):
        said = loading(outlet(tmp_path, 'domains = ["gazette.example"]\nchrome = "(a+)+b"'))

        assert "could take very long; use * and + at most 2 times" in said

    def test_a_plugin_that_is_switched_off(self, monkeypatch):
        installed(monkeypatch, outlets="normalize_outlets:PLUGINS")
        monkeypatch.setenv("NORMALIZE_DISABLE_PLUGINS", "outlets")
        _, findings = load(find_target("outlets"))

        assert "it is disabled; take it out of NORMALIZE_DISABLE_PLUGINS" in str(findings[0])

    def test_a_fixture_that_cannot_be_read(self, tmp_path, fixture):
        (fixture.folder / "article.json").write_text("{")
        _, findings = load(find_target(str(outlet(tmp_path))))

        assert "article.json: JSONDecodeError" in str(findings[0])


class TestHooks:
    """A function that is called almost like a hook is found."""

    def test_an_unmarked_hook_that_is_misspelt(self, tmp_path):
        path = module(tmp_path, CODE + "def normalize_headlines(document): ...\n")

        assert found(checks.hooks_are_spelled_right, path) == [
            f"error: [hooks] {path.stem}.normalize_headlines: there is no such hook, so it is "
            "never called; call it normalize_headline, and mark it with @hookimpl"
        ]


class TestFixtures:
    """Fixtures are compared field by field."""

    def test_there_are_none(self, tmp_path):
        (said,) = found(checks.fixtures_are_as_expected, outlet(tmp_path))

        assert "there are no fixtures" in said
        assert said.startswith("warning")

    def test_a_field_that_is_not_as_expected(self, tmp_path, fixture):
        path = outlet(tmp_path, GOOD.replace('drop = ".shop"\n', ""))
        (finding,) = checks.fixtures_are_as_expected(subject_of(path))

        assert str(finding).endswith("ferry, body: not as expected; if what was found is right, "
                                     "run again with --update")  # fmt: skip
        assert "+ The ferry mug is back in our shop, now also in blue." in map(str, finding.details)

    def test_a_field_that_nobody_has_confirmed(self, tmp_path, fixture):
        given = json.loads((fixture.folder / "article.json").read_text())
        (fixture.folder / "article.json").write_text(json.dumps(given | {"unconfirmed": ["body"]}))
        (said,) = found(checks.fixtures_are_as_expected, outlet(tmp_path))

        assert "ferry, body: nobody has confirmed it" in said

    def test_a_fixture_that_fails(self, tmp_path, fixture):
        fails = "@hookimpl\ndef normalize_authors(document):\n    return document.byline\n"
        (said,) = found(checks.fixtures_are_as_expected, module(tmp_path, CODE + fails))

        assert "normalize_authors: AttributeError" in said

    def test_a_fixture_of_nobody(self, tmp_path, fixture):
        path = module(tmp_path, CODE.replace('"gazette.example"', '"gazete.example"'))
        (said,) = found(checks.fixtures_concern_the_plugin, path)

        assert f"{URL} belongs to none of the plugin's outlets" in said

    def test_what_the_plugin_is_good_for(self, tmp_path, fixture):
        (said,) = found(checks.results_differ_from_generic, outlet(tmp_path))

        assert said == "note: [generic] fixtures/ferry, body: - without the plugin, + with it"

    def test_a_plugin_that_is_good_for_nothing(self, tmp_path, fixture):
        path = outlet(tmp_path, 'domains = ["gazette.example"]')
        (said,) = found(checks.results_differ_from_generic, path)

        assert "its fixtures give the same without it" in said


@pytest.mark.usefixtures("few")
class TestUpdate:
    """`--update` expects what is found, once it has been shown."""

    def test_it_shows_and_writes_what_was_found(self, tmp_path, fixture):
        path = outlet(tmp_path, GOOD.replace('drop = ".shop"\n', ""))
        code, printed = run(str(path), "--update")

        assert code == 0
        assert "ferry, body: expected and confirmed now\n" in printed
        assert "    + The ferry mug is back in our shop, now also in blue.\n" in printed
        (refreshed,) = fixtures_in(tmp_path)
        assert len(refreshed.expected["body"]) == 3

    def test_it_leaves_fixtures_that_hold(self, tmp_path, fixture):
        before = (fixture.folder / "article.json").stat().st_mtime_ns

        assert list(update(subject_of(outlet(tmp_path)))) == []
        assert (fixture.folder / "article.json").stat().st_mtime_ns == before


class TestSelectors:
    """Selectors find something on a fixture."""

    def test_a_field_whose_selectors_find_nothing(self, tmp_path, fixture):
        path = outlet(tmp_path, GOOD.replace("div.story", "div.stroy"))

        assert found(selectors_find_something, path) == [
            "error: [selectors] outlet gazette, container 'div.stroy': finds nothing on any "
            "fixture; correct it, leave it out, or save a page that has it"
        ]

    def test_one_of_several(self, tmp_path, fixture):
        path = outlet(tmp_path, GOOD.replace('".shop"', '[".shop", ".shpo"]'))
        (said,) = found(selectors_find_something, path)

        assert said.startswith("warning: [selectors] outlet gazette, drop '.shpo': finds nothing")

    def test_one_that_cannot_be_read(self, tmp_path):
        path = outlet(tmp_path, GOOD.replace("div.story", "div["))
        said = found(selectors_find_something, path)

        assert any("container 'div[': Can't parse CSS selector; write it as" in s for s in said)

    def test_no_page_to_try_them_on(self, tmp_path):
        (said,) = found(selectors_find_something, outlet(tmp_path))

        assert "its selectors are untried; save one" in said


class TestPatterns:
    """Line patterns match chrome, in time, and no prose."""

    def test_one_that_matches_nothing(self, tmp_path, fixture):
        path = outlet(tmp_path, GOOD.replace("Ferry times", "Ferry tims"))
        (said,) = found(patterns_match_something, path)

        assert "chrome 'Ferry tims: .*': matches no line of any fixture; correct it" in said

    @pytest.mark.parametrize("pattern", [r"(\w+,? ?)+!", r"(?P<a>[^a-z]{1,3})+ x", r".*.*.*.*;"])
    def test_one_in_code_that_backtracks(self, pattern, tmp_path, monkeypatch):
        monkeypatch.setattr("normalize.authoring.check_patterns._SECONDS", 0.5)
        path = module(tmp_path, CODE + f"LINE = re.compile({pattern!r})\n")
        (said,) = found(patterns_are_quick, path)

        assert f"{path.stem}.LINE {pattern!r}: backtracks: a line of" in said

    @pytest.mark.parametrize("pattern", [r"\((\w\w)\)", r"By ([A-Z]\w+ )+", r"\d{1,2} \w+ \d{4}"])
    def test_one_in_code_that_does_not(self, pattern, tmp_path):
        assert (
            found(patterns_are_quick, module(tmp_path, CODE + f"X = [re.compile({pattern!r})]"))
            == []
        )

    @pytest.mark.parametrize("pattern", [".*", r"[A-Z].*\\.", "“.*”.*", r"Die .*\\."])
    def test_one_that_hits_clean_prose(self, pattern, tmp_path):
        path = outlet(tmp_path, f'domains = ["gazette.example"]\nchrome = "{pattern}"\n')
        (said,) = found(patterns_leave_prose, path)

        assert "matches clean prose: " in said
        assert said.endswith("put words into it that only this outlet's chrome has")


class TestOthers:
    """A plugin gets on with others."""

    def test_a_domain_that_another_plugin_has(self, tmp_path, monkeypatch):
        other = module(tmp_path, 'from normalize import Outlet\nX = Outlet("x", "gazette.example")')
        monkeypatch.syspath_prepend(str(tmp_path))
        installed(monkeypatch, other=f"{other.stem}:X")

        assert found(checks.domains_are_nobody_elses, outlet(tmp_path)) == [
            "error: [domains] outlet gazette: outlet x of plugin other has gazette.example too; "
            "leave it to one of them, or part them by valid_from and valid_until"
        ]

    def test_a_domain_that_it_has_twice(self, tmp_path):
        path = module(
            tmp_path,
            "from normalize import Outlet, hookimpl\n@hookimpl\ndef normalize_register_outlets():\n"
            '    return [Outlet("a", "gazette.example"), Outlet("b", "gazette.example")]\n',
        )
        (said,) = found(checks.domains_are_nobody_elses, path)

        assert "outlet b: outlet a of this plugin has gazette.example too" in said

    def test_another_plugin_that_changes_its_results(self, tmp_path, fixture, monkeypatch):
        other = module(
            tmp_path,
            "from normalize import hookimpl\n"
            "@hookimpl\ndef normalize_headline(document):\n    return 'Ferry'\n",
        )
        monkeypatch.syspath_prepend(str(tmp_path))
        installed(monkeypatch, other=other.stem)
        (said,) = found(checks.plugins_agree_with_others, outlet(tmp_path))

        assert "ferry, headline: it is not the same with the other plugins installed" in said

    def test_another_plugin_of_its_name(self, tmp_path, monkeypatch):
        installed(monkeypatch, outlets="normalize_outlets:PLUGINS")
        entries = f'[project.entry-points.normalize]\noutlets = "{module(tmp_path, CODE).stem}"\n'
        (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "x"\n{entries}')
        (said,) = found(checks.plugins_agree_with_others, tmp_path)

        assert "plugin outlets: normalize_outlets:PLUGINS is installed by this name too" in said


class TestInvariants:
    """What the library promises holds with the plugin too."""

    @pytest.mark.parametrize(
        ("hook", "invariant", "advice"),
        [
            (
                "def normalize_authors(document):\n    return [document.blocks[99].text]",
                "total: not total: plugin",
                "have the hook return None for what it can't use",
            ),
            (
                "def normalize_headline(document):\n    TIMES.append(0)\n"
                "    return document.blocks[len(TIMES) % 2].text",
                "pure: ",
                "keep no state between calls",
            ),
            (
                "def normalize_label(document):\n    long = Label.remove('template', 'long')\n"
                "    return {i: long for i, b in enumerate(document.blocks) if len(b.text) > 60}",
                "careful: prose is not in the body: ",
                "narrow the selector, pattern or hook",
            ),
            (
                "def normalize_finish(article):\n    return article.replace(removed=())",
                "nothing lost: lost",
                "take text away by labels alone",
            ),
            (
                "def normalize_finish(article):\n"
                "    return article.replace(headline=f'{article.headline}!')",
                "idempotent: headline differs",
                "narrow what removes or changes",
            ),
        ],
    )
    def test_a_hook_that_breaks_one(self, hook, invariant, advice, tmp_path, fixture):
        path = module(tmp_path, f"{CODE}\nTIMES = []\n\n@hookimpl\n{hook}\n")
        (said,) = found(invariants_hold, path)

        assert said.startswith("error: [invariants] ")
        assert invariant in said
        assert advice in said

    def test_an_outlet_that_takes_prose_away(self, tmp_path, fixture):
        path = outlet(tmp_path, GOOD.replace('".shop"', '[".shop", ".story p"]'))
        (said,) = found(invariants_hold, path)

        assert "pages like fixtures/ferry: careful: prose is not in the body" in said
        assert "outlet.drop of outlet" in said

    def test_without_hypothesis_it_says_what_is_missing(self, tmp_path, monkeypatch):
        for name in [name for name in sys.modules if name.startswith("normalize.testing")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.delitem(sys.modules, "normalize.authoring.fuzz", raising=False)
        monkeypatch.setitem(sys.modules, "hypothesis", None)
        (said,) = found(invariants_hold, outlet(tmp_path))
        (too,) = found(patterns_leave_prose, outlet(tmp_path))

        assert said.startswith("warning: [invariants]")
        assert said.endswith("; pip install 'normalize-news[testing]', and check again")
        assert too.startswith("warning: [prose]")


@pytest.mark.usefixtures("few")
class TestCommand:
    """Exit codes and what is printed."""

    def test_something_that_is_wrong_is_1(self, tmp_path, fixture):
        code, printed = run(str(outlet(tmp_path, GOOD.replace("div.story", "div.stroy"))))

        assert code == 1
        assert "\nerror: [selectors] " in printed
        assert printed.endswith(": 1 error\n")

    def test_in_a_terminal_it_is_coloured(self, tmp_path, fixture, monkeypatch):
        monkeypatch.setenv("FORCE_COLOR", "1")
        _, printed = run(str(outlet(tmp_path, GOOD.replace("div.story", "div.stroy"))))

        assert "\x1b[1;31merror:\x1b[0m [selectors] outlet gazette" in printed

    def test_warnings_are_wrong_if_asked_for(self, tmp_path):
        path = str(outlet(tmp_path, 'domains = ["gazette.example"]'))

        assert run(path)[0] == 0
        assert run(path, "--strict")[0] == 1

    @pytest.mark.parametrize("given", ["nowhere", "."])
    def test_what_is_no_plugin_is_2(self, given, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        code, printed = run(given)

        assert code == 2
        assert "PATH|NAME" in printed

    def test_a_plugin_is_found_by_its_name(self, monkeypatch):
        installed(monkeypatch, outlets="normalize_outlets:PLUGINS")
        target = find_target("outlets")

        assert [entry.name for entry in target.plugins] == ["outlets"]
        assert ROOT / "tests" in target.fixtures

    def test_a_package_is_called_as_its_distribution_calls_it(self):
        target = find_target(str(ROOT / "plugins" / "example" / "normalize_example"))

        assert [entry.name for entry in target.plugins] == ["example"]
        assert ROOT / "plugins" / "example" / "tests" in target.fixtures

    def test_what_is_not_there_is_told_with_what_is(self, monkeypatch):
        installed(monkeypatch, outlets="normalize_outlets:PLUGINS")

        with pytest.raises(
            OptionsError, match=r"'gazete' is neither a path .*; installed: outlets"
        ):
            find_target("gazete")

    def test_each_check_is_run(self, tmp_path, fixture, monkeypatch):
        def one(subject: Subject) -> Iterator[Finding]:
            yield Finding("one", "note", subject.name, "a", "b")

        monkeypatch.setattr(checks, "CHECKS", (one, one))

        assert [each.check for each in check(subject_of(outlet(tmp_path)))] == ["one", "one"]
        assert {each.__name__ for each in CHECKS} >= {"invariants_hold", "patterns_leave_prose"}
