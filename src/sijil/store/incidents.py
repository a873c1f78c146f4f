"""The case's incidents, computed from claims, rows and judgements. Given out only through `sijil.store.protection`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sijil.counting.incidents import Incident, Told, group
from sijil.counting.involvement import groups_said
from sijil.store import decisions, footage, models
from sijil.store.consents import CLOSED
from sijil.store.group_links import group_links
from sijil.store.reported_counts import independence
from sijil.store.runs import content_key
from sijil.store.withheld import open_records


def incidents() -> list[Incident]:
    """Incidents: claims that are not rejected and rows of lists, by place and day and as reviewers judged.

    A single row of a list that nothing else is told beside makes none: it is in no incident yet.
    """
    pairs: dict[str, list[tuple[str, str]]] = {"join": [], "part": []}
    for judgement in decisions.in_force("incident"):
        pairs[judgement.decision].append((_claim_of(judgement.target), _claim_of(judgement.other)))
    same = [(_claim_of(j.target), _claim_of(j.other)) for j in decisions.in_force("pair") if _of_claims(j)]
    same += footage.told_by_the_same()
    found = group([*_claims(), *_records()], [*pairs["join"], *same], pairs["part"])
    return [one for one in found if len(one.told) > 1 or one.told[0].key.startswith("c")]


def key_of(incident: Incident) -> str:
    """The key of an incident, fit for a figure's name."""
    return content_key("i", incident.key)


def incident_of_each(found: Sequence[Incident]) -> dict[str, str]:
    """For each claim and row the key of its incident."""
    return {told.key: key_of(incident) for incident in found for told in incident.told}


def actors() -> dict[str, str]:
    """For each claim the group that it alleges to have taken part, by its first name; none where it names several."""
    first = {name: said.name for said in groups_said(group_links()) for name in said.names}
    named: dict[str, set[str]] = defaultdict(set)
    for link in group_links():
        if link.kind == "takes_part":
            named[link.claim].add(first[link.group])
    return {claim: next(iter(names)) for claim, names in named.items() if len(names) == 1}


def _claim_of(key: str) -> str:
    return key.split(".", 1)[0]


def _of_claims(judgement: models.Judgement) -> bool:
    return judgement.decision == "same" and judgement.target[:1] == "c" and "." not in judgement.target


def _claims() -> Iterator[Told]:
    people, by, copies = _people(), actors(), independence()
    victims: dict[int, list[models.ClaimVictim]] = defaultdict(list)
    for victim in models.ClaimVictim.objects.filter(claim__is_aggregate=False).order_by(
        "claim_id", "position"
    ):
        victims[victim.claim_id].append(victim)
    rows = models.Claim.objects.filter(is_aggregate=False).exclude(state__in=CLOSED).select_related("source")
    for claim in rows.defer("body", "proposed").iterator(chunk_size=2000):
        said = victims.get(claim.id, [])
        group_name = claim.source.independence_group
        yield Told(
            claim.key,
            copies.get(group_name, group_name),
            claim.event_type,
            claim.place_label,
            claim.date_earliest,
            claim.date_latest,
            claim.polarity == "denies",
            *_size(said),
            people=tuple(people[v.key] for v in said if v.name and v.key in people),
            by=by.get(claim.key, ""),
            counted=claim.state == "accepted",
        )


def _size(victims: list[models.ClaimVictim]) -> tuple[int | None, int | None, int | None]:
    """How many a claim tells of: its largest group. Names alone leave open how many more there were."""
    groups = [v for v in victims if not (v.count_low == v.count_best == v.count_high == 1)]
    if not groups:
        return (len(victims), len(victims), None) if victims else (None, None, None)
    largest = max(groups, key=lambda v: (v.count_best or v.count_low or 0, -v.position))
    return largest.count_low, largest.count_best, largest.count_high


def _records() -> Iterator[Told]:
    people, copies = _people(), independence()
    rows = open_records().exclude(outcome__in=("alive", "released")).select_related("source")
    for record in rows.defer("cells", "quote").iterator(chunk_size=2000):
        group_name = record.source.independence_group
        yield Told(
            record.key,
            copies.get(group_name, group_name),
            record.event_type or "unknown",
            record.place_label,
            record.date_earliest,
            record.date_latest,
            low=1,
            best=1,
            people=(people[record.key],) if record.key in people else (),
        )


def _people() -> Mapping[str, Any]:
    return dict(models.PersonMention.objects.values_list("mention", "person__key"))
