"""The tokens of HTML: tags and their attributes, comments, raw text.

As the HTML standard splits them (https://html.spec.whatwg.org/multipage/parsing.html,
"tokenization"), in patterns that never look at a character more than a few times.
"""

from __future__ import annotations

import re

from normalize.read.elements import RAW

_SPACE = r"[ \t\n\r\f]"
_BARE = r"[^ \t\n\r\f/>]"
NAME = rf"[a-zA-Z]{_BARE}*+"
ATTRIBUTE = (
    rf"[ \t\n\r\f/]*+{_BARE}[^ \t\n\r\f/>=]*+"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+)?+)?+"
)
TOKEN = re.compile(
    rf"<(?:(?P<end>/?)(?P<name>{NAME})(?P<attributes>(?:{ATTRIBUTE})*+)(?P<close>[ \t\n\r\f/]*+>?+)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))|(?P<cdata>!\[CDATA\[)|[!?/][^>]*+>?+)",
    re.DOTALL,
)
KEYED_ATTRIBUTE = re.compile(rf"(?=[ \t\n\r\f/]*+(?P<key>{_BARE}[^ \t\n\r\f/>=]*+)){ATTRIBUTE}")
_SCRIPT_PART = re.compile(r"<!--(?P<empty>-?>)?|-->|<(?P<end>/?)script(?=[ \t\n\r\f/>])", re.I)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE)
    for name in RAW - {"script", "plaintext"}
}


def raw_end(html: str, name: str, at: int) -> int:
    """Where the raw text of a `<script>`, `<style>`, `<title>` and kin ends.

    Args:
        html: a page.
        name: the name of the element, in lower case.
        at: where its start tag ends.

    Returns:
        The index of its end tag, or of the end of the page.
    """
    if name == "plaintext":
        return len(html)
    if name == "script":
        return _script_end(html, at)
    end = _RAW_END[name].search(html, at)
    return len(html) if end is None else end.start()


def _script_end(html: str, at: int) -> int:
    """The end tag of a script: `<!-- <script>` hides the next one."""
    escaped = twice = False
    for part in _SCRIPT_PART.finditer(html, at):
        mark = part[0]
        if mark.startswith("<!--"):
            escaped = escaped or not part["empty"]
        elif mark == "-->":
            escaped = twice = False
        elif part["end"] and not twice:
            return part.start()
        else:
            twice = escaped and not part["end"]
    return len(html)
