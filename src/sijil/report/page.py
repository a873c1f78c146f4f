"""The report as one self-contained HTML file: no request, no script, every number a link."""

from html import escape
from typing import Any

from django.template import Context, Engine
from django.template.library import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sijil import __version__
from sijil.names import is_unnamed
from sijil.report import concluded, estimated, footage, reported, same
from sijil.report import content as contents
from sijil.report.charts import Bar, bars_by_date, bars_by_place
from sijil.report.content import Content
from sijil.report.rows import anchor, inputs_list, proposed_list, quote_tag, record_rows, verbatim
from sijil.report.vague import conventions_shown
from sijil.report.words import Words, table
from sijil.store.quotes import CONTEXT
from sijil.store.shown import ClaimRow
from sijil.text import language as script_of

CHART_BARS = 40


def render(content: Content, language: str) -> str:
    """The page in one language. The same content gives the same bytes."""
    words = Words(language, content.arabic_names)
    figure_tables = contents.figure_tables(content, words)
    timeline, more = contents.dated(content.claims)
    context = {
        "c": content,
        "facts": content.facts,
        "w": _Text(words),
        "after": {key: (words, key) for key in table()["counted"]},
        "words": words,
        "figure_tables": figure_tables,
        "headline": [figure for event_type, _ in figure_tables if (figure := content.total(event_type))],
        "case_figures": [f for f in content.figures if f["dimension"] == "case"],
        "reported": reported.outside_series(content.claims, content.series),
        "series": reported.series_tables(content.series, words),
        "series_charts": reported.charts(content.series, words),
        "estimates": content.estimates,
        "strata": estimated.strata_shown(content.estimates, words),
        "notes": reported.notes_shown(content.notes, content.claims, words),
        "any_reviewed": any(c.judged for c in content.claims) or bool(content.records),
        "two_scripts": len({script_of(r.name) for r in content.records} - {"und"}) > 1,
        "timeline": timeline,
        "timeline_more": more,
        **_concluded(content, words),
        **footage.shown(content, words),
        "not_read": [i for i in content.items if i.outcome != "read"],
        "charts": _charts(content, words),
        "files": {item.sha256: item.name for item in content.items},
        "inputs": _inputs(content),
        "record_rows": record_rows(content.records, {i.sha256: i.name for i in content.items}, words),
        "places_of_claims": same.places_of(content.claims),
        "method_keys": list(table()["method"]),
        "conventions": conventions_shown(content.facts.conventions, content.claims, words.language),
    }
    return engine().get_template("report.html").render(Context(context, use_l10n=False))


def render_estimate(told: dict[str, Any], title: str, language: str) -> str:
    """A page of its own for one estimated table, as `sijil tool estimate --report` writes it."""
    words = Words(language)
    context = {
        "w": _Text(words),
        "words": words,
        "title": title,
        "version": __version__,
        "seed": told["seed"],
        "estimates": told,
        "strata": estimated.strata_shown(told, words),
    }
    return engine().get_template("estimate_page.html").render(Context(context, use_l10n=False))


def _concluded(content: Content, words: Words) -> dict[str, Any]:
    """Incidents, findings and what else people concluded."""
    states = {claim.key: claim.state for claim in content.claims}
    at_incident = [f for f in content.figures if f["dimension"] == "incident"]
    return {
        "incidents": concluded.incidents_shown(content.incidents, at_incident, states, words),
        "placeless": [f for f in at_incident if "called" not in f],
        "incident_keys": {row.key for row in content.incidents},
        "findings": content.conclusions.findings,
        "matrices": concluded.matrices(content.conclusions.matrices, words),
        "commitments": concluded.commitments_shown(content.conclusions.commitments),
        "missing": concluded.missing_shown(content.conclusions.missing),
        "groups": content.conclusions.groups,
        "needs": content.conclusions.needs,
        "contested": [
            c for c in content.claims if c.state != "rejected" and (c.polarity == "denies" or c.exculpatory)
        ],
        "anchors": (_anchors(content), _names(content)),
    }


class _Text:
    """`{{ w.summary }}` in a template is the fixed text of that name."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __getitem__(self, key: str) -> str:
        return self._words.text(key)


def _inputs(content: Content) -> list[tuple[dict[str, Any], SafeString, SafeString]]:
    """Each figure with the links to what it was made from, and to what is only proposed."""
    anchors, names = _anchors(content), _names(content)
    return [(f, inputs_list(f, anchors, names), proposed_list(f, anchors, names)) for f in content.figures]


def _anchors(content: Content) -> dict[str, str]:
    """Where on the page each input of a figure stands."""
    anchors = {claim.key: f"claim-{claim.key}" for claim in content.claims}
    anchors |= {record.key: f"record-{record.key}" for record in content.records}
    return anchors | {item.sha256: f"item-{item.sha256[:16]}" for item in content.items}


def _names(content: Content) -> dict[str, str]:
    """What an input of a figure is called in a list of links: its file and where in it."""
    files = {item.sha256: item.name.rsplit("/", 1)[-1] for item in content.items}
    names = {c.key: f"{files.get(c.quote.sha256, '')} · {c.quote.start}" for c in content.claims}
    names |= {r.key: f"{files.get(r.quote.sha256, '')} · {r.row_number}" for r in content.records}
    return names | files


def _charts(content: Content, words: Words) -> list[SafeString]:
    charts = []
    for dimension, draw, title in (
        ("period", bars_by_date, words.text("deaths_by_period")),
        ("place", bars_by_place, words.text("deaths_by_place")),
    ):
        rows = [
            f
            for f in content.figures
            if f["event_type"] == "killing"
            and f["dimension"] == dimension
            and f["value"] != "unknown"
            and f["best"]
        ]
        if len(rows) > 1:
            bars = [_bar(f, words) for f in contents._ordered(dimension, rows)[:CHART_BARS]]
            charts.append(mark_safe(draw(bars, title=title, prefix=f"chart-{dimension}")))  # our own SVG
    return charts


def _bar(figure: dict[str, Any], words: Words) -> Bar:
    label = words.label("value", figure["value"])
    return Bar(label, figure["low"], figure["best"], figure["high"], f"#{anchor(figure['id'])}")


def engine() -> Engine:
    engine = Engine(
        dirs=[],
        app_dirs=False,
        loaders=[("django.template.loaders.cached.Loader", ["sijil.report.templates.Loader"])],
        autoescape=True,
    )
    engine.template_libraries["report"] = _filters()
    engine.template_builtins.append(engine.template_libraries["report"])
    return engine


def _filters() -> Library:
    library = Library()
    library.filter("anchor", anchor)
    library.filter("number", number)
    library.filter("counted", counted)
    library.filter("verbatim", verbatim)
    library.filter("quoted_in_note", reported.quote_of)
    library.filter("told_links", concluded.told_links)
    library.filter("one_link", concluded.one_link)
    library.filter("dash", lambda value: "—" if value is None else number(value))
    library.filter("coefficient", lambda value: "—" if value is None else f"{value:.2f}")
    library.filter("question_label", lambda value, words: words.of("question", value))
    library.filter("standard_label", lambda value, words: words.of("standard", value))
    library.filter("lack_label", lambda value, words: words.of("lack", value))
    library.filter("degree_label", lambda value, words: words.of("degree", value))
    library.filter("value_label", lambda value, words: words.label("value", value))
    library.filter("overlaps", estimated.overlap_table)
    library.filter("fact_in", fact_in)
    library.filter("event_label", lambda value, words: words.label("event_type", value))
    library.filter("claim_label", lambda value, words: words.label("claim_type", value))
    library.filter("decision_label", lambda value, words: words.of("decision", value))
    library.filter("place_in", lambda name, words: words.place(name))
    library.filter("from_word", from_word)
    library.filter("to_word", to_word)
    library.filter("look_up", lambda key, table: table.get(key, ""))
    library.filter("look_up_text", lambda text, key: text[key])
    library.filter("victim_text", victim_text)
    library.filter("victims", victims)
    library.filter("named_twice", same.named_twice)
    library.filter("told_twice", same.told_twice)
    library.filter("quote_tag", quote_tag)
    library.filter("method_of", lambda words, key: words.of("method", key))
    library.filter("statement_of", lambda words, kind: words.of("statement", kind))
    library.filter("can_show", lambda words, kind: words.of("can_show", kind))
    library.filter("cannot_show", lambda words, kind: words.of("cannot_show", kind))
    library.filter("conflict_of", lambda words, kind: words.of("conflict", kind))
    library.filter("limit_of", lambda words, key: words.of("limit", key))
    return library


def fact_in(words: Words, fact: str) -> SafeString:
    """What a reader found in a file, in the report's language: clauses, each perhaps with a detail in brackets.

    What has no words of ours at its beginning is data, and stands as it is.
    """
    clauses = fact.split("; ")
    if words.fact(clauses[0].partition(" (")[0]) is None:
        return format_html("<bdi>{}</bdi>", fact)
    return format_html_join(words.of("text", "clause"), "{}", ((_clause(words, c),) for c in clauses))


def _clause(words: Words, clause: str) -> SafeString:
    said, bracket, detail = clause.partition(" (")
    if not bracket or not detail.endswith(")"):
        return format_html("<bdi>{}</bdi>", words.fact(clause) or clause)
    detail = detail[:-1]
    return format_html(
        "<bdi>{}</bdi> (<bdi>{}</bdi>)", words.fact(said) or said, words.fact(detail) or detail
    )


def number(value: int | None) -> str:
    """A whole number with its thousands parted by commas."""
    return "" if value is None else f"{value:,}"


def counted(value: int, word: tuple[Words, str]) -> str:
    """What stands after a number."""
    words, key = word
    return words.counted(key, value)


def victims(claim: ClaimRow) -> list[dict[str, Any]]:
    """The victim entries of a claim."""
    return list(claim.body.get("victims", []))


def from_word(text: str) -> SafeString:
    """What stands before a quote, from the first whole word on."""
    cut = text if len(text) < CONTEXT else "… " + text.partition(" ")[2]
    return verbatim(cut)


def to_word(text: str) -> SafeString:
    """What stands after a quote, to the last whole word."""
    cut = text if len(text) < CONTEXT else text.rpartition(" ")[0] + " …"
    return verbatim(cut)


def victim_text(victim: dict[str, Any], words: Words) -> SafeString:
    """A victim entry in one line: who, kin, age, and how many where it is not one person. Scripts do not mix."""
    name, description = victim.get("name"), victim.get("description")
    parts = [name or description or "—"]
    if name and description not in (None, "", name):
        parts.append(description)
    if victim.get("kin_of"):
        parts.append(f"{victim.get('kin') or ''} ← {victim['kin_of']}".strip())
    if victim.get("age") is not None:
        parts.append(f"{words.text('aged')} {victim['age']}")
    parts.append(_how_many(victim, words))
    return mark_safe(words.text("comma").join(f"<bdi>{escape(part)}</bdi>" for part in parts if part))


def _how_many(victim: dict[str, Any], words: Words) -> str:
    low, high = victim.get("count_low"), victim.get("count_high")
    if (low, high) == (1, 1):
        return ""
    if low is None and high is None and victim.get("count_best") is None:
        # A name of which no number is said is one person, and is counted as one.
        name = victim.get("name")
        return "" if name and not is_unnamed(name) else words.text("number_not_said")
    bounds = [f"{words.text('low')} {number(low)}"] if low is not None else []
    bounds.append(words.text("no_upper_bound") if high is None else f"{words.text('high')} {number(high)}")
    said = f" (“{victim['count_as_said']}”)" if victim.get("count_as_said") else ""
    convention = f" [{words.text('by_convention_short')}]" if victim.get("basis") == "convention" else ""
    return words.text("comma").join(bounds) + said + convention
