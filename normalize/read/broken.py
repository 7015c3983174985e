r"""Paragraphs that a tool broke wherever a tag stood in them: at links, names, words in italics.

`soup.get_text("\n", strip=True)` prints `The ferry` / `Hope` / `, which` for
`The ferry <i>Hope</i>, which`. No line of a text that was written so begins with a comma.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from normalize.read.lines import Line, is_end
from normalize.words.names import opens_byline, opens_names, parse_byline

FEWEST = 3
"""Lines that begin inside a sentence, at the least, in a text that was broken so."""

LONG_PIECE = 60
"""Characters of the longer of two pieces of a paragraph, at the least."""

PIECES, LONG = 20, 1_000
"""Pieces of a page that was printed in one line, and characters of the line, at the least."""

PIECE = 12
"""Characters that its pieces have on average, at the least: words are shorter."""

SENTENCES, SENTENCE = 3, 30
"""Pieces that end in a full stop, and characters of the shortest, in a page."""

RUNNING = 40
"""Characters from which a line that ends inside a sentence may be running text."""

WORDS = 3
"""Spaces from which a shorter one may be."""

LONGEST_INSIDE = 60
"""Characters of the longest line with a capital, such as a link, inside such a sentence."""

_INSIDE = re.compile(
    r"[,;.:!?)\]](?!\.)(?:[\s)\]’”»\"',]|$)|[’”»](?:[,.;:)]|$)|[，。、；：）」』》]"
)
_SURE = tuple(",;.:!?，。、；：")
_AFTER_STOP = tuple(",;，、；")
_IN_BRACKETS = re.compile(r"\([^()]{2,40}\)[,;]? [^\W\d_]")
_PARTICLE = re.compile(r"[はがをにのでとへも][^\u3040-\u309f]")
_NO_SENTENCE = re.compile(r"[\u10d0-\u10ff]|\w{1,3}\)|\w+:\s")
"""What has no case, numbers an item, or names who speaks."""

_KANA_HAN = r"\u3040-\u30ff\u3400-\u9fff"
_BETWEEN = re.compile(rf"(?<=[{_KANA_HAN}。！？」）]) +(?=[{_KANA_HAN}「（])")


def pieces(line: Line) -> Sequence[Line]:
    """A line of Chinese or Japanese as the elements of the page that it was printed from.

    These scripts have no spaces: `soup.get_text(" ")` leaves them where tags stood. Between
    words, as in books for children, they come too often.
    """
    gaps = list(_BETWEEN.finditer(line.text)) if len(line.text) >= LONG else ()
    if len(gaps) < PIECES or PIECE * len(gaps) > len(line.text):
        return (line,)
    edges = [0, *(edge for gap in gaps for edge in gap.span()), len(line.text)]
    texts = [line.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if sum(len(text) >= SENTENCE and text.endswith("。") for text in texts) < SENTENCES:
        return (line,)
    starts = (line.start + edge for edge in edges[::2])
    return [Line(at, at + len(text), text) for at, text in zip(starts, texts, strict=True)]


def is_broken(chunk: Sequence[Line]) -> bool:
    """Whether lines without a blank one between them were broken at tags.

    Verses and items of a list begin in lower case, too; in a paragraph one of two pieces is long.
    """
    texts = [line.text.strip() for line in chunk]
    inside = sum(
        _INSIDE.match(after) is not None
        if after.startswith(_SURE)
        else max(len(text), len(after)) >= LONG_PIECE and _is_inner(after) and not is_end(text)
        for text, after in itertools.pairwise(texts)
    )
    return inside >= FEWEST


def rejoined(chunk: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    paragraph = [chunk[0]]
    for line, after in itertools.pairwise([*chunk[1:], Line(0, 0, "")]):
        if not _goes_on(paragraph, line.text.strip(), after.text.strip()):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _goes_on(paragraph: Sequence[Line], text: str, after: str) -> bool:
    """Whether the sentence that a paragraph ends in goes on in a line, which has one after it."""
    last = paragraph[-1].text.strip()
    if _INSIDE.match(text):
        return text.startswith(_AFTER_STOP) or not is_end(last) or text == "."
    if is_end(last) or opens_names(text) or (opens_byline(text) and parse_byline(text)):
        return False
    if _is_inner(text):
        is_running = max(len(last), len(text)) >= RUNNING or last.count(" ") >= WORDS
        return len(paragraph) > 1 or is_running
    is_inside = len(text) <= LONGEST_INSIDE and not is_end(text)
    return is_inside and _ends_inside(last) and bool(_INSIDE.match(after) or _is_inner(after))


def _is_inner(text: str) -> bool:
    """Whether a line begins as no sentence does: in lower case, with a Japanese particle."""
    if _PARTICLE.match(text):
        return True
    bracket = _IN_BRACKETS.match(text) if text.startswith("(") else None
    first = text[bracket.end() - 1] if bracket else text[:1]
    return first.islower() and _NO_SENTENCE.match(text) is None


def _ends_inside(text: str) -> bool:
    """Whether a line's last word is none that ends a title or a name."""
    return text.rpartition(" ")[2].islower()
