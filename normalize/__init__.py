"""Turn the text people scrape from news sites into clean articles.

>>> from normalize import normalize
>>> article = normalize('''Ferry to the islands returns
...
... OSLO (AP) — The ferry to the outer islands is back in service, the operator said on Monday.
...
... Advertisement''')
>>> article.headline, article.dateline.city, article.dateline.agency_name
('Ferry to the islands returns', 'Oslo', 'Associated Press')
>>> [(piece.text, piece.reason.value) for piece in article.removed]
[('Advertisement', 'advertisement')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalize.article import (
    Article,
    Block,
    Dateline,
    Image,
    PartialDate,
    Reason,
    Removed,
    Repair,
    Step,
)
from normalize.document import Document, Label
from normalize.errors import NormalizeError, OptionsError, PluginError, UnsupportedInput
from normalize.options import Options

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from normalize.hooks import hookimpl
    from normalize.pipeline import Normalizer
    from normalize.plugins import Outlet
    from normalize.read.decode import decode

__all__ = [
    "Article",
    "Block",
    "Dateline",
    "Document",
    "Image",
    "Label",
    "NormalizeError",
    "Normalizer",
    "Options",
    "OptionsError",
    "Outlet",
    "PartialDate",
    "PluginError",
    "Reason",
    "Removed",
    "Repair",
    "Step",
    "UnsupportedInput",
    "decode",
    "hookimpl",
    "normalize",
]

_LATE = {
    "Normalizer": "normalize.pipeline",
    "Outlet": "normalize.plugins",
    "decode": "normalize.read.decode",
    "hookimpl": "normalize.hooks",
}
_normalizers: dict[Options, Normalizer] = {}


def normalize(
    source: str | bytes,
    *,
    url: str | None = None,
    outlet: str | None = None,
    as_of: date | None = None,
    kind: Literal["auto", "text", "html"] = "auto",
    options: Options | dict[str, Any] | None = None,
) -> Article:
    """Turn scraped text, a page's HTML, or the bytes of either into an `Article`.

    This is `Normalizer(options).normalize(…)` with the installed plugins; see there for the
    arguments and errors.
    """
    chosen = Options.of(options)
    normalizer = _normalizers.get(chosen)
    if normalizer is None:
        from normalize.pipeline import Normalizer

        normalizer = _normalizers.setdefault(chosen, Normalizer(chosen))
    return normalizer.normalize(source, url=url, outlet=outlet, as_of=as_of, kind=kind)


def __getattr__(name: str) -> Any:
    """Load what is heavy, or needs pluggy, when it is first asked for."""
    from importlib import import_module

    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    if name == "__version__":
        from importlib.metadata import version

        return version("normalize-news")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
