"""Folding keeps a way back to the original; searching folds more."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.text import cuts_through, fold, folding_between, language, norm

MIXED = st.text(alphabet=st.sampled_from("aA é’“ـَّأإىي٤4\u200f\u200d\r\n\t –-سلام"), max_size=60)


@given(MIXED)
def test_every_folded_character_points_back_into_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(MIXED)
def test_folding_the_slice_of_a_span_gives_the_folded_slice(text: str) -> None:
    folded = fold(text)
    if not folded.text.strip():
        return
    start, end = folded.span(0, len(folded.text))
    assert fold(text[start:end]).text.strip() == folded.text.strip()


@pytest.mark.parametrize("word", ["نساء", "هـ", "الثلاثاء", "ءامن", "قُتِلَ"])
def test_letters_that_fold_to_nothing_stay_with_their_word(word: str) -> None:
    text = f"قال {word}، ثم"
    folded = fold(text)
    start = folded.text.index(fold(word).text)
    begin, end = folded.span(start, start + len(fold(word).text))
    assert text[begin:end] == word


@given(MIXED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("two  words", "two\r\nwords", ("whitespace",)),
        ("it’s", "it's", ("quotes",)),
        ("6–9", "6-9", ("dashes",)),
        ("قتل\u200f", "قتل", ("direction_marks",)),
        ("قـــتل", "قتل", ("tatweel",)),
        ("قُتِلَ", "قتل", ("arabic_marks",)),
        ("أخاه", "اخاه", ("alef_hamza",)),
        ("مصطفى", "مصطفي", ("ya",)),
        ("٤", "4", ("digits",)),
        ("Homs", "HOMS", ("case",)),
        ("caf\u00e9", unicodedata.normalize("NFD", "caf\u00e9"), ("composition",)),
        ("same", "same", ()),
    ],
)
def test_the_kinds_of_folding_between_two_texts_are_named(
    one: str, other: str, kinds: tuple[str, ...]
) -> None:
    assert folding_between(one, other) == kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مسؤول", "مسوول"),
        ("مدرسة", "مدرسه"),
        ("قُتِلَ", "قتل"),
        ("الســـاحل", "الساحل"),
        ("٢٠٢٥", "2025"),
        ("ﻻ", "لا"),
        ("مؤمن", "مومن"),
        ("مصطفى", "مصطفي"),
        ("هٰذا", "هذا"),
        ("José", "jose"),
    ],
)
def test_searching_folds_what_a_reader_takes_for_the_same(one: str, other: str) -> None:
    assert norm(one) == norm(other)


@pytest.mark.parametrize(
    ("slice_", "cut"),
    [
        ("973 civilians", "number"),
        ("at least 1,97", "number"),
        ("armed men", "word"),
        ("1,973", ""),
        ("unarmed men", ""),
    ],
)
def test_a_slice_may_not_cut_a_number_or_a_word(slice_: str, cut: str) -> None:
    text = "unarmed men: at least 1,973 civilians"
    start = text.index(slice_)
    assert cuts_through(text, start, start + len(slice_)) == cut


def test_a_prefixed_arabic_conjunction_may_be_left_out() -> None:
    text = "وقتل ابنه"
    assert cuts_through(text, 1, len(text)) == ""


def test_the_language_of_a_text_is_its_main_script() -> None:
    assert language("قتل رجلان قرب Homs") == "ar"
    assert language("A man was killed in حمص") == "en"
    assert language("973 …") == "und"
