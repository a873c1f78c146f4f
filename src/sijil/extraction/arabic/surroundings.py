"""What stands around the word that sets an event off: its denial, its number, who is named before and after it."""

from sijil.extraction.arabic.naming import Phrase
from sijil.extraction.arabic.phrases import Reader
from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.tables import Rule, tables
from sijil.extraction.arabic.words import Word

_OBJECT = frozenset({"ه", "ها", "هم", "هن", "هما", "نا", "ني", "كم", "ك"})


class Surroundings:
    """A trigger at `at` in the clause `first` to `last` of a sentence, and questions about what is near it."""

    def __init__(self, s: Sentence, reader: Reader, at: int, first: int, last: int) -> None:
        self.s, self.reader, self.at, self.first, self.last = s, reader, at, first, last
        self.word = s.words[at]

    def _negation(self) -> int:
        s = self.s
        for at in range(self.at - 1, max(-1, self.at - 4), -1):
            if s.words[at].mark:
                return -1
            if s.is_in(at, "negations") and not s.words[at].article and not self._at_least(at):
                return at
        return -1

    def _at_least(self, at: int) -> bool:
        """ "ما لا يقل عن", "لا يزال" and "بما" deny nothing, nor does the ما of "ما أدى إلى"."""
        following = self.s.said(at + 1)
        return (
            at in self.s.counts
            or any(first <= at <= last for first, (_, last) in self.s.counts.items())
            or following in ("يقل", "لا", "يبدو", "تبدو", "ادي", "اسفر", "تسبب", "خلف")
            or self.s.is_in(at + 1, "still")
            or (self.s.words[at].stem == "ما" and self.s.said(at - 1) in ("كل", "حسب", "وفق", "علي", "بعد"))
        )

    # -- by kind

    def _counted_next(self) -> bool:
        return self.at + 1 in self.s.counts and not self.s.words[self.at + 1].joined

    def _number_before(self) -> int:
        for first, (_, last) in self.s.counts.items():
            if (
                first <= self.at <= last
                or last == self.at - 1
                or (last == self.at - 2 and self.s.said(self.at - 1) == "من")
            ):
                return first
        return self.at

    def _after(self, at: int) -> int:
        """The first word from `at` on that says neither when nor with whom: the subject may stand there."""
        last = min(self.last, len(self.s.words))
        while at < last and at not in self.s.counts:
            if self._between(at):
                at += 1
            elif self.s.words[at].stem in _WHEN and at + 1 < last and not self.s.words[at + 1].mark:
                # "led away, on their withdrawal, some young men"
                at += 2
            elif self.s.words[at].stem == "في" and at + 2 in self.s.counts and not self.s.words[at + 1].mark:
                # "destroyed were, in the shelling, 22 shops"
                at += 2
            else:
                break
        return at

    def _between(self, at: int) -> bool:
        word = self.s.words[at]
        return (
            word.kind == "word"
            and not word.joined
            and self.s.is_in(at, "between")
            and not (word.noun or word.kin)
        )

    def _second(self, after: list[Phrase]) -> list[Phrase]:
        """The second noun phrase, which makes the first the doer; what only describes the first is none."""
        if len(after) != 1:
            return []
        following = self._after(after[0].last + 1)
        if (
            following >= self.last
            or self.s.words[following].mark
            or self.s.words[following].joined
            or self.s.words[following].prep
        ):
            return []
        if self.s.is_in(following, "prepositions") and following not in self.s.counts:
            return []
        found = self.reader.listed(following, self.last)
        if not found and following in self.s.counts:
            # "The factions killed 20, and"
            count, last = self.s.counts[following]
            found = [Phrase(following, last, last, count=count)] if self.reader.closed(last + 1) else []
        return [one for one in found if "place" not in one.kinds]

    def _preposed(self, at: int) -> Phrase | None:
        """The phrase that ends right before the verb, adverbs and قد apart: it may be the subject."""
        stop = at
        while stop > self.first and (
            self.s.words[stop - 1].stem
            in ("قد", "لقد", "كان", "كانت", "كانوا", "لم", "ما", "الذين", "الذي", "التي")
            or self.s.is_in(stop - 1, "negations")
        ):
            stop -= 1
        if (
            stop - 2 > self.first
            and self.s.is_in(stop - 1, "in_the_nth_year")
            and self.s.said(stop - 2) == "في"
        ):
            # "طفلة في الثامنة فقدت ذراعها": her age stands between her and the verb.
            stop -= 2
        inserted = self._inserted(stop)
        if inserted is not None:
            return inserted
        for start in range(max(self.first, stop - 7), stop):
            if self.s.words[start].mark:
                continue
            phrase = self.reader.read(start, stop)
            if (
                phrase is not None
                and phrase.last == stop - 1
                and (start == self.first or self.s.words[start].joined or self._opens(start - 1))
            ):
                return phrase
        return None

    def _inserted(self, stop: int) -> Phrase | None:
        """ "A volunteer medic, he is Basel Nassar, met his death": the name put in is that of the phrase."""
        closing = stop - 1
        if closing < 1 or self.s.words[closing].text not in _COMMAS:
            return None
        opening = next((at for at in range(closing - 1, 0, -1) if self.s.words[at].text in _COMMAS), 0)
        start = opening + 1 + (self.s.said(opening + 1) in _HE)
        named = (
            self.reader.read(start, closing) if 0 < closing - opening <= _LONG and start < closing else None
        )
        if named is None or named.name is None or named.last != closing - 1:
            return None
        for first in range(max(0, opening - 6), opening):
            phrase = self.reader.read(first, opening) if not self.s.words[first].mark else None
            if phrase is not None and phrase.last == opening - 1 and phrase.name is None:
                phrase.name, phrase.last = named.name, named.last
                phrase.names = named.names
                return phrase
        return None

    def _preposed_all(self, at: int) -> list[Phrase]:
        """The list of phrases that ends right before the verb: "my mother and my sister fled"."""
        single = self._preposed(at)
        if single is None:
            return []
        for start in range(max(self.first, single.first - 6), single.first):
            found = self.reader.listed(start, single.last + 1) if not self.s.words[start].mark else []
            opens = start == self.first or self._opens(start - 1)
            if len(found) > 1 and found[-1].last == single.last and opens:
                return found
        return [single]

    def _opens(self, at: int) -> bool:
        word = self.s.words[at]
        return (
            word.mark
            or word.stem in ("ان", "لكن", "بينما", "حيث", "فيما", "حين", "بان", "اما", "كان", "كانت", "انو")
            or bool(word.verbs)
            or self.s.is_in(at, "still")
            or (word.stem == "في" and self.s.said(at - 1) == "ما")
        )

    def _number_told(self) -> Phrase | None:
        """The number in "the toll of the dead rose to 12"."""
        if self.s.said(self.at - 1) not in ("حصيلة", "عدد") or not self.word.article:
            return None
        for at in range(self.at + 1, min(self.at + 6, len(self.s.words))):
            if at in self.s.counts:
                count, last = self.s.counts[at]
                if any(self.s.words[one].rules for one in range(at, min(last + 2, len(self.s.words)))):
                    return None
                return Phrase(self.at, last, self.at, self.word.noun, count=count)
            if self.s.words[at].mark:
                break
        return None

    # -- who it was done to, who did it

    def _fitting(self, rule: Rule, phrases: list[Phrase]) -> list[Phrase]:
        """The phrases that the rule's target allows, from the first on."""
        found: list[Phrase] = []
        for phrase in phrases:
            if phrase.none and "person" in rule.target:
                return [phrase]
            if not self._fits(rule, phrase):
                break
            found.append(phrase)
        return found

    def _fits(self, rule: Rule, phrase: Phrase) -> bool:
        counted = phrase.count is not None and phrase.noun is None
        if "person" in rule.target and (phrase.kinds & {"person", "kin"} or counted):
            return True
        return bool(phrase.kinds & rule.target) and not (phrase.kinds & {"kin"} and "building" in rule.target)

    def _by(self, at: int) -> int:
        """The last word of "by" between `at` and the end of the clause, or -1."""
        found = self.s.phrase(tables().phrases["by"], at, self.last) if at < self.last else None
        return found[1] if found else -1

    def _doers(self, at: int) -> list[Phrase]:
        by = self._by(at)
        if by < 0:
            return self._of_attack(at)
        phrase = self.reader.read(by + 1, len(self.s.words)) if by + 1 < len(self.s.words) else None
        return [phrase] if phrase is not None and phrase.kinds & {"armed", "combatant", "person"} else []

    def _of_attack(self, at: int) -> list[Phrase]:
        """ "بقصف لقوات ...", "في غارة للطيران ...": the attack's owner after ل or right after the noun."""
        for attack in range(at, min(self.last, len(self.s.words)) if self.last > at else at):
            if self.s.words[attack].stem in _ATTACKS:
                for owner in range(attack + 1, min(attack + 4, len(self.s.words))):
                    word: Word = self.s.words[owner]
                    if (
                        word.noun
                        and word.noun.kinds & {"armed", "combatant"}
                        and (word.prep == "ل" or owner == attack + 1)
                    ):
                        phrase = self.reader.read(owner, len(self.s.words))
                        return [phrase] if phrase is not None else []
        return []


_COMMAS = frozenset({"،", ","})
_HE = frozenset({"هو", "هي", "وهو", "وهي"})
_LONG = 8
"""How many words a name put in may have, its commas with it."""
_WHEN = frozenset({"لدي", "اثناء", "خلال", "عند", "قبل", "بعد", "عقب", "فور", "قبيل", "بعيد", "منذ"})
_ATTACKS = frozenset({
    "قصف", "غارة", "غارات", "هجوم", "كمين", "رصاص", "نيران", "مداهمة", "اطلاق", "استهداف", "رشقات",
})  # fmt: skip
