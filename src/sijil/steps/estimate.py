"""`sijil estimate`: how many more there are than the lists name, stratum by stratum, or why no figure can be given."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sijil.errors import CaseSettings
from sijil.store.captured import Stratum, captured
from sijil.store.case import Case
from sijil.store.derived import write_whole
from sijil.store.estimated import Told, keep_estimates
from sijil.store.protection import TEAM, group_labels
from sijil.store.runs import run_record
from sijil.store.settings_file import EstimateToml


@dataclass(frozen=True, slots=True)
class EstimateReport:
    """What was estimated: each stratum with its documented people and its figure or refusal, and their sum."""

    strata: tuple[Told, ...]
    total: dict[str, Any]


def estimate(case: Case) -> EstimateReport:
    """Estimate and store, replacing what was estimated before. Raises CaseSettings where `case.toml` asks for none."""
    from sijil.estimation import VERSION

    wanted = case.settings.estimate
    if wanted is None:
        raise CaseSettings(
            "there is no [estimate] in it",
            where=str(case.folder / "case.toml"),
            remedy="write [estimate], and with each list what it covers: covers_area, covers_period",
        )
    with run_record("estimate", version=VERSION, seed=wanted.seed) as run, transaction.atomic():
        found = captured(case, group_labels(TEAM))
        told = tuple(_told(case, wanted, stratum) for stratum in found.strata)
        total = keep_estimates(found, told, wanted)
        run.rows_in = sum(stratum.table.people for stratum in found.strata)
        run.rows_out = len(told)
    return EstimateReport(told, total)


def _told(case: Case, wanted: EstimateToml, stratum: Stratum) -> Told:
    """A stratum's estimate: computed once for the same table, draws, models, version and seed."""
    if not stratum.known:
        return Told(stratum.name, stratum.table.people, None, ())
    kept = case.folder / "derived" / "estimates" / f"{_key(wanted, stratum)}.json"
    if kept.is_file():
        data = json.loads(kept.read_text("utf-8"))
    else:
        data = _estimated(wanted, stratum)
        write_whole(kept, json.dumps(data, ensure_ascii=False).encode("utf-8"))
    return Told(stratum.name, stratum.table.people, data["estimate"], tuple(data["draws"]))


def _estimated(wanted: EstimateToml, stratum: Stratum) -> dict[str, Any]:
    from sijil.estimation import estimate as estimate_table

    found = estimate_table(
        stratum.table,
        models=wanted.models,
        seed=wanted.seed,
        disjoint=list(stratum.disjoint),
        linkages=stratum.linkages,
        doubtful=stratum.doubtful,
    )
    result = found.result()
    return {"estimate": found.as_json(), "draws": [int(one) for one in result.draws] if result else []}


def _key(wanted: EstimateToml, stratum: Stratum) -> str:
    from sijil.estimation import VERSION

    parts = (
        VERSION, stratum.table.key(), [one.key() for one in stratum.linkages], stratum.disjoint, stratum.doubtful,
        wanted.models, wanted.seed,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()
