"""What is different between the field that is expected and the one that is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

LEGEND = "- expected, + found"
NOTHING = "(nothing)"
_CONTEXT = 40
"""Characters that are printed of what is the same, on either side of a difference."""
_MOST_SAME = 3


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a difference: only expected (`-`), only found (`+`), or in both."""

    mark: Literal[" ", "-", "+"]
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"


def difference(expected: Any, found: Any) -> Iterator[DiffLine]:
    r"""Compare two values of a field, as `fields_of` prints them, paragraph by paragraph.

    Of what is the same in both, little is printed, and what can't be seen, such as a
    no-break space, is printed as `\xa0`.

    >>> for line in difference(["Jane Doe", "John Roe"], ["Jane Doe"]):
    ...     print(line)
      Jane Doe
    - John Roe
    """
    left, right = _texts(expected), _texts(found)
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _same_lines(left[a:b])
            continue
        pairs = list(zip_longest(left[a:b], right[c:d]))
        cut = [_around(*pair) if None not in pair else pair for pair in pairs]
        yield from (DiffLine("-", _visible(text)) for text, _ in cut if text is not None)
        yield from (DiffLine("+", _visible(text)) for _, text in cut if text is not None)


def printed(value: Any) -> Iterator[DiffLine]:
    """A value of a field, paragraph by paragraph."""
    return (DiffLine(" ", _ends(text)) for text in _texts(value))


def _same_lines(texts: list[str]) -> Iterator[DiffLine]:
    """The first and the last of the texts, and how many there are between."""
    yield DiffLine(" ", _ends(texts[0]))
    if len(texts) > _MOST_SAME:
        yield DiffLine(" ", f"… {len(texts) - 2} more that are the same")
    else:
        yield from (DiffLine(" ", _ends(text)) for text in texts[1:-1])
    if len(texts) > 1:
        yield DiffLine(" ", _ends(texts[-1]))


def _texts(value: Any) -> list[str]:
    if value is None or value in ([], {}):
        return [NOTHING]
    if isinstance(value, dict):
        return [f"{text}: {reason or 'not removed'}" for text, reason in value.items()]
    return list(value) if isinstance(value, list | tuple) else [str(value)]


def _around(left: str, right: str) -> tuple[str, str]:
    """Both texts, shortened where they are the same for long."""
    head = _same(left, right)
    tail = _same(left[head:][::-1], right[head:][::-1])
    return _middle(left, head, tail), _middle(right, head, tail)


def _same(left: str, right: str) -> int:
    """How many characters the two begin with alike."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(left), len(right)))


def _middle(text: str, head: int, tail: int) -> str:
    start, end = max(0, head - _CONTEXT), min(len(text), len(text) - tail + _CONTEXT)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _ends(text: str) -> str:
    if len(text) > 2 * _CONTEXT:
        text = f"{text[:_CONTEXT]} … {text[-_CONTEXT:]}"
    return _visible(text)


def _visible(text: str) -> str:
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
