"""`sijil report`: the report of a case, written whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from sijil import __version__
from sijil.report import report_files, write_files
from sijil.store.case import Case
from sijil.store.runs import run_record


@dataclass(frozen=True, slots=True)
class ReportReport:
    """Where the report is, and whether it differs from the one that was there."""

    page: Path
    changed: bool


def report(case: Case) -> ReportReport:
    """Write the report folder of a case from the figures counted last."""
    with run_record("report", version=__version__) as run:
        files = report_files(case)
        before = {name: _text(case.report_folder / name) for name in files}
        changed = before != files
        if changed:
            write_files(case.report_folder, files)
        run.rows_out = len(files)
    return ReportReport(case.report_folder / "index.html", changed)


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None
