"""Averaging over sets of dependent pairs."""

import numpy as np
import pytest

from sijil.estimation import Histories, estimate, histories
from sijil.estimation.loglinear import fit
from sijil.estimation.pairs import average_pairs


def expected(people: int, coefficients: dict[tuple[int, ...], float], lists: int = 4) -> Histories:
    """The table a log-linear model expects of so many people, rounded."""
    rates = [
        np.exp(sum(value for on, value in coefficients.items() if all(cell >> n & 1 for n in on)))
        for cell in range(1 << lists)
    ]
    shares = np.array(rates) / sum(rates)
    rows = [
        ([cell >> n & 1 for n in range(lists)], round(people * shares[cell])) for cell in range(1, 1 << lists)
    ]
    return histories([f"l{n}" for n in range(lists)], rows)


MAINS = {(n,): -0.6 for n in range(4)}
ALONE = expected(5000, MAINS)
TOGETHER = expected(5000, MAINS | {(0, 1): 1.5})


def test_lists_that_work_apart_give_the_people_there_are() -> None:
    draws = average_pairs(ALONE).draws(4000, 1)
    assert np.quantile(draws, 0.025) < 5000 < np.quantile(draws, 0.975)
    assert abs(np.median(draws) / 5000 - 1) < 0.05


def test_a_pair_that_depends_gets_the_weight_and_the_others_do_not() -> None:
    depends = average_pairs(TOGETHER).depends()
    assert depends[0, 1] > 0.999 and all(weight < 0.3 for pair, weight in depends.items() if pair != (0, 1))


def test_the_mode_of_each_set_is_near_the_maximum_of_its_likelihood() -> None:
    """With many people the standard normal law of a coefficient hardly pulls."""
    found = average_pairs(TOGETHER)
    for number, pairs in ((0, []), (1, [(0, 1)]), (63, list(found.pairs))):
        people = found.people + np.exp(found.means[number])
        assert people == pytest.approx(fit(TOGETHER, pairs).people, rel=0.03)


def test_weights_add_to_one_and_the_order_of_lists_changes_no_number() -> None:
    found = average_pairs(TOGETHER)
    turned = histories(
        ("l3", "l0", "l2", "l1"),
        [([m >> 3 & 1, m & 1, m >> 2 & 1, m >> 1 & 1], size) for m, size in TOGETHER.counts],
    )
    again = average_pairs(turned)
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights @ found.means == pytest.approx(again.weights @ again.means)


def test_lists_that_share_nobody_still_have_a_mode() -> None:
    """The prior of a coefficient keeps it from running away; whether to trust such a table is for the gates."""
    apart = histories("abc", [((1, 0, 0), 40), ((0, 1, 0), 30), ((0, 0, 1), 20), ((1, 1, 0), 12)])
    found = average_pairs(apart)
    assert np.isfinite(found.means).all() and (found.variances > 0).all()


def test_the_result_tells_the_set_chosen_step_by_step_beside_the_average() -> None:
    told = estimate(TOGETHER, models=("graphs", "loglinear"), times=20).as_json()
    shown = next(model for model in told["models"] if model["model"] == "loglinear")
    assert shown["diagnostics"]["one_set_chosen"]["pairs"] == ["l0-l1"]
    assert shown["diagnostics"]["depends"]["l0-l1"] > 0.999
    assert shown["low"] < 5000 < shown["high"]


def test_the_same_seed_gives_the_same_draws() -> None:
    found = average_pairs(ALONE)
    assert (found.draws(100, 1) == found.draws(100, 1)).all() and (
        found.draws(100, 1) != found.draws(100, 2)
    ).any()
