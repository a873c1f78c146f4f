"""From an Arabic text to its candidate claims, sentence by sentence; every piece passes the quote gate."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby

from sijil.dates import Interval
from sijil.extraction.arabic import aliases, fields
from sijil.extraction.arabic.events import frames
from sijil.extraction.arabic.frame import Frame
from sijil.extraction.arabic.reading import victims_of
from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.speech import Scope, SpeechReader
from sijil.extraction.arabic.tables import folded, tables
from sijil.extraction.claim import Claim, ClaimSource, Perpetrator, Place, Said, Victim, said
from sijil.extraction.entities import Entity, with_aliases
from sijil.extraction.gate import check
from sijil.extraction.segments import document
from sijil.places import Gazetteer
from sijil.text import language

_WORD = re.compile(r"[^\W\d_]+")
_HAMZA_FIRST = re.compile(r"(?<!\w)[وفبل]?[أإ]")
_NOT_ARABIC = re.compile(r"\w*[پچژگکیےٹڈڑەێۆڵ]\w*")
"""Words with letters of Persian, Urdu and Kurdish; one in a sentence may be a name."""
_ENOUGH = 8
_LONG = 60
_LEAST_DISTINCT = 0.2
Span = tuple[int, int]
_NO_PERSON = frozenset({"official_action", "clash", "threat_or_incitement"})


def is_arabic(words: str) -> bool:
    """Is a sentence in Arabic script Arabic: several words without one small word of it are another language."""
    if language(words) != "ar":
        return False
    found = folded(words).split()
    if len(found) > _LONG and len(set(found)) < _LEAST_DISTINCT * len(found):
        return False
    small = tables().lists["small"] | tables().lists["prepositions"]
    # Persian and Urdu, in the same script, write neither ة nor the article on word after word, nor أ before names.
    own = "ة" in words or sum(word.startswith("ال") for word in found) > 1 or _hamza_on_alef(words)
    if not own and len(_NOT_ARABIC.findall(words)) > 1:
        return False
    return (
        len(found) < _ENOUGH
        or own
        or any(len(word) > 1 and (word in small or (len(word) > 2 and word[1:] in small)) for word in found)
    )


def _hamza_on_alef(words: str) -> bool:
    return len(_HAMZA_FIRST.findall(words)) > 1 and not _NOT_ARABIC.search(words)


def claims(
    text: str,
    version: str,
    *,
    published: Interval | None = None,
    gazetteer: Gazetteer | None = None,
    medium: str = "",
) -> list[Claim]:
    """The candidate claims of the Arabic sentences of a text, in reading order."""
    reading = _Reading(text, version, published, gazetteer, medium)
    found = list(reading.claims())
    return list(with_aliases(found, reading.entities())) if found else []


class _Reading:
    """One run over one text."""

    def __init__(
        self, text: str, version: str, published: Interval | None, gazetteer: Gazetteer | None, medium: str
    ) -> None:
        self.text, self.version, self.published, self.medium = text, version, published, medium
        self.places = fields.Places(text, gazetteer)
        self.speech = SpeechReader(text)
        self.armed: Said | None = None
        self.second_names: list[aliases.SecondName] = []

    def claims(self) -> Iterator[Claim]:
        for _, some in groupby(self._sentences(), lambda one: one.paragraph):
            paragraph = list(some)
            named = [aliases.second_names(s) for s in paragraph]
            self.second_names += [one for some in named for one in some]
            own = self._own_words(paragraph, named)
            near = self._near(paragraph)
            for s in paragraph:
                yield from self._of(s, own, near)

    def entities(self) -> list[Entity]:
        """Whom the sentences that were read give two names."""
        return aliases.entities(self._sentences(), self.second_names)

    def _sentences(self) -> Iterator[Sentence]:
        for one in document(self.text).sentences:
            if is_arabic(self.text[one.start : one.end]):
                yield Sentence(self.text, one.start, one.end, one.paragraph)

    def _own_words(self, paragraph: list[Sentence], named: list[list[aliases.SecondName]]) -> Said | None:
        """The first word of a paragraph in which the writer speaks of himself; أبي in a kunya is nobody's father."""
        for s, names in zip(paragraph, named, strict=True):
            kunyas = {at for one in names for at in range(one.first, one.last + 1)}
            for at, word in enumerate(s.words):
                if at in kunyas:
                    continue
                kin = word.kin is not None and word.suffix in ("ي", "نا") and not word.noun
                if (
                    kin
                    or (word.kin and word.suffix == "ي")
                    or (word.suffix == "نا" and word.known)
                    or (s.is_in(at, "first_person") and word.low in tables().lists["first_person"])
                ):
                    return said(self.text, word.head, word.end)
        return None

    def _near(self, paragraph: list[Sentence]) -> tuple[str, ...]:
        if self.places.gazetteer is None:
            return ()
        found = {self.text[span[0] : span[1]]: None for s in paragraph for span, _ in self.places.mentions(s)}
        return tuple(found)

    def _of(self, s: Sentence, own: Said | None, near: tuple[str, ...]) -> Iterator[Claim]:
        if not any(word.verbs or word.rules for word in s.words) and not s.phrase(_phrases()):
            self.speech.scopes(s)
            self._note_armed(s)
            return
        scopes = self.speech.scopes(s)
        if not fields.long_past(s):
            for frame in frames(s):
                claim = self._claim(s, frame, scopes, own, near)
                if claim is not None:
                    yield claim
        self._note_armed(s)

    def _note_armed(self, s: Sentence) -> None:
        for word in s.words:
            if word.noun is not None and word.noun.kinds & {"armed", "combatant"} and word.noun.number == 3:
                self.armed = said(self.text, word.head, word.end)

    def _claim(
        self, s: Sentence, frame: Frame, scopes: list[Scope], own: Said | None, near: tuple[str, ...]
    ) -> Claim | None:
        trigger = said(self.text, *s.span(frame.trigger, frame.trigger))
        covering = [one for one in scopes if one.start <= trigger.start and trigger.end <= one.end]
        denial = self._denial(s, frame, covering)
        if denial is not None and frame.rule.event in _NO_PERSON:
            return None
        victims = self._victims(s, frame, trigger, denial is None)
        source = self._source(s, [one for one in covering if one.type], own)
        hedge = fields.hedge_of(s, frame, covering)
        total = fields.total_words(s, frame, victims, source.type)
        doers = self._doers(s, frame, denial is None)
        places = self.places.of(s, frame, near)
        date = fields.date_of(s, frame, self.published)
        frame.until = max(frame.until, fields.nested_after(s, frame))
        pieces = self._pieces(victims, doers, places, date.as_said, denial, hedge[1])
        claim = Claim(
            event_type=frame.rule.event,
            event_type_as_said=trigger,
            quote=fields.quote_of(s, frame, pieces, [one.words for one in covering if one.denied is None]),
            polarity="denies" if denial else "asserts",
            polarity_as_said=denial,
            hedge=hedge[0],
            hedge_as_said=hedge[1],
            hedge_inferred_by=hedge[2],
            is_aggregate=total is not None,
            is_aggregate_as_said=total,
            victims=tuple(victims),
            perpetrators=tuple(doers),
            places=tuple(places),
            date=date,
            source=source,
            rule=frame.id,
            version=self.version,
        )
        for piece in claim.spans():
            check(self.text, piece.start, piece.end, piece.words)
        return claim

    def _pieces(
        self,
        victims: list[Victim],
        doers: list[Perpetrator],
        places: list[Place],
        date: Said | None,
        *others: Said | None,
    ) -> list[Said]:
        found = [one.description for one in victims] + [one.as_said for one in doers]
        found += [one.age_as_said for one in victims if one.age_as_said] + [one.as_said for one in places]
        return found + [one for one in (date, *others) if one is not None]

    def _denial(self, s: Sentence, frame: Frame, covering: list[Scope]) -> Said | None:
        for scope in covering:
            if scope.denied is not None:
                return said(self.text, *scope.denied)
        if frame.negation >= 0:
            return said(self.text, *s.span(frame.negation, frame.negation))
        none = next((phrase for phrase in frame.victims if phrase.none), None)
        return said(self.text, *s.span(none.head, none.head)) if none is not None else None

    def _victims(self, s: Sentence, frame: Frame, trigger: Said, counted: bool) -> list[Victim]:
        if not frame.rule.target & {"person", "combatant", "group"} and frame.rule.kind != "massacre":
            return []
        phrases = [phrase for phrase in frame.victims if not phrase.none]
        outcome = frame.rule.outcome or None
        return [
            replace(
                one,
                outcome=outcome if counted else None,
                outcome_as_said=trigger if counted and outcome else None,
            )
            for one in victims_of(s, phrases, counted)
        ]

    def _doers(self, s: Sentence, frame: Frame, happened: bool) -> list[Perpetrator]:
        if not happened:
            return []
        found = [
            Perpetrator(said(self.text, *s.bare_span(phrase.first, phrase.last))) for phrase in frame.agents
        ]
        if not found and frame.they and self.armed is not None and self.armed.start < s.end:
            verb = said(self.text, *s.span(frame.trigger, frame.trigger))
            return [Perpetrator(verb, self.armed, "ar.antecedent.last_armed")]
        return found

    # -- source

    def _source(self, s: Sentence, scopes: list[Scope], own: Said | None) -> ClaimSource:
        if not scopes:
            return self._without_speaker(own)
        main = scopes[0]
        kind, words = main.type, None
        if (
            kind in ("unnamed", "witness")
            and own is not None
            and s.start <= own.start < s.end
            and any(mark in s.text[main.start : own.start] for mark in '«"“')
        ):
            kind, words = "witness", own
        chain: list[tuple[str, Span | None]] = []
        for one in (main.passed_from, *(scope.who for scope in scopes), main.medium):
            if one is not None and (self.text[one[0] : one[1]], one) not in chain:
                chain.append((self.text[one[0] : one[1]], one))
        if main.medium is None and self.medium:
            chain.append((self.medium, None))
        return ClaimSource(
            type=kind,
            type_as_said=words,
            type_inferred_by=None if words else main.rule,
            who=said(self.text, *main.who) if main.who else None,
            who_inferred_by=main.rule if main.rule == "ar.source.last_speaker" and main.who else None,
            as_said=said(self.text, *main.as_said) if main.as_said else None,
            chain=tuple(one for one, _ in chain),
            chain_spans=tuple(span for _, span in chain),
            chain_inferred_by="medium" if any(span is None for _, span in chain) else None,
        )

    def _without_speaker(self, own: Said | None) -> ClaimSource:
        chain = (self.medium,) if self.medium else ()
        return ClaimSource(
            type="witness" if own is not None else "narrative",
            type_as_said=own,
            type_inferred_by=None if own is not None else "ar.source.narrative",
            chain=chain,
            chain_spans=tuple(None for _ in chain),
            chain_inferred_by="medium" if chain else None,
        )


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(phrase for rule in tables().rules for phrase in rule.phrases)
