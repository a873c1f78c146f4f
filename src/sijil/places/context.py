"""What a document says about where it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from sijil.places.place import Place, kilometres

REACH_KM = 50.0
"""How far a place may lie from a co-mentioned one to be spoken for by it; Sijil's own choice, about an
hour's drive: wide enough for the towns of one coast, too short to reach another region."""


@dataclass(frozen=True, slots=True)
class Context:
    """A stated governorate (`admin1`, empty when there is none) and places named beside (`anchors`)."""

    admin1: str
    anchors: tuple[Place, ...]

    @property
    def is_open(self) -> bool:
        """Whether the document says nothing about where it speaks of."""
        return not self.admin1 and not self.anchors

    @property
    def areas(self) -> tuple[str, ...]:
        """The governorates the document names, by themselves or by a place in them."""
        if self.admin1:
            return (self.admin1,)
        return tuple(dict.fromkeys(anchor.admin1 for anchor in self.anchors if anchor.admin1))

    def scope(self, places: Sequence[Place]) -> frozenset[str]:
        """The identifiers of those places that the context speaks for.

        Those in a governorate the document names; when there are none and no governorate is stated, those
        of a governorate where one lies near a place it names (a governorate's middle is no such place).
        """
        inside = frozenset(place.place_id for place in places if place.admin1 in self.areas)
        if inside or self.admin1:
            return inside
        reached = {place.admin1 for place in places if self._reaches(place)}
        return frozenset(place.place_id for place in places if place.admin1 in reached)

    def _reaches(self, place: Place) -> bool:
        near = (
            kilometres(place, anchor) for anchor in self.anchors if anchor.level not in ("country", "admin1")
        )
        return any(distance is not None and distance <= REACH_KM for distance in near)
