"""What a screen asks for while somebody reviews or searches; allowed and cut as `sijil.store.protection` says."""

import re

from django.db.models import Q

from sijil.store import models
from sijil.store.decisions import on
from sijil.store.protection import View, allow, claims, records
from sijil.store.search import search
from sijil.store.shown import Found


def awaiting(view: View, after: str = "") -> tuple[str, int]:
    """The key of the next claim to judge, after the one named, and how many await a decision in all."""
    allow(view)
    order = ("statement__rendition__item_id", "statement__rendition__position", "statement__start", "key")
    rows = models.Claim.objects.filter(Q(state="candidate") | Q(key=after))
    told = list(rows.order_by(*order).values_list("key", "state"))
    keys = [key for key, _ in told]
    start = keys.index(after) + 1 if after in keys else 0
    waiting = [key for key, state in [*told[start:], *told[:start]] if state == "candidate" and key != after]
    return (waiting[0] if waiting else ""), sum(1 for _, state in told if state == "candidate")


def standing_decision(view: View, claim: str) -> str:
    """The key of the judgement in force on a claim, or nothing."""
    allow(view)
    judgement = on("claim", claim)
    return judgement.key if judgement else ""


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
