"""Checks of a plugin's regular expressions: that they end in time, and leave prose alone."""

from __future__ import annotations

import json
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

from normalize.authoring.check_selectors import patterns_of
from normalize.authoring.findings import Finding, Subject
from normalize.plugins.outlet import line_pattern

EXTRA = "pip install 'normalize-news[testing]', and check again"

_LINE = 1500
"""Characters of the lines that patterns are tried on: a cubic pattern takes minutes."""
_SECONDS = 3.0
_MOST_TOKENS = 40
_TRY = (
    "import json, re, sys\n"
    "pattern, flags, lines = json.load(sys.stdin)\n"
    "for line in lines: re.fullmatch(pattern, line, flags)"
)
_TOKEN = re.compile(
    r"\\."  # an escape
    r"|\[\^?\]?(?:[^\]\\]|\\.)*\]"  # a set
    r"|\{\d*,?\d*\}"  # a repetition
    r"|\(\?(?:P?<\w+>|<?[=!:]|[a-zA-Z-]+[:)])"  # the head of a group
    r"|.",
    re.DOTALL,
)
_REPEATS = re.compile(r"[*+]|\{\d*,\d*\}")
_MECHANICS = re.compile(r"[()|?*+^$]|\{\d*,?\d*\}|\(\?.*|\\[AbBZ1-9]", re.DOTALL)
_CANDIDATES = "a1 A-.," + string.punctuation


def patterns_are_quick(subject: Subject) -> Iterator[Finding]:
    """No regular expression in a plugin's code takes forever on a line made to be slow.

    They are tried, each in a process of its own that is ended when it takes too long. The
    patterns of outlets need no trial: `Outlet` refuses those that backtrack.
    """
    for name, pattern in _code_patterns(subject):
        if _REPEATS.search(pattern.pattern) and _takes_too_long(pattern):
            yield Finding(
                "patterns",
                "error",
                f"{name} {pattern.pattern!r}",
                f"backtracks: a line of {_LINE} characters takes more than {_SECONDS:.0f} seconds",
                "repeat nothing that repeats itself, and let what follows begin with what "
                "can't be repeated",
            )


def patterns_leave_prose(subject: Subject) -> Iterator[Finding]:
    """No line pattern of an outlet matches a clean sentence."""
    given = [(outlet, *each) for outlet in subject.outlets for each in patterns_of(outlet)]
    if not given:
        return
    try:
        from normalize.testing._corpus import clean_lines
    except ModuleNotFoundError as problem:
        where, said = "patterns", f"not tried on clean prose: {problem}"
        yield Finding("prose", "warning", where, said, EXTRA)
        return
    for outlet, field, pattern in given:
        compiled = line_pattern(pattern)
        hit = next((line for line in clean_lines() if compiled.fullmatch(line)), None)
        if hit is not None:
            yield Finding(
                "prose",
                "error",
                f"outlet {outlet.name}, {field} {pattern!r}",
                f"matches clean prose: {hit!r}",
                "put words into it that only this outlet's chrome has",
            )


def _code_patterns(subject: Subject) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The compiled patterns at the top of the plugins' modules, and of those beside them."""
    packages = {_module(part).partition(".")[0] for part in subject.code}
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in packages and isinstance(module, ModuleType):
            for attribute, value in vars(module).items():
                yield from ((f"{name}.{attribute}", each) for each in _patterns_in(value))


def _module(part: object) -> str:
    return part.__name__ if isinstance(part, ModuleType) else type(part).__module__


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    values = value.values() if isinstance(value, dict) else value
    for each in values if isinstance(values, list | tuple) else [values]:
        if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
            yield each


def _takes_too_long(pattern: re.Pattern[str]) -> bool:
    task = json.dumps([pattern.pattern, pattern.flags & ~re.DEBUG, list(_hostile_lines(pattern))])
    command = [sys.executable, "-I", "-S", "-c", _TRY]
    try:
        subprocess.run(command, input=task.encode(), timeout=_SECONDS, check=True)
    except subprocess.TimeoutExpired:
        return True
    return False


def _hostile_lines(pattern: re.Pattern[str]) -> Iterator[str]:
    """Lines that begin as the pattern wants, go on with a piece of it, and end otherwise."""
    pieces = [_sample(token) for token in _TOKEN.findall(pattern.pattern)[:_MOST_TOKENS]]
    pieces = [piece for piece in pieces if piece]
    for start in range(len(pieces)):
        for size in (1, 2, 3):
            unit = "".join(pieces[start : start + size])
            head = "".join(pieces[:start])
            yield head + unit * (_LINE // len(unit)) + "\x00"


def _sample(token: str) -> str:
    """A character that a piece of a pattern matches; nothing for its mechanics."""
    if _MECHANICS.fullmatch(token):
        return ""
    return next((char for char in _CANDIDATES + token if re.fullmatch(token, char)), "")
