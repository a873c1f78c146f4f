"""Where tesseract's trained data lie, and which languages are there."""

from pathlib import Path

TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
)
"""Where systems put them: Debian and Ubuntu, older ones, others."""
SCRIPTS = {"Arabic": "ara", "Latin": "eng"}
"""The language that a page of a script is read in."""
_SCRIPT_DATA = "osd"


def folder() -> str:
    """The folder of trained data; empty when tesseract's are not installed."""
    return next((name for name in TESSDATA if Path(name, f"{_SCRIPT_DATA}.traineddata").is_file()), "")


def languages() -> tuple[str, ...]:
    """The languages installed, of those a page may be read in."""
    return tuple(
        name for name in SCRIPTS.values() if folder() and Path(folder(), f"{name}.traineddata").is_file()
    )
