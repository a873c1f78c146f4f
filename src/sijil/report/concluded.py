"""Incidents and conclusions as the page shows them: sentences, links to what they rest on, nothing added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from sijil.counting.crimes import crimes
from sijil.report.words import Words
from sijil.store.shown import CommitmentRow, ContradictionRow, IncidentRow, MatrixRow, MissingRow, SaysRow

SHOWN_LINKS = 6
"""Links in one cell; how many more there are is said after them."""


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """An incident on the page: its row, its figures, its axes and contradictions in words, what is only proposed."""

    row: IncidentRow
    figures: list[dict[str, Any]]
    axes: str
    late: str
    contradictions: list[str]
    proposed: list[str]


@dataclass(frozen=True, slots=True)
class ElementShown:
    """One element of a crime in the report's language, and what was laid under it."""

    words: str
    row: MatrixRow


@dataclass(frozen=True, slots=True)
class MatrixShown:
    """The matrix of one crime for one subject."""

    title: str
    subject: str
    rows: list[ElementShown]


@dataclass(frozen=True, slots=True)
class Linked:
    """A row with the keys its links lead to."""

    row: MissingRow
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitmentShown:
    """A promise with the claims it is made in and those about it."""

    who: str
    term: str
    due: str
    state: str
    reason: str
    links: tuple[str, ...]


def incidents_shown(
    rows: Iterable[IncidentRow], figures: Sequence[dict[str, Any]], states: Mapping[str, str], words: Words
) -> list[IncidentShown]:
    """Incidents of harm by day and place; `states` has the state of each claim."""
    by_incident: dict[str, list[dict[str, Any]]] = {}
    for figure in figures:
        if figure["dimension"] == "incident":
            by_incident.setdefault(figure["value"], []).append(figure)
    return [_incident(row, by_incident.get(row.key, []), states, words) for row in rows]


def _incident(
    row: IncidentRow, figures: list[dict[str, Any]], states: Mapping[str, str], words: Words
) -> IncidentShown:
    late = ""
    if row.unnamed and row.named:
        late = words.of("text", "late_names").format(named=f"{row.named:,}", unnamed=f"{row.unnamed:,}")
    return IncidentShown(
        row,
        figures,
        axes_text(row, words),
        late,
        [contradiction_text(c, words) for c in row.contradictions],
        [key for key in row.claims if states.get(key) == "candidate"],
    )


def axes_text(row: IncidentRow, words: Words) -> str:
    """The four axes by name."""
    axes = row.axes
    statuses = words.text("comma").join(words.label("value", s) for s in axes.statuses)
    said = [
        (words.of("axis", "occurrence"), words.of("axis", f"occurrence_{axes.occurrence}")),
        (words.of("axis", "attribution"), words.of("axis", f"attribution_{axes.attribution}")),
        (words.of("axis", "position"), words.of("axis", f"position_{axes.position}")),
        (words.of("axis", "statuses"), statuses),
    ]
    if axes.party:
        said[1] = (said[1][0], f"{said[1][1]} ({axes.party})")
    if axes.standard:
        said[0] = (said[0][0], f"{said[0][1]} ({words.of('standard', axes.standard)})")
    return words.of("text", "clause").join(f"{name}: {value}" for name, value in said)


def contradiction_text(row: ContradictionRow, words: Words) -> str:
    """Who says what against whom."""
    return words.of("contradiction", row.kind).format(
        what=words.label("claim_type", row.event_type),
        one=apart(row.one.source),
        other=apart(row.other.source),
        one_says=apart(_bounds(row.one, words)),
        other_says=apart(_bounds(row.other, words)),
        one_by=apart(words.text("comma").join(row.one.by)),
        other_by=apart(words.text("comma").join(row.other.by)),
    )


def apart(text: str) -> str:
    """Words of another script inside a sentence, so that neither direction reorders the other (Unicode isolates)."""
    return f"\u2068{text}\u2069"


def _bounds(says: SaysRow, words: Words) -> str:
    low, high = says.low, says.high
    if low is not None and low == high:
        return f"{low:,}"
    above = words.text("no_upper_bound") if high is None else f"{high:,}"
    return f"{'' if low is None else f'{low:,}'}–{above}"


def matrices(rows: Iterable[MatrixRow], words: Words) -> list[MatrixShown]:
    """One table a subject and crime, in the report's language."""
    found = []
    for (crime, subject), held in groupby(rows, key=lambda r: (r.crime, r.subject)):
        known, language = crimes()[crime], words.language
        title = f"{known.title[language]} ({apart(known.article)})"
        elements = [ElementShown(known.elements[r.element][language], r) for r in held]
        found.append(MatrixShown(title, subject, elements))
    return found


def commitments_shown(rows: Iterable[CommitmentRow]) -> list[CommitmentShown]:
    """Promises, each linked to its own claim first."""
    return [CommitmentShown(r.who, r.term, r.due, r.state, r.reason, (r.claim, *r.claims)) for r in rows]


def missing_shown(rows: Iterable[MissingRow]) -> list[Linked]:
    """Missing people, each linked to the entry that says so first."""
    return [Linked(row, (row.key, *row.claims)) for row in rows]


Anchors = tuple[Mapping[str, str], Mapping[str, str]]
"""Where each claim and row stands on the page, and what it is called."""


def told_links(keys: Sequence[str], anchors: Anchors) -> SafeString:
    """Links to claims and rows; beyond a few, how many more there are."""
    links = [one_link(key, anchors) for key in keys[:SHOWN_LINKS]]
    more = len(keys) - len(links)
    return mark_safe(" · ".join([*links, *([f"+{more:,}"] if more > 0 else [])]))


def one_link(key: str, anchors: Anchors) -> SafeString:
    """A link to a claim, or to the claim of a victim, or to a row."""
    where, names = anchors
    held = key if key in where else key.split(".", 1)[0]
    if held not in where:
        return mark_safe(escape(key))
    return mark_safe(f'<a href="#{where[held]}"><bdi>{escape(names.get(held, held))}</bdi></a>')
