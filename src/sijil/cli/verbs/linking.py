"""`sijil tool link`: lists of people in, one line a row with the person it is about."""

import csv
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sijil.cli.verbs.tools import read_or_raise
from sijil.errors import NotBuilt, ReadingError, SijilError

ENGINES = ("duckdb", "exact")
_ID_LABELS = ("record_id", "id")


def link(lists: list[Path], columns: Path | None, duplicate_free: bool, engine: str) -> None:
    """Link lists of people; one CSV line a row, what a reader should know on standard error."""
    from sijil.linkage import link as link_mentions

    if engine == "spark":
        raise NotBuilt(
            "is not built in this version",
            where="sijil tool link --engine spark",
            remedy="leave --engine out: the lists are linked on this machine",
        )
    if engine not in ENGINES:
        raise ReadingError(
            f"--engine {engine!r}", where="sijil tool link", remedy=f"it is {', '.join(ENGINES)}"
        )
    settings = _settings(columns)
    mentions: list[Any] = []
    rows: list[tuple[str, str, str]] = []
    for file in lists:
        for row_id, key, mention in _mentions(
            file, settings.get(file.name, settings.get("*", {})), duplicate_free
        ):
            rows.append((file.name, row_id, key))
            mentions.append(mention)
    linked = link_mentions(mentions, exact=engine == "exact")
    for alarm in linked.alarms:
        print(f"sijil: {alarm}", file=sys.stderr)
    likely = linked.probabilities()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("list", "record_id", "cluster_id", "probability"))
    best = linked.clusters.best
    names = {key: f"{name}:{row_id}" for name, row_id, key in rows}
    writer.writerows((name, row_id, names[best[key]], likely[key]) for name, row_id, key in rows)


def _settings(columns: Path | None) -> dict[str, Any]:
    """What a TOML file says of each list; a table "*" holds for every list it does not name."""
    if columns is None:
        return {}
    try:
        return tomllib.loads(columns.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReadingError(
            f"cannot be read ({error})", where=str(columns), remedy="give a TOML file"
        ) from error


def _mentions(file: Path, settings: Any, duplicate_free: bool) -> Iterator[tuple[str, str, Any]]:
    """(record id, key, mention) of each person of a list.

    A column `record_id` or `id` names the row, a column `list` the list where one file holds several.
    """
    from sijil.readers.lists import check_settings, recognise, records

    asked = check_settings(settings, str(file)) if settings else None
    reading = read_or_raise(file)
    texts = [reading.renditions[table.rendition].text for table in reading.tables]
    found = [(t, text, recognise(t, text, asked)) for t, text in zip(reading.tables, texts, strict=True)]
    lists = [(table, text, columns) for table, text, columns in found if not columns.not_a_list]
    if not lists:
        why = "; ".join(columns.not_a_list for _, _, columns in found) or "it has no table"
        raise ReadingError(f"is not a list of people: {why}", where=str(file), remedy="use --columns")
    for table, text, columns in lists:
        ids, listed = _cells(table, text, _ID_LABELS), _cells(table, text, ("list",))
        for draft in records(table, text, columns):
            row_id = ids.get(draft.row) or str(draft.row)
            key = f"{file.name}:{table.sheet}:{row_id}:{draft.row}"
            name = f"{file.name}:{listed.get(draft.row, '')}"
            yield row_id, key, _mention(draft, key, name, duplicate_free)


def _mention(draft: Any, key: str, name: str, duplicate_free: bool) -> Any:
    from sijil.linkage import Mention

    day, born = _day(draft, "date"), _day(draft, "birth_date")
    return Mention(
        key,
        draft.name or _first(draft, "name_other"),
        list=name,
        duplicate_free=duplicate_free,
        sex=draft.sex,
        age_low=draft.age.low if draft.age else None,
        age_high=draft.age.high if draft.age else None,
        born=born.earliest if born and born.earliest == born.latest else None,
        earliest=day.earliest if day else None,
        latest=day.latest if day else None,
        place=_first(draft, "village") or _first(draft, "place"),
        admin1=_first(draft, "governorate"),
        official_id=_first(draft, "official_id"),
    )


def _day(draft: Any, field: str) -> Any:
    """The date a cell says; None where it says none that can be read."""
    from sijil.dates import read_date

    said = _first(draft, field)
    try:
        return read_date(said) if said else None
    except SijilError:
        return None


def _cells(table: Any, text: str, wanted: tuple[str, ...]) -> dict[int, str]:
    """By row the cell under the first header that is one of `wanted`."""
    labels = [text[cell.start : cell.end].strip().casefold() for cell in table.header]
    column = next((n for n, label in enumerate(labels) if label in wanted), None)
    if column is None:
        return {}
    return {
        r.number: text[c.start : c.end].strip()
        for r in table.rows
        if column < len(r.cells) and (c := r.cells[column])
    }


def _first(draft: Any, field: str) -> str:
    return draft.values[field][0].text if field in draft.values else ""
