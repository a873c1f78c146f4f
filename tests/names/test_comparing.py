"""Two names beside each other: the score, and the reason in words. All names are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.names import compare_names


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Tarin Osel Koshmr", "تارين اوسل كوشمر", 0.75),
        ("Shaaban Mirsadi", "Sha'ban al-Mirsadi", 0.9),
        ("Tarin Osel Wadid Mirsadi", "Tarin Mirsadi", 0.6),
        ("قاسم مرصادي", "Qasem Mirsadi", 0.75),
    ],
)
def test_spellings_of_one_name_score_high(one: str, other: str, least: float) -> None:
    assert compare_names(one, other).score >= least


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tarin Mirsadi", "Tarin Halwani"),
        ("Tarin Mirsadi", "Wadid Mirsadi"),
        ("تارين مرصادي", "Wadid Halwani"),
    ],
)
def test_another_family_or_given_name_scores_low(one: str, other: str) -> None:
    assert compare_names(one, other).score < 0.4


def test_the_reason_says_what_is_equal_and_what_is_missing() -> None:
    reason = compare_names("أحمد يوسف كوشمر", "Ahmad Koshmr").reason
    assert "given name equal across scripts" in reason
    assert "family name equal across scripts" in reason
    assert "father missing in one" in reason


def test_what_differs_is_named() -> None:
    assert "stands in one where" in compare_names("Tarin Mirsadi", "Tarin Halwani").reason


@pytest.mark.parametrize(("one", "other"), [("", "Tarin Mirsadi"), ("unknown child", "unknown child")])
def test_nobody_is_alike_to_no_one(one: str, other: str) -> None:
    assert compare_names(one, other).score == 0.0


def test_one_part_alone_is_never_enough() -> None:
    assert compare_names("Tarin", "Tarin").score <= 0.5


_NAMES = st.text(alphabet="abdhiklmnrstuy اأبتثجحخدذرزسشعقكلمنهويةى'-", max_size=40)


@given(_NAMES, _NAMES)
@settings(max_examples=60, deadline=None)
def test_the_score_lies_between_nought_and_one_and_is_the_same_both_ways(one: str, other: str) -> None:
    first, second = compare_names(one, other), compare_names(other, one)
    assert 0.0 <= first.score <= 1.0
    assert first.score == pytest.approx(second.score, abs=0.02)
