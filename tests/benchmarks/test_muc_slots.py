"""The credit of the full keys' slots, by the written examples of the task's scoring guidelines."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from muc.keys import Fill, Key
from muc.slots import Response, date_credit, effect_credit, number_credit, place_credit, slot_scores


@pytest.mark.parametrize(
    ("given", "wanted", "credit"),
    [
        ("26 AUG 89", "26 AUG 89", 1.0),
        ("26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),
        ("26 AUG 89", "- 26 AUG 89", 0.5),
        ("25 AUG 89", "- 26 AUG 89", 0.5),
        ("- 26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),
        ("- 26 AUG 89", "26 AUG 89", 0.5),
        ("- 26 AUG 89", "16 AUG 89", 0.0),
        ("- 26 AUG 89", "24 AUG 89 - 25 AUG 89", 0.0),
        ("- 26 AUG 89", "- 26 AUG 89", 1.0),
    ],
)
def test_dates_as_in_section_3_2_2(given: str, wanted: str, credit: float) -> None:
    assert date_credit(given, wanted) == credit


@pytest.mark.parametrize(
    ("given", "wanted", "credit"),
    [
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY)", 1.0),
        ("COLOMBIA", "COLOMBIA: MEDELLIN (CITY)", 0.5),
        ("COLOMBIA: CALI (CITY)", "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", 0.5),
        (
            "BOLIVIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)",
            "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)",
            0.5,
        ),
        ("PERU: LIMA (CITY)", "COLOMBIA: MEDELLIN (CITY)", 0.0),
    ],
)
def test_places_as_in_section_3_2_3(given: str, wanted: str, credit: float) -> None:
    assert place_credit(given, wanted) == credit


@pytest.mark.parametrize(
    ("given", "wanted", "credit"), [("7", "7", 1.0), ("7", "5 - 7", 0.5), ("7", "~7", 0.5), ("7", "8", 0.0)]
)
def test_numbers_as_in_section_3_2_14(given: str, wanted: str, credit: float) -> None:
    assert number_credit(given, wanted) == credit


def test_effects_are_right_or_wrong() -> None:
    assert effect_credit("DEATH", "DEATH") == 1.0 and effect_credit("DEATH", "INJURY") == 0.0


def test_a_right_number_of_somebody_else_earns_half() -> None:
    key = Key("X", False, ("attack",), numbers=[Fill(("1",), ("judge",)), Fill(("3",), ("guards",))])
    response = Response("attack", numbers=[("1", "judge"), ("3", "peasants")])
    assert slot_scores({"X": [response]}, {"X": [key]})["number"].credit == 1.5


def test_a_template_without_a_key_is_spurious_and_an_optional_key_is_not_wanted() -> None:
    wanted = Key("X", False, ("arson",), date=Fill(("26 AUG 89",)))
    optional = Key("X", True, ("bombing",), date=Fill(("25 AUG 89",)))
    marks = slot_scores({"X": [Response("kidnapping", date="26 AUG 89")]}, {"X": [wanted, optional]})["date"]
    assert (marks.credit, marks.given, marks.wanted) == (0.0, 1, 1)
