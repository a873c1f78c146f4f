"""The judgements in force: the last one made on each target, earlier ones being superseded."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sijil.store.models import Claim, Judgement
from sijil.store.runs import content_key


def in_force(kind: str) -> list[Judgement]:
    """The judgements of a kind that nothing supersedes, in the order they were made."""
    return list(Judgement.objects.filter(kind=kind, superseded_by=None).order_by("made_at", "id"))


def on(kind: str, target: str, other: str = "") -> Judgement | None:
    """The judgement of a kind in force on a claim, a pair or what else that kind is on."""
    rows = Judgement.objects.filter(kind=kind, target=target, other=other, superseded_by=None)
    return rows.order_by("-id").first()


def judged_claims() -> frozenset[str]:
    """The keys of claims that somebody ever judged."""
    return frozenset(Judgement.objects.filter(kind="claim").values_list("target", flat=True))


def key_of(judgement: Judgement) -> str:
    """The key that a judgement's content gives it; a row changed behind our back no longer carries it."""
    about = (judgement.kind, judgement.target, judgement.other, judgement.decision, judgement.body)
    return content_key("j", *about, judgement.reason, judgement.reviewer, judgement.made_at)


def set_states(claims: Iterable[Claim], *, two_reviewers: Collection[str] = ()) -> None:
    """Give claims the state that the judgements in force give them.

    None is accepted out of an open draft, nor, where its kind of event is in `two_reviewers`, by one person alone.
    Claims of whoever withdrew everything they ever said are withdrawn, whatever was decided on them.
    """
    rows = list(claims)
    by_target = {j.target: j for j in _on_claims(rows)}
    held, withdrawn = _held(), _withdrawn()
    changed = []
    for claim in rows:
        judgement = by_target.get(claim.key)
        state = state_of(judgement.decision) if judgement else "candidate"
        if state == "accepted" and claim.id in held:
            state = "candidate"
        if state == "accepted" and claim.event_type in two_reviewers and not is_seconded(judgement):
            state = "candidate"
        if claim.id in withdrawn:
            state = "withdrawn"
        if claim.state != state:
            claim.state = state
            changed.append(claim)
    Claim.objects.bulk_update(changed, ["state"], batch_size=500)


FEW = 500
"""Claims whose judgements are looked up by their keys; beyond that all are read."""


def _on_claims(claims: Sequence[Claim]) -> Iterable[Judgement]:
    if len(claims) > FEW:
        return in_force("claim")
    rows = Judgement.objects.filter(kind="claim", superseded_by=None, target__in=[c.key for c in claims])
    return rows.select_related("supersedes").order_by("made_at", "id")


def is_seconded(judgement: Judgement | None) -> bool:
    """Whether two people accepted the same of a claim, one after the other, and nobody decided otherwise between."""
    if judgement is None:
        return False
    before = judgement.supersedes
    while (
        before is not None
        and state_of(before.decision) == "accepted"
        and _effect(before) == _effect(judgement)
    ):
        if before.reviewer != judgement.reviewer:
            return True
        before = before.supersedes
    return False


def _effect(judgement: Judgement) -> Any:
    """What accepting made of a claim: the fields it corrected, none where it stands as it was."""
    return judgement.body.get("edits") or {}


def _held() -> frozenset[int]:
    """The claims that stand in a draft transcript nobody has confirmed."""
    from sijil.store.transcripts import unconfirmed

    drafts = unconfirmed()
    if not drafts:
        return frozenset()
    rows = Claim.objects.filter(statement__rendition_id__in=drafts).values_list("id", flat=True)
    return frozenset(rows)


def _withdrawn() -> frozenset[int]:
    """The claims of sources, and in items, that were taken back whole."""
    from sijil.store.withheld import closed_claims

    return frozenset(closed_claims().values_list("id", flat=True))


def state_of(decision: str) -> str:
    """What a decision makes of a claim."""
    return {"accept": "accepted", "edit": "accepted", "add": "accepted", "reject": "rejected"}.get(
        decision, "candidate"
    )
