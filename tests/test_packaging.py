"""What is installed: version, data files, and modules that are fit to read."""

from __future__ import annotations

import ast
import tomllib
from importlib.metadata import distribution, metadata, version
from importlib.resources import files
from pathlib import Path

import pytest

import normalize
from normalize.words.languages import languages

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES = [ROOT / "normalize", ROOT / "plugins" / "normalize_outlets"]
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))
LONGEST_MODULE = 450
STEPS = ("words", "read", "repair", "label", "split", "pipeline")
"""The parts of the road in order: each may ask those before it, none those behind it."""

ROAD = [path for path in MODULES if path.relative_to(ROOT).with_suffix("").parts[1] in STEPS]


def name(path: Path) -> str:
    """The module as it is called in the project."""
    return str(path.relative_to(ROOT))


def test_the_version_is_that_of_the_project() -> None:
    assert version("normalize-news") == PROJECT["version"] == normalize.__version__


def test_the_licence_and_the_python_version_are_those_of_the_project() -> None:
    known = metadata("normalize-news")

    assert known["License-Expression"] == PROJECT["license"]
    assert known["Requires-Python"] == PROJECT["requires-python"]


def test_the_package_says_that_it_is_typed() -> None:
    assert (files("normalize") / "py.typed").is_file()


@pytest.mark.parametrize(
    "path",
    [
        "authoring/template/README.md.tmpl",
        "authoring/template/__init__.py.tmpl",
        "authoring/template/conftest.py.tmpl",
        "authoring/template/outlet.toml.tmpl",
        "authoring/template/pyproject.toml.tmpl",
        "authoring/template/test_outlet.py.tmpl",
        "label/data/captions.toml",
        "label/data/portraits.toml",
        "label/data/shapes.toml",
        "label/data/talk.toml",
        "read/data/bylines.toml",
        "read/data/metas.toml",
        "read/data/structure.toml",
        "words/data/agencies.toml",
        "words/data/camel_names.txt",
        "words/data/dates.toml",
        "words/data/evidence.toml",
        "words/data/names.toml",
        "words/data/places.txt",
        "words/data/regions.txt",
        "words/data/subheads.txt",
    ],
)
def test_data_files_are_there(path: str) -> None:
    assert (files("normalize") / path).read_text("utf-8").strip()


def test_each_table_of_a_language_is_read() -> None:
    tables = (ROOT / "normalize" / "words" / "data").glob("??.toml")

    assert {path.stem for path in tables} == set(languages())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def test_commands_and_plugins_can_be_loaded() -> None:
    ours = distribution("normalize-news").entry_points

    assert {entry.group for entry in ours} == {"console_scripts", "normalize"}
    assert all(entry.load() is not None for entry in ours)


@pytest.mark.parametrize("path", ROAD, ids=name)
def test_no_step_asks_one_behind_it(path: Path) -> None:
    step = path.relative_to(ROOT).with_suffix("").parts[1]
    behind = STEPS[STEPS.index(step) + 1 :]
    imported = {
        node.module.split(".")[1]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("normalize.")
    }

    assert imported.isdisjoint(behind)
