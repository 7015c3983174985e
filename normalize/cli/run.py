"""`normalize run`: sources in, articles out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from normalize.article import Article, Reason
from normalize.cli.source import (
    AsOf,
    KindOfSource,
    OutletName,
    SourceKind,
    Url,
    read_source,
    tell,
)
from normalize.errors import NormalizeError, OptionsError
from normalize.formats import dumps, to_json, to_markdown, to_ninjs, to_schema_org, to_text
from normalize.options import Options

if TYPE_CHECKING:
    from normalize.pipeline import Normalizer


class Format(StrEnum):
    """How an article is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    JSONLD = "jsonld"
    NINJS = "ninjs"


_PROSE = (Format.TEXT, Format.MARKDOWN)


def run(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Text or HTML files; - is standard input."),
    ] = None,
    output: Annotated[
        Format, typer.Option("--format", "-f", help="What to print; several JSON are JSON lines.")
    ] = Format.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the source, what was left out of it, and why.")
    ] = False,
    url: Url = None,
    outlet: OutletName = None,
    kind: KindOfSource = SourceKind.AUTO,
    as_of: AsOf = None,
    keep: Annotated[
        list[Reason] | None,
        typer.Option(metavar="REASON", help="Do not remove for this reason. Repeatable."),
    ] = None,
    disable_plugin: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Do not use this plugin. Repeatable.")
    ] = None,
) -> None:
    """Normalize sources and print the articles.

    A source that fails is reported on standard error; the others go on.
    """
    if explain and output is not Format.TEXT:
        raise typer.BadParameter("--explain has a format of its own; leave out --format")
    if not files and _at_terminal():
        raise typer.BadParameter("no FILE given; - reads standard input")
    names = files or ["-"]
    options = {"keep": keep or (), "disabled_plugins": disable_plugin or ()}
    given: dict[str, Any] = {"url": url, "outlet": outlet, "as_of": as_of, "kind": kind.value}
    try:
        normalizer = _normalizer(options)
        if explain:
            work = partial(_explained, normalizer, given)
        else:
            work = partial(_printed, normalizer, given, _writer(output, alone=len(names) == 1))
        titled = len(names) > 1 and (explain or output in _PROSE)
        complete = _print_all(names, work, titled=titled)
    except OptionsError as problem:
        raise typer.BadParameter(str(problem)) from problem
    if not complete:
        raise typer.Exit(1)


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _normalizer(options: dict[str, Any]) -> Normalizer:
    from normalize.pipeline import Normalizer

    return Normalizer(Options.of(options))


def _print_all(names: Sequence[str], work: Callable[[bytes], str], *, titled: bool) -> bool:
    """Print what `work` makes of each file; False if it failed for one."""
    complete = True
    title = "==> {} <==\n"
    for name in names:
        try:
            done = work(read_source(name))
        except OptionsError:
            raise
        except (OSError, NormalizeError) as problem:
            complete = False
            tell(problem, name)
            continue
        sys.stdout.write(title.format(name) if titled else "")
        sys.stdout.write(f"{done}\n" if done else "")
        title = "\n==> {} <==\n"
    return complete


def _printed(
    normalizer: Normalizer, given: dict[str, Any], writer: Callable[[Article], str], source: bytes
) -> str:
    return writer(normalizer.normalize(source, **given))


def _writer(output: Format, *, alone: bool) -> Callable[[Article], str]:
    """How to print an article; JSON is indented only where one is shown to a person."""
    indent = 2 if alone and sys.stdout.isatty() else None
    writers: dict[Format, Callable[[Article], str]] = {
        Format.TEXT: to_text,
        Format.MARKDOWN: to_markdown,
        Format.JSON: lambda article: to_json(article, indent=indent),
        Format.JSONLD: lambda article: dumps(to_schema_org(article), indent=indent),
        Format.NINJS: lambda article: dumps(to_ninjs(article), indent=indent),
    }
    return writers[output]


def _explained(normalizer: Normalizer, given: dict[str, Any], source: bytes) -> str:
    from normalize.cli.explain import explain, shown
    from normalize.read.decode import decode

    article, pieces = normalizer.explain(source, **given)
    return shown(explain(article, pieces, decode(source)))
