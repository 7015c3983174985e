"""Loading, order, scope and failure of plugins."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.article import Article
from normalize.document import Document, Label, SourceBlock
from normalize.errors import OptionsError, PluginError, UnsupportedInput
from normalize.hooks import hookimpl
from normalize.options import Options
from normalize.plugins import Outlet, Plugins, installed, loader

GAZETTE = Outlet("gazette", "gazette.example")
HERALD = Outlet("herald", ["herald.example", "herald.test"])
SKIP = Options(on_plugin_error="skip")
DEFAULT = Options()
LABELS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


class Builtin:
    """Stands for the built-in behaviour."""

    @hookimpl
    def normalize_headline(self) -> str:
        """Always the same."""
        return "built-in"

    @hookimpl
    def normalize_label(self) -> Mapping[int, Label]:
        """The first block is body."""
        return {0: Label.keep("body", "built-in")}

    @hookimpl
    def normalize_finish(self, article: Article) -> Article:
        """Sign the article."""
        return article.replace(section="built-in")


def plugin(outlets: Sequence[Outlet] | None = None, **hooks: Any) -> SimpleNamespace:
    """A plugin whose hooks give fixed answers, or call the function given."""

    def answering(answer: object) -> Any:
        if callable(answer):
            return hookimpl(answer)
        return hookimpl(lambda: answer)

    functions = {f"normalize_{name}": answering(answer) for name, answer in hooks.items()}
    if outlets is not None:
        functions["normalize_register_outlets"] = hookimpl(lambda: outlets)
    return SimpleNamespace(**functions)


def with_a_default(document: Document | None = None) -> str:
    return "x"


def load(*given: object, options: Options = DEFAULT) -> Plugins:
    return Plugins.load(given, [("basis", Builtin())], options)


def document(outlet: Outlet | None = None, *texts: str) -> Document:
    return Document("source", outlet=outlet, blocks=[SourceBlock(text) for text in texts])


def headline(plugins: Plugins, outlet: Outlet | None = None) -> tuple[Any, str] | None:
    return plugins.first("normalize_headline", document(outlet), Options())


@pytest.fixture
def entry_points(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes modules, and the entry points that name them, the only ones installed."""

    def install(**plugins: object) -> None:
        entries = []
        for name, content in plugins.items():
            if content is not None:
                module = ModuleType(f"made_up_{name}")
                module.PLUGIN = content  # type: ignore[attr-defined]
                monkeypatch.setitem(sys.modules, module.__name__, module)
            entries.append(EntryPoint(name, f"made_up_{name}:PLUGIN", "normalize"))
        monkeypatch.setattr(loader, "entry_points", lambda **_: entries)

    return install


# ----------------------------------------------------------------- order


def test_an_outlets_code_comes_before_its_data_before_global_plugins_before_built_ins():
    plugins = load(
        plugin(label={0: Label.keep("body", "global")}),
        plugin([GAZETTE], label={0: Label.keep("body", "code")}),
    )

    answers = plugins.all("normalize_label", document(GAZETTE, "a"), Options())

    assert [name for _, name in answers] == [
        "SimpleNamespace_2",
        "outlet",
        "SimpleNamespace",
        "basis",
    ]


def test_global_plugins_are_asked_by_name_in_whatever_order_they_are_given():
    class Beta(Builtin):
        pass

    class Alpha(Builtin):
        pass

    for given_plugins in ([Alpha(), Beta()], [Beta(), Alpha()]):
        assert headline(load(*given_plugins)) == ("built-in", "Alpha")


def test_none_is_no_opinion_and_the_next_is_asked():
    assert headline(load(plugin(headline=None))) == ("built-in", "basis")


def test_an_empty_answer_stands():
    assert headline(load(plugin(headline=""))) == ("", "SimpleNamespace")


def test_nobody_answering_is_none():
    assert load().first("normalize_dateline", document(), Options()) is None


def test_all_leaves_out_those_without_an_opinion():
    answers = load(plugin(label=None)).all("normalize_label", document(None, "a"), Options())

    assert [name for _, name in answers] == ["basis"]


def test_the_last_word_goes_from_the_built_ins_to_the_outlets_code():
    def sign(name: str) -> Any:
        return lambda article: article.replace(section=f"{article.section} {name}")

    plugins = load(plugin(finish=sign("global")), plugin([GAZETTE], finish=sign("code")))

    article = plugins.finish(Article(), document(GAZETTE), Options())

    assert article.section == "built-in global code"


# ----------------------------------------------------------------- scope


def test_a_plugin_with_outlets_is_called_for_their_documents_alone():
    plugins = load(plugin([GAZETTE], headline="gazette"))

    assert headline(plugins, GAZETTE) == ("gazette", "SimpleNamespace")
    assert headline(plugins, HERALD) == headline(plugins) == ("built-in", "basis")


def test_a_plugin_that_serves_an_empty_list_of_outlets_is_never_called():
    assert headline(load(plugin([], headline="never"))) == ("built-in", "basis")


def test_an_outlet_without_code_adds_no_call_but_that_of_its_data():
    plugins = load(*(Outlet(f"o{i}", f"o{i}.example") for i in range(200)))

    callers = plugins.callers("normalize_headline", document(plugins.outlet(name="o7")))

    assert [caller.plugin for caller in callers] == ["outlet", "basis"]


def test_a_second_plugin_may_serve_the_very_same_outlet():
    plugins = load(plugin([GAZETTE], headline=None), plugin([GAZETTE], headline="second"))

    assert plugins.problems == ()
    assert headline(plugins, GAZETTE) == ("second", "SimpleNamespace_2")


def test_decoding_asks_no_outlet():
    plugins = load(plugin([GAZETTE], decode="gazette"), plugin(decode="global"))

    answer = plugins.first("normalize_decode", None, Options(), data=b"x")

    assert answer == ("global", "SimpleNamespace_2")


# ---------------------------------------------------- looking up outlets


@given(st.lists(LABELS, max_size=3))
def test_a_host_belongs_to_the_outlet_whose_domain_it_ends_with(labels):
    host = ".".join([*labels, "gazette.example"])

    assert load(GAZETTE).outlet(url=f"https://{host}/a?b=c") == GAZETTE


@given(LABELS)
def test_a_host_that_only_ends_in_the_same_letters_is_another_site(label):
    assert load(GAZETTE).outlet(url=f"https://{label}gazette.example/") is None


def test_the_longest_domain_wins():
    sport = Outlet("sport", "sport.gazette.example")

    assert load(GAZETTE, sport).outlet(url="https://www.sport.gazette.example/") == sport


@pytest.mark.parametrize(
    "url",
    [
        "https://GAZETTE.example./x",
        "http://user@gazette.example:8080/",
        "//gazette.example/x",
        "www.gazette.example/x",
    ],
)
def test_urls_come_in_many_forms(url):
    assert load(GAZETTE).outlet(url=url) == GAZETTE


@given(st.text(max_size=60))
def test_any_text_may_stand_where_a_url_should(url):
    assert load(GAZETTE).outlet(url=url) in (None, GAZETTE)


def test_a_name_or_a_domain_names_an_outlet():
    plugins = load(GAZETTE)

    assert plugins.outlet(name="Gazette") == GAZETTE
    assert plugins.outlet(name="www.gazette.example") == GAZETTE


def test_a_name_wins_over_the_url():
    plugins = load(GAZETTE, HERALD)

    assert plugins.outlet(name="herald", url="https://gazette.example/") == HERALD


def test_a_domain_that_no_outlet_has_is_no_mistake():
    assert load(GAZETTE).outlet(name="other.example") is None


def test_a_name_that_no_outlet_has_is_one_and_the_nearest_is_named():
    with pytest.raises(OptionsError, match="did you mean 'gazette'"):
        load(GAZETTE).outlet(name="gazete")


def test_a_domain_in_another_script_matches_its_ascii_form():
    outlet = Outlet("blatt", "blättchen.example")

    assert load(outlet).outlet(url="https://xn--blttchen-1za.example/") == outlet


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2019, 12, 31), "old"),
        (date(2020, 1, 1), "new"),
        (date(2031, 1, 1), "new"),
        (None, "new"),
    ],
)
def test_the_day_chooses_the_version_and_no_day_the_newest(on, expected):
    old = Outlet("gazette", "gazette.example", valid_until=date(2019, 12, 31), headline="h1.old")
    new = Outlet("gazette", "gazette.example", valid_from=date(2020, 1, 1), headline="h1.new")

    found = load(old, new).outlet(url="https://gazette.example/", on=on)

    assert found is not None
    assert found.headline == (f"h1.{expected}",)


def test_before_the_first_version_there_is_no_outlet():
    new = Outlet("gazette", "gazette.example", valid_from=date(2020, 1, 1))

    assert load(new).outlet(name="gazette", on=date(2019, 1, 1)) is None


def test_of_two_plugins_with_one_domain_the_first_counts_and_the_other_is_named():
    mine = Outlet("mine", "gazette.example")
    with pytest.warns(UserWarning, match="outlet 'mine' of plugin 'SimpleNamespace_2'"):
        plugins = load(plugin([GAZETTE]), plugin([mine]))

    assert plugins.outlet(url="https://gazette.example/") == GAZETTE


def test_an_outlet_that_is_given_goes_before_one_that_a_plugin_brings():
    mine = Outlet("gazette", "gazette.example", headline="h1.mine")

    assert load(plugin([GAZETTE]), mine).outlet(name="gazette") == mine


# --------------------------------------------------------------- failure


def test_a_plugin_that_raises_is_an_error_that_names_it_and_its_hook():
    def broken(document: Document) -> str:
        raise KeyError("place")

    with pytest.raises(
        PluginError, match="'SimpleNamespace', normalize_headline: KeyError"
    ) as caught:
        headline(load(plugin(headline=broken)))

    assert isinstance(caught.value.__cause__, KeyError)


def test_with_skip_the_next_is_asked_and_the_trace_says_so():
    def broken(document: Document) -> str:
        raise KeyError("place")

    here = document()
    answer = load(plugin(headline=broken)).first("normalize_headline", here, SKIP)

    assert answer == ("built-in", "basis")
    assert [(step.step, step.by, step.note) for step in here.trace] == [
        ("headline", "SimpleNamespace", "failed: KeyError: 'place'; skipped")
    ]


def test_with_skip_a_plugin_that_fails_half_way_leaves_the_document_as_it_was():
    def broken(document: Document) -> Document:
        document.blocks[0].text = "half"
        document.blocks.append(SourceBlock("done"))
        document.metadata.headline = "half done"
        document.language = "xx"
        document.note("repair", "broken", "half done")
        raise ValueError("half done")

    here = document(None, "whole")
    load(plugin(repair=broken)).first("normalize_repair", here, SKIP)
    here.trace.clear()

    assert here == document(None, "whole")


def test_with_skip_the_last_word_of_a_broken_plugin_is_skipped_too():
    def broken(article: Article) -> Article:
        raise ValueError("no")

    article = load(plugin(finish=broken)).finish(Article(), document(), SKIP)

    assert article.section == "built-in"
    assert article.trace[0].note == "failed: ValueError: no; skipped"


def test_errors_of_ours_pass_untouched():
    def refuse(document: Document) -> Document:
        raise UnsupportedInput("a crossword", "give an article")

    for options in (Options(), SKIP):
        with pytest.raises(UnsupportedInput):
            load(plugin(read=refuse)).first("normalize_read", document(), options)


def test_the_built_in_behaviour_is_never_skipped():
    def broken() -> str:
        raise ValueError("a bug of ours")

    plugins = Plugins.load((), [("basis", plugin(headline=broken))], SKIP)

    with pytest.raises(PluginError, match="'basis', normalize_headline"):
        plugins.first("normalize_headline", document(), SKIP)


@pytest.mark.parametrize(
    ("hook", "answer"),
    [
        ("headline", 5),
        ("authors", "Jane Doe"),
        ("authors", ["Jane Doe", None]),
        ("published", "2026-03-03"),
        ("label", [Label.keep("body", "x")]),
        ("label", {7: Label.keep("body", "x")}),
        ("label", {-1: Label.keep("body", "x")}),
        ("label", {0: "body"}),
        ("label", {0: [None]}),
        ("body", [7]),
        ("body", "0"),
        ("repair", "text"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_reported_where_it_is_given(hook, answer):
    plugins = load(plugin(**{hook: answer}))

    with pytest.raises(PluginError, match="SimpleNamespace"):
        plugins.first(f"normalize_{hook}", document(None, "a"), Options())


# --------------------------------------------------------------- loading


def test_installed_plugins_are_loaded_by_name_and_a_broken_one_is_named(entry_points):
    entry_points(zeta=plugin(headline="zeta"), broken=None, alpha=plugin(headline="alpha"))

    with pytest.warns(UserWarning, match="plugin 'broken', load: ModuleNotFoundError"):
        plugins = Plugins.load(None, (), Options())

    assert [(info.name, info.status.partition(":")[0]) for info in plugins.infos] == [
        ("alpha", "active"),
        ("broken", "broken"),
        ("zeta", "active"),
    ]
    assert headline(plugins) == ("alpha", "alpha")


def test_a_plugin_that_exits_on_import_does_not_end_the_program(entry_points, monkeypatch):
    def leave(self: EntryPoint) -> None:
        raise SystemExit(1)

    entry_points(leaver=None)
    monkeypatch.setattr(EntryPoint, "load", leave)

    assert installed(Options())[0].status.startswith("broken")


def test_an_entry_point_may_name_a_list_of_outlets_and_plugins(entry_points):
    guardian = ModuleType("somewhere.code")
    guardian.normalize_headline = hookimpl(lambda: "code")  # type: ignore[attr-defined]
    entry_points(press=[GAZETTE, guardian])

    assert [(info.name, info.hooks, info.outlets) for info in installed(Options())] == [
        ("press", (), ("gazette",)),
        ("press.code", ("normalize_headline",), ()),
    ]


@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_disabled_plugin_is_not_even_imported(by, entry_points, monkeypatch):
    entry_points(off=None, on=plugin(headline="on"))
    monkeypatch.setenv("NORMALIZE_DISABLE_PLUGINS", " off ," if by == "environment" else "")
    options = Options(disabled_plugins=frozenset({"off"} if by == "option" else ()))

    plugins = Plugins.load(None, (), options)

    assert {info.name: info.status for info in plugins.infos} == {
        "off": "disabled",
        "on": "active",
    }


def test_a_part_of_a_list_can_be_disabled(entry_points):
    part = ModuleType("code")
    part.normalize_headline = hookimpl(lambda: "code")  # type: ignore[attr-defined]
    entry_points(press=[GAZETTE, part])

    plugins = Plugins.load(None, (), Options(disabled_plugins=frozenset({"press.code"})))

    assert headline(plugins) is None
    assert plugins.outlet(name="gazette") == GAZETTE


def test_disabling_what_is_not_there_is_a_mistake(entry_points, monkeypatch):
    entry_points(alpha=plugin(headline="alpha"))

    with pytest.raises(OptionsError, match="'alpah' is not the name of a plugin; known: alpha"):
        Plugins.load(None, (), Options(disabled_plugins=frozenset({"alpah"})))
    monkeypatch.setenv("NORMALIZE_DISABLE_PLUGINS", "alpah")
    with pytest.warns(UserWarning, match="NORMALIZE_DISABLE_PLUGINS: 'alpah' is not"):
        Plugins.load(None, (), Options())


def test_disabling_an_installed_plugin_that_is_not_used_is_none(entry_points):
    entry_points(alpha=plugin(headline="alpha"))

    assert load(options=Options(disabled_plugins=frozenset({"alpha"}))).problems == ()


def test_an_installed_plugin_can_be_given_by_name(entry_points):
    entry_points(alpha=plugin(headline="alpha"), beta=plugin(headline="beta"))

    assert headline(load("beta")) == ("beta", "beta")
    with pytest.raises(OptionsError, match="no plugin is called 'gamma'; installed: alpha, beta"):
        load("gamma")


def test_two_installed_plugins_of_one_name_are_one_too_many(monkeypatch):
    entries = [EntryPoint("same", f"made_up_{i}:PLUGIN", "normalize") for i in (1, 2)]
    monkeypatch.setattr(loader, "entry_points", lambda **_: entries)
    monkeypatch.setattr(EntryPoint, "load", lambda self: plugin(headline=self.value))

    with pytest.warns(UserWarning, match="another plugin has this name"):
        plugins = Plugins.load(None, (), Options())

    assert headline(plugins) == ("made_up_1:PLUGIN", "same")


def test_an_installed_plugin_cannot_take_the_name_of_a_built_in(entry_points):
    entry_points(basis=plugin(headline="mine"))

    with pytest.warns(UserWarning, match="another plugin has this name"):
        plugins = Plugins.load(None, [("basis", Builtin())], Options())

    assert headline(plugins) == ("built-in", "basis")


def test_a_folder_of_files_adds_outlets_before_those_of_plugins(
    entry_points, monkeypatch, tmp_path: Path
):
    entry_points(press=[GAZETTE])
    (tmp_path / "gazette.toml").write_text('domains = "gazette.example"\nheadline = "h1.mine"')
    (tmp_path / "broken.toml").write_text("domains = ")
    monkeypatch.setenv("NORMALIZE_OUTLETS", str(tmp_path))

    with pytest.warns(UserWarning, match=r"broken\.toml"):
        plugins = Plugins.load(None, (), Options())

    found = plugins.outlet(name="gazette")
    assert found is not None
    assert found.headline == ("h1.mine",)


def test_the_folder_and_installed_plugins_are_left_out_where_plugins_are_given(
    entry_points, monkeypatch, tmp_path: Path
):
    entry_points(alpha=plugin(headline="alpha"))
    (tmp_path / "gazette.toml").write_text('domains = "gazette.example"')
    monkeypatch.setenv("NORMALIZE_OUTLETS", str(tmp_path))

    plugins = load()

    assert headline(plugins) == ("built-in", "basis")
    assert plugins.outlet(url="https://gazette.example/") is None


@pytest.mark.parametrize(
    ("given_plugin", "problem"),
    [
        (
            plugin(headlin="x"),
            "normalize_headlin: there is no such hook; did you mean normalize_headline",
        ),
        (plugin(headline=lambda text: text), "text"),
        (plugin(headline=with_a_default), "can't have default values"),
        (
            SimpleNamespace(normalize_headline=hookimpl(lambda: "x", tryfirst=True)),
            "takes no options",
        ),
        (
            SimpleNamespace(normalize_headline=hookimpl(lambda: "x", wrapper=True)),
            "takes no options",
        ),
        (SimpleNamespace(normalize_headline=lambda: "x"), "not marked with @hookimpl"),
        (SimpleNamespace(), "no hooks"),
        (Builtin, r"Builtin\(\)"),
        (plugin([1]), "1 is no Outlet"),  # type: ignore[list-item]
    ],
)
def test_what_is_wrong_with_a_plugin_is_said_when_it_is_given(given_plugin, problem):
    with pytest.raises(PluginError, match=problem):
        load(given_plugin)


def test_a_plugin_whose_outlets_cannot_be_made_is_broken_and_not_called(entry_points):
    def register() -> Sequence[Outlet]:
        return [Outlet("gazette", "https://gazette.example")]

    entry_points(bad=plugin(register_outlets=register, headline="never"))
    with pytest.warns(UserWarning, match="'https://gazette.example' is no domain"):
        plugins = Plugins.load(None, (), Options())

    assert headline(plugins) is None
