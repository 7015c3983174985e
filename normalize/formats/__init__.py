"""An article as text, plain data, Markdown, schema.org and ninjs."""

from __future__ import annotations

from normalize.formats.data import SCHEMA, dumps, from_dict, to_dict, to_json
from normalize.formats.markdown import to_markdown
from normalize.formats.ninjs import to_ninjs
from normalize.formats.schema_org import to_schema_org
from normalize.formats.text import to_text

__all__ = [
    "SCHEMA",
    "dumps",
    "from_dict",
    "to_dict",
    "to_json",
    "to_markdown",
    "to_ninjs",
    "to_schema_org",
    "to_text",
]
