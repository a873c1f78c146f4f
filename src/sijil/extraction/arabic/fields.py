"""Date, place, hedge, total and quote of an Arabic event, each from its own words."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from sijil.dates import DateMention, Interval, find_dates
from sijil.extraction.arabic.frame import Frame
from sijil.extraction.arabic.phrases import Reader
from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.speech import Scope
from sijil.extraction.arabic.tables import folded, tables
from sijil.extraction.claim import Place, Said, Victim, When, said
from sijil.extraction.people import People
from sijil.extraction.where_when import PlaceReader, when
from sijil.places import Candidate, Gazetteer

Span = tuple[int, int]


_UNTIL = re.compile("(?:حتى|حتي|لغاية|إلى|الى)\\s")


@lru_cache(maxsize=512)
def _dates(words: str, published: Interval | None) -> tuple[DateMention, ...]:
    return tuple(
        one
        for one in find_dates(words, published=published)
        if one.basis != "duration" and not _UNTIL.match(one.as_said)
    )


def long_past(s: Sentence) -> bool:
    """Is it told of a time that nobody who lives has seen?"""
    if s.phrase(tables().phrases["history"]):
        return True
    found = _dates(s.text[s.start : s.end], None)
    return any(one.interval and one.interval.latest and one.interval.latest.year < 1900 for one in found)


def date_of(s: Sentence, frame: Frame, published: Interval | None) -> When:
    """The date in the event's clause, or else the nearest of the sentence."""
    trigger, (low, high) = s.words[frame.trigger].start, _clause(s, frame)
    best: tuple[int, int, DateMention] | None = None
    for mention in _dates(s.text[s.start : s.end], published):
        start = s.start + mention.start
        rank = (int(low <= start <= high), -abs(start - trigger))
        if best is None or rank > best[:2]:
            best = (*rank, mention)
    return When() if best is None else when(s.text, best[2], s.start)


def _clause(s: Sentence, frame: Frame) -> Span:
    return s.words[frame.first].start, s.words[min(frame.last, len(s.words)) - 1].end


@dataclass
class Places:
    """The places of one document."""

    text: str
    gazetteer: Gazetteer | None
    reader: PlaceReader = field(init=False)
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.reader = PlaceReader(self.text, People(()), self.gazetteer)

    def of(self, s: Sentence, frame: Frame, near: tuple[str, ...]) -> list[Place]:
        """The places in the event's clause after it, or those that the sentence gives it."""
        mentions = self.mentions(s)
        low, high = _clause(s, frame)
        trigger = s.words[frame.trigger].start
        own = [one for one in mentions if trigger <= one[0][0] <= high]
        lead = [one for one in mentions if low <= one[0][0] < trigger]
        later = [one for one in mentions if one[0][0] > high]
        before = [one for one in mentions if one[0][0] < low]
        kept = own or lead or before[-2:] or later
        return [self.reader.place(span, stated, near) for span, stated in kept]

    def mentions(self, s: Sentence) -> list[tuple[Span, Span | None]]:
        """The place names of the sentence: those after a word for a kind of place, and the gazetteer's."""
        found: dict[Span, Span | None] = {}
        for at in range(len(s.words) - 1):
            if s.is_in(at, "kinds_of_place.words") and not s.words[at].article and not s.words[at].suffix:
                taken = self._after(s, at)
                if taken is not None:
                    stated = s.is_in(at, "kinds_of_place.admin1") or s.words[at].stem == "محافظة"
                    found[taken] = taken if stated else None
        for start, end in self._known(s):
            if not any(low < end and start < high for low, high in found):
                found[(start, end)] = None
        return sorted(found.items())

    def _after(self, s: Sentence, at: int) -> Span | None:
        following = at + 1
        word = s.words[following]
        if (
            word.mark
            or word.joined
            or word.prep
            or word.number
            or s.is_in(following, "kinds_of_place.words")
            or s.is_in(following, "prepositions")
        ):
            return None
        known = next((span for span in self._known(s) if span[0] <= word.head < span[1]), None)
        if known is not None:
            return known
        if word.known and not word.article and word.stem not in tables().lists["given"]:
            return None
        last = following
        while last + 1 < len(s.words) and last - following < 2 and self._goes_on(s, last + 1):
            last += 1
        return s.span(following, last)

    def _goes_on(self, s: Sentence, at: int) -> bool:
        word = s.words[at]
        return (
            word.kind == "word"
            and not word.joined
            and not word.prep
            and not word.known
            and at not in s.counts
            and not self._dated(s, at)
        )

    def _dated(self, s: Sentence, at: int) -> bool:
        offset = s.words[at].start - s.start
        return any(one.start <= offset < one.end for one in find_dates(s.text[s.start : s.end]))

    def _known(self, s: Sentence) -> list[Span]:
        if self.gazetteer is None:
            return []
        if s.places is None:
            found = self.gazetteer.find(s.text[s.start : s.end])
            s.places = [self._without_kind(s, s.start + one.start, s.start + one.end) for one in found]
        return s.places

    def _without_kind(self, s: Sentence, start: int, end: int) -> Span:
        """The name without the word for what it is ("بلدة كفر دولاب"), unless that belongs to it ("حارة المراكب")."""
        at = s.word_at(start)
        while s.words[at].end < end and (s.is_in(at, "kinds_of_place.words") or s.said(at) in _AROUND):
            whole = folded(s.text[start:end])
            if any(folded(one.place.name_ar or "") == whole for one in self._candidates(s.text[start:end])):
                break
            at += 1
            start = s.words[at].head
        return start, end

    def _candidates(self, name: str) -> list[Candidate]:
        return self.gazetteer.candidates(name) if self.gazetteer is not None else []


_AROUND = frozenset({"محيط", "اطراف", "قرب", "جبل", "ضواحي"})


def hedge_of(s: Sentence, frame: Frame, scopes: list[Scope]) -> tuple[str, Said | None, str | None]:
    """Value, words and rule of how sure the source is."""
    for scope in scopes:
        if scope.claimed is not None:
            return "claimed", said(s.text, *scope.claimed), "ar.hedge.claim_verb"
    for hedge in tables().hedges:
        where = s.phrase(hedge.phrases, 0, frame.last)
        if where is not None and where[0] <= frame.trigger + 12:
            return hedge.value, said(s.text, *s.span(*where)), hedge.id
    if any(scope.type == "hearsay" for scope in scopes):
        return "reported", None, "ar.hedge.hearsay"
    return "asserted", None, "ar.hedge.none"


def total_words(s: Sentence, frame: Frame, victims: list[Victim], source: str) -> Said | None:
    """The words that make a number a total over a time or an area."""
    counted = [
        one for one in victims if one.count_as_said is not None and (one.count_low or one.count_best or 0) > 2
    ]
    if not counted:
        return None
    where = s.phrase(tables().phrases["totals.phrases"])
    if where is not None:
        return said(s.text, *s.span(*where))
    large = max(counted, key=lambda one: one.count_low or one.count_best or 0)
    many = (large.count_low or large.count_best or 0) >= tables().total_from
    return (
        large.count_as_said
        if many and source in ("organisation", "official") and large.basis == "stated"
        else None
    )


def quote_of(s: Sentence, frame: Frame, pieces: list[Said], away: list[Span]) -> Said:
    """The smallest slice of the sentence with the trigger and everything read from its clause."""
    low, high = _clause(s, frame)
    start, end = s.span(frame.trigger, max(frame.until, frame.trigger))
    for piece in pieces:
        if (
            s.start <= piece.start
            and piece.end <= s.end
            and ((low <= piece.start and piece.end <= high + 1) or piece.start > start)
        ):
            start, end = min(start, piece.start), max(end, piece.end)
    for _first, last in away:
        if start < last <= s.words[frame.trigger].start:
            start = max(start, last)
    while start < end and s.text[start] in ' ،,:;«»"\n\t':
        start += 1
    return said(s.text, start, end)


def nested_after(s: Sentence, frame: Frame) -> int:
    """The last word of what is said to be among the victims: it belongs into the quote."""
    at = s.any_of("nested", range(frame.trigger, min(frame.last, len(s.words))))
    if at < 0:
        return -1
    phrase = Reader(s).read(at + 1, len(s.words))
    return phrase.last if phrase is not None else -1
