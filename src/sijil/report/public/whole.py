"""The files of a release, all but its manifest: made from what may be published and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sijil import __version__, extraction
from sijil.counting import RULES_VERSION
from sijil.linkage import LINKAGE_VERSION
from sijil.redaction import Matcher
from sijil.report.public.changing import changed
from sijil.report.public.content import PublicContent, PublicFacts, gather, in_words, without_case
from sijil.report.public.data import data_files
from sijil.report.public.page import render
from sijil.report.public.pdf import pdf
from sijil.report.public.tables import Cells, PublicTable, make_tables
from sijil.report.words import LANGUAGES
from sijil.store.case import Case
from sijil.store.protected_strings import matcher_for
from sijil.store.publishing import public_rows, published_names

PAGES = {"en": "index.html", "ar": "index.ar.html"}
NAMES = {"en": "English", "ar": "العربية"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The releases before: their tables in order, and the true counts at the last of them."""

    tables: tuple[Sequence[PublicTable], ...] = ()
    before: dict[str, Cells] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inside:
    """What of a release stays in the case: true counts, and what it must be withdrawn for."""

    true: dict[str, Cells]
    quoted: dict[str, tuple[str, ...]]
    redacted: dict[str, int]


@dataclass(frozen=True, slots=True)
class Made:
    """A release as made, before it was attacked."""

    files: dict[str, bytes]
    control: dict[str, bytes]
    """The same files with nothing of the case in their words."""
    inside: Inside
    matcher: Matcher


def release_files(case: Case, number: int, day: date, earlier: Earlier) -> Made:
    """Make release `number` of a case as consents stand on a day.

    Raises `ReportError` (a word or a font is missing), `RedactionError`, `DisclosureError`.
    """
    rows = public_rows(case.settings, day)
    matcher = matcher_for(case.settings, published=published_names(rows))
    facts = facts_of(case, number)
    made = make_tables(rows, facts.threshold, earlier.tables, earlier.before)
    last = earlier.tables[-1] if earlier.tables else []
    changes = changed(last, made.tables) if earlier.tables else []
    content = gather(facts, rows, made, matcher, changes, not earlier.tables)
    fonts = case.folder / case.settings.release.fonts if case.settings.release.fonts else None
    return Made(
        _files(content, fonts),
        _files(without_case(content), fonts),
        Inside(made.true, rows.quoted, content.redacted),
        matcher,
    )


def _files(content: PublicContent, fonts: Path | None) -> dict[str, bytes]:
    files = data_files(content)
    for language in LANGUAGES:
        shown = in_words(content, language)
        others = [(NAMES[other], PAGES[other]) for other in LANGUAGES if other != language]
        files[PAGES[language]] = render(shown, others).encode()
        files[f"report.{language}.pdf"] = pdf(_printable(shown), fonts)
    return files


def _printable(shown: dict[str, Any]) -> dict[str, Any]:
    """The files' hashes stand in the page and in sources.csv; in print they help nobody."""
    return {**shown, "sources": [row[:4] for row in shown["sources"]]}


def facts_of(case: Case, number: int) -> PublicFacts:
    """What the release and its manifest say of the case apart from rows."""
    settings = case.settings
    last = max(case.custody.entries(), key=lambda entry: entry.seq, default=None)
    return PublicFacts(
        title=settings.title,
        subject=settings.subject,
        period=str(settings.period) if settings.period else "",
        area=settings.area,
        low_rule=settings.low,
        version=__version__,
        number=number,
        entries=last.seq if last else 0,
        as_of=last.time[:10] if last else "",
        head=case.custody.head(),
        threshold=settings.release.threshold,
        perpetrator_sources=settings.release.perpetrator_sources,
        rule_versions={
            "extraction": extraction.RULES_VERSION,
            "linkage": LINKAGE_VERSION,
            "counting": RULES_VERSION,
        },
    )
