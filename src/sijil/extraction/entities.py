"""Whom a document names under several names: the names, where each stands, and the words that say they are one.

Two names are one only where the text says so ("al-Rami or Ahmad Nasser,", "known as Abu Saman", "(DWN)") or where
the shorter is a part of the only fuller name ("Mr Renn"). Nothing is known from outside the text.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sijil.extraction.acronyms import ShortName, short_names
from sijil.extraction.claim import Alias, Claim, Said
from sijil.extraction.people import Mention, People, Person

KINDS = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or organisation of a document. `name` is the fullest, `mentions` all, in reading order."""

    kind: str
    name: Said
    mentions: tuple[Said, ...]
    aliases: tuple[Alias, ...]


def entities(text: str, people: People) -> tuple[Entity, ...]:
    """The people, and the organisations with a short name; in the order of their first mention."""
    found = [_person(text, one) for one in people.persons()]
    found += [_organisation(text, one) for one in short_names(text).values()]
    return tuple(sorted(found, key=lambda one: (one.mentions[0].start, one.name.start)))


def with_aliases(claims: Iterable[Claim], found: Iterable[Entity]) -> Iterator[Claim]:
    """The claims, each with the words that give somebody it names another name."""
    places = sorted(
        (
            (mention.start, mention.end, entity.aliases)
            for entity in found
            if entity.aliases
            for mention in entity.mentions
        ),
        key=lambda one: one[:2],
    )
    starts = [start for start, _, _ in places]
    for claim in claims:
        links: dict[tuple[int, int, str], Alias] = {}
        for said in _names_of(claim) if places else ():
            for start, end, aliases in places[bisect_left(starts, said.start) :]:
                if start >= said.end:
                    break
                if end <= said.end:
                    links |= {
                        (one.as_said.start, one.as_said.end, one.inferred_by or ""): one for one in aliases
                    }
        yield replace(claim, aliases=tuple(links[key] for key in sorted(links))) if links else claim


def _names_of(claim: Claim) -> Iterator[Said]:
    """The words in which a claim may name somebody."""
    given = [claim.quote, *(victim.name for victim in claim.victims)]
    given += [said for one in claim.perpetrators for said in (one.as_said, one.antecedent)]
    given += [claim.source.who, claim.source.as_said]
    yield from (said for said in given if said is not None)


def _person(text: str, person: Person) -> Entity:
    links = tuple(
        Alias(
            Said(text[one.start : other.end], one.start, other.end),
            _said(one),
            _said(other),
            "en.alias.said_to_be_one",
        )
        for one, other in person.links
    )
    mentions = {(one.start, one.end): _said(one) for one in person.mentions}
    mentions |= {(one.start, one.end): _said(one) for link in person.links for one in link}
    return Entity("person", _said(person.full), tuple(mentions[key] for key in sorted(mentions)), links)


def _said(mention: Mention) -> Said:
    return Said(mention.name, mention.start, mention.end)


def _organisation(text: str, short: ShortName) -> Entity:
    full, given = (Said(one.said, one.start, one.end) for one in (short.full, short.short))
    link = Alias(
        Said(short.quote.said, short.quote.start, short.quote.end), full, given, "en.alias.short_name"
    )
    mentions: dict[int, Said] = {}
    for name in (full.words, given.words):
        for start in _places(text, name):
            mentions[start] = Said(name, start, start + len(name))
    return Entity("organisation", full, tuple(mentions[start] for start in sorted(mentions)), (link,))


def _places(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        inside = (at > 0 and text[at - 1].isalnum()) or text[at + len(name) : at + len(name) + 1].isalnum()
        if not inside:
            yield at
        at = text.find(name, at + len(name))
