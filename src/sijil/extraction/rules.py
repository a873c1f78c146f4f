"""The event rules of a language, read from `events.toml`, and found by the words that set them off."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from sijil.errors import SijilError
from sijil.extraction.lexicon import FOLDER, LANGUAGES, Lexicon, lexicon

EVENT_TYPES = (
    "killing",
    "injury",
    "torture_ill_treatment",
    "abduction",
    "detention",
    "sexual_violence",
    "displacement",
    "arson",
    "property_destruction",
    "attack_on_religious_site",
    "clash",
    "threat_or_incitement",
    "official_action",
    "other",
)
VOICES = (
    "active", "passive", "middle", "agent", "of", "bare", "counted", "toll", "complement", "attribute",
    "quotation", "state", "among", "bearing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of `events.toml`; its fields are explained at the top of that file."""

    id: str
    event: str
    kind: str
    words: frozenset[str]
    voices: tuple[str, ...]
    target: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    next: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_next: tuple[str, ...] = ()
    governors: frozenset[str] = frozenset()
    with_verbs: frozenset[str] = frozenset()
    openers: tuple[str, ...] = ()
    outcome: str = ""
    hedge: str = ""
    victim: str = ""
    victims: bool = True
    negated: bool = False
    denials: bool = False
    needs_possessor: bool = False
    refers: str = ""
    instrument: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    not_where: frozenset[str] = frozenset()
    out_of: frozenset[str] = frozenset()
    particle: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a language, by base form of the verb, by singular of the noun, by adjective."""

    rules: tuple[Rule, ...]
    verbs: dict[str, tuple[Rule, ...]]
    nouns: dict[str, tuple[Rule, ...]]
    adjectives: dict[str, tuple[Rule, ...]]
    triggers: frozenset[str]


@cache
def rule_book(language: str) -> RuleBook:
    """The rules of a language that has a folder, or `SijilError` naming the table that is wrong."""
    words = lexicon(language)
    rules = tuple(_rule(table, language) for table in words.tables["events"]["rule"])
    by_kind = {kind: _by_word(rules, kind) for kind in ("verb", "noun", "adjective")}
    return RuleBook(rules, by_kind["verb"], by_kind["noun"], by_kind["adjective"], _triggers(by_kind, words))


def _rule(table: dict[str, Any], language: str) -> Rule:
    where = f"{language}/events.toml, rule {table.get('id', '?')}"
    unknown = set(table) - {*Rule.__dataclass_fields__}
    wrong = table.get("refers", "told") not in ("told", "toll") or not set(table.get("voices", ())) <= set(
        VOICES
    )
    if unknown or table.get("event") not in EVENT_TYPES or wrong:
        raise SijilError(
            f"unknown field, event or voice ({', '.join(sorted(unknown)) or table.get('event')})",
            where=where,
            remedy="compare with the explanation at the top of the file",
        )
    return Rule(**{name: _value(name, value) for name, value in table.items()})


def _value(name: str, value: Any) -> Any:
    if name in ("words", "governors", "with_verbs"):
        return frozenset(value.split())
    if name in ("target", "subject", "not_subject", "object", "instrument", "where", "not_where", "out_of"):
        return frozenset(value)
    return tuple(value) if isinstance(value, list) else value


def _by_word(rules: tuple[Rule, ...], kind: str) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.kind == kind:
            for word in sorted(rule.words):
                found[word].append(rule)
    return {word: tuple(some) for word, some in found.items()}


def _triggers(by_kind: dict[str, dict[str, tuple[Rule, ...]]], words: Lexicon) -> frozenset[str]:
    """Every form of every word that can set off a rule."""
    forms = {
        form
        for form, readings in words.verb_forms.items()
        if any(base in by_kind["verb"] for base, _ in readings)
    }
    for noun in by_kind["noun"]:
        forms |= {noun, *(form for form, singular in words.singulars.items() if singular == noun)}
        forms |= {noun + "s", noun + "es", noun[:-1] + "ies"}
    return frozenset(forms | set(by_kind["verb"]) | set(by_kind["adjective"]))


def _version() -> str:
    """The rules' own version, and the beginning of the hash of all tables of all languages."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*/*.toml")):
        digest.update(f"{path.parent.name}/{path.name}\n".encode())
        digest.update(path.read_bytes())
    versions = "+".join(str(lexicon(language).tables["events"]["version"]) for language in LANGUAGES)
    return f"{versions}-{digest.hexdigest()[:8]}"


RULES_VERSION = _version()
