"""One judgement from a line of JSON to the store: checked, grounded, recorded once, never changed.

A claim's decision: accept, reject, edit (accept with corrected fields), add (a claim a person found), reopen (it awaits
review again, as it was proposed). A pair's decision: same, different, unsure, reopen, on two mentions or two claims.
A draft transcript's: confirm, withdraw; before it is confirmed nothing that stands in it can be accepted. Further kinds
are those of `sijil.store.conclusions`. Corrected and added fields go through the same quote gate as extracted ones;
numbers and dates are derived from their words by code.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from sijil import extraction
from sijil.errors import JudgementRefused
from sijil.store import conclusions, decisions, transcripts
from sijil.store.case import Case
from sijil.store.claim_rows import claim_key, replace_body, restore_body, save_claims
from sijil.store.models import Claim, ClaimVictim, Item, Judgement, Record, Rendition
from sijil.store.place_rows import case_gazetteer
from sijil.store.publication import origin_of, published_for

CLAIM_DECISIONS = ("accept", "reject", "edit", "add", "reopen")
PAIR_DECISIONS = ("same", "different", "unsure", "reopen")
_KINDS = {
    "claim": CLAIM_DECISIONS,
    "pair": PAIR_DECISIONS,
    "transcript": transcripts.DECISIONS,
    **{name: kind.decisions for name, kind in conclusions.KINDS.items()},
}

_PAIRED = ("pair", *(name for name, kind in conclusions.KINDS.items() if kind.pair))


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision read from a line, not yet checked against the case."""

    kind: str
    target: str
    other: str
    decision: str
    body: dict[str, Any]
    reason: str
    reviewer: str
    made_at: str
    timed: bool
    quote: str = ""


def parse(line: str, *, reviewer: str, made_at: str) -> Decision | None:
    """Read a line; None where nothing is decided on it. Raises JudgementRefused."""
    try:
        said = json.loads(line)
    except ValueError as error:
        raise JudgementRefused(f"is not JSON ({error})", remedy="each line is one JSON object") from error
    if not isinstance(said, dict):
        raise JudgementRefused("is not a JSON object")
    decision = said.get("decision")
    if decision in (None, ""):
        return None
    kind = str(said.get("kind", ""))
    known = _KINDS.get(kind)
    if known is None:
        raise JudgementRefused(f"kind is {kind!r}", remedy=f"it is one of {', '.join(_KINDS)}")
    if decision not in known:
        raise JudgementRefused(
            f"decision is {decision!r}", remedy=f"for a {kind} it is one of {', '.join(known)}"
        )
    by = str(said.get("reviewer") or reviewer)
    if kind in conclusions.KINDS:
        target, other = conclusions.about(said, kind, by)
        body = conclusions.body(said, kind, str(decision))
    else:
        target, other = _about(said, kind, str(decision))
        body = _body(said, str(decision))
    return Decision(
        kind,
        target,
        other,
        str(decision),
        body,
        str(said.get("reason") or ""),
        by,
        str(said.get("made_at") or made_at),
        bool(said.get("made_at")),
        str((said.get("about") or {}).get("quote") or ""),
    )


def as_line(judgement: Judgement) -> dict[str, Any]:
    """A recorded judgement as a line that `parse` reads again."""
    pair = {"one": judgement.target, "other": judgement.other}
    line: dict[str, Any] = {"kind": judgement.kind}
    line |= pair if judgement.kind in _PAIRED else {"key": judgement.target}
    line |= {"decision": judgement.decision, "reason": judgement.reason}
    line |= judgement.body
    return line | {"reviewer": judgement.reviewer, "made_at": judgement.made_at}


def record(case: Case, decision: Decision) -> bool:
    """Record a decision and apply it; False when it stands already. Raises JudgementRefused, QuoteRejected."""
    if decision.decision == "add":
        decision = _with_key(case, decision)
    decision = _checked(decision)
    row = _row(decision)
    if Judgement.objects.filter(key=row.key).exists() or _stands_already(decision):
        return False
    row.supersedes = decisions.on(decision.kind, decision.target, decision.other)
    if decision.kind == "claim":
        _apply(case, decision)
    row.save()
    return True


def _about(said: dict[str, Any], kind: str, decision: str) -> tuple[str, str]:
    if kind == "pair":
        one, other = sorted((str(said.get("one") or ""), str(said.get("other") or "")))
        if not one or one == other:
            raise JudgementRefused("a pair needs two different keys", remedy="give them as one and other")
        return one, other
    key = str(said.get("key") or "")
    if not key and decision != "add":
        raise JudgementRefused(f"names no {kind}", remedy="give its key")
    return key, ""


def _body(said: dict[str, Any], decision: str) -> dict[str, Any]:
    if decision == "edit":
        edits = said.get("edits")
        if not isinstance(edits, dict) or not edits:
            raise JudgementRefused(
                "an edit changes nothing", remedy='give "edits": {field: …}, or decide accept'
            )
        return {"edits": edits}
    if decision == "add":
        missing = [key for key in ("item", "quote", "claim") if not said.get(key)]
        if missing:
            raise JudgementRefused(
                f"an added claim lacks {', '.join(missing)}", remedy="give item, quote and claim"
            )
        return {
            key: said[key]
            for key in ("item", "part", "quote", "occurrence", "claim")
            if said.get(key) is not None
        }
    return {}


def _row(decision: Decision) -> Judgement:
    row = Judgement(
        kind=decision.kind,
        target=decision.target,
        other=decision.other,
        decision=decision.decision,
        body=decision.body,
        reason=decision.reason,
        reviewer=decision.reviewer,
        made_at=decision.made_at,
    )
    row.key = decisions.key_of(row)
    return row


def _stands_already(decision: Decision) -> bool:
    """A line without a time of its own says nothing new when the same reviewer's same decision is in force."""
    current = decisions.on(decision.kind, decision.target, decision.other)
    if current is None or decision.timed:
        return False
    same = (current.decision, current.body, current.reviewer) == (
        decision.decision,
        decision.body,
        decision.reviewer,
    )
    return same and current.reason == decision.reason


def _checked(decision: Decision) -> Decision:
    """The decision, once its target is there; of a conclusion, with what code derives from its words."""
    if decision.kind not in conclusions.KINDS:
        _check_target(decision)
        return decision
    about = (decision.kind, decision.target, decision.other)
    return replace(decision, body=conclusions.check(*about, decision.body, decision.reason))


def _check_target(decision: Decision) -> None:
    if decision.kind == "pair":
        for key in (decision.target, decision.other):
            if not _exists(key):
                raise JudgementRefused(
                    f"no record, victim or claim has the key {key!r}", remedy="export anew"
                )
        if _is_claim(decision.target) != _is_claim(decision.other):
            raise JudgementRefused("a pair joins two mentions or two claims, not one of each")
    elif decision.kind == "transcript":
        _check_transcript(decision.target)
    elif decision.decision != "add":
        rows = Claim.objects.filter(key=decision.target).select_related("statement__rendition__item")
        claim = rows.first()
        if claim is None:
            raise JudgementRefused(f"no claim has the key {decision.target!r}", remedy="export anew")
        if decision.quote and decision.quote != claim.statement.quote:
            raise JudgementRefused(
                "the quote on the line is not the claim's", remedy="decide edit or add, quotes stay"
            )
        if decision.decision not in ("reject", "reopen"):
            _check_confirmed(claim.statement.rendition)


def _check_transcript(key: str) -> None:
    if not any(transcripts.key_of(rendition) == key for rendition in transcripts.drafts()):
        raise JudgementRefused(
            f"no transcript has the key {key!r}", remedy="it may have been made anew: compare it again"
        )


def _check_confirmed(rendition: Rendition) -> None:
    """Raises JudgementRefused for what stands in a draft."""
    if transcripts.is_open(rendition):
        raise JudgementRefused(
            f"its text is a draft ({transcripts.made_by(rendition)})",
            remedy=f"compare it with the original, then: sijil confirm CASE {rendition.item.sha256[:12]}",
        )


def _exists(key: str) -> bool:
    if _is_claim(key):
        return Claim.objects.filter(key=key).exists()
    return ClaimVictim.objects.filter(key=key).exists() or Record.objects.filter(key=key).exists()


def _is_claim(key: str) -> bool:
    return key.startswith("c") and "." not in key


def _apply(case: Case, decision: Decision) -> None:
    if decision.decision == "add":
        _add(case, decision)
        return
    claim = Claim.objects.select_related("statement__rendition__item", "source").get(key=decision.target)
    rendition = claim.statement.rendition
    if decision.decision == "edit":
        body = {**(claim.proposed or claim.body), **decision.body["edits"]}
        replace_body(claim, _derive(case, rendition, body), origin_of(case, rendition))
    else:
        restore_body(claim, origin_of(case, rendition))


def key_of_added(case: Case, line: dict[str, Any]) -> str:
    """The key that the claim of a line with the decision `add` has, or would have."""
    decision = parse(json.dumps(line), reviewer="", made_at="")
    if decision is None or decision.decision != "add":
        raise JudgementRefused("is no added claim")
    return _with_key(case, decision).target


def _with_key(case: Case, decision: Decision) -> Decision:
    """An added claim's key follows from its content; a key on the line must be that one."""
    rendition, body = _added(case, decision)
    key = claim_key(rendition, body, 0, "person")
    if decision.target and decision.target != key:
        raise JudgementRefused(
            f"the added claim has the key {key}, not {decision.target}", remedy="leave the key out"
        )
    return Decision(
        decision.kind,
        key,
        "",
        decision.decision,
        decision.body,
        decision.reason,
        decision.reviewer,
        decision.made_at,
        decision.timed,
    )


def _add(case: Case, decision: Decision) -> None:
    rendition, body = _added(case, decision)
    save_claims(origin_of(case, rendition), [body], extractor="person")


def _added(case: Case, decision: Decision) -> tuple[Rendition, dict[str, Any]]:
    rendition = _rendition(str(decision.body["item"]), str(decision.body.get("part") or ""))
    _check_confirmed(rendition)
    found = extraction.ground(
        rendition.text, str(decision.body["quote"]), occurrence=decision.body.get("occurrence")
    )
    body = {**decision.body["claim"], "quote": found.quote, "start": found.start, "end": found.end}
    return rendition, _derive(case, rendition, body)


def _rendition(item: str, part: str) -> Rendition:
    named = Q(sha256=item) | Q(name=item) | Q(name__endswith=f"/{item}")
    rows = Item.objects.filter(named, part="")
    if rows.count() != 1:
        raise JudgementRefused(f"{rows.count()} items are {item!r}", remedy="give the item's SHA-256")
    renditions = Rendition.objects.filter(item=rows.get()).order_by("position")
    chosen = (renditions.filter(part=part) if part else renditions).select_related("item").first()
    if chosen is None:
        raise JudgementRefused(f"{item!r} has no text{f' {part!r}' if part else ''}")
    return chosen


def _derive(case: Case, rendition: Rendition, body: dict[str, Any]) -> dict[str, Any]:
    claim = extraction.derive(
        rendition.text,
        body,
        published=published_for(case, rendition),
        gazetteer=case_gazetteer(case),
        conventions=case.settings.conventions,
    )
    return claim.as_json()
