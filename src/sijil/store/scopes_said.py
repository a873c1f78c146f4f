"""The scope a reviewer states for a reported number: words of its text; code derives days and numbers from them."""

from collections.abc import Mapping
from typing import Any

from sijil import extraction
from sijil.counting.scope import CLOSED, CUMULATIVE, NEW
from sijil.dates import Interval, IntervalUnreadable, find_dates, read_date
from sijil.errors import JudgementRefused
from sijil.numbers import find_counts, read_number
from sijil.store import decisions
from sijil.store.models import Claim, ReportedCount

WORDS = ("population", "area", "perpetrator", "evidence")
DAYS = ("period", "as_of")
LISTED = {
    "kind": (CUMULATIVE, NEW, CLOSED),
    "unit": ("people", "incidents", "places", "families", "testimonies", "suspects"),
}


def derived_scope(claim: Claim, said: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """A `scope` conclusion's body with days and numbers derived. Raises JudgementRefused and QuoteRejected."""
    if not claim.is_aggregate:
        raise JudgementRefused(
            "the claim is no reported count", remedy="edit it with is_aggregate = true first"
        )
    text = claim.statement.rendition.text
    scope = said.get("scope") or {}
    unknown = set(scope) - {*WORDS, *DAYS, *LISTED}
    if unknown:
        raise JudgementRefused(
            f"scope has unknown parts {', '.join(sorted(unknown))}",
            remedy=f"its parts are {', '.join([*WORDS, *DAYS, *LISTED])}",
        )
    found: dict[str, Any] = {
        name: _words(text, name, scope[name], reason) for name in WORDS if scope.get(name)
    }
    found |= {name: _days(claim, text, name, scope[name], reason) for name in DAYS if scope.get(name)}
    found |= {name: _listed(name, scope[name]) for name in LISTED if scope.get(name)}
    parts = [_part(text, part) for part in said.get("parts") or []]
    rest = {name: said[name] for name in ("parts_add_up", "story") if said.get(name)}
    return {**({"scope": found} if found else {}), **({"parts": parts} if parts else {}), **rest}


def _words(text: str, name: str, value: Any, reason: str) -> str:
    if not extraction.occurrences(text, str(value)) and not reason:
        raise JudgementRefused(
            f"the words for {name} ({value!r}) are not in the text",
            remedy="give words of the text, or a reason",
        )
    return str(value)


def _listed(name: str, value: Any) -> str:
    if value not in LISTED[name]:
        raise JudgementRefused(f"{name} is {value!r}", remedy=f"it is one of {', '.join(LISTED[name])}")
    return str(value)


def _days(claim: Claim, text: str, name: str, value: Any, reason: str) -> dict[str, str]:
    """Days from words of the text, or an interval of days that the reviewer gives a reason for."""
    words = str(value.get("as_said") or value.get("days") if isinstance(value, Mapping) else value)
    try:
        days = Interval.parse(words)
    except IntervalUnreadable:
        extraction.ground(text, words, occurrence=1)
        days_said = _read(words, _published(claim))
        if days_said is None:
            raise JudgementRefused(
                f"{name}: no date is read from {words!r}", remedy="give 2025-03-06..2025-03-10"
            ) from None
        return {"as_said": words, "days": str(days_said)}
    if isinstance(value, Mapping) and value.get("as_said"):
        return {"as_said": words, "days": str(days)}
    if not reason:
        raise JudgementRefused(f"{name}: days without words of the text need a reason", remedy="give one")
    return {"days": str(days)}


def _read(words: str, published: Interval | None) -> Interval | None:
    whole = read_date(words, published=published)
    if whole is not None:
        return whole
    found = [m.interval for m in find_dates(words, published=published) if m.interval is not None]
    return found[0] if len(found) == 1 else None


def _published(claim: Claim) -> Interval | None:
    row = ReportedCount.objects.filter(claim=claim).first()
    if row is None or row.as_of_latest is None:
        return None
    earliest = row.as_of_earliest or row.as_of_latest
    return Interval.parse(f"{earliest}..{row.as_of_latest}")


def _part(text: str, part: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a number: words that label it and words that state it, both of the text."""
    label, said = str(part.get("label") or ""), str(part.get("as_said") or "")
    for words in (label, said):
        extraction.ground(text, words, occurrence=1)
    counts = find_counts(said)
    number = read_number(said)
    best = number if number is not None else counts[0].best if len(counts) == 1 else None
    if best is None:
        raise JudgementRefused(f"no number is read from {said!r}", remedy="give the part as it is printed")
    return {"label": label, "as_said": said, "number": best}


def stated_scopes() -> dict[str, dict[str, Any]]:
    """The scope stated for each reported count's claim, where somebody stated one."""
    return {j.target: dict(j.body.get("scope") or {}) for j in decisions.in_force("scope")}


def stated_days(scope: Mapping[str, Any], name: str) -> str:
    """The days of a stated scope as an interval in words; nothing where it states none."""
    said = scope.get(name)
    return str(said["days"]) if isinstance(said, Mapping) else ""
