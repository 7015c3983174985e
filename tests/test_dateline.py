"""Datelines: printed in any known style they are read back, and prose never yields one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalize.article import Dateline, PartialDate
from normalize.testing import STYLES, datelines
from normalize.words.dateline import (
    HEAD,
    before_prose,
    complete,
    parse_date_prefix,
    parse_dateline,
    parse_pipe_line,
)

STORY = "The ferry came back to the harbour on the third day, the council said on Tuesday."
WORDS = ("the", "ferry", "harbour", "and", "on", "into", "Monday", "north", "3", "said", "it")
OPENINGS = ("The", "A", "In", "When", "On", "After", "It", "Its", "Der", "Die", "But", "For")

dates_known = st.dates(date(1990, 1, 1), date(2039, 12, 31))


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Prose: a sentence word, then words with commas, colons, dashes and brackets between."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=20))
    between = st.sampled_from([" "] * 8 + [", ", ": ", " – ", " — ", " - ", " (", ") ", "; "])
    joints = draw(st.lists(between, min_size=len(words), max_size=len(words)))
    opening = draw(st.sampled_from(OPENINGS))
    return opening + "".join(joint + word for joint, word in zip(joints, words, strict=True)) + "."


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_read_back(style):
    """A generated dateline before a story parses to itself, field by field."""

    @given(datelines(style=style))
    def read_back(dateline: Dateline) -> None:
        assert parse_dateline(before_prose(dateline.raw) + STORY) == dateline

    read_back()


@given(st.text(max_size=300))
@example("date 9999-99-99 OSLO The ferry sank")
@example("(" * 300)
@example("LONDON, February 30 - The ferry")
def test_raw_is_a_prefix(text):
    """Whatever the text, `raw` is a stretch from its first visible character, without gap."""
    found = parse_dateline(text)

    if found is not None:
        assert text.lstrip().startswith(found.raw)
        assert found.raw == found.raw.strip() != ""


@given(datelines(), st.text(max_size=20))
def test_a_noisy_head_gives_a_prefix_too(dateline, noise):
    """Where noise breaks a dateline, what is read is still a prefix of the paragraph."""
    text = dateline.raw + noise + STORY
    found = parse_dateline(text)

    assert found is None or text.lstrip().startswith(found.raw)


@given(sentences())
def test_prose_yields_none(sentence):
    """A sentence that opens as sentences do has no dateline, whatever its punctuation."""
    assert parse_dateline(sentence) is None


@given(st.text(alphabet="A a.,-–()/[3:", max_size=HEAD), datelines())
def test_only_the_head_is_looked_at(tail, dateline):
    """What stands beyond the head can't put a dateline there."""
    assert parse_dateline("x" * HEAD + tail + dateline.raw) is None


@given(datelines(), dates_known)
def test_completing_gives_a_day_not_after_the_reference(dateline, reference):
    """A completed year is the latest for which the day is not after tomorrow's reference."""
    day = complete(dateline, reference).date
    if dateline.date is None:
        assert day is None
    elif dateline.date.year is not None:
        assert day == dateline.date
    else:
        assert day is not None
        assert (day.month, day.day) == (dateline.date.month, dateline.date.day)
        full = date(day.year, day.month, day.day)
        assert full <= reference + timedelta(days=1) < date(day.year + 8, 12, 31)


@given(dates_known, st.sampled_from(["", " ", "\n"]))
def test_a_scraper_date_is_read_with_its_end(day, gap):
    """The prefix gives its date and the offset after it."""
    text = f"{gap}date {day.isoformat()} whatever follows"

    assert parse_date_prefix(text) == (day, len(gap) + len("date 2021-11-10"))


READ = {
    # raw, then: place, city, agency, agency_name, date
    "ST. MARTEN, Mich. (AP) —": ("ST. MARTEN, Mich.", "St. Marten", "AP", "Associated Press", ""),
    "ST. MARTEN, Mich. (AP) _": ("ST. MARTEN, Mich.", "St. Marten", "AP", "Associated Press", ""),
    "ON BOARD THE GULL (AP) —": (
        *("ON BOARD THE GULL", "On Board the Gull"),
        *("AP", "Associated Press", ""),
    ),
    "HARBOUR CITY (Reuters) -": ("HARBOUR CITY", "Harbour City", "Reuters", "Reuters", ""),
    "WASHINGTON/LONDON, Nov 4 (Reuters) –": (
        "WASHINGTON/LONDON",
        "Washington",
        "Reuters",
        "Reuters",
        "--11-04",
    ),
    "BUCUREȘTI, 3 martie (Agerpres) -": (
        "BUCUREȘTI",
        "București",
        "Agerpres",
        "Agerpres",
        "--03-03",
    ),
    "Θεσσαλονίκη, 3 Μαρτίου (Reuters) -": (
        "Θεσσαλονίκη",
        "Θεσσαλονίκη",
        "Reuters",
        "Reuters",
        "--03-03",
    ),
    "BERLIN UND PARIS (dpa) -": (
        "BERLIN UND PARIS",
        "Berlin",
        "dpa",
        "Deutsche Presse-Agentur",
        "",
    ),
    "JOHANNESBURG March 13 -": ("JOHANNESBURG", "Johannesburg", None, None, "--03-13"),
    "NEW YORK , APri 7 -": ("NEW YORK", "New York", None, None, "--04-07"),
    "KASSEL, West Germany, March 26-": ("KASSEL, West Germany", "Kassel", None, None, "--03-26"),
    "Alderton, Ohio, june 18 -": ("Alderton, Ohio", "Alderton", None, None, "--06-18"),
    "dodge city, april 7 -": ("dodge city", "Dodge City", None, None, "--04-07"),
    "New york, March 2 -": ("New york", "New York", None, None, "--03-02"),
    "LA PAZ, March 20 -": ("LA PAZ", "La Paz", None, None, "--03-20"),
    "OSLO, Monday —": ("OSLO", "Oslo", None, None, ""),
    "London, March 3, 10:30 am (Reuters) –": ("London", "London", "Reuters", "Reuters", "--03-03"),
    "WASHINGTON (January 24, 2017) —": ("WASHINGTON", "Washington", None, None, "2017-01-24"),
    "Alderton, 27.6.205 –": ("Alderton", "Alderton", None, None, "--06-27"),
    "McALLEN, Texas (AP) —": ("McALLEN, Texas", "McAllen", "AP", "Associated Press", ""),
    "PORT-AU-PRINCE, Haiti —": ("PORT-AU-PRINCE, Haiti", "Port-au-Prince", None, None, ""),
    "Alderton, NY –": ("Alderton, NY", "Alderton", None, None, ""),
    "Surat,Gujarat,IN, July 30 AAP -": (
        "Surat,Gujarat,IN",
        "Surat",
        "AAP",
        "Australian Associated Press",
        "--07-30",
    ),
    "TORONTO, Ontario--(Newsfile Corp. - March 3, 2024) -": (
        "TORONTO, Ontario",
        "Toronto",
        "Newsfile Corp.",
        "Newsfile",
        "2024-03-03",
    ),
    "HONOLULU, Hawaii (HawaiiNewsNow) -": (
        "HONOLULU, Hawaii",
        "Honolulu",
        "HawaiiNewsNow",
        "HawaiiNewsNow",
        "",
    ),
    "AUSTIN (KXYZ) —": ("AUSTIN", "Austin", "KXYZ", None, ""),
    "Frankfurt a.M. (epd).": (
        "Frankfurt a.M.",
        "Frankfurt a.M.",
        "epd",
        "Evangelischer Pressedienst",
        "",
    ),
    "PRAHA 4. května (ČTK) -": ("PRAHA", "Praha", "ČTK", "Czech News Agency", "--05-04"),
    "КИЇВ, 4 травня (Укрінформ) -": ("КИЇВ", "Київ", "Укрінформ", "Ukrinform", "--05-04"),
    "HELSINKI, 4. toukokuuta (STT) –": (
        *("HELSINKI", "Helsinki"),
        *("STT", "Suomen Tietotoimisto", "--05-04"),
    ),
    "Budapest, 2024. május 3., péntek (MTI) –": (
        *("Budapest", "Budapest"),
        *("MTI", "MTI", "2024-05-03"),
    ),
    "Szeged, 2024. 05. 03. (MTI) -": ("Szeged", "Szeged", "MTI", "MTI", "2024-05-03"),
    "TEMPO.CO, Jakarta -": ("Jakarta", "Jakarta", "TEMPO.CO", "Tempo", ""),
    "MONTERREY, N.L.-": ("MONTERREY, N.L.", "Monterrey", None, None, ""),
    "NEW DELHI:": ("NEW DELHI", "New Delhi", None, None, ""),
    "New Delhi, Aug. 9:": ("New Delhi", "New Delhi", None, None, "--08-09"),
    "नई दिल्ली :": ("नई दिल्ली", "नई दिल्ली", None, None, ""),
    "കൊച്ചി:": ("കൊച്ചി", "കൊച്ചി", None, None, ""),
    "القاهرة (رويترز) -": ("القاهرة", "القاهرة", "رويترز", "Reuters", ""),
    "بيروت، 3 كانون الثاني (رويترز) -": ("بيروت", "بيروت", "رويترز", "Reuters", "--01-03"),
    "HUẾ, ngày 3 tháng 5 (TTXVN) -": ("HUẾ", "Huế", "TTXVN", "Vietnam News Agency", "--05-03"),
    "新华社北京3月3日电（记者张某）": ("北京", "北京", "新华社", "Xinhua", "--03-03"),
    "（中央社記者王某台北3日電）": ("台北", "台北", "中央社", "Central News Agency", "---03"),
    "［東京 ３日 ロイター］ -": ("東京", "東京", "ロイター", "Reuters", "---03"),
    "[수원=하루일보] 홍길동 기자 =": ("수원", "수원", "하루일보", None, ""),
    "(Reuters) -": (None, None, "Reuters", "Reuters", ""),
    "date 2021-11-10 WASHINGTON": ("WASHINGTON", "Washington", None, None, "2021-11-10"),
    "date 2021-01-02 OSLO, Dec 31 (Reuters) -": (
        "OSLO",
        "Oslo",
        "Reuters",
        "Reuters",
        "2020-12-31",
    ),
}


@pytest.mark.parametrize("raw", READ)
def test_what_outlets_print_is_read(raw):
    """Neighbours of the styles are read too: several cities, slips of the keyboard, odd spaces."""
    place, city, agency, name, day = READ[raw]
    found = parse_dateline(f" {before_prose(raw)}{STORY}")

    assert found is not None
    assert (found.raw, found.place, found.city) == (raw, place, city)
    assert (found.agency, found.agency_name) == (agency, name)
    assert str(found.date or "") == day


NOT_DATELINES = (
    "Monday, March 3 —",
    "THURSDAY, March 3 —",
    "SIGNATURE _____ _",
    "DEAR ABBY:",
    "WATCH:",
    "UPDATE 1-",
    "EXCLUSIVE —",
    "EXCLUSIVE:",
    "LIVE:",
    "Q:",
    "OPINION |",
    "BREAKING:",
    "BREAKING NEWS —",
    "PHOTOS:",
    "NOTE:",
    "INTERVIEWER:",
    "THE END —",
    "HAPPY NEW YEAR —",
    "GAME OVER –",
    "NATO -",
    "NATO —",
    "UNICEF —",
    "COVID-19 —",
    "U.S. —",
    "P.P.S. -",
    "MONDAY —",
    "AUGUST —",
    "May 3 —",
    "Boeing 737 —",
    "Reuters:",
    "Jane Doe —",
    "Trump and Merkel —",
    "Jane Doe, AP —",
    "Alder, Ferries.com -",
    "/Alder/",
    "Kenya:",
    "Last updated March 3, 2024 -",
    "In London, March 3 –",
    "WORLD FERRY CLUB (WFC) —",
    "The Associated Press (AP)",
    "Senator Jane Doe (R)",
    "(AP Photo/Jane Doe)",
    "LONDON (AP Photo/Jane Doe)",
    "(Photo by AP)",
    "ALDER RIVER Ferries and",
    "यह भी पढ़ें:",
    "नोट:",
    "【速報】",
    "【写真】",
    "[사진=홍길동]",
    "date 2023-08-04 August 04, 2023 12:15 am | Updated 07:01 pm IST",
    "date 2021-07-05  Skip to main content",
    "date 2021-07-05 BREAKING NEWS",
)


@pytest.mark.parametrize("opening", NOT_DATELINES)
def test_labels_acronyms_and_emphasis_are_no_datelines(opening):
    """Kickers, speakers, acronyms and emphasised openings are left in the prose."""
    assert parse_dateline(f"{opening} {STORY}") is None


@pytest.mark.parametrize(
    "text",
    [
        "Washington: what next?",
        "Washington: What next for the ferry?",
        "Paris — the city of ferries — is far from the sea, as everybody knows who lives there.",
        "Paris — The City of Ferries — is far from the sea, as everybody knows who lives there.",
        "Berlin (dpa).",
        "Foto: Berlin (dpa).",
        "Jane Doe, Harbour Museum, October 2, 2025 – February 15, 2026",
        "Jane Doe 4 March 2025 - 14:41",
    ],
)
def test_a_place_is_not_yet_a_dateline(text):
    """Titles, insertions, credits and date lines that open with a name are left alone."""
    assert parse_dateline(text) is None


@pytest.mark.parametrize("raw", ["ANKARA", "MADRID, 3 Mar. (EUROPA PRESS) -"])
def test_a_dateline_may_stand_alone(raw):
    """A dateline on a line of its own is one."""
    assert parse_dateline(raw) == parse_dateline(f"{raw} ")
    assert parse_dateline(raw) is not None


def test_months_may_be_limited_to_languages():
    """With `languages`, only their names of months count."""
    text = f"Alderton, 3 März – {STORY}"

    assert parse_dateline(text, languages={"de"}) is not None
    assert parse_dateline(text, languages={"en"}) is None


@pytest.mark.parametrize(
    ("printed", "reference", "completed"),
    [
        (PartialDate(None, 3, 3), date(2024, 3, 2), "2024-03-03"),
        (PartialDate(None, 3, 3), date(2024, 3, 1), "2023-03-03"),
        (PartialDate(None, 12, 31), date(2024, 1, 1), "2023-12-31"),
        (PartialDate(None, 2, 29), date(2023, 5, 1), "2020-02-29"),
        (PartialDate(None, None, 31), date(2024, 5, 2), "2024-03-31"),
        (PartialDate(2021, 3, 3), date(2024, 5, 1), "2021-03-03"),
    ],
)
def test_a_missing_year_is_the_latest_that_fits(printed, reference, completed):
    """Tomorrow still fits; the day after it was last year's."""
    dateline = Dateline("OSLO -", "OSLO", "Oslo", date=printed)

    assert str(complete(dateline, reference).date) == completed


@pytest.mark.parametrize("raw", ["OSLO--(BUSINESS WIRE)--", "新华社北京3月3日电", "【東京共同】"])
def test_some_datelines_run_on_into_prose(raw):
    """No space parts them from the story."""
    assert before_prose(raw) == raw


def test_a_pipe_line_names_agency_place_and_dates():
    """The printed offset of a zone is kept; created is published, updated is modified."""
    india = timezone(timedelta(hours=5, minutes=30))
    line = "Reuters | Washington DC | Updated: 16-11-2021 07:36 IST | Created: 16-11-2021 06:36 IST"

    assert parse_pipe_line(line) == (
        "Reuters",
        "Washington DC",
        datetime(2021, 11, 16, 6, 36, tzinfo=india),
        datetime(2021, 11, 16, 7, 36, tzinfo=india),
    )


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("PTI | Published: Dec 17, 2023", ("PTI", None, date(2023, 12, 17), None)),
        (
            "Oslo | AP | Updated: 3 March 2024, 9:05 PM GMT",
            ("AP", "Oslo", None, datetime(2024, 3, 3, 21, 5, tzinfo=UTC)),
        ),
        ("Home | News | Sport", None),
        ("Jane Doe | Published: Dec 17, 2023", None),
        ("| Updated: Dec 17, 2023, 10:40 PM IST", None),
        ("Reuters | Oslo", None),
        ("Reuters | Oslo | Updated: soon", None),
    ],
)
def test_other_lines_with_bars_are_none(line, read):
    """Without a known agency or two names, and a date, it is no such line."""
    assert parse_pipe_line(line) == read


@given(st.text(alphabet="| abRutes:0123456789-/,", max_size=250))
def test_a_pipe_line_never_raises(text):
    """Any text is a pipe line or none."""
    parsed = parse_pipe_line(text)

    assert parsed is None or parsed.agency
