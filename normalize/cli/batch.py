"""`normalize batch`: many documents to a folder."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from normalize.article import Reason
from normalize.cli.source import AsOf, KindOfSource, OutletName, SourceKind
from normalize.errors import BatchError, NormalizeError, OptionsError
from normalize.options import Options

if TYPE_CHECKING:
    from normalize.batch import Settings, Summary


class RowFormat(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    JSONL_ZST = "jsonl.zst"
    PARQUET = "parquet"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN",
            help="Files, folders, globs, remote addresses: .txt .html .jsonl .parquet .warc, also "
            ".gz and .zst; - is JSON lines on standard input.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write.")],
    output: Annotated[
        RowFormat, typer.Option("--format", "-f", help="How rows are written.")
    ] = RowFormat.JSONL,
    text_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Where records hold the source; else html, text, content."
        ),
    ] = None,
    url_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where records hold the URL; else url.")
    ] = None,
    id_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where records hold an id; else id.")
    ] = None,
    kind: KindOfSource = SourceKind.AUTO,
    outlet: OutletName = None,
    as_of: AsOf = None,
    keep: Annotated[
        list[Reason] | None,
        typer.Option(metavar="REASON", help="Do not remove for this reason. Repeatable."),
    ] = None,
    disable_plugin: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Do not use this plugin. Repeatable.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-j", min=1, help="Processes; else one a core.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option(metavar="SECONDS", help="What a document may take.")
    ] = 30.0,
    memory_limit: Annotated[
        int,
        typer.Option(
            metavar="MB", min=0, help="What a worker may take for a document; Linux only. 0: all."
        ),
    ] = 2_048,
    shard_size: Annotated[
        int, typer.Option(metavar="N", min=1, help="Documents of an output file.")
    ] = 5_000,
    restart: Annotated[
        bool, typer.Option("--restart", help="Do all again; else go on where it stopped.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what it came to as a page of HTML.")
    ] = None,
) -> None:
    """Normalize many documents; nothing is lost, and the same command goes on where it stopped.

    Rows go to part-… files in DIR, what fails to DIR/_dead-letters, which is input too.
    """
    try:
        from normalize.batch import Fields, Settings

        settings = Settings(
            options=Options(
                keep=frozenset(keep or ()),
                disabled_plugins=frozenset(disable_plugin or ()),
                on_plugin_error="skip",
            ),
            kind=kind.value,
            outlet=outlet,
            as_of=as_of,
            fields=Fields(text_field, url_field, id_field),
            format=output.value,
            shard_size=shard_size,
            workers=workers,
            time_limit=time_limit,
            memory_limit=memory_limit or None,
        )
        summary = _run(inputs, out, settings, restart=restart)
    except (BatchError, OptionsError) as problem:
        raise typer.BadParameter(str(problem)) from problem
    except NormalizeError as problem:
        typer.echo(f"normalize: {problem}", err=True)
        raise typer.Exit(1) from problem
    _tell(summary, out, report)
    if summary.dead:
        raise typer.Exit(1)


def _run(inputs: list[str], out: Path, settings: Settings, *, restart: bool) -> Summary:
    from normalize.batch import run
    from normalize.batch.progress import watching

    try:
        with watching(sys.stderr) as watch:
            return run(inputs, out, settings, restart=restart, watch=watch)
    except KeyboardInterrupt:
        typer.echo(f"\nnormalize: stopped; the same command goes on from {out}", err=True)
        raise


def _tell(summary: Summary, out: Path, report: Path | None) -> None:
    from normalize.batch.progress import print_summary
    from normalize.batch.report import to_html

    print_summary(summary)
    if summary.dead:
        typer.echo(f"normalize: {summary.dead:,} dead letters in {out / '_dead-letters'}", err=True)
    if report is not None:
        report.write_text(to_html(summary, f"normalize batch: {out}"), encoding="utf-8")
