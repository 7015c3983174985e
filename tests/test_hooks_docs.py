"""Every hook is documented, and the plugin in its documentation does what it should."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from normalize import Article, Normalizer, hooks

PAGE = Path(__file__).parent.parent / "docs" / "hooks.md"
SECTION = re.compile(r"^### `(normalize_\w+)([^\n]*)`\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HOOKS = [name for name, spec in vars(hooks).items() if hasattr(spec, "normalize_spec")]
SECTIONS = {name: (rest, text) for name, rest, text in SECTION.findall(PAGE.read_text("utf-8"))}

FIRST = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."
SECOND = "It had been out of service since the storm of last week, when it lost both of its ramps."


def text(*blocks: str) -> str:
    return "\n\n".join(blocks)


def outlets(normalizer: Normalizer) -> Article:
    source = text("Ferry returns", FIRST, "Your Gazette, your ferry", SECOND)
    article = normalizer.normalize(source, url="https://www.gazette.example/ferry")
    assert article.outlet == "gazette"
    assert article.body == text(FIRST, SECOND)
    return article


def decode(normalizer: Normalizer) -> None:
    source = "MAC café in the harbour. " + FIRST
    assert "café" in normalizer.normalize(source.encode("mac_roman")).body


def read(normalizer: Normalizer) -> None:
    article = normalizer.normalize(f'{{"story": ["{FIRST}", "{SECOND}"]}}', kind="text")
    assert article.body == text(FIRST, SECOND)


def repair(normalizer: Normalizer) -> None:
    article = normalizer.normalize(f"The ferry{{apos}}s back. {FIRST}")
    assert article.body == f"The ferry’s back. {FIRST}"
    assert [repair.name for repair in article.repairs] == ["gazette.apostrophe"]


def label(normalizer: Normalizer) -> None:
    puzzle = "Puzzle of the day: which ferry came back, and which of the two will never do?"
    article = normalizer.normalize(text(FIRST, puzzle, SECOND))
    assert article.body == text(FIRST, SECOND)
    ((removed,),) = [article.removed]
    assert (removed.text, removed.rule) == (puzzle, "gazette.puzzle")


def headline(normalizer: Normalizer) -> None:
    article = normalizer.normalize(text("Harbour news", "Ferry returns", FIRST))
    assert article.headline == "Ferry returns"
    assert "Ferry returns" not in article.body


def standfirst(normalizer: Normalizer) -> None:
    page = f"<h1>Ferry returns</h1><p class=standfirst>{SECOND}</p><p>{FIRST}</p><p>{FIRST} So.</p>"
    assert normalizer.normalize(page, kind="html").standfirst is None


def authors(normalizer: Normalizer) -> None:
    assert normalizer.normalize(text(FIRST, SECOND, "(jd)")).authors == ("Jane Doe",)


def dateline(normalizer: Normalizer) -> None:
    article = normalizer.normalize(text(f"Port Ellen >>> {FIRST}", SECOND))
    assert article.dateline is not None
    assert article.dateline.place == "Port Ellen"
    assert article.body == text(FIRST, SECOND)


def published(normalizer: Normalizer) -> None:
    article = normalizer.normalize(FIRST, url="https://gazette.example/ferry-20260303")
    assert article.published == date(2026, 3, 3)


def body(normalizer: Normalizer) -> None:
    article = normalizer.normalize(text(FIRST, SECOND, "* * * " + FIRST + " Or so.", "More"))
    assert article.body == text(FIRST, SECOND)


def finish(normalizer: Normalizer) -> None:
    article = normalizer.normalize(FIRST, url="https://gazette.example/harbour/ferry")
    assert article.section == "harbour"


DOES: dict[str, Callable[[Normalizer], object]] = {
    "normalize_register_outlets": outlets,
    "normalize_decode": decode,
    "normalize_read": read,
    "normalize_repair": repair,
    "normalize_label": label,
    "normalize_headline": headline,
    "normalize_standfirst": standfirst,
    "normalize_authors": authors,
    "normalize_dateline": dateline,
    "normalize_published": published,
    "normalize_body": body,
    "normalize_finish": finish,
}


def test_every_hook_has_a_section_in_order_and_a_test():
    assert list(SECTIONS) == HOOKS
    assert list(DOES) == HOOKS


@pytest.mark.parametrize("hook", HOOKS)
def test_the_heading_of_a_hooks_section_is_its_signature(hook):
    signature = str(inspect.signature(getattr(hooks, hook))).replace("'", "")

    assert SECTIONS[hook][0] == signature


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hooks_section_says_what_an_outlet_plugin_does_with_it(hook):
    assert "*In an outlet plugin:*" in SECTIONS[hook][1]
    assert "In an outlet plugin:" in (getattr(hooks, hook).__doc__ or "")


@pytest.mark.parametrize("hook", HOOKS)
def test_the_plugin_in_a_hooks_section_does_what_it_should(hook):
    found = EXAMPLE.search(SECTIONS[hook][1])
    assert found is not None
    plugin = ModuleType("gazette")
    exec(found[1], vars(plugin))

    assert hasattr(plugin, hook)
    DOES[hook](Normalizer(plugins=[plugin]))
