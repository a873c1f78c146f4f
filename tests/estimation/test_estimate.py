"""The whole: which tables are answered, which refused, and that a refusal prints no single figure."""

from pathlib import Path
from typing import Any

import pytest

from sijil.estimation import Estimate, estimate, histories, read_histories
from sijil.estimation.gates import sampler_gate
from sijil.estimation.lower_bound import lower_bound
from sijil.estimation.table import Histories

GOOD = histories(
    ("A", "B", "C"),
    [((1, 0, 0), 60), ((0, 1, 0), 50), ((0, 0, 1), 40), ((1, 1, 0), 22), ((1, 0, 1), 14), ((0, 1, 1),
     12), ((1, 1, 1), 6)],
)  # fmt: skip


def found(table: Histories, **more: Any) -> Estimate:
    return estimate(table, times=20, **({"models": ("graphs", "loglinear")} | more))


def test_all_models_stand_beside_each_other_and_chains_are_judged() -> None:
    shown = estimate(GOOD, times=20).as_json()
    r6 = next(gate for gate in shown["gates"] if gate["gate"] == "R6")
    named = [model["model"] for model in shown["models"]]
    assert named == (
        ["graphs", "loglinear", "latent"] if r6["outcome"] == "pass" else ["graphs", "loglinear"]
    )
    assert r6["numbers"]["R-hat"] > 0


def test_chains_too_short_leave_no_figure_where_no_other_model_was_run() -> None:
    shown = found(GOOD, models=("latent",), sweeps=40).as_json()
    assert "R6" in [refusal["gate"] for refusal in shown["refused"]]
    assert shown["estimate"] is None
    assert shown["span_of_models"] is None


def test_a_table_that_can_be_defended_gets_one_figure_with_its_assumption() -> None:
    shown = found(GOOD).as_json()
    assert shown["documented"] == 204
    assert shown["estimate"]["low"] <= shown["estimate"]["people"] <= shown["estimate"]["high"]
    assert shown["estimate"]["undocumented"] == shown["estimate"]["people"] - 204
    assert shown["estimate"]["assumes"].startswith("Assumes")
    assert {model["model"] for model in shown["models"]} == {"graphs", "loglinear"}


def test_the_same_table_and_seed_give_the_same_digits() -> None:
    assert found(GOOD, seed=4).as_json() == found(GOOD, seed=4).as_json()


@pytest.mark.parametrize(
    ("lists", "rows", "code"),
    [
        ("AB", [((1, 0), 60), ((0, 1), 50), ((1, 1), 20)], "R1"),
        ("ABC", [((1, 0, 0), 60), ((0, 1, 0), 50), ((1, 1, 0), 20)], "R1"),
        ("ABC", [((1, 1, 0), 60), ((0, 0, 1), 50), ((1, 1, 1), 20)], "R1"),
        ("ABC", [((1, 0, 0), 60), ((0, 1, 0), 50), ((0, 0, 1), 40)], "R2"),
        ("ABC", [((1, 0, 0), 60), ((0, 1, 0), 50), ((0, 0, 1), 40), ((1, 1, 0), 20)], "R2"),
        ("ABC", [((1, 0, 0), 60), ((0, 1, 0), 50), ((0, 0, 1), 40), ((1, 1, 0), 2), ((0, 1, 1), 3)], "R3"),
    ],
    ids=["two lists", "one list empty", "identical lists", "disjoint lists", "one list apart", "hardly any overlap"],
)  # fmt: skip
def test_a_table_that_cannot_be_defended_gets_reasons_and_no_figure(lists: str, rows: Any, code: str) -> None:
    shown = found(histories(tuple(lists), rows)).as_json()
    assert code in [refusal["gate"] for refusal in shown["refused"]]
    assert shown["estimate"] is None
    assert "models" not in shown
    assert shown["span_of_models"] is None
    assert shown["documented"] == sum(count for _, count in rows)


def test_lists_declared_to_cover_different_people_are_refused() -> None:
    shown = found(GOOD, disjoint=[("A", "C")]).as_json()
    assert shown["estimate"] is None
    assert "R5" in [refusal["gate"] for refusal in shown["refused"]]


def test_chaos_bound_is_the_formula_and_never_below_what_is_documented() -> None:
    assert lower_bound(GOOD) == pytest.approx(204 + 2 / 3 * 150**2 / (2 * 48))
    assert lower_bound(histories(("A", "B"), [((1, 1), 5)])) == 5


@pytest.mark.parametrize(
    "name",
    ["netherlands_trafficking_5lists", "netherlands_trafficking_6lists", "artificial_nonidentifiable_3lists"],
)
def test_published_tables_that_must_be_refused_are(published: Path, name: str) -> None:
    assert found(read_histories(published / f"{name}.csv")).refused


@pytest.mark.parametrize(
    "name",
    ["kosovo", "new_orleans_trafficking_5lists", "new_orleans_trafficking_8lists", "us_western_site_trafficking",
     "hiv_rome_4lists", "madigan_york_3lists", "madigan_york_5lists", "ph_manila_police_2016_17",
     "ph_manila_unidentified_2016_17"],
)  # fmt: skip
def test_published_tables_that_must_be_answered_are(published: Path, name: str) -> None:
    assert not found(read_histories(published / f"{name}.csv")).refused


@pytest.mark.parametrize(
    "name", ["uk_modern_slavery_2013_5lists", "uk_modern_slavery_2013_6lists", "scotland_pwid_4lists"]
)
def test_published_tables_on_the_border_get_a_warning_at_least(published: Path, name: str) -> None:
    assert any(gate.outcome != "pass" for gate in found(read_histories(published / f"{name}.csv")).gates)


def test_latent_alone_never_stands_without_a_warning() -> None:
    assert sampler_gate(1.001, 900, 800, alone=True).outcome == "warn"
    assert sampler_gate(1.001, 900, 800, alone=False).outcome == "pass"
    assert sampler_gate(1.02, 900, 800, alone=True).outcome == "refuse"
