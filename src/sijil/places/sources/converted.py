"""What a foreign gazetteer became, and the CSV form it is kept in."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sijil.places.keys import exact_key
from sijil.places.place import Place
from sijil.places.reading import REQUIRED

_ARABIC = re.compile("[\u0621-\u064a]")
_KIND = re.compile(
    r"^(?:governorate|province|muhafazat|muḩāfaz̧at|district|mintaqat|nahiyat)\s+(?:of\s+)?|"
    r"\s+(?:governorate|province|district|subdistrict|sub-district|region|state)$|^(?:محافظة|منطقة|ناحية|مدينة)\s+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Converted:
    """The places of one source. `passed_over` counts rows left out, by reason; `credit` is what must be said."""

    places: list[Place] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    credit: str = ""


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic letters."""
    return bool(_ARABIC.search(name))


def bare(name: str) -> str:
    """A name of an area without "Governorate", محافظة and their like; the whole name when nothing else is left."""
    return _KIND.sub("", name.strip()) or name.strip()


def others(names: Iterable[str], *used: str) -> tuple[str, ...]:
    """The further names, each once, in their order, without those in use."""
    return tuple(name for name in dict.fromkeys(n.strip() for n in names) if name and name not in used)


def agreed(places: Sequence[Place], known: Sequence[Place]) -> list[Place]:
    """The places with their governorates called as the case's other gazetteers call them.

    Two gazetteers of one country write "Latakia" and "Lattakia"; a governorate is the same where its bare
    English or Arabic name, or an alternate, folds to the same key. Others keep their own name.
    """
    names = {exact_key(bare(name)): place for place in _governorates(known) for name in _names(place)}
    theirs: dict[str, Place] = {}
    for place in _governorates(places):
        same = next((names[key] for name in _names(place) if (key := exact_key(bare(name))) in names), None)
        if same is not None:
            theirs[place.admin1] = same
    return [_called(place, theirs.get(place.admin1)) for place in places]


def _governorates(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.level == "admin1"]


def _names(place: Place) -> tuple[str, ...]:
    return tuple(name for name in (place.admin1, place.name, place.name_ar, *place.alternates) if name)


def _called(place: Place, same: Place | None) -> Place:
    if same is None:
        return place
    return replace(place, admin1=same.admin1 or same.name, admin1_ar=same.admin1_ar or same.name_ar)


def write_places(path: Path, places: Sequence[Place], source: str) -> None:
    """Write the places as a CSV file that `Gazetteer.read` takes; the same places give the same bytes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*REQUIRED, "status", "source"))
        writer.writerows(_cells(place, source) for place in places)


def _cells(place: Place, source: str) -> tuple[str, ...]:
    degrees = ["" if value is None else format(value, ".6g") for value in (place.lat, place.lon)]
    return (
        place.place_id,
        place.level,
        place.name,
        place.name_ar,
        "|".join(place.alternates),
        *degrees,
        place.admin1,
        place.admin1_ar,
        place.admin2,
        "" if place.current else "not_current",
        source,
    )
