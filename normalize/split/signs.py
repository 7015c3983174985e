"""What tells an article's page from the other pages of a site: forms, notices, front pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalize.words.prose import is_prose, weight

if TYPE_CHECKING:
    from normalize.document import Document

STORY = 400
"""Characters of prose below which a page that nobody signed is no article."""

_FRONT_PAGE = re.compile(
    r"(?:\w+:)?//[^/?#]*(?:/(?:(?:index|default|home)(?:\.\w{2,5})?/?)?)?(?:#(?!!?/).*)?",
    re.IGNORECASE,
)


def may_be_article(document: Document) -> bool:
    """Whether a page is signed, or no front page and not too short for a story."""
    if is_signed(document):
        return True
    prose = (block.text for block in document.body_blocks() if is_prose(block.text))
    return not is_front_page(document) and sum(map(weight, prose)) >= STORY


def is_signed(document: Document) -> bool:
    """Whether the page declares an article or says when it was published, or its text says who
    wrote it or where.
    """
    said = document.metadata
    declared = said.page_type == "article" or said.published is not None
    return declared or bool(document.authors) or document.dateline is not None


def is_front_page(document: Document) -> bool:
    """Whether every address that is known is that of a site, and of no page in it."""
    addresses = [url for url in (document.url, document.metadata.canonical_url) if url]
    return bool(addresses) and all(map(_FRONT_PAGE.fullmatch, addresses))
