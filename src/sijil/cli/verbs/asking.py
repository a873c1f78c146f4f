"""`sijil ask`."""

from collections.abc import Sequence
from pathlib import Path

import typer

from sijil.cli import show
from sijil.cli.verbs.opening import opened

LISTED = 20


def ask(folder: Path, items: Sequence[str], send_evidence_to: str) -> None:
    """Ask the model and say what it gave; exits 1 when its server failed."""
    from sijil.steps.ask import ask as ask_model

    with opened(folder) as case:
        with show.progress("asking the model") as progress:
            done = ask_model(case, items, send_evidence_to=send_evidence_to, progress=progress)
        where = f"evidence was sent to {done.sent_to}" if done.sent_to else "nothing left this machine"
        show.line(
            f"{show.many(done.asked, 'piece')} of text asked about now, {done.known:,} before; {where}; "
            f"{show.many(done.new_claims, 'claim')} proposed"
        )
        for why, number in sorted(done.refused.items())[:LISTED]:
            show.line(f"refused{f' {number:,} times' if number > 1 else ''}: {why}")
        if len(done.refused) > LISTED:
            show.line(f"and {len(done.refused) - LISTED:,} other refusals")
        if done.failed:
            show.problem(done.failed)
            raise typer.Exit(1)
