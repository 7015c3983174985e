"""Outlets as plugins declare them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from normalize.article import Reason
from normalize.plugins import Outlet
from normalize.testing._vocabulary import codes

_NAMES = ("ledger", "courier", "gazette", "herald", "observer")
_BOXES = ("div.promo", "#related", "aside.teaser", "section[data-role=ad]")
_LINES = ("advert(isement)?", r"read more at .+", r"\d+ comments")


def outlets() -> st.SearchStrategy[Outlet]:
    """Outlets with or without domains, dates of validity, selectors and line patterns.

    Domains end in `.example`, so none is anybody's.
    """
    return st.builds(_outlet, st.sampled_from(_NAMES), _validity(), st.fixed_dictionaries(_FIELDS))


def _outlet(name: str, valid: tuple[date | None, date | None], fields: dict[str, object]) -> Outlet:
    given: dict[str, object] = {**fields, "valid_from": valid[0], "valid_until": valid[1]}
    return Outlet(name, **given)  # type: ignore[arg-type]


def _validity() -> st.SearchStrategy[tuple[date | None, date | None]]:
    days = st.dates(date(1995, 1, 1), date(2035, 12, 31))
    both = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
    open_end = days.map(lambda day: (day, None))
    return st.just((None, None)) | open_end | both


def _some(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), max_size=2, unique=True).map(tuple)


_REASONS = st.sampled_from(list(Reason))
_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "domains": _some(tuple(f"{name}.example" for name in _NAMES)),
    "language": st.none() | st.sampled_from(codes()),
    "container": _some(("div.story-body", "article", "#text")),
    "drop": st.dictionaries(st.sampled_from(_BOXES), _REASONS, max_size=2),
    "headline": _some(("h1", "h1.title", "xpath://h1[1]")),
    "replace": st.dictionaries(st.just("<br/><br/>"), st.just("<p>"), max_size=1),
    "standfirst": _some(("p.standfirst", "h2.deck")),
    "authors": _some((".byline a", "[rel=author]")),
    "dateline": _some((".dateline", "span.location")),
    "published": _some(("time", ".date")),
    "keep": _some(("div.pullquote", "h2")),
    "chrome": st.dictionaries(st.sampled_from(_LINES), _REASONS, max_size=2),
    "credits": _some((r"photo: .+", r"with .+ news desk")),
}
