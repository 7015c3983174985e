"""What the tests of all engines share."""

from __future__ import annotations

from pathlib import Path

import pytest
from crawl import write_crawl


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """The folder of a small crawl."""
    return write_crawl(tmp_path / "cc-news")
