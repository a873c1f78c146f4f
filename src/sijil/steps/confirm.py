"""`sijil confirm`: a person says that draft transcripts are what is printed or said, or takes that back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from sijil.errors import JudgementRefused
from sijil.store import judging, transcripts
from sijil.store.case import Case
from sijil.store.decisions import set_states
from sijil.store.item_lookup import items_named
from sijil.store.models import Claim, Rendition
from sijil.store.runs import run_record


@dataclass(frozen=True, slots=True)
class ConfirmReport:
    """The texts that were judged now, and how many stood so already."""

    judged: tuple[Rendition, ...]
    known: int


def confirm(
    case: Case,
    named: Sequence[str],
    *,
    parts: Sequence[str] = (),
    withdraw: bool = False,
    reason: str = "",
    reviewer: str,
    made_at: str,
) -> ConfirmReport:
    """Confirm the drafts of the named items, or of these only the texts called `parts`; or withdraw that.

    Raises `EvidenceError` for unknown items and `JudgementRefused` when they hold no such draft.
    """
    found = [r for r in transcripts.of_items(items_named(named)) if not parts or r.part in parts]
    missing = sorted(set(parts) - {rendition.part for rendition in found})
    if not found or missing:
        what = f"no draft called {missing[0]!r}" if missing else "no draft transcript"
        raise JudgementRefused(f"there is {what} in {', '.join(named)}", remedy="see `sijil confirm CASE`")
    decision = "withdraw" if withdraw else "confirm"
    with run_record("confirm") as run, transaction.atomic():
        judged = [r for r in found if judging.record(case, _decision(r, decision, reason, reviewer, made_at))]
        set_states(Claim.objects.all(), two_reviewers=case.settings.two_reviewers)
        run.rows_in, run.rows_out = len(found), len(judged)
    return ConfirmReport(tuple(judged), len(found) - len(judged))


def _decision(
    rendition: Rendition, decision: str, reason: str, reviewer: str, made_at: str
) -> judging.Decision:
    key = transcripts.key_of(rendition)
    return judging.Decision("transcript", key, "", decision, {}, reason, reviewer, made_at, timed=False)
