"""The guard before the parser.

The parser is quadratic in depth, in the attributes of one tag, in the options of one select
and in the number of different names, and the HTML standard makes formatting elements that are
left open come back in every block that follows. Pages that would take it minutes and
gigabytes are cut down to bounds before, in linear time, by `normalize.read.nesting`. Nearly
all pages need no more than the quick look here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.read.elements import FORMATTING, SELF_LIMITING, VOID
from normalize.read.nesting import MAX_PRODUCT, bounded
from normalize.read.tokens import ATTRIBUTE, NAME

_STRETCH = 4096
_FEW_TAGS = 3
# The parse of so many attributes, or so many levels, takes some 0.02 s; scripts that are read
# as markup look like a third of that.
_MANY_ATTRIBUTES = 2000
_ODD_EXCESS = 2000
# However they are arranged, fewer tags can't nest so deep that the parse takes over 0.1 s.
_MANY_TAGS = 8192
# Excess by tags bounds how many elements formatting that was left open can make.
_ODD_PRODUCT = 10 * MAX_PRODUCT


def _any_case(names: frozenset[str]) -> str:
    """A pattern for these names in any case: faster than `re.IGNORECASE`, a letter at a time.

    A look at the first letter spares most tags the search through the names.
    """
    first = "".join(sorted({name[0] + name[0].upper() for name in names}))
    any_name = "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in sorted(names))
    return f"(?=[{first}])(?:{any_name})"


_END = re.compile(b"</")
_SHAPES = "circle|ellipse|line|path|polygon|polyline|rect|stop|use"
_NO_CONTENT = re.compile(rf"<(?:!|(?:{_any_case(VOID)}|{_SHAPES})[\s/>])".encode())
_CLOSED_AT_ONCE = rf"(?:{ATTRIBUTE})*+\s*+>[^<]*+</\1>"
_FORMATTING_OPEN = re.compile(
    rf"<({_any_case(FORMATTING - SELF_LIMITING)})(?=[\s/])(?!{_CLOSED_AT_ONCE})".encode()
)
_CROWDED = re.compile(rf"<{NAME}(?:{ATTRIBUTE}){{{_MANY_ATTRIBUTES}}}".encode())


def limit_markup(html: str, page: bytes | None = None) -> tuple[str, str | None]:
    """Keep a page within bounds that its parser can stand.

    Over 512 levels of nesting, 1,000 attributes in a tag, 2,000 options in a select, 10,000
    different names of tags or attributes, or a product of open formatting elements and tags
    above 100,000, the tags in excess are dropped; their text stays. Pages that can't be far
    beyond these bounds are left as they are.

    Args:
        html: the source of a page.
        page: the same in UTF-8, where the caller has it.

    Returns:
        The page and None, where nothing had to go; else the page without the tags in excess,
        and a note that says what was limited.
    """
    page = html.encode("utf-8", "ignore") if page is None else page
    return bounded(html) if _is_odd(page) else (html, None)


def _is_odd(page: bytes) -> bool:
    """Whether the counts of tags leave room for markup out of bounds.

    Args:
        page: the source of a page in UTF-8, which is faster to search than a `str`.
    """
    counts: list[int] = []
    looked = -1
    for start in range(0, len(page), _STRETCH):
        stretch = page[start : start + _STRETCH]
        here = len(stretch) - len(stretch.replace(b"<", b""))  # twice as fast as to count
        counts.append(here)
        if here <= _FEW_TAGS:
            last = page.rfind(b"<", max(0, start - _STRETCH), start + _STRETCH)
            if last > looked and _CROWDED.match(page, last):
                return True
            looked = last
    tags = sum(counts)
    if tags > _MANY_TAGS:
        return True
    if tags <= _ODD_EXCESS and tags * tags <= 4 * _ODD_PRODUCT:  # half of them left open
        return False
    most = _excess(page, counts)
    return (most > _ODD_EXCESS and _most_open(page) > _ODD_EXCESS) or (
        most * tags > _ODD_PRODUCT and _open_formatting(page) * tags > _ODD_PRODUCT
    )


def _excess(page: bytes, counts: Sequence[int]) -> int:
    """No fewer than the most tags that are open anywhere, as if every end tag closed one.

    `counts` has the tags of each stretch.
    """
    excess = most = 0
    for i, here in enumerate(counts):
        start = i * _STRETCH
        ends = len(_END.findall(page, start, start + _STRETCH + 1))
        most = max(most, excess + here - ends)
        excess += here - 2 * ends
    return most


def _most_open(page: bytes) -> int:
    """The excess without tags that can't nest, or are strings of a script, slashes escaped."""
    excess = most = 0
    for start in range(0, len(page), _STRETCH):
        end = start + _STRETCH
        excess += page.count(b"<", start, end) - 2 * len(_END.findall(page, start, end + 1))
        excess -= len(_NO_CONTENT.findall(page, start, end)) + 2 * page.count(b"<\\/", start, end)
        most = max(most, excess)
    return most


def _open_formatting(page: bytes) -> int:
    """How many formatting tags with attributes are not closed at once."""
    return len(_FORMATTING_OPEN.findall(page))
