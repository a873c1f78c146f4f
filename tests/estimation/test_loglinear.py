"""Log-linear models: fits that can be done by hand, existence and rank, the published choices of pairs."""

from pathlib import Path

import pytest

from sijil.estimation.loglinear import all_pairs, bootstrap, fit, standing, stepwise
from sijil.estimation.table import histories, read_histories

EXPECTED_800 = histories(("A", "B", "C"), [([m & 1, m >> 1 & 1, m >> 2 & 1], 100) for m in range(1, 8)])
APART = histories(("A", "B", "C"), [((1, 0, 0), 40), ((0, 1, 0), 30), ((0, 0, 1), 20), ((1, 1, 0), 6)])


def test_independent_lists_that_find_every_second_person_miss_one_in_eight() -> None:
    assert fit(EXPECTED_800, []).people == pytest.approx(800, rel=1e-6)
    assert fit(EXPECTED_800, all_pairs(EXPECTED_800)).people == pytest.approx(800, rel=1e-5)


def test_all_pairs_of_three_lists_have_the_answer_in_closed_form() -> None:
    counts = {1: 60, 2: 50, 4: 40, 3: 22, 5: 14, 6: 12, 7: 6}
    table = histories(("A", "B", "C"), [([m & 1, m >> 1 & 1, m >> 2 & 1], c) for m, c in counts.items()])
    missing = counts[1] * counts[2] * counts[4] * counts[7] / (counts[3] * counts[5] * counts[6])
    assert fit(table, all_pairs(table)).people == pytest.approx(table.people + missing, rel=1e-6)


def test_a_model_whose_lists_never_meet_is_not_determined() -> None:
    assert not standing(APART, all_pairs(APART)).sound
    assert standing(APART, []).sound
    assert stepwise(APART).pairs == ()


def test_the_same_seed_gives_the_same_bootstrap_and_another_seed_another() -> None:
    one, again, other = (bootstrap(EXPECTED_800, times=20, seed=seed).people for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("kosovo", 14342),
        ("uk_modern_slavery_2013_5lists", 11313),
        ("uk_modern_slavery_2013_6lists", 11418),
        ("netherlands_trafficking_5lists", 121522),
        ("netherlands_trafficking_6lists", 111139),
        ("new_orleans_trafficking_5lists", 1034),
        ("new_orleans_trafficking_8lists", 1184),
        ("us_western_site_trafficking", 2483),
        ("hiv_rome_4lists", 11125),
        ("scotland_pwid_4lists", 34828),
        ("madigan_york_3lists", 731),
        ("madigan_york_5lists", 610),
        ("artificial_nonidentifiable_3lists", 539),
    ],
)
def test_stepwise_points_are_the_published_ones_within_one(published: Path, name: str, people: int) -> None:
    assert abs(stepwise(read_histories(published / f"{name}.csv")).people - people) <= 1
