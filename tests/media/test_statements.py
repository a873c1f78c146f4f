"""What a file says of itself: each statement with its kind, none of it proof, and conflicts named."""

import pytest

from sijil.media.statements import conflicts, statements
from sijil.report.words import table


def kinds(facts: dict[str, str], posted: str = "") -> list[str]:
    return [one.kind for one in statements(facts, posted)]


def test_each_statement_has_its_kind_in_a_fixed_order():
    facts = {
        "software": "15.4",
        "device": "Phone 9",
        "place_in_file": "33.5, 36.2",
        "taken": "2025-03-07T10:00:00Z",
    }
    assert kinds(facts, "2025-03-08T09:00:00Z") == ["taken", "place_in_file", "device", "software", "posted"]
    assert kinds({"software": "Lavf58.76.100"}) == ["converter"]
    assert kinds({"content_credentials": "signed", "proofmode": "hash agrees"}) == [
        "nothing",
        "credentials",
        "sidecar",
    ]


def test_a_file_that_says_nothing_says_so_and_accuses_nobody():
    assert kinds({}) == ["nothing"]
    assert kinds({}, "2025-03-08T09:00:00Z") == ["nothing", "posted"]
    assert conflicts({}, "2025-03-08T09:00:00Z") == []


@pytest.mark.parametrize(
    "zero", ["1904-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2000-01-01T00:00:00 (no zone stated)"]
)
def test_a_clock_that_was_never_set_is_no_time_and_no_conflict(zero):
    assert kinds({"taken": zero}) == ["clock_unset"]
    assert conflicts({"taken": zero}, "2025-03-08T09:00:00Z", ["2025-03-07T10:00:00Z"]) == []


@pytest.mark.parametrize(
    ("taken", "posted", "expected"),
    [
        ("2013-08-21T05:00:00Z", "2025-03-08T09:00:00Z", ["long_before_post"]),
        ("2025-03-10T05:00:00Z", "2025-03-08T09:00:00Z", ["after_post"]),
        ("2025-03-09T01:00:00+03:00", "2025-03-08T23:30:00Z", []),
        ("2025-03-01T05:00:00 (no zone stated)", "2025-03-08T09:00:00Z", []),
        ("2025-02-31T05:00:00Z", "2025-03-08T09:00:00Z", []),
        ("2013", "2025-03-08T09:00:00Z", []),
    ],
)
def test_the_stated_time_is_held_against_the_first_post(taken, posted, expected):
    assert [one.kind for one in conflicts({"taken": taken}, posted)] == expected


def test_satellites_copies_and_converters_may_contradict_the_file():
    facts = {
        "taken": "2025-03-07T10:00:00Z",
        "gps_date": "2025-03-01",
        "device": "Phone 9",
        "software": "HandBrake 1.6",
    }
    found = conflicts(facts, "", ["2025-03-07T22:00:00Z", "2024-01-05T10:00:00Z"])
    assert [(one.kind, one.other) for one in found] == [
        ("satellite_day", "2025-03-01"),
        ("copies_differ", "2024-01-05T10:00:00Z"),
        ("device_and_converter", "HandBrake 1.6"),
    ]


def test_every_kind_has_its_words_in_both_languages():
    words = table()
    assert set(words["statement"]) == set(words["can_show"]) == set(words["cannot_show"])
    for section in ("statement", "can_show", "cannot_show", "conflict"):
        assert all(said["en"] and said["ar"] for said in words[section].values())
