"""Who it was done to and who did it: the phrases of a frame as victims and perpetrators, pronouns resolved."""

from dataclasses import dataclass, field, replace

from sijil.extraction.antecedents import Antecedent, is_they, speakers_of
from sijil.extraction.chunks import Parsed
from sijil.extraction.claim import Perpetrator, Said, Victim, said
from sijil.extraction.frame import Frame
from sijil.extraction.people import People
from sijil.extraction.quoting import phrase_span
from sijil.extraction.scopes import Scope
from sijil.extraction.victims import VictimReader

_PEOPLE_EVENTS = frozenset(
    {
        "killing",
        "injury",
        "torture_ill_treatment",
        "abduction",
        "detention",
        "sexual_violence",
        "displacement",
    }
)

SPEAKERS = "en.pronoun.speakers"
"""Rule: "they" are the several people whose words the sentence reports."""


@dataclass(slots=True)
class Participants:
    """Reads the phrases of the frames of one document."""

    text: str
    people: People
    reader: VictimReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = VictimReader(self.text, self.people)

    def victims(
        self, s: Parsed, frame: Frame, they: Antecedent | None, scopes: list[Scope], counted: bool
    ) -> list[Victim]:
        """One entry for each phrase; `they` is whom a plural pronoun stands for, `scopes` who speaks."""
        people = frame.rule.event in _PEOPLE_EVENTS or frame.rule.outcome == "not_separated"
        if not people or not frame.rule.victims:
            return []
        outcome = frame.rule.outcome if frame.rule.outcome != "not_stated" else None
        trigger = said(self.text, *s.span(frame.trigger, frame.trigger))
        found = []
        for victim in self._read_victims(s, frame, they, counted):
            if victim.kin_of is None and victim.kin_of_inferred_by is not None:
                victim = self._kin_of_speaker(victim, scopes)
            victim = self._fullest(victim)
            words = trigger if outcome else None
            found.append(
                replace(
                    victim, outcome=outcome if counted else None, outcome_as_said=words if counted else None
                )
            )
        return found

    def _read_victims(self, s: Parsed, frame: Frame, they: Antecedent | None, counted: bool) -> list[Victim]:
        alone = len(frame.victims) == 1 and is_they(s, frame.victims[0])
        speakers = speakers_of(s, frame.chunk) if alone else []
        if speakers:
            found = self.reader.read(s, speakers, counted=counted)
            return [replace(one, inferred_by=SPEAKERS) for one in found]
        if they is not None and alone:
            found = self.reader.read(they.parsed, they.phrases, counted=counted)
            return [replace(one, inferred_by="en.pronoun.same_voice") for one in found]
        return self.reader.read(s, frame.victims, frame.number, counted)

    def _kin_of_speaker(self, victim: Victim, scopes: list[Scope]) -> Victim:
        """ "My brother" is the brother of the one who speaks; "she said they took her brother" of her."""
        source = next((scope.source for scope in scopes if scope.source.who is not None), None)
        own = victim.kin_of_inferred_by == "en.kin.speaker"
        sex = {"en.kin.his": "male", "en.kin.her": "female"}.get(victim.kin_of_inferred_by or "", "")
        if source is None or source.who is None or not (own or (sex and source.sex == sex)):
            return replace(victim, kin_of_inferred_by=None)
        named = Said(source.who.said, source.who.start, source.who.end)
        return replace(victim, kin_of=named, kin_of_inferred_by="en.kin.speaker")

    def _fullest(self, victim: Victim) -> Victim:
        """The fullest name that the text gives the one who is called "Mr Renn" here."""
        if victim.name is None:
            return victim
        known = self.people.within(victim.name.start, victim.name.end)
        full = self.people.fullest(known[0]) if known else None
        if full is None or full.name == victim.name.words:
            return victim
        return replace(victim, name=Said(full.name, full.start, full.end), name_inferred_by="en.name.fullest")

    def perpetrators(self, s: Parsed, frame: Frame, they: Antecedent | None) -> list[Perpetrator]:
        """Who did it as alleged, in the words that say so."""
        found: list[Perpetrator] = []
        if frame.rule.event == "official_action":
            # Whoever forms a committee is no perpetrator.
            return found
        for phrase in frame.agents:
            words = said(self.text, *phrase_span(s, phrase))
            if they is not None and is_they(s, phrase):
                first, last = they.phrases[0], they.phrases[-1]
                start, end = phrase_span(they.parsed, first)[0], phrase_span(they.parsed, last)[1]
                found.append(Perpetrator(words, said(self.text, start, end), "en.pronoun.same_voice"))
            else:
                found.append(Perpetrator(words))
        return found
