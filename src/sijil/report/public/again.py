"""A release made again from its case: whether the case still stands as it did, and the releases before it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from sijil import __version__
from sijil.errors import ReportError
from sijil.report.public.tables import from_rows
from sijil.report.public.whole import Earlier, release_files
from sijil.store import models
from sijil.store.case import Case
from sijil.store.release_shelf import Shelf


def earlier_releases(shelf: Shelf, numbers: Sequence[int]) -> Earlier:
    """The tables of releases as they stand on the shelf, and what was true at the last. Raises `ReportError`."""
    tables = []
    for number in numbers:
        path = shelf.release(number) / "tables.json"
        try:
            tables.append(from_rows(json.loads(path.read_text("utf-8"))["tables"]))
        except (OSError, ValueError, KeyError) as error:
            raise ReportError(
                "the tables of an earlier release cannot be read",
                where=str(path),
                remedy="put the folder back from a copy: a release is attacked together with all before it",
            ) from error
    return Earlier(tuple(tables), shelf.inside(numbers[-1])["true"] if numbers else {})


def state_of(case: Case) -> str:
    """A digest of all that decides what a release says, apart from the day: the same, the release must be the same."""
    digest = hashlib.sha256(__version__.encode())
    digest.update((case.folder / "case.toml").read_bytes())
    digest.update(case.custody.head().encode())
    for body in models.Figure.objects.order_by("position").values_list("body", flat=True).iterator():
        digest.update(json.dumps(body, ensure_ascii=False, sort_keys=True).encode())
    # Who approved a release is no part of it.
    judged = models.Judgement.objects.exclude(kind="release").order_by("key")
    for key in judged.values_list("key", flat=True).iterator():
        digest.update(key.encode())
    return digest.hexdigest()


def made_again(case: Case, shelf: Shelf, number: int) -> dict[str, bytes] | None:
    """The files of a release made again; None where the case has gone on since. Raises `ReportError`."""
    inside = shelf.inside(number)
    if inside["state"] != state_of(case):
        return None
    before = earlier_releases(shelf, [n for n in shelf.numbers() if n < number])
    return release_files(case, number, date.fromisoformat(inside["day"]), before).files
