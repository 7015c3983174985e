"""The command `normalize`."""

from __future__ import annotations

import signal
import sys
import warnings
from collections.abc import Sequence
from io import TextIOWrapper

from normalize.cli.commands import app, command_names

__all__ = ["main"]


def main() -> None:
    """Run the command line that the process was given, and exit with its code."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # end quietly where `| head` does
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    warnings.formatwarning = _warning
    try:
        app(args=routed(sys.argv[1:]), prog_name="normalize")
    except OSError as problem:
        what = f" {problem.filename}" if problem.filename else ""
        sys.exit(f"normalize: can't write{what}: {problem.strerror}")


def routed(arguments: Sequence[str]) -> list[str]:
    """The arguments with the command spelled out: `FILE…` is short for `run FILE…`.

    The first argument is a command if it is the name of one; a file called `run` is given
    as `./run`. Without any, it is help for who sits at a terminal, and `run` in a pipe.
    """
    if not arguments and sys.stdin.isatty():
        return ["--help"]
    if arguments and (arguments[0] in command_names() or arguments[0] in ("--help", "--version")):
        return list(arguments)
    return ["run", *arguments]


def _warning(message: Warning | str, *_: object, **__: object) -> str:
    return f"{message}\n"
