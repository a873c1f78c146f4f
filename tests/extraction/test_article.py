"""The traps of the real article (the project's reference on extraction, section 1), each a test.

The article is not in the repository: a claim is found by a word or two of its quote.
"""

from pathlib import Path

import pytest
from grounding_walk import ungrounded

from sijil.dates import Interval
from sijil.extraction import Claim, extract
from sijil.extraction.lexicon import lexicon
from sijil.extraction.people import Person, people_of
from sijil.extraction.segments import document
from sijil.extraction.units import units
from sijil.places import Gazetteer

PUBLISHED = Interval.parse("2025-03-10..2025-03-12")


@pytest.fixture(scope="module")
def claims(article: str) -> list[Claim]:
    return extract(article, published=PUBLISHED)


@pytest.fixture(scope="module")
def placed(article: str, gazetteer_file: Path) -> list[Claim]:
    return extract(article, published=PUBLISHED, gazetteer=Gazetteer.read([gazetteer_file]))


def _with(claims: list[Claim], words: str, event: str = "") -> Claim:
    found = [one for one in claims if words in one.quote.words and event in ("", one.event_type)]
    assert found, f"no claim with {words!r}"
    return found[0]


def _who(claim: Claim) -> str | None:
    return claim.source.who.words if claim.source.who else None


def test_the_brother_who_was_taken_is_missing_not_dead(claims: list[Claim]) -> None:
    claim = _with(claims, "took my brother")
    victim = claim.victims[0]
    assert (claim.event_type, victim.outcome, victim.count_low) == ("abduction", "missing", 1)
    assert victim.kin_of is not None and victim.kin_of.words.endswith("Koshmr")
    assert all("brother" not in one.quote.words for one in claims if one.event_type == "killing")


def test_973_is_a_lower_bound_of_a_monitor_since_6_march_and_an_aggregate(claims: list[Claim]) -> None:
    claim = _with(claims, "973")
    victim = claim.victims[0]
    assert (victim.count_low, victim.count_high, victim.basis) == (973, None, "stated")
    assert victim.civilian_status is not None and victim.civilian_status.words == "civilians"
    assert claim.is_aggregate and len(claim.victims) == 1
    assert claim.date.earliest == "2025-03-06"
    assert claim.source.type == "organisation" and "Observatory" in (_who(claim) or "")
    assert [one for one in claims if one.is_aggregate] == [claim]


def test_the_sheikh_and_his_son_are_two_victims_in_hama_without_a_date(claims: list[Claim]) -> None:
    claim = _with(claims, "Mansour", "killing")
    sheikh, son = claim.victims
    assert sheikh.name is not None and sheikh.name.words.endswith("Mansour")
    assert (sheikh.age, sheikh.count_low, sheikh.count_high) == (86, 1, 1)
    assert (son.name, son.age, son.count_low, son.count_high) == (None, None, 1, 1)
    assert son.kin is not None and son.kin.words == "son" and son.kin_of == sheikh.name
    assert [place.admin1 for place in claim.places] == ["Hama"]
    assert claim.date.as_said is None


def test_casualties_among_forces_are_not_separated_and_not_civilian(claims: list[Claim]) -> None:
    claim = _with(claims, "casualties")
    victim = claim.victims[0]
    assert victim.outcome == "not_separated" and claim.event_type != "killing"
    assert victim.civilian_status is not None and victim.civilian_status.words == "forces"


def test_entire_families_are_a_marked_convention_and_they_stays_open(claims: list[Claim]) -> None:
    claim = _with(claims, "Karto")
    assert (claim.victims[0].basis, claim.victims[0].count_high) == ("convention", None)
    assert [(one.as_said.words, one.antecedent) for one in claim.perpetrators] == [("They", None)]
    assert [place.as_said.words for place in claim.places] == ["Baniyas", "Jableh", "Karto"]


def test_the_ruler_of_several_names_is_one_person(article: str) -> None:
    words = lexicon("en")
    found: list[Person] = people_of(units(document(article, words["abbreviations"]), words)).persons()
    ruler = next(one for one in found if one.full.name.endswith("al-Julani"))
    assert {mention.name for mention in ruler.mentions} >= {"Ahmad al-Sharaa", "Sharaa"}
    assert ruler.links, "the words that say so are kept"


def test_historical_figures_are_never_victims(claims: list[Claim]) -> None:
    names = [victim.name.words for claim in claims for victim in claim.victims if victim.name is not None]
    assert not [name for name in names if "Khasibi" in name or "Nusayr" in name]


def test_the_month_in_which_a_video_surfaced_is_not_that_of_the_burning(claims: list[Claim]) -> None:
    claim = _with(claims, "shrine", "attack_on_religious_site")
    assert claim.source.type == "video" and claim.date.as_said is None and claim.victims == ()


def test_the_guards_and_the_shooting_are_told_by_salamah(claims: list[Claim]) -> None:
    guards, shooting = _with(claims, "guards", "killing"), _with(claims, "opened fire", "killing")
    for claim in (guards, shooting):
        assert (_who(claim) or "").endswith("Salamah")
        assert claim.source.chain[-1] == "NDTV"
    assert guards.victims[0].civilian_status is not None
    assert (shooting.victims[0].count_low, [one.as_said.words for one in shooting.places]) == (1, ["Homs"])
    wounded = _with(claims, "injuring", "injury")
    assert wounded.victims[0].basis == "convention"


def test_what_videos_show_is_hedged_and_has_no_place_and_no_date(claims: list[Claim]) -> None:
    shown = [one for one in claims if one.source.type == "video" and one.event_type == "killing"]
    assert len(shown) >= 5
    assert all(one.places == () and one.date.as_said is None for one in shown)
    assert {one.hedge for one in shown if "bodies" in one.quote.words or "appears" in one.quote.words} == {
        "apparent"
    }
    assert _with(claims, "believed").hedge == "believed"


def test_typing_errors_stay_in_the_quote(claims: list[Claim]) -> None:
    claim = _with(claims, " urfaced")
    assert "gun-weilding" in claim.quote.words and claim.event_type == "killing"


def test_banias_is_the_town_in_tartus(placed: list[Claim]) -> None:
    found = {place.as_said.words: place for claim in placed for place in claim.places}
    assert found["Banias"].admin1 == found["Baniyas"].admin1 == "Tartus"
    assert found["Banias"].candidates[0]["admin1"] == "Tartus"


def test_ambiguous_places_keep_their_candidates(placed: list[Claim]) -> None:
    found = {place.as_said.words: place for claim in placed for place in claim.places}
    assert {one["admin2"] for one in found["Al-Hwaiz"].candidates} >= {"Jableh", "Al-Haffah"}
    assert found["Latakia"].precision == "admin1"


def test_the_night_after_does_not_date_the_attack(claims: list[Claim]) -> None:
    told = [one for one in claims if (_who(one) or "").endswith("Koshmr") or "Koshmr" in one.quote.words]
    assert len(told) >= 6
    assert all(one.date.earliest is None for one in told)


def test_he_is_the_last_named_speaker(claims: list[Claim]) -> None:
    claim = _with(claims, "begun", "displacement")
    assert (_who(claim) or "").endswith("Salamah")
    assert claim.source.as_said is not None and claim.source.as_said.words == "he"


def test_the_rejected_idea_is_a_denial_not_a_deletion(claims: list[Claim]) -> None:
    denials = [one for one in claims if one.polarity == "denies"]
    assert [(one.event_type, (_who(one) or "").split()[-1]) for one in denials] == [("killing", "Koshmr")]


def test_what_the_article_does_not_say_stays_empty(claims: list[Claim]) -> None:
    victims = [victim for claim in claims for victim in claim.victims]
    assert [victim.age for victim in victims if victim.age is not None] == [86]
    assert all(victim.sex is None or victim.sex_as_said is not None for victim in victims)


def test_no_value_of_the_article_is_without_words_or_a_rule(article: str, placed: list[Claim]) -> None:
    assert [ungrounded(article, claim.as_json()) for claim in placed] == [[] for _ in placed]


def test_the_gazetteer_changes_no_quote(claims: list[Claim], placed: list[Claim]) -> None:
    assert [one.quote for one in claims] == [one.quote for one in placed]
