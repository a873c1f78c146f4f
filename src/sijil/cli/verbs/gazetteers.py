"""`sijil gazetteer add`."""

from pathlib import Path

from sijil.cli import show
from sijil.cli.verbs.opening import opened
from sijil.errors import CaseSettings
from sijil.places.sources import FORMS


def add(folder: Path, path: Path | None, form: str, countries: list[str]) -> None:
    """Add a gazetteer and say what it holds, what was passed over and whom to credit."""
    from sijil.steps.gazetteer import add_to_case

    if form and form not in FORMS:
        raise CaseSettings(f"{form!r} is no form", where="--form", remedy="use one of " + ", ".join(FORMS))
    if path is not None and not path.exists():
        raise CaseSettings("there is no such file", where=str(path), remedy="check the path")
    with opened(folder) as case:
        added = add_to_case(case, path, form=form, countries=countries)
    show.line(f"added {added.name} ({added.form}), {added.arabic:,} of its places with an Arabic name")
    show.table(("level", "places"), [(level, f"{number:,}") for level, number in added.levels])
    for reason, number in added.passed_over:
        show.line(f"passed over: {number:,}, {reason}")
    if added.credit:
        show.line(f"credit to give where its places are published: {added.credit}")
    show.line(f"next: sijil run {folder}    (what was extracted before is looked at again)")
