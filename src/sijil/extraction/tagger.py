"""What each word of a sentence is, in its place: a determiner, a noun, a verb, a name...

There is no statistical model in this: closed classes come from the tables, the rest is settled by the
endings of words and by what stands beside them. It is meant to be good at news prose and to be
predictable: the same sentence always gets the same tags.
"""

from dataclasses import dataclass

from sijil.extraction import tags as t
from sijil.extraction.lexicon import Lexicon
from sijil.extraction.lookahead import Lookahead
from sijil.extraction.tags import Tag
from sijil.extraction.tokens import Token
from sijil.extraction.verb_tags import VerbTags

_KNOWN = ("determiners", "negative_determiners", "quantifiers", "possessives", "pronouns", "prepositions",
          "clause_openers", "coordinators", "adverbs", "adjectives", "be", "have", "do", "modals", "negations",
          "number_words", "months_and_days", "relatives", "get", "plurals.always")  # fmt: skip
_ONE_CLASS = (("be", t.BE), ("have", t.HAVE), ("do", t.DO), ("modals", t.MODAL), ("negations", t.NEG))
_CLASSES = (("determiners", t.DET), ("negative_determiners", t.NEGDET), ("possessives", t.POSS),
            ("number_words", t.NUM), ("quantifiers", t.QUANT), ("relatives", t.REL), ("pronouns", t.PRON),
            ("coordinators", t.CC), ("prepositions", t.PREP), ("clause_openers", t.SUB),
            ("adverbs", t.ADV))  # fmt: skip
_COMMON_ENDINGS = ("ing", "ed", "ly", "ers", "men", "ists", "tions", "ments", "ness", "ors", "ants", "tion")
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "ive", "ical", "able", "ible", "ish", "ese", "year-old")
_NOT_VERBS = frozenset({"something", "anything", "everything", "nothing", "during"})


@dataclass(frozen=True, slots=True)
class Tagger:
    """Tags sentences with one lexicon; `common` are words the document also writes in small letters."""

    lexicon: Lexicon
    common: frozenset[str] = frozenset()

    def tag(self, words: list[Token]) -> list[Tag]:
        """One tag for each token."""
        return _Tagging(words, self.lexicon, self.common).run()


class _Tagging:
    """One sentence on its way from left to right."""

    def __init__(self, words: list[Token], lexicon: Lexicon, common: frozenset[str]) -> None:
        self.words, self.lexicon, self.common = words, lexicon, common
        self.tags: list[Tag] = []
        self.ahead = Lookahead(words, lexicon)
        self.verbs = VerbTags(words, self.tags, lexicon, self.ahead)

    def run(self) -> list[Tag]:
        for index in range(len(self.words)):
            self.tags.append(self._one(index))
        return self.tags

    def _one(self, index: int) -> Tag:
        word = self.words[index]
        if not (word.text[0].isalnum() or (word.low[0] == "'" and len(word.low) > 1)):
            return self._mark(index)
        if word.text[0].isdigit():
            return Tag(t.ADJ if word.low[-1].isalpha() else t.NUM)
        if self._is_name(index):
            return Tag(t.NAME)
        closed = self._closed(index)
        return Tag(closed) if closed else self._open(index)

    def _mark(self, index: int) -> Tag:
        if self._plural_owner(index):
            return Tag(t.OWNER)
        return Tag(t.QUOTE) if self.words[index].text in t.QUOTES else Tag(self.words[index].text)

    def _plural_owner(self, index: int) -> bool:
        """The apostrophe of "the miners' union": close to a plural, far from what follows, closing no quotation."""
        words = self.words
        if words[index].text not in ("'", "’") or not 0 < index < len(words) - 1:
            return False
        before, after = words[index - 1], words[index + 1]
        close = (
            before.end == words[index].start and before.low.endswith("s") and after.start > words[index].end
        )
        noun = self.tags[index - 1].kind in (t.NOUN, t.NAME)
        return close and noun and after.text[0].isalnum() and not self._single_open(index)

    def _single_open(self, index: int) -> bool:
        """Does a single quotation mark stand open before `index`?"""
        return any(
            self.tags[at].kind == t.QUOTE
            and self.words[at].text in ("'", "‘")
            and self.words[at].end == self.words[at + 1].start
            for at in range(index - 1)
        )

    # -- names

    def _is_name(self, index: int) -> bool:
        word = self.words[index]
        if not word.capital:
            return "-" in word.low[:4] and word.low.startswith(tuple(self.lexicon["lower_prefixes"]))
        if word.low in self.lexicon["months_and_days"] and word.low not in ("may", "march", "sat", "sun"):
            return True
        if word.low in ("i", "i'm"):
            return False
        return self._names_at_start(index) if self._begins(index) else True

    def _begins(self, index: int) -> bool:
        opening = (t.QUOTE, ":", "-", "–", "—", "•", "*")
        return index == 0 or self.tags[-1].kind in opening

    def _names_at_start(self, index: int) -> bool:
        """A capital that opens a sentence means nothing, unless what it opens is plainly a name."""
        low = self.words[index].low
        following = self.words[index + 1] if index + 1 < len(self.words) else None
        goes_on = following is not None and following.capital and following.text[0].isalpha()
        dotted = following is not None and following.text == "."
        if low in self.lexicon["titles"] and (goes_on or dotted):
            return True
        if self._known(low) or low in self.common:
            return False
        return goes_on or not low.endswith(_COMMON_ENDINGS)

    def _compound_number(self, low: str) -> bool:
        """ "Thirty-one"."""
        return "-" in low and all(part in self.lexicon["number_words"] for part in low.split("-"))

    def _known(self, low: str) -> bool:
        if self._compound_number(low):
            return True
        listed = self.ahead.among(low, _KNOWN)
        return listed or low in self.lexicon.verb_forms or bool(self.lexicon.kinds_of(low))

    # -- closed classes

    def _closed(self, index: int) -> str:
        low = self.words[index].low
        if self._compound_number(low):
            return t.NUM
        if low in ("'s", "'d"):
            return self._contraction(low, self.ahead.low(index + 1))
        if low in ("am", "pm") and self.tags and self.tags[-1].kind == t.NUM:
            return t.NOUN
        if low == "first" and self.tags and self.tags[-1].kind in (t.NOUN, t.NAME, t.PRON):
            return t.ADV if self.ahead.verb_like(index + 1) else ""
        for name, kind in _ONE_CLASS:
            if low in self.lexicon[name]:
                return kind
        if low == "that":
            return self._that(index)
        if low in ("her", "his", "no", "one", "to", "so", "as"):
            return self._special(low, index)
        for name, kind in _CLASSES:
            if low in self.lexicon[name]:
                return self._settled(kind, low, index)
        return ""

    def _contraction(self, low: str, following: str) -> str:
        participle = self.ahead.participle(following)
        if low == "'d":
            return t.HAVE if participle else t.MODAL
        if self.tags and self.tags[-1].kind in (t.PRON, t.SUB, t.REL):
            return t.HAVE if participle and following != "gone" else t.BE
        return t.OWNER

    def _that(self, index: int) -> str:
        before = self.tags[-1].kind if self.tags else ""
        if before in (t.NOUN, t.NAME, t.PRON, t.NUM) and self.ahead.verb_like(index + 1):
            return t.REL
        return t.DET if before in ("", t.PREP, t.TO, t.CC) else t.SUB

    def _special(self, low: str, index: int) -> str:
        plain = {"no": t.NEGDET, "one": t.NUM, "so": t.ADV}
        if low in plain:
            return plain[low]
        if low == "to":
            return t.TO if self.ahead.base(index + 1) else t.PREP
        nominal = self.ahead.nominal(index + 1)
        if low in ("her", "his"):
            return t.POSS if nominal else t.PRON
        return t.PREP if nominal and not self.ahead.clause(index + 1) else t.SUB

    def _settled(self, kind: str, low: str, index: int) -> str:
        """A word of two closed classes, by what follows it."""
        ahead, lexicon = self.ahead, self.lexicon
        if low == "since" and self.tags and self.tags[-1].kind == t.HAVE:
            return t.ADV
        if kind == t.PREP and low in lexicon["clause_openers"]:
            return t.SUB if ahead.clause(index + 1) else t.PREP
        alone = (kind == t.DET and low in lexicon["pronouns"]) or (kind == t.QUANT and low in ("all", "both"))
        if alone and not ahead.nominal(index + 1):
            return t.PRON
        if kind == t.ADV and self.tags and self.tags[-1].kind in (t.POSS, t.DET) and lexicon.kinds_of(low):
            return t.NOUN
        if kind == t.SUB and low == "once":
            return t.SUB if ahead.clause(index + 1) else t.ADV
        if kind == t.ADV and low in lexicon["adverbs_before_nouns"] and ahead.noun(index + 1):
            return t.ADJ
        if kind == t.SUB and low == "where" and self.tags and self.tags[-1].kind in (t.NOUN, t.NAME, ","):
            return t.REL
        return kind

    # -- open classes

    def _open(self, index: int) -> Tag:
        low, lexicon = self.words[index].low, self.lexicon
        readings = {form: base for base, form in lexicon.verb_forms.get(low, ())} or _guessed(low, lexicon)
        only_adjective = low in lexicon["adjectives"] and not ({"past", "participle"} & readings.keys())
        if readings and not only_adjective:
            found = self.verbs.tag(index, readings)
            if found is not None:
                return found
        known = bool(lexicon.kinds_of(low))
        if low in lexicon["adjectives"] or (len(low) > 4 and low.endswith(_ADJECTIVE_ENDINGS) and not known):
            return Tag(self._adjective_or_noun(index))
        return Tag(t.ADV) if low.endswith("ly") and len(low) > 4 and not known else Tag(t.NOUN)

    def _adjective_or_noun(self, index: int) -> str:
        """ "The dead" and "the wounded" are people when no noun follows."""
        listed = self.words[index].low in self.lexicon["adjectives"]
        determined = bool(self.tags) and self.tags[-1].kind in (t.DET, t.POSS)
        determined = determined or (index > 0 and self.words[index - 1].low == "of")
        return t.NOUN if listed and determined and not self.ahead.nominal(index + 1) else t.ADJ


def _guessed(low: str, lexicon: Lexicon) -> dict[str, str]:
    """Readings of a word that is in no table, by its ending."""
    if lexicon.kinds_of(low) or len(low) < 5 or low in _NOT_VERBS:
        return {}
    if low.endswith("ed") and not low.endswith("eed"):
        base = low[:-1] if low[-3] in "sczgv" else _undoubled(low[:-2])
        return {"past": base, "participle": base}
    if low.endswith("ing") and len(low) > 5:
        return {"ing": _undoubled(low[:-3])}
    return {}


def _undoubled(stem: str) -> str:
    return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "lsfzeo" else stem
