"""The pytest plugin that turns fixtures into tests, as its users run it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from normalize.authoring.fixtures import Fixture

pytest_plugins = ["pytester"]

BODY = ["The ferry was back in service on Monday, a spokesman said.", "Nobody was hurt."]
PAGE = f"""<h1>Ferry returns</h1><div class="story"><p>{BODY[0]}</p><p>{BODY[1]}</p>
<p class="shop">The ferry mug is back in our shop.</p></div>"""
URL = "https://www.gazette.example/ferry"
PLUGIN = """
from normalize import Outlet

GAZETTE = Outlet("gazette", "gazette.example", container="div.story", drop={".shop": "promotion"})
"""
PROJECT = '[project]\nname = "x"\n[project.entry-points.normalize]\ngazette = "{}:GAZETTE"\n'


@pytest.fixture
def fixture(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> Fixture:
    """A fixture in a distribution whose plugin is not installed; its module has its own name."""
    module = f"gazette_{abs(hash(request.node.name))}"
    pytester.makeconftest('pytest_plugins = ["normalize.testing.pytest_plugin"]')
    pytester.makefile(".toml", pyproject=PROJECT.format(module))
    pytester.makepyfile(**{f"src/{module}": PLUGIN})
    folder = pytester.path / "tests" / "ferry"
    expected = {"headline": "Ferry returns", "body": BODY}
    fixture = Fixture(folder, PAGE.encode(), "html", URL, expected=expected)
    fixture.write()
    return fixture


def ran(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest("-p", "no:randomly", "-p", "no:cacheprovider", *arguments)


def changed(fixture: Fixture, **given: Any) -> None:
    from dataclasses import replace

    replace(fixture, **given).write()


def test_each_field_that_is_expected_is_a_test(pytester, fixture):
    result = ran(pytester, "-v")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["tests/ferry/article.json::headline PASSED*", "tests/ferry/article.json::body PASSED*"]
    )


def test_a_field_can_be_chosen_by_its_name(pytester, fixture):
    ran(pytester, "-k", "headline").assert_outcomes(passed=1, deselected=1)


def test_a_field_that_is_not_as_expected_shows_the_difference_and_what_to_do(pytester, fixture):
    changed(fixture, expected={"headline": "Ferry returns", "body": [BODY[0], "Two were hurt."]})

    result = ran(pytester)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*tests/ferry/article.json: body*",
            "not as expected (- expected, + found):",
            f"  {BODY[0]}",
            "- Two were hurt.",
            "+ Nobody was hurt.",
            "If what was found is right: normalize plugin check . --update",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_field_that_nobody_has_confirmed_fails(pytester, fixture):
    changed(fixture, unconfirmed=("headline",))

    result = ran(pytester)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "nobody has confirmed this yet:",
            "  Ferry returns",
            "If it is right: normalize plugin check . --update",
        ]
    )


def test_a_fixture_that_expects_nothing_fails(pytester, fixture):
    changed(fixture, expected={})

    result = ran(pytester)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*article.json: expects nothing*--update"])


def test_a_fixture_without_a_source_fails(pytester, fixture):
    (fixture.folder / "page.html").unlink()

    result = ran(pytester)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ferry: there is no page.html or page.txt"])


def test_a_plugin_that_cannot_be_loaded_is_told(pytester, fixture):
    pytester.makefile(".toml", pyproject=PROJECT.format("gazette_that_is_not_there"))

    result = ran(pytester)

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["plugin 'gazette', load: ModuleNotFoundError: *"])


def test_without_a_distribution_the_installed_plugins_are_tested(
    pytester, fixture, tmp_path_factory, monkeypatch
):
    (pytester.path / "pyproject.toml").unlink()
    outlets: Path = tmp_path_factory.mktemp("outlets")
    (outlets / "gazette.toml").write_text('domains = ["gazette.example"]\ndrop = ".shop"\n')
    monkeypatch.setenv("NORMALIZE_OUTLETS", str(outlets))

    ran(pytester).assert_outcomes(passed=2)


def test_without_opting_in_nothing_is_collected(pytester, fixture):
    (pytester.path / "conftest.py").unlink()

    ran(pytester).assert_outcomes()
