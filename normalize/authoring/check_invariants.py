"""The library's promises with a plugin active, tried on pages that nobody wrote.

Only what the plugin breaks is found: what the library alone does not keep either, on the same
source, is not the plugin's fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from normalize.authoring.check_patterns import EXTRA
from normalize.authoring.findings import Finding, Subject

_ADVICE = {
    "total": "have the hook return None for what it can't use",
    "pure": "keep no state between calls, and use no clock, no chance and no order of a set",
    "nothing lost": "take text away by labels alone, and leave blocks and the ledger as they are",
    "careful": "narrow the selector, pattern or hook that is named",
    "idempotent": "narrow what removes or changes the article's own text",
}


def invariants_hold(subject: Subject) -> Iterator[Finding]:
    """Total, pure, careful, idempotent, nothing lost: with the plugin as without it."""
    try:
        from normalize.authoring.fuzz import falsified, trials
    except ModuleNotFoundError as problem:
        said = f"not tried on generated pages: {problem}"
        yield Finding("invariants", "warning", subject.name, said, EXTRA)
        return
    reported = set()
    tried = list(trials(subject))
    for trial in tried:
        broken = falsified(trial, subject.alone, len(tried))
        if broken is not None and broken.invariant not in reported:
            reported.add(broken.invariant)
            said = " ".join(str(broken).split())
            yield Finding("invariants", "error", trial.where, said, _ADVICE[broken.invariant])
