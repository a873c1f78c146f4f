"""Chao's lower bound: at least so many, from those on one list and those on two."""

from math import comb

from sijil.estimation.table import Histories


def lower_bound(table: Histories) -> float:
    """At least so many people in all, after A. Chao (1987, Biometrics 43; 1989, for occasions): n + (t-1)/t f1²/(2 f2).

    f1 and f2 are the people on exactly one and exactly two of the t lists; where nobody is on two, the form with f2 + 1
    is used, which needs no division by zero. Never below the people documented.
    """
    lists = len(table.lists)
    once, twice = table.on_exactly(1), table.on_exactly(2)
    pairs = comb(lists, 2) / lists**2 * 2
    unseen = once**2 / (2 * twice) if twice else once * (once - 1) / 2
    return table.people + pairs * unseen
