"""What a wire adds to its copy: slugs, marks of a story's version, marks of its end."""

from __future__ import annotations

import re

from normalize.article import Reason
from normalize.document import Label
from normalize.label.labelling import Labelling
from normalize.words.prose import ends_sentence, is_prose

LONGEST_SLUG = 90
"""Characters of the longest line that is a slug."""

_VERSION = re.compile(
    r"(?:(?:(?:UPDATE|WRAPUP) \d{1,2}|REFILE|RPT|REPEAT|CORRECTED|\(CORRECTED\)) ?[-–—] ?"
    r"|\((?:\d(?:ST|ND|RD|TH|st|nd|rd|th) )?(?:LD|LEAD|URGENT)\) )+(?=\S)"
)
_SLUG = re.compile(
    r"(?:BC|[AP]M)-[A-Za-z][\w&'’-]*(?:[,/ ].*)?"
    r"|[A-Z]{2,}(?:[-&][A-Z]{2,}){0,5}/(?: \([^()]{2,60}\))?"
    r"|[\w'’-]+(?: [\w'’-]+){0,3},? \d(?:st|nd|rd|th) ?(?:Ld|Lead)(?:[-,/ ].*)?"
)
_END = re.compile(
    r"(?<=[.!?\"”’)。！？]) ?(?:-{1,2} ?(?:30|0) ?-{1,2}|[(（](?:ENDS?|Ends?|完|FIM|FIN)[)）]"
    r"|(?<=[ ])(?:ENDS|REUTERS?|Reuter|/ENDS|-?-(?:ENDS?|Ends?|ends?)--?))[ .]*$"
)


def wire_marks(labelling: Labelling) -> None:
    """Slugs above a wire story, its version before the headline, the mark of its end."""
    if labelling.is_page:
        return
    _head(labelling)
    for index in (*labelling.prose, *range(labelling.last_prose + 1, len(labelling.blocks))):
        text = labelling.text(index)
        end = _END.search(text, max(0, len(text) - 16)) if labelling.open(index) else None
        if end is not None:
            part = (end.start(), len(text))
            label = Label.remove(Reason.END_MARK, "wire.end-mark", part=part)
            labelling.cut(index, label)


def _head(labelling: Labelling) -> None:
    """The lines above the prose: slugs go, and of the first that stays, the version."""
    for index in filter(labelling.open, range(labelling.first_prose)):
        text = labelling.text(index)
        if len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text):
            labelling.remove(index, Reason.SLUG, "wire.slug", 0.9)
            continue
        version = _VERSION.match(text)
        if version is not None and not (is_prose(text) or ends_sentence(text)):
            part = (0, version.end())
            labelling.cut(index, Label.remove(Reason.SLUG, "wire.version", part=part))
        return
