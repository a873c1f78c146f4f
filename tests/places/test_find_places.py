"""Names of places in a text: whole names, with the words around them, never inside another word."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.places import Gazetteer

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(os.environ.get("SIJIL_SHARED", Path(__file__).parents[3] / "shared"))
MARJ = Gazetteer.read(FIXTURES / "marj.csv")


def found(text: str) -> list[str]:
    return [mention.as_said for mention in MARJ.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Men came to Qurayma, Sanbura and Ayn Zarqun.", ["Qurayma", "Sanbura", "Ayn Zarqun"]),
        ("in Talnour province", ["Talnour province"]),
        ("Talnour's hills", ["Talnour"]),
        ("the village of Sanbura", ["Sanbura"]),
        ("near Mashta\nal-Lawz", ["Mashta\nal-Lawz"]),
        ("in Machta el Laouz", ["Machta el Laouz"]),
        ("QURAYMA WAS SHELLED", ["QURAYMA"]),
        ("in qurayma", []),
        ("Barqashian forces", []),
        ("قُتل اثنان في قريمة وبرقش", ["قريمة", "برقش"]),
        ("وصلوا إلى قرية الحويرة بريف قريمة", ["قرية الحويرة", "قريمة"]),
        ("بعين زرقون", ["عين زرقون"]),
        ("من مشتى اللوز", ["مشتى اللوز"]),
        ("قريماوي", []),
        ("في محافظة تلنور", ["محافظة تلنور"]),
    ],
)
def test_names_are_found_as_they_stand(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Sad news came. Ali said so.",
        "They were sad in the end; sad in all.",
        "Mr Shamis said no.",
        "He told Ali Shamis so.",
        "Sanbura Trading closed.",
        "He asked Sanbura about it.",
        "قال علي إن الثورة انتهت",
        "في الثورة",
        "شمس حارة",
    ],
)
def test_a_name_that_is_another_word_or_a_person_needs_support(text: str) -> None:
    assert found(text) == []


def test_a_word_for_the_kind_of_place_is_support_enough() -> None:
    assert found("in the village of Sad") == ["Sad"]
    assert found("in Ali village") == ["Ali village"]
    assert found("في قرية الثورة") == ["قرية الثورة"]
    assert found("in Shamis") == ["Shamis"]


def test_arabic_particles_are_left_out_of_the_quote() -> None:
    text = "ولبرقش وبقريمة فتلنور"
    mentions = MARJ.find(text)
    assert [m.as_said for m in mentions] == ["برقش", "قريمة", "تلنور"]
    assert all(text[m.start : m.end] == m.as_said for m in mentions)


def test_the_places_of_a_text_settle_each_other() -> None:
    (huwayra, dhahabin) = MARJ.find("near Huwayra, in Dhahabin district")
    assert huwayra.candidates[0].place.place_id == "m:13"
    assert dhahabin.candidates[0].place.level == "admin2"


PIECES = st.sampled_from(
    [
        "Qurayma",
        " ",
        ", ",
        "in ",
        "Al-Huwayra",
        "near ",
        "'s",
        "\n",
        "قريمة",
        "و",
        "ب",
        "في ",
        "ريف ",
        "عين زرقون",
        "Mashta al-Lawz",
        "province",
        "Mr ",
        ".",
        "é",
        "\u200f",
        "ـ",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60))
def test_a_mention_is_an_exact_slice_and_mentions_do_not_overlap(text: str) -> None:
    end = 0
    for mention in MARJ.find(text):
        assert text[mention.start : mention.end] == mention.as_said != ""
        assert mention.start >= end
        assert mention.candidates
        end = mention.end


def test_the_places_of_the_real_article_are_found() -> None:
    article, gazetteer = SHARED / "examples" / "article.txt", SHARED / "data" / "gazetteer_sy.csv"
    if not article.exists() or not gazetteer.exists():
        pytest.skip("the shared article and gazetteer are not here; set SIJIL_SHARED")
    text = article.read_text(encoding="utf-8")
    mentions = Gazetteer.read(gazetteer).find(text)
    names = {mention.as_said for mention in mentions}
    assert {"Latakia", "Tartus", "Hama province", "Jableh", "Banias", "Baniyas", "Karto"} <= names
    assert {"Al-Hwaiz", "Hmeimim Airbase", "Aleppo", "Homs", "Damascus"} <= names
    best = {mention.as_said: mention.candidates[0].place for mention in mentions}
    assert (best["Banias"].admin1, best["Karto"].admin1, best["Al-Hwaiz"].admin1) == (
        "Tartus",
        "Tartus",
        "Latakia",
    )
    assert best["Hama province"].level == "admin1"
    assert not names & {"Khalaf", "Salamah", "Mansour", "al-Julani", "al-Sham"}
