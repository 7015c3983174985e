"""The phrase tables themselves."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from normalize.article import Reason
from normalize.label.appeals import appeals
from normalize.label.phrases import inline, match
from normalize.words.languages import Language, Place, languages
from normalize.words.spellings import spellings

ROWS = [
    pytest.param(row, id=f"{row.language}-{row.place}-{row.spellings[0]}")
    for language in languages().values()
    for row in language.rows
]
each_language = pytest.mark.parametrize("code", sorted(languages()))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_hits_its_line_and_spares_its_prose(row):
    found = match(row.fires)
    assert found is not None
    assert (found.phrase.reason, found.phrase.role) == (row.reason, row.role)
    assert match(row.spares) is None
    assert inline(row.spares) == []


@each_language
def test_every_spelling_is_found_where_it_may_stand(code):
    for phrase in languages()[code].phrases:
        text = phrase.text.replace("#", "3")
        line = f"The ferry left. {text}" if phrase.place == "tail" else text
        if phrase.role == "credit" and phrase.place == "head":
            line = f"({text} Jane Roe)"
        assert match(line) is not None, phrase


@each_language
def test_a_phrase_is_found_however_it_is_typed(code):
    """Its letters may be parted from their accents, or have none where people leave them out."""
    for phrase in languages()[code].phrases:
        for _, typed in spellings(phrase.text, code):
            if "#" not in typed and phrase.place != "tail":
                assert match(typed) is not None, typed


@each_language
def test_no_phrase_is_found_in_the_middle_of_a_sentence(code):
    for phrase in languages()[code].phrases:
        line = f"Mr Roe read “{phrase.text.replace('#', '3')}” on the wall of the harbour office."
        assert match(line) is None, phrase
        assert inline(line) == [], phrase


@each_language
def test_a_phrase_stands_once_in_a_language_and_place(code):
    counts = Counter((phrase.text.lower(), phrase.place) for phrase in languages()[code].phrases)
    assert [key for key, count in counts.items() if count > 1] == []


@each_language
def test_a_rule_has_one_reason(code):
    reasons = {(phrase.rule, phrase.reason, phrase.role) for phrase in languages()[code].phrases}
    counts = Counter(rule for rule, _, _ in reasons)
    assert [rule for rule, count in counts.items() if count > 1] == []


@each_language
def test_a_language_is_complete(code):
    language = languages()[code]
    assert language.code == code
    assert len(language.months) == 12
    assert len(language.weekdays) == 7
    assert language.bylines
    assert language.joiners
    assert language.roles
    assert language.credits
    assert language.function_words or code in {"ja", "ko", "zh"}
    assert "" not in _texts(language)
    assert all(text == text.strip() for text in _texts(language))


@each_language
def test_every_language_knows_the_common_reasons(code):
    known = {row.reason for row in languages()[code].rows}
    assert known >= {
        Reason.ADVERTISEMENT,
        Reason.RELATED,
        Reason.SHARE,
        Reason.NEWSLETTER,
        Reason.COMMENTS,
        Reason.NAVIGATION,
        Reason.CONSENT,
        Reason.COPYRIGHT,
        Reason.CAPTION,
    }


@each_language
def test_months_and_weekdays_of_a_language_are_distinct(code):
    language = languages()[code]
    for names in (language.months, language.weekdays):
        forms = [form.lower() for forms in names for form in forms]
        assert len(set(forms)) == len(forms)


@each_language
def test_appeals_are_told_from_news_of_the_same_things(code):
    known = languages()[code].appeals
    assert [line for line in known.fires if appeals(line) is None] == []
    assert [line for line in known.spares if appeals(line) is not None] == []


@each_language
def test_no_list_of_appeals_names_a_phrase_twice(code):
    known = languages()[code].appeals
    for phrases in (known.asks, known.wares, known.sure):
        assert [text for text, count in Counter(phrases).items() if count > 1] == []


@pytest.mark.parametrize(
    "text",
    [
        "“Subscribe to our newsletter,” she told them.",
        "- Sign up your guests for the newsletter.",
        "Sign up for our newsletter. " + "The ferry is back in service. " * 10,
    ],
)
def test_speech_instructions_and_long_lines_are_no_appeals(text):
    assert appeals(text) is None


def test_abbreviated_months_are_known_with_and_without_their_dot():
    assert {"January", "Jan.", "Jan"} <= set(languages()["en"].months[0])
    assert {"марта", "март"} <= set(languages()["ru"].months[2])


def test_rule_ids_are_made_of_language_and_words():
    rules = {phrase.text: phrase.rule for phrase in languages()["en"].phrases}
    assert rules["Also read"] == "phrase.en.also-read"
    assert rules["You'll also like"] == "phrase.en.you-ll-also-like"
    for language in languages().values():
        for phrase in language.phrases:
            assert phrase.rule.startswith(f"phrase.{language.code}.")
            assert not any(char.isspace() for char in phrase.rule)


def test_the_page_of_languages_is_up_to_date():
    path = Path(__file__).parent.parent / "benchmarks" / "languages_page.py"
    spec = importlib.util.spec_from_file_location("languages_page", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page()
    assert tuple(module.PLACES) == get_args(Place)


def _texts(language: Language) -> list[str]:
    names = [form for forms in (*language.months, *language.weekdays) for form in forms]
    phrases = [phrase.text for phrase in language.phrases]
    return [*names, *phrases, *language.bylines, *language.joiners, *language.roles]
