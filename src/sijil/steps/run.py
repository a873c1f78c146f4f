"""`sijil run`: every verb from adding to the report, in order. The one step that calls the others."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sijil.steps.add import AddReport, add
from sijil.steps.count import CountReport, count_case
from sijil.steps.estimate import EstimateReport, estimate
from sijil.steps.extract import ExtractReport, extract
from sijil.steps.footage import FootageReport, compare_footage
from sijil.steps.link import LinkReport, link
from sijil.steps.progress import Progress
from sijil.steps.read import ReadReport, read_new
from sijil.steps.report import ReportReport, report
from sijil.steps.transcribe import transcribe
from sijil.store.case import Case


@dataclass(frozen=True, slots=True)
class RunReport:
    """What each step did."""

    added: AddReport
    read: ReadReport
    extracted: ExtractReport
    linked: LinkReport
    footage: FootageReport
    counted: CountReport
    estimated: EstimateReport | None
    reported: ReportReport

    @property
    def changed(self) -> bool:
        """Whether anything at all is different from before."""
        return bool(
            self.added.new
            or self.read.items
            or self.extracted.new_claims
            or self.extracted.new_records
            or self.footage.changed
            or self.reported.changed
        )


def run_all(
    case: Case,
    paths: Sequence[str],
    *,
    actor: str,
    passwords: Sequence[str],
    progress: Callable[[str], AbstractContextManager[Progress]],
) -> RunReport:
    """Run every step; files received before under the same name are not received again."""
    with progress("taking into custody") as tell:
        added = add(case, paths, actor=actor, skip_known=True, progress=tell)
    with progress("reading") as tell:
        read = read_new(case, actor=actor, passwords=passwords, progress=tell)
    with progress("transcribing") as tell:
        read.transcribed(transcribe(case, passwords=passwords, progress=tell).items)
    with progress("extracting") as tell:
        extracted = extract(case, progress=tell)
    linked = link(case)
    with progress("comparing photos and films") as tell:
        footage = compare_footage(case, progress=tell)
    counted = count_case(case)
    estimated = estimate(case) if case.settings.estimate else None
    return RunReport(added, read, extracted, linked, footage, counted, estimated, report(case))
