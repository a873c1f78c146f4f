"""`sijil gazetteer add`: a gazetteer as somebody publishes it, turned into the case's own CSV form."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sijil.errors import CaseSettings
from sijil.places import LEVELS, Gazetteer
from sijil.places.sources import Converted, agreed, convert, form_of, write_places
from sijil.store.case import Case
from sijil.store.settings_file import add_gazetteer

FOLDER = "gazetteers"


@dataclass(frozen=True, slots=True)
class AddedGazetteer:
    """What was added, and under which name it stands in `case.toml`."""

    name: str
    form: str
    credit: str
    levels: Sequence[tuple[str, int]]
    arabic: int
    passed_over: Sequence[tuple[str, int]]


def add_to_case(
    case: Case, path: Path | None, *, form: str = "", countries: Collection[str] = ()
) -> AddedGazetteer:
    """Convert a gazetteer, put it into the case folder and name it in `case.toml`.

    Its governorates take the names that the case's other gazetteers use. Everything is read and checked
    before anything is written; a gazetteer of the same name is replaced. Raises `CaseSettings`.
    """
    form = form or (form_of(path) if path is not None else "world")
    found = convert(path, form, countries)
    name = _file_name(path, form, countries)
    earlier = [known for known in case.gazetteer_paths() if known != case.folder / name and known.is_file()]
    known = Gazetteer.read(earlier).places if earlier else ()
    places = agreed(found.places, known)
    target = case.folder / name
    target.parent.mkdir(exist_ok=True)
    made = target.with_suffix(".new")
    write_places(made, places, form)
    try:
        Gazetteer.read([*earlier, made])
    except CaseSettings:
        made.unlink()
        raise
    made.replace(target)
    add_gazetteer(case.folder / "case.toml", name)
    return _told(name, form, found)


def _file_name(path: Path | None, form: str, countries: Collection[str]) -> str:
    stem = path.stem if path is not None else "-".join([form, *sorted(c.upper() for c in countries)])
    plain = re.sub(r"[^\w.-]+", "_", stem).strip("._") or form
    return f"{FOLDER}/{plain}.csv"


def _told(name: str, form: str, found: Converted) -> AddedGazetteer:
    counted = [(level, sum(1 for place in found.places if place.level == level)) for level in LEVELS]
    return AddedGazetteer(
        name=name,
        form=form,
        credit=found.credit,
        levels=[(level, number) for level, number in counted if number],
        arabic=sum(1 for place in found.places if place.name_ar),
        passed_over=sorted(found.passed_over.items()),
    )
