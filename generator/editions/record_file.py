"""A record's file: written once, its parts with their hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import from_json

from generator.model.errors import LedgerError
from generator.model.files import sha256_of, write_whole
from generator.model.record import Record

RECORD = "record.json"


def read_record(path: Path) -> Record:
    """Return a frozen record whose hashes hold; LedgerError names the part that was changed."""
    text = path.read_bytes()
    try:
        record = Record.model_validate_json(text)
    except ValidationError as error:
        detail = error.errors()[0]
        where = ".".join(map(str, detail["loc"]))
        raise LedgerError(
            f"{path}: {where}: {detail['msg']}. Restore the file from git."
        ) from error
    actual = part_hashes(from_json(text))
    # Both ways: a part whose hash was taken out could say anything.
    if changed := sorted({name for name, _ in actual.items() ^ record.hashes.items()}):
        raise LedgerError(
            f"{path}: {', '.join(changed)} changed after publication. Restore the file from git."
        )
    return record


def write_record(record: Record, content: Path) -> Path:
    """Write record.json once; LedgerError when another one stands there already."""
    path = content / "editions" / record.edition / RECORD
    text = record_text(record)
    if path.exists() and path.read_text(encoding="utf-8") != text:
        raise LedgerError(
            f"{path} is published and stays as it is. "
            "Correct an edition with a `corrections:` entry in its edition.md."
        )
    write_whole(path, text)
    return path


def record_text(record: Record) -> str:
    """Return the text of record.json."""
    return record.model_dump_json(indent=1) + "\n"


def part_hashes(record: Mapping[str, object]) -> dict[str, str]:
    """Return the sha256 of each part of a record's JSON, written with sorted keys."""
    parts = {name: part for name, part in record.items() if name != "hashes"}
    texts = {name: json.dumps(part, sort_keys=True) for name, part in parts.items()}
    return {name: sha256_of(text) for name, text in texts.items()}
