"""`sijil new` and `sijil add`."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import typer

from sijil.cli import show
from sijil.cli.verbs.opening import actor, opened, passwords
from sijil.errors import EvidenceError
from sijil.steps.add import AddReport
from sijil.steps.read import ReadReport
from sijil.store.case import Case
from sijil.store.models import Item

LISTED = 40
"""Files told of one by one; of more, those that were read are only counted."""
ALIKE = 3
"""Of so many files, these many that ended the same way are named, and the rest of them counted."""


def new(folder: Path, title: str, published: str, gazetteers: list[Path]) -> None:
    """Make a case and say what to do next."""
    from sijil.steps.new import new_case

    new_case(folder, actor=actor(), title=title, published=published, gazetteers=gazetteers)
    show.line(f"made the case {folder}")
    show.line(f"settings: {folder / 'case.toml'}    next: sijil add {folder} FILES...")


def add(folder: Path, paths: Sequence[str], password_file: Path | None, receipt: Path | None = None) -> None:
    """Take files into custody and read them; exits 1 when any was refused."""
    from sijil.steps.add import add as add_files
    from sijil.steps.footage import fingerprints

    given = passwords(password_file)
    with opened(folder) as case:
        with show.progress("taking into custody") as progress:
            added = add_files(case, paths, actor=actor(), progress=progress)
        if receipt is not None:
            _give_receipt(case, added, receipt)
        read = read_items(case, given)
        with show.progress("fingerprinting photos and films") as progress:
            fingerprints(case, progress=progress)
        tell(added, read, case)
    if not went_well(added, read):
        raise typer.Exit(1)


def _give_receipt(case: Case, added: AddReport, path: Path) -> None:
    """A receipt for the giver of what was taken in just now."""
    from sijil.custody import Given, write_receipt
    from sijil.store.runs import now

    files = [Given(received.name, received.size, received.sha256) for received in (*added.new, *added.known)]
    origin, _ = case.custody.tree()
    try:
        path.write_bytes(write_receipt(files, time=now(), case=case.settings.title, log=origin))
    except OSError as error:
        raise EvidenceError(
            f"the receipt cannot be written ({error.strerror})",
            where=str(path),
            remedy="the files are in custody; add them again with another --receipt",
        ) from error
    show.line(f"receipt for the giver: {path}")


def read_items(case: Case, given: tuple[str, ...]) -> ReadReport:
    """Read what is not read yet, and transcribe what can only be read as pictures."""
    from sijil.steps.read import read_new
    from sijil.steps.transcribe import transcribe

    with show.progress("reading") as progress:
        read = read_new(case, actor=actor(), passwords=given, progress=progress)
    with show.progress("transcribing") as progress:
        read.transcribed(transcribe(case, passwords=given, progress=progress).items)
    return read


def tell(added: AddReport, read: ReadReport, case: Case) -> None:
    """Say what became of each file."""
    for refused in added.refused:
        show.problem(f"{refused.path}: {refused.reason}; {refused.remedy}")
    for bag in added.bags:
        show.line(f"{bag.how}: sound, {show.many(len(bag.check.files), 'file')}")
        for said in bag.check.notes:
            show.line(f"  note: {said}")
    counts = [
        show.many(len(added.new), "new file"),
        f"{len(added.known):,} whose bytes were in custody already",
    ]
    show.line("in custody: " + ", ".join(counts))
    outcomes = Counter(item.outcome for item in read.items)
    show.table(("file", "outcome", "what is missing, and why"), _listed(read.items))
    if read.items:
        show.line(", ".join(f"{outcomes[o]:,} {o.replace('_', ' ')}" for o in sorted(outcomes)))
    _tell_lists(case, read)


def went_well(added: AddReport, read: ReadReport) -> bool:
    """Whether everything given was taken in, and nothing read was refused."""
    return not added.refused and all(item.outcome in ("read", "kept", "partly_read") for item in read.items)


def _listed(items: Sequence[Item]) -> list[tuple[str, str, str]]:
    """A row for each file worth a line. The report names every one."""
    told = [(i.name, i.outcome.replace("_", " "), _why(i.outcome_reason, i.outcome_remedy)) for i in items]
    if len(items) <= LISTED:
        return told
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, outcome, why in told:
        ways[outcome, why].append(name)
    ways.pop(("read", ""), None)
    rows = []
    for way, names in ways.items():
        rows += [(name, *way) for name in names[:ALIKE]]
        rows += [(f"and {len(names) - ALIKE:,} more", *way)] if names[ALIKE:] else []
    return rows


def _why(reason: str, remedy: str) -> str:
    return f"{reason}; {remedy}" if reason and remedy else reason


def _tell_lists(case: Case, read: ReadReport) -> None:
    """Show which columns were taken for what, so that a wrong guess is seen before it is counted."""
    from sijil.steps.lists import list_columns

    for shown in list_columns(case, read.items):
        show.line(
            f"list {shown.name}{f' ({shown.sheet})' if shown.sheet else ''}: {show.many(shown.rows, 'row')}"
        )
        show.table(("field", "column", "because"), shown.columns)
        for doubt in shown.doubts:
            show.line(f"  in doubt: {doubt}")
        if shown.doubts or shown.columns:
            show.line(f'  wrong? write [lists."{shown.name}"] in case.toml, then sijil extract')
