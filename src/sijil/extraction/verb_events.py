"""Events that a verb tells: "gunmen killed two guards", "two guards were killed", "residents fled"."""

from collections.abc import Iterator

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.clauses import objects, parallel, subject
from sijil.extraction.company import among_those, together_with
from sijil.extraction.conditions import by_whom, doers, natural, object_fits, words_fit
from sijil.extraction.frame import Frame
from sijil.extraction.groups import Phrase, group, no_object
from sijil.extraction.mood import mood_of
from sijil.extraction.referents import kinds_of, negative, possessor
from sijil.extraction.rules import Rule, RuleBook

_DONE_TO_PEOPLE = frozenset(
    {"killing", "injury", "abduction", "detention", "sexual_violence", "torture_ill_treatment"}
)

_OF_ONES_OWN = frozenset({"limb"})


def verb_frames(s: Parsed, verb: int, book: RuleBook) -> Iterator[Frame]:
    """The frames of all rules that fit the verb group at chunk `verb`, in the order of the rules."""
    chunk = s.chunks[verb]
    for rule in book.verbs.get(chunk.base, ()):
        if not words_fit(s, rule, chunk.first, chunk.last):
            continue
        if rule.negated and not chunk.negated:
            continue
        for voice in rule.voices:
            frame = _in_voice(s, verb, rule, voice)
            if frame is not None:
                yield frame


def _in_voice(s: Parsed, verb: int, rule: Rule, voice: str) -> Frame | None:
    if voice == "passive":
        return _passive(s, verb, rule) if _reads_passive(s, verb, rule) else None
    if s.chunks[verb].passive:
        return None
    if voice == "active":
        return _active(s, verb, rule)
    if voice == "middle":
        return _middle(s, verb, rule)
    if voice == "agent":
        return _agent(s, verb, rule)
    if voice == "toll":
        return _put_at(s, verb, rule)
    return _quotation(s, verb, rule) if voice == "quotation" else None


def _reads_passive(s: Parsed, verb: int, rule: Rule) -> bool:
    """A passive, or a past form without auxiliary and object that is a participle ("people killed in the raid")."""
    chunk = s.chunks[verb]
    if chunk.passive:
        return True
    if not chunk.bare or not no_object(s, verb):
        return False
    if chunk.form == "participle" or s.said(verb + 1) == "by" or _joined_passive(s, verb):
        return True
    before = verb - 1
    if s.kind(before) != NP:
        return s.kind(before) == "," and rule.event in _DONE_TO_PEOPLE
    if s.kind(before - 1) in (t.PREP, VG):
        return True
    return rule.event in _DONE_TO_PEOPLE and (_counted_victims(s, before) or _main_verb_follows(s, verb))


def _joined_passive(s: Parsed, verb: int) -> bool:
    """ "Was arrested and tortured": the second shares the first one's "was"."""
    left = verb - 1
    while s.kind(left) == t.ADV:
        left -= 1
    other = parallel(s, verb, left) if s.kind(left) in (t.CC, ",") else None
    return other is not None and s.chunks[other].passive


def _counted_victims(s: Parsed, at: int) -> bool:
    """ "Four people killed, five injured": a number of people, who are not fighters, and no more is said."""
    chunk = s.chunks[at]
    numbered = any(s.tags[one].kind in (t.NUM, t.QUANT) for one in range(chunk.first, chunk.head + 1))
    return numbered and "combatant" not in s.lexicon.kinds_of(s.low(chunk))


def _main_verb_follows(s: Parsed, verb: int) -> bool:
    """ "A family killed in the raid was buried": the verb of the sentence is another one."""
    for at in range(verb + 1, len(s.chunks)):
        if s.kind(at) in (",", t.CC, t.SUB, ";", t.REL):
            return False
        if s.kind(at) == VG and s.chunks[at].finite:
            return not s.chunks[at].bare
    return False


def _active(s: Parsed, verb: int, rule: Rule) -> Frame | None:
    chunk = s.chunks[verb]
    done_to = _objects(s, verb, rule)
    if chunk.bare and no_object(s, verb) and not (rule.particle or rule.next or done_to):
        return None
    who = subject(s, verb)
    return _frame(s, verb, rule, "active", done_to, who)


def _objects(s: Parsed, verb: int, rule: Rule) -> list[Phrase]:
    """The direct object, or what follows the words that the rule wants next ("set fire to the barn")."""
    last = s.chunks[verb].last
    for phrase in (*rule.next, *rule.particle):
        end = last + len(phrase.split())
        if s.find(phrase, last + 1, end) == last + 1 and end + 1 < len(s.words):
            at = s.chunk_of(end + 1)
            return group(s, at, len(s.chunks)) if s.kind(at) == NP else []
    return objects(s, verb)


def _passive(s: Parsed, verb: int, rule: Rule) -> Frame | None:
    done_to = among_those(s, verb) or [*subject(s, verb), *together_with(s, verb)]
    return _frame(s, verb, rule, "passive", done_to, by_whom(s, verb))


def _middle(s: Parsed, verb: int, rule: Rule) -> Frame | None:
    things = objects(s, verb)
    if rule.object and not object_fits(s, rule.object, things):
        return None
    who = among_those(s, verb) or subject(s, verb)
    if rule.object & _OF_ONES_OWN and not all(_is_own(s, one, who) for one in things):
        return None
    return _frame(s, verb, rule, "middle", who, [])


def _is_own(s: Parsed, thing: Phrase, who: list[Phrase]) -> bool:
    """ "He broke his arm" against "they broke my fingers"."""
    owner = possessor(s, s.chunks[thing.chunk])
    return owner is None or _own(s, owner, who)


def _agent(s: Parsed, verb: int, rule: Rule) -> Frame | None:
    if rule.object and not object_fits(s, rule.object, objects(s, verb)):
        return None
    who = subject(s, verb)
    if rule.subject and not _may_act(s, rule, who):
        return None
    return _made(s, verb, rule, "agent", [], who)


def _put_at(s: Parsed, verb: int, rule: Rule) -> Frame | None:
    """ "Put it at 26": a number for what was told before."""
    things = objects(s, verb)
    if len(things) != 1 or s.low(s.chunks[things[0].chunk]) not in ("it", "this", "that"):
        return None
    at = things[0].chunk + 1
    if s.said(at) != "at" or s.kind(at + 1) != NP:
        return None
    chunk = s.chunks[at + 1]
    if not any(s.tags[one].kind == t.NUM for one in range(chunk.first, chunk.last + 1)):
        return None
    number = Phrase(at + 1, chunk.last)
    return Frame(rule, "toll", s.chunks[verb].head, verb, mood_of(s, verb), [number], number=number)


def _may_act(s: Parsed, rule: Rule, who: list[Phrase]) -> bool:
    """Is the doer of a kind the rule wants? "It set up a unit" may be the ministry that speaks."""
    stands_in = rule.event == "official_action" and any(s.low(s.chunks[one.chunk]) == "it" for one in who)
    return stands_in or object_fits(s, rule.subject, who)


def _quotation(s: Parsed, verb: int, rule: Rule) -> Frame | None:
    """ "shouting, 'Come out!'": the words shouted follow at once, here or in the next quotation."""
    at = verb + 1
    while s.kind(at) in (",", ":"):
        at += 1
    if s.kind(at) not in (t.QUOTE, "") or (at == verb + 1 and s.kind(at) == ""):
        return None
    who = subject(s, verb)
    return _made(s, verb, rule, "quotation", [], who) if object_fits(s, rule.subject, who) else None


def _frame(
    s: Parsed, verb: int, rule: Rule, voice: str, done_to: list[Phrase], who: list[Phrase]
) -> Frame | None:
    """The frame, if the ones it is done to are of a kind the rule wants and the doer may be one."""
    if rule.victim == "possessor":
        done_to = _owners(s, rule, done_to, who)
    else:
        done_to = [one for one in done_to if not rule.target or rule.target & kinds_of(s, one)]
    if not done_to:
        return None
    if rule.subject and not _may_act(s, rule, who if rule.target else done_to):
        return None
    if rule.not_subject and any(rule.not_subject & kinds_of(s, one) for one in done_to):
        return None
    if rule.event in ("killing", "injury", "displacement") and natural(s, verb, who):
        return None
    return _made(s, verb, rule, voice, done_to, who)


def _own(s: Parsed, owner: Phrase, who: list[Phrase]) -> bool:
    """ "She cut her nails": the owner is the one who does it."""
    pairs = {"i": "my", "he": "his", "she": "her", "we": "our", "they": "their"}
    word = s.words[owner.last].low
    for one in who:
        low = s.low(s.chunks[one.chunk])
        single = not s.lexicon.plural(low) and low not in s.lexicon["plural_pronouns"]
        # "Mr Renn fell and broke his arm": one person's own, unless the sexes said tell them apart.
        if pairs.get(low) == word or (single and low not in pairs and word in ("his", "her")):
            return True
    return False


def _owners(s: Parsed, rule: Rule, things: list[Phrase], who: list[Phrase]) -> list[Phrase]:
    """Those whose body part it is: "his" in "cut his throat", "slit the throats of three boys"."""
    found = []
    for thing in things:
        part = (
            thing.of[0]
            if thing.of and s.low(s.chunks[thing.chunk]) in s.lexicon["partitives"]
            else thing.chunk
        )
        if not rule.target & s.lexicon.kinds_of(s.low(s.chunks[part])):
            continue
        owner = possessor(s, s.chunks[part])
        if owner is not None and _own(s, owner, who):
            continue
        if owner is not None:
            found.append(owner)
        elif thing.of and part == thing.chunk:
            found.append(Phrase(thing.of[0], s.chunks[thing.of[0]].last))
    return found


def _made(s: Parsed, verb: int, rule: Rule, voice: str, done_to: list[Phrase], who: list[Phrase]) -> Frame:
    return Frame(
        rule=rule,
        voice=voice,
        trigger=s.chunks[verb].head,
        chunk=verb,
        mood=mood_of(s, verb),
        victims=[one for one in done_to if not negative(s, one)],
        agents=[one for one in doers(s, who) if not negative(s, one)],
        subject=done_to if voice in ("passive", "middle") else who,
        number=_number_of(s, done_to) if voice == "passive" else None,
        negative=any(negative(s, one) for one in [*done_to, *who]),
    )


def _number_of(s: Parsed, done_to: list[Phrase]) -> Phrase | None:
    """ "Brought to 412 the number of civilians killed": the number of which the phrase is a number."""
    for one in done_to[:1]:
        if s.said(one.chunk - 1) == "of" and s.kind(one.chunk - 2) == NP:
            if s.low(s.chunks[one.chunk - 2]) in ("number", "total") or one.of:
                return _said_number(s, one.chunk)
        elif one.of and s.low(s.chunks[one.chunk]) in ("number", "total"):
            return _said_number(s, one.chunk)
    return None


def _said_number(s: Parsed, beside: int) -> Phrase | None:
    near = [at for at in range(beside - 4, beside + 7) if s.said(at - 1) in ("to", "at") and s.kind(at) == NP]
    for at in near:
        chunk = s.chunks[at]
        if any(s.tags[one].kind == t.NUM for one in range(chunk.first, chunk.last + 1)):
            return Phrase(at, chunk.last)
    return None
