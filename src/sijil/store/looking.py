"""What a screen asks for while somebody reviews or searches; allowed and cut as `sijil.store.protection` says."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from sijil.store import models
from sijil.store.decisions import is_seconded, on, state_of
from sijil.store.protection import View, allow, claims, records
from sijil.store.search import search
from sijil.store.shown import Found, Standing


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
    rows = models.Claim.objects.filter(state="candidate").order_by("id").only("key", "state")
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


def found(view: View, words: str, *, limit: int = 200) -> Found:
    """What holds all of the words, Arabic folded: items, claims (also by a victim's name), rows of lists."""
    allow(view)
    targets: dict[str, set[str]] = {"item": set(), "claim": set(), "record": set()}
    for hit in search(words, limit=limit):
        kind = "claim" if hit.kind == "victim" else hit.kind
        targets.setdefault(kind, set()).add(re.split(r"[./]", hit.target)[0])
    files = models.Item.objects.filter(sha256__in=targets["item"], part="").order_by("id")
    return Found(
        tuple(files.values_list("sha256", "name")),
        tuple(claims(view, keys=targets["claim"])),
        tuple(records(view, keys=targets["record"])),
    )
