"""The events of one Arabic sentence: what set the rule off, to whom it was done, who did it, whether it happened."""

from sijil.extraction.arabic.constructions import Constructions
from sijil.extraction.arabic.frame import Frame
from sijil.extraction.arabic.naming import Phrase
from sijil.extraction.arabic.phrases import Reader
from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.tables import Rule, VerbForm, tables

_OBJECT = frozenset({"ه", "ها", "هم", "هن", "هما", "نا", "ني", "كم", "ك"})


Found = tuple[Rule, VerbForm | None]
Trigger = tuple[int, list[Found]]


def frames(s: Sentence) -> list[Frame]:
    """The frames of a sentence in the order of their triggers; what did not happen is left out."""
    reader = Reader(s)
    if s.words and (s.words[-1].text == "؟" or s.words[0].low == "هل" or s.text[s.end - 1] == "؟"):
        return []
    triggers = _triggers(s)
    told = [one for one in triggers if _read(s, reader, triggers, one)]
    found = [frame for one in told for frame in _read(s, reader, told, one)]
    found += _phrases(s)
    return _without_repeats(found)


def _read(s: Sentence, reader: Reader, triggers: list[Trigger], trigger: Trigger) -> list[Frame]:
    """The frames of one trigger, in a clause that ends where the next one of `triggers` stands."""
    number, at = triggers.index(trigger), trigger[0]
    first = triggers[number - 1][0] + 1 if number else 0
    last = triggers[number + 1][0] if number + 1 < len(triggers) else len(s.words)
    return _Reading(s, reader, at, _clause_start(s, first, at), last).frames(trigger[1])


def _without_repeats(found: list[Frame]) -> list[Frame]:
    kept: list[Frame] = []
    for frame in sorted(found, key=lambda one: one.trigger):
        same = [one for one in kept if one.rule.event == frame.rule.event]
        if any(_same_people(one, frame) for one in same) or any(frame.of_rule(one) for one in same):
            continue
        if frame.rule.kind in ("clash", "phrase", "threat", "massacre") and same:
            continue
        kept.append(frame)
    return kept


def _same_people(one: Frame, other: Frame) -> bool:
    """Done to the same people, or a second word for it that names nobody."""
    mine, theirs = [(p.first, p.last) for p in one.victims], [(p.first, p.last) for p in other.victims]
    return bool(set(mine) & set(theirs)) or (one.rule.kind == "massacre" and other.rule.kind == "toll")


def _clause_start(s: Sentence, first: int, at: int) -> int:
    """Where the clause of the trigger begins: after the last comma or joined verb before it."""
    for back in range(at - 1, first - 1, -1):
        if s.words[back].mark and s.words[back].text in '،,;؛.!:«»"…-–—':
            return back + 1
    return first


def _triggers(s: Sentence) -> list[tuple[int, list[Found]]]:
    found: list[tuple[int, list[Found]]] = []
    for at, word in enumerate(s.words):
        verbs = () if word.rules and s.said(at - 1) in _DONE else word.verbs
        some: list[Found] = [(rule, form) for rule, form in verbs if not _is_particle(s, at)]
        if word.kind == "word" and (not word.noun or word.rules):
            some += [
                (rule, None)
                for rule in word.rules
                if not (some and rule.kind == "noun" and not _noun_place(s, at))
                and not (rule.kind == "toll" and _is_subject(s, at))
                and not (rule.kind == "noun" and _pointed_back(s, at))
            ]
        some = [one for one in some if _prepared(s, at, one[0])]
        if some:
            found.append((at, some))
    return found


def _prepared(s: Sentence, at: int, rule: Rule) -> bool:
    """Does one of the words stand before the trigger that the rule wants there?"""
    return not rule.before or any(
        {word.stem, word.low, word.low.lstrip("وف")} & rule.before for word in s.words[max(0, at - 5) : at]
    )


def _pointed_back(s: Sentence, at: int) -> bool:
    """ "The shelling" was told before, and is no end of the clause either: "the shelling destroyed three houses"."""
    return s.words[at].article and s.said(at - 1) not in ("تم", "جري")


def _is_subject(s: Sentence, at: int) -> bool:
    """ "Three of the wounded died": the verb after them says what became of them."""
    following = at + 1 < len(s.words) and bool(s.words[at + 1].verbs)
    return following and s.words[at].article and s.said(at - 1) == "من"


def _is_particle(s: Sentence, at: int) -> bool:
    """فقد before a verb, the title الشهيد, a number."""
    word = s.words[at]
    if word.article or word.prep in ("ب", "ك"):
        return True
    return word.low == "فقد" and at + 1 < len(s.words) and bool(s.words[at + 1].verbs)


def _noun_place(s: Sentence, at: int) -> bool:
    """A word that may be a verb or its noun (قتل) is the noun after تم, a preposition or a noun that governs it."""
    word = s.words[at]
    return bool(word.prep) or s.said(at - 1) in _GOVERNORS or s.is_in(at - 1, "unreal")


_DONE = frozenset({"تم", "جري", "يتم", "جرت", "تمت"})
_THAT_SHE = frozenset(
    {"انه", "انها", "انهم", "انهن", "انهما", "بانه", "بانها", "بانهم", "لانه", "لانها", "لانهم"}
)
_GOVERNORS = frozenset({
    "تم", "جرى", "جري", "يتم", "عملية", "عمليات", "حالة", "حالات", "بعد", "عن", "الي", "من", "في",
    "حادثة", "جريمة", "اثر", "نتيجة", "مسوول", "مسؤول", "وثق", "وثقت", "عقوبة", "تهمة", "قبل",
    "جرائم",
})  # fmt: skip


_FALLEN = (
    "يظهر", "تظهر", "اظهر", "سقط", "سقوط", "وقوع", "خلف", "اسفر", "ادى", "ادي", "عثر", "العثور",
    "انتشال", "انتشل", "ارتفع", "ارتفاع", "راح", "شوهد", "وجد", "وجدو", "عد", "شاهد", "شفنا", "شفت",
    "راينا", "رايت", "لقينا", "دفن",
)  # fmt: skip


class _Reading(Constructions):
    """One trigger read by the rules of its word."""

    def frames(self, candidates: list[Found]) -> list[Frame]:
        found: list[Frame] = []
        for rule, form in sorted(candidates, key=lambda one: one[1] is not None and one[1].tense != "past"):
            if any(one.rule.event == rule.event for one in found) or not self._applies(rule, form):
                continue
            frame = self._one(rule, form)
            if frame is not None:
                frame.first, frame.last, frame.word = self.first, self.last, self.word.stem
                frame.negation = -1 if rule.kind == "unreturned" else self._negation()
                frame.until = max([frame.until, self.at, *(p.last for p in frame.victims + frame.agents)])
                found.append(frame)
        return self._apart(found)

    def _apart(self, found: list[Frame]) -> list[Frame]:
        """A mosque burned is an attack on a religious site, and not arson of a building besides."""
        religious = any(one.rule.event == "attack_on_religious_site" for one in found)
        lost = [one for one in found if one.rule.kind in ("lost", "limb")]
        if lost:
            return lost[:1]
        kept = [
            one for one in found if not (religious and one.rule.event in ("arson", "property_destruction"))
        ]
        return kept[:1] if kept and "person" in kept[0].rule.target else kept

    def _applies(self, rule: Rule, form: VerbForm | None) -> bool:
        if rule.unless and self.s.phrase(rule.unless):
            return False
        if rule.then and not any(
            (word.noun.base if word.noun else word.stem) in rule.then or word.stem in rule.then
            for word in self.s.words[self.at + 1 : self.last + 2]
        ):
            return False
        if form is not None and form.tense == "future":
            return False
        return rule.event == "threat_or_incitement" or self._real()

    def _real(self) -> bool:
        s = self.s
        before = range(max(0, self.at - 3), self.at)
        near = s.any_of("unreal", before)
        if near >= 0 and self._governs(near):
            return False
        present = any(form.tense == "present" for _, form in self.word.verbs)
        if present and self.word.prep == "ل":
            return False
        if (
            present
            and s.said(self.at - 1) in ("ان", "لن", "سوف", "رح", "راح", "كي", "لكي", "قد", "بدن", "بدو")
            and not self.word.passive_sign
        ):
            return False
        return s.any_of("conditions", range(self.first, self.at)) < 0

    def _governs(self, near: int) -> bool:
        """An unreal word governs what follows at once; أن only a verb of the present."""
        between = self.s.words[near + 1 : self.at]
        if self.s.words[near].stem == "ان":
            return False
        return not any(word.mark or word.noun for word in between)

    def _one(self, rule: Rule, form: VerbForm | None) -> Frame | None:
        if form is None:
            return getattr(self, f"_by_{rule.kind}")(rule)  # type: ignore[no-any-return]
        if rule.kind == "middle":
            return self._middle(rule, form)
        if rule.kind == "threat":
            return Frame(rule, "verb", self.at, 0, 0)
        if rule.kind in ("lost", "limb", "fell", "unreturned", "driven"):
            return getattr(self, f"_{rule.kind}")(rule, form)  # type: ignore[no-any-return]
        return self._transitive(rule, form)

    def _by_clash(self, rule: Rule) -> Frame:
        return Frame(rule, "bare", self.at, 0, 0)

    def _by_massacre(self, rule: Rule) -> Frame | None:
        """With the people after ضحيتها or a number; "the massacre" spoken of again is no claim."""
        opener = next(
            (i for i in range(self.at + 1, len(self.s.words)) if self.s.words[i].stem.startswith("ضحي")), -1
        )
        victims = self.reader.listed(opener + 1, len(self.s.words)) if opener >= 0 else []
        committed = any(
            self.s.words[i].low.startswith(("ارتكب", "وقعت", "وقوع", "حدثت", "نفذ"))
            for i in range(self.first, self.at)
        )
        if not victims and not committed:
            return None
        return Frame(
            rule, "of", self.at, 0, 0, self._fitting(rule, victims), self._subject_after_committing()
        )

    def _subject_after_committing(self) -> list[Phrase]:
        for at in range(self.first, self.at):
            if self.s.words[at].low.startswith("ارتكب"):
                phrase = self.reader.read(at + 1, self.at) if at + 1 < self.at else None
                before = self._preposed(at) if phrase is None else phrase
                return [before] if before is not None and before.kinds & {"armed", "combatant"} else []
        return []

    def _by_toll(self, rule: Rule) -> Frame | None:
        """A number, a dual, or a word for falling before a noun that says what became of them."""
        if self._counted_next() and not self.word.article and not self.word.suffix:
            victims = self._fitting(rule, self.reader.listed(self.at + 1, self.last))
            return Frame(rule, "of", self.at, 0, 0, victims) if victims else None
        told = self._number_told()
        if told is not None:
            return Frame(rule, "number", self.at, 0, 0, [told])
        start = self._number_before()
        phrase = self.reader.read(start, self.last)
        if phrase is None or not (phrase.head == self.at or start < self.at <= phrase.last):
            return None
        dual = self.word.noun is not None and self.word.noun.number == 2 and self.at in self.s.counts
        fallen = any(
            self.s.words[i].low.lstrip("وف").startswith(_FALLEN)
            for i in range(max(self.first, start - 6), start)
        )
        indefinite = not self.word.article and not self.word.suffix
        headline = indefinite and self.word.noun is not None and self.word.noun.number == 1 and self.at == 0
        if not (phrase.count is not None or dual or (fallen and indefinite) or headline):
            return None
        if self.word.article and phrase.count is None:
            return None
        return Frame(rule, "counted", self.at, 0, 0, self._fitting(rule, [phrase]))

    def _by_noun(self, rule: Rule) -> Frame | None:
        if self.word.text[self.word.head - self.word.start :].startswith("أ") and self.word.suffix:
            # "أصابتها" is the verb; the noun "إصابتها" has its hamza below.
            return None
        if self.word.suffix and self.word.suffix in _OBJECT:
            victim = Phrase(self.at, self.at, self.at, pronoun=True)
            return (
                Frame(rule, "of", self.at, 0, 0, [victim], self._doers(self.at + 1))
                if "person" in rule.target
                else None
            )
        cases = self._cases()
        if cases is not None:
            return Frame(rule, "counted", self.at, 0, 0, [cases])
        if self.word.article and self.s.said(self.at - 1) not in ("تم", "جري"):
            return None
        victims = self._fitting(rule, self.reader.listed(self.at + 1, self.last))
        if not victims:
            return None
        return Frame(rule, "of", self.at, 0, 0, victims, self._doers(victims[-1].last + 1))

    def _cases(self) -> Phrase | None:
        """ "140 cases of detention" are 140 people."""
        if self.s.said(self.at - 1) not in ("حالة", "حالات"):
            return None
        for first, (count, last) in self.s.counts.items():
            if last in (self.at - 1, self.at - 2):
                return Phrase(first, self.at - 1, self.at - 1, count=count)
        return None

    def _middle(self, rule: Rule, form: VerbForm) -> Frame | None:
        after = self._fitting(rule, self.reader.listed(self._after(self.at + 1), self.last))
        if after and any(phrase.armed and not phrase.count for phrase in after) and rule.event != "killing":
            after = [phrase for phrase in after if not phrase.armed]
        victims = after or self._fitting(rule, self._preposed_all(self.at))
        speaks = form.person == 1 or (form.feminine and form.number == 1 and self._with_own())
        if not victims and speaks and "person" in rule.target:
            victims = [Phrase(self.at, self.at, self.at)]
        if not victims and self.s.said(self.at - 1) in _THAT_SHE and "person" in rule.target:
            victims = [Phrase(self.at, self.at, self.at, pronoun=True)]
        if not victims:
            return None
        return Frame(
            rule,
            "middle",
            self.at,
            0,
            0,
            victims,
            self._doers(max([self.at, *(p.last for p in victims)]) + 1),
        )

    def _with_own(self) -> bool:
        """ "هربت مع أولادي": the ت is of the first person, since her own people go with the speaker."""
        near = self.s.words[self.at + 1 : self.at + 4]
        return any(word.kin and word.suffix == "ي" for word in near) and near[0].stem in ("مع", "انا")

    def _transitive(self, rule: Rule, form: VerbForm) -> Frame | None:
        after = self.reader.listed(self._after(self.at + 1), self.last) or self._behind_a_thing()
        if self.word.suffix in _OBJECT:
            return self._with_object(rule, form)
        if form.person == 1:
            victims = self._fitting(rule, after) if rule.first_person else []
            return Frame(rule, "active", self.at, 0, 0, victims) if victims else None
        if form.number == 3:
            return self._plural_verb(rule, after)
        return self._open_verb(rule, form, after)

    def _behind_a_thing(self) -> list[Phrase]:
        """ "The shelling destroyed three houses": the object behind a subject that is nobody."""
        at = self.at + 1
        if at + 1 >= self.last:
            return []
        thing = self.s.words[at]
        nobody = thing.article and not thing.prep and self.s.is_in(at, "means")
        return self.reader.listed(self._after(at + 1), self.last) if nobody else []

    def _with_object(self, rule: Rule, form: VerbForm) -> Frame | None:
        """An attached pronoun is the object: the verb is active."""
        if "person" not in rule.target:
            return None
        victim = Phrase(self.at, self.at, self.at, pronoun=True)
        subject = self.reader.read(self.at + 1, self.last) if self.at + 1 < self.last else None
        agents = (
            [subject]
            if subject is not None and subject.kinds & {"armed", "combatant", "person"} and not subject.kin
            else []
        )
        if (
            not agents
            and (before := self._preposed(self.at)) is not None
            and before.kinds & {"armed", "combatant"}
        ):
            agents = [before]
        before = self._preposed(self.at)
        if not agents and form.number == 3 and before is not None and before.name and not before.armed:
            # "Luay, they took him on Friday night"
            victim = before
        return Frame(rule, "active", self.at, 0, 0, [victim], agents, they=not agents)

    def _plural_verb(self, rule: Rule, after: list[Phrase]) -> Frame | None:
        """ "قتلوا ...": the subject is in the verb or before it; what follows is the object; passive without one."""
        before = self._preposed(self.at)
        victims = self._fitting(rule, after)
        passive = self.word.passive_sign or self._by(self.at + 1) >= 0
        if not victims and before is not None and (passive or not after) and not before.armed:
            victims = self._fitting(rule, [before])
            return (
                Frame(rule, "passive", self.at, 0, 0, victims, self._doers(self.at + 1)) if victims else None
            )
        if not victims:
            return None
        agents = (
            [before]
            if before is not None and before.kinds & {"armed", "combatant", "person"} and not passive
            else []
        )
        return Frame(rule, "active", self.at, 0, 0, victims, agents, they=not agents and not passive)

    def _open_verb(self, rule: Rule, form: VerbForm, after: list[Phrase]) -> Frame | None:
        """قتل as it is written without vowel signs."""
        first = after[0] if after else None
        last = max((phrase.last for phrase in after), default=self.at)
        doers = self._doers(last + 1)
        if self.word.passive_sign or (first is not None and doers and not self._second(after)):
            victims = self._fitting(rule, after) or self._fitting(
                rule, [one] if (one := self._preposed(self.at)) else []
            )
            return Frame(rule, "passive", self.at, 0, 0, victims, doers) if victims else None
        second = self._second(after)
        if first is not None and second:
            return (
                Frame(rule, "active", self.at, 0, 0, second, after) if self._fitting(rule, second) else None
            )
        before = self._preposed(self.at)
        if (
            before is not None
            and (before.kinds & {"armed", "combatant"} or self._does(before, first))
            and first is not None
            and not first.armed
        ):
            victims = self._fitting(rule, after)
            return Frame(rule, "active", self.at, 0, 0, victims, [before]) if victims else None
        if first is None:
            return self._nothing_after(rule, before)
        victims = self._fitting(rule, after)
        if not victims:
            return None
        taken = victims[0].count is not None and rule.event == "detention"
        if not taken and (
            victims[0].armed or (victims[0].kinds & {"combatant"} and victims[0].count is None)
        ):
            return Frame(rule, "open", self.at, 0, 0, [], [], until=last)
        return Frame(rule, "passive", self.at, 0, 0, victims, doers)

    def _does(self, before: Phrase, first: Phrase | None) -> bool:
        """ "A guard raped a girl": people before the verb and others after it, who are not theirs ("his son")."""
        theirs = first is None or (first.kin is not None and bool(self.s.words[first.head].suffix))
        return not theirs and bool(before.kinds & {"person"}) and not before.none

    def _nothing_after(self, rule: Rule, before: Phrase | None) -> Frame | None:
        if before is None or before.armed or not self._fitting(rule, [before]):
            return None
        return Frame(rule, "passive", self.at, 0, 0, [before], self._doers(self.at + 1))


def _phrases(s: Sentence) -> list[Frame]:
    found = []
    for rule in tables().rules:
        if rule.kind in ("phrase", "said"):
            where = s.phrase(rule.phrases)
            needed = not rule.needs or s.phrase(rule.needs) is not None
            if where is not None and needed and not (rule.unless and s.phrase(rule.unless)):
                found.append(Frame(rule, rule.kind, where[0], 0, len(s.words), until=where[1]))
    return found
