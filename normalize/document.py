"""What flows through the steps: a `Document` of blocks that get labelled.

Two readers make it, one for text and one for HTML; every later step sees only this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from normalize.article import (
    BlockKind,
    Dateline,
    Image,
    Kind,
    PageType,
    Reason,
    Repair,
    Role,
    Spans,
    Step,
)

if TYPE_CHECKING:
    from normalize.plugins import Outlet
    from normalize.read.decode import Decoded


ID_MARK = "\x1f"
"""What parts the class of an element from its id in `names`: white space to `str.split`."""

LONGEST_PATH = 300
"""Characters of the longest element path."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a rule says of a block, or of a part of it.

    Make one with `Label.keep` or `Label.remove`. `part` limits it to text[start:end] of
    the block: the rest of the paragraph stays what it was.
    """

    role: Role | None
    reason: Reason | None
    rule: str
    confidence: float = 1.0
    part: tuple[int, int] | None = None
    plugin: str | None = None

    @classmethod
    def keep(
        cls,
        role: Role,
        rule: str,
        *,
        confidence: float = 1.0,
        part: tuple[int, int] | None = None,
    ) -> Label:
        """The block belongs to the article, as `role`."""
        return cls(role, None, rule, confidence, part)

    @classmethod
    def remove(
        cls,
        reason: Reason | str,
        rule: str,
        *,
        confidence: float = 1.0,
        part: tuple[int, int] | None = None,
    ) -> Label:
        """The block is chrome, for `reason`."""
        return cls(None, Reason(reason), rule, confidence, part)


@dataclass(slots=True)
class Element:
    """A block-level element of a page that holds text, in document order.

    The blocks inside it are `document.blocks[first:last]`. `names` holds its class and,
    behind `ID_MARK`, its id, in lower case. `node` is the parser's node, alive as long as the
    document.
    """

    tag: str
    names: str
    parent: int
    first: int
    last: int
    node: Any = None


@dataclass(slots=True)
class SourceBlock:
    """A block as a reader found it: raw text until it is repaired, then clean text.

    `spans` are offsets in the source (text), `marks` stretches inside them that the text
    leaves out: those of Markdown, the end of a line inside a word. `element` is an index into
    `document.elements` (HTML), `linked` the characters inside links. `joined` says that
    the block continues the paragraph of the block before it. `label` is None until a
    rule has decided; a reader sets it on what it skipped.
    """

    text: str
    kind: BlockKind = "paragraph"
    spans: Spans | None = None
    level: int = 0
    joined: bool = False
    element: int = -1
    linked: int = 0
    links: int = 0
    bold: int = 0
    label: Label | None = None
    marks: Spans = ()


@dataclass(slots=True)
class Metadata:
    """What a page says of itself in JSON-LD, OpenGraph, meta tags, microdata and `<time>`.

    Of a text it is what its header says, the front matter or that of a reader service.
    `dated`, given where `published` is not, is a day that may also be that of the last change or
    of another story. `house` is what the outlet calls itself where nobody else is given as
    author. `article_body` is a witness for where the body is, never the body itself.
    """

    headline: str | None = None
    titles: tuple[str, ...] = ()
    description: str | None = None
    authors: tuple[str, ...] = ()
    house: tuple[str, ...] = ()
    published: datetime | date | None = None
    dated: datetime | date | None = None
    modified: datetime | date | None = None
    language: str | None = None
    outlet: str | None = None
    section: str | None = None
    image: Image | None = None
    canonical_url: str | None = None
    access: str | None = None
    article_body: str | None = None
    page_type: PageType | None = None


@dataclass(slots=True)
class Document:
    """A source on its way to an article; what every hook is given.

    `source` is the decoded text or HTML, `kind` which of the two; `given` is what was decoded,
    whatever `source` is by now. `blocks` are in source order. `tree` is the parsed page
    (selectolax), None for text; `is_limited` says that tags in excess were dropped before it
    was parsed; `nodes` is what an outlet's selectors have found so far. The fields of the
    article are filled in one after the other, in the order they stand here. Steps add to
    `trace` and `repairs`.
    """

    source: str
    kind: Kind = "text"
    url: str | None = None
    outlet: Outlet | None = None
    as_of: date | None = None
    blocks: list[SourceBlock] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    tree: Any = None
    is_limited: bool = False
    language: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    dateline: Dateline | None = None
    given: Decoded | None = field(default=None, repr=False)
    nodes: Any = field(default=None, repr=False)
    paths: list[str] = field(default_factory=list, repr=False)
    repairs: list[Repair] = field(default_factory=list)
    trace: list[Step] = field(default_factory=list)

    def note(self, step: str, by: str, note: str) -> None:
        """Add a line to the trace."""
        self.trace.append(Step(step, by, note))

    def in_utf8(self) -> bytes:
        """The source in UTF-8: as it was given, where it was."""
        given = self.given
        if given is not None and given.utf8 is not None and given.text is self.source:
            return given.utf8
        return self.source.encode("utf-8", "ignore")

    def path(self, element: int) -> str | None:
        """The element path (`html > body > div.story > p`) of an element's index.

        Beyond `LONGEST_PATH` characters its outer levels are left out.
        """
        if element < 0:
            return None
        if len(self.paths) != len(self.elements):
            self.paths = _paths(self.elements)
        return self.paths[element]

    def body_blocks(self) -> Sequence[SourceBlock]:
        """The blocks that no rule has taken away or given another role."""
        return [b for b in self.blocks if b.label is None or b.label.role == "body"]


def _paths(elements: Sequence[Element]) -> list[str]:
    """The paths of all elements: those that one stands in come before it."""
    paths: list[str] = []
    for element in elements:
        names = element.names
        path = ".".join((element.tag, *names[:LONGEST_PATH].split())) if names else element.tag
        if element.parent >= 0:
            path = f"{paths[element.parent]} > {path}"
        if len(path) > LONGEST_PATH:
            path = "… > " + path[-LONGEST_PATH:].partition(" > ")[2]
        paths.append(path)
    return paths
