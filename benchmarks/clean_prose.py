"""Whether clean prose stays as it is: article bodies fed back as text.

    python benchmarks/clean_prose.py [--show] [--datelines] FILE_OR_FOLDER …

Reads JSON Lines (also .gz) whose records have a `body`, a text or a list of paragraphs. Each
body is normalized as text. Printed are the share of its words that are kept, the share of
bodies that are unchanged but for datelines, bylines, date lines and lines of signs (`___`), the
share that repair alone changes (line separators and control characters aside, which nobody
sees), and how often each rule took words. `--show` lists every
change, `--datelines` every dateline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from normalize import Article, Normalizer
from normalize.repair import clean

EXPECTED = frozenset({"byline", "date_line"})
"""Reasons whose removal is no change: bylines go to the authors, date lines to `published`."""

UNSEEN = frozenset({"fix_line_breaks", "remove_control_chars"})
"""Repairs of white space and of characters that nobody sees."""

GENERIC = Normalizer(plugins=())


@dataclass
class Figures:
    """What was counted over the bodies of a set."""

    bodies: int = 0
    unchanged: int = 0
    repaired: int = 0
    words: int = 0
    kept: int = 0
    rules: Counter[str] = field(default_factory=Counter)


def bodies(place: Path) -> Iterator[tuple[str, str]]:
    """The ids and bodies of a file, or of all files of a folder."""
    files = sorted(place.glob("*.jsonl*")) if place.is_dir() else [place]
    for file in files:
        data = file.read_bytes()
        data = gzip.decompress(data) if file.suffix == ".gz" else data
        for number, line in enumerate(data.splitlines()):
            record = json.loads(line)
            body = record.get("body")
            text = body if isinstance(body, str) else "\n\n".join(body or ())
            if text.strip():
                yield str(record.get("id", number)), text


def words(text: str) -> Counter[str]:
    """The words of a text, and how often each stands there; soft hyphens are not seen."""
    return Counter(re.findall(r"[^\W_]+", clean(text)))


def said(article: Article) -> str:
    """All of the body that the article still has."""
    kept = [block.text for block in article.blocks]
    kept += [piece.text for piece in article.removed if piece.reason in EXPECTED]
    return "\n".join([article.dateline.raw if article.dateline else "", *kept])


def measure(name: str, text: str, figures: Figures, *, show: bool, datelines: bool) -> None:
    """Normalize one body and count what happened to it."""
    article = GENERIC.normalize(text, kind="text")
    before = words(text)
    lost = before - words(said(article))
    removed = [p for p in article.removed if p.reason not in EXPECTED and words(p.text)]
    changes = [f"{piece.rule}: {piece.text}" for piece in removed]
    repairs = [f"{r.name}: {r.before!r} -> {r.after!r}" for r in article.repairs]
    if not repairs:
        notes = [step for step in article.trace if step.step == "repair" and step.by not in UNSEEN]
        repairs = [f"{step.by}: {step.note}" for step in notes]
    figures.bodies += 1
    figures.words += before.total()
    figures.kept += before.total() - lost.total()
    figures.repaired += bool(repairs)
    figures.unchanged += not (changes or repairs or lost)
    figures.rules.update(piece.rule for piece in removed)
    if show:
        for change in changes + repairs:
            print(f"  {name}  {change[:160]}")
    if datelines and article.dateline:
        print(f"  {name}  dateline {article.dateline.raw!r}")


def main() -> None:
    """Measure every file or folder named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("places", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--show", action="store_true", help="list every change")
    parser.add_argument("--datelines", action="store_true", help="list every dateline")
    given = parser.parse_args()
    for place in given.places:
        figures = Figures()
        for name, text in bodies(place):
            measure(name, text, figures, show=given.show, datelines=given.datelines)
        if not figures.bodies:
            parser.error(f"no bodies in {place}")
        print(
            f"{place}: {figures.bodies} bodies, {figures.kept / figures.words:.3%} of words kept, "
            f"{figures.unchanged / figures.bodies:.1%} unchanged, "
            f"{figures.repaired / figures.bodies:.1%} repaired"
        )
        for rule, count in figures.rules.most_common():
            print(f"  {count:5d}  {rule}")


if __name__ == "__main__":
    main()
