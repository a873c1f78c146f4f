"""What linking works on: every mention of a person in lists and claims, and the pairs that people judged."""

from collections.abc import Iterator

from sijil.linkage import Mention, Pair
from sijil.store import decisions
from sijil.store.case import Case
from sijil.store.consents import CLOSED
from sijil.store.models import ClaimVictim, Record, Rendition


def mentions_to_link(case: Case) -> list[Mention]:
    """Rows of lists and victims of claims, by key."""
    return sorted([*_from_records(case), *_from_victims()], key=lambda m: m.key)


def judged_pairs() -> list[Pair]:
    """The judgements on pairs in force, in the order they were made."""
    return [
        Pair(j.target, j.other, j.decision, j.reason, judged=True)
        for j in decisions.in_force("pair")
        if j.decision != "reopen"
    ]


def _from_records(case: Case) -> Iterator[Mention]:
    lists = dict(Rendition.objects.filter(table__isnull=False).values_list("id", "item__name"))
    free = {id_: bool(case.settings.list_settings(name).get("duplicate_free")) for id_, name in lists.items()}
    rows = Record.objects.select_related("source").defer("cells", "quote")
    for record in rows.iterator(chunk_size=2000):
        yield Mention(
            record.key,
            record.name or record.name_other_script,
            list=record.source.key,
            duplicate_free=free[record.rendition_id],
            sex=record.sex,
            age_low=record.age_low,
            age_high=record.age_high,
            born=record.born_earliest if record.born_earliest == record.born_latest else None,
            earliest=record.date_earliest,
            latest=record.date_latest,
            place=record.place_label,
            admin1=record.admin1,
            official_id=record.official_id,
        )


def _from_victims() -> Iterator[Mention]:
    rows = ClaimVictim.objects.filter(claim__is_aggregate=False).exclude(claim__state__in=CLOSED)
    for victim in rows.select_related("claim").iterator(chunk_size=2000):
        single = victim.count_low == victim.count_best == victim.count_high == 1
        yield Mention(
            victim.key,
            victim.name,
            list=victim.claim.key,
            duplicate_free=True,
            sex=victim.sex,
            age_low=victim.age_low,
            age_high=victim.age_high,
            earliest=victim.claim.date_earliest,
            latest=victim.claim.date_latest,
            place=victim.claim.place_label,
            admin1=victim.claim.admin1,
            size=1 if single else None,
        )
