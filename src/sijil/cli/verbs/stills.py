"""`sijil stills`."""

from collections.abc import Sequence
from pathlib import Path

from sijil.cli import show
from sijil.cli.verbs.opening import opened


def stills(folder: Path, items: Sequence[str]) -> None:
    """Make thumbnails and keyframes, and say of which file none could be made."""
    from sijil.steps.stills import stills as make

    with opened(folder) as case:
        with show.progress("making stills") as progress:
            done = make(case, items, progress=progress)
        show.table(
            ("file", "stills", "what is missing, and why"),
            [(item.name, str(len(made.files)), made.reason) for item, made in done.made if made.reason],
        )
        known = f", {done.known:,} had theirs already" if done.known else ""
        count = sum(len(made.files) for _, made in done.made)
        show.line(f"{show.many(count, 'still')} of {show.many(len(done.made), 'file')}{known}")
        if count:
            show.line(f"in {folder / 'derived' / 'stills'}: disposable, no evidence, in no report")
