"""Archives all the way: what is in them becomes items of their own, to a depth, and a claim cites the member."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))

from archive_specimens import HAS_LIBRARY, WANTED, tar
from office_specimens import package

Sijil = Callable[..., subprocess.CompletedProcess[str]]
SAID = b"Gunmen killed three civilians in Beit Sal on 6 March 2025."


def items(case: Path) -> dict[str, tuple[str, str, str]]:
    """Outcome, reason and remedy of each item of a case, by name."""
    with sqlite3.connect(case / "case.db") as database:
        rows = database.execute("SELECT name, outcome, outcome_reason, outcome_remedy FROM store_item")
        return {name: (outcome, reason, remedy) for name, outcome, reason, remedy in rows}


def test_zips_in_zips_are_opened_to_a_depth_and_the_rest_is_said(sijil: Sijil, tmp_path: Path) -> None:
    data, name = SAID, "note.txt"
    for depth in range(7):
        data, name = package({name: data}), f"level{depth}.zip"
    (tmp_path / name).write_bytes(data)
    (tmp_path / "next.txt").write_bytes(SAID)
    case = tmp_path / "case"
    sijil("new", case)
    assert sijil("add", case, tmp_path / name, tmp_path / "next.txt").returncode == 0
    found = items(case)
    assert found.pop("level1.zip") == (
        "partly_read",
        "holds 1 files 5 containers deep, which were not taken out",
        "unpack it by hand and add the files",
    )
    assert sorted(found) == [f"level{depth}.zip" for depth in (2, 3, 4, 5, 6)] + ["next.txt"]
    assert {outcome for outcome, _, _ in found.values()} == {"read"}
    assert sijil("verify", case).returncode == 0


@pytest.mark.skipif(not HAS_LIBRARY, reason=WANTED)
def test_a_claim_from_a_tar_cites_the_member(sijil: Sijil, tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(tar({"reports/6 March.txt": SAID, "b.txt": b"nothing"}, "gz"))
    case = tmp_path / "case"
    assert sijil("run", case, tmp_path / "a.tar.gz").returncode == 0
    [claim] = json.loads((case / "report/claims.json").read_text("utf-8"))
    assert claim["event_type"] == "killing"
    page = (case / "report/index.html").read_text("utf-8")
    assert "reports/6 March.txt" in page
    assert sijil("verify", case).returncode == 0 and sijil("verify", case / "report").returncode == 0


WITHOUT = """
from sijil.readers import start
real = start._environment
start._environment = lambda: real() | {"LIBARCHIVE": "libnone.so"}
from sijil.cli import main
main()
"""


@pytest.mark.skipif(not HAS_LIBRARY, reason=WANTED)
def test_what_lacked_the_library_is_read_once_it_is_there(sijil: Sijil, tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tar({"b.txt": SAID}))
    case = tmp_path / "case"
    sijil("new", case)
    subprocess.run([sys.executable, "-c", WITHOUT, "add", case, tmp_path / "a.tar"], check=True)
    outcome, reason, remedy = items(case)["a.tar"]
    assert (outcome, "libarchive is not installed" in reason, "libarchive13" in remedy) == (
        "kept",
        True,
        True,
    )
    sijil("add", case, tmp_path / "a.tar")
    assert {name: found[0] for name, found in items(case).items()} == {"a.tar": "read", "b.txt": "read"}


def test_an_export_without_its_media_says_which_are_not_there(sijil: Sijil, tmp_path: Path) -> None:
    chat = (
        "[07/03/2025, 13:15:22] Karim Exemplar: ‎<attached: 00000001-PHOTO-2025-03-07-13-15-22.jpg>\n"
        "[07/03/2025, 13:16:22] Huda Exemplar: Gunmen killed three civilians in Beit Sal yesterday."
        " ‎<attached: 00000002-VIDEO-2025-03-07-13-16-22.mp4>\n"
        "[13/03/2025, 13:16:22] Huda Exemplar: image omitted\n"
    )
    photo = b"\xff\xd8\xff\xe0 not really a picture"
    files = {"_chat.txt": chat.encode(), "00000001-PHOTO-2025-03-07-13-15-22.jpg": photo}
    (tmp_path / "chat.zip").write_bytes(package(files))
    case = tmp_path / "case"
    assert sijil("run", case, tmp_path / "chat.zip").returncode == 0
    page = (case / "report/index.html").read_text("utf-8")
    assert "00000002-VIDEO-2025-03-07-13-16-22.mp4</bdi> (not in what was received)" in page
    assert "00000001-PHOTO-2025-03-07-13-15-22.jpg</bdi> (not in" not in page
