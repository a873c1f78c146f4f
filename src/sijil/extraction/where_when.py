"""The place and the date of an event, each as said, each belonging to the event's own clause."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sijil.dates import DateMention, Interval, find_dates
from sijil.extraction import tags as t
from sijil.extraction.attachment import attached
from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.claim import Json, Place, When, said
from sijil.extraction.frame import Frame
from sijil.extraction.people import People
from sijil.places import Candidate, Gazetteer

Span = tuple[int, int]
_FROM = frozenset({"displacement", "abduction", "detention"})
_MOST_CANDIDATES = 10


def date_of(
    text: str,
    s: Parsed,
    frame: Frame,
    unit: Span,
    bounds: Span,
    without: Iterable[Span],
    published: Interval | None,
) -> When:
    """The date mention that goes best with the event; `bounds` is where it may stand, `without` where not."""
    best: tuple[int, int, DateMention] | None = None
    excluded = list(without)
    trigger = s.words[frame.trigger].start
    for mention in _dates_in(text[unit[0] : unit[1]], published):
        start, end = unit[0] + mention.start, unit[0] + mention.end
        if mention.basis == "duration" or not _allowed(start, end, bounds, excluded):
            continue
        fit = attached(s, frame, s.token_at(start))
        rank = (fit, -abs(start - trigger))
        if fit and (best is None or rank > best[:2]):
            best = (*rank, mention)
    if best is None:
        return When()
    return when(text, best[2], unit[0])


@lru_cache(maxsize=512)
def _dates_in(words: str, published: Interval | None) -> tuple[DateMention, ...]:
    """The mentions of one unit, asked for once for each of its events."""
    return tuple(find_dates(words, published=published))


def when(text: str, mention: DateMention, offset: int = 0) -> When:
    """A date mention as a field; `offset` is where the text it was found in begins."""
    interval = mention.interval
    return When(
        as_said=said(text, offset + mention.start, offset + mention.end),
        earliest=interval.earliest.isoformat() if interval and interval.earliest else None,
        latest=interval.latest.isoformat() if interval and interval.latest else None,
        precision=interval.precision if interval else "unknown",
        basis=mention.basis,
    )


def _allowed(start: int, end: int, bounds: Span, excluded: list[Span]) -> bool:
    inside = bounds[0] <= start and end <= bounds[1]
    return inside and not any(low < end and start < high for low, high in excluded)


@dataclass(slots=True)
class PlaceReader:
    """Reads the places of one document; `gazetteer` gives candidates, and without it the words stay as they are."""

    text: str
    people: People
    gazetteer: Gazetteer | None
    looked_up: dict[tuple[str, tuple[str, ...]], tuple[str | None, str, tuple[Json, ...]]] = field(
        default_factory=dict
    )

    def places_of(
        self,
        s: Parsed,
        frame: Frame,
        unit: Span,
        bounds: Span,
        without: Iterable[Span],
        near: tuple[str, ...],
    ) -> list[Place]:
        """The places that go with the event: those of its own clause, or else those it shares."""
        excluded = list(without)
        ranked: list[tuple[int, Span, Span | None]] = []
        for span, stated in self.mentions(s, unit, frame):
            fit = attached(s, frame, s.token_at(span[0]))
            if fit and _allowed(*span, bounds, excluded):
                ranked.append((fit, span, stated))
        best = max((fit for fit, _, _ in ranked), default=0)
        kept = [(span, stated) for fit, span, stated in ranked if fit == best or (best == 3 and fit == 3)]
        return [self.place(span, stated, near) for span, stated in kept]

    def mentions(self, s: Parsed, unit: Span, frame: Frame | None = None) -> list[tuple[Span, Span | None]]:
        """The place names of a unit in order: the words, and the words for a governorate if stated."""
        found: dict[Span, Span | None] = {}
        for index, chunk in enumerate(s.chunks):
            entered = chunk.kind == VG and chunk.base in s.lexicon["roles.entering"]
            if entered or (chunk.kind == t.PREP and self._locates(s, index, frame)):
                # "The village of Beit Sal": the word before says what two capitalised words alone do not.
                self._listed(s, index + 1, found, sure=s.said(index) == "of")
        for start, end in self._of_gazetteer(s, unit, frame):
            if not any(low < end and start < high for low, high in found):
                found[(start, end)] = None
        return sorted(found.items())

    def _locates(self, s: Parsed, index: int, frame: Frame | None) -> bool:
        low = s.said(index)
        if low == "of":
            head = s.low(s.chunks[index - 1]) if s.kind(index - 1) == NP else ""
            return head in s.lexicon["thing.place"] and s.said(index - 2) != "from"
        if low == "from":
            return frame is not None and frame.rule.event in _FROM
        if low == "to":
            verb = next((at for at in range(index - 1, -1, -1) if s.kind(at) == VG), None)
            return verb is not None and s.chunks[verb].base in s.lexicon["roles.going"]
        return low in s.lexicon["place_prepositions"]

    def _listed(self, s: Parsed, at: int, found: dict[Span, Span | None], *, sure: bool = False) -> None:
        """Takes the name at chunk `at` and those listed after it; `sure`: the first is said to be a place."""
        while s.kind(at) == NP:
            taken = self._name(s, at, sure)
            sure = False
            if taken is None:
                return
            found[taken[0]] = taken[1]
            step = at + 1
            if s.kind(step) == ",":
                step += 1
            if s.kind(step) == t.CC:
                step += 1
            if step == at + 1 or not self._only_listed(s, step):
                return
            at = step

    def _only_listed(self, s: Parsed, at: int) -> bool:
        """Is the next name of the list a place too, and not the subject of what follows?"""
        following = at + 1
        return s.kind(at) == NP and not (s.kind(following) == VG and s.chunks[following].finite)

    def _name(self, s: Parsed, at: int, sure: bool) -> tuple[Span, Span | None] | None:
        chunk = s.chunks[at]
        first, last = chunk.first, chunk.last
        while first < last and s.tags[first].kind in (t.DET, t.ADJ, t.POSS, t.NUM, t.QUANT):
            first += 1
        head = s.words[chunk.head].low
        names = [one for one in range(first, last + 1) if s.tags[one].kind == t.NAME]
        if not names or any(s.tags[one].kind == t.OWNER for one in range(first, last + 1)):
            return None
        kind_word = head in s.lexicon["thing.place"] and s.tags[chunk.head].kind != t.NAME
        if not kind_word and s.tags[chunk.head].kind != t.NAME:
            return None
        start, end = s.span(names[0], last if kind_word else names[-1])
        lows = {s.words[one].low for one in names}
        if (not sure and self.people.within(start, end)) or lows & (
            s.lexicon["months_and_days"] | s.lexicon["organisations"]
        ):
            return None
        stated = s.span(names[0], names[-1]) if head in s.lexicon["thing.admin1"] else None
        return (start, end), stated

    def _of_gazetteer(self, s: Parsed, unit: Span, frame: Frame | None) -> list[Span]:
        if self.gazetteer is None:
            return []
        found = []
        for mention in self.gazetteer.find(self.text[unit[0] : unit[1]]):
            start, end = unit[0] + mention.start, unit[0] + mention.end
            index = s.chunk_of(s.token_at(start))
            before = index - 1
            if s.said(before) == "from" and not (frame and frame.rule.event in _FROM):
                continue
            if not self.people.within(start - 20, end + 20) and s.kind(before) != t.VERB:
                found.append((start, end))
        return found

    def place(self, span: Span, stated: Span | None, near: tuple[str, ...]) -> Place:
        """A place field from its words; `near` are the other places of the paragraph."""
        words = said(self.text, *span)
        admin1, precision, candidates = self._look_up(words.words, near)
        if stated is not None:
            own = said(self.text, *stated)
            return Place(words, admin1 or own.words, own, None, "admin1", candidates)
        return Place(words, admin1, None, "gazetteer" if admin1 else None, precision, candidates)

    def _look_up(self, name: str, near: tuple[str, ...]) -> tuple[str | None, str, tuple[Json, ...]]:
        """Governorate, precision and candidates: by the name alone if that settles it, else by its neighbours."""
        if self.gazetteer is None:
            return None, "unknown", ()
        others = tuple(one for one in near if one != name)
        key = (name, others)
        if key not in self.looked_up:
            context = () if self.gazetteer.governorate(name) else others
            admin1 = self.gazetteer.governorate(name, near=context)
            place = self.gazetteer.resolve(name, near=context)
            ranked = self.gazetteer.candidates(name, near=context)[:_MOST_CANDIDATES]
            precision = place.level if place else "admin1" if admin1 else "unknown"
            self.looked_up[key] = (admin1, precision, tuple(_candidate(one) for one in ranked))
        return self.looked_up[key]


def _candidate(candidate: Candidate) -> Json:
    place = candidate.place
    return {
        "place_id": place.place_id,
        "name": place.name,
        "name_ar": place.name_ar,
        "level": place.level,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lat": place.lat,
        "lon": place.lon,
        "current": place.current,
        "score": candidate.score,
        "reason": candidate.reason,
    }
