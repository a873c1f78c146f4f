"""Whom "they" stands for, where the same voice named them in the same paragraph; otherwise nobody."""

from dataclasses import dataclass, field

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.claim import Claim
from sijil.extraction.clauses import subject
from sijil.extraction.groups import Phrase
from sijil.extraction.referents import THINGS, kinds_of, thing_of
from sijil.extraction.units import Unit


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The phrases a plural pronoun stands for, in the parsed unit they were said in."""

    parsed: Parsed
    phrases: list[Phrase]


_PEOPLE = frozenset({"killing", "injury", "abduction", "detention"})


@dataclass(slots=True)
class ToldBefore:
    """What was told last of people, so that "one of them" and "a lower figure" have an event to point back at."""

    _told: tuple[int, str] = (-9, "")
    _tolls: dict[str, int] = field(default_factory=dict)

    def note(self, claim: Claim, paragraph: int) -> None:
        """Take in the next claim."""
        if claim.event_type not in _PEOPLE or claim.polarity != "asserts":
            return
        self._told = (paragraph, claim.event_type)
        if any(one.count_as_said is not None and one.name is None for one in claim.victims):
            self._tolls[claim.event_type] = paragraph

    def here(self, paragraph: int) -> str:
        """The type of the event last told in this paragraph."""
        return self._told[1] if self._told[0] == paragraph else ""

    def tolls(self, paragraph: int) -> frozenset[str]:
        """The types of the numbers told in this paragraph or the one before."""
        return frozenset(event for event, at in self._tolls.items() if paragraph - at <= 1)


@dataclass(slots=True)
class Antecedents:
    """The last several people that each voice of a paragraph has made the subject of a sentence."""

    paragraph: int = -1
    last: dict[bool, Antecedent] = field(default_factory=dict)
    thing: dict[bool, frozenset[str]] = field(default_factory=dict)

    def it(self, unit: Unit, paragraph: int) -> frozenset[str]:
        """The kinds of the building that "it" in this unit may stand for, if the unit before named one."""
        return (
            self.thing.get(unit.quotation is not None, frozenset())
            if paragraph == self.paragraph
            else frozenset()
        )

    def before(self, unit: Unit, paragraph: int) -> Antecedent | None:
        """Whom "they" in this unit may stand for."""
        if paragraph != self.paragraph:
            self.paragraph, self.last, self.thing = paragraph, {}, {}
        return self.last.get(unit.quotation is not None)

    def note(self, unit: Unit, s: Parsed) -> None:
        """Remember the several people that the unit's first clause is about; a new plural subject replaces them."""
        verb = next((at for at, chunk in enumerate(s.chunks) if chunk.kind == VG and chunk.finite), None)
        if verb is None:
            return
        phrases = subject(s, verb)
        self.thing[unit.quotation is not None] = _thing(s, phrases)
        if not phrases or _is_pronoun(s, phrases[0]):
            return
        several = len(phrases) > 1 or _plural(s, phrases[0])
        if several and all(kinds_of(s, one) & {"person", "armed_body"} for one in phrases):
            self.last[unit.quotation is not None] = Antecedent(s, phrases)


def _thing(s: Parsed, phrases: list[Phrase]) -> frozenset[str]:
    """The building that the sentence is about, or the last that it names."""
    for phrase in phrases[:1]:
        found = (
            kinds_of(s, phrase) & THINGS
            if s.low(s.chunks[phrase.chunk]) == "it"
            else thing_of(s, s.chunks[phrase.chunk])
        )
        if found:
            return found
    return next(
        (found for chunk in reversed(s.chunks) if chunk.kind == NP and (found := thing_of(s, chunk))),
        frozenset(),
    )


def _is_pronoun(s: Parsed, phrase: Phrase) -> bool:
    head = s.chunks[phrase.chunk].head
    return s.tags[head].kind == t.PRON or s.words[head].low in s.lexicon["pronouns"]


def _plural(s: Parsed, phrase: Phrase) -> bool:
    low = s.low(s.chunks[phrase.chunk])
    return s.lexicon.plural(low) or low in s.lexicon["partitives"]


def is_they(s: Parsed, phrase: Phrase) -> bool:
    """Is the phrase a bare "they" or "them"?"""
    return s.low(s.chunks[phrase.chunk]) in ("they", "them")


def speakers_of(s: Parsed, chunk: int) -> list[Phrase]:
    """The several people in "three women said that they had been beaten", for the event at `chunk`; or nobody."""
    for at in range(chunk - 1, -1, -1):
        if s.kind(at) == VG and s.chunks[at].base in s.lexicon["verbs.say"] and s.chunks[at].finite:
            found = subject(s, at)
            several = len(found) > 1 or (len(found) == 1 and _plural(s, found[0]))
            people = all("person" in kinds_of(s, one) and not _is_pronoun(s, one) for one in found)
            return found if several and people else []
    return []
