"""The seeds: sample documents of our own writing, and what a careful editor makes of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from normalize import Article, Normalizer, Reason, decode
from normalize.document import Metadata
from normalize.label.labelling import Labelling

ROOT = Path(__file__).parent.parent / "seeds"
SOURCES = sorted(path for path in ROOT.glob("*/*") if path.suffix in (".txt", ".html", ".bin"))
FIELDS = (
    "headline",
    "standfirst",
    "authors",
    "dateline",
    "published",
    "body",
    "credits",
    "removed",
)
GENERIC = Normalizer(plugins=())


def seeds(*, with_rule: bool = False) -> list[Any]:
    """All seeds; those in `known-failure` are expected to fail."""
    return [
        pytest.param(
            path,
            id=f"{path.parent.name}/{path.name}",
            marks=[pytest.mark.xfail] if path.parent.name == "known-failure" else [],
        )
        for path in SOURCES
        if not with_rule or expected(path)["rule"]
    ]


def expected(path: Path) -> dict[str, Any]:
    """What should come out of the seed, from the JSON file beside it."""
    said: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return said


def source(path: Path) -> str | bytes:
    """The seed, as text without any translation of line ends, or as bytes."""
    data = path.read_bytes()
    return data if path.suffix == ".bin" else data.decode()


def fields(article: Article) -> dict[str, Any]:
    """The article in the words of a seed's JSON file."""
    line = article.dateline
    said: dict[str, Any] = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "dateline": line
        and {
            "place": line.place,
            "city": line.city,
            "agency": line.agency,
            "date": line.date and str(line.date),
        },
        "published": article.published and article.published.isoformat(),
        "body": [block.text for block in article.blocks if block.role == "body"],
        "credits": list(article.credits),
        "removed": removed_lines((r.text, r.reason) for r in article.removed),
    }
    return said


def removed_lines(pieces: Any) -> list[str]:
    """`reason: text` for each line removed; a list may be one piece or several."""
    return [
        f"{Reason(reason)}: {line.strip()}"
        for text, reason in pieces
        for line in text.split("\n")
        if line.strip()
    ]


def wanted(path: Path) -> dict[str, Any]:
    """What should come out of the seed, in the form of `fields`."""
    said = expected(path)
    pieces = removed_lines((piece["text"], piece["reason"]) for piece in said["removed"])
    return {**{name: said[name] for name in FIELDS}, "removed": pieces}


def difference(name: str, want: Any, got: Any) -> str:
    """What differs in a field, as a diff to read."""
    left, right = (json.dumps(v, ensure_ascii=False, indent=1).split("\n") for v in (want, got))
    return "\n".join((f"{name} differs", *unified_diff(left, right, "expected", "got", n=1)))


def compare(path: Path, article: Article) -> list[str]:
    """The differences between a seed's article and what it should be."""
    want, got = wanted(path), fields(article)
    if article.kind == "html":
        # A page's boxes may go as a whole or piece by piece; what is listed must be among them.
        ledger = {" ".join(r.text.split()): r.reason for r in article.removed}
        got["removed"] = [line for line in want["removed"] if is_in_ledger(line, ledger)]
    return [difference(name, want[name], got[name]) for name in FIELDS if want[name] != got[name]]


def is_in_ledger(line: str, ledger: dict[str, Reason]) -> bool:
    """Whether a piece with this reason, or one left out for where it stood, holds the line."""
    reason, _, text = line.partition(": ")
    return any(why in (reason, "outside_body") and text in piece for piece, why in ledger.items())


@pytest.mark.parametrize("path", seeds())
def test_seed(path: Path) -> None:
    """Every field of the seed is what a careful editor would want."""
    differences = compare(path, GENERIC.normalize(source(path)))

    assert not differences, "\n\n".join(["", *differences])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_source_has_expectations(path: Path) -> None:
    """A seed without its JSON file, or with a field missing, is an error."""
    said = expected(path)

    assert {*FIELDS, "comment", "rule"} == said.keys()


def test_every_expectation_has_a_source() -> None:
    """No JSON file is left over."""
    assert {path.with_suffix(".json") for path in SOURCES} == set(ROOT.glob("*/*.json"))


def test_must_not_change() -> None:
    """What must not change has its whole text in the article, and an empty ledger."""
    for path in SOURCES:
        if path.parent.name == "must-not-change":
            article = GENERIC.normalize(source(path))

            assert decode(path.read_bytes()).strip() == article.text.strip()
            assert article.removed == article.repairs == ()


def always(value: Any) -> Callable[..., Any]:
    """A function that gives `value` whatever it is given."""
    return lambda *_: value


# What takes a step out: the function named does nothing any more.
NEUTRAL: dict[str, Callable[..., Any]] = {
    "normalize.builtin.read_bytes": lambda data: data.decode("utf-8", "replace"),
    "normalize.builtin.find_dateline": always(None),
    "normalize.label.page.label_structure": always({}),
    "normalize.read.page.read_metadata": always(Metadata()),
    "normalize.label.one_line._is_furniture": always(False),
    "normalize.read.paragraphs.is_broken": always(False),
    "normalize.read.text.paragraphs": lambda rows: ([row] for row in rows if row.text.strip()),
    "normalize.repair.clean": str.strip,
    "normalize.repair.fix_with_ftfy": lambda text, _: (text, []),
    "normalize.repair.unglue_quotes": str,
}


@contextmanager
def without(rule: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The library without the rules whose id starts with `rule`, or without that function."""
    with monkeypatch.context() as patch:
        if rule in NEUTRAL:
            patch.setattr(rule, NEUTRAL[rule])
        else:
            remove = Labelling.remove

            def remove_others(
                self: Labelling, index: int, reason: Reason, name: str, *more: Any
            ) -> None:
                if not name.startswith(rule):
                    remove(self, index, reason, name, *more)

            patch.setattr(Labelling, "remove", remove_others)
        yield


@pytest.mark.parametrize("path", seeds(with_rule=True))
def test_rule_is_needed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule that a seed names, the seed fails."""
    with without(expected(path)["rule"], monkeypatch):
        article = GENERIC.normalize(source(path))

    assert compare(path, article)
