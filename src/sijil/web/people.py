"""People: looked up by any spelling in either script, one by one or a whole list, each with all that is said."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from sijil.store import people, protection
from sijil.store.people import PersonRow
from sijil.web.pages import page

ON_A_PAGE = 50
LONGEST_NAME = 300
"""Characters of a name; what is longer is cut."""
LONGEST_LIST = 2000
"""Names looked up in one go."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """People by name, or all of them, some at a time."""
    name = request.GET.get("name", "")[:LONGEST_NAME].strip()
    if name:
        found = people.named(protection.TEAM, name)
        return page(request, "people.html", {"name": name, "people": found, "all": len(found)})
    start = _number(request.GET.get("from", ""))
    found, total = people.listed(protection.TEAM, start=start, limit=ON_A_PAGE)
    rows = {"people": found, "all": total, "from": start, "to": start + len(found), "size": ON_A_PAGE}
    return page(request, "people.html", {"name": "", "before": start - ON_A_PAGE, **rows})


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """One person: every mention with its quote, in the order of days, and what does not agree."""
    found = people.person(protection.TEAM, key)
    if found is None:
        raise Http404
    return page(request, "person.html", {"person": found})


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """A list of names, pasted or from a file with one name a line, looked up in one go."""
    given = _lines(request) if request.method == "POST" else []
    asked = given[:LONGEST_LIST]
    found = list(zip(asked, _looked_up(asked), strict=True))
    rows = {"found": found, "given": "\n".join(asked), "left": len(given) - len(asked)}
    return page(request, "names.html", rows | {"without": sum(not some for _, some in found)})


def _looked_up(asked: Sequence[str]) -> list[list[PersonRow]]:
    return people.named_each(protection.TEAM, asked) if asked else []


def _lines(request: HttpRequest) -> list[str]:
    """The names of the form: what was pasted, then what the file holds; of a table the first column."""
    uploaded = request.FILES.get("file")
    text = uploaded.read().decode("utf-8-sig", "replace") if uploaded else ""
    lines = [*request.POST.get("names", "").splitlines(), *text.splitlines()]
    names = (line.split("\t")[0].split(";")[0].split(",")[0].strip(' "')[:LONGEST_NAME] for line in lines)
    return list(dict.fromkeys(name for name in names if name))


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
