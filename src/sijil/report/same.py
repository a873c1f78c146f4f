"""What a claim's own document says of names and events told twice, as parts of the claim's entry in the report."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sijil.store.shown import ClaimRow, QuoteRow
from sijil.store.speakers import PEOPLE_WHO_SPEAK

Place = tuple[str, int, int]


def named_twice(claim: ClaimRow) -> list[QuoteRow]:
    """The words that give somebody of the claim a second name; never those that name a person who speaks."""
    spoken = claim.body.get("source", {}).get("who") if claim.source_kind in PEOPLE_WHO_SPEAK else None
    return [
        _quote(claim, one)
        for one in claim.body.get("aliases", [])
        if not spoken or spoken not in (one.get("name"), one.get("other"))
    ]


def told_twice(claim: ClaimRow, keys: dict[Place, str]) -> list[tuple[QuoteRow, str]]:
    """The earlier quotes that may tell the same event, each with the anchor of its claim if that is shown."""
    found = []
    for one in claim.body.get("possible_duplicates", []):
        quote = _quote(claim, one)
        found.append((quote, keys.get((quote.sha256, quote.start, quote.end), "")))
    return found


def places_of(claims: Iterable[ClaimRow]) -> dict[Place, str]:
    """The first claim at each place of each item."""
    found: dict[Place, str] = {}
    for claim in claims:
        found.setdefault((claim.quote.sha256, claim.quote.start, claim.quote.end), claim.key)
    return found


def _quote(claim: ClaimRow, part: dict[str, Any]) -> QuoteRow:
    return replace(
        claim.quote, text=part["as_said"], start=part["start"], end=part["end"], before="", after=""
    )
