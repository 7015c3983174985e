"""What a batch came to, as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from normalize.batch.progress import facts
from normalize.batch.summary import STEPS, Summary, upper_ms

BARS = 20
_ROW = 22
_LABEL = 260
_WIDTH = 520
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c2330; background: #fff; overflow-wrap: anywhere }
h1, h2 { line-height: 1.2 } h2 { margin-top: 2rem; font-size: 1.15rem }
table { border-collapse: collapse } td, th { text-align: left; vertical-align: top;
  padding: .2rem .8rem .2rem 0 } th { white-space: nowrap }
svg { max-width: 100%; height: auto; display: block } svg text { font-size: 13px; fill: #1c2330 }
rect { fill: #3d6fb4 } .errors td { color: #a12622 }
@media (prefers-color-scheme: dark) { body { color: #dfe5ee; background: #14181f }
  svg text { fill: #dfe5ee } rect { fill: #6c9ee0 } .errors td { color: #ff9c94 } }
"""


def to_html(summary: Summary, title: str) -> str:
    """The page: the figures, plots of what was found, the slowest documents, the failures.

    All that comes from sources is escaped; there are no scripts and nothing is loaded.
    """
    plots = [
        ("Why pieces were removed", bars(summary.reasons)),
        ("Languages", bars(summary.languages)),
        ("Outlets", bars(summary.outlets)),
        ("Types of page", bars(summary.page_types)),
        ("Milliseconds a document", histogram(summary.times)),
    ]
    slowest = [(f"{ms:,.1f} ms", id_) for ms, id_ in summary.slowest]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_safe(title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{_safe(title)}</h1>",
            _table(facts(summary)),
            *(f"<h2>{name}</h2>\n{plot}" for name, plot in plots if plot),
            _section("Slowest documents", slowest),
            _section(f"Dead letters: the first of {summary.dead:,}", summary.failures, "errors"),
            "</body></html>\n",
        ]
    )


def bars(counts: Counter[str]) -> str:
    """Counts as horizontal bars, the longest first."""
    shown = counts.most_common(BARS)
    rest = sum(counts.values()) - sum(count for _, count in shown)
    return _plot([*shown, ("(others)", rest)] if rest else shown)


def histogram(times: Counter[str]) -> str:
    """Times, a bar from one power of two to the next."""
    doubled: Counter[int] = Counter()
    for step, count in times.items():
        doubled[-(-int(step) // STEPS)] += count
    powers = range(min(doubled), max(doubled) + 1) if doubled else ()
    return _plot([(f"up to {upper_ms(STEPS * power):,g}", doubled[power]) for power in powers])


def _plot(rows: Sequence[tuple[str, int]]) -> str:
    if not rows:
        return ""
    most = max(count for _, count in rows) or 1
    height = _ROW * len(rows)
    size = f'viewBox="0 0 {_LABEL + _WIDTH + 120} {height}" width="{_LABEL + _WIDTH + 120}"'
    return f'<svg {size} role="img">{"".join(_bars(rows, most))}</svg>'


def _bars(rows: Sequence[tuple[str, int]], most: int) -> Iterator[str]:
    for number, (name, count) in enumerate(rows):
        y, width = _ROW * number, _WIDTH * count / most
        label = name if len(name) <= 36 else f"{name[:35]}…"
        yield (
            f'<text x="{_LABEL - 8}" y="{y + 15}" text-anchor="end">{_safe(label)}</text>'
            f'<rect x="{_LABEL}" y="{y + 3}" width="{width:.1f}" height="{_ROW - 6}"/>'
            f'<text x="{_LABEL + width + 6:.1f}" y="{y + 15}">{count:,}</text>'
        )


def _section(title: str, rows: Sequence[tuple[str, str]], css: str = "") -> str:
    return f"<h2>{_safe(title)}</h2>\n{_table(rows, css)}" if rows else ""


def _table(rows: Sequence[tuple[str, str]], css: str = "") -> str:
    cells = (f"<tr><th>{_safe(head)}</th><td>{_safe(cell)}</td></tr>" for head, cell in rows)
    return f'<table class="{css}">{"".join(cells)}</table>'


def _safe(text: str) -> str:
    """Escaped, and without what HTML can't hold."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return escape(shown)
