"""Names that a text says are of one, and events that it may tell twice."""

import pytest

from sijil.extraction import Claim, extract


def _links(text: str) -> list[list[tuple[str, str]]]:
    found = []
    for claim in extract(text):
        for alias in claim.aliases:
            assert text[alias.as_said.start : alias.as_said.end] == alias.as_said.words
        found.append([(one.name.words, one.other.words) for one in claim.aliases if one.name and one.other])
    return found


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Orla Renn or Nadir al-Salem, was killed.", ("Orla Renn", "Nadir al-Salem")),
        ("Jalil Tarn, a volunteer driver known as Abu Saman, was killed.", ("Jalil Tarn", "Abu Saman")),
        ("Ahmad Tarn (Abu Khalil) was arrested.", ("Ahmad Tarn", "Abu Khalil")),
        ("Jalil Tarn, also known as Abu Saman, was killed.", ("Jalil Tarn", "Abu Saman")),
    ],
)
def test_two_names_are_one_where_the_text_says_so(text: str, link: tuple[str, str]) -> None:
    assert _links(text) == [[link]]


def test_a_later_claim_carries_the_words_that_made_the_name_known() -> None:
    text = "Ahmad Tarn (Abu Khalil) was arrested. They walked home. Abu Khalil was beaten."
    assert _links(text) == [[("Ahmad Tarn", "Abu Khalil")]] * 2


def test_a_short_name_stands_for_the_organisation() -> None:
    text = "The Displacement Watch network (DWN) counts those who leave. DWN said seven people drowned on Wednesday."
    (claim,) = extract(text)
    assert claim.source.type == "organisation" and claim.source.who is not None
    assert claim.source.who.words == "Displacement Watch network"
    assert claim.source.as_said is not None and claim.source.as_said.words == "DWN"
    assert [one.as_said.words for one in claim.aliases] == ["Displacement Watch network (DWN)"]


def test_two_names_side_by_side_are_not_one() -> None:
    assert _links("Orla Renn and Nadir Salem were killed.") == [[]]


def _pointers(claims: list[Claim]) -> list[tuple[str, str | None]]:
    return [(one.as_said.words, one.inferred_by) for claim in claims for one in claim.possible_duplicates]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Gunmen killed Orla Renn. In May, Orla Renn was shot dead near the mill.", "duplicate.same_name"),
        (
            "Twelve monks were killed. Witnesses said that 12 monks had been shot dead.",
            "duplicate.same_number",
        ),
        (
            '"They took my brother," Orla Renn said. "They took my brother at night," said Orla Renn.',
            "duplicate.same_kin",
        ),
        (
            "One video shows bodies piled up in a yard. Another video shows bodies lying in a street.",
            "duplicate.footage",
        ),
    ],
)
def test_an_event_told_twice_points_back_to_its_first_telling(text: str, rule: str) -> None:
    claims = extract(text)
    assert _pointers(claims) == [(claims[0].quote.words, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed Orla Renn. In May, Nadir Salem was shot dead near the mill.",
        "Twelve monks were killed. Nine monks were killed.",
        "On 3 May 2023 twelve monks were killed. On 9 June 2023 twelve monks were killed.",
        "Gunmen killed Orla Renn. The army denied that Orla Renn was killed.",
    ],
)
def test_what_differs_is_not_one_event(text: str) -> None:
    assert _pointers(extract(text)) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("قُتل أحمد ناصر المعروف بـ«أبو خليل» برصاص قناص.", ("أحمد ناصر", "أبو خليل")),
        ("قُتل أحمد ناصر المعروف بأبي خليل برصاص قناص.", ("أحمد ناصر", "أبي خليل")),
        ("قتل مسلحون أحمد ناصر، المكنّى أبا خليل، قرب المسجد.", ("أحمد ناصر", "أبا خليل")),
        ("قتل مسلحون أحمد ناصر، الملقّب بـ أبو ليث، قرب المسجد.", ("أحمد ناصر", "أبو ليث")),
        ("اعتقل عناصر الأمن سامر الرامي المعروف باسم النمر من منزله.", ("سامر الرامي", "النمر")),
        ("اعتقل عناصر الأمن أحمد ناصر (أبو خليل) من منزله.", ("أحمد ناصر", "أبو خليل")),
        ("اعتقل عناصر الأمن أبو خليل (أحمد ناصر) من منزله.", ("أبو خليل", "أحمد ناصر")),
        ('اعتقل عناصر الأمن أحمد ناصر "أبو خليل" من منزله.', ("أحمد ناصر", "أبو خليل")),
    ],
)
def test_two_arabic_names_are_one_where_the_text_says_so(text: str, link: tuple[str, str]) -> None:
    assert _links(text) == [[link]]


def test_a_later_arabic_claim_carries_the_words_that_made_the_kunya_known() -> None:
    text = "قُتل أحمد ناصر المعروف بأبي خليل برصاص قناص. وكان مسلحون ضربوا أبا خليل. وقُتل سعيد كمال."
    assert _links(text) == [[("أحمد ناصر", "أبي خليل")], [("أحمد ناصر", "أبي خليل")], []]


@pytest.mark.parametrize(
    "text",
    [
        "قُتل أحمد ناصر وأبو خليل برصاص قناص.",
        "قُتل أحمد ناصر (23 عاماً) برصاص قناص.",
        "قُتل أحمد ناصر (من داريا) برصاص قناص.",
        "قُتل الرجل المعروف بأبي خليل برصاص قناص.",
        "من المعروف بأن أحمد ناصر قُتل برصاص قناص.",
    ],
)
def test_arabic_names_that_the_text_does_not_join_stay_apart(text: str) -> None:
    assert all(links == [] for links in _links(text)) and _links(text)


def test_a_kunya_in_a_second_name_is_nobodys_own_father() -> None:
    (claim,) = extract("قُتل أحمد ناصر المعروف بأبي خليل برصاص قناص.")
    assert claim.source.type == "narrative"
    assert [one.name.words for one in claim.victims if one.name] == ["أحمد ناصر"]
