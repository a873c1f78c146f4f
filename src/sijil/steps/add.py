"""`sijil add`, first half: files into custody, and the custody log into tables. Reading is `steps.read`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sijil.custody import Received, Refused
from sijil.steps.progress import Progress, silent
from sijil.store.case import Case
from sijil.store.mirror import mirror
from sijil.store.runs import run_record


@dataclass(slots=True)
class AddReport:
    """What became of every file given: new to the case, known already, or refused with its reason."""

    new: list[Received] = field(default_factory=list)
    known: list[Received] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def add(
    case: Case, paths: Sequence[str], *, actor: str, skip_known: bool = False, progress: Progress = silent
) -> AddReport:
    """Take files and folders into custody.

    The same bytes twice are one blob and two log entries; with `skip_known` a file received before under
    the same name gets no second entry. Raises DiskFull; whatever was finished by then is kept.
    """
    report = AddReport()
    with run_record("add", skip_known=skip_known) as run:
        try:
            for outcome in case.custody.take_in(paths, actor=actor, skip_known=skip_known, progress=progress):
                _sort(report, outcome)
        finally:
            mirror(case)
        run.rows_in = len(report.new) + len(report.known) + len(report.refused)
        run.rows_out = len(report.new) + len(report.known)
    return report


def _sort(report: AddReport, outcome: Received | Refused) -> None:
    if isinstance(outcome, Refused):
        report.refused.append(outcome)
    elif outcome.known:
        report.known.append(outcome)
    else:
        report.new.append(outcome)
