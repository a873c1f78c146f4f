"""What "dozens" counts as in a case: as the table says, or as the case says, up to the report."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Sijil = Callable[..., "CompletedProcess[str]"]
TEXT = "Gunmen killed dozens of civilians in Tarn. At least 30 monks were killed in Osk. قتل عشرات المدنيين في القرية."


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    assert sijil("new", folder).returncode == 0
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")
    assert sijil("run", folder, tmp_path / "text.txt").returncode == 0
    return folder


def counts(case: Path) -> list[tuple[Any, ...]]:
    rows = json.loads((case / "report/claims.json").read_text("utf-8"))
    return sorted(
        (v["count_as_said"], v["count_low"], v["count_best"], v["count_high"], v["count_convention"] or "")
        for row in rows
        for v in row["body"]["victims"]
    )


def set_dozens(case: Path, number: int) -> None:
    path = case / "case.toml"
    before = path.read_text("utf-8")
    assert "\ndozens = 12 " in before
    path.write_text(before.replace("\ndozens = 12 ", f"\ndozens = {number} "), "utf-8")


def test_a_case_s_own_convention_reaches_claims_run_record_and_report(sijil: Sijil, case: Path) -> None:
    assert counts(case) == [
        ("At least 30", 30, 30, None, ""),
        ("dozens", 12, 12, None, "dozens"),
        ("عشرات", 10, 10, None, "tens"),
    ]
    out = case / "lines.jsonl"
    assert sijil("judgements", case, "--export", out).returncode == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    judged = [
        line | {"decision": "accept", "reviewer": "R-1"}
        for line in lines
        if line["about"]["quote"].startswith("Gunmen")
    ]
    out.write_text("\n".join(map(json.dumps, judged)), "utf-8")
    assert len(judged) == 1 and sijil("judgements", case, "--import", out).returncode == 0

    set_dozens(case, 24)
    done = sijil("run", case)
    assert done.returncode == 0, done.stderr
    assert counts(case)[1] == ("dozens", 24, 24, None, "dozens")
    assert counts(case)[2] == ("عشرات", 10, 10, None, "tens")
    figures = json.loads((case / "report/figures.json").read_text("utf-8"))
    assert figures["conventions"]["dozens"] == 24 and figures["conventions"]["tens"] == 10
    page = (case / "report/index.html").read_text("utf-8")
    assert "24 (set for this case)" in page and "10 (set for this case)" not in page
    assert sijil("verify", case).returncode == 0


def test_the_report_tells_what_the_claims_were_read_with_until_they_are_read_again(
    sijil: Sijil, case: Path
) -> None:
    set_dozens(case, 24)
    assert sijil("report", case).returncode == 0
    assert json.loads((case / "report/figures.json").read_text("utf-8"))["conventions"]["dozens"] == 12
