"""Who is on which list."""

from datetime import date

from sijil.counting import CountedMention, Mandate, Span
from sijil.counting.captures import Coverage, by_stratum, histories_of, listed, month, people


def row(key: str, group: str, person: str, **more: object) -> CountedMention:
    given: dict[str, object] = {
        "event_type": "killing", "counted": True, "named": True, "source": group, "people": (person,) * 3, **more,
    }  # fmt: skip
    return CountedMention(key=key, independence_group=group, **given)  # type: ignore[arg-type]


ROWS = [
    row("r1", "hospital", "p1", admin1="North"),
    row("r2", "council", "p1"),
    row("r3", "council", "p2", admin1="South"),
    row("r4", "council", "p2", admin1="North"),
    row("r5", "families", "p3", named=False),
    row("r6", "families", "p4", claim="c1"),
    row("r7", "families", "p5", event_type="injury"),
    row("r8", "families", "p6", low=3, best=3, high=3),
]


def test_only_named_single_people_on_lists_can_be_found_twice() -> None:
    assert [m.key for m in listed(ROWS, Mandate(), "killing")] == ["r1", "r2", "r3", "r4"]


def test_people_outside_the_mandate_are_in_no_history() -> None:
    old = row("r9", "hospital", "p9", earliest=date(2024, 1, 1), latest=date(2024, 1, 1))
    assert "r9" not in {m.key for m in listed([*ROWS, old], Mandate(date(2025, 1, 1)), "killing")}


def test_histories_hold_each_person_once_with_every_row() -> None:
    persons = people(listed(ROWS, Mandate(), "killing"), lambda m: m.people[1])
    found = histories_of(persons, ["council", "hospital"])
    assert {history: [[m.key for m in rows] for rows in group] for history, group in found.items()} == {
        (1, 1): [["r1", "r2"]],
        (1, 0): [["r3", "r4"]],
    }


def test_who_is_on_none_of_the_lists_is_left_out() -> None:
    persons = people(listed(ROWS, Mandate(), "killing"), lambda m: m.people[1])
    assert [len(group) for group in histories_of(persons, ["hospital"]).values()] == [1]


def test_people_of_whom_sources_differ_are_a_stratum_of_their_own() -> None:
    persons = people(listed(ROWS, Mandate(), "killing"), lambda m: m.people[1])
    assert {name: list(group) for name, group in by_stratum(persons, "governorate").items()} == {
        "North": ["p1"],
        "sources differ": ["p2"],
    }
    assert list(by_stratum(persons, "")) == [""]


def test_a_list_covers_what_it_says_and_everything_where_it_says_nothing() -> None:
    north = Coverage(frozenset(["North"]), Span(date(2025, 3, 1), date(2025, 3, 31)))
    assert north.holds("governorate", "North") and not north.holds("governorate", "South")
    assert north.holds("month", "2025-03") and not north.holds("month", "2025-04")
    assert Coverage().holds("governorate", "South") and Coverage().holds("month", "2025-04")


def test_lists_of_other_areas_or_times_share_nobody() -> None:
    north, south = Coverage(frozenset(["North"])), Coverage(frozenset(["South", "Hills"]))
    march, april = (Coverage(days=month(f"2025-0{n}")) for n in (3, 4))
    assert north.apart_from(south) and march.apart_from(april)
    assert not north.apart_from(march) and not Coverage().apart_from(north)


def test_a_month_has_its_last_day() -> None:
    assert month("2024-02") == Span(date(2024, 2, 1), date(2024, 2, 29)) and month("unknown") == Span()
