"""One figure over draws of who is one person."""

import numpy as np

from sijil.estimation import Histories, estimate, graphs, histories
from sijil.estimation.pooled import DRAWS, pool

MARKS = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)]


def table(*counts: int) -> Histories:
    return histories(("a", "b", "c"), list(zip(MARKS, counts, strict=True)))


NEAR = table(60, 50, 55, 22, 25, 20, 12)
FAR = table(90, 80, 85, 7, 9, 8, 3)


def test_draws_of_one_table_are_draws_of_its_posterior() -> None:
    pooled, alone = pool([NEAR], seed=1), graphs.average(NEAR)
    assert (pooled.tables, pooled.share_between, len(pooled.draws)) == (1, 0.0, DRAWS)
    assert all(abs(pooled.quantile(q) / alone.quantile(q) - 1) < 0.03 for q in (0.025, 0.5, 0.975))


def test_every_linkage_gives_as_many_draws_and_their_number_stays() -> None:
    pooled = pool([NEAR, FAR, NEAR], seed=1)
    assert len(pooled.draws) == DRAWS
    assert graphs.average(NEAR).quantile(0.5) < pooled.quantile(0.5) < graphs.average(FAR).quantile(0.5)


def test_variance_between_and_within_add_to_that_of_the_draws() -> None:
    pooled = pool([NEAR, FAR] * 20, seed=3)
    assert abs(np.var(pooled.draws) / (pooled.between + pooled.within) - 1) < 0.15


def test_linkages_widen_the_interval_and_their_share_is_told() -> None:
    alone, over = (
        estimate(NEAR, models=("graphs",)),
        estimate(NEAR, models=("graphs",), linkages=[NEAR, table(62, 53, 57, 20, 23, 19, 11)] * 5),
    )
    assert over.models[0].high - over.models[0].low > alone.models[0].high - alone.models[0].low
    assert over.models[0].diagnostics["linkages"] == 10
    assert 0 < over.models[0].diagnostics["share_of_variance_between_linkages"] < 0.5
    assert "R9" in {gate.code for gate in over.gates} and "R9" not in {gate.code for gate in alone.gates}


def test_a_figure_made_by_the_linkage_is_refused() -> None:
    found = estimate(NEAR, models=("graphs",), linkages=[NEAR, FAR] * 5)
    assert [gate.kind for gate in found.gates if gate.outcome == "refuse"] == ["R9.between"]
    assert found.as_json()["estimate"] is None


def test_undecided_pairs_that_could_change_a_fifth_of_the_overlap_refuse_the_figure() -> None:
    kinds = {
        share: [g.kind for g in estimate(NEAR, models=("graphs",), doubtful=share).gates if g.code == "R9"]
        for share in (0.2, 0.21)
    }
    assert kinds == {0.2: ["R9.pass"], 0.21: ["R9.doubtful"]}


def test_the_same_seed_gives_the_same_draws_and_another_others() -> None:
    one, again, other = pool([NEAR], 1), pool([NEAR], 1), pool([NEAR], 2)
    assert (one.draws == again.draws).all() and (one.draws != other.draws).any()
