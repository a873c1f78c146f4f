"""Findings over real HTTP: written with grounds and contrary claims, shown with what they lack, and taken back."""

import re
from typing import Any

from sijil.store import looking, protection
from sijil.store.models import Claim, Judgement
from sijil.store.protection import TEAM

INCIDENT = "i157785fcbe08bd4d"
PATH = f"/incidents/{INCIDENT}/finding"
SAID = {
    "question": "occurrence",
    "value": "occurred",
    "statement": "At least fifteen civilians were killed <here>.",
    "standard_of_proof": "reasonable_grounds",
    "reasons": "Two sources agree.",
    "reviewed_by": "u-other",
}


def accepted() -> list[str]:
    row = next(i for i in protection.incidents(TEAM) if i.key == INCIDENT)
    states = dict(Claim.objects.filter(key__in=row.claims).values_list("key", "state"))
    return [key for key in row.claims if states[key] == "accepted"]


def made() -> Any:
    return Judgement.objects.filter(kind="finding", reviewer="u-test").latest("id")


def write(reviewer: Any, **changed: str) -> tuple[int, str, dict[str, str]]:
    ground, contrary, *_ = accepted()
    roles = {f"claim:{ground}": "grounds", f"claim:{contrary}": "contrary"}
    return reviewer.ask(PATH, reviewer.form(PATH) | SAID | roles | changed)  # type: ignore[no-any-return]


def test_a_finding_is_recorded_with_its_grounds_and_shown_as_whole(reviewer: Any) -> None:
    assert write(reviewer)[2]["location"] == "/findings"
    ground, contrary, *_ = accepted()
    body = made().body
    assert (body["subject"], body["grounds"], body["contrary"]) == (INCIDENT, [ground], [contrary])
    _, text, _ = reviewer.ask("/findings")
    shown = next(a for a in text.split("<article")[1:] if "fifteen civilians" in a)
    assert "&lt;here&gt;" in shown and "Lacks" not in shown and f"/review/{ground}" in shown


def test_what_a_finding_lacks_is_said(reviewer: Any) -> None:
    write(reviewer, standard_of_proof="", reviewed_by="u-test")
    row = next(row for row, _ in looking.findings(TEAM) if row.author == "u-test")
    assert row.lacks == ("standard_of_proof", "reviewer")
    _, text, _ = reviewer.ask("/findings")
    assert "its standard of proof, a reviewer who is not its author" in text


def test_without_a_question_or_a_statement_nothing_is_recorded_and_what_was_typed_stays(
    reviewer: Any,
) -> None:
    before = Judgement.objects.count()
    status, text, _ = write(reviewer, question="")
    assert status == 400 and "At least fifteen civilians were killed &lt;here&gt;." in text
    assert write(reviewer, standard_of_proof="certainty")[0] == 409
    assert reviewer.ask(PATH, SAID)[0] == 403 and reviewer.ask("/incidents/i-none/finding")[0] == 404
    assert Judgement.objects.count() == before


def test_the_same_finding_is_not_written_twice(reviewer: Any) -> None:
    assert write(reviewer)[0] == 302
    assert write(reviewer, reasons="other reasons")[0] == 409


def test_only_claims_of_the_incident_become_grounds(reviewer: Any) -> None:
    elsewhere = Claim.objects.filter(state="accepted").exclude(key__in=accepted()).first()
    assert elsewhere
    write(reviewer, **{f"claim:{elsewhere.key}": "grounds"})
    assert elsewhere.key not in made().body["grounds"]


def test_a_finding_is_taken_back_with_a_reason_and_nobody_overwrites_anothers_step(reviewer: Any) -> None:
    write(reviewer)
    path = f"/findings/{made().target}/retract"
    form = reviewer.form("/findings", path)
    assert reviewer.ask(path, form | {"reason": " "})[0] == 400
    assert reviewer.ask(path, form | {"seen": "j-old", "reason": "a duplicate"})[0] == 409
    assert reviewer.ask(path, form | {"reason": "a duplicate"})[0] == 302
    assert not re.search("fifteen civilians", reviewer.ask("/findings")[1])
