"""What reviewers conclude beyond claims: recorded once, grounded in words of the text, shown with its numbers."""

import json
from pathlib import Path
from typing import Any

import pytest

from sijil.store.case import Case, open_case
from sijil.store.database import disconnect
from sijil.store.models import Claim, Judgement
from sijil.store.protection import TEAM, claims, notes, series


@pytest.fixture
def case(case_copy: Path) -> Any:
    yield open_case(case_copy)
    disconnect()


def decide(case: Case, tmp_path: Path, **line: Any) -> list[str]:
    """Import one line; returns why it was refused."""
    from sijil.steps.judgements import import_judgements

    path = tmp_path / "lines.jsonl"
    path.write_text(json.dumps({"reason": "", **line}), "utf-8")
    report = import_judgements(case, path, reviewer="R-9", made_at="2025-07-01T08:00:00Z")
    return [why for _, why in report.refused]


def test_the_count_history_of_the_example_ends_at_the_monitors_latest(case: Case) -> None:
    row = max(series(TEAM), key=lambda s: len(s.points))
    assert row.source == "Nawras Monitor"
    assert [p.value for p in row.points if not p.relay][:6] == [28, 74, 117, 141, 152, 158]
    assert {p.value for p in row.points if p.standing == "standing"} == {158}
    assert [p.relay for p in row.points if p.relay] == ["The Sadaf Post"]


def test_the_planted_misfit_is_found_and_nothing_else(case: Case) -> None:
    (note,) = notes(TEAM)
    assert (note.kind, note.numbers, note.judged) == ("increment_misfit", (158, 152, 7, 159), ("", ""))
    assert len(note.claims) == 3


def test_a_note_is_upheld_or_dismissed_and_stays_where_it_was(case: Case, tmp_path: Path) -> None:
    (note,) = notes(TEAM)
    assert (
        decide(case, tmp_path, kind="note", key=note.key, decision="uphold", reason="asked the monitor") == []
    )
    assert notes(TEAM)[0].judged == ("uphold", "asked the monitor")


def test_a_scope_states_words_of_the_text_or_has_a_reason(case: Case, tmp_path: Path) -> None:
    key = next(p.claim for s in series(TEAM) for p in s.points)
    line = {"kind": "scope", "key": key, "decision": "state"}
    (why,) = decide(case, tmp_path, **line, scope={"area": "the far mountains"})
    assert "not in the text" in why
    assert decide(case, tmp_path, **line, scope={"area": "the far mountains"}, reason="a footnote") == []
    (why,) = decide(case, tmp_path, **line, scope={"as_of": "2025-04-12"})
    assert "need a reason" in why
    (why,) = decide(case, tmp_path, **line, scope={"colour": "red"})
    assert "unknown parts colour" in why


def test_parts_are_words_and_numbers_of_the_text(case: Case, tmp_path: Path) -> None:
    key = next(p.claim for s in series(TEAM) for p in s.points)
    part = {"label": "Qasr Marjan", "as_said": "7,777"}
    (why,) = decide(case, tmp_path, kind="scope", key=key, decision="state", parts=[part])
    assert "7,777" in why


def test_a_number_that_its_source_withdrew_is_kept_and_no_longer_stands(case: Case, tmp_path: Path) -> None:
    row = max(series(TEAM), key=lambda s: len(s.points))
    for key in [p.claim for p in row.points if p.standing == "standing"]:
        assert decide(case, tmp_path, kind="scope", key=key, decision="withdraw", reason="bulletin 7") == []
    after = [s for s in series(TEAM) if s.source == "Nawras Monitor"]
    assert {p.claim for s in after for p in s.points} >= {p.claim for p in row.points}
    assert any(p.standing == "withdrawn" for s in after for p in s.points)
    assert "withdrawn" in {n.kind for n in notes(TEAM)}


def test_a_conclusion_on_a_claim_does_not_touch_its_acceptance(case: Case, tmp_path: Path) -> None:
    accepted = Claim.objects.filter(state="accepted").order_by("key").first()
    assert accepted is not None
    for coder in ("C-1", "C-2"):
        line = {"kind": "coding", "key": accepted.key, "decision": "code", "reviewer": coder}
        assert decide(case, tmp_path, **line, values={"event_type": "injury"}) == []
    assert Claim.objects.get(key=accepted.key).state == "accepted"
    codings = Judgement.objects.filter(kind="coding", superseded_by=None)
    assert {j.reviewer for j in codings} == {"C-1", "C-2"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"kind": "finding", "decision": "find", "subject": "x", "question": "occurrence"}, "lacks statement"),
        ({"kind": "finding", "decision": "find", "subject": "x", "question": "occurrence", "statement": "s",
          "standard_of_proof": "certain"}, "standard_of_proof is 'certain'"),
        ({"kind": "element", "decision": "lay", "crime": "war_murder", "element": "motive"}, "element is 'motive'"),
        ({"kind": "source", "decision": "copy", "one": "s1", "other": "s2"}, "no source has the key"),
        ({"kind": "fate", "decision": "found_alive", "key": "r0"}, "no claim, victim or record"),
        ({"kind": "scope", "decision": "confirm", "key": "c0"}, "decision is 'confirm'"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused_with_what_to_do(
    case: Case, tmp_path: Path, line: dict[str, Any], why: str
) -> None:
    (refused,) = decide(case, tmp_path, **line)
    assert why in refused


def test_words_of_a_link_stand_in_the_text_of_its_claim(case: Case, tmp_path: Path) -> None:
    claim = next(
        c
        for c in claims(TEAM)
        if c.state == "accepted" and "nawras" in c.quote.sha256 + c.source_label.lower()
    )
    line = {"kind": "link", "key": claim.key, "decision": "takes_part", "degree": "suspected"}
    (why,) = decide(case, tmp_path, **line, group="the Granite Regiment")
    assert "not in the text" in why
    assert decide(case, tmp_path, **line, group="the Flint Column") == []
