"""Equal after normalising, and only what carries no meaning is normalised away."""

import pytest

from sijil.names import exact_key, is_unnamed, name_parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shaaban Mirsad", "Sha'ban Mirsad"),
        ("Sheikh Shaaban Mirsad", "shaban mirsad"),
        ("Ali al-Mirsadi", "Ali Al Mirsadi"),
        ("عبد الرحمن مرصاد", "عبدالرحمن مرصاد"),
        ("أبو خالد مرصاد", "ابوخالد مرصاد"),
        ("فاطمة مرصاد", "فاطمه مرصاد"),
        ("مصطفى مرصاد", "مصطفي مرصاد"),
        ("الشيخ مُصطفى مرصاد", "مصطفى مـرصاد"),
        ("Ali Mirsad (the baker)", "Ali Mirsad"),
    ],
)
def test_spellings_that_carry_no_meaning_have_one_key(one: str, other: str) -> None:
    assert exact_key(one) == exact_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Mirsad", "Aly Mirsad"),
        ("حسن مرصاد", "حسين مرصاد"),
        ("Ali Mirsad", "علي مرصاد"),
        ("Ali Hasan Mirsad", "Ali Mirsad"),
    ],
)
def test_what_may_carry_meaning_keeps_two_keys(one: str, other: str) -> None:
    assert exact_key(one) != exact_key(other)


def test_parts_keep_their_order_and_join_abd() -> None:
    assert name_parts("Dr. Abd al-Karim Yusuf Mirsad") == ("abdalkarim", "yusuf", "mirsad")


@pytest.mark.parametrize(
    "name", ["Unidentified child", "", "طفل مجهول الهوية", "unknown", "—", "مجهولة", "Body of a man"]
)
def test_a_cell_that_names_nobody_is_known_as_such(name: str) -> None:
    assert is_unnamed(name)


@pytest.mark.parametrize("name", ["Ali", "أم خالد", "Unknown Mirsad"])
def test_a_cell_with_any_name_is_a_name(name: str) -> None:
    assert not is_unnamed(name)
