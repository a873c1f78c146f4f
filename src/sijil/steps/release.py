"""`sijil release`: a protected publication, attacked before it leaves, frozen under a number, signed."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from sijil import __version__
from sijil.errors import ReleaseRefused, ReportError
from sijil.redaction import Audit, attack
from sijil.report.public import Made, release_files
from sijil.report.public.again import earlier_releases, state_of
from sijil.report.public.manifest import OWN, Told, digest_of, signed
from sijil.report.public.whole import facts_of
from sijil.store import judging
from sijil.store.case import Case
from sijil.store.decisions import in_force
from sijil.store.release_shelf import Shelf, write_folder
from sijil.store.runs import run_record

SHOWN_LEAKS = 5

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What became of a release: where it is, whether it is new, waits or was there already, and what was attacked."""

    folder: Path
    number: int
    digest: str
    state: str
    """`frozen`, `unchanged` or `waits`."""
    approved: tuple[str, ...]
    wanted: int
    files: int
    texts: int
    redacted: dict[str, int]


def release(
    case: Case,
    *,
    key: Ed25519PrivateKey,
    day: date,
    out: Path | None = None,
    progress: Progress = lambda n, of: None,
) -> ReleaseReport:
    """Make a release, attack it, and freeze it when enough people approved it. `day`: on which consents must hold.

    Raises `ReleaseRefused` when something protected is in it or something in it could not be looked into: then nothing
    is frozen. The same case gives the same bytes; where they are those of the last release nothing is written.
    """
    shelf = Shelf(case.folder)
    if out is not None and out.exists():
        raise ReportError("is there already", where=str(out), remedy="name a folder that is not there yet")
    with run_record("release", version=__version__) as run:
        numbers = shelf.numbers()
        last = numbers[-1] if numbers else 0
        if last and (same := _unchanged(case, shelf, numbers, day)):
            found = ReleaseReport(shelf.release(last), last, same, "unchanged", (), 0, 0, 0, {})
        else:
            found = _new(case, shelf, numbers, day, key, progress)
        run.rows_out = found.files
    if out is not None and found.state != "waits":
        write_folder(out, shelf.read(found.number))
    return found


def _new(
    case: Case, shelf: Shelf, numbers: list[int], day: date, key: Ed25519PrivateKey, progress: Progress
) -> ReleaseReport:
    number = numbers[-1] + 1 if numbers else 1
    made = release_files(case, number, day, earlier_releases(shelf, numbers))
    digest = digest_of(made.files)
    approved, wanted = _approved(digest), case.settings.release.approvals
    enough = len(approved) >= wanted
    files = signed(made.files, _told(case, shelf, number), key)
    staged = shelf.stage(files)
    try:
        with tempfile.TemporaryDirectory() as spare:
            control = Path(spare, "control")
            write_folder(control, signed(made.control, _told(case, shelf, number), key))
            audit = attack(staged, made.matcher, control=control, progress=progress)
        _refuse_leaks(audit)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    if enough:
        shelf.keep_inside(
            number, {"digest": digest, "day": str(day), "state": state_of(case), **_inside(made)}
        )
        folder = shelf.freeze(staged, number)
    else:
        folder = shelf.wait(staged)
    state = "frozen" if enough else "waits"
    return ReleaseReport(
        folder, number, digest, state, approved, wanted, audit.files, audit.texts, made.inside.redacted
    )


def approve(case: Case, *, reviewer: str, made_at: str, refuse: bool = False, reason: str = "") -> str:
    """Record that somebody approves, or refuses, the release that waits; gives its digest. Raises `ReportError`."""
    shelf = Shelf(case.folder)
    if not shelf.draft.is_dir():
        raise ReportError(
            "no release waits to be approved",
            where=str(shelf.draft),
            remedy=f"make one first: sijil release {case.folder}",
        )
    files = {p.name: p.read_bytes() for p in sorted(shelf.draft.iterdir()) if p.name not in OWN}
    digest = digest_of(files)
    line = {"kind": "release", "key": digest, "decision": "refuse" if refuse else "approve", "reason": reason}
    decision = judging.parse(json.dumps(line), reviewer=reviewer, made_at=made_at)
    assert decision is not None
    with run_record("release", approve=not refuse), transaction.atomic():
        judging.record(case, decision)
    return digest


def _approved(digest: str) -> tuple[str, ...]:
    """Who approved a release, each once."""
    rows = [j for j in in_force("release") if j.target == digest and j.decision == "approve"]
    return tuple(sorted({j.reviewer for j in rows}))


def _unchanged(case: Case, shelf: Shelf, numbers: list[int], day: date) -> str:
    """The digest of the last release where the case gives the same again, else nothing."""
    last = numbers[-1]
    inside = shelf.inside(last)
    made = release_files(case, last, day, earlier_releases(shelf, numbers[:-1]))
    digest = digest_of(made.files)
    return digest if digest == inside["digest"] else ""


def _inside(made: Made) -> dict[str, Any]:
    inside = made.inside
    return {
        "true": inside.true,
        "quoted": {key: list(claims) for key, claims in inside.quoted.items()},
        "redacted": inside.redacted,
    }


def _told(case: Case, shelf: Shelf, number: int) -> Told:
    facts = facts_of(case, number)
    before = shelf.release(number - 1) / "manifest.json"
    previous = hashlib.sha256(before.read_bytes()).hexdigest() if before.is_file() else ""
    return Told(
        number, facts.title, facts.version, facts.entries, facts.head, facts.threshold,
        case.settings.release.approvals, previous, facts.rule_versions,
    )  # fmt: skip


def _refuse_leaks(audit: Audit) -> None:
    """Stop on anything that was found, and on anything that could not be looked into."""
    if audit.clean:
        return
    told = [str(leak) for leak in audit.leaks] + [f"{file}: {reason}" for file, reason in audit.unseen]
    more = f" (and {len(told) - SHOWN_LEAKS} more)" if len(told) > SHOWN_LEAKS else ""
    raise ReleaseRefused(
        "something protected is in what was to leave, or could not be looked into: "
        f"{'; '.join(told[:SHOWN_LEAKS])}{more}",
        remedy="nothing was frozen; take it out of the title, the settings or the findings, or permit the name by a"
        " judgement (docs/releases.md)",
    )
