"""Outlets in files, read when they are asked for, and their versions by date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from normalize import Normalizer, OptionsError
from normalize.options import Options
from normalize.plugins import Outlet, OutletFile, Plugins, index_of, indexed_outlets

PROSE = "The ferry was back in service on Monday morning, a spokesman for the line told reporters."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of outlets, with no other plugin installed."""
    monkeypatch.setattr("normalize.plugins.loader.entry_points", lambda **_: ())
    monkeypatch.setenv("NORMALIZE_OUTLETS", str(tmp_path))
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, in order."""
    names: list[str] = []
    read = Outlet.from_toml

    def noted(path: Path) -> Outlet:
        names.append(path.name)
        return read(path)

    monkeypatch.setattr(Outlet, "from_toml", noted)
    return names


def load() -> Plugins:
    return Plugins.load(None, (), Options())


def test_a_file_called_by_a_domain_is_read_once_and_only_for_its_documents(folder, reads):
    (folder / "gazette.example.toml").write_text("language = 'en'")
    (folder / "herald.example.toml").write_text("language = 'de'")
    plugins = load()
    assert reads == []

    for _ in range(2):
        found = plugins.outlet(url="https://www.gazette.example/ferry")
        assert found is not None
        assert found.language == "en"

    assert reads == ["gazette.example.toml"]


def test_a_file_with_another_name_is_read_at_the_start(folder, reads):
    (folder / "gazette.toml").write_text("domains = 'gazette.example'")

    plugins = load()

    assert reads == ["gazette.toml"]
    assert plugins.outlet(url="https://gazette.example/") is not None


def test_a_name_inside_a_file_is_found_by_reading_what_was_not_yet_read(folder, reads):
    (folder / "gazette.example.toml").write_text("name = 'The Gazette'")
    (folder / "herald.example.toml").write_text("")
    plugins = load()

    found = plugins.outlet(name="the gazette")

    assert found is not None
    assert found.domains == ("gazette.example",)
    with pytest.raises(OptionsError, match="did you mean 'the gazette'"):
        plugins.outlet(name="the gazete")
    assert reads == ["gazette.example.toml", "herald.example.toml"]


def test_a_file_that_cannot_be_read_is_told_once_and_its_pages_are_generic(folder):
    (folder / "gazette.example.toml").write_text("container = ")
    plugins = load()

    with pytest.warns(UserWarning, match=r"gazette\.example\.toml"):
        assert plugins.outlet(url="https://gazette.example/") is None
    assert plugins.outlet(url="https://gazette.example/") is None


def test_a_file_for_other_domains_than_its_name_says_so(folder):
    (folder / "gazette.example.toml").write_text("domains = ['herald.example']")

    with pytest.warns(UserWarning, match=r"its domains are herald\.example"):
        assert load().outlet(url="https://gazette.example/") is None


def test_an_index_names_outlets_and_their_domains_without_reading_them(tmp_path, reads):
    (tmp_path / "press.toml").write_text("domains = ['gazette.example', 'herald.example']")
    (tmp_path / "index.json").write_text(index_of(tmp_path))
    reads.clear()

    plugins = Plugins.load([indexed_outlets(tmp_path)], (), Options())

    assert reads == []
    assert plugins.outlet(url="https://herald.example/") == plugins.outlet(name="press")
    assert reads == ["press.toml"]


def test_a_file_stands_back_for_an_outlet_that_is_given(tmp_path):
    path = tmp_path / "gazette.example.toml"
    path.write_text("container = 'div.mine'")
    given = Outlet("gazette", "gazette.example", container="div.given")

    with pytest.warns(UserWarning, match="comes first"):
        plugins = Plugins.load([given, OutletFile(path, given.domains)], (), Options())

    assert plugins.outlet(url="https://gazette.example/") == given


# -------------------------------------------------------------------- versions

OLD = Outlet(
    "gazette",
    "gazette.example",
    valid_from=date(2015, 1, 1),
    valid_until=date(2019, 12, 31),
    headline="h2.old",
)
NEW = Outlet("gazette", "gazette.example", valid_from=date(2020, 1, 1), headline="h2.new")
URL = "https://www.gazette.example/ferry"


def page(published: str = "") -> str:
    return f"""<meta property="article:published_time" content="{published}">
        <h1>Ferry returns</h1><h2 class=old>The old headline</h2><h2 class=new>The new headline</h2>
        <p>{PROSE}</p><p>{PROSE} Nobody was hurt.</p>"""


@pytest.mark.parametrize(
    ("published", "as_of", "headline"),
    [
        ("2018-05-01", None, "The old headline"),
        ("2021-05-01", None, "The new headline"),
        ("2018-05-01", date(2021, 5, 1), "The new headline"),
        ("2021-05-01", date(2018, 5, 1), "The old headline"),
        ("", None, "The new headline"),
        ("2001-05-01", None, "Ferry returns"),
    ],
)
@pytest.mark.parametrize("told", [{"url": URL}, {"outlet": "gazette"}])
def test_a_version_is_for_the_pages_of_its_days(told, published, as_of, headline):
    normalizer = Normalizer(plugins=[OLD, NEW])

    article = normalizer.normalize(page(published), kind="html", as_of=as_of, **told)

    assert article.headline == headline


def test_a_page_that_names_its_own_address_gets_the_version_of_its_day():
    source = f'<link rel="canonical" href="{URL}">{page("2018-05-01")}'

    article = Normalizer(plugins=[OLD, NEW]).normalize(source, kind="html")

    assert article.headline == "The old headline"


def test_a_day_without_a_version_is_told():
    article = Normalizer(plugins=[OLD, NEW]).normalize(page("2001-05-01"), url=URL, kind="html")

    assert article.outlet is None
    assert [(step.step, step.note) for step in article.trace if step.step == "outlet"] == [
        ("outlet", "no version for 2001-05-01")
    ]


def test_a_selector_that_finds_nothing_falls_back_and_is_told():
    outlet = Outlet("gazette", "gazette.example", headline="h3.gone", container="div.gone")

    article = Normalizer(plugins=[outlet]).normalize(page(), url=URL, kind="html")

    assert article.headline == "Ferry returns"
    assert [step.note for step in article.trace if step.by == "outlet"] == [
        "div.gone found nothing",
        "h3.gone found nothing",
    ]
