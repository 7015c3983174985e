"""What a batch costs over the bare call, how it scales, and whether a worker's memory grows.

    python benchmarks/batch.py [speed] [memory] [--pages N] [--rounds N] [--documents N]

`speed` normalizes generated pages in one process by `Normalizer.normalize`, then by batches of
one and two workers, round after round; of each the fastest round counts. Each is a
process of its own, whose start counts. CPU is that of all processes together. Where others
use the machine the clock says little: then the CPU tells what two free cores would do. `memory`
prints what a worker holds after more and more documents.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from normalize import Normalizer, Options
from normalize.batch import Settings, run
from normalize.batch.documents import Worker
from normalize.batch.items import Item
from normalize.batch.packing import pack
from normalize.batch.summary import Summary

VOCABULARY = """the a of council harbour ferry island bridge mayor winter storm school budget
river market festival museum library hospital road railway teacher farmer captain engineer voters
company workers minister report decision plan meeting evening morning summer price water energy
opened closed promised voted argued warned returned decided built repaired sold bought moved
near after before during because although while again never often slowly quickly early late
old new small large northern southern public private local national long short"""
WORDS = VOCABULARY.split()
NAMES = ("Ida Holm", "Jon Berg", "Ana Ruiz", "Max Lindt", "Eva Moen", "Leo Hart")
PLACES = ("OSLO", "LISBON", "RIGA", "CORK", "BREMEN")
SCRIPT = "<script>window.site={track:function(a,b){return a+b},list:[1,2,3,4,5]};</script>"
STEPS = (1_000, 5_000, 10_000, 25_000, 50_000, 100_000)


def pages(count: int, seed: int = 1) -> Iterator[str]:
    """Pages of a news site, of some 20 kB each, no two alike."""
    chance = random.Random(seed)

    def title() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(4, 9))).capitalize()

    def sentence() -> str:
        return title() + " " + " ".join(chance.choices(WORDS, k=chance.randint(6, 18))) + "."

    def links(number: int) -> str:
        items = (f'<li><a href="/s/{chance.random()}">{title()}</a></li>' for _ in range(number))
        return f"<ul>{''.join(items)}</ul>"

    for number in range(count):
        paragraphs = [
            "<p>" + escape(" ".join(sentence() for _ in range(chance.randint(2, 5)))) + "</p>"
            for _ in range(chance.randint(8, 25))
        ]
        paragraphs.insert(3, "<p>Advertisement</p>")
        paragraphs.insert(6, f"<p>Read also: {title()}</p>")
        place, name = chance.choice(PLACES), chance.choice(NAMES)
        headline = title()
        yield (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The '
            f'Quay</title><meta property="og:title" content="{headline}">'
            f'<meta property="article:published_time" content="2021-11-{number % 28 + 1:02}'
            f'T08:00:00Z">{SCRIPT * 20}</head><body><header><nav>{links(25)}</nav></header>'
            f'<main><article class="story"><h1>{headline}</h1><p class="byline">By {name}</p>'
            f"<p>{place} (AP) — {sentence()}</p>{''.join(paragraphs)}</article></main>"
            f'<aside class="related"><h2>Most read</h2>{links(30)}</aside>'
            f"<footer>{links(20)}<p>© 2021 The Quay</p></footer>{SCRIPT * 20}</body></html>"
        )


Seconds = tuple[float, float, float]
"""By the clock, of CPU, and of CPU in the process that reads and writes."""


def bare(path: Path) -> None:
    """The bare call over the pages of a file, one after the other."""
    normalizer = Normalizer(Options(on_plugin_error="skip"))
    with path.open() as lines:
        for line in lines:
            normalizer.normalize(json.loads(line)["html"], kind="html")


def batch(path: Path, workers: int, form: Any) -> None:
    """A batch, from its start to its end."""
    with tempfile.TemporaryDirectory() as out:
        summary = run([path], Path(out) / "rows", Settings(workers=workers, format=form))
        assert not summary.dead


WAYS: dict[str, Callable[[Path], None]] = {
    "bare call": bare,
    "1 worker": lambda path: batch(path, 1, "jsonl"),
    "2 workers": lambda path: batch(path, 2, "jsonl"),
    "2 workers, jsonl.zst": lambda path: batch(path, 2, "jsonl.zst"),
    "2 workers, parquet": lambda path: batch(path, 2, "parquet"),
}


def seconds(way: str, path: Path) -> Seconds:
    """What a way takes, in a process of its own."""
    wall, cpu = perf_counter(), _children()
    command = [sys.executable, __file__, "way", "--way", way, "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return perf_counter() - wall, _children() - cpu, float(done.stdout)


def _children() -> float:
    """CPU seconds of all processes that this one has started and seen the end of."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def speed(count: int, rounds: int) -> None:
    """Print throughput, scaling and overhead."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        with path.open("w") as file:
            for number, page in enumerate(pages(count)):
                file.write(json.dumps({"id": number, "html": page}) + "\n")
        size = path.stat().st_size / 1e6
        print(f"{count:,} pages, {size:.0f} MB, {os.cpu_count()} cores, {rounds} rounds")
        seen: dict[str, list[Seconds]] = {name: [] for name in WAYS}
        for _ in range(rounds):
            for way in WAYS:
                seen[way].append(seconds(way, path))
    best = {name: tuple(map(min, zip(*times, strict=True))) for name, times in seen.items()}
    print(f"{'':22}{'seconds':>9}{'pages/s':>9}{'MB/s':>7}{'ms CPU/page':>13}{'of it parent':>14}")
    for name, (wall, cpu, own) in best.items():
        print(f"{name:22}{wall:9.2f}{count / wall:9.0f}{size / wall:7.1f}", end="")
        print(f"{1000 * cpu / count:13.2f}{1000 * own / count:14.2f}")
    alone, one, two = best["bare call"], best["1 worker"], best["2 workers"]
    print(f"2 workers over 1: {one[0] / two[0]:.2f} x", end=", ")
    print(f"by their CPU on two free cores {2 * (one[1] - one[2]) / two[1]:.2f} x")
    print(f"overhead over the bare call: {one[0] / alone[0] - 1:.1%} of the time", end=", ")
    print(f"{one[1] / alone[1] - 1:.1%} of the CPU")


def memory(documents: int) -> None:
    """Print what one process that does a worker's work holds, in MB."""
    worker, summary, first = Worker(Settings()), Summary(), 0.0
    print(f"{'documents':>10}{'MB':>8}{'more than after 1,000':>23}")
    for done, page in enumerate(pages(documents, seed=2), 1):
        row = worker.row(Item(str(done), page, "html"), summary)
        assert isinstance(row, dict)
        pack([row], "jsonl")
        if done in STEPS or done == documents:
            held = _resident()
            first = first or held
            print(f"{done:10,}{held:8.1f}{held - first:23.1f}", flush=True)


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    raise SystemExit("the memory of a process is read from /proc, which is not here")


def main() -> None:
    """Run what was asked for; all if nothing was."""
    parser = argparse.ArgumentParser(description="Measure batches.")
    parser.add_argument("what", nargs="*", choices=["speed", "memory", "way", []])
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=100_000)
    given = parser.parse_args()
    if given.way:
        WAYS[given.way](given.file)
        print(process_time())
        return
    what = given.what or ["speed", "memory"]
    if "speed" in what:
        speed(given.pages, given.rounds)
    if "memory" in what:
        memory(given.documents)


if __name__ == "__main__":
    main()
