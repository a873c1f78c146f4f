"""`sijil doctor`: what this machine has and lacks, and which protections are in force on it."""

import os
import platform
import shutil
import sqlite3
from importlib import metadata

from sijil import __version__
from sijil.readers import fence_report, libarchive_version, tessdata
from sijil.store.database import DATABASE_URL


def examine() -> list[dict[str, str]]:
    """One row a finding: what, its state, and what follows."""
    rows = [
        ("Sijil", __version__, ""),
        ("Python", platform.python_version(), ""),
        ("SQLite", sqlite3.sqlite_version, "" if _has_fts5() else "without FTS5: searching will not work"),
        (
            "database",
            "PostgreSQL" if os.environ.get(DATABASE_URL) else "case.db in each case",
            f"{DATABASE_URL} chooses",
        ),
        *[(name, state, so) for name, state, so in _fence()],
        *[_library(name, what) for name, what in LIBRARIES.items()],
        _libarchive(),
        _gpgv(),
        _tesseract(),
        _disk(),
    ]
    return [{"what": what, "state": state, "so": so} for what, state, so in rows]


LIBRARIES = {
    "matplotlib": "charts; below 3.11 Arabic is drawn wrong",
    "pypdfium2": "PDF",
    "av": "films and sound recordings",
    "pillow": "thumbnails, keyframes",
    "lxml": "DOCX, XLSX",
    "openpyxl": "dates and numbers in XLSX",
    "trafilatura": "saved web pages",
    "msoffcrypto-tool": "locked Office files",
    "c2pa-python": "content credentials of photos and films (extra `c2pa`)",
    "tesserocr": "scanned pages and photos of documents (extra `ocr`)",
    "py7zr": "locked 7z archives (extra `sevenzip`)",
    "pywhispercpp": "speech in recordings and films (extra `speech`; wants a model of whisper.cpp, never fetched)",
    "psycopg": "PostgreSQL (extra `postgres`)",
}


def _library(name: str, what: str) -> tuple[str, str, str]:
    try:
        return name, metadata.version(name), what
    except metadata.PackageNotFoundError:
        return name, "not installed", what


def _fence() -> list[tuple[str, str, str]]:
    return [(f"fence: {name}", str(state), "") for name, state in sorted(fence_report().items())]


def _has_fts5() -> bool:
    connection = sqlite3.connect(":memory:")
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    return "ENABLE_FTS5" in options


def _libarchive() -> tuple[str, str, str]:
    return (
        "libarchive",
        libarchive_version() or "not installed",
        "tar, 7z, RAR, files packed with gzip, xz … (on Debian: apt install libarchive13)",
    )


def _gpgv() -> tuple[str, str, str]:
    found = shutil.which("gpgv")
    return "gpgv", found or "not installed", "signatures of ProofMode" + ("" if found else " are not checked")


def _tesseract() -> tuple[str, str, str]:
    state = " ".join(tessdata.languages()) or "not installed"
    where = f" in {tessdata.folder()}" if tessdata.folder() else "; Debian: tesseract-ocr, -ara, -eng, -osd"
    return "tesseract data", state, f"scanned pages, ara and eng wanted{where}"


def _disk() -> tuple[str, str, str]:
    free = shutil.disk_usage(".").free / 2**30
    return "free disk here", f"{free:.1f} GiB", ""
