"""The folder that a batch writes: finished shards, their manifest, and nothing half done.

    part-00000.jsonl                the rows of a shard
    _dead-letters/part-00000.jsonl  what of it did not become a row, if anything
    _manifest.jsonl                 the settings, then a line a finished shard

A shard is written under another name, put on the disk, renamed, and then entered in the
manifest: what the manifest does not name does not count, and is cleared away at the next
start. Engines that read folders leave out names that begin with `_`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any

from normalize.batch.feed import Position
from normalize.batch.inputs import MANIFEST
from normalize.batch.items import Failure, to_letter
from normalize.batch.packing import writer
from normalize.batch.summary import Summary
from normalize.errors import BatchError
from normalize.formats import dumps

DEAD_LETTERS = "_dead-letters"
TEMPORARY = "_tmp-"
MANIFEST_VERSION = 1

_SHARD = re.compile(r"part-[0-9]{5,}\.(?:jsonl|jsonl\.zst|parquet)")
_LOCKED = 1 << 30
_AGAIN = "--restart does all again, another --out starts anew"


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished shard, as the manifest has it."""

    file: str
    size: int
    rows: int
    dead: int
    end: Position

    def to_dict(self) -> dict[str, Any]:
        """The shard as a line of the manifest."""
        return asdict(self) | {"end": self.end._asdict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Shard:
        """The shard of a line of the manifest."""
        given = {part.name: data[part.name] for part in fields(cls)}
        return cls(**given | {"end": Position(**data["end"])})


class Folder:
    """The folder, held by one run at a time. Use it in a `with`.

    Args:
        path: the folder; it is made if it is not there.
        decides: what decides the rows. With other values, a folder that has shards is refused.
        restart: clear all shards away first.

    Raises:
        BatchError: another run is writing to it, it holds shards that were made with other
            settings, or files that no batch wrote.
    """

    def __init__(self, path: Path, decides: Mapping[str, Any], *, restart: bool) -> None:
        self.path = path
        self.shards: list[Shard] = []
        self.summary = Summary()
        path.mkdir(parents=True, exist_ok=True)
        self._manifest = self._held()
        try:
            if restart:
                self._manifest.truncate(0)
            self._read(dict(decides))
            self._clear_away()
        except BaseException:
            self._manifest.close()
            raise

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self._manifest.close()
        self._remove_temporary()

    def shard(self, form: str) -> OpenShard:
        """The next shard, to be written."""
        return OpenShard(self.path, f"part-{len(self.shards):05}.{form}", form)

    def finish(self, shard: OpenShard, end: Position, summary: Summary) -> None:
        """Close a shard and enter it in the manifest."""
        size = shard.close()
        self.shards.append(Shard(shard.name, size, shard.rows, shard.dead, end))
        self.summary.add(summary)
        self._enter(self.shards[-1].to_dict() | {"summary": summary.to_dict()})

    # The manifest

    def _held(self) -> IO[bytes]:
        """The manifest, open and locked."""
        foreign = [each.name for each in self.path.iterdir() if _SHARD.fullmatch(each.name)]
        if foreign and not (self.path / MANIFEST).exists():
            raise BatchError(
                f"{self.path}: {foreign[0]} is there, which no batch wrote; choose another folder"
            )
        manifest = (self.path / MANIFEST).open("a+b")
        try:
            _lock(manifest)
        except OSError:
            manifest.close()
            raise BatchError(f"{self.path}: another run is writing to it") from None
        return manifest

    def _read(self, decides: dict[str, Any]) -> None:
        self._manifest.seek(0)
        head, whole = None, 0
        try:
            for line in self._manifest:
                if not line.endswith(b"\n"):  # A run was killed while it wrote.
                    break
                whole += len(line)
                entry = json.loads(line)
                if head is None:
                    head = entry["settings"] if entry["manifest"] == MANIFEST_VERSION else {}
                else:
                    self.shards.append(Shard.from_dict(entry))
                    self.summary.add(Summary.from_dict(entry["summary"]))
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise BatchError(f"{self.path / MANIFEST}: damaged: {problem!r}; {_AGAIN}") from problem
        self._manifest.truncate(whole)
        if head is None:
            self._enter({"manifest": MANIFEST_VERSION, "settings": decides})
        else:
            self._compare(head, decides)
            self._check_files()

    def _compare(self, found: Mapping[str, Any], decides: Mapping[str, Any]) -> None:
        names = sorted(name for name in {*found, *decides} if found.get(name) != decides.get(name))
        if names and self.shards:
            said = ", ".join(
                f"{name} was {found.get(name)!r} and is {decides.get(name)!r}" for name in names
            )
            raise BatchError(f"{self.path}: begun with other settings: {said}; {_AGAIN}")
        if names:
            self._manifest.truncate(0)
            self._enter({"manifest": MANIFEST_VERSION, "settings": dict(decides)})

    def _check_files(self) -> None:
        for shard in self.shards:
            path = self.path / shard.file
            if not path.is_file() or path.stat().st_size != shard.size:
                state = "has changed" if path.exists() else "is gone"
                raise BatchError(f"{path}: a finished shard {state}; {_AGAIN}")

    def _enter(self, line: Mapping[str, Any]) -> None:
        self._manifest.write(f"{dumps(line)}\n".encode())
        _to_disk(self._manifest)

    # Files

    def _clear_away(self) -> None:
        """Remove what no line of the manifest names: a run was killed while it wrote it."""
        named = {shard.file for shard in self.shards}
        letters = {_letters(shard.file) for shard in self.shards if shard.dead}
        for file in self.path.iterdir():
            if _SHARD.fullmatch(file.name) and file.name not in named:
                file.unlink()
        folder = self.path / DEAD_LETTERS
        for file in folder.iterdir() if folder.is_dir() else ():
            if _SHARD.fullmatch(file.name) and file.name not in letters:
                file.unlink()
        self._remove_temporary()

    def _remove_temporary(self) -> None:
        for pattern in (f"{TEMPORARY}*", f"{DEAD_LETTERS}/{TEMPORARY}*"):
            for file in list(self.path.glob(pattern)):
                file.unlink()
        with suppress(OSError):  # It is not there, or has letters.
            (self.path / DEAD_LETTERS).rmdir()


class OpenShard:
    """A shard that is being written, under a temporary name."""

    def __init__(self, folder: Path, name: str, form: str) -> None:
        self.name = name
        self.rows = 0
        self.dead = 0
        self._path = folder / name
        self._letters_path = folder / DEAD_LETTERS / _letters(name)
        self._file = _temporary(self._path).open("wb")
        self._writer = writer(self._file, form)
        self._letters: IO[bytes] | None = None

    def add(self, rows: bytes, count: int) -> None:
        """Add packed rows."""
        self._writer.write(rows)
        self.rows += count

    def add_dead(self, failures: Sequence[Failure]) -> None:
        """Add dead letters."""
        if self._letters is None and failures:
            self._letters_path.parent.mkdir(exist_ok=True)
            self._letters = _temporary(self._letters_path).open("wb")
        for failure in failures:
            assert self._letters is not None
            self._letters.write(f"{to_letter(failure)}\n".encode())
        self.dead += len(failures)

    def close(self) -> int:
        """Put it on the disk under its name; its size."""
        self._writer.close()
        if self._letters is not None:
            _rename(self._letters, self._letters_path)
        return _rename(self._file, self._path)

    def abandon(self) -> None:
        """Close its files; the folder removes them."""
        self._file.close()
        if self._letters is not None:
            self._letters.close()


def _letters(name: str) -> str:
    return f"{name.partition('.')[0]}.jsonl"


def _temporary(path: Path) -> Path:
    return path.with_name(TEMPORARY + path.name)


def _rename(file: IO[bytes], path: Path) -> int:
    _to_disk(file)
    size = file.tell()
    file.close()
    _temporary(path).replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return size


def _to_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _lock(file: IO[bytes]) -> None:
    """Hold the file until it is closed, or the process ends however it may; `OSError` if held."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        file.seek(_LOCKED)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
