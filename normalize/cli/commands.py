"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from normalize.cli.batch import batch
from normalize.cli.inspect import inspect
from normalize.cli.outlet import outlet
from normalize.cli.plugin import plugin
from normalize.cli.run import run

EXIT_CODES = "Exit codes: 0 all went well, 1 a source failed, 2 a mistake in the command line."

app = typer.Typer(
    help="""Turn the text people scrape from news sites into clean articles.

    `normalize FILE…` is short for `normalize run FILE…`, and `-` is standard input:

    `curl https://… | normalize - --explain`
    """,
    epilog=EXIT_CODES,
    rich_markup_mode="markdown",
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command(epilog=EXIT_CODES)(run)
app.command(epilog=EXIT_CODES)(batch)
app.command(epilog=EXIT_CODES)(inspect)
app.add_typer(outlet, name="outlet")
app.add_typer(plugin, name="plugin")


def command_names() -> set[str]:
    """The names that, as a first argument, mean a command and not a file."""
    return set(typer.main.get_group(app).commands)


def _print_version(wanted: bool) -> None:
    if wanted:
        import normalize

        typer.echo(f"normalize {normalize.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    pass
