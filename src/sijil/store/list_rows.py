"""Rows of somebody's list of people as records: what each cell says, parsed, with its place in the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sijil.dates import Interval, read_date
from sijil.places import Gazetteer, Place
from sijil.readers import Cell, Row, Table
from sijil.readers.lists import FIELDS, Columns, RecordDraft, recognise, records
from sijil.store import search
from sijil.store.form_rows import MISSING, Form, Inherited, form_of
from sijil.store.models import Record, Rendition, Source
from sijil.store.place_rows import label, place_row
from sijil.store.runs import content_key
from sijil.store.settings_file import reader_settings
from sijil.store.source_rows import document_source

VERSION = "lists-1"
"""Names the rules by which rows become records; any change of them changes it."""

_NARROW = ("village", "place", "subdistrict", "district")
_WHERE = (*_NARROW, "governorate")
NOTHING = Inherited({})
_PLACEHOLDER_DAYS = frozenset([(1900, 1, 1), (1970, 1, 1)])
"""Birth dates that stand for "not known" in spreadsheets."""


@dataclass(slots=True)
class MadeRecords:
    """What became of a list: how many records are new, and which rows were passed over and why."""

    new: int = 0
    passed_over: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


def table_of(rendition: Rendition) -> Table:
    """The table of a rendition again, from its text and its stored shape."""
    layout = rendition.table
    assert layout is not None
    text = rendition.text
    rows = []
    for number, start in layout["rows"]:
        end = text.find("\n", start)
        line = text[start : len(text) if end < 0 else end]
        rows.append(Row(number, start, tuple(len(cell) for cell in line.split("\t"))))
    header = [Cell(start, end) for start, end in layout["header"]]
    return Table(0, layout["sheet"], layout["header_row"], header, rows)


def columns_of(rendition: Rendition, settings: Mapping[str, Any]) -> Columns:
    """Which column of a list holds what, and why. Raises ReadingError when the settings do not fit the file."""
    return _recognised(rendition, settings, form_of(rendition, settings, table_of))


def _recognised(rendition: Rendition, settings: Mapping[str, Any], form: Form | None) -> Columns:
    """The columns of a list; of a form's export without the tool's own, and with what the form lacks."""
    asked = reader_settings(settings)
    if form is None:
        return recognise(table_of(rendition), rendition.text, asked)
    if form.is_above and "columns" not in settings:
        below = ", ".join(sorted(sheet.table.sheet for sheet in form.others if sheet.is_repeat))
        return Columns(not_a_list=f"a form's own sheet: the people are listed in {below}")
    skip = [*settings.get("skip", []), *form.sheet.own_columns()]
    columns = recognise(form.sheet.table, rendition.text, reader_settings({**settings, "skip": skip}))
    said = tuple(line for line in columns.statements if not line.endswith("skipped, as case.toml says"))
    columns = replace(columns, statements=said)
    if not form.lacks_repeats:
        return columns
    if columns.not_a_list:
        return replace(columns, not_a_list=f"{MISSING} ({columns.not_a_list})")
    return replace(columns, doubts=(*columns.doubts, MISSING))


def make_records(
    rendition: Rendition,
    settings: Mapping[str, Any],
    published: Interval | None,
    gazetteer: Gazetteer | None,
) -> MadeRecords:
    """Make the records of a list anew; keys come from content, so judgements on them stay valid."""
    table, form = table_of(rendition), form_of(rendition, settings, table_of)
    columns = _recognised(rendition, settings, form)
    drafts = records(table, rendition.text, columns)
    made = MadeRecords(columns=dict(columns.reasons), doubts=[*columns.doubts, *columns.statements])
    before = set(rendition.records.values_list("key", flat=True))
    search.forget("record", sorted(before))
    rendition.records.all().delete()
    if columns.not_a_list:
        made.passed_over.append(f"not taken as a list of people: {columns.not_a_list}")
        return made
    made.passed_over += [f"row {p.row}: {p.reason}" for p in drafts.passed_over if p.reason != "the header"]
    maker = _Maker(rendition, document_source(rendition.item, settings, kind="list"), published, gazetteer)
    above = {row.number: row for row in table.rows} if form is not None else {}
    rows = [
        maker.record(draft, form.inherited(above[draft.row]) if form is not None else NOTHING)
        for draft in drafts
    ]
    Record.objects.bulk_create(rows, batch_size=500)
    search.index([("record", row.key, f"{row.name} {row.name_other_script}") for row in rows])
    made.new = sum(1 for row in rows if row.key not in before)
    return made


class _Maker:
    """Turns drafts into records; places and dates read once are remembered."""

    def __init__(
        self, rendition: Rendition, source: Source, published: Interval | None, gazetteer: Gazetteer | None
    ) -> None:
        self.rendition, self.source = rendition, source
        self.published, self.gazetteer = published, gazetteer
        self.days: dict[str, Interval | None] = {}
        self.found: dict[tuple[str, ...], tuple[Place | None, str, str]] = {}

    def record(self, own: RecordDraft, inherited: Inherited) -> Record:
        """One row, with what it takes from the rows above it."""
        taken = {name: found for name, found in inherited.values.items() if name not in own.values}
        if any(name in own.values for name in _WHERE):
            taken = {name: found for name, found in taken.items() if name not in _WHERE}
        draft = replace(own, values={**{n: said for n, (_, said) in taken.items()}, **own.values})
        doubts = list(draft.doubts)
        when = self._date(draft, "date", doubts)
        born = self._born(draft, doubts)
        place, called, admin1 = self._place(draft)
        age = draft.age
        return Record(
            key=content_key("r", self.rendition.item.sha256, self.rendition.part, draft.row),
            rendition=self.rendition,
            source=self.source,
            row_number=draft.row,
            start=draft.start,
            end=draft.end,
            quote=self.rendition.text[draft.start : draft.end],
            cells={
                name: [[v.start, v.end, v.text] for v in draft.values[name]]
                for name in FIELDS
                if name in own.values
            }
            | {
                f"above.{position}.{name}": [[v.start, v.end, v.text] for v in said]
                for name, (position, said) in sorted(taken.items())
            },
            name=draft.name,
            name_other_script=_words(draft, "name_other"),
            sex=draft.sex,
            age_low=age.low if age else None,
            age_high=age.high if age else None,
            born_earliest=born.earliest if born else None,
            born_latest=born.latest if born else None,
            event_type=_event_type(draft),
            outcome=draft.status or "unknown",
            official_id=_words(draft, "official_id"),
            date_earliest=when.earliest if when else None,
            date_latest=when.latest if when else None,
            date_precision=when.precision if when else "unknown",
            date_as_said=_words(draft, "date"),
            place_as_said=_place_words(draft),
            place_label=called,
            place=place_row(place) if place else None,
            admin1=admin1,
            doubts=doubts,
        )

    def _date(self, draft: RecordDraft, name: str, doubts: list[str]) -> Interval | None:
        said = _words(draft, name)
        if said not in self.days:
            self.days[said] = read_date(said, published=self.published) if said else None
        found = self.days[said]
        if said and found is None:
            doubts.append(f"'{said}' is no date that can be read")
        return found

    def _born(self, draft: RecordDraft, doubts: list[str]) -> Interval | None:
        born = self._date(draft, "birth_date", doubts)
        day = born.earliest if born and born.earliest == born.latest else None
        if isinstance(day, date) and (day.year, day.month, day.day) in _PLACEHOLDER_DAYS:
            doubts.append(f"the birth date {day} stands for an unknown one")
            return None
        return born

    def _place(self, draft: RecordDraft) -> tuple[Place | None, str, str]:
        """The gazetteer's place if one survives, what it is called in figures, and the governorate."""
        governorate = _words(draft, "governorate")
        narrow = [_words(draft, name) for name in _NARROW if name in draft.values]
        asked = (governorate, *narrow)
        if asked not in self.found:
            self.found[asked] = self._look_up(governorate, narrow)
        return self.found[asked]

    def _look_up(self, governorate: str, narrow: list[str]) -> tuple[Place | None, str, str]:
        if self.gazetteer is None:
            return None, narrow[0] if narrow else "", governorate
        admin1 = (self.gazetteer.governorate(governorate) or governorate) if governorate else ""
        if not narrow:
            return None, "", admin1
        near = [word for word in (*narrow[1:], governorate) if word]
        found = self.gazetteer.candidates(narrow[0], near=near, admin1=admin1 or None)
        inside = [c.place for c in found if not admin1 or c.place.admin1 == admin1]
        place = self.gazetteer.resolve(narrow[0], near=near, admin1=admin1 or None)
        areas = {p.admin1 for p in inside}
        return (
            place,
            label(narrow[0], [place] if place else inside),
            admin1 or (areas.pop() if len(areas) == 1 else ""),
        )


def _words(draft: RecordDraft, name: str) -> str:
    return " ".join(value.text for value in draft.values.get(name, ()))


def _place_words(draft: RecordDraft) -> str:
    return next((_words(draft, name) for name in (*_NARROW, "governorate") if name in draft.values), "")


def _event_type(draft: RecordDraft) -> str:
    """The event counted under: a missing person is missing, whatever the list is mainly about."""
    return "missing" if draft.status == "missing" else draft.event_type
