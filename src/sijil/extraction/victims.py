"""Victims: from a noun phrase to name, number, age, sex, kin and status, each with its own words.

Nothing is concluded from a name. Sex, age and status stand only where a word says them; sect and
ethnicity have no field and stay in the description as it was said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sijil.extraction import tags as t
from sijil.extraction.chunks import Parsed
from sijil.extraction.claim import Said, Victim, said
from sijil.extraction.groups import Phrase
from sijil.extraction.lexicon import Lexicon
from sijil.extraction.people import People
from sijil.extraction.referents import head_of, kinds_of
from sijil.numbers import Count, convention, find_counts, read_number


@dataclass(frozen=True, slots=True)
class VictimReader:
    """Reads phrases of one document as victims."""

    text: str
    people: People

    def read(
        self, s: Parsed, phrases: list[Phrase], number: Phrase | None = None, counted: bool = True
    ) -> list[Victim]:
        """One victim entry for each phrase of the list. `counted` is False where nobody was (a denial)."""
        found: list[Victim] = []
        phrases = list(_shared_numbers(s, phrases))
        for index, phrase in enumerate(phrases):
            victim = self._one(s, phrase)
            if counted:
                victim = self._count(s, number or phrase, phrase, victim)
            found.append(self._kin(s, phrases, index, victim, found))
        return found

    def _one(self, s: Parsed, phrase: Phrase) -> Victim:
        start, end = s.span(s.chunks[phrase.chunk].first, phrase.last)
        victim = Victim(said(self.text, start, end))
        tokens = self._own_tokens(s, phrase)
        age = self._age(s, phrase, tokens)
        sex = self._sex(s, tokens) if self._one_sex(s, phrase, tokens) else None
        return replace(
            victim,
            name=self._name(s, phrase),
            age=age[0] if age else None,
            age_as_said=age[1] if age else None,
            sex=sex[0] if sex else None,
            sex_as_said=sex[1] if sex else None,
            civilian_status=self._status(s, phrase, tokens),
        )

    @staticmethod
    def counted_in(victim: Victim, words: Said) -> Victim:
        """The victim with the number that the words state, in any language whose numbers are known."""
        count = _first_count(words.words)
        if count is None:
            return victim
        start = words.start + count.start
        return _with_count(victim, count, Said(count.as_said, start, start + len(count.as_said)))

    @staticmethod
    def age_in(words: str) -> int | None:
        """The age that a few words say: "86-year-old", "aged 34", "15"."""
        for word in re.findall(r"\w+", words):
            value = read_number(word)
            if value is not None and 0 <= value <= 120:
                return value
        return None

    @staticmethod
    def sex_in(words: str, lexicon: Lexicon) -> str | None:
        """The sex that one of the words says."""
        for word in re.findall(r"[\w-]+", words.casefold()):
            for sex in ("male", "female"):
                titles = lexicon["courtesy"] & lexicon[f"{sex}_titles"]
                if sex in lexicon.kinds_of(word) or word in lexicon[f"{sex}_pronouns"] | titles | {sex}:
                    return sex
        return None

    def _one_sex(self, s: Parsed, phrase: Phrase, tokens: list[int]) -> bool:
        """Not of "men and women", nor of "men and children"."""
        first = self._sex(s, tokens)
        others = [self._sex(s, [s.chunks[one].head]) for one in phrase.also]
        return all(first and one and one[0] == first[0] for one in others)

    def _own_tokens(self, s: Parsed, phrase: Phrase) -> list[int]:
        """The tokens that describe the victim: not those of an owner ("the shrine's guards")."""
        found: list[int] = []
        for one in (phrase.chunk, *phrase.appositions):
            chunk = s.chunks[one]
            first = chunk.first
            for at in range(chunk.first, min(chunk.last, phrase.last) + 1):
                if s.tags[at].kind == t.OWNER and at < chunk.head:
                    first = at + 1
            found += range(first, min(chunk.last, phrase.last) + 1)
        if phrase.of and s.low(s.chunks[phrase.chunk]) in s.lexicon["partitives"]:
            inner = s.chunks[phrase.of[0]]
            found += range(inner.first, inner.last + 1)
        return found

    # -- names

    def _name(self, s: Parsed, phrase: Phrase) -> Said | None:
        for one in (phrase.chunk, *phrase.appositions):
            chunk = s.chunks[one]
            head = head_of(s, phrase) if one == phrase.chunk else chunk.head
            if s.tags[head].kind != t.NAME:
                continue
            start, end = s.span(chunk.first, head)
            known = self.people.within(start, end)
            if known:
                return said(self.text, known[-1].start, known[-1].end)
            run = self._single(s, chunk.first, head)
            if run is not None:
                return said(self.text, *s.span(*run))
        return None

    def _single(self, s: Parsed, first: int, head: int) -> tuple[int, int] | None:
        """A name that is not otherwise known to be one: capitals at the end of the phrase."""
        start = head
        while (
            start > first
            and s.tags[start - 1].kind == t.NAME
            and s.words[start - 1].low not in s.lexicon["titles"]
        ):
            start -= 1
        low = s.words[head].low
        people = low.endswith(tuple(s.lexicon["peoples_endings"])) and len(low) > 4
        article = s.words[first].low in ("the", "a", "an", "these", "those", "all", "many", "some")
        other = s.lexicon["organisations"] | s.lexicon["places_after"]
        return (
            None
            if people or article or low in other or low in s.lexicon["months_and_days"]
            else (start, head)
        )

    # -- numbers

    def _count(self, s: Parsed, number: Phrase, phrase: Phrase, victim: Victim) -> Victim:
        start, end = s.span(s.chunks[number.chunk].first, self._counted_to(s, number))
        stated = _first_count(self.text[start:end]) if self._has_number(s, number) else None
        if stated is not None:
            return _with_count(victim, stated, said(self.text, start + stated.start, start + stated.end))
        if number is not phrase:
            return victim
        return self._uncounted(s, phrase, victim, self.text[start:end], start)

    def _counted_to(self, s: Parsed, phrase: Phrase) -> int:
        """The last token that a number may stand in: of "dozens of houses" both nouns, else the first."""
        chunk = s.chunks[phrase.chunk]
        partitive = phrase.of and s.low(chunk) in s.lexicon["partitives"]
        return min(phrase.last, s.chunks[phrase.of[0]].last if partitive else chunk.last)

    def _has_number(self, s: Parsed, phrase: Phrase) -> bool:
        chunk = s.chunks[phrase.chunk]
        last = self._counted_to(s, phrase)
        return any(s.tags[at].kind in (t.NUM, t.QUANT) for at in range(chunk.first, last + 1))

    def _uncounted(self, s: Parsed, phrase: Phrase, victim: Victim, words: str, start: int) -> Victim:
        head = head_of(s, phrase)
        low, kind = s.words[head].low, s.tags[head].kind
        if victim.name is not None or self._is_one(s, phrase):
            return _with_one(victim, victim.name or said(self.text, start, start + len(words)))
        if kind == t.NAME or low in ("us", "we", "they", "them", "you", "ourselves", "themselves"):
            return victim
        supposed = _convention(words)
        if supposed is not None:
            return _with_count(
                victim, supposed, said(self.text, start + supposed.start, start + supposed.end)
            )
        several = _convention("people") if kind == t.NOUN and s.lexicon.plural(low) else None
        return (
            victim if several is None else _with_count(victim, several, said(self.text, *s.span(head, head)))
        )

    def _is_one(self, s: Parsed, phrase: Phrase) -> bool:
        """Is it one person: "a man", "my brother", "him"?"""
        chunk, head = s.chunks[phrase.chunk], head_of(s, phrase)
        low, kind = s.words[head].low, s.tags[head].kind
        if kind in (t.PRON, t.POSS) or low in s.lexicon["pronouns"]:
            singular = (
                s.lexicon["speaker_singular"] | s.lexicon["male_pronouns"] | s.lexicon["female_pronouns"]
            )
            return low in singular or low in ("someone", "somebody")
        kinds = kinds_of(s, phrase)
        several = bool(kinds & {"group", "armed_body"}) or s.lexicon.plural(low)
        vague = low in s.lexicon["partitives"] or s.words[chunk.first].low in (
            "any",
            "no",
            "every",
            "each",
            "many",
            "some",
        )
        return kind == t.NOUN and "person" in kinds and not several and not vague

    # -- age, sex, status

    def _age(self, s: Parsed, phrase: Phrase, tokens: list[int]) -> tuple[int, Said] | None:
        for at in tokens:
            if s.words[at].low.endswith(("year-old", "years-old", "year-olds")):
                return self._read_age(s, at, at, s.words[at].low.split("-")[0])
            if s.words[at].low == "aged" and at + 1 < len(s.words):
                return self._read_age(s, at, at + 1, s.words[at + 1].low)
        for one in phrase.appositions:
            chunk = s.chunks[one]
            if chunk.first == chunk.last and s.tags[chunk.first].kind == t.NUM:
                return self._read_age(s, chunk.first, chunk.first, s.words[chunk.first].low)
        return self._age_after(s, phrase)

    def _age_after(self, s: Parsed, phrase: Phrase) -> tuple[int, Said] | None:
        """ "A girl of four", "Piet, who was 15"."""
        chunk = s.chunks[phrase.chunk]
        partitive = s.low(chunk) in s.lexicon["partitives"]
        for one in phrase.of if not partitive else []:
            inner = s.chunks[one]
            if inner.first == inner.last and s.tags[inner.first].kind == t.NUM:
                return self._read_age(s, inner.first, inner.first, s.words[inner.first].low)
        at = phrase.last + 1
        words = [word.low for word in s.words[at : at + 4]]
        for relative in ([",", "who", "was"], [",", "who", "is"], ["who", "was"]):
            number = at + len(relative)
            if words[: len(relative)] == relative and number < len(s.words) and s.tags[number].kind == t.NUM:
                return self._read_age(s, number, number, s.words[number].low)
        return None

    def _read_age(self, s: Parsed, first: int, last: int, word: str) -> tuple[int, Said] | None:
        value = read_number(word)
        if value is None or not 0 <= value <= 120:
            return None
        return value, said(self.text, *s.span(first, last))

    def _sex(self, s: Parsed, tokens: list[int]) -> tuple[str, Said] | None:
        for at in tokens:
            low = s.words[at].low
            for sex in ("male", "female"):
                word = s.tags[at].kind in (t.NOUN, t.ADJ) and (sex in s.lexicon.kinds_of(low) or low == sex)
                title = low in s.lexicon["courtesy"] and low in s.lexicon[f"{sex}_titles"]
                pronoun = low in s.lexicon[f"{sex}_pronouns"] and s.tags[at].kind == t.PRON
                if word or title or pronoun:
                    return sex, said(self.text, *s.span(at, at))
        return None

    def _status(self, s: Parsed, phrase: Phrase, tokens: list[int]) -> Said | None:
        for at in tokens:
            if s.words[at].low in s.lexicon["status.words"] and s.tags[at].kind in (t.NOUN, t.ADJ):
                return said(self.text, *s.span(at, at))
        return None

    # -- kin

    def _kin(
        self, s: Parsed, phrases: list[Phrase], index: int, victim: Victim, before: list[Victim]
    ) -> Victim:
        kin = self._kin_word(s, phrases[index])
        if kin is None:
            return victim
        victim = replace(victim, kin=said(self.text, *s.span(kin, kin)))
        owner = self._owner(s, phrases[index])
        if owner is None and index and phrases[index - 1].last < kin and before[-1].kin is not None:
            # "My uncle and aunt": the second shares the first one's "my".
            return replace(victim, kin_of=before[-1].kin_of, kin_of_inferred_by=before[-1].kin_of_inferred_by)
        return self._kin_of(s, phrases[index], owner, victim, before)

    def _kin_word(self, s: Parsed, phrase: Phrase) -> int | None:
        for one in (phrase.chunk, *phrase.appositions):
            chunk = s.chunks[one]
            owned = any(s.tags[at].kind in (t.POSS, t.OWNER) for at in range(chunk.first, chunk.last + 1))
            for at in range(chunk.first, min(chunk.last, phrase.last) + 1):
                follows_owner = not any(s.tags[later].kind == t.OWNER for later in range(at, chunk.head))
                related = owned or phrase.of or one == phrase.chunk
                if (
                    s.tags[at].kind == t.NOUN
                    and "kin" in s.lexicon.kinds_of(s.words[at].low)
                    and follows_owner
                    and related
                ):
                    plain = s.words[at].low in (
                        "child",
                        "children",
                        "baby",
                        "infant",
                        "kid",
                        "kids",
                        "babies",
                        "infants",
                    )
                    return None if plain and not owned else at
        return None

    def _owner(self, s: Parsed, phrase: Phrase) -> tuple[int, int] | None:
        """The tokens that say whose relative it is: "my", "Mr Renn" in "Mr Renn's son", "of Ada Renn"."""
        for one in (phrase.chunk, *phrase.appositions):
            chunk = s.chunks[one]
            for at in range(chunk.first, chunk.head + 1):
                if s.tags[at].kind == t.POSS:
                    return at, at
                if s.tags[at].kind == t.OWNER:
                    return chunk.first, at - 1
        for one in phrase.of:
            if s.tags[s.chunks[one].head].kind == t.NAME:
                return s.chunks[one].first, s.chunks[one].last
        return None

    def _kin_of(
        self, s: Parsed, phrase: Phrase, owner: tuple[int, int] | None, victim: Victim, before: list[Victim]
    ) -> Victim:
        if owner is None:
            return victim
        start, end = s.span(*owner)
        known = self.people.within(start, end)
        if known:
            return replace(victim, kin_of=said(self.text, known[-1].start, known[-1].end))
        low = s.words[owner[0]].low
        if low in ("his", "her", "their"):
            named = next((one.name for one in reversed(before) if one.name is not None), None)
            named = named or self._named_before(start, s.words[0].start)
            if named is not None:
                return replace(victim, kin_of=named, kin_of_inferred_by="en.kin.last_named")
            return replace(victim, kin_of_inferred_by=f"en.kin.{low}")
        if low in ("my", "our"):
            return replace(victim, kin_of_inferred_by="en.kin.speaker")
        return victim

    def _named_before(self, start: int, sentence: int) -> Said | None:
        found = self.people.within(sentence, start)
        return said(self.text, found[-1].start, found[-1].end) if found else None


def _shared_numbers(s: Parsed, phrases: list[Phrase]) -> Iterator[Phrase]:
    """ "Thirty-one men and boys" is one group of 31; "three men and two boys" are two."""
    held: Phrase | None = None
    for phrase in phrases:
        if held is not None and _bare_plural(s, phrase) and s.kind(phrase.chunk - 1) == t.CC:
            both = [*held.also, phrase.chunk]
            held = Phrase(held.chunk, phrase.last, held.of, held.appositions, both)
            continue
        if held is not None:
            yield held
        held = phrase if _numbered_plural(s, phrase) else None
        if held is None:
            yield phrase
    if held is not None:
        yield held


def _numbered_plural(s: Parsed, phrase: Phrase) -> bool:
    chunk = s.chunks[phrase.chunk]
    numbered = any(s.tags[at].kind == t.NUM for at in range(chunk.first, chunk.head))
    plain = s.tags[chunk.head].kind == t.NOUN and not phrase.of and not phrase.appositions
    return numbered and plain and s.lexicon.plural(s.low(chunk))


def _bare_plural(s: Parsed, phrase: Phrase) -> bool:
    chunk = s.chunks[phrase.chunk]
    alone = chunk.first == chunk.last and not phrase.of and not phrase.appositions
    return alone and s.tags[chunk.head].kind == t.NOUN and s.lexicon.plural(s.low(chunk))


@lru_cache(maxsize=4096)
def _first_count(words: str) -> Count | None:
    return next(iter(find_counts(words)), None)


@lru_cache(maxsize=4096)
def _convention(words: str) -> Count | None:
    return convention(words)


def _with_count(victim: Victim, count: Count, words: Said) -> Victim:
    return replace(
        victim,
        count_low=count.low,
        count_best=count.best,
        count_high=count.high,
        count_as_said=words,
        basis=count.basis,
        count_convention=count.convention,
    )


def _with_one(victim: Victim, words: Said) -> Victim:
    return replace(victim, count_low=1, count_best=1, count_high=1, count_as_said=words, basis="stated")
