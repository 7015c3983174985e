"""The guard before the parser.

The parser is quadratic in depth, in the attributes of one tag and in the options of one
select, and the HTML standard makes formatting elements that are left open come back in every
block that follows. Pages that would take it minutes and gigabytes are cut down to bounds
before, in linear time; see `normalize.read.nesting` for how. Nearly all pages need no more
than the quick look here.
"""

from __future__ import annotations

import re

from normalize.read.nesting import ATTRIBUTE, FORMATTING, NAME, VOID, bounded

_STRETCH = 4096
_FEW_TAGS = 3
_MANY_ATTRIBUTES = 200
_ODD_EXCESS = 400
"""Tags opened beyond those closed. Nesting 512 deep needs more; 19 of 20 pages have fewer."""
_MANY_TAGS = 8192
"""So few tags can't cost the parser more than 0.1 s, however they are arranged."""
_ODD_PRODUCT = 1_000_000
"""Tags times excess: bounds how often formatting elements left open can come back."""

_NO_CONTENT = re.compile(rf"<(?:!|(?:{'|'.join(sorted(VOID))}|path)[\s/>])", re.IGNORECASE)
_FORMATTING_OPEN = re.compile(
    rf"<({'|'.join(sorted(FORMATTING))})(?=[\s/])(?!(?:{ATTRIBUTE})*+>[^<]*+</\1>)", re.IGNORECASE
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
    """Whether counts leave room for markup out of bounds."""
    tags = excess = most = 0
    last = -1
    for start in range(0, len(html), _STRETCH):
        end = start + _STRETCH
        first = html.find("<", start, end)
        here = html.count("<", first, end) if first >= 0 else 0
        tags += here
        excess += here
        if here > _FEW_TAGS:
            excess -= 2 * html.count("</", first, end + 1)
            most = max(most, excess)
            continue
        latest = html.rfind("<", first, end) if here else last
        if latest != last
