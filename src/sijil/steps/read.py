"""`sijil add`, second half: text out of what is in custody. Each item ends with a stated outcome.

What an archive or a mail holds is taken into custody as items of its own and read in turn, to a depth.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sijil.errors import CaseSettings
from sijil.readers import LIBARCHIVE_WANTED, Fence, Reading, libarchive_version, proofmode
from sijil.steps._side_by_side import fences
from sijil.steps.progress import Progress, silent
from sijil.store.case import Case
from sijil.store.message_rows import carry_senders
from sijil.store.mirror import mirror
from sijil.store.models import Item
from sijil.store.readings import add_facts, stored
from sijil.store.runs import run_record

MAX_DEPTH = 5
"""An archive in an archive in an archive … is opened this many times."""
ASK_AGAIN = "--password-file"
_Job = tuple[Item, Path]
"""An item, and the folder for what is taken out of it."""
_Done = tuple[_Job, Reading]


@dataclass(slots=True)
class ReadReport:
    """The items that were read this time, with their outcomes."""

    items: list[Item] = field(default_factory=list)

    def transcribed(self, items: Sequence[Item]) -> None:
        """Take over the outcomes of items that were transcribed after they were read."""
        later = {item.id: item for item in items}
        self.items = [later.pop(item.id, item) for item in self.items] + list(later.values())


def read_new(
    case: Case, *, actor: str, passwords: Sequence[str] = (), progress: Progress = silent
) -> ReadReport:
    """Read every item not read yet, with passwords at hand those that were locked, and what lacked a library."""
    report = ReadReport()
    mirror(case)
    with run_record("read") as run, _spool(case) as spool, fences(_trusted(case)) as side_by_side:
        again = [*(_locked() if passwords else []), *_lacking()]
        while waiting := [*_unread(), *again]:
            again = []
            done = side_by_side.each(_reading(case, tuple(passwords)), _jobs(waiting, spool))
            report.items += stored(_taken(case, _told(done, waiting, progress), actor))
            mirror(case)
        if report.items:
            carry_senders()
        # An earlier reading may have been interrupted before the proofs were looked at.
        if report.items or not Item.objects.filter(metadata__has_key=proofmode.FACT).exists():
            add_facts(list(proofmode.facts(_pieces(case))))
        run.rows_in = run.rows_out = len(report.items)
    return report


def _jobs(items: Sequence[Item], spool: Path) -> Iterator[_Job]:
    return ((item, Path(tempfile.mkdtemp(prefix="file-", dir=spool))) for item in items)


def _reading(case: Case, passwords: tuple[str, ...]) -> Callable[[Fence, _Job], Reading]:
    def read(fence: Fence, job: _Job) -> Reading:
        item, folder = job
        path = case.custody.path_of(item.sha256)
        return fence.read(path, name=item.name, passwords=passwords, spool=folder)

    return read


def _told(done: Iterator[_Done], items: Sequence[Item], progress: Progress) -> Iterator[_Done]:
    """The readings one by one, each item told of before its reading is waited for."""
    for number, item in enumerate(items):
        progress(number, len(items), item.name)
        yield next(done)
    progress(len(items), len(items), "")


def _taken(case: Case, done: Iterator[_Done], actor: str) -> Iterator[tuple[Item, Reading]]:
    """The readings, once what each file held is in custody."""
    for (item, folder), reading in done:
        if reading.members:
            yield item, _take_members(case, item, reading, actor)
        else:
            yield item, reading
        shutil.rmtree(folder)


def _trusted(case: Case) -> str:
    """The certificates of signers of content credentials whom the case trusts; none unless it names them."""
    name = case.settings.trusted_signers
    if not name:
        return ""
    try:
        return (case.folder / name).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseSettings(
            f"trusted_signers names {name!r}, which cannot be read ({error})",
            where=str(case.folder / "case.toml"),
            remedy="copy the certificates (PEM) into the case folder",
        ) from error


def _pieces(case: Case) -> Iterator[proofmode.Piece]:
    """Every file of the case as far as ProofMode is concerned; nothing when no proof file is there."""
    here = Item.objects.filter(part="").exclude(outcome="removed")
    if not any(here.filter(name__iendswith=proof).exists() for proof in proofmode.PROOFS):
        return
    rows = here.order_by("id").values_list("name", "sha256", "custody__container__sha256").distinct()
    for name, sha256, container in rows:
        group = container or "folder " + name.replace("\\", "/").rpartition("/")[0]
        yield proofmode.Piece(name, sha256, case.custody.path_of(sha256), group, container is not None)


@contextmanager
def _spool(case: Case) -> Iterator[Path]:
    """A folder for what is taken out of containers, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="spool-", dir=case.folder / "derived"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unread() -> list[Item]:
    return list(Item.objects.filter(outcome="unread", part="").order_by("id"))


def _locked() -> list[Item]:
    return list(Item.objects.filter(outcome_remedy__contains=ASK_AGAIN).order_by("id"))


def _lacking() -> list[Item]:
    """Archives that were added when the library that opens them was not there, and now is."""
    found = list(Item.objects.filter(outcome_remedy=LIBARCHIVE_WANTED).order_by("id"))
    return found if found and libarchive_version() else []


def _take_members(case: Case, item: Item, reading: Reading, actor: str) -> Reading:
    if _depth(item) >= MAX_DEPTH:
        return reading.but_partly(
            f"holds {len(reading.members)} files {MAX_DEPTH} containers deep, which were not taken out",
            "unpack it by hand and add the files",
        )
    case.custody.take_members(
        [(member.path, member.name) for member in reading.members if member.path],
        container_sha256=item.sha256,
        actor=actor,
    )
    return reading


def _depth(item: Item) -> int:
    """How many containers an item came out of, at the least."""
    depth, level = 0, {item.id}
    while depth <= MAX_DEPTH:
        level = {
            container
            for container in Item.objects.filter(members__item_id__in=level).values_list("id", flat=True)
            if container not in level
        }
        if not level:
            return depth
        depth += 1
    return depth
