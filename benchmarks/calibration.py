"""How often intervals hold the truth: populations drawn from each model's own assumptions, and from broken ones.

Source of the ranks: S. Talts et al., "Validating Bayesian inference algorithms with simulation-based calibration",
arXiv 1804.06788: drawn from a model's own prior, the truth has a uniform rank among draws of its posterior.

    python benchmarks/calibration.py [--populations 1000] [--only graphs,loglinear,broken,latent]

Latent classes run only where they are named: a thousand populations take about an hour of processor.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from sijil.estimation import Histories, estimate, histories
from sijil.estimation.graphs import _posterior, decomposable_graphs
from sijil.estimation.latent import SHAPE, sample
from sijil.estimation.loglinear import bootstrap
from sijil.estimation.pairs import average_pairs
from sijil.estimation.pooled import DRAWS
from sijil.estimation.predictive import _elimination

Floats = NDArray[np.float64]
Table = tuple[int, Histories]
FEWEST, MOST = 200, 4000
"""People in all: populations are drawn evenly in the logarithm between these, as the prior 1/N has it."""
BINS = 20
BADLY = 0.25
"""An interval that misses the truth by more than this share of it is badly wrong."""


def people(chance: np.random.Generator) -> int:
    """A size from 1/N between the ends."""
    sizes = np.arange(FEWEST, MOST + 1)
    return int(chance.choice(sizes, p=(1 / sizes) / (1 / sizes).sum()))


def counted(cells: NDArray[np.int64], lists: int) -> Histories:
    """The histories of a table of all cells; those on no list are gone."""
    marks = [[cell >> n & 1 for n in range(lists)] for cell in range(1, 1 << lists)]
    return histories([f"l{n}" for n in range(lists)], list(zip(marks, cells[1:].tolist(), strict=True)))


def from_graphs(chance: np.random.Generator, lists: int = 4) -> Table:
    """A population of the averaged graphs' own prior: a graph, chances from its hyper-Dirichlet law, people."""
    graphs = decomposable_graphs(lists)
    edges = int(graphs.edges[chance.integers(len(graphs.edges))])
    chances, cells = np.ones(1 << lists), np.arange(1 << lists)
    for v, around in _elimination(edges, graphs.pairs, lists):
        kept = np.unique(cells & around)
        share = np.zeros(1 << lists)
        share[kept] = chance.beta(1 / (2 * len(kept)), 1 / (2 * len(kept)), len(kept))
        chances *= np.where(cells >> v & 1 == 1, share[cells & around], 1 - share[cells & around])
    truth = people(chance)
    return truth, counted(chance.multinomial(truth, chances / chances.sum()), lists)


def from_loglinear(chance: np.random.Generator, lists: int = 4) -> Table:
    """Lists that find 15 to 50 % of the people, some pairs of them dependent, no three."""
    cells = np.arange(1 << lists)
    on = np.array([cells >> n & 1 for n in range(lists)])
    shares = chance.uniform(0.15, 0.5, lists)
    rate = (np.log(shares / (1 - shares))[:, None] * on).sum(axis=0)
    for a in range(lists):
        for b in range(a):
            rate = rate + (chance.random() < 0.5) * chance.normal(0, 1) * on[a] * on[b]
    truth = people(chance)
    return truth, counted(chance.multinomial(truth, np.exp(rate) / np.exp(rate).sum()), lists)


def from_classes(chance: np.random.Generator, lists: int = 4, classes: int = 10) -> Table:
    """A population of the latent class model's own prior."""
    alpha = chance.gamma(SHAPE, 4.0)
    sticks = np.append(chance.beta(1, max(alpha, 1e-8), classes - 1), 1.0)
    weights = sticks * np.append(1.0, np.cumprod(1 - sticks)[:-1])
    truth = people(chance)
    kind = chance.choice(classes, truth, p=weights / weights.sum())
    return truth, found_by(chance, chance.random((classes, lists))[kind])


def found_by(chance: np.random.Generator, chances: Floats) -> Histories:
    """The table of people each of whom each list finds with a chance of its own."""
    return of_marks(chance.random(chances.shape) < chances)


def of_marks(marks: NDArray[np.bool_]) -> Histories:
    """The table of people and the lists they are on."""
    lists = marks.shape[1]
    return counted(np.bincount(marks @ (1 << np.arange(lists)), minlength=1 << lists), lists)


def unlike(spread: float) -> Callable[[np.random.Generator], Table]:
    """Positive dependence: some people are found easily by every list, others hardly by any."""

    def draw(chance: np.random.Generator) -> Table:
        truth = people(chance)
        ease = chance.normal(0, spread, truth)[:, None] + np.log(np.array([0.35, 0.3, 0.3, 0.25]) / 0.7)
        return truth, found_by(chance, 1 / (1 + np.exp(-ease)))

    return draw


def hidden(chance: np.random.Generator) -> Table:
    """A fifth of the people are of a kind that every list finds once in fifty times."""
    truth = people(chance)
    kind = chance.random((truth, 1)) < 0.2
    return truth, found_by(chance, np.where(kind, 0.02, 0.35) * np.ones(4))


def disjoint(chance: np.random.Generator) -> Table:
    """Two of four lists each cover another half of the country, and nobody said so."""
    truth = people(chance)
    north = chance.random(truth) < 0.5
    chances = np.stack(
        [np.where(north, 0.5, 0.0), np.where(north, 0.0, 0.5), *np.full((2, truth), 0.3)], axis=1
    )
    return truth, found_by(chance, chances)


def linked(share: float) -> Callable[[np.random.Generator], Table]:
    """So many of the people on two lists are taken for two, and as many pairs of people on one list for one."""

    def draw(chance: np.random.Generator) -> Table:
        truth = people(chance)
        marks = chance.random((truth, 4)) < 0.35
        return truth, of_marks(wrongly_linked(chance, marks[marks.any(axis=1)], share))

    return draw


def wrongly_linked(chance: np.random.Generator, marks: NDArray[np.bool_], share: float) -> NDArray[np.bool_]:
    """Marks in which some people lost a list to a double, and some on other lists became one person."""
    kept = [row.copy() for row in marks]
    several = [n for n, row in enumerate(kept) if row.sum() > 1]
    for n in chance.permutation(several)[: round(share * len(several))]:
        taken = chance.choice(np.flatnonzero(kept[n]))
        kept[n][taken] = False
        kept.append(np.arange(marks.shape[1]) == taken)
    alone = [n for n, row in enumerate(kept) if row.sum() == 1]
    order = chance.permutation(alone)
    gone = set()
    for one, other in zip(order[::2], order[1::2], strict=False):
        if len(gone) >= round(share * len(several)):
            break
        if not (kept[one] & kept[other]).any():
            kept[one] |= kept[other]
            gone.add(int(other))
    return np.array([row for n, row in enumerate(kept) if n not in gone])


@dataclass
class Ranks:
    """Where the truth stands among draws of the posterior, and whether the interval holds it."""

    places: list[float]
    held: int = 0

    def told(self) -> str:
        """Coverage, and the p-value of uniform ranks over twenty bins."""
        n = len(self.places)
        seen = np.histogram(self.places, BINS, (0, 1))[0]
        p = float(chi2.sf(((seen - n / BINS) ** 2 / (n / BINS)).sum(), BINS - 1))
        return f"{n} populations, 95 % intervals hold {self.held / n:.1%}, uniform ranks p = {p:.3f}"


def own_graphs(populations: int) -> Iterator[str]:
    """Ranks of the truth under the averaged graphs."""
    ranks = Ranks([])
    for n in range(populations):
        chance = np.random.default_rng([1, n])
        truth, table = from_graphs(chance)
        missing = np.arange(max(0, FEWEST - table.people), MOST - table.people + 1.0)
        mass, _ = _posterior(
            with_every_list(table), decomposable_graphs(4), 2.0**-4, missing, np.ones(len(missing))
        )
        sizes = table.people + missing
        below = float(mass[sizes < truth].sum())
        place = below + chance.random() * float(mass[sizes == truth].sum())
        ranks.places.append(place)
        ranks.held += 0.025 <= place <= 0.975
    yield f"averaged graphs, own prior: {ranks.told()}"


def with_every_list(table: Histories) -> Histories:
    """A table in which some list names nobody is one of four lists all the same."""
    return Histories(tuple(f"l{n}" for n in range(4)), table.counts)


def own_pairs(populations: int) -> Iterator[str]:
    """Ranks of the truth under sets of pairs, by the number of lists."""
    for lists in (3, 4, 5):
        ranks = Ranks([])
        for n in range(populations):
            truth, table = from_loglinear(np.random.default_rng([3, n]), lists)
            draws = average_pairs(table).draws(DRAWS, n)
            ranks.places.append(float((draws < truth).mean()))
            ranks.held += bool(np.quantile(draws, 0.025) <= truth <= np.quantile(draws, 0.975))
        yield f"sets of pairs, own prior, {lists} lists: {ranks.told()}"


def chosen_once(populations: int) -> Iterator[str]:
    """How often the interval of one chosen set of pairs holds the truth, the choice repeated on resampled tables."""
    held = 0
    for n in range(populations):
        truth, table = from_loglinear(np.random.default_rng([3, n]))
        again = bootstrap(table, times=200, seed=n)
        held += bool(again.quantile(0.025) <= truth <= again.quantile(0.975))
    yield f"one set of pairs chosen, 4 lists: {populations} populations, 95 % intervals hold {held / populations:.1%}"


def own_classes(populations: int, first: int) -> Iterator[str]:
    """Ranks of the truth under latent classes, apart from what the ends of the populations' sizes do."""
    ranks, apart = Ranks([]), 0
    for n in range(first, first + populations):
        chance = np.random.default_rng([2, n])
        truth, table = from_classes(chance)
        if table.people < 2:
            continue
        found = sample(table, seed=n)
        apart += not found.converged
        draws = found.chains.ravel()
        draws = draws[(draws >= FEWEST) & (draws <= MOST)]
        if not len(draws):
            continue
        place = float((draws < truth).mean() + chance.random() * (draws == truth).mean())
        ranks.places.append(place)
        ranks.held += 0.025 <= place <= 0.975
    yield f"latent classes, own prior: {ranks.told()}; chains apart in {apart}"


def outcomes(draw: Callable[[np.random.Generator], Table], populations: int) -> str:
    """How often a figure is given, holds the truth, warns, and is badly wrong without a warning."""
    seen: Counter[str] = Counter()
    for n in range(populations):
        truth, table = draw(np.random.default_rng([3, n]))
        found = estimate(table, models=("graphs", "loglinear"), seed=n, times=2)
        seen["refused"] += found.refused
        warned = any(gate.outcome == "warn" for gate in found.gates)
        result = next((one for one in found.models if one.model == "graphs"), None)
        if found.refused or result is None:
            continue
        held = round(result.low) <= truth <= round(result.high)
        bad = result.high < truth * (1 - BADLY) or result.low > truth * (1 + BADLY)
        seen["figure"] += 1
        seen["held"] += held
        seen["warned"] += warned
        seen["bad"] += bad
        seen["bad, silent"] += bad and not warned
    figures = max(1, seen["figure"])
    return (
        f"refused {seen['refused'] / populations:.1%}; "
        f"of {seen['figure']} figures {seen['held'] / figures:.1%} hold the truth, "
        f"{seen['warned'] / figures:.1%} warned, badly wrong {seen['bad'] / figures:.1%}, "
        f"badly wrong without a warning {seen['bad, silent'] / populations:.1%} of all"
    )


BROKEN = {
    "people found unlike easily by all lists": unlike(1.0),
    "people found very unlike easily by all lists": unlike(2.0),
    "a fifth of a kind that lists miss": hidden,
    "two lists of other halves, not declared": disjoint,
    "2 % wrong links": linked(0.02),
    "5 % wrong links": linked(0.05),
}


def main() -> None:
    """Print a line for each kind of population."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--populations", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="graphs,loglinear,broken")
    asked = parser.parse_args()
    start = time.process_time()
    if "graphs" in asked.only:
        print(*own_graphs(asked.populations), f"{time.process_time() - start:.0f} s", flush=True)
    if "loglinear" in asked.only:
        for line in own_pairs(asked.populations):
            print(f"{line} {time.process_time() - start:.0f} s", flush=True)
        print(*chosen_once(asked.populations // 5), f"{time.process_time() - start:.0f} s", flush=True)
    if "latent" in asked.only:
        print(
            *own_classes(asked.populations, asked.first), f"{time.process_time() - start:.0f} s", flush=True
        )
    if "broken" in asked.only:
        for name, draw in BROKEN.items():
            print(
                f"{name}: {outcomes(draw, asked.populations)}; {time.process_time() - start:.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
