"""Speakers come before claims: who says it, of what type, through whom."""

import pytest

from sijil.extraction import Claim, extract


def _one(text: str, event: str = "") -> Claim:
    found = [claim for claim in extract(text) if not event or claim.event_type == event]
    assert len(found) == 1, [claim.quote.words for claim in found]
    return found[0]


def _source(text: str) -> tuple[str, str | None, tuple[str, ...]]:
    source = _one(text).source
    return source.type, source.who.words if source.who else None, source.chain


def test_who_told_a_medium_is_a_witness_and_the_medium_ends_the_chain() -> None:
    text = 'Ada Renn fled in May. "They took my brother," Ms Renn told Radio Orsk.'
    claims = extract(text)
    assert [claim.event_type for claim in claims] == ["displacement", "abduction"]
    source = claims[1].source
    assert (source.type, source.chain) == ("witness", ("Ada Renn", "Radio Orsk"))
    assert source.who is not None and source.who.words == "Ada Renn" and source.who.start == 0
    assert source.as_said is not None and source.as_said.words == "Ms Renn"


def test_a_pronoun_stands_for_the_last_named_speaker() -> None:
    text = '"We ran," said Tom Oster. Many elders called for peace. "They burned the mill," he added.'
    assert _source(text) == ("witness", "Tom Oster", ("Tom Oster",))
    assert _one(text).source.who_inferred_by == "en.source.last_speaker"


def test_she_is_not_the_last_named_man() -> None:
    text = "His wife, Ada, met Mr Tom Oster. “They burned the mill,” she said."
    source = _one(text).source
    assert source.who is None or source.who.words != "Tom Oster"


def test_a_quotation_without_an_attribution_takes_that_of_its_paragraph() -> None:
    text = '"We are well," said Tom Oster. "They burned the mill."'
    assert _one(text).source.who_inferred_by == "en.speaker.same_paragraph"
    assert _source(text)[1] == "Tom Oster"


def test_a_quotation_may_be_attributed_by_the_sentence_after_it() -> None:
    text = '"Why did they burn the mill? They killed my son!" Tom Oster asked.'
    assert _source(text)[1] == "Tom Oster"


def test_a_later_paragraph_of_nothing_but_speech_belongs_to_the_last_speaker() -> None:
    text = 'Tom Oster said: "They came at dawn."\n\n"They burned the mill."'
    source = _one(text).source
    assert source.who is not None and source.who.words == "Tom Oster"
    assert source.who_inferred_by == "en.speaker.previous_paragraph"


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("According to the Tarn Rights Watch, nine men were killed.", "organisation", "Tarn Rights Watch"),
        ("Nine men were killed, the interior ministry said.", "official", "the interior ministry"),
        ("Nine men were killed, said Dr. Ada Renn, the clinic's owner.", "witness", "Ada Renn"),
        ("Captain Tom Oster said that nine men were killed.", "official", "Tom Oster"),
        ("Residents said nine men were killed.", "unnamed", "Residents"),
        ("Nine men were killed, two residents told reporters.", "unnamed", "two residents"),
        ("A government statement said that nine men were killed.", "official", "A government statement"),
        ("Nine men were killed.", "narrative", None),
        ("A video shows nine men being killed.", "video", "A video"),
        ("A survivor said nine men were killed.", "witness", "A survivor"),
    ],
)
def test_the_type_of_the_source_is_read_from_its_words(text: str, kind: str, who: str | None) -> None:
    assert _source(text)[:2] == (kind, who)


def test_one_who_passes_on_what_he_heard_is_hearsay() -> None:
    source = _one("A trader said he heard that nine men were killed.").source
    assert (source.type, source.who.words if source.who else None) == ("hearsay", "A trader")


def test_inside_a_quotation_another_speaker_makes_it_hearsay() -> None:
    source = _one('"My neighbour said that they killed nine men," Tom Oster said.').source
    assert source.type == "hearsay"
    assert source.who is not None and source.who.words == "Tom Oster"
    assert source.chain == ("My neighbour", "Tom Oster")


def test_one_who_speaks_of_himself_is_a_witness_by_his_own_word() -> None:
    source = _one('"They beat us with sticks," a farmer said.').source
    assert source.type == "witness"
    assert source.type_as_said is not None and source.type_as_said.words == "us"


def test_the_medium_the_caller_names_ends_every_chain() -> None:
    claims = extract('Nine men were killed. "They took my son," Ada Renn said.', medium="Orsk Daily")
    assert [claim.source.chain for claim in claims] == [("Orsk Daily",), ("Ada Renn", "Orsk Daily")]
    assert {claim.source.chain_inferred_by for claim in claims} == {"medium"}


def test_but_ends_what_a_speaker_vouches_for() -> None:
    claims = extract("The governor said nine men were killed but the union said 14 men were killed.")
    assert [claim.source.who.words if claim.source.who else "" for claim in claims] == [
        "The governor",
        "the union",
    ]


def test_what_is_shouted_in_the_event_is_no_testimony() -> None:
    claims = extract('Armed men entered, shouting, "We killed your sons!"')
    assert [claim.event_type for claim in claims] == ["threat_or_incitement"]


def test_words_in_quotation_marks_are_not_speech() -> None:
    assert _source('They burned the mill in the name of "order and progress".')[0] == "narrative"


def test_the_date_of_a_statement_is_not_the_date_of_the_event() -> None:
    claim = _one("The ministry said on Friday that nine men were killed on 3 May 2020.")
    assert (claim.date.earliest, claim.date.latest) == ("2020-05-03", "2020-05-03")


def test_the_date_a_video_surfaced_is_not_the_date_of_what_it_shows() -> None:
    claim = _one("In December a video surfaced online showing the burning of a shrine in Orsk.")
    assert claim.date.as_said is None
    assert [place.as_said.words for place in claim.places] == ["Orsk"]


def test_the_name_beside_a_speaker_is_the_speaker() -> None:
    assert _source("A monitor, Shoreline Watch, said two of its crew had drowned.")[:2] == (
        "organisation",
        "Shoreline Watch",
    )
    text = "قال مدير المركز في العوينة، الدكتور هيثم الراوي، إن سبعة منهم توفوا متأثرين بجراحهم."
    assert _source(text)[:2] == ("official", "هيثم الراوي")
