"""The guard before the parser.

The parser is quadratic in depth, in the attributes of one tag and in the options of one
select, and the HTML standard makes formatting elements that are left open come back in every
block that follows. Pages that would take it minutes and gigabytes are cut down to bounds
before, in linear time, by `normalize.read.nesting`. Nearly all pages need no more than the
quick look here.
"""

from __future__ import annotations

import re

from normalize.read.nesting import ATTRIBUTE, FORMATTING, MAX_PRODUCT, NAME, VOID, bounded

_STRETCH = 4096
_FEW_TAGS = 3
_MANY_ATTRIBUTES = 200
# Tags opened beyond those closed: nesting 512 deep shows as more, 19 of 20 pages have fewer.
_ODD_EXCESS = 400
# However they are arranged, fewer tags can't nest so deep that the parse takes over 0.1 s.
_MANY_TAGS = 8192
# Excess by tags bounds how many elements formatting that was left open can make.
_ODD_PRODUCT = 10 * MAX_PRODUCT

_NO_CONTENT = re.compile(rf"<(?:!|(?:{'|'.join(sorted(VOID))})[\s/>])", re.IGNORECASE)
_FORMATTING_OPEN = re.compile(
    rf"<({'|'.join(sorted(FORMATTING))})(?=[\s/])(?!(?:{ATTRIBUTE})*+\s*+>[^<]*+</\1>)", re.IGNORECASE
)
_CROWDED = re.compile(rf"<{NAME}(?:{ATTRIBUTE}){{{_MANY_ATTRIBUTES}}}", re.IGNORECASE)


def limit_markup(html: str) -> tuple[str, str | None]:
    """Keep a page within bounds that its parser can stand.

    Over 512 levels of nesting, 1,000 attributes in a tag, 2,000 options in a select, or a
    product of open formatting elements and tags above 100,000, the tags in excess are
    dropped; their text stays.

    Args:
        html: the source of a page.

    Returns:
        The page and None, where nothing had to go; else the page without the tags in excess,
        and a note that says what was limited.
    """
    return bounded(html) if _is_odd(html) else (html, None)


def _is_odd(html: str) -> bool:
    """Whether the counts of tags leave room for markup out of bounds."""
    tags = excess = most = 0
    looked = -1
    for start in range(0, len(html), _STRETCH):
        end = start + _STRETCH
        first = html.find("<", start, end)
        here = html.count("<", first, end) if first >= 0 else 0
        tags += here
        excess += here
        if here > _FEW_TAGS:
            excess -= 2 * html.count("</", first, end + 1)
        else:
            last = html.rfind("<", max(0, start - _STRETCH), end)
            if last != looked and last >= 0 and _CROWDED.match(html, last):
                return True
            looked = last
        most = max(most, excess)
    if tags > _MANY_TAGS:
        return True
    if most <= _ODD_EXCESS and most * tags <= _ODD_PRODUCT:
        return False
    return _is_odd_at_second_sight(html, tags, most)


def _is_odd_at_second_sight(html: str, tags: int, excess: int) -> bool:
    """The same, without the tags that can't nest and the formatting closed at once."""
    if excess - len(_NO_CONTENT.findall(html)) > _ODD_EXCESS:
        return True
    return len(_FORMATTING_OPEN.findall(html)) * tags > 2 * MAX_PRODUCT
