"""Turning bytes into text.

In the order of what the bytes themselves prove: a byte order mark; the pattern of NULs that
UTF-16 and UTF-32 leave; UTF-8 that is valid, or was but for a few bytes; then what the page
declares; then what the bytes look like.

Valid UTF-8 beats a declared legacy charset, which the HTML standard has the other way round:
text in a legacy charset is hardly ever valid UTF-8 by chance, while pages that were converted
and kept their old `<meta charset=gb2312>` are common in crawls.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import NamedTuple

from normalize.read.charsets import declared_codec, decode_as
from normalize.read.unsupported import check_controls, check_signature, check_text

__all__ = ["Decoded", "check_text", "decode", "read_bytes"]

_BOMS = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF8, "utf-8"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "euc-jp", "cp932", "cp949"})
_CANDIDATES = [
    *("cp1252", "cp1251", "cp1250", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("cp932", "shift_jis", "gb18030", "cp949", "euc_kr", "euc_jp", "big5"),
    *("koi8_r", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15"),
]
_SAMPLE = 4096
_RARE = ("cp1257", "cp1258", "iso8859_15")
_SEARCHED = 65_536
_TAG = re.compile(rb"<(?:script|style)\b[^<]*+|<[^<>]*+>", re.IGNORECASE)
_HIRAGANA = re.compile("[ぁ-ゖ]")
_SAFE_CUT = re.compile(rb".*[\x00-\x2f]", re.DOTALL)
# Bytes that are letters and quotes in windows-1250, control characters in ISO 8859-2.
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")


class Decoded(NamedTuple):
    """What bytes say, and the bytes themselves where they are just that in UTF-8."""

    text: str
    utf8: bytes | None = None


def decode(data: bytes) -> str:
    """Read bytes as text, whatever they were encoded in.

    A byte order mark wins; else valid UTF-8; else UTF-8 with a few broken bytes, which become
    U+FFFD; else the charset that the page declares; else the likeliest legacy charset, at last
    windows-1252. NULs are dropped: no text means them, and parsers stumble over them.

    Args:
        data: a text or a page, in bytes.

    Returns:
        The text, without byte order mark and NULs.

    Raises:
        UnsupportedInput: the bytes are no text: PDF, image, archive, …
    """
    return read_bytes(data).text


def read_bytes(data: bytes) -> Decoded:
    """What `decode` reads; a page that was given in UTF-8 need not be encoded for its parser.

    Raises:
        UnsupportedInput: the bytes are no text: PDF, image, archive, …
    """
    decoded = _decoded(data)
    return Decoded(decoded.text.replace("\0", "")) if b"\0" in data else decoded


def _decoded(data: bytes) -> Decoded:
    for bom, codec in _BOMS:
        if data.startswith(bom) and _fits(data, codec):
            return Decoded(data[len(bom) :].decode(codec, "replace"))
    check_signature(data)
    if (wide := _wide_codec(data)) is not None:
        return Decoded(data.decode(wide, "replace"))
    check_controls(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Decoded(_decoded_legacy(data))
    if b"\x1b" in data and b"\x1b$" in data and (escaped := _decoded_escapes(data)):
        return Decoded(escaped)
    return Decoded(text, data)


def _fits(data: bytes, codec: str) -> bool:
    """Whether a mark that begins like another one is what it seems (FF FE 00 00)."""
    if not codec.startswith("utf-32"):
        return True
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _wide_codec(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, seen by where its NULs stand.

    Text in European scripts has a NUL in every second byte or three in every fourth; other
    scripts have them only at spaces and line ends, and make no sense as UTF-8.
    """
    head = data[: _SAMPLE - 4 if len(data) >= _SAMPLE else len(data) - len(data) % 2]
    nuls = head.count(0)
    if nuls == 0:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if nuls * 2 > len(head):
        codec = "utf-32-le" if head[:1] != b"\0" else "utf-32-be"
        return codec if _is_prose(head, codec) else None
    if min(even, odd) * 20 > nuls or nuls * 40 < len(head):
        return None
    if nuls * 3 < len(head) and _is_prose(head.replace(b"\0", b""), "utf-8"):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    return codec if _is_prose(head, codec) else None


def _is_prose(head: bytes, codec: str) -> bool:
    """Whether nearly all of `head`, read with `codec`, can be printed."""
    text = head[: len(head) - len(head) % 4].decode(codec, "replace") or "\ufffd"
    good = sum(char.isprintable() or char.isspace() for char in text) - text.count("\ufffd")
    return good * 10 >= len(text) * 9


def _decoded_escapes(data: bytes) -> str | None:
    """ISO-2022-JP, whose bytes are ASCII with escape sequences."""
    try:
        return data.decode("iso2022_jp")
    except UnicodeDecodeError:
        return None


def _decoded_legacy(data: bytes) -> str:
    """What isn't valid UTF-8 as a whole."""
    declared = declared_codec(data)
    if declared in ("utf-16", "iso2022-jp"):  # A page whose tags can be read is neither.
        declared = "utf-8"
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = _non_ascii(text) - broken
    tolerated = whole if declared == "utf-8" else whole // 4
    if broken <= tolerated or (broken == 1 and text[-1] == "\ufffd" and data[-2:-1] >= b"\xc0"):
        return text
    if declared is not None and declared != "utf-8" and _suits(data, declared):
        return decode_as(data, declared)
    return decode_as(data, _likeliest(data))


def _non_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _suits(data: bytes, codec: str) -> bool:
    """Whether a declared charset reads nearly all of the bytes."""
    if codec not in _MULTIBYTE:
        return True
    text = decode_as(data, codec)
    return text.count("\ufffd") * 10 <= _non_ascii(text)


def _likeliest(data: bytes) -> str:
    """The legacy charset that the bytes look like; of near equals the more common one."""
    from charset_normalizer import from_bytes

    sample = _sample(data)
    if (japanese := _japanese_codec(sample)) is not None:
        return japanese
    ranked = [
        (
            match.chaos + 0.1 * (codec in _RARE),
            _CANDIDATES.index(codec) / 100 - match.coherence,
            codec,
        )
        for match in from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.5)
        for codec in {match.encoding, *match.could_be_from_charset}
        if codec in _CANDIDATES
    ]
    best = min(ranked)[2] if ranked else "cp1252"
    return "iso8859_2" if best == "cp1250" and not _WINDOWS_ONLY.search(data) else best


def _japanese_codec(sample: bytes) -> str | None:
    """The charset that reads a fifth of the letters as hiragana, as no other language has."""
    for codec in ("euc_jp", "cp932"):
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_HIRAGANA.findall(text)) * 5 >= max(_non_ascii(text), 5):
            return codec
    return None


def _sample(data: bytes) -> bytes:
    """The first few kB of lines that hold letters beyond ASCII, without tags.

    Lines are cut where no charset in question is inside a character.
    """
    sample = bytearray()
    for line in _TAG.sub(b"\n", data[:_SEARCHED]).split(b"\n"):
        if not line.isascii():
            safe = _SAFE_CUT.match(line, 0, _SAMPLE) if len(line) > _SAMPLE else None
            sample += (safe[0] if safe else line) + b"\n"
        if len(sample) >= _SAMPLE:
            break
    return bytes(sample) or data[:_SAMPLE]
