"""Photos and films of a case: found again in every form, proposed, and one of many only once a person said so."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
from make import films

Sijil = Callable[..., subprocess.CompletedProcess[str]]
SAID = "Gunmen killed two fishermen in Ras Sadafa this morning."


def export(folder: Path, name: str, number: int, posts: dict[str, tuple[int, bytes]]) -> None:
    """A channel's export: each post says the same and carries a film."""
    (folder / "video_files").mkdir(parents=True)
    messages = []
    for place, (film, (sent, data)) in enumerate(posts.items(), 1):
        (folder / "video_files" / film).write_bytes(data)
        message = {"id": place, "type": "message", "date_unixtime": str(sent), "date": "2025-04-10T12:00:00"}
        message |= {"from": name, "from_id": f"channel{number}", "file": f"video_files/{film}"}
        messages.append(message | {"media_type": "video_file", "mime_type": "video/mp4", "text": SAID})
    told = {"name": name, "type": "public_channel", "id": number, "messages": messages}
    (folder / "result.json").write_text(json.dumps(told), "utf-8")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two channels, a chat in a zip and a telephone's folder."""
    folder = tmp_path_factory.mktemp("given")
    day = 24 * 3600
    posts = {
        "gate.mp4": (1744300800, films.posted()),
        "again.mp4": (1744300800 + 3 * day, films.another_day()),
    }
    export(folder / "one", "Shatt Now", 11, posts)
    export(folder / "two", "Port News", 12, {"x.mp4": (1744304400, films.with_logo())})
    (folder / "phone").mkdir()
    (folder / "phone" / "story.mp4").write_bytes(films.upright())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        line = "10/04/2025, 21:03 - Umm Jad: VID-20250410-WA0001.mp4 (file attached)\n"
        archive.writestr("WhatsApp Chat with Family.txt", line)
        archive.writestr("VID-20250410-WA0001.mp4", films.in_the_chat())
    (folder / "chat.zip").write_bytes(out.getvalue())
    return folder


@pytest.fixture(scope="module")
def made(given: Path, sijil: Sijil, tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = tmp_path_factory.mktemp("footage") / "case"
    gazetteer = Path(__file__).parents[2] / "examples" / "gazetteer.csv"
    assert sijil("new", case, "--gazetteer", gazetteer).returncode == 0
    done = sijil("run", case, given)
    assert done.returncode == 0, done.stderr
    assert "photos and films: 5 to compare, 5 of them new; 10 pairs" in done.stdout
    return case


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "case"
    shutil.copytree(made, copy, copy_function=shutil.copy2)
    return copy


def lines(sijil: Sijil, case: Path, kind: str) -> list[dict[str, Any]]:
    out = case.parent / "out.jsonl"
    assert sijil("judgements", case, "--export", out, "--only", "awaiting").returncode == 0
    told = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return [line for line in told if line["kind"] == kind]


def decide(sijil: Sijil, case: Path, decided: list[dict[str, Any]]) -> subprocess.CompletedProcess[str]:
    path = case.parent / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in decided), "utf-8")
    return sijil("judgements", case, "--import", path)


def figure(case: Path, name: str) -> tuple[int, int, int] | None:
    told = json.loads((case / "report/figures.json").read_text("utf-8"))["figures"]
    return next(((f["low"], f["best"], f["high"]) for f in told if f["id"] == name), None)


def test_four_forms_are_proposed_as_one_and_the_look_alike_as_the_place(sijil: Sijil, case: Path) -> None:
    found = lines(sijil, case, "footage")
    names = {
        name: {line["about"][side]["name"] for side in ("one", "other")}
        for line in found
        for name in [line["one"] + line["other"]]
    }
    same = [line for line in found if line["about"]["found"] == "same_footage"]
    assert len(same) == 6 and found[:6] == same
    assert not any("again.mp4" in " ".join(names[line["one"] + line["other"]]) for line in same)
    beside = [line for line in found if line["about"]["found"] == "same_place"]
    assert len(beside) == 4 and all("again.mp4" in " ".join(names[b["one"] + b["other"]]) for b in beside)
    assert all(line["about"]["one"]["times"] and line["about"]["other"]["region"] for line in same)
    assert sum("mirrored" in line["about"] for line in same) == 3


def test_nothing_is_one_of_many_before_a_person_says_so(sijil: Sijil, case: Path) -> None:
    assert figure(case, "case/footage") == (2, 5, 5)
    same = [one for one in lines(sijil, case, "footage") if one["about"]["found"] == "same_footage"]
    place = [one for one in lines(sijil, case, "footage") if one["about"]["found"] == "same_place"]
    decided = [one | {"decision": "same_footage"} for one in same]
    decided += [one | {"decision": "same_place", "reason": "the stall is gone"} for one in place]
    assert decide(sijil, case, decided).returncode == 0
    assert sijil("run", case).returncode == 0
    assert figure(case, "case/footage") == (2, 2, 2)
    assert lines(sijil, case, "footage") == []
    assert sijil("verify", case).returncode == 0 and sijil("verify", case / "report").returncode == 0


def test_posts_of_one_footage_tell_of_one_thing_and_corroborate_nothing(sijil: Sijil, case: Path) -> None:
    claims = lines(sijil, case, "claim")
    assert len(claims) == 3
    assert decide(sijil, case, [claim | {"decision": "accept"} for claim in claims]).returncode == 0
    assert sijil("run", case).returncode == 0
    assert figure(case, "killing/total") == (0, 4, 6)
    same = [one for one in lines(sijil, case, "footage") if one["about"]["found"] == "same_footage"]
    assert decide(sijil, case, [one | {"decision": "same_footage"} for one in same]).returncode == 0
    assert sijil("run", case).returncode == 0
    assert figure(case, "killing/total") == (0, 4, 4)


def test_a_decision_on_a_file_that_is_not_there_is_refused(sijil: Sijil, case: Path) -> None:
    line = lines(sijil, case, "footage")[0] | {"decision": "same_footage"}
    done = decide(sijil, case, [line | {"one": "0" * 64}])
    assert done.returncode == 1 and "no file has the key" in done.stderr
    done = decide(sijil, case, [line | {"decision": "same"}])
    assert done.returncode == 1 and "same_footage, same_place, different" in done.stderr


def test_what_is_there_is_not_made_again_and_what_is_gone_comes_back(sijil: Sijil, case: Path) -> None:
    tree = {
        p.relative_to(case): p.read_bytes() for p in (case / "derived" / "footage").rglob("*") if p.is_file()
    }
    assert "photos and films: 5 to compare, 0 of them new; 10 pairs" in sijil("link", case).stdout
    shutil.rmtree(case / "derived")
    (case / "derived").mkdir()
    assert "5 of them new; 10 pairs" in sijil("link", case).stdout
    again = {
        p.relative_to(case): p.read_bytes() for p in (case / "derived" / "footage").rglob("*") if p.is_file()
    }
    assert again == tree and len(tree) == 10


def test_a_removed_film_leaves_no_frame_behind(sijil: Sijil, case: Path) -> None:
    one = lines(sijil, case, "footage")[0]["one"]
    asked = ("--reason", "withdrawn_consent", "--authorised-by", "the family", "--yes")
    assert sijil("remove", case, one, *asked).returncode == 0
    import sqlite3

    with sqlite3.connect(case / "case.db") as database:
        left = database.execute("select one, other from store_footagepair").fetchall()
    assert len(left) == 6 and not any(one in pair for pair in left)
