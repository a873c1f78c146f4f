"""`sijil learn` all the way: off with few judgements, measured, in use, its proposals judged like any other."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Sijil = Callable[..., subprocess.CompletedProcess[str]]
NAMES = ("Om Samir", "Abu Nadim", "Rima Exemplar", "Jaber Exemplar", "Hala Exemplar", "Old Yusuf")
QUIET = ("The harvest was late that year.", "The committee met and drank tea.", "The road was open again.")


def text(number: int) -> str:
    name, quiet = NAMES[number % 6], QUIET[number % 3]
    return (
        f"Gunmen killed {number + 2} farmers. {quiet} {name} gave up the ghost near house {number}. "
        f"Soldiers arrested {number + 3} men. {QUIET[(number + 1) % 3]}\n"
    )


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    """A case of texts in which everything is judged, and what the rules do not see was added by a person."""
    folder, evidence = tmp_path / "case", tmp_path / "evidence"
    evidence.mkdir()
    for number in range(22):
        (evidence / f"{number:02}.txt").write_text(text(number), "utf-8")
    assert sijil("new", folder).returncode == 0
    assert sijil("run", folder, evidence).returncode == 0
    return folder


def claims(path: Path) -> list[dict[str, Any]]:
    lines = [json.loads(one) for one in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line["kind"] == "claim"]


def judge(sijil: Sijil, case: Path, texts: int) -> None:
    out, given = case / "out.jsonl", case / "in.jsonl"
    assert sijil("judgements", case, "--export", out, "--only", "awaiting").returncode == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    decided = [line | {"decision": "accept"} for line in lines if line["kind"] == "claim"]
    for number in range(texts):
        quote = f"{NAMES[number % 6]} gave up the ghost near house {number}"
        claim = {"event_type": "killing", "victims": [{"description": NAMES[number % 6]}]}
        decided.append(
            {"kind": "claim", "decision": "add", "item": f"{number:02}.txt", "quote": quote, "claim": claim}
        )
    given.write_text("\n".join(json.dumps(line) for line in decided), "utf-8")
    done = sijil("judgements", case, "--import", given)
    assert done.returncode == 0, done.stderr


def test_a_model_is_off_measured_and_then_in_use(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    before = sijil("learn", case)
    assert "nothing is learned: 60 judged claims" in before.stdout, before.stderr
    judge(sijil, case, 22)
    done = sijil("learn", case)
    assert done.returncode == 0 and "in use: model" in done.stdout, done.stdout + done.stderr
    assert "rules alone" in done.stdout and "0.67" in done.stdout and "1.00" in done.stdout

    new = tmp_path / "new.txt"
    new.write_text("It rained. Zaynab Exemplar gave up the ghost near house 99. Tea was served.\n", "utf-8")
    assert sijil("run", case, new).returncode == 0
    out = case / "again.jsonl"
    assert sijil("judgements", case, "--export", out, "--only", "awaiting").returncode == 0
    (line,) = claims(out)
    assert line["about"]["quote"] == "Zaynab Exemplar gave up the ghost near house 99."
    assert line["about"]["proposed"]["rule"] == "learned.killing"
    assert "learned.killing" in (case / "report/index.html").read_text("utf-8")

    model = case / "derived/learned/model.bin"
    data = model.read_bytes()
    assert sijil("learn", case).returncode == 0 and model.read_bytes() == data
    model.unlink()
    assert sijil("run", case, new).returncode == 0
    assert sijil("judgements", case, "--export", out, "--only", "awaiting").returncode == 0
    assert claims(out) == []


def test_a_broken_model_is_an_error_that_says_what_to_do(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    folder = case / "derived/learned"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"\0\0\0\0\0\0\0\5wrong")
    done = sijil("extract", case)
    assert done.returncode != 0 and "make it again with `sijil learn`" in done.stderr
