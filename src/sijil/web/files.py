"""The style sheet, the script and the sign of the workbench; nothing else is served from here."""

from importlib import resources

from django.http import Http404, HttpRequest, HttpResponse

KINDS = {
    "workbench.css": "text/css; charset=utf-8",
    "workbench.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def static(request: HttpRequest, name: str) -> HttpResponse:
    """One of these files."""
    if name not in KINDS:
        raise Http404
    content = resources.files("sijil.web").joinpath("static", name).read_bytes()
    return HttpResponse(content, content_type=KINDS[name])
