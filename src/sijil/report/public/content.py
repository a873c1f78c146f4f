"""What a release says in one language, as plain lists: the page and the PDF are both made from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sijil.disclosure import Shown
from sijil.redaction import Matcher, redact
from sijil.report.public.tables import BOUNDS, OPEN, OTHER, UNKNOWN, PublicTable, Tables
from sijil.report.words import Words, table
from sijil.store.publishing import PublicQuote, PublicRows
from sijil.text import language as script_of


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """What a release says of its case. `entries` and `as_of` are of the custody log; no clock enters."""

    title: str
    subject: str
    period: str
    area: str
    low_rule: str
    version: str
    number: int
    entries: int
    as_of: str
    head: str
    threshold: int
    perpetrator_sources: int
    rule_versions: dict[str, str]


@dataclass(slots=True)
class PublicContent:
    """Everything in a release, before it is put into words. Texts are redacted already."""

    facts: PublicFacts
    rows: PublicRows
    made: Tables
    quotes: list[PublicQuote]
    statements: list[str]
    changes: list[dict[str, Any]]
    first: bool
    redacted: dict[str, int] = field(default_factory=dict)


def gather(
    facts: PublicFacts,
    rows: PublicRows,
    made: Tables,
    matcher: Matcher,
    changes: list[dict[str, Any]],
    first: bool,
) -> PublicContent:
    """Take everything protected out of the free texts of a release. Raises `RedactionError`."""
    counted: dict[str, int] = {}

    def clean(text: str, language: str) -> str:
        done = redact(text, matcher, "ar" if language == "ar" else "en")
        for kind, n in done.replaced:
            counted[kind] = counted.get(kind, 0) + n
        return done.text

    quotes = [
        PublicQuote(
            q.key, q.event_type, q.date, q.place, clean(q.text, q.language), q.language, q.source, q.kind,
            q.sha256, q.start, q.end,
        )
        for q in rows.quotes
    ]  # fmt: skip
    statements = [clean(finding.statement, "en") for finding in rows.findings]
    return PublicContent(facts, rows, made, quotes, statements, changes, first, counted)


def without_case(content: PublicContent) -> PublicContent:
    """The same release with nothing of the case in its words: what is found in this too are our own sentences."""
    facts, rows = content.facts, content.rows
    return replace(
        content,
        facts=replace(facts, title="", subject="", area=""),
        rows=replace(
            rows,
            sources=[replace(source, label="") for source in rows.sources],
            dead=[replace(one, name="") for one in rows.dead],
        ),
        quotes=[replace(quote, text="", source="") for quote in content.quotes],
        statements=[""] * len(content.statements),
    )


def in_words(content: PublicContent, language: str) -> dict[str, Any]:
    """The release in one language: strings and lists of strings alone."""
    words = Words(language, content.rows.arabic_names)
    facts = content.facts
    return {
        "language": language,
        "direction": words.direction,
        "t": {key: entry[language] for key, entry in table()["release"].items()}
        | {key: words.text(key) for key in ("low", "best", "high", "summary", "mandate_subject", "mandate_period",
                                            "mandate_area", "version")},
        "facts": [(name, value, direction(value, words)) for name, value in _facts(facts, words)],
        "title": facts.title,
        "title_direction": direction(facts.title, words),
        "number": str(facts.number),
        "version": facts.version,
        "sections": _sections(content.made.tables, words),
        "few": [words.label("event_type", event) for event in content.made.few],
        "dead": [_dead(one, words) for one in content.rows.dead],
        "findings": [
            (statement, words.of("standard", finding.standard), direction(statement, words))
            for statement, finding in zip(content.statements, content.rows.findings, strict=True)
        ],
        "quotes": [_quote(quote, words) for quote in content.quotes],
        "sources": [
            (s.label, words.label("value", s.kind), f"{s.claims:,}", f"{s.records:,}", list(s.files))
            for s in content.rows.sources
        ],
        "people": f"{content.rows.people_who_spoke:,}",
        "changes": [_change(row, words) for row in content.changes],
        "first": content.first,
        "method": [_filled(words, key, facts) for key in table()["release_method"]],
        "limits": [words.of("release_limit", key) for key in table()["release_limit"]],
    }  # fmt: skip


def _facts(facts: PublicFacts, words: Words) -> list[tuple[str, str]]:
    state = f"{facts.entries:,} {words.of('release', 'entries')} {_days(facts.as_of, words)}"
    return [
        (words.text("mandate_subject"), facts.subject),
        (words.text("mandate_period"), _days(facts.period, words)),
        (words.text("mandate_area"), facts.area),
        (words.of("release", "state"), state),
    ]


def direction(text: str, words: Words) -> str:
    """Which way a text runs: as its script does; without letters as the page does."""
    script = script_of(text)
    return words.direction if script == "und" else "rtl" if script == "ar" else "ltr"


def _filled(words: Words, key: str, facts: PublicFacts) -> str:
    return words.of("release_method", key).format(
        low=words.text(f"low_{facts.low_rule}"), threshold=facts.threshold, sources=facts.perpetrator_sources
    )


def _sections(tables: Sequence[PublicTable], words: Words) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in tables:
        section = found.setdefault(
            one.event_type, {"title": words.label("event_type", one.event_type), "tables": []}
        )
        section["tables"].append(
            {
                "title": words.of("dimension", one.dimension),
                "how": _how(one.method, words),
                "rows": [
                    {
                        "id": f"{one.name}/{value}" if value else one.name,
                        "label": value_label(one.dimension, value, one.unit, words),
                        "bounds": [(bound, said(cell[bound], words)) for bound in BOUNDS],
                    }
                    for value, cell in _ordered(one)
                ],
            }
        )
    return list(found.values())


def _ordered(one: PublicTable) -> list[tuple[str, dict[str, Shown | None]]]:
    """Days in order of time, all else by size; what is unknown or folded together last."""

    def place(item: tuple[str, dict[str, Shown | None]]) -> tuple[bool, Any, str]:
        value, cell = item
        best = cell["best"].low if cell["best"] else 0
        vague = value in (UNKNOWN, OTHER, "sources differ")
        return vague, "" if vague else (value if one.dimension == "period" else -best), value

    sure = sorted((i for i in one.cells.items() if i[0] not in (UNKNOWN, OTHER, "sources differ")), key=place)
    return sure + sorted(i for i in one.cells.items() if i[0] in (UNKNOWN, OTHER, "sources differ"))


def value_label(dimension: str, value: str, unit: str, words: Words) -> str:
    """What a row is called."""
    if value == OTHER:
        return words.of("release", "other")
    if value == UNKNOWN and dimension in ("actor", "place"):
        return words.of("release", "not_named")
    return words.label("value", value) if value else words.text(unit)


def said(shown: Shown | None, words: Words) -> str:
    """A bound in words: a number, a range, no upper bound, or that it is not shown."""
    if shown is None:
        return words.of("release", "not_shown")
    if shown == OPEN:
        return words.text("no_upper_bound")
    if shown.exact:
        return f"{int(shown.low):,}"
    if shown.low <= 0:
        return words.of("release", "at_most").format(n=f"{int(shown.high):,}")
    return f"{int(shown.low):,}–{int(shown.high):,}"


def _how(method: str, words: Words) -> str:
    key = {"round": "rounded", "drop cells": "thinned", "drop the table": "thinned"}.get(method)
    return words.of("release", key) if key else ""


def _dead(one: Any, words: Words) -> tuple[str, str, str, str]:
    sex, governorate = words.label("value", one.sex or UNKNOWN), words.place(one.governorate)
    return one.name, sex, _days(one.day, words), governorate


def _days(days: str, words: Words) -> str:
    """Days as ISO 8601 has them; from right to left their parts would change places."""
    return f"\u2066{days}\u2069" if days and words.direction == "rtl" else days


def _quote(quote: PublicQuote, words: Words) -> dict[str, str]:
    parts = (_days(quote.date, words), words.place(quote.place))
    where = words.text("comma").join(part for part in parts if part)
    return {
        "text": quote.text,
        "language": quote.language,
        "direction": direction(quote.text, words),
        "event": words.label("claim_type", quote.event_type),
        "where": where,
        "by": quote.source or words.of("release", "a_person"),
        "sha256": quote.sha256,
        "start": str(quote.start),
        "end": str(quote.end),
    }


def _change(row: dict[str, Any], words: Words) -> tuple[str, str, str]:
    what = f"{words.label('event_type', row['event_type'])}, {words.of('dimension', row['dimension'])}"
    label = value_label(row["dimension"], row["value"], row["unit"], words)
    return f"{what}: {label}, {words.text(row['bound'])}", said(row["before"], words), said(row["now"], words)
