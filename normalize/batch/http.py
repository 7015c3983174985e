"""HTTP messages as archives hold them: is it a page, and what does it say.

Archives disagree with their own headers: some take the chunks or the compression off and
leave the header that names them. So a coding is undone where the body shows it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from email.message import Message
from http.client import HTTPException, parse_headers
from io import BytesIO
from typing import Any

from normalize.batch.streams import zstd_module
from normalize.errors import UnsupportedInput
from normalize.read.charsets import codec_named, declared_codec, decode_as

PAGES = ("text/html", "application/xhtml+xml")
LONGEST_PAGE = 1 << 28
"""Bytes of the longest body that is unpacked."""

_STATUS = re.compile(rb"HTTP/[0-9.]+ +2[0-9][0-9]\b")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def is_page(head: bytes) -> bool:
    """Whether the beginning of an HTTP message is that of a page that was found (status 2xx)."""
    if not _STATUS.match(head):
        return False
    return _headers(head).get_content_type() in PAGES


def page_of(message: bytes) -> bytes | str:
    """The page that an HTTP message holds, its codings undone.

    It is text where the message names a character set that the bytes can only be read with;
    else bytes, from which `normalize` tells what they are.

    Raises:
        UnsupportedInput: the body is damaged, or in a coding that is not known.
    """
    end = re.search(rb"\r?\n\r?\n", message)
    body = message[end.end() :] if end else b""
    headers = _headers(message[: end.end()] if end else message)
    if _names(headers, "transfer-encoding") and _CHUNK.match(body):
        body = _without_chunks(body)
    for coding in reversed(_names(headers, "content-encoding")):
        body = _undone(body, coding)
    return _text(body, headers.get_content_charset())


def _headers(message: bytes) -> Message:
    stream = BytesIO(message)
    stream.readline()
    try:
        return parse_headers(stream)
    except HTTPException:  # More than a hundred headers, or one of 64 kB.
        return Message()


def _names(headers: Message, name: str) -> list[str]:
    given = ",".join(headers.get_all(name, ()))
    return [each.strip().lower() for each in given.split(",") if each.strip()]


def _without_chunks(body: bytes) -> bytes:
    pieces, place = list[bytes](), 0
    while found := _CHUNK.match(body, place):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces)
        piece = body[found.end() : found.end() + size]
        if len(piece) < size:
            break
        pieces.append(piece)
        place = found.end() + size
        place += 2 if body[place : place + 2] == b"\r\n" else body[place : place + 1] == b"\n"
    raise UnsupportedInput("a page whose chunks break off", "it was not archived whole")


def _undone(body: bytes, coding: str) -> bytes:
    """The body without one coding; as it is where it is a page already."""
    if coding in ("identity", "none", "utf-8"):
        return body
    if coding not in _CODINGS:
        raise UnsupportedInput(f"a page in the coding {coding[:40]!r}", "decode it first")
    try:
        return _CODINGS[coding](body)
    except UnsupportedInput:
        if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return body
        raise


def _without_deflate(body: bytes) -> bytes:
    """Deflate is meant to have the header of zlib, which some servers leave out."""
    has_header = body[:1] == b"\x78" and int.from_bytes(body[:2]) % 31 == 0
    return _inflated(body, 15 if has_header else -15)


def _without_gzip(body: bytes) -> bytes:
    return _inflated(body, 31)


def _inflated(body: bytes, bits: int) -> bytes:
    unpacker = zlib.decompressobj(bits)
    return _unpacked(unpacker, unpacker.decompress, body, zlib.error)


def _without_zstd(body: bytes) -> bytes:
    zstd = zstd_module()
    unpacker = zstd.ZstdDecompressor()
    return _unpacked(unpacker, unpacker.decompress, body, zstd.ZstdError)


def _without_brotli(body: bytes) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        page: bytes = unpacker.process(body)
    except brotli.error as problem:
        raise _damaged(problem) from problem
    if not unpacker.is_finished():
        raise _damaged("it breaks off")
    return page


_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _without_gzip,
    "x-gzip": _without_gzip,
    "deflate": _without_deflate,
    "br": _without_brotli,
    "zstd": _without_zstd,
}


def _unpacked(unpacker: Any, unpack: Any, body: bytes, error: type[Exception]) -> bytes:
    try:
        page: bytes = unpack(body, LONGEST_PAGE)
    except error as problem:
        raise _damaged(problem) from problem
    if not unpacker.eof:
        raise _damaged("it breaks off, or is too large")
    return page


def _damaged(problem: object) -> UnsupportedInput:
    return UnsupportedInput("a page whose compression is damaged", str(problem))


def _text(body: bytes, charset: str | None) -> bytes | str:
    """The body read with the charset of its message, where it is no UTF-8 and declares none."""
    codec = codec_named(charset) if charset else None
    if codec is None or codec == "utf-8" or declared_codec(body):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        return decode_as(body, codec)
    return body
