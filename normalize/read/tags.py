"""What the reader of HTML does with an element, by its tag."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from normalize.article import BlockKind, Reason
from normalize.document import Label
from normalize.read.structure_names import names_of

# What to do with a node, by tag. Tags that are not listed are block-level; so are custom
# elements, except inside a paragraph or a heading.
TEXT, SKIP, BREAK, INLINE, LINK, BOLD, SPAN, RULE, DROP, BLOCK, CUSTOM = range(11)

_NAMES: Final[dict[int, str]] = {
    SKIP: "script style template svg iframe object embed applet video audio canvas head title meta"
    " link img input area param source track col colgroup datalist noframes noembed"
    " frameset frame progress meter noscript rp base",
    BREAK: "br",
    INLINE: "i em font small sub sup u s q cite code abbr time mark label ins del tt big kbd var"
    " samp dfn bdi bdo ruby rt rb rtc wbr nobr strike acronym data picture map math output slot",
    LINK: "a",
    BOLD: "b strong",
    SPAN: "span",
    RULE: "hr",
    DROP: "nav footer aside button select textarea dialog search",
    BLOCK: "html body div p section article main header form figure figcaption h1 h2 h3 h4 h5 h6"
    " pre listing xmp plaintext blockquote table thead tbody tfoot tr td th caption ul ol menu dir"
    " li dl dt dd center address details summary fieldset legend hgroup marquee option optgroup",
}

DROPPED: Final = {
    "nav": Label.remove(Reason.NAVIGATION, "html.nav", confidence=0.95),
    "footer": Label.remove(Reason.OUTSIDE_BODY, "html.footer", confidence=0.95),
    "aside": Label.remove(Reason.OUTSIDE_BODY, "html.aside", confidence=0.9),
    "button": Label.remove(Reason.NAVIGATION, "html.button", confidence=0.95),
    "select": Label.remove(Reason.NAVIGATION, "html.select", confidence=0.95),
    "textarea": Label.remove(Reason.NAVIGATION, "html.textarea", confidence=0.95),
    "dialog": Label.remove(Reason.OUTSIDE_BODY, "html.dialog", confidence=0.9),
    "search": Label.remove(Reason.NAVIGATION, "html.search", confidence=0.95),
}

INLINE_DROPS: Final = frozenset({"button", "select", "textarea"})

KINDS: Final[dict[str, tuple[BlockKind, int]]] = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), ("list_item", 0)),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), ("preformatted", 0)),
    **dict.fromkeys(("figcaption", "caption"), ("caption", 0)),
    **dict.fromkeys(("td", "th", "table"), ("paragraph", 0)),
    "blockquote": ("quote", 0),
}

CELLS: Final = frozenset({"td", "th"})
HIDING: Final = frozenset({"hidden", "aria-hidden", "style"})
_STREAMED: Final = "S:"
"""How the id of an element begins that React sends hidden, to be moved to its place and shown."""

_LONGEST_NAMES: Final = 1000
"""Characters of class and id that are read."""

PHRASING: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})


@cache
def tag_table() -> tuple[dict[int, int], dict[int, str]]:
    """What to do and the name, by the parser's tag id: ids differ between its versions."""
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser("x")
    actions: dict[int, int] = {}
    names: dict[int, str] = {}
    for action, tags in _NAMES.items():
        for tag in tags.split():
            number = parser.create_node(tag).tag_id
            actions[number], names[number] = action, tag
    body: Any = parser.body
    actions[body.first_child.tag_id] = TEXT
    for outside_elements in ("<!-- -->", "<!doctype html>"):
        root: Any = LexborHTMLParser(outside_elements + "<html>").root
        before = root.prev
        if before is not None:
            actions[before.tag_id] = SKIP
    return actions, names


def shown_as_well(names: Mapping[int, str]) -> dict[int, int]:
    """What to do with tags that are read only when a page is read whole."""
    return {number: BLOCK for number, tag in names.items() if tag in ("noscript", "object")}


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether attributes, `HIDING` among them, hide their element.

    Some pages hide their story until a script has asked who reads it.
    """
    return _hides(attributes) and not _names_story(attributes)


def _hides(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes:
        return not (attributes.get("id") or "").startswith(_STREAMED)
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if not style or ("none" not in style and "hidden" not in style):
        return False
    squeezed = style.replace(" ", "").lower()
    return "display:none" in squeezed or "visibility:hidden" in squeezed


def _names_story(attributes: Mapping[str, str | None]) -> bool:
    """Whether class or id name the container of the story, and nothing else."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    said = names_of(names[:_LONGEST_NAMES].lower())
    return said.body and said.reason is None
