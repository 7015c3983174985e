"""What a batch came to, in numbers that can be added up and take little room."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from normalize.article import Article
from normalize.batch.items import Failure

STEPS = 8
"""Steps of the histogram of times from one power of two to the next: 9 % each."""
SLOWEST = 10
SHOWN_FAILURES = 100
MOST_NAMES = 1_000
"""Names of outlets, languages … that are counted one by one; pages may give any."""


@dataclass(slots=True)
class Summary:
    """Counts of a batch, or of a part of it.

    `read` is what the readers found; each is a row in the output (`written`) or a dead letter
    (`dead`). `characters` are those of the articles and of what was removed from them.
    """

    read: int = 0
    written: int = 0
    dead: int = 0
    source_size: int = 0
    characters: int = 0
    removed_characters: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    page_types: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def count(self, article: Article, id_: str, size: int, ms: float) -> None:
        """Count a document that became an article."""
        self.written += 1
        self.source_size += size
        for piece in article.removed:
            self.reasons[piece.reason.value] += 1
            self.removed_characters += len(piece.text)
        self.characters += sum(len(block.text) for block in article.blocks)
        self.languages[article.language or "unknown"] += 1
        self.outlets[(article.outlet or "unknown")[:100]] += 1
        self.page_types[article.page_type] += 1
        self._time(ms, id_)

    def count_dead(self, failure: Failure) -> None:
        """Count a document that became a dead letter."""
        self.dead += 1
        self.source_size += failure.item.size
        if len(self.failures) < SHOWN_FAILURES:
            self.failures.append((failure.item.id[:200], failure.error[:300]))

    def _time(self, ms: float, id_: str) -> None:
        self.times[str(math.ceil(STEPS * math.log2(max(ms, 0.001))))] += 1
        if len(self.slowest) < SLOWEST or ms > self.slowest[-1][0]:
            self.slowest = _slowest([*self.slowest, (round(ms, 1), id_[:200])])

    def add(self, other: Summary) -> None:
        """Add what another summary counted."""
        for part in fields(self):
            mine, theirs = getattr(self, part.name), getattr(other, part.name)
            if isinstance(mine, Counter):
                mine.update(theirs)
                _trim(mine)
            else:
                setattr(self, part.name, mine + theirs)
        self.slowest = _slowest(self.slowest)
        del self.failures[SHOWN_FAILURES:]

    @property
    def removed_share(self) -> float:
        """The share of the characters that was removed."""
        return self.removed_characters / max(1, self.characters + self.removed_characters)

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the documents was done, to within 9 %."""
        left = share * sum(self.times.values())
        for step in sorted(map(int, self.times)):
            left -= self.times[str(step)]
            if left <= 0:
                return upper_ms(step)
        return 0.0

    def to_dict(self) -> dict[str, Any]:
        """The summary as JSON has it."""
        return {part.name: getattr(self, part.name) for part in fields(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Summary:
        """The summary that `to_dict` gave."""
        empty = cls()
        for part in fields(cls):
            value = data[part.name]
            if isinstance(getattr(empty, part.name), Counter):
                value = Counter(value)
            elif isinstance(value, list):
                value = [tuple(each) for each in value]
            setattr(empty, part.name, value)
        return empty


def upper_ms(step: int) -> float:
    """The milliseconds at which a step of the histogram ends."""
    return float(2 ** (step / STEPS))


def _slowest(pairs: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    return sorted(pairs, reverse=True)[:SLOWEST]


def _trim(counter: Counter[str]) -> None:
    """Keep the names that are frequent; the rest is counted as `(others)`."""
    if len(counter) > 2 * MOST_NAMES:
        rest = counter.pop("(others)", 0)
        kept = dict(counter.most_common(MOST_NAMES))
        rest += sum(counter.values()) - sum(kept.values())
        counter.clear()
        counter.update(kept, **{"(others)": rest})
