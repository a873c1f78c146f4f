"""Who does it and to whom: the subject and the object of a verb, as groups of noun phrases.

The walk goes from the verb outwards over the chunks. It knows appositions ("Orla Renn, 42, a teacher,"),
lists, phrases with "of", relative clauses, insertions between commas, participles that borrow the
subject of the main verb, verbs that share a subject, and verbs governed by another ("started beating").
"""

from sijil.extraction import tags as t
from sijil.extraction.chunks import ADJP, DATE, NP, VG, Chunk, Parsed
from sijil.extraction.groups import Phrase, group, is_named, no_object, with_of
from sijil.extraction.referents import kinds_of_chunk

_TOLD_OF = frozenset({"person", "armed_body", "building", "religious_site", "possession", "body"})


def subject(s: Parsed, verb: int, depth: int = 0) -> list[Phrase]:
    """The phrases that are the grammatical subject of the verb group at chunk `verb`."""
    if depth > 6:
        return []
    governor = governor_of(s, verb)
    if governor is not None:
        between = _object_between(s, governor, verb)
        return between or subject(s, governor, depth + 1)
    at = _skip_left(s, verb - 1)
    if s.kind(at) == ")":
        at = _opening(s, at) - 1
    free = _whoever(s, at) if s.chunks[verb].finite else None
    if free is not None:
        return [Phrase(free, s.chunks[free].last)]
    kind = s.kind(at)
    if kind == NP:
        return _group_ending_at(s, at, verb)
    if kind == t.REL:
        return _antecedent(s, at)
    if kind == t.CC:
        return _shared(s, verb, at, depth)
    if kind == ",":
        return _after_comma(s, verb, at, depth)
    if kind == t.PREP and s.chunks[verb].form == "ing" and _accused(s, at):
        return _accused(s, at)
    if kind in (t.PREP, t.SUB) and not s.chunks[verb].finite:
        return _of_neighbour(s, verb, depth)
    if kind == VG:
        return [] if s.chunks[at].finite and s.chunks[verb].finite else subject(s, at, depth + 1)
    return []


def objects(s: Parsed, verb: int) -> list[Phrase]:
    """The phrases that are the direct object of the verb group at chunk `verb`."""
    at = verb + 1
    while s.kind(at) in (t.ADV, ADJP) or (s.kind(at) == t.QUOTE and at == verb + 1):
        at += 1
    return group(s, at, len(s.chunks)) if s.kind(at) == NP else _before_whom(s, verb)


def _before_whom(s: Parsed, verb: int) -> list[Phrase]:
    """ "Six men whom they shot", "the man they shot": the object stands before the clause about it."""
    doer = _skip_left(s, verb - 1)
    if s.kind(doer) != NP or s.chunks[verb].passive:
        return []
    if s.kind(doer - 1) == t.REL and s.said(doer - 1) in ("whom", "who", "that", "which"):
        return _antecedent(s, doer - 1)
    contact = s.kind(doer - 1) == NP and s.said(doer) in s.lexicon["subject_pronouns"]
    return [Phrase(doer - 1, s.chunks[doer - 1].last)] if contact else []


def governor_of(s: Parsed, verb: int) -> int | None:
    """The verb group that this one hangs on: "started" for "beating", "forced" for "to flee"."""
    chunk = s.chunks[verb]
    if not (chunk.infinitive or (chunk.form == "ing" and not chunk.progressive)):
        return None
    at = verb - 1
    while s.kind(at) in (t.ADV, t.NEG):
        at -= 1
    if s.kind(at) == VG:
        return at
    if chunk.infinitive and s.kind(at) == NP:
        # "Forced hundreds of people to flee"; "went to the town in order to kill" hangs on nothing.
        left = at - 1
        while s.said(left) == "of" and s.kind(left - 1) == NP:
            left -= 2
        return left if s.kind(left) == VG and not s.chunks[left].passive else None
    return None


# -- leftwards


def _skip_left(s: Parsed, at: int) -> int:
    while True:
        if s.kind(at) in (t.ADV, t.NEG) or (s.kind(at) == t.QUOTE and s.kind(at - 1) == NP):
            at -= 1
        elif s.kind(at) == DATE and s.kind(at - 1) in (t.PREP, t.SUB) and s.kind(at - 2) == NP:
            # "Town officials on Sunday gave the number", "held since April were found": the day stands between.
            at -= 2
        else:
            break
    # "Mr Renn himself was stabbed"
    if s.kind(at) == NP and s.low(s.chunks[at]).endswith(("self", "selves")) and s.kind(at - 1) == NP:
        at -= 1
    return at


def _group_ending_at(s: Parsed, at: int, verb: int) -> list[Phrase]:
    described = _before_participle(s, at, verb)
    described = _before_relative(s, at, verb) if described is None else described
    first = _leftmost(s, at if described is None else described, closed=False)
    return group(s, first, verb) if first is not None else []


_TELLING = ("verbs.say", "verbs.claim", "verbs.deny", "verbs.hear", "verbs.show", "verbs.surface")


def _before_participle(s: Parsed, at: int, verb: int) -> int | None:
    """From "the parish" in "the centre run by the parish was burned" to the centre."""
    left = at
    while s.kind(left) in (NP, t.PREP, DATE, t.ADV):
        left -= 1
    if s.kind(left) != VG or s.kind(left - 1) != NP or s.low(s.chunks[at]) in s.lexicon["subject_pronouns"]:
        return None
    chunk, main = s.chunks[left], s.chunks[verb]
    if chunk.form == "ing" and not chunk.finite:
        return left - 1
    told = s.said(left + 1) != "as" and any(chunk.base in s.lexicon[name] for name in _TELLING)
    describes = chunk.bare and s.kind(left + 1) == t.PREP and not told
    # "Three women held at the barracks told the paper": a past form with an object is no participle.
    tells = main.finite and (not main.bare or not no_object(s, verb))
    return left - 1 if describes and tells else None


def _whoever(s: Parsed, at: int) -> int | None:
    """The first word of "whoever came out was shot", "whoever put up a hand was shot", for the second verb."""
    left = at
    while s.kind(left) in (NP, t.PREP, DATE, t.ADV) and s.said(left) != "whoever":
        left -= 1
    return left - 1 if s.kind(left) == VG and s.said(left - 1) == "whoever" else None


def _before_relative(s: Parsed, at: int, verb: int) -> int | None:
    """From "bread" in "a woman who brought bread was dragged away" to the woman; not from people, who may act."""
    left = at
    while s.kind(left) in (NP, t.PREP, DATE, t.ADV):
        left -= 1
    relative = s.kind(left) == VG and s.kind(left - 1) == t.REL and s.kind(left - 2) == NP
    if not relative or not s.chunks[verb].finite or any(s.kind(one) == "," for one in range(left, verb)):
        return None
    may_act = {"person", "armed_body", "pronoun_thing"} & kinds_of_chunk(s, s.chunks[at])
    return None if may_act else left - 2


def _leftmost(s: Parsed, at: int, closed: bool) -> int | None:
    """The first noun phrase of the list or apposition that ends with the one at `at`."""
    listed, here = False, at
    while True:
        climbed = _climb(s, here)
        if climbed is None:
            return None if here == at else _after_leading(s, here, at)
        here = climbed
        left = here - 1
        if s.kind(left) == t.CC:
            before = left - 2 if s.kind(left - 1) == "," else left - 1
            alone = s.low(s.chunks[here]) in s.lexicon["subject_pronouns"]
            if s.kind(before) != NP or alone or _is_object(s, before):
                return here
            listed, here = True, before
        elif s.kind(left) == "," and s.kind(left - 1) == NP and (listed or closed):
            if _climb(s, left - 1) is None:
                return here
            here = left - 1
        elif s.kind(left) == ")":
            opening = _opening(s, left)
            if s.kind(opening - 1) != NP:
                return here
            here = opening - 1
        else:
            return here


def _after_leading(s: Parsed, here: int, at: int) -> int:
    """In "In Homs, Ada and Ben were killed" the list begins after the place."""
    for index in range(here + 1, at + 1):
        if s.kind(index) == NP:
            return index
    return at


def _climb(s: Parsed, at: int) -> int | None:
    """From a noun phrase inside "X of Y in Z" to X; nothing when a preposition opens the clause."""
    while s.kind(at - 1) == t.PREP or (s.kind(at - 1) == t.ADV and s.kind(at - 2) == t.PREP):
        before = at - 2
        while s.kind(before) == t.ADV:
            before -= 1
        if s.kind(before) == DATE and s.kind(before - 1) == t.PREP and s.kind(before - 2) == NP:
            before -= 2
        if s.kind(before) != NP:
            return None
        at = before
    return at


def _is_object(s: Parsed, at: int) -> bool:
    first = _climb(s, at)
    if first is None:
        return True
    left = first - 1
    while s.kind(left) == t.ADV:
        left -= 1
    return s.kind(left) == VG and s.chunks[left].base != "be"


def _opening(s: Parsed, at: int) -> int:
    while at > 0 and s.kind(at) != "(":
        at -= 1
    return at


def _antecedent(s: Parsed, relative: int) -> list[Phrase]:
    at = relative - 1
    if s.kind(at) == ",":
        at -= 1
    if s.kind(at) == t.PREP:
        at -= 1
    if s.kind(at) != NP:
        return []
    left = at - 2
    owner = s.kind(at - 1) == t.PREP and s.kind(left) == NP and is_named(s, at) and _person_head(s, left)
    if owner:
        return [with_of(s, left, relative)]
    if _person_head(s, at) or is_named(s, at):
        return [Phrase(at, s.chunks[at].last)]
    climbed = _climb(s, at)
    if climbed is not None and s.lexicon.kinds_of(s.low(s.chunks[climbed])) & _TOLD_OF:
        return [with_of(s, climbed, relative)]
    return [Phrase(at, s.chunks[at].last)]


def _person_head(s: Parsed, at: int) -> bool:
    words = range(s.chunks[at].first, s.chunks[at].last + 1)
    return any("person" in s.lexicon.kinds_of(s.words[one].low) for one in words)


def _shared(s: Parsed, verb: int, joint: int, depth: int) -> list[Phrase]:
    """The subject of the verb that this one is joined to by "and"."""
    other = parallel(s, verb, joint)
    return subject(s, other, depth + 1) if other is not None else []


def parallel(s: Parsed, verb: int, joint: int) -> int | None:
    """The verb group before `joint` that is joined with the one at `verb`."""
    wanted = s.chunks[verb]
    start = joint - 1
    if s.kind(start) == t.QUOTE:
        start = _before_quoted(s, start)
    for at in range(start, -1, -1):
        if s.kind(at) in (t.SUB, ";", ":"):
            return None
        if s.kind(at) == t.QUOTE and s.kind(at - 1) in (",", t.QUOTE):
            return None
        if s.kind(at) == VG and _alike(s.chunks[at], wanted) and not _inside_insertion(s, at, joint):
            return at
    return None


def _before_quoted(s: Parsed, closing: int) -> int:
    """From the mark that closes quoted words back to before them, and before a "that" that introduces them."""
    for at in range(closing - 1, -1, -1):
        if s.kind(at) == t.QUOTE:
            return at - 2 if s.kind(at - 1) == t.SUB else at - 1
    return closing - 1


def _alike(one: Chunk, other: Chunk) -> bool:
    if other.form == "ing" and not other.finite:
        return one.form == "ing"
    if other.infinitive:
        return one.infinitive
    return one.finite


def _inside_insertion(s: Parsed, verb: int, end: int) -> bool:
    """Does the verb stand in a relative clause that a comma closes before `end`?"""
    at = verb - 1
    while s.kind(at) in (NP, t.ADV):
        at -= 1
    if s.kind(at) != t.REL:
        return False
    return any(s.kind(index) == "," for index in range(verb, end))


def _after_comma(s: Parsed, verb: int, comma: int, depth: int) -> list[Phrase]:
    chunk = s.chunks[verb]
    if not chunk.finite and chunk.form == "ing":
        return _of_neighbour(s, verb, depth)
    opener = _insertion_opener(s, comma)
    if opener is not None:
        return _group_closed(s, opener, verb)
    if chunk.bare and no_object(s, verb) and s.kind(comma - 1) == NP:
        return _group_closed(s, comma, verb)
    closed = _leftmost_closed(s, comma, verb) if s.kind(comma - 1) == NP else None
    opening = closed is not None and not any(s.kind(at) == VG for at in range(closed))
    if closed is not None and not _is_object(s, closed) and (s.kind(closed - 1) != "," or opening):
        return group(s, closed, verb)
    return _shared(s, verb, comma, depth)


def _group_closed(s: Parsed, comma: int, verb: int) -> list[Phrase]:
    first = _leftmost_closed(s, comma, verb)
    return group(s, first, verb) if first is not None else []


def _leftmost_closed(s: Parsed, comma: int, verb: int) -> int | None:
    """The first phrase of what `comma` closes: over "a driver known as Abu Saman," to whom that describes."""
    described = _before_participle(s, comma - 1, verb)
    return _leftmost(s, comma - 1 if described is None else described, closed=True)


def _insertion_opener(s: Parsed, comma: int) -> int | None:
    """The comma that opens the relative clause or participle which `comma` closes."""
    opened = None
    for at in range(comma - 1, 0, -1):
        if s.kind(at) in (";", ":", t.SUB):
            return opened
        if s.kind(at) == ",":
            if s.kind(at - 1) != NP:
                return opened
            if not _opens_insertion(s, at + 1):
                if opened is None:
                    continue
                return opened
            opened = at
        elif opened is not None and s.kind(at) == VG and s.chunks[at].finite and not s.chunks[at].bare:
            return opened
    return opened


def _opens_insertion(s: Parsed, at: int) -> bool:
    while s.kind(at) == t.ADV:
        at += 1
    kind = s.kind(at)
    if kind == t.REL or s.said(at) in ("including", "along", "alongside", "as", "among", "together"):
        return True
    if s.said(at) in ("none", "neither", "each", "none older", "none younger"):
        return True
    if kind == NP and s.said(at + 1) == "of" and s.said(at + 2) in ("them", "whom", "which"):
        return True
    return kind == VG and not s.chunks[at].passive and (s.chunks[at].bare or s.chunks[at].form == "ing")


def _of_neighbour(s: Parsed, verb: int, depth: int) -> list[Phrase]:
    """A participle borrows the subject of the finite verb before it, or else of the one after it."""
    for at in [*range(verb - 1, -1, -1), *range(verb + 1, len(s.chunks))]:
        if s.kind(at) in (";", ":"):
            break
        if s.kind(at) == VG and s.chunks[at].finite and not _inside_insertion(s, at, verb):
            return subject(s, at, depth + 1)
    return []


def _accused(s: Parsed, preposition: int) -> list[Phrase]:
    """ "Accused the army of killing": the one accused is who is said to have done it."""
    at = preposition - 1
    while s.kind(at) in (NP, t.PREP, t.ADV):
        at -= 1
    if s.kind(at) != VG or s.chunks[at].base not in s.lexicon["governors.claimed"]:
        return []
    return subject(s, at) if s.chunks[at].passive else objects(s, at)


def _object_between(s: Parsed, governor: int, verb: int) -> list[Phrase]:
    """ "prompting his government to mobilise": the object of the first is the subject of the second."""
    if governor + 1 < verb and s.kind(governor + 1) == NP:
        return group(s, governor + 1, verb)
    return []
