"""What changed since the release before: of what was published, and of nothing that was not."""

from collections.abc import Sequence
from typing import Any

from sijil.disclosure import Shown
from sijil.report.public.tables import BOUNDS, PublicTable


def changed(before: Sequence[PublicTable], now: Sequence[PublicTable]) -> list[dict[str, Any]]:
    """Every bound that is shown otherwise than it was, in the order of the tables; None where it was not there."""
    old, new = _said(before), _said(now)
    units = {table.name: table.unit for table in (*before, *now)}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            event_type, dimension, value, bound = key
            found.append(
                {
                    "event_type": event_type,
                    "dimension": dimension,
                    "value": value,
                    "bound": bound,
                    "unit": units[f"{event_type}/{dimension}"],
                    "before": old.get(key),
                    "now": new.get(key),
                }
            )
    return found


def _said(tables: Sequence[PublicTable]) -> dict[tuple[str, str, str, str], Shown | None]:
    return {
        (table.event_type, table.dimension, value, bound): cell[bound]
        for table in tables
        for value, cell in table.cells.items()
        for bound in BOUNDS
    }
