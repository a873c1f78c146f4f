"""Conclusions in force as plain rows: findings, promises, missing people, matrices, groups, needs."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sijil.counting.commitments import due, terms
from sijil.counting.crimes import Laid, crimes, matrix
from sijil.counting.findings import Finding, finding_from, lacking, standing
from sijil.counting.involvement import groups_said
from sijil.counting.scope import Span
from sijil.dates import Interval, read_date
from sijil.store import decisions, models
from sijil.store.group_links import group_links
from sijil.store.shown import CommitmentRow, Conclusions, FindingRow, GroupRow, MatrixRow, MissingRow, NeedRow
from sijil.store.speakers import source_label
from sijil.store.withheld import open_records

TAKEN = ("abduction", "detention", "missing")
"""Event types whose victims somebody may still be looking for."""


def findings() -> list[Finding]:
    """The findings that stand. Claims they rested on that are gone or no longer accepted are named as lost."""
    accepted = set(models.Claim.objects.filter(state="accepted").values_list("key", flat=True))
    made = [
        finding_from(j.target, j.body, author=j.reviewer, made_at=j.made_at)
        for j in decisions.in_force("finding")
        if j.decision == "find"
    ]
    return [
        replace(f, lost=tuple(k for k in (*f.grounds, *f.contrary) if k not in accepted))
        for f in standing(made)
    ]


def conclusions_in_force() -> Conclusions:
    """Everything there is."""
    return Conclusions(
        finding_rows(), matrix_rows(), commitment_rows(), missing_rows(), group_rows(), need_rows()
    )


def finding_rows() -> list[FindingRow]:
    """Every finding that stands, with what it still lacks before it may be released."""
    return [_finding(finding) for finding in findings()]


def _finding(f: Finding) -> FindingRow:
    return FindingRow(
        f.key, f.subject, f.question, f.value, f.statement, f.standard, f.reasons, f.grounds, f.contrary,
        f.contrary_considered, f.author, f.reviewer, f.made_at, lacking(f), f.lost,
    )  # fmt: skip


def commitment_rows() -> list[CommitmentRow]:
    """Every accepted official action that sets itself a term, by the day it falls due."""
    judged = {j.target: j for j in decisions.in_force("term")}
    rows = models.Claim.objects.filter(state="accepted", event_type="official_action")
    found = []
    for claim in rows.select_related("statement__rendition__item", "source").order_by("key"):
        for term in terms(claim.statement.quote)[:1]:
            verdict = judged.get(claim.key)
            days = str(due(term, _announced(claim, verdict)))
            found.append(
                CommitmentRow(
                    claim.key,
                    source_label(claim.source),
                    term.as_said,
                    days,
                    verdict.decision if verdict else "unknown",
                    verdict.reason if verdict else "",
                    _keys(verdict, "claims"),
                )
            )
    return sorted(found, key=lambda c: (c.due or "9999", c.claim))


def _announced(claim: models.Claim, verdict: models.Judgement | None) -> Span:
    """When it was announced: as a reviewer states, else the claim's days, else those its file says it is of."""
    if verdict and verdict.body.get("announced"):
        days = Interval.parse(str(verdict.body["announced"]))
        return Span(days.earliest, days.latest)
    if claim.date_earliest or claim.date_latest:
        return Span(claim.date_earliest, claim.date_latest)
    said = str(claim.statement.rendition.item.metadata.get("published") or "")
    published = read_date(said) if said else None
    return Span(published.earliest, published.latest) if published else Span()


def missing_rows() -> list[MissingRow]:
    """Everybody who is said to be missing or taken, with what is known of the fate. None of them is among the dead."""
    fates = {j.target: j for j in decisions.in_force("fate")}
    people = dict(models.PersonMention.objects.values_list("mention", "person__key"))
    dead = _dead(people)
    found = [_missing_record(r, fates) for r in open_records().filter(event_type="missing").order_by("key")]
    victims = models.ClaimVictim.objects.filter(
        claim__event_type__in=TAKEN,
        claim__state="accepted",
        claim__polarity="asserts",
        claim__is_aggregate=False,
    ).select_related("claim")
    found += [_missing_victim(v, fates) for v in victims.order_by("key")]
    return sorted(
        (
            replace(row, fate="found_dead") if people.get(row.key) in dead and row.fate == "missing" else row
            for row in found
        ),
        key=lambda row: (row.days or "9999", row.key),
    )


def _dead(people: dict[str, str]) -> set[str]:
    """People whom a counted source calls dead."""
    rows = open_records().filter(event_type="killing").values_list("key", flat=True)
    told = models.ClaimVictim.objects.filter(claim__event_type="killing", claim__state="accepted").exclude(
        name=""
    )
    return {people[key] for key in [*rows, *told.values_list("key", flat=True)] if key in people}


def _missing_record(record: models.Record, fates: dict[str, models.Judgement]) -> MissingRow:
    fate = fates.get(record.key)
    return MissingRow(
        record.key, record.name or record.name_other_script, record.event_type, "1", record.place_label,
        str(Span(record.date_earliest, record.date_latest)), fate.decision if fate else "missing",
        fate.reason if fate else "", _keys(fate, "claims"), _last_seen(fate),
    )  # fmt: skip


def _missing_victim(victim: models.ClaimVictim, fates: dict[str, models.Judgement]) -> MissingRow:
    claim, fate = victim.claim, fates.get(victim.key)
    low, high = victim.count_low, victim.count_high
    count = (
        str(low)
        if low == high and low is not None
        else f"{'' if low is None else low}–{'' if high is None else high}"
    )
    return MissingRow(
        victim.key, victim.name or victim.description, claim.event_type, count, claim.place_label,
        str(Span(claim.date_earliest, claim.date_latest)), fate.decision if fate else "missing",
        fate.reason if fate else "", _keys(fate, "claims"), _last_seen(fate),
    )  # fmt: skip


def _keys(judgement: models.Judgement | None, name: str) -> tuple[str, ...]:
    return tuple(str(k) for k in judgement.body.get(name) or []) if judgement else ()


def _last_seen(judgement: models.Judgement | None) -> str:
    return str(judgement.body.get("last_seen") or "") if judgement else ""


def matrix_rows() -> list[MatrixRow]:
    """For each subject and crime that somebody laid anything under: every element, gaps included."""
    laid: dict[tuple[str, str], list[Laid]] = defaultdict(list)
    for j in decisions.in_force("element"):
        body: dict[str, Any] = j.body
        if body.get("crime") not in crimes():
            continue
        laid[str(body.get("subject") or ""), str(body["crime"])].append(
            Laid(str(body["crime"]), str(body["element"]), _keys(j, "for"), _keys(j, "against"),
                 str(body.get("gap") or ""), j.reviewer)
        )  # fmt: skip
    return [
        MatrixRow(
            crime,
            subject,
            row.element,
            tuple(k for one in row.laid for k in one.claims_for),
            tuple(k for one in row.laid for k in one.claims_against),
            tuple(one.gap for one in row.laid if one.gap),
            tuple(sorted({one.by for one in row.laid})),
        )
        for (subject, crime), rows in sorted(laid.items())
        for row in matrix(crime, rows)
    ]


def group_rows() -> list[GroupRow]:
    """Every group that a link names, with all that is said of it."""
    return [
        GroupRow(said.name, tuple(said.names), tuple((k.kind, k.of, k.degree, k.claim) for k in said.links))
        for said in groups_said(group_links())
    ]


def need_rows() -> list[NeedRow]:
    """Needs and appeals, the open ones first."""
    rows = [
        NeedRow(
            j.target,
            str(j.body.get("need") or ""),
            j.decision,
            str(j.body.get("referred_to") or ""),
            j.reason,
        )
        for j in decisions.in_force("need")
    ]
    return sorted(rows, key=lambda n: (n.state != "open", n.state, n.claim, n.need))
