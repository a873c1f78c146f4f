"""Ranking what a name matched, and which candidates survive the context."""

from dataclasses import dataclass

from sijil.places.asking import Asked
from sijil.places.context import Context
from sijil.places.index import NameIndex
from sijil.places.matching import Match
from sijil.places.place import LEVELS, WIDE, Candidate, Place, kilometres

SAME_PLACE_KM = 4.0
"""Two rows of one name and level in one governorate that lie no further apart are one place under two
identifiers. Sijil's own choice: the known pairs (Baniyas, Latakia) lie 3.03 and 0.8 km apart."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and whether it survives."""

    candidate: Candidate
    survives: bool


def ranked(asked: Asked, found: list[Match], index: NameIndex, context: Context) -> list[Ranked]:
    """All matches, one for each place, best first, those that survive before the others.

    A candidate survives when the context speaks for it. Where the context speaks for none of them, or
    there is none, those survive that were found in a way that needs none; but names known only from a
    village do not survive against the places named beside them. And its level must be one that the
    name's own words allow ("Hama province"). A place no longer there survives like any other.
    """
    single = _one_row_a_place(found, index)
    places = [index.places[match.index] for match in single]
    scope = context.scope(places)
    by_itself = context.is_open or (not context.admin1 and not scope and any(p.level in WIDE for p in places))
    believed = {
        place.place_id
        for match, place in zip(single, places, strict=True)
        if (match.certain if by_itself else place.place_id in scope)
    }
    meant = {place.place_id for place in places if place.level in asked.levels} or {
        p.place_id for p in places
    }
    entries = [
        Ranked(_candidate(match, place, None if by_itself else scope), place.place_id in believed & meant)
        for match, place in zip(single, places, strict=True)
    ]
    return sorted(entries, key=_order)


def _candidate(match: Match, place: Place, scope: frozenset[str] | None) -> Candidate:
    """`scope` is what the context speaks for, None where it does not matter."""
    reasons, score = [match.reason], match.weight
    if scope is not None:
        inside = place.place_id in scope
        reasons.append("where the document speaks of" if inside else "not where the document speaks of")
        score -= 0.0 if inside else 0.3
    if not place.current:
        reasons.append("no longer there")
        score -= 0.05
    return Candidate(place, "; ".join(reasons), round(max(score, 0.0), 3))


def _order(entry: Ranked) -> tuple[bool, float, int, str, str]:
    place = entry.candidate.place
    return not entry.survives, -entry.candidate.score, LEVELS.index(place.level), place.name, place.place_id


def _one_row_a_place(found: list[Match], index: NameIndex) -> list[Match]:
    """Of rows that are one place keep the best match, then the one with more names, then the first id."""
    places = index.places
    kept: list[Match] = []
    for match in sorted(
        found, key=lambda m: (-m.weight, -len(places[m.index].alternates), places[m.index].place_id)
    ):
        if not any(_same_place(match.index, other.index, index) for other in kept):
            kept.append(match)
    return kept


def _same_place(first: int, second: int, index: NameIndex) -> bool:
    one, other = index.places[first], index.places[second]
    if index.arabic[first] != index.arabic[second] or not index.arabic[first]:
        return False
    if (one.level, one.admin1) != (other.level, other.admin1):
        return False
    distance = kilometres(one, other)
    return distance is not None and distance <= SAME_PLACE_KM
