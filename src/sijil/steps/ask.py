"""`sijil ask`: passages proposed by a language model that the user runs, each with an exact quote, or not at all.

Off unless `case.toml` names a model. Each piece of text is asked about once; what the server answered is recorded
before anything is made of it, and what is kept of it has passed the quote gate.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from sijil import extraction
from sijil.errors import CaseSettings, JudgementRefused, ModelRefused, QuoteRejected
from sijil.extraction import asked
from sijil.extraction.learned.crossed import same
from sijil.steps.progress import Progress, silent
from sijil.store import asked_log
from sijil.store.case import Case
from sijil.store.claim_rows import save_claims
from sijil.store.item_lookup import items_named
from sijil.store.models import Claim, Rendition
from sijil.store.place_rows import case_gazetteer
from sijil.store.publication import origin_of, published_for
from sijil.store.runs import content_key, now, run_record
from sijil.store.settings_file import ModelToml


@dataclass(slots=True)
class AskReport:
    """Pieces asked about now and before, claims proposed now, and what was refused, with how often."""

    asked: int = 0
    known: int = 0
    new_claims: int = 0
    sent_to: str = ""
    refused: Counter[str] = field(default_factory=Counter)
    failed: str = ""


def ask(
    case: Case, named: Sequence[str] = (), *, send_evidence_to: str = "", progress: Progress = silent
) -> AskReport:
    """Ask about every text, or those of the named items. A server that fails ends it; what was answered stays.

    Raises `CaseSettings` when no model is named, or its address is not on this machine and `send_evidence_to` does
    not name its host.
    """
    model = _model(case, send_evidence_to)
    report = AskReport(sent_to="" if model.address.here else model.address.host)
    renditions = Rendition.objects.filter(table__isnull=True).select_related("item").defer("text")
    if named:
        renditions = renditions.filter(item__in=items_named(named))
    texts = list(renditions.order_by("item_id", "position"))
    known = asked_log.answers(case)
    with run_record(
        "ask", version=asked.VERSION, model=model.name, sent_to=report.sent_to or "this machine"
    ) as run:
        try:
            for number, rendition in enumerate(texts):
                progress(number, len(texts), rendition.item.name)
                _ask_about(case, model, rendition, known, report)
        except ModelRefused as error:
            report.failed = str(error)
        progress(len(texts), len(texts), "")
        run.rows_in, run.rows_out = report.asked + report.known, report.new_claims
    return report


def _model(case: Case, send_evidence_to: str) -> ModelToml:
    model = case.settings.model
    where = str(case.folder / "case.toml")
    if model is None:
        raise CaseSettings(
            "no language model is named", where=where, remedy="write a [model] table, or do without"
        )
    if not model.address.here and send_evidence_to != model.address.host:
        raise CaseSettings(
            f"evidence would leave this machine for {model.address.host}",
            where=where,
            remedy=f"if you mean it: sijil ask --send-evidence-to {model.address.host}",
        )
    return model


def _ask_about(
    case: Case, model: ModelToml, rendition: Rendition, known: dict[str, bytes], report: AskReport
) -> None:
    text = rendition.text
    for start, end in asked.pieces(text):
        body = asked.request(model.name, model.seed, text[start:end])
        key = content_key("q", model.name, model.seed, asked.VERSION, text[start:end])
        if key in known:
            report.known += 1
        else:
            raw = asked.ask(model.address, body, seconds=model.seconds)
            about = {
                "key": key,
                "item": rendition.item.sha256,
                "part": rendition.part,
                "start": start,
                "end": end,
            }
            about |= {"model": model.name, "seed": model.seed, "prompt": asked.VERSION, "asked_at": now()}
            asked_log.add(case, about | {"sent_to": report.sent_to}, raw)
            known[key] = raw
            report.asked += 1
        _propose(case, model, rendition, (start, end), known[key], report)


@transaction.atomic
def _propose(
    case: Case, model: ModelToml, rendition: Rendition, piece: tuple[int, int], raw: bytes, report: AskReport
) -> None:
    answer = asked.understood(raw, rendition.text, *piece)
    report.refused.update(answer.refused)
    published, gazetteer = published_for(case, rendition), case_gazetteer(case)
    others = Claim.objects.filter(statement__rendition=rendition).exclude(extractor="model")
    there = list(others.values_list("body", flat=True))
    version = f"{asked.VERSION} {model.name} seed {model.seed}"[:40]
    bodies = []
    for one in answer.claims:
        if any(same(one, body) for body in there):
            continue
        try:
            claim = extraction.derive(
                rendition.text,
                one | {"version": version},
                published=published,
                gazetteer=gazetteer,
                conventions=case.settings.conventions,
            )
        except (QuoteRejected, JudgementRefused) as error:
            report.refused[str(error)] += 1
            continue
        bodies.append(claim.as_json())
    _, new = save_claims(origin_of(case, rendition), bodies, extractor="model")
    report.new_claims += new
