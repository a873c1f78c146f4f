"""Review of matches over real HTTP: what the page says before the answer, and what the answer records."""

import re
from typing import Any

from sijil.store.models import Judgement, PairProposal


def next_pair(browser: Any) -> str:
    status, _, headers = browser.ask("/matches")
    assert status == 302
    return str(headers["location"])


def pairs_open() -> int:
    return PairProposal.objects.filter(decision="unsure").count()


def test_the_most_open_pair_comes_first_with_both_people_their_rows_and_the_reasons(reviewer: Any) -> None:
    path = next_pair(reviewer)
    _, text, _ = reviewer.ask(path)
    assert path == "/matches/r48ad48cfa4d7358b/r7ce9304f3955b5fa"
    assert "عدنان أسعد إبراهيم الخوخاوي" in text and "Adnan al-Khawkhawi" in text
    assert text.count("<blockquote") >= 2 and "/evidence/" in text
    assert "given name equal in sound across scripts" in text and "76 %" in text


def test_the_page_says_before_the_answer_what_it_does_to_the_figures(reviewer: Any) -> None:
    _, text, _ = reviewer.ask(next_pair(reviewer))
    effect = re.search(r'<dl class="effect">(.*?)</dl>', text, re.DOTALL)
    assert effect
    said = " ".join(re.sub(r"<[^>]+>", " ", effect[1]).split())
    assert said == "One person No figure changes. Two people People killed: Best 196 → 197"


def test_every_answer_is_recorded_once_and_leads_on(reviewer: Any) -> None:
    seen = []
    for decision in ("same", "different", "unsure"):
        path = next_pair(reviewer)
        form = reviewer.form(path) | {"decision": decision, "reason": "looked at both lists"}
        status, _, headers = reviewer.ask(path, form)
        assert status == 302 and headers["location"].startswith("/matches?after=")
        seen.append(path)
    assert len(set(seen)) == 3
    made = Judgement.objects.filter(reviewer="u-test", reason="looked at both lists")
    assert {f"/matches/{j.target}/{j.other}": j.decision for j in made} == dict(
        zip(seen, ("same", "different", "unsure"), strict=True)
    )


def test_when_all_are_answered_the_page_says_so(reviewer: Any) -> None:
    for _ in range(pairs_open()):
        path = next_pair(reviewer)
        assert reviewer.ask(path, reviewer.form(path) | {"decision": "unsure"})[0] == 302
    status, text, _ = reviewer.ask("/matches")
    assert status == 200 and "No match awaits an answer." in text


def test_an_answer_is_taken_back_and_the_pair_is_asked_again(reviewer: Any) -> None:
    path = next_pair(reviewer)
    _, _, headers = reviewer.ask(path, reviewer.form(path) | {"decision": "different"})
    _, _, headers = reviewer.ask(headers["location"])
    form = reviewer.form(headers["location"], f"{path}/undo")
    assert reviewer.ask(f"{path}/undo", form)[2]["location"] == path
    assert next_pair(reviewer) == path


def test_the_second_of_two_reviewers_sees_the_firsts_answer(reviewer: Any) -> None:
    path = next_pair(reviewer)
    seen_by_both = reviewer.form(path)
    assert reviewer.ask(path, seen_by_both | {"decision": "same"})[0] == 302
    status, text, _ = reviewer.ask(path, seen_by_both | {"decision": "different"})
    assert status == 409 and "meanwhile" in text
    one, other = path.split("/")[2:]
    assert Judgement.objects.get(target=one, other=other).decision == "same"


def test_nothing_is_recorded_without_an_answer_or_for_people_who_are_not_there(reviewer: Any) -> None:
    path = next_pair(reviewer)
    before = Judgement.objects.count()
    assert reviewer.ask(path, reviewer.form(path) | {"decision": ""})[0] == 400
    assert reviewer.ask(path, {"decision": "same", "seen": ""})[0] == 403
    assert reviewer.ask("/matches/r1/r2")[0] == 404
    assert reviewer.ask("/matches/r48ad48cfa4d7358b/r48ad48cfa4d7358b")[0] == 404
    assert Judgement.objects.count() == before


def test_the_page_is_wholly_arabic_where_the_user_reads_arabic(reviewer: Any) -> None:
    reviewer.ask("/language/ar")
    _, text, _ = reviewer.ask(next_pair(reviewer))
    main = re.sub(r"<bdi.*?</bdi>|<blockquote.*?</blockquote>|<kbd>.*?</kbd>", "", text.split("<main")[1])
    words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]+>", " ", main.split("</main>")[0].split(">", 1)[1]))
    assert words == []
