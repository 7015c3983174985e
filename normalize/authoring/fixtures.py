"""Fixtures: a saved page or text beside the article that it should give, field by field.

A fixture is a folder with the source (`page.html` or `page.txt`) and `article.json`:

    {
      "url": "https://www.gazette.example/ferry",
      "seen": "2026-03-03",
      "unconfirmed": ["authors"],
      "article": {"headline": "Ferry returns", "authors": [], "body": ["The ferry …", "…"]}
    }

`url`, `outlet` and `as_of` are what `normalize` is given. Of the fields, those that are named
are expected; `unconfirmed` are those that nobody has looked at yet. `removed` needs only
those pieces that matter, with their reasons.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.errors import OptionsError

if TYPE_CHECKING:
    from normalize.article import Article, Kind
    from normalize.document import Document
    from normalize.pipeline import Normalizer

FIELDS = ("headline", "standfirst", "authors", "published", "dateline", "body", "credits")
"""The fields of an article that a fixture expects, as `fields_of` prints them."""

ARTICLE = "article.json"
_SOURCES: dict[str, Kind] = {"page.html": "html", "page.txt": "text"}
_KEYS = {"url", "outlet", "as_of", "seen", "unconfirmed", "article"}


@dataclass(frozen=True, slots=True)
class Fixture:
    """A source, what `normalize` is told about it, and the article that it should give.

    Args:
        folder: where it is kept; its name is the fixture's.
        source: the page, or the text, as bytes.
        kind: which of the two.
        url: where the page was found; chooses the outlet.
        outlet: the outlet's name, for a text, which has no address.
        as_of: the day of the crawl.
        seen: the day on which the outlet's pages were last like this.
        expected: the fields that are expected, as `fields_of` prints them, and `removed`.
        unconfirmed: those of them that nobody has looked at yet.
    """

    folder: Path
    source: bytes
    kind: Kind
    url: str | None = None
    outlet: str | None = None
    as_of: date | None = None
    seen: date | None = None
    expected: Mapping[str, Any] = field(default_factory=dict)
    unconfirmed: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path | str) -> Fixture:
        """The fixture in a folder.

        Raises:
            OptionsError: the folder has no source or no `article.json`, or what that says
                can't be right; the message names the file.
        """
        folder = Path(folder)
        name = next((name for name in _SOURCES if (folder / name).is_file()), None)
        if name is None:
            raise OptionsError(f"{folder}: there is no {' or '.join(_SOURCES)}")
        path = folder / ARTICLE
        try:
            given = json.loads(path.read_text("utf-8"))
            unknown = sorted((given.keys() - _KEYS) | (given["article"].keys() - _EXPECTED))
            if unknown:
                raise ValueError(f"unknown {', '.join(unknown)}")
            return cls(
                folder,
                (folder / name).read_bytes(),
                _SOURCES[name],
                given.get("url"),
                given.get("outlet"),
                _day(given.get("as_of")),
                _day(given.get("seen")),
                given["article"],
                _fields(given),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise OptionsError(f"{path}: {type(problem).__name__}: {problem}") from problem

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    def write(self) -> None:
        """Save the source and `article.json`, making the folder where there is none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (source,) = (name for name, kind in _SOURCES.items() if kind == self.kind)
        (self.folder / source).write_bytes(self.source)
        given = {
            "url": self.url,
            "outlet": self.outlet,
            "as_of": self.as_of and self.as_of.isoformat(),
            "seen": self.seen and self.seen.isoformat(),
            "unconfirmed": list(self.unconfirmed),
            "article": dict(self.expected),
        }
        given = {key: value for key, value in given.items() if value or key == "article"}
        text = json.dumps(given, ensure_ascii=False, indent=2)
        (self.folder / ARTICLE).write_text(f"{text}\n", "utf-8")

    @property
    def given(self) -> dict[str, Any]:
        """What `normalize` is told about the source."""
        return {"url": self.url, "outlet": self.outlet, "as_of": self.as_of, "kind": self.kind}

    def normalize(self, normalizer: Normalizer) -> Article:
        """The article that the source gives now.

        Raises what `Normalizer.normalize` does.
        """
        return normalizer.normalize(self.source, **self.given)

    def document(self, plugins: Sequence[object] = ()) -> Document:
        """The document that the source is read as, with the plugins given.

        Raises what `Normalizer.normalize` does.
        """
        from normalize.authoring.documents import article_and_document

        _, document = article_and_document(self.source, plugins, **self.given)
        return document

    def differences(self, article: Article) -> dict[str, tuple[Any, Any]]:
        """The fields in which an article is not as expected: what is expected, what it has."""
        found = fields_of(article)
        different = {
            name: (value, found[name])
            for name, value in self.expected.items()
            if name != "removed" and value != found[name]
        }
        reasons = {piece.text: piece.reason.value for piece in article.removed}
        wanted = self.expected.get("removed", {})
        if not wanted.items() <= reasons.items():
            different["removed"] = (wanted, {text: reasons.get(text) for text in wanted})
        return different

    def refreshed(self, article: Article) -> Fixture:
        """The fixture with the article's fields as the expected ones, all confirmed.

        Fields that are not expected stay so, unless none is.
        """
        fields = fields_of(article)
        named = {name: fields[name] for name in fields if name in self.expected} or fields
        removed = {name: self.expected[name] for name in ("removed",) if name in self.expected}
        return replace(self, expected={**named, **removed}, unconfirmed=())


_EXPECTED = {*FIELDS, "removed"}


def fields_of(article: Article) -> dict[str, Any]:
    """The article's fields as JSON has them: the body by paragraph, the dateline as printed."""
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "published": article.published and article.published.isoformat(),
        "dateline": article.dateline and article.dateline.raw.strip(),
        "body": article.body.split("\n\n") if article.body else [],
        "credits": list(article.credits),
    }


def fixtures_in(folder: Path | str) -> Iterator[Fixture]:
    """The fixtures in a folder and the folders below it, sorted by path.

    Raises:
        OptionsError: one of them can't be read.
    """
    for path in sorted(Path(folder).rglob(ARTICLE)):
        yield Fixture.read(path.parent)


def _fields(given: dict[str, Any]) -> tuple[str, ...]:
    """The fields that nobody has confirmed, each of which has to be expected."""
    fields = tuple(given.get("unconfirmed", ()))
    strange = sorted({*fields} - given["article"].keys())
    if strange:
        raise ValueError(f"unconfirmed, but not in the article: {', '.join(strange)}")
    return fields


def _day(given: str | None) -> date | None:
    return None if given is None else date.fromisoformat(given)
