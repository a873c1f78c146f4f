"""Incidents as plain rows, with their place on the four axes. Given out only through `sijil.store.protection`."""

from collections import defaultdict
from collections.abc import Mapping

from sijil.counting.axes import Axes, Evidence, axes
from sijil.counting.codes import status_of
from sijil.counting.findings import Finding
from sijil.counting.incidents import Contradiction, Incident, Says
from sijil.counting.scope import Span
from sijil.store import models
from sijil.store.conclusion_rows import findings
from sijil.store.incidents import incidents, key_of
from sijil.store.shown import ContradictionRow, IncidentRow, SaysRow

Labels = Mapping[str, str]


def incident_rows(labels: Labels) -> list[IncidentRow]:
    """Every incident of the case; `labels` gives each independence group the name it may be shown under."""
    about: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings():
        about[finding.subject].append(finding)
    places, officials, statuses = _places(), _official_denials(), _statuses()
    return [_row(i, labels, about, places, officials, statuses) for i in incidents()]


def _row(
    incident: Incident,
    labels: Labels,
    about: Mapping[str, list[Finding]],
    places: Mapping[str, tuple[str, str]],
    officials: frozenset[str],
    statuses: Mapping[str, frozenset[str]],
) -> IncidentRow:
    key, says = key_of(incident), incident.says()
    told = [one.key for one in incident.told]
    admin1, level = next((places[k] for k in told if k in places and incident.place), ("", ""))
    people = {person for one in incident.told if one.counted for person in one.people}
    return IncidentRow(
        key,
        incident.place,
        admin1,
        level,
        str(Span(incident.earliest, incident.latest)),
        incident.earliest,
        incident.latest,
        tuple(_says(one, labels) for one in says),
        tuple(_contradiction(one, labels) for one in incident.contradictions(says)),
        max(
            (one.best or 0 for one in incident.told if _unnamed(one.best, one.people) and one.counted),
            default=0,
        ),
        len(people),
        tuple(k for k in told if k.startswith("c")),
        tuple(k for k in told if not k.startswith("c")),
        _axes(incident, says, about.get(key, []), officials, statuses),
        len({one.source for one in says}),
    )


def _unnamed(best: int | None, people: tuple[str, ...]) -> bool:
    return best is not None and best > len(people)


def _axes(
    incident: Incident,
    says: list[Says],
    about: list[Finding],
    officials: frozenset[str],
    statuses: Mapping[str, frozenset[str]],
) -> Axes:
    accused: dict[str, set[str]] = defaultdict(set)
    for one in incident.told:
        if one.by and one.counted and not one.denies:
            accused[one.by].add(one.source)
    return axes(
        Evidence(
            frozenset(one.source for one in says if not one.denies),
            {name: frozenset(groups) for name, groups in sorted(accused.items())},
            sum(1 for one in incident.told if one.key in officials),
            tuple(sorted({s for one in incident.told for s in statuses.get(one.key, ())})),
            about,
        )
    )


def _says(one: Says, labels: Labels) -> SaysRow:
    return SaysRow(
        labels.get(one.source, one.source),
        one.event_type,
        one.low,
        one.best,
        one.high,
        one.denies,
        one.keys,
        one.by,
    )


def _contradiction(one: Contradiction, labels: Labels) -> ContradictionRow:
    return ContradictionRow(one.kind, one.event_type, _says(one.one, labels), _says(one.other, labels))


def _places() -> dict[str, tuple[str, str]]:
    """For each claim and row with a place: its governorate and the level the gazetteer knows it at."""
    columns = ("key", "admin1", "place__level")
    rows = [*models.Claim.objects.values_list(*columns), *models.Record.objects.values_list(*columns)]
    return {key: (admin1, level or "") for key, admin1, level in rows if admin1 or level}


def _official_denials() -> frozenset[str]:
    rows = models.Claim.objects.filter(polarity="denies", state="accepted", source__kind="official")
    return frozenset(rows.values_list("key", flat=True))


def _statuses() -> dict[str, frozenset[str]]:
    """For each accepted claim the statuses of victims that its words give."""
    rows = models.ClaimVictim.objects.filter(claim__state="accepted").exclude(civilian_status="unknown")
    found: dict[str, set[str]] = defaultdict(set)
    for key, words in rows.values_list("claim__key", "civilian_status"):
        found[key].add(status_of(words))
    return {key: frozenset(values) for key, values in found.items()}
