"""The place and the date of an event are those of its own clause, as said, and never a point made up."""

from pathlib import Path
from typing import Any

import pytest

from sijil.dates import Interval
from sijil.extraction import extract
from sijil.places import Gazetteer

PUBLISHED = Interval.parse("2025-03-10..2025-03-12")

HEADER = (
    "gazid,geonames_id,level,feature_code,name_en,name_ar,alternates,lat,lon,admin1,admin1_ar,admin2,admin3,pcode,"
    "admin1_pcode,admin2_pcode,population,admin1_conflict,status,source"
)
ROWS = [
    "t:tarn,,admin1,,Tarn,تارن,Tarn Province,35.0,36.0,Tarn,تارن,,,,,,,,,test",
    "t:velt,,admin1,,Velt,فلت,Velt Province,36.0,37.0,Velt,فلت,,,,,,,,,test",
    "t:orsk,,locality,,Orsk,أورسك,,35.1,36.1,Tarn,تارن,Low Tarn,,,,,,,,test",
    "t:dervin1,,locality,,Dervin,درفين,,35.2,36.2,Tarn,تارن,Low Tarn,,,,,,,,test",
    "t:dervin2,,locality,,Dervin,درفين,,36.2,37.2,Velt,فلت,High Velt,,,,,,,,test",
]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("gazetteer") / "places.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return Gazetteer.read([Path(path)])


def _places(text: str, event: str = "", gazetteer: Gazetteer | None = None) -> list[dict[str, Any]]:
    found = [one for one in extract(text, gazetteer=gazetteer) if event in ("", one.event_type)]
    assert len(found) == 1, [one.quote.words for one in found]
    return list(found[0].as_json()["places"])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Gunmen killed two men in Orsk.", ["Orsk"]),
        ("They killed whole families in Orsk, Dervin, and Karn.", ["Orsk", "Dervin", "Karn"]),
        ("Two men were killed at a checkpoint near Port Asel.", ["Port Asel"]),
        ("Two men were killed in the village of Orsk.", ["Orsk"]),
        ("In Orsk, two men were killed.", ["Orsk"]),
        ("Two men were killed in Tarn province.", ["Tarn province"]),
        ("The violence spread to Orsk, escalating into mass executions.", ["Orsk"]),
        ("Residents fled Orsk on foot.", ["Orsk"]),
        ("Two men from Orsk were killed.", []),
        ("Two men were killed in May.", []),
        ("Two men were killed in the valley.", []),
        ("They accused Tom Oster of killing two men.", []),
    ],
)
def test_places_are_names_after_words_of_place(text: str, places: list[str]) -> None:
    assert [one["as_said"] for one in _places(text)] == places


def test_what_two_verbs_share_belongs_to_both() -> None:
    claims = extract("Gunmen shot dead five men and wounded two in Orsk on 3 May 2020.")
    assert [[place.as_said.words for place in one.places] for one in claims] == [["Orsk"], ["Orsk"]]
    assert [one.date.earliest for one in claims] == ["2020-05-03", "2020-05-03"]


def test_the_date_of_another_verb_is_not_taken() -> None:
    (claim,) = extract("The monastery of Brenn, founded in 1920 by two monks, was shelled twice.")
    assert (claim.event_type, claim.date.as_said) == ("attack_on_religious_site", None)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("Two men were killed on 3 May 2020.", "2020-05-03", "2020-05-03", "day"),
        ("Two men were killed in December.", "2024-12-01", "2024-12-31", "month"),
        ("At least 90 people have been killed since March 6.", "2025-03-06", "2025-03-12", "open"),
        ("In the past week, two men were killed.", "2025-03-03", "2025-03-12", "vague"),
        ("Two men were killed two days later.", None, None, "unknown"),
        ("Two men were killed.", None, None, None),
        ("The committee has been given 30 days to report.", None, None, None),
    ],
)
def test_a_date_is_as_precise_as_it_was_said(
    text: str, earliest: str | None, latest: str | None, precision: str | None
) -> None:
    (claim,) = extract(text, published=PUBLISHED)
    assert (claim.date.earliest, claim.date.latest, claim.date.precision) == (earliest, latest, precision)


def test_a_stated_province_is_the_governorate_with_or_without_a_gazetteer(gazetteer: Gazetteer) -> None:
    for given in (None, gazetteer):
        (place,) = _places("Two men were killed in Tarn province.", gazetteer=given)
        assert (place["admin1"], place["admin1_as_said"], place["precision"]) == ("Tarn", "Tarn", "admin1")


def test_a_name_of_one_place_is_resolved_and_of_two_stays_open(gazetteer: Gazetteer) -> None:
    (orsk,) = _places("Two men were killed in Orsk.", gazetteer=gazetteer)
    assert (orsk["admin1"], orsk["precision"], orsk["admin1_inferred_by"]) == (
        "Tarn",
        "locality",
        "gazetteer",
    )
    (dervin,) = _places("Two men were killed in Dervin.", gazetteer=gazetteer)
    assert (dervin["admin1"], dervin["precision"]) == (None, "unknown")
    assert {one["admin1"] for one in dervin["candidates"]} == {"Tarn", "Velt"}


def test_a_place_not_in_the_gazetteer_keeps_its_words(gazetteer: Gazetteer) -> None:
    (place,) = _places("Two men were killed in Karn.", gazetteer=gazetteer)
    assert (place["as_said"], place["admin1"], place["candidates"]) == ("Karn", None, [])
