"""The inspection page in a real browser: needs `playwright`, and Chromium on the PATH."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from normalize import Normalizer
from normalize.authoring.inspection import inspection_page

PROSE = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."
TEXT = f"""Ferry returns

By Jane Doe

{PROSE}

ALSO READ | Bridge opens

{PROSE} Nobody was hurt.

Advertisement

{PROSE} It sails again on Sunday."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of a text with three removed pieces; an error of its script fails the test."""
    article, pieces = Normalizer(plugins=()).explain(TEXT)
    report = tmp_path / "report.html"
    report.write_text(inspection_page(article, pieces, "ferry.txt"), "utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text))
    page.goto(report.as_uri())
    yield page
    page.close()
    assert problems == []


def shown(page: Page) -> list[str]:
    """The reasons in the list, of the rows that can be seen."""
    return page.locator("tbody tr:visible td:nth-child(2)").all_inner_texts()


def test_the_list_is_filtered_by_reason(page: Page):
    assert shown(page) == ["byline", "related", "advertisement"]

    page.get_by_label("related").uncheck()

    assert shown(page) == ["byline", "advertisement"]
    expect(page.get_by_role("status")).to_have_text("2 of 3 pieces")


def test_the_list_is_filtered_by_what_a_piece_holds(page: Page):
    page.get_by_role("searchbox").fill("bridge")

    assert shown(page) == ["related"]
    expect(page.locator(".piece.off")).to_have_count(2)


def test_hovering_a_removed_piece_tells_why(page: Page):
    why = page.get_by_role("tooltip").filter(has_text="related")
    expect(why).not_to_be_visible()

    page.locator(".piece.removed", has_text="Bridge opens").hover()

    expect(why).to_be_visible()


def test_the_keyboard_reaches_what_the_pointer_does(page: Page):
    piece = page.locator(".piece.removed", has_text="Bridge opens")
    for _ in range(20):
        page.keyboard.press("Tab")
        if piece.evaluate("piece => piece === document.activeElement"):
            break

    expect(piece).to_be_focused()
    expect(piece.get_by_role("tooltip")).to_be_visible()
    expect(piece).to_have_accessible_description(re.compile("removed: related, rule"))


def test_a_row_leads_to_its_piece(page: Page):
    page.locator("tbody tr", has_text="Bridge opens").get_by_role("link").press("Enter")

    assert page.locator(".piece:target").inner_text().startswith("related")


def test_a_narrow_window_needs_no_scrolling_to_the_side(page: Page):
    page.set_viewport_size({"width": 360, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
