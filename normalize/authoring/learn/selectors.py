"""CSS selectors for an element of a page, those first that a redesign is likely to keep.

Names that a build tool made up (`css-1x2y3z`, `sc-bdVaJa`, `story__3xK9f`) and numbers
(`post-4711`) say nothing about the next page, and are never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from normalize.read.structure_names import names_of

_TAG: Final = re.compile(r"[a-z][a-z0-9-]*")
_NAME: Final = re.compile(r"-{0,2}[A-Za-z_][A-Za-z0-9_-]*")
_VALUE: Final = re.compile(r"[A-Za-z][A-Za-z_-]{1,40}")
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_VOWEL: Final = re.compile(r"[aeiouyAEIOUY]")
_CONSONANTS: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}", re.IGNORECASE)
_MODULE: Final = re.compile(
    r"([A-Za-z][A-Za-z-]*_{1,2}[A-Za-z][A-Za-z-]*_{2,3})[A-Za-z0-9+_-]{5,8}"
)
"""A name of CSS modules: `Story_body__x7Kq2`, of which the end is a hash."""

_BUILD_TOOLS: Final = ("css-", "sc-", "jsx-", "svelte-", "emotion-", "astro-", "_", "data-v-")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SPEAKING: Final = ("itemprop", "property")
_LEVELS: Final = 3
"""Elements around one from which a selector may begin."""

_BARE: Final = re.compile(r"(?:^|[ >])(?:div|section|p|span|ul|ol|li|a)$")

_PLAIN: Final = frozenset({"article", "main", "h1", "time", "address"})
"""Tags that need no name."""

_LAYOUT: Final = _words(
    """
    absolute active align aspect auto basis bg block border bottom center clear clearfix col
    columns cursor d display fixed flex float font full gap grid group
    grow h height hidden inline inner inset items justify large leading left lg line m margin
    max mb md me medium min ml mr ms mt mx my no opacity order outer outline overflow p
    padding pb pe place position ps pt pl pr px py relative right rounded row self shadow shrink
    sm small space static sticky table text theme top tracking transition truncate underline
    uppercase visible w whitespace width wrap wrapper xl z
    """
)
"""First words of names that say how an element is laid out, and nothing of what it holds."""

_MOST_CLASSES: Final = 6


@dataclass(frozen=True, slots=True, order=True)
class Selector:
    """A selector with what speaks against it: 0 for `[itemprop=…]`, more for a bare class."""

    cost: float
    text: str


def is_bare(selector: str) -> bool:
    """Whether a selector ends in a tag that says nothing: `div.story > div`."""
    return bool(_BARE.search(selector))


def is_generated(name: str) -> bool:
    """Whether a class or an id looks made up by a program, or has a number in it.

    >>> [is_generated(name) for name in ("story-body", "css-1x2y3z", "post-4711", "kAmzxyQd")]
    [False, True, True, True]
    """
    if not _NAME.fullmatch(name) or name.startswith(_BUILD_TOOLS) or len(name) > 60:
        return True
    parts = _PARTS.findall(name)
    short = sum(len(part) < 3 for part in parts)
    mixed = re.search(r"[a-z][A-Z]", name) and not re.search(r"[-_]", name)
    return (
        any(part.isdigit() for part in parts)
        or (len(parts) > 1 and short == len(parts))
        or any(len(part) > 3 and not _VOWEL.search(part) for part in parts)
        or bool(_CONSONANTS.search(name))
        or bool(mixed and short > len(parts) / 3)
    )


def selectors_of(node: Any, *, around: bool = True) -> Iterator[Selector]:
    """Selectors that find an element, by no means only this one.

    Args:
        node: the parser's node.
        around: whether to begin some of them at an element around it.
    """
    tag = node.tag
    own = list(_own(node))
    yield from own
    if not around:
        return
    inner = own if tag in _PLAIN or not _TAG.fullmatch(tag) else [*own, Selector(2.0, tag)]
    outer = node.parent
    for level in range(_LEVELS):
        if outer is None or outer.tag in ("body", "html"):
            return
        for above in list(_own(outer))[:3]:
            for below in inner[:4]:
                link = " > " if level == 0 else " "
                cost = above.cost + below.cost + 1 + level
                yield Selector(cost, f"{above.text}{link}{below.text}")
        outer = outer.parent


def _own(node: Any) -> Iterator[Selector]:
    """Selectors for an element by its own tag and attributes, best first."""
    tag = node.tag
    if not _TAG.fullmatch(tag):
        return
    attributes = node.attributes
    found = []
    for key, value in attributes.items():
        if not value or not _VALUE.fullmatch(value):
            continue
        if key in _SPEAKING or (key, value) == ("rel", "author"):
            found.append(Selector(0.0, f"{tag}[{key}={value}]"))
        elif key.startswith("data-") and not is_generated(value):
            found.append(Selector(1.0, f"{tag}[{key}={value}]"))
    number = attributes.get("id") or ""
    if number and not is_generated(number):
        found.append(Selector(_cost(number), f"{tag}#{number}"))
    given = (attributes.get("class") or "").split()
    styled = any(name.startswith("sc-") for name in given)
    classes = [
        name
        for name in given
        if not (is_generated(name) or _is_layout(name) or (styled and name.isalpha()))
    ]
    classes = sorted(dict.fromkeys(classes[:_MOST_CLASSES]), key=_cost)
    found += [Selector(_cost(name), f"{tag}.{name}") for name in classes]
    found += [Selector(_cost(name) + 0.5, f".{name}") for name in classes]
    for name in given:
        module = _MODULE.fullmatch(name)
        if module and is_generated(name):
            found.append(Selector(_cost(module[1]) + 0.5, f'{tag}[class*="{module[1]}"]'))
    if tag in _PLAIN:
        found.append(Selector(1.5, tag))
    found += [
        Selector(_cost(one) + _cost(other), f"{tag}.{one}.{other}")
        for one, other in combinations(classes[:3], 2)
    ]
    yield from sorted(found)


def _is_layout(name: str) -> bool:
    first, *rest = re.split("[-_]", name.lower(), maxsplit=1)
    return first in _LAYOUT and (bool(rest) or first != "text") and not names_of(name).body


def _cost(name: str) -> float:
    """What speaks against a class or an id: less if it names what the element is."""
    says = names_of(name.lower())
    return 1.0 if says.body or says.standfirst or says.reason else 2.0
