"""What an outlet says is body: no tag tells against it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalize.document import Document


def kept_elements(document: Document) -> set[int]:
    """The boxes that `document.outlet` keeps, its container, and what they stand in.

    A story's facts may stand in an `<aside>`, which is otherwise one piece of chrome. A
    selector that is no CSS is left to the outlet's own steps.

    Returns:
        The parser's numbers of these elements.
    """
    from selectolax.lexbor import SelectolaxError

    kept: set[int] = set()
    if document.outlet is None:
        return kept
    for selector in (*document.outlet.keep, *document.outlet.container):
        with suppress(SelectolaxError):
            for node in document.tree.css(selector):
                while node is not None and node.mem_id not in kept:
                    kept.add(node.mem_id)
                    node = node.parent
    return kept
