"""Write docs/languages.md from the phrase tables: `python benchmarks/languages_page.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from normalize.article import Reason
from normalize.words.languages import Language, Row, languages

PAGE = Path(__file__).parent.parent / "docs" / "languages.md"

INTRODUCTION = """\
# Languages

<!-- Written by benchmarks/languages_page.py from normalize/words/data; don't edit by hand. -->

What sites print around an article is told by phrase tables, one file a language in
`normalize/words/data`. All languages are on at once, since a page's furniture is often in
another language than its story; but a lone word in plain letters (`Link`, `Politik`) counts in
texts of its own language only, unless it is English, for languages share such words. A file also
holds the months and weekdays (`_` stands for a space in them), what opens a byline or a credit
line, what joins names, and the function words that tell the language.

A table has one row a phrase:

    spellings | place and what it opens | a line it must hit | prose it must spare

- Spellings are separated by ` / `. Case, ornaments, brackets and counts around a phrase don't
  matter; `#` stands for a number. An empty third column says that the phrase by itself is
  such a line.
- The table's name is the reason of the removal; what is in `credit` stays, as a credit.
- `list` and `section` say what a phrase announces: titles of other stories, or more of the
  same kind up to the next prose. A `button` closes the teaser above it: titles follow it
  after a colon only, or below the story.
- Each row is a test: it must hit its line, and no phrase of any language may hit its prose.

A short or ambiguous word may only be a `line`.

`[appeals]` tells the lines in which a site speaks to its readers, whatever their wording. Such a
line is short, opens a sentence with a word of `asks` (`… word` may stand anywhere) and names one
of the `wares`, or holds a phrase of `sure`. News tells of newsletters and apps too: `fires` are
lines that ask, `spares` lines that tell.
"""

PLACES = {
    "line": "the whole line is the phrase",
    "menu": "the whole line is the phrase, and stands in a menu or beside other chrome",
    "label": "it opens the line before a separator, or is the whole line",
    "names": "it opens a short line of words with capitals, or is the whole line",
    "head": "it opens the line, whatever follows; no prose begins like that",
    "sentence": "it opens boilerplate, which may be long",
    "tail": "the line ends with it, set apart",
}


def page() -> str:
    """The page as Markdown."""
    known = sorted(languages().values(), key=lambda language: language.name)
    parts = (
        INTRODUCTION,
        _table(("place", "meaning"), ((f"`{name}`", text) for name, text in PLACES.items())),
        "## Phrases by language and reason\n",
        _table(("language", "code", "phrases", "rows"), map(_size, known)),
        _table(("reason", *(language.code for language in known)), _reasons(known)),
        "## Appeals\n",
        _table(("language", "asks", "wares", "sure"), map(_appeals, known)),
        "## Bylines\n",
        _table(("language", "a byline opens with"), map(_bylines, known)),
    )
    return "\n".join(parts)


def _size(language: Language) -> tuple[str, ...]:
    spellings = sum(len(row.spellings) for row in language.rows)
    return language.name, f"`{language.code}`", str(spellings), str(len(language.rows))


def _appeals(language: Language) -> tuple[str, ...]:
    known = language.appeals
    return language.name, *(str(len(words)) for words in (known.asks, known.wares, known.sure))


def _bylines(language: Language) -> tuple[str, ...]:
    return language.name, ", ".join(f"`{text}`" for text in language.bylines)


def _reasons(known: Iterable[Language]) -> Iterable[tuple[str, ...]]:
    counts = [_spellings_by_reason(language.rows) for language in known]
    for reason in (*(reason.value for reason in Reason), "credit"):
        if any(count[reason] for count in counts):
            yield reason, *(str(count[reason]) for count in counts)


def _spellings_by_reason(rows: Iterable[Row]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.reason.value if row.reason else "credit"] += len(row.spellings)
    return counts


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
