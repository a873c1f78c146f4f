"""From an Arabic noun phrase to a victim, each value with its own words; nothing is concluded from a name."""

from dataclasses import replace

from sijil.extraction.arabic.naming import Phrase
from sijil.extraction.arabic.phrases import Reader, kin_owner
from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.tables import tables
from sijil.extraction.claim import Said, Victim, said
from sijil.numbers import convention, read_number

_OWN = frozenset({"ي", "نا"})


def victims_of(s: Sentence, phrases: list[Phrase], counted: bool = True) -> list[Victim]:
    """One victim for each phrase, and for each name where a pair of kin is named."""
    found: list[Victim] = []
    for phrase in phrases:
        if len(phrase.names) > 1:
            for name in phrase.names:
                found.append(_victim(s, replace_name(phrase, name), found, counted))
        else:
            found.append(_victim(s, phrase, found, counted))
    return found


def replace_name(phrase: Phrase, name: tuple[int, int]) -> Phrase:
    """The phrase for one of its names."""
    return replace(phrase, name=name, names=[], count=None)


def _victim(s: Sentence, phrase: Phrase, before: list[Victim], counted: bool) -> Victim:
    victim = Victim(said(s.text, *_span(s, phrase)))
    if phrase.name is not None:
        victim = replace(victim, name=said(s.text, *s.span(*phrase.name)))
    if counted and not phrase.none:
        victim = _counted(s, phrase, victim)
    victim = _aged(s, phrase, victim)
    victim = _sexed(s, phrase, victim)
    victim = replace(victim, civilian_status=_status(s, phrase))
    return _kin(s, phrase, victim, before)


def _span(s: Sentence, phrase: Phrase) -> tuple[int, int]:
    start, end = s.bare_span(phrase.first, phrase.last)
    if phrase.count is not None:
        start = min(start, s.start + phrase.count.start)
    return start, end


def _counted(s: Sentence, phrase: Phrase, victim: Victim) -> Victim:
    count = phrase.count
    if count is not None and not (phrase.noun and "group" in phrase.noun.kinds and count.low == 1):
        words = said(s.text, s.start + count.start, s.start + count.end)
        return replace(
            victim,
            count_low=count.low,
            count_best=count.best,
            count_high=count.high,
            count_as_said=words,
            basis=count.basis,
            count_convention=count.convention,
        )
    noun = phrase.noun or phrase.kin
    words = said(s.text, *s.span(phrase.head, phrase.head))
    if phrase.pronoun:
        return _of_pronoun(s, phrase, victim)
    if victim.name is not None:
        return _exactly(victim, 1, victim.name if noun is None or noun.number > 1 else words)
    if noun is None:
        return victim
    if phrase.partitive and s.words[phrase.first].low.removeprefix("و") in ("احد", "احدي", "حدا"):
        return _exactly(victim, 1, said(s.text, *s.span(phrase.first, phrase.first)))
    if noun.number == 1 and not noun.kinds & {"group", "armed"}:
        return _exactly(victim, 1, words)
    if noun.number == 2:
        return _exactly(victim, 2, words)
    return _plural(victim, noun.number, words)


def _plural(victim: Victim, number: int, words: Said) -> Victim:
    """A plural without a number is coded by the table of conventions; a body of people has none."""
    supposed = convention("people") if number == 3 else None
    if supposed is None:
        return victim
    return replace(
        victim,
        count_low=supposed.low,
        count_best=supposed.best,
        count_high=supposed.high,
        count_as_said=words,
        basis="convention",
        count_convention=supposed.convention,
    )


def _of_pronoun(s: Sentence, phrase: Phrase, victim: Victim) -> Victim:
    suffix = s.words[phrase.head].suffix
    if suffix in ("ه", "ها", "ني", "ك"):
        return _exactly(victim, 1, victim.description)
    return _exactly(victim, 2, victim.description) if suffix == "هما" else victim


def _exactly(victim: Victim, number: int, words: Said) -> Victim:
    return replace(
        victim, count_low=number, count_best=number, count_high=number, count_as_said=words, basis="stated"
    )


def _aged(s: Sentence, phrase: Phrase, victim: Victim) -> Victim:
    if phrase.age is None:
        return victim
    words = said(s.text, *s.span(*phrase.age))
    value = read_number(words.words)
    return victim if value is None or not 0 <= value <= 120 else replace(victim, age=value, age_as_said=words)


def _sexed(s: Sentence, phrase: Phrase, victim: Victim) -> Victim:
    lists = tables().lists
    for at in range(phrase.first, phrase.last + 1):
        if phrase.name is not None and phrase.name[0] <= at:
            break
        word = s.words[at]
        sex = _sex_of_word(s, at, phrase)
        if not sex:
            sex = next(
                (one for one in ("male", "female") if word.stem in lists[f"adjectives.sexes_{one}"]), ""
            )
        if sex:
            return replace(victim, sex=sex, sex_as_said=said(s.text, *s.span(at, at)))
    return victim


def _sex_of_word(s: Sentence, at: int, phrase: Phrase) -> str:
    word = s.words[at]
    if at == phrase.head:
        # "زوج أختي" is a man: the owner of a kin word says nothing of who it is.
        for own in (phrase.kin, phrase.noun):
            # "أبناء" may be daughters too: of kin only one or two say their sex by a masculine form.
            if own is not None and own.sex and (own.number < 3 or own.sex == "female" or phrase.kin is None):
                return own.sex
        return ""
    titled = phrase.name is not None
    for sex in ("male", "female"):
        if titled and (s.is_in(at, f"titles.{sex}")):
            return sex
    late = (
        word.noun is not None
        and phrase.kin is None
        and at > phrase.head
        and word.noun.number == 1
        and not word.article
    )
    return word.noun.sex if late and word.noun else ""


def _status(s: Sentence, phrase: Phrase) -> Said | None:
    civilian = tables().lists["adjectives.civilian"]
    for at in range(phrase.first, phrase.last + 1):
        word = s.words[at]
        base = word.noun.base if word.noun else word.stem
        if base in civilian or (word.noun and word.noun.kinds & {"combatant"}):
            return said(s.text, *s.span(at, at))
    return None


def _kin(s: Sentence, phrase: Phrase, victim: Victim, before: list[Victim]) -> Victim:
    if phrase.kin is None:
        return victim
    last = phrase.head
    while last < phrase.last and not s.words[last].suffix and s.words[last + 1].kin is not None:
        last += 1
    victim = replace(victim, kin=said(s.text, *s.span(phrase.head, phrase.head)))
    if last > phrase.head:
        return replace(victim, kin_of=said(s.text, *s.span(phrase.head + 1, last)))
    suffix = kin_owner(phrase, s.words)
    if suffix in _OWN:
        return replace(victim, kin_of_inferred_by="ar.kin.speaker")
    if suffix:
        named = next((one.name for one in reversed(before) if one.name is not None), None)
        if named is not None:
            return replace(victim, kin_of=named, kin_of_inferred_by="ar.kin.last_named")
        return replace(victim, kin_of_inferred_by=f"ar.kin.{suffix}")
    return victim


def read_victim(text: str, start: int, end: int) -> Victim:
    """The victim that some words of a text describe, as a person points to them."""
    s = Sentence(text, start, end, 0)
    phrase = Reader(s).read(0, len(s.words)) if s.words else None
    if phrase is None:
        return Victim(said(text, start, end))
    return replace(victims_of(s, [phrase])[0], description=said(text, start, end))


def sex_in(words: str) -> str | None:
    """The sex that one of a few words says."""
    s, lists = Sentence(words, 0, len(words), 0), tables().lists
    for at, word in enumerate(s.words):
        for sex in ("male", "female"):
            said_so = any(one is not None and one.sex == sex for one in (word.kin, word.noun))
            if said_so or s.is_in(at, f"titles.{sex}") or word.stem in lists[f"adjectives.sexes_{sex}"]:
                return sex
    return None
