"""Twenty published totals of one event: histories, the refusal to add, and every trap that arithmetic finds."""

import itertools
import random
from typing import Any

import pytest
from published import published, rows

from sijil.counting import Note, ReportedCount, difference, histories, propose, total
from sijil.errors import UnlikeScopes


@pytest.fixture(scope="module")
def counts() -> list[ReportedCount]:
    return published()


@pytest.fixture(scope="module")
def notes(counts: list[ReportedCount]) -> list[Note]:
    return propose(counts)


def found(notes: list[Note], kind: str) -> list[tuple[str, ...]]:
    return [note.counts for note in notes if note.kind == kind]


def test_rule_7_the_successive_totals_of_one_source_end_at_its_latest(counts: list[ReportedCount]) -> None:
    history = next(
        h
        for h in histories(counts)
        if h.source == "SOHR" and h.scope.population.kind == "civilians" and h.scope.kind == "cumulative"
        and h.scope.area == "coast"
    )  # fmt: skip
    own = [c.value for c in history.counts if c.key not in ("t2",)]
    assert own == [532, 745, 830, 973, 1068, 1225, 1383, 1476, 1676]
    assert [c.value for c in history.standing] == [1676]


def test_no_two_bodies_are_added_or_compared(counts: list[ReportedCount]) -> None:
    bodies = {c.source: c for c in counts}
    assert len(bodies) > 8
    for one, other in itertools.permutations(bodies.values(), 2):
        with pytest.raises(UnlikeScopes):
            difference(one, other)
        with pytest.raises(UnlikeScopes):
            total([one, other], along="area")


def test_t1_one_number_for_all_dead_and_for_civilians(notes: list[Note]) -> None:
    (note,) = [n for n in notes if n.kind == "two_meanings" and n.numbers == (745,)]
    assert (note.counts, note.part) == (("r5", "r6/civilians"), "population")


def test_t2_a_number_of_today_beside_those_of_yesterday(notes: list[Note]) -> None:
    mixed = {note.counts[:2]: note.numbers for note in notes if note.kind == "stale_mixture"}
    assert mixed == {("t2", "t2/fighters"): (973, 148, 250), ("t2", "t2/security forces"): (973, 125, 231)}


def test_t3_and_t4_parts_that_do_not_make_their_total(notes: list[Note]) -> None:
    misfits = {note.counts[0]: note.numbers for note in notes if note.kind == "parts_misfit"}
    assert misfits == {
        "t3-446": (1334, 889, 446, 1335),
        "t3-country": (1562, 1334, 227, 1561),
        "t4": (2161, 1676, 486, 2162),
    }
    assert ("r19", "t3-446") in found(notes, "transcription")


def test_t5_and_t6_slips_of_the_pen_with_the_number_more_sources_give_first(notes: list[Note]) -> None:
    slips = [note.numbers for note in notes if note.kind == "transcription"]
    assert slips == [(445, 446), (1479, 1482), (1426, 1469), (938, 930)]


def test_t7_a_part_passed_on_as_the_whole(notes: list[Note]) -> None:
    assert [n.numbers for n in notes if n.kind == "part_for_whole"] == [(563, 265), (563, 298)]


def test_t8_one_number_whose_population_drifts(notes: list[Note]) -> None:
    (note,) = [n for n in notes if n.numbers == (1426,)]
    assert note.counts == ("r26", "t8-community", "t8-regime")


def test_t11_the_countrys_number_given_for_the_coast(notes: list[Note]) -> None:
    (note,) = [n for n in notes if n.kind == "two_meanings" and n.numbers == (2644,)]
    assert (note.part, note.words) == ("area", ("Syria", "coast"))


def test_t12_soldiers_in_a_total_of_civilians(notes: list[Note]) -> None:
    assert ("t12-coast", "r25/by Assad-linked groups") in found(notes, "part_outside_population")


def test_t14_two_versions_of_one_story(notes: list[Note]) -> None:
    assert found(notes, "two_versions") == [("r25", "t14")]


def test_every_sum_that_agrees_is_silent_and_nothing_else_is_said(notes: list[Note]) -> None:
    """Of the 22 sums of the reference 19 agree; the parts of two of these it does not give, the rest are in the table.

    The one increment is the reference's open point 6: 1,068 and 132 are not 1,225.
    """
    sums = [row for row in rows() if row.get("adds_up")]
    misfits = {n.counts[0] for n in notes if n.kind in ("parts_misfit", "part_over_total")}
    agreeing = [row.get("key", row["r"].lower()) for row in sums]
    silent = [key for key in agreeing if key not in misfits]
    assert len(silent) >= 17 + 3
    assert found(notes, "increment_misfit") == [("r9", "r10-new", "r10")]
    assert len(notes) == 20
    assert not any(note.kind in ("two_standing", "negative", "as_of_before_period") for note in notes)


def test_every_note_shows_at_least_one_page_and_every_row_its_address(notes: list[Note]) -> None:
    by_key: dict[str, Any] = {c.key: c for c in published()}
    assert all(by_key[key].page for note in notes for key in note.counts)
    assert all(row["page"] and row["says"] for row in rows())


def test_notes_and_histories_are_the_same_in_any_order(
    counts: list[ReportedCount], notes: list[Note]
) -> None:
    shuffled = list(counts)
    random.Random(3).shuffle(shuffled)
    assert propose(shuffled) == notes
    assert histories(shuffled) == histories(counts)
