"""Random tables made fit to be published, then attacked: the narrowest interval of any small count.

    python benchmarks/tables.py [--tables N]

Each case is one to three tables of the same random people by two of three dimensions, with totals; every fourth has an
earlier release of four fifths of the same people. An attacker who knows every published number is asked for each
count from 1 to 4. The attack here is built by itself (dense, two programmes a count), not by the code it checks.
"""

import argparse
import math
import random
import time
from collections import Counter
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from sijil.disclosure import ALL, PublishedTable, Table, protect

SEED, THRESHOLD = 11, 5
People = list[dict[str, str]]


def people(chance: random.Random) -> tuple[People, dict[str, list[str]]]:
    """Random people, many in few places, and the categories of each dimension."""
    sizes = {"place": chance.randint(2, 6), "month": chance.randint(2, 4), "sex": 2}
    values = {d: [f"{d}{n}" for n in range(size)] for d, size in sizes.items()}
    weights = {d: [chance.random() ** 3 + 0.02 for _ in v] for d, v in values.items()}
    return [
        {d: chance.choices(v, weights[d])[0] for d, v in values.items()}
        for _ in range(chance.randint(15, 400))
    ], values


def tables_of(some: People, pairs: list[tuple[str, ...]], values: dict[str, list[str]]) -> list[Table]:
    """True tables by pairs of dimensions."""
    found = []
    for pair in pairs:
        counts = Counter(tuple(one[d] for d in pair) for one in some)
        cells = {(a, b): counts[a, b] for a in values[pair[0]] for b in values[pair[1]]}
        steps = {}
        if "place" in pair:
            half = {v: "places one" if n % 2 else "places two" for n, v in enumerate(values["place"])}
            steps = {"place": [half]}
        found.append(Table("/".join(pair), pair, cells, steps=steps))
    return found


def widths(
    releases: list[list[PublishedTable]],
    truths: list[Table],
    before: list[Table],
    values: dict[str, list[str]],
) -> list[float]:
    """The attacker's interval of every small count of the last release, and of few who came since the first."""
    dims = list(values)
    shape = [len(values[d]) for d in dims]
    unknowns = math.prod(shape) * len(releases)
    number = np.arange(unknowns).reshape([*shape, len(releases)])

    def row(
        dimensions: tuple[str, ...], key: tuple[str, ...], wide: dict[str, dict[str, str]], waves: slice
    ) -> np.ndarray:
        index = []
        for d in dims:
            part = key[dimensions.index(d)] if d in dimensions else ALL
            index.append([n for n, v in enumerate(values[d]) if part in (ALL, v, wide.get(d, {}).get(v))])
        line = np.zeros(unknowns)
        line[number[np.ix_(*index)][..., waves].ravel()] = 1
        return line

    lines, bounds = [], []
    for wave, release in enumerate(releases, 1):
        for table in release:
            for key, shown in table.cells.items():
                merged = {d: dict(m) for d, m in table.merged.items()}
                one = row(table.dimensions, key, merged, slice(0, wave))
                if math.isfinite(shown.high):
                    lines.append(one)
                    bounds.append(shown.high)
                lines.append(-one)
                bounds.append(-shown.low)
    then = {table.name: table.counts() for table in before}
    asked = []
    for truth in truths:
        for key, count in truth.counts().items():
            came = count - then[truth.name][key] if truth.name in then else 0
            asked += [(truth, key, count, 0)] if 0 < count < THRESHOLD else []
            asked += [(truth, key, came, 1)] if 0 < came < THRESHOLD else []
    return [
        interval(row(truth.dimensions, key, {}, slice(since, len(releases))), count, np.array(lines), bounds)
        for truth, key, count, since in asked
    ]


def interval(goal: np.ndarray, count: int, lines: np.ndarray, bounds: list[float]) -> float:
    """How wide the attacker's interval of one count is; the true count must lie in it."""
    low, high = (linprog(sign * goal, A_ub=lines, b_ub=bounds, method="highs") for sign in (1, -1))
    least, most = low.fun, math.inf if high.status == 3 else -high.fun
    assert least - 1e-6 <= count <= most + 1e-6, "the attack excludes the truth"
    return math.floor(most + 1e-6) - math.ceil(least - 1e-6) if math.isfinite(most) else math.inf


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=1000)
    options = parser.parse_args()
    chance = random.Random(SEED)
    methods: Counter[str] = Counter()
    narrowest, plain_known, small, made, started = math.inf, 0, 0, 0, time.process_time()
    protecting = 0.0
    while made < options.tables:
        some, values = people(chance)
        pairs = chance.sample(list(combinations(values, 2)), chance.randint(1, 3))
        truths = tables_of(some, pairs, values)
        earlier: list[list[PublishedTable]] = []
        before: list[Table] = []
        if made % 4 == 0:
            before = tables_of(some[: len(some) * 4 // 5], pairs, values)
            earlier = [[one.table for one in protect(before, threshold=THRESHOLD) if one.table]]
        allowed = chance.choice([("coarsen", "round", "drop cells"), ("round",), ("drop cells",)])
        clock = time.process_time()
        done = protect(truths, threshold=THRESHOLD, earlier=earlier, before=before, methods=allowed)
        protecting += time.process_time() - clock
        methods.update(one.method for one in done)
        shown = [one.table for one in done if one.table]
        kept = [t for t, one in zip(truths, done, strict=True) if one.table]
        if shown:
            found = widths([*earlier, shown], kept, before, values)
            narrowest, small = min([narrowest, *found]), small + len(found)
        plain_known += sum(0 < n < THRESHOLD for t in truths for n in t.counts().values())
        made += len(truths)
    print(
        f"{made} tables, {plain_known} small counts, {small} of them in tables that are published: {dict(methods)}"
    )
    print(f"narrowest interval of a small count: {narrowest:g} (asked: at least {THRESHOLD})")
    print(
        f"{protecting:.0f} s of the processor for making them fit, {time.process_time() - started:.0f} s in all"
    )


if __name__ == "__main__":
    main()
