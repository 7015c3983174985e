"""`normalize plugin check`: what is wrong with a plugin, line by line."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from normalize.authoring.findings import Finding, Severity

_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_STORAGE = "HYPOTHESIS_STORAGE_DIRECTORY"
_MARKS = {" ": "dim", "-": "red", "+": "green"}


def check_plugin(
    given: Annotated[
        str,
        typer.Argument(
            metavar="PATH|NAME",
            help="A distribution's folder, a package, a module, an outlet's TOML file, or the "
            "name of an installed plugin.",
            show_default=False,
        ),
    ],
    update: Annotated[
        bool,
        typer.Option(
            "--update", help="Expect what the fixtures give now, and take it as confirmed."
        ),
    ] = False,
    fixtures: Annotated[
        list[Path] | None,
        typer.Option(
            help="A folder of fixtures, where it is not `tests` in the distribution's folder or "
            "`fixtures` beside the file.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
) -> None:
    """Check that a plugin loads, does what its fixtures expect, and breaks no promise.

    Each line says what is wrong, where, and what to do about it. Below may stand a
    difference: `-` is expected, `+` is found.
    """
    from normalize.authoring.check import check, load
    from normalize.authoring.check import update as update_fixtures
    from normalize.authoring.target import find_target
    from normalize.errors import OptionsError

    try:
        target = find_target(given, fixtures or ())
    except OptionsError as problem:
        raise typer.BadParameter(str(problem)) from problem
    counts: Counter[Severity] = Counter()
    subject, findings = load(target)
    if subject is not None and update:
        _print(update_fixtures(subject), Counter())
        subject, findings = load(target)
    _print(findings, counts)
    if subject is not None:
        with _hypothesis_elsewhere():
            _print(check(subject), counts)
    typer.echo(f"{given}: {_summary(counts)}")
    raise typer.Exit(1 if counts["error"] or (strict and counts["warning"]) else 0)


@contextmanager
def _hypothesis_elsewhere() -> Iterator[None]:
    """Keep the folder `.hypothesis` out of the one that somebody is in."""
    with TemporaryDirectory() as folder:
        given = os.environ.setdefault(_STORAGE, folder)
        try:
            yield
        finally:
            if given == folder:
                del os.environ[_STORAGE]


def _print(findings: Iterable[Finding], counts: Counter[Severity]) -> None:
    """Print findings as they come, in colours for a terminal, and count them."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for finding in findings:
        counts[finding.severity] += 1
        head, colon, rest = str(finding).partition(":")
        console.print(Text.assemble((head + colon, _STYLES[finding.severity]), rest))
        for line in finding.details:
            console.print(Text(f"    {line}", style=_MARKS[line.mark]))


def _summary(counts: Counter[Severity]) -> str:
    return ", ".join(_counted(counts)) or "nothing is wrong"


def _counted(counts: Counter[Severity]) -> Iterator[str]:
    for severity in ("error", "warning"):
        number = counts[severity]
        if number:
            yield f"{number} {severity}{'s' if number > 1 else ''}"
