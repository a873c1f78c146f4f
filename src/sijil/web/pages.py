"""How every page is made: template, words of the user's language, direction, form token."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.template.library import Library

from sijil.report.words import Words, table
from sijil.store import protection
from sijil.store.case import Case
from sijil.store.kept import kept
from sijil.web.server import CASE, REVIEWER, WORK
from sijil.web.words import LANGUAGES, Phrases
from sijil.web.words import table as phrases
from sijil.web.work import Work

LANGUAGE_COOKIE = "sijil_language"
KEYS_COOKIE = "sijil_keys"
PLACES = (
    ("", "overview"),
    ("evidence", "evidence"),
    ("review", "review"),
    ("matches", "matches"),
    ("people", "people_and_places"),
    ("findings", "findings"),
    ("search", "search"),
    ("releases", "releases"),
)
"""The pages that every page leads to: the first part of their address, and what they are called."""
WITHIN = (
    ("people", "people"),
    ("people/names", "list_of_names"),
    ("incidents", "incidents"),
    ("places", "places"),
    ("groups", "groups"),
)
"""The pages of people and places."""
TAGS = (
    *("act", "victim", "name", "count", "age", "sex", "status", "actor", "place", "date", "who"),
    *("event", "polarity", "hedge", "harm"),
)
"""Fields of a claim that pages name."""


def case_of(request: HttpRequest) -> Case:
    """The open case."""
    case = request.META[CASE]
    assert isinstance(case, Case)
    return case


def reviewer_of(request: HttpRequest) -> str:
    """The pseudonym of who is at the workbench."""
    return str(request.META[REVIEWER])


def work_of(request: HttpRequest) -> Work:
    """What works behind the pages."""
    work = request.META[WORK]
    assert isinstance(work, Work)
    return work


def language_of(request: HttpRequest) -> str:
    """The language the user chose, else English."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else "en"


def words_of(request: HttpRequest) -> Words:
    """The report's words in the user's language, with the Arabic names of places."""
    language = language_of(request)
    names = (
        kept("arabic names", lambda: protection.arabic_names(protection.TEAM)) if language == "ar" else None
    )
    return Words(language, names)


def page(request: HttpRequest, template: str, rows: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page from its template."""
    language = language_of(request)
    said = Phrases(language)
    context = {
        **rows,
        "t": said,
        "places": [(place, said[name]) for place, name in PLACES],
        "within": [(place, said[name]) for place, name in WITHIN],
        "section": _section(request.path.split("/")[1]),
        "tags": [(tag, said[f"field_{tag}"]) for tag in TAGS],
        "keys": "off" if request.COOKIES.get(KEYS_COOKIE) == "off" else "on",
        "words": words_of(request),
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "case": case_of(request),
        "here": request.path,
        "csrf_token": get_token(request),
    }
    html = _engine().get_template(template).render(Context(context, use_l10n=False))
    return HttpResponse(html, status=status)


@cache
def _engine() -> Engine:
    engine = Engine(
        app_dirs=False,
        loaders=[("django.template.loaders.cached.Loader", ["sijil.web.templates.Loader"])],
        autoescape=True,
    )
    library = Library()
    library.filter("label", _label)
    library.filter("number", _number)
    library.filter("percent", _percent)
    library.filter("iso", lambda day: day.isoformat() if day else "")
    engine.template_builtins.append(library)
    return engine


_SECTIONS = ("value", "decision", "degree", "question", "standard", "lack")


def _label(key: str, words: Words) -> str:
    """A kind of event, a state or an outcome in the user's language; data stays as it is."""
    told_of = (table()[section].get(key) for section in _SECTIONS)
    homes = (table()["event_type"].get(key), phrases().get(f"is_{key}"), *told_of)
    told = next((home[words.language] for home in homes if home), "")
    return told or words.place(key.replace("_", " "))


def _section(first: str) -> str:
    """The page in the head under which a page stands."""
    return "people" if first in {place for place, _ in WITHIN} else first


def _percent(value: float) -> str:
    return f"{round(value * 100)} %"


def _number(value: int | None) -> str:
    return "∞" if value is None else f"{value:,}"
