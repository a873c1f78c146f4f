"""Paragraphs, sentences and quotations are cut at exact characters, whatever the text looks like."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.extraction.lexicon import lexicon
from sijil.extraction.segments import document
from sijil.extraction.tokens import tokens

FIXTURES = Path(__file__).parent / "fixtures"
HIDDEN = "".join(
    map(
        chr,
        [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0x61C, 0xFEFF, 0xAD],
    )
)
ABBREVIATIONS = lexicon("en")["abbreviations"]


def _sentences(text: str) -> list[str]:
    found = document(text, ABBREVIATIONS)
    return [text[one.start : one.end] for one in found.sentences]


def _quotations(text: str) -> list[str]:
    return [text[one.start : one.end] for one in document(text, ABBREVIATIONS).outer_quotations]


def test_a_title_or_an_initial_does_not_end_a_sentence() -> None:
    assert _sentences("Dr. Renn met Col. J. Oster at 5 a.m. on Monday. He left.") == [
        "Dr. Renn met Col. J. Oster at 5 a.m. on Monday.",
        "He left.",
    ]


def test_a_question_inside_a_quotation_does_not_end_the_sentence_around_it() -> None:
    assert _sentences("“Where are they?” she asked. Nobody knew.") == [
        "“Where are they?” she asked.",
        "Nobody knew.",
    ]


def test_the_closing_mark_belongs_to_the_sentence_it_closes() -> None:
    assert _sentences("He said: “They left.” Then he wept.") == ["He said: “They left.”", "Then he wept."]


def test_a_quotation_may_hold_several_sentences() -> None:
    text = "“We ran. They shot at us. Two fell,” he said."
    assert _quotations(text) == ["We ran. They shot at us. Two fell,"]
    assert len(_sentences(text)) == 3


def test_a_quotation_goes_on_into_the_next_paragraph_that_opens_with_a_mark() -> None:
    text = "She said: “They came at dawn.\n\n“They took the boys.”"
    found = document(text, ABBREVIATIONS)
    assert _quotations(text) == ["They came at dawn.", "They took the boys."]
    assert [one.continued for one in found.outer_quotations] == [False, True]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said ‘They don’t know,’ and left.", ["They don’t know,"]),
        ("'They burned the guards' homes,' she said.", ["They burned the guards' homes,"]),
        ("The '90s were hard. “We left,” she said.", ["We left,"]),
        ('He called it a "mistake" twice.', ["mistake"]),
        ("«Ils sont partis», dit-il.", ["Ils sont partis"]),
    ],
)
def test_straight_curly_and_single_marks_are_paired(text: str, inner: list[str]) -> None:
    assert _quotations(text) == inner


def test_a_quotation_inside_a_quotation_is_not_an_outer_one() -> None:
    text = "\"They shouted, 'Come out!'\" he said."
    found = document(text, ABBREVIATIONS)
    assert [text[one.start : one.end] for one in found.quotations] == [
        "They shouted, 'Come out!'",
        "Come out!",
    ]
    assert [one.outer for one in found.quotations] == [True, False]


def test_a_title_line_is_a_heading_and_a_chat_line_is_not() -> None:
    text = "The Night of the Fires\nThe army shelled Dervin at noon, 3 killed\nmore later"
    assert [one.heading for one in document(text).paragraphs] == [True, False, False]


def test_a_wrapped_line_goes_on_in_the_next() -> None:
    text = "The soldiers came to the village before dawn and took the\nmen to the school. They did not return.\n\nNext."
    found = document(text, ABBREVIATIONS)
    assert len(found.paragraphs) == 2
    assert _sentences(text)[0].endswith("the\nmen to the school.")


def test_what_never_ends_is_cut_between_words() -> None:
    text = "word " * 4000
    assert max(len(one) for one in _sentences(text)) <= 1200
    assert "".join("".join(_sentences(text)).split()) == "word" * 4000


@given(st.text(alphabet="aB .!?\"'“”‘’\n\r٤سأ,;-", max_size=200))
def test_segments_lie_inside_the_text_in_order_and_lose_no_letter(text: str) -> None:
    found = document(text, ABBREVIATIONS)
    spans = [(one.start, one.end) for one in found.sentences]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]
    assert all(0 < one.start <= one.end <= len(text) for one in found.quotations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("al-Oster's men", ["al-Oster", "'s", "men"]),
        ("a 36-year-old man", ["a", "36-year-old", "man"]),
        ("1,973 or 70-75.", ["1,973", "or", "70-75", "."]),
        ("they’re gone", ["they", "’re", "gone"]),
        ("Hay'at and Sha'ban", ["Hay'at", "and", "Sha'ban"]),
        ("the U.S. said", ["the", "U.S.", "said"]),
        ("قَتلوا ٤ مدنيين", ["قَتلوا", "٤", "مدنيين"]),
    ],
)
def test_words_keep_their_hyphens_and_lose_their_clitics(text: str, expected: list[str]) -> None:
    assert [one.text for one in tokens(text)] == expected


@given(st.text(max_size=80))
def test_every_token_is_the_slice_it_says_it_is(text: str) -> None:
    found = tokens(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    hidden = dict.fromkeys(map(ord, HIDDEN))
    told = "".join(one.text for one in found).translate(hidden)
    assert "".join(told.split()) == "".join(text.translate(hidden).split())
