"""Keys under which spellings of one token meet, in either script."""

import pytest

from sijil.names import one_byte, romanise, token_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كوشمر", "koshmr"),
        ("كوشمر", "khoshmar"),
        ("شعبان", "shaban"),
        ("chaaban", "shaban"),
        ("banias", "baniyas"),
        ("بانياس", "baniyas"),
        ("مصعب", "musab"),
        ("قاسم", "gasim"),
        ("ثائر", "saer"),
        ("معاذ", "muath"),
        ("يزن", "yazan"),
        ("زينو", "zino"),
        ("فاطمه", "fatima"),
        ("alhalabi", "halabi"),
    ],
)
def test_spellings_of_one_token_share_a_key(one: str, other: str) -> None:
    assert set(token_keys(one)) & set(token_keys(other))


@pytest.mark.parametrize(
    ("one", "other"), [("احمد", "mahmoud"), ("حسن", "salim"), ("yazan", "zino"), ("علي", "ولي")]
)
def test_different_tokens_share_none(one: str, other: str) -> None:
    assert not set(token_keys(one)) & set(token_keys(other))


def test_keys_are_ascii_few_and_always_the_same() -> None:
    for token in ("عبدالرحمن", "qaththam", "ا", "khkhkh", "schachtschneider"):
        keys = token_keys(token)
        assert 0 < len(keys) <= 12 and keys == token_keys(token)
        assert all(key.isascii() and key for key in keys)


def test_one_byte_is_one_byte_a_letter() -> None:
    assert one_byte("شعبان كوشمر").isascii()
    assert len(one_byte("كوشمر").encode()) == len(one_byte("كوشمر")) == 5


def test_romanised_parts_are_readable() -> None:
    assert romanise("خالد") == "khald"
