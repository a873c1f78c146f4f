"""A recording all the way: heard, a draft, refused while it is one, confirmed."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
from footage_specimens import footage
from speech_specimens import write_model

from sijil.readers import speech_model

pytestmark = pytest.mark.skipif(not speech_model.installed(), reason="the extra speech is not installed")
Sijil = Callable[..., subprocess.CompletedProcess[str]]
WORDS = (" Gunmen", " killed", " three", " civilians", " in", " the", " village", ".")


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (tmp_path / "voice.ogg").write_bytes(footage("ogg", "", "libopus", seconds=8))
    assert sijil("new", folder).returncode == 0
    assert sijil("add", folder, tmp_path / "voice.ogg").returncode == 0
    return folder


def name_model(case: Path, said: str) -> None:
    path = case / "case.toml"
    path.write_text(path.read_text("utf-8") + f'\n[speech]\nmodel = "{said}"\n', "utf-8")


def test_what_a_witness_says_counts_for_nothing_before_it_is_compared(
    sijil: Sijil, case: Path, tmp_path: Path
) -> None:
    write_model(case / "ggml-made.bin", WORDS, seconds=4, language=0)
    name_model(case, "ggml-made.bin")
    done = sijil("transcribe", case, "voice.ogg")
    assert "a draft transcript of what is said was made" in done.stdout, done.stdout + done.stderr
    assert sijil("extract", case).returncode == 0
    out = tmp_path / "out.jsonl"
    assert sijil("judgements", case, "--export", out, "--only", "awaiting").returncode == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    claim = next(line for line in lines if line.get("event_type") == "killing")
    draft = next(line for line in lines if line["kind"] == "transcript")
    assert draft["about"]["spoken_at"].startswith("0 0:00:00.0; 46 0:00:04.0")
    assert [line["about"]["heard_at"] for line in lines if line["kind"] == "claim"][:2] == [
        "0:00:00.0",
        "0:00:04.0",
    ]
    out.write_text(json.dumps(claim | {"decision": "accept"}), "utf-8")
    refused = sijil("judgements", case, "--import", out)
    assert refused.returncode != 0 and "confirm" in refused.stdout + refused.stderr
    assert "voice.ogg" in sijil("confirm", case, "voice.ogg").stdout
    assert sijil("judgements", case, "--import", out).returncode == 0
    assert sijil("report", case).returncode == 0
    assert 'said at <bdi dir="ltr">0:00:00.0</bdi>' in (case / "report" / "index.html").read_text("utf-8")
    # What was heard once is not heard again.
    assert "0 draft transcripts" in sijil("transcribe", case, "voice.ogg").stdout


def test_without_a_model_the_verb_says_what_is_missing_and_changes_nothing(sijil: Sijil, case: Path) -> None:
    done = sijil("transcribe", case, "voice.ogg")
    assert done.returncode != 0 and "there is no model" in done.stderr and "[speech] model" in done.stderr
    name_model(case, "/nowhere/at/all")
    done = sijil("transcribe", case, "voice.ogg")
    assert done.returncode != 0 and "cannot be opened" in done.stderr


def test_a_setting_that_is_no_language_is_refused(sijil: Sijil, case: Path) -> None:
    path = case / "case.toml"
    path.write_text(path.read_text("utf-8") + '\n[speech]\nlanguage = "Arabic"\n', "utf-8")
    done = sijil("transcribe", case, "voice.ogg")
    assert done.returncode != 0 and "[speech] language" in done.stderr and "two letters" in done.stderr
