"""`sijil tool estimate`: capture histories on a plain file, one JSON on standard output."""

import json
import sys
from pathlib import Path
from typing import Any

from sijil.errors import EstimationError
from sijil.estimation import MODELS
from sijil.estimation import estimate as estimate_from
from sijil.estimation.table import Histories, read_histories


def estimate(file: Path, model: str, seed: int, disjoint: list[str], report: Path | None) -> None:
    """Estimate from one table and print the result; a refusal is a result too."""
    if model not in (*MODELS, "all"):
        raise EstimationError(
            f"there is no model {model!r}", where="--model", remedy=f"use {', '.join(MODELS)} or all"
        )
    if seed < 0:
        raise EstimationError(f"{seed} is below zero", where="--seed", remedy="give a whole number from 0 up")
    table = read_histories(file)
    pairs = [_pair(said, table) for said in disjoint]
    models = MODELS if model == "all" else (model,)
    found = estimate_from(table, models=models, seed=seed, disjoint=pairs)
    told = found.as_json()
    if report is not None:
        _write_pages(report, file, table, told)
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _write_pages(folder: Path, file: Path, table: Histories, told: dict[str, Any]) -> None:
    """`index.html`, `index.ar.html` and the result as data, in a folder that holds nothing else of ours."""
    from sijil.report import render_estimate, write_files

    on = [
        tuple(name for number, name in enumerate(table.lists) if mask >> number & 1)
        for mask, _ in table.counts
    ]
    histories = [
        {"on": list(names), "people": size, "figure": ""}
        for names, (_, size) in zip(on, table.counts, strict=True)
    ]
    row = {
        "id": "estimate/table", "name": "", "documented": table.people, "outside": 0, "estimate": told,
        "lists": list(table.lists), "histories": histories,
    }  # fmt: skip
    shown = {"strata": [row], "seed": told["seed"]}
    pages = {"index.html": "en", "index.ar.html": "ar"}
    files = {name: render_estimate(shown, file.name, language) for name, language in pages.items()}
    write_files(folder, {**files, "estimate.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n"})


def _pair(said: str, table: Histories) -> tuple[str, str]:
    names = [name.strip() for name in said.split(",")]
    if len(names) != 2 or not set(names) <= set(table.lists):
        raise EstimationError(
            f"{said!r} does not name two lists of the table",
            where="--disjoint",
            remedy=f"use two of {', '.join(table.lists)}",
        )
    return names[0], names[1]
