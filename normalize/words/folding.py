"""Lines as they are looked up: folded, from their first word on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

HEAD = 120

# What may stand around a phrase: anything but letters, speech marks and prices; counts as in
# "12 Comments" too. A sign of copyright is a word; scripts without spaces have words of two.
_SPACELESS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
AROUND = r"""(?:[^\w"“”„'‘’©?$€£¥₹%]|[\d_])"""
_WORD = rf"[{_SPACELESS}]{{1,2}}|©|[^\W\d_{_SPACELESS}]+"
OPENING = re.compile(rf"{AROUND}*({_WORD})")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f](?<=\w)")


_MARKED = "\u0900"
"""The first letter of the scripts that write vowels as marks, or no spaces."""


def fold(text: str) -> str:
    """Lower case, plain apostrophes and spaces, one `i`, `е` for `ё`; the length stays."""
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "i").lower().replace("ı", "i").replace("ё", "е")
    return folded.replace("’", "'").replace("\xa0", " ")


def is_border(head: str, end: int) -> bool:
    """No word goes on at `end`; scripts without spaces have no such border."""
    if end >= len(head):
        return True
    before, after = head[end - 1], head[end]
    if unicodedata.category(after)[0] == "M":
        return False
    spaceless = "\u3040" <= before <= "\ud7a3" or "\u3040" <= after <= "\ud7a3"
    return spaceless or not (before.isalnum() and after.isalnum())


def opening(line: str) -> tuple[int, str]:
    """Where the first word of a line begins, and the word, folded: "" where there is none."""
    word = line[:HEAD].partition(" ")[0]
    if word.isascii() and word.isalpha():
        return 0, word.lower()
    found = OPENING.match(line, 0, HEAD)
    return (found.start(1), fold(found[1])) if found is not None else (0, "")


def first_word(folded: str) -> str:
    """What a folded phrase is looked up by."""
    word = folded.partition(" ")[0]
    if word.isalpha() and max(word) < _MARKED:
        return word
    found = OPENING.match(folded)
    return found[1] if found else ""


def ascii_table(is_part: Callable[[str], bool]) -> bytes:
    """ASCII in lower case, with a space for each character that is no part of a word."""
    letters = map(chr, range(128))
    return bytes(ord(each.lower() if is_part(each) else " ") for each in letters).ljust(256)


def ascii_words(text: str, table: bytes) -> list[str] | None:
    """The folded words of a text by an `ascii_table`; None if it has letters beyond ASCII.

    They are found five times as fast as by a pattern.

    >>> ascii_words("“It’s 9 – now”", ascii_table(str.isalpha))
    ['it', 's', 'now']
    """
    if not text.isascii() and _BEYOND_ASCII.search(text) is not None:
        return None
    return text.encode("ascii", "replace").translate(table).decode("ascii").split()
