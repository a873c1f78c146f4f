"""From a text to its candidate claims.

Stages: segments, speakers and the scope of what they say, clauses, event rules, fields, quote gate.
Everything that comes out points into the text; the same text gives the same claims, byte for byte.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sijil.dates import Interval
from sijil.extraction import arabic
from sijil.extraction.antecedents import Antecedent, Antecedents, ToldBefore
from sijil.extraction.attributed import Attributor
from sijil.extraction.chunks import Parsed
from sijil.extraction.claim import Claim, Place, Said, said
from sijil.extraction.conventions import under
from sijil.extraction.duplicates import with_duplicates
from sijil.extraction.entities import entities, with_aliases
from sijil.extraction.events import events
from sijil.extraction.frame import Frame
from sijil.extraction.gate import check
from sijil.extraction.hedging import Hedge, hedge_of, total_over, total_words
from sijil.extraction.lexicon import LANGUAGES, Lexicon, lexicon
from sijil.extraction.medium import medium_told
from sijil.extraction.participants import SPEAKERS, Participants
from sijil.extraction.people import People, people_of
from sijil.extraction.quoting import phrase_span, quote_tokens
from sijil.extraction.rules import RULES_VERSION, RuleBook, rule_book
from sijil.extraction.scopes import Scope, Speech
from sijil.extraction.segments import Document, document
from sijil.extraction.speakers import SpeakerFinder
from sijil.extraction.tokens import Token
from sijil.extraction.tongue import language_of
from sijil.extraction.units import Unit, Units, units
from sijil.extraction.where_when import PlaceReader, date_of
from sijil.places import Gazetteer


def extract(
    text: str,
    *,
    published: Interval | None = None,
    gazetteer: Gazetteer | None = None,
    medium: str = "",
    conventions: Mapping[str, int] | None = None,
) -> list[Claim]:
    """The candidate claims of a text, in the order of their quotes.

    `published` anchors relative dates, `gazetteer` gives candidates for places, `medium` ends the chain
    of every source. `conventions` gives words that count without a number another number than the table does, by
    their id (`sijil.numbers.conventions`). Sentences in a language without rules give nothing:
    `unsupported_languages` counts them.
    """
    found: list[Claim] = []
    for name in LANGUAGES:
        found += _Extraction(text, name, published, gazetteer, medium).run()
    found += arabic.claims(text, RULES_VERSION, published=published, gazetteer=gazetteer, medium=medium)
    found.sort(key=lambda one: (one.quote.start, one.quote.end, one.event_type, one.rule))
    return [under(conventions or {}, one) for one in with_duplicates(found)]


def unsupported_languages(text: str) -> dict[str, int]:
    """How many sentences of the text were not searched, by language code (`und`: none that is known)."""
    counted: Counter[str] = Counter()
    for sentence in document(text).sentences:
        words = text[sentence.start : sentence.end]
        name = language_of(words)
        if name == "ar" and arabic.is_arabic(words):
            continue
        name = "und" if name == "ar" else name
        if name not in LANGUAGES and any(char.isalpha() for char in words):
            counted[name] += 1
    return dict(sorted(counted.items()))


@dataclass
class _Extraction:
    """One run over one text with the rules of one language."""

    text: str
    language: str
    published: Interval | None
    gazetteer: Gazetteer | None
    medium: str
    words: Lexicon = field(init=False)
    book: RuleBook = field(init=False)
    document: Document = field(init=False)
    units: Units = field(init=False)
    people: People = field(init=False)

    def run(self) -> list[Claim]:
        self.words, self.book = lexicon(self.language), rule_book(self.language)
        self.document = document(self.text, self.words["abbreviations"])
        self.units = units(self.document, self.words)
        self.units.keep(self._in_language)
        self.people = people_of(self.units)
        self.participants = Participants(self.text, self.people)
        self.places = PlaceReader(self.text, self.people, self.gazetteer)
        self.attributor = Attributor(self.text, self.medium, medium_told(self.units, self.people))
        self.antecedents, self.told = Antecedents(), ToldBefore()
        self.near: dict[int, tuple[str, ...]] = {}
        found: list[Claim] = []
        for some, speech in SpeakerFinder(self.units, self.people).paragraphs():
            self._hear(speech)
            for unit in some:
                found += self._claims_of(unit)
            for unit in some:
                unit.forget()
        return list(with_aliases(found, entities(self.text, self.people)))

    def _in_language(self, unit: Unit) -> bool:
        sentence = self.document.sentences[unit.sentence]
        return language_of(self.text[sentence.start : sentence.end]) == self.language

    def _hear(self, speech: Speech) -> None:
        """Take in what is attributed in the paragraph that comes next."""
        self.scopes = sorted(speech.scopes, key=lambda scope: (scope.start, -scope.end))
        self.scope_at = 0
        self.open_scopes: list[Scope] = []
        self.attributions = sorted(speech.attributions)
        self._attribution_ends = [end for _, end in self.attributions]
        self.uttered = sorted(speech.uttered)

    # -- one unit

    def _claims_of(self, unit: Unit) -> list[Claim]:
        paragraph = self.document.sentences[unit.sentence].paragraph
        self._reach(unit)
        they = self.antecedents.before(unit, paragraph)
        triggered = any(word.low in self.book.triggers for word in unit.words)
        if not triggered and unit.parsed is None and not self._may_be_antecedent(unit):
            return []
        s = self.units.parsed(unit)
        s.it = self.antecedents.it(unit, paragraph)
        s.told, s.tolls = self.told.here(paragraph), self.told.tolls(paragraph)
        found = []
        if triggered and not self._is_uttered(unit):
            for frame in events(s, self.book):
                claim = self._claim(unit, s, frame, they, paragraph)
                if claim is not None:
                    found.append(claim)
                    self.told.note(claim, paragraph)
                    s.told, s.tolls = self.told.here(paragraph), self.told.tolls(paragraph)
        self.antecedents.note(unit, s)
        return found

    def _may_be_antecedent(self, unit: Unit) -> bool:
        """Does one of the next units of the paragraph point back with "they" or "it"?"""
        following = self.units.all[unit.number + 1 : unit.number + 4]
        here = self.document.sentences[unit.sentence].paragraph
        return any(
            self.document.sentences[other.sentence].paragraph == here
            and any(self._points_back(other, word) for word in other.words)
            for other in following
        )

    def _points_back(self, unit: Unit, word: Token) -> bool:
        """Is it "they", or an "it" in a unit that may tell of an event?"""
        if word.low in ("they", "them"):
            return True
        return word.low == "it" and any(one.low in self.book.triggers for one in unit.words)

    def _is_uttered(self, unit: Unit) -> bool:
        """Are these the words shouted in the event?"""
        if unit.quotation is None:
            return False
        at = bisect_right(self.uttered, (unit.quotation.start, len(self.text))) - 1
        return at >= 0 and self.uttered[at][0] == unit.quotation.start

    def _claim(
        self, unit: Unit, s: Parsed, frame: Frame, they: Antecedent | None, paragraph: int
    ) -> Claim | None:
        trigger = s.span(frame.trigger, frame.trigger)
        if self._in_attribution(unit, frame, trigger):
            return None
        scopes = self._covering(trigger)
        denial = self._denial(s, frame, scopes)
        if denial is None and (frame.negative or frame.mood.negated) and not frame.rule.negated:
            return None
        if denial is None and frame.rule.denials:
            return None
        victims = self.participants.victims(s, frame, they, scopes, counted=denial is None)
        source = self.attributor.source(unit, s, scopes)
        if source.type == "unnamed" and any(one.inferred_by == SPEAKERS for one in victims):
            source = replace(source, type="witness", type_inferred_by="en.source.speak_of_themselves")
        hedge = hedge_of(self.text, s, frame, scopes)
        quote = self._quote(unit, s, frame, hedge, scopes)
        counted = victims or self.participants.reader.read(s, frame.victims)
        bounds = self._bounds(unit, scopes)
        away = self._attributions_near(unit)
        total = total_words(self.text, s, counted, source.type, *quote_tokens(s, frame))
        when = date_of(self.text, s, frame, (unit.start, unit.end), bounds, away, self.published)
        total = total or total_over(when, counted, self.words.tables["speech"]["totals"]["from"])
        return self._checked(
            Claim(
                event_type=frame.rule.event,
                event_type_as_said=said(self.text, *trigger),
                quote=quote,
                polarity="denies" if denial else "asserts",
                polarity_as_said=denial,
                hedge=hedge.value,
                hedge_as_said=hedge.words,
                hedge_inferred_by=hedge.rule,
                is_aggregate=total is not None,
                is_aggregate_as_said=total,
                victims=tuple(victims),
                perpetrators=tuple(self.participants.perpetrators(s, frame, they)),
                places=tuple(self._places(unit, s, frame, bounds, away, paragraph)),
                date=when,
                source=source,
                rule=frame.id,
                version=RULES_VERSION,
            )
        )

    def _in_attribution(self, unit: Unit, frame: Frame, trigger: tuple[int, int]) -> bool:
        """Is it part of the words that say who speaks? "They told us they would kill us" is a threat all the same."""
        put = frame.voice == "toll" and frame.rule.kind == "verb"
        if frame.rule.event == "threat_or_incitement" or put:
            return False
        return any(start <= trigger[0] and trigger[1] <= end for start, end in self._attributions_near(unit))

    def _checked(self, claim: Claim) -> Claim:
        """The gate: every piece of the claim is the slice of the text it says it is, or `QuoteRejected` is raised."""
        for piece in claim.spans():
            check(self.text, piece.start, piece.end, piece.words)
        return claim

    # -- scopes

    def _reach(self, unit: Unit) -> None:
        """Keep the scopes that touch this unit; units come in reading order."""
        while self.scope_at < len(self.scopes) and self.scopes[self.scope_at].start < unit.end:
            self.open_scopes.append(self.scopes[self.scope_at])
            self.scope_at += 1
        self.open_scopes = [scope for scope in self.open_scopes if scope.end > unit.start]

    def _covering(self, span: tuple[int, int]) -> list[Scope]:
        """The scopes that hold the span, the innermost first."""
        held = [scope for scope in self.open_scopes if scope.start <= span[0] and span[1] <= scope.end]
        return sorted(held, key=lambda scope: (scope.end - scope.start, scope.start))

    def _attributions_near(self, unit: Unit) -> list[tuple[int, int]]:
        first = bisect_left(self._attribution_ends, unit.start)
        found = []
        while first < len(self.attributions) and self.attributions[first][0] < unit.end:
            found.append(self.attributions[first])
            first += 1
        return found

    def _bounds(self, unit: Unit, scopes: list[Scope]) -> tuple[int, int]:
        """Where the date and the place of the event may stand: of what a video shows, only what it shows."""
        for scope in scopes:
            if scope.source.type == "video":
                return max(scope.start, unit.start), min(scope.end, unit.end)
        return unit.start, unit.end

    def _denial(self, s: Parsed, frame: Frame, scopes: list[Scope]) -> Said | None:
        """The words that deny: a verb of denying, or a negation in the mouth of somebody."""
        for scope in scopes:
            if scope.denied is not None:
                return Said(scope.denied.said, scope.denied.start, scope.denied.end)
        if not scopes or frame.rule.negated:
            return None
        if frame.mood.negated and frame.mood.negation >= 0:
            return said(self.text, *s.span(frame.mood.negation, frame.mood.negation))
        if frame.negative:
            return self._none_of_them(s, frame)
        return None

    def _none_of_them(self, s: Parsed, frame: Frame) -> Said:
        """ "No one", "no executions": the phrase that says there was none."""
        for phrase in frame.subject:
            return said(self.text, *phrase_span(s, phrase))
        chunk = s.chunks[frame.chunk]
        return said(self.text, *s.span(chunk.first, chunk.last))

    # -- fields

    def _quote(self, unit: Unit, s: Parsed, frame: Frame, hedge: Hedge, scopes: list[Scope]) -> Said:
        start, end = s.span(*quote_tokens(s, frame))
        if hedge.words is not None and 0 < start - hedge.words.start < 60 and unit.start <= hedge.words.start:
            start = hedge.words.start
        shown = next((scope.source.as_said for scope in scopes if scope.source.type == "video"), None)
        if shown is not None and unit.start <= shown.start < start:
            start = shown.start
        if frame.voice == "quotation" and unit.quotation is None:
            end = self._shouted_end(unit, end)
        needed = self._needed_to(s, frame)
        for low, high in self._attributions_near(unit):
            if low <= start < high < end:
                start = high
            if needed <= low < end:
                end = low
        while start < end and self.text[start] in " ,;:\n\t":
            start += 1
        while end > start and self.text[end - 1] in " ,;:\n\t":
            end -= 1
        return said(self.text, start, end)

    def _needed_to(self, s: Parsed, frame: Frame) -> int:
        """The last character that the quote may not lose: of the trigger, the victims, the doers."""
        phrases = [*frame.victims, *frame.agents, *([frame.number] if frame.number else [])]
        last = max([frame.trigger, *(phrase.last for phrase in phrases)])
        return s.span(last, last)[1]

    def _shouted_end(self, unit: Unit, end: int) -> int:
        for quotation in self.units.speech_near(unit):
            if 0 <= quotation.start - unit.end <= 3:
                return quotation.end
        return end

    def _places(
        self,
        unit: Unit,
        s: Parsed,
        frame: Frame,
        bounds: tuple[int, int],
        away: list[tuple[int, int]],
        paragraph: int,
    ) -> list[Place]:
        near = self._near(paragraph) if self.gazetteer is not None else ()
        return self.places.places_of(s, frame, (unit.start, unit.end), bounds, away, near)

    def _near(self, paragraph: int) -> tuple[str, ...]:
        """The places that the paragraph names."""
        if paragraph not in self.near:
            part = self.document.paragraphs[paragraph]
            assert self.gazetteer is not None
            found = self.gazetteer.find(self.text[part.start : part.end])
            self.near[paragraph] = tuple(dict.fromkeys(mention.as_said for mention in found))
        return self.near[paragraph]
