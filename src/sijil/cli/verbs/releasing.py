"""`sijil release`."""

from datetime import UTC, datetime
from pathlib import Path

from sijil.cli import show
from sijil.cli.verbs.opening import opened
from sijil.cli.verbs.sealing import key_path


def release(folder: Path, out: Path | None) -> None:
    """Make a release and say where it is, what was looked through and what was taken out."""
    from sijil.custody import own_key
    from sijil.steps.release import release as release_case

    with opened(folder) as case, show.progress("attacking what is to leave") as progress:
        done = release_case(
            case,
            key=own_key(key_path()),
            day=datetime.now(UTC).date(),
            out=out,
            progress=lambda done, of: progress(done, of, "files"),
        )
    if done.state == "unchanged":
        show.line(f"nothing has changed since release {done.number}; nothing was written: {done.folder}")
        return
    show.line(
        f"{show.many(done.files, 'file')} attacked ({done.texts:,} texts read out of them): nothing found"
    )
    taken = ", ".join(f"{show.many(n, kind)}" for kind, n in sorted(done.redacted.items()))
    show.line(f"taken out of quotes and findings: {taken or 'nothing'}")
    if done.state == "waits":
        show.line(f"waits for approval: {len(done.approved)} of {done.wanted}    look at it: {done.folder}")
        show.line(f"then: sijil release {folder} --approve --reviewer NAME    digest {done.digest[:16]}")
        return
    show.line(f"release {done.number}: {out or done.folder}")


def decide(folder: Path, reviewer: str, refuse: bool, reason: str) -> None:
    """Record an approval or a refusal."""
    from sijil.steps.release import approve
    from sijil.store.runs import now

    with opened(folder) as case:
        digest = approve(case, reviewer=reviewer, made_at=now(), refuse=refuse, reason=reason)
    word = "refused" if refuse else "approved"
    show.line(f"{word} by {reviewer}: {digest[:16]}    next: sijil release {folder}")
