"""Repair: encoding, entities, invisible characters, and what stripped tags glued together.

Text damage is undone block by block. A sound gate decides which blocks ftfy has to see at
all, since most need nothing: where `is_suspect` says no, ftfy with our configuration would
change nothing. Changed characters are written down as `Repair`s; all else that happens here
is white space and invisible characters.

Each repair is one function whose name is also its name in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from unicodedata import normalize as normalize_form

from ftfy import TextFixerConfig, fix_and_explain

from normalize.article import Repair
from normalize.edits import diff
from normalize.gate import is_suspect, may_be_suspect
from normalize.marks import Places, without_overlaps

if TYPE_CHECKING:
    from normalize.document import Document, SourceBlock
    from normalize.options import Options

SEGMENT = 20_000
"""Characters that ftfy gets at once: some of its passes are not linear in a line."""

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, byte order mark. ZWJ and ZWNJ are letters'
business in Persian and Indic scripts, and in emoji; they stay."""

_INVISIBLE_RE = re.compile(f"[{INVISIBLE}]+")
_UNSEEN = re.compile(rf"[\s\x00-\x1f\x7f-\x9f{INVISIBLE}]+")
SEEN = re.compile(rf"[^\s\x00-\x1f\x7f-\x9f{INVISIBLE}]+")
"""A run of characters that a reader sees."""

# ---------------------------------------------------------------- ftfy, in bounded pieces

_ESCAPED_AMPERSANDS = re.compile(r"&(?:amp;|#0{0,6}38;|#[xX]0{0,5}26;)+")


def collapse_ampersands(text: str) -> str:
    """Undo chains of escaped ampersands at once; ftfy peels one level a pass.

    >>> collapse_ampersands("R&amp;amp;D &#38;#38;lt;")
    'R&D &lt;'
    """
    return _ESCAPED_AMPERSANDS.sub("&", text)


@cache
def _config(options: Options) -> TextFixerConfig:
    # `explain` stays on: switched off, ftfy forgets the options of its encoding step.
    return TextFixerConfig(
        unescape_html=True,
        normalization=None,
        uncurl_quotes=options.straight_quotes,
        fix_character_width=False,
        fix_latin_ligatures=False,
    )


def _segments(text: str) -> Iterator[str]:
    """`text` in pieces of at most `SEGMENT` characters, cut at ASCII spaces where there are."""
    start = 0
    while len(text) - start > SEGMENT:
        space = text.rfind(" ", start + 1, start + SEGMENT)
        end = space if space > start else start + SEGMENT
        yield text[start:end]
        start = end
    yield text[start:]


def fix_with_ftfy(text: str, options: Options) -> tuple[str, list[str]]:
    """`text` as ftfy mends it, and the names of the ftfy steps that did something."""
    names: dict[str, None] = {}
    out = []
    for segment in _segments(collapse_ampersands(text)):
        fixed = fix_and_explain(segment, _config(options))
        names.update((_step_name(*step), None) for step in fixed.explanation or ())
        out.append(fixed.text)
    mended = "".join(out)
    if mended != text and not names:
        names["collapse_ampersands"] = None
    return mended, list(names)


def _step_name(action: str, parameter: str) -> str:
    return parameter if action in ("apply", "transcode") else "fix_encoding"


# ---------------------------------------------------------------- what scraping breaks

# A pattern that begins with a character is found up to fifty times as fast as one that begins
# with a look back; so these look back from their first character.
_MISPLACED_OPENING = re.compile(r"“(?<=[\w.,:;!?]“)")
_MISPLACED_CLOSING = re.compile(r"”(?=\w)")
_GLUED_STOPS = tuple((stop, re.compile(rf"\{stop}(?=[A-Z][a-z])")) for stop in ".!?")

_INITIALS_GLUE = re.compile(r"\.(?<=(?<![\w.])[A-Z]\.)(?:[A-Z]\.){1,3}(?=[A-Z][a-z]{2})")
_SENTENCE_GLUE = re.compile(r"[.!?](?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+[ ,])")
_SPACE_BEFORE = re.compile(r" (?<=\w ) *(?=[,.](?:[\s“\"]|$)(?! ?[.,]))")
_CAMEL = re.compile(r"\b([A-Z]?[a-z]{3,})([A-Z][a-z]{2,})\b")
_LONE_CLOSING = re.compile(r":(?<=[a-z]:)([a-z]{2}[^“”:.]{0,60})“(?=[A-Z])")
_CODE = re.compile(r"[{}=]|\w ?\( | ;|->|::")

RARE = 50
"""Sound places in a text to one that is damaged: beyond that it is a slip of its author."""


def _has_lone_stop(text: str) -> bool:
    return " ," in text or " ." in text


def _has_misplaced_quote(text: str) -> bool:
    if "“" in text and _MISPLACED_OPENING.search(text) is not None:
        return True
    return "”" in text and _MISPLACED_CLOSING.search(text) is not None


def _has_glued_stop(text: str) -> bool:
    return any(mark in text and stop.search(text) for mark, stop in _GLUED_STOPS)


def turn_quotes(text: str) -> str:
    """Turn round quotation marks that face the wrong way, where the pair is certain.

    A second `“` that closes what the first opened, or `”` … `“` that both face away from
    what they hold. Text that uses `„` or `«` has other habits and is left alone.

    >>> turn_quotes("promised “an open talk“. He was.”I feel ashamed“When")
    'promised “an open talk”. He was.“I feel ashamed”When'
    """
    if any(mark in text for mark in "„«»"):
        return text
    text = _LONE_CLOSING.sub(r":\1”", text)
    marks = [(m.start(), m.group()) for m in re.finditer("[“”]", text)]
    out = list(text)
    opened = False
    for index, (at, mark) in enumerate(marks):
        following = marks[index + 1] if index + 1 < len(marks) else (-1, "")
        if mark == "“" and opened and _closes(text, at):
            out[at], opened = "”", False
        elif (
            mark == "”" and not opened and following[1] == "“" and _face_out(text, at, following[0])
        ):
            out[at], out[following[0]] = "“", "”"
            marks[index + 1] = (following[0], "”")
        else:
            opened = mark == "“"
    return "".join(out)


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isspace() and not after.isalnum()


def _face_out(text: str, opening: int, closing: int) -> bool:
    before, first = text[opening - 1 : opening], text[opening + 1 : opening + 2]
    last, after = text[closing - 1 : closing], text[closing + 1 : closing + 2]
    outside = not after or after.isupper() or after in ".,;"
    return before in (*".,:;!?",) and first.isalnum() and last.isalnum() and outside


def unglue_quotes(text: str) -> str:
    """Set quotations apart from the words around them.

    >>> unglue_quotes("he said:dictator”He was.“I feel ashamed”When")
    'he said: dictator” He was. “I feel ashamed” When'
    >>> unglue_quotes("“It has to be.”I feel fine, she said")
    '“It has to be.” I feel fine, she said'
    """
    text = _COLON_BEFORE_QUOTED.sub(": ", text)
    return _BEFORE_OPENING.sub(" “", _AFTER_CLOSING.sub("” ", text))


_COLON_BEFORE_QUOTED = re.compile(r":(?<=[a-z]:)(?=[a-z]{2}[^“”:]{0,60}”)")
_AFTER_CLOSING = re.compile(r"”(?<=[\w.,!?]”)(?=[A-Za-z]{2}|[AI] )")
_BEFORE_OPENING = re.compile(r"“(?<=[a-z.,:;!?]“)(?=[A-Za-z])")


def unglue_initials(text: str) -> str:
    """Set apart a word from the initials before it.

    >>> unglue_initials("if the U.S.Show of force"), unglue_initials("the U.S.S.R.")
    ('if the U.S. Show of force', 'the U.S.S.R.')
    """
    return _INITIALS_GLUE.sub(r"\g<0> ", text)


def unglue_sentences(text: str) -> str:
    """Set apart a sentence from the one before it; names with a dot inside have no space after.

    >>> unglue_sentences("He left.The door closed."), unglue_sentences("on Node.js or Pay.Google.")
    ('He left. The door closed.', 'on Node.js or Pay.Google.')
    """
    return _SENTENCE_GLUE.sub(r"\g<0> ", text)


def drop_space_before_punctuation(text: str) -> str:
    """Take away a space before a comma or full stop; code has its own habits.

    >>> drop_space_before_punctuation("the ferry , he said . But . . .")
    'the ferry, he said. But . . .'
    >>> drop_space_before_punctuation("max ( a , b );")
    'max ( a , b );'
    """
    return text if _CODE.search(text) else _SPACE_BEFORE.sub("", text)


@cache
def _camel_names() -> frozenset[str]:
    """Names that are written with a capital inside."""
    return frozenset((files("normalize.words") / "data/camel_names.txt").read_text("utf-8").split())


def unglue_words(text: str, names: Collection[str] = ()) -> str:
    """Set apart words that a stripped tag ran together; called where a text shows that damage.

    `names` are known to be written so, beside those in `camel_names.txt`.

    >>> unglue_words("the Washington PostQuoted a YouTube video")
    'the Washington Post Quoted a YouTube video'
    """
    known = _camel_names()
    return _CAMEL.sub(lambda m: m[0] if m[0] in known or m[0] in names else f"{m[1]} {m[2]}", text)


def clean(text: str) -> str:
    """White space folded to single spaces, invisible characters gone."""
    if text.isprintable():
        if "  " not in text and not text.startswith(" ") and not text.endswith(" "):
            return text
    elif not text.isascii():
        text = _INVISIBLE_RE.sub("", text)
    return " ".join(text.split())


def seen(text: str) -> str:
    """The characters of `text` that a reader sees: no space, nothing invisible."""
    return _UNSEEN.sub("", text)


# ---------------------------------------------------------------- the step


_GLUED_WORD = re.compile(r"[.!?](?<=[^\W\d_A-Z]{2}[.!?])([A-Z]\w{0,12})(?= [^\W\d_A-Z]|,)")


def _has_glued_sentences(text: str) -> bool:
    """Whether a word that opens sentences is glued to the one before: that shows damage.

    Such words are those of the text's own language, where it is long enough to tell: `Con`
    opens sentences in Spanish alone.
    """
    from normalize.words.identify import identify
    from normalize.words.languages import languages

    if _INITIALS_GLUE.search(text) is not None:
        return True
    glued = {found[1].lower() for found in _GLUED_WORD.finditer(text)}
    if not glued or _is_rare(_SENTENCE_GLUE, text):
        return False
    language = identify(text)
    spoken = [languages()[language]] if language else languages().values()
    return any(not glued.isdisjoint(one.function_words) for one in spoken)


def _is_rare(damage: re.Pattern[str], text: str) -> bool:
    """Whether a text shows a damage so seldom that nobody but its author did it."""
    sound = text.count(". ") + text.count(", ")
    return len(damage.findall(text)) * RARE < sound


def repair(document: Document, options: Options) -> Document:
    """Repair every block of the document, and write down what changed."""
    has_marks = bool(document.repairs)
    fixed: dict[str, None] = {}
    if options.straight_quotes or options.unicode_form or not _are_sound(document.blocks):
        for block in document.blocks:
            if not _is_plain(block.text):
                _repair_block(block, document, options, fixed)
    _repair_glue(document, fixed)
    if has_marks:
        document.repairs = without_overlaps(document.repairs)
    for name in fixed:
        document.note("repair", name, "changed the text")
    return document


def _are_sound(blocks: Iterable[SourceBlock]) -> bool:
    """Whether no block has a character to change or white space to fold: one look at all."""
    text = " ".join([block.text for block in blocks])
    if "&" in text or "  " in text or text.startswith(" ") or text.endswith(" "):
        return False
    return not _has_misplaced_quote(text) and not may_be_suspect(text)


def _repair_block(
    block: SourceBlock, document: Document, options: Options, fixed: dict[str, None]
) -> None:
    _repair_characters(block, document, options, fixed)
    if block.kind == "preformatted":
        block.text = _INVISIBLE_RE.sub("", block.text).strip("\n")
    elif block.kind == "table":
        block.text = "\t".join(map(clean, block.text.split("\t")))
    else:
        block.text = clean(block.text)


def _is_plain(text: str) -> bool:
    """Whether a text has nothing but words of ASCII, parted by single spaces, and no entity."""
    if not (text.isascii() and text.isprintable()) or "&" in text or "  " in text:
        return False
    return not text.startswith(" ") and not text.endswith(" ")


def _repair_glue(document: Document, fixed: dict[str, None]) -> None:
    """Set apart what stripped tags glued together, and drop the spaces that they left.

    One look at the text of the blocks says which damage there is none of; what was put aside,
    such as menus, is not repaired, but shows the habits of the whole text.
    """
    blocks = [b for b in document.blocks if b.label is None and b.kind != "preformatted"]
    text = _joined(blocks)
    stripped = False
    if _has_lone_stop(text) and not _is_rare(_SPACE_BEFORE, _joined(document.blocks)):
        for block in filter(lambda block: _has_lone_stop(block.text), blocks):
            _apply(drop_space_before_punctuation, block, fixed)
    if _has_misplaced_quote(text):
        for block in filter(lambda block: _has_misplaced_quote(block.text), blocks):
            stripped |= _apply(unglue_quotes, block, fixed)
    if _has_glued_stop(text) and _has_glued_sentences(_joined(document.blocks)):
        for block in filter(lambda block: _has_glued_stop(block.text), blocks):
            stripped |= _apply(unglue_initials, block, fixed)
            _apply(unglue_sentences, block, fixed)
    if stripped:
        _unglue_words_in(document, fixed)


def _joined(blocks: Iterable[SourceBlock]) -> str:
    return "\n".join([block.text for block in blocks])


def _unglue_words_in(document: Document, fixed: dict[str, None]) -> None:
    """Set glued words apart in every block; one that is printed twice is a name."""
    text = _joined(document.blocks)
    names = frozenset(word[0] for word in _CAMEL.finditer(text) if text.count(word[0]) > 1)
    for block in document.blocks:
        if block.kind != "preformatted":
            _apply(unglue_words, block, fixed, names)


def _apply(
    step: Callable[..., str], block: SourceBlock, fixed: dict[str, None], *given: object
) -> bool:
    before, block.text = block.text, step(block.text, *given)
    if block.text == before:
        return False
    fixed[step.__name__] = None
    return True


def _repair_characters(
    block: SourceBlock, document: Document, options: Options, fixed: dict[str, None]
) -> None:
    """Change the characters that are wrong, and note the names of what did it."""
    raw = text = block.text
    names: list[str] = []
    if options.straight_quotes or is_suspect(raw):
        text, names = fix_with_ftfy(raw, options)
    if options.unicode_form:
        text = _named("unicode_form", text, normalize_form(options.unicode_form, text), names)
    if _has_misplaced_quote(text):
        text = _named("turn_quotes", text, turn_quotes(text), names)
    if names:
        block.text = text
        fixed.update(dict.fromkeys(names))
        places = Places(block) if block.spans else None
        for edit in diff(raw, text):
            before = raw[edit.start : edit.end]
            if seen(before) != seen(edit.after):
                span = places.of(edit.start, edit.end) if places else None
                before = document.source[slice(*span)] if span and block.marks else before
                document.repairs.append(Repair("+".join(names), span, before, edit.after))


def _named(name: str, before: str, after: str, names: list[str]) -> str:
    if after != before:
        names.append(name)
    return after
