"""When no single figure may be shown, and why: each gate with the numbers behind it.

Source of the rules: the literature named in docs/estimates.md. A gate *refuses* (no figure is printed) or *warns*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from sijil.estimation.loglinear import Standing
from sijil.estimation.table import Histories
from sijil.estimation.words import reason

FEW_PEOPLE, FEWEST_LISTS = 10, 3
FEW_OVERLAP = 5
SPAN_WARNS, SPAN_REFUSES = 1.5, 2.0
TOP_MASS, RANGE_MOVES = 0.001, 0.05
BETWEEN, DOUBTFUL = 0.5, 0.2
MOST_R_HAT, FEWEST_DRAWS = 1.01, 400.0

Outcome = Literal["pass", "warn", "refuse"]


@dataclass(frozen=True, slots=True)
class Gate:
    """One rule on one table: what came out, which of the rule's reasons, and the numbers it looked at.

    `kind` is a key of `reasons.toml`, `parts` the numbers and names its sentence holds, as they are printed.
    """

    kind: str
    outcome: Outcome
    numbers: dict[str, float]
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """R1 to R9."""
        return self.kind.partition(".")[0]

    @property
    def reason(self) -> str:
        """Why, in an English sentence."""
        return reason(self.kind, self.parts)


def lists_gate(table: Histories) -> Gate:
    """R1: three lists with ten people each; and no list that is another's copy."""
    sizes = {name: table.on_list(number) for number, name in enumerate(table.lists)}
    enough = sum(size >= FEW_PEOPLE for size in sizes.values())
    numbers = {f"on {name}": float(size) for name, size in sizes.items()}
    parts = {"enough": str(enough), "least": str(FEW_PEOPLE), "needed": str(FEWEST_LISTS)}
    if enough < FEWEST_LISTS:
        return Gate("R1.few", "refuse", numbers, parts)
    for a, b in combinations(range(len(table.lists)), 2):
        both = table.overlap(a, b)
        if both and both == table.on_list(a) == table.on_list(b):
            copied = {"one": table.lists[a], "other": table.lists[b], "both": str(both)}
            return Gate("R1.copy", "refuse", numbers, copied)
    return Gate("R1.pass", "pass", numbers, parts)


def connection_gate(table: Histories) -> Gate:
    """R2: every list shares people with another, and through others with all."""
    lists = range(len(table.lists))
    near = {a: {b for b in lists if b != a and table.overlap(a, b)} for a in lists}
    alone = [table.lists[a] for a in lists if not near[a]]
    first = max(lists, key=table.on_list)
    reached, ahead = {first}, [first]
    while ahead:
        fresh = near[ahead.pop()] - reached
        reached |= fresh
        ahead.extend(sorted(fresh))
    numbers = {"lists": float(len(table.lists)), "lists connected with the largest": float(len(reached))}
    if alone:
        return Gate("R2.alone", "refuse", numbers, {"lists": ", ".join(alone)})
    if len(reached) < len(table.lists):
        outside = [a for a in lists if a not in reached]
        small = all(table.on_list(a) < FEW_PEOPLE for a in outside)
        parts = {"lists": ", ".join(table.lists[a] for a in outside)}
        return Gate("R2.islands", "warn" if small else "refuse", numbers, parts)
    return Gate("R2.pass", "pass", numbers)


def sparse_gate(table: Histories) -> Gate:
    """R3: ten people on more than one list; a largest overlap under five warns."""
    again = table.people - table.on_exactly(1)
    largest = max(table.overlap(a, b) for a, b in combinations(range(len(table.lists)), 2))
    numbers = {"people on two lists or more": float(again), "largest overlap of two lists": float(largest)}
    parts = {"again": str(again), "needed": str(FEW_PEOPLE), "largest": str(largest)}
    if again < FEW_PEOPLE:
        return Gate("R3.few", "refuse", numbers, parts)
    if largest < FEW_OVERLAP:
        return Gate("R3.thin", "warn", numbers, parts)
    return Gate("R3.pass", "pass", numbers, parts)


def existence_gate(standings: list[Standing], table: Histories) -> Gate:
    """R4: at least one model with dependence has an estimate that exists and is determined."""
    sound = [one for one in standings if one.sound and one.pairs]
    numbers = {
        "models with dependence": float(sum(bool(one.pairs) for one in standings)),
        "sound": float(len(sound)),
    }
    if not sound:
        return Gate("R4.none", "refuse", numbers)
    everything = len(table.lists) * (len(table.lists) - 1) // 2
    whole = next((one for one in standings if len(one.pairs) == everything), None)
    if whole is not None and not whole.sound:
        return Gate("R4.does_not_exist" if not whole.exists else "R4.not_determined", "warn", numbers)
    return Gate("R4.pass", "pass", numbers, {"sound": str(len(sound))})


def scope_gate(disjoint: list[tuple[str, str]]) -> Gate:
    """R5: no two lists are declared to cover different people."""
    numbers = {"pairs declared disjoint": float(len(disjoint))}
    if not disjoint:
        return Gate("R5.pass", "pass", numbers)
    return Gate("R5.disjoint", "refuse", numbers, {"pairs": "; ".join(f"{a}, {b}" for a, b in disjoint)})


def sampler_gate(r_hat: float, bulk: float, tail: float, *, alone: bool) -> Gate:
    """R6: dispersed chains agree and hold enough draws; else the model gives no figure, and alone it is refused."""
    numbers = {"R-hat": r_hat, "effective draws, bulk": bulk, "effective draws, tail": tail}
    if r_hat < MOST_R_HAT and min(bulk, tail) >= FEWEST_DRAWS:
        # Three of four chains once agreed in a region of next to no mass: agreement alone proves too little.
        return Gate("R6.alone", "warn", numbers) if alone else Gate("R6.pass", "pass", numbers)
    return Gate("R6.apart", "refuse" if alone else "warn", numbers)


def range_gate(moved: float, top: float) -> Gate:
    """R7: the end of the range of N, not the data, must not set the upper bound."""
    numbers = {"97.5 % point moves by, range doubled": moved, "mass in the top hundredth of the range": top}
    if moved > RANGE_MOVES or top > TOP_MASS:
        return Gate("R7.range", "refuse", numbers)
    return Gate("R7.pass", "pass", numbers)


def disagreement_gate(points: dict[str, float]) -> Gate:
    """R8: models that allow for dependence must not differ by a factor of two."""
    if len(points) < 2:
        return Gate("R8.one", "warn", points)
    span = max(points.values()) / min(points.values())
    numbers, parts = points | {"largest by smallest": span}, {"factor": f"{span:.2f}"}
    if span > SPAN_REFUSES:
        return Gate("R8.refused", "refuse", numbers, parts)
    return Gate("R8.span", "warn" if span > SPAN_WARNS else "pass", numbers, parts)


def merging_gate(point: float, merges: dict[str, float]) -> Gate:
    """R8, second half: reading two lists as one must not change the figure by a factor of two."""
    factors = {name: max(point / value, value / point) for name, value in merges.items()}
    worst = max(factors, key=lambda name: (factors[name], name), default="")
    if not worst:
        return Gate("R8.three", "pass", {})
    factor = factors[worst]
    numbers = {"largest change by merging two lists": factor}
    outcome: Outcome = "refuse" if factor > SPAN_REFUSES else "warn" if factor > SPAN_WARNS else "pass"
    return Gate("R8.merged", outcome, numbers, {"lists": worst, "factor": f"{factor:.2f}"})


def linkage_gate(between: float | None, doubtful: float | None) -> Gate:
    """R9: not knowing who is one person must not make the figure.

    `between` is the part of the variance that comes from the linkage, `doubtful` by how much of themselves the people
    on two lists or more would change if all undecided pairs were one person or none were.
    """
    told = {
        "share of variance between linkages": between,
        "overlap that undecided pairs could change": doubtful,
    }
    numbers = {name: value for name, value in told.items() if value is not None}
    if between is not None and between > BETWEEN:
        return Gate("R9.between", "refuse", numbers, {"share": f"{between:.0%}"})
    if doubtful is not None and doubtful > DOUBTFUL:
        return Gate("R9.doubtful", "refuse", numbers, {"share": f"{doubtful:.0%}"})
    return Gate("R9.pass", "pass", numbers)
