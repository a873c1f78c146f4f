"""Who says what: the scope of reported speech, found before any claim is.

Each stretch of text that somebody else vouches for becomes a `Scope`: a quotation, what follows "said
that", what goes before ", the governor said", a sentence with "according to", what a video is said to
show. A quotation with no attribution in its sentence takes the one before it in its paragraph, or else
the one after it, or else the last speaker; the rule that decided is kept.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sijil.extraction import tags as t
from sijil.extraction.attributions import AttributionReader
from sijil.extraction.chunks import VG, Parsed
from sijil.extraction.footage import video_scopes
from sijil.extraction.people import People
from sijil.extraction.scopes import Attribution, Scope, Speech
from sijil.extraction.segments import Quotation
from sijil.extraction.sources import Focus, Named, Source
from sijil.extraction.units import Unit, Units


class SpeakerFinder:
    """Goes through a document once, paragraph by paragraph, and finds its scopes."""

    def __init__(self, units: Units, people: People) -> None:
        self.units, self.people = units, people
        self.text, self.lexicon = units.document.text, units.lexicon
        self.focus = Focus()
        self.speech = Speech()
        self.last_speaker: Source | None = None
        self.reader = AttributionReader(units, people, self.focus)

    def paragraphs(self) -> Iterator[tuple[list[Unit], Speech]]:
        """The units of each paragraph with what is attributed in it, in reading order."""
        for some in self.units.by_paragraph():
            self.speech = Speech()
            self._paragraph(some)
            yield some, self.speech

    def _paragraph(self, some: list[Unit]) -> None:
        speakers: dict[Quotation, tuple[Source, str]] = {}
        spoken: list[tuple[int, Source]] = []
        video: Source | None = None
        for unit in some:
            found = self._attributions(unit)
            if unit.quotation is None:
                for one in found:
                    spoken.append((one.span[0], one.source))
                    self._attach(unit, one, speakers)
            video = self._videos(unit, video)
        self._unattributed(some, speakers, spoken)

    # -- one unit

    def _attributions(self, unit: Unit) -> list[Attribution]:
        """The attributions of a unit, their scopes noted, and the people it speaks of brought into focus."""
        inside = unit.quotation is not None
        if not any(word.low in self.reader.signs for word in unit.words):
            if not inside:
                self._notice(unit, unit.end)
            return []
        s = self.units.parsed(unit)
        found: list[Attribution] = []
        for index, chunk in enumerate(s.chunks):
            start = s.words[chunk.first].start
            if not inside and chunk.kind == VG:
                self._notice(unit, start)
            one = self.reader.at(s, unit, index)
            if one is not None:
                found.append(one)
                self._speaks(one, inside)
        if not inside and not found:
            self._notice(unit, unit.end)
        self._divide(s, found)
        for one in found:
            self._vouches(one, inside)
        return found

    def _divide(self, s: Parsed, found: list[Attribution]) -> None:
        """In "the governor said X but the union said Y" the governor does not vouch for Y."""
        for one, other in pairwise(found):
            joined = s.kind(s.chunk_of(s.token_at(other.span[0])) - 1) == t.CC
            if joined and one.scope is not None and one.scope[0] < other.span[0] < one.scope[1]:
                one.scope = (one.scope[0], other.span[0])

    def _notice(self, unit: Unit, end: int) -> None:
        """Bring the first person named in a unit before `end` into focus, when early in the sentence."""
        limit = unit.words[min(9, len(unit.words) - 1)].end
        for mention in self.people.within(unit.start, min(end, limit))[:1]:
            full = self.people.fullest(mention)
            sex = self.reader.reader.sex([], mention)
            source = Source("witness", Named(full.name, full.start, full.end), sex=sex)
            if not self.focus.persons or self.focus.persons[-1].who != source.who:
                self.focus.saw(source)

    def _speaks(self, one: Attribution, inside: bool) -> None:
        """Bring the speaker into focus."""
        self.speech.attributions.append(one.span)
        if not inside and one.base not in self.lexicon["verbs.hear"]:
            self.focus.saw(one.source)
            self.last_speaker = one.source

    def _vouches(self, one: Attribution, inside: bool) -> None:
        """Note the scope of what the speaker says outside quotation marks."""
        if one.scope is None:
            return
        claimed = one.verb if one.base in self.lexicon["verbs.claim"] else None
        believed = one.verb if one.base in self.lexicon["governors.believed"] else None
        denied = one.verb if one.base in self.lexicon["verbs.deny"] else None
        hearsay = inside or one.base in self.lexicon["verbs.hear"]
        self.speech.scopes.append(Scope(*one.scope, one.source, one.rule, claimed, believed, denied, hearsay))

    # -- quotations

    def _attach(self, unit: Unit, one: Attribution, speakers: dict[Quotation, tuple[Source, str]]) -> None:
        """Give the quotations of the attribution's sentence to its speaker."""
        sentence = self.units.document.sentences[unit.sentence]
        for quotation in self.units.speech_near(unit):
            inside = quotation.start < sentence.end and sentence.start < quotation.end
            before = (
                self.text[quotation.end : sentence.start].strip("\"'”’» \n") == ""
                and quotation.end <= sentence.start
            )
            follows = one.scope is None and before and quotation.end + 3 >= sentence.start
            if (inside or follows) and quotation not in speakers:
                speakers[quotation] = (one.source, one.rule)

    def _unattributed(
        self,
        some: list[Unit],
        speakers: dict[Quotation, tuple[Source, str]],
        spoken: list[tuple[int, Source]],
    ) -> None:
        """Scopes of the paragraph's quotations, those without an attribution of their own included."""
        seen: set[Quotation] = set()
        for unit in some:
            quotation = unit.quotation
            if quotation is None or quotation in seen:
                continue
            seen.add(quotation)
            source, rule = speakers.get(quotation) or self._inferred(quotation, spoken)
            if self._uttered(quotation):
                self.speech.uttered.append((quotation.start, quotation.end))
            self.speech.scopes.append(Scope(quotation.start, quotation.end, source, rule))

    def _inferred(self, quotation: Quotation, spoken: list[tuple[int, Source]]) -> tuple[Source, str]:
        at = bisect_left(spoken, quotation.start, key=lambda one: one[0])
        if spoken:
            nearest = spoken[at - 1] if at else spoken[0]
            return replace(nearest[1], inferred_by="en.speaker.same_paragraph"), "en.speaker.same_paragraph"
        if self.last_speaker is not None:
            rule = "en.speaker.previous_paragraph"
            return replace(self.last_speaker, inferred_by=rule), rule
        return Source("unnamed", inferred_by="en.speaker.unknown"), "en.speaker.unknown"

    def _uttered(self, quotation: Quotation) -> bool:
        """Is it what was shouted in the event, not what was told of it?"""
        before = self.text[max(0, quotation.start - 40) : quotation.start - 1].rstrip(" ,:\n").casefold()
        last = before.rsplit(None, 1)[-1] if before else ""
        return any(base in self.lexicon["verbs.utter"] for base, _ in self.lexicon.verb_forms.get(last, ()))

    # -- videos

    def _videos(self, unit: Unit, video: Source | None) -> Source | None:
        if not any(
            word.low in self.lexicon["thing.footage"] or word.low in self.lexicon["phrases.another"]
            for word in unit.words
        ):
            return None
        found = video_scopes(self.units.parsed(unit), unit, self.text, video)
        for start, end, source in found:
            self.speech.scopes.append(Scope(start, end, source, "en.speaker.video"))
        return found[-1][2] if found else None
