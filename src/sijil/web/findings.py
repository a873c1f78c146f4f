"""Findings: what was concluded, with standard of proof, grounds and contrary claims; writing one, taking one back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sijil.counting.findings import LADDER, QUESTIONS
from sijil.errors import SijilError
from sijil.steps import judgements
from sijil.store import looking, protection
from sijil.store.kept import kept
from sijil.store.runs import now
from sijil.store.shown import IncidentRow
from sijil.web.pages import case_of, page, reviewer_of

TYPED = (
    "question",
    "value",
    "statement",
    "standard_of_proof",
    "reasons",
    "contrary_considered",
    "reviewed_by",
)
"""Fields of a finding that are chosen or typed."""
LONGEST = 8000
SHOWN = 200
"""Claims of an incident that are offered as grounds."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every finding that stands, with what it still lacks."""
    return _listed(request)


@require_http_methods(["GET", "HEAD", "POST"])
def written(request: HttpRequest, incident: str) -> HttpResponse:
    """The form for a finding on an incident; a form that fits is recorded."""
    row = _incidents().get(incident)
    if row is None:
        raise Http404
    return _recorded(request, row) if request.method == "POST" else _form(request, row)


@require_POST
def retracted(request: HttpRequest, key: str) -> HttpResponse:
    """Take a finding back, with a reason."""
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    if not reason:
        return _listed(request, "retract_reason_needed")
    line = {"kind": "finding", "key": key, "decision": "retract", "reason": reason}
    seen, by = request.POST.get("seen", ""), reviewer_of(request)
    try:
        judgements.decide(case_of(request), line, seen=seen, reviewer=by, made_at=now())
    except SijilError as error:
        return _listed(request, "refused", str(error))
    return HttpResponseRedirect("/findings")


def _recorded(request: HttpRequest, incident: IncidentRow) -> HttpResponse:
    said: dict[str, Any] = {name: request.POST.get(name, "").strip()[:LONGEST] for name in TYPED}
    if not (said["question"] and said["statement"]):
        return _form(request, incident, "finding_needs")
    for role in ("grounds", "contrary"):
        said[role] = [key for key in incident.claims if request.POST.get(f"claim:{key}") == role]
    line = {"kind": "finding", "decision": "find", "subject": incident.key, **said}
    try:
        judgements.decide(case_of(request), line, seen="", reviewer=reviewer_of(request), made_at=now())
    except SijilError as error:
        return _form(request, incident, "refused", str(error))
    return HttpResponseRedirect("/findings")


def _listed(request: HttpRequest, problem: str = "", told: str = "") -> HttpResponse:
    incidents = _incidents()
    rows = [
        {"finding": found, "seen": seen, "subject": incidents.get(found.subject)}
        for found, seen in looking.findings(protection.TEAM)
    ]
    shown = {"rows": rows, "problem": problem, "told": told}
    return page(request, "findings.html", shown, status=409 if told else 400 if problem else 200)


def _form(request: HttpRequest, incident: IncidentRow, problem: str = "", told: str = "") -> HttpResponse:
    claims = list(protection.claims(protection.TEAM, keys=incident.claims[:SHOWN], states=("accepted",)))
    rows = {
        "incident": incident,
        "claims": [(claim, request.POST.get(f"claim:{claim.key}", "")) for claim in claims],
        "typed": {name: request.POST.get(name, "") for name in TYPED},
        "questions": QUESTIONS,
        "ladder": LADDER,
        "problem": problem,
        "told": told,
    }
    return page(request, "finding_form.html", rows, status=409 if told else 400 if problem else 200)


def _incidents() -> dict[str, IncidentRow]:
    return {row.key: row for row in kept("incidents", lambda: protection.incidents(protection.TEAM))}
