"""What a statistician asks of a figure: other lists, other priors, a list that is known, and the table made again."""

from itertools import combinations

from sijil.estimation import graphs
from sijil.estimation.table import Histories, inside_list, merged, without_list

LEFT_OUT, MERGED, KNOWN, PRIOR = (
    "one list left out",
    "two lists merged",
    "a known list predicted",
    "another prior",
)
Checks = dict[str, dict[str, float]]


def checks(table: Histories) -> Checks:
    """Medians of graph averaging, by check: without each list, with each two merged, for each list's own people,
    and with cells four times as heavy and a quarter as heavy beforehand.
    """
    lists = range(len(table.lists))
    found: Checks = {LEFT_OUT: {}, MERGED: {}, KNOWN: {}, PRIOR: _priors(table)}
    if len(table.lists) <= graphs.FEWEST:
        return found
    for number in lists:
        found[LEFT_OUT][table.lists[number]] = graphs.average(without_list(table, number)).quantile(0.5)
    for a, b in combinations(lists, 2):
        together = merged(table, [(a, b), *((c,) for c in lists if c not in (a, b))])
        found[MERGED][together.lists[0]] = graphs.average(together).quantile(0.5)
    for number in lists:
        inside = inside_list(table, number)
        if inside.counts and all(inside.on_list(one) for one in range(len(inside.lists))):
            found[KNOWN] |= _predicted(table, inside, number)
    return found


def _predicted(table: Histories, inside: Histories, number: int) -> dict[str, float]:
    """The size of a list as the others estimate it from its own people, beside the size it has."""
    estimated = graphs.average(inside)
    name = table.lists[number]
    return {
        f"{name}, known": float(table.on_list(number)),
        f"{name}, low": estimated.quantile(0.025),
        f"{name}, median": estimated.quantile(0.5),
        f"{name}, high": estimated.quantile(0.975),
    }


def _priors(table: Histories) -> dict[str, float]:
    usual = 2.0 ** -len(table.lists)
    return {
        "a cell four times as heavy": graphs.average(table, delta=usual * 4).quantile(0.5),
        "a cell a quarter as heavy": graphs.average(table, delta=usual / 4).quantile(0.5),
    }
