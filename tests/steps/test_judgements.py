"""Review without a screen: export, edit, import; idempotent; what does not fit is refused with its line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sijil.errors import JudgementRefused
from sijil.steps.add import add
from sijil.steps.count import count_case
from sijil.steps.extract import extract
from sijil.steps.judgements import export_judgements, import_judgements
from sijil.steps.link import link
from sijil.steps.read import read_new
from sijil.store.case import Case, create_case
from sijil.store.database import disconnect
from sijil.store.models import Claim, ClaimVictim, Judgement, Record

NOW = "2025-06-01T10:00:00Z"
TEXT = (
    "Gunmen killed two farmers in Marsa on 8 March 2025, said Hala Mirsad.\n"
    "They took her brother. At least 15 houses were burned in Marsa.\n"
)
LIST = "Name,Age,Place\nAli Hasan Mirsad,36,Marsa\nAli Hasan Mirsad,,\nSalma Mirsad,30,Tell\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / "note.txt").write_text(TEXT, "utf-8")
    (evidence / "victims.csv").write_text(LIST, "utf-8")
    made = create_case(tmp_path / "case", actor="u-test")
    add(made, [str(evidence)], actor="u-test")
    read_new(made, actor="u-test")
    extract(made)
    link(made)
    yield made
    disconnect()


def lines_of(case: Case, tmp_path: Path, **options: Any) -> list[dict[str, Any]]:
    path = tmp_path / "export.jsonl"
    export_judgements(case, path, **options)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def apply(case: Case, tmp_path: Path, *lines: dict[str, Any] | str, made_at: str = NOW) -> Any:
    path = tmp_path / "import.jsonl"
    path.write_text(
        "\n".join(l if isinstance(l, str) else json.dumps(l, ensure_ascii=False) for l in lines), "utf-8"
    )
    return import_judgements(case, path, reviewer="R", made_at=made_at)


def killing() -> Claim:
    return Claim.objects.get(event_type="killing")


def test_every_candidate_and_every_unsure_pair_awaits_a_decision(case: Case, tmp_path: Path) -> None:
    lines = lines_of(case, tmp_path)
    assert sorted(line["key"] for line in lines if line["kind"] == "claim") == sorted(
        Claim.objects.values_list("key", flat=True)
    )
    (pair,) = [line for line in lines if line["kind"] == "pair"]
    assert "row 2" in pair["about"]["one"] + pair["about"]["other"]
    assert all(line["decision"] is None for line in lines)


def test_an_export_without_decisions_changes_nothing_when_it_comes_back(case: Case, tmp_path: Path) -> None:
    done = apply(case, tmp_path, *lines_of(case, tmp_path))
    assert (done.recorded, done.refused) == (0, [])
    assert done.undecided == len(lines_of(case, tmp_path))


def test_importing_twice_is_importing_once(case: Case, tmp_path: Path) -> None:
    lines = [line | {"decision": "accept"} for line in lines_of(case, tmp_path) if line["kind"] == "claim"]
    assert apply(case, tmp_path, *lines).recorded == len(lines)
    again = apply(case, tmp_path, *lines, made_at="2025-06-02T10:00:00Z")
    assert (again.recorded, again.known) == (0, len(lines))
    recorded = lines_of(case, tmp_path, only="recorded")
    assert apply(case, tmp_path, *recorded).known == len(lines)
    assert Judgement.objects.count() == len(lines)


def test_a_later_decision_supersedes_and_the_earlier_one_stays(case: Case, tmp_path: Path) -> None:
    key = killing().key
    apply(case, tmp_path, {"kind": "claim", "key": key, "decision": "accept"})
    apply(
        case,
        tmp_path,
        {"kind": "claim", "key": key, "decision": "reject", "reason": "hearsay"},
        made_at="2025-06-03T00:00:00Z",
    )
    assert killing().state == "rejected"
    assert [j.decision for j in Judgement.objects.order_by("id")] == ["accept", "reject"]
    assert Judgement.objects.get(decision="reject").supersedes == Judgement.objects.get(decision="accept")


def test_an_edit_accepts_with_values_made_from_words_and_is_taken_back_whole(
    case: Case, tmp_path: Path
) -> None:
    claim = killing()
    before = claim.body
    edits = {"victims": [{"description": "farmers", "count_as_said": "two", "count_low": 99}]}
    apply(case, tmp_path, {"kind": "claim", "key": claim.key, "decision": "edit", "edits": edits})
    edited = killing()
    assert edited.state == "accepted"
    assert edited.proposed == before
    victim = ClaimVictim.objects.get(claim=edited)
    assert (victim.description, victim.count_low, victim.count_high) == ("farmers", 2, 2)
    apply(
        case,
        tmp_path,
        {"kind": "claim", "key": claim.key, "decision": "accept"},
        made_at="2025-06-04T00:00:00Z",
    )
    assert killing().body == before


def test_words_that_are_not_in_the_text_are_never_taken_in_an_edit(case: Case, tmp_path: Path) -> None:
    edits = {"victims": [{"description": "three farmers"}]}
    done = apply(case, tmp_path, {"kind": "claim", "key": killing().key, "decision": "edit", "edits": edits})
    assert [number for number, _ in done.refused] == [1]
    assert killing().state == "candidate"
    assert Judgement.objects.count() == 0


def test_a_person_adds_a_claim_the_rules_missed_through_the_same_gate(case: Case, tmp_path: Path) -> None:
    added = {
        "kind": "claim",
        "decision": "add",
        "item": "note.txt",
        "quote": "said Hala Mirsad",
        "claim": {"event_type": "other"},
    }
    done = apply(case, tmp_path, added, added | {"quote": "said Hala Marsad"})
    assert done.recorded == 1
    assert [number for number, _ in done.refused] == [2]
    claim = Claim.objects.get(extractor="person")
    assert (claim.state, claim.statement.quote) == ("accepted", "said Hala Mirsad")
    extract(case)
    assert Claim.objects.filter(key=claim.key).exists()


def test_pairs_judged_the_same_make_one_person_and_different_two(case: Case, tmp_path: Path) -> None:
    one, other = Record.objects.filter(name="Ali Hasan Mirsad").order_by("row_number")
    assert best(case) == 3
    apply(case, tmp_path, {"kind": "pair", "one": other.key, "other": one.key, "decision": "same"})
    assert best(case) == 2
    apply(
        case,
        tmp_path,
        {"kind": "pair", "one": one.key, "other": other.key, "decision": "different"},
        made_at="2025-06-05T00:00:00Z",
    )
    assert best(case) == 3


def best(case: Case) -> int:
    link(case)
    return int(next(f["best"] for f in count_case(case).totals if f["event_type"] == "unknown"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", "is not JSON"),
        ("[1]", "not a JSON object"),
        ({"kind": "claim", "key": "c0", "decision": "accept"}, "no claim has the key"),
        ({"kind": "claim", "decision": "accept"}, "names no claim"),
        ({"kind": "claim", "key": "KEY", "decision": "maybe"}, "accept, reject, edit, add"),
        ({"kind": "thing", "key": "KEY", "decision": "accept"}, "claim, pair, transcript"),
        ({"kind": "claim", "key": "KEY", "decision": "edit"}, "an edit changes nothing"),
        ({"kind": "claim", "key": "KEY", "decision": "accept", "about": {"quote": "other words"}}, "quote"),
        ({"kind": "pair", "one": "r1", "other": "r2", "decision": "same"}, "no record"),
        ({"kind": "pair", "one": "r1", "other": "r1", "decision": "same"}, "two different keys"),
        ({"kind": "claim", "decision": "add", "item": "nothing.txt", "quote": "x", "claim": {"a": 1}}, "0 items"),
        ({"kind": "claim", "decision": "add", "item": "note.txt"}, "lacks quote, claim"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused_with_its_number_and_the_rest_applies(
    case: Case, tmp_path: Path, line: dict[str, Any] | str, told: str
) -> None:
    key = killing().key
    wrong = json.loads(json.dumps(line).replace("KEY", key))
    done = apply(case, tmp_path, wrong, {"kind": "claim", "key": key, "decision": "accept"})
    ((number, why),) = done.refused
    assert number == 1
    assert told in why
    assert "\n" not in why
    assert done.recorded == 1


def test_a_file_that_cannot_be_read_is_one_clear_error(case: Case, tmp_path: Path) -> None:
    with pytest.raises(JudgementRefused, match="cannot be read"):
        import_judgements(case, tmp_path / "none.jsonl", reviewer="R", made_at=NOW)
