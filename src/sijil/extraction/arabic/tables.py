"""The Arabic tables (`languages/ar`), with every form that a word of them can be written in.

All forms are folded (`sijil.text.fold`): without hamza, vowel signs and tatweel.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sijil.errors import SijilError
from sijil.text import fold

FOLDER = Path(__file__).parent.parent / "languages" / "ar"
BEFORE_PRONOUN = "+"
"""Ends the forms that stand only before an attached pronoun."""
EVENT_KINDS = (
    "verb", "middle", "noun", "toll", "massacre", "clash", "phrase", "threat", "said",
    "lost", "limb", "unreturned", "driven", "state", "claimed", "fired", "fate", "fire", "fell",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """A form of a noun: `kinds` as in nouns.toml, `number` 1, 2 (dual) or 3 (several), `base` its singular."""

    base: str
    kinds: frozenset[str]
    sex: str
    number: int


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A form of a verb: `person` 1, 2 or 3, `number` 1 to 3; `open` may be active or passive as it is written."""

    base: str
    tense: str
    person: int
    number: int
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of `events.toml`; its fields are explained at the top of that file."""

    id: str
    event: str
    kind: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    target: frozenset[str] = frozenset()
    then: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    outcome: str = ""
    first_person: bool = False
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hedge:
    """Phrases that say how sure the source is."""

    id: str
    value: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Tables:
    """Everything the tables hold, by folded form."""

    nouns: dict[str, Noun]
    kin: dict[str, Noun]
    verbs: dict[str, tuple[tuple[Rule, VerbForm], ...]]
    event_nouns: dict[str, tuple[Rule, ...]]
    rules: tuple[Rule, ...]
    hedges: tuple[Hedge, ...]
    speech: dict[str, dict[str, VerbForm]]
    lists: dict[str, frozenset[str]]
    phrases: dict[str, tuple[str, ...]]
    known: frozenset[str]
    total_from: int
    version: str


@lru_cache(maxsize=1 << 15)
def folded(word: str) -> str:
    """The form in which words are compared."""
    return fold(word).text.strip()


@cache
def tables() -> Tables:
    """Read once; `SijilError` names a rule that is wrong."""
    raw = {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}
    lists, phrases = _lists(raw)
    nouns, kin = _nouns(raw["nouns"])
    rules = tuple(rule(one) for one in raw["events"]["rule"])
    verbs, event_nouns = _triggers(rules)
    speech = {name: _speech(words) for name, words in raw["speech"]["verbs"].items()}
    known = {*nouns, *kin, *verbs, *event_nouns}
    for forms in speech.values():
        known |= set(forms)
    for name in _CLOSED:
        known |= lists[name]
    return Tables(
        nouns, kin, verbs, event_nouns, rules,
        tuple(Hedge(one["id"], one["value"], tuple(map(folded, one["phrases"]))) for one in raw["hedges"]["hedge"]),
        speech, lists, phrases, frozenset(known), raw["speech"]["totals"]["from"], raw["events"]["version"],
    )  # fmt: skip


_CLOSED = (
    "prepositions", "means", "negations", "conditions", "unreal", "nested", "adjectives.words", "titles.male",
    "titles.any", "titles.female", "kinds_of_place.words", "organisations", "types.official", "types.organisation",
    "types.witness", "types.video", "types.unnamed", "given", "aliases.words",
)  # fmt: skip


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lists(raw: dict[str, Any]) -> tuple[dict[str, frozenset[str]], dict[str, tuple[str, ...]]]:
    lists: dict[str, frozenset[str]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    for file in ("words", "nouns", "names", "speech"):
        for name, value in _flat(raw[file]):
            if isinstance(value, str) and name.partition(".")[0] != "verbs":
                words = map(folded, value.split())
                lists[name] = frozenset(
                    one.removeprefix("ال") if name.startswith("titles.") else one for one in words
                )
            elif isinstance(value, list):
                phrases[name] = tuple(map(folded, value))
    return lists, phrases


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


# -- nouns


def _nouns(table: dict[str, Any]) -> tuple[dict[str, Noun], dict[str, Noun]]:
    nouns: dict[str, Noun] = {}
    kin: dict[str, Noun] = {}
    for group, into in (("person", nouns), ("thing", nouns), ("kin", kin)):
        for name, lines in table[group].items():
            sex = name if name in ("male", "female") else ""
            kinds = frozenset({group, name} - {"male", "female", "any", "thing"})
            for line in lines:
                for form, noun in _noun_forms(line, kinds, sex):
                    into.setdefault(form, noun)
    return nouns, kin


def _noun_forms(line: str, kinds: frozenset[str], sex: str) -> Iterator[tuple[str, Noun]]:
    base, *plurals = map(folded, line.split())
    yield base, Noun(base, kinds, sex, 1)
    stem = base[:-1] + "ت" if base.endswith("ة") else base
    if base in ("اب", "اخ"):
        stem = base + "و"
    for ending in ("ان", "ين"):
        number = 2 if ending != "ين" or plurals or base.endswith("ة") else 3
        yield stem + ending, Noun(base, kinds, sex, number)
    for ending in ("ا", "ي"):
        # Without its ن only before a pronoun: the mark keeps "عمي" (my uncle) apart from "عميها" (her two uncles).
        yield (
            stem + ending + BEFORE_PRONOUN,
            Noun(base, kinds, sex, 2 if plurals or base.endswith("ة") or ending == "ا" else 3),
        )
    yield from _case_forms(base, kinds, sex)
    for plural in plurals:
        yield plural, Noun(base, kinds, sex, 3)
        yield plural + "ا", Noun(base, kinds, sex, 3)
    if not plurals and base.endswith("ة"):
        yield base[:-1] + "ات", Noun(base, kinds, sex, 3)
    if not plurals and not base.endswith("ة"):
        for ending in ("ون", "و"):
            yield base + ending, Noun(base, kinds, sex, 3)


def _case_forms(base: str, kinds: frozenset[str], sex: str) -> Iterator[tuple[str, Noun]]:
    """The accusative with its alef, the ة before a pronoun, and the long vowel of اب and اخ before one."""
    if base.endswith("ة"):
        yield base[:-1] + "ت", Noun(base, kinds, sex, 1)
        yield base[:-1] + "ه", Noun(base, kinds, sex, 1)
    if base in ("اب", "اخ"):
        for vowel in "واي":
            yield base + vowel + BEFORE_PRONOUN, Noun(base, kinds, sex, 1)
    if base == "اب":
        yield "ابو", Noun(base, kinds, sex, 1)


# -- verbs


def verb_forms(past: str, imperfect: str) -> Iterator[tuple[str, VerbForm]]:
    """All forms of a verb given by its past ("قتل") and the imperfect without its first letter."""
    weak, past, imperfect = past.endswith("ى"), folded(past), folded(imperfect)
    for ending, person, number, feminine in _PAST:
        short = ending[:1] == "و" if past.endswith("ي") and not weak else weak and ending[:1] in ("و", "ت")
        form = (past[:-1] if short else past) + ending
        yield form, VerbForm(past, "past", person, number, feminine)
    for letter, person in (("ي", 3), ("ت", 3), ("ن", 1)):
        for ending, number in (("", 1), ("ون", 3), ("وا", 3), ("و", 3), ("ان", 2)):
            present = VerbForm(past, "present", person, number, letter == "ت")
            for before in ("", "ب"):
                yield before + letter + imperfect + ending, present
            yield "س" + letter + imperfect + ending, VerbForm(past, "future", person, number)


_PAST = (
    ("", 3, 1, False), ("ت", 3, 1, True), ("وا", 3, 3, False), ("و", 3, 3, False), ("نا", 1, 3, False),
    ("ا", 3, 2, False), ("تا", 3, 2, True), ("ن", 3, 3, True),
)  # fmt: skip


def rule(table: dict[str, Any]) -> Rule:
    """A rule from its table, or `SijilError` naming the rule that is wrong."""
    unknown = set(table) - {*Rule.__dataclass_fields__}
    if unknown or table.get("kind") not in EVENT_KINDS:
        raise SijilError(
            f"unknown field or kind ({', '.join(sorted(unknown)) or table.get('kind')})",
            where=f"ar/events.toml, rule {table.get('id', '?')}",
            remedy="compare with the explanation at the top of the file",
        )
    return Rule(**{name: _value(name, value) for name, value in table.items()})


def _value(name: str, value: Any) -> Any:
    if name == "words":
        return tuple(value.split())
    if name in ("target", "then", "before"):
        return frozenset(map(folded, value.split())) if isinstance(value, str) else frozenset(value)
    if name in ("phrases", "unless", "needs"):
        return tuple(map(folded, value))
    return tuple(value) if isinstance(value, list) else value


def _triggers(
    rules: tuple[Rule, ...],
) -> tuple[dict[str, tuple[tuple[Rule, VerbForm], ...]], dict[str, tuple[Rule, ...]]]:
    verbs: dict[str, list[tuple[Rule, VerbForm]]] = defaultdict(list)
    nouns: dict[str, list[Rule]] = defaultdict(list)
    for one in rules:
        for word in one.words:
            if ":" in word:
                for form, parsed in verb_forms(*word.split(":")):
                    verbs[form].append((one, parsed))
                continue
            forms = {folded(word)}
            if one.kind == "toll":
                forms = {form for form, _ in _noun_forms(word, frozenset(), "")}
            for form in sorted(forms):
                nouns[form].append(one)
    return {form: tuple(some) for form, some in verbs.items()}, {
        form: tuple(some) for form, some in nouns.items()
    }


def _speech(words: str) -> dict[str, VerbForm]:
    found: dict[str, VerbForm] = {}
    for word in words.split():
        for form, parsed in verb_forms(*word.split(":")):
            found.setdefault(form, parsed)
    return found


@cache
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words, with و or ف before it; over a text of folded words joined by blanks."""
    some = "|".join(re.escape(one) for one in sorted(phrases, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<!\S)[وف]?[بل]?({some})(?!\S)")
