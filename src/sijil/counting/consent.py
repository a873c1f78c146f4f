"""What may be done with what somebody said: purpose × audience × identifiability, under conditions, for a time.

In: the consents a person gave and withdrew, and a use that is meant. Out: what stands against the use (rule 18), and
what in the consents contradicts itself. Without any consent a person's words are for internal analysis, by the named
team, under a pseudonym (method, 2.3).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

PURPOSES = (
    "internal_analysis",
    "publication",
    "advocacy",
    "domestic_court",
    "international_court",
    "research",
)
AUDIENCES = ("named_team", "organisation", "partner", "public")
"""From the narrowest to the widest: who consents to the wider consents to the narrower, for the same purpose."""
IDENTIFIABILITY = ("none", "pseudonym", "generalised", "named", "voice_or_face")
"""How much of a person is shown, from nothing to everything; `generalised`: place and time made coarse."""
CONDITIONS = ("no_death_penalty", "fair_trial", "not_in_absentia", "family_asked", "asked_again")
"""What a receiver or the team must assure before a consent holds."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent of one person. `until` is the last day on which it holds, `withdrawn` the day it was taken back."""

    purpose: str
    audience: str
    identifiability: str
    conditions: tuple[str, ...] = ()
    given: date | None = None
    until: date | None = None
    withdrawn: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        begun = self.given is None or self.given <= day
        return (
            begun
            and (self.until is None or day <= self.until)
            and (self.withdrawn is None or day < self.withdrawn)
        )


DEFAULT = Consent("internal_analysis", "named_team", "pseudonym")


@dataclass(frozen=True, slots=True)
class Use:
    """A use that is meant, on a day. `assured` are the conditions that are met for it."""

    purpose: str
    audience: str
    identifiability: str
    day: date
    assured: frozenset[str] = field(default_factory=frozenset)


def standing_against(consents: Sequence[Consent], use: Use, *, withdrew_all: bool = False) -> tuple[str, ...]:
    """What stands against a use, as words in a fixed order; nothing where one consent allows all of it.

    `withdrew_all`: the person took everything back; then not even the default holds.
    """
    if withdrew_all:
        return ("withdrawn",)
    choices = [_lacking(consent, use) for consent in (*consents, DEFAULT)]
    return min(choices, key=len)


def _lacking(consent: Consent, use: Use) -> tuple[str, ...]:
    lacking = []
    if consent.purpose != use.purpose:
        return ("purpose", "audience", "identifiability", "conditions", "time")
    if consent.withdrawn is not None and use.day >= consent.withdrawn:
        lacking.append("withdrawn")
    elif not consent.holds_on(use.day):
        lacking.append("time")
    if AUDIENCES.index(consent.audience) < AUDIENCES.index(use.audience):
        lacking.append("audience")
    if IDENTIFIABILITY.index(consent.identifiability) < IDENTIFIABILITY.index(use.identifiability):
        lacking.append("identifiability")
    lacking += [condition for condition in consent.conditions if condition not in use.assured]
    return tuple(lacking)


def contradictions(consents: Sequence[Consent]) -> list[str]:
    """What in a person's consents contradicts itself, in words; a reviewer asks the person again."""
    found = []
    for one in consents:
        if one.given and one.until and one.until < one.given:
            found.append(f"{_called(one)} ends on {one.until}, before it was given on {one.given}")
        if one.given and one.withdrawn and one.withdrawn < one.given:
            found.append(
                f"{_called(one)} was withdrawn on {one.withdrawn}, before it was given on {one.given}"
            )
    for one, other in combinations(consents, 2):
        if (one.purpose, one.audience) == (other.purpose, other.audience) and _meet(one, other):
            if one.identifiability != other.identifiability:
                found.append(
                    f"{_called(one)} allows {one.identifiability} and {other.identifiability} at the same time"
                )
        elif one.purpose == other.purpose and _meet(one, other) and _wider_shows_more(one, other):
            found.append(f"for {one.purpose} the wider audience is shown more than the narrower one")
    return list(dict.fromkeys(found))


def _called(consent: Consent) -> str:
    return f"{consent.purpose} for {consent.audience}"


def _meet(one: Consent, other: Consent) -> bool:
    """Whether there is a day on which both hold."""
    begins = max(c.given or date.min for c in (one, other))
    ends = min(c.withdrawn or c.until or date.max for c in (one, other))
    return begins <= ends


def _wider_shows_more(one: Consent, other: Consent) -> bool:
    narrow, wide = sorted((one, other), key=lambda consent: AUDIENCES.index(consent.audience))
    return IDENTIFIABILITY.index(wide.identifiability) > IDENTIFIABILITY.index(narrow.identifiability)
