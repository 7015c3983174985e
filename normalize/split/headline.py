"""The headline: the heading a page agrees on, or the line that stands above the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from normalize.article import Reason
from normalize.words.dateline import parse_dateline
from normalize.words.prose import ends_sentence, is_prose, sentences, weight
from normalize.words.titles import choose_headline, strip_site_suffix, subheads

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock

LONGEST = 220
"""Characters of the longest line that is taken for a headline."""

LONGEST_OF_SEVERAL = 170
"""Characters of the longest headline that goes on after a finished sentence."""

SHORTEST = 15
"""Characters of the shortest headline behind which a site's name is looked for."""

HEAD = 12
"""Blocks from the top of a text among which its headline stands."""


_VAGUE = (None, Reason.OUTSIDE_BODY, Reason.NAVIGATION)
"""Reasons for where a block stands, which a heading of level 1 outweighs."""


def find_headline(document: Document) -> str | None:
    """The headline of the document, without the site's name; None where there is none."""
    if document.kind == "html":
        return _of_page(document)
    said = _of_page(document) if document.metadata.titles else None
    if said:
        return _without_site_name(said, document)
    return _marked_heading(document) or _line_above_prose(document)


def _marked_heading(document: Document) -> str | None:
    """Text: the heading of level 1 that a text in Markdown has; of several, the one above prose."""
    heading = None
    for block in document.blocks:
        if block.level == 1 and block.kind == "heading" and _could_be_title(block):
            heading = block.text
        elif heading and block.label is None and is_prose(block.text):
            break
    return heading


def _could_be_title(block: SourceBlock) -> bool:
    is_free = block.label is None or block.label.reason in _VAGUE
    return is_free and weight(block.text) <= LONGEST


def _of_page(document: Document) -> str | None:
    """The headline of a page: its heading, a title of its metadata, or what both agree on."""
    meta = document.metadata
    h1s = [block for block in document.blocks if block.level == 1]
    upper = list(_upper_headings(document))
    above = [block.text for block in upper if block.level == 1 and block.label is None]
    headline = choose_headline(
        [block.text for block in h1s],
        meta.titles,
        meta.outlet or _domain(meta.canonical_url or document.url),
        above=above[0] if len(above) == 1 else None,
        others=[block.text for block in upper if block.level > 1],
    )
    return headline if h1s or headline is None else _printed_part(headline, document)


def _domain(url: str | None) -> str | None:
    """The domain of an address, which has the name of the site in it."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _upper_headings(document: Document) -> Iterator[SourceBlock]:
    """The headings above the prose, of the upper three levels."""
    for block in document.blocks:
        if block.level != 1 and block.label is None and is_prose(block.text):
            break
        if 1 <= block.level <= 3:
            yield block


def _printed_part(title: str, document: Document) -> str:
    """Of a page's title, what the page prints as a line: the rest names the site."""
    for block in document.blocks:
        end = len(block.text)
        if title.startswith(block.text) and _SEPARATOR.match(title, end):
            return block.text
    return title


def _line_above_prose(document: Document) -> str | None:
    """The first line of a text, if it is a title and prose comes after it."""
    head = _head(document)
    first = next(head, None)
    if first is None or not _could_be_headline(first.text) or parse_dateline(first.text):
        return None
    if first.kind == "list_item" or _heads_a_part(first.text, document):
        return None
    copies = 0
    for block in head:
        if block.text.startswith(_GOES_ON):
            return None
        if is_prose(block.text) or _is_sentence(block.text) or parse_dateline(block.text):
            return _without_site_name(first.text, document)
        copies += block.text == first.text
    return _without_site_name(first.text, document) if copies else None


def _head(document: Document) -> Iterator[SourceBlock]:
    kept = (b for b in document.blocks if b.label is None or b.label.role == "body")
    for block, _ in zip(kept, range(HEAD), strict=False):
        yield block


def _could_be_headline(text: str) -> bool:
    """Short, of letters, and not a sentence that just ends; a question may be a headline."""
    if weight(text) > LONGEST or not any(c.isalpha() for c in text) or text.endswith(":"):
        return False
    if weight(text) > LONGEST_OF_SEVERAL and sentences(text):
        return False
    if text.endswith(".") and _INITIALS_END.search(text):
        return text.isupper()
    return not ends_sentence(text) or (
        text.rstrip("\"'”’»)").endswith(("?", "!", "…")) and not is_prose(text)
    )


def _heads_a_part(text: str, document: Document) -> bool:
    """Whether a line is a remark, an item, the name of any part, or the first of numbered parts."""
    if text.startswith(_MARKS) or (text[0] in "([" and text[-1] in ")]"):
        return True
    if text.casefold().rstrip(" :") in subheads():
        return True
    number = _NUMBERED.match(text)
    if number is None:
        return False
    following = f"{int(number[1]) + 1}{number[2]}"
    return any(block.text.startswith(following) for block in document.blocks)


def _is_sentence(text: str) -> bool:
    """Whether a line is a sentence that no headline would be: a short article's body."""
    return ends_sentence(text) and not _could_be_headline(text) and len(text) > 20


def _begins_with(line: str, name: str) -> bool:
    """Whether a line is the name, or a menu that it was glued to."""
    return line.startswith(name) and (len(line) == len(name) or line[len(name)].isupper())


_GOES_ON = (", ", "; ", ") ")
"""What opens a line that goes on with a sentence, as where a scraper broke it at a link."""

_MARKS = ("- ", "• ", "* ", "☐", "[ ]")
_NUMBERED = re.compile(r"(\d{1,2})([.)] )")
_INITIALS_END = re.compile(r"\b(?:[A-Z]\.){2,5}$")
_SEPARATOR = re.compile(r"\s+[|｜–—·•:-]\s+|\s*[|｜]\s*")
_SUFFIX = re.compile(r"\s+[|｜]\s+[^|｜\d]{2,40}$")


def _without_site_name(text: str, document: Document) -> str:
    """`text` without a site's name behind a bar: text has no metadata to compare with.

    Behind a dash it is told by a line that is the rest, or the name: a page prints both again.
    """
    bare = strip_site_suffix(text, document.metadata.outlet)
    parts = list(_SEPARATOR.finditer(bare))
    if parts:
        lines = {block.text for block in document.blocks}
        for part in parts:
            if part.start() >= SHORTEST and bare[: part.start()] in lines:
                return bare[: part.start()]
        last = parts[-1]
        name = bare[last.end() :]
        if last.start() >= SHORTEST and any(_begins_with(line, name) for line in lines):
            return bare[: last.start()]
    has_bar = ("|" in bare or "｜" in bare) and bare.count("|") < 2
    match = _SUFFIX.search(bare) if has_bar else None
    return bare[: match.start()] if match and match.start() >= SHORTEST else bare
