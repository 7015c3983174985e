"""The marks that Markdown sets inside a paragraph: links, images, emphasis, escapes."""

from __future__ import annotations

import re
from typing import NamedTuple

from normalize.article import Spans
from normalize.marks import merged

_TARGET = r"""\([ \t]*(?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200}){0,9})
    (?:\s{1,3}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?[ \t]*\)"""
_TOKEN = re.compile(
    rf"""
      \\(?:[!-/:-@\[-`{{-~]|(?=[\r\n]|$))
    | (?P<opens>!?\[)
    | \](?P<target>{_TARGET}|\[[^\[\]\n]{{0,80}}\])?
    | (?P<mark>\*{{1,3}}|_{{1,3}}|~~|`+)
    """,
    re.VERBOSE,
)


class Inline(NamedTuple):
    """What a paragraph is made of: its marks as stretches to leave out, and what they mark.

    `gaps` are ends of marks that part two words: a space takes their place.
    """

    marks: Spans
    gaps: tuple[int, ...]
    links: int
    linked: int
    bold: int


def read_inline(text: str, *, references: bool = False) -> Inline:
    """Find the marks in a paragraph of Markdown.

    Args:
        text: the paragraph as it stands in the source.
        references: whether `[words][1]` is a link, its address being given elsewhere.

    Returns: the marks in order; how many links there are, and how many characters are inside
        links, and inside bold. An image is a mark as a whole.
    """
    reader = _Reader(text, references)
    for token in _TOKEN.finditer(text):
        reader.take(token)
    return Inline(
        merged(reader.marks), tuple(reader.gaps), reader.links, reader.linked, reader.bold
    )


class _Reader:
    """The brackets and emphasis that are open at a place of a paragraph."""

    def __init__(self, text: str, references: bool) -> None:
        self.text, self.references = text, references
        self.marks: list[tuple[int, int]] = []
        self.gaps: list[int] = []
        self.links = self.linked = self.bold = 0
        self._brackets: list[tuple[int, int]] = []
        self._emphasis: dict[str, tuple[int, int]] = {}

    def take(self, token: re.Match[str]) -> None:
        """Pair the token with what it closes, or remember what it opens."""
        if token["opens"]:
            self._brackets.append(token.span())
        elif token["mark"]:
            self._emphasise(token)
        elif token[0][0] == "\\":
            self.marks.append((token.start(), token.start() + 1))
        elif self._brackets:
            self._close(token, *self._brackets.pop())

    def _close(self, token: re.Match[str], start: int, end: int) -> None:
        target = token["target"]
        if not target or (target[0] == "[" and not self.references):
            return
        if self.text[start] == "!":
            self.marks.append((start, token.end()))
            return
        end_of_link = token.end() - (self.text[token.end() : token.end() + 1] == "[")
        self.marks += [(start, end), (token.start(), end_of_link)]
        if end_of_link < token.end():
            self.gaps.append(end_of_link)
        self.links += 1
        self.linked += token.start() - end

    def _emphasise(self, token: re.Match[str]) -> None:
        mark, (start, end) = token["mark"], token.span()
        before, after = self.text[start - 1 : start] or " ", self.text[end : end + 1] or " "
        inside_word = mark[0] == "_"
        opened = self._emphasis.get(mark)
        if opened and not before.isspace() and not (inside_word and after.isalnum()):
            self.marks += [self._emphasis.pop(mark), (start, end)]
            self.bold += (start - opened[1]) * (mark[0] in "*_" and len(mark) > 1)
        elif not after.isspace() and not (inside_word and before.isalnum()):
            self._emphasis[mark] = (start, end)
