"""Lines of fields between bars: `Reuters | Washington DC | Updated: 16-11-2021 06:36 IST`."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from normalize.words.dateline_names import agency_name
from normalize.words.dates import opens_date
from normalize.words.timestamps import parse_date

LONGEST = 200
_FIELD = re.compile(
    r"(?P<modified>(?:last )?(?:updated|modified)|upd)(?: on| at)? ?:? ?(?=\w)"
    r"|(?P<published>created|published|posted|first published)(?: on| at)? ?:? ?(?=\w)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^\d|:]{0,59}")


class PipeLine(NamedTuple):
    """What a line of fields says; each is None where no field says it."""

    agency: str | None
    place: str | None
    published: datetime | date | None
    modified: datetime | date | None


def parse_pipe_line(text: str) -> PipeLine | None:
    """Read a line that gives agency, place and dates between bars.

    Args:
        text: one line, white space collapsed.

    Returns: agency and place as printed, and the dates that are marked as of creation and
        of update (an unmarked one is of publication); None for anything else. The first
        field is the agency, unless a known agency stands second.
    """
    if "|" not in text[:LONGEST] or len(text) > LONGEST:
        return None
    names: list[str] = []
    dates: dict[str, datetime | date] = {}
    for field in text.split("|"):
        marked = _FIELD.match(field.strip())
        kind = (marked.lastgroup if marked else None) or "published"
        moment = _moment(field.strip()[marked.end() if marked else 0 :])
        if moment:
            dates.setdefault(kind, moment)
        elif not marked and not dates and _NAME.fullmatch(field.strip()):
            names.append(field.strip())
        else:
            return None
    if not dates or not 1 <= len(names) <= 2:
        return None
    return _line(names, dates)


def _moment(field: str) -> datetime | date | None:
    """The date that a field opens with."""
    is_date = field[:1].isdigit() or opens_date(field)
    return parse_date(field, day_first=True) if is_date else None


def _line(names: list[str], dates: dict[str, datetime | date]) -> PipeLine | None:
    agency, place = names if len(names) == 2 else (names[0], None)
    if place and agency_name(place) and not agency_name(agency):
        agency, place = place, agency
    if place is None and not agency_name(agency):
        return None
    return PipeLine(agency, place, dates.get("published"), dates.get("modified"))
