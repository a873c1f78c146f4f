"""Figures as they may be published: of the dead as counted, of the living made fit and attacked.

Small counts protect the living: injured, displaced, taken, missing, ill-treated. Of the strictest kinds only the total
is given. Each bound (low, best, high) is a set of counts of its own, made fit together with all other tables of that
bound and kind of event and with the earlier releases (`sijil.disclosure`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sijil.disclosure import Protected, PublishedTable, Shown, Table, protect
from sijil.disclosure.tables import Key
from sijil.errors import DisclosureError
from sijil.report.content import EVENT_ORDER
from sijil.store.publishing import PublicRows

BOUNDS = ("low", "best", "high")
DEAD = ("killing", "indirect_death")
STRICT = ("sexual_violence", "detention", "abduction", "torture_ill_treatment")
"""Of these the total alone is given: their victims live, and cells would be searched for them first."""
DIMENSIONS = {
    "dead": ("total", "governorate", "place", "period", "sex", "age group", "status", "cause", "actor"),
    "living": ("total", "governorate", "period", "sex"),
    "strict": ("total",),
    "events": ("total", "governorate"),
}
UNKNOWN, OTHER = "unknown", "other"
OPEN = Shown(math.inf, math.inf)
"""Said of `high`: there is no upper bound."""
LIVING = (
    "injury", "torture_ill_treatment", "sexual_violence", "abduction", "detention", "missing", "displacement",
)  # fmt: skip
"""Kinds of event that every release speaks of, whether any, few or none are documented: so that few is no news."""
Cells = dict[str, dict[str, int | None]]
"""By category, the count of each bound; None where there is no upper bound."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """One table: of an event type, by one dimension; each cell with what is said of each bound."""

    event_type: str
    dimension: str
    unit: str
    method: str
    """`as it is`, or what was done to the coarsest bound: `round`, `drop cells`, `drop the table`."""
    cells: dict[str, dict[str, Shown | None]]
    """By category and bound; `OPEN` where there is no upper bound, None where nothing may be said."""

    @property
    def name(self) -> str:
        """What it is called in data files and in later releases."""
        return f"{self.event_type}/{self.dimension}"


@dataclass(slots=True)
class Tables:
    """All tables of a release, and the true counts behind them, which stay inside."""

    tables: list[PublicTable] = field(default_factory=list)
    true: dict[str, Cells] = field(default_factory=dict)
    few: list[str] = field(default_factory=list)
    """Kinds of event of which none are documented, or fewer than the threshold."""


def kind_of(event_type: str, unit: str) -> str:
    """`dead`, `living`, `strict` or `events`."""
    if unit != "people":
        return "events"
    return "dead" if event_type in DEAD else "strict" if event_type in STRICT else "living"


def make_tables(
    rows: PublicRows,
    threshold: int,
    earlier: Sequence[Sequence[PublicTable]] = (),
    before: Mapping[str, Cells] | None = None,
) -> Tables:
    """The tables of a release. `earlier` are those already published, `before` the true counts at the last of them."""
    found = Tables()
    counted = _cells(rows)
    listed = _listed(earlier)
    for event_type in EVENT_ORDER:
        unit, dimensions = counted.get(event_type, ("people" if event_type in LIVING else "events", {}))
        kind = kind_of(event_type, unit)
        wanted = {d: cells for d, cells in dimensions.items() if d in DIMENSIONS[kind]}
        found.true.update({f"{event_type}/{d}": cells for d, cells in wanted.items()})
        if kind in ("dead", "events"):
            found.tables += [_plain(event_type, d, unit, cells) for d, cells in wanted.items()]
        elif _is_small(wanted, threshold) and f"{event_type}/total" not in listed:
            found.few.append(event_type)
        else:
            living = Living(event_type, wanted, threshold, listed, earlier, before or {})
            found.tables += living.tables()
    return found


def _is_small(wanted: Mapping[str, Cells], threshold: int) -> bool:
    """Whether so few are counted that the kind of event stands among those of which none or few are documented."""
    return int(wanted.get("total", {}).get("", {}).get("best") or 0) < threshold


def _listed(earlier: Sequence[Sequence[PublicTable]]) -> dict[str, set[str]]:
    """By table, the categories that were ever shown: they stay, so that what is folded together only shrinks."""
    found: dict[str, set[str]] = {}
    for release in earlier:
        for table in release:
            found.setdefault(table.name, set()).update(set(table.cells) - {OTHER})
    return found


def _cells(rows: PublicRows) -> dict[str, tuple[str, dict[str, Cells]]]:
    """By event type the unit and, by dimension, true counts; what may not be named is folded into `unknown`."""
    found: dict[str, tuple[str, dict[str, Cells]]] = {}
    for figure in rows.figures:
        dimension = figure["dimension"]
        if dimension not in DIMENSIONS["dead"] or not figure["event_type"]:
            continue
        _, dimensions = found.setdefault(figure["event_type"], (figure["unit"], {}))
        value = _may_be_named(dimension, figure["value"], rows)
        cell = dimensions.setdefault(dimension, {}).setdefault(value, dict.fromkeys(BOUNDS, 0))
        for bound in BOUNDS:
            more, there = figure[bound], cell[bound]
            cell[bound] = None if more is None or there is None else there + more
    for unit_and_dimensions in found.values():
        for cells in unit_and_dimensions[1].values():
            if cells.get(UNKNOWN) == dict.fromkeys(BOUNDS, 0):
                del cells[UNKNOWN]
    return found


def _may_be_named(dimension: str, value: str, rows: PublicRows) -> str:
    """A place as the gazetteer calls it and an accused group that may be named; words of a witness are neither."""
    named = {
        "place": rows.places,
        "governorate": {*rows.places.values()},
        "actor": rows.accused,
    }.get(dimension)
    return value if named is None or value in named else UNKNOWN


def _plain(event_type: str, dimension: str, unit: str, cells: Cells) -> PublicTable:
    shown: dict[str, dict[str, Shown | None]] = {
        value: {b: _exact(cell[b]) for b in BOUNDS} for value, cell in cells.items()
    }
    return PublicTable(event_type, dimension, unit, "as it is", shown)


def _exact(count: int | None) -> Shown:
    return OPEN if count is None else Shown(count, count)


_METHODS = ("as it is", "round", "drop cells", "drop the table")


@dataclass(frozen=True, slots=True)
class Living:
    """The tables of one kind of event whose victims may live."""

    event_type: str
    wanted: Mapping[str, Cells]
    threshold: int
    listed: Mapping[str, set[str]]
    earlier: Sequence[Sequence[PublicTable]]
    before: Mapping[str, Cells]

    def tables(self) -> list[PublicTable]:
        """Each dimension that is left once small categories are folded together, made fit for all bounds."""
        shown = {d: self._folded(d, cells) for d, cells in self.wanted.items()}
        shown = {d: cells for d, cells in shown.items() if d == "total" or set(cells) - {OTHER}}
        made = {bound: self._bound(bound, shown) for bound in BOUNDS}
        found = []
        for dimension, cells in shown.items():
            said = {
                value: {
                    bound: OPEN if cells[value][bound] is None else made[bound][dimension][0].get(value)
                    for bound in BOUNDS
                }
                for value in sorted(cells)
            }
            if any(one is not None and one != OPEN for cell in said.values() for one in cell.values()):
                worst = max((made[bound][dimension][1] for bound in BOUNDS), key=_METHODS.index)
                found.append(PublicTable(self.event_type, dimension, "people", worst, said))
        return found

    def _folded(self, dimension: str, cells: Cells) -> Cells:
        """Categories with few people become one, so that a row by being there tells nothing of a small count."""
        if dimension == "total":
            return cells
        kept = self.listed.get(f"{self.event_type}/{dimension}", set())
        found: Cells = {value: dict.fromkeys(BOUNDS, 0) for value in sorted(kept)}
        for value, cell in cells.items():
            large = int(cell["best"] or 0) >= self.threshold and value != UNKNOWN
            into = found.setdefault(value if large or value in kept else OTHER, dict.fromkeys(BOUNDS, 0))
            for bound in BOUNDS:
                more, there = cell[bound], into[bound]
                into[bound] = None if more is None or there is None else there + more
        return found

    def _bound(self, bound: str, shown: Mapping[str, Cells]) -> dict[str, tuple[dict[str, Shown], str]]:
        """By dimension, what is shown of a bound and how it was made so. One that is open somewhere is not shown."""
        names = [d for d, cells in shown.items() if all(cell[bound] is not None for cell in cells.values())]
        releases = [self._published(release, bound, shown) for release in self.earlier]
        last = {table.name for table in releases[-1]} if releases else set()
        then = [
            _table(name, d, self._folded(d, self.before[name]), bound)
            for d in names
            if (name := f"{self.event_type}/{d}") in last and _closed(self.before.get(name), bound)
        ]
        tables = [_table(f"{self.event_type}/{d}", d, shown[d], bound) for d in names]
        made: list[Protected] = []
        try:
            known = [release for release in releases if release]
            made = protect(
                tables, threshold=self.threshold, earlier=known, before=then, methods=("round", "drop cells")
            )
        except DisclosureError:
            # Numbers that cannot all be true at once leave the attack without an answer: then none is shown.
            made = []
        closed = {d: "drop the table" if d in names else "as it is" for d in shown}
        found: dict[str, tuple[dict[str, Shown], str]] = {d: ({}, how) for d, how in closed.items()}
        for name, one in zip(names, made, strict=False):
            cells = one.table.cells if one.table else {}
            said = {(key[0] if key else ""): n for key, n in cells.items() if not n.hidden}
            found[name] = (said, one.method)
        return found

    def _published(
        self, release: Sequence[PublicTable], bound: str, shown: Mapping[str, Cells]
    ) -> list[PublishedTable]:
        """An earlier release as the attacker knows it: its folded categories held those that are shown by now."""
        found = []
        for number, table in enumerate(t for t in release if t.event_type == self.event_type):
            folded = f"{OTHER} {number}"
            cells: dict[Key, Shown] = {
                (() if table.dimension == "total" else (folded if value == OTHER else value,)): said
                for value, cell in table.cells.items()
                if (said := cell[bound]) is not None and said != OPEN
            }
            fresh = set(shown.get(table.dimension, {})) - set(table.cells) | {OTHER}
            merged = (
                {} if table.dimension == "total" else {table.dimension: dict.fromkeys(sorted(fresh), folded)}
            )
            dimensions = () if table.dimension == "total" else (table.dimension,)
            if cells:
                found.append(PublishedTable(table.name, dimensions, cells, merged))
        return found


def _closed(cells: Cells | None, bound: str) -> bool:
    return bool(cells) and all(cell[bound] is not None for cell in (cells or {}).values())


def _table(name: str, dimension: str, cells: Cells, bound: str) -> Table:
    """One-way counts without their total, which is a table of its own."""
    counts: dict[Key, int] = {}
    for value, cell in cells.items():
        counts[() if dimension == "total" else (value,)] = int(cell[bound] or 0)
    return Table(name, () if dimension == "total" else (dimension,), counts, totals=False)


def as_rows(tables: Iterable[PublicTable]) -> list[dict[str, Any]]:
    """One row a cell, for data files: each bound from and to; empty where nothing is said."""
    return [
        {
            "event_type": table.event_type,
            "dimension": table.dimension,
            "value": value,
            "unit": table.unit,
            **{
                f"{bound}_{end}": None if said is None or said == OPEN else int(getattr(said, at))
                for bound in BOUNDS
                for end, at in (("from", "low"), ("to", "high"))
                for said in (cell[bound],)
            },
            "no_upper_bound": cell["high"] == OPEN,
            "shown": table.method,
        }
        for table in tables
        for value, cell in table.cells.items()
    ]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> list[PublicTable]:
    """The tables of a release out of its data file."""
    found: dict[str, PublicTable] = {}
    for row in rows:
        name = f"{row['event_type']}/{row['dimension']}"
        table = found.setdefault(
            name, PublicTable(row["event_type"], row["dimension"], row["unit"], row["shown"], {})
        )
        table.cells[row["value"]] = {bound: _said(row, bound) for bound in BOUNDS}
    return list(found.values())


def _said(row: Mapping[str, Any], bound: str) -> Shown | None:
    if bound == "high" and row["no_upper_bound"]:
        return OPEN
    low, high = row[f"{bound}_from"], row[f"{bound}_to"]
    return None if low is None else Shown(low, high)
