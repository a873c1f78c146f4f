"""The tables of a release as CSV, JSON and Parquet: the same rows, a cell a row, each bound from and to."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sijil.report.public.content import PublicContent
from sijil.report.public.tables import BOUNDS, as_rows
from sijil.report.tables import csv_text
from sijil.store.publishing import PublicSource

COLUMNS = (
    "event_type", "dimension", "value", "unit", "low_from", "low_to", "best_from", "best_to", "high_from", "high_to",
    "no_upper_bound", "shown",
)  # fmt: skip
DEAD_COLUMNS = ("name", "sex", "day", "governorate")
"""Never an address, kin, age to the day or a word of sect beside a name."""
SOURCE_COLUMNS = ("label", "kind", "claims", "records", "sha256")
CHANGE_COLUMNS = (
    "event_type",
    "dimension",
    "value",
    "bound",
    "before_from",
    "before_to",
    "now_from",
    "now_to",
)
_NUMBERS = ("low_from", "low_to", "best_from", "best_to", "high_from", "high_to")


def data_files(content: PublicContent) -> dict[str, bytes]:
    """File name → bytes of every data file."""
    rows = as_rows(content.made.tables)
    files = {
        "tables.csv": _csv(COLUMNS, rows),
        "tables.json": _json({"threshold": content.facts.threshold, "few": content.made.few, "tables": rows}),
        "tables.parquet": parquet(rows),
        "sources.csv": _csv(SOURCE_COLUMNS, [_source(source) for source in content.rows.sources]),
        "changes.csv": _csv(CHANGE_COLUMNS, [_change(row) for row in content.changes]),
    }
    if content.rows.dead:
        dead = [{name: getattr(one, name) for name in DEAD_COLUMNS} for one in content.rows.dead]
        files["named_dead.csv"] = _csv(DEAD_COLUMNS, dead)
    return files


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    return csv_text(columns, rows).encode()


def _json(body: Mapping[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _source(source: PublicSource) -> dict[str, Any]:
    return {
        "label": source.label,
        "kind": source.kind,
        "claims": source.claims,
        "records": source.records,
        "sha256": " ".join(source.files),
    }


def _change(row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {name: row[name] for name in ("event_type", "dimension", "value", "bound")}
    for when in ("before", "now"):
        shown = row[when]
        for end, at in (("from", "low"), ("to", "high")):
            number = getattr(shown, at) if shown is not None else None
            cells[f"{when}_{end}"] = None if number in (None, float("inf")) else int(number)
    return cells


def parquet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The tables as Parquet, by DuckDB on one thread: the same bytes for the same rows and version."""
    import duckdb

    columns = ", ".join(f"{name} {_type(name)}" for name in COLUMNS)
    settings: dict[str, Any] = {
        "threads": 1, "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    }  # fmt: skip
    with duckdb.connect(config=settings) as db, tempfile.TemporaryDirectory() as folder:
        db.execute(f"CREATE TABLE tables ({columns})")
        if rows:
            marks = ", ".join("?" * len(COLUMNS))
            db.executemany(
                f"INSERT INTO tables VALUES ({marks})", [[row[c] for c in COLUMNS] for row in rows]
            )
        path = Path(folder, "tables.parquet")
        db.execute(f"COPY tables TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return path.read_bytes()


def _type(name: str) -> str:
    return "BIGINT" if name in _NUMBERS else "BOOLEAN" if name == "no_upper_bound" else "VARCHAR"


def from_parquet(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file of a release."""
    import duckdb

    with duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    ) as db:
        found = db.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


__all__ = ["BOUNDS", "COLUMNS", "data_files", "from_parquet", "parquet"]
