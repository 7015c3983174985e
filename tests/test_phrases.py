"""The matcher of phrases in lines and in running text."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalize.article import Reason
from normalize.label.openers import byline_head
from normalize.label.phrases import (
    HEAD,
    HEAD_LIMIT,
    LABEL_LIMIT,
    SENTENCE_LIMIT,
    credit_head,
    inline,
    match,
)
from normalize.words.languages import languages

PHRASES = [phrase for language in languages().values() for phrase in language.phrases]
LINES = [p for p in PHRASES if p.place in {"line", "label"} and "#" not in p.text]
LABELS = [p for p in PHRASES if p.place == "label" and "#" not in p.text]

phrases = st.sampled_from(LINES)
ornaments = st.text("  •*>»→-–—[]()|:…▶🔔1234567890", max_size=6)

PROSE = {
    "en": "Read more books, she told the pupils, and share what you find with your friends.",
    "de": "Teilen wollten sie die Beute nicht, und die Anzeige ging erst am Montag ein.",
    "fr": "Partager la pêche ne leur plaisait pas, et la publicité n'y changea rien du tout.",
    "es": "Compartir la pesca no les gustaba, y por eso el anuncio del alcalde cayó muy mal.",
    "pt": "Compartilhar a pesca não lhes agradava, e o anúncio do prefeito caiu muito mal.",
    "it": "Stampa e televisione arrivarono tardi, e il sindaco non volle più dire nulla.",
    "nl": "Delen wilden ze de vangst niet, en de advertentie in de krant hielp ook niet.",
    "pl": "Reklama w gazecie nie pomogła, a rybacy nie chcieli dzielić się połowem.",
    "cs": "Reklama v novinách nepomohla a rybáři nechtěli sdílet úlovek se sousedy.",
    "uk": "Реклама в газеті не допомогла, і рибалки не хотіли ділитися уловом із сусідами.",
    "ru": "Реклама в газете не помогла, и рыбаки не хотели делиться уловом с соседями.",
    "tr": "Paylaş dediler ama balıkçılar avlarını komşularıyla bölüşmek istemedi.",
    "sv": "Dela fångsten ville de inte, och annonsen i tidningen hjälpte inte heller.",
    "no": "Del av fangsten forsvant i natt, og annonsen i avisa hjalp heller ikke.",
    "da": "Del af fangsten forsvandt i nat, og annoncen i avisen hjalp heller ikke.",
    "fi": "Jaa saalis, sanoi pormestari, mutta kalastajat eivät halunneet luopua osuudestaan.",
    "hu": "Megosztás helyett vita lett a zsákmányból, és a hirdetés sem segített a halászokon.",
    "hi": "शेयर बाजार में गिरावट के बाद मछुआरों ने नाव बेचने का फैसला किया।",
    "id": "Bagikan hasil tangkapan itu, kata kepala desa, tetapi nelayan menolak.",
    "ja": "広告を出した漁協は、港の再開を前に組合員へ説明会を開いたという。",
    "zh": "分享渔获的提议遭到反对，渔民们说他们已经等了整整三年。",
    "ro": "Distribuie pescarii peștele cui vor, iar reclama din ziar nu i-a ajutat nici ea.",
    "el": "Διαφήμιση έβαλε στην εφημερίδα ο δήμος, αλλά οι ψαράδες δεν μοιράστηκαν τα ψάρια.",
    "ko": "공유하자는 제안을 어민들은 거절했고 항구는 사흘 동안 문을 닫았다.",
    "vi": "Chia sẻ mẻ cá ấy, ông trưởng thôn nói, nhưng ngư dân không chịu nghe.",
    "ar": "مشاركة الصيد مع الجيران لم تعجب البحارة، ولم ينفعهم إعلان البلدية في شيء.",
}


@pytest.mark.parametrize("code", sorted(languages()))
def test_prose_that_opens_with_a_phrase_survives(code):
    assert match(PROSE[code]) is None
    assert inline(PROSE[code]) == []


@given(phrases, ornaments, ornaments)
def test_ornaments_and_counts_around_a_line_do_not_matter(phrase, before, after):
    assert match(f"{before} {phrase.text} {after}") is not None


@given(st.sampled_from([p for p in LINES if p.language not in {"tr", "de"}]))
def test_case_does_not_matter(phrase):
    assert match(phrase.text.upper()) is not None
    assert match(phrase.text.lower()) is not None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_encoding_of_accents_does_not_matter(form):
    encoded = [unicodedata.normalize(form, phrase.text) for phrase in LINES]
    assert [line for line in encoded if match(line) is None] == []


@given(st.sampled_from(LABELS), st.sampled_from([": ", " | ", " >> ", " » ", " – ", " - ", "  "]))
def test_a_label_has_the_title_after_its_separator_as_tail(phrase, separator):
    line = f"{phrase.text}{separator}Ferry sinks off Lund"
    found = match(line)
    assert found is not None
    assert found.phrase.role == "credit" or found.tail.endswith("Ferry sinks off Lund")


@given(st.sampled_from(LABELS))
def test_a_label_before_a_long_paragraph_is_left_alone(phrase):
    line = f"{phrase.text}: {'The ferry sank off Lund. ' * 9}"
    assert len(line) > LABEL_LIMIT
    assert match(line) is None or match(line).phrase.place != "label"


@given(st.text())
@example("İ" * 300)
@example("ſ©ﬁ" * 80)
@example("(" * 5000)
def test_any_text_gives_a_match_within_it_or_none(text):
    found = match(text)
    if found is not None:
        assert 0 <= found.start <= found.end <= len(text)
        assert found.tail == text[found.end :]
    pieces = inline(text)
    bounds = [bound for start, end, _ in pieces for bound in (start, end)]
    assert bounds == sorted(bounds)
    assert all(start < end <= len(text) for start, end, _ in pieces)
    for head in (byline_head(text), credit_head(text)):
        assert head is None or 0 < head < len(text)


class CountedText(str):
    """A text that counts the characters that slices take out of it."""

    taken = 0

    def __getitem__(self, key):
        piece = str.__getitem__(self, key)
        CountedText.taken += len(piece)
        return piece


@given(st.integers(1, 100_000), st.sampled_from(["Share ", "Also read ", "The ferry ", "• ", "1 "]))
def test_no_more_than_the_ends_of_a_long_line_are_looked_at(size, unit):
    line = CountedText(unit * (size // len(unit) + 1))
    CountedText.taken = 0
    match(line)
    assert CountedText.taken <= 4 * (HEAD + SENTENCE_LIMIT)


def test_limits_grow_with_how_much_a_place_may_take():
    assert LABEL_LIMIT < HEAD_LIMIT < SENTENCE_LIMIT


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("ALSO READ | Ferry strike ends in Lund", "phrase.en.also-read"),
        ("[Also read] Ferry strike ends in Lund", "phrase.en.also-read"),
        ("Also read- Ferry strike ends in Lund", "phrase.en.also-read"),
        (">> Read more: Why the ferry sank +++", "phrase.en.read-more"),
        ("12 Comments", "phrase.en.comments"),
        ("Comments (3)", "phrase.en.comments"),
        ("• Share •", "phrase.en.share"),
        ("Estimated read time: 2-3 minutes", "phrase.en.estimated-read-time"),
        ("Il vous reste 45 % de cet article à lire.", "phrase.fr.il-vous-reste"),
        ("HABERİN DEVAMI", "phrase.tr.haberin-devamı"),
        ("İLGİLİ HABER: Feribot battı", "phrase.tr.ilgili-haber"),
        ("【広告】", "phrase.ja.広告"),
        ("延伸阅读：港口将关闭", "phrase.zh.延伸阅读"),
        ("Citește și: Feribotul rămâne la chei", "phrase.ro.citește-și"),
        ("Citeşte şi: Feribotul rămâne la chei", "phrase.ro.citește-și"),
        ("Citeste si: Feribotul ramane la chei", "phrase.ro.citește-și"),
        ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ: Βούλιαξε το φέρι", "phrase.el.διαβάστε-επίσης"),
        ("اقرأ أيضاً: إغلاق الميناء غدا", "phrase.ar.اقرأ-أيضًا"),
        ("اقرا ايضا : إغلاق الميناء غدا", "phrase.ar.اقرأ-أيضًا"),
        ("المقال التالى", "phrase.ar.المقال-التالي"),
        ("Có thể bạn quan tâm", "phrase.vi.có-thể-bạn-quan-tâm"),
        ("यह भी पढ़ें : नाव डूबी", "phrase.hi.यह-भी-पढ़ें"),
        ("Your email address will not be published. Required fields are marked *", None),
        ("Skip to main content News Sport Weather", "phrase.en.skip-to-main-content"),
        ("The ferry sank off Lund… Read more", "phrase.en.read-more"),
        ("Die Fähre sank vor der Insel … Weiterlesen", "phrase.de.weiterlesen"),
        ("Lund Herald. All rights reserved.", "phrase.en.all-rights-reserved"),
        ("Herald writer Jane Roe contributed to this report.", None),
        ("Share Share", "phrase.en.share"),
        ("Print Email Comments", "phrase.en.print"),
        ("Show Comments | Hide Comments", "phrase.en.show-comments"),
        ("More from The Harbour Ledger", "phrase.en.more-from"),
    ],
)
def test_lines_of_chrome_are_found(line, rule):
    found = match(line)
    assert found is not None
    assert rule is None or found.phrase.rule == rule


@pytest.mark.parametrize(
    "line",
    [
        "Read more books, she told pupils.",
        "Related: he said the two had nothing in common.",
        "“Share!”",
        "“Comments?”, the mayor asked.",
        "Shares fell by 12 percent on Friday.",
        "Children should read more.",
        "He had time. Read more.",
        "Published 20 years ago, the book made the island known.",
        "Copyright law is older than the harbour.",
        "Del Monte buys the old cannery",
        "Die Foto- und Filmaufnahmen blieben verboten",
        "Foto- und Filmaufnahmen verboten",
        "LinkedIn $2.50 – $7.00",
        "Source says the ferry will sail on Monday",
        "Share Price Email",
        "Print media",
        "Save the ferry",
        "More from the sea than from the land",
        "More in Common, she said.",
        "Updated figures are due on Friday.",
        "By clicking on a link in the letter, the clerk let the thieves in.",
        "3 people said so",
        "",
        " ",
        "• • •",
    ],
)
def test_prose_headlines_and_speech_are_spared(line):
    assert match(line) is None


@pytest.mark.parametrize(
    ("line", "language", "rule"),
    [
        ("Aktuell", None, "phrase.de.aktuell"),
        ("Aktuell", "de", "phrase.de.aktuell"),
        ("Aktuell", "en", None),
        ("Lesen Sie auch: Die Brücke hält", "en", "phrase.de.lesen-sie-auch"),
        ("Advertisement", "de", "phrase.en.advertisement"),
    ],
)
def test_a_lone_word_of_another_language_is_no_evidence_unless_english(line, language, rule):
    found = match(line, language)

    assert (found and found.phrase.rule) == rule


def test_a_label_that_announces_a_list_says_so():
    assert match("You may also like").phrase.opens == "list"
    assert match("Leave a Reply").phrase.opens == "section"


def test_a_credit_stays_as_a_credit():
    found = match("(With inputs from agencies)")
    assert (found.phrase.role, found.phrase.reason) == ("credit", None)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "He left, she said. Also Read: Ferry Strike Ends In Lund. The minister did not agree.",
            ["Also Read: Ferry Strike Ends In Lund."],
        ),
        ("It was the end. Advertisement The minister left.", ["Advertisement"]),
        ("The ferry (AP Photo/Jane Roe)Read More The minister left.", ["Read More"]),
        ("Das Boot sank. Anzeige Die Retter kamen spät.", ["Anzeige"]),
        (
            "He left. Your email address will not be published. The end came.",
            ["Your email address will not be published."],
        ),
        ("It ended. Advertisement Standards were low.", []),
        ("He said so. Read more: why it sank The minister denied it.", []),
        ("He said so. Also read the small print. Then sign.", []),
        ("Children read. Read more books. It helps.", []),
    ],
)
def test_chrome_in_running_text_is_found_where_its_end_is_sure(text, pieces):
    assert [text[start:end] for start, end, _ in inline(text)] == pieces


@pytest.mark.parametrize(("language", "owner"), [(None, "da"), ("da", "da"), ("no", "no")])
def test_a_lone_word_in_running_text_is_that_of_the_language_where_several_have_it(language, owner):
    ((_, _, phrase),) = inline("Skipet sank (NTB). Reklame", language)

    assert phrase.rule == f"phrase.{owner}.reklame"


def test_a_lone_word_of_another_language_in_running_text_is_none():
    assert inline("The ship sank (AP). Reklame", "en") == []


def test_a_title_with_initials_is_taken_whole():
    text = "It sank. Related: Ferry Owned by U.S. Firm Sinks. The crew was saved."
    ((start, end, phrase),) = inline(text)
    assert text[start:end] == "Related: Ferry Owned by U.S. Firm Sinks."
    assert phrase.reason is Reason.RELATED


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE from the Lund Herald", "JANE ROE from the Lund Herald"),
        ("By our correspondent", "our correspondent"),
        ("By Reuters", "Reuters"),
        ("By April Roe", "April Roe"),
        ("Von Jan Roe, Lund", "Jan Roe, Lund"),
        ("Par Jeanne Roe (à Lund)", "Jeanne Roe (à Lund)"),
        ("Por Ana Roe", "Ana Roe"),
        ("Scris de Ana Roe", "Ana Roe"),
        ("Γράφει ο Γιάννης Ρόες", "Γιάννης Ρόες"),
        ("Της Άννας Ρόε", "Άννας Ρόε"),
        ("Της θάλασσας τα δώρα", None),
        ("Автор: Иван Роу", "Иван Роу"),
        ("作者：王小明", "王小明"),
        ("By Friday, the troops had left.", None),
        ("By May, all had gone", None),
        ("By the time he came", None),
        ("Von der Leyen besucht Kiew", None),
        ("Di Maio lascia il partito", None),
        ("Por qué se hundió el barco", None),
        ("By", None),
    ],
)
def test_what_opens_a_byline(line, names):
    end = byline_head(line)
    assert (None if end is None else line[end:]) == names


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("(Reporting by Jane Roe; Editing by John Doe)", "Jane Roe; Editing by John Doe)"),
        ("With inputs from PTI", "PTI"),
        ("Source: Reuters", "Reuters"),
        ("Mit Material von dpa", "dpa"),
        ("构成", None),
        ("Reporting by The Herald has shown that officials knew of it.", None),
        ("Editing by committee rarely improves a text, he said.", None),
        ("翻译这本书花了他整整九年时间，他说以后再也不做这样的工作了，太辛苦了。", None),
    ],
)
def test_what_opens_a_credit(line, sources):
    end = credit_head(line)
    assert (None if end is None else line[end:]) == sources


@given(st.text(string.ascii_letters + " .", min_size=1, max_size=80))
def test_a_phrase_in_quotation_marks_is_speech(text):
    assert match(f"“{text}”") is None or "contributed" in text
