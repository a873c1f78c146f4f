"""`sijil judgements`: review without a screen. Out: JSON Lines a person can edit. In: the decisions.

What awaits review comes first, then what was decided. A line without a decision is passed by; a decision
already recorded is passed by; a line that does not fit is refused with its number, and the rest applies.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from sijil.errors import JudgementRefused, SijilError
from sijil.store import footage, judging, transcripts
from sijil.store.case import Case
from sijil.store.decisions import in_force, on, set_states
from sijil.store.models import (
    Claim,
    ClaimVictim,
    FootagePair,
    Item,
    Judgement,
    PairProposal,
    Record,
    Rendition,
)
from sijil.store.protection import TEAM, claims
from sijil.store.runs import run_record
from sijil.store.shown import ClaimRow
from sijil.store.speakers import source_label

AWAITING, RECORDED = "awaiting", "recorded"


@dataclass(slots=True)
class ImportReport:
    """What became of the lines of a file: recorded, known already, undecided, refused (number, why)."""

    recorded: int = 0
    known: int = 0
    undecided: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def export_judgements(case: Case, path: Path, *, only: str = "") -> tuple[int, int]:
    """Write what awaits review and what was decided; returns how many lines of each."""
    awaiting = list(_awaiting()) if only != RECORDED else []
    recorded = (
        [judging.as_line(j) for j in Judgement.objects.order_by("made_at", "id")] if only != AWAITING else []
    )
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        for line in [*awaiting, *recorded]:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    fresh.replace(path)
    return len(awaiting), len(recorded)


def import_judgements(case: Case, path: Path, *, reviewer: str, made_at: str) -> ImportReport:
    """Apply the decisions in a file. `made_at` (UTC) stands on those that carry no time of their own."""
    report = ImportReport()
    with run_record("judgements", file=path.name) as run, transaction.atomic():
        for number, line in _lines(path):
            _import_line(case, number, line, reviewer, made_at, report)
        set_states(Claim.objects.all(), two_reviewers=case.settings.two_reviewers)
        run.rows_in = report.recorded + report.known + report.undecided + len(report.refused)
        run.rows_out = report.recorded
    return report


ON_SCREEN = ("claim", "pair", "finding")
"""Kinds of judgement that are made one by one."""


def decide(case: Case, line: dict[str, Any], *, seen: str, reviewer: str, made_at: str) -> str:
    """Record one decision on a claim, a pair or a finding; returns the key of the judgement that is in force then.

    `seen` is the key of the judgement it replaces. Raises JudgementRefused when somebody decided meanwhile, so that
    no decision is lost under another.
    """
    with run_record("judgements", file="") as run, transaction.atomic():
        decision = judging.parse(json.dumps(line), reviewer=reviewer, made_at=made_at)
        if decision is None or decision.kind not in ON_SCREEN:
            raise JudgementRefused(f"is no decision on one of {', '.join(ON_SCREEN)}")
        standing = _standing(decision, seen)
        decision = replace(decision, made_at=_after(standing, decision.made_at))
        recorded = judging.record(case, decision)
        if decision.kind == "claim":
            _set_state(case, decision.target)
        run.rows_in, run.rows_out = 1, int(recorded)
        now = on(decision.kind, decision.target, decision.other)
    return now.key if now else ""


def undo(
    case: Case, kind: str, target: str, other: str = "", *, seen: str, reviewer: str, made_at: str
) -> str:
    """Put a claim or a pair back to what was decided before, or to nothing, by a judgement that says so.

    Returns its key. Raises JudgementRefused for a decision of somebody else, or when somebody decided meanwhile.
    """
    standing = on(kind, target, other)
    if standing is None or standing.key != seen:
        raise _meanwhile()
    if standing.reviewer != reviewer:
        raise JudgementRefused(
            f"this decision is {standing.reviewer}'s", remedy="decide on it yourself instead"
        )
    about = {"one": target, "other": other} if kind == "pair" else {"key": target}
    line = {"kind": kind, **about, "reason": UNDONE, **_decided_before(standing)}
    return decide(case, line, seen=seen, reviewer=reviewer, made_at=made_at)


UNDONE = "undone"
"""The reason on a judgement that puts something back."""


def _decided_before(standing: Judgement) -> dict[str, Any]:
    """Decision and corrected fields that were in force under this one."""
    before = standing.supersedes
    if before is None:
        return {"decision": "reject" if standing.decision == "add" else "reopen"}
    # What was added once is there; adding it again would leave later corrections in place.
    decision = "accept" if before.decision == "add" else before.decision
    return {"decision": decision, **({"edits": before.body["edits"]} if decision == "edit" else {})}


def _standing(decision: judging.Decision, seen: str) -> Judgement | None:
    """The judgement in force. Raises JudgementRefused when it is not the one that was seen."""
    standing = on(decision.kind, decision.target, decision.other)
    if (standing.key if standing else "") != seen:
        raise _meanwhile()
    return standing


def _meanwhile() -> JudgementRefused:
    return JudgementRefused(
        "somebody decided on this meanwhile", remedy="read that decision first, then decide"
    )


def _after(standing: Judgement | None, made_at: str) -> str:
    """A time later than that of the judgement in force: two decisions within one second keep their order."""
    if standing is None or standing.made_at < made_at:
        return made_at
    try:
        last = datetime.fromisoformat(standing.made_at)
    except ValueError:  # an imported judgement carries whatever its file said
        return made_at
    return (last + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _set_state(case: Case, claim: str) -> None:
    set_states(Claim.objects.filter(key=claim), two_reviewers=case.settings.two_reviewers)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementRefused(
            f"cannot be read ({error})", where=str(path), remedy="give a UTF-8 file"
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _import_line(
    case: Case, number: int, line: str, reviewer: str, made_at: str, report: ImportReport
) -> None:
    try:
        decision = judging.parse(line, reviewer=reviewer, made_at=made_at)
        if decision is None:
            report.undecided += 1
        elif judging.record(case, decision):
            report.recorded += 1
        else:
            report.known += 1
    except SijilError as error:
        report.refused.append((number, str(error)))


def _awaiting() -> Iterator[dict[str, Any]]:
    for rendition in transcripts.drafts():
        if transcripts.is_open(rendition):
            yield _transcript_line(rendition)
    for claim in claims(TEAM, states=("candidate",)):
        yield _claim_line(claim)
    names = dict(Item.objects.filter(part="").values_list("sha256", "name"))
    for row in footage.awaiting():
        yield _footage_line(row, names)
    judged = {(j.target, j.other) for j in in_force("pair") if j.decision != "reopen"}
    pairs = [
        p
        for p in sorted(PairProposal.objects.filter(decision="unsure"), key=_movable)
        if (p.one, p.other) not in judged
    ]
    texts = _mentions({key for pair in pairs for key in (pair.one, pair.other)})
    for pair in pairs:
        yield _pair_line(pair, texts)


def _movable(pair: PairProposal) -> tuple[float, str]:
    """What moves the count most comes first: pairs whose answer is most open."""
    return (abs((0.5 if pair.score is None else pair.score) - 0.5), pair.key)


def _transcript_line(rendition: Rendition) -> dict[str, Any]:
    about = {"item": rendition.item.sha256, "part": rendition.part, "made_by": transcripts.made_by(rendition)}
    line = {"kind": "transcript", "key": transcripts.key_of(rendition), "decision": None, "reason": ""}
    spoken = rendition.item.metadata.get(transcripts.SPOKEN_AT)
    return line | {"about": about | ({"spoken_at": spoken} if spoken else {}) | {"text": rendition.text}}


def _claim_line(claim: ClaimRow) -> dict[str, Any]:
    about = {
        "quote": claim.quote.text,
        "before": claim.quote.before[-80:],
        "after": claim.quote.after[:80],
        "item": claim.quote.sha256,
        **({"heard_at": claim.quote.heard_at} if claim.quote.heard_at else {}),
        "proposed": claim.body,
    }
    return {
        "kind": "claim",
        "key": claim.key,
        "decision": None,
        "reason": "",
        "edits": {},
        "event_type": claim.event_type,
        "about": about,
    }


def _footage_line(row: FootagePair, names: Mapping[str, str]) -> dict[str, Any]:
    sides = {
        side: {"item": sha256, "name": names.get(sha256, ""), **where}
        for side, sha256, where in (
            ("one", row.one, row.where_one),
            ("other", row.other, row.where_other),
        )
    }
    found = {"found": row.verdict, "score": row.score} | ({"mirrored": True} if row.mirrored else {})
    return {
        "kind": "footage",
        "one": row.one,
        "other": row.other,
        "decision": None,
        "reason": "",
        "about": sides | found,
    }


def _pair_line(pair: PairProposal, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "pair",
        "one": pair.one,
        "other": pair.other,
        "decision": None,
        "reason": "",
        "about": {"one": texts.get(pair.one, ""), "other": texts.get(pair.other, ""), "found": pair.reason}
        | ({} if pair.score is None else {"probability": pair.score}),
    }


def _mentions(keys: Iterable[str]) -> dict[str, str]:
    """What each mention says, in the words of its source."""
    wanted = sorted(keys)
    texts = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        for record in Record.objects.filter(key__in=part).select_related("source"):
            texts[record.key] = f"{source_label(record.source)}, row {record.row_number}: {record.quote}"
        for victim in ClaimVictim.objects.filter(key__in=part).select_related("claim__statement"):
            texts[victim.key] = f"{victim.name or victim.description}: {victim.claim.statement.quote}"
    return texts
