"""What a case's judgements teach, and the model made of them, kept in `derived/learned/`."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from sijil.errors import CaseSettings
from sijil.extraction import learned
from sijil.store.case import Case
from sijil.store.models import Claim, Rendition

MODEL, ABOUT = "model.bin", "about.json"


def folder_of(case: Case) -> Path:
    """Where the model lies; it is derived and can be made again by `sijil learn`."""
    return case.folder / "derived" / "learned"


def texts_judged() -> list[learned.Told]:
    """Every text in which a claim was accepted or rejected, in the order of items and texts."""
    claims: dict[int, list[Claim]] = defaultdict(list)
    rows = (
        Claim.objects.exclude(state="withdrawn")
        .select_related("statement")
        .order_by("statement__start", "key")
    )
    for claim in rows.iterator(chunk_size=2000):
        claims[claim.statement.rendition_id].append(claim)
    judged = [id for id, some in claims.items() if any(claim.state != "candidate" for claim in some)]
    renditions = Rendition.objects.filter(id__in=judged, table__isnull=True)
    ordered = renditions.order_by("item__sha256", "position")
    return [_told(rendition.text, claims[rendition.id]) for rendition in ordered.iterator(chunk_size=20)]


def _told(text: str, claims: list[Claim]) -> learned.Told:
    accepted = [claim.body for claim in claims if claim.state == "accepted"]
    rejected = [claim.body for claim in claims if claim.state == "rejected"]
    whole = all(claim.state != "candidate" for claim in claims if claim.extractor == "rules")
    by_rules = [
        claim.proposed or claim.body
        for claim in claims
        if claim.extractor == "rules" and claim.state != "candidate"
    ]
    return learned.Told(text, accepted, rejected, whole, by_rules)


def keep(case: Case, model: learned.Model, about: dict[str, Any]) -> None:
    """Put a model and what is known of it in its place: the account first, the model whole or not at all."""
    folder = folder_of(case)
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")
    fresh = folder / f".{MODEL}.new"
    fresh.write_bytes(model.data)
    fresh.replace(folder / MODEL)


def forget(case: Case) -> bool:
    """Take the model away; whether there was one."""
    path = folder_of(case) / MODEL
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there


def model_of(case: Case) -> learned.Model | None:
    """The model in use; None when none is. Raises `CaseSettings` for one that cannot be used."""
    path = folder_of(case) / MODEL
    if not path.is_file():
        return None
    try:
        return learned.Model(path.read_bytes())
    except (ValueError, RuntimeError) as error:
        raise CaseSettings(
            f"the learned model cannot be used ({error})",
            where=str(path),
            remedy="delete it, or make it again with `sijil learn`",
        ) from error
