"""The four axes of an incident: did it happen, who did it, what the accused party says, what the victims were.

In: what is told of an incident, what reviewers linked and found. Out: a value on each axis. "Confirmed" alone means
three different things in three houses (method, 2.3), so no axis has that word, and each is given by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sijil.counting.findings import Finding, reaches, strongest

OCCURRENCE = ("refuted", "unsupported", "single_source", "corroborated", "established")
ATTRIBUTION = ("none", "alleged", "contested", "supported", "established")
POSITION = ("silent", "denies_act", "denies_responsibility", "other_explanation", "accepts")
"""What the accused party says: HURIDOCS list 28, in our own words."""
REASONABLE = "reasonable_grounds"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the axes are read from, for one incident.

    `asserting` are the independence groups whose accepted claims or rows assert it; `accused` gives for each group
    that is alleged to have taken part the independence groups that allege it; `official_denials` is how many accepted
    denials come from officials; `statuses` are the statuses of victims that sources give.
    """

    asserting: frozenset[str]
    accused: dict[str, frozenset[str]]
    official_denials: int
    statuses: tuple[str, ...]
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class Axes:
    """A value on each axis; `standard` is that of a finding on occurrence, `party` whom the attribution is on."""

    occurrence: str
    attribution: str
    position: str
    statuses: tuple[str, ...]
    standard: str = ""
    party: str = ""


def axes(evidence: Evidence) -> Axes:
    """Each axis by itself: a finding where there is one that lacks nothing, else what sources say."""
    happened = strongest(evidence.findings, "occurrence")
    return Axes(
        _occurrence(evidence, happened),
        _attribution(evidence),
        _position(evidence),
        tuple(sorted(set(evidence.statuses))) or ("unknown",),
        happened.standard if happened else "",
        _party(evidence),
    )


def _occurrence(evidence: Evidence, finding: Finding | None) -> str:
    if finding is not None and finding.value == "refuted":
        return "refuted"
    if finding is not None and reaches(finding, REASONABLE):
        return "established"
    if len(evidence.asserting) > 1:
        return "corroborated"
    return "single_source" if evidence.asserting else "unsupported"


def _attribution(evidence: Evidence) -> str:
    finding = strongest(evidence.findings, "attribution")
    if finding is not None and reaches(finding, REASONABLE):
        return "established"
    if len(evidence.accused) > 1:
        return "contested"
    if not evidence.accused:
        return "none"
    (alleging,) = evidence.accused.values()
    return "supported" if len(alleging) > 1 else "alleged"


def _position(evidence: Evidence) -> str:
    finding = strongest(evidence.findings, "position")
    if finding is not None and finding.value in POSITION:
        return finding.value
    return "denies_act" if evidence.official_denials else "silent"


def _party(evidence: Evidence) -> str:
    finding = strongest(evidence.findings, "attribution")
    if finding is not None and finding.value:
        return finding.value
    return next(iter(evidence.accused)) if len(evidence.accused) == 1 else ""
