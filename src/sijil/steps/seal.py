"""`sijil seal`: a signed checkpoint of the custody log, and a time-stamp where an authority is configured."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sijil.custody import Sealed, Stamp, certificates, check_stamp, stamp_request
from sijil.custody.checkpoint import read_note
from sijil.errors import CaseSettings, CheckpointError, TimestampError
from sijil.steps.authority import ask
from sijil.store.case import Case
from sijil.store.mirror import mirror
from sijil.store.runs import run_record


@dataclass(slots=True)
class SealReport:
    """The checkpoint, its time-stamp if there is one, and what went wrong with getting one."""

    sealed: Sealed
    stamp: Stamp | None = None
    stamp_new: bool = False
    trouble: TimestampError | None = None


def seal(case: Case, *, actor: str, key: Ed25519PrivateKey) -> SealReport:
    """Sign the log as it stands; have the checkpoint stamped when `[custody] timestamp_authority` names one.

    A checkpoint that cannot be stamped is kept all the same, and the trouble is in the report.
    Raises `CheckpointError` when an earlier checkpoint does not hold.
    """
    with run_record("seal") as run:
        report = SealReport(case.custody.seal(actor=actor, key=key))
        run.rows_in = run.rows_out = 1
        if case.settings.timestamp_authority:
            try:
                _stamp(case, report)
            except TimestampError as error:
                report.trouble = error
    return report


def _stamp(case: Case, report: SealReport) -> None:
    base = case.folder / report.sealed.file.removesuffix(".note")
    note, token, query = report.sealed.checkpoint.raw, base.with_suffix(".tsr"), base.with_suffix(".tsq")
    roots = _roots(case)
    if token.exists():
        report.stamp = check_stamp(note, token.read_bytes(), base.with_suffix(".chain.pem").read_bytes())
        return
    asked = stamp_request(note)
    answer = ask(case.settings.timestamp_authority, asked)
    report.stamp = check_stamp(note, answer, roots, asked)
    chain = roots + certificates(answer)
    for path, content in ((query, asked), (base.with_suffix(".chain.pem"), chain), (token, answer)):
        _write(path, content)
    report.stamp_new = True


def _roots(case: Case) -> bytes:
    name = case.settings.timestamp_certificates
    if not name:
        return b""
    try:
        return (case.folder / name).read_bytes()
    except OSError as error:
        raise CaseSettings(
            f"timestamp_certificates names {name!r}, which cannot be read ({error.strerror})",
            where=str(case.folder / "case.toml"),
            remedy="copy the authority's root certificate (PEM) into the case folder",
        ) from error


def _write(path: Path, content: bytes) -> None:
    made = path.with_name(path.name + ".new")
    made.write_bytes(content)
    made.replace(path)


def handed_out(case: Case, note: Path, *, to: str, actor: str) -> int:
    """Record that a checkpoint of this case was given to somebody outside. Raises `CheckpointError`."""
    try:
        raw = note.read_bytes()
    except OSError as error:
        raise CheckpointError(f"cannot be read ({error.strerror})", where=str(note)) from error
    read_note(raw, str(note))
    kept = {path.read_bytes(): path for path in sorted((case.folder / "custody/checkpoints").glob("*.note"))}
    if raw not in kept:
        raise CheckpointError(
            "is no checkpoint of this case", where=str(note), remedy=f"make one: sijil seal {case.folder}"
        )
    with run_record("seal", handed_out=True):
        seq = case.custody.anchored(raw, to=to, actor=actor)
        mirror(case)
    return seq
