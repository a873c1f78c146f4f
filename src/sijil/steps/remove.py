"""`sijil remove`: bytes, texts and names of an item gone for good, and on record that they were."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sijil.errors import EvidenceError
from sijil.store import asked_log
from sijil.store.case import Case
from sijil.store.erasing import erase
from sijil.store.mirror import mirror
from sijil.store.models import CustodyEvent, Item
from sijil.store.runs import run_record


@dataclass(frozen=True, slots=True)
class Removed:
    """What was closed, and where the same bytes or parts of them still are."""

    seq: int
    texts: int
    claims: int
    records: int
    figures: tuple[str, ...]
    containers: tuple[str, ...]
    members: tuple[str, ...]


def item_named(said: str) -> Item:
    """The item of a SHA-256 or its beginning (8 digits at least). Raises `EvidenceError`."""
    found = list(Item.objects.filter(part="", sha256__startswith=said.lower())[:2]) if len(said) >= 8 else []
    if len(found) != 1:
        what = "names more than one item" if found else "is the SHA-256 of no item of this case"
        raise EvidenceError(
            what, where=said, remedy="give at least 8 digits; the report and `sijil verify` print them"
        )
    return found[0]


def remove(case: Case, item: Item, *, reason: str, authorised_by: str, actor: str) -> Removed:
    """Delete an item's bytes and everything read from them, and record why.

    The log's lines stay and prove that the item was there. What a language model answered about it goes too. The
    report and derived files, which may hold its words, are taken away until the next run. Raises `CustodyError`
    for an unknown reason.
    """
    inside = CustodyEvent.objects.filter(item=item, container__isnull=False, act="extracted")
    containers = tuple(
        sorted({event.container.name for event in inside.select_related("container") if event.container})
    )
    taken = CustodyEvent.objects.filter(container=item, act="extracted").select_related("item")
    members = tuple(
        sorted({event.item.name for event in taken if event.item and event.item.outcome != "removed"})
    )
    with run_record("remove", reason=reason) as run:
        seq = case.custody.remove(item.sha256, reason=reason, authorised_by=authorised_by, actor=actor)
        case.custody.forget_names(item.sha256, actor=actor)
        mirror(case)
        erased = erase(item, reason)
        asked_log.forget(case, item.sha256)
        for folder in (case.report_folder, case.folder / "derived"):
            _clear(folder)
        run.rows_in, run.rows_out = 1, erased.texts
    return Removed(seq, erased.texts, erased.claims, erased.records, erased.figures, containers, members)


def _clear(folder: Path) -> None:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
