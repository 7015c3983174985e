"""Hypothesis strategies and checks, for users of the library and authors of plugins.

Needs the extra `testing` (Hypothesis). The strategies generate what the library is for:
articles in several languages, the chrome that sites put around them, the damage that
scraping does to them, and pages that hold them. The checks are the library's invariants.

>>> from hypothesis import given
>>> @given(articles(), damage())
... def test_my_plugin_survives_damage(article, damage):
...     assert_invariants(damage.apply(article.as_text()), plugin=my_plugin)
"""

from __future__ import annotations

from normalize.testing._articles import GeneratedArticle, articles
from normalize.testing._checks import (
    assert_careful,
    assert_faithful,
    assert_idempotent,
    assert_invariants,
    assert_nothing_invented,
    assert_nothing_lost,
    assert_pure,
    assert_same,
    assert_total,
)
from normalize.testing._chrome import GeneratedChrome, chrome_lines
from normalize.testing._damage import Damage, damage
from normalize.testing._datelines import STYLES, datelines
from normalize.testing._outlets import outlets
from normalize.testing._pages import LAYOUTS, GeneratedPage, pages
from normalize.testing._shapes import ShapedPage, pages_like

__all__ = [
    "LAYOUTS",
    "STYLES",
    "Damage",
    "GeneratedArticle",
    "GeneratedChrome",
    "GeneratedPage",
    "ShapedPage",
    "articles",
    "assert_careful",
    "assert_faithful",
    "assert_idempotent",
    "assert_invariants",
    "assert_nothing_invented",
    "assert_nothing_lost",
    "assert_pure",
    "assert_same",
    "assert_total",
    "chrome_lines",
    "damage",
    "datelines",
    "outlets",
    "pages",
    "pages_like",
]
