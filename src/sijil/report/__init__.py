"""The report: figures and quotes that click back to files, as one HTML page with its data beside it.

In: an open case, read through `sijil.store.protection`. Out: file name → text of `index.html` (one a
language), CSV and JSON of the same rows, and `figures.json`; and the check that a report on disk still
says what its case says.
"""

from sijil.report.check import Disagreement, Page, compare
from sijil.report.files import write_files
from sijil.report.whole import report_files

__all__ = ["Disagreement", "Page", "compare", "report_files", "write_files"]
