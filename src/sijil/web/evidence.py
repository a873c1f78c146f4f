"""The list of evidence and the page of one item."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sijil.store import looking, passages, protection
from sijil.web.adding import shown
from sijil.web.pages import page
from sijil.web.texts import stretches

ON_A_PAGE = 200
"""Items shown at once."""
LONGEST_TEXT = 60_000
"""Characters of a text that its page shows."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Items, by words of their names and by outcome."""
    name, outcome = request.GET.get("name", "")[:200], request.GET.get("outcome", "")
    all_outcomes = looking.outcomes(protection.TEAM)
    found, number = looking.listed_items(protection.TEAM, name, outcome, limit=ON_A_PAGE)
    filled = {"name": name, "outcome": outcome, "outcomes": sorted(all_outcomes)}
    counted = {"items": found, "found": number, "all": sum(all_outcomes.values())}
    return page(request, "evidence.html", counted | filled | shown(request))


@require_safe
def item(request: HttpRequest, sha256: str) -> HttpResponse:
    """One item: outcome, custody, and its claims with their quotes."""
    row = next(iter(protection.items(protection.TEAM, sha256s=[sha256])), None)
    if row is None:
        raise Http404
    claims = list(protection.claims(protection.TEAM, item=sha256))
    texts = [
        (text, stretches(text, claims))
        for text in passages.texts(protection.TEAM, sha256, limit=LONGEST_TEXT)
    ]
    return page(request, "item.html", {"item": row, "claims": claims, "texts": texts})
