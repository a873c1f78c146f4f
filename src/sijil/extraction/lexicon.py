"""The words of one language, read from its folder of tables.

A language is a folder under `languages/` with the same files as `en`; a speaker adds one by writing
the tables. What a word can be is looked up here; what it is in its place, the tagger decides.
"""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = tuple(sorted(path.name for path in FOLDER.iterdir() if (path / "verbs.toml").is_file()))
"""The languages whose sentences are built as English ones are; `arabic` reads its own folder."""

Forms = dict[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by name, verb forms with their base and form, nouns with their kinds."""

    language: str
    lists: dict[str, frozenset[str]]
    phrases: dict[str, tuple[str, ...]]
    verb_forms: Forms
    singulars: dict[str, str]
    kinds: dict[str, frozenset[str]]
    tables: dict[str, dict[str, Any]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]

    def singular(self, noun: str) -> str:
        """The singular of a lower-case noun as far as it is known; otherwise the noun itself."""
        return self.singulars.get(noun) or _guess_singular(noun)

    def plural(self, noun: str) -> bool:
        """Is this lower-case noun a plural?"""
        if noun in self.lists["plurals.always"]:
            return True
        if noun in self.singulars:
            return self.singulars[noun] != noun
        return _guess_singular(noun) != noun

    def kinds_of(self, noun: str) -> frozenset[str]:
        """What a lower-case noun stands for: `person`, `kin`, `building`..."""
        none: frozenset[str] = frozenset()
        found = self.kinds.get(noun, none) | self.kinds.get(self.singular(noun), none)
        return self.kinds_of(noun.rsplit("-", 1)[1]) if not found and "-" in noun else found


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language that has a folder."""
    tables = {path.stem: _read(path) for path in sorted((FOLDER / language).glob("*.toml"))}
    lists, phrases = _lists(tables)
    return Lexicon(
        language=language,
        lists=lists,
        phrases=phrases,
        verb_forms=_verb_forms(tables["verbs"], tables["events"]),
        singulars=_singulars(tables["nouns"], lists),
        kinds=_kinds(tables["nouns"]),
        tables=tables,
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lists(
    tables: dict[str, dict[str, Any]],
) -> tuple[dict[str, frozenset[str]], dict[str, tuple[str, ...]]]:
    """Word lists and phrase lists of all files but the rules, by `name` or `table.name`."""
    words: dict[str, frozenset[str]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    for file in ("words", "verbs", "nouns", "names", "speech"):
        for name, value in _flat(tables[file]):
            if isinstance(value, int):
                continue
            if isinstance(value, str):
                words[name] = frozenset(value.split())
            else:
                phrases[name] = tuple(value)
    return words, phrases


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str | int | list[str]]]:
    found: list[tuple[str, str | int | list[str]]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((prefix + name, value))
    return found


def _verb_forms(verbs: dict[str, Any], events: dict[str, Any]) -> Forms:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    doubling = frozenset(verbs["doubling"].split())
    irregular = {line.split()[0] for line in verbs["irregular"]}
    of_rules = {word for rule in events["rule"] if rule["kind"] == "verb" for word in rule["words"].split()}
    for line in verbs["irregular"]:
        base, past, participle = line.split()
        _add_forms(found, base, past, participle, base in _DOUBLING_IRREGULAR or base in doubling)
    for base in sorted({*verbs["regular"].split(), *(of_rules - irregular)}):
        past = _past(base, base in doubling)
        _add_forms(found, base, past, past, base in doubling)
    return {form: tuple(readings) for form, readings in found.items()}


_DOUBLING_IRREGULAR = frozenset(
    [
        "begin",
        "cut",
        "dig",
        "get",
        "hit",
        "let",
        "put",
        "quit",
        "run",
        "set",
        "shut",
        "sit",
        "slit",
        "swim",
        "win",
        "forget",
    ]
)


def _add_forms(
    found: dict[str, list[tuple[str, str]]], base: str, past: str, participle: str, doubles: bool
) -> None:
    forms = {
        "base": base,
        "s": _third_person(base),
        "past": past,
        "participle": participle,
        "ing": _ing(base, doubles),
    }
    for form, word in forms.items():
        if (base, form) not in found[word]:
            found[word].append((base, form))


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _past(base: str, doubles: bool) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if doubles else "") + "ed"


def _ing(base: str, doubles: bool) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if doubles else "") + "ing"


def _singulars(nouns: dict[str, Any], lists: dict[str, frozenset[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in lists.items():
        if name.startswith(("person.", "thing.", "objects.", "units.")):
            for word in sorted(words):
                found.setdefault(word, word)
                found.setdefault(_plural(word), word)
    for pair in nouns["plurals"]["irregular"]:
        singular, plural = pair.split()
        found[plural], found[singular] = singular, singular
    for base in ("man", "woman", "child"):
        for word in [one for one in found if one.endswith(base) and found[one] == one]:
            found[word[: -len(base)] + {"man": "men", "woman": "women", "child": "children"}[base]] = word
    return found


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _guess_singular(noun: str) -> str:
    if len(noun) < 4 or noun.endswith(("ss", "us", "is", "ous")):
        return noun
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("shes", "ches", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") else noun


def _kinds(nouns: dict[str, Any]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group, lists in nouns.items():
        if group not in ("person", "thing", "objects", "units"):
            continue
        for name, words in lists.items():
            for word in words.split():
                found[word] |= _kind_names(group, name)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def _kind_names(group: str, name: str) -> set[str]:
    if group != "person":
        return {name}
    special = {"male": "male", "female": "female", "kin": "kin", "combatants": "combatant"}
    special |= {"armed_bodies": "armed_body", "groups": "group"}
    return {"person"} | ({special[name]} if name in special else set())
