"""Search across items, claims, names of victims and rows of lists."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sijil.store import looking, protection
from sijil.web.pages import page

LONGEST = 400
"""Characters of a search; what is longer is cut."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What holds all words of `q`."""
    words = request.GET.get("q", "")[:LONGEST]
    found = looking.found(protection.TEAM, words)
    return page(request, "search.html", {"q": words, "found": found})
