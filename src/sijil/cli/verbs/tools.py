"""`sijil tool read`, `extract` and `link`: the libraries on plain files, results on standard output."""

import csv
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sijil.cli.verbs.opening import passwords
from sijil.dates import Interval
from sijil.errors import NotBuilt, ReadingError
from sijil.readers import Fence, Reading


def read(file: Path, password_file: Path | None) -> None:
    """The reading of one file as JSON."""
    given = passwords(password_file)
    with tempfile.TemporaryDirectory() as spool, Fence() as fence:
        reading = fence.read(file, name=file.name, passwords=given, spool=Path(spool))
        json.dump(_reading(reading), sys.stdout, ensure_ascii=False, indent=1)
        print()


def _reading(reading: Reading) -> dict[str, Any]:
    shown = asdict(reading)
    shown["members"] = [{k: v for k, v in m.items() if k != "path"} for m in shown["members"]]
    for table, original in zip(shown["tables"], reading.tables, strict=True):
        table["rows"] = [
            {
                "number": row.number,
                "start": row.start,
                "end": row.end,
                "cells": [asdict(c) for c in row.cells],
            }
            for row in original.rows
        ]
    return shown


def extract(file: Path, published: str, gazetteers: list[Path]) -> None:
    """The candidate claims of one file as JSON Lines; says on standard error what was not searched."""
    from sijil import extraction
    from sijil.dates import read_date
    from sijil.places import Gazetteer

    reading = _read_or_raise(file)
    places = Gazetteer.read(gazetteers) if gazetteers else None
    stated = reading.metadata.get("published") or reading.metadata.get("date") or ""
    anchor = Interval.parse(published) if published else read_date(stated) if stated else None
    tables = {table.rendition for table in reading.tables}
    for number, rendition in enumerate(reading.renditions):
        if number in tables:
            continue
        for claim in extraction.extract(rendition.text, published=anchor, gazetteer=places):
            print(json.dumps(claim.as_json() | {"part": rendition.part}, ensure_ascii=False))
        for language, sentences in sorted(extraction.unsupported_languages(rendition.text).items()):
            print(
                f"sijil: {file}: {sentences} sentences not searched, no rules for {language!r}",
                file=sys.stderr,
            )


def _read_or_raise(file: Path) -> Reading:
    with tempfile.TemporaryDirectory() as spool, Fence() as fence:
        reading = fence.read(file, name=file.name, spool=Path(spool))
    if not reading.renditions:
        raise ReadingError(reading.reason or reading.outcome, where=str(file), remedy=reading.remedy)
    return reading


def link(lists: list[Path], columns: Path | None, duplicate_free: bool, engine: str) -> None:
    """Link lists of people; one CSV line a row."""
    from sijil.linkage import Mention, cluster, compare_pairs

    if engine != "exact":
        raise NotBuilt(f"the engine {engine!r} is not built in this version", remedy="leave --engine out")
    settings = tomllib.loads(columns.read_text("utf-8")) if columns else {}
    mentions: list[Mention] = []
    rows: list[tuple[str, str, str]] = []
    for file in lists:
        for row_id, key, mention in _mentions(file, settings.get(file.name, {}), duplicate_free):
            rows.append((file.name, row_id, key))
            mentions.append(mention)
    clusters = cluster(mentions, list(compare_pairs(mentions)), [])
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("list", "record_id", "cluster_id", "probability"))
    writer.writerows((name, row_id, clusters.best[key], "1.0") for name, row_id, key in rows)


def _mentions(file: Path, settings: Any, duplicate_free: bool) -> Iterator[tuple[str, str, Any]]:
    """(record id, key, mention) of each person of a list; a column `record_id` or `id` names the row."""
    from sijil.readers.lists import recognise, records

    reading = _read_or_raise(file)
    texts = [reading.renditions[table.rendition].text for table in reading.tables]
    found = [
        (t, text, recognise(t, text, settings or None)) for t, text in zip(reading.tables, texts, strict=True)
    ]
    lists = [(table, text, columns) for table, text, columns in found if not columns.not_a_list]
    if not lists:
        why = "; ".join(columns.not_a_list for _, _, columns in found) or "it has no table"
        raise ReadingError(f"is not a list of people: {why}", where=str(file), remedy="use --columns")
    for table, text, columns in lists:
        ids = _ids(table, text)
        for draft in records(table, text, columns):
            row_id = ids.get(draft.row, str(draft.row))
            key = f"{file.name}:{table.sheet}:{row_id}:{draft.row}"
            yield row_id, key, _mention(draft, key, file.name, duplicate_free)


def _mention(draft: Any, key: str, name: str, duplicate_free: bool) -> Any:
    from sijil.dates import read_date
    from sijil.linkage import Mention

    day = read_date(_first(draft, "date")) if _first(draft, "date") else None
    born = read_date(_first(draft, "birth_date")) if _first(draft, "birth_date") else None
    return Mention(
        key,
        draft.name,
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
    )


def _ids(table: Any, text: str) -> dict[int, str]:
    labels = [text[cell.start : cell.end].strip().casefold() for cell in table.header]
    column = next((n for n, label in enumerate(labels) if label in ("record_id", "id")), None)
    if column is None:
        return {}
    return {
        r.number: text[c.start : c.end]
        for r in table.rows
        if column < len(r.cells) and (c := r.cells[column])
    }


def _first(draft: Any, field: str) -> str:
    return draft.values[field][0].text if field in draft.values else ""
