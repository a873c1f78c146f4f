"""`sijil extract`: claims from texts and records from lists of people, as proposals with their quotes.

An input already done with the same rules and settings is passed by. A claim that somebody judged stays,
whatever later rules propose; a proposal nobody judged goes when the rules no longer make it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from sijil import extraction
from sijil.dates import Interval
from sijil.errors import JudgementRefused, QuoteRejected
from sijil.extraction import learned
from sijil.extraction.learned.crossed import same
from sijil.places import Gazetteer
from sijil.steps.progress import Progress, silent
from sijil.store import learning, list_rows, search
from sijil.store.case import Case
from sijil.store.claim_rows import Origin, save_claims
from sijil.store.decisions import judged_claims
from sijil.store.message_rows import origin_of_part, parts_of, sent_on, shifted
from sijil.store.models import Claim, Record, Rendition
from sijil.store.place_rows import case_gazetteer, gazetteer_version
from sijil.store.publication import origin_of, published_for
from sijil.store.runs import is_done, mark_done, recipe, run_record
from sijil.store.source_rows import apply_groups


@dataclass(slots=True)
class ExtractReport:
    """What was proposed now and what the case has, and what could not be searched."""

    new_claims: int = 0
    claims: int = 0
    new_records: int = 0
    records: int = 0
    unsearched: Counter[str] = field(default_factory=Counter)
    passed_over: list[tuple[str, str]] = field(default_factory=list)


def extract(case: Case, *, progress: Progress = silent) -> ExtractReport:
    """Propose claims and records from everything read; repeating it changes nothing."""
    report = ExtractReport()
    with run_record(
        "extract", version=extraction.RULES_VERSION, conventions=case.settings.conventions_in_force()
    ) as run:
        gazetteer, version = case_gazetteer(case), gazetteer_version(case)
        model = learning.model_of(case)
        remedy = list(Rendition.objects.select_related("item").defer("text").order_by("item_id", "position"))
        for number, rendition in enumerate(remedy):
            progress(number, len(remedy), rendition.item.name)
            _extract_one(case, rendition, gazetteer, version, report, model)
        progress(len(remedy), len(remedy), "")
        apply_groups(case.settings)
        report.claims, report.records = Claim.objects.count(), Record.objects.count()
        run.rows_in, run.rows_out = len(remedy), report.new_claims + report.new_records
    return report


def _extract_one(
    case: Case,
    rendition: Rendition,
    gazetteer: Gazetteer | None,
    version: str,
    report: ExtractReport,
    model: learned.Model | None,
) -> None:
    name = rendition.item.name
    settings = case.settings.list_settings(name) if rendition.table else case.settings.document_settings(name)
    published = published_for(case, rendition)
    rules = list_rows.VERSION if rendition.table else extraction.RULES_VERSION
    made_by = (model.sha256,) if model and not rendition.table else ()
    coded = (case.settings.conventions,) if case.settings.conventions and not rendition.table else ()
    done_with = recipe(
        rules, settings, str(published or ""), version, rendition.text_sha256, *made_by, *coded
    )
    target = f"{rendition.item.sha256}/{rendition.position}"
    if not is_done("extract", target, done_with):
        with transaction.atomic():
            remarks = (
                _records(rendition, settings, published, gazetteer, report)
                if rendition.table
                else _claims(case, rendition, published, gazetteer, report, model)
            )
            mark_done("extract", target, done_with, **remarks)


def _claims(
    case: Case,
    rendition: Rendition,
    published: Interval | None,
    gazetteer: Gazetteer | None,
    report: ExtractReport,
    model: learned.Model | None,
) -> dict[str, Any]:
    origin = origin_of(case, rendition)
    kept: set[str] = set()
    unsearched: Counter[str] = Counter()
    refused: list[str] = []
    by_people = Claim.objects.filter(statement__rendition=rendition, extractor="person")
    added = list(by_people.values_list("body", flat=True)) if model else []
    for source, text, shift, anchor in _texts(case, rendition, origin, published):
        medium = "" if source.document.protect else source.document.name
        found = extraction.extract(
            text,
            published=anchor,
            gazetteer=gazetteer,
            medium=medium,
            conventions=case.settings.conventions,
        )
        by_model = _learned(model, text, found, anchor, gazetteer, case.settings.conventions, refused)
        beyond = (body for body in _placed(by_model, shift) if not any(same(body, one) for one in added))
        by_rules = _placed((claim.as_json() for claim in found), shift)
        for bodies, extractor in ((by_rules, "rules"), (beyond, "learned")):
            keys, new = save_claims(source, bodies, extractor=extractor)
            kept.update(keys)
            report.new_claims += new
        unsearched.update(extraction.unsupported_languages(text))
    _drop_unproposed(rendition, kept)
    report.unsearched.update(unsearched)
    return {"unsearched": dict(unsearched)} | ({"learned_refused": refused} if refused else {})


def _placed(bodies: Iterable[Any], shift: int) -> Iterator[Any]:
    return (shifted(body, shift) if shift else body for body in bodies)


def _learned(
    model: learned.Model | None,
    text: str,
    found: Sequence[extraction.Claim],
    anchor: Interval | None,
    gazetteer: Gazetteer | None,
    conventions: dict[str, int],
    refused: list[str],
) -> list[Any]:
    """What the model proposes beyond the rules, each made through the same gate as a person's own claim."""
    if model is None:
        return []
    by_rules = [claim.as_json() for claim in found]
    beyond = [one for one in model.propose(text) if not any(same(one, body) for body in by_rules)]
    made = f"{learned.VERSION}-{model.sha256[:8]}"
    bodies = []
    for one in beyond:
        try:
            claim = extraction.derive(
                text,
                one | {"version": made},
                published=anchor,
                gazetteer=gazetteer,
                conventions=conventions,
            )
        except (QuoteRejected, JudgementRefused) as error:
            refused.append(f"{one['start']}–{one['end']}: {error.what}")
            continue
        bodies.append(claim.as_json())
    return bodies


def _texts(
    case: Case, rendition: Rendition, origin: Origin, published: Interval | None
) -> Iterator[tuple[Origin, str, int, Interval | None]]:
    """What is searched by itself: each message of a chat, with its sender and its time, or the whole text."""
    parts = parts_of(rendition)
    for part in parts:
        sent = sent_on(case, part) or published
        yield origin_of_part(origin, part, sent), rendition.text[part.start : part.end], part.start, sent
    if not parts:
        yield origin, rendition.text, 0, published


def _drop_unproposed(rendition: Rendition, kept: set[str]) -> None:
    stale = Claim.objects.filter(statement__rendition=rendition, extractor__in=("rules", "learned")).exclude(
        key__in=kept
    )
    keys = [key for key in stale.values_list("key", flat=True) if key not in judged_claims()]
    if keys:
        search.forget("claim", keys)
        rendition.statements.filter(claims__key__in=keys).delete()


def _records(
    rendition: Rendition,
    settings: Any,
    published: Interval | None,
    gazetteer: Gazetteer | None,
    report: ExtractReport,
) -> dict[str, Any]:
    made = list_rows.make_records(rendition, settings, published, gazetteer)
    report.new_records += made.new
    label = f"{rendition.item.name} ({rendition.part})"
    report.passed_over += [(label, line) for line in made.passed_over]
    return {"passed_over": list(made.passed_over), "columns": made.columns, "doubts": made.doubts}
