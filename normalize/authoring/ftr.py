"""Site rules of Full-Text RSS, read as outlets.

A folder holds a file a host (`gazette.example.txt`; `.gazette.example.txt` for what is below it)
of lines such as `body: //div[@class='story']`. Their XPath becomes selectors of an `Outlet`.
What rules say of fetching a page (its next part, its login) is for whoever fetches it: such
directives are told, file by file.

Source: the format as https://help.fivefilters.org/full-text-rss/site-patterns.html describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from normalize.errors import OptionsError
from normalize.plugins import Outlet
from normalize.plugins.xpath import PREFIX, check_xpath

_LINE: Final = re.compile(r"\s*([a-z_]+)\s*(?:\((.*?)\))?\s*:(.*)", re.DOTALL)

_XPATHS: Final = {
    "body": "container",
    "title": "headline",
    "author": "authors",
    "date": "published",
    "strip": "drop",
}
"""Directives that hold an XPath, and the field of an `Outlet` that takes it."""

_HANDLED: Final = {"strip_id_or_class", "prune", "find_string", "replace_string"}

_NOTHING_TO_DO: Final = {
    "autodetect_on_failure": "the general rules step in where a selector finds nothing",
    "convert_double_br_tags": "two line breaks always part paragraphs",
    "dissolve": "elements around a text don't change it",
    "insert_detected_image": "images are no part of the text",
    "parser": "there is one parser",
    "src_lazy_load_attr": "images are no part of the text",
    "strip_attr": "attributes are no part of the text",
    "strip_comments": "comments are no part of the text",
    "strip_image_src": "images are no part of the text",
    "test_contains": "kept as a comment",
    "test_url": "kept as a comment",
    "tidy": "the parser mends markup as browsers do",
}
"""Directives that hold without anything being done."""

_FETCHING: Final = "it is for whoever fetches the page"
_NOT_HONOURED: Final = {
    "http_header": _FETCHING,
    "if_page_contains": _FETCHING,
    "login_extra_fields": _FETCHING,
    "login_password_field": _FETCHING,
    "login_uri": _FETCHING,
    "login_username_field": _FETCHING,
    "next_page_link": _FETCHING,
    "not_logged_in_xpath": _FETCHING,
    "requires_login": _FETCHING,
    "single_page_link": _FETCHING,
    "single_page_link_in_feed": _FETCHING,
    "footnotes": "notes stay where they stand",
    "move_into": "text stays where it stands",
    "native_ad_clue": "no article is left out as a whole",
    "skip_json_ld": "metadata is always read; a selector goes before it",
    "wrap_in": "elements around a text don't become others",
}
"""Directives that can't be honoured, and why."""

DIRECTIVES: Final = frozenset({*_XPATHS, *_HANDLED, *_NOTHING_TO_DO, *_NOT_HONOURED})
"""All directives that are known."""


@dataclass(frozen=True, slots=True)
class ImportedSite:
    """What one file gave.

    Args:
        path: the file.
        outlet: the outlet that it describes; None where it describes none.
        left: what could not be taken over, each with its line and the reason.
        tests: the pages that the file names for trying its rules.
    """

    path: Path
    outlet: Outlet | None
    left: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of the outlet's file in a folder of outlets."""
        return f"{_domain_of(self.path)}.toml"


def import_ftr(folder: Path | str) -> Iterator[ImportedSite]:
    """Read the site rules in a folder, file by file, sorted by name.

    Args:
        folder: holds `*.txt` files that are called by their hosts.

    Returns:
        What each file gave. Of two files for one domain, the one without the dot counts.

    Raises:
        OptionsError: there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise OptionsError(f"there is no folder {str(folder)!r}")
    for path in sorted(folder.glob("*.txt")):
        yield import_ftr_file(path)


def import_ftr_file(path: Path) -> ImportedSite:
    """Read the site rules of one host."""
    domain = _domain_of(path)
    rules = _Rules()
    if path.name.startswith("."):
        if path.with_name(path.name[1:]).exists():
            left = f"{path.name[1:]} is for what is below {domain} too"
            return ImportedSite(path, None, (left,), ())
        rules.left.append(f"it is taken for {domain} itself too")
    try:
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError as problem:
        return ImportedSite(path, None, (f"can't be read: {problem.strerror}",), ())
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            rules.add(number, line)
    return rules.site(path, domain)


def _domain_of(path: Path) -> str:
    return path.stem.lower().removeprefix(".").removeprefix("www.")


@dataclass(slots=True)
class _Rules:
    """The rules of a file, line by line."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    replace: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)
    prune: bool = True
    _find: str | None = None

    def add(self, number: int, line: str) -> None:
        found = _LINE.fullmatch(line)
        if found is None:
            self._leave(number, line.strip(), "it is no directive")
            return
        name, argument, value = found[1], found[2], found[3].strip()
        if name in _NOT_HONOURED:
            self._leave(number, name, _NOT_HONOURED[name])
        elif name not in DIRECTIVES:
            self._leave(number, name, "there is no such directive")
        elif not value and name != "replace_string":
            self._leave(number, name, "it says nothing")
        elif name in _XPATHS:
            self._add_xpath(number, name, value)
        elif name == "strip_id_or_class":
            self._add("drop", _id_or_class(value))
        elif name == "prune":
            self.prune = value.lower() != "no"
        elif name == "find_string":
            self._find = value
        elif name == "replace_string":
            self._add_replacement(number, argument if argument is not None else self._find, value)
        elif name == "test_url":
            self.tests.append(value)
        elif name == "autodetect_on_failure" and value.lower() == "no":
            self._leave(number, name, _NOTHING_TO_DO[name])

    def site(self, path: Path, domain: str) -> ImportedSite:
        fields: dict[str, Any] = dict(self.fields)
        if not self.prune and "container" in fields:
            fields["keep"] = fields["container"]
        if self.replace:
            fields["replace"] = self.replace
        outlet = None
        try:
            outlet = Outlet(domain, domain, **fields) if fields else None
        except OptionsError as problem:
            self.left.append(str(problem))
        return ImportedSite(path, outlet, tuple(self.left), tuple(self.tests))

    def _add(self, name: str, value: str) -> None:
        values = self.fields.setdefault(name, [])
        if value not in values:
            values.append(value)

    def _add_xpath(self, number: int, name: str, value: str) -> None:
        try:
            check_xpath(f"{PREFIX}{value}")
        except OptionsError as problem:
            self._leave(number, name, str(problem))
        else:
            self._add(_XPATHS[name], f"{PREFIX}{value}")

    def _add_replacement(self, number: int, old: str | None, new: str) -> None:
        self._find = None
        if not old:
            self._leave(number, "replace_string", "it doesn't say what is to be replaced")
            return
        try:
            Outlet("trial", replace=[(old, new)])
        except OptionsError:
            self._leave(number, "replace_string", "it replaces or hides words, which stay")
        else:
            self.replace.append((old, new))

    def _leave(self, number: int, name: str, why: str) -> None:
        self.left.append(f"line {number}: {name}: {why}")


def _id_or_class(value: str) -> str:
    """The CSS selector of elements whose id or class holds a string."""
    value = value.strip("'\"").replace("\\", "\\\\").replace('"', '\\"')
    return f'[class*="{value}"], [id*="{value}"]'


def coverage(sites: Sequence[ImportedSite]) -> str:
    """How much of the rules was taken over, in one line."""
    outlets = sum(site.outlet is not None for site in sites)
    whole = sum(site.outlet is not None and not site.left for site in sites)
    return f"{outlets} of {len(sites)} files became outlets, {whole} of them whole"
