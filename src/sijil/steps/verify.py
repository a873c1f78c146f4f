"""`sijil verify`: bytes, log, database and quotes of a case; every figure and quote of a report."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sijil import custody, report
from sijil.errors import CaseMissing, ReportError
from sijil.steps.progress import Progress, silent
from sijil.steps.troubles import Trouble, Verified
from sijil.store import models
from sijil.store.captured import captured
from sijil.store.case import Case, open_case
from sijil.store.estimated import estimates, history_bodies
from sijil.store.figures import bodies
from sijil.store.protection import TEAM, group_labels
from sijil.store.triggers import missing_triggers

PLACE_IN_DATABASE = "case.db"


def verify_case(
    folder: Path,
    *,
    progress: Progress = silent,
    against: Path | None = None,
    clock: custody.Clock = custody.utc_now,
) -> Verified:
    """Check a case folder from its bytes upwards. Works without the database, and then says so.

    `against` is a checkpoint that somebody outside kept; `clock` tells how old the last outside anchor is.
    """
    if not (folder / "case.toml").is_file() and not (folder / custody.LOG).is_file():
        raise CaseMissing(
            "there is no case here", where=str(folder), remedy="give the folder that holds case.toml"
        )
    found = Verified()
    for p in (check := custody.Verification(folder, against=against)).problems(progress=progress):
        found.troubles.append(Trouble(p.severity, p.where, p.what, p.remedy, p.level))
    found.troubles.append(_bound(check, clock().astimezone(UTC)))
    found.summary = check.summary()
    if _has_database(folder):
        case = open_case(folder, lay_guards=False)
        found.troubles += [*_items(case), *_renditions_and_quotes(), *_judgements(case), *_triggers()]
        found.summary += (
            f", {models.Statement.objects.count():,} quotes, {models.Record.objects.count():,} rows"
        )
    else:
        found.troubles.append(
            Trouble(
                "note",
                PLACE_IN_DATABASE,
                "there is none; bytes and log were checked alone",
                "run `sijil run`",
            )
        )
    return found


_KINDS = {
    "token": "the time-stamp",
    "handed out": "the checkpoint handed out",
    "yours": "the checkpoint you kept",
}
OLD_DAYS = 30


def _bound(check: custody.Verification, now: datetime) -> Trouble:
    """What binds the log to the outside, how old that is, and what whoever holds the key could still do."""
    anchors, remedy = check.anchors, "sijil seal CASE, and give the checkpoint to somebody outside"
    if not anchors.size:
        what = "nothing outside binds this log: whoever holds the folder and a signing key could rewrite all of it"
        return Trouble("note", custody.LOG, what, remedy)
    of = f"{_KINDS[anchors.kind]} of {anchors.time:%Y-%m-%d}" if anchors.time else _KINDS[anchors.kind]
    days = (now - anchors.time).days if anchors.time else 0
    age = f", {days} days ago" if anchors.time else ""
    later = check.entries - anchors.size
    what = f"entries 1 to {anchors.size:,} are bound by {of}{age}"
    if later > 0:
        what += f"; whoever holds a signing key could still rewrite the {later:,} after them"
    return Trouble("note", custody.LOG, what, remedy if later > 0 or days > OLD_DAYS else "")


def verify_report(folder: Path, case_folder: Path | None = None) -> Verified:
    """Recompute every figure and quote of a report from its case, and compare. Raises ReportError."""
    home = case_folder or _case_of(folder)
    case = open_case(home, lay_guards=False)
    found = Verified()
    found.troubles += [
        Trouble("problem", d.where, d.what, d.remedy) for d in _stale_figures(_recounted(case))
    ]
    files = report.report_files(case)
    found.troubles += [Trouble("problem", d.where, d.what, d.remedy) for d in report.compare(folder, files)]
    page = report.Page.parse(files["index.html"])
    found.troubles += list(_quotes_in_bytes(case, page))
    found.summary = (
        f"{len(page.figures):,} numbers and {len(page.quotes):,} quotes of the report compared with the case"
    )
    return found


def _recounted(case: Case) -> list[dict[str, Any]]:
    """Every figure counted now; the histories behind an estimate too, where there is one."""
    histories = history_bodies(captured(case, group_labels(TEAM), drawing=False)) if estimates() else []
    return [*bodies(case), *histories]


def _case_of(folder: Path) -> Path:
    if (folder.resolve().parent / "case.toml").is_file():
        return folder.resolve().parent
    raise ReportError(
        "its case is not beside it", where=str(folder), remedy="name it: sijil verify REPORT --case CASE"
    )


def _has_database(folder: Path) -> bool:
    from sijil.store.database import is_local

    return not is_local(folder) or (folder / "case.db").is_file()


def _items(case: Case) -> Iterator[Trouble]:
    """Level: every item present and logged, every log line mirrored as it is."""
    digests: dict[int, str] = {}
    hashes: set[str | None] = set()
    removed: set[str | None] = set()
    for entry in case.custody.entries():
        digests[entry.seq] = entry.line_sha256
        hashes.add(entry.sha256)
        (removed.add if entry.act == "removed" else removed.discard)(entry.sha256)
    for item in models.Item.objects.filter(part="").order_by("id").iterator():
        if item.sha256 not in hashes:
            yield Trouble(
                "problem", f"item {item.name!r}", f"no log line speaks of its SHA-256 {item.sha256}"
            )
        if item.sha256 not in removed and not case.custody.path_of(item.sha256).is_file():
            yield Trouble("problem", f"item {item.name!r}", f"its bytes {item.sha256} are not in evidence/")
    for event in models.CustodyEvent.objects.order_by("seq").iterator():
        digest = digests.get(event.seq)
        if digest != event.line_sha256:
            said = "is not in the log" if digest is None else "is another line in the log"
            yield Trouble(
                "problem", f"{custody.LOG}:{event.seq}", f"entry {event.seq} of the database {said}"
            )
    yield from _not_mirrored(set(digests))


def _not_mirrored(logged: set[int]) -> Iterator[Trouble]:
    """Entries at the end of the log may wait for the next run; one missing in between was taken out."""
    mirrored = set(models.CustodyEvent.objects.values_list("seq", flat=True))
    for seq in sorted(logged - mirrored):
        late = seq > max(mirrored, default=0)
        severity = "note" if late else "problem"
        yield Trouble(severity, f"{custody.LOG}:{seq}", "has no entry in the database", "run `sijil run`")


def _renditions_and_quotes() -> Iterator[Trouble]:
    """Level: each text is what the reader gave, each quote is its slice of it."""
    for rendition in models.Rendition.objects.select_related("item").order_by("id").iterator(chunk_size=20):
        where = f"{rendition.item.name} ({rendition.part})"
        text = rendition.text
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != rendition.text_sha256:
            yield Trouble(
                "problem",
                where,
                "its text in the database is not what the reader gave",
                "run `sijil add` anew",
            )
        for statement in rendition.statements.order_by("start", "id").iterator():
            if text[statement.start : statement.end] != statement.quote:
                place = f"{statement.start}–{statement.end}"
                yield Trouble(
                    "problem", where, f"the quote {statement.key} is not characters {place} of its text"
                )
        for record in rendition.records.order_by("start", "id").iterator():
            if text[record.start : record.end] != record.quote:
                yield Trouble("problem", where, f"row {record.row_number} is not what stands in its text")
            for name, cells in record.cells.items():
                where_said = _text_of(rendition, name, text)
                if any(where_said[start:end] != said for start, end, said in cells):
                    yield Trouble(
                        "problem", where, f"row {record.row_number}: {name} is not what stands in its text"
                    )


def _text_of(rendition: models.Rendition, name: str, text: str) -> str:
    """The text a cell stands in: its own sheet's, or that of the sheet above which it was taken from."""
    if not name.startswith("above."):
        return text
    position = int(name.split(".")[1])
    return models.Rendition.objects.values_list("text", flat=True).get(item=rendition.item, position=position)


def _judgements(case: Case) -> Iterator[Trouble]:
    """Level: each judgement still carries the key that its content gives."""
    from sijil.store.decisions import key_of

    removed = {entry.sha256 for entry in case.custody.entries() if entry.act == "removed"}
    for judgement in models.Judgement.objects.order_by("id").iterator():
        if judgement.body.get("removed") in removed and not judgement.reason:
            continue
        if key_of(judgement) != judgement.key:
            yield Trouble("problem", f"judgement {judgement.key}", "was changed after it was made")


def _triggers() -> Iterator[Trouble]:
    from django.db import connection

    for name in missing_triggers(connection):
        yield Trouble(
            "problem",
            "database",
            f"the guard {name} is gone",
            "ask who changed the database; the next `sijil run` lays it again",
        )


def _stale_figures(fresh: list[dict[str, object]]) -> Iterator[report.Disagreement]:
    stored = {f.key: f.body for f in models.Figure.objects.all()}
    for body in fresh:
        if stored.pop(str(body["id"]), None) != body:
            yield report.Disagreement(
                str(body["id"]), "counted anew it is not what is stored", "run `sijil run` again"
            )
    for key in sorted(stored):
        yield report.Disagreement(key, "is stored, but nothing gives it any more", "run `sijil run` again")


def _quotes_in_bytes(case: Case, page: report.Page) -> Iterator[Trouble]:
    """Each file a quote of the page points at still hashes to its name."""
    for sha256 in sorted({quote.sha256 for quote in page.quotes}):
        path = case.custody.path_of(sha256)
        if not path.is_file():
            yield Trouble("problem", f"evidence {sha256[:16]}…", "the bytes behind a quote are gone")
            continue
        with path.open("rb") as blob:
            if hashlib.file_digest(blob, "sha256").hexdigest() != sha256:
                yield Trouble("problem", f"evidence {sha256[:16]}…", "the bytes behind a quote were changed")
