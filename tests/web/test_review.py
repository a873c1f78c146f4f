"""Review of claims over real HTTP: every decision is recorded once, none is lost, and the last can be taken back."""

import re
from pathlib import Path
from typing import Any

from sijil.store.models import Claim, Item, Judgement


def next_claim(browser: Any) -> str:
    status, _, headers = browser.ask("/review")
    assert status == 302
    return str(headers["location"])


def state(path: str) -> str:
    return Claim.objects.get(key=path.removeprefix("/review/")).state


def test_accepting_a_claim_records_a_judgement_and_goes_on(reviewer: Any) -> None:
    path = next_claim(reviewer)
    status, _, headers = reviewer.ask(path, reviewer.form(path) | {"decision": "accept"})
    assert status == 302 and headers["location"].startswith("/review?after=")
    _, text, _ = reviewer.ask(path)
    assert "u-test" in text and state(path) == "accepted"


def test_a_rejection_needs_a_reason(reviewer: Any) -> None:
    path = next_claim(reviewer)
    form = reviewer.form(path) | {"decision": "reject"}
    assert reviewer.ask(path, form | {"reason": " "})[0] == 400
    assert reviewer.ask(path, form | {"reason": "names another town"})[0] == 302


def test_the_second_of_two_reviewers_sees_the_firsts_decision(reviewer: Any) -> None:
    path = next_claim(reviewer)
    seen_by_both = reviewer.form(path)
    assert reviewer.ask(path, seen_by_both | {"decision": "accept"})[0] == 302
    status, text, _ = reviewer.ask(path, seen_by_both | {"decision": "reject", "reason": "a duplicate"})
    assert status == 409 and state(path) == "accepted" and "meanwhile" in text


def test_a_form_from_elsewhere_decides_nothing(reviewer: Any) -> None:
    path = next_claim(reviewer)
    assert reviewer.ask(path, {"decision": "accept", "seen": ""})[0] == 403
    assert next_claim(reviewer) == path


def test_words_selected_for_a_field_are_recorded_with_their_place(reviewer: Any) -> None:
    key = Claim.objects.get(statement__quote__startswith="Gunmen killed two fishermen in Ras Sadafa").key
    path = f"/review/{key}"
    form = reviewer.form(path)
    assert (form["words:places.0.as_said"], form["at:places.0.as_said"]) == ("Ras Sadafa", "69-79")
    form |= {"words:perpetrators.0.as_said": "Gunmen", "words:victims.0.description": "fishermen"}
    form |= {"at:victims.0.description": "56-65", "words:date.as_said": ""}
    assert reviewer.ask(path, form | {"decision": "accept"})[0] == 302
    claim = Claim.objects.get(key=key)
    assert claim.state == "accepted" and claim.date_earliest is None
    victim = claim.body["victims"][0]
    assert (victim["description"], victim["start"], victim["count_low"]) == ("fishermen", 56, 2)
    assert set(Judgement.objects.get(target=claim.key).body["edits"]) == {"victims", "date"}


def test_words_that_are_not_in_the_text_are_refused_and_stay_in_the_form(reviewer: Any) -> None:
    path = next_claim(reviewer)
    typed = reviewer.form(path) | {"words:date.as_said": "on a Tuesday in May", "decision": "accept"}
    status, text, _ = reviewer.ask(path, typed)
    assert status == 409 and "on a Tuesday in May" in text and state(path) == "candidate"


def test_a_claim_that_was_corrected_stays_so_when_it_is_accepted_again(reviewer: Any) -> None:
    path = next_claim(reviewer)
    form = reviewer.form(path) | {"choice:event_type": "injury", "decision": "accept"}
    assert reviewer.ask(path, form)[0] == 302
    assert reviewer.ask(path, reviewer.form(path) | {"decision": "accept"})[0] == 302
    assert Claim.objects.get(key=path.removeprefix("/review/")).event_type == "injury"


def test_undo_puts_back_what_was_there_before(reviewer: Any) -> None:
    path = next_claim(reviewer)
    form = reviewer.form(path) | {"choice:event_type": "injury", "decision": "accept"}
    _, _, headers = reviewer.ask(path, form)
    _, _, headers = reviewer.ask(headers["location"])
    back = reviewer.form(headers["location"], f"{path}/undo")
    assert reviewer.ask(f"{path}/undo", back)[2]["location"] == path
    claim = Claim.objects.get(key=path.removeprefix("/review/"))
    assert (claim.state, claim.event_type) == ("candidate", "killing")
    assert [j.decision for j in Judgement.objects.filter(target=claim.key)] == ["edit", "reopen"]
    assert reviewer.ask(f"{path}/undo", back)[0] == 409


def test_deciding_undoing_and_deciding_within_a_second_loses_nothing(reviewer: Any) -> None:
    path = next_claim(reviewer)
    for _ in range(3):
        assert reviewer.ask(path, reviewer.form(path) | {"decision": "accept"})[0] == 302
        assert state(path) == "accepted"
        location = f"/review?after=x&last={path.removeprefix('/review/')}"
        shown = reviewer.ask(location)[2]["location"]
        assert reviewer.ask(f"{path}/undo", reviewer.form(shown, f"{path}/undo"))[0] == 302
        assert state(path) == "candidate"
    times = list(
        Judgement.objects.filter(target=path.removeprefix("/review/")).values_list("made_at", flat=True)
    )
    assert len(times) == 6 and times == sorted(set(times))


def test_a_claim_in_an_unconfirmed_draft_is_not_accepted(reviewer: Any) -> None:
    claim = Claim.objects.filter(state="candidate", statement__rendition__part="text").first()
    assert claim is not None
    path, item = f"/review/{claim.key}", claim.statement.rendition.item
    Item.objects.filter(id=item.id).update(metadata={**item.metadata, "layer_disagrees": "page 1"})
    status, text, _ = reviewer.ask(path, reviewer.form(path) | {"decision": "accept"})
    assert status == 409 and "the text is an unconfirmed draft" in text and state(path) == "candidate"
    assert re.search(r'value="accept"[^>]* disabled', text) and "sijil confirm CASE" in text
    _, text, _ = reviewer.ask(path, Cookie=f"{cookies(reviewer)}; sijil_language=ar")
    assert "مسودّة" in text
    rejected = reviewer.form(path) | {"decision": "reject", "reason": "not what is printed"}
    assert reviewer.ask(path, rejected)[0] == 302


def cookies(browser: Any) -> str:
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def test_where_the_case_asks_for_two_a_second_person_has_to_accept_the_same(
    reviewer: Any, case_copy: Path
) -> None:
    from dataclasses import replace

    from sijil.steps.judgements import decide
    from sijil.store.case import open_case
    from sijil.store.looking import awaiting, standing
    from sijil.store.protection import TEAM

    case = open_case(case_copy)
    case = replace(case, settings=replace(case.settings, two_reviewers=("killing",)))
    path = next_claim(reviewer)
    key = path.removeprefix("/review/")
    line = {"kind": "claim", "key": key, "decision": "accept"}
    first = decide(case, line, seen="", reviewer="R-1", made_at="2025-06-01T10:00:00Z")
    assert state(path) == "candidate" and standing(TEAM, key, two_reviewers=["killing"]).waits
    assert awaiting(TEAM, reviewer="R-1", two_reviewers=["killing"])[0] != key
    assert awaiting(TEAM, reviewer="R-2", two_reviewers=["killing"])[0] == key
    again = decide(case, line, seen=first, reviewer="R-1", made_at="2025-06-01T11:00:00Z")
    assert state(path) == "candidate"
    other = {**line, "decision": "edit", "edits": {"event_type": "injury"}}
    differs = decide(case, other, seen=again, reviewer="R-2", made_at="2025-06-01T12:00:00Z")
    assert state(path) == "accepted", "an injury asks for one person only"
    back = decide(case, line, seen=differs, reviewer="R-2", made_at="2025-06-01T13:00:00Z")
    assert state(path) == "candidate", "the first acceptance was overruled between"
    decide(case, line, seen=back, reviewer="R-1", made_at="2025-06-01T14:00:00Z")
    assert state(path) == "accepted"


def test_single_keys_can_be_turned_off(reviewer: Any) -> None:
    form = (
        reviewer.form("/review", "/keys")
        if reviewer.ask("/review")[0] == 200
        else reviewer.form("/", "/keys")
    )
    assert reviewer.ask("/keys", form | {"keys": "off", "back": "//evil.example"})[2]["location"] == "/"
    assert 'data-keys="off"' in reviewer.ask("/")[1]
