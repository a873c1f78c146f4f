"""Protected strings in disguise. Every name, place and number here is invented."""

import sys
from pathlib import Path

import pytest

from sijil.errors import RedactionError
from sijil.redaction import KINDS, Matcher, Protected, redact
from sijil.redaction.layers import layers

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from canary.disguises import chosen
from canary.people import canaries

WITNESS = [
    Protected("w1", "name", "محمد الأحمد"),
    Protected("w2", "name", "Samira Haddad"),
    Protected("w2", "email", "samira.haddad@example.org"),
    Protected("w2", "phone", "+963 944 123 456"),
    Protected("w2", "minute", "03:47"),
    Protected("w2", "kinship", "sister of Hassan Dib"),
    Protected("w2", "origin", "جبلة"),
    Protected("w2", "phrase", "كتير منيح هالقصة"),
    Protected("w2", "handle", "@samirah88"),
    Protected("w3", "name", "عبد الرحمن بن علي الخطيب"),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(WITNESS)


@pytest.mark.parametrize(
    ("text", "key", "kind"),
    [
        ("رأيت محمّد الأحمد هناك", "w1", "name"),
        ("وَمُحَمَّد الأحمد", "w1", "name"),
        ("بمحمد الأحمدى", "w1", "name"),
        ("محـمـد الاحمد", "w1", "name"),
        ("ومحـمّـد الاحمد", "w1", "name"),
        ("ﻣﺤﻤﺪ ﺍﻷﺣﻤﺪ", "w1", "name"),
        ("دمحالا دمحم", "w1", "name"),
        ("Muhamed Alahmad", "w1", "name"),
        ("mohammedalahmad.jpg", "w1", "name"),
        ("M o h a m m e d  A h m a d", "w1", "name"),
        ("Мohammеd Аhmаd", "w1", "name"),
        ("Haddad, Samira", "w2", "name"),
        ("سميرة حداد", "w2", "name"),
        ("Sam\u00adira Had\u200bdad’s house", "w2", "name"),
        ("Abd al-Rahman al-Khatib", "w3", "name"),
        ("عبدالرحمن الخطيب", "w3", "name"),
        ("call 0944-123.456 now", "w2", "phone"),
        ("٠٩٤٤١٢٣٤٥٦", "w2", "phone"),
        ("00963 (944) 12 34 56", "w2", "phone"),
        ("SAMIRA.HADDAD@EXAMPLE.ORG", "w2", "email"),
        ("samirahaddad (at) example (dot) org", "w2", "email"),
        ("https://t.me/samirah88?x", "w2", "handle"),
        ("at 3:47 am", "w2", "minute"),
        ("الساعة ٣:٤٧ فجرا", "w2", "minute"),
        ("2025-03-07T03:47:12Z", "w2", "minute"),
        ("IMG_20250307_034712.jpg", "w2", "minute"),
        ("Hassan Dib's sister came", "w2", "kinship"),
        ("أخت الدكتور حسن ديب", "w2", "kinship"),
        ("من أهالي جبلة", "w2", "origin"),
        ("امرأة جبلاوية", "w2", "place"),
        ("كتيييير منيح هالقصة", "w2", "phrase"),
    ],
)
def test_a_string_is_found_in_disguise(matcher: Matcher, text: str, key: str, kind: str) -> None:
    assert (key, kind) in {(hit.key, hit.kind) for hit in matcher.find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ahmad was seen, and Samira too",
        "he said Mohammad and Ali",
        "قتل ثلاثة في جبلة",
        "at 3:48 am, in 1347 houses",
        "0944 123 457",
        "حسن ديب وصل. أخت أخرى جاءت",
        "their house is near there",
    ],
)
def test_what_is_near_and_another_is_let_be(matcher: Matcher, text: str) -> None:
    assert matcher.find(text) == []


def test_the_four_variants_that_a_plain_search_misses() -> None:
    """Shadda, alif maqsura, prefixed waw, tatweel: reference on method, 4.5."""
    matcher = Matcher([Protected("w", "name", "يحيى الجردي")])
    for text in ("يحيّى الجردي", "يحيي الجردى", "ويحيى الجردي", "يحيـى الجـردي"):
        assert [text[hit.start : hit.end] for hit in matcher.find(f"قال {text} هنا") if hit.kind == "name"]


def test_a_hit_is_cut_from_the_original(matcher: Matcher) -> None:
    text = "قالت: رأيتُ محـمّـد الأحمد، ثم"
    (hit,) = [hit for hit in matcher.find(text) if hit.kind == "name"]
    assert text[hit.start : hit.end] == "محـمّـد الأحمد"


def test_who_is_published_by_right_may_share_a_name() -> None:
    matcher = Matcher([Protected("w", "name", "حسن ديب")], permitted=["حسن ديب الأحمد"])
    assert matcher.find("قتل حسن ديب الأحمد") == []
    assert [hit.key for hit in matcher.find("قال حسن ديب إن حسن ديب الأحمد قتل")] == ["w"]


def test_redacted_text_holds_nothing_and_says_what_was_there(matcher: Matcher) -> None:
    said = redact("Samira Haddad, 0944 123 456, said at 03:47 that Mohammed al-Ahmad fled.", matcher)
    assert said.text == "[name], [number], said at [time] that [name] fled."
    assert dict(said.replaced) == {"name": 2, "phone": 1, "minute": 1}
    assert matcher.find(said.text) == []
    assert redact("رأيت محمد الأحمد", matcher, "ar").text == "رأيت [اسم]"


@pytest.mark.parametrize(
    ("kind", "written"),
    [("surname", "x"), ("phone", "123"), ("minute", "later"), ("kinship", "a man"), ("name", "--")],
)
def test_what_cannot_be_looked_for_is_refused_by_its_key(kind: str, written: str) -> None:
    with pytest.raises(RedactionError, match=r"^w9: ") as refusal:
        Matcher([Protected("w9", kind, written)])
    assert written == "x" or written not in str(refusal.value)


def test_a_specimen_of_the_canaries_is_found() -> None:
    """Every kind; the whole corpus is in `benchmarks/leaks.py`."""
    some = canaries(1)[::8]
    assert {one.protected.kind for one in some} >= set(KINDS) - {"origin"}
    matcher = Matcher([one.protected for one in some])
    missed = [
        (one.protected.written, way)
        for one in some
        for way, text in chosen(one, 1, 8)
        if one.protected.key not in {hit.key for _, inner in layers(text) for hit in matcher.find(inner)}
    ]
    assert missed == []
