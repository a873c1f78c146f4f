"""Matches before they are decided: what the page foretells is what counting says afterwards."""

from pathlib import Path
from typing import Any

import pytest

from sijil.counting import CountedMention
from sijil.store import protection
from sijil.store.case import open_case
from sijil.store.match_effect import as_one, as_two
from sijil.store.matching import match, next_match, split


def mention(key: str, low: str, best: str, high: str) -> CountedMention:
    return CountedMention(
        key=key,
        event_type="killing",
        counted=True,
        named=True,
        source=key,
        independence_group=key,
        people=(low, best, high),
    )


ROWS = [mention("r1", "a", "a", "a"), mention("r2", "a", "a", "b"), mention("r3", "c", "c", "c")]


def test_taken_for_one_the_clusters_of_both_fall_together_in_every_view() -> None:
    assert [m.people for m in as_one(ROWS, "r1", "r3")] == [("a", "a", "a"), ("a", "a", "b"), ("a", "a", "a")]


def test_taken_for_two_only_the_views_that_held_them_together_change() -> None:
    people = [m.people for m in as_two(ROWS, "r1", "r2", frozenset({"r2"}))]
    assert people == [("a", "a", "a"), ("a/parted", "a/parted", "b"), ("c", "c", "c")]


def test_somebody_who_is_not_counted_changes_nothing() -> None:
    assert as_one(ROWS, "r1", "r9") == ROWS and as_two(ROWS, "r1", "r9", frozenset({"r9"})) == ROWS


def test_what_hangs_on_the_other_goes_with_the_other() -> None:
    members = ["r1", "r2", "r3", "r4"]
    assert split("r1", "r2", members, [("r1", "r2"), ("r2", "r3"), ("r1", "r4")]) == {"r2", "r3"}


def test_where_both_stay_held_together_only_the_other_itself_goes() -> None:
    members = ["r1", "r2", "r3"]
    assert split("r1", "r2", members, [("r1", "r2"), ("r2", "r3"), ("r1", "r3")]) == {"r2"}


@pytest.mark.parametrize("decision", ["same", "different"])
def test_the_effect_foretold_is_the_effect_that_comes(case_copy: Path, decision: str) -> None:
    case = open_case(case_copy)
    from sijil.steps import judgements
    from sijil.steps.count import count_case
    from sijil.steps.link import link

    (one, other), _ = next_match(protection.TEAM)
    foretold = getattr(match(protection.TEAM, case, one, other), decision)
    before = killed()
    line = {"kind": "pair", "one": one, "other": other, "decision": decision, "reason": ""}
    judgements.decide(case, line, seen="", reviewer="u-test", made_at="2025-06-01T10:00:00Z")
    link(case)
    count_case(case)
    told = {change.event_type: change.after for change in foretold}
    assert killed() == told.get("killing", before)


def killed() -> tuple[Any, ...]:
    total = next(f for f in protection.figures(protection.TEAM) if f["id"] == "killing/total")
    return total["low"], total["best"], total["high"]
