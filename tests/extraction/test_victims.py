"""Victims are what the words say: no name, number, age or sex comes from anywhere else."""

from typing import Any

import pytest

from sijil.extraction import extract


def _victims(text: str) -> list[dict[str, Any]]:
    found = extract(text)
    assert len(found) == 1, [claim.quote.words for claim in found]
    return found[0].as_json()["victims"]


def _one(text: str) -> dict[str, Any]:
    found = _victims(text)
    assert len(found) == 1
    return found[0]


def test_a_named_victim_and_his_unnamed_son_are_two_with_one_quote() -> None:
    text = "Unrest followed the killing of Sheikh Tamin Oster, an 86-year-old religious leader, and his son in Orsk."
    father, son = _victims(text)
    assert (father["name"], father["age"], father["count_low"], father["kin"]) == ("Tamin Oster", 86, 1, None)
    assert (son["name"], son["kin"], son["kin_of"], son["sex"]) == (None, "son", "Tamin Oster", "male")
    assert (son["count_low"], son["count_high"], son["basis"]) == (1, 1, "stated")


def test_my_uncle_and_aunt_are_two_people_of_the_speaker() -> None:
    text = '"They killed my uncle and aunt," Ada Renn said.'
    uncle, aunt = _victims(text)
    assert [(one["kin"], one["kin_of"], one["sex"]) for one in (uncle, aunt)] == [
        ("uncle", "Ada Renn", "male"),
        ("aunt", "Ada Renn", "female"),
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "basis"),
    [
        ("At least 12 miners were killed.", 12, None, "stated"),
        ("Twelve miners were killed.", 12, 12, "stated"),
        ("Between 20 and 25 miners were killed.", 20, 25, "stated"),
        ("Up to 30 miners were killed.", None, 30, "stated"),
        ("More than 40 miners were killed.", 41, None, "stated"),
        ("A miner was killed.", 1, 1, "stated"),
        ("Two of the miners were killed.", 2, 2, "stated"),
        ("Miners were killed.", 2, None, "convention"),
        ("Dozens of miners were killed.", 12, None, "convention"),
        ("They killed entire families.", 4, None, "convention"),
        ("Twelve people, including three children, were killed.", 12, 12, "stated"),
        ("The whole sect was massacred.", None, None, None),
        ("They killed us.", None, None, None),
        ("They killed the Orskites.", None, None, None),
    ],
)
def test_the_number_is_the_one_said_or_a_marked_convention_or_none(
    text: str, low: int | None, high: int | None, basis: str | None
) -> None:
    victim = _one(text)
    assert (victim["count_low"], victim["count_high"], victim["basis"]) == (low, high, basis)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ada Renn, 42, was killed.", 42),
        ("An 86-year-old woman was killed.", 86),
        ("Ada Renn, aged 7, was killed.", 7),
        ("A girl of four was killed.", 4),
        ("They arrested her nephew, Piet, who was 15.", 15),
        ("Ada Renn (31) was killed.", 31),
        ("Ada Renn was killed 330 km from Orsk.", None),
    ],
)
def test_an_age_is_read_where_it_is_said(text: str, age: int | None) -> None:
    assert _one(text)["age"] == age


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("A man was killed.", "male"),
        ("Two women were killed.", "female"),
        ("Her sister was killed.", "female"),
        ("Mr Oster was killed.", "male"),
        ("A nurse was killed.", None),
        ("Tamin Oster was killed.", None),
        ("Sheikh Tamin Oster was killed.", None),
        ("The woman's guard was killed.", None),
    ],
)
def test_sex_is_never_read_from_a_name_or_a_trade(text: str, sex: str | None) -> None:
    assert _one(text)["sex"] == sex


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nine civilians were killed.", "civilians"),
        ("They killed the shrine's guards.", "guards"),
        ("Rebels killed four soldiers.", "soldiers"),
        ("A farmer was killed.", None),
        ("A soldier's mother was killed.", None),
    ],
)
def test_status_is_only_what_is_said_of_the_victims_themselves(text: str, status: str | None) -> None:
    assert _one(text)["civilian_status"] == status


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("They took my brother.", "missing"),
        ("Three miners remained missing.", "missing"),
        ("A miner was wounded.", "injured"),
        ("Residents fled the valley.", "displaced"),
        ("Police arrested a miner.", "detained"),
        ("The raid caused casualties among the troops.", "not_separated"),
    ],
)
def test_missing_is_not_dead_and_casualties_are_not_separated(text: str, outcome: str) -> None:
    assert _one(text)["outcome"] == outcome


@pytest.mark.parametrize(
    "text",
    [
        "The shrine of Saint Orla, who was beheaded by a king, stands there.",
        "They follow the martyr Orla of Brenn, who was killed by a king.",
    ],
)
def test_people_of_legend_are_never_victims(text: str) -> None:
    assert extract(text) == []


def test_the_namesake_of_a_shrine_is_no_victim_of_its_burning() -> None:
    claims = extract("A clip shows the burning of Sheikh Tamin al-Oster's shrine in Orsk.")
    assert [(claim.event_type, claim.victims) for claim in claims] == [("attack_on_religious_site", ())]


def test_belief_stays_in_the_words_and_becomes_no_field() -> None:
    victim = _one("An Orskite cleric was killed.")
    assert victim["description"] == "An Orskite cleric"
    assert "Orskite" not in [
        value for name, value in victim.items() if name not in ("description", "count_as_said")
    ]


def test_a_short_name_gets_the_fullest_name_of_the_text_with_its_place() -> None:
    text = "Ada Renn lived there. Ms Renn was stabbed."
    victim = _one(text)
    assert (victim["name"], victim["name_start"], victim["name_inferred_by"]) == (
        "Ada Renn",
        0,
        "en.name.fullest",
    )
    assert victim["description"] == "Ms Renn"


def test_the_number_told_apart_from_the_people_is_theirs() -> None:
    victim = _one("Sunday's raid brought to 412 the number of civilians killed since May.")
    assert (victim["count_low"], victim["count_high"]) == (412, 412)


def test_two_ages_are_not_two_more_people() -> None:
    victim = _one("A mine claimed the lives of two brothers, aged nine and eleven, who were herding goats.")
    assert (victim["count_low"], victim["count_high"], victim["kin"]) == (2, 2, "brothers")


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("قُتل خمسة وجُرح عشرة من السكان في القصف.", 5),
        ("قالت الشبكة إن الفصائل المسلحة قتلت 20 في أيلول.", 20),
        ("دُمر الحي وقُتل في الغارة 22 مدنيا.", 22),
    ],
)
def test_a_bare_number_behind_an_arabic_verb_counts_people(text: str, low: int) -> None:
    found = [claim for claim in extract(text) if claim.event_type == "killing"]
    assert [one.count_low for one in found[0].victims] == [low]


def test_she_who_tells_it_of_herself_is_a_victim_without_a_name_in_arabic() -> None:
    found = [claim for claim in extract("قالت المعلمة سناء إنها تعرضت للضرب في السجن.") if claim.victims]
    assert [(one.event_type, one.victims[0].name) for one in found] == [("torture_ill_treatment", None)]
