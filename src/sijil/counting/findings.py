"""Findings: what a statement needs before it may be released, and where it stands on the ladder of proof.

In: a finding's fields, out: what it lacks. Occurrence and attribution are separate questions, each with a level of
its own (commissions of inquiry; method, 1.7). Nothing here decides anything: a finding is a person's judgement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LADDER = (
    "allegation",
    "reasonable_suspicion",
    "reasonable_grounds",
    "balance_of_probabilities",
    "clear_and_convincing",
    "beyond_reasonable_doubt",
)
"""Standards of proof from the weakest to the strongest (method, 1.7; the order after Wilkinson)."""
QUESTIONS = ("occurrence", "attribution", "position", "status", "classification")
"""What a finding can be about: whether it happened, who did it, what the accused party says, what the victims were,
what it is in law."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement with everything it rests on. `grounds` and `contrary` are keys of claims.

    `contrary_considered` says, where no contrary claim is listed, that they were looked for and how; `author` and
    `reviewer` are pseudonyms. `lost` are claims it rested on that were removed since: then somebody has to judge it
    anew.
    """

    key: str
    subject: str
    question: str
    value: str
    statement: str
    standard: str
    reasons: str
    grounds: tuple[str, ...]
    contrary: tuple[str, ...]
    contrary_considered: str
    author: str
    reviewer: str
    made_at: str
    supersedes: str = ""
    lost: tuple[str, ...] = ()


def lacking(finding: Finding) -> tuple[str, ...]:
    """What keeps a finding from being released, in a fixed order; nothing for one that is whole."""
    wants = {
        "question": finding.question in QUESTIONS,
        "standard_of_proof": finding.standard in LADDER,
        "reasons": bool(finding.reasons.strip()),
        "grounds": bool(finding.grounds),
        "contrary": bool(finding.contrary or finding.contrary_considered.strip()),
        "reviewer": bool(finding.reviewer) and finding.reviewer != finding.author,
        "evidence_removed": not finding.lost,
    }
    return tuple(name for name, there in wants.items() if not there)


def reaches(finding: Finding, standard: str) -> bool:
    """Whether a finding is made at that standard or a stronger one."""
    return finding.standard in LADDER and LADDER.index(finding.standard) >= LADDER.index(standard)


def standing(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that no other supersedes, in the order they were made."""
    gone = {finding.supersedes for finding in findings if finding.supersedes}
    return sorted((f for f in findings if f.key not in gone), key=lambda f: (f.made_at, f.key))


def strongest(findings: Sequence[Finding], question: str) -> Finding | None:
    """The standing finding on a question that is made at the highest standard and lacks nothing."""
    whole = [f for f in standing(findings) if f.question == question and not lacking(f)]
    return max(whole, key=lambda f: (LADDER.index(f.standard), f.made_at, f.key), default=None)


def finding_from(key: str, body: Mapping[str, object], *, author: str, made_at: str) -> Finding:
    """A finding out of a judgement's body."""

    def text(name: str) -> str:
        return str(body.get(name) or "")

    def keys(name: str) -> tuple[str, ...]:
        given = body.get(name)
        return tuple(str(one) for one in given) if isinstance(given, list | tuple) else ()

    return Finding(
        key, text("subject"), text("question"), text("value"), text("statement"), text("standard_of_proof"),
        text("reasons"), keys("grounds"), keys("contrary"), text("contrary_considered"), author,
        text("reviewed_by"), made_at, text("replaces"),
    )  # fmt: skip
