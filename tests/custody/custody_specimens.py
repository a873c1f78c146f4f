"""What the tests of custody share: small cases, a still clock, children that die at a chosen moment."""

import json
import os
import shutil
import signal
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from sijil.custody import Custody, Problem, Received, Refused, verify

ACTOR = "anon-7f3a"
MEBIBYTE = 1 << 20


def still() -> datetime:
    """A clock that stands still."""
    return datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def make_case(folder: Path) -> Custody:
    """An empty case."""
    return Custody.create(folder, ACTOR, still)


def add(custody: Custody, *paths: Path | str, skip_known: bool = False) -> list[Received | Refused]:
    """Take paths in and give all outcomes."""
    return list(custody.take_in(paths, actor=ACTOR, clock=still, skip_known=skip_known))


def received(outcomes: Iterable[Received | Refused]) -> list[Received]:
    """The files that are in custody."""
    return [outcome for outcome in outcomes if isinstance(outcome, Received)]


def write_files(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with these files; a name may hold slashes."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def problems(case: Path) -> list[Problem]:
    """What verification calls a problem."""
    return [found for found in verify(case) if found.severity == "problem"]


def notes(case: Path) -> list[Problem]:
    """What verification calls a note."""
    return [found for found in verify(case) if found.severity == "note"]


def log_lines(case: Path) -> list[bytes]:
    """The lines of the log, each with its line break."""
    return (case / "custody/log.jsonl").read_bytes().splitlines(keepends=True)


def write_log(case: Path, lines: Iterable[bytes]) -> None:
    """Put other lines into the log."""
    (case / "custody/log.jsonl").write_bytes(b"".join(lines))


def edited(line: bytes, **changes: object) -> bytes:
    """A log line with other values, in canonical form."""
    fields = json.loads(line) | changes
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def names_logged(case: Path) -> Counter[str]:
    """The names of all files received, as often as they are in the log."""
    custody = Custody(case)
    return Counter(custody.name_of(entry.seq) for entry in custody.entries() if entry.act == "received")


def copy_case(case: Path, target: Path) -> Path:
    """A copy to do harm to."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(case, target)
    return target


def in_child(work: Callable[[], None]) -> int:
    """Do `work` in a process of its own: 0 when it ended well, 130 when interrupted, minus a signal's number."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        work()
        status = 0
    except KeyboardInterrupt:
        status = 130
    except BaseException:  # noqa: BLE001 (nothing may leave the child but its status)
        traceback.print_exc()
    finally:
        os._exit(status)


TRACED = ("rename", "fsync", "write", "mkdir", "unlink", "ftruncate", "fchmod")


Blow = Callable[[str, tuple[object, ...]], None]


def strike(at: int, blow: Blow, names: tuple[str, ...] = TRACED) -> None:
    """From now on, in this process, call `blow` before the `at`-th call that changes something on the disk."""
    counting = threading.Lock()
    calls = 0

    def traced(name: str) -> None:
        true = getattr(os, name)

        def call(*arguments: object, **named: object) -> object:
            nonlocal calls
            with counting:
                calls += 1
                now = calls == at
            if now:
                blow(name, arguments)
            return true(*arguments, **named)

        setattr(os, name, call)

    for name in names:
        traced(name)


def kill(name: str, arguments: tuple[object, ...]) -> None:
    """Die at once, as in a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt(name: str, arguments: tuple[object, ...]) -> None:
    """What Ctrl-C does."""
    os.kill(os.getpid(), signal.SIGINT)
