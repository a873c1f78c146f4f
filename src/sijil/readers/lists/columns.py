"""Which column of a table holds what: by case.toml, by its header, by its values; each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sijil.errors import ReadingError
from sijil.readers.lists.headers import Known, known_label, label_key
from sijil.readers.lists.settings import FIELDS, ListSettings
from sijil.readers.lists.shapes import counts_up, distinct, share
from sijil.readers.lists.values import is_absent, status_of
from sijil.readers.reading import Cell, Row, Table

_SAMPLE = 400
_REFUSED = "refused_"
_SEVERAL = frozenset(
    ("place", "village", "subdistrict", "district", "governorate", "origin", "cause", "source", "notes")
)
"""Fields that more than one column may hold."""
NAME_PARTS = ("given", "father", "grandfather", "family")
_OF_PEOPLE = frozenset(
    (
        "sex",
        "age",
        "birth_date",
        "birth_place",
        "mother",
        "status",
        "cause",
        "official_id",
        "name_other",
        *NAME_PARTS,
    )
)
"""Columns that only a list of people has."""
_OF_PLACES = frozenset(("lat", "lon", "latitude", "longitude", "coordinates", "الاحداثيات"))
_CHECKED = ("age", "sex", "date", "birth_date", "status")
_FEW = 0.3
_CORRECT = "correct case.toml"
_MOST = 0.7


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a list of people. Column numbers count from 0 here and from 1 in every text.

    `fields`: field to columns. `reasons`: why, by field. `doubts`: what a person should look at.
    `statements`: columns not taken over, and why. `not_a_list`: why it is no list of people; empty when it is one.
    `event_type`: what the list records where no column says it, `event_type_from` why.
    """

    fields: dict[str, tuple[int, ...]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    header_row: int = 0
    header_width: int = 0
    not_a_list: str = ""
    event_type: str = ""
    event_type_from: str = ""


def recognise(table: Table, rendition_text: str, settings: ListSettings | None = None) -> Columns:
    """Recognise the columns of `table`, whose cells are slices of `rendition_text`.

    Raises `ReadingError` when `settings` name a header, a column or a row that is not there; the
    message lists what is.
    """
    asked = settings or ListSettings()
    if asked.get("not_a_list"):
        return Columns(not_a_list="case.toml says that it is no list of people")
    if asked.get("sheet") not in (None, table.sheet):
        return Columns(not_a_list=f"case.toml names the sheet {asked['sheet']} as the list")
    search = _Search(table, rendition_text, asked)
    search.by_settings()
    search.by_headers()
    search.by_values()
    search.check()
    return search.result()


def header_of(table: Table, settings: ListSettings) -> tuple[int, list[Cell]]:
    """The header's row number and cells: the one the settings name, or the one recognised."""
    number = settings.get("header_row")
    if number is None or number == table.header_row:
        return table.header_row, table.header
    if number == 0:
        return 0, []
    for row in table.rows:
        if row.number == number:
            return number, row.cells
    raise ReadingError(
        f"header_row = {number}, but there is no such row", where=_place(table), remedy=_CORRECT
    )


def _place(table: Table) -> str:
    return f"sheet {table.sheet}" if table.sheet else "the list"


class _Search:
    def __init__(self, table: Table, text: str, settings: ListSettings) -> None:
        self.table, self.text, self.settings = table, text, settings
        self.header_row, header = header_of(table, settings)
        self.labels = [text[cell.start : cell.end].strip() for cell in header]
        self.header_width = len(header)
        below = [row for row in table.rows if row.number > self.header_row][:_SAMPLE]
        width = max([len(self.labels), *(len(row.widths) for row in below)], default=0)
        self.labels += [""] * (width - len(self.labels))
        self.values = _by_column(below, text, width)
        self.known: list[Known | None] = [known_label(label) for label in self.labels]
        self.fields: dict[str, list[int]] = {}
        self.reasons: dict[str, str] = {}
        self.doubts: list[str] = []
        self.statements: list[str] = []
        self.left = set(range(width))

    def take(self, name: str, column: int, reason: str) -> None:
        """Give a column to a field."""
        self.fields.setdefault(name, []).append(column)
        self.reasons[name] = f"{self.reasons[name]}; {reason}" if name in self.reasons else reason
        self.left.discard(column)

    def called(self, column: int) -> str:
        """How messages call a column."""
        return f"column '{self.labels[column]}'" if self.labels[column] else f"column {column + 1}"

    def by_settings(self) -> None:
        """Columns that case.toml names, and those it wants skipped."""
        for wanted in self.settings.get("skip", []):
            column = self._find(wanted)
            self.left.discard(column)
            self.statements.append(f"{self.called(column)} is skipped, as case.toml says")
        for name, wanted_columns in self.settings.get("columns", {}).items():
            if name not in FIELDS:
                raise ReadingError(
                    f"`{name}` is nothing a column can hold", remedy=f"use {', '.join(FIELDS)}"
                )
            for wanted in wanted_columns if isinstance(wanted_columns, list) else [wanted_columns]:
                column = self._find(wanted)
                known = self.known[column]
                if known and known.field.startswith(_REFUSED):
                    raise ReadingError(
                        _refusal(self.called(column)), where=_place(self.table), remedy=_CORRECT
                    )
                self.take(name, column, f"case.toml says {wanted}")

    def _find(self, wanted: str | int) -> int:
        """The column with that header or number. Raises `ReadingError` with the headers that there are."""
        keys = [label_key(label) for label in self.labels]
        if isinstance(wanted, str) and label_key(wanted) in keys:
            return keys.index(label_key(wanted))
        number = int(wanted) if isinstance(wanted, int) or wanted.isdecimal() else 0
        if 1 <= number <= len(self.labels):
            return number - 1
        present = ", ".join(f"{at} {self.called(at - 1)}" for at in range(1, len(self.labels) + 1))
        raise ReadingError(
            f"there is no column {wanted}",
            where=_place(self.table),
            remedy=f"use one of its columns: {present}",
        )

    def by_headers(self) -> None:
        """Columns whose header is known."""
        by_settings = frozenset(self.fields)
        for column in sorted(self.left, key=lambda at: (self._is_general(at), at)):
            known = self.known[column]
            if known is None:
                continue
            if known.field.startswith(_REFUSED):
                self.left.discard(column)
                self.statements.append(_refusal(self.called(column)))
            elif known.field == "not_taken":
                self.left.discard(column)
                self.statements.append(f"{self.called(column)} is not taken over")
            elif known.field not in by_settings:
                self._take_known(column, self._refined(column, known.field))

    def _is_general(self, column: int) -> bool:
        """A bare `date` gives way to `date of death`."""
        return label_key(self.labels[column]) in ("date", "تاريخ", "التاريخ", "place", "المكان", "مكان")

    def _refined(self, column: int, name: str) -> str:
        """`id` over long figures is an official number; `name` over single words beside a family name is the given."""
        values = self.values[column]
        if name == "official_id" and counts_up(values):
            return "number"
        if name == "number" and share(values, "official_id") > _MOST and not counts_up(values):
            return "official_id"
        others = {known.field for known in self.known if known}
        if name == "name" and others & {"family", "father"} and share(values, "name") < _FEW and any(values):
            return "given"
        return name

    def _take_known(self, column: int, name: str) -> None:
        reason = f"header '{self.labels[column]}'"
        if name not in self.fields or name in _SEVERAL:
            self.take(name, column, reason)
        elif name == "name" and "name_other" not in self.fields and self._another_script(column):
            self.take("name_other", column, f"{reason}, in another script")
        else:
            self.left.discard(column)
            first = self.called(self.fields[name][0])
            self.doubts.append(
                f"{first} and {self.called(column)} could both be the {name}: the former is taken"
            )
            self.statements.append(f"{self.called(column)} is not taken over")

    def _another_script(self, column: int) -> bool:
        one = _is_arabic(self.values[self.fields["name"][0]])
        return one is not _is_arabic(self.values[column])

    def by_values(self) -> None:
        """Columns without a known header that look like dates, sexes, statuses, running numbers or names."""
        for column in sorted(self.left):
            values = self.values[column]
            for name in ("sex", "status", "date", "official_id"):
                if name not in self.fields and share(values, name) >= 0.9:
                    self.take(name, column, f"values look like {name.replace('_', ' ')}")
                    break
            else:
                if column == 0 and "number" not in self.fields and counts_up(values):
                    self.take("number", column, "values count up")
        self._age_by_values()
        self._name_by_values()

    def _age_by_values(self) -> None:
        if "age" in self.fields:
            return
        for column in sorted(self.left):
            values = self.values[column]
            if not self.labels[column] and share(values, "age") >= 0.9 and distinct(values) < 0.9:
                self.take("age", column, "values look like ages")
                self.doubts.append(f"only the values say that {self.called(column)} holds ages")
                return

    def _name_by_values(self) -> None:
        if self.fields.keys() & {"name", "given", "family"} or not self.fields.keys() & _OF_PEOPLE:
            return
        looks = [
            (distinct(self.values[at]), -at) for at in self.left if share(self.values[at], "name") >= _MOST
        ]
        if looks and max(looks)[0] >= 0.6:
            column = -max(looks)[1]
            self.take("name", column, "values look like names")
            self.doubts.append(f"only the values say that {self.called(column)} holds the names")

    def check(self) -> None:
        """Headers that their values contradict become doubts, and what is left is stated."""
        for name in _CHECKED:
            for column in self.fields.get(name, []):
                values = self.values[column]
                if _filled(values) and share(values, name) < _FEW:
                    what = name.replace("_", " ")
                    self.doubts.append(f"the values under {self.called(column)} do not look like {what}")
        for column in self.fields.get("name", []):
            if _filled(self.values[column]) and share(self.values[column], "words") < 0.5:
                self.doubts.append(f"the values under {self.called(column)} do not look like names")
        for column in sorted(self.left):
            if _filled(self.values[column]):
                self.statements.append(f"{self.called(column)} is not taken over: its header is not known")

    def result(self) -> Columns:
        """The columns, or why this is no list of people."""
        not_a_list = self._why_no_list()
        event_type, event_from = self._event_type()
        return Columns(
            fields={}
            if not_a_list
            else {name: tuple(self.fields[name]) for name in FIELDS if name in self.fields},
            reasons={}
            if not_a_list
            else {name: self.reasons[name] for name in FIELDS if name in self.fields},
            doubts=tuple(dict.fromkeys(self.doubts)),
            statements=tuple(self.statements),
            labels=tuple(self.labels),
            header_row=self.header_row,
            header_width=self.header_width,
            not_a_list=not_a_list,
            event_type=event_type,
            event_type_from=event_from,
        )

    def _why_no_list(self) -> str:
        if self.settings.get("columns", {}).keys() & {"name", "given", "family"}:
            return ""
        if not self.fields.keys() & {"name", "given", "family"}:
            present = ", ".join(label for label in self.labels if label) or "none"
            return f"no column of names (headers: {present})"
        if not self.fields.keys() & _OF_PEOPLE and not self._names_people():
            if {label_key(label) for label in self.labels} & _OF_PLACES:
                return "it lists places"
            self.doubts.append(
                f"only the header of {self.called(self.fields['name'][0])} says that these are people"
            )
        return ""

    def _names_people(self) -> bool:
        """A header such as `victim` or `اسم الشهيد` cannot be that of places."""
        label = self.labels[self.fields["name"][0]] if "name" in self.fields else ""
        return label_key(label) not in ("name", "names", "الاسم", "اسم", "الاسماء")

    def _event_type(self) -> tuple[str, str]:
        """What the list records: by case.toml, or by the one status that its headers, title and sheet name."""
        if "event_type" in self.settings:
            return self.settings["event_type"], "case.toml"
        above = [row for row in self.table.rows if row.number < self.header_row]
        titles = [self.text[row.start : row.end] for row in above]
        said: dict[str, str] = {}
        for place in (*titles, self.table.sheet, *self.labels):
            status = status_of(place)
            if status is not None and status.event_type:
                said.setdefault(status.event_type, place.strip())
        return (
            next(iter((kind, f"'{place}'") for kind, place in said.items())) if len(said) == 1 else ("", "")
        )


def _refusal(column: str) -> str:
    return f"{column} is not taken over: Sijil keeps no such attribute of a person"


def _by_column(rows: Sequence[Row], text: str, width: int) -> list[list[str]]:
    values: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for column, cell in enumerate(row.cells):
            values[column].append(text[cell.start : cell.end].strip())
    return values


def _filled(values: Sequence[str]) -> bool:
    return not all(map(is_absent, values))


def _is_arabic(values: Sequence[str]) -> bool:
    text = "".join(values)
    arabic = sum("\u0600" <= char <= "\u06ff" for char in text)
    return 2 * arabic > sum(char.isalpha() for char in text)
