"""Sums over strata."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sijil.estimation import Part, total

CHANCE = np.random.default_rng(5)
NORTH = Part("north", 100, np.rint(CHANCE.gamma(9, 4, 4000) + 100))
SOUTH = Part("south", 50, np.rint(CHANCE.gamma(9, 4, 4000) + 50))
HILLS = Part("hills", 21)


def test_draws_are_added_and_not_the_ends_of_intervals() -> None:
    found = total([NORTH, SOUTH])
    assert found.people is not None and found.low is not None and found.high is not None
    apart = [np.quantile(part.draws, [0.025, 0.975]) for part in (NORTH, SOUTH)]
    assert found.high - found.low < sum(high - low for low, high in apart)
    assert abs(found.people - np.median(np.asarray(NORTH.draws) + np.asarray(SOUTH.draws))) < 1


def test_what_cannot_be_estimated_stands_beside_the_sum_and_not_in_it() -> None:
    found = total([NORTH, HILLS, SOUTH])
    assert (found.estimated, found.documented_only) == (("north", "south"), (("hills", 21),))
    assert found.documented == 150 and found.people == total([NORTH, SOUTH]).people


def test_nothing_estimable_is_no_number() -> None:
    said = total([HILLS]).as_json()
    assert said["estimate"] is None and said["documented_only"] == [{"stratum": "hills", "people": 21}]


@given(st.permutations([NORTH, SOUTH, HILLS]))
def test_the_order_of_strata_changes_no_number(parts: list[Part]) -> None:
    found, plain = total(parts), total([NORTH, SOUTH, HILLS])
    assert (found.low, found.people, found.high) == (plain.low, plain.people, plain.high)
