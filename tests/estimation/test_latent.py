"""Latent classes: the sampler draws from its own model, agrees with what is published, and sees chains that do not."""

from pathlib import Path

import numpy as np
from scipy.stats import kstest

from sijil.estimation import histories, read_histories
from sijil.estimation.convergence import bulk_size, r_hat
from sijil.estimation.latent import RATE, SHAPE, _Chain, _sweep, one_chain, sample
from sijil.estimation.table import Histories

LISTS, CLASSES, SCALE = 3, 3, 200.0


def population(rng: np.random.Generator) -> tuple[int, Histories]:
    """(people in all, table) drawn from the model's own prior, until lists name ten people."""
    while True:
        alpha = rng.gamma(SHAPE, 1 / RATE)
        sticks = np.append(rng.beta(1, max(alpha, 1e-12), size=CLASSES - 1), 1.0)
        weights = sticks * np.cumprod(np.append(1.0, 1 - sticks[:-1]))
        caught = rng.random((CLASSES, LISTS))
        people = int(rng.logseries(1 - 1 / SCALE))
        classes = rng.choice(CLASSES, size=people, p=weights / weights.sum())
        marks = (rng.random((people, LISTS)) < caught[classes]).astype(int)
        named = marks[marks.any(axis=1)]
        if len(named) >= 10:
            return people, histories("ABC", [(row.tolist(), 1) for row in named])


def test_ranks_of_the_truth_are_uniform_over_the_models_own_populations() -> None:
    rng = np.random.default_rng(5)
    ranks = []
    for number in range(150):
        people, table = population(rng)
        drawn = one_chain(table, seed=number, classes=CLASSES, scale=SCALE, sweeps=1_500)
        ranks.append(float((drawn < people).mean() + rng.random() * (drawn == people).mean()))
    assert kstest(ranks, "uniform").pvalue > 0.01


def test_kosovo_holds_the_published_figure_near_its_median(published: Path) -> None:
    found = sample(read_histories(published / "kosovo.csv"), seed=1, most=10_000)
    assert 9_900 < found.quantile(0.5) < 11_000
    assert found.quantile(0.025) < 10_356 < found.quantile(0.975)


def test_the_same_seed_gives_the_same_draws() -> None:
    table = population(np.random.default_rng(2))[1]
    assert (sample(table, seed=3, most=200).chains == sample(table, seed=3, most=200).chains).all()


def test_chains_that_lie_apart_are_seen() -> None:
    draws = np.random.default_rng(1).normal(size=(4, 500))
    assert r_hat(draws) < 1.01
    assert 1_000 < bulk_size(draws) < 3_000
    assert r_hat(draws + np.arange(4)[:, None]) > 1.2


def test_chains_leave_a_large_class_at_the_end_of_the_stick() -> None:
    table = histories(
        "ABC", [((1, 0, 0), 160), ((0, 1, 0), 50), ((0, 0, 1), 40), ((1, 1, 0), 12), ((1, 0, 1), 9)]
    )
    rng = np.random.default_rng(4)
    weights = np.append(np.full(9, 0.002), 0.982)
    chain = _Chain(rng, weights, np.full((10, 3), 0.1), 40.0)
    _sweep(chain, table, 1e9, 500)
    assert chain.alpha < 10
    assert chain.weights[-1] < 0.5
