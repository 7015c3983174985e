"""The outlets that come with the library, each on a page and a text with its structure."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import normalize_outlets
import pytest

from normalize import Normalizer
from normalize.authoring.fixtures import FIELDS, Fixture, fixtures_in
from normalize.plugins import index_of

FOLDER = Path(__file__).parent / "fixtures" / "outlets"
FIXTURES = {f"{each.folder.parent.name}/{each.name}": each for each in fixtures_in(FOLDER)}


@pytest.fixture(scope="module")
def normalizer() -> Normalizer:
    return Normalizer(plugins=normalize_outlets.PLUGINS)


@pytest.fixture(params=FIXTURES)
def fixture(request: pytest.FixtureRequest) -> Fixture:
    return FIXTURES[request.param]


def test_every_shipped_outlet_has_a_page():
    folder = Path(normalize_outlets.__file__).parent
    files = {path.stem for path in folder.iterdir() if path.suffix in (".toml", ".py")}

    assert files - {"__init__"} == {path.name for path in FOLDER.iterdir()}
    assert {each.folder.parent.name for each in FIXTURES.values() if each.kind == "html"} == (
        files - {"__init__"}
    )


def test_it_gives_the_article_that_it_should(fixture: Fixture, normalizer: Normalizer):
    assert fixture.differences(fixture.normalize(normalizer)) == {}


def test_somebody_has_looked_at_every_field(fixture: Fixture):
    assert fixture.unconfirmed == ()
    assert fixture.expected.keys() >= set(FIELDS)


def test_the_outlet_is_named_in_its_articles(fixture: Fixture, normalizer: Normalizer):
    assert fixture.normalize(normalizer).outlet == fixture.folder.parent.name


def outlets_page() -> ModuleType:
    path = Path(__file__).parent.parent / "benchmarks" / "outlets_page.py"
    spec = importlib.util.spec_from_file_location("outlets_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_index_and_page_are_up_to_date_or_else_run_benchmarks_outlets_page():
    written = outlets_page()

    assert (written.FOLDER / "index.json").read_text("utf-8") == index_of(written.FOLDER)
    assert written.PAGE.read_text("utf-8") == written.page()
