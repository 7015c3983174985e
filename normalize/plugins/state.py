"""A document as it was, so that a plugin that fails leaves nothing half done."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter

from normalize.document import Document, Metadata, SourceBlock

_DOCUMENT = tuple(field.name for field in fields(Document))
_METADATA = tuple(field.name for field in fields(Metadata))
_BLOCK = tuple(field.name for field in fields(SourceBlock))
_document = attrgetter(*_DOCUMENT)
_metadata = attrgetter(*_METADATA)
_block = attrgetter(*_BLOCK)


class Saved:
    """The state of a document and its blocks; the parsed page itself is not part of it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._fields = [
            list(value) if isinstance(value, list) else value for value in _document(document)
        ]
        self._metadata = (document.metadata, _metadata(document.metadata))
        self._blocks = [(block, _block(block)) for block in document.blocks]

    def restore(self) -> None:
        """Undo what happened to the document since."""
        _set(self._document, _DOCUMENT, self._fields)
        _set(self._metadata[0], _METADATA, self._metadata[1])
        for block, values in self._blocks:
            _set(block, _BLOCK, values)


def _set(thing: object, names: tuple[str, ...], values: list[object] | tuple[object, ...]) -> None:
    for name, value in zip(names, values, strict=True):
        setattr(thing, name, value)
