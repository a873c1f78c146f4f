"""The addresses of the workbench."""

from django.urls import path

from sijil.web import (
    adding,
    evidence,
    files,
    findings,
    matches,
    overview,
    people,
    places,
    refusals,
    review,
    searching,
)

urlpatterns = [
    path("", overview.overview),
    path("evidence", evidence.listed),
    path("evidence/add", adding.handed_over),
    path("evidence/work", adding.state),
    path("evidence/work/<str:key>", adding.settled),
    path("evidence/<str:sha256>", evidence.item),
    path("review", review.first_awaiting),
    path("review/<str:key>", review.claim),
    path("review/<str:key>/undo", review.undone),
    path("matches", matches.first_awaiting),
    path("matches/<str:one>/<str:other>", matches.match),
    path("matches/<str:one>/<str:other>/undo", matches.undone),
    path("people", people.listed),
    path("people/names", people.names),
    path("people/<str:key>", people.person),
    path("places", places.places),
    path("places/one", places.place),
    path("incidents", places.incidents),
    path("incidents/<str:key>", places.incident),
    path("incidents/<str:incident>/finding", findings.written),
    path("findings", findings.listed),
    path("findings/<str:key>/retract", findings.retracted),
    path("groups", places.groups),
    path("search", searching.search),
    path("figure/<path:figure>", overview.figure),
    path("releases", overview.releases),
    path("language/<str:language>", overview.language),
    path("keys", overview.keys),
    path("static/<str:name>", files.static),
]
handler404 = refusals.missing
