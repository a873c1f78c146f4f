"""Agreement between coders, beside scikit-learn and by hand; influence of sources; changes; copies."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.counting import CountedMention, Mandate, count
from sijil.counting.agreement import agreement, alpha, kappa
from sijil.counting.changes import changes
from sijil.counting.copies import RUN, Text, copies
from sijil.counting.figures import count_totals
from sijil.counting.influence import influence

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40)


@settings(deadline=None)
@given(PAIRS)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    ours = kappa(pairs)
    if ours is not None:
        theirs = metrics.cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs], labels=list("abc"))
        assert ours == pytest.approx(theirs, abs=1e-12)


def test_kappa_and_alpha_of_a_case_worked_by_hand() -> None:
    """20 things: 10 both yes, 5 both no, 5 apart. Kappa: observed 0.75, chance 0.625 × 0.625 + 0.375 × 0.375."""
    pairs = [("y", "y")] * 10 + [("n", "n")] * 5 + [("y", "n")] * 2 + [("n", "y")] * 3
    chance = (12 * 13 + 8 * 7) / 400
    assert kappa(pairs) == pytest.approx((0.75 - chance) / (1 - chance))
    # Alpha: 1 - (n - 1) x observed pairs apart / pairs expected apart, with 25 yes and 15 no among 40 values.
    assert alpha(pairs) == pytest.approx(1 - 39 * 10 / (2 * 25 * 15))


def test_two_coders_who_disagree_are_shown_and_not_settled() -> None:
    found = agreement(
        "R-1", "C-2", "event_type", {"a": "killing", "b": "injury"}, {"a": "abduction", "b": "injury"}
    )
    assert (found.things, found.agreed, found.differing) == (2, 1, (("a", "killing", "abduction"),))
    assert agreement("R-1", "C-2", "sex", {"a": "x"}, {"a": "x"}).kappa is None


def mention(key: str, person: str, by: str, **more: Any) -> CountedMention:
    base = CountedMention(key, "killing", True, True, source=by, independence_group=by, people=(person,) * 3)
    return replace(base, **more)


def test_fifty_planted_dead_of_one_source_change_low_by_nothing() -> None:
    rows = [mention("a", "p", "list"), mention("b", "p", "hospital")]
    planted = [mention(f"x{n}", f"x{n}", "planted") for n in range(50)]
    found = {(i.source): i for i in influence([*rows, *planted], Mandate())}
    assert (found["planted"].low, found["planted"].low_without) == (1, 1)
    assert (found["planted"].best, found["planted"].best_without) == (51, 1)
    assert (found["list"].low_without, found["hospital"].low_without) == (0, 0)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("ABC"), st.integers(1, 5)), max_size=15))
def test_totals_alone_are_the_totals_of_the_whole_count(said: list[tuple[int, str, int]]) -> None:
    rows = [
        mention(f"m{n}", f"p{who}", by, low=size, best=size, high=size, place="x")
        for n, (who, by, size) in enumerate(said)
    ]
    whole = {f.event_type: (f.low, f.best) for f in count(rows, [], Mandate()) if f.dimension == "total"}
    assert count_totals(sorted(rows, key=lambda m: m.key), Mandate()) == whole


def test_what_changed_says_why() -> None:
    def figure(low: int, inputs: list[str], rules: str = "1") -> dict[str, Any]:
        return {"id": "killing/total", "low": low, "best": 3, "high": 3, "inputs": [inputs], "rule_version": rules,
                "query": {}}  # fmt: skip

    (added,) = changes([figure(1, ["a"])], [figure(2, ["a", "b"])])
    assert (added.before, added.now, added.reason) == ((1, 3, 3), (2, 3, 3), "inputs_added")
    assert changes([figure(1, ["a"])], [figure(1, ["b"])]) == []
    assert changes([figure(1, ["a"])], [figure(2, ["a"])])[0].reason == "judged"
    assert changes([figure(1, ["a"])], [figure(2, ["a"], "2")])[0].reason == "rules"
    assert changes([figure(1, ["a"])], [])[0].now is None


def test_a_passage_word_for_word_in_two_sources_is_proposed_with_the_passage() -> None:
    shared = " ".join(f"word{n}" for n in range(RUN * 4))
    one, other = f"A paper begins. {shared} And ends.", f"Elsewhere: {shared}, they wrote."
    (found,) = copies([Text("a", "A", one), Text("b", "B", other), Text("c", "C", "Nothing of it.")])
    assert one[slice(*found.one_span)] == shared == other[slice(*found.other_span)]
    assert copies([Text("a", "A", one), Text("b", "A", other)]) == []


def test_texts_that_tell_the_same_in_other_words_are_no_copies() -> None:
    assert (
        copies([Text("a", "A", "Seven men were shot " * 3), Text("b", "B", "They shot seven men there " * 3)])
        == []
    )
