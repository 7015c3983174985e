"""Which of a page's titles is the headline, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from operator import itemgetter

_LONGEST = 1_000
_MOST_HEADINGS = 50
_MOST_TITLES = 8
_MOST_PARTS = 8
_ALIKE = 0.5
_MOST_SUFFIXES = 3
_SHORTEST = 12
_LONG_WORD = 4

_WORD = re.compile(r"\w+")
_NO_LETTERS = re.compile(r"[\W_]+")
_SEPARATOR = re.compile(
    r"\s+(?:[|»«•·/~]|::|—|–|--?|:)\s+|\s?\|\s?|\s[|»]|:\s+|_{1,2}(?=[\u3040-\u30ff\u3400-\u9fff])"
)
_MARK = re.compile(r"[|»«•·/~:_—–-]")  # a quick look: no separator is without one
_TITLE_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_SURE = frozenset("|»«•~") | {"::"}
_SITE_FIRST = frozenset({":", "::", "»"})
_LONGEST_SITE_NAME = 5


def choose_headline(
    h1s: Sequence[str],
    titles: Sequence[str],
    outlet: str | None,
    *,
    above: str | None = None,
    others: Sequence[str] = (),
) -> str | None:
    """The headline of a page.

    Args:
        h1s: the texts of its `<h1>` elements, in page order.
        titles: what its metadata calls it, in order of trust.
        outlet: the name or domain of the site, where known.
        above: the only h1 that stands above the story.
        others: the texts of lower headings above the story.

    Returns: the `<h1>` that is most like a title of the metadata, for it is what readers see;
        without one, the h1 above the story, if it shares a word with a title; without that,
        the most trusted title without the name of the site; without a title, the first `<h1>`
        that is not the name of the site. A kicker in a heading goes, and a lower heading
        counts where it is a title itself.
    """
    titles = [text for text in map(_squash, titles) if text]
    if outlet and _SEPARATOR.search(outlet) and _squash(outlet) in titles:
        outlet = None  # a title where the site's name belongs
    sites = _sites_in(titles)
    above = None if letters(above or "") in sites else above
    headings, lower = (
        [text for text in map(_squash, texts[:_MOST_HEADINGS]) if letters(text) not in sites]
        for texts in (h1s, others)
    )
    named = [strip_site_suffix(text, outlet) for text in titles]
    own = [text for text in named if not is_site(text, outlet)]
    named = own or named
    told = (
        _entry_of_site(headings, lower, titles)
        or (above and _told_by_title([_squash(above), *lower], named))
        or _told_by_title([*headings, *lower], named)
    )
    if told:
        return told
    alike, best = _most_alike(headings or lower, named)
    if alike >= _ALIKE:
        return strip_site_suffix(best, outlet)
    if entry := _part_of_title(lower, named):
        return entry
    if above and not is_site(above, outlet) and _shares_word(above, own):
        return _squash(above)
    if named:
        return named[0]
    return next((text for text in headings if not is_site(text, outlet)), None)


def _most_alike(headings: Sequence[str], titles: Sequence[str]) -> tuple[float, str]:
    """The heading that is most like a title, the lowest of several, and how much it is."""
    pairs = (
        (likeness(heading, title), heading) for title in titles for heading in reversed(headings)
    )
    return max(pairs, key=itemgetter(0), default=(0.0, ""))


def _part_of_title(headings: Sequence[str], titles: Sequence[str]) -> str | None:
    """The lowest heading that is a part of a title: an entry's, below the name of a section."""
    for heading in reversed(headings):
        if len(letters(heading)) >= _SHORTEST and any(_is_part(heading, t) for t in titles):
            return heading
    return None


def _sites_in(titles: Sequence[str]) -> set[str]:
    """The letters of what a title has besides another one, and of nothing at all.

    `Harbor Log: The ferry is back` beside `The ferry is back` tells the name of the site.
    """
    sites = {""}
    entries = {letters(title) for title in titles[:_MOST_TITLES]} - sites
    for title in titles[:_MOST_TITLES]:
        for separator in islice(_SEPARATOR.finditer(title), _MOST_PARTS):
            head, tail = letters(title[: separator.start()]), letters(title[separator.end() :])
            site, entry = (head, tail) if separator[0].strip() in _SITE_FIRST else (tail, head)
            if entry in entries:
                sites.add(site)
    return sites


def _entry_of_site(h1s: Sequence[str], others: Sequence[str], titles: Sequence[str]) -> str | None:
    """The entry of a site whose only h1 is its name: `Harbor Log » The ferry is back`."""
    if len(h1s) != 1:
        return None
    site = letters(h1s[0])
    for title in map(letters, titles):
        for other in others:
            entry = letters(other)
            if len(entry) > len(site) and (
                (title.startswith(site) and title.endswith(entry))
                or (title.startswith(entry) and title.find(site, len(entry)) >= 0)
            ):
                return other
    return None


def _told_by_title(headings: Sequence[str], titles: Sequence[str]) -> str | None:
    """The title that a heading ends with: what stands before it there is a kicker.

    Where both have the same letters the heading is the headline as printed, unless layout
    stands in it for the colon of the title.
    """
    for title in titles:
        wanted = letters(title)
        for heading in headings if len(wanted) >= _SHORTEST else ():
            found = letters(heading)
            if found == wanted:
                return title if title.count(":") > heading.count(":") else heading
            if found.endswith(wanted) and len(found) <= 2 * len(wanted):
                return title
    return None


def _shares_word(heading: str, titles: Sequence[str]) -> bool:
    words = _long_words(heading)
    return not titles or any(words & _long_words(title) for title in titles)


def _long_words(text: str) -> set[str]:
    return {word for word in _TITLE_WORD.findall(text.casefold()) if len(word) >= _LONG_WORD}


def strip_site_suffix(title: str, outlet: str | None) -> str:
    """A title without the name of the site after or before it.

    ` | Site` goes where the part is short; ` - Site`, ` — Site` and `Site: …` only where it
    is the outlet's name, for headlines have dashes and colons of their own.

    >>> strip_site_suffix("Ferry sinks off Harbor Town | The Example", None)
    'Ferry sinks off Harbor Town'
    >>> strip_site_suffix("Ferry sinks - all saved - The Example", "example.com")
    'Ferry sinks - all saved'
    """
    title = _squash(title)
    for _ in range(_MOST_SUFFIXES):
        separators = list(_SEPARATOR.finditer(title)) if _MARK.search(title) else []
        if not separators:
            break
        first, last = separators[0], separators[-1]
        head, tail = title[: last.start()], title[last.end() :]
        if is_site(title[: first.start()], outlet) and not is_site(tail, outlet):
            title = title[first.end() :]
        elif _is_suffix(head, last[0].strip(), tail, outlet):
            title = head
        else:
            break
    return title.strip()


def likeness(one: str, other: str) -> float:
    """How much two titles have in common: shared words among all words, 0 to 1.

    In scripts without spaces a word is a character. A title that goes on behind a separator
    where the other ends is the same title, with the name of the site; so is one that only has
    less before it.
    """
    short, long_ = sorted((one, other), key=len)
    if short and _is_part(short, long_):
        return 1.0
    a, b = set(_TITLE_WORD.findall(one.casefold())), set(_TITLE_WORD.findall(other.casefold()))
    return len(a & b) / len(a | b) if a and b else 0.0


def _is_part(part: str, title: str) -> bool:
    """Whether a separator parts the head of a title, or more than half of it at its end."""
    if title.startswith(part) and _SEPARATOR.match(title, len(part)):
        return True
    start = len(title) - len(part)
    is_tail = start < len(part) and title.endswith(part)
    return is_tail and any(found.end() == start for found in _SEPARATOR.finditer(title))


def _is_suffix(head: str, separator: str, tail: str, outlet: str | None) -> bool:
    if not head.strip():
        return False
    if is_site(tail, outlet):
        return True
    if separator[:1] == "_":  # Chinese and Japanese sites, which have no spaces around it
        return len(tail) < len(head)
    words = len(_TITLE_WORD.findall(tail))
    if separator not in _SURE or words >= len(_TITLE_WORD.findall(head)):
        return False
    return len(_WORD.findall(tail)) <= _LONGEST_SITE_NAME


def is_site(text: str, outlet: str | None) -> bool:
    """Whether the text is the outlet's name, long or short, its initials, or its domain."""
    if not outlet:
        return False
    name, site = letters(text), letters(outlet)
    if name in {site, letters(_without_article(outlet))}:
        return True
    if len(name) < 3:
        return False
    if name == "".join(word[0] for word in _WORD.findall(outlet.casefold())):
        return True
    if letters(_without_article(text)) in map(letters, outlet.split(".")[:-1]):
        return True
    short, long_ = sorted((name, site), key=len)
    alike = long_.startswith(short) or long_.endswith(short)
    return alike and len(short) * 2 >= len(long_)


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return (
        rest if first.casefold() in ("the", "der", "die", "das", "le", "la", "el", "il") else text
    )


@lru_cache(256)
def letters(text: str) -> str:
    """The letters and digits of a text, case aside: what two prints of a headline share."""
    return _NO_LETTERS.sub("", text.casefold())


@cache
def subheads() -> frozenset[str]:
    """What heads a part of any text."""
    lines = (files("normalize.words") / "data/subheads.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _squash(text: str) -> str:
    return " ".join(text[:_LONGEST].split()).rstrip("¶ ")
