"""The lines of a text, and the runs of them between blank lines.

Nothing but line ends splits here, and nothing is stripped: a U+0085 or U+00A0 may be half of
a mojibake letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|[\n\r\f]")


class Line(NamedTuple):
    """A line of the source: source[start:end], without its line end.

    `marked` characters before it are marks, such as the `> ` of a quotation.
    """

    start: int
    end: int
    text: str
    marked: int = 0

    @property
    def indent(self) -> int:
        """White space at its head, in characters."""
        return len(self.text) - len(self.text.lstrip())

    def behind(self, mark: int) -> Line:
        """The line without the mark that it begins with."""
        return Line(self.start + mark, self.end, self.text[mark:], mark)

    def indented(self, less: int) -> Line:
        """The line with so much less white space at its head."""
        return self._replace(start=self.start + less, text=self.text[less:])


def lines(source: str) -> Iterator[Line]:
    """The lines of `source`, with their offsets."""
    start = 0
    if "\r" not in source and "\f" not in source:
        for text in source.split("\n"):
            yield Line(start, start + len(text), text)
            start += len(text) + 1
        return
    for end in _LINE_END.finditer(source):
        yield Line(start, end.start(), source[start : end.start()])
        start = end.end()
    yield Line(start, len(source), source[start:])


def chunks_of(rows: Iterable[Line]) -> Iterator[list[Line]]:
    """The runs of lines between blank lines."""
    chunk: list[Line] = []
    for line in rows:
        if line.text and not line.text.isspace():
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def is_end(text: str) -> bool:
    """Whether a line ends as a sentence does, or with a colon."""
    return (
        text.rstrip().rstrip("\"'”’»)]").endswith((".", "!", "?", "。", "！", "？", "…", "।", ":"))
    )
