"""The labels of a document while its rules are at work, and what they look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from normalize.article import Reason
from normalize.document import Label
from normalize.label.page import label_page
from normalize.label.phrases import Match
from normalize.repair import clean
from normalize.words.identify import identify
from normalize.words.prose import is_prose

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock
    from normalize.options import Options

_WIDE = ("  ", "\t", "\xa0", "\u2002", "\u2003", "\u3000")
_GAP = re.compile(r"\S+(?: \S+)*?(\s{2,})")

LABEL_LENGTH = 40
"""Characters of the longest label, such as `You may also like`."""

TOLD = 8
"""Paragraphs from the first that tell the language."""

NEAR = 30
"""Blocks above and below the prose within which what stands outside the body is looked at."""


class Labelling:
    """The labels found so far, over a document's blocks."""

    def __init__(self, document: Document, options: Options) -> None:
        self.blocks: Sequence[SourceBlock] = document.blocks
        self.found: dict[int, Label] = {}
        self.parts: dict[int, list[Label]] = {}
        self.phrases: dict[int, Match] = {}
        self.source = document.source
        self.authors = document.metadata.authors
        self.is_page = document.kind == "html"
        self.is_dump = False
        self.headline = -1
        self.has_links = any(block.linked for block in document.blocks)
        self.has_gaps = not self.is_page and any(space in document.source for space in _WIDE)
        if self.is_page:
            self.found.update(label_page(document, options))
        self.find_prose()

    def find_prose(self) -> None:
        """Find the paragraphs among what is open; to be done again when much of it went."""
        self.prose = [i for i, b in enumerate(self.blocks) if is_prose(b.text) and self.open(i)]
        self.first_prose = self.prose[0] if self.prose else len(self.blocks)
        self.last_prose = self.prose[-1] if self.prose else -1
        self._near: Sequence[int] = range(len(self.blocks))

    def open(self, index: int) -> bool:
        """Whether no rule, and no reader, has decided about the block yet."""
        label = self.blocks[index].label
        return index not in self.found and (label is None or label.reason is None)

    @cached_property
    def language(self) -> str | None:
        """The language of the story, as far as its first paragraphs tell."""
        told = " ".join(self.text(i) for i in self.prose[:TOLD])
        return identify(told)

    def near_prose(self) -> Sequence[int]:
        """The open blocks, and those that are known only to stand outside the body, near it."""
        found, blocks = self.found, self.blocks
        self._near = [  # rules only take away from it
            index
            for index in self._near
            if (index not in found and blocks[index].label is None) or self._is_near(index)
        ]
        return self._near

    def _is_near(self, index: int) -> bool:
        """Whether a block that has a label is still looked at."""
        label = self.found.get(index) or self.blocks[index].label
        if label is None or label.reason is None:
            return label is None or label.role in (None, "body")
        is_vague = label.reason is Reason.OUTSIDE_BODY
        return is_vague and self.first_prose - NEAR <= index <= self.last_prose + NEAR

    def open_text(self) -> Iterator[int]:
        """The open blocks near the prose that are neither code nor tables."""
        for index in self.near_prose():
            if self.open(index) and self.blocks[index].kind not in ("preformatted", "table"):
                yield index

    def remove(self, index: int, reason: Reason, rule: str, confidence: float = 1.0) -> None:
        """Take the block out."""
        self.found[index] = _removal(reason, rule, confidence)

    def cut(self, index: int, label: Label) -> None:
        """Take a part out of the block, or give it a role; what other rules cut stays cut."""
        self.parts.setdefault(index, []).append(label)

    def text(self, index: int) -> str:
        """The block's text."""
        return self.blocks[index].text

    def printed(self, index: int) -> str | None:
        """The block's text with two spaces where a wide gap was printed after its first words."""
        block = self.blocks[index]
        if block.spans and self.has_gaps:
            start, end = block.spans[0]
            end = min(start + LABEL_LENGTH, end)
            is_folded = not block.text.startswith(self.source[start:end])
            gap = _GAP.match(self.source, start, end) if is_folded else None
            if gap is not None:
                label = clean(self.source[start : gap.start(1)])
                if block.text.startswith(label):
                    return f"{label}  {block.text[len(label) :].lstrip()}"
        return None


@lru_cache(1024)
def _removal(reason: Reason, rule: str, confidence: float) -> Label:
    """The label of a rule; a page's menu has it a hundred times."""
    return Label.remove(reason, rule, confidence=confidence)
