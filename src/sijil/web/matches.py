"""Review of matches: two people side by side, why they may be one, and what the answer does to the figures."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sijil.errors import JudgementRefused, SijilError
from sijil.steps import judgements
from sijil.store import matching, protection
from sijil.store.runs import now
from sijil.web.pages import case_of, language_of, page, reviewer_of
from sijil.web.reasons import AGAINST, FOR, NEITHER, reasons

DECISIONS = ("same", "different", "unsure")


@require_safe
def first_awaiting(request: HttpRequest) -> HttpResponse:
    """Go to the pair whose answer is most open, after the one named in `after`."""
    one, _, other = request.GET.get("after", "").partition("/")
    (first, second), _ = matching.next_match(protection.TEAM, (one, other))
    last = request.GET.get("last", "")
    if not first:
        return page(request, "no_matches.html", _last(last))
    return HttpResponseRedirect(
        f"/matches/{first}/{second}" + (f"?{urlencode({'last': last})}" if last else "")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """One pair; a form decides it and goes on to the next."""
    if request.method == "POST":
        return _decided(request, one, other)
    return _shown(request, one, other)


@require_POST
def undone(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Put a pair back to what it was before this reviewer's decision, and show it."""
    seen, by = request.POST.get("seen", ""), reviewer_of(request)
    try:
        judgements.undo(case_of(request), "pair", one, other, seen=seen, reviewer=by, made_at=now())
    except SijilError as error:
        return _shown(request, one, other, "refused", str(error))
    return HttpResponseRedirect(f"/matches/{one}/{other}")


def _decided(request: HttpRequest, one: str, other: str) -> HttpResponse:
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "").strip()
    if decision not in DECISIONS:
        return _shown(request, one, other, "choose_same")
    line = {"kind": "pair", "one": one, "other": other, "decision": decision, "reason": reason}
    seen, by = request.POST.get("seen", ""), reviewer_of(request)
    try:
        judgements.decide(case_of(request), line, seen=seen, reviewer=by, made_at=now())
    except SijilError as error:
        return _shown(request, one, other, "refused", str(error))
    pair = f"{one}/{other}"
    return HttpResponseRedirect(f"/matches?{urlencode({'after': pair, 'last': pair})}")


def _last(pair: str) -> dict[str, object]:
    """The pair decided just before."""
    one, _, other = pair.partition("/")
    standing = matching.standing_on(protection.TEAM, one, other) if other else None
    names = matching.mentions(protection.TEAM, [one, other]) if standing else {}
    return {"last": pair, "last_seen": standing, "last_names": [names[key].name for key in sorted(names)]}


def _shown(request: HttpRequest, one: str, other: str, problem: str = "", told: str = "") -> HttpResponse:
    try:
        pair = matching.match(protection.TEAM, case_of(request), one, other)
    except JudgementRefused as error:
        raise Http404 from error
    said = reasons(pair.reason, language_of(request))
    rows = {
        "pair": pair,
        "said_for": [reason for reason in said if reason.side == FOR],
        "said_against": [reason for reason in said if reason.side == AGAINST],
        "said_beside": [reason for reason in said if reason.side == NEITHER],
        "percent": None if pair.score is None else round(pair.score * 100),
        "waiting": matching.next_match(protection.TEAM)[1],
        "reason": request.POST.get("reason", ""),
        "reviewer": reviewer_of(request),
        "problem": problem,
        "told": told,
        **_last(request.GET.get("last", "")),
    }
    return page(request, "match.html", rows, status=409 if problem == "refused" else 400 if problem else 200)
