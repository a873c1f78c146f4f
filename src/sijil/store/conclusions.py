"""What a reviewer concludes beyond accepting a claim: checked, grounded in words of the text, and ready to be recorded.

| kind | on | decisions |
|---|---|---|
| `scope` | a reported count's claim | state, withdraw: what the number is of, its parts; that its source took it back |
| `note` | a note on arithmetic | uphold, dismiss: whether the misfit is one |
| `source` | two sources | copy, independent: whether one of them copies the other |
| `incident` | two claims or rows | join, part: whether they are of one incident |
| `finding` | a finding | find, retract: a statement with its standard of proof, grounds and contrary claims |
| `element` | a crime's element | lay: claims for and against it, and the gap |
| `term` | an official action | kept, late, unknown: what became of a promise |
| `fate` | a missing person's entry | found_alive, found_dead, missing |
| `coding` | a claim | code: how a second coder codes it; changes nothing, measures agreement |
| `link` | a claim | alias, parent, leader, member, takes_part: what a claim says of a group, in its own words |
| `need` | a claim | open, referred, met, appeal: what survivors ask for, and whether somebody was asked to help |
| `consent` | a source or item | give, withdraw: what may be done with a person's words |
| `named_dead` | a victim or row | publish, withhold: that somebody dead may be named, family and risk being looked at |
| `accused` | a group | name, withhold: that it may be named as alleged to have done it, with what it replied |
| `footage` | two files | same_footage, same_place, different, reopen: whether they show one moment, or one place |
| `release` | a release that waits | approve, refuse: by its digest |

Words given for a group, a need or a scope must stand in the text of the claim; what a reviewer states on other
grounds needs a reason. Nothing here is a machine's: no kind has a proposal that takes effect by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sijil import extraction
from sijil.counting.crimes import crimes
from sijil.counting.findings import LADDER, QUESTIONS
from sijil.counting.involvement import DEGREES
from sijil.dates import Interval, IntervalUnreadable
from sijil.errors import JudgementRefused
from sijil.store import consents, models
from sijil.store.runs import content_key
from sijil.store.scopes_said import derived_scope
from sijil.text import norm


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of conclusion: its decisions, what it is on, and the fields a line may carry."""

    decisions: tuple[str, ...]
    on: str
    fields: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    pair: bool = False


KINDS: dict[str, Kind] = {
    "scope": Kind(("state", "withdraw"), "claim", ("scope", "parts", "parts_add_up", "story")),
    "note": Kind(("uphold", "dismiss"), "note"),
    "source": Kind(("copy", "independent"), "source", pair=True),
    "incident": Kind(("join", "part"), "told", pair=True),
    "finding": Kind(
        ("find", "retract"),
        "finding",
        ("subject", "question", "value", "statement", "standard_of_proof", "reasons", "grounds", "contrary",
         "contrary_considered", "reviewed_by", "replaces"),
        claims=("grounds", "contrary"),
    ),
    "element": Kind(
        ("lay",),
        "element",
        ("crime", "element", "subject", "for", "against", "gap"),
        claims=("for", "against"),
    ),
    "term": Kind(("kept", "late", "unknown"), "claim", ("claims", "announced"), claims=("claims",)),
    "fate": Kind(
        ("found_alive", "found_dead", "missing"), "told", ("claims", "last_seen"), claims=("claims",)
    ),
    "coding": Kind(("code",), "claim", ("values",)),
    "link": Kind(
        ("alias", "parent", "leader", "member", "takes_part"),
        "claim",
        ("group", "of", "degree"),
        words=("group", "of"),
    ),
    "consent": Kind(
        ("give", "withdraw"),
        "person",
        ("purpose", "audience", "identifiability", "conditions", "given_on", "until", "withdrawn_on", "form"),
    ),
    "named_dead": Kind(("publish", "withhold"), "told", ("as_published", "family", "risk", "reviewed_by")),
    "accused": Kind(("name", "withhold"), "group", ("reply", "reviewed_by")),
    "release": Kind(("approve", "refuse"), "release"),
    "need": Kind(("open", "referred", "met", "appeal"), "claim", ("need", "referred_to"), words=("need",)),
    "footage": Kind(("same_footage", "same_place", "different", "reopen"), "file", pair=True),
}  # fmt: skip
FAMILY = ("agreed", "none_known", "public_already")
"""What a check with the family may have found before the name of somebody dead is published."""
CODED = ("event_type", "polarity", "outcome", "sex")
"""What a second coder codes of a claim."""


def about(said: Mapping[str, Any], kind: str, reviewer: str) -> tuple[str, str]:
    """The target of a line, and the other one. Raises JudgementRefused."""
    spec = KINDS[kind]
    if spec.pair:
        one, other = sorted((str(said.get("one") or ""), str(said.get("other") or "")))
        if not one or one == other:
            raise JudgementRefused(f"{kind} needs two different keys", remedy="give them as one and other")
        return one, other
    key = str(said.get("key") or "")
    if spec.on == "finding":
        made = content_key("f", *(str(said.get(name) or "") for name in ("subject", "question", "statement")))
        return key or made, ""
    if spec.on == "element":
        return f"{said.get('subject') or 'case'}/{said.get('crime')}/{said.get('element')}"[:96], reviewer
    if not key:
        raise JudgementRefused(f"names no {spec.on}", remedy="give its key")
    return key, _other(said, kind, reviewer)


def _other(said: Mapping[str, Any], kind: str, reviewer: str) -> str:
    """What tells several conclusions on one claim apart: the coder, or the words a link is about."""
    if kind in ("coding", "release"):
        return reviewer
    if kind == "consent":
        return consents.scope_of(said)
    if kind in ("link", "need"):
        return content_key("w", *(str(said.get(name) or "") for name in (*KINDS[kind].words, "decision")))
    return ""


def body(said: Mapping[str, Any], kind: str, decision: str) -> dict[str, Any]:
    """The fields of a line that are recorded. Raises JudgementRefused for one that is missing."""
    found = {name: said[name] for name in KINDS[kind].fields if said.get(name) not in (None, "", [], {})}
    wanted = {
        ("finding", "find"): ("subject", "question", "statement"),
        ("element", "lay"): ("crime", "element"),
        ("coding", "code"): ("values",),
        ("link", decision): ("group",),
        ("named_dead", "publish"): ("as_published", "family", "risk", "reviewed_by"),
        ("accused", "name"): ("reply", "reviewed_by"),
    }
    missing = [name for name in wanted.get((kind, decision), ()) if name not in found]
    if kind == "link" and decision in ("alias", "parent", "leader", "member") and "of" not in found:
        missing.append("of")
    if kind == "consent":
        consents.check(said, decision)
    if missing:
        raise JudgementRefused(f"{kind} lacks {', '.join(missing)}", remedy="give it on the line")
    return found


def check(kind: str, target: str, other: str, said: dict[str, Any], reason: str) -> dict[str, Any]:
    """Check a conclusion against the case; returns its body with what code derives from its words.

    Raises JudgementRefused or QuoteRejected, naming what does not fit.
    """
    spec = KINDS[kind]
    for key in (target, other) if spec.pair else (target,):
        _require_there(spec.on, key)
    for name in spec.claims:
        for key in said.get(name) or []:
            _require_there("claim", str(key))
    _closed_lists(kind, said)
    if kind == "named_dead" and said.get("as_published"):
        _part_of_the_name(target, str(said["as_published"]))
    if spec.on == "claim":
        claim = models.Claim.objects.select_related("statement__rendition").get(key=target)
        for name in spec.words:
            if said.get(name):
                extraction.ground(claim.statement.rendition.text, str(said[name]), occurrence=1)
        if kind == "scope":
            return derived_scope(claim, said, reason)
    return said


def _closed_lists(kind: str, said: Mapping[str, Any]) -> None:
    """Refuse a word that is not in the list it is from."""
    if kind == "finding":
        _one_of("standard_of_proof", said.get("standard_of_proof"), LADDER)
        _one_of("question", said.get("question"), QUESTIONS)
    if said.get("announced"):
        _days("announced", said["announced"])
    if kind == "link":
        _one_of("degree", said.get("degree"), DEGREES)
    if kind == "named_dead":
        _one_of("family", said.get("family"), FAMILY)
    if kind == "coding":
        for name in said.get("values") or {}:
            _one_of("values", name, CODED)
    if kind == "element":
        _one_of("crime", said.get("crime"), tuple(crimes()))
        _one_of("element", said.get("element"), tuple(crimes()[str(said["crime"])].elements))


def _part_of_the_name(key: str, published: str) -> None:
    """A name is published as the sources have it, or less of it; the father's name and the place may be left off."""
    record = models.Record.objects.filter(key=key).first()
    victim = models.ClaimVictim.objects.filter(key=key).first()
    names = (record.name, record.name_other_script) if record else (victim.name if victim else "",)
    words = set(norm(published).split())
    if not any(name and words <= set(norm(name).split()) for name in names):
        raise JudgementRefused(
            "as_published is not made of words of the name",
            remedy="write it as the source has it, or less of it",
        )


def _days(name: str, value: Any) -> None:
    try:
        Interval.parse(str(value))
    except IntervalUnreadable as error:
        raise JudgementRefused(
            f"{name} is {value!r}", remedy="give 2025-03-06 or 2025-03-06..2025-03-10"
        ) from error


def _one_of(name: str, value: Any, known: tuple[str, ...]) -> None:
    if value and value not in known:
        raise JudgementRefused(f"{name} is {value!r}", remedy=f"it is one of {', '.join(known)}")


def _require_there(what: str, key: str) -> None:
    there = {
        "claim": lambda: models.Claim.objects.filter(key=key).exists(),
        "person": lambda: (
            models.Source.objects.filter(key=key).exists() or models.Item.objects.filter(sha256=key).exists()
        ),
        "source": lambda: models.Source.objects.filter(key=key).exists(),
        "file": lambda: models.Item.objects.filter(sha256=key, part="").exists(),
        "told": lambda: any(
            model.objects.filter(key=key).exists()
            for model in (models.Claim, models.ClaimVictim, models.Record)
        ),
    }.get(what)
    if there is not None and not there():
        called = {"told": "claim, victim or record", "person": "source or item"}.get(what, what)
        raise JudgementRefused(f"no {called} has the key {key!r}", remedy="export anew")
