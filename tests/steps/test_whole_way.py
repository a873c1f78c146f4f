"""From evidence to report on the example case: the figures against the truth, and rebuilt from nothing."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def figures(case: Path) -> dict[str, dict[str, Any]]:
    body = json.loads((case / "report" / "figures.json").read_text("utf-8"))
    return {figure["id"]: figure for figure in body["figures"]}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return json.loads((ROOT / "examples" / "truth.json").read_text("utf-8"))


def test_the_true_number_of_dead_lies_between_low_and_high(example_case: Path, truth: dict[str, Any]) -> None:
    killed = figures(example_case)["killing/total"]
    dead = truth["totals"]["outcome"]["killed"]
    corroborated = sum(n for lists, n in truth["totals"]["people_by_lists"].items() if len(lists) > 1)
    assert killed["low"] <= corroborated <= dead <= killed["best"]
    assert killed["low"] >= 0.95 * corroborated
    # Twelve members of the security forces stand in no list; the truth of the lists leaves them out.
    assert killed["best"] <= 1.05 * (dead + 12)


def test_governorates_agree_with_the_truth_but_for_what_sources_leave_open(
    example_case: Path, truth: dict[str, Any]
) -> None:
    found = figures(example_case)
    for name, dead in truth["totals"]["killed_by_governorate"].items():
        cell = found[f"killing/governorate/{name.lower().replace(' ', '-')}"]
        assert cell["low"] <= dead <= cell["best"] <= dead + 8


def test_the_missing_man_is_missing_and_the_wounded_who_died_is_dead(example_case: Path) -> None:
    found = figures(example_case)
    assert found["missing/total"]["best"] == 1
    wounded = [row for row in records(example_case) if row["event_type"] == "injury"]
    assert len(wounded) == 2
    in_figure = {key for subject in found["injury/total"]["inputs"] for key in subject}
    assert len([row for row in wounded if row["key"] in in_figure]) == 1


def records(case: Path) -> list[dict[str, Any]]:
    return list(json.loads((case / "report" / "records.json").read_text("utf-8")))


def test_every_row_of_every_list_is_a_record_or_passed_over_with_its_reason(
    example_case: Path, truth: dict[str, Any]
) -> None:
    read = Counter(Path(row["list"]).name for row in records(example_case))
    assert read.pop("form_names_of_the_coast.xlsx") == 4
    assert dict(read) == {
        truth["lists"][name]["file"]: count for name, count in truth["totals"]["rows"].items()
    }


def test_reported_counts_stand_beside_and_are_in_no_figure(example_case: Path) -> None:
    body = json.loads((example_case / "report" / "figures.json").read_text("utf-8"))
    reported = {row["claim"]: row for row in body["reported_counts"]}
    assert {row["low"] for row in reported.values()} >= {141, 158}
    for figure in body["figures"]:
        if figure["dimension"] != "case":
            inputs = {key.split(".")[0] for subject in figure["inputs"] for key in subject}
            assert not inputs & reported.keys()


def test_a_second_run_on_the_same_input_changes_nothing_and_says_so(case_copy: Path, sijil: Any) -> None:
    before = tree(case_copy / "report"), (case_copy / "custody" / "log.jsonl").read_bytes()
    done = sijil("run", case_copy, ROOT / "examples" / "evidence")
    assert done.returncode == 0
    assert "nothing changed since the last run" in done.stdout
    assert (tree(case_copy / "report"), (case_copy / "custody" / "log.jsonl").read_bytes()) == before


def test_rebuilt_from_evidence_custody_and_judgements_the_report_is_the_same_to_the_byte(
    case_copy: Path, sijil: Any, tmp_path: Path
) -> None:
    before = tree(case_copy / "report")
    exported = tmp_path / "judgements.jsonl"
    assert sijil("judgements", case_copy, "--export", exported).returncode == 0
    for path in case_copy.glob("case.db*"):
        path.unlink()
    shutil.rmtree(case_copy / "report")
    shutil.rmtree(case_copy / "derived")
    assert sijil("run", case_copy).returncode == 0
    assert tree(case_copy / "report") != before
    assert sijil("judgements", case_copy, "--import", exported).returncode == 0
    assert sijil("run", case_copy).returncode == 0
    assert tree(case_copy / "report") == before


def test_the_same_evidence_in_another_case_gives_the_same_figures(
    example_case: Path, sijil: Any, tmp_path: Path
) -> None:
    other, examples = tmp_path / "other", ROOT / "examples"
    sijil(
        "new",
        other,
        "--gazetteer",
        examples / "gazetteer.csv",
        LC_ALL="C",
        TZ="Asia/Tokyo",
        PYTHONHASHSEED="7",
    )
    shutil.copyfile(examples / "case.toml", other / "case.toml")
    for arguments in (
        ["run", other, examples / "evidence"],
        ["judgements", other, "--import", examples / "judgements.jsonl"],
        ["run", other],
    ):
        assert sijil(*arguments, LC_ALL="C", TZ="Asia/Tokyo", PYTHONHASHSEED="11").returncode == 0
    assert (other / "report" / "figures.json").read_bytes() == (
        example_case / "report" / "figures.json"
    ).read_bytes()


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_nothing_personal_stands_in_the_custody_log(example_case: Path) -> None:
    log = (example_case / "custody" / "log.jsonl").read_text("utf-8")
    names = [path.name for path in (ROOT / "examples" / "evidence").iterdir()]
    people = [row["name"] for row in records(example_case)]
    assert [word for word in [*names, *people, "evidence/", str(ROOT)] if word in log] == []


def test_every_run_of_a_verb_leaves_its_record(case_copy: Path) -> None:
    from sijil.store.case import open_case
    from sijil.store.models import Run

    open_case(case_copy)
    runs = Run.objects.order_by("id")
    assert {run.verb for run in runs} == {
        *("add", "read", "extract", "link", "footage", "count", "estimate", "report", "judgements")
    }
    assert all(run.outcome == "done" and run.ended_at and run.version for run in runs)
