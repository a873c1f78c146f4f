"""One claim, as DESIGN.md 4.1 has it: what a source asserts or denies, with a place in the text for each field.

In the JSON a key `K` is grounded by `K_start` and `K_end`; where the value is not the words themselves
these give the place of `K_as_said`. The main words of an object (`quote`, `description`, `as_said`) have
plain `start` and `end`. A value without a place carries `K_inferred_by`, the rule that gives it.
`Claim.from_json` reads what `Claim.as_json` writes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

from sijil.errors import JudgementRefused

_MAIN = frozenset({"quote", "description", "as_said"})

Json = dict[str, Any]
Part = TypeVar("Part", bound="_Part")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the text with their place: `text[start:end] == words`."""

    words: str
    start: int
    end: int


def said(text: str, start: int, end: int) -> Said:
    """The words of `text[start:end]` with their place."""
    return Said(text[start:end], start, end)


@dataclass(frozen=True, slots=True)
class _Part:
    """An object of the JSON whose `Said` fields are spread over a value and its place."""

    def as_json(self) -> Json:
        """The object as JSON, with every key of its shape."""
        found: Json = {}
        for one in fields(self):
            found.update(_spread(one.name, getattr(self, one.name)))
        return found

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read an object that `as_json` wrote; `JudgementRefused` names a key that does not belong."""
        kept = {one.name: _gathered(one.name, str(one.type), value) for one in fields(cls)}
        known = {key for name, field in kept.items() for key in _spread(name, field)}
        unknown = (
            set(value)
            - known
            - {f"{name}{end}" for name in kept for end in ("", "_start", "_end")}
            - {"start", "end"}
        )
        if unknown:
            raise JudgementRefused(
                f"unknown field {', '.join(sorted(unknown))}",
                where="claim",
                remedy="use the fields of an exported claim",
            )
        return cls(**kept)


@dataclass(frozen=True, slots=True)
class Victim(_Part):
    """One person or group it was done to. Counts are None where none is stated; `basis` says whence they are.

    `count_convention` is the id of the convention (`sijil.numbers.conventions`) where nobody said a number.
    `outcome`: killed, injured, missing, detained, displaced, ill_treated, not_separated ("casualties").
    `sex`: male or female, only where a word says it.
    """

    description: Said
    name: Said | None = None
    name_inferred_by: str | None = None
    count_low: int | None = None
    count_best: int | None = None
    count_high: int | None = None
    count_as_said: Said | None = None
    basis: str | None = None
    count_convention: str | None = None
    age: int | None = None
    age_as_said: Said | None = None
    sex: str | None = None
    sex_as_said: Said | None = None
    kin_of: Said | None = None
    kin_of_inferred_by: str | None = None
    kin: Said | None = None
    outcome: str | None = None
    outcome_as_said: Said | None = None
    civilian_status: Said | None = None
    inferred_by: str | None = None


@dataclass(frozen=True, slots=True)
class Perpetrator(_Part):
    """Who did it, as said. `antecedent` is whom a pronoun stands for, by the rule in `inferred_by`."""

    as_said: Said
    antecedent: Said | None = None
    inferred_by: str | None = None


@dataclass(frozen=True, slots=True)
class Place(_Part):
    """Where, as said; `admin1` is the governorate when stated or when only one is possible.

    `candidates` are the gazetteer's, ranked, each an object with its reasons; never a point by itself.
    """

    as_said: Said
    admin1: str | None = None
    admin1_as_said: Said | None = None
    admin1_inferred_by: str | None = None
    precision: str = "unknown"
    candidates: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class When(_Part):
    """When it happened, as said. `earliest` and `latest` are ISO days, None where the words leave them open."""

    as_said: Said | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimSource(_Part):
    """Who says it. `who` is the fullest name of the one whom `as_said` stands for.

    `chain` goes from the one who said it to the one who passed it on; `chain_spans` are the places of its
    links (None for a medium that the caller named, by `chain_inferred_by`).
    """

    type: str
    type_as_said: Said | None = None
    type_inferred_by: str | None = None
    who: Said | None = None
    who_inferred_by: str | None = None
    as_said: Said | None = None
    chain: tuple[str, ...] = ()
    chain_spans: tuple[tuple[int, int] | None, ...] = ()
    chain_inferred_by: str | None = None


@dataclass(frozen=True, slots=True)
class Alias(_Part):
    """Two names that the text says are of one: `as_said` is the words that say so, by the rule `inferred_by`."""

    as_said: Said
    name: Said | None = None
    other: Said | None = None
    inferred_by: str | None = None


@dataclass(frozen=True, slots=True)
class Duplicate(_Part):
    """The quote of an earlier claim of the document that may tell the same event, by the rule `inferred_by`."""

    as_said: Said
    inferred_by: str | None = None


@dataclass(frozen=True, slots=True)
class Claim(_Part):
    """What a source asserts or denies. Extracted claims are candidates until a person accepts them.

    `folding` names the kinds of folding (`sijil.text.KINDS`) that finding the quote needed: none for what
    is extracted, since that is cut from the text itself. `aliases` are the words that give somebody named in the
    claim another name, `possible_duplicates` earlier claims that may tell the same.
    """

    event_type: str
    event_type_as_said: Said | None
    quote: Said
    polarity: str
    polarity_as_said: Said | None
    hedge: str
    hedge_as_said: Said | None
    hedge_inferred_by: str | None
    is_aggregate: bool
    is_aggregate_as_said: Said | None
    victims: tuple[Victim, ...]
    perpetrators: tuple[Perpetrator, ...]
    places: tuple[Place, ...]
    date: When
    source: ClaimSource
    rule: str
    version: str
    folding: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    possible_duplicates: tuple[Duplicate, ...] = ()

    def spans(self) -> Iterator[Said]:
        """Every piece of the text that the claim points to."""
        parts = (*self.victims, *self.perpetrators, *self.places, *self.aliases, *self.possible_duplicates)
        for part in (self, *parts, self.date, self.source):
            for one in fields(part):
                value = getattr(part, one.name)
                if isinstance(value, Said):
                    yield value
        for words, span in zip(self.source.chain, self.source.chain_spans, strict=True):
            if span is not None:
                yield Said(words, *span)


def _spread(name: str, value: Any) -> Json:
    if isinstance(value, Said):
        base = "" if name in _MAIN else name.removesuffix("_as_said") + "_"
        return {name: value.words, f"{base}start": value.start, f"{base}end": value.end}
    if isinstance(value, _Part):
        return {name: value.as_json()}
    if isinstance(value, tuple):
        return {name: [_plain(one) for one in value]}
    return {name: value}


def _plain(value: Any) -> Any:
    if isinstance(value, _Part):
        return value.as_json()
    return list(value) if isinstance(value, tuple) else value


_LISTS: dict[str, type[_Part]] = {
    "victims": Victim,
    "perpetrators": Perpetrator,
    "places": Place,
    "aliases": Alias,
    "possible_duplicates": Duplicate,
}
_OBJECTS: dict[str, type[_Part]] = {"date": When, "source": ClaimSource}


def _gathered(name: str, kind: str, value: Mapping[str, Any]) -> Any:
    given = value.get(name)
    if name in _LISTS:
        return tuple(_LISTS[name].from_json(one) for one in given or ())
    if name in _OBJECTS:
        return _OBJECTS[name].from_json(given or {"type": "unnamed"} if name == "source" else given or {})
    if "Said" in kind:
        return _said_from(name, given, value)
    if name == "chain_spans":
        return tuple(tuple(span) if span is not None else None for span in given or ())
    return tuple(given or ()) if kind.startswith("tuple") else given


def _said_from(name: str, given: Any, value: Mapping[str, Any]) -> Said | None:
    base = "" if name in _MAIN else name.removesuffix("_as_said") + "_"
    start, end = value.get(f"{base}start"), value.get(f"{base}end")
    if given is None:
        return None
    if not (isinstance(given, str) and isinstance(start, int) and isinstance(end, int)):
        raise JudgementRefused(
            f"{name} has no place in the text",
            where="claim",
            remedy=f"give {base}start and {base}end in characters",
        )
    return Said(given, start, end)
