"""What fixtures can't show: that the plugin does nothing elsewhere, and is found."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import normalize_example
import pytest

from normalize import Normalizer

TEXT = (Path(__file__).parent / "fixtures" / "text" / "page.txt").read_text("utf-8")


def test_other_outlets_are_left_alone():
    """Initials elsewhere are none of its business."""
    normalizer = Normalizer(plugins=[normalize_example])

    assert normalizer.normalize(TEXT).authors == ()
    assert normalizer.normalize(TEXT, url="https://example.com/clock").authors == ()


def test_the_plugin_is_found_where_it_is_installed():
    """The entry point makes it known."""
    names = [entry.name for entry in entry_points(group="normalize")]
    if "example" not in names:
        pytest.skip("not installed")

    assert Normalizer().normalize(TEXT, outlet="example-courier").authors == ("Jane Doe",)
