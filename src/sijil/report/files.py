"""The report's data files: the same rows as the page, as CSV and JSON, and `figures.json`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sijil.report.content import Content
from sijil.report.schemes import scheme_files
from sijil.report.tables import csv_text
from sijil.store.shown import ClaimRow, ItemRow, RecordRow

FIGURE_COLUMNS = (
    "id", "event_type", "dimension", "value", "unit", "low", "best", "high", "proposed_people", "proposed_claims",
    "single_source", "convention", "rule_version",
)  # fmt: skip
CLAIM_COLUMNS = (
    "key", "event_type", "state", "polarity", "hedge", "is_aggregate", "source", "source_kind", "place", "admin1",
    "date", "quote", "item_sha256", "part", "start", "end", "rule",
)  # fmt: skip
RECORD_COLUMNS = (
    "key", "list", "row_number", "name", "sex", "age", "event_type", "place", "admin1", "date", "person", "quote",
    "item_sha256", "start", "end",
)  # fmt: skip
ESTIMATE_COLUMNS = (
    "id", "stratum", "documented", "estimated", "estimated_low", "estimated_high", "lower_bound", "model", "refused",
    "warnings",
)  # fmt: skip
ITEM_COLUMNS = ("sha256", "name", "size", "media_type", "outcome", "reason", "custody_seqs")


def data_files(content: Content) -> dict[str, str]:
    """File name → text of every data file beside the page."""
    files = {item.sha256: item.name for item in content.items}
    claims = [_claim(claim) for claim in content.claims]
    records = [_record(record, files) for record in content.records]
    items = [_item(item) for item in content.items]
    figures = [_figure(figure) for figure in content.figures]
    return {
        "figures.json": figures_json(content),
        "figures.csv": csv_text(FIGURE_COLUMNS, figures),
        "claims.csv": csv_text(CLAIM_COLUMNS, claims),
        "claims.json": _json([row | {"body": c.body} for row, c in zip(claims, content.claims, strict=True)]),
        "records.csv": csv_text(RECORD_COLUMNS, records),
        "records.json": _json(records),
        "estimates.csv": csv_text(ESTIMATE_COLUMNS, _estimates(content.estimates)),
        "estimates.json": _json(content.estimates.get("strata", [])),
        "items.csv": csv_text(ITEM_COLUMNS, items),
        "items.json": _json(items),
        **scheme_files(content.incidents, content.figures, content.remarks.get("sdg", [])),
    }


def figures_json(content: Content) -> str:
    """Each figure with its query, rule version and inputs; beside them the reported counts, and what was estimated."""
    reported = [_reported(claim) for claim in content.claims if claim.reported_count]
    facts = content.facts
    scope = {"subject": facts.subject, "period": facts.period, "area": facts.area, "low": facts.low_rule}
    figures = [{k: v for k, v in figure.items() if k != "query_text"} for figure in content.figures]
    head = json.dumps(
        {"scope": scope, "rule_versions": facts.rule_versions, "conventions": facts.conventions},
        ensure_ascii=False,
        sort_keys=True,
    )
    estimated = _estimates(content.estimates)
    return (
        f'{head[:-1]},\n"figures": {_json(figures)},\n"reported_counts": {_json(reported)},\n'
        f'"estimates": {_json(estimated)}}}\n'
    )


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write every file beside its final place first, so that an interruption leaves the old report whole."""
    folder.mkdir(exist_ok=True)
    fresh = {name: folder / f".{name}.new" for name in files}
    try:
        for name, text in files.items():
            fresh[name].write_text(text, encoding="utf-8", newline="")
        for name, path in fresh.items():
            path.replace(folder / name)
    finally:
        for path in fresh.values():
            path.unlink(missing_ok=True)


def _figure(figure: dict[str, Any]) -> dict[str, Any]:
    proposed = figure["proposed"]
    return figure | {"proposed_people": proposed["people"], "proposed_claims": proposed["claims"]}


def _claim(claim: ClaimRow) -> dict[str, Any]:
    quote = claim.quote
    return {
        "key": claim.key,
        "event_type": claim.event_type,
        "state": claim.state,
        "polarity": claim.polarity,
        "hedge": claim.hedge,
        "is_aggregate": claim.is_aggregate,
        "source": claim.source_label,
        "source_kind": claim.source_kind,
        "place": claim.place,
        "admin1": claim.admin1,
        "date": claim.date,
        "quote": quote.text,
        "item_sha256": quote.sha256,
        "part": quote.part,
        "start": quote.start,
        "end": quote.end,
        "rule": claim.rule,
    }


def _record(record: RecordRow, files: dict[str, str]) -> dict[str, Any]:
    quote = record.quote
    return {
        "key": record.key,
        "list": files.get(quote.sha256, ""),
        "row_number": record.row_number,
        "name": record.name,
        "sex": record.sex,
        "age": record.age,
        "event_type": record.event_type,
        "place": record.place,
        "admin1": record.admin1,
        "date": record.date,
        "person": record.person,
        "quote": quote.text,
        "item_sha256": quote.sha256,
        "start": quote.start,
        "end": quote.end,
    }


def _item(item: ItemRow) -> dict[str, Any]:
    return {
        "sha256": item.sha256,
        "name": item.name,
        "size": item.size,
        "media_type": item.media_type,
        "outcome": item.outcome,
        "reason": item.reason,
        "custody_seqs": " ".join(str(row.seq) for row in item.custody),
    }


def _estimates(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A line a stratum, documented and estimated people in columns of their own; the sum is the last."""
    rows = []
    for stratum in told.get("strata", []):
        found = stratum["estimate"] or {}
        result, bound = found.get("estimate") or {}, found.get("lower_bound") or {}
        rows.append(
            {
                "id": stratum["id"],
                "stratum": stratum["name"] or "all",
                "documented": stratum["documented"],
                "estimated": result.get("people"),
                "estimated_low": result.get("low"),
                "estimated_high": result.get("high"),
                "lower_bound": bound.get("people"),
                "model": result.get("model"),
                "refused": " ".join(one["gate"] for one in found.get("refused", [])),
                "warnings": " ".join(one["gate"] for one in found.get("warnings", [])),
            }
        )
    return rows + ([_summed(told["total"])] if len(rows) > 1 and told["total"]["estimate"] else [])


def _summed(total: Mapping[str, Any]) -> dict[str, Any]:
    result = total["estimate"]
    return {
        "id": "estimate/killing/total",
        "stratum": " + ".join(total["strata"]),
        "documented": total["documented"],
        "estimated": result["people"],
        "estimated_low": result["low"],
        "estimated_high": result["high"],
        "lower_bound": None,
        "model": "",
        "refused": "",
        "warnings": "",
    }


def _reported(claim: ClaimRow) -> dict[str, Any]:
    count = claim.reported_count
    assert count is not None
    return {
        "id": f"reported/{claim.key}",
        "claim": claim.key,
        "state": claim.state,
        "reported_by": claim.source_label,
        "low": count.low,
        "best": count.best,
        "high": count.high,
        "as_said": count.as_said,
        "population": count.population,
        "period": count.period,
        "area": count.area,
        "as_of": count.as_of,
        "as_of_basis": count.as_of_basis,
    }


def _json(rows: list[dict[str, Any]]) -> str:
    """One row a line: small, quick to write, and two reports can be compared line by line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return f"[\n{lines}\n]"
