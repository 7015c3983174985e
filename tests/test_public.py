"""The public names, what importing them costs, and how options are checked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import normalize
from normalize import Normalizer, Options, OptionsError, Reason

ROOT = Path(__file__).parent.parent
DOCUMENTED = {
    *("normalize", "Normalizer", "Options", "Article", "Block", "Dateline", "PartialDate"),
    *("Removed", "Reason", "Repair", "Step", "Image", "Document", "Label", "Outlet"),
    *("decode", "hookimpl"),
    *("NormalizeError", "UnsupportedInput", "PluginError", "OptionsError"),
}
HEAVY = {
    *("ftfy", "selectolax", "pluggy", "trafilatura", "lxml", "rich", "typer", "hypothesis"),
    *("charset_normalizer", "htmldate", "justext"),
}
TEXT = "Ferry returns\n\nThe ferry is back in service, the operator of the line said on Monday."


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport sys\nprint(*sys.modules, sep='\\n')"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_the_public_names_are_the_documented_ones() -> None:
    assert set(normalize.__all__) == DOCUMENTED
    assert list(normalize.__all__) == sorted(normalize.__all__)


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_every_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(normalize, name)

    assert found.__doc__ or name == "hookimpl"


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'normalise'"):
        _ = normalize.normalise


def test_importing_the_library_loads_nothing_heavy() -> None:
    assert not loaded_after("import normalize") & HEAVY


def test_clean_text_needs_neither_a_parser_nor_a_second_opinion() -> None:
    code = f"import normalize; normalize.Normalizer(plugins=()).normalize({TEXT!r})"

    assert not loaded_after(code) & (HEAVY - {"pluggy", "charset_normalizer", "ftfy"})


def test_normalize_takes_options_by_name() -> None:
    text = f"{TEXT}\n\nAdvertisement"

    assert "Advertisement" in normalize.normalize(text, options={"keep": {"advertisement"}}).body
    assert "Advertisement" not in normalize.normalize(text).body


# ---------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"straight_quote": True}, ["straight_quote", "straight_quotes", "keep"]),
        ({"keep": {"advertisment"}}, ["advertisment", "advertisement", "related"]),
        ({"on_plugin_error": "ignore"}, ["ignore", "raise", "skip"]),
        ({"unicode_form": "NFD"}, ["NFD", "NFC", "NFKC"]),
    ],
)
def test_a_misspelt_option_is_an_error_that_names_the_known_ones(
    given: dict[str, Any], says: list[str]
) -> None:
    with pytest.raises(OptionsError) as raised:
        Normalizer(given)

    assert all(each in str(raised.value) for each in says)


def test_an_unknown_keyword_is_an_error() -> None:
    with pytest.raises(TypeError, match="straight_quote"):
        Options(straight_quote=True)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "keep", [{"related"}, ["related"], ("related",), frozenset({Reason.RELATED})]
)
def test_reasons_to_keep_may_be_given_as_words(keep: Any) -> None:
    assert Options(keep=keep).keep == {Reason.RELATED}


def test_options_compare_by_value() -> None:
    assert Options(keep=frozenset({Reason.RELATED})) == Options.of({"keep": ["related"]})
    assert hash(Options()) == hash(Options.of(None)) == hash(Options.of({}))
