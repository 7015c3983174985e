"""Whether work grows linearly with the input, hostile input included.

    python benchmarks/linear.py [--quick] [NAME …]

Each shape runs at n, 2n and 4n, each time in a process of its own. Printed are seconds, the
growth of the time from one size to the next (2.0 is linear; process start and imports are not
counted), the peak of memory above what the library takes when idle, and whether the text that
the shape holds was kept, in the article or in its ledger.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable

MEGABYTE = 1_000_000
MARK = "Marienfeld"
PROSE = f"The council of {MARK} met on Monday and voted for the new bridge. "


def _filled(piece: str, size: int) -> str:
    """`piece` repeated up to `size` characters, after a sentence of prose."""
    return PROSE + "\n\n" + piece * (size // len(piece))


def _page(inside: str) -> str:
    return f"<!doctype html><html><body><p>{PROSE}</p>{inside}</body></html>"


def _numbered(pattern: str, count: int) -> str:
    return "".join(pattern.replace("#", str(i)) for i in range(count))


# Text: n is a size in characters.
TEXTS: dict[str, Callable[[int], str]] = {
    "one line": lambda n: PROSE * (n // len(PROSE)),
    "one word": lambda n: _filled("a", n),
    "blank lines": lambda n: _filled("\n", n),
    "tiny lines": lambda n: _filled("a\n", n),
    "parentheses": lambda n: _filled("(", n),
    "quotes": lambda n: _filled('"“', n),
    "escaped ampersands": lambda n: _filled("&amp;", n),
    "chain of ampersands": lambda n: PROSE + "\n\n&" + "amp;" * (n // 4) + "lt;",
    "lone ampersands": lambda n: _filled("&#38;#38;", n),
    "mojibake": lambda n: _filled("Ã©â€™", n),
    "mojibake lines": lambda n: _filled("Ã©tÃ© â€œnowâ€\x9d\n", n),
    "combining marks": lambda n: _filled("e\u0301\u0327\u0301", n),
    "read also": lambda n: _filled("Read also: The council met again\n\n", n),
    "bylines": lambda n: _filled("By Ann Lee and Bob Ray\n\n", n),
    "datelines": lambda n: _filled("MARIENFELD, June 2 (Wire) - \n\n", n),
    "hyphens": lambda n: _filled("-", n),
    "spaces": lambda n: _filled(" ", n) + ".",
    "urls": lambda n: _filled("https://example.org/", n),
    "broken words": lambda n: _filled("word-\n", n),
    "captions": lambda n: _filled("A ferry at sea. Photo: Ida Holm\n\n", n),
    "appeals": lambda n: _filled("Subscribe to our newsletter today.\n\n", n),
    "speakers": lambda n: _filled("Ann: We met.\n\nBob: We voted for it.\n\n", n),
    "glued words": lambda n: _filled("aBcDe", n),
    "glued menus": lambda n: _filled("HomeNewsSportMenu and all the rest of it to read. ", n),
    "broken at tags": lambda n: _filled("The ferry\nHope\n, which sank\n", n),
    "particles": lambda n: _filled("は港の町が。\n", n),
    "pieces": lambda n: _filled("港の町 灯台 ", n),
    "pages in one line": lambda n: _filled("Menu Home Share Log in Print " * 40 + PROSE + "\n", n),
    "front matter": lambda n: "---\n" + _filled("key: value\n", n),
    "markdown headings": lambda n: "# Bridge\n\n" + _filled("## x\n\n", n),
    "markdown links": lambda n: "# Bridge\n\n" + _filled("[a](/b) ", n),
    "markdown marks": lambda n: "# Bridge\n\n" + _filled("**_[", n),
    "markdown spaces": lambda n: "[a](/b)](\n" + " " * n + PROSE,
    "markdown tables": lambda n: "# Bridge\n\n" + _filled("| a | b |\n", n),
    "less than": lambda n: _filled("<", n),
    "tabs and pipes": lambda n: _filled("|\t", n),
    "paragraphs": lambda n: _filled(PROSE + "\n\n", n),
}

# Pages: n is a number of tags.
PAGES: dict[str, Callable[[int], str]] = {
    "div": lambda n: _page("<div>" * n + "deep"),
    "div p": lambda n: _page("<div><p>" * n + "deep"),
    "ul li": lambda n: _page("<ul><li>" * n + "deep"),
    "table": lambda n: _page("<table><tr><td>" * n + "deep"),
    "svg": lambda n: _page("<svg><g>" * n),
    "span b": lambda n: _page("<span><b>x</span>" * n),
    "br": lambda n: _page("word<br>" * n),
    "p": lambda n: _page("<p>word" * n),
    "state": lambda n: _page('<script>={"text":["' + '{"body":["x ' * n + '"]</script>'),
    "attributes": lambda n: _page("<p " + _numbered("a#=1 ", n) + ">word"),
    "attribute value": lambda n: _page(f'<p title="{"x " * 50 * n}">word'),
    "b, then p": lambda n: _page("<p>" + _numbered("<b a=#>", n) + "</p>" + "<p>word" * n),
    "a div": lambda n: _page("<a href=x><div>" * n),
    "options": lambda n: _page("<select>" + "<option>word" * n + "</select>"),
    "comments": lambda n: _page("<!-- x -" * n),
    "scripts": lambda n: _page("<script>'<div>'</script>" * n),
    "links": lambda n: _page("<p>" + "<a href=/x>word word</a> " * n),
    "links in a table": lambda n: _page("<table>" + "word <a href=x>word</a>" * n),
    "brackets": lambda n: _page("<" * n),
    "ampersands": lambda n: _page("<p>&" + "amp;" * n),
    "names": lambda n: _page(_numbered("<x# b#=1>word</x#>", n)),
    "json-ld": lambda n: _page(
        '<script type="application/ld+json">' + '{"@graph":[' * n + "</script>"
    ),
    "paragraphs": lambda n: _page(f"<p>{PROSE}</p>" * n),
}


def _kept(text: str, source: str) -> bool:
    return text.count(MARK) >= source.count(MARK)


def _measure(kind: str, name: str, size: int) -> None:
    """Run one shape in this process, and print what it took as JSON."""
    from normalize import normalize

    source = (TEXTS if kind == "text" else PAGES)[name](size)
    normalize(_filled("A line.\n\n", 500) if kind == "text" else _page("<p>A line."))
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    article = normalize(source)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text = "\n".join([article.text, *(removed.text for removed in article.removed)])
    print(json.dumps([len(source), seconds, (peak - idle) // 1024, _kept(text, source)]))


def _row(kind: str, name: str, sizes: list[int], patience: float) -> str:
    """One line of the table: a shape at all sizes."""
    cells: list[str] = []
    before = 0.0
    for size in sizes:
        command = [sys.executable, __file__, "--measure", kind, name, str(size)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=patience)
        except subprocess.TimeoutExpired:
            return "  ".join([*cells, f"over {patience:.0f} s"])
        if run.returncode:
            problem = (run.stderr.strip().splitlines() or [f"exit {run.returncode}"])[-1]
            return "  ".join([*cells, problem[:80]])
        length, seconds, memory, kept = json.loads(run.stdout)
        growth = f"x{seconds / before:4.1f}" if before else "     "
        told = "kept" if kept else "LOST"
        cells.append(f"{length / MEGABYTE:5.1f} MB {seconds:7.2f} s {growth} {memory:5} MB {told}")
        before = seconds
    return "  ".join(cells)


def main() -> None:
    """Run the shapes asked for, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", help="shapes to run; all, unless given")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    parser.add_argument("--patience", type=float, default=300, help="seconds for one run")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        kind, name, size = asked.measure
        _measure(kind, name, int(size))
        return
    unit = 10 if asked.quick else 1
    largest = {"text": 5 * MEGABYTE // unit, "page": 200_000 // unit}
    for kind, shapes in (("text", TEXTS), ("page", PAGES)):
        for name in shapes:
            if asked.names and name not in asked.names:
                continue
            top = largest[kind] * (2 if name == "one line" else 1)
            row = _row(kind, name, [top // 4, top // 2, top], asked.patience)
            print(f"{kind} {name:20} {row}", flush=True)


if __name__ == "__main__":
    main()
