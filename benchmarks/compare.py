"""The library beside its peers, on public data that you have cloned, in one run.

    python benchmarks/compare.py DATA [DATA …] [--tool NAME …] [--limit N]

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
from typing import Any

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

    def run(page: Page) -> Fields:
        article = normalizer.normalize(page.html, url=page.url)
        dateline = article.dateline.raw + " " if article.dateline else ""
        body = dateline + article.body
        return Fields(body, article.headline or "", article.authors, _day(article.published))

    return run


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
    runs = {name: TOOLS[name][1]() for name in tools}
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
    return f"{tool} {version(TOOLS[tool][0])}"


def _is_installed(tool: str) -> bool:
    try:
        version(TOOLS[tool][0])
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
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(arguments)
    tools = given.tool or [tool for tool in TOOLS if _is_installed(tool)]
    for folder in given.data:
        pages = list(read_pages(folder))[: given.limit]
        print(table(folder.resolve().name, len(pages), compare(pages, tools)), end="\n\n")


if __name__ == "__main__":
    main()
