"""The tables of facts of this room: CSV files, each row with an id, read once."""

import csv
from functools import cache
from pathlib import Path


@cache
def rows_of(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/<table>.csv`, in file order."""
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
