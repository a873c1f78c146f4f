"""Whom "they" stands for, where the same voice named them in the same paragraph; otherwise nobody."""

from dataclasses import dataclass, field

from sijil.extraction import tags as t
from sijil.extraction.chunks import VG, Parsed
from sijil.extraction.clauses import subject
from sijil.extraction.groups import Phrase
from sijil.extraction.referents import kinds_of
from sijil.extraction.units import Unit


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The phrases a plural pronoun stands for, in the parsed unit they were said in."""

    parsed: Parsed
    phrases: list[Phrase]


@dataclass(slots=True)
class Antecedents:
    """The last several people that each voice of a paragraph has made the subject of a sentence."""

    paragraph: int = -1
    last: dict[bool, Antecedent] = field(default_factory=dict)

    def before(self, unit: Unit, paragraph: int) -> Antecedent | None:
        """Whom "they" in this unit may stand for."""
        if paragraph != self.paragraph:
            self.paragraph, self.last = paragraph, {}
        return self.last.get(unit.quotation is not None)

    def note(self, unit: Unit, s: Parsed) -> None:
        """Remember the several people that the unit's first clause is about; a new plural subject replaces them."""
        verb = next((at for at, chunk in enumerate(s.chunks) if chunk.kind == VG and chunk.finite), None)
        if verb is None:
            return
        phrases = subject(s, verb)
        if not phrases or _is_pronoun(s, phrases[0]):
            return
        several = len(phrases) > 1 or _plural(s, phrases[0])
        if several and all(kinds_of(s, one) & {"person", "armed_body"} for one in phrases):
            self.last[unit.quotation is not None] = Antecedent(s, phrases)


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
