"""Run records, and the steps' memory of what they have done with which recipe."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sijil import __version__
from sijil.store.models import Done, Run


def now() -> str:
    """This moment in UTC, to the second. Never enters a figure."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def run_record(verb: str, **options: Any) -> Iterator[Run]:
    """Keep a record of one run of a verb; rows in and out are set on it by the step."""
    run = Run.objects.create(verb=verb, started_at=now(), version=__version__, options=options)
    try:
        yield run
        run.outcome = "done"
    finally:
        run.ended_at = now()
        run.save()


def last_options(verb: str) -> dict[str, Any]:
    """The options of the last run of a verb; nothing where it never ran."""
    return dict(Run.objects.filter(verb=verb).order_by("-id").values_list("options", flat=True).first() or {})


def recipe(*parts: Any) -> str:
    """A short name for everything that decides a step's result: versions, options, settings."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def is_done(step: str, target: str, with_recipe: str) -> bool:
    """Whether a step already finished this target with this recipe."""
    return Done.objects.filter(step=step, target=target, recipe=with_recipe).exists()


def mark_done(step: str, target: str, with_recipe: str, **remarks: Any) -> None:
    """Remember that a step finished this target with this recipe, and what it has to tell about it."""
    Done.objects.update_or_create(
        step=step, target=target, defaults={"recipe": with_recipe, "remarks": remarks}
    )


def remarks(step: str) -> list[dict[str, Any]]:
    """What a step had to tell, in the order of its targets."""
    return list(Done.objects.filter(step=step).order_by("target").values_list("remarks", flat=True))


def content_key(prefix: str, *parts: Any) -> str:
    """A key derived from content: the same after every rebuild."""
    canonical = json.dumps(parts, ensure_ascii=False, default=str)
    return prefix + hashlib.sha256(canonical.encode()).hexdigest()[:16]
