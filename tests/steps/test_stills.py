"""`sijil stills`: derived files with what made them, made again when gone, and never in a report."""

import hashlib
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
from footage_specimens import MP4, PHONE, footage

Sijil = Callable[..., Any]


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (tmp_path / "film.mp4").write_bytes(footage(*MP4, seconds=9, scene=3, tags=PHONE))
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (10, 200, 10)).save(out, "JPEG")
    (tmp_path / "photo.jpg").write_bytes(out.getvalue())
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff" + b"\x00" * 500)
    sijil("new", folder)
    sijil("add", folder, *(tmp_path / name for name in ("film.mp4", "photo.jpg", "broken.jpg")))
    return folder


def made(case: Path) -> dict[str, dict[str, Any]]:
    return {
        str(path.relative_to(case)): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((case / "derived" / "stills").rglob("made.json"))
    }


def tree(case: Path) -> dict[str, bytes]:
    folder = case / "derived" / "stills"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_still_has_its_hash_its_time_and_what_made_it(sijil: Sijil, case: Path) -> None:
    said = sijil("stills", case)
    assert "5 stills of 3 files" in said.stdout and "broken.jpg" in said.stdout
    told = made(case)
    film = next(one for one in told.values() if len(one["files"]) == 4)
    assert [one["seconds"] for one in film["files"]] == ["0.000", "3.600", "6.000", ""]
    assert film["tool"].startswith("stills 1 (av ") and film["options"]["at_most"] == 240
    for path, one in told.items():
        assert one["item_sha256"] in path
        for file in one["files"]:
            body = ((case / path).parent / file["name"]).read_bytes()
            assert file["sha256"] == hashlib.sha256(body).hexdigest() and file["size"] == len(body)
    broken = next(one for one in told.values() if not one["files"])
    assert "cannot be decoded" in broken["reason"]


def test_what_is_there_stays_and_what_is_gone_comes_back_to_the_byte(sijil: Sijil, case: Path) -> None:
    sijil("stills", case)
    first = tree(case)
    assert "0 stills of 0 files, 3 had theirs already" in sijil("stills", case).stdout
    next((case / "derived" / "stills").rglob("thumbnail.jpg")).write_bytes(b"something else")
    assert "of 1 file, 2 had theirs already" in sijil("stills", case).stdout
    assert tree(case) == first
    shutil.rmtree(case / "derived")
    sijil("stills", case)
    assert tree(case) == first
    assert {path.name for path in (case / "derived").iterdir()} == {"stills"}


def test_no_still_is_in_the_report_nor_in_what_is_handed_over(
    sijil: Sijil, case: Path, tmp_path: Path
) -> None:
    sijil("stills", case)
    sijil("report", case)
    stills = {body for name, body in tree(case).items() if name.endswith(".jpg")}
    assert stills
    for path in (case / "report").rglob("*"):
        assert not path.is_file() or path.read_bytes() not in stills
        assert path.suffix not in (".jpg", ".jpeg")
    page = (case / "report" / "index.html").read_text(encoding="utf-8")
    assert "keyframe-" not in page and "thumbnail.jpg" not in page
    # The length and the tracks of a film are told, and what it states of place and device as of a photo.
    assert "0:00:09.0" in page and "h264 160×96" in page


def test_only_what_is_named(sijil: Sijil, case: Path) -> None:
    assert "1 still of 1 file" in sijil("stills", case, "photo.jpg").stdout
