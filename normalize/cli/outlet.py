"""`normalize outlet`: outlets as data, learned from what they publish, or taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from normalize.cli.source import tell
from normalize.errors import OptionsError

if TYPE_CHECKING:
    from normalize.authoring.ftr import ImportedSite
    from normalize.authoring.learn import Learned

outlet = typer.Typer(help="Look after outlets.", no_args_is_help=True)


@outlet.command()
def learn(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="Saved pages of one outlet; with --text, one file of JSON lines."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the outlet there, as TOML.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="The outlet's name; without it, its domain's.")
    ] = None,
    domain: Annotated[
        str | None, typer.Option(help="The outlet's domain; without it, the pages' own.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Learn from articles that were scraped as text.")
    ] = False,
) -> None:
    """Learn an outlet from several of its pages: where the story stands, what is chrome.

    Prints the outlet as TOML, each line with the evidence for it. It is never worse than the
    general rules on any of the pages.
    """
    from normalize.authoring.learn import outlet_toml

    try:
        learned = _from_texts(files, name, domain) if text else _from_pages(files, name, domain)
        if out is not None and out.exists():
            raise OptionsError(f"{out} is already there; choose another file for --out")
        printed = outlet_toml(learned)
        if out is None:
            typer.echo(printed, nl=False)
        else:
            out.write_text(printed, "utf-8")
            typer.echo(f"wrote {out}: {len(learned.entries)} entries")
    except OptionsError as problem:
        raise typer.BadParameter(str(problem)) from problem
    except OSError as problem:
        tell(problem)
        raise typer.Exit(1) from problem


@outlet.command("import-ftr")
def import_ftr_rules(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder of site rules, a file a host.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write the outlets there, as TOML, a file a domain."),
    ] = None,
) -> None:
    """Take over the site rules of Full-Text RSS as outlets.

    Tells file by file what can't be taken over. A file that is already there stays.
    """
    from normalize.authoring.ftr import coverage, import_ftr

    try:
        sites = list(import_ftr(folder))
    except OptionsError as problem:
        raise typer.BadParameter(str(problem)) from problem
    try:
        for site in sites:
            left = list(site.left)
            if out is not None and not _write_site(site, out):
                left.append(f"{out / site.file} is already there")
            for each in left:
                typer.echo(f"{site.path.name}: {each}")
    except OSError as problem:
        tell(problem)
        raise typer.Exit(1) from problem
    typer.echo(coverage(sites))


def _write_site(site: ImportedSite, folder: Path) -> bool:
    """Write what a file gave, unless there is something; False if there is."""
    from normalize.authoring.learn import Learned, outlet_toml

    if site.outlet is None:
        return True
    path = folder / site.file
    if path.exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    notes = [f"from {site.path.name}"]
    notes += (f"left out: {each}" for each in site.left)
    notes += (f"a page to try: {each}" for each in site.tests)
    path.write_text(outlet_toml(Learned(site.outlet, notes=tuple(notes))), "utf-8")
    return True


def _from_pages(files: list[str], name: str | None, domain: str | None) -> Learned:
    from normalize.authoring.learn import SavedPage, domain_of, learn_outlet

    pages = [SavedPage(Path(file).read_bytes(), name=file) for file in files]
    domain = domain or domain_of(pages)
    if domain is None:
        raise OptionsError("the pages don't say where they are from; give their --domain")
    return learn_outlet(pages, name or domain, domain)


def _from_texts(files: list[str], name: str | None, domain: str | None) -> Learned:
    from normalize.authoring.learn import learn_text, read_articles

    if len(files) > 1:
        raise OptionsError("--text takes one file of JSON lines")
    articles = read_articles(files[0], domain)
    domain = domain or articles.domain
    name = name or domain
    if name is None:
        raise OptionsError("the articles don't say where they are from; give --name or --domain")
    return learn_text(articles.texts, name, domain or ())
