"""`sijil judgements`: export and import."""

from pathlib import Path

import typer

from sijil.cli import show
from sijil.cli.verbs.opening import opened
from sijil.errors import JudgementRefused


def judgements(folder: Path, export: Path | None, import_: Path | None, reviewer: str, only: str) -> None:
    """Export, import, or import and then export; exits 1 when a line was refused."""
    from sijil.steps.judgements import export_judgements, import_judgements
    from sijil.store.runs import now

    if not export and not import_:
        raise JudgementRefused(
            "nothing to do", where="sijil judgements", remedy="give --export FILE or --import FILE"
        )
    if only not in ("", "awaiting", "recorded"):
        raise JudgementRefused(
            f"--only {only!r}", where="sijil judgements", remedy="it is awaiting or recorded"
        )
    refused = False
    with opened(folder) as case:
        if import_:
            done = import_judgements(case, import_, reviewer=reviewer, made_at=now())
            for number, why in done.refused:
                show.problem(f"{import_}:{number}: {why}")
            refused = bool(done.refused)
            show.line(
                f"{show.many(done.recorded, 'judgement')} recorded, {done.known:,} known already, "
                f"{done.undecided:,} undecided, {len(done.refused):,} refused"
                + ("    next: sijil run" if done.recorded else "")
            )
        if export:
            awaiting, recorded = export_judgements(case, export, only=only)
            show.line(f"{export}: {awaiting:,} awaiting a decision, {recorded:,} recorded")
    if refused:
        raise typer.Exit(1)
