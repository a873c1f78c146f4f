"""`sijil extract`, `link`, `count`, `estimate` and `report`."""

from pathlib import Path
from typing import Any

from sijil.cli import show
from sijil.cli.verbs.opening import opened
from sijil.report.words import Words

SHOWN = 20
"""People joined or split that are named one by one; of more only the number is told."""


def extract(folder: Path) -> None:
    """Propose claims and make records."""
    from sijil.steps.extract import extract as extract_case

    with opened(folder) as case, show.progress("extracting") as progress:
        done = extract_case(case, progress=progress)
    tell_extraction(done)


def tell_extraction(done: Any) -> None:
    """Say what was proposed."""
    show.line(
        f"claims: {done.new_claims:,} proposed now, {done.claims:,} in the case; "
        f"records: {done.new_records:,} made now, {done.records:,} in the case"
    )
    for name, sentences in sorted(done.unsearched.items()):
        show.line(
            f"not searched for claims, no rules for the language {name!r}: {show.many(sentences, 'sentence')}"
        )
    for name, reason in done.passed_over:
        show.line(f"{name}: {reason}")


def link(folder: Path) -> None:
    """Find out who is one person."""
    from sijil.steps.footage import compare_footage
    from sijil.steps.link import link as link_case

    with opened(folder) as case:
        done = link_case(case)
        with show.progress("comparing photos and films") as progress:
            seen = compare_footage(case, progress=progress)
    tell_linking(done)
    tell_footage(seen)


def tell_linking(done: Any) -> None:
    """Say how many people the mentions make."""
    show.line(f"{show.many(done.mentions, 'mention')} of {show.many(done.people, 'person', 'people')}, "
              f"{show.many(done.awaiting, 'unsure pair')} to judge")  # fmt: skip
    low, _, high = done.bounds
    if high > low:
        left = show.many(done.judgements_left, "more judgement")
        show.line(f"from {low:,} to {high:,} people by the unsure pairs; {left} until these are within 10")
    _tell_changes(done.changes, done.told)
    for contradiction in done.contradictions:
        show.problem(contradiction)
    for alarm in done.alarms:
        show.line(alarm)


def tell_footage(done: Any) -> None:
    """Say how many photos and films there are and how many pairs may show the same; nothing without any."""
    for item, reason in done.without:
        show.line(f"{item.name}: cannot be compared with other photos and films ({reason})")
    if done.made or done.known:
        show.line(f"photos and films: {done.made + done.known:,} to compare, {done.made:,} of them new; "
                  f"{show.many(done.proposed, 'pair')} may show one moment or one place")  # fmt: skip


def _tell_changes(changes: Any, told: dict[str, str]) -> None:
    """What is different from the linking before; nothing where nothing is."""
    if changes:
        show.line(f"since the last linking: {show.many(len(changes.new), 'new person', 'new people')}, "
                  f"{show.many(len(changes.again), 'known person', 'known people')} named again, "
                  f"{len(changes.joined):,} joined, {len(changes.split):,} split")  # fmt: skip
    for title, people in (("now one person", changes.joined), ("no longer one person", changes.split)):
        for pieces in people[:SHOWN]:
            show.line(f"{title}: {'; '.join(sorted(told[key] for key in pieces))}")
        if len(people) > SHOWN:
            show.line(f"{title}: {len(people) - SHOWN:,} more")


def count(folder: Path) -> None:
    """Count, and print the headline figures."""
    from sijil.steps.count import count_case

    with opened(folder) as case:
        done = count_case(case)
    tell_figures(done.totals)


def tell_figures(totals: list[dict[str, Any]]) -> None:
    """The headline figures as a table."""
    words = Words("en")
    rows = [
        (
            words.label("event_type", f["event_type"]),
            f"{f['low']:,}",
            f"{f['best']:,}",
            "none" if f["high"] is None else f"{f['high']:,}",
            _proposed(f),
        )
        for f in totals
    ]
    show.table(("", "low", "best", "high", "proposed, not reviewed"), rows, right=(1, 2, 3))


def _proposed(figure: dict[str, Any]) -> str:
    proposed = figure["proposed"]
    if not proposed["claims"]:
        return ""
    people = f"at least {proposed['people']:,} in " if proposed["people"] else ""
    return people + show.many(proposed["claims"], "claim")


def estimate(folder: Path) -> None:
    """Estimate, and print each stratum."""
    from sijil.steps.estimate import estimate as estimate_case

    with opened(folder) as case:
        done = estimate_case(case)
    tell_estimates(done)


def tell_estimates(done: Any) -> None:
    """Documented and estimated people as a table, stratum by stratum, and why where none is given."""
    rows = [(one.name or "all", f"{one.documented:,}", *_estimated(one.estimate)) for one in done.strata]
    summed = done.total["estimate"]
    if len(rows) > 1 and summed:
        figures = (f"{summed['people']:,}", f"{summed['low']:,} to {summed['high']:,}")
        rows.append(("strata with a figure", f"{done.total['documented']:,}", *figures, ""))
    show.line("killed, named by lists and estimated (documented and estimated people are never added)")
    show.table(("", "documented", "estimated", "95 %", ""), rows, right=(1, 2, 3))


def _estimated(found: dict[str, Any] | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", "counted alone: it is not known to which stratum they belong"
    if found["estimate"] is None:
        return "", "", "; ".join(f"{one['gate']}: {one['reason']}" for one in found["refused"])
    result = found["estimate"]
    warned = ", ".join(one["gate"] for one in found["warnings"])
    return (
        f"{result['people']:,}",
        f"{result['low']:,} to {result['high']:,}",
        f"warned by {warned}" if warned else "",
    )


def report(folder: Path) -> None:
    """Write the report and say where it is."""
    from sijil.steps.report import report as write_report

    with opened(folder) as case:
        done = write_report(case)
    show.line(f"report: {done.page}" + ("" if done.changed else " (nothing changed)"))
