"""What follows a word, seen before it is tagged: a noun phrase, a clause, a base form."""

from dataclasses import dataclass

from sijil.extraction.lexicon import Lexicon
from sijil.extraction.tokens import Token

_NOT_NOMINAL = ("be", "have", "do", "modals", "negations", "negated", "prepositions", "clause_openers",
                "coordinators", "relatives", "subject_pronouns", "plain_adverbs")  # fmt: skip
_AUXILIARIES = ("be", "have", "do", "modals")
_PHRASE_STARTS = ("determiners", "possessives", "pronouns", "quantifiers", "number_words")
_FAR = 12
"""How many words ahead a verb is looked for."""


@dataclass(frozen=True, slots=True)
class Lookahead:
    """The words of a sentence, asked about by index; an index behind the end is answered with no."""

    words: list[Token]
    lexicon: Lexicon

    def low(self, index: int) -> str:
        """The word at `index` in small letters, or nothing."""
        return self.words[index].low if index < len(self.words) else ""

    def among(self, low: str, lists: tuple[str, ...]) -> bool:
        """Is the word in one of the lists?"""
        return any(low in self.lexicon[name] for name in lists)

    def nominal(self, index: int) -> bool:
        """Can the word at `index` be inside a noun phrase?"""
        if index >= len(self.words) or not self.words[index].text[0].isalnum():
            return False
        low = self.words[index].low
        if low in ("to", "as", "so", "that") or self.among(low, _NOT_NOMINAL):
            return False
        readings = self.lexicon.verb_forms.get(low, ())
        if readings and low not in self.lexicon["also_nouns"] and not self.words[index].capital:
            participle = all(form in ("participle", "past", "ing") for _, form in readings)
            return participle and self._goes_on(index + 1)
        return not low.endswith("ly")

    def _goes_on(self, index: int) -> bool:
        """Does a noun phrase go on at `index`, so that a participle before it is an adjective?"""
        if index >= len(self.words) or not self.words[index].text[0].isalpha():
            return False
        return not self.among(self.words[index].low, (*_NOT_NOMINAL, "determiners", "possessives"))

    def noun(self, index: int) -> bool:
        """Is the word at `index` plainly a noun?"""
        low = self.low(index)
        known = bool(self.lexicon.kinds_of(low)) or low in self.lexicon["also_nouns"]
        return bool(low) and (known or low.endswith(("ings", "ions", "ments")))

    def starts_phrase(self, low: str) -> bool:
        """Does the word begin a noun phrase?"""
        return self.among(low, _PHRASE_STARTS)

    def verb_like(self, index: int) -> bool:
        """Is the word at `index` a verb and nothing else?"""
        low = self.low(index)
        known = low in self.lexicon.verb_forms and low not in self.lexicon["also_nouns"]
        return self.among(low, _AUXILIARIES) or known

    def participle(self, low: str) -> bool:
        """Can the word be a past participle?"""
        return low == "been" or any(form == "participle" for _, form in self.lexicon.verb_forms.get(low, ()))

    def base(self, index: int) -> bool:
        """Is the word at `index`, adverbs apart, the base form of a verb, as after "to"?"""
        while self.low(index) in self.lexicon["adverbs"] or self.low(index).endswith("ly"):
            index += 1
        low = self.low(index)
        if not low or self.words[index].capital:
            return False
        if low in ("be", "have", "do", "get"):
            return True
        found = any(form == "base" for _, form in self.lexicon.verb_forms.get(low, ()))
        if found and low in self.lexicon["also_nouns"]:
            return self.low(index + 1) not in ("", ".", ",", ";", "of", "on", "off")
        return found

    def clause(self, index: int) -> bool:
        """Is there a finite verb before the next comma or clause opener?"""
        for at in range(index, min(index + _FAR, len(self.words))):
            low = self.words[at].low
            if at > index and low in (",", ";", ".", ":", "who", "which", "that"):
                return False
            if at > index and low == "and" and not self.nominal(at + 1):
                return False
            if self.among(low, _AUXILIARIES):
                return low not in ("being", "having", "been", "be")
            if at > index and self._finite(at):
                return True
            if at > index and self._plain_past(at):
                return False
        return False

    def _plain_past(self, at: int) -> bool:
        low = self.words[at].low
        past = any(form == "past" for _, form in self.lexicon.verb_forms.get(low, ()))
        return past and low not in self.lexicon["also_nouns"]

    def _finite(self, at: int) -> bool:
        """A past form that is not an adjective after an article, or a present form after a pronoun."""
        before = self.words[at - 1].low
        if self._plain_past(at):
            return not self.among(before, ("determiners", "prepositions"))
        forms = {form for _, form in self.lexicon.verb_forms.get(self.words[at].low, ())}
        return before in self.lexicon["subject_pronouns"] and bool(forms & {"s", "base"})
