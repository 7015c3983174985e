"""What is no text: files of other kinds, and names of files given in their place."""

from __future__ import annotations

import re

from normalize.errors import UnsupportedInput

_EXTRACT = "extract its text first and pass that"
_UNPACK = "unpack it and pass what is inside, one document at a time"
_NO_TEXT = "it holds no text to normalize"
_MEDIA = "pass its transcript, if there is one"
_DATA = "read its records and pass the text of each"

_PREFIXES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", _EXTRACT),
    (b"%!PS", "a PostScript document", _EXTRACT),
    (b"{\\rtf", "an RTF document", _EXTRACT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Microsoft Office document (OLE)", _EXTRACT),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _NO_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", _NO_TEXT),
    (b"II*\0", "a TIFF image", _NO_TEXT),
    (b"MM\0*", "a TIFF image", _NO_TEXT),
    (b"\0\0\1\0", "an icon", _NO_TEXT),
    (b"8BPS\0", "a Photoshop image", _NO_TEXT),
    (b"\x1f\x8b", "gzip data", "gunzip it first"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data", "decompress it first (zstd -d)"),
    (b"BZh91AY&SY", "bzip2 data", "decompress it first (bunzip2)"),
    (b"\xfd7zXZ\0", "xz data", "decompress it first (unxz)"),
    (b"\x04\x22\x4d\x18", "LZ4 data", "decompress it first (lz4 -d)"),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"\x7fELF", "a program (ELF)", _NO_TEXT),
    (b"\xfe\xed\xfa\xce", "a program (Mach-O)", _NO_TEXT),
    (b"\xfe\xed\xfa\xcf", "a program (Mach-O)", _NO_TEXT),
    (b"\xce\xfa\xed\xfe", "a program (Mach-O)", _NO_TEXT),
    (b"\xcf\xfa\xed\xfe", "a program (Mach-O)", _NO_TEXT),
    (b"\xca\xfe\xba\xbe", "a program (Mach-O or Java class)", _NO_TEXT),
    (b"\0asm", "a program (WebAssembly)", _NO_TEXT),
    (b"SQLite format 3\0", "an SQLite database", _DATA),
    (b"PAR1\x15", "a Parquet file", _DATA),
    (b"ARROW1\0\0", "an Arrow file", _DATA),
    (b"\x93NUMPY", "a NumPy array", _DATA),
    (b"ID3\x02", "MP3 audio", _MEDIA),
    (b"ID3\x03", "MP3 audio", _MEDIA),
    (b"ID3\x04", "MP3 audio", _MEDIA),
    (b"\xff\xfb\x90", "MP3 audio", _MEDIA),
    (b"OggS\0", "Ogg audio or video", _MEDIA),
    (b"fLaC\0", "FLAC audio", _MEDIA),
    (b"\x1a\x45\xdf\xa3", "Matroska or WebM video", _MEDIA),
    (b"wOFF\0", "a font", _NO_TEXT),
    (b"wOFF\x4f", "a font", _NO_TEXT),
    (b"wOF2", "a font", _NO_TEXT),
    (b"OTTO\0", "a font", _NO_TEXT),
    (b"\0\1\0\0\0", "a font", _NO_TEXT),
    (b"ttcf\0", "a font", _NO_TEXT),
)
_BEGINNINGS = tuple(prefix for prefix, _, _ in _PREFIXES)
_RECORDS = "read its records and pass each page's body"
_PATTERNS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), saw, advice)
    for pattern, saw, advice in (
        (rb"PK\x03\x04.{26}mimetypeapplication/epub", "an EPUB book", _EXTRACT),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis", "an OpenDocument file", _EXTRACT),
        (rb"PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|word/)", "an Office document", _EXTRACT),
        (rb"PK(?:\x03\x04|\x05\x06)", "a zip archive", _UNPACK),
        (rb"GIF8[79]a.{4}[^\x20-\x7e]", "a GIF image", _NO_TEXT),
        (rb"BM.{4}\0{4}", "a BMP image", _NO_TEXT),
        (rb"RIFF.{4}WEBP", "a WebP image", _NO_TEXT),
        (rb"RIFF.{4}(?:WAVE|AVI )", "audio or video (RIFF)", _MEDIA),
        (rb".{4}ftyp(?:avif|heic|heix|mif1)", "an AVIF or HEIC image", _NO_TEXT),
        (rb".{4}ftyp", "MP4 audio or video", _MEDIA),
        (rb"MZ.{0,200}?\0\0\0", "a program (Windows)", _NO_TEXT),
        (rb".{257}ustar[\0 ]", "a tar archive", _UNPACK),
        (rb"WARC/\d\.\d\r?\n", "a web archive (WARC)", _RECORDS),
    )
)

_HEAD = 8192
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_FEW = 32

_NAME_LENGTH = 2048
_URL = re.compile(r"(?:https?|ftp|file|s3|gs)://\S+|www\.\S+\.\S+|(?:[\w-]+\.)+[a-z]{2,}/\S+", re.I)
_FILE_NAME = re.compile(
    r"(?:[a-z]:|~|\.{1,2})?[\\/]?(?:[\w.~%+@-]+[\\/])*[\w.~%+@()-]+\."
    r"(?:html?|xhtml|mhtml|txt|md|json|jsonl|ndjson|xml|csv|tsv|pdf|docx?|odt|rtf|epub|warc|"
    r"parquet|gz|bz2|xz|zst|zip)",
    re.I,
)
_FOLDER = re.compile(r"(?:[a-z]:[\\/]|\\\\\w|~/|\.{1,2}/|/[\w.-]+/)\S+", re.I)
_FILE_URL = re.compile(r"file:", re.I)


def check_signature(data: bytes) -> None:
    """Refuse bytes that begin as files of a known other kind do.

    Args:
        data: the source.

    Raises:
        UnsupportedInput: naming the kind, and what to pass instead.
    """
    head = data[:_HEAD]
    start = head.lstrip()
    if start.startswith(_BEGINNINGS) or head.startswith(_BEGINNINGS):
        for prefix, saw, advice in _PREFIXES:
            if start.startswith(prefix) or head.startswith(prefix):
                raise UnsupportedInput(saw, advice)
    for pattern, saw, advice in _PATTERNS:
        if pattern.match(head):
            raise UnsupportedInput(saw, advice)


def check_controls(data: bytes) -> None:
    """Refuse bytes with more control characters in the first 8 kB than any text has.

    Args:
        data: the source, in a charset that leaves ASCII as it is.

    Raises:
        UnsupportedInput: for binary data of a kind that nobody knows.
    """
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _FEW and controls * 20 > len(head):
        raise UnsupportedInput("binary data", "pass text or HTML, or extract its text first")


def check_text(source: str) -> None:
    """Refuse a `str` that is a file of another kind, a path or a URL.

    A path or URL is a whole source of one short line without white space inside. No article
    is that; single words and names such as `Node.js` pass.

    Args:
        source: the source as given, or decoded.

    Raises:
        UnsupportedInput: naming what it is, and what to pass instead.
    """
    head = source[:_HEAD].encode("latin-1", "replace")
    check_signature(head)
    check_controls(head)
    if len(source) > _NAME_LENGTH:
        return
    name = source.strip()
    if len(name.split(None, 1)) != 1:
        return
    if _URL.fullmatch(name) and not _FILE_URL.match(name):
        raise UnsupportedInput("a URL", "fetch the page and pass its HTML, with url=…")
    if _FILE_URL.match(name) or _FILE_NAME.fullmatch(name) or _FOLDER.fullmatch(name):
        raise UnsupportedInput("the path of a file", "pass its content: Path(…).read_bytes()")
