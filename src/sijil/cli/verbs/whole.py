"""`sijil run`: all the way, the main job."""

from pathlib import Path

import typer

from sijil.cli import show
from sijil.cli.verbs.evidence import tell, went_well
from sijil.cli.verbs.opening import actor, opened, passwords
from sijil.cli.verbs.working import tell_estimates, tell_extraction, tell_figures, tell_footage, tell_linking
from sijil.errors import CaseError


def run(
    folder: Path, paths: list[str], published: str, gazetteers: list[Path], password_file: Path | None
) -> None:
    """Make the case if there is none, run every step, end with a short table and the report's path."""
    from sijil.steps.new import new_case
    from sijil.steps.run import run_all
    from sijil.store.database import disconnect

    given = passwords(password_file)
    if not (folder / "case.toml").exists():
        new_case(folder, actor=actor(), published=published, gazetteers=gazetteers)
        disconnect()
        show.line(f"made the case {folder}")
    elif published or gazetteers:
        raise CaseError(
            "the case has its settings already",
            where=str(folder / "case.toml"),
            remedy="write published and gazetteers there",
        )
    with opened(folder) as case:
        done = run_all(case, paths, actor=actor(), passwords=given, progress=show.progress)
        tell(done.added, done.read, case)
    tell_extraction(done.extracted)
    tell_linking(done.linked)
    tell_footage(done.footage)
    tell_figures(done.counted.totals)
    if done.estimated is not None:
        tell_estimates(done.estimated)
    show.line(
        f"report: {done.reported.page}" + ("" if done.changed else "    nothing changed since the last run")
    )
    if not went_well(done.added, done.read):
        raise typer.Exit(1)
