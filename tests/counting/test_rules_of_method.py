"""The 22 rules of the method (reference, section 2.2), each with a test of its name. What needs a whole case is in
`tests/steps/test_rules_in_a_case.py`; together the two files name every rule."""

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.counting import (
    CountedMention,
    Figure,
    Mandate,
    Population,
    ReportedCount,
    Scope,
    Span,
    codes,
    count,
    difference,
    histories,
    total,
)
from sijil.counting.attributes import age_at
from sijil.counting.axes import ATTRIBUTION, OCCURRENCE, POSITION, Evidence, axes
from sijil.counting.incidents import Told, group
from sijil.errors import UnlikeScopes
from sijil.linkage import Mention, compare_pairs
from sijil.numbers import find_counts

DAY = date(2025, 4, 12)


def mention(key: str, person: str = "", **known: Any) -> CountedMention:
    who = person or key
    base = CountedMention(
        key, "killing", True, True, source="s", independence_group=known.pop("by", "A"), people=(who,) * 3
    )
    return replace(base, **known)


def crowd(key: str, low: int | None, best: int | None, high: int | None, **known: Any) -> CountedMention:
    place = {"place": "Mina Lulu", "earliest": DAY, "latest": DAY}
    return mention(key, named=False, low=low, best=best, high=high, **{**place, **known})


def at_the_place(key: str, **known: Any) -> CountedMention:
    return mention(key, place="Mina Lulu", earliest=DAY, latest=DAY, **known)


def total_of(*mentions: CountedMention, event_type: str = "killing") -> Figure:
    figures = count(mentions, [], Mandate())
    return next(f for f in figures if f.dimension == "total" and f.event_type == event_type)


def test_every_rule_has_a_test_of_its_name() -> None:
    here = Path(__file__).resolve()
    files = [here, here.parents[1] / "steps" / "test_rules_in_a_case.py"]
    named = {int(n) for file in files for n in re.findall(r"def test_rule_(\d+)_", file.read_text("utf-8"))}
    assert named == set(range(1, 23))


def test_rule_2_the_violation_is_counted_and_people_as_distinct_clusters() -> None:
    """Killed after torture: one victim, two acts; two entries about one person: one."""
    rows = [mention("a", "p"), mention("b", "p"), mention("c", "p", event_type="torture_ill_treatment")]
    totals = {f.event_type: (f.best, f.unit) for f in count(rows, [], Mandate()) if f.dimension == "total"}
    assert totals == {"killing": (1, "people"), "torture_ill_treatment": (1, "people")}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "q", "r"]), st.sampled_from(["A", "B"]), st.booleans(),
            st.one_of(st.none(), st.integers(1, 40)), st.sampled_from(["", "Mina Lulu"]),
        ),
        max_size=12,
    ),
    st.integers(),
)  # fmt: skip
def test_rule_4_low_is_at_most_best_is_at_most_high_in_every_figure_in_any_order(
    said: list[tuple[str, str, bool, int | None, str]], seed: int
) -> None:
    rows = [
        mention(f"m{n}", who, by=by, counted=counted, place=place, low=size or 1, best=size or 1, high=size or 1,
                people=(who, f"{who}{n % 2}", f"{who}{n}"))
        for n, (who, by, counted, size, place) in enumerate(said)
    ]  # fmt: skip
    figures = count(rows, [], Mandate())
    assert all(f.low <= f.best and (f.high is None or f.best <= f.high) for f in figures)
    random.Random(seed).shuffle(rows)
    assert count(rows, [], Mandate()) == figures


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("tens of people", (10, 10, None)),
        ("dozens of people", (12, 12, None)),
        ("hundreds of people", (100, 100, None)),
        ("at least 973 civilians", (973, 973, None)),
        ("up to 40 people", (None, None, 40)),
        ("nearly 1,500 people", (None, 1500, None)),
        ("عشرات القتلى", (10, 10, None)),
        ("مئات القتلى", (100, 100, None)),
    ],
)
def test_rule_5_vague_words_have_fixed_numbers(words: str, bounds: tuple[int | None, ...]) -> None:
    (found,) = find_counts(words)
    assert (found.low, found.best, found.high) == bounds


def test_rule_6_an_aggregate_never_adds_to_what_it_holds() -> None:
    """A morgue's figure is a reported count; what is counted are people and groups; nothing makes one the other."""
    morgue = ReportedCount("c", "morgue", Scope(act="killing", unit="people"), 40, 40, 40)
    (history,) = histories([morgue])
    assert history.standing == (morgue,)
    assert not hasattr(CountedMention, "is_aggregate")
    assert total_of(mention("a"), mention("b")).best == 2


def test_rule_7_unlike_scopes_are_never_summed_and_a_later_as_of_supersedes() -> None:
    scope = Scope("killing", "people", Population("civilians"), Span.day(DAY), "coast", "all", "named", "cumulative",
                  Span.day(DAY))  # fmt: skip
    one = ReportedCount("a", "monitor", scope, 141, 141, 141)
    soldiers = ReportedCount(
        "b", "monitor", replace(scope, population=Population("security forces")), 12, 12, 12
    )
    with pytest.raises(UnlikeScopes, match="population"):
        difference(one, soldiers)
    with pytest.raises(UnlikeScopes, match="population"):
        total([one, replace(soldiers, scope=replace(soldiers.scope, area="hills"))], along="area")
    later = ReportedCount("c", "monitor", replace(scope, as_of=Span.day(date(2025, 4, 15))), 158, 158, 158)
    assert histories([later, one])[0].standing == (later,)


def test_rule_8_ten_papers_that_quote_one_monitor_are_one_source() -> None:
    papers = [mention(f"r{n}", "p", by="monitor") for n in range(10)]
    assert total_of(*papers).low == 0
    assert total_of(*papers, mention("r10", "p", by="hospital")).low == 1


def test_rule_9_what_one_source_alone_says_is_told_apart() -> None:
    assert total_of(mention("a", "p"), mention("b", "q"), mention("c", "q", by="B")).single_source == 1


def test_rule_10_a_denial_is_a_claim_and_takes_nothing_away() -> None:
    told = [Told("c1", "monitor", "killing", "Mina Lulu", DAY, DAY, low=7, best=7, high=7),
            Told("c2", "directorate", "killing", "Mina Lulu", DAY, DAY, denies=True)]  # fmt: skip
    (incident,) = group(told)
    assert [(s.source, s.best, s.denies) for s in incident.says()] == [
        ("directorate", None, True),
        ("monitor", 7, False),
    ]
    assert [c.kind for c in incident.contradictions()] == ["denied"]


def test_rule_11_status_is_unknown_unless_words_give_one() -> None:
    man = mention("a", sex="male", age_low=25, age_high=25, place="Mina Lulu")
    cells = {f.value: f.best for f in count([man], [], Mandate()) if f.dimension == "status"}
    assert cells == {"unknown": 1}
    assert codes.status_of("men of fighting age") == "unknown"
    assert codes.status_of("civilians") == "civilian"
    assert codes.status_of("civilians and soldiers") == "unknown"


def test_rule_12_age_at_the_event_is_a_range_and_a_child_only_if_all_of_it_is_under_18() -> None:
    assert age_at((date(2007, 4, 1), date(2007, 4, 30)), (DAY, DAY)) == (17, 18)
    assert age_at((date(2010, 1, 1), date(2010, 12, 31)), (DAY, DAY)) == (14, 15)
    assert age_at((None, date(2010, 1, 1)), (DAY, DAY)) == (None, None)

    def cell(low: int, high: int) -> list[str]:
        row = mention("a", age_low=low, age_high=high)
        return [f.value for f in count([row], [], Mandate()) if f.dimension == "age group"]

    assert (cell(16, 17), cell(17, 19), cell(18, 20)) == (["child"], ["unknown"], ["adult"])


def test_rule_13_a_late_name_consumes_a_slot_and_the_total_stays() -> None:
    before = total_of(crowd("g", 21, 21, 21))
    after = total_of(crowd("g", 21, 21, 21), at_the_place("late"))
    assert (before.best, after.best) == (21, 21)
    assert total_of(crowd("g", 2, 2, 2), *(at_the_place(f"n{n}") for n in range(5))).best == 5


def test_rule_14_missing_is_not_dead_and_a_wounded_person_who_dies_is_one_act() -> None:
    missing = [mention("a", event_type="missing")]
    assert {f.event_type for f in count(missing, [], Mandate())} == {"missing"}
    rows = [mention("a", "p", event_type="injury"), mention("b", "p")]
    assert {f.event_type: f.best for f in count(rows, [], Mandate()) if f.dimension == "total"} == {
        "killing": 1
    }


def test_rule_15_one_name_without_a_field_that_tells_people_apart_is_unsure() -> None:
    def pair(**known: Any) -> set[str]:
        rows = [Mention(key, "Ali Hasan Mirsad", list=key, **known) for key in ("r1", "r2")]
        return {pair.decision for pair in compare_pairs(rows)}

    assert pair() == {"unsure"}
    assert pair(age_low=36, age_high=36, earliest=DAY, latest=DAY, place="Marsa") == {"same"}


def test_rule_16_no_axis_has_a_bare_confirmed() -> None:
    words = (*OCCURRENCE, *ATTRIBUTION, *POSITION)
    assert not [word for word in words if "confirm" in word]
    read = axes(Evidence(frozenset({"A", "B"}), {}, 0, ()))
    assert (read.occurrence, read.attribution, read.position) == ("corroborated", "none", "silent")


def test_rule_17_no_field_of_what_is_counted_holds_a_belief_or_a_community() -> None:
    fields = set(CountedMention.__dataclass_fields__) | set(Told.__dataclass_fields__)
    assert not {f for f in fields if re.search("relig|sect|ethn|confession|communit|politic", f)}


def test_rule_22_estimates_have_no_way_into_a_documented_figure() -> None:
    room = Path(__file__).resolve().parents[2] / "src" / "sijil" / "counting"
    assert not [p.name for p in room.rglob("*.py") if "sijil.estimation" in p.read_text("utf-8")]
    assert not [f for f in Figure.__dataclass_fields__ if "estimate" in f]
