"""Reasons of linking, told for or against in two languages: none that linking gives is left in the other one."""

import itertools

import pytest

from sijil.linkage import reasons as linking
from sijil.store.case import open_case
from sijil.web.reasons import AGAINST, FOR, NEITHER, reasons, table


def sides(said: str) -> list[str]:
    return [reason.side for reason in reasons(said, "en")]


def test_what_linking_says_falls_apart_into_phrases_for_and_against() -> None:
    said = (
        "given name equal in sound across scripts, father or grandfather agrees, the other missing in one, "
        "ages 2 apart, places differ"
    )
    assert [(r.side, r.words) for r in reasons(said, "en")] == [
        (FOR, "given name equal in sound across scripts"),
        (FOR, "father or grandfather agrees, the other missing in one"),
        (FOR, "ages 2 apart"),
        (AGAINST, "places differ"),
    ]
    assert [r.words for r in reasons(said, "ar")][-1] == "المكانان مختلفان"


def test_ages_near_each_other_speak_for_and_ages_far_apart_against() -> None:
    assert sides("ages 3 apart") == [FOR] and sides("ages 4 apart") == [AGAINST]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_phrase_of_linking_is_known(language: str) -> None:
    tables = (linking._MIDDLE, linking._DATE, linking._BIRTH)
    said = [words for one in tables for words in one.values()]
    said += [
        f"{name} name {alike}{across}"
        for name, alike, across in itertools.product(
            ("given", "family"), linking._ALIKE.values(), ("", " across scripts")
        )
    ]
    for words in said:
        (only,) = reasons(words, language)
        assert only.side in (FOR, AGAINST) and (language == "en") == (only.words == words)


def test_every_reason_of_the_example_is_told_in_arabic(case_copy: object) -> None:
    open_case(case_copy)  # type: ignore[arg-type]
    from sijil.store.models import PairProposal

    told = [(p.reason, reasons(p.reason, "ar")) for p in PairProposal.objects.all()]
    assert len(told) > 100
    assert [said for said, phrases in told if any(r.words.isascii() for r in phrases)] == []


def test_what_no_phrase_fits_is_shown_as_it_stands() -> None:
    assert [(r.side, r.words) for r in reasons("age equal, a new kind of reason", "ar")] == [
        (FOR, "العمر متطابق"),
        (NEITHER, "a new kind of reason"),
    ]
    assert reasons("", "ar") == []


def test_phrases_have_a_side_or_take_it_from_a_word_of_theirs() -> None:
    for key, spec in table()["phrase"].items():
        assert spec.get("side") is not None or "near" in spec or "{alike}" in key
