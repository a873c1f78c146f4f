"""The case's reported counts for the counting room: claims that were accepted, with the scope stated for them."""

from collections.abc import Mapping
from typing import Any

from sijil.counting import Note, Part, Population, ReportedCount, Scope, Span, kind_of
from sijil.counting.scope import NEW
from sijil.dates import Interval
from sijil.store import decisions, models
from sijil.store.runs import content_key
from sijil.text import norm


def reported_counts() -> list[ReportedCount]:
    """Every accepted claim of a number that somebody reports, by key. Nothing proposed is among them."""
    stated = {j.target: j for j in decisions.in_force("scope")}
    copies, documents = independence(), document_groups()
    rows = models.ReportedCount.objects.filter(claim__state="accepted").select_related(
        "claim__source__origin", "claim__statement__rendition__item"
    )
    return [_count(row, stated.get(row.claim.key), copies, documents) for row in rows.order_by("claim__key")]


def note_key(note: Note) -> str:
    """The key of a note: the same as long as the counts and the numbers are."""
    return content_key("n", note.kind, note.counts, note.numbers, note.part)


def independence() -> dict[str, str]:
    """For the groups of sources judged to copy one another: the smallest among them (method, rule 8)."""
    groups = dict(models.Source.objects.values_list("key", "independence_group"))
    head: dict[str, str] = {}

    def first(group: str) -> str:
        while head.setdefault(group, group) != group:
            group = head[group]
        return group

    for judgement in decisions.in_force("source"):
        if judgement.decision == "copy" and {judgement.target, judgement.other} <= groups.keys():
            one, other = sorted((first(groups[judgement.target]), first(groups[judgement.other])))
            head[other] = one
    return {group: first(group) for group in head}


def document_groups() -> dict[int, str]:
    """For each text the independence group of its document as a source, where a claim in it is the document's own."""
    rows = models.Claim.objects.filter(source__origin=None).order_by("-key")
    return dict(rows.values_list("statement__rendition_id", "source__independence_group"))


def _count(
    row: models.ReportedCount,
    judgement: models.Judgement | None,
    copies: Mapping[str, str],
    documents: Mapping[int, str],
) -> ReportedCount:
    claim = row.claim
    said = judgement.body if judgement else {}
    source = copies.get(claim.source.independence_group, claim.source.independence_group)
    item = claim.statement.rendition.item.sha256
    # A body is one source wherever it is quoted, so its row does not tell which document quotes it here.
    relay = documents.get(claim.statement.rendition_id, item) if claim.source.origin else source
    parts = _parts(row, said)
    return ReportedCount(
        claim.key,
        source,
        _scope(row, said.get("scope") or {}),
        row.count_low,
        row.count_best,
        row.count_high,
        relay=copies.get(relay, relay),
        page=item,
        story=str(said.get("story") or ""),
        parts=parts,
        parts_add_up=bool(said.get("parts_add_up")),
        withdrawn=judgement is not None and judgement.decision == "withdraw",
    )


def _scope(row: models.ReportedCount, said: Mapping[str, Any]) -> Scope:
    population = str(said.get("population") or row.population)
    kind = str(
        said.get("kind") or ("cumulative" if row.cumulative else NEW if row.cumulative is False else "")
    )
    return Scope(
        act=row.act_type,
        unit=str(said.get("unit") or row.unit),
        population=_population(population, row.count_as_said),
        period=_span(said.get("period")) or Span(row.period_earliest, row.period_latest),
        area=str(said.get("area") or row.area),
        perpetrator=str(said.get("perpetrator") or row.perpetrator),
        evidence=str(said.get("evidence") or row.evidence_level),
        kind=kind,
        as_of=_span(said.get("as_of")) or Span(row.as_of_earliest, row.as_of_latest),
    )


def _population(words: str, number: str) -> Population:
    """The kind of people, and the words beyond the number and the kind's own word, if there are any."""
    bare = " ".join(words.replace(number, " ").split()) if number else words
    kind = kind_of(bare)
    return Population(kind, "" if not kind or norm(bare) == norm(kind) else bare)


def _span(value: Any) -> Span:
    if not isinstance(value, Mapping):
        return Span()
    days = Interval.parse(str(value["days"]))
    return Span(days.earliest, days.latest)


def _parts(row: models.ReportedCount, said: Mapping[str, Any]) -> tuple[Part, ...]:
    if said.get("parts"):
        return tuple(
            Part(p["label"], p["number"], population=kind_of(p["label"]), key=row.claim.key)
            for p in said["parts"]
        )
    among = [c for c in row.components if isinstance(c, Mapping)]
    return tuple(Part(c.get("description") or "", c.get("low"), key=row.claim.key) for c in among)
