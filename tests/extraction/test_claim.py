"""A claim survives its JSON, and a person's edit is words, not numbers."""

from typing import Any

import pytest

from sijil.dates import Interval
from sijil.errors import JudgementRefused, QuoteRejected
from sijil.extraction import Claim, derive, extract

TEXT = (
    'Ada Renn lives in Orsk. "On 3 May 2020 they took my brother and killed at least 14 herders, one of them '
    'a man of 60," Ms Renn told Radio Orsk. Nobody counted 1,140 others.'
)


def _killing() -> dict[str, Any]:
    return next(claim.as_json() for claim in extract(TEXT) if claim.event_type == "killing")


def test_a_claim_read_back_from_its_json_is_the_same_claim() -> None:
    for claim in extract(TEXT):
        assert Claim.from_json(claim.as_json()) == claim


def test_deriving_an_extracted_claim_again_changes_nothing_that_counts() -> None:
    for claim in extract(TEXT):
        before, after = claim.as_json(), derive(TEXT, claim.as_json()).as_json()
        for name in (
            "event_type",
            "quote",
            "start",
            "end",
            "polarity",
            "hedge",
            "date",
            "source",
            "rule",
            "version",
        ):
            assert before[name] == after[name]
        assert [one["count_low"] for one in before["victims"]] == [
            one["count_low"] for one in after["victims"]
        ]


def test_a_typed_number_is_ignored_and_read_from_its_words() -> None:
    given = _killing()
    given["victims"][0]["count_low"] = 1400
    assert derive(TEXT, given).victims[0].count_low == 14


def test_a_person_adds_a_claim_by_pointing_to_words() -> None:
    claim = derive(
        TEXT,
        {
            "event_type": "killing",
            "quote": "killed at least 14 herders, one of them a man of 60",
            "victims": [{"description": "a man of 60", "outcome": "killed"}],
            "date": {"as_said": "3 May 2020"},
            "places": [{"as_said": "Radio Orsk"}],
        },
    )
    victim = claim.victims[0]
    assert (victim.count_low, victim.age, victim.sex, victim.outcome) == (1, 60, "male", "killed")
    assert (claim.date.earliest, claim.date.latest, claim.date.precision) == (
        "2020-05-03",
        "2020-05-03",
        "day",
    )
    assert (claim.rule, claim.quote.words) == ("person", TEXT[claim.quote.start : claim.quote.end])


def test_a_relative_date_needs_the_publication() -> None:
    text = "On Monday they burned the mill."
    given = {"event_type": "arson", "quote": "they burned the mill", "date": {"as_said": "Monday"}}
    assert derive(text, given).date.earliest is None
    assert derive(text, given, published=Interval.parse("2020-05-07")).date.earliest == "2020-05-04"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"event_type": "killing", "quote": "they killed 15 herders"}, "not in the text"),
        ({"event_type": "killing", "quote": "140 others"}, "cuts the number 1,140"),
        ({"event_type": "killing"}, "has no quote"),
        ({"event_type": "killing", "quote": "14 herders", "victims": [{"name": "Tom"}]}, "not in the text"),
        ({"event_type": "killing", "quote": "14 herders", "victims": [{}]}, "no description"),
        (
            {"event_type": "killing", "quote": "14 herders", "places": [{"as_said": "Dervin"}]},
            "not in the text",
        ),
        ({"event_type": "killing", "quote": "herders", "start": 0, "end": 7}, "are not this quote"),
        ({"event_type": "killing", "start": 224, "end": 227}, "cuts a number"),
        (
            {
                "event_type": "killing",
                "quote": "herders",
                "victims": [{"description": "herders", "age_as_said": "herders"}],
            },
            "no age is said",
        ),
        (
            {
                "event_type": "killing",
                "quote": "herders",
                "victims": [{"description": "herders", "sex_as_said": "herders"}],
            },
            "no sex is said",
        ),
    ],
)
def test_words_that_are_not_there_are_refused_with_the_reason(given: dict[str, Any], reason: str) -> None:
    text = TEXT
    if "start" in given and "quote" not in given:
        given = {**given, "start": text.index("1,140") + 2, "end": text.index("1,140") + 5}
    with pytest.raises(QuoteRejected, match=reason):
        derive(text, given)


@pytest.mark.parametrize(
    "given",
    [
        {"event_type": "murder"},
        {},
        {"event_type": "killing", "polarity": "doubts"},
        {"event_type": "killing", "hedge": "sure"},
        {"event_type": "killing", "source": {"type": "rumour"}},
        {"event_type": "killing", "victims": [{"description": "herders", "outcome": "gone"}]},
    ],
)
def test_a_value_outside_its_list_is_refused_with_the_choices(given: dict[str, Any]) -> None:
    with pytest.raises(JudgementRefused, match="use one of"):
        derive(TEXT, {"quote": "14 herders", **given})


def test_words_that_occur_twice_in_the_text_but_once_in_the_quote_are_found_there() -> None:
    text = "Tom left. They killed Tom near Orsk. Tom was 30."
    claim = derive(text, {"event_type": "killing", "quote": "They killed Tom", "victims": [{"name": "Tom"}]})
    assert claim.victims[0].name is not None and claim.victims[0].name.start == text.index("killed Tom") + 7


@pytest.mark.parametrize("change", [{"colour": "red"}, {"start": None}, {"victims": [{"descripton": "x"}]}])
def test_json_that_is_no_claim_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(JudgementRefused):
        Claim.from_json({**_killing(), **change})


def test_an_arabic_quote_can_be_added_by_hand() -> None:
    text = "قال الشاهد إنهم قتلوا ٤ مدنيين وأخذوا أخاه مساء أمس."
    claim = derive(
        text,
        {
            "event_type": "killing",
            "quote": "قتلوا 4 مدنيين",
            "victims": [{"description": "٤ مدنيين", "count_as_said": "٤ مدنيين"}],
        },
    )
    assert claim.quote.words == "قتلوا ٤ مدنيين"
    assert claim.folding == ("digits",)
    assert (claim.victims[0].count_low, claim.victims[0].count_high) == (4, 4)
