"""`sijil consents`: who allowed what, what contradicts itself, what was withdrawn and has already left."""

from dataclasses import dataclass, field

from sijil.counting.consent import DEFAULT, Consent
from sijil.store.case import Case
from sijil.store.conclusion_rows import findings
from sijil.store.consents import (
    Person,
    contradicting,
    everybody,
    given_away,
    interviewed_before,
    items_of,
    people,
)
from sijil.store.release_shelf import Shelf


@dataclass(slots=True)
class ConsentReport:
    """Lines for people to read: consents, what is worth knowing, what must be acted on."""

    allowed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def consents(case: Case) -> ConsentReport:
    """Look through every consent of a case. Names nobody: people stand by the keys of their sources."""
    report = ConsentReport()
    known = people()
    for key, label in everybody().items():
        person = known.get(key, Person(key, (), False))
        said = [_told(consent) for consent in person.consents] or [f"nothing recorded: {_told(DEFAULT)}"]
        report.allowed += [f"{label or 'item'} ({key}): {one}" for one in said if not person.withdrew_all]
        if person.withdrew_all:
            report.notes.append(f"{key}: everything was withdrawn; nothing of it is shown or counted")
            _after_withdrawal(case, key, report)
    report.problems += [f"{key}: {what}; ask the person again" for key, what in contradicting()]
    for key, files in interviewed_before():
        told = ", ".join(sha256[:12] for sha256 in files)
        report.notes.append(f"{key}: speaks in {len(files)} files ({told}); do not ask again without need")
    report.problems += [
        f"finding {finding.key}: {len(finding.lost)} of the claims it rests on are gone; judge it anew"
        for finding in findings()
        if finding.lost
    ]
    return report


def _after_withdrawal(case: Case, key: str, report: ConsentReport) -> None:
    """What is still there, and what is out of our hands."""
    items = items_of([key])
    for item in items:
        if item.outcome != "removed":
            report.problems.append(
                f"{key}: the file {item.sha256[:16]} is still in evidence; seal it away or: "
                f"sijil remove {case.folder} {item.sha256[:16]} --reason withdrawn_consent"
            )
    shelf = Shelf(case.folder)
    for number in shelf.numbers():
        if key in shelf.inside(number).get("quoted", {}):
            report.problems.append(
                f"{key}: release {number} quotes this person; make a new release and take that one down where it stands"
            )
    for item, day in given_away(items):
        report.problems.append(
            f"{key}: the file {item.sha256[:16]} was handed over on {day} and is no longer under our control; "
            "tell the receiver"
        )


def _told(consent: Consent) -> str:
    words = [consent.purpose, consent.audience, consent.identifiability]
    told = ", ".join(word.replace("_", " ") for word in words)
    told += (
        f", if {' and '.join(c.replace('_', ' ') for c in consent.conditions)}" if consent.conditions else ""
    )
    told += f", until {consent.until}" if consent.until else ""
    return told + (f", withdrawn on {consent.withdrawn}" if consent.withdrawn else "")
