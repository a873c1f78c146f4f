"""A name as written, in parts. All names are invented."""

import pytest

from sijil.names import parse_name


def _roles(name: str) -> list[tuple[str, str]]:
    return [(part.folded, part.role) for part in parse_name(name).parts]


def test_four_parts_are_given_name_father_grandfather_and_family() -> None:
    assert _roles("Dr. Tarin Osel Wadid al-Mirsadi") == [
        ("tarin", "given"),
        ("osel", "father"),
        ("wadid", "grandfather"),
        ("mirsadi", "family"),
    ]


def test_what_is_written_is_kept() -> None:
    assert parse_name(" Sheikh  TARIN  al-Mirsadi ").written == " Sheikh  TARIN  al-Mirsadi "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الرحمن مرصادي", "عبدالرحمن مرصادي"),
        ("Abd al-Rahman Mirsadi", "Abdalrahman Mirsadi"),
        ("نور الدين مرصادي", "نورالدين مرصادي"),
        ("Tarin Al Mirsadi", "Tarin al-Mirsadi"),
        ("mohd mirsadi", "Mohamed Mirsadi"),
    ],
)
def test_joined_and_split_spellings_have_the_same_parts(one: str, other: str) -> None:
    assert _roles(one) == _roles(other)


def test_a_name_that_only_begins_like_an_article_keeps_its_letters() -> None:
    assert _roles("Tarin Alwan")[-1] == ("alwan", "family")


def test_a_kunya_in_front_stands_apart_and_abu_in_a_family_name_does_not() -> None:
    assert parse_name("أبو تارين عدلان وديد مرصادي").kunya == "ابوتارين"
    assert [part.role for part in parse_name("Osel Wadid Abu Tarin").parts] == ["given", "father", "family"]


def test_two_scripts_in_one_cell_are_one_name_and_its_other_spelling() -> None:
    name = parse_name("Tarin Mirsadi تارين مرصادي")
    assert [part.folded for part in name.parts] == ["تارين", "مرصادي"]
    assert name.also == ("tarin", "mirsadi") and name.names == 1


@pytest.mark.parametrize(
    "cell", ["Tarin and his two sons", "Tarin Mirsadi and 3 others", "تارين مرصادي وزوجته"]
)
def test_a_list_of_kin_is_several_people(cell: str) -> None:
    assert parse_name(cell).names == 2


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "   ",
        "unidentified child",
        "مجهول الهوية",
        "son of Tarin Mirsadi",
        "Dr.",
        "???",
        "12345",
        "🕊",
        "\u202e",
    ],
)
def test_what_names_nobody_has_no_parts(cell: str) -> None:
    name = parse_name(cell)
    assert name.parts == () and not name.comparable


def test_a_name_of_ten_thousand_letters_is_cut_and_does_not_fail() -> None:
    assert len(parse_name("Tarin " * 2000).parts) <= 8
