"""From the case's rows to figures: the mentions and events that are counted, and each figure as plain data."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sijil.counting import RULES_VERSION, CountedEvent, CountedMention, Figure, Mandate, count
from sijil.counting.attributes import age_at
from sijil.counting.codes import INDIRECT, cause_of, status_of
from sijil.counting.incidents import Incident
from sijil.counting.scope import Span
from sijil.names import is_unnamed
from sijil.store import decisions, footage, models
from sijil.store.case import Case
from sijil.store.consents import CLOSED
from sijil.store.incidents import actors, incident_of_each, incidents, key_of
from sijil.store.reported_counts import independence
from sijil.store.runs import content_key
from sijil.store.withheld import open_records

PEOPLE_EVENTS = frozenset(
    [
        "killing",
        "injury",
        "casualties",
        "torture_ill_treatment",
        "abduction",
        "detention",
        "sexual_violence",
        "displacement",
    ]
)
"""Event types whose victims are counted as people; all others are counted as events."""
NOT_VICTIMS = ("alive", "released")
"""What a list may say of a person that makes the row no victim's; such rows are shown and not counted."""
_ASCII_WORD = re.compile(r"[a-z0-9-]+")


def bodies(
    case: Case, found: Sequence[Incident] | None = None, mentions: Sequence[CountedMention] | None = None
) -> list[dict[str, Any]]:
    """Every figure of the case as plain data, counted now; nothing is stored.

    Whoever has the incidents and the mentions already may hand them over.
    """
    told = incidents() if found is None else found
    rows = counted_mentions(told) if mentions is None else mentions
    figures = count(rows, list(_events(independence())), mandate_of(case))
    called = {key_of(one): _called(one) for one in told}
    return [_body(figure, case, called) for figure in figures] + _case_figures()


def counted_mentions(
    found: Sequence[Incident] | None = None, *, only: Collection[str] | None = None
) -> list[CountedMention]:
    """Every mention of a victim, each with the incident it is told of; or of people, only those with some keys."""
    copies = independence()
    where = incident_of_each(incidents() if found is None else found)
    mentions = [*_record_mentions(copies, only), *_victim_mentions(copies, only)]
    mentions += _claims_without_victims(copies) if only is None else ()
    heads, groups = _carried(copies)
    return [
        replace(
            m,
            incident=where.get(m.claim or m.key, ""),
            independence_group=groups.get(heads.get(m.claim, ""), m.independence_group),
        )
        for m in mentions
    ]


def _carried(copies: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """For claims whose messages carry the same footage the first of them, and that one's group of sources.

    Copies corroborate nothing (rule 8).
    """
    heads = {key: head for head, key in footage.told_by_the_same()}
    rows = models.Claim.objects.filter(key__in=heads.values()) if heads else models.Claim.objects.none()
    groups = dict(rows.values_list("key", "source__independence_group"))
    return heads, {key: copies.get(group, group) for key, group in groups.items()}


def _called(incident: Incident) -> str:
    """An incident's place and days."""
    return " · ".join(
        part for part in (incident.place, str(Span(incident.earliest, incident.latest))) if part
    )


def mandate_of(case: Case) -> Mandate:
    """The period the case is asked about, and its rule for low."""
    period = case.settings.period
    return Mandate(period.earliest if period else None, period.latest if period else None, case.settings.low)


def _people(only: Collection[str] | None) -> dict[str, tuple[str, str, str]]:
    known = models.PersonMention.objects.all()
    known = known if only is None else known.filter(mention__in=only)
    rows = known.values_list("mention", "low_cluster", "person__key", "high_cluster")
    return {mention: (low, best, high) for mention, low, best, high in rows}


def _record_mentions(copies: Mapping[str, str], only: Collection[str] | None) -> Iterator[CountedMention]:
    people = _people(only)
    rows = open_records().exclude(outcome__in=NOT_VICTIMS).select_related("source", "place")
    rows = rows if only is None else rows.filter(key__in=only)
    for record in rows.defer("quote").iterator(chunk_size=2000):
        name = record.name or record.name_other_script
        yield CountedMention(
            key=record.key,
            event_type=record.event_type or "unknown",
            counted=True,
            named=not is_unnamed(name),
            source=record.source.key,
            independence_group=copies.get(g := record.source.independence_group, g),
            people=people.get(record.key, (record.key,) * 3),
            place=record.place_label,
            admin1=record.admin1,
            earliest=record.date_earliest,
            latest=record.date_latest,
            sex=record.sex,
            **_age(record),
            cause=cause_of(said) if (said := _cell(record, "cause")) else "",
        )


def _cell(record: models.Record, name: str) -> str:
    return " ".join(str(words) for _, _, words in record.cells.get(name) or [])


def _age(record: models.Record) -> dict[str, Any]:
    """The age as the list gives it, or the range that its birth and its day leave (method, rule 12)."""
    low, high = record.age_low, record.age_high
    if low is None and high is None:
        born = (record.born_earliest, record.born_latest)
        low, high = age_at(born, (record.date_earliest, record.date_latest))
    return {"age_low": low, "age_high": high}


def _victim_mentions(copies: Mapping[str, str], only: Collection[str] | None) -> Iterator[CountedMention]:
    people = _people(only)
    filled, by = _filled_slots(), actors()
    same_claims = _same_claims()
    rows = models.ClaimVictim.objects.filter(
        claim__is_aggregate=False, claim__polarity="asserts", claim__event_type__in=PEOPLE_EVENTS
    ).exclude(claim__state__in=CLOSED)
    rows = rows if only is None else rows.filter(key__in=only)
    for victim in rows.select_related("claim__source", "claim__statement").iterator(chunk_size=2000):
        claim = victim.claim
        named = bool(victim.name) and not is_unnamed(victim.name)
        whose = people.get(victim.key, (victim.key,) * 3)
        cause = cause_of(claim.statement.quote)
        if not named and claim.key in same_claims and claim.victims.count() == 1:
            whose = (same_claims[claim.key],) * 3
        yield CountedMention(
            key=victim.key,
            event_type="indirect_death"
            if claim.event_type == "killing" and cause == INDIRECT
            else claim.event_type,
            counted=claim.state == "accepted",
            named=named,
            source=claim.source.key,
            independence_group=copies.get(g := claim.source.independence_group, g),
            people=whose,
            claim=claim.key,
            low=victim.count_low,
            best=victim.count_best,
            high=victim.count_high,
            convention=victim.count_basis == "convention",
            place=claim.place_label,
            admin1=claim.admin1,
            earliest=claim.date_earliest,
            latest=claim.date_latest,
            sex=victim.sex,
            age_low=victim.age_low,
            age_high=victim.age_high,
            filled_by=filled.get(victim.key, ()),
            actor=by.get(claim.key, ""),
            status=status_of(victim.civilian_status),
            cause=cause,
        )


def _claims_without_victims(copies: Mapping[str, str]) -> Iterator[CountedMention]:
    """Claims of harm to people that say neither whom nor how many: an unknown number, without upper bound."""
    rows = models.Claim.objects.filter(
        is_aggregate=False, polarity="asserts", event_type__in=PEOPLE_EVENTS, victims=None
    ).exclude(state__in=CLOSED)
    same_claims = _same_claims()
    for claim in rows.select_related("source", "place").defer("body", "proposed").iterator(chunk_size=2000):
        yield CountedMention(
            key=claim.key,
            event_type=claim.event_type,
            counted=claim.state == "accepted",
            named=False,
            source=claim.source.key,
            independence_group=copies.get(g := claim.source.independence_group, g),
            people=(same_claims.get(claim.key, claim.key),) * 3,
            claim=claim.key,
            low=None,
            best=None,
            high=None,
            place=claim.place_label,
            admin1=claim.admin1,
            earliest=claim.date_earliest,
            latest=claim.date_latest,
        )


def _filled_slots() -> dict[str, tuple[str, ...]]:
    """For each group of unnamed victims, the mentions a reviewer placed in it."""
    pairs = [(j.target, j.other) for j in decisions.in_force("pair") if j.decision == "same"]
    keys = {key for pair in pairs for key in pair}
    groups = {
        victim.key
        for victim in models.ClaimVictim.objects.filter(key__in=keys)
        if not victim.count_low == victim.count_best == victim.count_high == 1
    }
    slots: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        if (one in groups) != (other in groups):
            group, member = (one, other) if one in groups else (other, one)
            slots[group].append(member)
    return {group: tuple(sorted(members)) for group, members in slots.items()}


def _same_claims() -> dict[str, str]:
    """For claims judged to tell of one event: the smallest key among them."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    pairs = [
        (judgement.target, judgement.other)
        for judgement in decisions.in_force("pair")
        if judgement.decision == "same" and "." not in judgement.target and judgement.target.startswith("c")
    ]
    for pair in (*pairs, *footage.told_by_the_same()):
        one, other = sorted(find(key) for key in pair)
        parent[other] = one
    return {key: find(key) for key in parent}


def _events(copies: Mapping[str, str]) -> Iterator[CountedEvent]:
    same, (heads, groups) = _same_claims(), _carried(copies)
    rows = models.Claim.objects.filter(polarity="asserts", is_aggregate=False).exclude(state__in=CLOSED)
    rows = (
        rows.exclude(event_type__in=PEOPLE_EVENTS).select_related("source", "place").defer("body", "proposed")
    )
    for claim in rows.iterator(chunk_size=2000):
        yield CountedEvent(
            key=claim.key,
            event_type=claim.event_type,
            counted=claim.state == "accepted",
            event=same.get(claim.key, claim.key),
            source=claim.source.key,
            independence_group=groups.get(
                heads.get(claim.key, ""), copies.get(g := claim.source.independence_group, g)
            ),
            place=claim.place_label,
            admin1=claim.admin1,
            earliest=claim.date_earliest,
            latest=claim.date_latest,
        )


def _body(figure: Figure, case: Case, called: Mapping[str, str]) -> dict[str, Any]:
    period = str(case.settings.period) if case.settings.period else ""
    query = {
        "event_type": figure.event_type,
        "dimension": figure.dimension,
        "value": figure.value,
        "from": ["accepted claims", "records"],
        "period": period,
        "low": case.settings.low,
    }
    return {
        "id": figure_id(figure.event_type, figure.dimension, figure.value),
        "event_type": figure.event_type,
        "dimension": figure.dimension,
        "value": figure.value,
        **({"called": called[figure.value]} if figure.value in called else {}),
        "unit": figure.unit,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "single_source": figure.single_source,
        "convention": figure.convention,
        "proposed": {
            "people": figure.proposed_people,
            "claims": figure.proposed_claims,
            "inputs": list(figure.proposed_inputs),
        },
        "inputs": [list(subject) for subject in figure.inputs],
        "query": query,
        "query_text": " ".join(
            f"{k}={v if isinstance(v, str) else '+'.join(v)}" for k, v in query.items() if v
        ),
        "rule_version": RULES_VERSION,
    }


def figure_id(event_type: str, dimension: str, value: str) -> str:
    """The ID of a figure: `killing/total`, `killing/sex/female`; values beyond ASCII by a short hash."""
    parts = [event_type, dimension.replace(" ", "-")]
    if value:
        plain = value.casefold().replace(" ", "-")
        parts.append(plain if _ASCII_WORD.fullmatch(plain) else content_key("x", value)[:11])
    return "/".join(parts)


def _case_figures() -> list[dict[str, Any]]:
    """What is in the case, each number with its inputs: claims by state, rows, files."""
    claims = models.Claim.objects.order_by("key")
    items = models.Item.objects.filter(part="").order_by("id")
    by_state = {
        s: list(claims.filter(state=s).values_list("key", flat=True))
        for s in ("candidate", "accepted", "rejected")
    }
    return [
        _case_figure("awaiting", "claims", by_state["candidate"]),
        _case_figure("accepted_claims", "claims", by_state["accepted"]),
        _case_figure("rejected_claims", "claims", by_state["rejected"]),
        _case_figure(
            "records_read", "rows", list(models.Record.objects.order_by("key").values_list("key", flat=True))
        ),
        _case_figure("items_received", "files", list(items.values_list("sha256", flat=True))),
        _case_figure(
            "items_not_read", "files", list(items.exclude(outcome="read").values_list("sha256", flat=True))
        ),
        *_footage_figure(),
    ]


def _footage_figure() -> list[dict[str, Any]]:
    """How many different things photos and films show: best as judged, low if every proposal held."""
    shown, low = footage.different()
    if not shown:
        return []
    figure = _case_figure("footage", "footage", [keys[0] for keys in shown])
    return [figure | {"low": low, "inputs": shown}]


def _case_figure(value: str, unit: str, keys: list[str]) -> dict[str, Any]:
    query = {"dimension": "case", "value": value}
    return {
        "id": f"case/{value.replace('_', '-')}",
        "event_type": "",
        "dimension": "case",
        "value": value,
        "unit": unit,
        "low": len(keys),
        "best": len(keys),
        "high": len(keys),
        "single_source": 0,
        "convention": 0,
        "proposed": {"people": 0, "claims": 0, "inputs": []},
        "inputs": [[key] for key in keys],
        "query": query,
        "query_text": f"dimension=case value={value}",
        "rule_version": RULES_VERSION,
    }
