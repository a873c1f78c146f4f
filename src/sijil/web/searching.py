"""Search across items, claims, names of victims and rows of lists, with filters; people by any spelling beside."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sijil.report.content import EVENT_ORDER
from sijil.store import looking, people, protection
from sijil.store.shown import Found, Only
from sijil.web.pages import page

LONGEST = 400
"""Characters of a search; what is longer is cut."""
KINDS = ("claim", "record", "item")
STATES = ("candidate", "accepted", "rejected")
WORDS_OF_A_NAME = 6
PEOPLE = 5
"""People shown beside what was found, where the words may be a name."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What holds all words of `q`, limited as the form says."""
    words = request.GET.get("q", "")[:LONGEST]
    only = _only(request)
    named = (
        people.named(protection.TEAM, words, top=PEOPLE) if 0 < len(words.split()) <= WORDS_OF_A_NAME else []
    )
    rows = {
        "q": words,
        "found": looking.found(protection.TEAM, words, only=only) if words else Found((), (), ()),
        "people": [] if only.is_of_events or only.kind else named,
        "only": only,
        "kinds": KINDS,
        "states": STATES,
        "events": EVENT_ORDER,
        "governorates": looking.governorates(protection.TEAM),
    }
    return page(request, "search.html", rows)


def _only(request: HttpRequest) -> Only:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    return Only(
        kind if kind in KINDS else "",
        request.GET.get("event", "")[:40],
        state if state in STATES else "",
        request.GET.get("admin1", "")[:200],
        _day(request.GET.get("from", "")),
        _day(request.GET.get("to", "")),
    )


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
