"""The forms in which names are compared fold what spells one name, and keep what makes another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.places import keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Huwayra", "al Ḩuwayra"),
        ("Deir ez-Zawr", "DEIR ZAWR"),
        ("Ash Shams", "Shams"),
        ("ʿAyn Zarqun", "Ayn Zarqun"),
        ("قُريمة", "قريمه"),
        ("الحويرة", "حويرة"),
        ("مشتى", "مشتي"),
    ],
)
def test_the_exact_key_folds_accents_signs_and_the_article(one: str, other: str) -> None:
    assert keys.exact_key(one) == keys.exact_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sanobra", "Sanubrah"),
        ("Zeitouneh", "Zaytunah"),
        ("Mukhtariyeh", "Mukhtariya"),
        ("Hwaiz", "Huwayz"),
        ("Machta", "Mashta"),
        ("Darayya", "Daraya"),
    ],
)
def test_the_spelling_key_folds_the_ways_of_writing_one_arabic_name(one: str, other: str) -> None:
    assert keys.spelling(keys.exact_key(one)) == keys.spelling(keys.exact_key(other))


def test_the_spelling_key_keeps_the_vowels_apart() -> None:
    assert keys.spelling("hama") != keys.spelling("hims")
    assert keys.spelling("sanbur") != keys.spelling("sinbar")


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Sanbura", "صنبورة"), ("Qurayma", "قريمة"), ("Kafr Tuta", "كفر توتا"), ("Mukhtariyya", "مختارية")],
)
def test_the_skeleton_is_the_same_from_both_scripts(latin: str, arabic: str) -> None:
    assert keys.skeleton(keys.exact_key(latin)) == keys.skeleton(keys.exact_key(arabic))


@given(st.lists(st.text(alphabet=st.sampled_from("Abyh -'وال قة`|É"), max_size=8), max_size=8))
def test_many_names_folded_at_once_are_folded_as_one_by_one(names: list[str]) -> None:
    exact = keys.exact(names)
    assert exact == [keys.exact_key(name) for name in names]
    assert keys.spellings(exact) == [keys.spelling(key) for key in exact]
    assert keys.skeletons(exact) == [keys.skeleton(key) for key in exact]
