"""Check a plugin: that it loads, does what its fixtures expect, and breaks no promise.

Each check is one function, which yields what it finds. `check` runs them all.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from itertools import chain
from pathlib import Path

from normalize import hooks
from normalize.article import Article
from normalize.authoring.check_invariants import invariants_hold
from normalize.authoring.check_patterns import patterns_are_quick, patterns_leave_prose
from normalize.authoring.check_selectors import patterns_match_something, selectors_find_something
from normalize.authoring.diff import DiffLine, difference, printed
from normalize.authoring.findings import Finding, Subject, outlet_of, result_of
from normalize.authoring.fixtures import ARTICLE, Fixture, fields_of
from normalize.authoring.target import GROUP, Target, outlets_of, parts_of
from normalize.errors import NormalizeError, OptionsError, PluginError
from normalize.options import Options
from normalize.pipeline import Normalizer
from normalize.plugins import Outlet, OutletFile, installed

CONFIRM = "if what was found is right, run again with --update"


def load(target: Target) -> tuple[Subject | None, list[Finding]]:
    """Load plugins, with no others there, and their fixtures; returns what went wrong too."""
    if target.problem is not None:
        return None, [Finding("load", "error", target.name, target.problem, "correct the file")]
    try:
        alone = _loaded(target.plugins)
        parts = list(parts_of(target.plugins))
        outlets = list(outlets_of(parts))
    except NormalizeError as error:
        hooks_are_in = "; docs/hooks.md has the hooks and their arguments"
        advice = f"correct it there{hooks_are_in if isinstance(error, PluginError) else ''}"
        return None, [Finding("load", "error", target.name, str(error), advice)]
    findings = [
        Finding(
            "load",
            "error",
            f"plugin {info.name}",
            f"it is {info.status}",
            "take it out of NORMALIZE_DISABLE_PLUGINS",
        )
        for info in alone.plugins.infos
        if info.status != "active"
    ]
    fixtures = []
    for path in sorted({path for folder in target.fixtures for path in folder.rglob(ARTICLE)}):
        try:
            fixtures.append(Fixture.read(path.parent))
        except OptionsError as problem:
            findings.append(Finding("load", "error", "fixtures", str(problem), "correct it there"))
    if target.is_file:
        fixtures = [each for each in fixtures if outlet_of(each, alone) is not None]
    results = [(fixture, result_of(fixture, alone)) for fixture in fixtures]
    code = [part for part in parts if not isinstance(part, Outlet | OutletFile)]
    return Subject(target.name, target.plugins, code, outlets, alone, results), findings


def check(subject: Subject) -> Iterator[Finding]:
    """Run every check."""
    return chain.from_iterable(each(subject) for each in CHECKS)


def update(subject: Subject) -> Iterator[Finding]:
    """Expect what the fixtures give now, and take it as confirmed; yields what changed."""
    for fixture, article in subject.articles:
        refreshed = fixture.refreshed(article)
        if refreshed == fixture:
            continue
        refreshed.write()
        for name, value in refreshed.expected.items():
            before = fixture.expected.get(name)
            if before != value or name in fixture.unconfirmed:
                details = tuple(difference(before, value))
                where = f"{_path(fixture)}, {name}"
                yield Finding("update", "note", where, "expected and confirmed now", "", details)


def hooks_are_spelled_right(subject: Subject) -> Iterator[Finding]:
    """No function is called almost like a hook: it would never be called."""
    known = [name for name, spec in vars(hooks).items() if hasattr(spec, "normalize_spec")]
    for part in subject.code:
        for name in dir(part):
            near = [] if name in known else get_close_matches(name, known, n=1, cutoff=0.9)
            if near and callable(getattr(part, name)):
                yield Finding(
                    "hooks",
                    "error",
                    f"{_called(part)}.{name}",
                    "there is no such hook, so it is never called",
                    f"call it {near[0]}, and mark it with @hookimpl",
                )


def fixtures_are_as_expected(subject: Subject) -> Iterator[Finding]:
    """Each field of each fixture is as expected, and somebody has confirmed it."""
    if not subject.results:
        yield Finding(
            "fixtures",
            "warning",
            subject.name,
            "there are no fixtures, so nothing shows that it does what it should",
            "save a page and its article below tests/, or name their folder with --fixtures",
        )
    for fixture, result in subject.results:
        if isinstance(result, NormalizeError):
            advice = "correct the plugin, or article.json"
            yield Finding("fixtures", "error", _path(fixture), str(result), advice)
            continue
        different = fixture.differences(result)
        for name, values in different.items():
            advice = "correct the plugin, or article.json" if name == "removed" else CONFIRM
            details = tuple(difference(*values))
            where = f"{_path(fixture)}, {name}"
            yield Finding("fixtures", "error", where, "not as expected", advice, details)
        for name in fixture.unconfirmed:
            if name not in different:
                details = tuple(printed(fixture.expected[name]))
                where = f"{_path(fixture)}, {name}"
                problem = "nobody has confirmed it"
                yield Finding("fixtures", "error", where, problem, CONFIRM, details)
        if not fixture.expected:
            yield Finding("fixtures", "error", _path(fixture), "it expects nothing", CONFIRM)


def fixtures_concern_the_plugin(subject: Subject) -> Iterator[Finding]:
    """Each fixture that says where it is from is from an outlet of the plugin."""
    for fixture, _ in subject.results:
        said = fixture.outlet or fixture.url
        if subject.outlets and said and outlet_of(fixture, subject.alone) is None:
            yield Finding(
                "fixtures",
                "error",
                _path(fixture),
                f"{said} belongs to none of the plugin's outlets",
                "correct the outlet's domains, or url and outlet in article.json",
            )


def plugins_agree_with_others(subject: Subject) -> Iterator[Finding]:
    """Beside the other installed plugins it loads, and its fixtures give the same."""
    mine = {each.name: each for each in subject.plugins if isinstance(each, EntryPoint)}
    for other in entry_points(group=GROUP):
        if other.name in mine and other.value != mine[other.name].value:
            where, problem = f"plugin {other.name}", f"{other.value} is installed by this name too"
            yield Finding("beside", "error", where, problem, "choose another name")
    others = _others(subject)
    if not others:
        return
    beside = _loaded([*others, *subject.plugins])
    names = ", ".join(each.name for each in others)
    for fixture, article in subject.articles:
        result = result_of(fixture, beside)
        if isinstance(result, NormalizeError):
            advice = "correct the plugin that is named, or do without it"
            yield Finding("beside", "error", _path(fixture), str(result), advice)
            continue
        for name, details in _differences(article, result):
            yield Finding(
                "beside",
                "error",
                f"{_path(fixture)}, {name}",
                f"it is not the same with the other plugins installed here ({names})",
                "normalize plugin trace shows who answered; have one of them corrected",
                details,
            )


def domains_are_nobody_elses(subject: Subject) -> Iterator[Finding]:
    """No outlet has a domain or a name that another has on the same days."""
    held: defaultdict[str, list[tuple[Outlet, str]]] = defaultdict(list)
    for entry in _others(subject):
        for outlet in outlets_of([entry]):
            for key in _keys(outlet):
                held[key].append((outlet, f"plugin {entry.name}"))
    for outlet in subject.outlets:
        for key in _keys(outlet):
            for other, plugin in held[key]:
                if other != outlet and other.overlaps(outlet):
                    yield Finding(
                        "domains",
                        "error",
                        f"outlet {outlet.name}",
                        f"outlet {other.name} of {plugin} has {key} too",
                        "leave it to one of them, or part them by valid_from and valid_until",
                    )
            held[key].append((outlet, "this plugin"))


def results_differ_from_generic(subject: Subject) -> Iterator[Finding]:
    """For information: what each fixture gives without the plugin."""
    generic = Normalizer(plugins=())
    same = True
    for fixture, article in subject.articles:
        result = result_of(replace(fixture, outlet=None), generic)
        if isinstance(result, NormalizeError):
            continue
        for name, details in _differences(result, article):
            same = False
            yield Finding(
                "generic",
                "note",
                f"{_path(fixture)}, {name}",
                "- without the plugin, + with it",
                "",
                details,
            )
    if same and subject.results:
        yield Finding(
            "generic",
            "warning",
            subject.name,
            "its fixtures give the same without it",
            "do without the plugin, or save a page that shows what it is for",
        )


CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    results_differ_from_generic,
    hooks_are_spelled_right,
    fixtures_are_as_expected,
    fixtures_concern_the_plugin,
    selectors_find_something,
    patterns_match_something,
    patterns_are_quick,
    patterns_leave_prose,
    domains_are_nobody_elses,
    plugins_agree_with_others,
    invariants_hold,
)


def _loaded(plugins: Sequence[object]) -> Normalizer:
    """A normalizer with plugins; what their loader warns of, the checks find.

    Raises:
        NormalizeError: one of them can't be loaded.
    """
    normalizer = Normalizer(plugins=plugins)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "normalize: ")
        _ = normalizer.plugins
    return normalizer


def _differences(before: Article, after: Article) -> Iterator[tuple[str, tuple[DiffLine, ...]]]:
    """The fields in which two articles differ."""
    fields = fields_of(after)
    for name, value in fields_of(before).items():
        if value != fields[name]:
            yield name, tuple(difference(value, fields[name]))


def _keys(outlet: Outlet) -> list[str]:
    """What no two outlets may have."""
    return [f"the name {outlet.name.casefold()}", *outlet.domains]


def _others(subject: Subject) -> list[EntryPoint]:
    """The other plugins that are installed and work."""
    mine = {getattr(each, "name", None) for each in subject.plugins}
    active = {info.name for info in installed(Options()) if info.status == "active"}
    names = active - mine
    return [entry for entry in entry_points(group=GROUP) if entry.name in names]


def _path(fixture: Fixture) -> str:
    here = Path.cwd()
    folder = fixture.folder.resolve()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)


def _called(part: object) -> str:
    return getattr(part, "__name__", type(part).__qualname__)
