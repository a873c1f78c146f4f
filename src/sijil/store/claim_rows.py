"""A claim's JSON (DESIGN.md 4.1) as rows: statement, source, claim, victims, reported count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sijil.places import Place
from sijil.store import search
from sijil.store.decisions import judged_claims
from sijil.store.models import Claim, ClaimVictim, Rendition, ReportedCount, Source, Statement
from sijil.store.place_rows import label, place_row
from sijil.store.runs import content_key
from sijil.store.source_rows import speaker_of

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where claims come from: the rendition, its document as a source, when it was published.

    `groups` has the independence group of each source that the case names.
    """

    rendition: Rendition
    document: Source
    published: tuple[date | None, date | None]
    groups: Mapping[str, str]


_AT_ONCE = 500
"""Claims that are held in memory at a time."""


def save_claims(origin: Origin, bodies: Iterable[Body], *, extractor: str = "rules") -> tuple[list[str], int]:
    """Store claims of one rendition, and bring those that are there up to the present rules and settings.

    A claim that a person edited stays as it is. One that was judged takes over only what code derives from
    the same words (places of a new gazetteer, days of a corrected publication, what the case's conventions make of
    "dozens"), never other words.
    Returns all their keys in order, and how many are new. Keys come from content: the same claim of the
    same bytes has the same key after every rebuild.
    """
    keys, new = [], 0
    keyed = _keyed(origin, bodies, extractor)
    while some := list(islice(keyed, _AT_ONCE)):
        keys += [key for key, _ in some]
        new += _save(origin, some, extractor)
    return keys, new


def _save(origin: Origin, keyed: list[tuple[str, Body]], extractor: str) -> int:
    known = {claim.key: claim for claim in Claim.objects.filter(key__in=[key for key, _ in keyed])}
    judged = judged_claims() if known else frozenset()
    for key, body in keyed:
        if key in known:
            _refresh(known[key], body, origin, judged=key in judged)
    fresh = [(key, body) for key, body in keyed if key not in known]
    for key, body in fresh:
        _insert(origin, key, body, extractor)
    search.index([("claim", key, str(body["quote"])) for key, body in fresh])
    return len(fresh)


_DERIVED = frozenset(
    ("candidates", "admin1", "admin1_inferred_by", "precision", "earliest", "latest", "version")
)
"""Fields of a claim's JSON that follow from its words, a gazetteer and the publication."""
_BY_CONVENTION = frozenset(("count_low", "count_best", "count_convention"))
"""Fields of a victim that follow from its words and the case's conventions, where nobody said a number."""


def _refresh(claim: Claim, body: Body, origin: Origin, *, judged: bool) -> None:
    if claim.proposed is not None or claim.body == dict(body):
        return
    if judged and _words_of(claim.body) != _words_of(body):
        return
    _put_body(claim, body, origin)


def _words_of(value: Any) -> Any:
    """A claim's JSON without what is derived from its words."""
    if isinstance(value, Mapping):
        derived = _DERIVED | (_BY_CONVENTION if value.get("basis") == "convention" else frozenset())
        return {key: _words_of(part) for key, part in value.items() if key not in derived}
    return [_words_of(part) for part in value] if isinstance(value, list | tuple) else value


def claim_key(rendition: Rendition, body: Body, ordinal: int, extractor: str) -> str:
    """The key of a claim: its item, its span, its type and polarity; the ordinal parts equal ones."""
    place = (rendition.item.sha256, rendition.part, body["start"], body["end"])
    made_by = () if extractor == "rules" else (extractor,)
    return content_key("c", *place, body["event_type"], body["polarity"], ordinal, *made_by)


def _keyed(origin: Origin, bodies: Iterable[Body], extractor: str) -> Iterator[tuple[str, Body]]:
    seen: Counter[tuple[Any, ...]] = Counter()
    for body in bodies:
        alike = (body["start"], body["end"], body["event_type"], body["polarity"])
        yield claim_key(origin.rendition, body, seen[alike], extractor), body
        seen[alike] += 1


def _insert(origin: Origin, key: str, body: Body, extractor: str) -> None:
    source = speaker_of(origin.document, body, origin.groups)
    statement = Statement.objects.create(
        key=content_key("s", key),
        rendition=origin.rendition,
        start=body["start"],
        end=body["end"],
        quote=body["quote"],
        folding=list(body.get("folding", [])),
        language=origin.rendition.language,
        speaker=source,
    )
    claim = Claim(key=key, statement=statement, source=source, extractor=extractor)
    _fill(claim, body)
    claim.save()
    _store_parts(claim, body, origin.published)


def replace_body(claim: Claim, body: Body, origin: Origin) -> None:
    """Give a claim an edited body; what was proposed first is kept beside it."""
    if claim.proposed is None:
        claim.proposed = claim.body
    _put_body(claim, body, origin)


def _put_body(claim: Claim, body: Body, origin: Origin) -> None:
    claim.source = speaker_of(origin.document, body, origin.groups)
    _fill(claim, body)
    claim.save()
    claim.victims.all().delete()
    ReportedCount.objects.filter(claim=claim).delete()
    _store_parts(claim, body, origin.published)


def restore_body(claim: Claim, origin: Origin) -> None:
    """Take an edit back: the claim is again what was proposed."""
    if claim.proposed is not None:
        replace_body(claim, claim.proposed, origin)
        Claim.objects.filter(key=claim.key).update(proposed=None)


def _fill(claim: Claim, body: Body) -> None:
    when = body.get("date") or {}
    claim.event_type, claim.polarity, claim.hedge = body["event_type"], body["polarity"], body["hedge"]
    claim.is_aggregate = bool(body["is_aggregate"])
    claim.rule, claim.version, claim.body = str(body["rule"]), str(body["version"]), dict(body)
    claim.date_earliest, claim.date_latest = _day(when.get("earliest")), _day(when.get("latest"))
    claim.date_precision = when.get("precision") or "unknown"
    claim.date_as_said = when.get("as_said") or ""
    claim.exculpatory = body["polarity"] == "denies"
    _fill_place(claim, body.get("places") or [])


def _fill_place(claim: Claim, places: list[dict[str, Any]]) -> None:
    claim.place_as_said = ", ".join(place["as_said"] for place in places)
    claim.place_label = ", ".join(label(place["as_said"], _candidates(place)) for place in places)
    areas = {place.get("admin1") or "" for place in places}
    claim.admin1 = areas.pop() if len(areas) == 1 else ""
    claim.place = None
    if len(places) == 1 and len(only := _candidates(places[0])) == 1:
        claim.place = place_row(only[0])


def _candidates(place: dict[str, Any]) -> list[Place]:
    return [
        Place(
            place_id=one["place_id"],
            level=one["level"],
            name=one["name"],
            name_ar=one["name_ar"],
            alternates=(),
            lat=one["lat"],
            lon=one["lon"],
            admin1=one["admin1"],
            admin1_ar="",
            admin2=one["admin2"],
            current=one["current"],
        )
        for one in place.get("candidates") or []
    ]


def _store_parts(claim: Claim, body: Body, published: tuple[date | None, date | None]) -> None:
    victims = [_victim(claim, n, victim) for n, victim in enumerate(body.get("victims") or [])]
    ClaimVictim.objects.bulk_create(victims)
    search.index([("victim", v.key, f"{v.name} {v.description}") for v in victims if v.name])
    if claim.is_aggregate:
        _reported_count(claim, victims, published).save()


def _victim(claim: Claim, position: int, victim: dict[str, Any]) -> ClaimVictim:
    age = victim.get("age")
    return ClaimVictim(
        key=f"{claim.key}.{position}",
        claim=claim,
        position=position,
        name=victim.get("name") or "",
        description=victim.get("description") or "",
        count_low=victim.get("count_low"),
        count_best=victim.get("count_best", victim.get("count_low")),
        count_high=victim.get("count_high"),
        count_as_said=victim.get("count_as_said") or "",
        count_basis=victim.get("basis") or "stated",
        age_low=age,
        age_high=age,
        sex=victim.get("sex") or "",
        kin=victim.get("kin") or "",
        kin_of=victim.get("kin_of") or "",
        outcome=victim.get("outcome") or "unknown",
        civilian_status=victim.get("civilian_status") or "unknown",
    )


def _reported_count(
    claim: Claim, victims: list[ClaimVictim], published: tuple[date | None, date | None]
) -> ReportedCount:
    """The first victim entry is the total; those after it are said to be among it and are its parts."""
    total = victims[0] if victims else ClaimVictim(count_basis="stated")
    return ReportedCount(
        claim=claim,
        count_low=total.count_low,
        count_best=total.count_best,
        count_high=total.count_high,
        count_as_said=total.count_as_said,
        count_basis=total.count_basis,
        population=total.description,
        act_type=claim.event_type,
        period_earliest=claim.date_earliest,
        period_latest=claim.date_latest,
        period_as_said=claim.date_as_said,
        area=claim.place_label,
        perpetrator=", ".join(p["as_said"] for p in claim.body.get("perpetrators") or []),
        as_of_earliest=published[0],
        as_of_latest=published[1],
        as_of_basis="publication of the document" if any(published) else "",
        components=[
            {"description": v.description, "low": v.count_low, "high": v.count_high} for v in victims[1:]
        ],
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
