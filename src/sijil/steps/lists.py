"""What was taken for what in lists of people: shown after `sijil add`, so that a wrong guess is seen early."""

from collections.abc import Sequence
from dataclasses import dataclass

from sijil.store.case import Case
from sijil.store.list_rows import columns_of
from sijil.store.models import Item, Rendition


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list with its columns: (field, column, why), and what is in doubt."""

    name: str
    sheet: str
    rows: int
    columns: list[tuple[str, str, str]]
    doubts: list[str]


def list_columns(case: Case, items: Sequence[Item]) -> list[ShownList]:
    """The lists among the items just read."""
    renditions = Rendition.objects.filter(item__in=list(items), table__isnull=False).select_related("item")
    return [_shown(case, rendition) for rendition in renditions.order_by("item_id", "position")]


def _shown(case: Case, rendition: Rendition) -> ShownList:
    name = rendition.item.name
    columns = columns_of(rendition, case.settings.list_settings(name))
    layout = rendition.table or {}
    rows = len(layout.get("rows", []))
    if columns.not_a_list:
        return ShownList(
            name, str(layout.get("sheet", "")), rows, [], [f"not a list of people: {columns.not_a_list}"]
        )
    shown = [
        (
            field,
            ", ".join(columns.labels[n] or f"column {n + 1}" for n in numbers),
            columns.reasons.get(field, ""),
        )
        for field, numbers in columns.fields.items()
    ]
    event = [("what happened", columns.event_type, columns.event_type_from)] if columns.event_type else []
    return ShownList(
        name, str(layout.get("sheet", "")), rows, [*shown, *event], [*columns.doubts, *columns.statements]
    )
