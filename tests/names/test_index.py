"""Looking one name up among many. All names are invented."""

import random

import pytest

from sijil.names import NameIndex

_GIVEN = ["تارين", "قاسم", "شعبان", "ثائر", "يزن", "معاذ", "وديد", "عدلان"]
_FATHER = ["اوسل", "خالد", "نجيب", "رامز", "صابر", "جابر"]
_FAMILY = ["كوشمر", "المرصادي", "حلواني", "الزيتوني", "بانياسي", "درويشان"]
NAMES = [
    (f"{a}-{b}-{c}", f"{x} {y} {z}")
    for a, x in enumerate(_GIVEN)
    for b, y in enumerate(_FATHER)
    for c, z in enumerate(_FAMILY)
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(NAMES)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Tarin Osel Koshmr", "0-0-0"),
        ("Tareen Osel Khoshmar", "0-0-0"),
        ("Qasem Khaled al-Mirsadi", "1-1-1"),
        ("Gasim Khalid Al Mirsady", "1-1-1"),
        ("Sha'ban Najib Halwani", "2-2-2"),
        ("Thaer Ramez Al-Zaytouni", "3-3-3"),
        ("Muath Saber Baniyasi", "5-4-4"),
        ("شعبان نجيب حلواني", "2-2-2"),
    ],
)
def test_the_right_name_comes_first(index: NameIndex, query: str, wanted: str) -> None:
    assert index.search(query, 3)[0].id == wanted


def test_without_the_father_all_that_fit_come_first(index: NameIndex) -> None:
    found = {match.id for match in index.search("Tarin Koshmr", 6)}
    assert found == {f"0-{father}-0" for father in range(6)}


def test_the_family_name_may_stand_first(index: NameIndex) -> None:
    assert index.search("Koshmr Tarin Osel", 1)[0].id == "0-0-0"


def test_the_order_of_the_names_changes_nothing(index: NameIndex) -> None:
    shuffled = NAMES[:]
    random.Random(3).shuffle(shuffled)
    other = NameIndex(shuffled)
    for query in ("Tarin Osel Koshmr", "Qasem Mirsadi", "يزن كوشمر"):
        assert other.search(query, 10) == index.search(query, 10)


@pytest.mark.parametrize("query", ["", "unknown", "???", "مجهول الهوية", "x" * 10_000])
def test_what_names_nobody_finds_nobody_for_certain(index: NameIndex, query: str) -> None:
    assert all(match.score <= 0.5 for match in index.search(query, 5))


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).search("Tarin Osel", 5) == []


def test_names_that_name_nobody_are_not_found() -> None:
    index = NameIndex([("1", "unidentified child"), ("2", "تارين كوشمر")])
    assert [match.id for match in index.search("Tarin Koshmr", 5)] == ["2"]


def test_an_id_with_several_names_stands_once_with_its_best(index: NameIndex) -> None:
    twice = NameIndex([*NAMES, *((number, f"Sami {written}") for number, written in NAMES)])
    for query in ("Tarin Osel Koshmr", "Qasem Mirsadi"):
        found = twice.search(query, 10)
        assert len({match.id for match in found}) == 10
        assert found[0].score == index.search(query, 1)[0].score


@pytest.mark.parametrize("query", ["Tarin Osel Koshmr", "Tarin Koshmr", "يزن كوشمر"])
def test_fewer_answers_are_the_first_of_more(index: NameIndex, query: str) -> None:
    every = index.search(query, len(NAMES))
    for top in (1, 3, 7, 20):
        assert index.search(query, top) == every[:top]
