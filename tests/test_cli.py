"""The command line prints articles and ledgers, reports what fails, and goes on."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import normalize
from normalize.article import Article, Block, Dateline, PartialDate, Reason, Removed, Repair, Step
from normalize.cli import commands, routed
from normalize.cli import run as run_command
from normalize.cli.commands import app
from normalize.cli.explain import Line, explain, shown
from normalize.errors import OptionsError, UnsupportedInput

# The ledger

SOURCE = "Ferry returns\n\nAdvertisement\nOSLO (AP) — The ferry is back.Share this\n\nThe end."


def piece_of(text: str) -> tuple[tuple[int, int], ...]:
    start = SOURCE.index(text)
    return ((start, start + len(text)),)


FERRY = Article(
    headline="Ferry returns",
    authors=("Ingrid Moe", "Sam Lund"),
    published=date(2021, 11, 10),
    dateline=Dateline(
        "OSLO (AP) — ",
        "OSLO",
        "Oslo",
        "AP",
        "Associated Press",
        PartialDate(None, 6, 2),
        piece_of("OSLO (AP) — "),
    ),
    body="The ferry is back.\n\nThe end.",
    blocks=(
        Block("paragraph", "headline", "Ferry returns", piece_of("Ferry returns")),
        Block("paragraph", "body", "The ferry is back.", piece_of("The ferry is back.")),
        Block("paragraph", "body", "The end.", piece_of("The end.")),
    ),
    removed=(
        Removed(
            "Advertisement",
            Reason.ADVERTISEMENT,
            "phrase.en.advertisement",
            spans=piece_of("Advertisement"),
        ),
        Removed("Share this", Reason.SHARE, "box", plugin="quay", spans=piece_of("Share this")),
    ),
    repairs=(Repair("encoding", (3, 5), "Ã©", "é"),),
    trace=(Step("read", "text", "3 blocks"),),
)
PAGE = FERRY.replace(kind="html", page_type="article")


def plain(article: Article, source: str = SOURCE) -> list[str]:
    pieces = (*article.blocks[:1], *article.removed, *article.blocks[1:])
    return [str(line) for line in explain(article, pieces, source)]


def test_the_ledger_of_a_text_is_its_source_with_each_piece_marked():
    printed = [line for line in plain(FERRY) if not line.startswith("#")]

    assert printed == [
        "= [headline] Ferry returns",
        " ",
        "- [advertisement phrase.en.advertisement] Advertisement",
        "= [dateline] OSLO (AP) —",
        "  The ferry is back.",
        "- [share box by quay] Share this",
        " ",
        "  The end.",
    ]


def test_the_ledger_of_a_page_is_its_pieces_in_order():
    printed = [line for line in plain(PAGE) if not line.startswith("#")]

    assert printed == [
        "= [headline] Ferry returns",
        "- [advertisement phrase.en.advertisement] Advertisement",
        "- [share box by quay] Share this",
        "= [dateline] OSLO (AP) —",
        "  The ferry is back.",
        "  The end.",
    ]


def test_the_ledger_begins_with_the_fields_and_ends_with_repairs_and_trace():
    printed = [line for line in plain(FERRY) if line.startswith("#")]

    assert printed == [
        "# headline: Ferry returns",
        "# authors: Ingrid Moe; Sam Lund",
        "# dateline: OSLO (AP) — (place OSLO, city Oslo, agency Associated Press, date --06-02)",
        "# published: 2021-11-10",
        "# source: text, unknown",
        "#",
        "#",
        "# repair encoding at 3-5: 'Ã©' -> 'é'",
        "# trace read (text): 3 blocks",
    ]


def test_what_nobody_accounts_for_is_marked():
    bare = Article(blocks=FERRY.blocks[:1], headline="Ferry returns")

    assert "? [unaccounted] Advertisement" in plain(bare)


@given(
    st.text(st.characters(exclude_categories=()) | st.sampled_from(" \n\r\t"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.booleans())),
)
def test_every_character_of_a_text_is_in_its_ledger_once(source, cuts):
    spans = [(((start, start + length),), kept) for start, length, kept in cuts]
    article = Article(
        blocks=tuple(Block("paragraph", "body", "…", span) for span, kept in spans if kept),
        removed=tuple(Removed("…", Reason.TAGS, "r", spans=s) for s, kept in spans if not kept),
    )

    printed = [line.text for line in explain(article, (), source) if line.mark != "#"]

    assert "".join("".join(printed).split()) == "".join(source.split())


def test_the_ledger_is_plain_in_a_pipe():
    assert shown([Line(" ", "back"), Line("-", "Ad", "share box")]) == "  back\n- [share box] Ad"


def test_the_ledger_is_coloured_in_a_terminal_and_gives_it_no_orders(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    printed = shown([Line("-", "Ad\x1b[2J\x9b2J\twith [bold]", "share box")])

    assert printed.startswith("\x1b[31m- [share box] Ad\ufffd[2J\ufffd2J")
    assert "with [bold]" in printed


# Which command is meant


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["page.html"], ["run", "page.html"]),
        (["-"], ["run", "-"]),
        (["--format", "json", "a"], ["run", "--format", "json", "a"]),
        (["./run"], ["run", "./run"]),
        (["run", "a"], ["run", "a"]),
        (["plugin", "list"], ["plugin", "list"]),
        (["plugin"], ["plugin"]),
        (["--help"], ["--help"]),
        (["--version"], ["--version"]),
        (["a", "plugin"], ["run", "a", "plugin"]),
    ],
)
def test_a_first_argument_that_names_no_command_is_a_file(arguments, expected):
    assert routed(arguments) == expected


class Terminal(io.StringIO):
    """An input that is a terminal."""

    def isatty(self) -> bool:
        """Whether somebody sits there."""
        return True


def test_without_arguments_a_terminal_gets_help_and_a_pipe_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert routed([]) == ["--help"]

    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert routed([]) == ["run"]


# Running, with a normalizer that makes an article of a file's first line


class Stub:
    """Takes every source for a headline; `PDF` it does not take."""

    def __init__(self) -> None:
        self.given = {}

    def normalize(self, source: bytes, **given: object) -> Article:
        """As `Normalizer.normalize`."""
        self.given = given
        if source.startswith(b"PDF"):
            raise UnsupportedInput("a PDF", "pass its text")
        if given["outlet"] == "nowhere":
            raise OptionsError("no outlet 'nowhere'")
        text = source.decode()
        return Article(headline=text, blocks=(Block("paragraph", "headline", text, ((0, 5),)),))

    def explain(self, source: bytes, **given: object) -> tuple[Article, list[Block | Removed]]:
        """As `Normalizer.explain`."""
        article = self.normalize(source, **given)
        return article, list(article.blocks)


@pytest.fixture
def stub(monkeypatch):
    made = Stub()

    def normalizer(options):
        made.options = options
        return made

    monkeypatch.setattr(run_command, "_normalizer", normalizer)
    return made


@pytest.fixture
def files(tmp_path, monkeypatch):
    for name in ("Ferry", "Harbour", "PDF"):
        (tmp_path / name).write_text(name)
    monkeypatch.chdir(tmp_path)


def ran(*arguments: str, stdin: str | None = None):
    return CliRunner().invoke(app, routed(arguments), input=stdin, prog_name="normalize")


running = pytest.mark.usefixtures("stub", "files")


@running
def test_one_file_is_printed_alone():
    assert ran("Ferry").output == "Ferry\n"


@running
def test_files_are_told_apart_by_their_names():
    assert ran("Ferry", "Harbour").output == ("==> Ferry <==\nFerry\n\n==> Harbour <==\nHarbour\n")


@running
def test_a_dash_is_standard_input():
    assert ran("-", stdin="Łódź").output == "Łódź\n"


@running
def test_no_file_is_standard_input_in_a_pipe():
    assert ran("-f", "markdown", stdin="Ferry").output == "# Ferry\n"


@pytest.mark.parametrize("form", ["json", "jsonld", "ninjs"])
@running
def test_json_of_several_files_is_one_document_a_line(form):
    first, second = ran("Ferry", "Harbour", "-f", form).output.splitlines()

    assert "Ferry" in first
    assert "Harbour" in second
    assert json.loads(first)
    assert json.loads(second)


@running
def test_a_source_that_fails_is_named_and_the_others_go_on():
    done = ran("PDF", "Nothing", "Ferry", "--format", "json")

    assert done.stderr.splitlines() == [
        "normalize: PDF: a PDF: pass its text",
        "normalize: Nothing: No such file or directory",
    ]
    assert json.loads(done.stdout)["headline"] == "Ferry"
    assert done.exit_code == 1


@running
def test_a_folder_is_no_file():
    assert ran(".").stderr == "normalize: .: Is a directory\n"


@running
def test_what_is_known_of_the_source_is_passed_on(stub):
    ran(
        *("Ferry", "--url", "https://quay.example/", "--outlet", "The Quay"),
        *("--kind", "html", "--as-of", "2021-11-10"),
    )

    assert stub.given == {
        "url": "https://quay.example/",
        "outlet": "The Quay",
        "kind": "html",
        "as_of": date(2021, 11, 10),
    }


@running
def test_reasons_to_keep_and_plugins_to_leave_out_are_repeatable(stub):
    ran(
        *("Ferry", "--keep", "caption", "--keep", "tags"),
        *("--disable-plugin", "quay", "--disable-plugin", "pier"),
    )

    assert set(stub.options["keep"]) == {Reason.CAPTION, Reason.TAGS}
    assert set(stub.options["disabled_plugins"]) == {"quay", "pier"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("Ferry", "--keep", "boredom"),
        ("Ferry", "--as-of", "yesterday"),
        ("Ferry", "--kind", "pdf"),
        ("Ferry", "--format", "yaml"),
        ("Ferry", "--colour"),
        ("Ferry", "--outlet", "nowhere"),
        ("Ferry", "--explain", "--format", "json"),
    ],
)
@running
def test_a_mistake_in_the_command_line_exits_with_2(arguments):
    done = ran(*arguments)

    assert done.exit_code == 2
    assert "Error" in done.stderr
    assert done.stdout == ""


@running
def test_a_terminal_without_files_is_a_mistake(monkeypatch):
    monkeypatch.setattr(run_command, "_at_terminal", lambda: True)

    assert ran("-f", "json").exit_code == 2


@running
def test_an_interruption_exits_with_130(stub):
    def interrupted(*_: object, **__: object) -> Article:
        raise KeyboardInterrupt

    stub.normalize = interrupted

    assert ran("Ferry").exit_code == 130


def test_help_documents_exit_codes_and_every_command():
    said = ran("--help").output

    assert "Exit codes: 0" in said
    assert all(name in said for name in commands.command_names())


def test_the_version_is_the_package_s(monkeypatch):
    monkeypatch.setitem(vars(normalize), "__version__", "1.2.3")

    assert ran("--version").output == "normalize 1.2.3\n"


# As a process


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from normalize.cli import main; main()", *arguments]


ENVIRONMENT = os.environ | {"PYTHONIOENCODING": "latin-1"}


def processed(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        check=False,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="there are no such pipes here")
def test_a_reader_that_goes_away_ends_it_without_a_word():
    ours, theirs = os.pipe()
    os.close(ours)

    done = subprocess.run(
        command("--help"), stdout=theirs, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False
    )

    os.close(theirs)
    assert done.stderr == b""
    assert done.returncode == -signal.SIGPIPE


STORY = (
    "Łódź ferry returns\n\nOSLO (AP) — The ferry is back in service after three weeks of work.\n\n"
    "Advertisement\n\nIt now runs twice a day, and the harbour has a new pier.\n"
)


def test_a_text_on_standard_input_becomes_an_article_in_utf_8():
    done = processed("-", stdin=STORY)

    assert done.stdout == STORY.replace("Advertisement\n\n", "")
    assert (done.stderr, done.returncode) == ("", 0)


def test_an_explained_text_has_every_character_of_it():
    done = processed("--explain", stdin=STORY)

    printed = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    unmarked = [re.sub(r"^([=-]) \[[^]]*\]", r"\1", line)[1:] for line in printed]
    assert "".join("".join(unmarked).split()) == "".join(STORY.split())
    assert "- [advertisement phrase.en.advertisement] Advertisement" in printed


def test_an_explained_page_has_its_pieces_in_order():
    page = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.split("\n\n"))

    done = processed("--explain", "--kind", "html", stdin=f"<article>{page}</article>")

    order = [done.stdout.index(word) for word in ("The ferry is", "] Advertisement", "It now runs")]
    assert order == sorted(order)


def test_plugins_are_listed_for_people_and_programs():
    for_people, for_programs = processed("plugin", "list"), processed("plugin", "list", "--json")

    assert for_people.returncode == for_programs.returncode == 0
    for plugin in json.loads(for_programs.stdout):
        assert {"name", "version", "hooks", "outlets", "status"} == set(plugin)
        assert plugin["name"] in for_people.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a full disk at hand")
def test_a_full_disk_is_told_in_one_line() -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-c", "from normalize.cli import main; main()", "-"],
            input=b"The ferry is back.\n" * 2000,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines() == ["normalize: can't write: No space left on device"]


def test_a_missing_folder_of_outlets_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORMALIZE_OUTLETS", "/no/such/folder")

    with pytest.warns(UserWarning, match="there is no folder '/no/such/folder'"):
        CliRunner().invoke(app, ["plugin", "list"])


def test_a_report_shows_the_article_beside_its_source(tmp_path) -> None:
    report = tmp_path / "report.html"

    done = processed("inspect", "-", "--out", str(report), stdin=STORY)

    assert done.returncode == 0
    assert '<h1 id="removed-title">Removed</h1>' in report.read_text("utf-8")


def test_a_trace_names_the_hooks_and_who_answered() -> None:
    done = processed("plugin", "trace", "-", stdin=STORY)

    assert "normalize_body\n  split: " in done.stdout


@pytest.mark.parametrize("command", [("inspect", "--out", "report.html"), ("plugin", "trace")])
def test_a_source_that_cannot_be_looked_into_is_named(command, tmp_path) -> None:
    missing = processed(*command, str(tmp_path / "none.html"))
    wrong = processed(*command, "-", "--outlet", "no such outlet", stdin=STORY)

    assert (missing.returncode, wrong.returncode) == (1, 2)
    assert "none.html: No such file" in missing.stderr
    assert "no outlet is called" in wrong.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("inspect", "{page}", "--out", "{out}"),
        ("outlet", "learn", "{page}", "--domain", "gazette.example", "--out", "{out}"),
    ],
)
def test_a_file_that_cannot_be_written_is_named(command, tmp_path):
    page, out = tmp_path / "page.html", tmp_path / "nowhere" / "out"
    page.write_text("<h1>Ferry returns</h1><p>The ferry was back in service on Monday.</p>")

    done = processed(*(part.format(page=page, out=out) for part in command))

    assert done.returncode == 1
    assert done.stderr.endswith(f"normalize: {out}: No such file or directory\n")
