"""What comes out: `Article` and its parts.

All of it is frozen, compares by value and can be pickled. Absent is `None` or
`()`, never an empty string.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

Kind = Literal["text", "html"]
BlockKind = Literal[
    "paragraph", "heading", "list_item", "quote", "table", "caption", "preformatted"
]
Role = Literal["headline", "standfirst", "body", "credit"]
PageType = Literal[
    "article", "briefs", "live_blog", "index", "transcript", "gallery", "video", "unknown"
]
Spans = tuple[tuple[int, int], ...]


class Reason(StrEnum):
    """Why a piece was left out of the article. Closed: new values are a major change."""

    ADVERTISEMENT = "advertisement"
    RELATED = "related"
    PROMOTION = "promotion"
    NEWSLETTER = "newsletter"
    SHARE = "share"
    AUTHOR_BIO = "author_bio"
    BYLINE = "byline"
    DATE_LINE = "date_line"
    COMMENTS = "comments"
    NAVIGATION = "navigation"
    CONSENT = "consent"
    PAYWALL = "paywall"
    COPYRIGHT = "copyright"
    CAPTION = "caption"
    TAGS = "tags"
    LIVE_BLOG = "live_blog"
    SITE_NAME = "site_name"
    SLUG = "slug"
    END_MARK = "end_mark"
    TEMPLATE = "template"
    DUPLICATE = "duplicate"
    HIDDEN = "hidden"
    OTHER_ARTICLE = "other_article"
    OUTSIDE_BODY = "outside_body"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it was printed: `3 March` has no year.

    `str()` is ISO 8601 (2000 edition for the truncated forms):

    >>> str(PartialDate(2021, 11, 10)), str(PartialDate(None, 6, 2)), str(PartialDate(day=4))
    ('2021-11-10', '--06-02', '---04')
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04d}"
        if self.month is None and self.day is None:
            return year
        month = "-" if self.month is None else f"-{self.month:02d}"
        return year + month if self.day is None else f"{year}{month}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and through which agency a story was filed.

    `raw` is everything up to the first word of prose, separator included, and a
    scraper's `date 2021-11-10` directly before the place. `place` and `agency` are
    as printed; `city` is the place's first city in title case; `agency_name` the
    agency's known name. `spans` are offsets in the decoded source (text only).
    """

    raw: str
    place: str | None = None
    city: str | None = None
    agency: str | None = None
    agency_name: str | None = None
    date: PartialDate | None = None
    spans: Spans | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item … of the article.

    `spans` are offsets in the decoded source (text; several where chrome was cut out
    of a line), `path` the element path (HTML, where the parser gives no offsets).
    """

    kind: BlockKind
    role: Role
    text: str
    spans: Spans | None = None
    path: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the source that is not in the article, and why."""

    text: str
    reason: Reason
    rule: str
    confidence: float = 1.0
    plugin: str | None = None
    spans: Spans | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of non-space characters: source[start:end] was `before`, now `after`."""

    name: str
    span: tuple[int, int] | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: which step, who answered, and what it had to say."""

    step: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Image:
    """The lead image, with its caption and credit as printed."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article, split into its parts, with the ledger of everything left out.

    `body` is the paragraphs joined by a blank line, without headline, standfirst and
    dateline. `published` and `modified` are a `datetime` with the printed offset, or a
    `date` where no time was printed. `access` is what the page says of paywall or
    teaser: evidence, no verdict.
    """

    headline: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    modified: datetime | date | None = None
    dateline: Dateline | None = None
    body: str = ""
    blocks: tuple[Block, ...] = ()
    credits: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    repairs: tuple[Repair, ...] = ()
    trace: tuple[Step, ...] = ()
    language: str | None = None
    outlet: str | None = None
    section: str | None = None
    image: Image | None = None
    url: str | None = None
    canonical_url: str | None = None
    access: str | None = None
    kind: Kind = "text"
    page_type: PageType = "unknown"

    @property
    def text(self) -> str:
        """Headline, standfirst, dateline where it stood, and body, as one text."""
        from normalize.formats import to_text

        return to_text(self)

    def replace(self, **changes: Any) -> Article:
        """A copy with some fields changed, for a plugin's last word."""
        return replace(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, dicts and strings, with a `schema` version; JSON can hold it."""
        from normalize.formats import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Article:
        """The article that `to_dict` gave."""
        from normalize.formats import from_dict

        return from_dict(data)

    def to_json(self, *, indent: int | None = None) -> str:
        """`to_dict` as JSON."""
        from normalize.formats import to_json

        return to_json(self, indent=indent)

    def to_markdown(self) -> str:
        """The article as Markdown (CommonMark), with its headings, lists and quotes."""
        from normalize.formats import to_markdown

        return to_markdown(self)

    def to_schema_org(self) -> dict[str, Any]:
        """The article as schema.org NewsArticle, ready for JSON-LD."""
        from normalize.formats import to_schema_org

        return to_schema_org(self)

    def to_ninjs(self, *, uri: str | None = None) -> dict[str, Any]:
        """The article as IPTC ninjs 3.1; `uri` names it, else a hash of its content does."""
        from normalize.formats import to_ninjs

        return to_ninjs(self, uri=uri)
