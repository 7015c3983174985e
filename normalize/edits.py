"""What a repair changed: the edits that make one text out of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from normalize.marks import BLANK

_ENTITY = re.compile("&#?[0-9A-Za-z]{1,24};")
_SPACES = re.compile(r"(\s)")

AHEAD = 6
"""Words and spaces after a change among which two texts must go on alike."""


MOST_ENTITIES = 10_000
"""Entities up to which each is an edit of its own."""


class Edit(NamedTuple):
    """before[start:end] became `after`."""

    start: int
    end: int
    after: str


def diff(before: str, after: str) -> list[Edit]:
    """The edits that make `after` out of `before`: word by word where the words line up.

    Linear, and right rather than minimal: where the words do not line up again soon, one edit
    spans everything between the common head and the common tail.

    >>> diff("a cafÃ© in Oslo", "a café in Oslo")
    [Edit(start=5, end=7, after='é')]
    """
    if before == after:
        return []
    if whole := _entities(before, after, 0):
        return whole
    old, new = _SPACES.split(before), _SPACES.split(after)
    edits: list[Edit] = []
    at = first = second = 0
    while first < len(old) and second < len(new):
        if old[first] == new[second]:
            at += len(old[first])
            first, second = first + 1, second + 1
            continue
        ahead = _meeting(old, new, first, second)
        was, now = old[first : ahead[0]], new[second : ahead[1]]
        edits += _edits("".join(was), "".join(now), at)
        at += sum(map(len, was))
        first, second = ahead
    if first < len(old) or second < len(new):
        edits.append(Edit(at, len(before), "".join(new[second:])))
    return edits


def _meeting(old: Sequence[str], new: Sequence[str], first: int, second: int) -> tuple[int, int]:
    """Where two texts go on alike, looked for among the next few words; their ends if nowhere."""
    if len(old) - first == len(new) - second:
        return first + 1, second + 1
    for away in range(2 * AHEAD + 1):
        for left in range(max(0, away - AHEAD), min(away, AHEAD) + 1):
            one, other = first + left, second + away - left
            if one < len(old) and old[one : one + 3] == new[other : other + 3]:
                return one, other
    return len(old), len(new)


def _edits(before: str, after: str, at: int) -> Iterator[Edit]:
    """What differs between the common head and the common tail.

    Letter by letter where UTF-8 had been read one byte a character, or each stands for one.
    """
    entities = _entities(before, after, at)
    if entities:
        yield from entities
        return
    head = _common(before, after)
    room = min(len(before), len(after)) - head
    tail = min(room, _common(before[::-1], after[::-1]))
    was, now = before[head : len(before) - tail], after[head : len(after) - tail]
    at += head
    letters = was.lstrip(BLANK)
    if letters and now and now[0] not in BLANK and len(letters) < len(was):
        yield Edit(at, at + len(was) - len(letters), "")
        at, was = at + len(was) - len(letters), letters
    widths = [len(c.encode("utf-8", "surrogatepass")) for c in now]
    if len(was) == len(now):
        widths = [1] * len(now)
    if sum(widths) != len(was):
        yield Edit(at, at + len(was), now)
        return
    start = 0
    for letter, width in zip(now, widths, strict=True):
        if was[start : start + width] != letter:
            yield Edit(at + start, at + start + width, letter)
        start += width


def _entities(before: str, after: str, at: int) -> list[Edit]:
    """The edits, where nothing but entities became what they stand for."""
    if not 0 < before.count("&") <= MOST_ENTITIES:
        return []
    found = list(_ENTITY.finditer(before))
    edits = [Edit(at + e.start(), at + e.end(), unescape(e[0])) for e in found]
    return edits if _ENTITY.sub(lambda e: unescape(e[0]), before) == after else []


def _common(one: str, other: str) -> int:
    """How many characters two strings have in common at the head, by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
