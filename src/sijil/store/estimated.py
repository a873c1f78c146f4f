"""What was estimated, as the report shows it: stored apart from figures, so that neither ever enters the other.

Counting anew takes it away: an estimate that no longer belongs to the people counted is not shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sijil.counting import RULES_VERSION
from sijil.store.captured import EVENT, Captured, Stratum
from sijil.store.figures import figure_id
from sijil.store.models import Done, Figure
from sijil.store.runs import mark_done, remarks
from sijil.store.settings_file import EstimateToml

STEP = "estimate"


@dataclass(frozen=True, slots=True)
class Told:
    """One stratum: its documented people, the estimate as plain data and its draws.

    There is no estimate for people of whom it is not known which stratum is theirs.
    """

    name: str
    documented: int
    estimate: dict[str, Any] | None
    draws: tuple[int, ...]


def keep_estimates(found: Captured, told: Sequence[Told], wanted: EstimateToml) -> dict[str, Any]:
    """Store every stratum with its histories as figures, and their sum; returns the sum."""
    from sijil.estimation import VERSION, Part, total

    forget_estimates()
    bodies = history_bodies(found)
    start = Figure.objects.count()
    Figure.objects.bulk_create(
        Figure(key=body["id"], position=start + n, body=body, rule_version=RULES_VERSION)
        for n, body in enumerate(bodies)
    )
    summed = total([Part(one.name, one.documented, one.draws) for one in told]).as_json()
    for alone in summed["documented_only"]:
        alone["id"] = estimate_id(alone["stratum"])
    mark_done(
        STEP,
        "case",
        VERSION,
        by=wanted.by,
        models=list(wanted.models),
        linkages=wanted.linkages,
        seed=wanted.seed,
        strata=[_row(stratum, one) for stratum, one in zip(found.strata, told, strict=True)],
        total=summed,
        files={name: list(files) for name, files in found.files.items()},
        undeclared=list(found.undeclared),
    )
    return summed


def history_bodies(found: Captured) -> list[dict[str, Any]]:
    """Every history as a figure, in the order of strata and histories."""
    return [body for stratum in found.strata if stratum.known for body in _histories(stratum)]


def forget_estimates() -> None:
    """Take away what was estimated, before counting or estimating anew."""
    Done.objects.filter(step=STEP).delete()
    Figure.objects.filter(body__dimension="history").delete()


def estimates() -> dict[str, Any]:
    """What `keep_estimates` stored last, empty where nothing is estimated."""
    return next(iter(remarks(STEP)), {})


def estimate_id(stratum: str) -> str:
    """The ID of an estimated number: `estimate/killing/latakia`; the sum has the stratum `total`."""
    return figure_id(f"estimate/{EVENT}", stratum or "all", "")


def _row(stratum: Stratum, told: Told) -> dict[str, Any]:
    return {
        "id": estimate_id(stratum.name),
        "name": stratum.name,
        "documented": told.documented,
        "outside": stratum.outside,
        "estimate": told.estimate,
        "lists": list(stratum.table.lists),
        "histories": [
            {"on": list(on), "people": len(persons), "figure": _history_id(stratum, on)}
            for on, persons in (stratum.persons if stratum.known else ())
        ],
    }


def _history_id(stratum: Stratum, on: Sequence[str]) -> str:
    return figure_id(EVENT, "history", _called(stratum, on))


def _called(stratum: Stratum, on: Sequence[str]) -> str:
    said = " + ".join(on)
    return f"{stratum.name}: {said}" if stratum.name else said


def _histories(stratum: Stratum) -> list[dict[str, Any]]:
    """Each history as a figure: people on exactly these lists, with the rows that name them."""
    return [
        {
            "id": _history_id(stratum, on),
            "event_type": EVENT,
            "dimension": "history",
            "value": _called(stratum, on),
            "unit": "people",
            "low": len(persons),
            "best": len(persons),
            "high": len(persons),
            "single_source": len(persons) if len(on) == 1 else 0,
            "convention": 0,
            "proposed": {"people": 0, "claims": 0, "inputs": []},
            "inputs": [[row.key for row in rows] for rows in persons],
            "query": {"event_type": EVENT, "dimension": "history", "stratum": stratum.name, "on": list(on)},
            "query_text": f"event_type={EVENT} dimension=history stratum={stratum.name or 'all'} on={' + '.join(on)}",
            "rule_version": RULES_VERSION,
        }
        for on, persons in stratum.persons
    ]
