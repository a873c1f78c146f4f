"""Linking again: what changed is told, what was judged stays, and a decision taken back leaves no trace in a figure."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sijil.steps.add import add
from sijil.steps.count import count_case
from sijil.steps.extract import extract
from sijil.steps.judgements import import_judgements
from sijil.steps.link import LinkReport, link
from sijil.steps.read import read_new
from sijil.steps.report import report
from sijil.store.case import Case, create_case
from sijil.store.database import disconnect
from sijil.store.models import PersonMention, Record

FIRST = "Name,Age,Place\nAli Hasan Mirsad,36,Marsa\nAli Hasan Mirsad,,\nSalma Nur Mirsad,30,Tell\n"
LATER = "Name,Age,Place\nSalma Nur Mirsad,31,Tell\nHuda Karim Sadafi,8,Marsa\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    made = create_case(tmp_path / "case", actor="u-test")
    receive(made, tmp_path, "first.csv", FIRST)
    yield made
    disconnect()


def receive(case: Case, folder: Path, name: str, text: str) -> LinkReport:
    (folder / name).write_text(text, "utf-8")
    add(case, [str(folder / name)], actor="u-test")
    read_new(case, actor="u-test")
    extract(case)
    return link(case)


def judge(case: Case, folder: Path, decision: str, day: int) -> LinkReport:
    one, other = twice()
    line = {"kind": "pair", "one": one, "other": other, "decision": decision, "reason": "said his aunt"}
    (folder / "judged.jsonl").write_text(json.dumps(line), "utf-8")
    done = import_judgements(case, folder / "judged.jsonl", reviewer="R", made_at=f"2025-06-0{day}T10:00:00Z")
    assert (done.recorded, done.refused) == (1, [])
    return link(case)


def twice() -> list[str]:
    return sorted(Record.objects.filter(name="Ali Hasan Mirsad").values_list("key", flat=True))


def reported(case: Case) -> dict[str, bytes]:
    count_case(case)
    report(case)
    figures = case.folder / "report"
    return {path.name: path.read_bytes() for path in sorted(figures.iterdir()) if "figures" in path.name}


def person_of(key: str) -> int:
    return int(PersonMention.objects.get(mention=key).person_id)


def test_a_merge_that_is_taken_back_restores_every_figure_to_the_byte(case: Case, tmp_path: Path) -> None:
    before = reported(case)
    merged = judge(case, tmp_path, "same", 1)
    assert merged.changes.joined == (tuple(twice()),)
    assert reported(case) != before
    undone = judge(case, tmp_path, "unsure", 2)
    assert undone.changes.split == (tuple(twice()),)
    assert reported(case) == before


def test_the_first_linking_and_one_that_finds_nothing_new_tell_of_no_change(case: Case) -> None:
    assert not link(case).changes


def test_a_later_list_adds_to_known_people_and_leaves_what_was_judged(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path, "same", 1)
    done = receive(case, tmp_path, "later.csv", LATER)
    salma, huda = Record.objects.filter(source__name__contains="later").order_by("row_number")
    assert done.changes.again == ((salma.key,),)
    assert done.changes.new == (huda.key,)
    assert not done.changes.joined
    assert not done.changes.split
    assert len({person_of(key) for key in twice()}) == 1


def test_the_command_says_where_those_stand_who_are_one_now(case: Case, tmp_path: Path, sijil: Any) -> None:
    one, other = twice()
    folder, judged = case.folder, tmp_path / "judged.jsonl"
    judged.write_text(json.dumps({"kind": "pair", "one": one, "other": other, "decision": "same"}), "utf-8")
    disconnect()
    assert sijil("judgements", folder, "--import", judged).returncode == 0
    first = sijil("link", folder).stdout
    assert "since the last linking: 0 new people, 0 known people named again, 1 joined, 0 split" in first
    assert "now one person: first.csv, row 2; first.csv, row 3" in first
    assert "since the last linking" not in sijil("link", folder).stdout
