"""`sijil transcribe` and `sijil confirm`."""

from collections.abc import Sequence
from pathlib import Path

from sijil.cli import show
from sijil.cli.verbs.opening import opened, passwords


def transcribe(folder: Path, items: Sequence[str], password_file: Path | None) -> None:
    """Transcribe what waits and what is named, and say what to do with the drafts."""
    from sijil.steps.transcribe import transcribe as transcribe_items

    given = passwords(password_file)
    with opened(folder) as case:
        with show.progress("transcribing") as progress:
            done = transcribe_items(case, items, passwords=given, progress=progress)
        show.table(
            ("file", "what was made, and what is missing"), [(i.name, i.outcome_reason) for i in done.items]
        )
        show.line(
            f"{show.many(done.drafts, 'draft transcript')} of {show.many(len(done.items), 'file')}"
            + (f"    next: sijil confirm {folder}" if done.drafts else "")
        )


def confirm(
    folder: Path, items: Sequence[str], parts: Sequence[str], withdraw: bool, reason: str, reviewer: str
) -> None:
    """Confirm drafts or take that back; without items list what is there."""
    from sijil.steps.confirm import confirm as confirm_texts
    from sijil.store.runs import now

    with opened(folder) as case:
        if not items:
            _list()
            return
        done = confirm_texts(
            case,
            items,
            parts=parts,
            withdraw=withdraw,
            reason=reason,
            reviewer=reviewer,
            made_at=now(),
        )
        for rendition in done.judged:
            show.line(f"{rendition.item.name} ({rendition.part})")
        what = "withdrawn" if withdraw else "confirmed"
        known = f", {done.known:,} stood so already" if done.known else ""
        next_step = f"    next: sijil run {folder}" if done.judged else ""
        show.line(f"{show.many(len(done.judged), 'transcript')} {what}{known}{next_step}")


def _list() -> None:
    """Every draft with its beginning and its state."""
    from sijil.store import transcripts

    by = transcripts.confirmed()
    rows = [
        (
            rendition.item.name,
            rendition.part,
            transcripts.made_by(rendition),
            _state(by.get(transcripts.key_of(rendition), "")),
        )
        for rendition in transcripts.drafts()
    ]
    show.table(("file", "text", "made by", "state"), rows)
    show.line(f"{show.many(len(rows), 'draft transcript')}")


def _state(reviewer: str) -> str:
    return f"confirmed by {reviewer}" if reviewer else "awaits confirmation"
