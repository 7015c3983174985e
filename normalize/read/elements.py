"""The elements of HTML by what they do to the tree, as the HTML standard lists them.

See https://html.spec.whatwg.org/multipage/parsing.html, "the stack of open elements" and "the
list of active formatting elements", for special, scope and marker.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr"
)
FORMATTING = _names("b big code em font i s small strike strong tt u")
SELF_LIMITING = _names("a nobr")  # A second one closes the first.
RAW = _names("iframe noembed noframes plaintext script style textarea title xmp")
ROOT = _names("html head body")
CELL = _names("td th")
TABLE_PART = _names("caption colgroup tbody td tfoot th thead tr")
RUBY = _names("rb rp rt rtc")
HEADING = _names("h1 h2 h3 h4 h5 h6")
CLOSES_P = HEADING | _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form header hgroup li listing main menu nav ol p pre search section summary "
    "ul xmp"
)
SPECIAL = (
    CLOSES_P - {"dialog"}
    | TABLE_PART
    | RAW
    | _names(
        "annotation-xml applet button desc foreignobject marquee mi mn mo ms mtext noscript "
        "object select table template"
    )
)
SCOPE = CELL | _names(
    "annotation-xml applet caption desc foreignobject marquee mi mn mo ms mtext object select "
    "table template title"
)
MARKER = CELL | _names("applet caption marquee object template")
HTML_INSIDE = _names("desc foreignobject mi mn mo ms mtext title")
BREAKS_OUT = (
    HEADING
    | (FORMATTING - {"font"})
    | _names(
        "blockquote br center dd div dl dt embed hr img li listing menu meta nobr ol p pre ruby "
        "span sub sup table ul var"
    )
)

CLOSES = CLOSES_P | TABLE_PART | SELF_LIMITING | RUBY | _names("button option optgroup")
