"""`sijil new`: an empty case, with its gazetteers copied in so that the folder stands alone."""

import shutil
from pathlib import Path

from sijil.dates import Interval
from sijil.errors import CaseSettings, SijilError
from sijil.places import Gazetteer
from sijil.store.case import Case, create_case


def new_case(
    folder: Path, *, actor: str, title: str = "", published: str = "", gazetteers: list[Path] | None = None
) -> Case:
    """Make a case. Everything given is checked before anything is written. Raises CaseExists, CaseSettings."""
    if published:
        _check_published(published)
    paths = gazetteers or []
    if paths:
        Gazetteer.read(paths)
    case = create_case(
        folder, actor=actor, title=title, published=published, gazetteers=tuple(path.name for path in paths)
    )
    for path in paths:
        shutil.copyfile(path, folder / path.name)
    return case


def _check_published(published: str) -> None:
    try:
        Interval.parse(published)
    except SijilError as error:
        raise CaseSettings(
            f"--published {published!r} is not a date or a range",
            remedy="write 2025-03-10 or 2025-03-10..2025-03-12",
        ) from error
