"""What binds the log to the world outside: its checkpoints (levels 3 and 4), their time-stamps (level 5), and
a checkpoint that somebody outside has kept (level 6). See reference on custody, sections 1.6 and 1.7.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sijil.custody.checkpoint import Checkpoint, fingerprint, read_note
from sijil.custody.keys import case_keys
from sijil.custody.layout import CHECKPOINTS, Layout
from sijil.custody.log_check import LogCheck, read_log
from sijil.custody.problem import Problem, note, problem
from sijil.custody.sealing import checkpoints, misfit
from sijil.custody.timestamps import check
from sijil.errors import CheckpointError, TimestampError


@dataclass(slots=True)
class Anchors:
    """What was found: how many checkpoints and tokens hold, and the last that left the building.

    `size` is how many entries the last outside anchor binds, `time` when it was made (UTC), `kind` what it is
    (`token`, `handed out`, `yours`); 0 and None when no anchor is known. `keys` are the fingerprints of the
    case's verifying keys.
    """

    checkpoints: int = 0
    tokens: int = 0
    size: int = 0
    time: datetime | None = None
    kind: str = ""
    by_hash: dict[str, Checkpoint] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def reach(self, size: int, time: datetime | None, kind: str) -> None:
        """Note an outside anchor; the one that binds most is kept, of equals the later one."""
        if (size, time or datetime.min.replace(tzinfo=UTC)) >= (
            self.size,
            self.time or datetime.min.replace(tzinfo=UTC),
        ):
            self.size, self.time, self.kind = size, time, kind


def check_anchors(layout: Layout, log: LogCheck, anchors: Anchors) -> Iterator[Problem]:
    """Levels 3 to 5 of every checkpoint of the case."""
    keys = dict(case_keys(layout))
    anchors.keys = [fingerprint(key) for key in keys.values() if key]
    for where, key in keys.items():
        if key is None:
            yield problem(where, "is no Ed25519 public key", level=4)
    for where, found in checkpoints(layout):
        if isinstance(found, CheckpointError):
            yield problem(where, found.what, level=3)
            continue
        faults = list(_faults(where, found, log, [key for key in keys.values() if key]))
        yield from faults
        if not faults:
            anchors.checkpoints += 1
            anchors.by_hash[sha256(found.raw).hexdigest()] = found
        yield from _token(layout, where, found, anchors, sound=not faults)
    yield from _strays(layout)
    _handed_out(log, anchors)


def _faults(where: str, found: Checkpoint, log: LogCheck, keys: list[Ed25519PublicKey]) -> Iterator[Problem]:
    what = misfit(found, log.origin, log.tree) if log.tree.size else "stands beside an empty log"
    if what:
        yield problem(where, what, "compare with a copy of the case from before", level=3)
    if not keys:
        yield problem(where, "is signed, and the case holds no key to check that with", level=4)
    elif not any(found.holds(key) for key in keys):
        yield problem(
            where,
            "has no good signature by a key of this case: note or key was changed",
            "compare the key's fingerprint with the one printed in reports and receipts",
            level=4,
        )


def _token(
    layout: Layout, where: str, found: Checkpoint, anchors: Anchors, *, sound: bool
) -> Iterator[Problem]:
    base = layout.root / where.removesuffix(".note")
    token = base.with_suffix(".tsr")
    if not token.exists():
        return
    shown = where.removesuffix(".note") + ".tsr"
    chain, query = base.with_suffix(".chain.pem"), base.with_suffix(".tsq")
    roots = chain.read_bytes() if chain.exists() else b""
    asked = query.read_bytes() if query.exists() else b""
    try:
        stamp = check(found.raw, token.read_bytes(), roots, asked)
    except (TimestampError, ValueError) as error:
        what = error.what if isinstance(error, TimestampError) else f"its chain cannot be read ({error})"
        yield problem(shown, what, level=5)
        return
    if not roots:
        yield note(shown, f"is signed by {stamp.signer}, whose certificate is not kept here", level=5)
    if sound:
        anchors.tokens += 1
        anchors.reach(found.size, stamp.time, "token")


def _strays(layout: Layout) -> Iterator[Problem]:
    """Tokens whose note is gone."""
    if layout.checkpoints.is_dir():
        for path in sorted(layout.checkpoints.glob("*.tsr")):
            if not path.with_suffix(".note").exists():
                yield problem(f"{CHECKPOINTS}/{path.name}", "its note is missing", level=5)


def _handed_out(log: LogCheck, anchors: Anchors) -> None:
    for read in log.chain:
        entry = read.entry
        if entry is not None and entry.act == "anchored" and entry.sha256 in anchors.by_hash:
            when = datetime.fromisoformat(entry.time.replace("Z", "+00:00"))
            anchors.reach(anchors.by_hash[entry.sha256].size, when, "handed out")


def bound(case_folder: Path) -> Anchors:
    """What binds a case's log to the outside, for a report; problems are `verify`'s to tell."""
    layout, anchors = Layout(case_folder), Anchors()
    log = read_log(layout)
    for _ in check_anchors(layout, log, anchors):
        pass
    return anchors


def check_against(
    layout: Layout, raw: bytes, where: str, log: LogCheck, anchors: Anchors
) -> Iterator[Problem]:
    """Level 6: a checkpoint kept outside is a beginning of the log, and signed by a key of this case."""
    try:
        kept = read_note(raw, where)
    except CheckpointError as error:
        yield problem(where, error.what, error.remedy, level=6)
        return
    keys = [key for _, key in case_keys(layout) if key]
    what = misfit(kept, log.origin, log.tree) if log.tree.size else "the log is empty"
    if what:
        yield problem(where, what, "keep this checkpoint: it shows that the case was changed", level=6)
    if not any(kept.holds(key) for key in keys):
        yield problem(
            where,
            "is not signed by a key of this case: the key was changed, or the checkpoint is not genuine",
            "compare the fingerprints of the keys",
            level=6,
        )
    elif not what:
        anchors.reach(kept.size, None, "yours")
