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
SELF_LIMITING = _names("a nobr")  # A second one closes the first.
FORMATTING = SELF_LIMITING | _names("b big code em font i s small strike strong tt u")
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
    | _names("applet button frameset marquee noscript object select table template")
)
SCOPE = CELL | _names("applet caption frameset marquee object select table template")
MARKER = CELL | _names("applet caption marquee object template")
HTML_INSIDE = {
    "svg": _names("desc foreignobject title"),
    "math": _names("mi mn mo ms mtext"),
}
BREAKS_OUT = (
    HEADING
    | (FORMATTING - {"a", "font"})
    | _names(
        "blockquote body br center dd div dl dt embed head hr img li listing menu meta nobr ol p "
        "pre ruby span sub sup table ul var"
    )
)

CLOSES = CLOSES_P | TABLE_PART | SELF_LIMITING | RUBY | _names("button option optgroup")
# Start tags before which open formatting elements don't come back.
QUIET = (
    CLOSES_P
    | TABLE_PART
    | RUBY
    | (RAW - {"xmp"})
    | _names("base basefont bgsound col frame frameset hr link meta param source table")
    | _names("template track")
)
