"""Graph averaging: the published counts of graphs, the likelihood by hand, published quantiles to the integer."""

import math
from pathlib import Path

import numpy as np
import pytest
from scipy.special import gammaln

from sijil.errors import EstimationError
from sijil.estimation import estimate
from sijil.estimation.graphs import average, decomposable_graphs
from sijil.estimation.table import Histories, histories, read_histories

SPECIMEN = histories(
    ("A", "B", "C"),
    [((1, 0, 0), 60), ((0, 1, 0), 50), ((0, 0, 1), 40), ((1, 1, 0), 22), ((1, 0, 1), 14), ((0, 1, 1),
     12), ((1, 1, 1), 6)],
)  # fmt: skip


@pytest.mark.parametrize(("lists", "graphs"), [(3, 8), (4, 61), (5, 822), (6, 18154)])
def test_there_are_as_many_decomposable_graphs_as_counted_elsewhere(lists: int, graphs: int) -> None:
    assert len(decomposable_graphs(lists).edges) == graphs - 1  # without the complete one


def test_independence_is_the_product_of_the_lists_own_margins() -> None:
    graphs = decomposable_graphs(3)
    terms = graphs.terms[int(np.flatnonzero(graphs.edges == 0)[0])]
    assert [number + 1 for number, times in enumerate(terms) if times] == [1, 2, 4]


def test_the_posterior_is_that_of_the_formula_written_out() -> None:
    found = average(SPECIMEN, most_missing=400)
    graphs, delta, log_mass = decomposable_graphs(3), 1 / 8, []
    full = SPECIMEN.full().astype(float)
    for missing in range(1, 401):
        full[0] = missing
        people = full.sum()
        each = []
        for terms in graphs.terms:
            total = gammaln(people + 1) - gammaln(full + 1).sum() - math.log(people)
            for subset, times in enumerate(terms, 1):
                if times:
                    kept = sorted({cell & subset for cell in range(8)})
                    prior = delta * 8 / len(kept)
                    counts = [sum(full[c] for c in range(8) if c & subset == k) for k in kept]
                    marginal = sum(gammaln(c + prior) - gammaln(prior) for c in counts)
                    total += times * (marginal + gammaln(1.0) - gammaln(people + 1.0))
            each.append(total)
        log_mass.append(np.logaddexp.reduce(each))
    mass = np.exp(log_mass - np.max(log_mass))
    assert np.allclose(found.mass, mass / mass.sum(), rtol=1e-8, atol=1e-14)


def test_the_range_widens_by_itself_until_nothing_lies_beyond() -> None:
    loose = histories(
        ("A", "B", "C"),
        [((1, 0, 0), 90), ((0, 1, 0), 80), ((0, 0, 1), 70), ((1, 1, 0), 2), ((0, 1, 1), 2), ((1, 0, 1), 2)],
    )
    found = average(loose)
    assert found.widened
    assert found.mass[found.missing > found.missing[-1] / 2].sum() < 1e-6 or found.missing[-1] > 1e9
    assert average(loose, most_missing=20 * loose.people).quantile(0.975) < found.quantile(0.975)


def test_a_narrow_posterior_does_not_hang_on_the_end_of_its_own_grid() -> None:
    """The grid is drawn close to the mass: its end is not the largest number allowed."""
    sure = histories(
        "abcd",
        [
            (
                [m >> k & 1 for k in range(4)],
                round(2000 * 0.35 ** m.bit_count() * 0.65 ** (4 - m.bit_count())),
            )
            for m in range(1, 16)
        ],
    )
    gates = {gate.code: gate for gate in estimate(sure, models=("graphs",)).gates}
    assert (
        gates["R7"].outcome == "pass" and gates["R7"].numbers["97.5 % point moves by, range doubled"] < 1e-3
    )


def test_the_order_of_the_lists_changes_nothing() -> None:
    turned = histories(("C", "A", "B"), [([m >> 2 & 1, m & 1, m >> 1 & 1], c) for m, c in SPECIMEN.counts])
    assert average(turned).quantile(0.5) == average(SPECIMEN).quantile(0.5)


def test_the_same_seed_gives_the_same_draws() -> None:
    found = average(SPECIMEN)
    assert (found.draws(50, 3) == found.draws(50, 3)).all()
    assert abs(np.median(found.draws(20_000, 3)) / found.quantile(0.5) - 1) < 0.02


@pytest.mark.parametrize("lists", [2, 7])
def test_other_numbers_of_lists_are_refused(lists: int) -> None:
    with pytest.raises(EstimationError, match="3 to 6 lists"):
        average(Histories(tuple("ABCDEFG"[:lists]), ((1, 5), (2, 5), (3, 2))))


@pytest.mark.parametrize(
    ("name", "quantiles"),
    [
        ("kosovo", (9827, 12595, 16544)),
        ("hiv_rome_4lists", (9404, 11220, 14095)),
        ("scotland_pwid_4lists", (26138, 32783, 40499)),
        ("madigan_york_5lists", (590, 618, 656)),
        ("us_western_site_trafficking", (1343, 2132, 3848)),
        ("new_orleans_trafficking_5lists", (511, 869, 1758)),
        ("uk_modern_slavery_2013_5lists", (10387, 22990, 33508)),
        ("netherlands_trafficking_5lists", (40844, 47902, 55430)),
    ],
)
def test_published_quantiles_come_out_to_the_integer_at_published_settings(
    published: Path, name: str, quantiles: tuple[int, int, int]
) -> None:
    table = read_histories(published / f"{name}.csv")
    found = average(table, most_missing=min(20 * table.people, 60_000))
    assert tuple(round(found.quantile(share)) for share in (0.025, 0.5, 0.975)) == quantiles
