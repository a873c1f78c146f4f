"""The list of evidence and the page of one item."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sijil.store import protection
from sijil.text import norm
from sijil.web.adding import shown
from sijil.web.pages import page

ON_A_PAGE = 200
"""Items shown at once."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Items, by words of their names and by outcome."""
    name, outcome = request.GET.get("name", "")[:200], request.GET.get("outcome", "")
    rows = protection.items(protection.TEAM)
    found = [r for r in rows if norm(name) in norm(r.name) and outcome in ("", r.outcome)]
    filled = {"name": name, "outcome": outcome, "outcomes": sorted({r.outcome for r in rows})}
    counted = {"items": found[:ON_A_PAGE], "found": len(found), "all": len(rows)}
    return page(request, "evidence.html", counted | filled | shown(request))


@require_safe
def item(request: HttpRequest, sha256: str) -> HttpResponse:
    """One item: outcome, custody, and every claim with its quote."""
    row = next((r for r in protection.items(protection.TEAM) if r.sha256 == sha256), None)
    if row is None:
        raise Http404
    claims = list(protection.claims(protection.TEAM, item=sha256))
    return page(request, "item.html", {"item": row, "claims": claims})
