"""Files handed over in the browser: each is received whole, then taken in behind the pages, with its progress shown."""

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from sijil.errors import DiskFull, SijilError
from sijil.store import incoming
from sijil.web.pages import case_of, page, reviewer_of, work_of

NAME = "HTTP_X_FILE_NAME"
"""The name of a file that is handed over, percent-encoded; its body is the request's."""


@require_POST
def handed_over(request: HttpRequest) -> HttpResponse:
    """Receive one file: 201 once it is whole on the disk, else the reason in one line."""
    length = str(request.META.get("CONTENT_LENGTH") or "")
    if not length.isdigit():
        return HttpResponse("the length of the file is missing", status=411, content_type="text/plain")
    name = unquote(str(request.META.get(NAME, "")))
    try:
        incoming.receive(case_of(request), name, request, int(length), actor=reviewer_of(request))
    except SijilError as error:
        status = 507 if isinstance(error, DiskFull) else 400
        return HttpResponse(str(error), status=status, content_type="text/plain; charset=utf-8")
    work_of(request).wake()
    return HttpResponse(status=201)


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """How far the work is: a part of the page of evidence, asked for again while something is done."""
    return page(request, "work.html", shown(request))


def shown(request: HttpRequest) -> dict[str, object]:
    """What the part of the page on work wants to know."""
    work, files = work_of(request), incoming.waiting(case_of(request))
    return {
        "stage": work.stage,
        "broken": work.is_broken,
        "arrived": [row for row in files if not row.problem],
        "failed": [row for row in files if row.problem],
    }


@require_POST
def settled(request: HttpRequest, key: str) -> HttpResponse:
    """Try a file again that could not be taken in, or drop it."""
    if key not in {row.key for row in incoming.waiting(case_of(request)) if row.problem}:
        raise Http404
    if request.POST.get("answer") == "again":
        incoming.again(key)
        work_of(request).wake()
    elif request.POST.get("answer") == "drop":
        incoming.settled(case_of(request), [key])
    return HttpResponseRedirect("/evidence")
