"""One table of capture histories in; every model, every gate and, where it can be defended, one figure out."""

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sijil.errors import EstimationError
from sijil.estimation import gates, graphs, latent, loglinear
from sijil.estimation.gates import Gate
from sijil.estimation.lower_bound import ASSUMES, lower_bound
from sijil.estimation.table import Histories, merged, with_at_most, without_list

MODELS = ("graphs", "loglinear", "latent")
VERSION = "estimation-3"
ASSUMPTIONS = {
    "graphs": (
        "Assumes that the dependence between lists is one of the patterns that pairs and groups of "
        "lists can show among the people "
        "who were found, and that the same pattern holds for those nobody found; if the lists all miss "
        "the same kind of people, "
        "the figure is too low."
    ),
    "loglinear": (
        "Assumes that lists depend on each other in pairs only, and that no pair depends on a third "
        "list; the interval repeats the "
        "choice of the pairs on resampled tables."
    ),
    "latent": (
        "Assumes that people fall into kinds, that within a kind lists find people independently of each "
        "other, and that people nobody found are of the kinds that were found; a kind that every list "
        "misses is not in the figure."
    ),
}


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What one model says: `point` and 95 % interval of the people in all, and what it looked at on the way."""

    model: str
    point: float
    low: float
    high: float
    interval: str
    diagnostics: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Everything about one table. `refused` tells whether any gate forbids a single figure."""

    table: Histories
    seed: int
    engine: str
    models: tuple[ModelResult, ...]
    gates: tuple[Gate, ...]
    checks: dict[str, dict[str, float]] = field(default_factory=dict)

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
            "lower_bound": None if self.bound is None else {"people": round(self.bound), "assumes": ASSUMES},
            "gates": [
                {"gate": g.code, "outcome": g.outcome, "reason": g.reason, "numbers": _rounded(g.numbers)}
                for g in self.gates
            ],
        }
        if self.refused:
            shown["span_of_models"] = self._span()
        else:
            shown["models"] = [_shown(one, self.table.people) for one in self.models]
            shown["checks"] = {name: _rounded(numbers) for name, numbers in self.checks.items()}
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


def _shown(one: ModelResult, documented: int) -> dict[str, Any]:
    return {
        "model": one.model,
        "people": round(one.point),
        "low": round(one.low),
        "high": round(one.high),
        "interval": one.interval,
        "undocumented": round(one.point) - documented,
        "assumes": ASSUMPTIONS[one.model],
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
    sweeps: int = latent.MOST_SWEEPS,
) -> Estimate:
    """Check the table, run the models, check them against each other. No model runs where the table itself is refused.

    `disjoint` names pairs of lists declared to cover different people; `times` is how often the bootstrap
    repeats, `sweeps` how long a chain may run.
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
    checks: dict[str, dict[str, float]] = {}
    if "graphs" in models:
        result, gate, checks = _graphs(table)
        results.append(result)
        after.append(gate)
    if "loglinear" in models:
        results.append(_loglinear(table, chosen, times, seed))
    if "latent" in models:
        drawn = latent.sample(table, seed=seed, most=sweeps)
        after.append(gates.sampler_gate(drawn.r_hat, drawn.bulk, drawn.tail, alone=models == ("latent",)))
        # Chains that disagree hold no figure, not even one to stand beside others.
        results += [_latent(drawn)] if drawn.converged else []
    after.append(gates.disagreement_gate({one.model: one.point for one in results}))
    if checks:
        after.append(_merging_gate(results[0].point, checks["two lists merged"]))
    return Estimate(table, seed, engine, tuple(results), _in_order([*before, *after]), checks)


def _latent(drawn: latent.LatentPosterior) -> ModelResult:
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
    )


def _in_order(found: list[Gate]) -> tuple[Gate, ...]:
    return tuple(sorted(found, key=lambda gate: gate.code))


def _standings(table: Histories, chosen: loglinear.LogLinear) -> list[loglinear.Standing]:
    """The model with all pairs, the chosen one, and each with a single pair, smallest last."""
    pairs = loglinear.all_pairs(table)
    return [loglinear.standing(table, some) for some in [pairs, chosen.pairs, *([pair] for pair in pairs)]]


def _graphs(table: Histories) -> tuple[ModelResult, Gate, dict[str, dict[str, float]]]:
    used = with_at_most(table, graphs.MOST)
    found = graphs.average(used)
    top = int(found.weights.argmax())
    diagnostics = {
        "lists": list(used.lists),
        "graphs": len(found.weights),
        "weight_of_top_graph": round(float(found.weights[top]), 4),
        "top_graph": found.in_words(top, used.lists),
        "largest_number_looked_at": int(found.missing[-1]) + table.people,
        "prior": f"1/N; {2.0 ** -len(used.lists):g} a cell; every decomposable graph but the complete one alike",
    }
    result = ModelResult(
        "graphs",
        found.quantile(0.5),
        found.quantile(0.025),
        found.quantile(0.975),
        "95 % credible, median",
        diagnostics,
    )
    most = float(found.missing[-1])
    moved = found.quantile(0.975) / _within(found, most / 2) - 1
    gate = gates.range_gate(
        moved, float(found.mass[found.missing > 0.99 * graphs.MOST_TIMES * table.people].sum())
    )
    return result, gate, _checks(used)


def _within(found: graphs.GraphPosterior, most: float) -> float:
    """The 97.5 % point had the range ended at `most`."""
    share = float(found.mass[found.missing <= most].sum())
    return found.quantile(0.975 * share)


def _checks(table: Histories) -> dict[str, dict[str, float]]:
    """The median of graph averaging without each list, and with each two lists merged."""
    checks: dict[str, dict[str, float]] = {"one list left out": {}, "two lists merged": {}}
    lists = range(len(table.lists))
    if len(table.lists) <= graphs.FEWEST:
        return checks
    for number in lists:
        checks["one list left out"][table.lists[number]] = graphs.average(
            without_list(table, number)
        ).quantile(0.5)
    for a, b in combinations(lists, 2):
        together = merged(table, [(a, b), *((c,) for c in lists if c not in (a, b))])
        checks["two lists merged"][together.lists[0]] = graphs.average(together).quantile(0.5)
    return checks


def _merging_gate(point: float, merges: dict[str, float]) -> Gate:
    """R8, second half: reading two lists as one must not change the figure by a factor of two."""
    factors = {name: max(point / value, value / point) for name, value in merges.items()}
    worst = max(factors, key=lambda name: (factors[name], name), default="")
    if not worst:
        return Gate("R8", "pass", "three lists: none can be merged for a check", {})
    factor = factors[worst]
    numbers = {"largest change by merging two lists": factor}
    said = f"reading {worst} as one list changes the figure by a factor of {factor:.2f}"
    if factor > gates.SPAN_REFUSES:
        return Gate("R8", "refuse", said, numbers)
    return Gate("R8", "warn" if factor > gates.SPAN_WARNS else "pass", said, numbers)


def _loglinear(table: Histories, chosen: loglinear.LogLinear, times: int, seed: int) -> ModelResult:
    again = loglinear.bootstrap(table, times=times, seed=seed)
    diagnostics = {
        "pairs": [f"{table.lists[a]}-{table.lists[b]}" for a, b in chosen.pairs],
        "deviance": round(chosen.deviance, 3),
        "resampled": times,
        "pairs_let_in": {f"{table.lists[a]}-{table.lists[b]}": share for (a, b), share in again.chosen},
        "independence_would_give": round(loglinear.fit(table, []).people),
    }
    low, high = again.quantile(0.025), again.quantile(0.975)
    return ModelResult(
        "loglinear",
        chosen.people,
        low,
        high,
        "95 % of resampled tables, the pairs chosen anew in each",
        diagnostics,
    )
