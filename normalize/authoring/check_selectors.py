"""Checks of what an outlet's data says: selectors and line patterns that fixtures show in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalize.article import Article
from normalize.authoring.findings import Finding, Subject
from normalize.document import Document
from normalize.plugins import Outlet
from normalize.plugins.nodes import nodes_of
from normalize.plugins.outlet import line_pattern
from normalize.read.html import read_html


def selectors_find_something(subject: Subject) -> Iterator[Finding]:
    """Each selector can be read, and finds something on a page among the fixtures."""
    for outlet in subject.outlets:
        pages = [
            fixture.document(subject.plugins)
            for fixture, result in subject.results_of(outlet)
            if fixture.kind == "html" and isinstance(result, Article)
        ]
        fields = dict(_selectors(outlet))
        if fields and not pages:
            yield Finding(
                "selectors",
                "warning",
                f"outlet {outlet.name}",
                "no page among the fixtures is this outlet's, so its selectors are untried",
                "save one, or correct the outlet's domains",
            )
        for field, selectors in fields.items():
            yield from _wrong(f"outlet {outlet.name}, {field}", selectors, pages)


def _wrong(where: str, selectors: Sequence[str], pages: Sequence[Document]) -> Iterator[Finding]:
    """What is wrong with the selectors of a field.

    Where others of the field find something, one that doesn't may be for pages that differ.
    """
    unused = []
    for selector in selectors:
        try:
            found = any(nodes_of(page).find(selector) for page in pages or [_empty_page()])
        except Exception as problem:
            there, said = f"{where} {selector!r}", str(problem).rstrip(".")
            yield Finding("selectors", "error", there, said, "write it as CSS has it")
        else:
            unused += [selector] if pages and not found else []
    for selector in unused:
        yield Finding(
            "selectors",
            "error" if len(unused) == len(selectors) else "warning",
            f"{where} {selector!r}",
            "finds nothing on any fixture",
            "correct it, leave it out, or save a page that has it",
        )


def patterns_match_something(subject: Subject) -> Iterator[Finding]:
    """Each line pattern matches a line of a fixture."""
    for outlet in subject.outlets:
        lines = set(_lines(subject, outlet))
        if not lines:
            continue
        for field, pattern in patterns_of(outlet):
            compiled = line_pattern(pattern)
            if not any(compiled.fullmatch(line) for line in lines):
                yield Finding(
                    "patterns",
                    "warning",
                    f"outlet {outlet.name}, {field} {pattern!r}",
                    "matches no line of any fixture",
                    "correct it, leave it out, or save a page or text that has such a line",
                )


def patterns_of(outlet: Outlet) -> list[tuple[str, str]]:
    """The outlet's line patterns, each with its field."""
    chrome = [("chrome", pattern) for pattern, _ in outlet.chrome]
    return [*chrome, *(("credits", pattern) for pattern in outlet.credits)]


def _selectors(outlet: Outlet) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The outlet's selectors by field, where there are any."""
    for field in ("container", "headline", "standfirst", "authors", "dateline", "published"):
        if getattr(outlet, field):
            yield field, getattr(outlet, field)
    if outlet.keep:
        yield "keep", outlet.keep
    if outlet.drop:
        yield "drop", tuple(selector for selector, _ in outlet.drop)


def _empty_page() -> Document:
    return read_html(Document("", "html"), b"")


def _lines(subject: Subject, outlet: Outlet) -> Iterator[str]:
    """What the outlet's fixtures say, line by line, as patterns see it."""
    for _, article in subject.results_of(outlet):
        if isinstance(article, Article):
            texts = [piece.text for piece in article.blocks]
            texts += [piece.text for piece in article.removed]
            for line in "\n".join(texts).split("\n"):
                yield " ".join(line.split())
