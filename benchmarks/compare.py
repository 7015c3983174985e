"""The library beside its peers, on public data that you have cloned, in one run.

    python benchmarks/compare.py DATA [DATA …] [--tool NAME …] [--texts] [--limit N]

DATA is a folder of one of these, told by what is in it:

- ScrapingHub's article extraction benchmark: `ground-truth.json` and `html/`
  (https://github.com/scrapinghub/article-extraction-benchmark)
- WCXB: `ground-truth/*.json` and `html/`, or the `dev` or `test` folder that holds them
- Fundus' publisher tests: `tests/resources/parser/test_data`, a folder for each country
  (https://github.com/flairNLP/fundus)

Printed are, for each tool that is installed: precision, recall and F1 of the body's shingles of
four words (the mean over pages, as ScrapingHub's benchmark has it), the share of pages with every
word right, the share of right titles and days, F1 of the authors' words, errors, and the time of a
page as a multiple of what normalize takes. A missing field of the gold counts for nobody.

With `--texts` the tools are those that print the text of a whole page, menus and all, such as
BeautifulSoup's `get_text`; beside each stands what normalize makes of that text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalize import Article

SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Fields:
    """What a page holds, by its gold or by a tool; what is unknown is empty."""

    body: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its gold."""

    html: bytes
    url: str | None
    gold: Fields


# ---------------------------------------------------------------- the data


def read_pages(folder: Path) -> Iterator[Page]:
    """The pages of a data set, in the order of their names."""
    if (folder / "ground-truth.json").exists():
        yield from _scrapinghub(folder)
    elif (folder / "ground-truth").is_dir():
        yield from _wcxb(folder)
    elif any(folder.glob("*/*.html.gz")):
        yield from _fundus(folder)
    else:
        raise SystemExit(f"{folder}: none of the data sets that `--help` lists")


def _scrapinghub(folder: Path) -> Iterator[Page]:
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, page in sorted(gold.items()):
        html = _html(folder / "html" / name)
        if html is not None:
            yield Page(html, page.get("url"), Fields(page["articleBody"]))


def _wcxb(folder: Path) -> Iterator[Page]:
    for path in sorted((folder / "ground-truth").glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        truth = page.get("ground_truth", page)
        html = _html(folder / "html" / path.stem)
        if html is not None:
            authors = re.split(r"\s*(?:,|;|&|\band\b)\s*", truth.get("author") or "")
            gold = Fields(
                truth.get("main_content") or "",
                truth.get("title") or "",
                tuple(filter(None, authors)),
                _day(truth.get("publish_date")),
            )
            yield Page(html, page.get("url"), gold)


def _fundus(folder: Path) -> Iterator[Page]:
    """The newest page of each publisher, with what the newest version of its parser reads."""
    for path in sorted(folder.glob("*/*.json")):
        versions = json.loads(path.read_text("utf-8"))
        pages = sorted(path.parent.glob(f"{path.stem}_*.html.gz"))
        info = path.parent / "meta.info"
        known = json.loads(info.read_text("utf-8")) if info.exists() else {}
        if pages and versions:
            read = versions[max(versions)]
            html = gzip.decompress(pages[-1].read_bytes())
            url = (known.get(pages[-1].name) or {}).get("url")
            body = read.get("body") or {}
            parts = [part for section in body.get("sections", ()) for part in _section(section)]
            gold = Fields(
                "\n".join([*body.get("summary", ()), *parts]),
                read.get("title") or "",
                tuple(read.get("authors") or ()),
                _day(read.get("publishing_date")),
            )
            yield Page(html, url, gold)


def _section(section: dict[str, Any]) -> Iterator[str]:
    yield from section.get("headline") or ()
    yield from section.get("paragraphs") or ()


def _html(path: Path) -> bytes | None:
    packed = path.with_name(path.name + ".html.gz")
    plain = path.with_name(path.name + ".html")
    if packed.exists():
        return gzip.decompress(packed.read_bytes())
    return plain.read_bytes() if plain.exists() else None


# ---------------------------------------------------------------- the tools


def _normalize() -> Callable[[Page], Fields]:
    from normalize import Normalizer

    normalizer = Normalizer(plugins=())

    return lambda page: _fields(normalizer.normalize(page.html, url=page.url))


def _fields(article: Article) -> Fields:
    dateline = article.dateline.raw + " " if article.dateline else ""
    body = dateline + article.body
    return Fields(body, article.headline or "", article.authors, _day(article.published))


def _trafilatura() -> Callable[[Page], Fields]:
    extract = import_module("trafilatura").bare_extraction

    def run(page: Page) -> Fields:
        found = extract(page.html, url=page.url, with_metadata=True)
        if found is None:
            return Fields()
        authors = tuple(filter(None, re.split(r"\s*;\s*", found.author or "")))
        return Fields(found.text or "", found.title or "", authors, _day(found.date))

    return run


def _resiliparse() -> Callable[[Page], Fields]:
    tree = import_module("resiliparse.parse.html").HTMLTree
    plain = import_module("resiliparse.extract.html2text").extract_plain_text
    detect = import_module("resiliparse.parse.encoding").detect_encoding

    def run(page: Page) -> Fields:
        parsed = tree.parse_from_bytes(page.html, detect(page.html))
        return Fields(plain(parsed, main_content=True))

    return run


def _readability() -> Callable[[Page], Fields]:
    document = import_module("readability").Document
    html = import_module("lxml.html")

    def run(page: Page) -> Fields:
        found = document(page.html.decode("utf-8", "replace"))
        text = "\n".join(html.fromstring(found.summary()).itertext())
        return Fields(text, found.short_title() or "")

    return run


TOOLS: dict[str, tuple[str, Callable[[], Callable[[Page], Fields]]]] = {
    "normalize": ("normalize-news", _normalize),
    "trafilatura": ("trafilatura", _trafilatura),
    "resiliparse": ("resiliparse", _resiliparse),
    "readability": ("readability-lxml", _readability),
}


# ---------------------------------------------------------------- what prints whole pages


def _soup(html: bytes) -> Any:
    """A page without its scripts, as BeautifulSoup has it."""
    page = import_module("bs4").BeautifulSoup(html, "html.parser")
    for element in page(["script", "style", "noscript", "template"]):
        element.decompose()
    return page


def _get_text(separator: str) -> Callable[[], Callable[[bytes], str]]:
    return lambda: lambda html: str(_soup(html).get_text(separator, strip=bool(separator)))


def _html2text() -> Callable[[bytes], str]:
    make = import_module("html2text").HTML2Text

    def run(html: bytes) -> str:
        converter = make()  # what a page leaves open would hide the next one
        converter.ignore_links = converter.ignore_images = True
        return str(converter.handle(html.decode("utf-8", "replace")))

    return run


def _markdownify() -> Callable[[bytes], str]:
    convert = import_module("markdownify").markdownify
    return lambda html: str(convert(str(_soup(html))))


def _inscriptis() -> Callable[[bytes], str]:
    get_text = import_module("inscriptis").get_text
    return lambda html: str(get_text(html.decode("utf-8", "replace")))


PRINTERS: dict[str, tuple[str, Callable[[], Callable[[bytes], str]]]] = {
    "get_text()": ("beautifulsoup4", _get_text("")),
    "get_text(' ')": ("beautifulsoup4", _get_text(" ")),
    "get_text('\\n')": ("beautifulsoup4", _get_text("\n")),
    "html2text": ("html2text", _html2text),
    "markdownify": ("markdownify", _markdownify),
    "inscriptis": ("inscriptis", _inscriptis),
}
CLEANED = " + normalize"


def _as_printed(printer: str) -> Callable[[Page], Fields]:
    run = PRINTERS[printer][1]()
    return lambda page: Fields(run(page.html))


def _cleaned(printer: str) -> Callable[[Page], Fields]:
    from normalize import Normalizer

    run, normalizer = PRINTERS[printer][1](), Normalizer(plugins=())

    def clean(page: Page) -> Fields:
        return _fields(normalizer.normalize(run(page.html), kind="text"))

    return clean


def _runner(tool: str) -> Callable[[Page], Fields]:
    """What runs a tool, or a printer of pages, by itself or before normalize."""
    printer = tool.removesuffix(CLEANED)
    if printer not in PRINTERS:
        return TOOLS[tool][1]()
    return _as_printed(printer) if printer == tool else _cleaned(printer)


# ---------------------------------------------------------------- the score


@dataclass(slots=True)
class Score:
    """What a tool reached so far, a value for each page that has gold for it."""

    columns: dict[str, list[float]] = field(default_factory=dict)
    errors: int = 0
    seconds: float = 0.0

    def add(self, name: str, value: float) -> None:
        """Note the value of one page."""
        self.columns.setdefault(name, []).append(value)


def compare(pages: Sequence[Page], tools: Sequence[str]) -> dict[str, Score]:
    """Run the tools over the pages, page by page in turn, so that noise meets all alike."""
    runs = {name: _runner(name) for name in tools}
    scores = {name: Score() for name in tools}
    for page in pages[:3]:  # imports and tables count for nobody
        for run in runs.values():
            _guarded(run, page)
    for page in pages:
        for name, run in runs.items():
            score = scores[name]
            start = time.perf_counter()
            found = _guarded(run, page)
            score.seconds += time.perf_counter() - start
            score.errors += found is None
            _judge(score, page.gold, found or Fields())
    return scores


def _guarded(run: Callable[[Page], Fields], page: Page) -> Fields | None:
    try:
        return run(page)
    except Exception:  # whatever a tool stumbles over, it is an error of that tool on that page
        return None


def _judge(score: Score, gold: Fields, found: Fields) -> None:
    if gold.body:
        precision, recall = _overlap(_shingles(gold.body), _shingles(found.body))
        score.add("F1", _f1(precision, recall))
        score.add("prec", precision)
        score.add("recall", recall)
        score.add("exact", _words(gold.body) == _words(found.body))
    if gold.title:
        score.add("title", _words(gold.title) == _words(found.title))
    if gold.day:
        score.add("date", gold.day == found.day)
    if gold.authors:
        named, given = (Counter(_words(" ".join(f.authors))) for f in (gold, found))
        score.add("authors", _f1(*_overlap(named, given)))


def _words(text: str) -> list[str]:
    """Words in lower case; ideographs and kana are words of their own."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+", folded)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _words(text)
    last = max(1, len(words) - SHINGLE + 1)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(last)) if words else Counter()


def _overlap(gold: Counter[Any], found: Counter[Any]) -> tuple[float, float]:
    hit = (gold & found).total()
    return hit / max(1, found.total()), hit / max(1, gold.total())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _day(moment: object) -> str:
    found = re.search(r"\d{4}-\d\d-\d\d", str(moment or ""))
    return found[0] if found else ""


# ---------------------------------------------------------------- the table

COLUMNS = ("F1", "prec", "recall", "exact", "title", "date", "authors")


def table(name: str, pages: int, scores: dict[str, Score]) -> str:
    """The scores as a Markdown table."""
    base = scores["normalize"].seconds if "normalize" in scores else 0.0
    lines = [
        f"| {name}, {pages} pages | {' | '.join(COLUMNS)} | errors | time |",
        f"|---|{'---|' * (len(COLUMNS) + 2)}",
    ]
    for tool, score in scores.items():
        values = [f"{fmean(score.columns[c]):.3f}" if c in score.columns else "" for c in COLUMNS]
        times = f"{score.seconds / base:.2f} x" if base else f"{score.seconds:.1f} s"
        lines.append(f"| {_named(tool)} | {' | '.join(values)} | {score.errors} | {times} |")
    return "\n".join(lines)


def _named(tool: str) -> str:
    return f"{tool} {version(_package(tool))}"


def _package(tool: str) -> str:
    return (TOOLS | PRINTERS)[tool.removesuffix(CLEANED)][0]


def _is_installed(tool: str) -> bool:
    try:
        version(_package(tool))
    except PackageNotFoundError:
        return False
    return True


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each folder of data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--tool", action="append", choices=TOOLS)
    parser.add_argument("--texts", action="store_true", help="what prints whole pages instead")
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(arguments)
    printers = [name for tool in PRINTERS for name in (tool, tool + CLEANED)]
    tools = given.tool or list(filter(_is_installed, printers if given.texts else TOOLS))
    for folder in given.data:
        pages = list(read_pages(folder))[: given.limit]
        print(table(folder.resolve().name, len(pages), compare(pages, tools)), end="\n\n")


if __name__ == "__main__":
    main()
