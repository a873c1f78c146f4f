"""`sijil ask` all the way: off unless named, asked once, recorded, proposed, judged."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "extraction"))
import model_server as server

Sijil = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "It rained. Om Samir gave up the ghost near the mill. Tea was served.\n"
SAID = {"event_type": "killing", "quote": "Om Samir gave up the ghost near the mill", "victims": ["Om Samir"]}


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (tmp_path / "note.txt").write_text(TEXT, "utf-8")
    assert sijil("new", folder).returncode == 0
    assert sijil("run", folder, tmp_path / "note.txt").returncode == 0
    return folder


def name_model(case: Path, address: str, more: str = "") -> None:
    path = case / "case.toml"
    path.write_text(f'{path.read_text("utf-8")}\n[model]\naddress = "{address}"\nname = "m"\n{more}', "utf-8")


def awaiting(sijil: Sijil, case: Path) -> list[dict[str, object]]:
    out = case / "out.jsonl"
    assert sijil("judgements", case, "--export", out, "--only", "awaiting").returncode == 0
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_without_a_model_nothing_is_asked(sijil: Sijil, case: Path) -> None:
    done = sijil("ask", case)
    assert done.returncode != 0 and "no language model is named" in done.stderr


def test_asked_once_recorded_and_proposed(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    with server.serving(server.saying(SAID, SAID | {"quote": "Om Nadim died"})) as (address, seen):
        name_model(case, address, "seed = 7\n")
        done = sijil("ask", case)
        assert done.returncode == 0 and "nothing left this machine; 1 claim proposed" in done.stdout, (
            done.stderr
        )
        assert "refused: " in done.stdout and "Om Nadim" in done.stdout
        again = sijil("ask", case)
        assert "0 pieces of text asked about now, 1 before" in again.stdout and len(seen) == 1
    (line,) = awaiting(sijil, case)
    assert line["about"]["proposed"]["rule"] == "model.killing"
    assert line["about"]["proposed"]["version"] == "1 m seed 7"
    (said,) = [json.loads(one) for one in (case / "asked/answers.jsonl").read_text("utf-8").splitlines()]
    assert (said["model"], said["seed"], said["prompt"], said["sent_to"]) == ("m", 7, "1", "")

    given = case / "in.jsonl"
    given.write_text(json.dumps(line | {"decision": "accept"}), "utf-8")
    assert sijil("judgements", case, "--import", given).returncode == 0
    assert sijil("run", case, tmp_path / "note.txt").returncode == 0
    assert "model.killing" in (case / "report/index.html").read_text("utf-8")
    assert sijil("verify", case).returncode == 0


def test_a_server_that_dies_half_way_leaves_what_it_answered(
    sijil: Sijil, case: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Abu Nadim gave up the ghost at the spring.\n", "utf-8")
    assert sijil("add", case, tmp_path / "other.txt").returncode == 0
    answers = [server.saying(SAID), server.raw(b"no", 404)]
    with server.serving(lambda handler, asked: answers.pop(0)(handler, asked)) as (address, _):
        name_model(case, address)
        done = sijil("ask", case)
    assert done.returncode == 1 and "the server says 404" in done.stderr
    assert "1 piece of text asked about now" in done.stdout and "1 claim proposed" in done.stdout
    assert len(awaiting(sijil, case)) == 1


def test_evidence_leaves_this_machine_only_when_allowed_twice(sijil: Sijil, case: Path) -> None:
    name_model(case, "https://model.example/v1")
    assert "evidence would be sent to model.example" in sijil("ask", case).stderr
    path = case / "case.toml"
    path.write_text(path.read_text("utf-8") + 'evidence_may_leave_to = "model.example"\n', "utf-8")
    done = sijil("ask", case)
    assert done.returncode != 0 and "sijil ask --send-evidence-to model.example" in done.stderr


def test_what_a_model_said_of_an_item_goes_when_the_item_is_removed(
    sijil: Sijil, case: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Abu Nadim gave up the ghost at the spring.\n", "utf-8")
    assert sijil("add", case, tmp_path / "other.txt").returncode == 0
    with server.serving(server.saying(SAID)) as (address, _):
        name_model(case, address)
        assert sijil("ask", case).returncode == 0
    log = case / "asked/answers.jsonl"
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert [digest in line for line in log.read_text("utf-8").splitlines()] == [True, False]
    done = sijil("remove", case, digest, "--reason", "harm", "--authorised-by", "x", "--yes")
    assert done.returncode == 0, done.stderr
    (left,) = log.read_text("utf-8").splitlines()
    assert digest not in left
