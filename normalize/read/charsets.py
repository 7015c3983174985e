"""Which codec reads a page that names its character set.

Browsers don't take names of character sets by the letter: a page that says `iso-8859-1` or
`us-ascii` is read as windows-1252, `gb2312` as GB18030, `shift_jis` as windows-31j, since that
is what such pages hold. The names are those of the Encoding standard
(https://encoding.spec.whatwg.org/#names-and-labels).
"""

from __future__ import annotations

import codecs
import re

_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "utf-16": "utf-16 utf-16le utf-16be unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff",
    "cp1252": """windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1
        latin-1 l1 cp819 ibm819 ascii us-ascii ansi_x3.4-1968 ansi x-user-defined""",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251 win-1251 windows1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "cp874": "windows-874 dos-874 iso-8859-11 iso8859-11 tis-620",
    "cp866": "ibm866 cp866 866 csibm866",
    "iso8859-2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2",
    "iso8859-3": "iso-8859-3 iso8859-3 iso_8859-3 latin3 l3",
    "iso8859-4": "iso-8859-4 iso8859-4 iso_8859-4 latin4 l4",
    "iso8859-5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic",
    "iso8859-6": "iso-8859-6 iso8859-6 iso_8859-6 iso-8859-6-e iso-8859-6-i arabic",
    "iso8859-7": "iso-8859-7 iso8859-7 iso_8859-7 greek greek8 sun_eu_greek",
    "iso8859-8": "iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-e iso-8859-8-i hebrew logical visual",
    "iso8859-10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso8859-13": "iso-8859-13 iso8859-13",
    "iso8859-14": "iso-8859-14 iso8859-14",
    "iso8859-15": "iso-8859-15 iso8859-15 iso_8859-15 latin9 latin-9 l9",
    "iso8859-16": "iso-8859-16 iso8859-16",
    "koi8-r": "koi8-r koi8 koi koi8_r cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac x-mac-roman csmacintosh",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gbk x-gbk cp936 ms936 windows-936 gb2312 gb_2312-80 gb_2312 chinese euc-cn",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5 csbig5 cp950",
    "euc-jp": "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cp932 csshiftjis",
    "iso2022-jp": "iso-2022-jp csiso2022jp",
    "cp949": """euc-kr euckr cseuckr ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 ksc_5601
        korean windows-949 cp949 uhc""",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_HEAD = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\s/][^<>]*?charset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*+<\?xml\s[^<>]*?encoding\s*+=\s*+[\"']([\w.:-]+)", re.IGNORECASE)


def declared_codec(data: bytes) -> str | None:
    """The codec of the character set that markup declares about itself.

    Looked for in the first 4 kB, outside comments: `<meta charset>`, `<meta http-equiv
    content="…charset=…">` and the XML declaration.

    Args:
        data: a page, in bytes.

    Returns:
        The name of a Python codec; None where nothing is declared, or a name nobody knows.
    """
    head = _COMMENT.sub(b"", data[:_HEAD])
    found = _META.search(head) or _XML.match(head)
    return codec_named(found[1].decode("ascii", "replace")) if found else None


def codec_named(label: str) -> str | None:
    """The codec of a character set by any of its names; None for a name nobody knows."""
    return _CODECS.get(label.lower())


def _keep_control(problem: UnicodeError) -> tuple[str, int]:
    """Read a byte that a single-byte character set leaves undefined as the standard does.

    0x81, 0x8D, 0x8F, 0x90 and 0x9D of windows-1252 are the control characters of that number
    there, which keeps them for the repair of mojibake. Any other byte becomes U+FFFD.
    """
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    byte = problem.object[problem.start]
    single = problem.end - problem.start == 1 and problem.encoding == "charmap"
    return chr(byte) if single and 0x80 <= byte < 0xA0 else "\ufffd", problem.end


codecs.register_error("normalize-control", _keep_control)


def decode_as(data: bytes, codec: str) -> str:
    """`data` read with `codec`; what it can't read becomes U+FFFD. Raises nothing."""
    if codec == "utf-8":
        return data.decode("utf-8", "replace")
    return data.decode(codec, "normalize-control")
