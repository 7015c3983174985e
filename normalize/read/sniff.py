"""Telling HTML from text.

Text may hold tags: wire copy has tickers in angle brackets (`KOLTER CORP <KOL>`), code has
`List<String>`, mail has `<a@b.org>`, and what was scraped has a stray `<br>` or `<b>` left in.
The question that decides is what carries the paragraphs: tags make a source HTML when more of
its paragraphs hang on them than on line breaks. Read the other way round it would lose its
paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise

from normalize.article import Kind

_HEAD = 65_536
_DOCUMENT = re.compile(
    r"[\s\ufeff]*+(?:<!--.*?-->\s*+)*+<(?:!doctype\b|\?xml\b|html\b|head\b|body\b)",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r'\s*+(?:\{\s*+["}]|\[\s*+[\[{"\]]|"[<\\])')
_BLOCK = (
    "address|article|aside|blockquote|body|center|dd|details|dir|div|dl|dt|fieldset|figcaption|"
    "figure|footer|form|h[1-6]|head|header|html|iframe|li|main|menu|nav|ol|p|pre|script|section|"
    "style|svg|table|tbody|td|th|thead|title|tr|ul|video"
)
_BLOCK_END = re.compile(rf"</(?:{_BLOCK})\s*+>", re.IGNORECASE)
_BLOCK_START = re.compile(rf"<(?:{_BLOCK})(?:\s[^<>=]*+=[^<>]*+)?>", re.IGNORECASE)
_LEADING = re.compile(r"\s*+(?:<!--.*?-->\s*+)*+", re.DOTALL)
_P = re.compile(r"<p(?:\s[^<>]*+)?>|<P(?:\s[^<>]*+)>")
_BREAK = re.compile(r"<br\s*+/?>|<hr\s*+/?>", re.IGNORECASE)
_INLINE = re.compile(
    r"<(a|abbr|b|cite|em|font|i|span|strong|sub|sup|u)(?:\s[^<>]*+)?>[^<]*+</\1>", re.IGNORECASE
)


def sniff(text: str) -> Kind:
    """Say whether `text` is HTML or plain text, by its first 64 kB.

    A document or fragment of block tags is HTML; so is text on one line whose `<br>`, `<a>` or
    `<b>` are real, since there is no line for them to break. Text whose paragraphs are lines
    stays text, whatever single tags are left in it; so does JSON with HTML inside.

    Args:
        text: a decoded source.

    Returns:
        "html" or "text".
    """
    if _DOCUMENT.match(text, 0, _HEAD):
        return "html"
    head = text[:_HEAD]
    if "<" not in head or _JSON.match(head):
        return "text"
    return "html" if _tags_carry(head) else "text"


def _tags_carry(head: str) -> bool:
    """Whether more of the paragraphs hang on tags than on line breaks."""
    blocks = max(len(_BLOCK_END.findall(head)), len(_P.findall(head)))
    leading = _LEADING.match(head)
    if leading is not None and _BLOCK_START.match(head, leading.end()):
        blocks = max(blocks, len(_BLOCK_START.findall(head)))
        least = 1
    else:
        least = 2
    if blocks >= least:
        return blocks >= _prose_breaks(head, "\n\n")
    breaks = len(_BREAK.findall(head))
    if breaks + blocks >= 2 and breaks + blocks > _prose_breaks(head, "\n"):
        return True
    one_line = "\n" not in head.strip()
    return one_line and (breaks + blocks > 0 or _INLINE.search(head) is not None)


def _prose_breaks(head: str, gap: str) -> int:
    """How many gaps stand between prose and prose, not beside a tag."""
    parts = [part.strip() for part in head.replace("\r", "").split(gap)]
    pairs = pairwise(parts)
    return sum(
        bool(left and right) and left[-1] != ">" and right[0] != "<" for left, right in pairs
    )
