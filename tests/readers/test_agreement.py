"""A text layer that says what is printed lies far above the line, one in visual order far below it."""

import pytest

from sijil.readers.agreement import LEAST, agreement

TEXT = "قال شاهد إن مسلحين قتلوا ثلاثة مدنيين في بانياس يوم السابع من آذار وأضاف أن شقيقه ما زال مفقودا"


def test_the_same_words_agree_whatever_signs_they_carry():
    marked = TEXT.replace("قتلوا", "قَتَلوا").replace("إن", "ان").replace("مدنيين", "مدنييـــن")
    assert agreement(TEXT, marked) == 1.0


def test_a_misread_word_is_no_disagreement():
    assert agreement(TEXT, TEXT.replace("بانياس", "بائياس")) > 0.9


@pytest.mark.parametrize(
    "wrong", [TEXT[::-1], " ".join(reversed(TEXT.split())), TEXT.replace("ا", "").replace("ل", "")]
)
def test_reversed_letters_words_or_lost_letters_disagree(wrong):
    assert agreement(TEXT, wrong) < LEAST


def test_nothing_follows_from_a_few_words():
    assert agreement("صفحة ٣", "صفحة ٣") is None
