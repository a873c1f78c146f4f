"""The words that say who says it: "told the paper that", ", the governor said", "according to"."""

from dataclasses import replace
from functools import cache

from sijil.extraction import tags as t
from sijil.extraction.acronyms import short_names
from sijil.extraction.chunks import DATE, NP, VG, Parsed
from sijil.extraction.clauses import objects, subject
from sijil.extraction.groups import Phrase, group
from sijil.extraction.lexicon import lexicon
from sijil.extraction.people import People
from sijil.extraction.rules import rule_book
from sijil.extraction.scopes import Attribution
from sijil.extraction.sources import Focus, Named, Source, SourceReader
from sijil.extraction.units import Unit, Units

_BEFORE_INVERSION = frozenset({"", ",", t.QUOTE, "-", "–", "—"})
_EVENT_ENDINGS = ("ing", "ings", "sacre", "sacres", "murder", "murders", "attack", "attacks", "tion", "tions")


@cache
def _verbs_and_signs(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The verbs that attribute, and the words without which a unit need not be parsed for attributions."""
    words = lexicon(language)
    verbs: frozenset[str] = frozenset()
    for name in ("say", "claim", "deny", "hear", "tells_of"):
        verbs |= words[f"verbs.{name}"]
    seen = verbs | words["verbs.utter"] | words["verbs.put"]
    forms = {form for form, some in words.verb_forms.items() if any(base in seen for base, _ in some)}
    openers = {phrase.split()[0] for phrase in words.phrases["phrases.according_to"]}
    return verbs, frozenset(forms | openers | words["thing.footage"] | words["phrases.another"])


class AttributionReader:
    """Finds the attributions of parsed units; `focus` is whom pronouns stand for, kept by the caller."""

    def __init__(self, units: Units, people: People, focus: Focus) -> None:
        self.units, self.people, self.focus = units, people, focus
        self.text, self.lexicon = units.document.text, units.lexicon
        self.nouns = rule_book(units.lexicon.language).nouns
        short = {name: one.full for name, one in short_names(self.text).items()}
        self.reader = SourceReader(self.text, self.lexicon, people, short)
        self.verbs, self.signs = _verbs_and_signs(units.lexicon.language)

    def at(self, s: Parsed, unit: Unit, index: int) -> Attribution | None:
        """The attribution that the chunk at `index` makes, if it makes one."""
        found = self._according(s, unit, index)
        if found is None and s.kind(index) == VG:
            return self._verb(s, unit, index)
        return found

    # -- "according to"

    def _according(self, s: Parsed, unit: Unit, index: int) -> Attribution | None:
        first = s.chunks[index].first
        for phrase in self.lexicon.phrases["phrases.according_to"]:
            last = first + len(phrase.split()) - 1
            if s.find(phrase, first, last) == first and last + 1 < len(s.words):
                return self._cited(s, unit, first, s.chunk_of(last) + 1)
        return None

    def _cited(self, s: Parsed, unit: Unit, first: int, at: int) -> Attribution | None:
        if s.kind(at) != NP:
            return None
        phrase = group(s, at, len(s.chunks))[0]
        source = self.reader.read(s, phrase, self.focus)
        if source is None or source.as_said is None:
            return None
        span = (s.words[first].start, max(source.as_said.end, s.words[phrase.last].end))
        return Attribution(
            source, span, (unit.start, unit.end), source.as_said, "", "en.speaker.according_to"
        )

    # -- verbs of saying

    def _verb(self, s: Parsed, unit: Unit, verb: int) -> Attribution | None:
        chunk, inside = s.chunks[verb], unit.quotation is not None
        if chunk.base in self.lexicon["verbs.put"] and not chunk.passive and not inside:
            return self._puts(s, unit, verb)
        if chunk.base not in self.verbs or chunk.passive or chunk.negated or chunk.modal:
            return None
        if not chunk.finite and not (chunk.form == "ing" and s.said(verb + 1) == "that"):
            return None
        phrases, after = self._who(s, verb)
        if not phrases or not self._may_say(s, phrases[0], chunk.base, inside):
            return None
        source = self._source(s, phrases, chunk.base)
        if source is None:
            return None
        medium, at = self._medium(s, verb, after)
        complement = self._complement(s, chunk.base, at)
        scope, span = self._scope(s, unit, verb, phrases, complement, after)
        if scope is None and (inside or not self._beside_quotation(unit)):
            return None
        source = replace(source, medium=medium)
        return Attribution(source, span, scope, self._named(s, chunk.head), chunk.base, "en.speaker.verb")

    def _named(self, s: Parsed, token: int) -> Named:
        start, end = s.span(token, token)
        return Named(self.text[start:end], start, end)

    def _may_say(self, s: Parsed, phrase: Phrase, base: str, inside: bool) -> bool:
        """Only a statement "reads"; inside a quotation "I said" adds nobody."""
        low = s.low(s.chunks[phrase.chunk])
        if base == "read" and low not in self.lexicon["thing.statement"]:
            return False
        own = inside and low in self.lexicon["phrases.first_person"]
        return not own or base in self.lexicon["verbs.hear"]

    def _puts(self, s: Parsed, unit: Unit, verb: int) -> Attribution | None:
        """ "It put the toll at 40": the number is on the word of the subject."""
        named, phrases = objects(s, verb), subject(s, verb)
        if not named or not phrases or not self._number_put(s, named[0]):
            return None
        source = self._source(s, phrases, "say")
        if source is None:
            return None
        begin, end = s.words[s.chunks[phrases[0].chunk].first].start, s.words[s.chunks[verb].last].end
        word = self._named(s, s.chunks[verb].head)
        return Attribution(source, (begin, end), (end, unit.end), word, "say", "en.speaker.put_number")

    def _number_put(self, s: Parsed, phrase: Phrase) -> bool:
        """ "The toll", or "it" with a number: "put it at 26"."""
        low = s.low(s.chunks[phrase.chunk])
        if low in self.lexicon["phrases.numbers"]:
            return True
        after = phrase.chunk + 2
        numbered = s.kind(after) == NP and any(
            s.tags[at].kind == t.NUM for at in range(s.chunks[after].first, s.chunks[after].last + 1)
        )
        return low == "it" and s.said(after - 1) == "at" and numbered

    def _who(self, s: Parsed, verb: int) -> tuple[list[Phrase], int]:
        """The speaker's phrases, and the chunk after the verb or, when the verb stands first, after them."""
        left = verb - 1
        while s.kind(left) == t.ADV:
            left -= 1
        can_invert = s.kind(verb + 1) == NP and s.chunks[verb].base in self.lexicon["verbs.say"]
        told = left < 0 or _told_before(s, left)
        if can_invert and told and s.kind(left) in _BEFORE_INVERSION:
            phrases = group(s, verb + 1, len(s.chunks))
            after = s.chunk_of(phrases[-1].last) + 1
            if not (s.kind(after) == VG and s.chunks[after].finite):
                return phrases, after
        return subject(s, verb), verb + 1

    def _source(self, s: Parsed, phrases: list[Phrase], base: str) -> Source | None:
        source = self.reader.read(s, phrases[0], self.focus)
        start, end = s.span(s.chunks[phrases[0].chunk].first, phrases[-1].last)
        if source is None and base in self.lexicon["verbs.hear"]:
            return Source("unnamed", None, Named(self.text[start:end], start, end))
        if source is not None and len(phrases) > 1 and source.type not in ("video", "witness"):
            together = Named(self.text[start:end], start, end)
            return replace(source, who=together, as_said=together)
        return source

    # -- what is reported

    def _medium(self, s: Parsed, verb: int, at: int) -> tuple[Named | None, int]:
        """The medium that was told, and the chunk after it and after "on Friday", "in a statement"."""
        medium, base = None, s.chunks[verb].base
        if base == "tell" and s.kind(at) == NP:
            start, end = s.span(s.chunks[at].first, s.chunks[at].last)
            if s.tags[s.chunks[at].head].kind == t.NAME and not self.people.within(start, end):
                medium = Named(self.text[start:end], start, end)
            at += 1
        while (s.kind(at) in (t.ADV, DATE) and s.said(at) != "there") or (
            s.kind(at) == t.PREP and s.kind(at + 1) in (NP, DATE)
        ):
            if base == "accuse":
                break
            at += 2 if s.kind(at) == t.PREP else 1
        return medium, at

    def _complement(self, s: Parsed, base: str, at: int) -> int:
        """The chunk with which the reported words begin, or -1."""
        if s.kind(at) == t.SUB and s.said(at) == "that":
            return at + 1 if at + 1 < len(s.chunks) else -1
        if base == "accuse":
            return at if s.kind(at) == NP else -1
        if base in self.lexicon["verbs.deny"]:
            return at if self._deniable(s, base, at) else -1
        noun = s.low(s.chunks[at]) if s.kind(at) == NP else ""
        if base in self.lexicon["verbs.tells_of"] and self._is_event(self._case_of(s, at, noun)):
            return at
        if base == "claim" and noun == "responsibility":
            return -1
        opens = s.kind(at) in (NP, t.ADV, t.DET, t.QUANT, DATE, t.SUB)
        return at if opens and self._clause_from(s, at) else -1

    def _case_of(self, s: Parsed, at: int, noun: str) -> str:
        """Of "nine cases of rape" the rape."""
        case = self.lexicon.singular(noun) in self.lexicon["phrases.cases"]
        inner = case and s.said(at + 1) == "of" and s.kind(at + 2) == NP
        return s.low(s.chunks[at + 2]) if inner else noun

    def _is_event(self, noun: str) -> bool:
        """ "Survivors described beatings": the object is an event."""
        return bool(noun) and (noun in self.nouns or self.lexicon.singular(noun) in self.nouns)

    def _deniable(self, s: Parsed, base: str, at: int) -> bool:
        """ "Denied killing", "rejected the idea", "denied the murder"; a chief who is dismissed is not denied."""
        if s.kind(at) != NP:
            return s.kind(at) in (VG, t.SUB) and base != "dismiss"
        low = s.low(s.chunks[at])
        event = low.endswith(_EVENT_ENDINGS) and base in self.lexicon["roles.denying_events"]
        return low in self.lexicon["phrases.denied_idea"] or event

    def _clause_from(self, s: Parsed, at: int) -> bool:
        """Does a finite verb follow before the next comma, or after an insertion?"""
        while at < len(s.chunks) and s.kind(at) not in (",", ";", ".", t.QUOTE):
            if s.kind(at) == VG and s.chunks[at].finite:
                return True
            at += 1
        inserted = s.kind(at + 1) in (NP, t.REL, VG) or s.said(at + 1) in ("including", "among", "along")
        if s.kind(at) != "," or not inserted:
            return False
        return any(s.kind(one) == VG and s.chunks[one].finite for one in range(at, len(s.chunks)))

    def _scope(
        self, s: Parsed, unit: Unit, verb: int, phrases: list[Phrase], complement: int, after: int
    ) -> tuple[tuple[int, int] | None, tuple[int, int]]:
        """What is reported, and the words that attribute it, as characters."""
        adjacent = s.chunk_of(phrases[-1].last) >= verb - 2
        first = min(phrases[0].chunk, verb) if adjacent else verb
        begin = s.words[s.chunks[first].first].start
        if complement >= 0:
            start = s.words[s.chunks[complement].first].start
            return (start, unit.end), (begin, start)
        left = first - 1
        while s.kind(left) == t.ADV:
            left -= 1
        end = self._tail_end(s, max(after, verb + 1))
        closed = after > verb + 1 or s.chunks[verb].base == "tell" or not objects(s, verb)
        if s.kind(left) == "," and closed and _told_before(s, left):
            comma = s.words[s.chunks[left].first].start
            return (unit.start, comma), (comma, end)
        return None, (begin, end)

    def _tail_end(self, s: Parsed, at: int) -> int:
        """Where an attribution at the end of its sentence ends: before ", but" or "and"."""
        while at < len(s.chunks) and s.kind(at) not in (t.CC, ";", t.SUB, t.REL):
            at += 1
        if s.kind(at) == t.REL and s.kind(at - 1) in (",", t.PREP):
            at -= 1
        return s.words[s.chunks[min(at, len(s.chunks)) - 1].last].end

    def _beside_quotation(self, unit: Unit) -> bool:
        sentence = self.units.document.sentences[unit.sentence]
        near = self.units.speech_near(unit)
        return any(one.start < sentence.end and sentence.start <= one.end + 4 for one in near)


def _told_before(s: Parsed, left: int) -> bool:
    """Is something told before chunk `left`, so that what follows can attribute it?"""
    return any(s.kind(at) == VG and s.chunks[at].finite for at in range(left))
