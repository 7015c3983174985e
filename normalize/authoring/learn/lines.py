"""Lines that come again, and the patterns that match them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from normalize.errors import OptionsError
from normalize.plugins.outlet import Outlet, line_pattern

LONGEST: Final = 300
"""Characters of the longest line that a pattern of an outlet matches."""

_NUMBER: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")
_SPECIAL: Final = re.compile(r"[\\.^$*+?{}\[\]|()]")


def pattern_of(lines: Sequence[str]) -> str | None:
    r"""A pattern for a line as it was printed in several places: numbers that differ are `\d+`.

    None where no pattern of an outlet could match it: it is too long, or has too many numbers.

    >>> pattern_of(["Photo 1 of 12 (3 MB)", "Photo 1 of 7 (3 MB)"])
    'Photo 1 of \\d+ \\(3 MB\\)'
    """
    lines = [" ".join(line.split()) for line in lines]
    if max(map(len, lines)) > LONGEST:
        return None
    numbers = [_NUMBER.findall(line) for line in lines]
    if len(set(map(len, numbers))) > 1:
        return None
    texts = _NUMBER.split(lines[0])
    pattern = _escape(texts[0])
    for values, text in zip(zip(*numbers, strict=True), texts[1:], strict=True):
        pattern += (_escape(values[0]) if len(set(values)) == 1 else _digits(values)) + _escape(
            text
        )
    try:
        Outlet("learned", chrome=pattern)
    except OptionsError:
        return None
    return pattern if all(line_pattern(pattern).fullmatch(line) for line in lines) else None


def _digits(values: Sequence[str]) -> str:
    r"""`\d+`, or a set of characters where marks stand between the digits."""
    marks = sorted({char for value in values for char in value if not char.isdigit()})
    return f"[\\d{''.join(re.escape(mark) for mark in marks)}]+" if marks else r"\d+"


def _escape(text: str) -> str:
    """Like `re.escape`, but spaces, dashes and the like stay readable."""
    return _SPECIAL.sub(r"\\\g<0>", text)
