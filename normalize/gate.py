"""The gate before ftfy: a sound and quick test for text that it could change.

Most text needs nothing, and ftfy costs about 50 microseconds a line.
"""

from __future__ import annotations

import re

from ftfy.badness import is_bad

# What ftfy acts on besides mojibake: entities, escapes, control characters, line
# separators, surrogates.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u206a-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_ENTITY = re.compile("&#?[0-9A-Za-z]{1,24};")
# The categories of ftfy's detector (`ftfy.badness`), and the pairs of neighbours without
# which none of its patterns matches.
_BAD = "¤¦¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffdªº"
_LAW = "¶§"
_CURRENCY = "¢£¥₧€"
_START = "¡«¿©΄΅‘‚“„•‹\uf8ff"
_END = "®»˝”›™"
_NUMERIC = "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№"
_FACES = "Ò-ÖÙ-Üò-öø-üŐŌŪŲ°"
_UPPER = "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"
_LOWER = "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźžżґﬁﬂ"
_SMALL = "а-џα-ωάέήίΰ"
_BOX = "─-╿▀-▟"
_NEIGHBOURS = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|(?<=[ŒœÂÃ]))")
_SECOND = _BAD + _CURRENCY + _NUMERIC + _LAW + _BOX + _UPPER + _LOWER + _FACES + _START + _END
_FIRST = _BAD + "ØÙÎÐ√ŒœÂÃвВГРСΒΓΞΟ"
# Begins with one character class, so that the search skips over ASCII at once.
_MOJIBAKE = re.compile(
    rf"[^\x00-\x7f](?:(?=[{_SECOND}])(?:"
    rf"[{_BAD}{_CURRENCY}{_NUMERIC}{_LAW}{_BOX}]"
    rf"|(?<=[{_LOWER}{_SMALL}{_END}{_CURRENCY}{_NUMERIC}{_BOX}{_BAD}])[{_UPPER}]"
    rf"|(?<=[{_END}{_CURRENCY}{_NUMERIC}{_BOX}{_BAD}])[{_LOWER}{_FACES}]|(?<=‚)[Äâó]"
    rf"|(?<=[{_LOWER}{_UPPER}])[{_START}{_END}]\w"
    rf"|(?<=[{_CURRENCY}{_NUMERIC}{_BOX}{_BAD}])[{_START}{_END}]"
    rf"|(?<=[{_LOWER}{_UPPER}{_CURRENCY}{_NUMERIC}{_BOX}{_LAW}])[{_END}][{_START}]"
    rf"|(?<=[a-z][{_UPPER}])[{_START}]|(?<=[{_UPPER}≈])°)"
    rf"|(?<=[{_FIRST}])(?:"
    rf"(?<=[{_BAD}ØÙÎÐ√])[^\x00-\x7f]|(?<=[Œœ])[^A-Za-z]|(?<=[ÂÃ])|(?<=в)Ђ|(?<=Г)ўВЂВ"
    rf"|(?<=[ВГРСΒΓΞΟ])[^\x00-\x7f\u0370-\u04ff]))"
)


def is_suspect(text: str) -> bool:
    """Whether ftfy could change `text`; a sound test: no means that it would not.

    >>> is_suspect("The ferry’s “second life” – a café in Oslo & around")
    False
    >>> is_suspect("cafÃ©"), is_suspect("A &amp; B")
    (True, True)
    """
    if not text.isprintable() and _CONTROL.search(text) is not None:
        return True
    if "&" in text and _ENTITY.search(text) is not None:
        return True
    if text.isascii():
        return False
    if "\ufffc" in text:
        return True
    return (
        _NEIGHBOURS.search(text) is not None and _MOJIBAKE.search(text) is not None and is_bad(text)
    )


def may_be_suspect(text: str) -> bool:
    """Whether a text, or a part of it between spaces, could be suspect: coarser, and quicker."""
    if "&" in text or "\ufffc" in text or not text.isprintable():
        return True
    return not text.isascii() and _NEIGHBOURS.search(text) is not None
