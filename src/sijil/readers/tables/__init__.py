"""The tables of facts of this room: CSV files, each row with an id, and TOML, read once."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def rows_of(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/<table>.csv`, in file order."""
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def table_of(name: str) -> dict[str, Any]:
    """A table in TOML, `tables/<name>.toml`."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
