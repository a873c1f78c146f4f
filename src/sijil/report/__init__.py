"""The report: figures and quotes that click back to files, as one HTML page with its data beside it.

In: an open case, read through `sijil.store.protection`. Out: file name → text of `index.html` (one a
language), CSV and JSON of the same rows, and `figures.json`; and the check that a report on disk still
says what its case says. `render_estimate` makes a page of one estimated table that belongs to no case.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sijil.report.check import Disagreement, Page, compare
    from sijil.report.files import write_files
    from sijil.report.page import render_estimate
    from sijil.report.whole import report_files

_HOMES = {
    "Disagreement": "check",
    "Page": "check",
    "compare": "check",
    "render_estimate": "page",
    "report_files": "whole",
    "write_files": "files",
}

__all__ = ["Disagreement", "Page", "compare", "render_estimate", "report_files", "write_files"]


def __getattr__(name: str) -> Any:
    """Imported when it is first asked for: the workbench wants the report's words, not its charts."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
