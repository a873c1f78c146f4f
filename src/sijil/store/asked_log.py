"""Every answer of a language model, as it stood: `asked/answers.jsonl`, only ever added to.

A model's answer cannot be had again for certain, so that it is kept with what was asked, of whom and with what
seed. The same question is not asked twice: its answer is read here, also after the database was made anew.
"""

import json
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
