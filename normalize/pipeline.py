"""The steps in order: decode, read, repair, label, split.

`Normalizer` asks the plugins at every step and does what they say; what an article is, it
does not know itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any, Literal

from normalize.article import Article, Block, Dateline, Kind, Reason, Removed, Role
from normalize.document import Document, Label, SourceBlock
from normalize.errors import NormalizeError, OptionsError, UnsupportedInput
from normalize.label.cut import apply_labels
from normalize.options import Options
from normalize.plugins import Plugins
from normalize.read.decode import Decoded, check_text
from normalize.read.sniff import sniff
from normalize.split.body import credit_text, paragraphs, to_block
from normalize.split.claim import claim, take_dateline
from normalize.split.page_type import find_page_type
from normalize.split.published import find_modified
from normalize.words.identify import identify

Source = str | bytes | bytearray | memoryview
Piece = Block | Removed

BUILTIN_NAMES = frozenset({"read", "repair", "rules", "split"})
"""Who answers where no plugin does; the trace does not mention them."""

SAMPLE = 3000
"""Characters of the body from which its language is told."""


class Normalizer:
    """A reusable normalizer: options and plugins, loaded once. Threads may share it.

    Args:
        options: an `Options`, a mapping of its names, or None for the defaults.
        plugins: None for the installed ones; a sequence of plugins, outlets and names for
            exactly these. `Normalizer(plugins=())` is the generic library.

    Raises:
        OptionsError: an unknown option, or a value it does not take.
    """

    def __init__(
        self,
        options: Options | dict[str, Any] | None = None,
        plugins: Sequence[object] | None = None,
    ) -> None:
        self.options = Options.of(options)
        self._given = plugins
        self._loaded: Plugins | None = None
        self._lock = Lock()

    def __reduce__(self) -> tuple[type[Normalizer], tuple[Options, Sequence[object] | None]]:
        return type(self), (self.options, self._given)

    @property
    def plugins(self) -> Plugins:
        """The plugins, loaded when first needed."""
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    from normalize.builtin import BUILTINS

                    self._loaded = Plugins.load(self._given, BUILTINS, self.options)
        return self._loaded

    def normalize(
        self,
        source: Source,
        *,
        url: str | None = None,
        outlet: str | None = None,
        as_of: date | None = None,
        kind: Kind | Literal["auto"] = "auto",
    ) -> Article:
        """Turn a source into an article.

        Args:
            source: scraped text, a page's HTML, or the bytes of either.
            url: where it was found; chooses the outlet's plugin.
            outlet: an outlet's name or domain; wins over `url`, which wins over the
                address that the page gives itself.
            as_of: the day of the crawl; completes dates printed without a year, and
                chooses an outlet's version. It never becomes `published`.
            kind: "text" or "html"; "auto" looks.

        Raises:
            UnsupportedInput: the source is no text or HTML, or a path or URL.
            PluginError: a plugin failed, and the options say to raise.
            OptionsError: there is no such outlet.
        """
        document, pieces = self._walk(source, url, outlet, as_of, kind)
        return self._article(document, pieces)

    def explain(self, source: Source, **given: Any) -> tuple[Article, list[Piece]]:
        """The article, and its blocks and removed pieces in the order of the source.

        Takes and raises what `normalize` does.
        """
        given = {"url": None, "outlet": None, "as_of": None, "kind": "auto", **given}
        document, pieces = self._walk(source, **given)
        return self._article(document, pieces), pieces

    def map(
        self,
        sources: Iterable[Source],
        *,
        on_error: Literal["raise", "return"] = "raise",
        **given: Any,
    ) -> Iterator[Article | NormalizeError]:
        """Normalize one source after the other, lazily and in order.

        With `on_error="return"` a source that fails yields its error in its place.
        """
        if isinstance(sources, str | bytes) or on_error not in ("raise", "return"):
            raise OptionsError("map takes several sources, and on_error 'raise' or 'return'")
        for source in sources:
            try:
                yield self.normalize(source, **given)
            except NormalizeError as error:
                if on_error == "raise":
                    raise
                yield error

    # ------------------------------------------------------------ the steps

    def _walk(
        self,
        source: Source,
        url: str | None,
        outlet: str | None,
        as_of: date | None,
        kind: Kind | Literal["auto"],
    ) -> tuple[Document, list[Piece]]:
        document = self._open(source, url, outlet, as_of, kind)
        document = self._step("normalize_read", document)
        self._reconsider_outlet(document, outlet)
        document = self._step("normalize_repair", document)
        self._label(document)
        document.language = _language(document)
        document.headline = self._claim(document, "headline", "normalize_headline")
        document.standfirst = self._claim(document, "standfirst", "normalize_standfirst")
        document.authors = tuple(self._first("normalize_authors", document) or ())
        document.published = self._first("normalize_published", document)
        document.dateline = self._dateline(document)
        return document, list(self._pieces(document))

    def _open(
        self,
        source: Source,
        url: str | None,
        outlet: str | None,
        as_of: date | None,
        kind: Kind | Literal["auto"],
    ) -> Document:
        if kind not in ("auto", "text", "html"):
            raise OptionsError(f"kind is 'auto', 'text' or 'html', not {kind!r}")
        if as_of is not None and not isinstance(as_of, date):
            raise OptionsError(f"as_of is a date, not {as_of!r}")
        given = self._decoded(_text_or_bytes(source))
        check_text(given.text)
        of_kind = sniff(given.text) if kind == "auto" else kind
        chosen = self.plugins.outlet(name=outlet, url=url, on=as_of)
        return Document(given.text, of_kind, url, chosen, as_of, given=given)

    def _decoded(self, source: str | bytes) -> Decoded:
        if isinstance(source, str):
            return Decoded(source)
        answer = self.plugins.first("normalize_decode", None, self.options, data=source)
        decoded = answer[0] if answer else ""
        return decoded if isinstance(decoded, Decoded) else Decoded(decoded)

    def _reconsider_outlet(self, document: Document, name: str | None) -> None:
        """Choose the outlet by what the page says of itself.

        That is its own address, where nothing else tells the outlet; and without a day of the
        crawl, the day of its publication, for the outlet's version of that day.
        """
        meta, newest = document.metadata, document.outlet
        if newest is None and name is None:
            on = document.as_of or meta.published
            document.outlet = self.plugins.outlet(url=meta.canonical_url, on=on)
        elif newest is not None and document.as_of is None and meta.published:
            document.outlet = self.plugins.outlet(name=name, url=document.url, on=meta.published)
            if document.outlet is None:
                document.note("outlet", newest.name, f"no version for {meta.published:%Y-%m-%d}")

    def _first(self, hook: str, document: Document) -> Any:
        answer = self.plugins.first(hook, document, self.options)
        if answer is None:
            return None
        value, plugin = answer
        if plugin not in BUILTIN_NAMES:
            document.note(hook.removeprefix("normalize_"), plugin, "answered")
        return value

    def _step(self, hook: str, document: Document) -> Document:
        return self._first(hook, document) or document

    def _label(self, document: Document) -> None:
        labels: dict[int, Sequence[Label]] = {}
        for answer, plugin in self.plugins.all("normalize_label", document, self.options):
            labelled = dict(answer)
            signed = _signed(labelled.values(), plugin)
            for index, given in labelled.items():
                if index not in labels or _gives_way(labels[index], given):
                    labels[index] = signed[id(given)]
                    if _is_outside(labels[index]):  # so that the next need not look at it
                        document.blocks[index].label = labels[index][0]
        apply_labels(document, labels)

    def _claim(self, document: Document, role: Role, hook: str) -> str | None:
        text = self._first(hook, document)
        if text:
            claim(document, role, text)
        return text or None

    def _dateline(self, document: Document) -> Dateline | None:
        dateline = self._first("normalize_dateline", document)
        if dateline is None or not dateline.raw:
            return None
        return take_dateline(document, dateline)

    def _pieces(self, document: Document) -> Iterator[Piece]:
        """The blocks of the article and the removed pieces, in the order of the source."""
        for block in document.blocks if self.options.keep else ():
            if block.label is not None and block.label.reason in self.options.keep:
                block.label = Label.keep("body", block.label.rule)
        body = set(self._first("normalize_body", document) or ())
        for index, block in enumerate(document.blocks):
            if block.label is None and index not in body:
                block.label = Label.remove("outside_body", "body.not-chosen")
        kept = [b for b in document.blocks if b.label is None or b.label.reason is None]
        whole = {id(pieces[0]): pieces for pieces in paragraphs(kept)}
        for block in document.blocks:
            if block.label is not None and block.label.reason is not None:
                yield _removed(document, block, block.label, block.label.reason)
            elif id(block) in whole:
                yield to_block(document, whole[id(block)])

    def _article(self, document: Document, pieces: Sequence[Piece]) -> Article:
        blocks = tuple(piece for piece in pieces if isinstance(piece, Block))
        meta = document.metadata
        page_type = find_page_type(document)
        article = Article(
            headline=document.headline,
            standfirst=document.standfirst,
            authors=document.authors,
            published=document.published,
            modified=find_modified(document),
            dateline=document.dateline,
            body="\n\n".join(block.text for block in blocks if block.role == "body"),
            blocks=blocks,
            credits=tuple(credit_text(block) for block in blocks if block.role == "credit"),
            removed=tuple(piece for piece in pieces if isinstance(piece, Removed)),
            repairs=tuple(document.repairs),
            trace=tuple(document.trace),
            language=document.language,
            outlet=document.outlet.name if document.outlet else meta.outlet,
            section=meta.section,
            image=meta.image,
            url=document.url,
            canonical_url=meta.canonical_url,
            access=meta.access,
            kind=document.kind,
            page_type=page_type,
        )
        return self.plugins.finish(article, document, self.options)


def _signed(
    answer: Iterable[Label | Sequence[Label]], plugin: str
) -> Mapping[int, Sequence[Label]]:
    """The labels with the plugin's name, by the `id` of what it gave: often one for many blocks."""
    signed: dict[int, Sequence[Label]] = {}
    for given in answer:
        if id(given) not in signed:
            labels = (given,) if isinstance(given, Label) else given
            if plugin not in BUILTIN_NAMES:
                labels = [replace(label, plugin=plugin) for label in labels]
            signed[id(given)] = labels
    return signed


def _is_outside(labels: Sequence[Label]) -> bool:
    """Whether the whole block goes for its place, and is no evidence of what stands beside it."""
    return len(labels) == 1 and labels[0].reason is Reason.OUTSIDE_BODY and not labels[0].part


def _gives_way(before: Sequence[Label], given: Label | Sequence[Label]) -> bool:
    """Whether a block that is kept for where it stands is known for what it is."""
    known = isinstance(given, Label) and given.reason not in (None, Reason.OUTSIDE_BODY)
    return known and all(label.role and label.confidence < 1 for label in before)


def _text_or_bytes(source: object) -> str | bytes:
    if isinstance(source, str | bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    saw = f"a {type(source).__name__}"
    raise UnsupportedInput(saw, "pass text, HTML or bytes; a file's are its read_bytes()")


def _removed(document: Document, block: SourceBlock, label: Label, reason: Reason) -> Removed:
    path = document.path(block.element)
    return Removed(
        block.text, reason, label.rule, label.confidence, label.plugin, block.spans, path
    )


def _language(document: Document) -> str | None:
    """As the page declares it, else as its outlet is known to write, else as its words tell."""
    of_outlet = document.outlet.language if document.outlet else None
    return document.metadata.language or of_outlet or identify(_sample(document))


def _sample(document: Document) -> str:
    """The head of the body."""
    parts, size = [], 0
    for block in document.body_blocks():
        parts.append(block.text[:SAMPLE])
        size += len(block.text)
        if size > SAMPLE:
            break
    return " ".join(parts)
