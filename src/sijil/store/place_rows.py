"""The case's gazetteers, and the rows of them that the case uses."""

import hashlib
from collections.abc import Sequence

from sijil.errors import CaseSettings
from sijil.places import LEVELS, Gazetteer, Place
from sijil.store import models
from sijil.store.case import Case
from sijil.text import norm


def case_gazetteer(case: Case) -> Gazetteer | None:
    """The case's places, or None when it names no gazetteer. Raises CaseSettings when a file is missing."""
    paths = case.gazetteer_paths()
    for path in paths:
        if not path.is_file():
            raise CaseSettings(
                f"gazetteers names {path.name!r}, which is not in the case folder",
                where=str(case.folder / "case.toml"),
                remedy="copy the file there, or take the name out",
            )
    return Gazetteer.read(paths) if paths else None


def gazetteer_version(case: Case) -> str:
    """A hash over the gazetteers, so that another gazetteer is another recipe."""
    digest = hashlib.sha256()
    for path in case.gazetteer_paths():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def place_row(place: Place) -> models.Place:
    """The row of a gazetteer place, made when it is first used."""
    row, _ = models.Place.objects.get_or_create(
        key=place.place_id,
        defaults={
            "name": place.name,
            "name_ar": place.name_ar,
            "alternates": list(place.alternates),
            "level": place.level,
            "latitude": place.lat,
            "longitude": place.lon,
            "admin1": place.admin1,
            "admin1_ar": place.admin1_ar,
            "admin2": place.admin2,
        },
    )
    return row


def shared_place(places: Sequence[Place]) -> Place | None:
    """Of places that all bear one name in one governorate (a town, its district), the widest; else None."""
    names = {(norm(place.name_ar or place.name), place.admin1) for place in places}
    if len(names) != 1:
        return None
    return min(places, key=lambda place: (LEVELS.index(place.level), place.place_id))


def label(words: str, places: Sequence[Place]) -> str:
    """What a place is called in figures."""
    shared = shared_place(places)
    if shared is None:
        return words
    place_row(shared)
    return shared.name
