"""Consents in a case: what may leave, what a withdrawal takes away, what it cannot reach."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Sijil = Callable[..., subprocess.CompletedProcess[str]]
TESTIMONY = (
    "The men came at dawn, said Rana Example, a resident of Beit Sal. "
    '"They killed my two brothers," Rana Example said.\n'
)


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJIL_KEY", str(tmp_path / "key.pem"))
    files = tmp_path / "files"
    files.mkdir()
    (files / "w1.txt").write_text(TESTIMONY, "utf-8")
    (files / "news.txt").write_text("Gunmen killed three civilians in Beit Sal.\n", "utf-8")
    case = tmp_path / "case"
    assert sijil("run", case, files).returncode == 0
    return case


def decide(sijil: Sijil, case: Path, *lines: dict[str, object]) -> subprocess.CompletedProcess[str]:
    path = case.parent / "lines.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return sijil("judgements", case, "--import", path)


def witness(sijil: Sijil, case: Path) -> tuple[str, str, str]:
    """Key of the claim of the witness, of the source, and the item's hash."""
    rows = json.loads((case / "report/claims.json").read_text("utf-8"))
    row = next(row for row in rows if "brothers" in row["quote"])
    (key,) = re.findall(
        rf"^{row['source']} \((\w+)\): nothing recorded", sijil("consents", case).stdout, re.M
    )
    return row["key"], key, row["item_sha256"]


def handed(sijil: Sijil, case: Path, bag: str, item: str, *options: str) -> subprocess.CompletedProcess[str]:
    out = case.parent / bag
    return sijil("handover", case, item, "--to", "the court", "--purpose", "case 12", "--out", out, *options)


def test_a_court_gets_nothing_without_consent_and_no_more_than_its_conditions(
    sijil: Sijil, case: Path
) -> None:
    """Requirements 45 and 46."""
    _, source, item = witness(sijil, case)
    court = ("--for", "international_court", "--audience", "partner")
    refused = handed(sijil, case, "bag", item, *court)
    assert refused.returncode and "consent" in refused.stderr and "Rana" not in refused.stderr
    assert not (case.parent / "bag").exists()
    assert "transferred" not in (case / "custody/log.jsonl").read_text("utf-8")
    given = {"kind": "consent", "key": source, "decision": "give", "purpose": "international_court",
             "audience": "partner", "identifiability": "named", "conditions": ["no_death_penalty"],
             "given_on": "2025-05-01", "reason": "form 7"}  # fmt: skip
    assert "1 judgement recorded" in decide(sijil, case, given).stdout
    assert "no death penalty" in handed(sijil, case, "bag", item, *court).stderr
    assert handed(sijil, case, "bag", item, *court, "--assured", "no_death_penalty").returncode == 0
    assert handed(sijil, case, "other", item, "--for", "publication", "--audience", "public").returncode


def test_what_names_nobody_is_handed_over_as_before(sijil: Sijil, case: Path) -> None:
    rows = json.loads((case / "report/items.json").read_text("utf-8"))
    news = next(row["sha256"] for row in rows if row["name"].endswith("news.txt"))
    assert handed(sijil, case, "bag", news).returncode == 0


def test_a_withdrawal_takes_everything_back_and_says_what_it_cannot_reach(sijil: Sijil, case: Path) -> None:
    """Rule 19: what is ours is taken away, what left is listed, findings are flagged."""
    claim, source, item = witness(sijil, case)
    given = {"kind": "consent", "key": source, "decision": "give", "purpose": "internal_analysis",
             "audience": "partner", "identifiability": "named", "given_on": "2025-05-01"}  # fmt: skip
    found = {"kind": "finding", "decision": "find", "subject": "Beit Sal", "question": "occurrence", "value": "yes",
             "statement": "Two men were killed.", "standard_of_proof": "reasonable_grounds", "reasons": "said by her",
             "grounds": [claim], "contrary_considered": "none found", "reviewed_by": "R-2"}  # fmt: skip
    done = decide(sijil, case, given, {"kind": "claim", "key": claim, "decision": "accept"}, found)
    assert "3 judgements recorded" in done.stdout, done.stderr
    assert handed(sijil, case, "bag", item, "--audience", "partner").returncode == 0
    assert sijil("run", case).returncode == 0
    assert "my two brothers" in (case / "report/index.html").read_text("utf-8")
    taken = {"kind": "consent", "key": source, "decision": "withdraw", "withdrawn_on": "2026-01-02"}
    assert "1 judgement recorded" in decide(sijil, case, taken).stdout
    assert sijil("run", case).returncode == 0
    assert sijil("verify", case / "report").returncode == 0
    report = "".join(path.read_text("utf-8") for path in (case / "report").iterdir())
    assert "my two brothers" not in report
    total = [
        f
        for f in json.loads((case / "report/figures.json").read_text("utf-8"))["figures"]
        if f["id"] == "killing/total"
    ]
    assert total == [] or total[0]["best"] == 0
    said = sijil("consents", case)
    assert said.returncode == 1
    assert (
        "was handed over on" in said.stderr
        and "still in evidence" in said.stderr
        and "judge it anew" in said.stderr
    )
    assert "Rana" not in said.stdout + said.stderr
    assert handed(sijil, case, "third", item, "--audience", "partner").returncode
    assert claim not in sijil("judgements", case, "--export", "/dev/stdout", "--only", "awaiting").stdout


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"purpose": "fame", "audience": "public", "identifiability": "named"}, "purpose is 'fame'"),
        ({"purpose": "publication", "audience": "public"}, "lacks identifiability"),
        (
            {"purpose": "publication", "audience": "public", "identifiability": "named", "until": "soon"},
            "until is 'soon'",
        ),
        (
            {
                "purpose": "publication",
                "audience": "public",
                "identifiability": "named",
                "conditions": ["money"],
            },
            "no condition is called",
        ),
        (
            {
                "purpose": "publication",
                "audience": "public",
                "identifiability": "named",
                "given_on": "2025-02-01",
                "until": "2025-01-01",
            },
            "ends before it was given",
        ),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(
    sijil: Sijil, case: Path, line: dict[str, object], says: str
) -> None:
    done = decide(
        sijil, case, {"kind": "consent", "key": witness(sijil, case)[1], "decision": "give", **line}
    )
    assert done.returncode == 1 and says in done.stderr
