"""What did not happen is no claim; what is denied is one; how sure the source is stays with it."""

import pytest

from sijil.extraction import Claim, extract


def _killings(text: str) -> list[Claim]:
    return [claim for claim in extract(text) if claim.event_type == "killing"]


@pytest.mark.parametrize(
    "text",
    [
        "They will kill the mayor.",
        "They would have killed him.",
        "If they kill the mayor, we leave.",
        "They tried to kill the mayor.",
        "They failed to kill the mayor.",
        "They threatened to kill the mayor.",
        "They came to kill the mayor.",
        "They searched the town in order to kill him.",
        "He was ordered to kill prisoners.",
        "Did they kill the mayor?",
        "“Why were they killed?” she asked.",
        "Kill the mayor!",
        "They spoke of the risk of killing civilians.",
        "Under the pretext of hunting down traitors they ruled.",
        "He called for the killing of the mayor.",
        "They prevented the murder of two men.",
        "No one was killed in the raid.",
        "The raid did not kill anyone.",
        "Two men died in a road accident.",
        "The earthquake killed 40 people.",
        "The strikes killed hopes of a truce.",
        'He urged them not to "murder the truth."',
        "The killings must stop.",
    ],
)
def test_what_is_not_said_to_have_happened_is_no_claim(text: str) -> None:
    assert _killings(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army denied that its men had killed civilians.", "denied"),
        ("The army denied killing civilians.", "denied"),
        ("The general rejected the suggestion that troops executed prisoners.", "rejected"),
        ("“No one was killed by our forces,” the army said.", "No one"),
        ("“There were no executions in Orsk,” the colonel said.", "no executions"),
        ("“We do not kill workers,” he told Radio Orsk.", "not"),
        ("The army said its men did not kill civilians.", "not"),
    ],
)
def test_a_denial_is_a_claim_not_a_deletion(text: str, words: str) -> None:
    (claim,) = _killings(text)
    assert claim.polarity == "denies"
    assert claim.polarity_as_said is not None and claim.polarity_as_said.words == words
    assert all(victim.count_low is None and victim.outcome is None for victim in claim.victims)


@pytest.mark.parametrize(
    ("text", "hedge", "words"),
    [
        ("Two men were killed.", "asserted", None),
        ("Two men were reportedly killed.", "reported", "reportedly"),
        ("Two men are believed to have been killed.", "believed", "believed to have"),
        ("Two men may have been killed.", "believed", "may"),
        ("A commander claimed that his men had killed two guards.", "claimed", "claimed that"),
        ("They are accused of killing two guards.", "claimed", "accused of"),
        ("A clip shows what appears to be the execution of two men.", "apparent", "what appears to be"),
        ("There have been reports of massacres.", "reported", "reports of"),
        ("Soldiers allegedly killed two men.", "claimed", "allegedly"),
    ],
)
def test_the_hedge_is_the_one_said(text: str, hedge: str, words: str | None) -> None:
    (claim,) = _killings(text)
    assert claim.hedge == hedge
    assert (claim.hedge_as_said.words if claim.hedge_as_said else None) == words


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Gunmen killed two guards.", ["Gunmen"]),
        ("Two guards were killed by rebels of the Free Valley Front.", ["rebels of the Free Valley Front"]),
        ("A car bomb killed two guards.", []),
        ("Two guards were killed by a mine.", []),
        ("Fighting killed two guards.", []),
        ("Two guards were killed.", []),
        ("They killed two guards.", ["They"]),
    ],
)
def test_only_those_who_can_act_are_perpetrators(text: str, doers: list[str]) -> None:
    (claim,) = _killings(text)
    assert [one.as_said.words for one in claim.perpetrators] == doers


def test_killer_and_killed_are_never_guessed_from_an_open_participle() -> None:
    assert _killings("Mercenaries assassinated at dawn a magistrate.") == []
    assert [one.description.words for one in _killings("Four people killed in Orsk.")[0].victims] == [
        "Four people"
    ]


def test_they_stands_for_those_the_same_voice_named_before() -> None:
    claims = extract('"Armed men entered the village. They killed my son," Ada Renn said.')
    (one,) = claims[0].perpetrators
    assert (one.as_said.words, one.antecedent and one.antecedent.words) == ("They", "Armed men")
    assert one.inferred_by == "en.pronoun.same_voice"


def test_they_stands_for_nobody_whom_another_voice_named() -> None:
    claims = extract('Foreign fighters are in the valley. "They killed my son," Ada Renn said.')
    assert claims[0].perpetrators[0].antecedent is None


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("At least 212 people have been killed since May, the Tarn Monitor said.", True),
        ("The Tarn Monitor said 1,200 people were killed.", True),
        ("Two people have been killed since May.", True),
        ("Two people were killed on 3 May.", False),
        ("A man has been killed since May.", False),
        ("People have been killed since May.", False),
    ],
)
def test_a_total_over_a_period_or_by_a_counting_body_is_an_aggregate(text: str, total: bool) -> None:
    assert [claim.is_aggregate for claim in _killings(text)] == [total]
