"""`sijil tool read` and `extract`: the libraries on plain files, results on standard output."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sijil.dates import Interval
from sijil.errors import ReadingError
from sijil.readers import Fence, Reading


def read(file: Path, password_file: Path | None) -> None:
    """The reading of one file as JSON."""
    from sijil.cli.verbs.opening import passwords

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

    reading = read_or_raise(file)
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


def read_or_raise(file: Path) -> Reading:
    """Read one file. Raises ReadingError where no text came out of it."""
    with tempfile.TemporaryDirectory() as spool, Fence() as fence:
        reading = fence.read(file, name=file.name, spool=Path(spool))
    if not reading.renditions:
        raise ReadingError(reading.reason or reading.outcome, where=str(file), remedy=reading.remedy)
    return reading
