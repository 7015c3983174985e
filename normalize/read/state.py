"""The story of a page that only a script would draw, from the data in its scripts.

Frameworks leave a page's data in it: `__NEXT_DATA__`, `Fusion.globalContent`,
`window.__APOLLO_STATE__`. Whatever its shape, a story in it is a list whose items hold
paragraphs, or one long string of text or HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from html import escape
from typing import Final, NamedTuple

from normalize.read.jsonld import with_whole_letters
from normalize.words.prose import ends_sentence

_SHORTEST: Final = 300
"""Characters of a script below which it holds no story."""

_LARGEST: Final = 5_000_000
"""Characters of scripts that are read."""

_TRIES: Final = 20
"""Objects and arrays of a script that are tried."""

_OWN: Final = 10
"""How much more prose counts that stands beside the page's title."""

_ALONE: Final = 0.6
"""The share of the prose in all scripts that a story has which stands beside no title."""

_PROSE: Final = 80
_FADING: Final = 0.5
_LEVELS: Final = 8
_KEYS: Final = re.compile(
    r"(?i:.*(?:text|html|body|content|copy|markup|paragraph|children|nodes)s?|data|value|json)"
)
"""Keys under which the text of a story stands; titles, captions and addresses have others."""

_ASSIGNED: Final = re.compile(r"[=(]\s*+(?=[{\[])")
_HTML: Final = re.compile(r"</p>|<br\s*+/?>|<p[ >]", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*+>")
_HEADING: Final = re.compile(r"(?i:h[2-6]|header|heading|subheader|subheading|subtitle)")


def story_markup(scripts: Iterable[str], titles: Collection[str] = ()) -> str | None:
    """The story in the data of scripts, as HTML.

    Args:
        scripts: the texts of the page's script elements.
        titles: what the page calls itself; of several stories, one beside such a title wins.

    Returns:
        The paragraphs as markup, from the list or string with the most prose; None if none
        has any, or if several stories have and none stands beside a title.
    """
    best = _NOTHING
    total = 0.0
    room = _LARGEST
    for script in scripts:
        room -= len(script)
        if room < 0:
            break
        for value in _values(script) if len(script) >= _SHORTEST else ():
            found, prose = _find(value, titles)
            total += prose
            best = max(best, found, key=_points)
    return "\n".join(_markup(best.value)) if total and best.prose >= _ALONE * total else None


class _Story(NamedTuple):
    """A list or string that may be the story; `points` count prose less the deeper it is."""

    value: object
    points: float
    prose: float


_NOTHING: Final = _Story(None, 0.0, 0.0)


def _points(story: _Story) -> float:
    return story.points


def _values(script: str) -> Iterator[object]:
    """The JSON in a script: all of it, or what is assigned in it."""
    decoder = json.JSONDecoder(strict=False)
    script = with_whole_letters(script)
    at = len(script) - len(script.lstrip())
    for _ in range(_TRIES):
        if script[at : at + 1] not in ("{", "["):
            assigned = _ASSIGNED.search(script, at)
            if assigned is None:
                return
            at = assigned.end()
        try:
            value, at = decoder.raw_decode(script, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        yield value


def _find(value: object, titles: Collection[str]) -> tuple[_Story, float]:
    """The list or string with the most prose close below it, and how much prose there is in all.

    Prose beside a title counts more.
    """
    best = _NOTHING
    total = 0.0
    lists: dict[int, _Story] = {}
    stack: list[tuple[object, bool, int, tuple[list[object], ...]]] = [(value, True, 1, ())]
    while stack:
        here, is_text, weight, around = stack.pop()
        if isinstance(here, dict):
            weight = _OWN if _is_titled(here, titles) else weight
            stack += [(v, _KEYS.fullmatch(k) is not None, weight, around) for k, v in here.items()]
        elif isinstance(here, list):
            inside = (here, *around[: _LEVELS - 1])
            stack += [(item, is_text, weight, inside) for item in here]
        elif isinstance(here, str) and is_text and (letters := _prose(here)):
            prose = points = float(weight * letters)
            total += prose
            if _HTML.search(here) or "\n" in here:
                best = max(best, _Story(here, points, prose), key=_points)
            for outer in around:
                _, before, whole = lists.get(id(outer), _NOTHING)
                lists[id(outer)] = _Story(outer, before + points, whole + prose)
                points *= _FADING
    return max([best, *lists.values()], key=_points), total


def _is_titled(thing: dict[str, object], titles: Collection[str]) -> bool:
    """Whether one of the page's titles is a value of an object, or of its `headlines`."""
    for key, value in thing.items():
        inside = value.values() if isinstance(value, dict) and "head" in key.lower() else (value,)
        if any(isinstance(text, str) and text.strip() in titles for text in inside):
            return True
    return False


def _prose(text: str) -> int:
    """Letters of a text that is long enough for prose and ends like it."""
    if len(text) < _PROSE:
        return 0
    plain = _TAG.sub("", text).rstrip()
    return len(plain) if len(plain) >= _PROSE and " " in plain and ends_sentence(plain) else 0


def _markup(story: object) -> Iterator[str]:
    """A paragraph for each item of a story, or each line of one that is a string."""
    if isinstance(story, str):
        lines = [story] if _HTML.search(story) else map(escape, story.split("\n"))
        yield from (f"<p>{line}</p>" for line in lines)
    elif isinstance(story, list):
        for item in story:
            kind = item.get("type") if isinstance(item, dict) else None
            tag = "h2" if isinstance(kind, str) and _HEADING.fullmatch(kind) else "p"
            text = "".join(_texts(item))
            if text.strip():
                yield f"<{tag}>{text}</{tag}>" if not _HTML.search(text) else text


def _texts(item: object) -> Iterator[str]:
    """The texts of an item in order, as markup."""
    stack = [(item, True)]
    while stack:
        here, is_text = stack.pop()
        if isinstance(here, dict):
            stack += [(v, _KEYS.fullmatch(k) is not None) for k, v in reversed(here.items())]
        elif isinstance(here, list):
            stack += [(part, is_text) for part in reversed(here)]
        elif isinstance(here, str) and is_text:
            yield here if _TAG.search(here) or "&" in here else escape(here, quote=False)
