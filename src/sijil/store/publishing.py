"""What of a case may be published: the only rows a release is made from.

Nothing here names anybody before a judgement says so, and nothing is quoted that a consent does not reach. Figures come
with their bounds as counted; making them fit to be shown is for the release (`sijil.report.public`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sijil.counting.consent import Use, standing_against
from sijil.counting.findings import Finding, lacking
from sijil.store import decisions, models, protection
from sijil.store.conclusion_rows import findings
from sijil.store.consents import people
from sijil.store.settings_file import CaseToml
from sijil.store.shown import ClaimRow
from sijil.store.speakers import is_protected
from sijil.store.withheld import open_claims, open_records

PURPOSE, AUDIENCE, SHOWN_AS = "publication", "public", "pseudonym"


@dataclass(frozen=True, slots=True)
class PublicSource:
    """A document or list as a source: what it is called where its name is public, its files by hash or commitment."""

    label: str
    kind: str
    files: tuple[str, ...]
    claims: int
    records: int


@dataclass(frozen=True, slots=True)
class PublicQuote:
    """A quote that may be published once it is redacted; `source` is empty for a person, who is told by kind alone."""

    key: str
    event_type: str
    date: str
    place: str
    text: str
    language: str
    source: str
    kind: str
    sha256: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedDead:
    """Somebody dead whose name may be published: the name as published, no father's name, no address, no kin."""

    name: str
    sex: str
    day: str
    governorate: str


@dataclass(frozen=True, slots=True)
class PublicRows:
    """Everything a release may be made from. `quoted` and `named` are the keys it must be withdrawn for."""

    figures: list[dict[str, Any]]
    places: dict[str, str]
    """Governorate of each place that the gazetteer knows, by its name; other places are not named."""
    arabic_names: dict[str, str]
    sources: list[PublicSource]
    people_who_spoke: int
    quotes: list[PublicQuote]
    dead: list[NamedDead]
    accused: tuple[str, ...]
    findings: list[Finding]
    quoted: dict[str, tuple[str, ...]]
    """By the key of a source, the claims of it that are quoted."""


def public_rows(settings: CaseToml, day: date) -> PublicRows:
    """What may be published on a day: a consent may have ended."""
    gazetteer = set(models.Place.objects.values_list("name", flat=True))
    places = {
        row.label: row.admin1
        for row in protection.places(protection.TEAM)
        if row.admin1 and row.label in gazetteer
    }
    accused = tuple(sorted(_accused(settings)))
    quotes, quoted = _quotes(settings, places, day) if settings.release.quotes else ([], {})
    return PublicRows(
        protection.figures(protection.TEAM),
        places,
        protection.arabic_names(protection.TEAM),
        _sources(settings),
        sum(1 for s in _speaking() if is_protected(s)),
        quotes,
        _named_dead(),
        accused,
        [f for f in findings() if not lacking(f) and not f.lost and _names_nobody_accused(f, accused)],
        quoted,
    )


def published_names(rows: PublicRows) -> list[str]:
    """Names of people, places, bodies and accused groups that stand in a release by right."""
    labels = [source.label for source in rows.sources if source.label]
    names = [one.name for one in rows.dead]
    places = [*rows.places, *rows.places.values(), *rows.arabic_names.values()]
    return sorted({name for name in (*labels, *names, *places, *rows.accused) if name})


def _speaking() -> list[models.Source]:
    said = {key for key in open_claims().values_list("source__key", flat=True)}
    said |= {key for key in open_records().values_list("source__key", flat=True)}
    return [source for source in models.Source.objects.order_by("key") if source.key in said]


def _sources(settings: CaseToml) -> list[PublicSource]:
    """Documents and lists. One is called by name only where the user named it and nobody is protected by that."""
    tables = [*settings.lists.values(), *settings.documents.values()]
    named = {str(table["source"]) for table in tables if table.get("source")}
    files: dict[str, set[str]] = defaultdict(set)
    claims, records = Counter[str](), Counter[str]()
    for key, sha256 in open_claims().values_list("source__key", "statement__rendition__item__sha256"):
        files[key].add(sha256)
        claims[key] += 1
    for key, sha256 in open_records().values_list("source__key", "rendition__item__sha256"):
        files[key].add(sha256)
        records[key] += 1
    found = []
    for source in _speaking():
        open_name = source.origin_id is None and not is_protected(source) and source.name in named
        if open_name:
            hashes = tuple(sorted(files[source.key]))
            found.append(
                PublicSource(source.name, source.kind, hashes, claims[source.key], records[source.key])
            )
    return sorted(found, key=lambda s: (s.kind, s.label))


def _quotes(
    settings: CaseToml, places: dict[str, str], day: date
) -> tuple[list[PublicQuote], dict[str, tuple[str, ...]]]:
    """Quotes of accepted claims: of public documents, and of people whose consent reaches so far."""
    known, use = people(), Use(PURPOSE, AUDIENCE, SHOWN_AS, day)
    named = {source.label for source in _sources(settings)}
    found: list[PublicQuote] = []
    quoted: dict[str, list[str]] = defaultdict(list)
    by_key = {
        claim.key: claim.source for claim in open_claims().filter(state="accepted").select_related("source")
    }
    for row in protection.claims(protection.TEAM, states=("accepted",)):
        source = by_key[row.key]
        if source.origin_id is None and not is_protected(source) and source.name in named:
            found.append(_quote(row, places, source.name))
        elif source.key in known and not standing_against(known[source.key].consents, use):
            quoted[source.key].append(row.key)
            found.append(_quote(row, places, ""))
    order = sorted(found, key=lambda q: (q.event_type, q.date or "9999", q.key))
    return order, {key: tuple(keys) for key, keys in sorted(quoted.items())}


def _quote(row: ClaimRow, places: dict[str, str], source: str) -> PublicQuote:
    quote, place = row.quote, row.place if row.place in places else ""
    sha256 = quote.sha256 if source else ""
    return PublicQuote(
        row.key, row.event_type, row.date, place, quote.text, quote.language, source, row.source_kind, sha256,
        quote.start, quote.end,
    )  # fmt: skip


def _reviewed(kind: str, decision: str) -> Iterator[models.Judgement]:
    """Judgements in force that a second person looked at."""
    for judgement in decisions.in_force(kind):
        second = str(judgement.body.get("reviewed_by") or "")
        if judgement.decision == decision and second and second != judgement.reviewer:
            yield judgement


def _named_dead() -> list[NamedDead]:
    """People whose names may be published, each once; only those whom a counted source calls dead."""
    dead = set(open_records().filter(event_type="killing").values_list("key", flat=True))
    told = models.ClaimVictim.objects.filter(claim__event_type="killing", claim__state="accepted")
    dead |= set(told.values_list("key", flat=True))
    person_of = dict(models.PersonMention.objects.values_list("mention", "person__key"))
    found: dict[str, NamedDead] = {}
    for judgement in _reviewed("named_dead", "publish"):
        if judgement.target in dead:
            person = person_of.get(judgement.target, judgement.target)
            row = _dead_row(judgement.target, str(judgement.body["as_published"]))
            found.setdefault(person, row)
    return sorted(found.values(), key=lambda one: (one.name, one.day, one.governorate))


def _dead_row(key: str, name: str) -> NamedDead:
    record = models.Record.objects.filter(key=key).first()
    if record is not None:
        return NamedDead(name, record.sex, protection.date_text(record), record.admin1)
    victim = models.ClaimVictim.objects.select_related("claim").get(key=key)
    return NamedDead(name, victim.sex, protection.date_text(victim.claim), victim.claim.admin1)


def _accused(settings: CaseToml) -> set[str]:
    """Groups that may be named: a reviewed judgement with what they replied, and enough independent sources."""
    sources: dict[str, set[str]] = defaultdict(set)
    said = {claim.key: claim for claim in open_claims().filter(state="accepted").select_related("source")}
    for group in protection.conclusions(protection.TEAM).groups:
        for kind, _, _, key in group.links:
            if kind == "takes_part" and key in said:
                sources[group.name].add(said[key].source.independence_group)
    allowed = {judgement.target for judgement in _reviewed("accused", "name")}
    least = settings.release.perpetrator_sources
    return {name for name, groups in sources.items() if name in allowed and len(groups) >= least}


def _names_nobody_accused(finding: Finding, accused: tuple[str, ...]) -> bool:
    """A finding on who did it is published only where that group may be named."""
    return finding.question != "attribution" or finding.value in accused
