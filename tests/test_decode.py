"""Bytes become text, or an error that says what they are."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.errors import UnsupportedInput
from normalize.read.decode import check_text, decode, read_bytes

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
PROSE = st.text(st.characters(categories=["L", "Zs"], include_characters=".,\n"), min_size=20)

SAMPLES = {
    "windows-1251": "Правительство одобрило бюджет на следующий год. «Да», — сказал министр.",
    "koi8-r": "Вчера в городе открыли новый мост через реку, его строили четыре года.",
    "windows-1250": "Rząd przyjął ustawę. „Żądamy więcej pieniędzy”, powiedział śląski poseł.",
    "iso-8859-2": "Źródła podają, że żółta łódź zatonęła wczoraj wieczorem w pobliżu wyspy.",
    "shift_jis": "政府は昨日、新しい予算案を発表した。首相は満足だと述べた。",
    "euc-jp": "東京で新しい駅が開業した。初日には多くの人々が訪れた。",
    "gb18030": "政府昨天公布了新的预算。部长说：“我们对结果很满意。”",
    "big5": "政府昨天公布了新的預算。部長說：「我們對結果很滿意。」",
    "euc-kr": "정부는 어제 새 예산안을 발표했다. 장관은 만족한다고 말했다.",
    "windows-1254": "Hükümet dün yeni bütçeyi açıkladı. Bakan, “çalışıyoruz” diye ışıl gülümsedi.",
    "windows-1253": "Η κυβέρνηση ανακοίνωσε χθες τον νέο προϋπολογισμό για την επόμενη χρονιά.",
    "windows-1252": "Le gouvernement a présenté le budget. « C’est déjà ça », a soufflé un député.",
    "windows-1255": "הממשלה הציגה אתמול את התקציב החדש לשנה הבאה, אמר השר בישיבה.",
    "windows-1256": "أعلنت الحكومة أمس الميزانية الجديدة للسنة القادمة، وقال الوزير إنه سعيد.",
}
GUESSABLE = SAMPLES.keys() - {"windows-1254"}  # In short it looks like windows-1252.


@given(TEXTS)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_byte_order_mark_comes_back(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == text


@given(PROSE)
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.binary())
def test_any_bytes_are_text_without_nul_or_unsupported(data: bytes) -> None:
    try:
        text = decode(data)
    except UnsupportedInput:
        return
    assert "\0" not in text
    text.encode()  # No lone surrogates.


@given(st.one_of(st.binary(), TEXTS.map(str.encode), TEXTS.map(lambda t: t.encode("utf-8-sig"))))
def test_bytes_are_kept_where_they_are_the_text_in_utf8(data: bytes) -> None:
    """Then the parser of a page is given them as they are."""
    try:
        decoded = read_bytes(data)
    except UnsupportedInput:
        return
    assert (decoded.utf8 == data) == (decoded.text.encode() == data)


@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=30), st.integers(0, 60))
def test_damaged_legacy_text_never_raises(name: str, damage: bytes, at: int) -> None:
    data = SAMPLES[name].encode(name)
    assert decode(b"<meta charset=%s>" % name.encode() + data[:at] + damage + data[at:])


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_declared_charset_is_believed(name: str) -> None:
    page = f'<html><head><meta charset="{name}"></head><body><p>{SAMPLES[name]}</p></body></html>'
    assert decode(page.encode(name)) == page


@pytest.mark.parametrize("name", sorted(GUESSABLE))
def test_an_undeclared_charset_is_guessed(name: str) -> None:
    assert decode(SAMPLES[name].encode(name)) == SAMPLES[name]


@pytest.mark.parametrize(
    ("markup", "codec"),
    [
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html;charset=KOI8-R'>", "koi8-r"),
        ('<?xml version="1.0" encoding="iso-8859-5"?><html>', "iso8859-5"),
        ("<!-- <meta charset=koi8-r> --><meta charset = 'cp1251'>", "cp1251"),
    ],
)
def test_a_declaration_is_found_in_each_form(markup: str, codec: str) -> None:
    page = markup + "<p>Новости дня"
    assert decode(page.encode(codec)) == page


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "“Déjà vu”, 5 €"),
        ("us-ascii", "cp1252", "“Déjà vu”, 5 €"),
        ("gb2312", "gb18030", "朱镕基和陶喆昨天到了北京"),
        ("shift_jis", "cp932", "髙橋さんは①番の席に座った"),
        ("ks_c_5601-1987", "cp949", "펲시맨과 똠방각하를 보았다"),
        ("iso-8859-9", "cp1254", "“Şimdi” dedi"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str, text: str) -> None:
    page = f"<meta charset={label}><p>{text}</p>"
    assert decode(page.encode(codec)) == page


@pytest.mark.parametrize("label", ["iso-8859-1", "gb2312", "windows-1251", "utf-16", "nonsense"])
def test_valid_utf8_beats_a_declared_charset(label: str) -> None:
    page = f"<meta charset={label}><p>“Ну вот”, said Zoë — 新年"
    assert decode(page.encode()) == page


def test_a_wrongly_declared_utf8_is_read_as_what_it_is() -> None:
    page = "<meta charset=utf-8><p>Le député a présenté le rapport à l’Assemblée."
    assert decode(page.encode("cp1252")) == page


def test_a_declared_charset_that_cannot_read_the_bytes_is_not_believed() -> None:
    page = "<meta charset=euc-jp><p>" + SAMPLES["windows-1251"]
    assert decode(page.encode("cp1251")) == page


def test_a_few_broken_bytes_leave_utf8_as_it_is() -> None:
    text = "Zoë’s café — “naïve” façades, as she said."
    data = text.encode().replace(b"\xc3\xab", b"\xc3", 1)
    assert decode(data) == text.replace("ë", "\ufffd", 1)


def test_utf8_cut_inside_its_last_character_is_still_utf8() -> None:
    assert decode("She said “so” and “no".encode() + b"\xe2\x80") == "She said “so” and “no\ufffd"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text", ["The council met on Monday.\n", "Совет собрался в понедельник.\n"]
)
def test_wide_text_without_a_mark_is_seen_by_its_nuls(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == text


def test_stray_nuls_are_dropped() -> None:
    assert decode(b"The council\0 met on\0\0 Monday.") == "The council met on Monday."


def test_iso_2022_jp_is_seen_by_its_escapes() -> None:
    assert decode(SAMPLES["shift_jis"].encode("iso2022_jp")) == SAMPLES["shift_jis"]


def test_undefined_bytes_of_windows_1252_stay_control_characters() -> None:
    assert decode(b"<meta charset=windows-1252><p>caf\xe9 \x9d\x81") == (
        "<meta charset=windows-1252><p>café \x9d\x81"
    )


def _zip(name: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


FILES = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "GIF": b"GIF89a\x01\0\x01\0\x80\0\0",
    "WebP": b"RIFF\x24\0\0\0WEBPVP8 ",
    "gzip": gzip.compress(b"text"),
    "zip": _zip("a.txt"),
    "Office": _zip("[Content_Types].xml"),
    "tar": b"a.txt".ljust(257, b"\0") + b"ustar\0" + bytes(250),
    "RTF": b"{\\rtf1\\ansi text}",
    "SQLite": b"SQLite format 3\0\x10\0",
    "Parquet": b"PAR1\x15\x04\x15",
    "ELF": b"\x7fELF\x02\x01\x01",
    "Windows": b"MZ\x90\0\x03\0\0\0\x04\0\0\0",
    "MP3": b"ID3\x04\0\0\0\0\x00\x23TSSE",
    "MP4": b"\0\0\0\x20ftypisom",
    "WARC": b"WARC/1.0\r\nWARC-Type: response\r\n",
    "font": b"wOF2\0\x01\0\0",
    "binary": bytes(range(256)) * 4,
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_another_kind_is_named(kind: str) -> None:
    with pytest.raises(UnsupportedInput, match=kind) as caught:
        decode(FILES[kind])
    assert caught.value.advice


@pytest.mark.parametrize("kind", ["PDF", "PNG", "RTF", "gzip", "binary"])
def test_a_file_given_as_str_is_named_too(kind: str) -> None:
    with pytest.raises(UnsupportedInput, match=kind):
        check_text(FILES[kind].decode("latin-1"))


@pytest.mark.parametrize(
    "url",
    ["https://example.org/news/1", " http://example.org\n", "www.example.org/a", "example.org/a/b"],
)
def test_a_url_given_by_mistake_is_named(url: str) -> None:
    with pytest.raises(UnsupportedInput, match="URL"):
        check_text(url)


@pytest.mark.parametrize(
    "path",
    [
        "file:///home/ann/page.html",
        "/home/ann/page.html",
        "/home/ann/page",
        "./a.txt",
        "../pages/1",
        "~/page.htm",
        r"C:\pages\article.html",
        r"\\server\share\a.html",
        "article.html",
        "pages/article.html.gz",
        "dump.warc.gz",
    ],
)
def test_a_path_given_by_mistake_is_named(path: str) -> None:
    with pytest.raises(UnsupportedInput, match="read_bytes"):
        check_text(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "News",
        "Amazon.com",
        "Node.js",
        "U.S./U.K.",
        "and/or",
        "/sarcasm",
        "1.5/2.5",
        "See https://example.org/news/1 for more.",
        "The file article.html was deleted.",
        "BMW announces a new plant.",
        "MZ is an old motorcycle maker.",
        "GIF89a is a file format.",
        "https://example.org/a\n\nThe council met on Monday.",
        "Café 世界",
    ],
)
def test_real_text_passes(text: str) -> None:
    check_text(text)
    assert decode(text.encode()) == text
