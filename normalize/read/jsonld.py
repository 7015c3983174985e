"""JSON-LD as pages carry it: several scripts, graphs, references, and often broken."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any

Thing = dict[str, Any]

# A script without any of these can't speak of an article: breadcrumbs, site search, shops.
_TELLING = (
    *("headline", "datePublished", "articleBody", "author", "Article", "Posting"),
    *("WebPage", "VideoObject", "ImageGallery", "MediaGallery", "CollectionPage", '"Product"'),
)
_OPENINGS = ("<!--", "<![CDATA[", "//", "/*", "*/")
_CLOSINGS = ("-->", "]]>", "//", "/*", "*/", ";")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_LONE_BACKSLASH = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
_HALF_LETTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_SALVAGE_LIMIT = 100_000
_SALVAGED = re.compile(
    r'"(@type|headline|datePublished|dateModified|articleSection)"\s*:\s*"([^"\\\n]{1,500})"'
)
_SALVAGED_AUTHOR = re.compile(
    r'"author"\s*:\s*(?:[\[{][^\]}]{0,200}?"name"\s*:\s*)?"([^"\\\n]{1,200})"'
)
_BETWEEN = re.compile(r"[\s,;]*")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_DECODER = json.JSONDecoder(strict=False)


def read_things(scripts: Iterable[str]) -> list[Thing]:
    """The objects in JSON-LD scripts that may speak of the page, in page order.

    Objects inside `@graph`, arrays and `mainEntity` count; a property that refers to another
    object by its `@id` gets that object. Broken JSON gives what can be recovered in linear
    time: line breaks in strings, trailing commas, comments around it, objects in a row,
    entities and stray backslashes are mended; from what is damaged otherwise, the plainest
    properties are picked.
    """
    values = [value for script in scripts if _may_tell(script) for value in _load(script)]
    things = list(_walk(values))
    _resolve(things)
    return things


def with_whole_letters(script: str) -> str:
    r"""A script of JSON in which what is left of an emoji cut in two is a `\ufffd`.

    Half a letter can't be written to a file.
    """
    if "\\ud" not in script and "\\uD" not in script:
        return script
    return _HALF_LETTER.sub(r"\\ufffd", script)


def types(thing: Thing) -> tuple[str, ...]:
    """The types of an object, without their vocabulary's URL."""
    given = thing.get("@type")
    names = given if isinstance(given, list) else [given]
    return tuple(name.rpartition("/")[2] for name in names if isinstance(name, str))


def text_of(value: object) -> str | None:
    """The text of a property: a string, the first of several, or the name of an object."""
    for _ in range(4):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = (
                value.get("name") or value.get("@value") or _full_name(value) or value.get("url")
            )
        else:
            break
    if not isinstance(value, str):
        return None
    return (unescape(value) if "&" in value else value).strip() or None


def _full_name(person: Thing) -> str | None:
    parts = (person.get("givenName"), person.get("familyName"))
    return " ".join(part for part in parts if isinstance(part, str)) or None


def texts_of(value: object) -> list[str]:
    """The texts of a property that may have several values."""
    values = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, values) if text]


def _may_tell(script: str) -> bool:
    return any(word in script for word in _TELLING)


def _load(script: str) -> list[Any]:
    values, rest = _decode(_unwrap(with_whole_letters(script)))
    if rest:
        more, rest = _decode(_mend(rest))
        values += more
    return [*values, _salvage(rest)] if rest else values


def _unwrap(script: str) -> str:
    """Without the comment or CDATA marks around it."""
    text = script.strip()
    for _ in range(4):
        for opening in _OPENINGS:
            text = text.removeprefix(opening).lstrip()
        for closing in _CLOSINGS:
            text = text.removesuffix(closing).rstrip()
    return text


def _decode(text: str) -> tuple[list[Any], str]:
    """The values at the head of the text, and what is left where one can't be read."""
    values: list[Any] = []
    at = _end_of(_BETWEEN, text, 0)
    while at < len(text):
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return values, text[at:]
        values.append(value)
        at = _end_of(_BETWEEN, text, end)
    return values, ""


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _mend(text: str) -> str:
    if '"' not in text:
        text = unescape(text)
    text = _LONE_BACKSLASH.sub(lambda found: found[0] if found[1] else r"\\", text)
    return _TRAILING_COMMA.sub("", text)


def _salvage(text: str) -> Thing:
    """The plainest properties of an object that can't be parsed; the first of each counts."""
    thing: Thing = {}
    text = text[:_SALVAGE_LIMIT]
    for found in _SALVAGED.finditer(text):
        thing.setdefault(found[1], found[2])
    if author := _SALVAGED_AUTHOR.search(text):
        thing["author"] = author[1]
    return thing


def _walk(values: Sequence[Any]) -> Iterator[Thing]:
    """All objects that stand for themselves, those further out first."""
    queue = deque(values)
    while queue:
        value = queue.popleft()
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            yield value
            queue.extend(value[key] for key in _NESTED if key in value)


def _resolve(things: Sequence[Thing]) -> None:
    """Put the objects that are only referred to in place of the references."""
    known: dict[str, Thing] = {}
    for thing in things:
        name = thing.get("@id")
        if isinstance(name, str) and len(thing) > 1:
            known.setdefault(name, thing)
    if not known:
        return
    for thing in things:
        for key in ("author", "creator", "publisher", "image"):
            if key in thing:
                thing[key] = _resolved(thing[key], known)


def _resolved(value: object, known: dict[str, Thing]) -> object:
    if isinstance(value, list):
        return [_resolved_one(item, known) for item in value]
    return _resolved_one(value, known)


def _resolved_one(value: object, known: dict[str, Thing]) -> object:
    if not isinstance(value, dict) or "name" in value:
        return value
    name = value.get("@id")
    return known.get(name, value) if isinstance(name, str) else value
