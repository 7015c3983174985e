"""What a line looks like: prose, a title, a bare mark. No rule here knows a phrase.

Length evidence counts Han, kana and Hangul double and more, since they say more a
character; nothing here needs spaces between words.
"""

from __future__ import annotations

import re
from functools import lru_cache

PROSE = 80
"""Characters from which a line that ends like a sentence is taken for a paragraph."""

LONG = 200
"""Characters from which a line is taken for a paragraph whatever it ends with."""

_CLOSERS = "\"'”’“»)]）】』」 "
_SENTENCE_ENDS = frozenset(".!?…。！？।؟۔॥")
_SENTENCE_BORDER = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]]*(?:\s|$)|[。！？]")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, quotation marks aside.

    >>> ends_sentence("He left.”"), ends_sentence("Ferry returns"), ends_sentence("来週再開する。")
    (True, False, True)
    """
    return text.rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS


def is_teaser(text: str) -> bool:
    """Whether a text breaks off, as the teasers of other stories do."""
    return text.endswith(("...", "…", "[…]", "[...]", "[&hellip;]"))


def weight(text: str) -> int:
    """Length in characters of an alphabetic script; dense scripts count for more.

    Their characters have three bytes: where there are few more bytes than characters, as with
    accents and curly quotes, they need not be counted.
    """
    return len(text) if text.isascii() else len(text) + _surplus(text[:1000])


@lru_cache(1024)
def _surplus(head: str) -> int:
    """What dense characters weigh more; rule after rule weighs the same blocks."""
    if 8 * len(head.encode("utf-8", "surrogatepass")) < 9 * len(head):
        return 0
    return 2 * len(_DENSE.findall(head))


def exceeds(text: str, limit: int) -> bool:
    """Whether the text weighs more than `limit`."""
    return len(text) > limit or weight(text) > limit


def is_prose(text: str) -> bool:
    """Whether the line is a paragraph of running text.

    >>> is_prose("The ferry is back, said a spokesman for its line on Monday, and it’ll stay here.")
    True
    >>> is_prose("Ferry is back in service")
    False
    """
    size = len(text)
    if size >= LONG or 3 * size < PROSE:
        return size >= LONG
    size = weight(text)
    return size >= LONG or (size >= PROSE and ends_sentence(text))


def is_title(text: str) -> bool:
    """Whether the line could be a headline: short, and no finished sentence."""
    return not text.endswith((".", "。", "।", ":", ",", ";")) and not exceeds(text, 180)


def sentences(text: str) -> int:
    """How many sentences end in the line."""
    return len(_SENTENCE_BORDER.findall(text))
