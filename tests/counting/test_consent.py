"""Rule 18: a purpose outside the consent is blocked."""

from datetime import date

import pytest

from sijil.counting.consent import (
    AUDIENCES,
    DEFAULT,
    IDENTIFIABILITY,
    PURPOSES,
    Consent,
    Use,
    contradictions,
    standing_against,
)

TODAY = date(2026, 3, 1)
COURT = Consent(
    "international_court", "partner", "named", ("no_death_penalty", "fair_trial"), date(2025, 6, 1)
)


def use(purpose: str, audience: str, shown: str, *assured: str, day: date = TODAY) -> Use:
    return Use(purpose, audience, shown, day, frozenset(assured))


def test_without_a_consent_only_the_team_may_analyse_under_a_pseudonym() -> None:
    allowed = [
        (p, a, i)
        for p in PURPOSES
        for a in AUDIENCES
        for i in IDENTIFIABILITY
        if not standing_against((), use(p, a, i))
    ]
    assert allowed == [
        ("internal_analysis", "named_team", "none"),
        ("internal_analysis", "named_team", "pseudonym"),
    ]


@pytest.mark.parametrize(
    ("meant", "against"),
    [
        (use("international_court", "partner", "named", "no_death_penalty", "fair_trial"), ()),
        (use("international_court", "organisation", "none", "no_death_penalty", "fair_trial"), ()),
        (use("international_court", "partner", "named", "fair_trial"), ("no_death_penalty",)),
        (use("international_court", "public", "named", "no_death_penalty", "fair_trial"), ("audience",)),
        (
            use("international_court", "partner", "voice_or_face", "no_death_penalty", "fair_trial"),
            ("identifiability",),
        ),
        (
            use(
                "international_court",
                "partner",
                "named",
                "no_death_penalty",
                "fair_trial",
                day=date(2025, 5, 31),
            ),
            ("time",),
        ),
    ],
)
def test_a_consent_reaches_as_far_as_it_says(meant: Use, against: tuple[str, ...]) -> None:
    assert standing_against((COURT,), meant) == against


def test_a_consent_for_one_purpose_is_none_for_another() -> None:
    wide = Consent("publication", "public", "voice_or_face")
    assert "purpose" in standing_against((wide,), use("domestic_court", "named_team", "none"))


def test_what_was_withdrawn_or_has_run_out_is_blocked() -> None:
    gone = Consent("publication", "public", "named", (), date(2025, 1, 1), None, date(2026, 2, 1))
    assert standing_against((gone,), use("publication", "public", "named")) == ("withdrawn",)
    over = Consent("publication", "public", "named", (), date(2025, 1, 1), date(2025, 12, 31))
    assert standing_against((over,), use("publication", "public", "named")) == ("time",)


def test_who_takes_everything_back_is_not_even_analysed() -> None:
    assert standing_against(
        (DEFAULT,), use("internal_analysis", "named_team", "none"), withdrew_all=True
    ) == ("withdrawn",)


def test_consents_that_contradict_each_other_are_said() -> None:
    one = Consent("publication", "public", "named", (), date(2025, 1, 1))
    assert contradictions([one, COURT, DEFAULT]) == []
    assert "at the same time" in contradictions([one, Consent("publication", "public", "none")])[0]
    assert "wider" in contradictions([one, Consent("publication", "named_team", "pseudonym")])[0]
    assert (
        "before it was given"
        in contradictions([Consent("research", "partner", "none", (), date(2025, 2, 1), date(2025, 1, 1))])[0]
    )
    later = Consent("publication", "public", "none", (), date(2026, 1, 1))
    ended = Consent("publication", "public", "named", (), date(2025, 1, 1), date(2025, 12, 31))
    assert contradictions([ended, later]) == []
