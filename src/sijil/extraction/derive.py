"""A claim that a person wrote or edited: the words are taken, the values are made from them by code.

Nobody types a number, a date or an age: they point to words, and the words are read by the same readers
that the extraction uses. Words that are not in the text are refused, and so is a slice that cuts a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sijil.dates import Interval, find_dates
from sijil.errors import JudgementRefused, QuoteRejected
from sijil.extraction import arabic
from sijil.extraction.chunks import NP, parse
from sijil.extraction.claim import Claim, ClaimSource, Perpetrator, Place, Said, Victim, When, said
from sijil.extraction.conventions import under
from sijil.extraction.gate import check, ground
from sijil.extraction.groups import group
from sijil.extraction.lexicon import LANGUAGES, lexicon
from sijil.extraction.people import People, people_of
from sijil.extraction.rules import EVENT_TYPES, RULES_VERSION
from sijil.extraction.segments import document
from sijil.extraction.sources import TYPES
from sijil.extraction.tagger import Tagger
from sijil.extraction.tokens import tokens
from sijil.extraction.tongue import language_of
from sijil.extraction.units import units
from sijil.extraction.victims import VictimReader
from sijil.extraction.where_when import PlaceReader, when
from sijil.places import Gazetteer
from sijil.text import cuts_through, folding_between

POLARITIES = ("asserts", "denies")
HEDGES = ("asserted", "reported", "apparent", "believed", "claimed")
OUTCOMES = (None, "killed", "injured", "missing", "detained", "displaced", "ill_treated", "not_separated")

Given = Mapping[str, Any]


def derive(
    text: str,
    claim: Given,
    *,
    published: Interval | None = None,
    gazetteer: Gazetteer | None = None,
    conventions: Mapping[str, int] | None = None,
) -> Claim:
    """The claim with every value made anew from its words.

    `claim` has the shape of `Claim.as_json`; fields may be missing, and words may stand without their
    place when they occur once in the quote (or once in the text). Counts, ages, sexes, dates and
    candidates that are given are ignored; `conventions` as for `extract`. Raises `QuoteRejected` for words
    that are not there, `JudgementRefused` for a value that is not in its list.
    """
    return under(conventions or {}, _Deriving(text, published, gazetteer).claim(claim))


@dataclass
class _Deriving:
    text: str
    published: Interval | None
    gazetteer: Gazetteer | None
    within: tuple[int, int] = (0, 0)

    def claim(self, given: Given) -> Claim:
        quote = self._words(given, "quote", "")
        if quote is None:
            raise QuoteRejected("the claim has no quote", remedy="give the words of the text that say it")
        asked = str(given.get("quote") or quote.words).strip()
        self.within = (quote.start, quote.end)
        self.people = self._people()
        return Claim(
            event_type=_of(given, "event_type", EVENT_TYPES, None),
            event_type_as_said=self._words(given, "event_type_as_said", "event_type_"),
            quote=quote,
            polarity=_of(given, "polarity", POLARITIES, "asserts"),
            polarity_as_said=self._words(given, "polarity_as_said", "polarity_"),
            hedge=_of(given, "hedge", HEDGES, "asserted"),
            hedge_as_said=self._words(given, "hedge_as_said", "hedge_"),
            hedge_inferred_by=given.get("hedge_inferred_by"),
            is_aggregate=bool(given.get("is_aggregate", False)),
            is_aggregate_as_said=self._words(given, "is_aggregate_as_said", "is_aggregate_"),
            victims=tuple(self._victim(one) for one in given.get("victims") or ()),
            perpetrators=tuple(self._perpetrator(one) for one in given.get("perpetrators") or ()),
            places=tuple(self._place(one) for one in given.get("places") or ()),
            date=self._date(given.get("date") or {}),
            source=self._source(given.get("source") or {}),
            rule=str(given.get("rule") or "person"),
            version=str(given.get("version") or RULES_VERSION),
            folding=folding_between(quote.words, asked) if asked != quote.words else (),
        )

    # -- words and their places

    def _words(self, given: Given, name: str, base: str) -> Said | None:
        """The words of a field, checked against the text, or looked up in the quote and then in the text."""
        words, start, end = given.get(name), given.get(f"{base}start"), given.get(f"{base}end")
        if words is None and start is None:
            return None
        if isinstance(start, int) and isinstance(end, int):
            found = said(self.text, start, end)
            check(self.text, start, end, found.words if words is None else str(words))
            cut = cuts_through(self.text, start, end)
            if cut:
                raise QuoteRejected(
                    f"{name} cuts a {cut} in two", where=f"“{found.words}”", remedy="take it whole"
                )
            return found
        return self._look_up(str(words))

    def _look_up(self, words: str) -> Said:
        low, high = self.within
        if high > low and words.strip() and words.strip() in self.text[low:high]:
            grounded = ground(self.text, words, within=self.within)
        else:
            grounded = ground(self.text, words)
        return said(self.text, grounded.start, grounded.end)

    def _people(self) -> People:
        """The people that the text names around the quote: enough to know a name when it is pointed to."""
        name = language_of(self.text[self.within[0] : self.within[1]])
        if name not in LANGUAGES:
            return People(())
        lists = lexicon(name)
        return people_of(units(document(self.text, lists["abbreviations"]), lists))

    # -- fields

    def _victim(self, given: Given) -> Victim:
        description = self._words(given, "description", "")
        if description is None:
            description = self._words(given, "name", "name_") or self._words(given, "count_as_said", "count_")
        if description is None:
            raise QuoteRejected("a victim has no description", remedy="point to the words that say who it is")
        victim = self._read_victim(description)
        victim = replace(
            victim,
            name=self._or_read(given, "name", victim.name),
            kin=self._or_read(given, "kin", victim.kin),
            kin_of=self._or_read(given, "kin_of", victim.kin_of),
            civilian_status=self._or_read(given, "civilian_status", victim.civilian_status),
            outcome_as_said=self._words(given, "outcome_as_said", "outcome_"),
        )
        victim = self._counted(given, victim)
        victim = self._aged(given, victim)
        return replace(
            victim,
            outcome=_of(given, "outcome", OUTCOMES, None),
            inferred_by=given.get("inferred_by"),
            kin_of_inferred_by=given.get("kin_of_inferred_by") if victim.kin_of else None,
            name_inferred_by=given.get("name_inferred_by") if victim.name else None,
        )

    def _or_read(self, given: Given, name: str, read: Said | None) -> Said | None:
        """The words that are given for a field, or those that were read where nothing is given."""
        return self._words(given, name, f"{name}_") if name in given else read

    def _read_victim(self, words: Said) -> Victim:
        """Read the described victim as the extraction would; where it has no rules, keep the words alone."""
        name = language_of(words.words)
        if name == "ar":
            read = arabic.read_victim(self.text, words.start, words.end)
            return read if read.count_as_said else VictimReader.counted_in(read, words)
        if name not in LANGUAGES:
            return VictimReader.counted_in(Victim(words), words)
        s = parse(tokens(self.text, words.start, words.end), Tagger(lexicon(name)))
        first = next((at for at, chunk in enumerate(s.chunks) if chunk.kind == NP), None)
        if first is None:
            return Victim(words)
        found = VictimReader(self.text, self.people).read(s, group(s, first, len(s.chunks))[:1])
        return replace(
            found[0], description=words, kin_of_inferred_by=None if found[0].kin_of is None else "person"
        )

    def _counted(self, given: Given, victim: Victim) -> Victim:
        words = self._words(given, "count_as_said", "count_")
        if words is None:
            return victim
        read = self._read_victim(words)
        return replace(
            victim,
            count_low=read.count_low,
            count_best=read.count_best,
            count_high=read.count_high,
            basis=read.basis,
            count_convention=read.count_convention,
            count_as_said=words,
        )

    def _aged(self, given: Given, victim: Victim) -> Victim:
        words = self._words(given, "age_as_said", "age_")
        if words is not None:
            read = VictimReader.age_in(words.words)
            if read is None:
                raise QuoteRejected(
                    "no age is said there", where=f"“{words.words}”", remedy="point to the age"
                )
            victim = replace(victim, age=read, age_as_said=words)
        words = self._words(given, "sex_as_said", "sex_")
        if words is not None:
            arabic_words = language_of(words.words) == "ar"
            sex = (
                arabic.sex_in(words.words)
                if arabic_words
                else VictimReader.sex_in(words.words, lexicon("en"))
            )
            if sex is None:
                raise QuoteRejected(
                    "no sex is said there", where=f"“{words.words}”", remedy="point to the word"
                )
            victim = replace(victim, sex=sex, sex_as_said=words)
        return victim

    def _perpetrator(self, given: Given) -> Perpetrator:
        words = self._words(given, "as_said", "")
        if words is None:
            raise QuoteRejected("a perpetrator has no words", remedy="point to who is said to have done it")
        return Perpetrator(words, self._words(given, "antecedent", "antecedent_"), given.get("inferred_by"))

    def _place(self, given: Given) -> Place:
        words = self._words(given, "as_said", "")
        if words is None:
            raise QuoteRejected("a place has no words", remedy="point to its name")
        stated = self._words(given, "admin1_as_said", "admin1_")
        reader = PlaceReader(self.text, self.people, self.gazetteer)
        return reader.place((words.start, words.end), (stated.start, stated.end) if stated else None, ())

    def _date(self, given: Given) -> When:
        words = self._words(given, "as_said", "")
        if words is None:
            return When()
        mention = next(iter(find_dates(words.words, published=self.published)), None)
        if mention is None:
            return When(words, precision="unknown")
        return replace(when(self.text, mention, words.start), as_said=words)

    def _source(self, given: Given) -> ClaimSource:
        chain = tuple(str(one) for one in given.get("chain") or ())
        spans = given.get("chain_spans") or [None] * len(chain)
        for words, span in zip(chain, spans, strict=True):
            if span is not None:
                check(self.text, int(span[0]), int(span[1]), words)
        return ClaimSource(
            type=_of(given, "type", TYPES, "unnamed"),
            type_as_said=self._words(given, "type_as_said", "type_"),
            type_inferred_by=given.get("type_inferred_by"),
            who=self._words(given, "who", "who_"),
            who_inferred_by=given.get("who_inferred_by"),
            as_said=self._words(given, "as_said", ""),
            chain=chain,
            chain_spans=tuple(None if span is None else (int(span[0]), int(span[1])) for span in spans),
            chain_inferred_by=given.get("chain_inferred_by") or ("person" if None in spans else None),
        )


def _of(given: Given, name: str, allowed: tuple[Any, ...], default: str | None) -> Any:
    value = given.get(name, default)
    if value not in allowed or (value is None and default is None and name == "event_type"):
        choices = ", ".join(str(one) for one in allowed if one)
        raise JudgementRefused(f"{name} is {value!r}", where="claim", remedy=f"use one of: {choices}")
    return value
