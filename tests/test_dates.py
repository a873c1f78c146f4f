"""A date is exactly as precise as it was said; a day, a month or a year is never made up."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.dates import (
    BASES,
    PRECISIONS,
    DateMention,
    Interval,
    IntervalUnreadable,
    acled_precision,
    find_dates,
    read_date,
    ucdp_precision,
)
from sijil.errors import SijilError

TABLES = Path(__file__).parent / "tables"
SHARED = Path(os.environ.get("SIJIL_SHARED", Path(__file__).parents[2] / "shared"))
TUESDAY = Interval.parse("2025-03-11")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def dated(text: str, published: Interval | None = TUESDAY) -> list[str]:
    return [str(mention.interval) for mention in find_dates(text, published=published) if mention.interval]


def expected(row: dict[str, str]) -> list[str]:
    earliest, latest = row["earliest"], row["latest"]
    if not earliest and not latest:
        return []
    return [earliest if earliest == latest else f"{earliest}..{latest}"]


def only(text: str, published: Interval | None = TUESDAY) -> DateMention:
    (mention,) = find_dates(text, published=published)
    return mention


PHRASES = [*rows(TABLES / "date_phrases.csv"), *rows(TABLES / "date_phrases_fresh.csv")]
"""The second file was written after the grammar, and measured before the grammar was mended for it."""


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["phrase"])
def test_a_phrase_is_the_interval_it_means(row: dict[str, str]) -> None:
    published = Interval.parse(row["published"]) if row["published"] else None
    assert dated(row["phrase"], published) == expected(row)


@pytest.mark.parametrize("row", rows(TABLES / "date_phrases.csv"), ids=lambda row: row["phrase"])
def test_a_phrase_alone_in_a_cell_is_read_the_same(row: dict[str, str]) -> None:
    published = Interval.parse(row["published"]) if row["published"] else None
    interval = read_date(row["phrase"], published=published)
    assert ([str(interval)] if interval else []) == expected(row)


@pytest.mark.parametrize("row", rows(TABLES / "date_sentences.csv"), ids=lambda row: row["text"])
def test_in_a_sentence_the_dates_are_found_and_nothing_else(row: dict[str, str]) -> None:
    published = Interval.parse(row["published"]) if row["published"] else None
    mentions = find_dates(row["text"], published=published)
    assert "|".join(f"{m.as_said}={m.interval or ''}" for m in mentions) == row["mentions"]


def test_the_shared_phrases_are_read_without_inventing_a_day() -> None:
    path = SHARED / "data" / "dates_40.csv"
    if not path.exists():
        pytest.skip("the shared date phrases are not here; set SIJIL_SHARED")
    wrong = [row["phrase"] for row in rows(path) if dated(row["phrase"]) != expected(row)]
    assert wrong == []


@pytest.mark.parametrize(
    ("cell", "interval"),
    [
        ("8/3", "2025-03-08"),
        ("٨ آذار", "2025-03-08"),
        ("8-3-2025", "2025-03-08"),
        ("2025/3/8", "2025-03-08"),
        ("2025-03-08 00:00:00", "2025-03-08"),
        ("آذار 2025", "2025-03-01..2025-03-31"),
        ("الجمعة 7 آذار", "2025-03-07"),
        ("07.03.2025", "2025-03-07"),
        ("Mar 7", "2025-03-07"),
        ("٢٠٢٥/٣/٨", "2025-03-08"),
        ("8/3/2025 م", "2025-03-08"),
        ("8-Mar-25", "2025-03-08"),
        ("8/Mar/2025", "2025-03-08"),
        ("3/2025", "2025-03-01..2025-03-31"),
        ("2011", "2011-01-01..2011-12-31"),
        ("آذار", "2025-03-01..2025-03-31"),
        ("1446/9/6", "2025-03-06"),
        ("6/9/1446هـ", "2025-03-06"),
        (" 7 March. ", "2025-03-07"),
    ],
)
def test_a_cell_of_a_list_may_be_short(cell: str, interval: str) -> None:
    assert str(read_date(cell, published=TUESDAY)) == interval


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "unknown",
        "غير معروف",
        "25",
        "45724",
        "31/2",
        "31/02/2025",
        "two",
        "7 March, at home",
        "6 March and 9 May",
    ],
)
def test_a_cell_that_is_not_one_date_is_none(cell: str) -> None:
    assert read_date(cell, published=TUESDAY) is None


def test_a_short_cell_without_a_publication_stays_without_a_year() -> None:
    assert read_date("8/3") is None
    assert read_date("٨ آذار") is None
    assert str(read_date("8/3/2025")) == "2025-03-08"


def test_the_order_of_day_and_month_is_a_choice_unless_only_one_is_a_date() -> None:
    assert str(read_date("06/03/2025")) == "2025-03-06"
    assert str(read_date("06/03/2025", day_first=False)) == "2025-06-03"
    assert str(read_date("03/25/2025")) == "2025-03-25"
    assert str(read_date("2025-03-06", day_first=False)) == "2025-03-06"


def test_an_impossible_date_is_a_mention_without_an_interval() -> None:
    mention = only("killed on 31/02/2025 there")
    assert (mention.as_said, mention.interval, mention.basis) == ("31/02/2025", None, "stated")


def test_a_year_is_never_invented() -> None:
    mention = only("killed on 6 March", published=None)
    assert (mention.as_said, mention.interval) == ("6 March", None)
    assert only("since March 6", published=None).interval is None


def test_since_closes_with_the_publication_and_stays_open_in_precision() -> None:
    published = Interval.parse("2025-03-10..2025-03-12")
    mention = only("at least 973 civilians have been killed since March 6, it said", published)
    assert mention.as_said == "since March 6"
    assert mention.interval == Interval(date(2025, 3, 6), date(2025, 3, 12), "open")
    assert str(only("since March 6, 2025", None).interval) == "2025-03-06.."


def test_what_is_relative_moves_both_ends_of_the_publication() -> None:
    published = Interval.parse("2025-03-10..2025-03-12")
    assert dated("yesterday", published) == ["2025-03-09..2025-03-11"]
    assert dated("أمس", published) == ["2025-03-09..2025-03-11"]
    assert dated("three days ago", published) == ["2025-03-07..2025-03-09"]


def test_a_month_is_the_whole_month_and_the_last_one_begun() -> None:
    mention = only("A video surfaced in December, he said")
    assert mention.interval == Interval(date(2024, 12, 1), date(2024, 12, 31), "month")


def test_the_last_date_of_a_list_lends_its_year_to_the_others() -> None:
    assert dated("on 6 March and on 9 March 2023") == ["2023-03-06", "2023-03-09"]


def test_until_a_date_that_may_lie_ahead_stays_without_a_year() -> None:
    assert only("the road is closed until 6 April").interval is None
    assert str(only("the road was closed until 6 March").interval) == "..2025-03-06"


def test_an_anaphoric_phrase_is_a_mention_without_an_interval() -> None:
    for text in (
        "until the following night",
        "two days later",
        "في اليوم التالي",
        "three days before 6 March",
    ):
        mention = only(f"It was so {text}.")
        assert (mention.interval, mention.basis) == (None, "anaphoric"), text


def test_a_duration_is_no_date() -> None:
    assert [(m.as_said, m.interval, m.basis) for m in find_dates("given 30 days")] == [
        ("30 days", None, "duration")
    ]
    assert find_dates("a 36-year-old man") == []


def test_a_hijri_date_is_the_converted_day_and_says_so() -> None:
    mention = only("قُتل في 6 رمضان 1446 هـ")
    assert (mention.as_said, str(mention.interval), mention.basis) == (
        "6 رمضان 1446 هـ",
        "2025-03-06",
        "hijri",
    )


def test_people_named_for_months_are_no_dates() -> None:
    assert find_dates("قال رمضان شعبان إن رجب غائب", published=TUESDAY) == []
    assert find_dates("May Haddad and April Khoury may march in august company", published=TUESDAY) == []


def test_a_weekday_that_does_not_fit_its_date_is_said_so() -> None:
    assert only("Friday, 6 March 2025").rule == "en.day_month; weekday differs"
    assert only("Thursday, 6 March 2025").rule == "en.day_month"


def test_two_names_of_different_months_are_no_date() -> None:
    assert only("8 آذار/أبريل 2025").interval is None
    assert str(only("8 نيسان/أبريل 2025").interval) == "2025-04-08"


def test_the_longest_reading_wins_and_nothing_overlaps() -> None:
    mentions = find_dates("from 6 to 10 March 2025, then Friday, 14 March", published=TUESDAY)
    assert [m.as_said for m in mentions] == ["from 6 to 10 March 2025", "Friday, 14 March"]


def test_the_parts_of_a_range_lend_each_other_the_year() -> None:
    january = Interval.parse("2025-01-05")
    assert dated("between 30 December and 2 January", january) == ["2024-12-30..2025-01-02"]
    assert dated("from 28 December 2023 to 3 January") == ["2023-12-28..2024-01-03"]


PIECES = st.sampled_from(
    [
        "6 March",
        "since ",
        "between ",
        " and ",
        "2025",
        "آذار",
        "٦ ",
        "في ",
        "منذ ",
        "يوم الجمعة",
        "الثلاثاء",
        " - ",
        "/",
        "31/02/2025",
        "last ",
        "week",
        "two days ",
        "ago",
        "later",
        "\n",
        "،",
        "رمضان 1446 هـ",
        "yesterday",
        "early ",
        "973 ",
        "أمس",
        "ـ",
        "\u200f",
        "é",
        ".",
    ]
)
INTERVALS = st.tuples(st.dates(), st.dates()).map(lambda ends: Interval(min(ends), max(ends), "vague"))


@given(st.lists(PIECES, max_size=12).map("".join), st.none() | INTERVALS)
def test_a_mention_is_an_exact_slice_and_mentions_do_not_overlap(
    text: str, published: Interval | None
) -> None:
    end = 0
    for mention in find_dates(text, published=published):
        assert text[mention.start : mention.end] == mention.as_said != ""
        assert mention.start >= end
        assert mention.basis in BASES
        end = mention.end


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for mention in find_dates(text, published=TUESDAY):
        assert text[mention.start : mention.end] == mention.as_said
    read_date(text, published=TUESDAY)


@given(st.none() | st.dates(), st.none() | st.dates())
def test_an_interval_comes_back_from_the_form_it_is_written_in(one: date | None, other: date | None) -> None:
    if one and other and one > other:
        one, other = other, one
    written = str(Interval(one, other, "vague"))
    again = Interval.parse(written)
    assert (again.earliest, again.latest, str(again)) == (one, other, written)
    assert again.precision in PRECISIONS


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2025-03-06", "day"),
        ("2025-03-06..2025-03-10", "days"),
        ("2025-03-03..2025-03-09", "week"),
        ("2025-03-01..2025-03-31", "month"),
        ("2024-01-01..2024-12-31", "year"),
        ("2025-03-01..2025-03-20", "vague"),
        ("2025-03-06..", "open"),
        ("..2025-03-10", "open"),
        ("..", "unknown"),
    ],
)
def test_a_written_interval_has_the_precision_of_its_span(written: str, precision: str) -> None:
    assert Interval.parse(written).precision == precision


@pytest.mark.parametrize(
    "text", ["", "March", "2025-13-01", "2025-03-10..2025-03-06", "2025-3-6", "2025-03-06 .. "]
)
def test_what_is_no_interval_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(IntervalUnreadable) as caught:
        Interval.parse(text)
    assert isinstance(caught.value, SijilError)
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


def test_an_interval_cannot_end_before_it_begins() -> None:
    with pytest.raises(IntervalUnreadable):
        Interval(date(2025, 3, 10), date(2025, 3, 6), "days")
    with pytest.raises(IntervalUnreadable):
        Interval(date(2025, 3, 6), date(2025, 3, 6), "exact")


@pytest.mark.parametrize(
    ("phrase", "ucdp", "acled"),
    [
        ("6 March 2025", 1, 1),
        ("yesterday", 1, 1),
        ("7 and 8 March 2025", 2, 2),
        ("from 6 to 10 March 2025", 2, 2),
        ("last week", 3, 2),
        ("the past week", 3, 2),
        ("early March 2025", 4, 3),
        ("in December", 4, 3),
        ("in 2011", 5, 3),
        ("between 2011 and 2013", 5, 3),
        ("منذ 6 آذار", 2, 2),
        ("the summer of 2013", 5, 3),
    ],
)
def test_the_codes_of_ucdp_and_acled_follow_from_the_interval(phrase: str, ucdp: int, acled: int) -> None:
    interval = read_date(phrase, published=TUESDAY)
    assert interval is not None
    assert (ucdp_precision(interval), acled_precision(interval)) == (ucdp, acled)


def test_an_open_interval_has_the_coarsest_codes() -> None:
    assert ucdp_precision(Interval.parse("2025-03-06..")) == 5
    assert acled_precision(Interval.parse("2025-03-06..")) == 3
