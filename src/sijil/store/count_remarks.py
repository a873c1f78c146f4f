"""What counting has to tell beside the figures: influence of sources, SDG cells, copies, agreement between coders."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from itertools import combinations
from typing import Any

from sijil.counting import CountedMention
from sijil.counting.agreement import agreement
from sijil.counting.copies import Text, copies
from sijil.counting.influence import influence
from sijil.counting.schemes import SDG_COLUMNS, sdg_cells
from sijil.store import decisions, models
from sijil.store.case import Case
from sijil.store.figures import mandate_of
from sijil.store.reported_counts import independence

COPIED_TEXTS = 2000
"""Beyond so many texts copies are not looked for, and the report says so."""


def count_remarks(case: Case, mentions: Iterable[CountedMention]) -> dict[str, Any]:
    """Everything as plain data, in a fixed order."""
    rows, mandate = list(mentions), mandate_of(case)
    return {
        "influence": [asdict(one) for one in influence(rows, mandate)],
        "sdg": [dict(zip(SDG_COLUMNS, cell, strict=True)) for cell in sdg_cells(rows, mandate)],
        "agreement": agreements(),
        "copies": _copies(),
    }


def agreements() -> list[dict[str, Any]]:
    """Every two coders who coded one claim, field by field. Who accepted a claim coded it as it stands."""
    coded: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for judgement in decisions.in_force("coding"):
        for field, value in sorted((judgement.body.get("values") or {}).items()):
            coded[judgement.reviewer, field][judgement.target] = str(value)
    both = {key for values in coded.values() for key in values}
    accepted = {j.target: j.reviewer for j in decisions.in_force("claim") if j.target in both}
    for claim in models.Claim.objects.filter(key__in=sorted(accepted), state="accepted").order_by("key"):
        coded[accepted[claim.key], "event_type"].setdefault(claim.key, claim.event_type)
        coded[accepted[claim.key], "polarity"].setdefault(claim.key, claim.polarity)
    found = []
    for (one, field), (other, other_field) in combinations(sorted(coded), 2):
        if field == other_field and coded[one, field].keys() & coded[other, field].keys():
            found.append(asdict(agreement(one, other, field, coded[one, field], coded[other, field])))
    return found


def _copies() -> list[dict[str, Any]]:
    """Pairs of documents of two groups that share a passage, with the passage; those judged stay with their verdict."""
    rows = models.Rendition.objects.filter(table=None).select_related("item").order_by("id")
    if rows.count() > COPIED_TEXTS:
        return [{"skipped": rows.count()}]
    sources = _document_sources()
    groups = independence()
    texts = {
        f"{row.item.sha256}/{row.position}": row.text
        for row in rows.iterator(chunk_size=100)
        if row.id in sources
    }
    of = {
        f"{row.item.sha256}/{row.position}": sources[row.id]
        for row in rows.defer("text")
        if row.id in sources
    }
    held = [Text(key, groups.get(g := of[key].independence_group, g), text) for key, text in texts.items()]
    return [
        {
            "one": of[copy.one].key,
            "other": of[copy.other].key,
            "item": copy.one.split("/")[0],
            "other_item": copy.other.split("/")[0],
            "passage": texts[copy.one][slice(*copy.one_span)],
        }
        for copy in copies(held)
    ]


def _document_sources() -> dict[int, models.Source]:
    """The source that each rendition is a document of, as far as a claim in it is the document's own."""
    rows = models.Claim.objects.filter(source__origin=None).select_related("source", "statement")
    return {claim.statement.rendition_id: claim.source for claim in rows.order_by("-key")}
