"""The steps, as hooks that a plugin may override.

Each hook says when it is called, what `None` means, and what an outlet plugin would do
with it. First-answer hooks stop at the first plugin that does not return `None`; an empty
value (`""`, `()`) means *there is none* and stands. The order is: an outlet's code, an
outlet's data, global plugins by name, the built-in behaviour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from normalize.article import Article, Dateline
    from normalize.document import Document, Label
    from normalize.options import Options
    from normalize.plugins import Outlet

hookspec = pluggy.HookspecMarker("normalize")
hookimpl = pluggy.HookimplMarker("normalize")


@hookspec
def normalize_register_outlets() -> Iterable[Outlet]:  # type: ignore[empty-body]
    """Say which outlets this plugin serves.

    Called once, when plugins are loaded; all plugins are asked. A plugin that declares
    outlets is called only for their documents; one that declares none is called for all.

    In an outlet plugin: return its `Outlet` values. Where they say everything, the plugin
    needs no other hook.
    """


@hookspec(firstresult=True)
def normalize_decode(data: bytes, options: Options) -> str | None:
    """Turn bytes into text.

    Called once for a source that is `bytes`, before anything else is known of it, so only
    global plugins are asked. First answer wins; `None` leaves it to the next, at last to
    byte order marks, declared charsets and detection.

    In an outlet plugin: not reached, since the outlet is known only after decoding.
    """


@hookspec(firstresult=True)
def normalize_read(document: Document, options: Options) -> Document | None:
    """Turn `document.source` into `document.blocks`, raw text in source order.

    Called once a document. First answer wins; `None` leaves it to the built-in readers.
    Return the document, with blocks, and for HTML elements, filled in; what a page, or the
    header of a text, says of itself is its metadata.

    In an outlet plugin: read a format of the outlet's own, such as its JSON.
    """


@hookspec(firstresult=True)
def normalize_repair(document: Document, options: Options) -> Document | None:
    """Repair the text of the blocks: encoding, entities, punctuation, glued words.

    Called once a document, after reading. First answer wins; `None` leaves it to the
    built-in repair. Return the document with each block's text repaired.

    In an outlet plugin: undo damage that only this outlet's export does.
    """


@hookspec
def normalize_label(
    document: Document, options: Options
) -> Mapping[int, Label | Sequence[Label]] | None:
    """Label blocks, by index into `document.blocks`.

    Called once a document, after repair; all plugins are asked. For a block on which
    several have an opinion, the earliest in the order wins; one that keeps with a
    confidence below 1 gives way to one with a reason other than `outside_body`. A block
    that an earlier plugin has put outside the body bears that label by then. A label
    with a `part` takes only that stretch of the block. Blocks that nobody labels are body.

    In an outlet plugin: remove a box that data can't describe, or keep a block that the
    general rules would remove.
    """


@hookspec(firstresult=True)
def normalize_headline(document: Document, options: Options) -> str | None:
    """Find the headline.

    Called once a document, after labelling. First answer wins; `""` means that it has
    none; `None` leaves it to the next. The block that holds it becomes the headline block,
    further copies of it duplicates.

    In an outlet plugin: take it from where this outlet prints it.
    """


@hookspec(firstresult=True)
def normalize_standfirst(document: Document, options: Options) -> str | None:
    """Find the standfirst (deck, summary) between headline and body.

    Called once a document, after the headline (`document.headline`). First answer wins;
    `""` means that it has none; `None` leaves it to the next.

    In an outlet plugin: say where it stands, or that this outlet has none.
    """


@hookspec(firstresult=True)
def normalize_authors(document: Document, options: Options) -> Sequence[str] | None:
    """Name the authors.

    Called once a document. First answer wins; `()` means that it has none; `None` leaves
    it to the next, at last to bylines and metadata.

    In an outlet plugin: read the outlet's byline.
    """


@hookspec(firstresult=True)
def normalize_dateline(document: Document, options: Options) -> Dateline | None:
    """Read the dateline at the head of the body.

    Called once a document. First answer wins; a `Dateline` with an empty `raw` means that
    it has none; `None` leaves it to the next. `raw` is cut from the block it opens.

    In an outlet plugin: read a style of dateline that only this outlet has.
    """


@hookspec(firstresult=True)
def normalize_published(document: Document, options: Options) -> datetime | date | None:
    """Say when the article was published.

    Called once a document. First answer wins; `None` leaves it to the next, at last to
    metadata and date lines.

    In an outlet plugin: read the outlet's own way to print it.
    """


@hookspec(firstresult=True)
def normalize_body(document: Document, options: Options) -> Sequence[int] | None:
    """Choose the blocks of the body, by index into `document.blocks`, in order.

    Called once a document, after every other field. First answer wins; `None` leaves it
    to the built-in, which takes every block that is not labelled otherwise.

    In an outlet plugin: choose, where labels can't say it.
    """


@hookspec
def normalize_finish(article: Article, document: Document, options: Options) -> Article | None:
    """Have the last word on the article.

    Called once a document, at the end; all plugins are asked, built-ins first and the
    outlet's code last, each given what the one before returned. `None` leaves it as it is.

    In an outlet plugin: correct a field with `article.replace(section=…)`.
    """
