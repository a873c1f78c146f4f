"""What cells say: sex, status, age, and what stands for nothing."""

import pytest

from sijil.readers.lists import Age, is_absent, parse_age, sex_code, status_of
from sijil.readers.tables import rows_of


def test_every_word_of_the_table_of_sexes_is_known():
    for row in rows_of("list_sexes"):
        assert sex_code(row["word"]) == row["code"], row
        assert sex_code(f" {row['word'].upper()} ") == row["code"], row


@pytest.mark.parametrize("said", ["", "x", "?", "male/female", "ذكور وإناث"])
def test_no_sex_is_guessed(said):
    assert sex_code(said) == ""


def test_every_phrase_of_the_table_of_statuses_is_known():
    for row in rows_of("list_statuses"):
        status = status_of(row["phrase"])
        assert status is not None, row
        assert (status.code, status.event_type, status.doubt) == (row["code"], row["event_type"], ""), row


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Killed by shelling", "killed"),
        ("القتيل", "killed"),
        ("شهيد – قصف", "killed"),
        ("قضى تحت التعذيب", "killed"),
        ("died", "died"),
        ("dead", "died"),
        ("المفقود منذ آذار", "missing"),
        ("مختفٍ قسرياً", "missing"),
        ("Abducted", "abducted"),
        ("معتقلة", "detained"),
        ("جريح", "injured"),
        ("released from prison", "released"),
    ],
)
def test_statuses_in_the_wild(said, code):
    status = status_of(said)
    assert status is not None
    assert status.code == code


@pytest.mark.parametrize(
    "said", ["missing, presumed dead", "مفقود وربما قتيل", "Missing / killed?", "missing since 7 March"]
)
def test_missing_is_never_killed(said):
    status = status_of(said)
    assert status is not None
    assert (status.code, status.event_type) == ("missing", "")


@pytest.mark.parametrize(
    "said",
    [
        "not killed",
        "presumed dead",
        "killed?",
        "لم يقتل",
        "يعتقد أنه قتل",
        "abducted then killed",
        "مخطوف ثم قتل",
    ],
)
def test_a_denial_a_doubt_or_two_things_have_no_code(said):
    status = status_of(said)
    assert status is not None
    assert (status.code, status.event_type) == ("", "")
    assert said in status.doubt


def test_a_status_without_a_known_word_is_none():
    assert status_of("see report") is None
    assert status_of("") is None


def test_every_placeholder_of_the_table_stands_for_nothing():
    for row in rows_of("list_words"):
        assert is_absent(row["word"]) == (row["kind"] == "absent"), row
        assert is_absent(f" {row['word']} ") == (row["kind"] == "absent"), row


@pytest.mark.parametrize("said", ["0", "Nader", "لا أحد يعرف اسمه", "x"])
def test_what_says_something_is_not_absent(said):
    assert not is_absent(said)


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ("34", Age(34, 34)),
        ("٣٤", Age(34, 34)),
        ("٣٤ سنة", Age(34, 34)),
        ("34 years old", Age(34, 34)),
        ("34.0", Age(34, 34)),
        ("1.5", Age(1, 1)),
        ("0", Age(0, 0)),
        ("30-35", Age(30, 35)),
        ("٣٠ – ٣٥ عاماً", Age(30, 35)),
        ("between 30 and 35", Age(30, 35)),
        ("بين 30 و 35", Age(30, 35)),
        ("about 40", Age(40, 40, approximate=True)),
        ("حوالي ٤٠ سنة", Age(40, 40, approximate=True)),
        ("40 تقريباً", Age(40, 40, approximate=True)),
        ("~40", Age(40, 40, approximate=True)),
        ("6 أشهر", Age(0, 0, months=6)),
        ("6 months", Age(0, 0, months=6)),
        ("18 months", Age(1, 1, months=18)),
        ("3 weeks", Age(0, 0, months=0)),
        ("شهرين", Age(0, 0, months=2)),
        ("سنتين", Age(2, 2)),
        ("رضيع", Age(0, 1)),
        ("طفلة", Age(0, 17, convention=True)),
        ("40s", Age(40, 49, convention=True)),
        ("في الثلاثينات", Age(30, 39, convention=True)),
        ("under 5", Age(0, 4)),
        ("أقل من سنة", Age(0, 0)),
    ],
)
def test_ages_as_lists_write_them(said, age):
    assert parse_age(said) == age


@pytest.mark.parametrize(
    "said", ["", "n/a", "1985", "230", "35-30", "2025-03-07", "adult", "12 children", "ali"]
)
def test_what_is_no_age_gives_none(said):
    assert parse_age(said) is None
