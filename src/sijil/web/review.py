"""Review of claims: one claim a screen, decided by button or by one key."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from sijil.errors import SijilError
from sijil.steps.judgements import decide
from sijil.store import looking, protection
from sijil.store.runs import now
from sijil.web.pages import case_of, page
from sijil.web.server import REVIEWER

DECISIONS = ("accept", "reject")


@require_safe
def first_awaiting(request: HttpRequest) -> HttpResponse:
    """Go to the next claim that awaits a decision, after the one named in `after`."""
    key, _ = looking.awaiting(protection.TEAM, request.GET.get("after", ""))
    if not key:
        return page(request, "nothing_awaits.html", {})
    return HttpResponseRedirect(f"/review/{key}")


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """One claim; a form decides it and goes on to the next."""
    if request.method == "POST":
        return _decided(request, key)
    return _shown(request, key)


def _decided(request: HttpRequest, key: str) -> HttpResponse:
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "").strip()
    if decision not in DECISIONS:
        return _shown(request, key, "choose_one")
    if decision == "reject" and not reason:
        return _shown(request, key, "reason_needed")
    line = {"kind": "claim", "key": key, "decision": decision, "reason": reason}
    by = str(request.META[REVIEWER])
    try:
        decide(case_of(request), line, seen=request.POST.get("seen", ""), reviewer=by, made_at=now())
    except SijilError as error:
        return _shown(request, key, "refused", str(error))
    return HttpResponseRedirect(f"/review?after={quote(key)}")


def _shown(request: HttpRequest, key: str, problem: str = "", told: str = "") -> HttpResponse:
    row = next(protection.claims(protection.TEAM, keys=[key]), None)
    if row is None:
        raise Http404
    _, waiting = looking.awaiting(protection.TEAM)
    rows = {
        "claim": row,
        "waiting": waiting,
        "seen": looking.standing_decision(protection.TEAM, key),
        "problem": problem,
        "told": told,
    }
    return page(request, "claim.html", rows, status=409 if problem == "refused" else 400 if problem else 200)
