"""Figures keep the counting rules of the method; each rule's test carries its number."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.counting import CountedEvent, CountedMention, Figure, Mandate, count

DAY = date(2025, 3, 8)


def mention(key: str, person: str = "", **known: Any) -> CountedMention:
    person = person or key
    base = CountedMention(
        key, "killing", True, True, source="s", independence_group=known.pop("by", "A"), people=(person,) * 3
    )
    return replace(base, **known)


def group(key: str, low: int | None, best: int | None, high: int | None, **known: Any) -> CountedMention:
    return mention(key, named=False, low=low, best=best, high=high, **known)


def total(*mentions: CountedMention, scope: Mandate | None = None) -> Figure:
    return next(f for f in count(mentions, [], scope or Mandate()) if f.dimension == "total")


def cells(dimension: str, *mentions: CountedMention) -> dict[str, int]:
    return {f.value: f.best for f in count(mentions, [], Mandate()) if f.dimension == dimension}


def test_rule_2_people_are_counted_as_distinct_clusters_for_each_type_of_violation() -> None:
    tortured = mention("r1", "p", event_type="torture_ill_treatment")
    killed = mention("r2", "p")
    figures = [f for f in count([tortured, killed], [], Mandate()) if f.dimension == "total"]
    assert [(f.event_type, f.unit, f.best) for f in figures] == [
        ("killing", "people", 1),
        ("torture_ill_treatment", "people", 1),
    ]


def test_rule_4_low_counts_corroborated_people_with_unsure_pairs_as_one() -> None:
    one = replace(mention("r1", "p"), people=("x", "p", "p"))
    other = replace(mention("r2", "q", by="B"), people=("x", "q", "q"))
    figure = total(one, other)
    assert (figure.low, figure.best, figure.high) == (1, 2, 2)


def test_rule_4_low_may_be_asked_to_count_every_documented_person() -> None:
    assert total(mention("r1")).low == 0
    assert total(mention("r1"), scope=Mandate(low="documented")).low == 1


def test_rule_5_a_number_without_upper_bound_leaves_the_figure_without_one() -> None:
    figure = total(mention("r1"), group("g", 3, 3, None))
    assert (figure.best, figure.high) == (4, None)


def test_rule_8_copies_in_one_independence_group_corroborate_nothing() -> None:
    assert total(mention("r1", "p", by="monitor"), mention("r2", "p", by="monitor")).low == 0
    assert total(mention("r1", "p", by="monitor"), mention("r2", "p", by="council")).low == 1


def test_rule_9_what_a_single_source_says_is_told_apart() -> None:
    figure = total(mention("r1", "p"), mention("r2", "p", by="B"), mention("r3", "q"))
    assert (figure.best, figure.single_source) == (2, 1)


@pytest.mark.parametrize(
    ("ages", "cell"),
    [
        ([(17, 17)], "child"),
        ([(18, 18)], "adult"),
        ([(17, 19)], "unknown"),
        ([(None, None)], "unknown"),
        ([(10, 10), (19, 19)], "unknown"),
    ],
)
def test_rule_12_a_child_only_when_every_age_given_is_under_18(
    ages: list[tuple[int, int]], cell: str
) -> None:
    mentions = [mention(f"r{n}", "p", age_low=low, age_high=high) for n, (low, high) in enumerate(ages)]
    assert cells("age group", *mentions) == {cell: 1}


def test_rule_13_a_named_person_of_that_place_and_day_consumes_a_slot_of_an_unnamed_group() -> None:
    named = mention("r1", place="Marsa", earliest=DAY, latest=DAY)
    unnamed = group("g", 5, 5, 5, place="Marsa", earliest=DAY, latest=DAY)
    assert total(unnamed).best == 5
    assert total(named, unnamed).best == 5
    elsewhere = mention("r2", place="Tell", earliest=DAY, latest=DAY)
    assert total(elsewhere, unnamed).best == 6


def test_rule_13_a_person_judged_to_be_in_the_group_consumes_a_slot_even_in_high() -> None:
    named = mention("r1", place="Elsewhere")
    unnamed = group("g", 5, 5, 5, place="Marsa", filled_by=("r1",))
    figure = total(named, unnamed)
    assert (figure.best, figure.high) == (5, 5)


def test_groups_of_two_sources_on_one_place_and_day_are_compared_and_not_added() -> None:
    monitor = [
        group("a", 15, 15, None, place="Marsa", by="monitor"),
        group("b", 3, 3, 3, place="Marsa", by="monitor"),
    ]
    witness = group("c", 9, 9, 9, place="Marsa", by="witness")
    figure = total(*monitor, witness)
    assert (figure.best, figure.high) == (18, None)
    assert total(monitor[1], witness).best == 9
    assert total(monitor[1], witness).high == 12


def test_one_named_person_may_fill_a_slot_in_what_each_source_tells() -> None:
    named = [mention(f"r{n}", place="Marsa", by="list") for n in range(4)]
    told = [
        group("a", 3, 3, 3, place="Marsa", by="monitor"),
        group("b", 2, 2, 2, place="Marsa", by="witness"),
    ]
    assert total(*named, *told).best == 4


def test_a_group_of_a_whole_governorate_holds_the_people_and_groups_inside_it() -> None:
    village = group("a", 10, 10, 10, place="Marsa", admin1="Coast", by="witness")
    named = mention("r1", place="Tell", admin1="Coast", by="list")
    wide = group("w", 15, 15, 15, admin1="Coast", by="monitor")
    assert total(village, named, wide).best == 15
    assert total(village, named).best == 11


def test_victims_of_one_claim_are_different_people() -> None:
    father = mention("c.0", claim="c")
    others = group("c.1", 2, 2, 2, claim="c")
    assert total(father, others).best == 3


def test_a_group_by_convention_never_enters_low_and_is_told_apart_in_best() -> None:
    families = [group(f"g{by}", 4, 4, None, convention=True, by=by, people=("g",) * 3) for by in "AB"]
    figure = total(*families)
    assert (figure.low, figure.best, figure.convention) == (0, 4, 4)


def test_two_sources_on_one_group_give_the_smaller_best_and_the_larger_high() -> None:
    said = [group("g1", 3, 3, 3, people=("g",) * 3), group("g2", 5, 5, 5, by="B", people=("g",) * 3)]
    figure = total(*said)
    assert (figure.low, figure.best, figure.high) == (3, 3, 5)


def test_rule_14_missing_is_not_dead() -> None:
    figures = count([mention("r1", event_type="missing")], [], Mandate())
    assert {f.event_type for f in figures} == {"missing"}


def test_rule_14_a_wounded_person_who_died_is_one_act_with_a_changed_outcome() -> None:
    wounded = mention("r1", "p", event_type="injury")
    died = mention("r2", "p", by="B")
    assert [
        (f.event_type, f.best) for f in count([wounded, died], [], Mandate()) if f.dimension == "total"
    ] == [("killing", 1)]


def test_candidates_stand_beside_the_bounds_and_never_in_them() -> None:
    figure = total(
        mention("r1"),
        mention("c.0", claim="c", counted=False),
        group("d.0", 3, 3, None, claim="d", counted=False),
    )
    assert (figure.best, figure.high, figure.proposed_people, figure.proposed_claims) == (1, 1, 4, 2)


def test_what_lies_wholly_outside_the_mandate_is_counted_apart() -> None:
    scope = Mandate(date(2025, 3, 1), date(2025, 3, 31))
    inside = mention("r1", earliest=DAY, latest=DAY)
    undated = mention("r2")
    before = mention("r3", earliest=date(2024, 12, 1), latest=date(2024, 12, 31))
    figures = {f.dimension: f.best for f in count([inside, undated, before], [], scope) if not f.value}
    assert figures == {"total": 2, "outside the mandate": 1}


def test_sources_that_differ_on_a_cell_are_not_silently_settled() -> None:
    said = [mention("r1", "p", admin1="X", sex="male"), mention("r2", "p", admin1="Y", sex="male")]
    assert cells("governorate", *said) == {"sources differ": 1}
    assert cells("sex", *said) == {"male": 1}


def test_events_judged_the_same_are_one_event() -> None:
    events = [
        CountedEvent(f"c{n}", "arson", True, event, "s", by)
        for n, event, by in ((1, "e", "A"), (2, "e", "B"), (3, "f", "A"))
    ]
    figure = count([], events, Mandate())[0]
    assert (figure.unit, figure.low, figure.best, figure.high) == ("events", 1, 2, 2)


def sized(size: int) -> dict[str, Any]:
    return {"low": size, "best": size, "high": None if size % 2 else size + 1, "named": False}


PEOPLE = st.lists(
    st.builds(
        lambda n, low, best, place, day, by, size, counted, claim: replace(
            mention(f"r{n:03}", by=by),
            people=(f"l{low}", f"b{low}-{best}", f"b{low}-{best}"),
            place=place,
            earliest=day,
            latest=day,
            counted=counted,
            claim=claim,
            **({} if size is None else sized(size)),
        ),
        st.integers(0, 999), st.integers(0, 3), st.integers(0, 2), st.sampled_from(["", "Marsa", "Tell"]),
        st.sampled_from([None, DAY, date(2025, 3, 9)]), st.sampled_from("ABC"), st.sampled_from([None, None, 0, 2, 5]),
        st.booleans(), st.sampled_from(["", "c1", "c2"]),
    ),
    max_size=25, unique_by=lambda m: m.key,
)  # fmt: skip


@given(PEOPLE)
def test_low_is_never_above_best_nor_best_above_high(mentions: list[CountedMention]) -> None:
    for figure in count(mentions, [], Mandate()):
        assert 0 <= figure.low <= figure.best
        assert figure.high is None or figure.best <= figure.high


@given(PEOPLE, st.randoms())
def test_the_order_of_mentions_does_not_matter(mentions: list[CountedMention], random: Any) -> None:
    before = count(mentions, [], Mandate())
    random.shuffle(mentions)
    assert count(mentions, [], Mandate()) == before


@given(PEOPLE)
def test_the_cells_of_each_dimension_add_up_to_the_total(mentions: list[CountedMention]) -> None:
    figures = count(mentions, [], Mandate())
    for dimension in ("governorate", "place", "period", "sex", "age group"):
        parts = [f.best for f in figures if f.dimension == dimension]
        assert sum(parts) == sum(f.best for f in figures if f.dimension == "total")


@given(PEOPLE, st.integers(0, 24))
def test_accepting_nothing_more_than_before_never_lowers_high(
    mentions: list[CountedMention], index: int
) -> None:
    if index >= len(mentions):
        return

    def highs(ms: list[CountedMention]) -> float:
        figure = next((f for f in count(ms, [], Mandate()) if f.dimension == "total"), None)
        return 0 if figure is None else float("inf") if figure.high is None else figure.high

    accepted = [*mentions[:index], replace(mentions[index], counted=True), *mentions[index + 1 :]]
    assert highs(accepted) >= highs([*mentions[:index], *mentions[index + 1 :]])


def test_a_death_through_loss_of_what_people_need_is_never_in_the_same_figure() -> None:
    figures = count([mention("r1"), mention("r2", event_type="indirect_death")], [], Mandate())
    assert [(f.event_type, f.best) for f in figures if f.dimension == "total"] == [
        ("indirect_death", 1),
        ("killing", 1),
    ]
