"""What the plugin does, and that it does nothing elsewhere."""

from __future__ import annotations

import normalize_example
import pytest

from normalize import Normalizer

TEXT = """\
Clock tower strikes thirteen

The town clock struck thirteen on Monday, and nobody in the square seemed to mind very much.

It will be mended in the spring, the mayor said, when the clockmaker is back from the sea.

You read it first in the Courier.

(jd)
"""
PAGE = """\
<html><head><title>Clock tower strikes thirteen</title></head><body>
<nav><a href="/">Home</a></nav>
<h1>Clock tower strikes thirteen</h1>
<p class="courier-deck">Nobody minded very much</p>
<div class="courier-story">
<p>The town clock struck thirteen on Monday, and nobody in the square seemed to mind very much.</p>
<div class="courier-shop">The Courier mug is back in our shop, now also in blue and in green.</div>
<p>It will be mended in the spring, the mayor said, when the clockmaker is back from the sea.</p>
<p>(jd)</p>
</div></body></html>
"""
BODY = """\
The town clock struck thirteen on Monday, and nobody in the square seemed to mind very much.

It will be mended in the spring, the mayor said, when the clockmaker is back from the sea."""


@pytest.fixture
def normalizer() -> Normalizer:
    """One with this plugin alone."""
    return Normalizer(plugins=[normalize_example])


def test_the_text_of_the_outlet(normalizer):
    """Its text is told by its name."""
    article = normalizer.normalize(TEXT, outlet="example-courier")

    assert article.body == BODY
    assert article.authors == ("Jane Doe",)
    assert [(piece.text, piece.reason) for piece in article.removed] == [
        ("You read it first in the Courier.", "promotion"),
        ("(jd)", "byline"),
    ]


def test_the_page_of_the_outlet(normalizer):
    """Its page is told by its URL."""
    article = normalizer.normalize(PAGE, url="https://www.example.org/clock")

    assert article.headline == "Clock tower strikes thirteen"
    assert article.standfirst == "Nobody minded very much"
    assert article.body == BODY
    assert article.authors == ("Jane Doe",)


def test_other_outlets_are_left_alone(normalizer):
    """Initials elsewhere are none of its business."""
    assert normalizer.normalize(TEXT).authors == ()
    assert normalizer.normalize(TEXT, url="https://example.com/clock").authors == ()


def test_the_plugin_is_found_where_it_is_installed():
    """The entry point makes it known."""
    from importlib.metadata import entry_points

    names = [entry.name for entry in entry_points(group="normalize")]
    if "example" not in names:
        pytest.skip("not installed")

    assert Normalizer().normalize(TEXT, outlet="example-courier").authors == ("Jane Doe",)
