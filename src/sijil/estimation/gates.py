"""When no single figure may be shown, and why: each gate with the numbers behind it.

Source of the rules: the literature named in docs/estimates.md. A gate *refuses* (no figure is printed) or *warns*.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from sijil.estimation.latent import FEWEST_DRAWS, MOST_R_HAT
from sijil.estimation.loglinear import Standing
from sijil.estimation.table import Histories

FEW_PEOPLE, FEWEST_LISTS = 10, 3
FEW_OVERLAP = 5
SPAN_WARNS, SPAN_REFUSES = 1.5, 2.0
TOP_MASS, RANGE_MOVES = 0.001, 0.05

Outcome = Literal["pass", "warn", "refuse"]


@dataclass(frozen=True, slots=True)
class Gate:
    """One rule on one table: its code, what came out, why in a sentence, and the numbers it looked at."""

    code: str
    outcome: Outcome
    reason: str
    numbers: dict[str, float]


def lists_gate(table: Histories) -> Gate:
    """R1: three lists with ten people each; and no list that is another's copy."""
    sizes = {name: table.on_list(number) for number, name in enumerate(table.lists)}
    enough = sum(size >= FEW_PEOPLE for size in sizes.values())
    numbers = {f"on {name}": float(size) for name, size in sizes.items()}
    if enough < FEWEST_LISTS:
        needed = f"{FEWEST_LISTS} are needed to see dependence between lists"
        reason = f"{enough} list(s) name at least {FEW_PEOPLE} people; {needed}"
        return Gate("R1", "refuse", reason, numbers)
    for a, b in combinations(range(len(table.lists)), 2):
        both = table.overlap(a, b)
        if both and both == table.on_list(a) == table.on_list(b):
            reason = (
                f"{table.lists[a]} and {table.lists[b]} name the same {both} people: one copies the other"
            )
            return Gate("R1", "refuse", reason, numbers)
    return Gate("R1", "pass", f"{enough} lists name at least {FEW_PEOPLE} people each", numbers)


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
        return Gate("R2", "refuse", f"nobody on {', '.join(alone)} is on any other list", numbers)
    if len(reached) < len(table.lists):
        outside = [a for a in lists if a not in reached]
        apart = ", ".join(table.lists[a] for a in outside)
        said = f"{apart} share people only among themselves: islands say nothing of each other"
        small = all(table.on_list(a) < FEW_PEOPLE for a in outside)
        return Gate("R2", "warn" if small else "refuse", said, numbers)
    return Gate("R2", "pass", "every list shares people with the others", numbers)


def sparse_gate(table: Histories) -> Gate:
    """R3: ten people on more than one list; a largest overlap under five warns."""
    again = table.people - table.on_exactly(1)
    largest = max(table.overlap(a, b) for a, b in combinations(range(len(table.lists)), 2))
    numbers = {"people on two lists or more": float(again), "largest overlap of two lists": float(largest)}
    if again < FEW_PEOPLE:
        return Gate(
            "R3", "refuse", f"only {again} people are on more than one list; {FEW_PEOPLE} are needed", numbers
        )
    if largest < FEW_OVERLAP:
        return Gate("R3", "warn", f"no two lists share more than {largest} people", numbers)
    return Gate("R3", "pass", f"{again} people are on more than one list", numbers)


def existence_gate(standings: list[Standing], table: Histories) -> Gate:
    """R4: at least one model with dependence has an estimate that exists and is determined."""
    sound = [one for one in standings if one.sound and one.pairs]
    numbers = {
        "models with dependence": float(sum(bool(one.pairs) for one in standings)),
        "sound": float(len(sound)),
    }
    if not sound:
        return Gate(
            "R4", "refuse", "no model with dependence between lists has an estimate that exists", numbers
        )
    everything = len(table.lists) * (len(table.lists) - 1) // 2
    whole = next((one for one in standings if len(one.pairs) == everything), None)
    if whole is not None and not whole.sound:
        said = "does not exist" if not whole.exists else "is not determined"
        return Gate("R4", "warn", f"the estimate of the model with every pair {said}", numbers)
    return Gate("R4", "pass", f"{len(sound)} models with dependence have estimates that exist", numbers)


def scope_gate(disjoint: list[tuple[str, str]]) -> Gate:
    """R5: no two lists are declared to cover different people."""
    numbers = {"pairs declared disjoint": float(len(disjoint))}
    if not disjoint:
        return Gate("R5", "pass", "no two lists were declared to cover different people", numbers)
    said = "; ".join(f"{a} and {b}" for a, b in disjoint)
    return Gate(
        "R5",
        "refuse",
        f"declared to cover different people, so that nobody could be on both: {said}",
        numbers,
    )


def sampler_gate(r_hat: float, bulk: float, tail: float, *, alone: bool) -> Gate:
    """R6: dispersed chains agree and hold enough draws; else the model gives no figure, and alone it is refused."""
    numbers = {"R-hat": r_hat, "effective draws, bulk": bulk, "effective draws, tail": tail}
    if r_hat < MOST_R_HAT and min(bulk, tail) >= FEWEST_DRAWS:
        agree = "the chains of the latent class model agree"
        if alone:
            # Three of four chains once agreed in a region of next to no mass: agreement alone proves too little.
            return Gate("R6", "warn", f"{agree}, which does not prove that they saw every region", numbers)
        return Gate("R6", "pass", agree, numbers)
    said = "the chains of the latent class model do not agree, or are too short, so that it gives no figure"
    return Gate("R6", "refuse" if alone else "warn", said, numbers)


def range_gate(moved: float, top: float) -> Gate:
    """R7: the end of the range of N, not the data, must not set the upper bound."""
    numbers = {"97.5 % point moves by, range doubled": moved, "mass in the top hundredth of the range": top}
    if moved > RANGE_MOVES or top > TOP_MASS:
        return Gate(
            "R7", "refuse", "the upper bound depends on the largest number allowed, not on the data", numbers
        )
    return Gate("R7", "pass", "the upper bound does not depend on the largest number allowed", numbers)


def disagreement_gate(points: dict[str, float]) -> Gate:
    """R8: models that allow for dependence must not differ by a factor of two."""
    if len(points) < 2:
        return Gate(
            "R8", "warn", "only one model was run, so that disagreement between models cannot be seen", points
        )
    span = max(points.values()) / min(points.values())
    numbers = points | {"largest by smallest": span}
    said = f"models that fit differ by a factor of {span:.2f}"
    if span > SPAN_REFUSES:
        return Gate(
            "R8", "refuse", f"{said}: the choice of model, not the data, would make the figure", numbers
        )
    return Gate("R8", "warn" if span > SPAN_WARNS else "pass", said, numbers)
