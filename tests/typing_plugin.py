"""A complete plugin, for the type checker: it is checked, and never run.

mypy --strict tests/typing_plugin.py
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import assert_type

from normalize import (
    Article,
    Dateline,
    Document,
    Label,
    Normalizer,
    Options,
    Outlet,
    Reason,
    hookimpl,
)

GAZETTE = Outlet(
    "gazette",
    "gazette.example",
    valid_from=date(2020, 1, 1),
    container="div.story",
    drop={"div.ad": "advertisement", "div.more": Reason.RELATED},
    chrome=["Follow us"],
)
assert_type(GAZETTE.container, tuple[str, ...])
assert_type(GAZETTE.drop, tuple[tuple[str, Reason], ...])


@hookimpl
def normalize_register_outlets() -> Iterable[Outlet]:
    """Hook."""
    return [GAZETTE]


@hookimpl
def normalize_decode(data: bytes, options: Options) -> str | None:
    """Hook."""
    return None if options.second_opinion else data.decode("ascii")


@hookimpl
def normalize_read(document: Document, options: Options) -> Document | None:
    """Hook."""
    return document if options.straight_quotes else None


@hookimpl
def normalize_repair(document: Document) -> Document | None:
    """Hook."""
    for block in document.blocks:
        block.text = block.text.replace("\N{NO-BREAK SPACE}", " ")
    return document


@hookimpl
def normalize_label(document: Document) -> Mapping[int, Label | Sequence[Label]] | None:
    """Hook."""
    last = len(document.blocks) - 1
    return {last: Label.remove(Reason.SLUG, "gazette.slug"), 0: [Label.keep("headline", "x")]}


@hookimpl
def normalize_headline(document: Document) -> str | None:
    """Hook."""
    return document.metadata.headline


@hookimpl
def normalize_standfirst(document: Document) -> str | None:
    """Hook."""
    return document.metadata.description


@hookimpl
def normalize_authors(document: Document) -> Sequence[str] | None:
    """Hook."""
    return document.metadata.authors or None


@hookimpl
def normalize_dateline(document: Document) -> Dateline | None:
    """Hook."""
    return Dateline("OSLO — ", place="OSLO") if document.blocks else None


@hookimpl
def normalize_published(document: Document) -> datetime | date | None:
    """Hook."""
    return document.as_of


@hookimpl
def normalize_body(document: Document) -> Sequence[int] | None:
    """Hook."""
    return range(len(document.blocks))


@hookimpl
def normalize_finish(article: Article, document: Document) -> Article | None:
    """Hook."""
    return article.replace(section=document.language)


assert_type(Normalizer(plugins=[GAZETTE]).normalize("text", url="https://gazette.example"), Article)
