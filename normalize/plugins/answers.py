"""Whether a hook's answer is of the kind that its step expects.

A wrong answer is reported where it is given, by the plugin's name, instead of three steps
later as an error of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from normalize.article import Article, Dateline
from normalize.document import Document, Label

_KINDS: dict[str, type | tuple[type, ...]] = {
    "normalize_decode": str,
    "normalize_read": Document,
    "normalize_repair": Document,
    "normalize_label": Mapping,
    "normalize_headline": str,
    "normalize_standfirst": str,
    "normalize_authors": Sequence,
    "normalize_dateline": Dateline,
    "normalize_published": date,
    "normalize_body": Sequence,
    "normalize_finish": Article,
}


def problem_with(hook: str, answer: object, document: Document | None) -> str | None:
    """What is wrong with an answer, in words; None if nothing is."""
    if answer is None:
        return None
    kind = _KINDS[hook]
    if not isinstance(answer, kind) or (kind is Sequence and isinstance(answer, str)):
        expected = getattr(kind, "__name__", str(kind))
        return f"returned {_short(answer)}, not a {expected} or None"
    blocks = len(document.blocks) if document else 0
    if hook == "normalize_label" and isinstance(answer, Mapping):
        return _bad_index(answer, blocks) or _strangers(_labels(answer), Label)
    if hook == "normalize_body" and isinstance(answer, Sequence):
        return _bad_index(answer, blocks)
    if hook == "normalize_authors" and isinstance(answer, Sequence):
        return _strangers(answer, str)
    return None


def _labels(answer: Mapping[object, object]) -> Iterable[object]:
    for label in answer.values():
        if isinstance(label, Sequence):
            yield from label
        else:
            yield label


def _strangers(items: Iterable[object], kind: type) -> str | None:
    for item in items:
        if not isinstance(item, kind):
            return f"returned {_short(item)} among its {kind.__name__} values"
    return None


def _bad_index(indices: Iterable[object], blocks: int) -> str | None:
    for index in indices:
        if not isinstance(index, int) or not 0 <= index < blocks:
            return f"returned {_short(index)} as the index of one of {blocks} blocks"
    return None


def _short(answer: object) -> str:
    shown = repr(answer)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"
