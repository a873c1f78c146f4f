"""What a screen asks for while somebody reviews or searches; allowed and cut as `sijil.store.protection` says."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from sijil.store import models
from sijil.store.conclusion_rows import finding_rows
from sijil.store.decisions import in_force, is_seconded, on, state_of
from sijil.store.kept import kept
from sijil.store.protection import View, allow, claims, items, records
from sijil.store.search import search
from sijil.store.shown import ClaimRow, FindingRow, Found, ItemRow, Only, RecordRow, Standing
from sijil.store.withheld import blanked, open_claims, open_records, withheld
from sijil.text import norm

_WORD = re.compile(r"\w+")


def awaiting(
    view: View, after: str = "", *, reviewer: str = "", two_reviewers: Collection[str] = ()
) -> tuple[str, int]:
    """The key of the next claim to judge, after the one named, and how many await a decision in all.

    Claims come in the order in which they were proposed. One that this reviewer accepted and that waits for
    another's eye, because its kind of event is in `two_reviewers`, is not asked again.
    """
    allow(view)
    rows = _open(reviewer, two_reviewers)
    at = models.Claim.objects.filter(key=after).values_list("id", flat=True).first() or 0
    following = rows.filter(id__gt=at).first() or rows.exclude(key=after).first()
    return (following.key if following else ""), rows.count()


def _open(reviewer: str, two_reviewers: Collection[str]) -> QuerySet[models.Claim]:
    rows = open_claims().filter(state="candidate").order_by("id").only("key", "state")
    if not two_reviewers:
        return rows
    mine = models.Judgement.objects.filter(
        kind="claim", superseded_by=None, reviewer=reviewer, decision__in=("accept", "edit", "add")
    )
    return rows.exclude(event_type__in=two_reviewers, key__in=mine.values("target"))


def standing(view: View, claim: str, *, two_reviewers: Collection[str] = ()) -> Standing:
    """What was decided on a claim and is in force: nothing, a decision, or a first of two."""
    allow(view)
    judgement = on("claim", claim)
    if judgement is None:
        return Standing()
    kind = models.Claim.objects.values_list("event_type", flat=True).get(key=claim)
    accepted = state_of(judgement.decision) == "accepted"
    waits = accepted and kind in two_reviewers and not is_seconded(judgement)
    return Standing(judgement.key, judgement.decision, judgement.reviewer, waits, _edits(judgement.body))


def _edits(body: Mapping[str, Any]) -> Mapping[str, Any]:
    edits = body.get("edits")
    return edits if isinstance(edits, dict) else {}


EVERYTHING = Only()
DEEP = 5_000
"""Hits that are looked through where a search is limited; what was found says whether there were more."""
_KINDS = {"claim": ("claim", "victim"), "record": ("record",), "item": ("item",), "": ()}


def found(view: View, words: str, *, only: Only = EVERYTHING, limit: int = 100) -> Found:
    """What holds what was asked for, Arabic folded: items, claims (also by a victim's name), rows of lists."""
    allow(view)
    targets: dict[str, set[str]] = {"item": set(), "claim": set(), "record": set()}
    closed, most = _closed_texts(), DEEP if only.is_of_events else limit
    hits = search(words, kinds=_KINDS[only.kind], limit=most)
    for hit in hits:
        kind = "claim" if hit.kind == "victim" else hit.kind
        if hit.target not in closed or _holds(closed[hit.target], words):
            targets.setdefault(kind, set()).add(re.split(r"[./]", hit.target)[0])
    files = models.Item.objects.filter(sha256__in=targets["item"], part="").order_by("id")
    told = open_claims().filter(key__in=targets["claim"])
    listed = open_records().filter(key__in=targets["record"])
    if only.is_of_events:
        files = files.none()
        told, listed = told.filter(_fits(only)), listed.filter(_fits(only))
    if only.state:
        told, listed = told.filter(state=only.state), listed.none()
    return Found(
        tuple(files.values_list("sha256", "name")),
        tuple(claims(view, keys=list(told.order_by("id").values_list("key", flat=True)[:limit]))),
        tuple(records(view, keys=list(listed.order_by("id").values_list("key", flat=True)[:limit]))),
        len(hits) == most,
    )


def _fits(only: Only) -> Q:
    fits = Q()
    if only.event_type:
        fits &= Q(event_type=only.event_type)
    if only.admin1:
        fits &= Q(admin1=only.admin1)
    if only.earliest:
        fits &= Q(date_latest__gte=only.earliest)
    if only.latest:
        fits &= Q(date_earliest__lte=only.latest)
    return fits


def listed_items(view: View, name: str, outcome: str, *, limit: int) -> tuple[list[ItemRow], int]:
    """Items whose name has these words in it and of this outcome, so many of them; and how many there are."""
    allow(view)
    rows = models.Item.objects.filter(part="").order_by("id")
    rows = rows.filter(outcome=outcome) if outcome else rows
    fitting = [sha256 for sha256, said in rows.values_list("sha256", "name") if norm(name) in norm(said)]
    return items(view, sha256s=fitting[:limit]), len(fitting)


def outcomes(view: View) -> dict[str, int]:
    """How many items have each outcome."""
    allow(view)
    rows = models.Item.objects.filter(part="").values_list("outcome").order_by("outcome")
    return dict(rows.annotate(n=Count("id")).values_list("outcome", "n"))


def totals(view: View) -> list[dict[str, Any]]:
    """The total of each kind of event as counted last, without what it was made from."""
    allow(view)
    return kept("totals", _totals)


def _totals() -> list[dict[str, Any]]:
    rows = models.Figure.objects.filter(key__endswith="/total").order_by("position")
    wanted = ("id", "event_type", "low", "best", "high")
    return [
        {name: figure.body[name] for name in wanted} | {"proposed": figure.body["proposed"]["claims"]}
        for figure in rows.iterator(chunk_size=1)
    ]


def figure(view: View, key: str) -> dict[str, Any] | None:
    """One figure as counted last."""
    allow(view)
    found = models.Figure.objects.filter(key=key).first()
    return found.body if found else None


def decided_since_count(view: View) -> int:
    """How many judgements were recorded after the figures were counted last."""
    allow(view)
    counted = models.Run.objects.filter(verb="count", outcome="done").aggregate(last=Max("id"))["last"]
    recorded = models.Run.objects.filter(verb="judgements", outcome="done", id__gt=counted or 0)
    return recorded.aggregate(rows=Sum("rows_out"))["rows"] or 0


def findings(view: View) -> list[tuple[FindingRow, str]]:
    """Every finding that stands, each with the key of the judgement that made it."""
    allow(view)
    made = {j.target: j.key for j in in_force("finding")}
    return [(row, made[row.key]) for row in finding_rows()]


def at_place(
    view: View, label: str, admin1: str, *, limit: int = 200
) -> tuple[list[ClaimRow], list[RecordRow]]:
    """The claims and the rows that tell of a place, by day, so many of each."""
    allow(view)
    told = open_claims().filter(place_label=label, admin1=admin1).exclude(state="rejected")
    listed = open_records().filter(place_label=label, admin1=admin1)
    keys, rows = (
        list(some.order_by("date_earliest", "id").values_list("key", flat=True)[:limit])
        for some in (told, listed)
    )
    return list(claims(view, keys=keys)), list(records(view, keys=rows))


def governorates(view: View) -> list[str]:
    """Every governorate that claims or rows are placed in, by name."""
    allow(view)
    return kept("governorates", _governorates)


def _governorates() -> list[str]:
    told = models.Claim.objects.exclude(admin1="").values_list("admin1", flat=True).distinct()
    listed = models.Record.objects.exclude(admin1="").values_list("admin1", flat=True).distinct()
    return sorted({*told, *listed})


def _closed_texts() -> dict[str, str]:
    """Texts of which a part was withdrawn, without it, by their name in the index: they are not found by that part."""
    spans = withheld()
    items = models.Rendition.objects.filter(id__in=spans).values_list("item_id", flat=True)
    found: dict[str, str] = {}
    rows = models.Rendition.objects.filter(item_id__in=set(items)).select_related("item")
    for row in rows.order_by("item_id", "position"):
        whole, page = row.item.sha256, f"{row.item.sha256}/{row.position}"
        found[page] = blanked(row.text, spans.get(row.id, []))
        found[whole] = f"{found.get(whole, row.item.name)} {found[page]}"
    return found


def _holds(text: str, words: str) -> bool:
    there = set(_WORD.findall(norm(text)))
    return all(word in there for word in _WORD.findall(norm(words)))
