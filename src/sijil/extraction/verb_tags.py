"""Is a form of a verb a verb here, or a noun or an adjective?

"The killing of", "killing two men", "the surviving children"; "armed men", "a family massacred in",
"stormed in, killed the guards"; "the attack", "they attack".
"""

from dataclasses import dataclass

from sijil.extraction import tags as t
from sijil.extraction.lexicon import Lexicon
from sijil.extraction.lookahead import Lookahead
from sijil.extraction.tags import Tag, last_kind
from sijil.extraction.tokens import Token

Readings = dict[str, str]
"""The forms a word can be, each with the base of its verb."""

_OPENING = frozenset({t.NUM, t.QUANT, t.PREP, "", t.QUOTE, ",", t.CC, t.SUB, ":", "-", "–", "—", "("})
_DETERMINED = frozenset({t.DET, t.NEGDET, t.POSS, t.ADJ, t.OWNER})


@dataclass(frozen=True, slots=True)
class VerbTags:
    """Decides between the readings of verb forms in one sentence; `tags` are those of the words before."""

    words: list[Token]
    tags: list[Tag]
    lexicon: Lexicon
    ahead: Lookahead

    def tag(self, index: int, readings: Readings) -> Tag | None:
        """The verb's tag, that of a noun or adjective made from it, or nothing if it is no verb here."""
        before = last_kind(self.tags)
        if "ing" in readings:
            return self._ing(index, readings["ing"], before)
        if "past" in readings or "participle" in readings:
            found = self._past(index, readings, before)
            if found is not None or not ("base" in readings or "s" in readings):
                return found
        return self._present(index, readings, before)

    # -- forms in -ing

    def _ing(self, index: int, base: str, before: str) -> Tag:
        following = self.ahead.low(index + 1)
        nominal = self.ahead.nominal(index + 1)
        verb = Tag(t.VERB, base, "ing")
        if "-" in self.words[index].low and nominal:
            return Tag(t.ADJ)
        if before == t.BE:
            return verb
        if before in t.BEFORE_NOUN:
            return Tag(t.ADJ) if nominal and following not in self.lexicon["quantifiers"] else Tag(t.NOUN)
        if following == "of" or (before == "" and self.ahead.verb_like(index + 1)):
            return Tag(t.NOUN)
        if before == t.NOUN and self._compound(index, following, nominal):
            return Tag(t.NOUN)
        if before == t.CC and len(self.tags) > 1 and self.tags[-2].kind == t.ADJ and nominal:
            return Tag(t.ADJ)
        if before == t.PREP:
            return verb if nominal or self.ahead.starts_phrase(following) else Tag(t.NOUN)
        return verb

    def _compound(self, index: int, following: str, nominal: bool) -> bool:
        """ "The checkpoint shooting" against "men shouting": things do not shout."""
        if nominal or self.ahead.starts_phrase(following) or following in ("", "in", "at"):
            return False
        if (
            self.lexicon.verb_forms.get(self.words[index].low, (("", ""),))[0][0]
            in self.lexicon["verbs.surface"]
        ):
            return False
        return "person" not in self.lexicon.kinds_of(self.words[index - 1].low) and self._determined()

    def _determined(self) -> bool:
        """Does the noun phrase that ends here begin with a determiner?"""
        for tag in reversed(self.tags):
            if tag.kind in (t.DET, t.POSS):
                return True
            if tag.kind not in (t.NOUN, t.ADJ, t.NAME):
                return False
        return False

    # -- past forms and participles

    def _past(self, index: int, readings: Readings, before: str) -> Tag | None:
        participle = Tag(t.VERB, readings.get("participle", ""), "participle")
        verb = Tag(t.VERB, readings["past"], "past") if "past" in readings else participle
        if verb.base in self.lexicon["linking"]:
            return verb
        if before in (t.BE, t.HAVE):
            attribute = self.words[index].low in self.lexicon["adjectives"] and self.ahead.noun(index + 1)
            return participle if participle.base and not attribute else None
        if before in (t.MODAL, t.DO, t.TO):
            return None if "base" in readings else verb
        nominal = self.ahead.nominal(index + 1) and not self.ahead.starts_phrase(self.ahead.low(index + 1))
        if (
            before == t.DET
            and self.words[index - 1].low in self.lexicon["pronoun_determiners"]
            and not nominal
        ):
            return verb
        if before in _DETERMINED:
            return Tag(t.ADJ) if nominal else self._after_determiner(index, participle)
        if self.tags and self.tags[-1].kind == t.VERB and nominal and not self.ahead.verb_like(index + 1):
            # "Executed suspected informers": two past forms in a row, so the second describes.
            return Tag(t.ADJ)
        if before == t.NUM and self._counted_object(index):
            return Tag(t.ADJ)
        opening = before in _OPENING or (before == t.REL and self.words[index - 1].low == "where")
        if opening and nominal and self._adjective_here(index):
            return Tag(t.ADJ)
        return verb

    def _counted_object(self, index: int) -> bool:
        """ "Evacuated 43 wounded": a number of people who are the object of a verb."""
        at = index - 1
        while at >= 0 and self.tags[at].kind in (t.NUM, t.QUANT):
            at -= 1
        people = self.words[index].low in self.lexicon["people_adjectives"]
        return people and at >= 0 and self.tags[at].kind == t.VERB

    def _adjective_here(self, index: int) -> bool:
        """ "Armed men" opens a phrase; "stormed in, killed guards" goes on with a verb."""
        if self.words[index].low in ("said", "told"):
            return False
        return self._listed_adjective(index) or not self._continues()

    def _after_determiner(self, index: int, participle: Tag) -> Tag:
        """ "The wounded said" against "a family massacred" and "the young killed": only `the` makes people."""
        if self.tags and self.tags[-1].kind == t.DET and self.words[index].low.endswith("ed"):
            return Tag(t.NOUN)
        return participle if participle.base else Tag(t.NOUN)

    def _listed_adjective(self, index: int) -> bool:
        """ "Home invasions and forced displacement": before one thing without an article it is an adjective."""
        following = self.ahead.low(index + 1)
        things = "person" not in self.lexicon.kinds_of(following) and not self.lexicon.plural(following)
        event = following.endswith(("ment", "ments", "tion", "tions", "sion", "sions"))
        return self.words[index].low in self.lexicon["adjectives"] and (things or event)

    def _continues(self) -> bool:
        """Does a verb after a comma or "and" go on from one before it?"""
        if not self.tags or self.tags[-1].kind not in (",", t.CC):
            return False
        for tag in reversed(self.tags):
            if tag.kind in (t.SUB, t.REL, t.QUOTE, ";"):
                return False
            if tag.kind == t.VERB:
                return True
        return False

    # -- base forms and forms in -s

    def _present(self, index: int, readings: Readings, before: str) -> Tag | None:
        base = readings.get("base") or readings.get("s") or ""
        if not base:
            return None
        form = "base" if "base" in readings else "s"
        verb = Tag(t.VERB, base, form)
        also_noun = not {self.words[index].low, base}.isdisjoint(self.lexicon["also_nouns"])
        if before in (t.TO, t.MODAL, t.DO):
            return verb
        if before in t.BEFORE_NOUN or before in (t.PREP, t.BE, t.HAVE):
            return None
        if before in (t.PRON, t.REL) or not also_noun:
            return verb
        agrees = before in (t.NOUN, t.NAME, t.ADJ) and self._agrees(index, form)
        return verb if agrees and self._object_follows(index) else None

    def _agrees(self, index: int, form: str) -> bool:
        plural = bool(self.tags) and self.lexicon.plural(self.words[index - 1].low)
        return plural == (form == "base")

    def _object_follows(self, index: int) -> bool:
        """After a noun, a word that is also a noun is a verb when an object follows it."""
        following = self.ahead.low(index + 1)
        if self.ahead.verb_like(index + 1) or (following in self.lexicon["prepositions"]):
            return False
        capital = bool(following) and self.words[index + 1].capital
        return self.ahead.starts_phrase(following) or capital or following == "that"
