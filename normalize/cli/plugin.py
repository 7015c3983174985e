"""`normalize plugin`: what plugins there are, and whether they are right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from normalize.cli.check import check_plugin
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

if TYPE_CHECKING:
    from normalize.plugins import PluginInfo

plugin = typer.Typer(help="Look after plugins.", no_args_is_help=True)


plugin.command("check")(check_plugin)


@plugin.command("list")
def list_plugins(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """List the installed plugins: version, hooks, outlets, and whether they are in use.

    What could not be loaded is told on standard error.
    """
    from normalize.options import Options
    from normalize.plugins import Plugins

    found = Plugins.load(None, (), Options()).infos
    if as_json:
        typer.echo(json.dumps([asdict(info) for info in found], ensure_ascii=False, indent=2))
    elif not found:
        typer.echo("no plugins installed")
    else:
        typer.echo("\n".join(line for info in found for line in _lines(info)))


@plugin.command("trace")
def trace_plugins(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text or HTML file; - is standard input.")
    ],
    url: Url = None,
    outlet: OutletName = None,
    kind: KindOfSource = SourceKind.AUTO,
    as_of: AsOf = None,
) -> None:
    """Print every hook call of a source: who was asked, what it answered, what that changed."""
    from normalize.authoring.trace import trace

    try:
        given: dict[str, Any] = {"url": url, "outlet": outlet, "kind": kind.value, "as_of": as_of}
        _, calls = trace(read_source(file), **given)
    except OptionsError as problem:
        raise typer.BadParameter(str(problem)) from problem
    except (OSError, NormalizeError) as problem:
        tell(problem, file)
        raise typer.Exit(1) from problem
    for hook, group in groupby(calls, key=lambda call: call.hook):
        typer.secho(hook, bold=True)
        for call in group:
            typer.echo(f"  {call}")


@plugin.command("new")
def new_plugin(
    domain: Annotated[str, typer.Argument(metavar="DOMAIN", help="As example.com.")],
    pages: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PAGE…]", help="Saved pages of the outlet, of different stories."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to make it; normalize-NAME if not said."),
    ] = None,
) -> None:
    """Make a plugin for an outlet from saved pages: its data, fixtures, tests and README."""
    from normalize.authoring import new
    from normalize.authoring.learn import SavedPage

    try:
        saved = [SavedPage(path.read_bytes(), name=str(path)) for path in pages or ()]
        days = [date.fromtimestamp(path.stat().st_mtime) for path in pages or ()]
        made = new.new_plugin(domain, saved, out, seen=max(days, default=None))
    except OptionsError as problem:
        raise typer.BadParameter(str(problem)) from problem
    except OSError as problem:
        tell(problem)
        raise typer.Exit(1) from problem
    for note in made.learned.notes if made.learned else ():
        typer.echo(f"normalize: {note}", err=True)
    typer.echo("\n".join(map(str, made.files)))
    typer.echo(f"\nNext: normalize plugin check {made.folder}")


def _lines(info: PluginInfo) -> Iterator[str]:
    yield " ".join(filter(None, (info.name, info.version, f"({info.status})")))
    if info.hooks:
        yield f"  hooks: {', '.join(info.hooks)}"
    if info.outlets:
        yield f"  outlets: {', '.join(info.outlets)}"
