"""Places, incidents and groups: what each source says of them, side by side, with the claims and rows behind it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sijil.report.concluded import axes_text, contradiction_text
from sijil.store import looking, protection
from sijil.store.kept import kept
from sijil.store.shown import IncidentRow, PlaceRow
from sijil.text import norm
from sijil.web.pages import page, words_of

ON_A_PAGE = 100
SHOWN = 200
"""Claims and rows of one place or incident that are shown at once."""


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Every place by governorate, with how much is said of it."""
    name = request.GET.get("name", "")[:200]
    rows = [row for row in _places() if _is_called(request, row, name)]
    return page(request, "places.html", {"name": name, "rows": rows[:ON_A_PAGE], "found": len(rows)})


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """One place: its incidents, claims and rows."""
    label, admin1 = request.GET.get("label", ""), request.GET.get("admin1", "")
    row = next((row for row in _places() if (row.label, row.admin1) == (label, admin1)), None)
    if row is None:
        raise Http404
    told, listed = looking.at_place(protection.TEAM, label, admin1, limit=SHOWN)
    there = [one for one in _incidents() if (one.place, one.admin1) == (label, admin1)]
    rows = {"place": row, "incidents": there[:SHOWN], "claims": told, "records": listed, "shown": SHOWN}
    return page(request, "place.html", rows)


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """Incidents by day, limited by place and days, some at a time."""
    name, contested = request.GET.get("name", "")[:200], request.GET.get("contested") == "on"
    first, last = _day(request.GET.get("from", "")), _day(request.GET.get("to", ""))
    words = words_of(request)
    rows = [
        row
        for row in _incidents()
        if _may_be_between(row, first, last)
        and (row.contradictions or not contested)
        and (not name or norm(name) in norm(f"{row.place} {words.place(row.place)}"))
    ]
    start = _number(request.GET.get("start", ""))
    some = rows[start : start + ON_A_PAGE]
    shown = {"rows": some, "found": len(rows), "start": start, "end": start + len(some), "size": ON_A_PAGE}
    asked = {"name": name, "first": first, "last": last, "contested": contested}
    return page(request, "incidents.html", shown | asked | {"before": max(start - ON_A_PAGE, 0)})


@require_safe
def incident(request: HttpRequest, key: str) -> HttpResponse:
    """One incident: what each source says, what contradicts, every claim and row."""
    row = next((row for row in _incidents() if row.key == key), None)
    if row is None:
        raise Http404
    words = words_of(request)
    shown = {
        "incident": row,
        "axes": axes_text(row, words),
        "contradictions": [contradiction_text(one, words) for one in row.contradictions],
        "claims": list(protection.claims(protection.TEAM, keys=row.claims[:SHOWN])),
        "records": list(protection.records(protection.TEAM, keys=row.records[:SHOWN])),
        "shown": SHOWN,
    }
    return page(request, "incident.html", shown)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Groups under every name, with each link and the claim that says it."""
    return page(request, "groups.html", {"groups": protection.conclusions(protection.TEAM).groups})


def _places() -> list[PlaceRow]:
    return kept("places", lambda: protection.places(protection.TEAM))


def _incidents() -> list[IncidentRow]:
    return kept("incidents by day", _by_day)


def _by_day() -> list[IncidentRow]:
    rows = kept("incidents", lambda: protection.incidents(protection.TEAM))
    return sorted(rows, key=lambda row: (row.earliest is None, row.earliest or date.max, row.key))


def _is_called(request: HttpRequest, row: PlaceRow, name: str) -> bool:
    said = words_of(request).place(row.label)
    return norm(name) in norm(f"{row.label} {said} {row.admin1}")


def _may_be_between(row: IncidentRow, first: date | None, last: date | None) -> bool:
    if first and (row.latest is None or row.latest < first):
        return False
    return not (last and (row.earliest is None or row.earliest > last))


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
