"""Where the fitting starts: plain rules, and within families what Splink estimates on DuckDB.

Splink's model has two kinds of pairs. Among pairs that share father and family name both kinds are frequent, the same
person and relatives, and there it estimates well; over all pairs it does not (benchmarks, `linkage.py`). So Splink is
asked there, and `mixture` goes on from its estimate.
"""

import logging
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from sijil.linkage.comparing import COMPARISONS, TOP, Levels
from sijil.linkage.database import database
from sijil.linkage.mixture import RELATED, SAME, STRANGERS, Floats

SAMPLED = 100_000
"""Pairs given to Splink at most, in the proportions of the patterns."""
FEWEST = 60
"""Pairs within families from which on Splink is asked."""
SEED = 1
_ASKED = tuple(c for c in COMPARISONS if c not in ("family", "middle"))
GIVEN, FAMILY, MIDDLE, SEX, AGE, DATE, BIRTH, PLACE, LIST = range(9)


def start(levels: Levels, counts: Floats) -> Floats:
    """The probability of each kind for each pattern to begin with."""
    likely = np.full((len(levels), 3), 1e-3)
    same, family = looks_same(levels), in_family(levels)
    related = family & (levels[:, GIVEN] >= 0) & (levels[:, GIVEN] <= 1) & ~same
    likely[same, SAME] = 1.0
    likely[related, RELATED] = 1.0
    likely[~same & ~related, STRANGERS] = 1.0
    if counts[family].sum() >= FEWEST and 0 < same[family].sum() < family.sum():
        probability = _splink(levels[family], counts[family])
        if probability is None:
            return likely
        likely[family, SAME] = probability
        likely[family, RELATED] = 1.0 - probability
        likely[family, STRANGERS] = 1e-3
    return likely


def in_family(levels: Levels) -> npt.NDArray[np.bool_]:
    """Family name and father agree."""
    return np.asarray((levels[:, FAMILY] >= 3) & (levels[:, MIDDLE] >= 3))


def looks_same(levels: Levels) -> npt.NDArray[np.bool_]:
    """Names agree as far as they go, and nothing speaks against one person."""
    family, middle = levels[:, FAMILY] >= 3, levels[:, MIDDLE] >= 3
    names = (levels[:, GIVEN] >= 3) & np.where(
        levels[:, MIDDLE] >= 0, family & middle | family | middle, family
    )
    against = np.isin(levels[:, AGE], (0, 1)) | np.isin(levels[:, DATE], (0, 1))
    against |= (levels[:, SEX] == 0) | (levels[:, BIRTH] == 0)
    return np.asarray(names & ~against)


def _splink(levels: Levels, counts: Floats) -> Floats | None:
    """For each pattern the probability of one person, by Splink's expectation-maximisation."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    times = np.maximum(1, np.round(counts * min(1.0, SAMPLED / counts.sum()))).astype(np.int64)
    asked = [c for c in _ASKED if len(np.unique(levels[:, COMPARISONS.index(c)])) > 1]
    with database() as connection:
        api = DuckDBAPI(connection)
        sides = [api.register(_table(levels, times, side), table_name=side) for side in ("one", "other")]
        settings = SettingsCreator(
            link_type="link_only",
            unique_id_column_name="pair_id",
            comparisons=[_comparison(name, levels) for name in asked],
            blocking_rules_to_generate_predictions=[block_on("pair_id")],
            probability_two_random_records_match=0.3,
            em_convergence=1e-4,
            max_iterations=50,
        )
        linker = Linker(sides, settings, log_level=logging.ERROR)
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on("pair_id"),
                fix_u_probabilities=False,
                populate_probability_two_random_records_match_from_trained_values=True,
            )
        except ValueError:  # raised where one of the two kinds vanishes; then the plain rules stand
            return None
        trained = linker.misc.save_model_to_json()
    return _probability(levels, asked, trained)


def _table(levels: Levels, times: npt.NDArray[np.int64], side: str) -> Any:
    rows = np.concatenate([np.repeat(levels, times, axis=0), _one_of_each(levels)])
    columns = {name: pa.array(rows[:, at], mask=rows[:, at] < 0) for at, name in enumerate(COMPARISONS)}
    return pa.table({"pair_id": np.arange(len(rows)), **columns})


def _one_of_each(levels: Levels) -> Levels:
    """For each level met a pair that says nothing else, so that no probability comes out as nought."""
    made = [
        [level if at == column else -1 for at in range(len(COMPARISONS))]
        for column in range(len(COMPARISONS))
        for level in np.unique(levels[:, column])
        if level >= 0
    ]
    return np.array(made, np.int8).reshape(-1, len(COMPARISONS))


def _comparison(name: str, levels: Levels) -> dict[str, Any]:
    column = levels[:, COMPARISONS.index(name)]
    present = sorted({int(level) for level in column if level >= 0}, reverse=True)
    likely = _slope(present, TOP[COMPARISONS.index(name)])
    made: list[dict[str, Any]] = [
        {"sql_condition": f"{name}_l IS NULL", "label_for_charts": "-1", "is_null_level": True}
    ]
    for level in present:
        last = level == present[-1]
        made.append(
            {
                "sql_condition": "ELSE" if last else f"{name}_l = {level}",
                "label_for_charts": str(level),
                "m_probability": likely[level],
                "u_probability": 1.0 / len(present),
            }
        )
    return {"output_column_name": name, "comparison_levels": made}


def _slope(present: list[int], top: int) -> dict[int, float]:
    """First guesses for one person: each level twice as likely as the next lower one."""
    weights = (
        {level: 2.0**level for level in present} if top > 1 else {level: 9.0**level for level in present}
    )
    if top == 1 and 0 in present and 1 in present and len(present) == 2:
        weights = {1: 9.0, 0: 1.0}
    total = sum(weights.values())
    return {level: weight / total for level, weight in weights.items()}


def _probability(levels: Levels, asked: list[str], trained: Any) -> Floats:
    share = min(max(float(trained["probability_two_random_records_match"]), 1e-6), 1 - 1e-6)
    odds = np.full(len(levels), np.log(share / (1 - share)))
    for comparison in trained["comparisons"]:
        column = levels[:, COMPARISONS.index(comparison["output_column_name"])]
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                one, two = level.get("m_probability") or 1e-6, level.get("u_probability") or 1e-6
                odds[column == int(level["label_for_charts"])] += np.log(max(one, 1e-6) / max(two, 1e-6))
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))))
