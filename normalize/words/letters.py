"""Character classes that `re` lacks: letters by case, and scripts whose vowels are marks."""

from __future__ import annotations

_CASED = range(0x41, 0x590)


def _ranges(points: list[int]) -> str:
    """Code points as the inside of a character class."""
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in runs)


# Of each Indic block: letters and marks, without dandas, digits and signs.
_INDIC = "".join(
    f"\\u{block:04x}-\\u{block + 0x63:04x}\\u{block + 0x70:04x}-\\u{block + 0x7F:04x}"
    for block in range(0x900, 0xE00, 0x80)
)

UPPER = f"[{_ranges([point for point in _CASED if chr(point).isupper()])}\u1e9e]"
"""One capital letter of the Latin, Greek, Cyrillic or Armenian script."""

_EXTENDED = range(0x1E00, 0x2000)
LOWER = f"[{_ranges([point for point in (*_CASED, *_EXTENDED) if chr(point).islower()])}]"
"""One small letter of these scripts, Vietnamese and old Greek ones included."""

_SEMITIC = r"\u05d0-\u05ea\u0620-\u0659\u066e-\u06d3\u06d5-\u06ed\u06fa-\u06ff"
_JOINERS = r"\u200c\u200d"

MARKED = rf"[{_SEMITIC}{_INDIC}\u0e01-\u0e4e{_JOINERS}]"
"""One letter or vowel mark of a script without capitals: Hebrew, Arabic, Indic, Thai."""

LETTERS = rf"(?:[^\W\d_]|{MARKED})"
"""One letter or vowel mark of any script."""
