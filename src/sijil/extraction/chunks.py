"""Noun phrases and verb groups: the pieces that a clause is made of.

A sentence becomes a row of chunks. Noun phrases (`NP`) end at their head noun; what follows with "of"
is a chunk of its own. Verb groups (`VG`) hold the auxiliaries, negation and the main verb, and know
their voice. Everything else is a chunk of one word, named by its tag.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sijil.extraction import tags as t
from sijil.extraction.lexicon import Lexicon, lexicon
from sijil.extraction.tagger import Tagger
from sijil.extraction.tags import Tag
from sijil.extraction.tokens import Token

NP, VG, DATE, ADJP = "NP", "VG", "DATE", "ADJP"


@dataclass(slots=True)
class Chunk:
    """Tokens `first` to `last`, both included; `head` is the token that says what it is.

    The other fields are of verb groups: the main verb's base and form, and what the auxiliaries say.
    `bare` is a past form with no auxiliary, which may be a participle ("a family killed in the raid").
    """

    kind: str
    first: int
    last: int
    head: int
    base: str = ""
    form: str = ""
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    modal: str = ""
    infinitive: bool = False
    finite: bool = False
    bare: bool = False


@dataclass(slots=True)
class Parsed:
    """A sentence (or a part of one) as tokens, tags and chunks.

    `it` is what the pronoun may stand for from the sentence before, `told` the type of the event with people last
    told in the paragraph, `tolls` those of numbers of people told in it or in the one before.
    """

    words: list[Token]
    tags: list[Tag]
    chunks: list[Chunk]
    lexicon: Lexicon
    owner: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    it: frozenset[str] = frozenset()
    told: str = ""
    tolls: frozenset[str] = frozenset()

    def low(self, chunk: Chunk) -> str:
        """The lower-case word that heads the chunk."""
        return self.words[chunk.head].low

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets of tokens `first` to `last`."""
        return self.words[first].start, self.words[last].end

    def chunk_of(self, token: int) -> int:
        """The index of the chunk that holds a token."""
        return self.owner[token]

    def kind(self, index: int) -> str:
        """The kind of the chunk at `index`, or nothing outside the sentence."""
        return self.chunks[index].kind if 0 <= index < len(self.chunks) else ""

    def said(self, index: int) -> str:
        """The lower-case words of a chunk, or nothing outside the sentence."""
        if not 0 <= index < len(self.chunks):
            return ""
        chunk = self.chunks[index]
        return " ".join(word.low for word in self.words[chunk.first : chunk.last + 1])

    def token_at(self, offset: int) -> int:
        """The token that holds the character at `offset`, or the one after it."""
        index = bisect_right(self.words, offset, key=lambda word: word.end)
        return min(index, len(self.words) - 1)

    def find(self, phrase: str, first: int, last: int) -> int:
        """Where the words of `phrase` begin among tokens `first` to `last`, or -1."""
        wanted = phrase.split()
        places = self.places.get(wanted[0])
        if places is None:
            return -1
        for at in places:
            end = at + len(wanted)
            if at >= first and end <= last + 1 and [word.low for word in self.words[at:end]] == wanted:
                return at
        return -1


def parse(words: list[Token], tagger: Tagger) -> Parsed:
    """Tag the tokens of one sentence and cut them into chunks."""
    tags = tagger.tag(words)
    chunks = list(_Chunker(words, tags, tagger.lexicon).run())
    owner = [index for index, chunk in enumerate(chunks) for _ in range(chunk.first, chunk.last + 1)]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.low, []).append(at)
    return Parsed(words, tags, chunks, tagger.lexicon, owner, places)


_PHRASE_STARTS = frozenset({t.DET, t.NEGDET, t.QUANT, t.POSS, t.PRON, t.NUM, t.ADJ, t.NOUN, t.NAME})
_BEFORE_NUMBER = frozenset({"", t.DET, t.POSS, t.NEGDET, t.QUANT, t.NUM, t.OWNER, t.PREP, t.ADV, t.SUB, t.CC})
_VERBAL = frozenset({t.BE, t.HAVE, t.DO, t.MODAL, t.VERB})


@cache
def _openers(language: str) -> dict[str, list[tuple[str, ...]]]:
    """What is said before a number ("at least"), by its first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon(language).phrases["number_openers"]:
        found.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    return found


class _Chunker:
    def __init__(self, words: list[Token], tags: list[Tag], lexicon: Lexicon) -> None:
        self.words, self.tags, self.lexicon = words, tags, lexicon
        self.openers = _openers(lexicon.language)

    def run(self) -> Iterator[Chunk]:
        at = 0
        while at < len(self.words):
            chunk = self._date(at) or self._noun_phrase(at) or self._verb_group(at)
            chunk = chunk or Chunk(self.tags[at].kind, at, at, at)
            yield chunk
            at = chunk.last + 1

    def _kind(self, at: int) -> str:
        return self.tags[at].kind if at < len(self.tags) else ""

    # -- dates, so that "In April masked men" is not one phrase

    def _date(self, at: int) -> Chunk | None:
        if self._clock(at):
            return Chunk(DATE, at, at + 1, at + 1)
        end = at
        while end < len(self.words) and (self._calendar(end) or (end > at and self._day_or_year(end))):
            end += 1
        if end == at and self._day_number(at):
            end = at + 2
            while end < len(self.words) and self._kind(end) == t.NUM and len(self.words[end].text) == 4:
                end += 1
        return Chunk(DATE, at, end - 1, end - 1) if end > at else None

    def _clock(self, at: int) -> bool:
        """ "1 am", "four o'clock"."""
        following = self.words[at + 1].low if at + 1 < len(self.words) else ""
        return self._kind(at) == t.NUM and following in ("am", "pm", "a.m", "p.m", "o'clock")

    def _calendar(self, at: int) -> bool:
        return self._kind(at) == t.NAME and self.words[at].low in self.lexicon["months_and_days"]

    def _day_or_year(self, at: int) -> bool:
        """The figure of "March 6" and "May 2023", not that of "on Tuesday two men" or "in March 12 people"."""
        if self._kind(at) != t.NUM or not self.words[at].text[0].isdigit():
            return False
        return self._kind(at + 1) not in (t.NOUN, t.ADJ, t.NAME) or self._calendar(at + 1)

    def _day_number(self, at: int) -> bool:
        return self._kind(at) == t.NUM and at + 1 < len(self.words) and self._calendar(at + 1)

    # -- noun phrases

    def _noun_phrase(self, at: int) -> Chunk | None:
        start = at
        begin = end = at + self._opener(at)
        while end < len(self.words) and self._joins(begin, end):
            end += 2 if self._dotted_title(end) else 1
        if end == start or not any(self._kind(one) in _PHRASE_STARTS for one in range(start, end)):
            return None
        head = self._head(start, end)
        kinds = {self._kind(one) for one in range(start, end)}
        plain = self._kind(head) == t.NOUN and end - start <= 4 and t.OWNER not in kinds
        opened = self.words[start].low in self.lexicon["time_openers"]
        if plain and opened and self.words[head].low in self.lexicon["times"]:
            return Chunk(DATE, start, end - 1, head)
        return Chunk(ADJP if kinds <= {t.ADJ} else NP, start, end - 1, head)

    def _opener(self, at: int) -> int:
        """How many words are said before a number ("at least") at this place."""
        for phrase in self.openers.get(self.words[at].low, ()):
            after = at + len(phrase)
            said = tuple(word.low for word in self.words[at:after]) == phrase
            if said and self._numeral(after) and not self._clock(after):
                return len(phrase)
        return 0

    def _numeral(self, at: int) -> bool:
        """ "Twelve", "dozens", "a dozen", "a hundred"."""
        if at + 1 < len(self.words) and self.words[at].low in ("a", "the"):
            return self._kind(at + 1) == t.NUM
        return self._kind(at) in (t.NUM, t.QUANT)

    def _joins(self, start: int, at: int) -> bool:
        kind, before = self._kind(at), self._kind(at - 1) if at > start else ""
        if at > start and self._calendar(at):
            return False
        if kind == t.OWNER:
            return before in (t.NOUN, t.NAME, t.NUM, t.PRON)
        if kind == t.PRON:
            return at == start or (before in (t.QUANT, t.NUM) and self.words[at].low in ("others", "ones"))
        if kind in (t.DET, t.POSS, t.NEGDET):
            return at == start or (before == t.QUANT and self.words[at - 1].low in ("all", "both", "half"))
        if kind in (t.NUM, t.QUANT):
            return before in _BEFORE_NUMBER or (before == t.ADJ and self._number_after_adjective(start))
        if kind == t.CC:
            return self._inner_and(start, at)
        if kind == t.ADJ and before == t.NOUN:
            # "A volunteer civil defence group"; but "gave the men new weapons" are two phrases.
            article = self.words[start].low in ("a", "an") and not self.lexicon.plural(self.words[at - 1].low)
            return article and self._noun_after(at)
        if kind == t.ADJ:
            return before not in (t.NOUN, t.PRON) and (before != t.NAME or self._noun_after(at))
        return kind in (t.NOUN, t.NAME) and before != t.PRON

    def _number_after_adjective(self, start: int) -> bool:
        """ "The last two", "aged 7"; but "shot dead five fishermen" begins a new phrase."""
        return self._kind(start) in (t.DET, t.POSS, t.OWNER) or self.words[start].low == "aged"

    def _noun_after(self, at: int) -> bool:
        while self._kind(at) == t.ADJ:
            at += 1
        return self._kind(at) in (t.NOUN, t.NAME)

    def _inner_and(self, start: int, at: int) -> bool:
        """ "Syrian and foreign fighters", "between 20 and 25 monks": one phrase."""
        before, after = self._kind(at - 1) if at > start else "", self._kind(at + 1)
        if before == t.NUM and after == t.NUM:
            return start > 0 and self.words[start - 1].low == "between"
        return before == t.ADJ and after == t.ADJ and self._noun_after(at + 1)

    def _dotted_title(self, at: int) -> bool:
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        low = self.words[at].low
        short = low in self.lexicon["titles"] or (len(low) == 1 and self.words[at].capital)
        return following is not None and following.text == "." and short and self._kind(at + 2) == t.NAME

    def _head(self, start: int, end: int) -> int:
        people = self.words[end - 1].low in self.lexicon["people_adjectives"]
        if people and self._kind(end - 1) == t.ADJ and self._kind(end - 2) in (t.NUM, t.QUANT):
            return end - 1
        for kinds in ((t.NOUN, t.NAME), (t.PRON, t.NUM, t.QUANT), (t.ADJ, t.DET)):
            for at in range(end - 1, start - 1, -1):
                if self._kind(at) in kinds:
                    return at
        return end - 1

    # -- verb groups

    def _verb_group(self, at: int) -> Chunk | None:
        start = at
        if self._kind(at) in (t.TO, t.NEG):
            while self._kind(at) in (t.TO, t.NEG, t.ADV):
                at += 1
            if self._kind(at) not in _VERBAL:
                return None
        elif self._kind(at) not in _VERBAL:
            return None
        parts = []
        while at < len(self.words):
            if self._kind(at) in _VERBAL:
                parts.append(at)
                if self._kind(at) == t.VERB and not self._get_passive(at):
                    break
            elif not (self._between_verbs(at) and self._verb_ahead(at)):
                break
            at += 1
        return self._describe(start, parts)

    def _get_passive(self, at: int) -> bool:
        return (
            self.tags[at].base == "get" and self._kind(at + 1) == t.VERB and self.tags[at + 1].form != "ing"
        )

    def _between_verbs(self, at: int) -> bool:
        """ "Was never found", "was himself detained"."""
        reflexive = self._kind(at) == t.PRON and self.words[at].low.endswith(("self", "selves"))
        return reflexive or self._kind(at) in (t.ADV, t.NEG)

    def _verb_ahead(self, at: int) -> bool:
        while self._between_verbs(at):
            at += 1
        return self._kind(at) in _VERBAL

    def _describe(self, start: int, parts: list[int]) -> Chunk:
        main = parts[-1]
        last_tag = self.tags[main]
        span = range(start, main + 1)
        helpers = parts[:-1]
        group = Chunk(VG, start, main, main, base=last_tag.base or "be", form=last_tag.form)
        if last_tag.kind != t.VERB:
            group.base = {t.BE: "be", t.HAVE: "have", t.DO: "do"}.get(last_tag.kind, last_tag.kind.lower())
            group.form = "past" if self.words[main].low in ("was", "were", "had", "did") else "s"
        helper_kinds = [self._kind(one) for one in helpers]
        passive_helper = bool(helpers) and (helper_kinds[-1] == t.BE or self.tags[helpers[-1]].base == "get")
        group.passive = passive_helper and last_tag.form in ("participle", "past")
        group.progressive = bool(helpers) and helper_kinds[-1] == t.BE and last_tag.form == "ing"
        group.perfect = t.HAVE in helper_kinds
        group.negated = any(
            self._kind(one) == t.NEG or self.words[one].low in self.lexicon["negated"] for one in span
        )
        group.modal = next((self.words[one].low for one in parts if self._kind(one) == t.MODAL), "")
        group.infinitive = any(self._kind(one) == t.TO for one in span)
        participle_first = self.words[parts[0]].low in ("being", "having", "been")
        nonfinite_form = not helpers and last_tag.kind == t.VERB and last_tag.form in ("ing", "participle")
        group.finite = not (group.infinitive or participle_first or nonfinite_form)
        group.bare = not helpers and last_tag.kind == t.VERB and last_tag.form in ("past", "participle")
        return group
