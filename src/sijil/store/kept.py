"""What is dear to compute and changes only when a step has run, kept between two pages of the workbench."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Max

from sijil.store.consents import withdrawn_sources
from sijil.store.models import Run

T = TypeVar("T")

_KEPT: dict[str, tuple[tuple[Any, ...], Any]] = {}
_LOCKS: dict[str, Lock] = {}
_GUARD = Lock()


def kept(name: str, make: Callable[[], T]) -> T:
    """What `make` gives, made anew only after a step has finished since; `name` says what it is.

    Two pages that ask at once wait for one making. Decisions made since the last step are not in it, as in figures,
    but for what somebody took back: that is gone at once.
    """
    stamp = (connection.settings_dict["NAME"], _last_finished(), tuple(sorted(withdrawn_sources())))
    with _GUARD:
        lock = _LOCKS.setdefault(name, Lock())
    with lock:
        made = _KEPT.get(name)
        if made is None or made[0] != stamp:
            made = stamp, make()
            _KEPT[name] = made
    value: T = made[1]
    return value


def _last_finished() -> int:
    steps = Run.objects.filter(outcome="done").exclude(verb="judgements")
    return steps.aggregate(last=Max("id"))["last"] or 0
