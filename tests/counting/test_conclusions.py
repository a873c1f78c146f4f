"""Promises, elements of crimes, groups: what is said, laid and due, with nothing concluded by itself."""

from datetime import date

import pytest

from sijil.counting.codes import cause_of, causes, status_of, statuses
from sijil.counting.commitments import due, terms
from sijil.counting.crimes import Laid, crimes, matrix
from sijil.counting.involvement import DEGREES, HURIDOCS_18, GroupLink, groups_said
from sijil.counting.scope import Span


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The committee has 30 days to submit its findings.", "30 days", "2025-03-02"),
        ("It must report within 45 days.", "45 days", "2025-03-17"),
        ("within three months", "three months", "2025-04-30"),
        ("a two-week deadline", "two-week", "2025-02-14"),
        ("على اللجنة أن ترفع تقريرها خلال ثلاثين يوما", "ثلاثين يوما", "2025-03-02"),
    ],
)
def test_a_term_falls_due_as_many_days_or_months_after_it_was_announced(
    text: str, words: str, day: str
) -> None:
    (term,) = terms(text)
    assert text[term.start : term.end] == words == term.as_said
    assert str(due(term, Span.day(date(2025, 1, 31)))) == day


def test_a_term_is_due_over_as_many_days_as_it_may_have_been_announced_on() -> None:
    (term,) = terms("within 45 days")
    assert str(due(term, Span(date(2025, 4, 13), date(2025, 4, 14)))) == "2025-05-28..2025-05-29"
    assert str(due(term, Span())) == ""


def test_an_age_and_a_distance_are_no_terms() -> None:
    assert terms("an 81-year-old beekeeper, 30 kilometres away") == []


def test_every_element_is_in_the_matrix_and_a_gap_stays_a_gap() -> None:
    rows = matrix(
        "humanity_disappearance", [Laid("humanity_disappearance", "taken", ("c1",), ("c2",), "", "R-1")]
    )
    assert [row.element for row in rows][:2] == ["taken", "refused"]
    assert [row.is_gap for row in rows] == [False] + [True] * (len(rows) - 1)
    assert all(set(words) == {"en", "ar"} for crime in crimes().values() for words in crime.elements.values())


def test_names_of_a_group_are_one_only_where_a_claim_says_so() -> None:
    links = [
        GroupLink("takes_part", "Flint Column", "", "suspected", "c1", "R-1"),
        GroupLink("leader", "the Flint", "Abu Sawwan", "", "c2", "R-1"),
        GroupLink("takes_part", "Granite Guard", "", "suspected", "c3", "R-1"),
    ]
    assert [g.name for g in groups_said(links)] == ["Flint Column", "Granite Guard", "the Flint"]
    joined = groups_said([*links, GroupLink("alias", "the Flint", "Flint Column", "", "c4", "R-1")])
    assert [g.names for g in joined] == [["Flint Column", "the Flint"], ["Granite Guard"]]
    assert {k.claim for k in joined[0].links} == {"c1", "c2", "c4"}
    assert len(set(HURIDOCS_18.values())) == len(DEGREES)


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("killed when mortar rounds struck the market", "heavy_weapons"),
        ("shot dead at his door", "small_arms"),
        ("طلق ناري في الرأس", "small_arms"),
        ("بالرصاص", "small_arms"),
        ("a landmine", "planted_explosives"),
        ("died of hunger", "denial_of_essentials"),
        ("shot and shelled", "unknown"),
        ("killed in their homes", "unknown"),
        ("حروق", "unknown"),
        ("the mineral water factory", "unknown"),
    ],
)
def test_a_cause_is_what_words_of_one_cause_say(words: str, cause: str) -> None:
    assert cause_of(words) == cause
    assert cause in causes()


def test_a_status_is_what_words_of_one_status_say() -> None:
    assert [status_of(w) for w in ("مدنيين", "soldiers", "his brother", "medics")] == [
        "civilian", "armed_forces", "unknown", "other_protected",
    ]  # fmt: skip
    assert statuses()[-1] == "unknown"
