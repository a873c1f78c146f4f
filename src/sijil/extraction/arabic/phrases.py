"""Noun phrases: who and how many, with name, age, kin; and the lists that they stand in."""

from sijil.extraction.arabic.naming import Naming, Phrase
from sijil.extraction.arabic.words import Word
from sijil.numbers import Count

_PRONOUN_SUFFIXES = frozenset({"ه", "ها", "هم", "هن", "هما", "ك", "كم", "نا", "ني"})


class Reader(Naming):
    """Reads the phrases of one sentence."""

    def listed(self, at: int, limit: int) -> list[Phrase]:
        """The phrase at a word and those joined to it by و; phrases after "among them" are left out."""
        found: list[Phrase] = []
        while at < limit:
            phrase = self.read(at, limit)
            if phrase is None:
                break
            found.append(phrase)
            at = self._past_nested(phrase.last + 1, limit)
            if at < limit and self.words[at].mark and self.words[at].text in "،,":
                at += 1
                if at >= limit or not self.words[at].joined:
                    break
            if at >= limit or self.words[at].joined != "و" or self._is_trigger(at):
                break
        return found

    def _is_trigger(self, at: int) -> bool:
        word = self.words[at]
        return (bool(word.verbs) and word.noun is None) or any(rule.kind == "noun" for rule in word.rules)

    def _past_nested(self, at: int, limit: int) -> int:
        """Steps over ", among them three children"."""
        opener = at + 1 if at < limit and self.words[at].text in ("،", ",", "(") else at
        if self.s.said(opener) == "من" and self.s.is_in(opener + 1, "nested"):
            opener += 1
        if opener >= limit or not self.s.is_in(opener, "nested"):
            return at
        inner = self.read(opener + 1, limit)
        while inner is not None:
            after = inner.last + 1
            if (
                after >= limit
                or self.words[after].joined != "و"
                or self._is_trigger(after)
                or self._other_toll(after)
            ):
                return after + (1 if after < limit and self.words[after].text in ("،", ")") else 0)
            inner = self.read(after, limit)
        return opener + 1

    def _other_toll(self, at: int) -> bool:
        phrase = self.read(at, len(self.words))
        return phrase is not None and bool(self.words[phrase.head].rules)

    # -- one phrase

    def read(self, at: int, limit: int) -> Phrase | None:
        """The noun phrase that begins at a word, or None."""
        first, count, partitive = at, None, False
        at = self._past_openers(at, limit)
        if at >= limit:
            return None
        if at in self.s.counts:
            count, last = self.s.counts[at]
            # "31 people at least": the noun stands inside the words of the number.
            at = next(
                (one for one in range(at, last + 1) if self.words[one].noun or self.words[one].kin), last + 1
            )
            if at < limit and self.words[at].low in ("اخرين", "اخرون"):
                return Phrase(first, at, at, count=count)
            if at < limit and self.s.said(at) == "من" and at + 1 < limit:
                at, partitive = at + 1, True
        if (
            at < limit
            and self.words[at].stem in _PARTS
            and at + 1 < limit
            and (self.words[at + 1].noun or self.words[at + 1].kin)
        ):
            at, partitive = at + 1, True
        phrase = self._headed(first, at, limit, count)
        if phrase is None:
            return self._bare_number(first, at, count)
        phrase.partitive = partitive
        return self._extended(phrase, limit)

    def _bare_number(self, first: int, at: int, count: Count | None) -> Phrase | None:
        if count is not None and at > first and self.s.said(at) in ("منهم", "منهن", "منا"):
            return Phrase(first, at, at - 1, count=count, partitive=True)
        if (
            count is None
            and at == first + 1
            and self.s.said(at) in _OF_THEM
            and self.words[first].stem in _SOME
        ):
            return Phrase(first, at, at, partitive=True, some=True)
        if count is None or at == first:
            return None
        if self._after_a_verb(first) and self.closed(at) and (count.low or 0) < _YEARS:
            return Phrase(first, at - 1, at - 1, count=count)
        if self.words[at - 1].number:
            return None
        return (
            Phrase(first, at - 1, at - 1, count=count)
            if self.words[at - 1].stem in ("عشرات", "مئات", "الاف")
            else None
        )

    def _after_a_verb(self, at: int) -> bool:
        """ "قُتل خمسة وجُرح عشرة": a number right behind the verb counts people."""
        before = at - 1
        while before >= 0 and self.s.is_in(before, "between") and not self.words[before].verbs:
            before -= 1
        return before >= 0 and any(rule.event in _TO_PEOPLE for rule, _ in self.words[before].verbs)

    def closed(self, at: int) -> bool:
        """Does no noun follow that the number could count?"""
        if at >= len(self.words):
            return True
        word = self.words[at]
        alone = word.mark or bool(word.joined) or (bool(word.prep) and word.prep != "ك")
        return alone or self.s.is_in(at, "prepositions") or self.s.is_in(at, "between")

    def _past_openers(self, at: int, limit: int) -> int:
        while (
            at < limit
            and at not in self.s.counts
            and self.words[at].stem in _OPENERS
            and not self.words[at].suffix
        ):
            at += 1
        return at

    def _headed(self, first: int, at: int, limit: int, count: Count | None) -> Phrase | None:
        if at >= limit or self.words[at].mark:
            return None
        word = self.words[at]
        if word.prep and count is None and at == first and word.prep not in ("ل", "ب"):
            return None
        if self.s.is_in(at, "none") and not word.suffix:
            following = self.words[at + 1] if at + 1 < limit else None
            if following is not None and (following.noun or following.kin):
                return Phrase(first, at + 1, at + 1, following.noun, following.kin, partitive=True)
            return Phrase(first, at, at, none=True)
        title = (
            self.s.is_in(at, "titles.male")
            or self.s.is_in(at, "titles.female")
            or self.s.is_in(at, "titles.any")
        )
        if self.is_kunya(at) and word.low != "ابي" and (name := self.name_at(at, limit)):
            return Phrase(first, name[1], at, None, None, name, count)
        if word.kin is not None and (word.suffix or word.noun is None or self._owner_follows(at, limit)):
            return self._kin(first, at, limit, count)
        if word.noun is not None and not (title and self.name_at(at + 1, limit)):
            return Phrase(first, at, at, word.noun, None, None, count)
        named_from = at
        while title and named_from < limit and self.is_title(named_from):
            named_from += 1
        if not title and not self.starts_name(at):
            return None
        name = self.name_at(named_from, limit)
        if name is None:
            return None
        return Phrase(first, name[1], named_from, word.noun if title else None, None, name, count)

    def _owner_follows(self, at: int, limit: int) -> bool:
        if at + 1 >= limit:
            return False
        following = self.words[at + 1]
        return not following.joined and (
            (following.kin is not None and bool(following.suffix))
            or self.starts_name(at + 1)
            or self.is_title(at + 1)
        )

    def _kin(self, first: int, at: int, limit: int, count: Count | None) -> Phrase:
        word, last = self.words[at], at
        while (
            not self.words[last].suffix
            and last + 1 < limit
            and self.words[last + 1].kin
            and not self.words[last + 1].joined
        ):
            last += 1
        return Phrase(
            first, last, at, word.noun if word.noun and word.noun.sex else None, word.kin, None, count
        )

    # -- names

    # -- what follows the head

    def _extended(self, phrase: Phrase, limit: int) -> Phrase:
        at = phrase.last + 1
        head = self.words[phrase.head]
        # What keeps its ن is not in the construct state: nothing that follows is its owner.
        bound = phrase.noun is not None and phrase.noun.number > 1 and head.stem.endswith(("ون", "ين", "ان"))
        owned = bool(head.article or head.suffix) or bound
        complement = (
            not phrase.name
            and not owned
            and (
                bool(phrase.kinds & {"group", "armed", "combatant", "building", "religious"})
                or self.words[phrase.head].stem in ("جثة", "جثث", "جثمان", "حراس", "حارس", "امام", "مختار")
            )
        )
        while at < limit:
            word = self.words[at]
            if word.kind != "word" or word.joined:
                break
            if self._adjective(at, phrase):
                phrase.last = at
            elif word.stem == "من" and at + 1 < limit and self._of_people(at + 1):
                at += 1
                phrase.last = at
            elif word.stem in _BELONGING and at + 1 < limit and self.words[at + 1].prep == "ل":
                # "A patrol belonging to military security": that is still the patrol.
                at += 1
                phrase.last = at
            elif (
                complement
                and not word.prep
                and not word.verbs
                and not self._is_function(at)
                and at not in self.s.counts
                and (word.article or word.noun or word.kin or not word.known)
            ):
                phrase.last = at
                complement = bool(word.noun or word.kin) and not word.article
            else:
                break
            at += 1
        self._named(phrase, limit)
        self._aged(phrase, limit)
        self._counted_after(phrase, limit)
        return phrase

    def _counted_after(self, phrase: Phrase, limit: int) -> None:
        """ "3 مدنيين على الأقل": the words of the number reach beyond the noun."""
        if phrase.count is not None:
            last = self.s.word_at(self.s.start + phrase.count.end - 1)
            phrase.last = max(phrase.last, min(last, limit - 1))

    def _is_function(self, at: int) -> bool:
        return self.s.is_in(at, "prepositions") or self.s.is_in(at, "nested")

    def _adjective(self, at: int, phrase: Phrase) -> bool:
        word = self.words[at]
        if word.prep or word.suffix or at in self.s.counts:
            return False
        if self.s.is_in(at, "adjectives.words"):
            return True
        return (
            word.noun is not None
            and word.noun.base in _ADJECTIVAL
            and phrase.noun is not None
            and not self.is_title(phrase.head)
        )

    def _of_people(self, at: int) -> bool:
        word = self.words[at]
        return (
            bool((word.noun and word.noun.kinds & {"person", "armed", "group"}) or word.kin)
            and not word.joined
        )

    def _named(self, phrase: Phrase, limit: int) -> None:
        at = phrase.last + 1
        if phrase.name is not None or at >= limit:
            return
        one = phrase.noun is not None and phrase.noun.number == 1 and bool(phrase.noun.kinds & {"person"})
        kin = phrase.kin is not None
        family = self.words[phrase.head].stem in ("عائلة", "اسرة") and phrase.last == phrase.head
        if (
            not (one or kin or family)
            or self.words[at].joined
            or (phrase.noun and phrase.noun.kinds & {"armed"})
        ):
            return
        if one and not kin and not self.starts_name(at) and not self.words[phrase.head].article:
            return
        name = self.name_at(at, limit)
        if name is None or (self.words[name[0]].article and not family):
            return
        phrase.last = name[1]
        if family:
            return
        if (
            kin
            and not self.words[phrase.head].suffix
            and not any(self.words[i].suffix for i in range(phrase.head, at))
        ):
            return
        phrase.name = name
        self._more_names(phrase, limit)

    def _more_names(self, phrase: Phrase, limit: int) -> None:
        """ "ولديه طارق وشعبان": one name for each of the two."""
        noun = phrase.noun or phrase.kin
        if noun is None or noun.number < 2 or phrase.name is None:
            return
        phrase.names = [phrase.name]
        at = phrase.last + 1
        while at < limit and self.words[at].joined == "و" and self.starts_name(at):
            name = self.name_at(at, limit)
            if name is None:
                break
            phrase.names.append(name)
            phrase.last, at = name[1], name[1] + 1


_TO_PEOPLE = frozenset({"killing", "injury", "abduction", "detention"})
_YEARS = 1900
_OF_THEM = frozenset({"منهم", "منهن", "منا"})
_SOME = frozenset({"عدد", "بعض", "كثير", "عديد"})
_BELONGING = frozenset({"تابع", "تابعة", "تابعين", "تابعون", "موالية", "موالين"})
_OPENERS = frozenset({"عدد", "نحو", "حوالي", "قرابة", "جميع", "كل", "بعض", "تم", "جرى", "كلا"})
_PARTS = frozenset(
    {"معظم", "جميع", "بعض", "عدد", "كافة", "احدي", "احد", "غالبية", "اغلب", "كل", "عشرات", "مئات", "الاف"}
)
_ADJECTIVAL = frozenset({
    "مدني", "مسن", "شاب", "مسلح", "جريح", "مصاب", "معتقل", "نازح", "عسكري", "قاصر", "مجهول", "ملثم",
    "مسنة", "شابة", "نازحة", "مدنية", "مواطن", "عجوز", "مسلحون", "رضيع", "رضيعة",
})  # fmt: skip


def kin_owner(phrase: Phrase, words: list[Word]) -> str:
    """The pronoun written onto the kin word, or nothing."""
    return next(
        (
            words[i].suffix
            for i in range(phrase.head, min(phrase.last, phrase.head + 2) + 1)
            if words[i].suffix
        ),
        "",
    )
