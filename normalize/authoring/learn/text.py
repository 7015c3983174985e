"""Learn an outlet's lines from articles that were scraped as text.

A line that many articles of one outlet have is the site's; but stories have lines in common
too: datelines and bylines, subheadings, background that is told again and again. What speaks
for chrome is that the general rules don't know the line as one of those, and that it stands before
or after the prose that each text has alone (a paragraph: of most of them), or, if it is no
title, anywhere in many of them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from normalize.article import Article, Block, Reason, Removed
from normalize.authoring.learn.entries import Entry, Learned, outlet_with
from normalize.authoring.learn.lines import LONGEST, pattern_of
from normalize.authoring.learn.seen import fold, host_of, squash
from normalize.errors import NormalizeError, OptionsError
from normalize.pipeline import Normalizer
from normalize.words.prose import ends_sentence, is_prose

TEXTS: Final = ("text", "body", "content", "article", "maintext", "articleBody", "plain_text")
"""Names under which a record may have its text, the first that is there counts."""

URLS: Final = ("url", "link", "source_url", "canonical_url", "uri")
"""Names under which a record may say where it is from."""

_AT_THE_END: Final = 0.8
"""The share of its texts in which a line at the end must stand there."""

_OFTEN: Final = 0.2
"""The share of all texts in which a line between paragraphs must stand."""

_MOSTLY: Final = 0.5
"""The share of all texts in which a paragraph at the end must stand: background recurs too."""

_LEAST: Final = 3
_LEAST_SHARE: Final = 0.01
_SHORTEST: Final = 3
_FEW_WORDS: Final = 5
_MOST: Final = 50
_PRINTED: Final = 20
_TRIED: Final = 5
_MOST_NOTED: Final = 10
_PARTICULAR: Final = (Reason.BYLINE, Reason.DATE_LINE, Reason.CAPTION)
_FIELDS: Final = ("headline", "standfirst", "authors", "dateline")


@dataclass(slots=True)
class _Line:
    """A line of several texts: as printed, in which texts, and where it stands in them."""

    printed: list[str] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    head: int = 0
    tail: int = 0
    kept: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)

    def add(self, text: int, line: str, piece: Block | Removed, *, head: bool, tail: bool) -> None:
        """Note that a text has the line, as part of a piece, before or after its own prose."""
        self.texts.append(text)
        if len(self.printed) < _PRINTED:
            self.printed.append(line)
        self.head += head
        self.tail += tail
        if isinstance(piece, Removed):
            self.reasons[piece.reason] += 1
        elif piece.role != "credit":
            self.kept += 1

    @property
    def is_edge(self) -> bool:
        """Whether it stands before or after the prose of the texts' own, as a rule."""
        return max(self.head, self.tail) >= _AT_THE_END * len(self.texts)

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        if not self.is_edge:
            return "between paragraphs"
        return "at the end" if self.tail >= self.head else "at the head"


class Scraped(NamedTuple):
    """Texts of one outlet, and the domain that they say they are from."""

    texts: list[str]
    domain: str | None


def read_articles(path: Path | str, domain: str | None = None) -> Scraped:
    """The texts in a file of JSON lines; the names of their fields are guessed.

    Args:
        path: the file; each line is an object with a `text` (or another of `TEXTS`) and, where
            it has several outlets, a `url` (or another of `URLS`).
        domain: take those of this domain alone, or all where none says where it is from.

    Raises:
        OptionsError: a line is no object, none has a text, or the texts are from several
            domains and none is chosen.
        OSError: the file can't be read.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    with Path(path).open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                record = _record(path, number, line)
                text = _first(record, TEXTS)
                if text:
                    texts[host_of(_first(record, URLS))].append(text)
    chosen = [host for host in texts if not domain or f".{host}".endswith(f".{domain}")]
    if domain and not chosen and texts.keys() == {""}:
        chosen = [""]
    if not chosen:
        names = ", ".join(TEXTS)
        of = f" of {domain}" if domain else ""
        raise OptionsError(f"{path}: there is no text{of}; a record's text is one of {names}")
    if len(chosen) > 1 and not domain:
        several = sorted(chosen, key=lambda host: -len(texts[host]))[:_MOST_NOTED]
        found = ", ".join(f"{host or 'without url'} ({len(texts[host])})" for host in several)
        raise OptionsError(f"{path}: choose one outlet with --domain; there are {found}")
    return Scraped([text for host in chosen for text in texts[host]], domain or chosen[0] or None)


def _record(path: Path | str, number: int, line: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as problem:
        raise OptionsError(f"{path}, line {number}: no JSON: {problem}") from problem
    if not isinstance(record, dict):
        raise OptionsError(f'{path}, line {number}: an object is expected, as {{"text": …}}')
    return record


def _first(record: Mapping[str, Any], names: Iterable[str]) -> str | None:
    found = (record.get(name) for name in names)
    return next((each for each in found if isinstance(each, str) and each.strip()), None)


def learn_text(texts: Iterable[str], name: str, domains: str | Iterable[str] = ()) -> Learned:
    """Learn the lines that an outlet adds to its articles, from texts that were scraped.

    Args:
        texts: the texts, of different stories, each with its line breaks.
        name: the outlet's name.
        domains: the outlet's domains.

    Returns:
        The outlet, with patterns of lines alone, and the evidence for each of them.

    Raises:
        OptionsError: there is no text, or name or domains can't be right.
    """
    generic = Normalizer(plugins=())
    notes: list[str] = []
    kept, articles = _articles(texts, generic, notes)
    if not articles:
        raise OptionsError(
            "; ".join(notes[:_MOST_NOTED]) or "give at least two texts to learn from"
        )
    entries, doubtful = [], []
    for line in _recurring(articles):
        entry = _entry(line, len(articles))
        if entry is None:
            continue
        if not _is_sure(line, len(articles)):
            doubtful.append(entry)
        elif _does_no_harm(entry, line, kept, articles):
            entries.append(entry)
    notes += (f"left alone, {each.evidence}" for each in doubtful[:_MOST_NOTED])
    languages = Counter(article.language for article in articles)
    (language, count), *_ = languages.most_common(1)
    given = (domains,) if isinstance(domains, str) else tuple(domains)
    entries = entries[:_MOST]
    outlet = outlet_with(name, given, language if count > len(articles) / 2 else None, entries)
    return Learned(outlet, tuple(entries), tuple(notes))


def _articles(
    texts: Iterable[str], generic: Normalizer, notes: list[str]
) -> tuple[list[str], list[Article]]:
    """The texts of different stories, and the articles they give."""
    kept, articles, seen = [], [], set()
    again = 0
    for number, text in enumerate(texts, 1):
        try:
            article = generic.normalize(text, kind="text")
        except NormalizeError as problem:
            notes.append(f"text {number} is left out: {problem}")
            continue
        story = squash(max(article.body.split("\n\n"), key=len))
        if story in seen:
            again += 1
            continue
        seen.add(story)
        kept.append(text)
        articles.append(article)
    if again:
        notes.append(f"{again} texts are left out: they have the story of another")
    return kept, articles


def _recurring(articles: Sequence[Article]) -> list[_Line]:
    """The lines of at least a few texts, those of most texts first."""
    of_text = [[(fold(line), line, piece) for line, piece in _lines(each)] for each in articles]
    count = Counter(key for lines in of_text for key in {key for key, _, _ in lines})
    least = max(_LEAST if len(articles) > _LEAST else 2, _LEAST_SHARE * len(articles))
    found: dict[str, _Line] = defaultdict(_Line)
    for number, lines in enumerate(of_text):
        often = Counter(key for key, _, _ in lines)
        own = [i for i, (key, line, _) in enumerate(lines) if count[key] == 1 and is_prose(line)]
        for place, (key, line, piece) in enumerate(lines):
            if own and count[key] >= least and often[key] == 1 and _may_be_chrome(line):
                found[key].add(number, line, piece, head=place < own[0], tail=place > own[-1])
    return sorted(found.values(), key=lambda line: -len(line.texts))


def _may_be_chrome(line: str) -> bool:
    return _SHORTEST <= len(line) <= LONGEST


def _lines(article: Article) -> Iterator[tuple[str, Block | Removed]]:
    """The lines of a text in order, each with the piece of the article that it is in."""
    pieces: list[Block | Removed] = [*article.blocks, *article.removed]
    for piece in sorted(pieces, key=lambda piece: piece.spans or ()):
        for line in piece.text.split("\n"):
            if line.strip():
                yield line.strip(), piece


def _entry(line: _Line, of: int) -> Entry | None:
    """A pattern for a line, if no general rule knows it and it says nothing of one story."""
    reason, count = next(iter(line.reasons.most_common(1)), (Reason.TEMPLATE, 0))
    if not line.kept or (count and reason in _PARTICULAR):
        return None
    pattern = pattern_of(line.printed)
    if pattern is None:
        return None
    return Entry(
        "chrome", pattern, len(line.texts), of, line.printed[0], reason, "texts", line.where
    )


def _is_sure(line: _Line, of: int) -> bool:
    """Whether a line is furniture, and no subheading and no background."""
    text = line.printed[0]
    if is_prose(text):
        return line.is_edge and len(line.texts) >= _MOSTLY * of
    is_title = len(text.split()) < _FEW_WORDS and not ends_sentence(text)
    return line.is_edge or (not is_title and len(line.texts) >= _OFTEN * of)


def _does_no_harm(entry: Entry, line: _Line, texts: list[str], articles: list[Article]) -> bool:
    """Whether without the line the articles have the same fields: it is no headline of one."""
    outlet = outlet_with("learned", (), None, [entry])
    normalizer = Normalizer(plugins=[outlet])
    for number in line.texts[:_TRIED]:
        article = normalizer.normalize(texts[number], outlet="learned", kind="text")
        if any(getattr(article, each) != getattr(articles[number], each) for each in _FIELDS):
            return False
    return True
