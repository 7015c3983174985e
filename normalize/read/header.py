"""What a tool wrote above a text about it: front matter, or the header of a reader service.

Trafilatura (`--with-metadata`), Pandoc and the generators of static sites print lines of YAML
between two lines of `---`; Jina's reader prints `Title: …`, `URL Source: …`, `Markdown Content:`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from normalize.document import Metadata
from normalize.read.lines import Line
from normalize.words.names import clean_authors
from normalize.words.timestamps import parse_date

HEADS = ("---", "Title:")
"""What every header begins with."""

FEWEST = 2
"""Lines of a header whose keys are known, at the least: a story may begin with a rule, too."""

OTHER = "other"
"""What the header says that an article has no field for."""

MOST = 80
"""Lines of the longest header."""

LONGEST = 1_000
"""Characters of the longest line of a header."""

_FENCE = re.compile(r"---\s*")
_END = re.compile(r"(?:---|\.\.\.)\s*")
_FIELD = re.compile(r"([^\W\d_][\w .:-]{0,30}?)\s?:(?:\s+(.*))?")
_ENTRY = re.compile(r"(?:\s*- (?:name: )?|\s+name: )(.*)", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(\S.*)")
_BLOCK = re.compile(r"[>|][+-]?(?:\s+|$)")
_LIST = re.compile(r"\[(.*)\]")
_ITEM = re.compile(r"""\s*("[^"]*"|'[^']*'|[^,]+)(?:,|$)""")
_CONTENT = re.compile(r"(?:markdown|text) content:\s*", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]\w+)?")

_KEYS = {
    "title": ("title", "headline", "og title"),
    "author": ("author", "authors", "byline", "creator", "by"),
    "published": (
        *("date", "published", "published time", "published at", "date published"),
        *("publish date", "publication date", "pubdate", "article published time"),
    ),
    "modified": ("modified", "updated", "updated at", "lastmod", "date modified", "last modified"),
    "url": ("url", "url source", "source url", "canonical url", "link", "permalink", "source"),
    "site": ("sitename", "site name", "site", "publisher", "outlet", "og site name"),
    "language": ("language", "lang"),
    "section": ("section", "category", "categories"),
    "description": ("description", "summary", "excerpt", "subtitle"),
    "more": ("tags", "keywords", "hostname", "id", "fingerprint", "license", "image", "pagetype"),
}
_KNOWN = {spelling: field for field, spellings in _KEYS.items() for spelling in spellings}


class Header(NamedTuple):
    """The first `rows` lines of a text, and what they say of the rest."""

    rows: int
    said: Metadata


def read_header(rows: Sequence[Line], latest: date | None = None) -> Header | None:
    """The header that a text begins with, if it has one.

    Args:
        rows: the lines of the text.
        latest: the last day that a date may be.
    """
    is_fenced = bool(rows) and _FENCE.fullmatch(rows[0].text) is not None
    found = _front_matter(rows) if is_fenced else _of_reader(rows)
    return Header(found[0], _metadata(found[1], latest)) if found else None


def _front_matter(rows: Sequence[Line]) -> tuple[int, Mapping[str, list[str]]] | None:
    """The fields between a text's first line and the next line of `---`."""
    inside = range(1, min(len(rows), MOST))
    end = next((i for i in inside if _END.fullmatch(rows[i].text)), 0)
    fields = _fields(rows[1:end]) if end > 1 else None
    return (end + 1, fields) if fields else None


def _of_reader(rows: Sequence[Line]) -> tuple[int, Mapping[str, list[str]]] | None:
    """The fields above a line that announces the content."""
    inside = range(1, min(len(rows), MOST))
    end = next((i for i in inside if _CONTENT.fullmatch(rows[i].text)), 0)
    fields = _fields(rows[:end]) if end else None
    return (end + 1, fields) if fields else None


def _fields(rows: Sequence[Line]) -> Mapping[str, list[str]] | None:
    """The values of the known fields; None where a line is none, or too few are known."""
    fields: dict[str, list[str]] = {}
    keys, known, last = 0, 0, ""
    for row in rows:
        text = row.text
        if not text.strip() or text.startswith("#"):
            continue
        field, item, more = (kind.fullmatch(text) for kind in (_FIELD, _ENTRY, _GOES_ON))
        if len(text) > LONGEST or not (field or item or more):
            return None
        if field:
            last = _KNOWN.get(_folded(field[1]), OTHER)
            keys, known = keys + 1, known + (last != OTHER)
        values = fields.setdefault(last, [])
        if field:
            values.append(field[2] or "")
        elif item:
            values.append(item[1])
        elif more and values and not _FIELD.fullmatch(more[1]):
            values[-1] = f"{values[-1]} {more[1]}".strip()
    said = {name: [v for text in texts for v in _values(text)] for name, texts in fields.items()}
    return said if known >= FEWEST and 2 * known >= keys else None


def _folded(key: str) -> str:
    return re.sub(r"[\W_]+", " ", key).strip().lower()


def _values(value: str) -> Iterator[str]:
    """A value without its quotation marks; those of a list one by one."""
    value = value.strip()
    block = _BLOCK.match(value)
    value = value[block.end() :] if block else value
    inside = _LIST.fullmatch(value)
    for item in [found[1] for found in _ITEM.finditer(inside[1])] if inside else [value]:
        bare = item.strip()
        if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
            bare = bare[1:-1].replace("''", "'").replace('\\"', '"')
        if bare:
            yield bare


def _metadata(fields: Mapping[str, list[str]], latest: date | None) -> Metadata:
    def first(field: str, read: Callable[[str], str | None] = str) -> str | None:
        return next(filter(None, map(read, fields.get(field, ()))), None)

    published, modified = (
        next(filter(None, (parse_date(value, latest) for value in fields.get(name, ()))), None)
        for name in ("published", "modified")
    )
    return Metadata(
        titles=tuple(fields.get("title", ()))[:1],
        description=first("description"),
        authors=clean_authors(fields.get("author", ())),
        published=published,
        modified=modified,
        language=first("language", _language),
        outlet=first("site"),
        section=first("section"),
        canonical_url=first("url", _address),
    )


def _language(value: str) -> str | None:
    code = _LANGUAGE.fullmatch(value)
    return code[1].lower() if code else None


def _address(value: str) -> str | None:
    return value if value.startswith(("http://", "https://")) else None
