"""What is answered when a page is not there or a form did not come from here."""

from django.http import HttpRequest, HttpResponse

from sijil.web.pages import page


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in words."""
    return page(request, "refused.html", {"why": "not_there"}, status=404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the token of this session."""
    return page(request, "refused.html", {"why": "not_from_here"}, status=403)
