"""`sijil add`, first half: files into custody, and the custody log into tables. Reading is `steps.read`.

A folder that says it is a BagIt bag is checked whole before anything of it is taken in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sijil.custody import BagCheck, Proven, Received, Refused, check_bag, is_bag, read_proofs
from sijil.steps.progress import Progress, silent
from sijil.store.case import Case
from sijil.store.mirror import mirror
from sijil.store.models import Item
from sijil.store.runs import run_record


@dataclass(frozen=True, slots=True)
class TakenBag:
    """A bag that was taken in: what its check noted, and what its proofs show, where it has any."""

    folder: Path
    check: BagCheck
    proven: Proven | None

    @property
    def how(self) -> str:
        """How its files came, in words that are kept with each."""
        words = f"BagIt {self.check.version} bag {self.folder.name}"
        if self.proven is None:
            return words
        if self.proven.trouble:
            return f"{words}; its proofs do not hold: {self.proven.trouble}"
        return (
            f"{words}; proven in the log {self.proven.origin} at {self.proven.size:,} entries, "
            f"key {self.proven.fingerprint[:16]}"
        )


@dataclass(slots=True)
class AddReport:
    """What became of every file given: new to the case, known already, or refused with its reason."""

    new: list[Received] = field(default_factory=list)
    known: list[Received] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    bags: list[TakenBag] = field(default_factory=list)


def add(
    case: Case, paths: Sequence[str], *, actor: str, skip_known: bool = False, progress: Progress = silent
) -> AddReport:
    """Take files and folders into custody.

    The same bytes twice are one blob and two log entries; with `skip_known` a file received before under
    the same name gets no second entry. Raises DiskFull; whatever was finished by then is kept.
    """
    report = AddReport()
    with run_record("add", skip_known=skip_known) as run:
        sound = [path for path in paths if not is_bag(Path(path)) or _checked(Path(path), report)]
        try:
            for outcome in case.custody.take_in(sound, actor=actor, skip_known=skip_known, progress=progress):
                _sort(report, outcome)
        finally:
            mirror(case)
        for bag in report.bags:
            _say_how(bag, report)
        run.rows_in = len(report.new) + len(report.known) + len(report.refused)
        run.rows_out = len(report.new) + len(report.known)
    return report


def _checked(folder: Path, report: AddReport) -> bool:
    """Check a bag; one with any fault is refused as a whole, with each fault."""
    check = check_bag(folder)
    if check.problems:
        more = f"; and {len(check.problems) - 5} more" if len(check.problems) > 5 else ""
        why = "; ".join(check.problems[:5]) + more
        report.refused.append(
            Refused(folder, folder.name, f"is no sound bag: {why}", "ask the giver for it again")
        )
        return False
    report.bags.append(TakenBag(folder, check, read_proofs(folder / "data" / "log" / "proofs.json")))
    return True


def _say_how(bag: TakenBag, report: AddReport) -> None:
    """Keep with each file of a bag how it came; what changed since the check is said as such."""
    taken = {received.sha256 for received in (*report.new, *report.known)}
    for file in bag.check.files:
        if file.sha256 not in taken:
            why = "changed after its bag was checked; what is in custody is what was there then"
            report.refused.append(Refused(file.path, file.name, why, "ask the giver for the bag again"))
    proven = bag.proven.items if bag.proven else frozenset()
    for sha256 in sorted({file.sha256 for file in bag.check.files}):
        plain = f"BagIt {bag.check.version} bag {bag.folder.name}"
        how = bag.how if sha256 in proven or (bag.proven and bag.proven.trouble) else plain
        Item.objects.filter(sha256=sha256, part="", capture_method="").update(capture_method=how)


def _sort(report: AddReport, outcome: Received | Refused) -> None:
    if isinstance(outcome, Refused):
        report.refused.append(outcome)
    elif outcome.known:
        report.known.append(outcome)
    else:
        report.new.append(outcome)
