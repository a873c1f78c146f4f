"""Opening a case from the command line, and who is at the keyboard."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError

from sijil.errors import CaseError, EvidenceError
from sijil.store.case import Case, open_case
from sijil.store.database import disconnect

ACTOR = "SIJIL_ACTOR"


@contextmanager
def opened(folder: Path) -> Iterator[Case]:
    """The open case, closed again however the verb ends; trouble with its database is one clear line."""
    try:
        yield open_case(folder)
    except DatabaseError as error:
        raise CaseError(
            f"its database refused ({error})",
            where=str(folder),
            remedy="if the disk is full, free some room; if somebody else works on the case, wait; then run it again",
        ) from error
    finally:
        disconnect()


def actor() -> str:
    """The pseudonym under which this user's acts stand in custody logs: random, made once, kept per user."""
    if given := os.environ.get(ACTOR, ""):
        return given
    path = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "sijil" / "actor"
    if path.is_file():
        return path.read_text("utf-8").strip()
    made = f"u-{secrets.token_hex(4)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made + "\n", "utf-8")
    except OSError as error:
        raise EvidenceError(
            f"your pseudonym for custody logs cannot be kept ({error.strerror})",
            where=str(path),
            remedy=f"make that folder writable, or set {ACTOR}",
        ) from error
    return made


def passwords(path: Path | None) -> tuple[str, ...]:
    """The passwords in a file, one a line."""
    if path is None:
        return ()
    try:
        return tuple(line for line in path.read_text("utf-8").splitlines() if line)
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceError(
            f"the passwords cannot be read ({error})", where=str(path), remedy="check the path"
        ) from error
