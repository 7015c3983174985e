"""What the documentation says is true: its examples run, its links lead somewhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^([ \t]*)```.*?^\1```\s*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


def name(page: Path) -> str:
    """The page as it is called in the project."""
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """A page without its examples."""
    return FENCED.sub("", page.read_text("utf-8"))


def anchor(heading: str) -> str:
    """The fragment by which a heading is linked to."""
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_its_examples_do_what_they_say(page: Path) -> None:
    """A page without examples has nothing to prove."""
    text = page.read_text("utf-8").replace("```", "\n")
    test = doctest.DocTestParser().get_doctest(text, {}, name(page), str(page), 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.append)

    assert not report, "".join(report)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_its_links_lead_to_files_and_headings(page: Path) -> None:
    broken = []
    for target in LINK.findall(prose(page)):
        path, _, fragment = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = page if not path else page.parent / path
        headings = HEADING.findall(prose(file)) if file.suffix == ".md" and file.exists() else []
        if not file.exists() or (fragment and fragment not in map(anchor, headings)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_it_has_one_title_and_no_gaps_to_fill(page: Path) -> None:
    text = prose(page)

    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert not re.search(r"^[A-Z]+(?:_[A-Z]+)+$|\bTODO\b|\bFIXME\b|\bTBD\b", text, re.MULTILINE)


def test_the_changelog_says_what_is_not_released_yet() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert "## [Unreleased]" in text


def test_every_reason_is_in_the_documentation_of_the_ledger() -> None:
    from normalize import Reason

    text = (ROOT / "docs" / "ledger.md").read_text("utf-8")

    assert [reason.value for reason in Reason if f"`{reason.value}`" not in text] == []


def test_every_option_is_in_the_readme() -> None:
    from normalize import Options

    text = (ROOT / "README.md").read_text("utf-8")

    assert [option for option in Options.__slots__ if f"`{option}`" not in text] == []
