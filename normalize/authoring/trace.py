"""Every hook call of one document: who was asked, what it answered, what that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from normalize.article import Article
from normalize.document import Document, Label
from normalize.options import Options
from normalize.pipeline import Normalizer, Source
from normalize.plugins import Plugins
from normalize.plugins.calls import Implementation
from normalize.read.decode import Decoded

_LONGEST = 100
"""Characters of an answer that are shown."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one hook of one plugin.

    `answer` says in words what it answered, None where it had no opinion or failed; `notes`
    are what else it left behind: changed blocks, lines of the trace, its failure.
    """

    hook: str
    plugin: str
    answer: str | None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = self.answer or "no opinion"
        return f"{self.plugin}: {said}" + "".join(f"; {note}" for note in self.notes)


def trace(
    source: Source,
    *,
    options: Options | None = None,
    plugins: Sequence[object] | None = None,
    **given: Any,
) -> tuple[Article, tuple[Call, ...]]:
    """Normalize a source and note every hook call on the way, in order.

    Args:
        source: as `normalize` takes it.
        options: as `Normalizer` takes them.
        plugins: likewise.
        given: `url`, `outlet`, `as_of` and `kind`, as `normalize` takes them.

    Returns:
        The article, and the calls.

    Raises what `normalize` does.

    >>> article, calls = trace("Ferry returns", plugins=())
    >>> print(calls[0].hook, "-", calls[0])
    normalize_read - read: 1 block
    """
    normalizer = _Tracing(options, plugins)
    article = normalizer.normalize(source, **given)
    return article, tuple(normalizer.calls)


class _Tracing(Normalizer):
    """A normalizer for one document that notes its calls."""

    def __init__(self, options: Options | None, plugins: Sequence[object] | None) -> None:
        super().__init__(options, plugins)
        self.calls: list[Call] = []
        self._labelled: set[int] = set()
        self._watched = super().plugins.watched(self._watch)

    @property
    def plugins(self) -> Plugins:
        return self._watched

    def _watch(
        self, hook: str, implementation: Implementation, given: Mapping[str, object]
    ) -> object:
        document = given.get("document")
        before = _state(document)
        answer, failure = None, None
        try:
            answer = implementation.call(given)
        except Exception as error:
            failure = f"failed: {type(error).__name__}: {error}"
            raise
        finally:
            notes = tuple(filter(None, (*_changes(before, _state(document)), failure)))
            said = self._said(hook, answer, given)
            self.calls.append(Call(hook, implementation.plugin, said, notes))
        return answer

    def _said(self, hook: str, answer: object, given: Mapping[str, object]) -> str | None:
        if answer is None:
            return None
        if isinstance(answer, Document):
            return _counted(len(answer.blocks), "block")
        if isinstance(answer, Article):
            return ", ".join(_differences(given["article"], answer)) or "nothing changed"
        if hook == "normalize_label" and isinstance(answer, Mapping):
            return self._labels(answer)
        if hook == "normalize_body" and isinstance(answer, Sequence):
            return _counted(len(answer), "block")
        return _short(answer.text if isinstance(answer, Decoded) else answer)

    def _labels(self, answer: Mapping[int, Label | Sequence[Label]]) -> str:
        """How many blocks are labelled as what, and how many of them by somebody before."""
        known = self._labelled & answer.keys()
        self._labelled |= answer.keys()
        labels = (label for given in answer.values() for label in _several(given))
        kinds = Counter(str(label.reason or label.role) for label in labels)
        listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        before = f" ({len(known)} labelled before)" if known else ""
        return _counted(len(answer), "block") + (f": {listed}" if listed else "") + before


@dataclass(frozen=True, slots=True)
class _State:
    """What a plugin may change in a document."""

    texts: tuple[str, ...]
    repairs: int
    trace: tuple[str, ...]


def _state(document: object) -> _State:
    if not isinstance(document, Document):
        return _State((), 0, ())
    return _State(
        tuple(block.text for block in document.blocks),
        len(document.repairs),
        tuple(step.note for step in document.trace),
    )


def _changes(before: _State, after: _State) -> Iterator[str]:
    if before.texts and len(before.texts) == len(after.texts):
        changed = sum(one != other for one, other in zip(before.texts, after.texts, strict=True))
        if changed:
            yield f"{_counted(changed, 'block')} changed"
    if after.repairs > before.repairs:
        yield _counted(after.repairs - before.repairs, "repair")
    yield from after.trace[len(before.trace) :]


def _differences(before: object, after: Article) -> Iterator[str]:
    for field in fields(Article):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield f"{field.name} {_short(old)} -> {_short(new)}"


def _several(labels: Label | Sequence[Label]) -> Iterable[Label]:
    return (labels,) if isinstance(labels, Label) else labels


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _short(answer: object) -> str:
    shown = str(answer) if hasattr(answer, "isoformat") else repr(answer)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
