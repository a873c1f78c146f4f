"""Who a phrase names as a source: the words, the fullest name, and of what type the source is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, Parsed
from sijil.extraction.groups import Phrase
from sijil.extraction.lexicon import Lexicon
from sijil.extraction.people import Mention, People
from sijil.extraction.referents import kinds_of

TYPES = ("witness", "hearsay", "organisation", "video", "official", "narrative", "unnamed")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a place in the text: `text[start:end] == said`."""

    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it. `who` is the fullest name of the one that `as_said` stands for.

    `inferred_by` names the rule when the words do not say it themselves (a pronoun, a quotation without
    a speaker); `medium` is to whom it was said, when that is a medium.
    """

    type: str
    who: Named | None = None
    as_said: Named | None = None
    inferred_by: str = ""
    medium: Named | None = None
    sex: str = ""
    person: bool = False


@dataclass(slots=True)
class Focus:
    """Whom "he", "she", "it" and "the group" stand for at a point of the text: the last ones spoken of."""

    persons: list[Source] = field(default_factory=list)
    bodies: list[Source] = field(default_factory=list)

    def saw(self, source: Source) -> None:
        """Note a source as the latest of its kind."""
        if source.who is None:
            return
        impersonal = source.type in ("organisation", "official") and not source.person
        if not impersonal or source.sex:
            self.persons.append(source)
        if impersonal:
            self.bodies.append(source)
        del self.persons[:-6], self.bodies[:-6]

    def person(self, sex: str) -> Source | None:
        """The last person spoken of who may be of this sex; one whose sex was not said may be of either."""
        for source in reversed(self.persons):
            if not (sex and source.sex and source.sex != sex):
                return source
        return None

    def organisation(self) -> Source | None:
        """The last organisation spoken of, offices of the state apart."""
        return next((one for one in reversed(self.bodies) if one.type == "organisation"), None)

    def body(self) -> Source | None:
        """The last organisation or office spoken of."""
        return self.bodies[-1] if self.bodies else None


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads noun phrases as sources."""

    text: str
    lexicon: Lexicon
    people: People
    short: Mapping[str, Named] = field(default_factory=dict)
    """The full name of each short one ("DWN") that the document introduces."""

    def read(self, s: Parsed, phrase: Phrase, focus: Focus) -> Source | None:
        """The source that the phrase names, or nothing when a pronoun has no one to stand for."""
        chunk = s.chunks[phrase.chunk]
        low, said = s.low(chunk), self._said(s, phrase)
        if s.tags[chunk.head].kind == t.PRON or low in self.lexicon["pronouns"]:
            return self._pronoun(low, said, focus)
        before = self._refers_back(s, phrase, focus)
        if before is not None:
            return self._stand_in(before, said, "en.source.last_organisation")
        body = self.short.get(s.words[chunk.head].text) if s.tags[chunk.head].kind == t.NAME else None
        if body is not None:
            return Source(self._type_of_body(body), body, said, "en.source.short_name")
        name = self._person(s, phrase)
        words = self._words(s, phrase)
        if name is not None:
            full = self.people.fullest(name)
            named = Named(full.name, full.start, full.end)
            return Source(self._type_of_person(words), named, said, sex=self.sex(words, name), person=True)
        if not self._can_speak(s, phrase, words):
            return None
        speaks_for = any(word in self.lexicon["types.spokespeople"] for word in words)
        named = self._named_beside(s, phrase) or said
        return Source(self._type(s, phrase, words), named, said, sex=self.sex(words, None), person=speaks_for)

    def _named_beside(self, s: Parsed, phrase: Phrase) -> Named | None:
        """ "Shoreline Watch" in "a monitor, Shoreline Watch, said": the name in the apposition."""
        if s.tags[s.chunks[phrase.chunk].head].kind == t.NAME:
            return None
        for one in phrase.appositions:
            chunk = s.chunks[one]
            if s.tags[chunk.head].kind == t.NAME:
                start, end = s.span(chunk.first, chunk.last)
                return Named(self.text[start:end], start, end)
        return None

    def _type_of_body(self, full: Named) -> str:
        """An office of the state if its name says so and nothing in it says otherwise; else an organisation."""
        words = full.said.casefold().split()
        independent = "for" in words or not self.lexicon["types.strong_organisations"].isdisjoint(words)
        official = self.lexicon["thing.official_body"] | self.lexicon["types.official_roles"]
        return "organisation" if independent or official.isdisjoint(words) else "official"

    def _can_speak(self, s: Parsed, phrase: Phrase, words: list[str]) -> bool:
        """People, bodies, statements and footage speak; a law or a memory does not."""
        chunk = s.chunks[phrase.chunk]
        kinds = kinds_of(s, phrase) | self.lexicon.kinds_of(s.low(chunk))
        if phrase.of and s.low(chunk) in self.lexicon["roles.of_a_body"]:
            return True
        speaking = {
            "person",
            "official_body",
            "organisation",
            "statement",
            "footage",
            "unnamed",
            "armed_body",
            "name",
        }
        return bool(kinds & speaking) or any(
            word in self.lexicon["types.strong_organisations"] for word in words
        )

    def sex(self, words: list[str], name: Mention | None) -> str:
        """What the words say of someone's sex: nothing is read from the name itself."""
        titles = set(name.title.split()) if name else set()
        for sex in ("male", "female"):
            if titles & self.lexicon[f"{sex}_titles"] or any(
                sex in self.lexicon.kinds_of(word) for word in words
            ):
                return sex
        return ""

    def _pronoun(self, low: str, said: Named, focus: Focus) -> Source | None:
        if low == "it":
            return self._stand_in(focus.body(), said, "en.source.last_organisation")
        if low in ("he", "she"):
            sex = "male" if low == "he" else "female"
            found = focus.person(sex)
            stood = self._stand_in(found, said, "en.source.last_speaker")
            return replace(stood, sex=sex) if stood else Source("unnamed", said, said, sex=sex)
        if low in self.lexicon["speaker_singular"] | self.lexicon["speaker_plural"]:
            return None
        return Source("unnamed", said, said)

    def _stand_in(self, source: Source | None, said: Named, rule: str) -> Source | None:
        if source is None:
            return None
        return Source(source.type, source.who, said, rule, sex=source.sex, person=source.person)

    def _refers_back(self, s: Parsed, phrase: Phrase, focus: Focus) -> Source | None:
        """ "The group" is the organisation spoken of last; "the union" only if that is called a union."""
        chunk = s.chunks[phrase.chunk]
        short = chunk.last - chunk.first == 1 and not phrase.of and not phrase.appositions
        if not short or s.words[chunk.first].low != "the":
            return None
        last = focus.organisation()
        if last is None or last.who is None:
            return None
        named = s.low(chunk) in last.who.said.casefold().split()
        return last if named or s.low(chunk) in self.lexicon["phrases.generic_organisation"] else None

    def _said(self, s: Parsed, phrase: Phrase) -> Named:
        chunk = s.chunks[phrase.chunk]
        last = self._name_end(s, phrase)
        first = chunk.first
        while first < chunk.last and s.tags[first].kind in (t.ADJ,) and s.words[first].text[0].isdigit():
            first += 1
        named = s.tags[chunk.head].kind == t.NAME
        if named and s.words[first].low == "the" and first < chunk.head:
            first += 1
        start, end = s.span(first, last)
        return Named(self.text[start:end], start, end)

    def _name_end(self, s: Parsed, phrase: Phrase) -> int:
        """The last token of a name that goes on: "the Observatory for Human Rights"."""
        at = phrase.chunk
        last = s.chunks[phrase.of[-1] if phrase.of else at].last
        while (
            s.kind(at + 1) == t.PREP
            and s.said(at + 1) in ("for", "of", "on")
            and s.kind(at + 2) == NP
            and s.words[s.chunks[at + 2].last].capital
            and s.tags[s.chunks[at].head].kind == t.NAME
        ):
            at += 2
            last = max(last, s.chunks[at].last)
        return last

    def _person(self, s: Parsed, phrase: Phrase) -> Mention | None:
        for chunk in (phrase.chunk, *phrase.appositions):
            start, end = s.span(s.chunks[chunk].first, s.chunks[chunk].last)
            found = self.people.within(start, end)
            if found:
                return found[-1]
        return self._given_name(s, phrase)

    def _given_name(self, s: Parsed, phrase: Phrase) -> Mention | None:
        """A single name is a person when a noun for people stands beside it: "his wife, Adela"."""
        chunks = [s.chunks[one] for one in (phrase.chunk, *phrase.appositions)]
        described = any("person" in self.lexicon.kinds_of(s.low(chunk)) for chunk in chunks)
        for chunk in chunks:
            words = s.words[chunk.first : chunk.last + 1]
            if (
                len(words) == 1
                and s.tags[chunk.head].kind == t.NAME
                and (described or self._spoke(words[0].text))
            ):
                return Mention(words[0].text, words[0].start, words[0].end)
        return None

    def _spoke(self, name: str) -> bool:
        return any(name.casefold() in mention.words for mention in self.people.mentions)

    def _words(self, s: Parsed, phrase: Phrase) -> list[str]:
        """The words that describe the source, with those of its appositions and of its "of"."""
        found = []
        for one in (phrase.chunk, *phrase.of, *phrase.appositions):
            chunk = s.chunks[one]
            found += [word.low for word in s.words[chunk.first : chunk.last + 1]]
        return found

    def _type_of_person(self, words: list[str]) -> str:
        lows = {self.lexicon.singular(word) for word in words} | set(words)
        if lows & self.lexicon["types.armed_groups"]:
            return "organisation"
        if lows & (self.lexicon["types.official_roles"]):
            return "official"
        return "organisation" if lows & self.lexicon["types.spokespeople"] else "witness"

    def _type(self, s: Parsed, phrase: Phrase, words: list[str]) -> str:
        head = s.low(s.chunks[phrase.chunk])
        lows = {self.lexicon.singular(word) for word in words} | set(words)
        if head in self.lexicon["thing.footage"]:
            return "video"
        if head in ("witness", "witnesses", "eyewitness", "eyewitnesses", "survivor", "survivors"):
            return "witness"
        kinds = self.lexicon.kinds_of(head)
        if "organisation" in kinds and s.said(phrase.chunk + 1) == "for":
            # "The Committee for the Detained": who works for somebody is no office of the state.
            return "organisation"
        if lows & self.lexicon["types.strong_organisations"]:
            return "organisation"
        if lows & self.lexicon["types.armed_groups"]:
            return "organisation"
        if "official_body" in kinds or lows & self.lexicon["types.official_roles"]:
            return "official"
        if "organisation" in kinds or "statement" in kinds:
            return "official" if lows & self.lexicon["thing.official_body"] else "organisation"
        if s.tags[s.chunks[phrase.chunk].head].kind == t.NAME:
            return "organisation" if len(words) > 1 else "unnamed"
        return "unnamed"
