"""`sijil count`: figures from accepted claims and from records, with what is proposed beside them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sijil.counting import RULES_VERSION
from sijil.store.case import Case
from sijil.store.count_remarks import count_remarks
from sijil.store.decisions import set_states
from sijil.store.estimated import forget_estimates
from sijil.store.figures import bodies, counted_mentions
from sijil.store.incidents import incidents
from sijil.store.models import Figure
from sijil.store.runs import mark_done, run_record
from sijil.store.withheld import closed_claims


@dataclass(frozen=True, slots=True)
class CountReport:
    """How many figures there are, and the headline ones."""

    figures: int
    totals: list[dict[str, Any]]


def count_case(case: Case) -> CountReport:
    """Count and store every figure, replacing those counted before."""
    with run_record("count", version=RULES_VERSION) as run, transaction.atomic():
        set_states(closed_claims())
        found = incidents()
        mentions = counted_mentions(found)
        counted = bodies(case, found, mentions)
        mark_done("count", "case", RULES_VERSION, **count_remarks(case, mentions))
        forget_estimates()
        Figure.objects.all().delete()
        Figure.objects.bulk_create(
            [
                Figure(key=body["id"], position=n, body=body, rule_version=RULES_VERSION)
                for n, body in enumerate(counted)
            ],
            batch_size=200,
        )
        run.rows_out = len(counted)
    return CountReport(len(counted), [b for b in counted if b["dimension"] == "total"])
