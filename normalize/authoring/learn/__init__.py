"""Learn an outlet: from several of its pages, or from texts that were scraped from them."""

from __future__ import annotations

from normalize.authoring.learn.entries import Entry, Learned
from normalize.authoring.learn.outlet import learn_outlet
from normalize.authoring.learn.seen import SavedPage, domain_of
from normalize.authoring.learn.text import learn_text, read_articles
from normalize.authoring.learn.toml import outlet_toml

__all__ = [
    "Entry",
    "Learned",
    "SavedPage",
    "domain_of",
    "learn_outlet",
    "learn_text",
    "outlet_toml",
    "read_articles",
]
