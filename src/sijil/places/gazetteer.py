"""A gazetteer in memory: names in, candidates out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from sijil._spans import around
from sijil.errors import CaseSettings
from sijil.places.asking import asked_for
from sijil.places.context import Context
from sijil.places.finding import names_in
from sijil.places.index import NameIndex
from sijil.places.matching import matches
from sijil.places.place import Candidate, Place, PlaceMention
from sijil.places.ranking import Ranked, ranked
from sijil.places.reading import read_places

BESIDE = 400
"""Characters on either side of a name in which other names lend it their context; about a paragraph. Where
none is there, or they settle nothing, the whole text does. Sijil's own choice."""


class Gazetteer:
    """The places of one or several files, with the ways to look a name up."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._index = NameIndex(places)
        self._certain: dict[str, list[Place]] = {}

    @classmethod
    def read(cls, paths: Path | Iterable[Path]) -> Self:
        """Read CSV files in the order given. Raises `CaseSettings` naming file, line and column.

        The columns are those of `sijil.places.reading.REQUIRED`. An identifier that comes twice is
        refused, since a finding must point to one place.
        """
        places: dict[str, Place] = {}
        for path in [paths] if isinstance(paths, Path) else paths:
            for place, line in read_places(path):
                if place.place_id in places:
                    raise CaseSettings(
                        f"the column gazid says {place.place_id!r}, which another line has",
                        where=f"{path}, line {line}",
                        remedy="give each place an identifier of its own",
                    )
                places[place.place_id] = place
        return cls(tuple(places.values()))

    @property
    def places(self) -> tuple[Place, ...]:
        """All places, in the order of the files."""
        return self._index.places

    def candidates(
        self, as_said: str, *, near: Sequence[str] = (), admin1: str | None = None
    ) -> list[Candidate]:
        """The places a name may mean, best first, each with its reason; the same input, the same order.

        `near` are other place names of the same document, `admin1` the governorate it states. Places
        that the context speaks against stay in the list, after those it speaks for.
        """
        return [entry.candidate for entry in self._ranked(as_said, self._context(near, admin1))]

    def resolve(self, as_said: str, *, near: Sequence[str] = (), admin1: str | None = None) -> Place | None:
        """The one place a name means, or None when no candidate or more than one survives."""
        surviving = self._surviving(as_said, near, admin1)
        return surviving[0] if len(surviving) == 1 else None

    def governorate(self, as_said: str, *, near: Sequence[str] = (), admin1: str | None = None) -> str | None:
        """The `admin1` that all surviving candidates share, or None; rows without one do not speak."""
        named = {place.admin1 for place in self._surviving(as_said, near, admin1) if place.admin1}
        return named.pop() if len(named) == 1 else None

    def find(self, text: str) -> list[PlaceMention]:
        """The gazetteer names in a text in order, not overlapping, the longest match of each.

        The places found lend each other their context. A name below the level of a district is taken
        only where the words around it make it a place, and one that is also a common word or a person's
        name only beside a word for a kind of place ("the village of").
        """
        spans = names_in(text, self._index)
        names = [text[start:end] for start, end in spans]
        whole = self._context(names, None)
        mentions = []
        for index, (name, (start, end)) in enumerate(zip(names, spans, strict=True)):
            beside = [names[other] for other in around(spans, index, BESIDE)]
            entries = self._ranked(name, self._context(beside, None))
            if not any(entry.survives for entry in entries):
                entries = self._ranked(name, whole)
            candidates = tuple(entry.candidate for entry in entries)
            mentions.append(PlaceMention(name, start, end, candidates))
        return mentions

    def _surviving(self, as_said: str, near: Sequence[str], admin1: str | None) -> list[Place]:
        entries = self._ranked(as_said, self._context(near, admin1))
        return [entry.candidate.place for entry in entries if entry.survives]

    def _ranked(self, as_said: str, context: Context) -> list[Ranked]:
        asked = asked_for(as_said)
        return ranked(asked, matches(asked, self._index, context), self._index, context)

    def _context(self, near: Sequence[str], admin1: str | None) -> Context:
        """The governorate stated, and the co-mentioned places whose governorate is not in doubt.

        First those that have only one; then those that the first settle (Banias beside Jableh).
        """
        stated = self._index.governorates.get(asked_for(admin1).bare, admin1) if admin1 else ""
        certain = [self._places_named(name) for name in dict.fromkeys(near)]
        clear = [place for places in certain if _one_governorate(places) for place in places]
        context = Context(stated, tuple(dict.fromkeys(clear)))
        settled = list(clear)
        for places in certain:
            scope = context.scope(places) if clear and not _one_governorate(places) else frozenset()
            inside = [place for place in places if place.place_id in scope]
            settled += inside if _one_governorate(inside) else []
        return Context(stated, tuple(dict.fromkeys(settled)))

    def _places_named(self, name: str) -> list[Place]:
        """The places a name fits by itself; kept, since one text asks for the same names many times."""
        if name not in self._certain:
            found = matches(asked_for(name), self._index, Context("", ()))
            self._certain[name] = [self._index.places[match.index] for match in found if match.certain]
        return self._certain[name]


def _one_governorate(places: Sequence[Place]) -> bool:
    return len({place.admin1 for place in places}) == 1
