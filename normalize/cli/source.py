"""A source on the command line: its file, and what is said about it."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


class SourceKind(StrEnum):
    """What a source is."""

    AUTO = "auto"
    TEXT = "text"
    HTML = "html"


Url: TypeAlias = Annotated[str | None, typer.Option(help="Where the source is from.")]
OutletName: TypeAlias = Annotated[
    str | None, typer.Option(help="The publisher, by name or domain; wins over the URL.")
]
KindOfSource: TypeAlias = Annotated[SourceKind, typer.Option(help="What the source is.")]
AsOf: TypeAlias = Annotated[
    date | None,
    typer.Option(
        parser=date.fromisoformat, metavar="DATE", help="Day of the crawl, as 2021-11-10."
    ),
]


def read_source(name: str) -> bytes:
    """The content of a file; `-` is standard input.

    Raises:
        OSError: it can't be read.
    """
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def tell(problem: Exception, name: str = "standard output") -> None:
    """Say on standard error what went wrong, and with which file: `name`, if it doesn't say."""
    if isinstance(problem, OSError):
        name, said = problem.filename or name, problem.strerror or str(problem)
    else:
        said = str(problem)
    typer.echo(f"normalize: {name}: {said}", err=True)
