"""What a document is, told by its blocks: an article, or one of the other things sites print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from normalize.article import PageType, Reason
from normalize.label.shapes import words
from normalize.split.signs import STORY, is_front_page, is_signed
from normalize.words.dateline import parse_dateline
from normalize.words.letters import UPPER
from normalize.words.prose import ends_sentence, is_prose, is_teaser, is_title, sentences, weight

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

SHORTEST_TITLE = 18
"""Characters from which a line may be the title of a story rather than a word of a menu."""

HEAD = 80
"""Characters of a paragraph among which a dateline has its first sign."""

FEWEST_BRIEFS = 3
"""Datelines that briefs have at the least."""

FEWEST_TITLES = 4
"""Titles that an index has at the least."""

LONG_STORY = 1200
"""Characters of prose from which a document is an article, whatever else there is."""

UNSIGNED_STORY = 800
"""Characters of prose from which a page is an article though nobody dated or signed it."""

PROSE = 0.25
"""The share of prose below which a text is no article: a menu, a list of goods, a form."""

LONGEST_TEASER = 350
"""Characters of the longest paragraph that sums another story up."""

_SPEAKER = re.compile(
    rf"(?:\[[^\]]{{1,20}}\] )?({UPPER}(?:[\w.'’-]| (?!:)){{0,40}})(?: ?\([^()]{{1,40}}\))?[:：] ?"
)
_CLOCK = re.compile(r"[(\[–-]?\s?(\d{1,2})[:h](\d\d)(?!\d)", re.IGNORECASE)
_COUNTER = re.compile(
    r"\D{0,12}?(\d{1,3}) ?(?:/|of|von|de|di|sur|из) ?(\d{1,3})\W{0,2}", re.IGNORECASE
)
_FACTS = re.compile(r"[-•*] |\d|[^\d]*\d+\D+\d")
_SEPARATOR = re.compile(r"[(—–/【［:：电電-](?:(?<!-)| )")


def find_page_type(document: Document) -> PageType:
    """Say what the document is.

    Returns: the type that the page declares, else the one that its blocks show, with a line in
        the trace for the evidence; "article" where nothing else is shown and there is a
        paragraph of prose; "unknown" where there is none, or nothing that makes it an article.
    """
    declared = document.metadata.page_type
    view = View(document)
    is_goods = declared == "unknown" and document.metadata.published is None
    whatever_it_says = declared == "live_blog" or is_goods
    if declared not in (None, "article") and (whatever_it_says or view.prose_size < LONG_STORY):
        document.note("page_type", "metadata", f"{declared}: declared")
        return declared
    for name, evidence in _EVIDENCE:
        said = evidence(view)
        if said:
            document.note("page_type", "split", f"{name}: {said}")
            return name
    return "article" if view.prose else "unknown"


class View:
    """The blocks of a document as the evidence looks at them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.body: Sequence[SourceBlock] = document.body_blocks()
        self.is_prose = [is_prose(block.text) for block in self.body]
        self.prose = [
            block.text for block, yes in zip(self.body, self.is_prose, strict=True) if yes
        ]
        self.prose_size = sum(map(weight, self.prose))

    @cached_property
    def removed(self) -> Counter[Reason | None]:
        """How many blocks were removed for which reason."""
        return Counter([block.label.reason for block in self.document.blocks if block.label])

    @cached_property
    def clocks(self) -> list[tuple[int, int, int]]:
        """Times of day, or of a recording, that open blocks: place, hours, minutes."""
        found = []
        for index, block in enumerate(self.body):
            clock = (
                _CLOCK.match(block.text) if block.text[:3].strip("[(–- ")[:1].isdigit() else None
            )
            if clock:
                found.append((index, int(clock[1]), int(clock[2])))
        return found

    def count(self, *reasons: Reason) -> int:
        """How many blocks were removed for any of these reasons."""
        return sum(self.removed[reason] for reason in reasons)


def _like_title(block: SourceBlock) -> bool:
    """Whether a line could be the title of a story; an item of a list is none, unless a link."""
    text = block.text
    if block.kind not in ("paragraph", "heading") and 2 * block.linked < len(text):
        return False
    if weight(text) < SHORTEST_TITLE or not is_title(text) or ends_sentence(text):
        return False
    return " " in text and _FACTS.match(text) is None


def _transcript(view: View) -> str | None:
    """Turns of speakers, or a recording's times."""
    if len(view.body) < 8:
        return None
    times = view.clocks
    if 2 * len(times) >= len(view.body) and times[0][1] == 0 and _ascends(times):
        return f"{len(times)} times of a recording"
    turns = [turn[1] for block in view.body if (turn := _turn(block.text))]
    often = {name for name, count in Counter(turns).items() if count > 1}
    turns = [name for name in turns if name in often]
    changes = {pair for pair in pairwise(turns) if pair[0] != pair[1]}
    are_facts = len(often) > 2 and len(changes) <= 1.5 * len(often)  # they come in one order
    if len(turns) < max(6, 0.4 * len(view.body)) or len(often) < 2 or are_facts:
        return None
    return f"{len(turns)} turns of {len(often)} speakers"


def _turn(text: str) -> re.Match[str] | None:
    """A speaker's name before what was said, which is a sentence and no value of a table."""
    if ":" not in text[:60] and "：" not in text[:60]:
        return None
    turn = _SPEAKER.match(text)
    said = text[turn.end() :] if turn else ""
    return turn if ends_sentence(said) and weight(said) >= SHORTEST_TITLE else None


def _ascends(times: Sequence[tuple[int, int, int]]) -> bool:
    return all(one[1:] <= other[1:] for one, other in pairwise(times))


def _live_blog(view: View) -> str | None:
    """Entries under times of the day."""
    entries = 0
    for index, _, _ in view.clocks:
        following = view.body[index : index + 3]
        entries += any(is_prose(block.text) for block in following)
    if entries >= 3 and 4 * entries >= len(view.prose):
        return f"{entries} entries under times"
    return None


def _briefs(view: View) -> str | None:
    """Stories with a dateline each."""
    if len(view.prose) < FEWEST_BRIEFS:
        return None
    found = [view.document.dateline.raw] if view.document.dateline else []
    opened = [text for text in view.prose[1:] if _SEPARATOR.search(text, 0, HEAD)]
    for left, text in zip(range(len(opened), 0, -1), opened, strict=True):
        if len(found) + left < FEWEST_BRIEFS:
            return None
        dateline = parse_dateline(text)
        found += [dateline.raw] if dateline else []
    enough = len(found) >= FEWEST_BRIEFS and len(set(found)) >= 2
    return f"{len(found)} datelines" if enough else None


def _gallery(view: View) -> str | None:
    """Captions, or pictures counted."""
    totals = Counter(
        counter[2]
        for block in view.document.blocks
        if len(block.text) <= 24
        and not block.text[-3:].isalpha()  # else no number can end it
        and (counter := _COUNTER.fullmatch(block.text))
    )
    for total, count in totals.most_common(1):
        if count >= 4 and count >= len(view.prose) / 2:
            return f"{count} pictures counted of {total}"
    captions = view.count(Reason.CAPTION)
    captions += sum(block.kind == "caption" for block in view.body)
    told = zip(view.body, view.is_prose, strict=True)
    paragraphs = [block.text for block, yes in told if yes and block.kind != "caption"]
    if captions < 5 or captions < 2 * len(paragraphs):
        return None
    if sum(map(weight, paragraphs)) < LONG_STORY:
        return f"{captions} captions, {len(paragraphs)} paragraphs"
    return None


def _index(view: View) -> str | None:
    """Titles and teasers of stories instead of a story."""
    prose = len(view.prose)
    is_page = view.document.kind == "html"
    if len(view.body) - prose < FEWEST_TITLES and not is_page:
        return None
    lines = [
        block.text
        for block, is_paragraph in zip(view.body, view.is_prose, strict=True)
        if not is_paragraph and _like_title(block)
    ]
    titles = len(lines)
    if titles >= 5 and not prose:
        return f"{titles} titles, no paragraph"
    teasers = sum(map(is_teaser, view.prose))
    if titles >= FEWEST_TITLES and teasers >= 3 and 2 * teasers >= prose:
        return f"{titles} titles, {teasers} teasers"
    small = view.prose_size < LONG_STORY
    if titles >= 8 and small and 2 * view.prose_size < sum(map(weight, lines)):
        return f"{titles} titles, {prose} paragraphs"
    summed = _summed_up(view) if titles >= 5 else 0
    marks = view.count(Reason.DATE_LINE, Reason.BYLINE, Reason.RELATED, Reason.TAGS)
    if summed >= 5 and summed >= 0.8 * prose and 2 * marks >= summed:
        return f"{summed} titles with a teaser each"
    if is_page and view.prose_size < STORY:
        links = sum(_is_link(block) for block in view.document.blocks)
        if links >= 20:
            return f"{links} links, {prose} paragraphs"
    return None


def _summed_up(view: View) -> int:
    """How many titles have one short paragraph under them, and no more."""
    kinds = "".join(
        "p" if is_paragraph else "t" if _like_title(block) else ""
        for block, is_paragraph in zip(view.body, view.is_prose, strict=True)
        if len(block.text) <= LONGEST_TEASER
    )
    return len(re.findall("tp(?=t|$)", kinds))


def _is_link(block: SourceBlock) -> bool:
    """Whether a block is the title of another story."""
    text = block.text
    return 2 * block.linked >= len(text) and weight(text) >= SHORTEST_TITLE and text.count(" ") > 2


def _video(view: View) -> str | None:
    """What stands around a player, and little else."""
    if view.prose_size >= STORY:
        return None
    lines = {block.text.casefold().strip(" :.!") for block in view.document.blocks}
    found = sorted(lines & words().player)
    return f"lines of a player: {', '.join(found)}" if len(found) >= 2 else None


def _no_article(view: View) -> str | None:
    """The front page of a site; menus and lists; a form, a notice: little that anybody signed.

    A text and a fragment of a page, which have no title of their own, can't say who signed them.
    """
    document, said = view.document, view.document.metadata
    if said.page_type != "article" and not said.published and is_front_page(document):
        return "the front page of a site"
    if is_signed(document):
        return None
    told = [text for text in view.prose if ends_sentence(text) or sentences(text)]
    if document.kind == "html" and said.titles:
        size, little = sum(map(weight, told)), STORY if document.published else UNSIGNED_STORY
        if size < little:
            return f"{size} characters of prose, no author, no date"
    size = sum(map(len, told))
    printed = sum(len(block.text) for block in view.body if block.kind != "table")
    return f"{size} of {printed} characters are prose" if size < PROSE * printed else None


_EVIDENCE: tuple[tuple[PageType, Callable[[View], str | None]], ...] = (
    ("transcript", _transcript),
    ("live_blog", _live_blog),
    ("briefs", _briefs),
    ("gallery", _gallery),
    ("video", _video),
    ("index", _index),
    ("unknown", _no_article),
)
