"""How many more there are, as the page shows it: documented and estimated people side by side, never added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sijil.estimation import assumes, reason
from sijil.report.rows import anchor
from sijil.report.upset import Column, upset
from sijil.report.words import Words

CHARTS = 6
"""Strata beyond so many are shown without a chart: the same numbers stand in their tables."""


@dataclass(frozen=True, slots=True)
class GateShown:
    """A rule that was looked at: its code, what came out, and why in the reader's language."""

    code: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class ModelShown:
    """One model's figure with what it takes for granted; `stands` marks the one whose figure is given."""

    name: str
    people: int
    low: int
    high: int
    undocumented: int
    assumes: str
    stands: bool


@dataclass(frozen=True, slots=True)
class CheckShown:
    """One question asked of the figure, and the median that comes out under it."""

    check: str
    of: str
    people: int


@dataclass(frozen=True, slots=True)
class KnownShown:
    """A list whose size is known, as the other lists estimate it from its own people."""

    name: str
    known: int
    low: int
    median: int
    high: int


@dataclass(frozen=True, slots=True)
class StratumShown:
    """Everything about one stratum. `estimate` is None where a figure is refused or people have no known stratum."""

    id: str
    name: str
    documented: int
    outside: int
    lists: tuple[str, ...]
    histories: tuple[dict[str, Any], ...]
    known: bool
    estimate: dict[str, Any] | None
    refused: tuple[GateShown, ...]
    gates: tuple[GateShown, ...]
    models: tuple[ModelShown, ...]
    checks: tuple[CheckShown, ...]
    known_lists: tuple[KnownShown, ...]
    made_again: tuple[dict[str, Any], ...]
    bound: int | None
    bound_assumes: str
    span: dict[str, Any] | None
    between: str
    chart: str


def strata_shown(told: Mapping[str, Any], words: Words) -> list[StratumShown]:
    """The strata in the order they are stored; the first `CHARTS` with a chart."""
    return [_stratum(row, words, number < CHARTS) for number, row in enumerate(told.get("strata", []))]


def overlap_table(stratum: StratumShown) -> list[tuple[str, list[int]]]:
    """Each list with how many of its people are on each list; with itself, how many it names."""
    on = {name: [h for h in stratum.histories if name in h["on"]] for name in stratum.lists}
    return [
        (one, [sum(h["people"] for h in on[one] if other in h["on"]) for other in stratum.lists])
        for one in stratum.lists
    ]


def _stratum(row: Mapping[str, Any], words: Words, drawn: bool) -> StratumShown:
    found = row["estimate"] or {}
    gates = tuple(_gate(one, words) for one in found.get("gates", []))
    result, bound = found.get("estimate"), found.get("lower_bound")
    diagnostics = result["diagnostics"] if result else {}
    return StratumShown(
        row["id"],
        row["name"],
        row["documented"],
        row["outside"],
        tuple(row["lists"]),
        tuple(row["histories"]),
        row["estimate"] is not None,
        result,
        tuple(gate for gate in gates if gate.outcome == "refuse"),
        gates,
        tuple(_model(one, result, words) for one in found.get("models", [])),
        tuple(_checks(found.get("checks", {}))),
        tuple(_known(found.get("checks", {}).get("a known list predicted", {}))),
        tuple(_again(one) for one in found.get("histories_made_again", [])),
        bound["people"] if bound else None,
        assumes("lower_bound", words.language),
        found.get("span_of_models"),
        f"{diagnostics['share_of_variance_between_linkages']:.0%}" if "linkages" in diagnostics else "",
        _chart(row, words) if drawn else "",
    )


def _gate(one: Mapping[str, Any], words: Words) -> GateShown:
    return GateShown(one["gate"], one["outcome"], reason(one["kind"], one["parts"], words.language))


def _model(one: Mapping[str, Any], result: Mapping[str, Any] | None, words: Words) -> ModelShown:
    stands = result is not None and one["model"] == result["model"]
    return ModelShown(
        one["model"],
        one["people"],
        one["low"],
        one["high"],
        one["undocumented"],
        assumes(one["model"], words.language),
        stands,
    )


def _checks(found: Mapping[str, Mapping[str, float]]) -> list[CheckShown]:
    asked = ("one list left out", "two lists merged", "another prior")
    return [
        CheckShown(check, of, round(people)) for check in asked for of, people in found.get(check, {}).items()
    ]


def _known(found: Mapping[str, float]) -> list[KnownShown]:
    names = [key.removesuffix(", known") for key in found if key.endswith(", known")]
    return [
        KnownShown(name, *(round(found[f"{name}, {what}"]) for what in ("known", "low", "median", "high")))
        for name in names
    ]


def _again(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "surprising": not one["low"] <= one["counted"] <= one["high"]}


def _chart(row: Mapping[str, Any], words: Words) -> str:
    lists: Sequence[str] = row["lists"]
    if len(lists) < 2 or not row["histories"]:
        return ""
    at = {name: place for place, name in enumerate(lists)}
    columns = [
        Column(
            tuple(at[name] for name in h["on"]),
            h["people"],
            f"#{anchor(h['figure'])}" if h["figure"] else "",
        )
        for h in sorted(row["histories"], key=lambda h: (-h["people"], h["on"]))
    ]
    title = words.text("estimate_chart") + (f": {words.label('value', row['name'])}" if row["name"] else "")
    return upset(lists, columns, title=title, prefix=f"upset-{row['id'].rsplit('/', 1)[-1]}")
