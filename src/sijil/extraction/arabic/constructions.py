"""Events told neither by a plain verb nor by a plain noun: "lost his wife", "is missing", "fire was set to"."""

from sijil.extraction.arabic.frame import Frame
from sijil.extraction.arabic.naming import Phrase
from sijil.extraction.arabic.surroundings import Surroundings
from sijil.extraction.arabic.tables import Rule, VerbForm

_AT_THEM = frozenset({"عليه", "عليها", "عليهم", "عليهما", "عليهن", "علينا", "عليي"})
_ON = ("علي", "على", "ع")
_IN = ("في", "ب", "داخل")
_NEAR = 6
"""Words: how far from its verb a noun of the construction may stand."""


class Constructions(Surroundings):
    """One trigger read as one of these."""

    def _lost(self, rule: Rule, form: VerbForm) -> Frame | None:
        """ "He lost his wife": the verb's sex is not that of the one who is lost, or the first person speaks."""
        if self.word.passive_sign or self.word.suffix:
            return None
        victims = self._fitting(rule, self.reader.listed(self._after(self.at + 1), self.last))
        first = victims[0].kin if victims else None
        if first is None or not self.s.words[victims[0].head].suffix:
            return None
        differs = bool(first.sex) and form.feminine != (first.sex == "female")
        named = self._preposed(self.at)
        if form.person == 3 and form.number == 1 and not differs and named is None:
            return None
        return Frame(rule, "active", self.at, 0, 0, victims)

    def _limb(self, rule: Rule, form: VerbForm) -> Frame | None:
        limb = self.s.any_of("limbs", range(self.at + 1, min(self.at + _NEAR, len(self.s.words))))
        if limb < 0 or any(word.mark for word in self.s.words[self.at : limb]):
            return None
        after = self.reader.listed(self.at + 1, limb) if limb > self.at + 1 else self._preposed_all(self.at)
        victims = self._fitting(rule, after)
        if not victims and form.person == 1:
            victims = [Phrase(self.at, self.at, self.at)]
        return Frame(rule, "middle", self.at, 0, 0, victims, until=limb) if victims else None

    def _unreturned(self, rule: Rule, form: VerbForm) -> Frame | None:
        """ "خرج ابنه من المنزل ولم يعد", "زوجي راح وما رجع": the negation is part of it, and closes the clause."""
        following = self.s.words[self.at + 1] if self.at + 1 < len(self.s.words) else None
        closed = following is None or following.mark or self.s.is_in(self.at + 1, "after_return")
        if self._negation() < 0 or not closed:
            return None
        left = self.s.any_of("went_out", range(self.at))
        if left < 0:
            return None
        after = self._fitting(rule, self.reader.listed(self._after(left + 1), self.at))
        victims = after or self._fitting(rule, [one] if (one := self._before(left)) else [])
        return Frame(rule, "middle", self.at, 0, 0, victims) if victims else None

    def _driven(self, rule: Rule, form: VerbForm) -> Frame | None:
        """ "The attack drove two thousand families to leave their homes": the people stand behind what drives them."""
        for at in range(self.at + 1, min(self.at + 5, self.last)):
            if self.s.words[at].mark:
                return None
            phrases = [one for one in self.reader.listed(at, self.last) if not one.armed]
            victims = self._fitting(rule, phrases)
            if victims:
                return Frame(rule, "driven", self.at, 0, 0, victims)
        return None

    def _before(self, at: int) -> Phrase | None:
        """The phrase that ends right before the word `at`."""
        for start in range(max(0, at - 5), at):
            phrase = self.reader.read(start, at) if not self.s.words[start].mark else None
            if phrase is not None and phrase.last == at - 1:
                return phrase
        return None

    def _by_state(self, rule: Rule) -> Frame | None:
        """ "My cousin is missing", "30 people are among the missing"."""
        if self.word.article:
            if self.s.said(self.at - 1) not in ("عداد", "بين", "ضمن"):
                return None
            return self._of_the_counted(rule)
        victims = self._fitting(rule, [one] if (one := self._preposed(self.at)) else [])
        definite = bool(victims) and bool(victims[0].kin or victims[0].name or self._is_definite(victims[0]))
        return Frame(rule, "state", self.at, 0, 0, victims) if definite else None

    def _is_definite(self, phrase: Phrase) -> bool:
        head = self.s.words[phrase.head]
        return head.article or bool(head.suffix)

    def _of_the_counted(self, rule: Rule) -> Frame | None:
        for at in range(self.first, self.at - 1):
            phrase = self.reader.read(at, self.at - 1) if not self.s.words[at].mark else None
            if phrase is not None and (phrase.count is not None or phrase.name) and self._fits(rule, phrase):
                return Frame(rule, "among", self.at, 0, 0, [phrase])
        return None

    def _by_claimed(self, rule: Rule) -> Frame | None:
        """ "Ten people fell victim to the attack", "the blast took the lives of eight workers"."""
        if self.s.said(self.at - 1) == "بين" and not self.word.article:
            # "Dozens fell, dead and wounded"
            return None
        for at in range(self.at + 1, min(self.at + 5, self.last)):
            if self.s.words[at].mark:
                return None
            victims = self._fitting(rule, self.reader.listed(at, self.last))
            if victims and (victims[0].count is not None or victims[0].name or at == self.at + 1):
                return Frame(rule, "claimed", self.at, 0, 0, victims)
        return None

    def _by_fired(self, rule: Rule) -> Frame | None:
        on = self.at + 1
        if self.s.words[self.at - 1].low in _AT_THEM:
            # "They opened on him the fire"
            return Frame(
                rule, "fired", self.at, 0, 0, [Phrase(self.at - 1, self.at - 1, self.at - 1, pronoun=True)]
            )
        if self.s.said(on) not in _ON:
            return None
        victims = self._fitting(rule, self.reader.listed(on + 1, self.last))
        return Frame(rule, "fired", self.at, 0, 0, victims) if victims else None

    def _by_fate(self, rule: Rule) -> Frame | None:
        victims = self._fitting(rule, self.reader.listed(self.at + 1, self.last))
        return Frame(rule, "of", self.at, 0, 0, victims) if victims else None

    def _by_fire(self, rule: Rule) -> Frame | None:
        """What stands after "in", or has the ب written onto it, is what burned."""
        burned = self._thing_after(rule, self.at + 1, _IN)
        if burned is None:
            return None
        doer = next((at for at in range(self.first, self.at) if self._may_do(at)), -1)
        agent = self.reader.read(doer, self.at) if doer >= 0 else None
        return Frame(rule, "fire", self.at, 0, 0, [burned], [agent] if agent is not None else [])

    def _may_do(self, at: int) -> bool:
        noun = self.s.words[at].noun
        return noun is not None and bool(noun.kinds & {"armed", "combatant"})

    def _fell(self, rule: Rule, form: VerbForm) -> Frame | None:
        struck = self._thing_after(rule, self.at + 1, (*_ON, *_IN))
        return Frame(rule, "fell", self.at, 0, 0, [struck]) if struck is not None else None

    def _thing_after(self, rule: Rule, start: int, prepositions: tuple[str, ...]) -> Phrase | None:
        for at in range(start, min(start + _NEAR, len(self.s.words) - 1)):
            word = self.s.words[at]
            if word.mark:
                return None
            first = (
                at + 1
                if word.stem in prepositions and not word.suffix
                else at
                if word.prep in ("ب", "ع")
                else -1
            )
            phrase = self.reader.read(first, len(self.s.words)) if first >= 0 else None
            if phrase is not None and phrase.kinds & rule.target:
                return phrase
        return None
