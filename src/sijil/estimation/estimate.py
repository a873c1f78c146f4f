"""One table of capture histories in; every model, every gate and, where it can be defended, one figure out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sijil.errors import EstimationError
from sijil.estimation import gates, graphs, loglinear, pairs
from sijil.estimation.checks import MERGED, Checks, checks
from sijil.estimation.gates import Gate
from sijil.estimation.lower_bound import lower_bound
from sijil.estimation.pooled import DRAWS, Pooled, pool, seed_of
from sijil.estimation.predictive import Replicated, replicate
from sijil.estimation.table import Histories, with_at_most
from sijil.estimation.words import assumes

if TYPE_CHECKING:
    from sijil.estimation.latent import LatentPosterior

MODELS = ("graphs", "loglinear", "latent")
VERSION = "estimation-5"


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What one model says: `point` and 95 % interval of the people in all, and what it looked at on the way.

    `draws` stand for its posterior, or are its resampled tables.
    """

    model: str
    point: float
    low: float
    high: float
    interval: str
    diagnostics: dict[str, Any]
    draws: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Everything about one table. `refused` tells whether any gate forbids a single figure."""

    table: Histories
    seed: int
    engine: str
    models: tuple[ModelResult, ...]
    gates: tuple[Gate, ...]
    checks: Checks = field(default_factory=dict)
    replicated: tuple[Replicated, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a gate forbids a single figure."""
        return any(gate.outcome == "refuse" for gate in self.gates)

    @property
    def bound(self) -> float | None:
        """Chao's lower bound; none where the table itself is unfit for any number beyond the documented one."""
        return None if self._unfit else lower_bound(self.table)

    @property
    def _unfit(self) -> bool:
        return any(gate.outcome == "refuse" and gate.code in ("R1", "R2", "R5") for gate in self.gates)

    def result(self) -> ModelResult | None:
        """The model whose figure stands, or none if it is refused."""
        return None if self.refused else next(one for one in self.models if one.model == self.engine)

    def as_json(self) -> dict[str, Any]:
        """The whole as plain data; refused, it holds no single figure, only the span of the models."""
        result = self.result()
        shown: dict[str, Any] = {
            "version": VERSION,
            "table": self.table.key(),
            "seed": self.seed,
            "lists": {name: self.table.on_list(number) for number, name in enumerate(self.table.lists)},
            "documented": self.table.people,
            "estimate": _shown(result, self.table.people) if result else None,
            "refused": [{"gate": g.code, "reason": g.reason} for g in self.gates if g.outcome == "refuse"],
            "warnings": [{"gate": g.code, "reason": g.reason} for g in self.gates if g.outcome == "warn"],
            "lower_bound": None
            if self.bound is None
            else {"people": round(self.bound), "assumes": assumes("lower_bound")},
            "gates": [
                {
                    "gate": g.code,
                    "outcome": g.outcome,
                    "reason": g.reason,
                    "numbers": _rounded(g.numbers),
                    "kind": g.kind,
                    "parts": dict(g.parts),
                }
                for g in self.gates
            ],
        }
        if self.refused:
            shown["span_of_models"] = self._span()
        else:
            shown["models"] = [_shown(one, self.table.people) for one in self.models]
            shown["checks"] = {name: _rounded(numbers) for name, numbers in self.checks.items()}
            lists = with_at_most(self.table, graphs.MOST).lists
            shown["histories_made_again"] = [_made_again(one, lists) for one in self.replicated]
        return shown

    def _span(self) -> dict[str, Any] | None:
        """From the lowest end of any interval to the highest, without saying which is more likely."""
        if not self.models or any(g.code == "R7" and g.outcome == "refuse" for g in self.gates):
            return None
        return {
            "from": round(min(one.low for one in self.models)),
            "to": round(max(one.high for one in self.models)),
            "models": [one.model for one in self.models],
        }


def _made_again(one: Replicated, lists: Sequence[str]) -> dict[str, Any]:
    on = [name for number, name in enumerate(lists) if one.history >> number & 1]
    return {"on": on, "counted": one.counted, "low": one.low, "middle": one.middle, "high": one.high}


def _shown(one: ModelResult, documented: int) -> dict[str, Any]:
    return {
        "model": one.model,
        "people": round(one.point),
        "low": round(one.low),
        "high": round(one.high),
        "interval": one.interval,
        "undocumented": round(one.point) - documented,
        "assumes": assumes(one.model),
        "diagnostics": one.diagnostics,
    }


def _rounded(numbers: dict[str, float]) -> dict[str, float]:
    return {name: float(f"{value:.6g}") for name, value in numbers.items()}


def estimate(
    table: Histories,
    *,
    models: tuple[str, ...] = MODELS,
    seed: int = 1,
    disjoint: list[tuple[str, str]] | None = None,
    times: int = 200,
    sweeps: int | None = None,
    linkages: Sequence[Histories] = (),
    doubtful: float | None = None,
) -> Estimate:
    """Check the table, run the models, check them against each other. No model runs where the table itself is refused.

    `disjoint` names pairs of lists declared to cover different people; `times` is how often the bootstrap
    repeats, `sweeps` how long a chain may run. `linkages` are the same people's tables under draws of who is one
    person: graph averaging is then pooled over them. `doubtful` is the share of the people on two lists or more that
    hangs on pairs nobody could decide.
    """
    unknown = [name for name in models if name not in MODELS]
    if unknown or not models:
        raise EstimationError(
            f"there is no model {', '.join(unknown)!r}", remedy=f"use {', '.join(MODELS)} or all"
        )
    engine = next(name for name in MODELS if name in models)
    before = [
        gates.lists_gate(table),
        gates.connection_gate(table),
        gates.sparse_gate(table),
        gates.scope_gate(disjoint or []),
    ]
    if any(gate.outcome == "refuse" for gate in before):
        return Estimate(table, seed, engine, (), _in_order(before))
    chosen = loglinear.stepwise(table)
    before.append(gates.existence_gate(_standings(table, chosen), table))
    results: list[ModelResult] = []
    after: list[Gate] = []
    looked_at: Checks = {}
    replicated: tuple[Replicated, ...] = ()
    pooled = pool(linkages, seed) if linkages and "graphs" in models else None
    if "graphs" in models:
        used = with_at_most(table, graphs.MOST)
        found = graphs.average(used)
        results.append(_graphs(used, found, pooled, seed))
        after.append(_range_gate(found))
        looked_at = checks(used)
        replicated = replicate(used, found, seed)
    if "loglinear" in models:
        results.append(_loglinear(table, chosen, times, seed))
    if "latent" in models:
        from sijil.estimation import latent  # what compiles is loaded when it is asked for

        drawn = latent.sample(table, seed=seed, most=sweeps or latent.MOST_SWEEPS)
        after.append(gates.sampler_gate(drawn.r_hat, drawn.bulk, drawn.tail, alone=models == ("latent",)))
        # Chains that disagree hold no figure, not even one to stand beside others.
        results += [_latent(table, drawn, seed)] if drawn.converged else []
    points = {one.model: one.point for one in results}
    if len(points) > 1 and "loglinear" in points:
        points["one set of pairs chosen"] = chosen.people
    after.append(gates.disagreement_gate(points))
    if looked_at:
        after.append(gates.merging_gate(found.quantile(0.5), looked_at[MERGED]))
    if pooled is not None or doubtful is not None:
        after.append(gates.linkage_gate(pooled.share_between if pooled else None, doubtful))
    return Estimate(table, seed, engine, tuple(results), _in_order([*before, *after]), looked_at, replicated)


def _latent(table: Histories, drawn: "LatentPosterior", seed: int) -> ModelResult:
    from sijil.estimation import latent

    chains, sweeps = drawn.chains.shape
    diagnostics = {
        "chains": chains,
        "sweeps_a_chain": sweeps,
        "r_hat": round(drawn.r_hat, 4),
        "effective_draws_bulk": round(drawn.bulk),
        "effective_draws_tail": round(drawn.tail),
        "classes_at_most": latent.CLASSES,
        "prior": f"logarithmic series on N, rho = 1 - 1/{latent.SCALE:g}; concentration Gamma(1/4, 1/4)",
    }
    return ModelResult(
        "latent",
        drawn.quantile(0.5),
        drawn.quantile(0.025),
        drawn.quantile(0.975),
        "95 % credible, median",
        diagnostics,
        _thinned(drawn.chains, seed_of(table, seed)),
    )


def _in_order(found: list[Gate]) -> tuple[Gate, ...]:
    return tuple(sorted(found, key=lambda gate: gate.code))


def _standings(table: Histories, chosen: loglinear.LogLinear) -> list[loglinear.Standing]:
    """The model with all pairs, the chosen one, and each with a single pair, smallest last."""
    pairs = loglinear.all_pairs(table)
    return [loglinear.standing(table, some) for some in [pairs, chosen.pairs, *([pair] for pair in pairs)]]


def _graphs(used: Histories, found: graphs.GraphPosterior, pooled: Pooled | None, seed: int) -> ModelResult:
    top = int(found.weights.argmax())
    diagnostics: dict[str, Any] = {
        "lists": list(used.lists),
        "graphs": len(found.weights),
        "weight_of_top_graph": round(float(found.weights[top]), 4),
        "top_graph": found.in_words(top, used.lists),
        "largest_number_looked_at": round(found.allowed) + used.people,
        "prior": f"1/N; {2.0 ** -len(used.lists):g} a cell; every decomposable graph but the complete one alike",
    }
    said, spread, draws = "95 % credible, median", found.quantile, found.draws(DRAWS, seed_of(used, seed))
    if pooled is not None:
        diagnostics["linkages"] = pooled.tables
        diagnostics["share_of_variance_between_linkages"] = round(pooled.share_between, 4)
        diagnostics["as_judged_alone"] = [round(found.quantile(q)) for q in (0.025, 0.5, 0.975)]
        said = f"95 % credible over {pooled.tables} draws of who is one person, median"
        spread, draws = pooled.quantile, pooled.draws
    return ModelResult("graphs", spread(0.5), spread(0.025), spread(0.975), said, diagnostics, draws)


def _range_gate(found: graphs.GraphPosterior) -> Gate:
    moved = found.quantile(0.975) / _within(found, found.allowed / 2) - 1
    return gates.range_gate(moved, float(found.mass[found.missing > 0.99 * found.allowed].sum()))


def _within(found: graphs.GraphPosterior, most: float) -> float:
    """The 97.5 % point had the range ended at `most`."""
    share = float(found.mass[found.missing <= most].sum())
    return found.quantile(0.975 * share)


def _loglinear(table: Histories, chosen: loglinear.LogLinear, times: int, seed: int) -> ModelResult:
    used = with_at_most(table, pairs.MOST)
    found = pairs.average_pairs(used)
    draws = found.draws(DRAWS, seed_of(used, seed))
    low, middle, high = (float(np.quantile(draws, share)) for share in (0.025, 0.5, 0.975))
    diagnostics = {
        "lists": list(used.lists),
        "sets_of_pairs": len(found.sets),
        "weight_of_top_set": round(float(found.weights.max()), 4),
        "depends": {_called(used, pair): round(weight, 4) for pair, weight in found.depends().items()},
        "prior": "every set of pairs alike, coefficients of pairs standard normal",
        "one_set_chosen": _stepwise(table, chosen, times, seed),
        "independence_would_give": round(loglinear.fit(table, []).people),
    }
    said = "95 % credible over every set of pairs, median"
    return ModelResult("loglinear", middle, low, high, said, diagnostics, draws)


def _stepwise(table: Histories, chosen: loglinear.LogLinear, times: int, seed: int) -> dict[str, Any]:
    """The published way beside it: one set of pairs chosen step by step, the choice repeated on resampled tables."""
    again = loglinear.bootstrap(table, times=times, seed=seed)
    return {
        "people": round(chosen.people),
        "pairs": [_called(table, pair) for pair in chosen.pairs],
        "deviance": round(chosen.deviance, 3),
        "resampled": times,
        "low": round(again.quantile(0.025)),
        "high": round(again.quantile(0.975)),
        "pairs_let_in": {_called(table, pair): share for pair, share in again.chosen},
    }


def _called(table: Histories, pair: tuple[int, int]) -> str:
    return f"{table.lists[pair[0]]}-{table.lists[pair[1]]}"


def _thinned(draws: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """As many draws as every model gives, so that strata can be added draw by draw."""
    return np.random.default_rng(seed).choice(draws.ravel(), DRAWS)
