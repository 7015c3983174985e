"""What a page says of itself: JSON-LD, OpenGraph, meta tags, microdata, `<time>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from normalize.article import Image, PageType
from normalize.document import Metadata
from normalize.read.bylines import ShownAuthors
from normalize.read.jsonld import Thing, read_things, text_of, texts_of, types
from normalize.read.markup import Markup, gather
from normalize.words.names import clean_authors, is_full_name
from normalize.words.timestamps import EARLIEST, LATEST, latest_plausible, parse_date
from normalize.words.titles import is_site, likeness

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# A date in the data of a script or an attribute, as frameworks leave it in the page.
_STATE_DATE = re.compile(
    r'"(?=[dpf])(?:date_?published|publish(?:ed)?_?(?:date|at|time|on)|publication_?date|first_?published(?:_?at)?)'
    r'\\?"\s?:\s?\\?"([^"\\]{8,40})',
    re.IGNORECASE,
)
_ATTRIBUTE_DATE = re.compile(r"&quot;datePublished&quot;:&quot;([^&]{8,40})&quot;")
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?")
_TELLING = ("headline", "datePublished", "author", "articleBody")
_MOST_ARTICLES = 100
_MOST_DATES = 20
_ARTICLES = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "Review", "SocialMediaPosting")
_PAGE_TYPES: dict[str, PageType] = {
    "VideoObject": "video",
    "ImageGallery": "gallery",
    "MediaGallery": "gallery",
    "CollectionPage": "index",
    "Product": "unknown",
}
_OG_TYPES: dict[str, PageType] = {
    "article": "article",
    "video": "video",
    "product": "unknown",
    "og:product": "unknown",
}
# Above this size the visible date is not looked for: the search costs ten times the parse.
VISIBLE_LIMIT = 2_000_000


def read_metadata(
    tree: LexborHTMLParser, source: str, url: str | None, as_of: date | None = None
) -> Metadata:
    """What a parsed page says of itself.

    JSON-LD is trusted before meta tags, those before microdata, `<time>` and dates in the data
    of scripts. Nothing is taken from the address, nothing from the visible text (see
    `visible_published`).

    Args:
        tree: the parsed page.
        source: its HTML.
        url: its address, against which relative ones are resolved.
        as_of: the day it was fetched; later dates are taken for errors.
    """
    markup = gather(tree)
    things = read_things(markup.scripts)
    titles = tuple(markup.titles())
    canonical = _address(markup.canonical or markup.first("urls"), url)
    article = _choose_article(things, {canonical, url}, titles)
    own = [article] if article else []
    spoken = own + [thing for thing in things if "WebPage" in types(thing)]
    latest = latest_plausible(as_of)
    outlet = markup.first("outlets") or _text(spoken, "publisher")
    authors, house = _authors(tree, own, spoken, markup, outlet)
    headline = _text(own, "headline") or _text(own, "name") or markup.property("headline")
    published = _first_date(_published(spoken, markup), latest)
    return Metadata(
        headline=headline or next(iter(titles), None),
        titles=tuple(dict.fromkeys(filter(None, (headline, *titles)))),
        description=_text(spoken, "description") or markup.first("descriptions"),
        authors=authors,
        house=house,
        published=published,
        dated=None if published else _first_date(_dated(markup, source), latest),
        modified=_first_date(_modified(spoken, markup), latest),
        language=_language(markup, spoken),
        outlet=outlet,
        section=_text(own, "articleSection") or markup.first("sections"),
        image=_image(own, markup, url),
        canonical_url=canonical,
        access=_access(spoken, markup),
        article_body=_text(own, "articleBody") or markup.property("articlebody"),
        page_type=_page_type(article, things, markup),
    )


def visible_published(source: str, as_of: date | None = None) -> datetime | date | None:
    """The date a page shows its readers, for pages that give machines none.

    Slow (five parses) and less sure than `read_metadata`: to be called last. It gives
    None for a page above 2 MB. The address of the page is left out of account.
    """
    if len(source) > VISIBLE_LIMIT:
        return None
    from htmldate import find_date

    try:
        found = find_date(
            # It downloads what looks like an address; with a space in it nothing does. The
            # address of an image has the day of its upload.
            " " + _META.sub(lambda tag: "" if "image" in tag[0] else tag[0], source),
            original_date=True,
            extensive_search=False,
            url="",
            min_date=EARLIEST.isoformat(),
            max_date=(latest_plausible(as_of) or LATEST).isoformat(),
        )
    except Exception:
        # Pages are hostile: what a second opinion stumbles over must not stop the reading.
        return None
    # The first of January is what becomes of a year alone, such as that of a copyright.
    return None if not found or found.endswith("-01-01") else parse_date(found)


def _choose_article(
    things: Sequence[Thing], urls: set[str | None], titles: Sequence[str]
) -> Thing | None:
    """The object that describes the page's own article, not one of those it links to."""
    articles = [thing for thing in things if _is_article(thing)]
    if len(articles) < 2:
        return articles[0] if articles else None
    title = titles[0] if titles else ""

    def fit(article: Thing) -> tuple[bool, float, bool, int]:
        at_home = not urls.isdisjoint(_urls(article))
        alike = likeness(text_of(article.get("headline")) or "", title)
        return at_home, alike, _is_called_article(article), sum(k in article for k in _TELLING)

    return max(articles[:_MOST_ARTICLES], key=fit)


def _is_article(thing: Thing) -> bool:
    return _is_called_article(thing) or ("headline" in thing and "datePublished" in thing)


def _is_called_article(thing: Thing) -> bool:
    return any(name.endswith(_ARTICLES) for name in types(thing))


def _urls(thing: Thing) -> Iterator[str]:
    page = thing.get("mainEntityOfPage")
    pages = (page.get("@id"), page.get("url")) if isinstance(page, dict) else (page,)
    for value in (thing.get("url"), *pages):
        if isinstance(value, str):
            yield value


def _text(things: Iterable[Thing], key: str) -> str | None:
    return next((text for thing in things if (text := text_of(thing.get(key)))), None)


def _authors(
    tree: LexborHTMLParser,
    own: Sequence[Thing],
    spoken: Sequence[Thing],
    markup: Markup,
    outlet: str | None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in the first source that has any, and else what the outlet calls itself there.

    Sites that name themselves or a user as author in their JSON-LD often name the person in
    the page.
    """
    known = {name.strip() for thing in spoken for name in texts_of(thing.get("publisher"))}
    sources: Iterator[Iterable[str]] = chain(
        (texts_of(_people(thing, key)) for key in ("author", "creator") for thing in own),
        (values for _, values in markup.named("authors")),
        [markup.marked_authors()],
        (texts_of(_people(thing, "author")) for thing in spoken),
        [markup.labelled_authors()],
        _shown(tree, markup, outlet),
        (texts_of(thing.get("author")) for thing in own),
        [markup.linked_authors()],
    )
    house: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    for source in sources:
        names = clean_authors(_without_outlet(name, outlet) for name in clean_authors(source))
        if all(name in known or is_site(name, outlet) for name in names):
            house = house or names
        elif any(" " in name or (not user and is_full_name(name)) for name in names):
            return names, ()
        else:
            user = user or names
    return (user, ()) if user else ((), house)


def _shown(tree: LexborHTMLParser, markup: Markup, outlet: str | None) -> Iterator[list[str]]:
    """The bylines that readers see; beside a person the outlet is where the person works."""
    for names in ShownAuthors(tree, tuple(markup.titles())):
        yield [name for name in names if not is_site(name, outlet)] or list(names)


def _without_outlet(name: str, outlet: str | None) -> str:
    """`Jane Doe Harbor Post` without the name of the site behind it."""
    if not outlet or not name.endswith(outlet):
        return name
    before = name.removesuffix(outlet)
    person = before.rstrip(" -–—|,")
    return person if " " in person and person != before else name


def _people(thing: Thing, key: str) -> object:
    """The value of a property, unless it names organisations only."""
    value = thing.get(key)
    values = value if isinstance(value, list) else [value]
    return None if all(isinstance(one, dict) and _is_organisation(one) for one in values) else value


def _is_organisation(thing: Thing) -> bool:
    return any(name.casefold().endswith("organization") for name in types(thing))


def _published(things: Sequence[Thing], markup: Markup) -> Iterator[str]:
    yield from _values(things, "datePublished")
    yield from markup.all("published")
    yield from markup.property_dates("datepublished")
    yield from _values(things, "dateCreated", "uploadDate")
    yield from markup.times()


def _dated(markup: Markup, source: str) -> Iterator[str]:
    """Dates that may be of the last change or of another story."""
    yield from markup.all("dated")
    yield from markup.property_dates("datepublished", beside=True)
    yield from markup.times(beside=True)
    for pattern in (_STATE_DATE, _ATTRIBUTE_DATE):
        yield from (match[1] for match in pattern.finditer(source))


def _modified(things: Sequence[Thing], markup: Markup) -> Iterator[str]:
    yield from _values(things, "dateModified")
    yield from markup.all("modified")
    yield from markup.property_values("datemodified")
    yield from markup.times_of_change()


def _values(things: Sequence[Thing], *keys: str) -> Iterator[str]:
    for key in keys:
        for thing in things:
            value = thing.get(key)
            yield from [str(value)] if isinstance(value, int) else texts_of(value)


def _first_date(texts: Iterable[str], latest: date | None) -> datetime | date | None:
    dates = (parse_date(text, latest) for text in islice(texts, _MOST_DATES))
    return next((found for found in dates if found), None)


def _language(markup: Markup, things: Sequence[Thing]) -> str | None:
    """The declared language as an ISO 639 code, without script and country."""
    declared = (markup.language, _text(things, "inLanguage"), *markup.all("languages"))
    for name in filter(None, declared):
        if match := _LANGUAGE.fullmatch(name.strip()):
            return match[1].lower()
    return None


def _image(own: Sequence[Thing], markup: Markup, url: str | None) -> Image | None:
    described = [image for thing in own if isinstance(image := _first(thing.get("image")), dict)]
    address = markup.first("images") or _text(described, "url") or _text(own, "image")
    if not (address := _address(address, url)):
        return None
    caption = _text(described, "caption") or markup.first("captions")
    return Image(address, caption, _text(described, "creditText"))


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _address(given: str | None, base: str | None) -> str | None:
    """An absolute address, or None."""
    if not given:
        return None
    try:
        address = given.strip()
        if not address.startswith(("https://", "http://")):
            address = urljoin(base or "", address)
        parts = urlsplit(address)
        return parts.geturl() if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _access(things: Sequence[Thing], markup: Markup) -> str | None:
    """What the page says of its paywall, as `name: value`."""
    said = [
        f"isAccessibleForFree: {str(thing['isAccessibleForFree']).lower()}"
        for thing in things
        if isinstance(thing.get("isAccessibleForFree"), bool | str)
    ]
    said += [f"{name}: {values[0].lower()}" for name, values in markup.named("tiers")]
    return "; ".join(dict.fromkeys(said)) or None


def _page_type(article: Thing | None, things: Sequence[Thing], markup: Markup) -> PageType | None:
    """What kind of page is declared; "unknown" where it is only said to sell something."""
    if any("LiveBlogPosting" in types(thing) for thing in things):
        return "live_blog"
    if article is not None:
        return "article"
    names = [name for thing in things for name in types(thing)]
    kinds = [_PAGE_TYPES[name] for name in names if name in _PAGE_TYPES]
    og_type = (markup.metas.get("og:type") or [""])[0].strip().lower()
    kinds += [kind for beginning, kind in _OG_TYPES.items() if og_type.startswith(beginning)]
    kinds += ["article"] if "articlebody" in markup.properties else []
    return next((kind for kind in kinds if kind != "unknown"), "unknown" if kinds else None)
