"""Invented articles: what they say, and the text they would be printed as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from normalize.article import Dateline
from normalize.testing._datelines import datelines
from normalize.testing._vocabulary import Vocabulary, codes, vocabulary
from normalize.words.dateline import before_prose

BLANK_LINE = "\n\n"


@dataclass(frozen=True, slots=True)
class GeneratedArticle:
    """An invented article, field by field as an editor would file it.

    `dateline.raw` stands before the first paragraph and is not part of it. `credits` are
    without the parentheses that `as_text` prints around them.
    """

    headline: str
    standfirst: str | None
    authors: tuple[str, ...]
    dateline: Dateline | None
    paragraphs: tuple[str, ...]
    credits: tuple[str, ...]
    language: str

    @property
    def body(self) -> str:
        """What `Article.body` should be: the paragraphs, joined by a blank line."""
        return BLANK_LINE.join(self.paragraphs)

    @property
    def byline(self) -> str | None:
        """The line that names the authors, or None."""
        if not self.authors:
            return None
        words = vocabulary(self.language)
        return words.byline.format(f" {words.conjunction} ".join(self.authors))

    @property
    def story(self) -> tuple[str, ...]:
        """The paragraphs as printed: the dateline before the first, credits after the last."""
        filed = before_prose(self.dateline.raw) if self.dateline else ""
        first, *rest = self.paragraphs
        return (filed + first, *rest, *(f"({credit})" for credit in self.credits))

    @property
    def parts(self) -> tuple[str, ...]:
        """Everything as printed, from the headline to the credits."""
        head = (self.headline, self.standfirst, self.byline)
        return (*(part for part in head if part), *self.story)

    def as_text(self) -> str:
        """The article as plain text, parts separated by blank lines."""
        return BLANK_LINE.join(self.parts)


def articles(*, language: str | None = None) -> st.SearchStrategy[GeneratedArticle]:
    """Articles of a few paragraphs, with or without standfirst, byline, dateline, credits.

    Args:
        language: ISO 639-1 code of the language they are written in; any of those with a
            vocabulary by default.
    """
    return _articles(language)


@st.composite
def _articles(draw: st.DrawFn, language: str | None) -> GeneratedArticle:
    code = draw(languages()) if language is None else checked(language)
    words = vocabulary(code)
    return GeneratedArticle(
        headline=draw(headlines(code)),
        standfirst=draw(st.none() | _filled(code, (words.standfirst,))),
        authors=draw(_authors(words)),
        dateline=draw(st.none() | datelines()),
        paragraphs=tuple(draw(st.lists(prose(code), min_size=2, max_size=6, unique=True))),
        credits=draw(_credits(words)),
        language=code,
    )


def checked(language: str) -> str:
    """`language`, if there is a vocabulary for it."""
    if language not in codes():
        raise InvalidArgument(f"no vocabulary for {language!r}; there are {', '.join(codes())}")
    return language


def languages() -> st.SearchStrategy[str]:
    """The languages there is a vocabulary for."""
    return st.sampled_from(codes())


@cache
def headlines(code: str) -> st.SearchStrategy[str]:
    """Headlines of articles: a clause without a full stop."""
    return _filled(code, (vocabulary(code).headline,))


@cache
def titles(code: str) -> st.SearchStrategy[str]:
    """Titles of other stories, never equal to one of `headlines`."""
    words = vocabulary(code)
    return _filled(code, (words.headline.replace("{news}", "{titles}"),))


@cache
def prose(code: str) -> st.SearchStrategy[str]:
    """Paragraphs of two to four sentences."""
    words = vocabulary(code)
    sentence = _filled(code, words.sentences) | _quotes(words)
    return st.lists(sentence, min_size=2, max_size=4, unique=True).map(words.between_sentences.join)


def _filled(code: str, patterns: tuple[str, ...]) -> st.SearchStrategy[str]:
    words = vocabulary(code)
    slots = {slot: st.sampled_from(getattr(words, slot)) for slot in SLOTS}
    return st.builds(fill, st.sampled_from(patterns), st.fixed_dictionaries(slots))


SLOTS = ("when", "who", "what", "why", "time", "news", "titles")


def fill(pattern: str, slots: dict[str, str]) -> str:
    """A sentence pattern with its slots filled, and a capital at its head."""
    text = pattern.format_map(slots)
    return text[0].upper() + text[1:]


def _quotes(words: Vocabulary) -> st.SearchStrategy[str]:
    return st.builds(
        words.quotes.format, st.sampled_from(words.claims), st.sampled_from(words.people)
    )


def _authors(words: Vocabulary) -> st.SearchStrategy[tuple[str, ...]]:
    if not words.byline:
        return st.just(())
    return st.lists(st.sampled_from(words.people), max_size=2, unique=True).map(tuple)


def _credits(words: Vocabulary) -> st.SearchStrategy[tuple[str, ...]]:
    if not words.credits:
        return st.just(())
    credit = st.builds(str.format, st.sampled_from(words.credits), st.sampled_from(words.people))
    return st.lists(credit, max_size=1).map(tuple)
