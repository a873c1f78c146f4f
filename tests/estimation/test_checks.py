"""Questions asked of a figure: another prior, a list that is known, the table made again."""

import numpy as np

from sijil.estimation import Histories, estimate, graphs, histories
from sijil.estimation.checks import checks
from sijil.estimation.predictive import _chances, _elimination, replicate
from sijil.estimation.table import inside_list


def caught(people: int, chances: tuple[float, ...], seed: int) -> Histories:
    """A table of so many people whom lists find independently of each other."""
    drawn = np.random.default_rng(seed).random((people, len(chances))) < np.array(chances)
    return histories(
        [f"l{n}" for n in range(len(chances))], [(row.astype(int).tolist(), 1) for row in drawn if row.any()]
    )


SOUND = caught(1000, (0.4, 0.35, 0.3, 0.3), seed=11)


def test_the_people_of_one_list_are_a_table_of_the_others() -> None:
    inside = inside_list(SOUND, 0)
    assert inside.lists == ("l1", "l2", "l3")
    assert inside.people == sum(size for mask, size in SOUND.counts if mask & 1 and mask != 1)


def test_a_known_list_is_predicted_where_lists_are_independent() -> None:
    known = checks(SOUND)["a known list predicted"]
    assert all(
        known[f"{name}, low"] <= known[f"{name}, known"] <= known[f"{name}, high"] for name in SOUND.lists
    )


def test_a_known_list_is_missed_where_the_others_all_miss_one_kind_of_people() -> None:
    hidden = np.arange(1000) < 500
    chances = np.where(hidden[:, None], [0.5, 0.01, 0.01, 0.01], [0.5, 0.5, 0.5, 0.5])
    drawn = np.random.default_rng(3).random((1000, 4)) < chances
    table = histories(list("abcd"), [(row.astype(int).tolist(), 1) for row in drawn if row.any()])
    known = checks(table)["a known list predicted"]
    assert known["a, known"] > known["a, high"]


def test_other_priors_stand_beside_the_figure() -> None:
    found = checks(SOUND)["another prior"]
    assert len(found) == 2 and len(set(found.values())) == 2


def test_three_lists_leave_only_the_prior_to_ask_about() -> None:
    asked = checks(caught(300, (0.5, 0.4, 0.4), seed=2))
    assert [name for name, numbers in asked.items() if numbers] == ["another prior"]


def test_histories_made_again_hold_those_of_a_table_the_model_made() -> None:
    again = replicate(SOUND, graphs.average(SOUND), seed=1)
    assert len(again) == 15 and sum(one.surprising for one in again) <= 2
    assert again == replicate(SOUND, graphs.average(SOUND), seed=1)


def test_a_table_no_graph_makes_is_seen() -> None:
    """Two lists that avoid each other and a third that takes exactly those on one of the two."""
    rows = [
        ((1, 0, 1), 150),
        ((0, 1, 1), 150),
        ((1, 1, 0), 150),
        ((1, 0, 0), 5),
        ((0, 1, 0), 5),
        ((0, 0, 1), 5),
    ]
    table = histories(("a", "b", "c"), rows)
    again = replicate(table, graphs.average(table), seed=1)
    assert any(one.surprising for one in again)


def test_chances_drawn_from_a_graph_keep_its_independences() -> None:
    chance = np.random.default_rng(9)
    full = np.array([0, 40, 30, 25, 50, 20, 10, 5])
    order = _elimination(0b010, ((0, 1), (0, 2), (1, 2)), 3)  # 0 and 2 depend on each other, 1 on nobody
    cells = _chances(full, order, 3, chance).reshape(2, 2, 2)  # list 2, list 1, list 0
    one = cells.sum(axis=(0, 2))
    pair = cells.sum(axis=1)
    assert np.allclose(cells, pair[:, None, :] * one[None, :, None])


def test_the_result_tells_every_check_and_every_history() -> None:
    told = estimate(SOUND, models=("graphs",)).as_json()
    assert {"one list left out", "two lists merged", "a known list predicted", "another prior"} == set(
        told["checks"]
    )
    assert len(told["histories_made_again"]) == 15
    assert sum(one["counted"] for one in told["histories_made_again"]) == SOUND.people
