"""Events that a noun or an adjective tells: "the killing of two monks", "executions", "twelve are dead"."""

from collections.abc import Iterator

from sijil.extraction import tags as t
from sijil.extraction.chunks import ADJP, DATE, NP, VG, Parsed
from sijil.extraction.clauses import objects, subject
from sijil.extraction.company import among
from sijil.extraction.conditions import by_whom, doers, natural, words_fit
from sijil.extraction.frame import Frame
from sijil.extraction.groups import Phrase, group
from sijil.extraction.mood import Mood, mood_of
from sijil.extraction.referents import kinds_of, kinds_of_chunk, negative, possessor
from sijil.extraction.rules import Rule, RuleBook

_OF = ("of", "among", "against")


def noun_frames(s: Parsed, index: int, book: RuleBook) -> Iterator[Frame]:
    """The frames of all rules that fit the noun phrase or adjective at chunk `index`."""
    chunk = s.chunks[index]
    if chunk.kind == NP:
        yield from _attributes(s, index, book)
        low = s.low(chunk)
        rules = book.nouns.get(low) or book.nouns.get(s.lexicon.singular(low), ())
        for rule in rules:
            if words_fit(s, rule, chunk.first, chunk.head):
                yield from _in_voices(s, index, rule)
    if chunk.kind in (ADJP, NP):
        for rule in book.adjectives.get(s.low(chunk), ()):
            if words_fit(s, rule, chunk.first, chunk.head):
                yield from _adjective(s, index, rule)


def _in_voices(s: Parsed, index: int, rule: Rule) -> Iterator[Frame]:
    for voice in rule.voices:
        frame = None
        if voice == "of":
            frame = _of(s, index, rule)
        elif voice == "counted":
            frame = _counted(s, index, rule)
        elif voice == "bare":
            frame = _bare(s, index, rule)
        elif voice == "toll":
            frame = _toll(s, index, rule)
        elif voice == "state":
            frame = _condition(s, index, rule)
        elif voice == "among":
            frame = _among(s, index, rule)
        elif voice == "bearing":
            frame = _bearing(s, index, rule)
        if frame is not None:
            yield frame


# -- "the killing of two monks", "the teacher's murder", "home burnings"


def _of(s: Parsed, index: int, rule: Rule) -> Frame | None:
    chunk = s.chunks[index]
    done_to = _after_of(s, index, rule) or _owner(s, index, rule) or _inside(s, index, rule)
    if not done_to or (rule.with_verbs and not _anywhere(s, rule)):
        return None
    if rule.event == "killing" and natural(s, index, []):
        return None
    governor = governing_verb(s, index)
    mood = Mood(True) if governor is None else _reach(s, mood_of(s, governor), governor)
    none_of_it = s.tags[chunk.first].kind == t.NEGDET
    number = Phrase(index, chunk.last) if _one_each(s, index) else None
    light = governor is not None and s.chunks[governor].base in s.lexicon["roles.light"]
    return Frame(
        rule,
        "of",
        chunk.head,
        index,
        Mood(
            mood.happened, mood.negated and light, mood.negation if light else -1, mood.hedge, mood.hedge_at
        ),
        [one for one in done_to if not negative(s, one)],
        doers(s, by_whom(s, index)),
        number=number,
        negative=none_of_it or any(negative(s, one) for one in done_to),
    )


def _one_each(s: Parsed, index: int) -> bool:
    """ "86 killings of civilians" are 86 people; "two massacres of civilians" are not two."""
    chunk = s.chunks[index]
    numbered = any(s.tags[at].kind == t.NUM for at in range(chunk.first, chunk.head))
    return numbered and s.lexicon.singular(s.low(chunk)) in s.lexicon["roles.one_each"]


def _after_of(s: Parsed, index: int, rule: Rule) -> list[Phrase]:
    usual = _OF if "person" in rule.target or "combatant" in rule.target else (*_OF, "on")
    prepositions = (*usual, *rule.links)
    if s.said(index + 1) not in prepositions or s.kind(index + 2) != NP:
        return []
    return [one for one in group(s, index + 2, len(s.chunks)) if rule.target & kinds_of(s, one)]


def _owner(s: Parsed, index: int, rule: Rule) -> list[Phrase]:
    chunk = s.chunks[index]
    owner = possessor(s, chunk)
    if owner is None or "person" not in rule.target or owner.last > chunk.head:
        return []
    low = s.words[owner.last].low
    person = s.tags[owner.last].kind in (t.POSS, t.NAME) or "person" in s.lexicon.kinds_of(low)
    # "His death", "their displacement" point back at what was told before.
    return [owner] if person and s.tags[owner.last].kind != t.POSS else []


def _inside(s: Parsed, index: int, rule: Rule) -> list[Phrase]:
    """ "Home burnings": what it is done to stands before the noun."""
    chunk = s.chunks[index]
    for at in range(chunk.first, chunk.head):
        if s.tags[at].kind in (t.NOUN, t.ADJ) and rule.target & s.lexicon.kinds_of(s.words[at].low) - {
            "person"
        }:
            return [Phrase(index, chunk.head)]
    return []


def _anywhere(s: Parsed, rule: Rule) -> bool:
    return any(chunk.kind == VG and chunk.base in rule.with_verbs for chunk in s.chunks)


def governing_verb(s: Parsed, index: int) -> int | None:
    """The verb of which the noun phrase is the object, across lists and prepositions."""
    for at in range(index - 1, -1, -1):
        if s.kind(at) == VG:
            return at
        if s.kind(at) not in (NP, ADJP, t.PREP, t.CC, ",", t.ADV, t.QUOTE):
            return None
        if s.kind(at) == t.PREP and s.said(at) in (
            "after",
            "following",
            "since",
            "over",
            "about",
            "before",
            "despite",
        ):
            return None
    return None


def _reach(s: Parsed, mood: Mood, governor: int) -> Mood:
    """What was wanted, tried or prevented did not thereby happen; "called for the killing of" likewise."""
    base = s.chunks[governor].base
    unreal = base in s.lexicon["governors.failed"] or base in s.lexicon["governors.intended"]
    return Mood(False) if unreal and base != "order" else mood


# -- executions, clashes, displacement: the noun alone


def _bare(s: Parsed, index: int, rule: Rule) -> Frame | None:
    chunk = s.chunks[index]
    if not (_indefinite(s, index) or _denied(s, index)) or (
        s.said(index + 1) == "of" and s.kind(index + 2) == NP and rule.target
    ):
        return None
    opened = any(_ends_before(s, phrase, chunk.first) for phrase in rule.openers) and not _in_passing(
        s, index
    )
    governor = _light_governor(s, index, rule)
    if not opened and governor is None:
        return None
    mood = mood_of(s, governor) if governor is not None else Mood(True)
    agents = subject(s, governor) if governor is not None and governor < index else []
    none_of_it = s.tags[chunk.first].kind == t.NEGDET
    if rule.denials and not none_of_it:
        return None
    return Frame(rule, "bare", chunk.head, index, mood, [], doers(s, agents), agents, negative=none_of_it)


def _indefinite(s: Parsed, index: int) -> bool:
    """ "The killings" and "these killings" point back at something told before."""
    first = s.chunks[index].first
    if s.tags[first].kind == t.POSS or possessor(s, s.chunks[index]) is not None:
        return False
    return s.tags[first].kind != t.DET or s.words[first].low in ("a", "an", "another")


def _denied(s: Parsed, index: int) -> bool:
    """ "Rejected the idea that these killings are revenge": what is denied may be pointed back at."""
    return any(s.kind(at) == VG and s.chunks[at].base in s.lexicon["verbs.deny"] for at in range(index))


def _in_passing(s: Parsed, index: int) -> bool:
    """ "In response to reports of massacres, he promised...": mentioned, not told."""
    return s.said(index - 1) == "of" and s.kind(index - 2) == NP and s.kind(index - 3) == t.PREP


def _ends_before(s: Parsed, phrase: str, token: int) -> bool:
    size = len(phrase.split())
    return any(s.find(phrase, token - size - back, token - 1 - back) >= 0 for back in (0, 1))


def _light_governor(s: Parsed, index: int, rule: Rule) -> int | None:
    """The verb on the left whose object it is, or on the right whose subject it is, if the rule names it."""
    left = governing_verb(s, index)
    if left is not None and s.chunks[left].base in rule.governors and not _oblique(s, left, index):
        return left
    right = index + 1
    while s.kind(right) in (t.ADV, t.PREP, NP, t.CC, t.QUOTE) and not (
        s.kind(right) == t.CC and s.kind(right + 1) == VG
    ):
        right += 1
    if (
        s.kind(right) == VG
        and s.chunks[right].base in rule.governors
        and s.kind(index - 1) not in (t.PREP, VG)
    ):
        return right
    return None


def _oblique(s: Parsed, left: int, index: int) -> bool:
    """Does it follow the verb only by way of another noun and a preposition: "called talks about executions"?"""
    prepositions = [at for at in range(left + 1, index) if s.kind(at) == t.PREP]
    return (
        any(s.said(at) in ("about", "against", "for", "from", "to", "with") for at in prepositions)
        or len(prepositions) > 1
    )


# -- "1,204 civilian deaths", "the death toll has risen to 17"


def _counted(s: Parsed, index: int, rule: Rule) -> Frame | None:
    """A number of deaths is a number of people."""
    chunk = s.chunks[index]
    phrase = Phrase(index, chunk.last)
    if (
        s.said(index - 1) == "of"
        and s.kind(index - 2) == NP
        and s.low(s.chunks[index - 2]) in s.lexicon["partitives"] - {"number"}
    ):
        phrase = Phrase(index - 2, chunk.last, of=[index])
    elif not any(s.tags[at].kind in (t.NUM, t.QUANT) for at in range(chunk.first, chunk.head)):
        return None
    if rule.with_verbs and not _anywhere(s, rule):
        return None
    governor = governing_verb(s, index)
    mood = Mood(True) if governor is None else _reach(s, mood_of(s, governor), governor)
    return Frame(rule, "counted", chunk.head, index, mood, [phrase])


def _toll(s: Parsed, index: int, rule: Rule) -> Frame | None:
    for at in range(index + 1, len(s.chunks)):
        chunk = s.chunks[at]
        if s.kind(at) in (t.CC, ";") and s.kind(at + 1) in (NP, VG):
            return None
        numbered = chunk.kind == NP and any(
            s.tags[one].kind in (t.NUM, t.QUANT) for one in range(chunk.first, chunk.last + 1)
        )
        quoted = s.kind(at - 1) == t.QUOTE and s.kind(at - 2) == t.PREP
        if numbered and (quoted or s.kind(at - 1) in (t.PREP, VG)):
            phrase = Phrase(at, chunk.last)
            return Frame(rule, "toll", s.chunks[index].head, index, Mood(True), [phrase], number=phrase)
    return None


# -- "96 people remain in custody", "his parents are in intensive care", "the groom is among the missing"


def _condition(s: Parsed, index: int, rule: Rule) -> Frame | None:
    """Where people are says what was done to them."""
    if s.said(index - 1) not in rule.openers:
        return None
    verb, negation = index - 2, -1
    while s.kind(verb) in (t.ADV, t.NEG, ADJP):
        negation = s.chunks[verb].first if s.kind(verb) == t.NEG else negation
        verb -= 1
    if s.kind(verb) == VG and s.chunks[verb].base in s.lexicon["roles.states"]:
        mood, who = mood_of(s, verb), subject(s, verb)
        mood = Mood(mood.happened, True, negation) if negation >= 0 else mood
    elif s.kind(verb) == NP and _numbered(s, verb) and "person" in kinds_of_chunk(s, s.chunks[verb]):
        mood, who = Mood(True), [Phrase(verb, s.chunks[verb].last)]
    else:
        return None
    return _stated(s, index, rule, "state", mood, who)


def _among(s: Parsed, index: int, rule: Rule) -> Frame | None:
    who = among(s, index)
    if rule.refers:
        # "One of them was sixteen" is an age.
        who = [one for one in who if "number" not in kinds_of(s, one)]
    return (
        _stated(s, index, rule, "among", Mood(True), who)
        if s.words[s.chunks[index].first].low == "the" or rule.refers
        else None
    )


def _bearing(s: Parsed, index: int, rule: Rule) -> Frame | None:
    """ "Several with fractures", "he surfaced with bruises": who bears the wounds."""
    opener = index - 1
    while s.said(opener) == "and" and s.kind(opener - 1) == NP:
        opener -= 2
    if s.said(opener) not in rule.openers:
        return None
    if s.kind(opener - 1) == NP and s.kind(opener - 2) in (",", "") and _anyone(s, opener - 1):
        return _stated(s, index, rule, "bearing", Mood(True), [Phrase(opener - 1, s.chunks[opener - 1].last)])
    verb = opener - 1
    while s.kind(verb) in (NP, t.PREP, t.ADV, DATE, ADJP):
        verb -= 1
    if s.kind(verb) != VG or not s.chunks[verb].finite:
        return None
    return _stated(s, index, rule, "bearing", mood_of(s, verb), subject(s, verb))


def _anyone(s: Parsed, at: int) -> bool:
    return "person" in kinds_of_chunk(s, s.chunks[at])


def _stated(s: Parsed, index: int, rule: Rule, voice: str, mood: Mood, who: list[Phrase]) -> Frame | None:
    who = [one for one in who if rule.target & kinds_of(s, one)]
    if not who:
        return None
    done_to = [one for one in who if not negative(s, one)]
    none = any(negative(s, one) for one in who)
    return Frame(rule, voice, s.chunks[index].head, index, mood, done_to, subject=who, negative=none)


def _numbered(s: Parsed, index: int) -> bool:
    chunk = s.chunks[index]
    return any(s.tags[at].kind in (t.NUM, t.QUANT) for at in range(chunk.first, chunk.last + 1))


# -- adjectives


def _adjective(s: Parsed, index: int, rule: Rule) -> Iterator[Frame]:
    if "middle" in rule.voices and s.chunks[index].kind == ADJP:
        yield from _state(s, index, rule)
    if "complement" in rule.voices and s.chunks[index].kind == NP:
        yield from _complement(s, index, rule)
    if "among" in rule.voices and s.chunks[index].kind == NP:
        frame = _among(s, index, rule)
        if frame is not None:
            yield frame
    if "counted" in rule.voices and s.chunks[index].kind == NP:
        frame = _counted(s, index, rule)
        if frame is not None:
            yield frame


def _state(s: Parsed, index: int, rule: Rule) -> Iterator[Frame]:
    """ "Three miners remained missing"."""
    verb = index - 1
    while s.kind(verb) == t.ADV:
        verb -= 1
    if s.kind(verb) != VG or s.chunks[verb].base not in s.lexicon["roles.states"]:
        return
    done_to = [one for one in subject(s, verb) if rule.target & kinds_of(s, one)]
    if done_to and not natural(s, index, []):
        yield Frame(
            rule,
            "middle",
            s.chunks[index].head,
            index,
            mood_of(s, verb),
            [one for one in done_to if not negative(s, one)],
            subject=done_to,
            negative=any(negative(s, one) for one in done_to),
        )


def _complement(s: Parsed, index: int, rule: Rule) -> Iterator[Frame]:
    """ "One of the dead is a nurse", "among the dead was a nurse", "the dead included a nurse"."""
    chunk = s.chunks[index]
    if s.words[chunk.first].low != "the":
        return
    verb = index + 1
    while s.kind(verb) == t.ADV:
        verb += 1
    if s.kind(verb) == VG and s.chunks[verb].base in ("be", "include"):
        found = objects(s, verb)
        if found:
            yield Frame(rule, "complement", chunk.head, index, mood_of(s, verb), found, subject=found)


def _attributes(s: Parsed, index: int, book: RuleBook) -> Iterator[Frame]:
    """ "The number of displaced families at 400": the participle stands before its noun."""
    chunk = s.chunks[index]
    for at in range(chunk.first, chunk.head):
        for base, _ in s.lexicon.verb_forms.get(s.words[at].low, ()):
            for rule in book.verbs.get(base, ()):
                if "attribute" in rule.voices and words_fit(s, rule, at, at):
                    number = _number_after(s, index)
                    yield Frame(
                        rule, "attribute", at, index, Mood(True), [Phrase(index, chunk.last)], number=number
                    )


def _number_after(s: Parsed, index: int) -> Phrase | None:
    for at in range(index + 1, min(index + 5, len(s.chunks))):
        chunk = s.chunks[at]
        if chunk.kind == NP and any(s.tags[one].kind == t.NUM for one in range(chunk.first, chunk.last + 1)):
            return Phrase(at, chunk.last)
    return None
