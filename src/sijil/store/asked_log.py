"""Every answer of a language model, as it stood: `asked/answers.jsonl`, added to, and emptied of what is removed.

A model's answer cannot be had again for certain, so that it is kept with what was asked, of whom and with what
seed. The same question is not asked twice: its answer is read here, also after the database was made anew.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sijil.errors import CaseSettings
from sijil.store.case import Case

NAME = "answers.jsonl"


def path_of(case: Case) -> Path:
    """Where the answers lie."""
    return case.folder / "asked" / NAME


def answers(case: Case) -> dict[str, bytes]:
    """The answers so far, by the key of the question. Raises `CaseSettings` for a line that is none."""
    path = path_of(case)
    if not path.is_file():
        return {}
    found = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            said = json.loads(line)
            found[str(said["key"])] = b64decode(said["answer"], validate=True)
        except (ValueError, LookupError, TypeError) as error:
            raise CaseSettings(
                "is no answer of a model",
                where=f"{path}:{number}",
                remedy="take the line out; the piece is asked again",
            ) from error
    return found


def add(case: Case, about: Mapping[str, Any], answer: bytes) -> None:
    """Add an answer at the end, on the disk before anything is made of it."""
    path = path_of(case)
    path.parent.mkdir(exist_ok=True)
    line = json.dumps({**about, "answer": b64encode(answer).decode()}, ensure_ascii=False)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def forget(case: Case, sha256: str) -> int:
    """Take out the answers about an item that is removed: they may repeat its words. Returns how many went."""
    path = path_of(case)
    if not path.is_file():
        return 0
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if sha256 not in line]
    if len(kept) < len(lines):
        fresh = path.with_name(f".{NAME}.new")
        fresh.write_text("".join(kept), "utf-8")
        fresh.replace(path)
    return len(lines) - len(kept)
