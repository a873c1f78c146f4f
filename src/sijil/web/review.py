"""Review of claims: one claim a screen, decided by button or by one key, corrected by selecting words of the text."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sijil.errors import SijilError
from sijil.extraction.derive import HEDGES, OUTCOMES, POLARITIES
from sijil.extraction.rules import EVENT_TYPES
from sijil.steps import judgements
from sijil.store import looking, passages, protection
from sijil.store.runs import now
from sijil.store.shown import ClaimRow, Standing
from sijil.web.correcting import corrections
from sijil.web.fields import editable, fields, segments, spans
from sijil.web.pages import case_of, page, reviewer_of

DECISIONS = ("accept", "reject")
WIDER = 4000
"""Characters shown before and after a quote where more of the text was asked for."""


@require_safe
def first_awaiting(request: HttpRequest) -> HttpResponse:
    """Go to the next claim that awaits a decision, after the one named in `after`."""
    key, _ = _awaiting(request, request.GET.get("after", ""))
    last = request.GET.get("last", "")
    if not key:
        return page(request, "nothing_awaits.html", {"last": _last(last)})
    return HttpResponseRedirect(f"/review/{key}" + (f"?{urlencode({'last': last})}" if last else ""))


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """One claim; a form decides it and goes on to the next."""
    if request.method == "POST":
        return _decided(request, key)
    return _shown(request, key)


@require_POST
def undone(request: HttpRequest, key: str) -> HttpResponse:
    """Put a claim back to what it was before this reviewer's decision, and show it."""
    seen = request.POST.get("seen", "")
    try:
        judgements.undo(
            case_of(request), "claim", key, seen=seen, reviewer=reviewer_of(request), made_at=now()
        )
    except SijilError as error:
        return _shown(request, key, "refused", str(error))
    return HttpResponseRedirect(f"/review/{quote(key)}")


def _awaiting(request: HttpRequest, after: str = "") -> tuple[str, int]:
    two = case_of(request).settings.two_reviewers
    return looking.awaiting(protection.TEAM, after, reviewer=reviewer_of(request), two_reviewers=two)


def _decided(request: HttpRequest, key: str) -> HttpResponse:
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "").strip()
    if decision not in DECISIONS:
        return _shown(request, key, "choose_one")
    if decision == "reject" and not reason:
        return _shown(request, key, "reason_needed")
    row = _row(key)
    if decision == "accept" and _is_held(row):
        return _shown(request, key, "draft_held")
    line = {"kind": "claim", "key": key, "reason": reason, **_as_decided(request, row, decision)}
    seen = request.POST.get("seen", "")
    try:
        judgements.decide(case_of(request), line, seen=seen, reviewer=reviewer_of(request), made_at=now())
    except SijilError as error:
        return _shown(request, key, "refused", str(error))
    return HttpResponseRedirect(f"/review?{urlencode({'after': key, 'last': key})}")


def _as_decided(request: HttpRequest, row: ClaimRow, decision: str) -> dict[str, Any]:
    """The decision on what the page showed: an edit where fields are corrected now or were before."""
    if decision == "reject":
        return {"decision": decision}
    edits = {**_standing(request, row.key).edits, **corrections(row.body, request.POST.dict())}
    return {"decision": "edit", "edits": edits} if edits else {"decision": "accept"}


def _standing(request: HttpRequest, key: str) -> Standing:
    return looking.standing(protection.TEAM, key, two_reviewers=case_of(request).settings.two_reviewers)


def _row(key: str) -> ClaimRow:
    row = next(protection.claims(protection.TEAM, keys=[key]), None)
    if row is None:
        raise Http404
    return row


def _is_held(row: ClaimRow) -> bool:
    """Whether a claim stands in a draft that nobody compared with its original."""
    return bool(row.quote.draft) and not row.quote.confirmed_by


def _last(key: str) -> ClaimRow | None:
    """The claim decided just before, where it is there."""
    return next(protection.claims(protection.TEAM, keys=[key]), None) if key else None


def _text_of(row: ClaimRow, around: int) -> dict[str, Any]:
    """The text around the claim, cut into what is coloured alike."""
    found = fields(row.body)
    shown = passages.passage(protection.TEAM, row.key, spans(found), around=around)
    assert shown is not None
    windows = [(w, segments(w, found, shown.quote)) for w in shown.windows]
    return {"windows": windows, "fields": found, "passage": shown}


def _form(row: ClaimRow, posted: Mapping[str, str]) -> list[dict[str, str]]:
    """The fields of the form, with what was typed before where the form comes back."""
    return [
        {
            "path": f.path,
            "label": f.label,
            "meaning": f.meaning,
            "words": posted.get(f"words:{f.path}", f.words),
            "at": posted.get(f"at:{f.path}", f.at),
        }
        for f in editable(row.body)
    ]


def _choices(row: ClaimRow, posted: Mapping[str, str]) -> list[tuple[str, str, str, tuple[str | None, ...]]]:
    """Fields taken from a list: path, what it is called, what is chosen, what there is."""
    lists: list[tuple[str, str, Any, tuple[str | None, ...]]] = [
        ("event_type", "event", row.event_type, EVENT_TYPES),
        ("polarity", "polarity", row.polarity, POLARITIES),
        ("hedge", "hedge", row.hedge, HEDGES),
    ]
    victims = row.body.get("victims") or ()
    lists += [(f"victims.{n}.outcome", "harm", v.get("outcome"), OUTCOMES) for n, v in enumerate(victims)]
    return [(path, name, posted.get(f"choice:{path}", is_ or ""), all_) for path, name, is_, all_ in lists]


def _shown(request: HttpRequest, key: str, problem: str = "", told: str = "") -> HttpResponse:
    row = _row(key)
    last = _last(request.GET.get("last", ""))
    posted = request.POST.dict()
    around = WIDER if "more" in request.GET else passages.AROUND
    rows = {
        "claim": row,
        "waiting": _awaiting(request)[1],
        "standing": _standing(request, key),
        "held": _is_held(row),
        "form": _form(row, posted),
        "choices": _choices(row, posted),
        "reason": posted.get("reason", ""),
        "problem": problem,
        "told": told,
        "last": last,
        "last_seen": _standing(request, last.key) if last else None,
        "reviewer": reviewer_of(request),
        **_text_of(row, around),
    }
    status = 409 if problem in ("refused", "draft_held") else 400 if problem else 200
    return page(request, "claim.html", rows, status=status)
