"""Two mentions that may be one person, side by side, as a reviewer sees them before deciding."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Abs, Coalesce

from sijil.counting import Figure
from sijil.errors import JudgementRefused
from sijil.store import models
from sijil.store.case import Case
from sijil.store.decisions import on
from sijil.store.match_effect import effects
from sijil.store.protection import View, allow, claims, records
from sijil.store.shown import ClaimRow, JudgementRow, RecordRow
from sijil.store.speakers import source_label
from sijil.store.withheld import closed_mentions


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One place where a person is named: what it says of them, and the row or the claim that says it."""

    key: str
    name: str
    sex: str
    age: str
    date: str
    place: str
    admin1: str
    source: str
    record: RecordRow | None = None
    claim: ClaimRow | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before a decision and after it."""

    event_type: str
    before: tuple[int, int, int | None]
    after: tuple[int, int, int | None]

    @property
    def bounds(self) -> list[tuple[str, int | None, int | None]]:
        """Low, best and high by name, each before and after."""
        return list(zip(("low", "best", "high"), self.before, self.after, strict=True))


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A pair: the two mentions that speak most for it, what else is taken for each of the two, the reason in words, its
    probability, what was decided, and what each decision does to the figures.

    `whole` is False where only the two people were recounted, without the groups of unnamed victims of their places.
    """

    one: MentionRow
    other: MentionRow
    with_one: tuple[MentionRow, ...]
    with_other: tuple[MentionRow, ...]
    reason: str
    score: float | None
    joined: bool
    standing: JudgementRow | None
    same: tuple[Change, ...]
    different: tuple[Change, ...]
    whole: bool


def next_match(view: View, after: tuple[str, str] = ("", "")) -> tuple[tuple[str, str], int]:
    """The pair to decide after the one named, those whose answer is most open first; and how many await in all."""
    allow(view)
    pairs = list(_open().values_list("one", "other"))
    at = pairs.index(after) if after in pairs else -1
    following = [*pairs[at + 1 :], *pairs[: max(at, 0)]]
    return (following[0] if following else ("", "")), len(pairs)


def _open() -> QuerySet[models.PairProposal]:
    judged = models.Judgement.objects.filter(
        kind="pair", target=OuterRef("one"), other=OuterRef("other"), superseded_by=None
    ).exclude(decision="reopen")
    score = Coalesce(F("score"), Value(0.5), output_field=FloatField())
    rows = models.PairProposal.objects.filter(~Exists(judged), decision="unsure")
    if closed := closed_mentions():
        rows = rows.exclude(Q(one__in=closed) | Q(other__in=closed))
    return rows.annotate(far=Abs(score - 0.5)).order_by("far", "key")


def match(view: View, case: Case, one: str, other: str) -> MatchRow:
    """A pair of mentions, by their keys. Raises JudgementRefused when one is not there."""
    allow(view)
    members = _people_of(one, other)
    side = split(one, other, members, _joins(members))
    rows = mentions(view, [*members, one, other])
    missing = [key for key in (one, other) if key not in rows]
    if missing or one == other:
        raise JudgementRefused(f"no row or victim has the key {(missing or [one])[0]!r}", remedy="link again")
    proposal = models.PairProposal.objects.filter(one=one, other=other).first()
    joined = _person(one) == _person(other) != ""
    found = effects(case, one, other, members, side)
    return MatchRow(
        rows[one],
        rows[other],
        tuple(rows[key] for key in sorted(rows) if key not in (one, other) and key not in side),
        tuple(rows[key] for key in sorted(rows) if key not in (one, other) and key in side),
        proposal.reason if proposal else "",
        proposal.score if proposal else None,
        joined,
        standing_on(view, one, other),
        _changes(found.before, found.same),
        _changes(found.before, found.different),
        found.whole,
    )


def standing_on(view: View, one: str, other: str) -> JudgementRow | None:
    """The judgement in force on a pair."""
    allow(view)
    j = on("pair", one, other)
    if j is None:
        return None
    return JudgementRow(j.key, j.kind, j.decision, j.target, j.other, j.reason, j.reviewer, j.made_at)


def _person(key: str) -> str:
    return (
        models.PersonMention.objects.filter(mention=key).values_list("person__key", flat=True).first() or ""
    )


def _people_of(one: str, other: str) -> list[str]:
    """Every mention of the two people, and of those they may be one with."""
    rows = models.PersonMention.objects
    clusters = rows.filter(mention__in=[one, other]).values_list("low_cluster", flat=True)
    people = rows.filter(mention__in=[one, other]).values_list("person_id", flat=True)
    found = set(rows.filter(low_cluster__in=list(clusters)).values_list("mention", flat=True))
    return sorted(found | set(rows.filter(person_id__in=list(people)).values_list("mention", flat=True)))


def _joins(members: Sequence[str]) -> list[tuple[str, str]]:
    """What holds these mentions together: pairs that were joined or could be, and pairs judged the same."""
    proposed = models.PairProposal.objects.filter(one__in=members, other__in=members)
    judged = models.Judgement.objects.filter(
        kind="pair", target__in=members, other__in=members, superseded_by=None, decision="same"
    )
    return [*proposed.values_list("one", "other"), *judged.values_list("target", "other")]


def split(one: str, other: str, members: Iterable[str], joins: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Which of the mentions go with `other` when the two are parted; the rest stays with `one`."""
    near: dict[str, set[str]] = {key: set() for key in [*members, one, other]}
    for first, second in joins:
        if {first, second} != {one, other} and first in near and second in near:
            near[first].add(second)
            near[second].add(first)
    side, waiting = {other}, [other]
    while waiting:
        for key in near[waiting.pop()] - side - {one}:
            side.add(key)
            waiting.append(key)
    # Where other pairs hold both together, nothing says which way the rest goes: it stays where it is.
    held = any(one in near[key] for key in side)
    return frozenset({other}) if held else frozenset(side)


def mentions(view: View, keys: Iterable[str]) -> dict[str, MentionRow]:
    """Mentions by their keys."""
    wanted = set(keys)
    listed = [key for key in wanted if key.startswith("r")]
    rows = models.Record.objects.filter(key__in=listed).select_related("source").defer("cells", "quote")
    labels = {row.key: source_label(row.source) for row in rows}
    found = {record.key: _of_record(record, labels[record.key]) for record in records(view, keys=listed)}
    by_claim: dict[str, list[str]] = {}
    for key in wanted:
        if "." in key:
            by_claim.setdefault(key.split(".")[0], []).append(key)
    for claim in claims(view, keys=by_claim):
        found |= {key: _of_victim(key, claim) for key in by_claim[claim.key]}
    return found


def _of_record(record: RecordRow, label: str) -> MentionRow:
    return MentionRow(
        record.key,
        record.name,
        record.sex,
        record.age,
        record.date,
        record.place,
        record.admin1,
        label,
        record=record,
    )


def _of_victim(key: str, claim: ClaimRow) -> MentionRow:
    victims: Sequence[Mapping[str, Any]] = claim.body.get("victims") or []
    position = int(key.split(".")[1])
    victim = victims[position] if position < len(victims) else {}
    return MentionRow(
        key,
        str(victim.get("name") or victim.get("description") or ""),
        str(victim.get("sex") or ""),
        "" if victim.get("age") is None else str(victim["age"]),
        claim.date,
        claim.place,
        claim.admin1,
        claim.source_label,
        claim=claim,
    )


def _changes(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Change, ...]:
    """The totals that differ, by event type."""
    was = {figure.event_type: (figure.low, figure.best, figure.high) for figure in before}
    now = {figure.event_type: (figure.low, figure.best, figure.high) for figure in after}
    nothing = (0, 0, 0)
    return tuple(
        Change(kind, was.get(kind, nothing), now.get(kind, nothing))
        for kind in sorted({*was, *now})
        if was.get(kind, nothing) != now.get(kind, nothing)
    )
