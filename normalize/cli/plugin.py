"""`normalize plugin`: what plugins there are, and whether they are right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from normalize.cli.check import check_plugin

if TYPE_CHECKING:
    from normalize.plugins import PluginInfo

plugin = typer.Typer(help="Look after plugins.", no_args_is_help=True)


@plugin.callback()
def _plugin() -> None:
    pass


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


def _lines(info: PluginInfo) -> Iterator[str]:
    yield " ".join(filter(None, (info.name, info.version, f"({info.status})")))
    if info.hooks:
        yield f"  hooks: {', '.join(info.hooks)}"
    if info.outlets:
        yield f"  outlets: {', '.join(info.outlets)}"
