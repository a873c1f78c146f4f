"""Who says it in Arabic text: verbs of saying, بحسب and its like, footage, witnesses who speak of themselves."""

from dataclasses import dataclass, field, replace

from sijil.extraction.arabic.phrases import Reader
from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.tables import tables

_THAT = frozenset({"ان", "بان", "انه", "انها", "انهم", "انو", "اني", "اننا", "باننا", "بانه", "بانها"})
_TO_SOMEBODY = frozenset({"لي", "لنا", "له", "لها", "لهم", "قد", "ايضا", "عن"})
_SOURCE_WORDS = ("types.organisation", "types.official", "types.witness", "types.video", "types.unnamed")


@dataclass(frozen=True, slots=True)
class Scope:
    """Words `start` to `end` (characters) are on the word of a source. `who` is the fullest name of it."""

    start: int
    end: int
    type: str
    as_said: tuple[int, int] | None
    who: tuple[int, int] | None
    rule: str
    words: tuple[int, int]
    denied: tuple[int, int] | None = None
    claimed: tuple[int, int] | None = None
    medium: tuple[int, int] | None = None
    passed_from: tuple[int, int] | None = None


@dataclass(slots=True)
class Speakers:
    """Those who spoke so far, for "he added" and for shorter names."""

    named: list[tuple[str, tuple[int, int], str]] = field(default_factory=list)

    def fullest(self, words: str, span: tuple[int, int], kind: str) -> tuple[int, int]:
        """The longest earlier name that these words shorten, else the words themselves."""
        parts = [part.removeprefix("ال") for part in words.split()]
        for name, place, _ in self.named:
            own = [part.removeprefix("ال") for part in name.split()]
            if (
                parts
                and len(own) > len(parts)
                and (own[: len(parts)] == parts or own[-len(parts) :] == parts)
            ):
                span = place
                break
        else:
            self.named.append((words, span, kind))
        return span

    def last(self) -> tuple[str, tuple[int, int], str] | None:
        """The last who spoke."""
        return self.named[-1] if self.named else None


class SpeechReader:
    """Finds the scopes of one sentence after another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.speakers = Speakers()
        self.current: tuple[tuple[int, int], str] | None = None
        self.paragraph = -1
        self.open: Scope | None = None

    def scopes(self, s: Sentence) -> list[Scope]:
        """The scopes of the sentence, the innermost first."""
        goes_on = self._still_quoted(s)
        found = [*self._according(s), *self._said(s), *self._colon(s), *self._footage(s), *self._unfounded(s)]
        self._open_quotation(s, found)
        found += goes_on
        if found:
            self.current = (found[0].who, found[0].type) if found[0].who else self.current
        return found

    # -- quotations over several sentences

    def _still_quoted(self, s: Sentence) -> list[Scope]:
        """What goes on being quoted from the sentence before, up to the mark that closes it."""
        if self.open is None:
            return []
        close = self.text.find("»", s.start, s.end)
        scope = replace(self.open, start=s.start, end=s.end if close < 0 else close)
        if close >= 0:
            self.open = None
        return [scope]

    def _open_quotation(self, s: Sentence, found: list[Scope]) -> None:
        """Remember who speaks where a quotation is not closed before the sentence ends."""
        opened = self.text.rfind("«", s.start, s.end)
        if opened >= 0 and self.text.find("»", opened, s.end) < 0:
            speaking = [one for one in found if one.type and one.start <= opened + 1 and one.denied is None]
            self.open = speaking[0] if speaking else None

    # -- "he said that"

    def _said(self, s: Sentence) -> list[Scope]:
        found: list[Scope] = []
        for at, word in enumerate(s.words):
            name = next((one for one in ("deny", "claim", "say", "hear") if self._speaks(s, at, one)), "")
            scope = self._of_verb(s, at, name) if name else None
            if scope is None:
                continue
            if word.joined:
                # "Denied that ..., and said that ...": what is said next is not denied.
                found = [replace(one, end=max(one.start, min(one.end, word.start))) for one in found]
            found.append(scope)
            self.current = (scope.who, scope.type) if scope.who else self.current
            if len(found) > 2:
                break
        return sorted(found, key=lambda one: (one.end - one.start, one.start))

    def _speaks(self, s: Sentence, at: int, name: str) -> bool:
        word, forms = s.words[at], tables().speech[name]
        return (
            word.kind == "word"
            and not word.article
            and not word.prep
            and not (word.noun and not word.verbs and word.stem not in forms)
            and word.stem in forms
        )

    def _of_verb(self, s: Sentence, at: int, name: str) -> Scope | None:
        that = self._that(s, at)
        if that < 0:
            that = self._event_told(s, at, name)
        if that < 0:
            return None
        subject = self._subject(s, at, that)
        verb = (s.words[at].head, s.words[at].end)
        end = s.end
        start = s.words[that].start if s.words[that].rules else s.words[that].end
        who, as_said, kind, rule = self._who(s, subject, at, name)
        if kind == "":
            return None
        who = self._named_beside(s, subject, that, kind) or who
        return Scope(
            start, end, kind, as_said, who, rule, (s.words[subject[0]].head if subject else verb[0], start),
            verb if name == "deny" else None, verb if name == "claim" else None, self._medium(s, at, that),
            self._from(s, at, that),
        )  # fmt: skip

    def _named_beside(
        self, s: Sentence, subject: tuple[int, int] | None, that: int, kind: str
    ) -> tuple[int, int] | None:
        """The name in "قال مدير المركز في العوينة، الدكتور هيثم الراوي، إن": between commas behind the office."""
        if subject is None or any(s.is_in(at, "given") for at in range(subject[0], subject[1] + 1)):
            return None
        for at in range(subject[1] + 1, that - 1):
            name = self._inserted_name(s, at, that)
            if name is not None:
                words = " ".join(word.low for word in s.words[name[0] : name[1] + 1])
                return self.speakers.fullest(words, s.span(*name), kind)
        return None

    def _inserted_name(self, s: Sentence, comma: int, limit: int) -> tuple[int, int] | None:
        """The name behind the comma at `comma`: a given name, or any behind a title."""
        if s.words[comma].text not in ("،", ",") or comma + 1 >= limit:
            return None
        reader = Reader(s)
        phrase = reader.read(comma + 1, limit)
        if phrase is None or phrase.name is None:
            return None
        known = s.is_in(phrase.name[0], "given") or reader.is_title(phrase.name[0] - 1)
        return phrase.name if known else None

    def _that(self, s: Sentence, at: int) -> int:
        """The word with which what is said begins: أن, a colon, a quotation mark; -1 if none is near."""
        for index in range(at + 1, min(len(s.words), at + 18)):
            if (
                s.words[index].stem in _THAT
                or s.words[index].low in _THAT
                or s.words[index].text in (":", "«", "“")
            ):
                return index
            if s.words[index].text in ".؛!" or self._next_speaks(s, index):
                return -1
        return -1

    def _next_speaks(self, s: Sentence, at: int) -> bool:
        """ "Denied it and said that": the "that" belongs to the second verb."""
        return bool(s.words[at].joined) and any(self._speaks(s, at, one) for one in ("say", "claim", "deny"))

    def _event_told(self, s: Sentence, at: int, name: str) -> int:
        """ "أفاد ناشطون بمقتل ...", "نفت الوزارة قصف ...": the noun of the event itself is what is said."""
        index, limit = at, min(len(s.words), at + 9)
        while index + 1 < limit:
            index += 1
            word = s.words[index]
            inside = self._inserted_name(s, index, len(s.words)) if word.mark else None
            if inside is not None and inside[1] + 1 < len(s.words) and s.words[inside[1] + 1].mark:
                # "نفى المتحدث، العقيد سامر طه، قصف ...": what is denied stands behind the name.
                index, limit = inside[1] + 1, min(len(s.words), limit + inside[1] + 1 - index)
                continue
            if word.mark:
                return -1
            if word.rules and not word.article and (word.noun is None or word.prep):
                return index
        return -1

    def _subject(self, s: Sentence, at: int, that: int) -> tuple[int, int] | None:
        """The words between the verb and what is said, or those right before the verb."""
        stop, begin = that, at + 1
        while begin < that and s.words[begin].low in _TO_SOMEBODY:
            begin += 1
        for index in range(begin, that):
            word = s.words[index]
            if (
                word.mark
                or s.is_in(index, "prepositions")
                or (word.prep in ("ل", "ب") and not word.known)
                or word.prep == "ل"
            ):
                stop = index
                break
        if stop > begin:
            return begin, stop - 1
        first = at
        while first > 0 and not s.words[first - 1].mark and at - first < 6:
            first -= 1
        if first < at and self._source_like(s, first, at - 1):
            return first, at - 1
        return None

    def _source_like(self, s: Sentence, first: int, last: int) -> bool:
        if any(word.verbs or word.rules for word in s.words[first : last + 1] if not word.article):
            return False
        listed = any(s.is_in(i, name) for i in range(first, last + 1) for name in _SOURCE_WORDS)
        phrase = Reader(s).read(first, last + 1)
        return listed or (
            phrase is not None and (phrase.name is not None or bool(phrase.kinds & {"person", "kin"}))
        )

    def _who(
        self, s: Sentence, subject: tuple[int, int] | None, at: int, name: str
    ) -> tuple[tuple[int, int] | None, tuple[int, int] | None, str, str]:
        if subject is None:
            person = next((form for form in (tables().speech[name].get(s.words[at].stem),) if form), None)
            if name == "hear":
                return None, None, "hearsay", "ar.source.heard"
            if self.current is not None and person is not None and person.person == 3:
                return (
                    self.current[0],
                    (s.words[at].head, s.words[at].end),
                    self.current[1],
                    "ar.source.last_speaker",
                )
            return None, (s.words[at].head, s.words[at].end), "unnamed", "ar.source.kind_of_speaker"
        kind = self._type(s, *subject)
        told_me = any(word.low in ("لي", "لنا") for word in s.words[at : at + 3])
        if told_me and kind in ("witness", "unnamed"):
            kind = "hearsay"
        span = self._trimmed(s, subject)
        words = " ".join(word.low for word in s.words[span[0] : span[1] + 1])
        place = s.span(*span)
        return self.speakers.fullest(words, place, kind), place, kind, "ar.source.kind_of_speaker"

    def _trimmed(self, s: Sentence, subject: tuple[int, int]) -> tuple[int, int]:
        """A person's name without title and office; an organisation whole."""
        first, last = subject
        for at in range(first, last + 1):
            name = Reader(s).name_at(at, last + 1)
            if (
                name
                and name[1] == last
                and s.words[at].stem in tables().lists["given"]
                and not s.is_in(first, "types.organisation")
            ):
                return at, last
        return subject

    def _type(self, s: Sentence, first: int, last: int) -> str:
        places = range(first, last + 1)
        if s.phrase(tables().phrases["types.civil_defence"], first, last + 1):
            return "organisation"
        for at in places:
            for kind in ("video", "unnamed", "organisation", "official", "witness"):
                if s.is_in(at, f"types.{kind}"):
                    if kind == "organisation" and any(s.words[i].stem in ("حكومة", "وزارة") for i in places):
                        return "official"
                    return kind
        phrase = Reader(s).read(first, last + 1)
        if phrase is not None and (phrase.name or phrase.kinds & {"kin", "person"}):
            return "organisation" if phrase.armed else "witness"
        return "unnamed"

    def _medium(self, s: Sentence, at: int, that: int) -> tuple[int, int] | None:
        """ "قال فلان لوكالة ...": to whom it was said."""
        for index in range(at + 1, that):
            word = s.words[index]
            if word.prep == "ل" and word.stem in ("وكالة", "قناة", "صحيفة", "اذاعة", "موقع", "راديو", "شبكة"):
                last = index
                while last + 1 < that and not s.words[last + 1].mark and last - index < 3:
                    last += 1
                start = word.head + 1 if word.text[word.head - word.start :].startswith("ل") else word.head
                return start, s.words[last].end
        return None

    def _from(self, s: Sentence, at: int, that: int) -> tuple[int, int] | None:
        """ "نقل المرصد عن شهود": whom the speaker passes on."""
        for index in range(at + 1, that):
            if s.words[index].low == "عن" and index + 1 < that:
                return s.span(index + 1, that - 1)
        return None

    # -- "according to", "the Observatory: ...", footage

    def _according(self, s: Sentence) -> list[Scope]:
        lists = tables().phrases
        where = s.phrase(lists["phrases.according"])
        if where is None:
            return []
        first = where[1] + 1
        if s.said(first) == "ما" or s.said(first) in tables().speech["say"]:
            first += 1
        last = first
        while (
            last < len(s.words)
            and not s.words[last].mark
            and not s.words[last].verbs
            and last - first < 7
            and not (s.words[last].rules and not s.words[last].article)
            and not (last > first and s.is_in(last, "prepositions"))
        ):
            last += 1
        if s.words[first - 1].low in ("وفقا", "وفقاً") or last <= first or first >= len(s.words):
            return []
        kind = self._type(s, first, last - 1)
        span = self._trimmed(s, (first, last - 1))
        place = s.span(*span)
        if s.words[span[0]].prep == "ل":
            place = (place[0] + (1 if self.text[place[0]] == "ل" else 0), place[1])
        words = " ".join(
            word.stem if i == span[0] else word.low
            for i, word in enumerate(s.words[span[0] : span[1] + 1], span[0])
        )
        who = self.speakers.fullest(words, place, kind)
        return [
            Scope(s.start, s.end, kind, place, who, "ar.source.kind_of_speaker", s.span(where[0], last - 1))
        ]

    def _colon(self, s: Sentence) -> list[Scope]:
        """ "المرصد: مقتل خمسة" in a headline."""
        at = next((i for i, word in enumerate(s.words[:9]) if word.text == ":"), -1)
        if at < 1 or not any(s.is_in(i, name) for i in range(at) for name in _SOURCE_WORDS):
            return []
        if any(word.verbs or (word.rules and not word.article) for word in s.words[:at]) or any(
            self._speaks(s, i, "say") for i in range(at)
        ):
            return []
        place = s.span(0, at - 1)
        kind = self._type(s, 0, at - 1)
        who = self.speakers.fullest(" ".join(word.low for word in s.words[:at]), place, kind)
        return [Scope(s.words[at].end, s.end, kind, place, who, "ar.source.colon", place)]

    def _footage(self, s: Sentence) -> list[Scope]:
        at = s.any_of("types.video", range(len(s.words)))
        if at < 0 or s.words[at].prep == "ل":
            return []
        shows = next((i for i in range(at + 1, min(len(s.words), at + 9)) if self._speaks(s, i, "show")), -1)
        if shows < 0 and not self._speaks(s, at - 1, "show"):
            return []
        shows = max(shows, at)
        place = s.span(at, at)
        return [Scope(s.words[shows].end, s.end, "video", place, place, "ar.source.footage", place)]

    def _unfounded(self, s: Sentence) -> list[Scope]:
        where = s.phrase(tables().phrases["phrases.no_truth"])
        if where is None:
            return []
        place = s.span(*where)
        return [Scope(s.start, s.end, "", None, None, "ar.denial.no_truth", place, denied=place)]
