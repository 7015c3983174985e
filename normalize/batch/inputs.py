"""From what was named (files, folders, globs, remote addresses, `-`) to files, in a fixed order."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from normalize.errors import BatchError

FORMATS = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
}
PACKINGS = (".gz", ".zst")
STDIN = "-"
MANIFEST = "_manifest.jsonl"
"""By this file a folder is known that a batch wrote."""
_KNOWN = f"{', '.join(FORMATS)}, each but .parquet also {' and '.join(PACKINGS)}"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `stamp` changes when the file does; `problem` is why it can't be read."""

    path: str
    format: str
    packing: str | None = None
    size: int | None = None
    stamp: str = ""
    problem: Exception | None = None

    @property
    def is_remote(self) -> bool:
        """Whether the path is an address for fsspec."""
        return "://" in self.path

    def open(self) -> IO[bytes]:
        """The file's bytes as they are on the disk.

        Raises:
            OSError: it can't be read.
        """
        if self.problem is not None:
            raise self.problem
        if self.path == STDIN:
            return sys.stdin.buffer
        if self.is_remote:
            fs, path = _remote(self.path)
            return cast(IO[bytes], fs.open(path, "rb"))
        return Path(self.path).open("rb")


def check_named(names: Sequence[str]) -> None:
    """Refuse, before any work, what can only be a mistake.

    Raises:
        BatchError: nothing was named, a file that is not there, a file of no known format, an
            address that nothing here can read.
    """
    if not names:
        raise BatchError("no input: name files, folders, globs, or - for standard input")
    for name in names:
        if "://" in name:
            _remote(name)
        if name == STDIN or "://" in name or Path(name).is_dir():
            continue
        if os.path.lexists(name):
            if _format(name) is None:
                raise BatchError(f"{name}: of no known format; known are {_KNOWN}")
        elif not glob.has_magic(name):
            raise BatchError(f"{name}: there is no such file or folder")
        elif next(glob.iglob(name, recursive=True), None) is None:
            raise BatchError(f"{name}: matches no file")


def listed(
    names: Iterable[str], passed_over: Counter[str], *, apart_from: Path | None = None
) -> Iterator[Input]:
    """The files that were named, one after the other, always in the same order.

    Folders are walked by name, their files and folders in the order of their names; names
    that begin with `.` or `_` are left out, as engines do, and folders that a batch wrote.

    Args:
        names: files, folders, globs, addresses that fsspec knows, `-`.
        passed_over: counts the files of unknown formats in folders and globs, by suffix.
        apart_from: a folder to leave out: the one that is being written.
    """
    for name in dict.fromkeys(names):
        if name == STDIN:
            yield Input(STDIN, "jsonl")
        elif "://" in name:
            yield from _of_format(_remote_files(name), passed_over, _remote_input)
        elif Path(name).is_dir():
            yield from _of_format(_walked(name, apart_from), passed_over, _local_input)
        elif os.path.lexists(name):
            yield _local_input(name)
        else:
            found = sorted(glob.iglob(name, recursive=True))
            files = (path for path in found if not Path(path).is_dir())
            yield from _of_format(files, passed_over, _local_input)


def total_size(names: Sequence[str], apart_from: Path | None = None) -> int | None:
    """The bytes of all that was named; None where some is not on this machine."""
    if any(name == STDIN or "://" in name for name in names):
        return None
    return sum(each.size or 0 for each in listed(names, Counter(), apart_from=apart_from))


# Names


def _suffixes(path: str) -> tuple[str, str | None]:
    """The suffix of the format, and that of the packing."""
    name = path.rpartition("/")[2].lower()
    for packing in PACKINGS:
        if name.endswith(packing):
            return Path(name.removesuffix(packing)).suffix, packing
    return Path(name).suffix, None


def _format(path: str) -> str | None:
    suffix, packing = _suffixes(path)
    found = FORMATS.get(suffix)
    return None if found == "parquet" and packing else found


def _of_format(
    paths: Iterable[str | Input], passed_over: Counter[str], make: Callable[[str], Input]
) -> Iterator[Input]:
    for path in paths:
        if isinstance(path, Input):
            yield path
        elif _format(path) is None:
            passed_over[_suffixes(path)[0] or "no suffix"] += 1
        else:
            yield make(path)


# Files of this machine


def _local_input(path: str) -> Input:
    found = _format(path)
    assert found is not None
    try:
        stat = Path(path).stat()
    except OSError as problem:
        return Input(path, found, _suffixes(path)[1], problem=problem)
    stamp = f"{stat.st_size} {stat.st_mtime_ns}"
    return Input(path, found, _suffixes(path)[1], stat.st_size, stamp)


def _walked(folder: str, apart_from: Path | None) -> Iterator[str | Input]:
    """The files below a folder; a folder that can't be read, as an input with its problem."""
    pending = [folder]
    while pending:
        path = pending.pop()
        if not os.path.isdir(path) or (os.path.islink(path) and path != folder):
            yield path
        elif apart_from is None or not _is_same(path, apart_from):
            try:
                names = sorted(os.listdir(path), reverse=True)
            except OSError as problem:
                yield Input(path, "folder", problem=problem)
                continue
            if MANIFEST not in names or path == folder:
                pending += [os.path.join(path, name) for name in names if name[0] not in "._"]


def _is_same(path: str, other: Path) -> bool:
    return other.exists() and os.path.samefile(path, other)


# Remote files


def _remote(name: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as problem:
        raise BatchError(f"{name}: {problem}; pip install normalize-news[batch]") from problem
    try:
        fs, path = fsspec.core.url_to_fs(name)
    except (ImportError, ValueError) as problem:
        raise BatchError(f"{name}: {problem}") from problem
    return fs, path


def _remote_files(name: str) -> list[str | Input]:
    fs, path = _remote(name)
    try:
        if glob.has_magic(path):
            found = fs.glob(path)
        elif fs.isdir(path):
            found = fs.find(path)
        else:
            found = [path]
    except Exception as problem:  # Each file system has errors of its own.
        return [Input(name, "folder", problem=problem)]
    shown = [each for each in found if each.rpartition("/")[2][:1] not in ("_", ".")]
    return [fs.unstrip_protocol(each) for each in sorted(shown)]


def _remote_input(path: str) -> Input:
    found = _format(path)
    assert found is not None
    fs, inside = _remote(path)
    try:
        size, stamp = fs.size(inside), str(fs.ukey(inside))
    except Exception as problem:
        return Input(path, found, _suffixes(path)[1], problem=problem)
    return Input(path, found, _suffixes(path)[1], size, stamp)
