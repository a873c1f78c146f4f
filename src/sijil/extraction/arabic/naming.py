"""Names and ages of an Arabic sentence, and the phrase that they belong to."""

import re
from dataclasses import dataclass, field

from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.tables import Noun, tables
from sijil.numbers import Count

_AGE = re.compile(r"عام|عاما|سنة|سنين|سنوات|اعوام|ربيع|ربيعا|شهر|اشهر")
AGE_OPENERS = frozenset({"(", "،", ",", "عمر", "عمره", "عمرها", "عمرو", "بالغ", "بالغة", "من", "ذو", "ذي"})


@dataclass(slots=True)
class Phrase:
    """Words `first` to `last` of a sentence; `head` is the noun or the first word of the name."""

    first: int
    last: int
    head: int
    noun: Noun | None = None
    kin: Noun | None = None
    name: tuple[int, int] | None = None
    count: Count | None = None
    age: tuple[int, int] | None = None
    pronoun: bool = False
    names: list[tuple[int, int]] = field(default_factory=list)
    partitive: bool = False
    none: bool = False
    some: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """What it stands for."""
        found = (self.noun or self.kin or _NOBODY).kinds
        return found | ({"person"} if self.kin or self.name or self.some else set())

    @property
    def armed(self) -> bool:
        """Is it a body of armed people?"""
        return bool(self.kinds & {"armed"})


_NOBODY = Noun("", frozenset(), "", 1)


class Naming:
    """Where names and ages stand in one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s = sentence
        self.words = sentence.words

    def is_title(self, at: int) -> bool:
        """Is the word a title or a word of respect? رائد without its article is a given name."""
        if self.s.is_in(at, "given") and not self.words[at].article:
            return False
        return any(self.s.is_in(at, f"titles.{one}") for one in ("male", "female", "any"))

    def starts_name(self, at: int) -> bool:
        """A word that is a given name, or begins one (عبد, أبو)."""
        word = self.words[at]
        if (
            word.kind != "word"
            or word.noun is not None
            or word.prep
            or (word.verbs and not self.s.is_in(at, "given"))
        ):
            return False
        return (
            word.stem in tables().lists["given"]
            and not word.suffix
            and not (word.low == "علي" and word.text.endswith("ى"))
        )

    def is_kunya(self, at: int) -> bool:
        """ "أبو خليل", "أم البنين": the word that begins one, and behind it a given name or a word of no table."""
        opens = self.words[at].low in tables().lists["aliases.kunya"]
        return opens and at + 1 < len(self.words) and self.is_name_part(at + 1)

    def is_name_part(self, at: int) -> bool:
        """A given name, or a word of no table with nothing before it."""
        word = self.words[at]
        free = word.kind == "word" and not word.joined
        return free and (self.s.is_in(at, "given") or not word.known)

    def name_at(self, at: int, limit: int) -> tuple[int, int] | None:
        """The run of words at `at` that can be a name: given names and words of no other kind."""
        last, parts = at, 0
        while last < limit and parts < 4 and self._name_word(last, first=last == at):
            if self.words[last].stem not in tables().lists["joined"]:
                parts += 1
            last += 1
        if last == at:
            return None
        return at, last - 1

    def _name_word(self, at: int, first: bool) -> bool:
        word = self.words[at]
        if word.kind != "word" or len(word.low) < 2 or (word.joined and not first):
            return False
        given = word.stem in tables().lists["given"] or word.stem in tables().lists["joined"]
        if word.low == "علي" or (given and not word.suffix):
            return not (word.low == "علي" and word.text.endswith("ى")) and not word.prep
        return not word.known and word.prep != "ل" and at not in self.s.counts

    def _aged(self, phrase: Phrase, limit: int) -> None:
        """ "(23 عاماً)", "البالغ من العمر 23", "عمره 7 سنوات", "في الثلاثين من عمره" (rounded: none)."""
        at = phrase.last + 1
        for opener in range(at, min(at + 5, limit)):
            word = self.words[opener]
            if word.number and self._years_follow(opener, limit):
                between = [self.words[i].stem for i in range(at, opener)]
                if all(one in AGE_OPENERS for one in between):
                    last = (
                        opener + 1
                        if opener + 1 < limit and _AGE.fullmatch(self.words[opener + 1].low)
                        else opener
                    )
                    phrase.age, phrase.last = (opener, opener), last
                return
            if word.stem not in AGE_OPENERS:
                return

    def _years_follow(self, at: int, limit: int) -> bool:
        before = [self.words[i].stem for i in range(max(0, at - 3), at)]
        told = "عمر" in before or "بالغ" in before or "بالغة" in before
        return told or (at + 1 < limit and _AGE.fullmatch(self.words[at + 1].low) is not None)
