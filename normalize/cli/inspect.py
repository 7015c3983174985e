"""`normalize inspect`: an article beside its source, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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


def inspect(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text or HTML file; - is standard input.")
    ],
    out: Annotated[Path, typer.Option(metavar="REPORT", help="The HTML file to write.")],
    url: Url = None,
    outlet: OutletName = None,
    kind: KindOfSource = SourceKind.AUTO,
    as_of: AsOf = None,
) -> None:
    """Write a page that shows the article beside its source.

    Each block has the colour of what became of it; those that were removed tell the reason,
    the rule and the plugin.
    """
    from normalize.authoring.inspection import inspection_page
    from normalize.pipeline import Normalizer

    try:
        article, pieces = Normalizer().explain(
            read_source(file), url=url, outlet=outlet, kind=kind.value, as_of=as_of
        )
        page = inspection_page(article, pieces, file)
        out.write_bytes(page.encode("utf-8", "replace"))
    except OptionsError as problem:
        raise typer.BadParameter(str(problem)) from problem
    except (OSError, NormalizeError) as problem:
        tell(problem, file)
        raise typer.Exit(1) from problem
