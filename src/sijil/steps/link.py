"""`sijil link`: who is one person, from records and named victims of claims, under the judgements in force."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from sijil.linkage import LINKAGE_VERSION, Changes, Clusters, Mention, Pair, changes, judgements_until, people
from sijil.linkage import link as link_mentions
from sijil.store.case import Case
from sijil.store.linked import keep_tree
from sijil.store.mentions import judged_pairs, mentions_to_link
from sijil.store.models import ClaimVictim, PairProposal, Person, PersonMention, Record
from sijil.store.runs import content_key, mark_done, run_record
from sijil.store.speakers import source_label

WITHIN = 10
"""People: how near the bounds should come, for telling how many judgements that takes."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """How many mentions there were, whom they make, what a reviewer is asked, and what changed since linking before.

    `told` says where each mention stands of whom people were joined or split.
    """

    mentions: int
    people: int
    awaiting: int
    contradictions: tuple[str, ...]
    alarms: tuple[str, ...] = ()
    bounds: tuple[int, int, int] = (0, 0, 0)
    judgements_left: int = 0
    changes: Changes = field(default_factory=Changes)
    told: dict[str, str] = field(default_factory=dict)


def link(case: Case) -> LinkReport:
    """Compare, cluster and store. Everything stored is computed anew; judgements are read, never written."""
    with run_record("link", version=LINKAGE_VERSION) as run, transaction.atomic():
        mentions, judged = mentions_to_link(case), judged_pairs()
        linked = link_mentions(mentions, judged)
        keep_tree(case, linked, mentions, judged)
        clusters = linked.clusters
        before = dict(PersonMention.objects.values_list("mention", "person__key"))
        _store_people(mentions, clusters)
        awaiting = _store_pairs(linked.pairs, judged)
        changed = changes(before, clusters.best) if before else Changes()
        mark_done("link", "case", LINKAGE_VERSION, contradictions=list(clusters.contradictions))
        run.rows_in, run.rows_out = len(mentions), len(set(clusters.best.values()))
        return LinkReport(
            len(mentions),
            run.rows_out,
            awaiting,
            clusters.contradictions,
            linked.alarms,
            people(clusters),
            judgements_until(clusters, WITHIN),
            changed,
            _where({key for pieces in (*changed.joined, *changed.split) for key in pieces}),
        )


def _store_people(mentions: list[Mention], clusters: Clusters) -> None:
    Person.objects.all().delete()
    labels = sorted(set(clusters.best.values()))
    Person.objects.bulk_create([Person(key=content_key("p", label)) for label in labels], batch_size=1000)
    ids = dict(Person.objects.values_list("key", "id"))
    records = dict(Record.objects.values_list("key", "id"))
    victims = dict(ClaimVictim.objects.values_list("key", "id"))
    PersonMention.objects.bulk_create(
        [
            PersonMention(
                person_id=ids[content_key("p", clusters.best[m.key])],
                mention=m.key,
                record_id=records.get(m.key),
                victim_id=victims.get(m.key),
                low_cluster=clusters.low[m.key],
                high_cluster=clusters.high[m.key],
                reason=clusters.reasons.get(m.key, ""),
            )
            for m in mentions
        ],
        batch_size=1000,
    )


def _where(keys: set[str]) -> dict[str, str]:
    """For each mention the list and row, or the source, where it stands."""
    told, wanted = {}, sorted(keys)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        for record in Record.objects.filter(key__in=part).select_related("source"):
            told[record.key] = f"{source_label(record.source)}, row {record.row_number}"
        for victim in ClaimVictim.objects.filter(key__in=part).select_related("claim__source"):
            told[victim.key] = f"{source_label(victim.claim.source)}, claim {victim.claim.key}"
    return told


def _store_pairs(pairs: Iterable[Pair], judged: list[Pair]) -> int:
    settled = {(pair.one, pair.other) for pair in judged}
    PairProposal.objects.all().delete()
    rows = [
        PairProposal(
            key=content_key("q", p.one, p.other),
            one=p.one,
            other=p.other,
            decision=p.decision,
            reason=p.reason,
            score=p.probability,
        )
        for p in pairs
        if (p.one, p.other) not in settled and p.decision != "different"
    ]
    PairProposal.objects.bulk_create(rows, batch_size=1000)
    return sum(1 for row in rows if row.decision == "unsure")
