"""An article beside its source, as a page for a browser: what was left out of it, and why."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from normalize.article import Article, Block, Dateline, Removed
from normalize.formats.text import body_blocks, opened_block

if TYPE_CHECKING:
    from normalize.pipeline import Piece

_LONGEST_CELL = 300
"""Characters of a removed piece that its row in the list shows; the source has them all."""

_KEY = (("body", "body"), ("field", "headline, standfirst, credit"), ("removed", "removed"))
_ELEMENTS = {
    "heading": "h3",
    "list_item": "li",
    "quote": "blockquote",
    "preformatted": "pre",
    "table": "pre",
}


def inspection_page(article: Article, pieces: Sequence[Piece], name: str) -> str:
    """A self-contained HTML page that shows an article beside its source.

    Every block of the source is coloured by what became of it and says so in words; removed
    ones tell reason, rule and plugin where the pointer or the keyboard stands, and in a list
    that can be filtered. It needs no network, and works without a pointer.

    Args:
        article: the article.
        pieces: its blocks and what was removed, in the order of the source, as
            `Normalizer.explain` gives them.
        name: what to call the source in the title.

    Returns:
        The page. Whatever the source holds is escaped in it.
    """
    from normalize import __version__

    removed = [(n, each) for n, each in enumerate(pieces, 1) if isinstance(each, Removed)]
    opened = _opened(article)
    script = _file("inspect.js")
    return Template(_file("inspect.html")).substitute(
        title=escape(f"{article.headline or name} - normalize"),
        style=_file("inspect.css"),
        script=script,
        script_hash=_hash(script),
        version=escape(__version__),
        language=escape(article.language or "und"),
        fields=_lines(_fields(article, name)),
        article=_lines(_article(article)),
        key=_lines(f'<li class="{kind}">{text}</li>' for kind, text in _KEY),
        pieces=_lines(
            _removed(number, each)
            if isinstance(each, Removed)
            else _block(number, each, article.dateline if each is opened else None)
            for number, each in enumerate(pieces, 1)
        ),
        removed_count=len(removed),
        reasons=_lines(_reasons(each for _, each in removed)),
        rows=_lines(_row(number, each) for number, each in removed),
        trace=_lines(
            f"<li>{escape(f'{step.step} ({step.by}): {step.note}')}</li>" for step in article.trace
        ),
        repairs=_lines(
            f"<li>{escape(f'{each.name}: {each.before!r} → {each.after!r}')}</li>"
            for each in article.repairs
        ),
    )


def _file(name: str) -> str:
    return (files("normalize.authoring") / "pages" / name).read_text("utf-8").strip()


def _hash(script: str) -> str:
    """What the page's security policy knows its only script by."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _opened(article: Article) -> Block | None:
    """The body's block that the dateline stood before."""
    body = [block for block in article.blocks if block.role == "body"]
    index = opened_block(article.dateline, body) if article.dateline else None
    return None if index is None else body[index]


def _fields(article: Article, name: str) -> Iterator[str]:
    found = {
        "source": f"{name} ({article.kind}, {article.page_type})",
        "authors": "; ".join(article.authors),
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "outlet": article.outlet,
        "section": article.section,
        "image": article.image and article.image.url,
        "address": article.canonical_url or article.url,
        "access": article.access,
    }
    for label, value in found.items():
        if value:
            yield f"<dt>{label}</dt><dd>{escape(str(value))}</dd>"


def _article(article: Article) -> Iterator[str]:
    if article.headline:
        yield f"<h2>{escape(article.headline)}</h2>"
    if article.standfirst:
        yield f'<p class="standfirst">{escape(article.standfirst)}</p>'
    for block in body_blocks(article):
        element = _ELEMENTS.get(block.kind, "p")
        text = f"<{element}>{escape(block.text)}</{element}>"
        yield f"<ul>{text}</ul>" if element == "li" else text
    for credit in article.credits:
        yield f"<p><small>{escape(credit)}</small></p>"


def _block(number: int, block: Block, dateline: Dateline | None) -> str:
    kind = "body" if block.role == "body" else "field"
    label = block.kind if block.role == "body" else block.role
    before = ""
    if dateline is not None:
        before = f'<span class="field">{_label("dateline")}{escape(dateline.raw)}</span>'
    return (
        f'<li class="piece {kind}" id="piece-{number}">'
        f"{before}{_label(label)}{escape(block.text)}</li>"
    )


def _removed(number: int, removed: Removed) -> str:
    why = f"piece-{number}-why"
    return (
        f'<li class="piece removed" id="piece-{number}" tabindex="0" aria-describedby="{why}">'
        f"{_label(removed.reason.value)}{escape(removed.text)}"
        f'<span class="why" role="tooltip" id="{why}">{escape(_why(removed))}</span></li>'
    )


def _label(text: str) -> str:
    return f'<span class="label">{text}</span>'


def _why(removed: Removed) -> str:
    by = f", plugin {removed.plugin}" if removed.plugin else ""
    where = f", {removed.path}" if removed.path else ""
    sure = f"{removed.confidence:.0%} sure"
    return f"removed: {removed.reason.value}, rule {removed.rule}{by}, {sure}{where}"


def _reasons(removed: Iterable[Removed]) -> Iterator[str]:
    for reason, count in sorted(Counter(each.reason.value for each in removed).items()):
        box = f'<input type="checkbox" name="reason" value="{reason}" checked>'
        yield f"<label>{box} {reason} ({count})</label>"


def _row(number: int, removed: Removed) -> str:
    text = removed.text
    if len(text) > _LONGEST_CELL:
        text = f"{text[:_LONGEST_CELL]}…"
    cells = (
        f'<a href="#piece-{number}">{number}</a>',
        removed.reason.value,
        escape(removed.rule),
        escape(removed.plugin or ""),
        f"{removed.confidence:.0%}",
        escape(text),
    )
    opening = f'<tr data-piece="piece-{number}" data-reason="{removed.reason.value}">'
    return f"{opening}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
