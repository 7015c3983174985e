"""An article as plain data that JSON can hold, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from normalize.article import (
    Article,
    Block,
    Dateline,
    Image,
    PartialDate,
    Reason,
    Removed,
    Repair,
    Spans,
    Step,
)
from normalize.errors import NormalizeError

SCHEMA = 1
"""Version of what `to_dict` gives; it grows when a field changes its name or its meaning."""

_T = TypeVar("_T")


def to_dict(article: Article) -> dict[str, Any]:
    """Every field as lists, dicts, strings and numbers, with the `schema` they follow.

    Absent is `None` or an empty list. A date is ISO 8601, with a `T` exactly where there is
    a time; a partial date is a dict of year, month and day.
    """
    return {"schema": SCHEMA, **_plain(article)}


def from_dict(data: Mapping[str, Any]) -> Article:
    """The article that `to_dict` gave; a field that is missing is absent.

    Raises:
        NormalizeError: another schema, an unknown field, or a value that is none of ours.
    """
    schema = data.get("schema")
    if schema != SCHEMA:
        raise NormalizeError(f"an article of schema {schema!r}; this version reads {SCHEMA}")
    try:
        return _article({name: value for name, value in data.items() if name != "schema"})
    except (AttributeError, TypeError, ValueError) as problem:
        raise NormalizeError(f"not what Article.to_dict gives: {problem}") from problem


def to_json(article: Article, *, indent: int | None = None) -> str:
    """`to_dict` as JSON; without `indent` it is one line."""
    return dumps(to_dict(article), indent=indent)


def dumps(data: Mapping[str, Any], *, indent: int | None = None) -> str:
    """`data` as JSON that UTF-8 can hold; without `indent` it is one line to every reader."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# Lone surrogates, and what some readers take for the end of a line.
_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return value


def _record(make: Callable[..., _T], **parts: Callable[[Any], Any]) -> Callable[[Any], _T]:
    """How to restore a dict: its `parts` each in its own way, the others as they are."""

    def restore(data: Mapping[str, Any]) -> _T:
        restored = {
            name: parts[name](value) if name in parts and value is not None else value
            for name, value in data.items()
        }
        return make(**restored)

    return restore


def _several(restore: Callable[[Any], _T]) -> Callable[[Any], tuple[_T, ...]]:
    return lambda values: tuple(map(restore, values))


def _date(value: str) -> datetime | date:
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def _span(value: Sequence[int]) -> tuple[int, int]:
    start, end = value
    return start, end


def _spans(value: Sequence[Sequence[int]]) -> Spans:
    return tuple(map(_span, value))


_article = _record(
    Article,
    authors=tuple,
    published=_date,
    modified=_date,
    dateline=_record(Dateline, date=_record(PartialDate), spans=_spans),
    blocks=_several(_record(Block, spans=_spans)),
    credits=tuple,
    removed=_several(_record(Removed, reason=Reason, spans=_spans)),
    repairs=_several(_record(Repair, span=_span)),
    trace=_several(_record(Step)),
    image=_record(Image),
)
