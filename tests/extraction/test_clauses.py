"""Who does it and to whom: the subject and the object are found across whatever stands between."""

import pytest

from sijil.extraction import extract
from sijil.extraction.chunks import VG, Parsed, parse
from sijil.extraction.clauses import objects, subject
from sijil.extraction.groups import Phrase
from sijil.extraction.lexicon import lexicon
from sijil.extraction.tagger import Tagger
from sijil.extraction.tokens import tokens


def _parse(text: str) -> Parsed:
    return parse(tokens(text), Tagger(lexicon("en")))


def _verb(s: Parsed, word: str) -> int:
    return next(at for at, one in enumerate(s.chunks) if one.kind == VG and s.low(one) == word)


def _said(s: Parsed, phrases: list[Phrase]) -> list[str]:
    return [
        " ".join(word.text for word in s.words[s.chunks[one.chunk].first : one.last + 1]) for one in phrases
    ]


SUBJECTS = [
    ("Gunmen killed two guards.", "killed", ["Gunmen"]),
    ("Three farmers from the valley were killed.", "killed", ["Three farmers"]),
    ("In Orsk, Ada and Ben were killed.", "killed", ["Ada", "Ben"]),
    (
        "Orla Renn, 42, a teacher, and her two daughters died.",
        "died",
        ["Orla Renn , 42 , a teacher", "her two daughters"],
    ),
    ("Armed men stormed in, killed the guards, and set the barn on fire.", "set", ["Armed men"]),
    ("Police opened fire, killing one person and injuring others.", "injuring", ["Police"]),
    (
        "A group of 200 fighters, led by a former general, launched an attack.",
        "launched",
        ["A group of 200 fighters"],
    ),
    ("They were forced to take refuge.", "take", ["They"]),
    ("They broke in and started beating us.", "beating", ["They"]),
    ("He accused the army of murdering the miners.", "murdering", ["the army"]),
    ("The mill, which was built in 1920, was burned.", "burned", ["The mill"]),
    ("She met the men who killed him.", "killed", ["the men"]),
    ("He said three men were shot.", "shot", ["three men"]),
    ("When people protested, soldiers fired.", "fired", ["soldiers"]),
    ("Mr Renn himself was stabbed.", "stabbed", ["Mr Renn"]),
    ("The men were beaten and killed by guards.", "killed", ["The men"]),
    ("The unit was told to leave, and they left.", "left", ["they"]),
]


@pytest.mark.parametrize(("text", "verb", "expected"), SUBJECTS, ids=lambda value: str(value)[:40])
def test_the_subject_is_found(text: str, verb: str, expected: list[str]) -> None:
    s = _parse(text)
    assert _said(s, subject(s, _verb(s, verb))) == expected


OBJECTS = [
    ("Gunmen killed two guards and a driver near the bridge.", "killed", ["two guards", "a driver"]),
    ("They killed a nurse, a cook and two patients.", "killed", ["a nurse", "a cook", "two patients"]),
    ("They killed the guards and soldiers opened fire.", "killed", ["the guards"]),
    ("They arrested her nephew, Piet, who was 15.", "arrested", ["her nephew , Piet"]),
    ("Gunmen shot dead five fishermen.", "shot", ["five fishermen"]),
    ("They led away six men whom they shot in the head.", "shot", ["six men"]),
    ("The man they shot was her cousin.", "shot", ["The man"]),
    ("A gang killed 17 passengers, police and hospital staff said.", "killed", ["17 passengers"]),
    ("They pulled out two of his fingernails.", "pulled", ["two of his fingernails"]),
    ("They fled.", "fled", []),
    ("They looted dozens of houses.", "looted", ["dozens of houses"]),
]


@pytest.mark.parametrize(("text", "verb", "expected"), OBJECTS, ids=lambda value: str(value)[:40])
def test_the_object_is_found(text: str, verb: str, expected: list[str]) -> None:
    s = _parse(text)
    assert _said(s, objects(s, _verb(s, verb))) == expected


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Armed men came.", "armed", "ADJ"),
        ("The wounded were taken away.", "wounded", "NOUN"),
        ("The killing of two monks shocked them.", "killing", "NOUN"),
        ("By killing two monks they lost.", "killing", "VERB"),
        ("The checkpoint shooting ended.", "shooting", "NOUN"),
        ("They attack the convoy.", "attack", "VERB"),
        ("The attack ended.", "attack", "NOUN"),
        ("Home invasions and forced displacement went on.", "forced", "ADJ"),
        ("They killed a man and wounded others.", "wounded", "VERB"),
        ("In May they left.", "may", "NAME"),
        ("They may have left.", "may", "MODAL"),
        ("It hurt her badly.", "her", "PRON"),
        ("It hurt her son.", "her", "POSS"),
    ],
)
def test_a_word_that_can_be_two_things_is_settled_by_its_place(text: str, word: str, kind: str) -> None:
    s = _parse(text)
    assert next(tag.kind for tag, one in zip(s.tags, s.words, strict=True) if one.low == word) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill stood by the river. It was burned to the ground two days later.", ["arson"]),
        ("The chapel was old. They locked it and set it alight.", ["attack_on_religious_site"]),
        ("The speech was long. It was burned two days later.", []),
        ("The mill stood by the river.\n\nIt was burned.", []),
    ],
)
def test_it_is_the_building_told_before_in_the_paragraph(text: str, expected: list[str]) -> None:
    assert [claim.event_type for claim in extract(text)] == expected
