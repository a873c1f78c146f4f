"""The custody log, mirrored into tables. The log is the authority: tables are rebuilt from it alone."""

from django.db import transaction

from sijil.custody import Custody, Entry
from sijil.readers import sniff
from sijil.store.case import Case
from sijil.store.models import CustodyEvent, Item

ITEM_ACTS = ("received", "extracted")
"""The acts by which an item comes into the case."""
ABOUT_AN_ITEM = (*ITEM_ACTS, "removed", "transferred")
_HEAD = 4096
_BATCH = 500


def mirror(case: Case) -> list[Item]:
    """Bring the tables in step with the log; returns the items that are new, in order of their first entry."""
    last = CustodyEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    custody = case.custody
    waiting = list(custody.entries(after=last))
    if not waiting:
        return []
    known = {item.sha256: item for item in Item.objects.filter(part="").defer("metadata")}
    fresh: list[Item] = []
    for start in range(0, len(waiting), _BATCH):
        with transaction.atomic():
            fresh += _mirror_batch(custody, waiting[start : start + _BATCH], known)
    return fresh


def _mirror_batch(custody: Custody, entries: list[Entry], known: dict[str, Item]) -> list[Item]:
    named = [(entry, custody.name_of(entry.seq) if _item_of(entry) else "") for entry in entries]
    first: dict[str, tuple[Entry, str]] = {}
    for entry, name in named:
        first.setdefault(_item_of(entry), (entry, name))
    fresh = [
        _new_item(custody, sha256, *said) for sha256, said in first.items() if sha256 and sha256 not in known
    ]
    known |= {item.sha256: item for item in Item.objects.bulk_create(fresh)}
    CustodyEvent.objects.bulk_create([_event(entry, name, known) for entry, name in named])
    _mark_removed(entries, known)
    return fresh


def _mark_removed(entries: list[Entry], known: dict[str, Item]) -> None:
    """Items that were removed are not to be read; one that was received again is."""
    last = {entry.sha256: entry for entry in entries if entry.act in (*ITEM_ACTS, "removed") and entry.sha256}
    for sha256, entry in last.items():
        item = known[sha256]
        if entry.act == "removed":
            Item.objects.filter(id=item.id).update(outcome="removed", outcome_reason=entry.reason or "")
        elif item.outcome == "removed":
            name = next((event.name for event in item.custody.order_by("-seq") if event.name), "")
            Item.objects.filter(id=item.id).update(outcome="unread", outcome_reason="", name=name)


def _item_of(entry: Entry) -> str:
    return entry.sha256 or "" if entry.act in ITEM_ACTS else ""


def _event(entry: Entry, name: str, known: dict[str, Item]) -> CustodyEvent:
    return CustodyEvent(
        item=known.get(entry.sha256 or "") if entry.act in ABOUT_AN_ITEM else None,
        purpose=entry.reason or "",
        seq=entry.seq,
        time=entry.time,
        actor=entry.actor,
        act=entry.act,
        name=name,
        container=known.get(entry.container) if entry.container else None,
        line_sha256=entry.line_sha256,
    )


def _new_item(custody: Custody, sha256: str, entry: Entry, name: str) -> Item:
    head = b""
    if custody.path_of(sha256).exists() or not custody.is_removed(sha256):
        with custody.open_blob(sha256) as blob:
            head = blob.read(_HEAD)
    size = entry.size or 0
    return Item(
        sha256=sha256, size=size, name=name, media_type=sniff(head, name, size), received_at=entry.time
    )
