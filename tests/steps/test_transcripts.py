"""Drafts all the way: made, refused while they are drafts, confirmed, counted, taken back."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
from print_specimens import ARABIC, ENGLISH, layered, needs_tesseract, page

pytestmark = needs_tesseract
Sijil = Callable[..., subprocess.CompletedProcess[str]]
WOUNDED = ("The hospital received nine wounded children that evening.", *ENGLISH)


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    assert sijil("new", folder).returncode == 0
    return folder


def lines(sijil: Sijil, case: Path, only: str = "awaiting") -> list[dict[str, object]]:
    out = case / "out.jsonl"
    assert sijil("judgements", case, "--export", out, "--only", only).returncode == 0
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def decide(
    sijil: Sijil, case: Path, line: dict[str, object], decision: str
) -> subprocess.CompletedProcess[str]:
    given = case / "in.jsonl"
    given.write_text(json.dumps(line | {"decision": decision}, ensure_ascii=False), "utf-8")
    return sijil("judgements", case, "--import", given)


def awaits(sijil: Sijil, case: Path, claim: dict[str, object]) -> bool:
    return claim["key"] in [line["key"] for line in lines(sijil, case)]


def test_nothing_in_a_draft_counts_before_it_is_confirmed(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(page(ENGLISH, dpi=200, form="PDF"))
    added = sijil("run", case, tmp_path / "scan.pdf")
    assert "a draft transcript of page 1 was made" in added.stdout, added.stdout + added.stderr
    draft, claim, *_ = lines(sijil, case)
    assert (draft["kind"], draft["about"]["text"].split("\n")[0]) == ("transcript", ENGLISH[0])
    assert claim["event_type"] == "killing"

    refused = decide(sijil, case, claim, "accept")
    assert refused.returncode == 1 and "is a draft (tesseract" in refused.stderr
    assert awaits(sijil, case, claim)
    page_before = (case / "report/index.html").read_text("utf-8")
    assert "draft transcript, not yet compared" in page_before

    done = sijil("confirm", case, "scan.pdf", "--reviewer", "u-reader")
    assert "1 transcript confirmed" in done.stdout, done.stdout + done.stderr
    assert decide(sijil, case, claim, "accept").returncode == 0
    assert not awaits(sijil, case, claim)
    assert sijil("run", case, tmp_path / "scan.pdf").returncode == 0
    assert "transcript, compared with the original by" in (case / "report/index.html").read_text("utf-8")
    assert sijil("verify", case).returncode == 0

    assert sijil("confirm", case, "scan.pdf", "--withdraw", "--reason", "line 2 is wrong").returncode == 0
    assert awaits(sijil, case, claim)


def test_a_photo_is_transcribed_only_when_it_is_named(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    (tmp_path / "notice.png").write_bytes(page(ARABIC))
    assert sijil("run", case, tmp_path / "notice.png").returncode == 0
    assert lines(sijil, case) == []
    done = sijil("transcribe", case, "notice.png")
    assert "1 draft transcript of 1 file" in done.stdout, done.stdout + done.stderr
    assert [line["about"]["part"] for line in lines(sijil, case)] == ["transcript"]
    again = sijil("transcribe", case, "notice.png")
    assert "0 draft transcripts of 0 files" in again.stdout
    listed = sijil("confirm", case)
    assert "awaits confirmation" in listed.stdout


def test_a_text_layer_that_says_something_else_is_flagged_and_counts_for_nothing(
    sijil: Sijil, case: Path, tmp_path: Path
) -> None:
    lie = tuple(" ".join(reversed(line.replace("ثلاثة", "تسعة").split())) for line in ARABIC)
    (tmp_path / "honest.pdf").write_bytes(layered(ARABIC, ARABIC, tmp_path))
    (tmp_path / "lying.pdf").write_bytes(layered(ARABIC, lie, tmp_path))
    done = sijil("run", case, tmp_path / "honest.pdf", tmp_path / "lying.pdf")
    assert "% agree)" in done.stdout, done.stdout + done.stderr
    drafts = [line["about"] for line in lines(sijil, case) if line["kind"] == "transcript"]
    assert [(about["part"], about["made_by"][:10]) for about in drafts] == [
        ("text", "text layer"),
        ("page 1, transcript", "tesseract "),
    ]


def test_what_is_no_draft_cannot_be_confirmed(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Gunmen killed three civilians.", "utf-8")
    assert sijil("run", case, tmp_path / "note.txt").returncode == 0
    refused = sijil("confirm", case, "note.txt")
    assert refused.returncode != 0 and "no draft transcript" in refused.stderr


def test_damaged_pages_are_told_of_one_by_one(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    data = page(WOUNDED, form="PDF")
    start = data.index(b"stream") + 400
    (tmp_path / "scan.pdf").write_bytes(data[:start] + bytes(2000) + data[start + 2000 :])
    said = sijil("run", case, tmp_path / "scan.pdf").stdout
    assert "no print was found" in said or "could not be transcribed" in said or "a draft transcript" in said
