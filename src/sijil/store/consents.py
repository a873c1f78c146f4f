"""Consents of the people who speak in a case: what they allow, what they took back, and whom that stops.

A consent is a judgement (`kind` consent) on a source or, for a photo or recording, on an item by its SHA-256. Nothing
is ever overwritten: a later line on the same purpose and audience supersedes the earlier one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from sijil.counting.consent import (
    AUDIENCES,
    CONDITIONS,
    IDENTIFIABILITY,
    PURPOSES,
    Consent,
    Use,
    contradictions,
    standing_against,
)
from sijil.errors import JudgementRefused
from sijil.store import decisions, models
from sijil.store.source_rows import PROTECTED_DOCUMENTS
from sijil.store.speakers import PEOPLE_WHO_SPEAK, source_label

EVERYTHING = "everything"
"""In the place of purpose and audience: all that the person ever allowed."""
CLOSED = ("rejected", "withdrawn")
"""States of claims that nothing is made from."""
_LISTS = {"purpose": PURPOSES, "audience": AUDIENCES, "identifiability": IDENTIFIABILITY}
_DAYS = ("given_on", "until", "withdrawn_on")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks, by the key of the source (or item), with what is allowed and what was taken back whole."""

    key: str
    consents: tuple[Consent, ...]
    withdrew_all: bool


@dataclass(frozen=True, slots=True)
class Blocked:
    """An item that may not be used as meant, whose words it holds (by key), and what stands against it."""

    item: models.Item
    person: str
    reasons: tuple[str, ...]


def check(said: Mapping[str, Any], decision: str) -> None:
    """Refuse a line that says something unknown or impossible. Raises JudgementRefused."""
    wanted = tuple(_LISTS) if decision == "give" else ()
    for name in wanted:
        if not said.get(name):
            raise JudgementRefused(
                f"a consent lacks {name}", remedy=f"it is one of {', '.join(_LISTS[name])}"
            )
    for name, known in _LISTS.items():
        if said.get(name) and said[name] not in known:
            raise JudgementRefused(f"{name} is {said[name]!r}", remedy=f"it is one of {', '.join(known)}")
    for condition in _conditions(said):
        if condition not in CONDITIONS:
            raise JudgementRefused(
                f"no condition is called {condition!r}", remedy=f"known: {', '.join(CONDITIONS)}"
            )
    days = {name: _day(said.get(name), name) for name in _DAYS}
    if decision == "withdraw" and days["withdrawn_on"] is None:
        raise JudgementRefused("a withdrawal without its day", remedy='give "withdrawn_on": "2026-11-27"')
    if days["given_on"] and days["until"] and days["until"] < days["given_on"]:
        raise JudgementRefused("a consent that ends before it was given", remedy="check given_on and until")


def scope_of(said: Mapping[str, Any]) -> str:
    """What tells consents of one person apart: purpose and audience, or everything."""
    if said.get("purpose") and said.get("audience"):
        return f"{said['purpose']}/{said['audience']}"
    return EVERYTHING


def people() -> dict[str, Person]:
    """Everybody on whom a consent is recorded, by key."""
    judged: dict[str, list[models.Judgement]] = defaultdict(list)
    for judgement in decisions.in_force("consent"):
        judged[judgement.target].append(judgement)
    return {key: _person(key, rows) for key, rows in sorted(judged.items())}


def _person(key: str, rows: list[models.Judgement]) -> Person:
    """Consents given after everything was withdrawn hold; what was given before does not."""
    last = max(
        (n for n, row in enumerate(rows) if row.other == EVERYTHING and row.decision == "withdraw"),
        default=-1,
    )
    history = models.Judgement.objects.filter(kind="consent", target=key)
    given = {row.other: row.body for row in history.filter(decision="give").order_by("made_at", "id")}
    consents = []
    for number, row in enumerate(rows):
        body = given.get(row.other) if row.decision == "withdraw" else row.body
        if row.other != EVERYTHING and body:
            withdrawn = row.body.get("withdrawn_on") if row.decision == "withdraw" else None
            withdrawn = rows[last].body.get("withdrawn_on") if number < last else withdrawn
            consents.append(_consent(body, withdrawn))
    later = any(row.decision == "give" for row in rows[last + 1 :])
    return Person(key, tuple(consents), last >= 0 and not later)


def _consent(body: Mapping[str, Any], withdrawn: Any) -> Consent:
    return Consent(
        str(body["purpose"]),
        str(body["audience"]),
        str(body["identifiability"]),
        _conditions(body),
        _day(body.get("given_on"), "given_on"),
        _day(body.get("until"), "until"),
        _day(withdrawn, "withdrawn_on"),
    )


def _conditions(said: Mapping[str, Any]) -> tuple[str, ...]:
    given = said.get("conditions") or ()
    return tuple(str(one) for one in given) if isinstance(given, list | tuple) else (str(given),)


def _day(value: Any, name: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise JudgementRefused(f"{name} is {value!r}", remedy='give a day, as "2026-11-27"') from error


def withdrawn_sources() -> frozenset[str]:
    """Keys of the sources that took everything back: nothing they said is shown or counted."""
    return frozenset(key for key, person in people().items() if person.withdrew_all)


def blocked(items: Iterable[models.Item], use: Use) -> list[Blocked]:
    """The items that a use may not have, one row a person whose consent does not reach so far (rule 18)."""
    known = people()
    found = []
    for item in items:
        keys = speakers_in(item)
        keys += [item.sha256] if item.sha256 in known else []
        for key in keys:
            person = known.get(key, Person(key, (), False))
            reasons = standing_against(person.consents, use, withdrew_all=person.withdrew_all)
            if reasons:
                found.append(Blocked(item, key, reasons))
    return found


def speakers_in(item: models.Item) -> list[str]:
    """Keys of the people whose words an item holds, as far as claims and texts tell."""
    said = Q(claims__statement__rendition__item=item) | Q(records__rendition__item=item)
    rows = models.Source.objects.filter(said).filter(_protected()).distinct()
    return sorted(rows.values_list("key", flat=True))


def everybody() -> dict[str, str]:
    """Who speaks in the case or has a consent on record: key and pseudonym, in the order of keys."""
    spoken = Q(claims__isnull=False) | Q(records__isnull=False)
    sources = models.Source.objects.filter(spoken).filter(_protected()).distinct()
    found = {source.key: source_label(source) for source in sources}
    return dict(sorted({**dict.fromkeys(people(), ""), **found}.items()))


def called(key: str) -> str:
    """What a person is called, by the key of the source: a pseudonym; for an item the beginning of its hash."""
    source = models.Source.objects.filter(key=key).first()
    return source_label(source) if source else key[:16]


def _protected() -> Q:
    return Q(protect=True) | Q(kind__in=(*PEOPLE_WHO_SPEAK, *PROTECTED_DOCUMENTS))


def contradicting() -> list[tuple[str, str]]:
    """Key of a person, and what in the consents contradicts itself."""
    return [(key, what) for key, person in people().items() for what in contradictions(person.consents)]


def interviewed_before() -> list[tuple[str, tuple[str, ...]]]:
    """Keys of witnesses whose words stand in more than one file, with the files' hashes: nobody is to be asked again
    without need (reference on method, 1.7 and requirement 48)."""
    told: dict[str, set[str]] = defaultdict(set)
    rows = models.Claim.objects.filter(source__kind="witness").exclude(source__name="")
    for key, sha256 in rows.values_list("source__key", "statement__rendition__item__sha256"):
        told[key].add(sha256)
    return [(key, tuple(sorted(some))) for key, some in sorted(told.items()) if len(some) > 1]


def items_of(keys: Collection[str]) -> list[models.Item]:
    """The items that hold words of sources."""
    rows = models.Item.objects.filter(renditions__statements__claims__source__key__in=keys)
    return list(rows.distinct().order_by("id"))


def given_away(items: Iterable[models.Item]) -> list[tuple[models.Item, str]]:
    """The items that were handed over, and on which day: they are no longer under our control (rule 19)."""
    rows = models.CustodyEvent.objects.filter(act="transferred", item__in=list(items)).select_related("item")
    return [(row.item, row.time[:10]) for row in rows.order_by("seq") if row.item]
