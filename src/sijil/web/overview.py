"""The first page, the page on releases, and the choice of a language."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from sijil.report.content import EVENT_ORDER
from sijil.store import looking, matching, protection
from sijil.web.pages import KEYS_COOKIE, LANGUAGE_COOKIE, page
from sijil.web.words import LANGUAGES

SHOWN = 200
"""Claims, and rows, of one figure that are shown."""


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Figures with their bounds, what awaits review, what could not be read."""
    outcomes = looking.outcomes(protection.TEAM)
    _, waiting = looking.awaiting(protection.TEAM)
    totals = sorted(looking.totals(protection.TEAM), key=lambda f: EVENT_ORDER.index(f["event_type"]))
    items = sum(outcomes.values())
    rows = {
        "figures": totals,
        "waiting": waiting,
        "matches": matching.next_match(protection.TEAM)[1],
        "lacking": sum(bool(found.lacks) for found, _ in looking.findings(protection.TEAM)),
        "since": looking.decided_since_count(protection.TEAM),
        "items": items,
        "unread": items - outcomes.get("read", 0),
    }
    return page(request, "overview.html", rows)


@require_safe
def figure(request: HttpRequest, figure: str) -> HttpResponse:
    """What one figure was made from: claims and rows with their quotes, the first of many; proposals apart."""
    found = looking.figure(protection.TEAM, figure)
    if found is None:
        raise Http404
    counted = sorted({key.split(".")[0] for subject in found["inputs"] for key in subject})
    proposed = sorted({key.split(".")[0] for key in found["proposed"]["inputs"]})
    rows = {
        "figure": found,
        "claims": list(protection.claims(protection.TEAM, keys=counted[:SHOWN])),
        "records": list(protection.records(protection.TEAM, keys=counted[-SHOWN:])),
        "proposed": list(protection.claims(protection.TEAM, keys=proposed[:SHOWN])),
        "counted": len(counted),
        "proposals": len(proposed),
        "shown": SHOWN,
    }
    return page(request, "figure.html", rows)


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """Says how a release is made."""
    return page(request, "releases.html", {})


@require_safe
def language(request: HttpRequest, language: str) -> HttpResponse:
    """Keep the language in a cookie and go back to the page."""
    if language not in LANGUAGES:
        raise Http404
    answer = HttpResponseRedirect(_inside(request.GET.get("back", "/")))
    answer.set_cookie(LANGUAGE_COOKIE, language, samesite="Strict", httponly=True)
    return answer


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Whether single keys decide, kept in a cookie: whoever speaks to a computer needs them off."""
    answer = HttpResponseRedirect(_inside(request.POST.get("back", "/")))
    chosen = "off" if request.POST.get("keys") == "off" else "on"
    answer.set_cookie(KEYS_COOKIE, chosen, samesite="Strict", httponly=True)
    return answer


def _inside(back: str) -> str:
    """An address of this workbench; the first page for any other."""
    inside = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if inside else "/"
