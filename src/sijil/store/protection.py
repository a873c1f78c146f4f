"""Who may see what: the only way by which reports, pages and the API get rows.

The default is to deny. A `View` says for what purpose, for whom and how identifiable rows may be; this
version knows the team's view alone, in which people who speak are shown by a pseudonym while quotes stay
as they are. Other views are refused until the rules for them exist.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sijil.errors import NotBuilt
from sijil.media.statements import Conflict, Statement
from sijil.store import models
from sijil.store.conclusion_rows import conclusions_in_force
from sijil.store.consents import CLOSED
from sijil.store.counted_rows import note_rows, series_rows
from sijil.store.estimated import estimates as estimated
from sijil.store.file_statements import statement_rows
from sijil.store.footage import footage_rows
from sijil.store.incident_rows import incident_rows
from sijil.store.quotes import Parts, around, quote_row
from sijil.store.runs import remarks
from sijil.store.scopes_said import stated_days, stated_scopes
from sijil.store.shown import (
    ClaimRow,
    Conclusions,
    CustodyRow,
    FootageRow,
    IncidentRow,
    ItemRow,
    JudgementRow,
    NoteRow,
    PlaceRow,
    QuoteRow,
    RecordRow,
    ReportedCountRow,
    SeriesRow,
    SourceRow,
)
from sijil.store.speakers import is_protected, shown_group, shown_key, source_label
from sijil.store.withheld import blanked, open_claims, open_records, withheld


@dataclass(frozen=True, slots=True)
class View:
    """A purpose, an audience and a degree of identifiability."""

    purpose: str = "internal_analysis"
    audience: str = "named_team"
    identifiability: str = "pseudonym"


TEAM = View()


def allow(view: View) -> None:
    """Raise unless rows may be given for this view."""
    if view != TEAM:
        raise NotBuilt(
            f"rows for {view.audience} ({view.purpose}, {view.identifiability}) cannot be given",
            remedy="until releases are built, everything stays with the named team",
        )


SHOWN_FACTS = (
    *(
        "content_credentials",
        "proofmode",
        "stated_digests",
        "bag",
        "sealed_away",
        "not_exported",
        "flagged",
        "date_order",
        "url",
        "collected",
    ),
    *("taken", "place_in_file", "device", "software", "duration", "streams"),
)
"""What readers found in a file that the report says beside it."""


def items(view: View, *, sha256s: Collection[str] | None = None) -> list[ItemRow]:
    """Items of the case in the order of their first custody entry: all, or some by their SHA-256."""
    allow(view)
    chosen = models.Item.objects.filter(part="")
    chosen = chosen if sha256s is None else chosen.filter(sha256__in=sha256s)
    rows = chosen.prefetch_related("custody__container").order_by("id")
    return [_item(item) for item in rows]


def sources(view: View) -> list[SourceRow]:
    """Every source that a claim or record has, by kind and label."""
    allow(view)
    from django.db.models import Count

    rows = models.Source.objects.annotate(
        n_claims=Count("claims", distinct=True), n_records=Count("records", distinct=True)
    )
    people = {s.key for s in models.Source.objects.all() if is_protected(s)}
    out = [
        SourceRow(
            shown_key(s),
            source_label(s),
            s.kind,
            shown_group(s.independence_group, people),
            source_label(s.origin) if s.origin else "",
            s.n_claims,
            s.n_records,
        )
        for s in rows.select_related("origin")
        if s.n_claims or s.n_records
    ]
    return sorted(out, key=lambda s: (s.kind, s.label, s.key))


def claims(
    view: View,
    *,
    states: tuple[str, ...] = ("candidate", "accepted", "rejected"),
    keys: Collection[str] | None = None,
    item: str = "",
) -> Iterator[ClaimRow]:
    """Claims in the order of their items and offsets: all, or those of some keys, or of one item by its SHA-256."""
    allow(view)
    chosen = _chosen(open_claims().filter(state__in=states), keys, item)
    some = None if keys is None and not item else list(chosen.values_list("key", "statement__rendition_id"))
    judged: dict[str, list[JudgementRow]] = {}
    for row in judgements(view, on=None if some is None else [key for key, _ in some]):
        judged.setdefault(row.target, []).append(row)
    rows = chosen.select_related("statement", "source", "reported_count").order_by(
        "statement__rendition__item_id", "statement__rendition__position", "statement__start", "key"
    )
    ids = None if some is None else {rendition for _, rendition in some}
    texts, renditions, parts, scopes = _Texts(), _renditions(ids), Parts(ids), stated_scopes()
    for claim in rows.iterator(chunk_size=500):
        statement = claim.statement
        part = parts.at(statement.rendition_id, statement.start)
        near = around(texts.of(statement.rendition_id), statement, part)
        quote = quote_row(renditions[statement.rendition_id], statement.quote, statement.start, near, part)
        yield _claim(claim, quote, judged.get(claim.key, []), scopes)


def _chosen(rows: QuerySet[models.Claim], keys: Collection[str] | None, item: str) -> QuerySet[models.Claim]:
    rows = rows if keys is None else rows.filter(key__in=keys)
    return rows.filter(statement__rendition__item__sha256=item) if item else rows


def records(view: View, *, keys: Collection[str] | None = None) -> Iterator[RecordRow]:
    """Rows of lists, in the order of their items and rows: all, or those of some keys."""
    allow(view)
    chosen = open_records() if keys is None else open_records().filter(key__in=keys)
    rows = chosen.select_related("source").defer("cells")
    rows = rows.order_by("rendition__item_id", "rendition__position", "row_number", "key")
    mentioned = models.PersonMention.objects.filter(record__isnull=False)
    mentioned = mentioned if keys is None else mentioned.filter(mention__in=keys)
    persons = dict(mentioned.values_list("record__key", "person__key"))
    some = None if keys is None else set(chosen.values_list("rendition_id", flat=True))
    renditions = _renditions(some)
    for record in rows.iterator(chunk_size=2000):
        quote = quote_row(renditions[record.rendition_id], record.quote, record.start, ("", ""))
        yield _record(record, quote, persons.get(record.key, ""))


def _renditions(ids: Collection[int] | None = None) -> dict[int, models.Rendition]:
    """Renditions, all or some, without text and table, which may be large; rows are many and these are few."""
    rows = models.Rendition.objects.select_related("item").defer("text", "table")
    rows = rows if ids is None else rows.filter(id__in=ids)
    return {rendition.id: rendition for rendition in rows}


def judgements(view: View, *, on: Collection[str] | None = None) -> list[JudgementRow]:
    """Judgements in the order they were made: all, or those on some keys."""
    allow(view)
    rows = models.Judgement.objects.all() if on is None else models.Judgement.objects.filter(target__in=on)
    return [
        JudgementRow(j.key, j.kind, j.decision, j.target, j.other, j.reason, j.reviewer, j.made_at)
        for j in rows.order_by("made_at", "id")
    ]


def figures(view: View) -> list[dict[str, Any]]:
    """The figures as counted last, as plain data."""
    allow(view)
    return [figure.body for figure in models.Figure.objects.order_by("position")]


def series(view: View) -> list[SeriesRow]:
    """What each source reported over time, by scope: the latest as-of stands, every earlier number is kept."""
    allow(view)
    return series_rows(_group_labels())


def notes(view: View) -> list[NoteRow]:
    """What does not fit in the numbers that sources report, each note with how it was judged."""
    allow(view)
    return note_rows()


def incidents(view: View) -> list[IncidentRow]:
    """Every incident by day and place, with what each source says of it."""
    allow(view)
    return incident_rows(_group_labels())


def footage(view: View) -> list[FootageRow]:
    """What photos and films show: copies of one footage, proposed or judged, and look-alikes of one place."""
    allow(view)
    return footage_rows()


def file_statements(view: View) -> dict[str, tuple[list[Statement], list[Conflict]]]:
    """For each photo and film what it says of itself, and what of that does not go together."""
    allow(view)
    return statement_rows()


def conclusions(view: View) -> Conclusions:
    """What reviewers concluded: findings with what they lack, matrices, promises, missing people, groups, needs."""
    allow(view)
    return conclusions_in_force()


def count_remarks(view: View) -> dict[str, Any]:
    """What counting told beside the figures: influence, SDG cells, agreement, copies; sources by their labels."""
    allow(view)
    told = next(iter(remarks("count")), {})
    labels, names = _group_labels(), {s.key: source_label(s) for s in models.Source.objects.all()}
    influence = [
        {**row, "source": labels.get(row["source"], row["source"])} for row in told.get("influence", [])
    ]
    copies = [
        row
        if "skipped" in row
        else {**row, "one": names.get(row["one"], ""), "other": names.get(row["other"], "")}
        for row in told.get("copies", [])
    ]
    return {**told, "influence": influence, "copies": copies}


def estimates(view: View) -> dict[str, Any]:
    """How many more there are, as estimated last; empty where nothing was estimated since counting."""
    allow(view)
    return estimated()


def group_labels(view: View) -> dict[str, str]:
    """What each independence group of sources is called."""
    allow(view)
    return _group_labels()


def _group_labels() -> dict[str, str]:
    """The label of each independence group: that of its first source by key which no other quotes; and of each file."""
    labels = {item.sha256: item.name.rsplit("/", 1)[-1] for item in models.Item.objects.filter(part="")}
    for source in sorted(models.Source.objects.all(), key=lambda s: (s.origin_id is not None, s.key)):
        labels.setdefault(source.independence_group, source_label(source))
    return labels


def places(view: View) -> list[PlaceRow]:
    """Every place that claims or rows name, by governorate and name."""
    allow(view)
    columns = ("place_label", "admin1", "place__level")
    told = models.Claim.objects.exclude(state__in=CLOSED).exclude(place_label="").values_list(*columns)
    listed = open_records().exclude(place_label="").values_list(*columns)
    named = set(models.Place.objects.values_list("name", flat=True))
    claims = Counter((label, admin1) for label, admin1, _ in told)
    records = Counter((label, admin1) for label, admin1, _ in listed)
    levels: dict[tuple[str, str], str] = {}
    for label, admin1, level in [*told, *listed]:
        levels[label, admin1] = (
            level or levels.get((label, admin1)) or ("open" if label in named else "words")
        )
    return [
        PlaceRow(label, admin1, levels[label, admin1], claims[label, admin1], records[label, admin1])
        for label, admin1 in sorted(levels, key=lambda key: (not key[1], key[1], key[0]))
    ]


def arabic_names(view: View) -> dict[str, str]:
    """The Arabic name of each place and governorate the case uses, by the name it is counted under."""
    allow(view)
    rows = models.Place.objects.exclude(name_ar="").order_by("key")
    names = {place.name: place.name_ar for place in rows}
    return names | {place.admin1: place.admin1_ar for place in rows if place.admin1_ar}


def pairs(view: View, *, decisions: tuple[str, ...] = ("same", "unsure")) -> list[models.PairProposal]:
    """Pairs of mentions that were compared, by key."""
    allow(view)
    return list(models.PairProposal.objects.filter(decision__in=decisions).order_by("key"))


def _item(item: models.Item) -> ItemRow:
    custody = [
        CustodyRow(
            e.seq, e.time, e.actor, e.act, e.name, e.container.sha256 if e.container else "", e.line_sha256
        )
        for e in sorted(item.custody.all(), key=lambda e: e.seq)
    ]
    return ItemRow(
        item.sha256,
        item.name,
        item.size,
        item.media_type,
        item.outcome,
        item.outcome_reason,
        item.outcome_remedy,
        custody,
        next((row.container for row in custody if row.container), ""),
        str(item.metadata.get("title", "")),
        str(item.metadata.get("published", "")),
        item.capture_method,
        tuple((name, str(item.metadata[name])) for name in SHOWN_FACTS if item.metadata.get(name)),
    )


class _Texts:
    """The text of the rendition asked for last, what was withdrawn blanked: rows come in order, a text can be large."""

    def __init__(self) -> None:
        self._id, self._text, self._withheld = 0, "", withheld()

    def of(self, rendition_id: int) -> str:
        if rendition_id != self._id:
            self._id = rendition_id
            text = models.Rendition.objects.values_list("text", flat=True).get(id=rendition_id)
            self._text = blanked(text, self._withheld.get(rendition_id, []))
        return self._text


def _claim(
    claim: models.Claim, quote: QuoteRow, judged: list[JudgementRow], scopes: Mapping[str, Mapping[str, Any]]
) -> ClaimRow:
    count = getattr(claim, "reported_count", None)
    return ClaimRow(
        claim.key,
        claim.event_type,
        claim.state,
        claim.polarity,
        claim.hedge,
        claim.is_aggregate,
        claim.exculpatory,
        claim.extractor,
        claim.rule,
        quote,
        shown_key(claim.source),
        source_label(claim.source),
        claim.source.kind,
        claim.place_label,
        claim.admin1,
        date_text(claim),
        claim.date_as_said,
        _without_speaker(claim),
        _reported(count, scopes.get(claim.key, {})) if count else None,
        judged,
    )


def _without_speaker(claim: models.Claim) -> dict[str, Any]:
    if not is_protected(claim.source):
        return dict(claim.body)
    label = source_label(claim.source)
    return {**claim.body, "source": {"type": claim.source.kind, "who": label, "chain": [label]}}


def _reported(count: models.ReportedCount, said: Mapping[str, Any]) -> ReportedCountRow:
    """A reported count with the scope that was stated for it, and else with what its claim says."""
    return ReportedCountRow(
        count.count_low,
        count.count_best,
        count.count_high,
        count.count_as_said,
        str(said.get("population") or count.population),
        stated_days(said, "period") or interval_text(count.period_earliest, count.period_latest),
        str(said.get("area") or count.area),
        stated_days(said, "as_of") or interval_text(count.as_of_earliest, count.as_of_latest),
        "stated by the reviewer" if said.get("as_of") else count.as_of_basis,
    )


def _record(record: models.Record, quote: QuoteRow, person: str) -> RecordRow:
    return RecordRow(
        record.key,
        record.row_number,
        record.name or record.name_other_script,
        record.sex,
        age_text(record.age_low, record.age_high),
        record.event_type,
        record.place_label,
        record.admin1,
        date_text(record),
        quote,
        shown_key(record.source),
        person,
        list(record.doubts),
    )


def date_text(row: models.Claim | models.Record | models.Incident) -> str:
    """A date interval as ISO days."""
    return interval_text(row.date_earliest, row.date_latest)


def interval_text(earliest: Any, latest: Any) -> str:
    """`2025-03-06`, `2025-03-06..2025-03-08`, `2025-03-06..`, or nothing."""
    if earliest is None and latest is None:
        return ""
    if earliest == latest:
        return str(earliest)
    return f"{earliest or ''}..{latest or ''}"


def age_text(low: int | None, high: int | None) -> str:
    """`36`, `17-19`, or nothing."""
    if low is None and high is None:
        return ""
    return str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
