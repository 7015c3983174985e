"""The document behind an article: what the library read, and how it labelled the blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from normalize.article import Article
from normalize.document import Document
from normalize.hooks import hookimpl
from normalize.pipeline import Normalizer, Source


def article_and_document(
    source: Source, plugins: Sequence[object] = (), **given: Any
) -> tuple[Article, Document]:
    """Normalize a source with the plugins given and no others, and keep the document.

    Raises what `normalize` does.
    """
    witness = _Witness()
    article = Normalizer(plugins=[*plugins, witness]).normalize(source, **given)
    return article, witness.document


class _Witness:
    """A plugin that changes nothing, and remembers the document."""

    document: Document

    @hookimpl
    def normalize_finish(self, document: Document) -> None:
        """Remember the document."""
        self.document = document
