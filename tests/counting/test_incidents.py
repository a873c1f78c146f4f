"""Incidents: grouped by place and day, side by side, contradictions named, the same in any order, and undone."""

import random
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sijil.counting.incidents import Incident, Told, group

DAY, NEXT = date(2025, 4, 12), date(2025, 4, 13)


def told(key: str, source: str = "monitor", n: int | None = None, **more: Any) -> Told:
    day = more.pop("day", DAY)
    given: dict[str, Any] = {
        "place": "Mina Lulu",
        "earliest": day,
        "latest": day,
        "low": n,
        "best": n,
        "high": n,
    }
    return Told(key, source, more.pop("event_type", "killing"), **{**given, **more})


def keys(incidents: list[Incident]) -> list[list[str]]:
    return [[one.key for one in incident.told] for incident in incidents]


def test_what_is_told_of_one_place_and_day_is_one_incident() -> None:
    assert keys(group([told("a"), told("b", "w07"), told("c", day=NEXT), told("d", place="Tall Yaqut")])) == [
        ["a", "b"],
        ["d"],
        ["c"],
    ]


def test_a_span_of_days_joins_the_one_incident_within_it_and_else_stays_alone() -> None:
    month = told("m", earliest=date(2025, 4, 1), latest=date(2025, 4, 30))
    assert keys(group([told("a"), month])) == [["a", "m"]]
    assert keys(group([told("a"), told("b", day=NEXT), month])) == [["m"], ["a"], ["b"]]


def test_without_a_place_or_a_day_nothing_joins_anything() -> None:
    assert len(group([told("a", place=""), told("b", place=""), told("c", day=None)])) == 3


def test_judgements_join_and_part_and_taking_one_back_gives_the_same_as_before() -> None:
    rows = [told("a"), told("b", "w07"), told("c", day=NEXT)]
    before = group(rows)
    assert keys(group(rows, joined=[("a", "c")])) == [["a", "b", "c"]]
    assert keys(group(rows, parted=[("a", "b")])) == [["a"], ["b"], ["c"]]
    assert keys(group(rows, joined=[("b", "c")], parted=[("a", "b")])) == [["a"], ["b", "c"]]
    assert group(rows) == before


def test_two_sources_whose_numbers_cannot_meet_are_named() -> None:
    (incident,) = group([told("a", "monitor", low=14, best=None, high=17), told("b", "w07", 11)])
    (found,) = incident.contradictions()
    assert (found.kind, found.one.source, found.other.source) == ("number", "monitor", "w07")


def test_at_least_nine_does_not_contradict_fifteen() -> None:
    (incident,) = group([told("a", "monitor", 9, high=None), told("b", "w07", 15)])
    assert incident.contradictions() == []


def test_a_denial_a_fate_and_another_perpetrator_are_contradictions() -> None:
    rows = [
        told("a", "monitor", 7, by="the Flint Column", people=("p1",)),
        told("b", "directorate", denies=True),
        told("c", "w07", 7, by="outlaws"),
        told("d", "family", event_type="missing", people=("p1",)),
    ]
    kinds = sorted(c.kind for c in group(rows)[0].contradictions())
    assert kinds == ["denied", "denied", "fate", "perpetrator"]


def test_a_source_that_says_it_twice_says_it_once() -> None:
    (incident,) = group(
        [told("a", "monitor", 7), told("b", "monitor", 7), told("c", "monitor", people=("p", "q"))]
    )
    (says,) = incident.says()
    assert (says.low, says.best, says.high) == (7, 7, None)


TOLD = st.lists(
    st.tuples(st.sampled_from(["x", "y", ""]), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=9
)


@given(TOLD, st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=4), st.integers())
def test_incidents_hold_everything_once_in_any_order(
    said: list[tuple[str, int, int]], ties: list[tuple[int, int]], seed: int
) -> None:
    rows = [
        told(
            f"t{n}", place=place, earliest=date(2025, 4, 1 + start), latest=date(2025, 4, 1 + start + length)
        )
        for n, (place, start, length) in enumerate(said)
    ]
    joined = [(f"t{a}", f"t{b}") for a, b in ties]
    found = group(rows, joined)
    assert sorted(key for held in keys(found) for key in held) == sorted(row.key for row in rows)
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    assert group(shuffled, reversed(joined)) == found
    for a, b in joined:
        homes = [n for n, held in enumerate(keys(found)) if a in held or b in held]
        assert len(homes) <= 1 or a not in {r.key for r in rows} or b not in {r.key for r in rows}
