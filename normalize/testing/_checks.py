"""The invariants of the library, as checks on one source."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from normalize.article import Article, Spans
from normalize.authoring.target import outlets_of
from normalize.errors import NormalizeError, PluginError
from normalize.testing._articles import GeneratedArticle
from normalize.testing._pages import GeneratedPage
from normalize.testing._shapes import ShapedPage

if TYPE_CHECKING:
    from normalize.pipeline import Normalizer

Generated = GeneratedArticle | GeneratedPage | ShapedPage
Source = str | bytes | Generated

FIELDS = ("headline", "standfirst", "authors", "dateline", "body", "credits")
# What browsers don't show as text: code, what only shows where something is missing, and
# replaced elements, whose content is drawn or stands in for them.
_HIDDEN = (
    "head, script, style, template, noscript, svg, iframe, object, embed, video, audio, canvas, "
    "title, meta, select, [hidden], [aria-hidden=true]"
)
_JSON_ESCAPE_RE = re.compile(r"\\u([0-9a-fA-F]{4})")


def assert_invariants(
    source: Source,
    *,
    normalizer: Normalizer | None = None,
    plugin: object = None,
    **given: Any,
) -> Article | None:
    """Check that the library is total, pure and honest about one source.

    Nothing is lost, nothing invented, the same source gives the same article, and for a
    generated article or page, the article says what was generated.

    Args:
        source: a text, bytes, or what `articles()`, `pages()` and `pages_like()` generate.
        normalizer: the normalizer to check; one with no plugins by default.
        plugin: a plugin to check the library with, instead of a normalizer. Where it
            declares outlets, the source is taken for one of each of them in turn.
        given: what else `normalize` is given, such as `url`, `outlet` or `kind`.

    Returns:
        The article, or None where the library refused the source with an error of its own.

    Raises:
        AssertionError: an invariant does not hold; the message says which and where.
    """
    checked = _normalizer(normalizer, plugin)
    if plugin is None or "url" in given or "outlet" in given:
        return _assert_all(source, checked, given)
    names = dict.fromkeys(outlet.name for outlet in outlets_of([plugin])) or (None,)
    results = [_assert_all(source, checked, {**given, "outlet": name}) for name in names]
    return results[0]


def _assert_all(source: Source, normalizer: Normalizer, given: dict[str, Any]) -> Article | None:
    printed = _printed(source)
    article = assert_total(printed, normalizer=normalizer, **given)
    if article is None:
        return None
    assert_pure(printed, normalizer=normalizer, **given)
    assert_nothing_lost(article, printed)
    assert_nothing_invented(article, printed)
    if isinstance(source, GeneratedArticle | GeneratedPage):
        assert_faithful(article, source)
    elif isinstance(source, ShapedPage):
        assert_careful(article, source)
    return article


def assert_total(
    source: str | bytes, *, normalizer: Normalizer | None = None, **given: Any
) -> Article | None:
    """The source gives an article, or an error of ours (then None is returned).

    A plugin that fails is no such error.
    """
    try:
        return _normalizer(normalizer).normalize(source, **given)
    except PluginError as problem:
        raise AssertionError(f"not total: {problem}") from problem
    except NormalizeError:
        return None


def assert_pure(source: str | bytes, *, normalizer: Normalizer | None = None, **given: Any) -> None:
    """Normalizing the source a second time gives an equal article."""
    checked = _normalizer(normalizer)
    first, second = (checked.normalize(source, **given) for _ in range(2))
    assert first == second, "not pure: the same source gives another article the second time"


def assert_idempotent(
    article: Article, *, normalizer: Normalizer | None = None, **given: Any
) -> None:
    """The text of the article, normalized again, gives its fields and removes nothing."""
    again = _normalizer(normalizer).normalize(article.text, **{**given, "kind": "text"})
    assert_same(again, article, fields=("headline", "standfirst", "dateline", "body"))
    assert not again.removed, f"removed from its own output: {again.removed}"


def assert_same(left: Article, right: Article, *, fields: Iterable[str] = FIELDS) -> None:
    """The two articles say the same in the fields named."""
    for name in fields:
        one, other = getattr(left, name), getattr(right, name)
        assert one == other, f"{name} differs:\n  {one!r}\n  {other!r}"


def assert_careful(article: Article, generated: Generated) -> None:
    """Every paragraph of prose that was generated is in the body."""
    for paragraph in _filed(generated).paragraphs:
        if paragraph not in article.body:
            removed = (piece for piece in article.removed if paragraph in piece.text)
            why = ", ".join(f"{each.rule} of {each.plugin or 'the library'}" for each in removed)
            raise AssertionError(f"prose is not in the body: {paragraph!r} ({why or 'lost'})")


def assert_faithful(article: Article, generated: Generated) -> None:
    """The article has the headline, authors, dateline, body and credits generated."""
    expected = _filed(generated)
    for name in FIELDS:
        wanted, got = getattr(expected, name), getattr(article, name)
        assert got == wanted, f"{name}:\n  expected {wanted!r}\n  got      {got!r}"


def assert_nothing_lost(article: Article, source: str | bytes) -> None:
    """Every visible character of the source is in the article or in `removed`.

    In text: exactly once, in order, and the blocks say what the repaired source says. In
    HTML: every character of the text that is not hidden is accounted for.
    """
    text = _decoded(source)
    if article.kind == "html":
        _assert_page_covered(article, text)
        return
    _assert_covered(article, text)
    _assert_said(article, text)


def assert_nothing_invented(article: Article, source: str | bytes) -> None:
    """Headline, standfirst, authors and body hold no word that the source does not."""
    known = _haystack(article, _decoded(source))
    fields = (article.headline, article.standfirst, *article.authors, article.body)
    for word in " ".join(filter(None, fields)).split():
        assert visible(word).casefold() in known, f"invented: {word!r}"


def visible(text: str) -> str:
    """The text without white space, control and format characters."""
    return "".join(char for char in text if _is_visible(char))


def _is_visible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Zs")


def _normalizer(normalizer: Normalizer | None, plugin: object = None) -> Normalizer:
    from normalize.pipeline import Normalizer

    if normalizer is not None:
        return normalizer
    return Normalizer(plugins=() if plugin is None else (plugin,))


def _printed(source: Source) -> str | bytes:
    if isinstance(source, GeneratedArticle):
        return source.as_text()
    return source.html if isinstance(source, GeneratedPage | ShapedPage) else source


def _filed(generated: Generated) -> GeneratedArticle:
    return generated if isinstance(generated, GeneratedArticle) else generated.article


def _decoded(source: str | bytes) -> str:
    from normalize import decode

    return source if isinstance(source, str) else decode(source)


def _parts(article: Article) -> Iterator[tuple[str, str, Spans]]:
    """What claims a stretch of the source: its kind, its text, its spans."""
    if article.dateline is not None:
        yield "dateline", article.dateline.raw, article.dateline.spans or ()
    for block in article.blocks:
        yield block.role, block.text, block.spans or ()
    for removed in article.removed:
        yield f"removed ({removed.rule})", removed.text, removed.spans or ()


def _assert_covered(article: Article, text: str) -> None:
    claims = [(start, end, kind) for kind, _, spans in _parts(article) for start, end in spans]
    claims.sort()
    position = 0
    for start, end, kind in [*claims, (len(text), len(text), "end")]:
        where = f"{kind} at {start}:{end}"
        assert position <= start <= end <= len(text), f"{where} overlaps what ends at {position}"
        between = visible(text[position:start])
        assert not between, f"lost before {where}: {between!r}"
        position = end
    for group in (article.blocks, article.removed):
        starts = [part.spans[0][0] for part in group if part.spans]
        assert starts == sorted(starts), f"out of order: {starts}"


def _assert_said(article: Article, text: str) -> None:
    repaired = list(text)
    for repair in article.repairs:
        assert repair.span is not None, f"{repair.name} does not say where"
        start, end = repair.span
        assert text[start:end] == repair.before, f"{repair} is not what the source says there"
        repaired[start:end] = [repair.after, *[""] * (end - start - 1)]
    for kind, says, spans in _parts(article):
        found = "".join("".join(repaired[start:end]) for start, end in spans)
        assert visible(says) == visible(found), f"{kind} says {says!r}, the source {found!r}"


def _assert_page_covered(article: Article, source: str) -> None:
    kept = (says for _, says, _ in _parts(article))
    known = Counter(visible("".join(kept)))
    for repair in article.repairs:
        known.update(visible(repair.before))
    missing = Counter(visible(_shown(source))) - known
    assert not missing, f"lost: {''.join(missing.elements())!r}"


def _shown(source: str) -> str:
    """The text of a page, without what is hidden."""
    tree: Any = _tree(source)
    for node in tree.css(_HIDDEN):
        node.decompose()
    for node in tree.css("[style]"):
        style = "".join((node.attributes.get("style") or "").split()).lower()
        if "display:none" in style or "visibility:hidden" in style:
            node.decompose()
    return tree.body.text(separator=" ") if tree.body else ""


def _tree(source: str) -> Any:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(source)


def _haystack(article: Article, source: str) -> str:
    """The repaired source without white space, in lower case; markup and metadata included."""
    texts = [source, *(repair.after for repair in article.repairs)]
    texts += (says for kind, says, spans in _parts(article) if spans)
    if article.kind == "html":
        body = _tree(source).body
        texts.append(html.unescape(_JSON_ESCAPE_RE.sub(lambda m: chr(int(m[1], 16)), source)))
        shown = (body.text() if body else "", _shown(source))
        texts += (_repaired(text, article) for text in shown)
    return visible("\n".join(texts)).casefold()


def _repaired(text: str, article: Article) -> str:
    """A page's text with what was repaired anywhere repaired everywhere: pages have no spans."""
    repairs = {repair.before: repair.after for repair in article.repairs if repair.before}
    for before in sorted(repairs, key=len, reverse=True):
        text = text.replace(before, repairs[before])
    return text
