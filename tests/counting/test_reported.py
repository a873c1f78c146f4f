"""Reported counts: scopes that may be added and compared, and those that may not; which number stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.counting import Part, Population, ReportedCount, Scope, Span, difference, histories, propose, total
from sijil.counting.scope import PARTS
from sijil.errors import CountError, UnlikeScopes

DAY = date(2025, 4, 10)
SCOPE = Scope(
    act="killing", unit="people", population=Population("civilians"), period=Span(DAY, DAY + timedelta(5)),
    area="Qasr Marjan", perpetrator="all sides", evidence="by name", kind="cumulative", as_of=Span.day(DAY),
)  # fmt: skip
OTHER = Scope(
    act="injury", unit="incidents", population=Population("fighters"), period=Span.day(DAY + timedelta(9)),
    area="Wadi Summaq", perpetrator="one side", evidence="reported", kind="new", as_of=Span.day(DAY + timedelta(1)),
)  # fmt: skip


def count(key: str, n: int, source: str = "monitor", **parts: object) -> ReportedCount:
    return ReportedCount(key, source, replace(SCOPE, **parts), n, n, n, page=key)  # type: ignore[arg-type]


@pytest.mark.parametrize("part", PARTS)
def test_comparing_unlike_scopes_names_the_part_that_differs(part: str) -> None:
    unlike = count("b", 5, source="council", **{part: getattr(OTHER, part)})
    with pytest.raises(UnlikeScopes, match=f"compare counts whose {part.replace('_', '-')} differs"):
        difference(count("a", 3), unlike)


@pytest.mark.parametrize("part", [p for p in PARTS if p != "area"])
def test_adding_along_one_part_refuses_a_difference_in_any_other(part: str) -> None:
    other = replace(count("b", 5, area="Wadi Summaq"), source="council")
    unlike = replace(other, scope=replace(other.scope, **{part: getattr(OTHER, part)}))
    with pytest.raises(UnlikeScopes, match=f"add counts whose {part.replace('_', '-')} differs"):
        total([count("a", 3), unlike], along="area")


def test_counts_of_two_areas_add_up_and_those_of_one_do_not() -> None:
    here, there = count("a", 3), count("b", 5, area="Wadi Summaq")
    assert total([here, there], along="area") == (8, 8, 8)
    with pytest.raises(CountError, match="count people twice"):
        total([here, replace(here, key="c")], along="area")


def test_a_part_that_two_sources_leave_open_is_not_alike() -> None:
    ours, theirs = count("a", 3, perpetrator=""), count("b", 3, source="council", perpetrator="")
    with pytest.raises(UnlikeScopes, match="leave the perpetrator open"):
        difference(ours, theirs)
    assert difference(ours, replace(theirs, source="monitor")) == (0, 0, 0)


def test_a_bound_that_one_count_leaves_open_is_open_in_the_sum() -> None:
    at_least = replace(count("a", 3), high=None)
    assert total([at_least, count("b", 5, area="Wadi Summaq")], along="area") == (8, 8, None)


def test_overlapping_periods_are_not_added() -> None:
    first = count("a", 3, period=Span(DAY, DAY + timedelta(3)))
    with pytest.raises(CountError):
        total([first, count("b", 5, period=Span(DAY + timedelta(2), DAY + timedelta(8)))], along="period")
    later = count("b", 5, period=Span(DAY + timedelta(4), DAY + timedelta(8)))
    assert total([first, later], along="period")[1] == 8


COUNTS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 400), st.sampled_from(["monitor", "council"])), max_size=12
)


@given(COUNTS, st.randoms(use_true_random=False))
def test_rule_7_the_latest_as_of_stands_and_every_earlier_one_is_kept(
    said: list[tuple[int, int, str]], order: object
) -> None:
    counts = [
        count(f"c{n}", number, source=who, as_of=Span.day(DAY + timedelta(day)))
        for n, (day, number, who) in enumerate(said)
    ]
    found = histories(counts)
    assert sorted(c.key for h in found for c in h.counts) == sorted(c.key for c in counts)
    for history in found:
        days = [c.as_of for c in history.counts]
        assert days == sorted(days, key=str)
        assert {c.as_of for c in history.standing} == {max(days, key=str)}
    order.shuffle(counts)  # type: ignore[attr-defined]
    assert histories(counts) == found


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=6)
)
def test_rule_4_a_sum_keeps_low_best_and_high_in_order(bounds: list[tuple[int, int, int]]) -> None:
    rows = []
    for n, numbers in enumerate(bounds):
        low, best, high = sorted(numbers)
        rows.append(replace(count(f"c{n}", 0, area=f"area {n}"), low=low, best=best, high=high))
    low_sum, best_sum, high_sum = total(rows, along="area")
    assert low_sum is not None and best_sum is not None and high_sum is not None
    assert low_sum <= best_sum <= high_sum


def test_a_source_that_withdraws_its_latest_number_is_shown_to_and_falls_back() -> None:
    first = count("a", 141, as_of=Span.day(DAY))
    last = replace(count("b", 158, as_of=Span.day(DAY + timedelta(1))), withdrawn=True)
    (history,) = histories([first, last])
    assert history.standing == (first,)
    assert history.counts == (first, last)
    assert [n.kind for n in propose([first, last])] == ["withdrawn"]


def test_a_later_lower_number_of_the_same_source_lowers_what_stands() -> None:
    rows = [count("a", 158), count("b", 152, as_of=Span.day(DAY + timedelta(2)))]
    assert [c.value for c in histories(rows)[0].standing] == [152]


def test_bad_numbers_are_shown_and_never_settled() -> None:
    negative = count("a", -3)
    early = count("b", 7, as_of=Span.day(DAY - timedelta(3)))
    over = replace(count("c", 5, as_of=Span.day(DAY + timedelta(1))), parts=(Part("women", 9),))
    twice = count("d", 8, as_of=Span.day(DAY + timedelta(1)))
    kinds = {(n.kind, n.counts) for n in propose([negative, early, over, twice])}
    assert kinds == {
        ("negative", ("a",)),
        ("as_of_before_period", ("b",)),
        ("part_over_total", ("c",)),
        ("two_standing", ("c", "d")),
    }


def test_parts_among_a_number_need_not_make_it_and_more_than_a_number_holds_a_larger_sum() -> None:
    among = replace(count("a", 60), parts=(Part("women", 10), Part("children", 5)))
    more_than = replace(count("b", 1301, as_of=Span.day(DAY + timedelta(1))), high=None, parts_add_up=True,
                        parts=(Part("civilians", 830), Part("fighters", 481)))  # fmt: skip
    assert propose([among, more_than]) == []


def test_an_increment_must_lead_from_one_total_to_the_next() -> None:
    before = count("a", 1225)
    new = count("b", 158, kind="new", as_of=Span.day(DAY + timedelta(1)))
    right = count("c", 1383, as_of=Span.day(DAY + timedelta(1)))
    assert propose([before, new, right]) == []
    (note,) = propose([before, new, replace(right, low=1380, best=1380, high=1380)])
    assert (note.kind, note.numbers) == ("increment_misfit", (1380, 1225, 158, 1383))


def test_open_parts_of_a_scope_are_named_in_their_order() -> None:
    assert Scope(act="killing", unit="people").open_parts == (
        "population", "period", "area", "perpetrator", "evidence", "kind", "as_of",
    )  # fmt: skip
