"""A count keeps the bounds its words leave open, and what is no count is passed over."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil._tables import table
from sijil.errors import CountError
from sijil.numbers import Count, convention, find_counts, read_number

TABLES = Path(__file__).parent / "tables"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bounds(count: Count) -> str:
    """low/best/high, a dash for what is not stated, with /c for a convention."""
    written = "/".join("-" if bound is None else str(bound) for bound in (count.low, count.best, count.high))
    return written + ("/c" if count.basis == "convention" else "")


@pytest.mark.parametrize("row", rows("count_phrases.csv"), ids=lambda row: row["text"])
def test_a_phrase_is_the_count_it_means(row: dict[str, str]) -> None:
    assert "|".join(f"{c.as_said}={bounds(c)}" for c in find_counts(row["text"])) == row["counts"]


@pytest.mark.parametrize("row", rows("count_sentences.csv"), ids=lambda row: row["text"])
def test_in_a_sentence_the_counts_are_found_and_nothing_else(row: dict[str, str]) -> None:
    assert "|".join(f"{c.as_said}={bounds(c)}" for c in find_counts(row["text"])) == row["counts"]


def test_method_rule_5_vague_words_are_tens_10_dozens_12_hundreds_100() -> None:
    for text, value in (("tens", 10), ("dozens", 12), ("hundreds", 100), ("عشرات", 10), ("مئات", 100)):
        (count,) = find_counts(f"{text} of people" if text.isascii() else f"{text} القتلى")
        assert (count.low, count.best, count.high, count.basis) == (value, value, None, "convention")


def test_method_rule_5_at_least_up_to_and_nearly_open_their_bounds() -> None:
    for text, expected in (
        ("at least 973 civilians", (973, 973, None)),
        ("up to 973 civilians", (None, None, 973)),
        ("nearly 973 civilians", (None, 973, None)),
        ("973 civilians", (973, 973, 973)),
        ("between 6 and 8 civilians", (6, None, 8)),
    ):
        (count,) = find_counts(text)
        assert (count.low, count.best, count.high, count.basis) == (*expected, "stated")


def test_a_change_from_one_number_to_another_is_no_range() -> None:
    assert [bounds(c) for c in find_counts("the toll rose from 973 to 1,068")] == [
        "973/973/973",
        "1068/1068/1068",
    ]
    assert [bounds(c) for c in find_counts("from 6 to 8 people")] == ["6/-/8"]


def test_an_ambiguous_separator_is_left_out() -> None:
    assert find_counts("1.034 people") == []
    assert find_counts("1 034 people") == []
    assert [c.best for c in find_counts("1\u00a0034 people")] == [1034]
    assert [c.best for c in find_counts("1,034 people")] == [1034]


def test_every_convention_has_an_identifier_a_value_and_a_source() -> None:
    entries = [*table("vague_words")["vague"], *table("vague_words")["plural"]]
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["value"] > 0
        assert entry["source"]
        assert entry["english"] or entry["arabic"]


@pytest.mark.parametrize(
    ("phrase", "as_said", "value"),
    [
        ("entire families", "families", 4),
        ("armed men", "men", 2),
        ("a whole family", "family", 2),
        ("women and children", "women", 2),
        ("نساء", "نساء", 2),
        ("عائلات بأكملها", "عائلات", 4),
        ("والمدنيين", "مدنيين", 2),
    ],
)
def test_a_plural_without_a_number_is_a_convention_of_its_own(phrase: str, as_said: str, value: int) -> None:
    count = convention(phrase)
    assert count is not None
    assert (count.as_said, count.low, count.best, count.high) == (as_said, value, value, None)
    assert phrase[count.start : count.end] == as_said
    assert count.basis == "convention"
    assert count.rule.startswith("plural_")


@pytest.mark.parametrize("phrase", ["the village", "", "three men", "dozens of men", "قرية", "womenfolk"])
def test_no_convention_where_a_number_is_said_or_no_noun_is_known(phrase: str) -> None:
    assert convention(phrase) is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("34", 34),
        ("٣٤", 34),
        ("۳۴", 34),
        ("1,034", 1034),
        ("١٬٠٣٤", 1034),
        (" 34 ", 34),
        ("34.0", 34),
        ("0", 0),
        ("one hundred and two", 102),
        ("Twenty-five", 25),
        ("one thousand and thirty-four", 1034),
        ("two million three hundred thousand and five", 2_300_005),
        ("a hundred", 100),
        ("خمسة وعشرون", 25),
        ("خمس وعشرين", 25),
        ("ثلاثمئة وأربعون", 340),
        ("ثلاث مئة", 300),
        ("أحد عشر", 11),
        ("اثنتا عشرة", 12),
        ("ألف ومئتان وخمسة وثلاثون", 1235),
        ("مئة وعشرون ألفاً", 120_000),
        ("ثلاثة آلاف وخمسمئة", 3500),
        ("10 آلاف", 10_000),
        ("واحد وعشرون", 21),
        ("مليونان", 2_000_000),
    ],
)
def test_a_number_is_read_in_figures_and_words(cell: str, number: int) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "dozens",
        "3.5",
        "1.034",
        "6-8",
        "at least 5",
        "one two",
        "five and six",
        "خمسة ستة",
        "1,03",
        "عشرات",
        "-5",
    ],
)
def test_what_is_not_one_whole_number_is_none(cell: str) -> None:
    assert read_number(cell) is None


@given(st.integers(min_value=0, max_value=999_999))
def test_a_number_written_with_or_without_separators_is_read_back(number: int) -> None:
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert read_number(str(number)) == read_number(f"{number:,}") == read_number(arabic) == number


PIECES = st.sampled_from(
    [
        "at least ",
        "more than ",
        "up to ",
        "nearly ",
        "between ",
        "from ",
        " and ",
        " to ",
        "-",
        "6",
        "8",
        "1,034",
        "one hundred",
        "dozens of ",
        "people",
        " per cent",
        " km",
        "٣٤ ",
        "نحو ",
        "ما لا يقل عن ",
        "خمسة وعشرون ",
        "قتيلان ",
        "عشرات ",
        "شخصاً",
        " على الأقل",
        "6 March ",
        "\n",
        ", ",
        "36-year-old ",
        "\u200f",
        "ـ",
        "one ",
        "واحد ",
        "+",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_count_is_an_exact_slice_with_its_bounds_in_order(text: str) -> None:
    end = 0
    for count in find_counts(text):
        assert text[count.start : count.end] == count.as_said != ""
        assert count.start >= end
        stated = [bound for bound in (count.low, count.best, count.high) if bound is not None]
        assert stated == sorted(stated) != []
        assert count.basis in ("stated", "convention")
        end = count.end


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for count in find_counts(text):
        assert text[count.start : count.end] == count.as_said
    read_number(text)
    convention(text)


def test_bounds_out_of_order_are_refused() -> None:
    with pytest.raises(CountError, match="not in order"):
        Count("8 to 6", 0, 6, 8, None, 6, "stated", "range.dash")
