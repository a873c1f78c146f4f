"""How sure the source says it is, and whether a number is a total: each by the words that say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sijil.extraction import tags as t
from sijil.extraction.chunks import VG, Parsed
from sijil.extraction.claim import Said, Victim, When, said
from sijil.extraction.frame import Frame
from sijil.extraction.scopes import Scope


@dataclass(frozen=True, slots=True)
class Hedge:
    """The value, the words that give it, and the rule when there are no words."""

    value: str
    words: Said | None = None
    rule: str | None = None


def hedge_of(text: str, s: Parsed, frame: Frame, scopes: list[Scope]) -> Hedge:
    """The first hedge that fits: in words before the event, in the verb group, in the speaker's verb, in the rule."""
    found = _phrase(text, s, frame)
    if found is not None:
        return found
    if frame.mood.hedge:
        first, last = frame.mood.hedge_at
        return Hedge(frame.mood.hedge, said(text, *s.span(first, last)))
    for scope in scopes:
        for value, verb in (("claimed", scope.claimed), ("believed", scope.believed)):
            if verb is not None:
                return Hedge(value, Said(verb.said, verb.start, verb.end))
    if frame.rule.hedge and any(scope.source.type == "video" for scope in scopes):
        return Hedge(frame.rule.hedge, None, frame.id)
    return Hedge("asserted", None, "en.hedge.none")


def _phrase(text: str, s: Parsed, frame: Frame) -> Hedge | None:
    low = _clause_start(s, frame.trigger)
    best: tuple[int, Hedge] | None = None
    for table in s.lexicon.tables["hedges"]["hedge"]:
        for phrase in table["phrases"]:
            size = len(phrase.split())
            # A rule that is unsure by itself also hears what is said after ("hanging in what is believed to be").
            reach = len(s.words) - 1 if frame.rule.hedge else frame.trigger + 3
            at = s.find(phrase, low, min(reach, len(s.words) - 1))
            if at < 0 or (at > frame.trigger and size > 1 and not frame.rule.hedge):
                continue
            if phrase.endswith(" of") and s.kind(s.chunk_of(at) - 1) == t.PREP:
                continue
            # Of "appears to" inside "what appears to be" the longer is nearer to what follows.
            far = abs(at + size - 1 - frame.trigger)
            if best is None or far < best[0]:
                best = (far, Hedge(_value(table), said(text, *s.span(at, at + size - 1))))
    return best[1] if best else None


def _value(table: dict[str, Any]) -> str:
    return str(table["value"])


def _clause_start(s: Parsed, token: int) -> int:
    """The first token of the clause as far as a hedge reaches: back to a semicolon or a joined main clause."""
    at = s.chunk_of(token)
    verbs = 0
    while at > 0:
        at -= 1
        if s.kind(at) == ";":
            return s.chunks[at].last + 1
        if s.kind(at) == VG and s.chunks[at].finite:
            verbs += 1
        if s.kind(at) == t.CC and verbs and s.kind(at - 1) == ",":
            return s.chunks[at].last + 1
    return 0


def total_words(
    text: str, s: Parsed, victims: list[Victim], source: str, first: int, last: int
) -> Said | None:
    """The words that make a count a total over a period or an area: "since March 6", "so far", "in all".

    A large number given by a body that counts is a total even without such words.
    """
    counted = [victim for victim in victims if victim.count_as_said is not None and _several(victim)]
    for phrase in s.lexicon.phrases["totals.phrases"] if counted else ():
        at = s.find(phrase, first, last)
        if at >= 0:
            return said(text, *s.span(at, at + len(phrase.split()) - 1))
    least = s.lexicon.tables["speech"]["totals"]["from"]
    large = [one for one in victims if one.count_as_said is not None and _large(one, least)]
    return large[0].count_as_said if large and source in ("organisation", "official") else None


LONG = 31
"""Days: what happened to many over a longer time than this is a total."""


def total_over(when: When, victims: Sequence[Victim], least: int) -> Said | None:
    """At least `least` people over a long time ("400 between 1971 and 1979"): a total; the words are the date's."""
    if when.earliest is None or when.latest is None:
        return None
    days = (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days
    return when.as_said if days > LONG and any(_large(one, least) for one in victims) else None


def _large(victim: Victim, least: int) -> bool:
    return (victim.count_low or victim.count_best or 0) >= least


def _several(victim: Victim) -> bool:
    return victim.basis == "stated" and (victim.count_low or victim.count_best or victim.count_high or 0) > 1
