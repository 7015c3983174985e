"""A second opinion where a page's own evidence is thin: trafilatura's text, aligned to ours.

Only the choice of blocks is taken over, never its text, so that every block stays accounted
for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from normalize.article import Reason
from normalize.document import Document, Label
from normalize.label.structure_page import good_text
from normalize.words.titles import letters

ENOUGH: Final = 250
"""Letters of prose below which the text that was kept is no story."""

_WORTH: Final = 500
"""Letters of prose below which a page has no story to look for: a form, a notice."""

_SCATTERED: Final = 0.55
"""The share of a page's prose below which a short text that was kept may be the wrong part."""

_SHORT: Final = 1500
"""Letters of prose below which a text is short."""

_AS_MUCH: Final = 0.9
"""The share of our prose below which another reading is the poorer one."""

_LARGEST: Final = 2_000_000
"""Characters of HTML above which nobody is asked: trafilatura takes 35 times the parse."""

_LONGEST: Final = 300_000
_WINDOW: Final = 12
_ALIKE: Final = 0.6

_PERHAPS_BODY: Final = frozenset({Reason.OUTSIDE_BODY, Reason.CAPTION})

_ELSEWHERE: Final = Label.remove(Reason.OUTSIDE_BODY, "html.second-opinion", confidence=0.6)


def evidence_is_thin(document: Document, labels: Mapping[int, Label]) -> str | None:
    """Say why somebody else should be asked where the body is; None if that is clear.

    Nobody is asked about a page that is large, or whose markup had to be limited.
    """
    if len(document.source) > _LARGEST or any(
        step.note.startswith("markup-limited") for step in document.trace
    ):
        return None
    kept = 0.0
    for i, block in enumerate(document.blocks):
        if i not in labels:
            kept += good_text(block)
            if kept >= _SHORT:
                return None
    perhaps = (document.blocks[i] for i, label in labels.items() if label.reason in _PERHAPS_BODY)
    left = sum(map(good_text, perhaps))
    if kept + left < _WORTH:
        return None
    if kept < ENOUGH:
        return "little text"
    return "most text is elsewhere" if kept < _SCATTERED * (kept + left) else None


def second_opinion(document: Document, ours: Mapping[int, Label]) -> dict[int, Label] | None:
    """Label every block that trafilatura leaves out; None if it finds less of a story than `ours`.

    Its fallbacks, which are slow, are asked where its own reading finds less and the page is
    dated or declares an article.
    """
    enough = max(ENOUGH, _AS_MUCH * kept_prose(document, ours))
    labels = _opinion(document, enough, fast=True)
    said = document.metadata
    if labels is None and (said.published is not None or said.page_type == "article"):
        labels = _opinion(document, enough, fast=False)
    return labels


def kept_prose(document: Document, labels: Mapping[int, Label]) -> float:
    """Letters of prose in the blocks that have no label."""
    return sum(good_text(block) for i, block in enumerate(document.blocks) if i not in labels)


def _opinion(document: Document, enough: float, *, fast: bool) -> dict[int, Label] | None:
    import trafilatura

    text = trafilatura.extract(document.source, include_comments=False, fast=fast)
    if not text or len(text) > _LONGEST:
        return None
    lines = {letters(line) for line in text.split("\n")}
    whole = letters(text)
    windows = {whole[i : i + _WINDOW] for i in range(len(whole) - _WINDOW + 1)}
    labels = {
        i: _ELSEWHERE
        for i, block in enumerate(document.blocks)
        if block.label is None
        and not _is_in(letters(block.text), lines, windows)
        and block.level != 1
    }
    return labels if kept_prose(document, labels) >= enough else None


def _is_in(told: str, lines: set[str], windows: set[str]) -> bool:
    """Whether a block is a line of the other text, or most of it stands somewhere there."""
    if told in lines:
        return True
    pieces = [told[i : i + _WINDOW] for i in range(0, len(told) - _WINDOW + 1, _WINDOW)]
    return bool(pieces) and sum(p in windows for p in pieces) >= _ALIKE * len(pieces)
