"""Which files of the site are made already? Kept in a cache, under a digest of what they show.

An archive only grows: a rebuild costs a link for each file that shows what it showed before. Files
are kept by their content, `index.json` says which of them a digest stands for. The cache may be
deleted at any time, which changes no byte of the site.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.model.hashing import sha256_of

INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished file in the cache, as it was written: a file that was changed since is not it."""

    name: str
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class Print:
    """The files of a sheet by their site path, and what feeds and indexes say of it."""

    files: Mapping[str, Kept]
    note: Mapping[str, Any] = field(default_factory=dict)


class PrintCache:
    """The prints in a folder: those of the last build, and those that this one uses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = _read_index(folder / INDEX)
        self._used: dict[str, Print] = {}
        self._kept = {k.name: k for found in self._last.values() for k in found.files.values()}

    def find(self, digest: str) -> Print | None:
        """Return what is kept under a digest, if all of it is there and as it was written."""
        found = self._used.get(digest) or self._last.get(digest)
        if found is None or not all(map(self._is_whole, found.files.values())):
            return None
        self._used[digest] = found
        return found

    def keep(self, digest: str, files: Mapping[str, bytes], note: Mapping[str, Any]) -> Print:
        """Keep the files of a sheet; equal files are kept once."""
        made = Print({path: self._keep(content) for path, content in files.items()}, note)
        self._used[digest] = made
        return made

    def path(self, kept: Kept) -> Path:
        """Return where a file lies; it is linked elsewhere, never changed."""
        return self._folder / kept.name

    def finish(self) -> None:
        """Write the index, and delete what this build did not use."""
        index = {digest: _as_json(found) for digest, found in self._used.items()}
        _write(self._folder / INDEX, json.dumps(index, ensure_ascii=False).encode())
        used = {kept.name for found in self._used.values() for kept in found.files.values()}
        for path in self._folder.iterdir():
            if path.name not in used | {INDEX}:
                path.unlink()

    def _keep(self, content: bytes) -> Kept:
        name = sha256_of(content)
        known = self._kept.get(name)
        if known is None or not self._is_whole(known):
            _write(self._folder / name, content)
            state = (self._folder / name).stat()
            known = self._kept[name] = Kept(name, state.st_size, state.st_mtime_ns)
        return known

    def _is_whole(self, kept: Kept) -> bool:
        try:
            state = self.path(kept).stat()
        except FileNotFoundError:
            return False
        return (state.st_size, state.st_mtime_ns) == (kept.size, kept.time)


def _read_index(path: Path) -> dict[str, Print]:
    if not path.exists():
        return {}
    index = json.loads(path.read_bytes())
    return {
        digest: Print({name: Kept(*k) for name, k in found["files"].items()}, found["note"])
        for digest, found in index.items()
    }


def _as_json(found: Print) -> dict[str, Any]:
    files = {path: (kept.name, kept.size, kept.time) for path, kept in found.files.items()}
    return {"files": files, "note": found.note}


def _write(path: Path, content: bytes) -> None:
    """Write a file that appears under its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
