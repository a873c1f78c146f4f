"""Victims that the product's own rules find in a text, in the words and values of the keys."""

import re
from dataclasses import dataclass
from functools import lru_cache

from muc.filling import _number, sentences_of
from muc.scoring import Template, plain
from muc.texts import Text
from sijil.extraction import Claim, extract

_EFFECT = {"killing": "DEATH", "injury": "INJURY"}
_FITTING = {"kidnapping": ("abduction", "detention")}
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|dozens of|hundreds of"
_OPENING = "about|some|nearly|almost|more than|at least|the|a|an|another|other"
_LEADING = re.compile(rf"^(?:{_OPENING}|\d[\d,.]*|{_NUMBERS})\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A victim as the rules tell it: words, number, effect ("" for none), where in the text."""

    words: str
    number: str
    effect: str
    event: str
    start: int


@lru_cache(maxsize=4096)
def victims(text: str) -> tuple[Told, ...]:
    """All victims of claims of killing, injury and abduction that are asserted."""
    found: list[Told] = []
    for claim in extract(text):
        if claim.polarity == "asserts" and claim.event_type in (*_EFFECT, "abduction", "detention"):
            found += _of(claim)
    return tuple(found)


def _of(claim: Claim) -> list[Told]:
    found = []
    for one in claim.victims:
        words = plain(_head(one.description.words))
        if not words or words.split()[-1] in ("people", "them", "they", "he", "him", "she", "us", "others"):
            continue
        number = _number(one.count_low, one.count_best, one.count_high) if one.basis == "stated" else "PLURAL"
        found.append(
            Told(
                words,
                number or "1",
                _EFFECT.get(claim.event_type, ""),
                claim.event_type,
                one.description.start,
            )
        )
    return found


def _head(words: str) -> str:
    """The words without number and article, up to the first clause."""
    words = re.split(r",| who | that | including |\n", words)[0]
    while (short := _LEADING.sub("", words)) != words:
        words = short
    return words


def beside(text: Text, template: Template, others: list[Template]) -> list[Told]:
    """The victims that go with this template: of a fitting event, and nearer to it than to the others."""
    own = _nearness(text, template)
    found = []
    for one in victims(text.text):
        fits = one.event in _FITTING.get(template.incident_type, ("killing", "injury"))
        sentence = next((n for n, s in enumerate(text.sentences) if one.start < s[-1][2]), 0)
        mine = min((abs(sentence - at) for at in own), default=6)
        theirs = min((abs(sentence - at) for t in others for at in _nearness(text, t)), default=99)
        if fits and mine <= theirs and mine <= 6:
            found.append(one)
    return found


def _nearness(text: Text, template: Template) -> list[int]:
    return sentences_of(
        text, {words for some in template.roles.values() for entity in some for words in entity}
    )
