"""Pairs are joined only with something in common beyond a short name; judgements bind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.linkage import Clusters, Mention, Pair, cluster, compare_pairs

DAY = date(2025, 3, 8)


def mention(key: str, name: str = "Ali Hasan Mirsad", **known: object) -> Mention:
    return Mention(key, name, **known)  # type: ignore[arg-type]  # test helper: fields by name


def link(*mentions: Mention, judged: tuple[Pair, ...] = ()) -> Clusters:
    return cluster(mentions, list(compare_pairs(mentions)), judged)


def decisions(*mentions: Mention) -> list[str]:
    return [pair.decision for pair in compare_pairs(mentions)]


def people(view: object) -> int:
    return len(set(view.values()))  # type: ignore[attr-defined]  # any of the three mappings


def test_equal_three_part_names_with_an_agreeing_age_are_one_person() -> None:
    assert decisions(mention("a", age_low=36, age_high=36), mention("b", age_low=38, age_high=38)) == ["same"]


def test_equal_names_with_nothing_else_known_are_unsure() -> None:
    assert decisions(mention("a"), mention("b")) == ["unsure"]


def test_rule_15_partial_duplicates_need_a_discriminating_field() -> None:
    short = "Ali Mirsad"
    assert decisions(mention("a", short, admin1="X"), mention("b", short, admin1="X")) == ["unsure"]
    assert decisions(
        mention("a", short, age_low=9, age_high=9), mention("b", short, age_low=9, age_high=9)
    ) == ["same"]


@pytest.mark.parametrize(
    ("one", "other", "decision"),
    [
        ({"sex": "male"}, {"sex": "female"}, "different"),
        ({"admin1": "X"}, {"admin1": "Y"}, "different"),
        (
            {"admin1": "X", "age_low": 30, "age_high": 30},
            {"admin1": "Y", "age_low": 30, "age_high": 30},
            "unsure",
        ),
        ({"list": "A", "duplicate_free": True}, {"list": "A", "duplicate_free": True}, "different"),
        (
            {"earliest": DAY, "latest": DAY, "age_low": 5, "age_high": 5},
            {"earliest": date(2025, 6, 1), "latest": date(2025, 6, 1), "age_low": 40, "age_high": 40},
            "different",
        ),
    ],
)
def test_what_speaks_against_is_weighed(
    one: dict[str, object], other: dict[str, object], decision: str
) -> None:
    assert decisions(mention("a", **one), mention("b", **other)) == [decision]


def test_one_part_names_and_unknown_people_are_never_paired() -> None:
    assert decisions(mention("a", "Muhammad"), mention("b", "Muhammad")) == []
    assert decisions(mention("a", "Unidentified child"), mention("b", "Unidentified child")) == []


def test_low_takes_unsure_pairs_as_one_and_high_as_two() -> None:
    clusters = link(mention("a"), mention("b"))
    assert (people(clusters.low), people(clusters.best), people(clusters.high)) == (1, 2, 2)


def test_a_judgement_joins_across_spellings_and_one_parts_what_looks_the_same() -> None:
    a, b, c = (
        mention("a", age_low=9, age_high=9),
        mention("b", age_low=9, age_high=9),
        mention("c", "علي مرصاد"),
    )
    joined = link(a, b, c, judged=(Pair("a", "b", "different", ""), Pair("a", "c", "same", "same mother")))
    assert joined.best == {"a": "a", "b": "b", "c": "a"}
    assert joined.reasons["c"] == "judged the same: same mother"


def test_a_judged_difference_is_never_bridged_by_a_third_mention() -> None:
    mentions = [mention(key, age_low=9, age_high=9) for key in "abc"]
    clusters = link(*mentions, judged=(Pair("a", "b", "different", ""),))
    for view in (clusters.low, clusters.best, clusters.high):
        assert view["a"] != view["b"]


def test_contradictory_judgements_are_named_and_the_difference_stands() -> None:
    judged = (Pair("a", "b", "same", ""), Pair("b", "c", "same", ""), Pair("a", "c", "different", ""))
    clusters = link(mention("a"), mention("b", "B B"), mention("c", "C C"), judged=judged)
    assert clusters.best["a"] != clusters.best["c"]
    assert len(clusters.contradictions) == 1


def test_people_placed_in_one_group_of_unnamed_victims_stay_different_people() -> None:
    group = mention("g", "", size=None)
    judged = (Pair("a", "g", "same", ""), Pair("b", "g", "same", ""))
    clusters = link(mention("a", "A A"), mention("b", "B B"), group, judged=judged)
    assert clusters.slots == {"g": ("a", "b")}
    assert people(clusters.best) == 3


def test_one_name_repeated_ten_thousand_times_is_compared_in_bounded_work() -> None:
    mentions = [mention(f"{n:05}", "Muhammad Ali") for n in range(10_000)]
    assert sum(1 for _ in compare_pairs(mentions)) < 10_000 * 61


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"),
            st.sampled_from("abcdef"),
            st.sampled_from(["same", "different", "unsure"]),
        ),
        max_size=9,
    ),
    st.randoms(),
)
def test_views_are_nested_and_do_not_depend_on_the_order_of_mentions(
    judged: list[tuple[str, str, str]], random: object
) -> None:
    mentions = [mention(key, age_low=9 + index, age_high=9 + index) for index, key in enumerate("abcdef")]
    pairs = [Pair(*sorted((one, other)), decision, "") for one, other, decision in judged if one != other]
    clusters = link(*mentions, judged=tuple(pairs))
    random.shuffle(mentions)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert link(*mentions, judged=tuple(pairs)) == clusters
    for coarse, fine in ((clusters.low, clusters.best), (clusters.best, clusters.high)):
        for key, label in fine.items():
            assert coarse[key] == coarse[label]
