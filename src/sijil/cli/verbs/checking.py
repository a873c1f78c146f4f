"""`sijil verify` and `sijil doctor`."""

import json
from pathlib import Path

import typer

from sijil.cli import show
from sijil.errors import CaseMissing


def verify(path: Path, case: Path | None, as_json: bool, against: Path | None = None) -> None:
    """Check a case, a report or a release; a line a problem, then one summary line; exits 1 on any problem."""
    from sijil.steps.troubles import Verified
    from sijil.steps.verify import verify_case, verify_report
    from sijil.steps.verify_release import is_release, verify_release
    from sijil.store.database import disconnect

    found: Verified
    try:
        if is_release(path):
            found = verify_release(path, case)
        elif (path / "figures.json").is_file() or (path / "index.html").is_file():
            found = verify_report(path, case)
        elif path.exists():
            with show.progress("checking bytes") as progress:
                found = verify_case(path, progress=progress, against=against)
        else:
            raise CaseMissing(
                "there is nothing here", where=str(path), remedy="give a case folder or a report folder"
            )
    finally:
        disconnect()
    _print(found.troubles, found.summary, bool(found.problems), as_json)
    if found.problems:
        raise typer.Exit(1)


def _print(troubles: list, summary: str, failed: bool, as_json: bool) -> None:  # type: ignore[type-arg]  # Trouble
    problems = sum(1 for t in troubles if t.severity == "problem")
    verdict = f"FAILED: {show.many(problems, 'problem')}" if failed else "verified"
    if as_json:
        rows = [
            {
                "severity": t.severity,
                "level": t.level,
                "where": t.where,
                "what": t.what,
                "remedy": t.remedy,
            }
            for t in troubles
        ]
        show.line(
            json.dumps({"ok": not failed, "summary": summary, "troubles": rows}, ensure_ascii=False, indent=1)
        )
        return
    for trouble in troubles:
        level = f" (level {trouble.level})" if trouble.level else ""
        show.line(f"{trouble.severity}{level}: {trouble}")
    show.line(f"{verdict}: {summary}")


def doctor(as_json: bool) -> None:
    """Print what this machine has and lacks."""
    from sijil.steps.doctor import examine

    findings = examine()
    if as_json:
        show.line(json.dumps(findings, ensure_ascii=False, indent=1))
        return
    show.table(("what", "state", "so"), [(f["what"], f["state"], f["so"]) for f in findings])
