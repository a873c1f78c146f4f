"""The names of a gazetteer, indexed by each form in which they are compared; built when first needed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from sijil.places import keys, words
from sijil.places.asking import COUNTRYSIDE, without_kind
from sijil.places.place import WIDE, Place


class NameIndex:
    """Places by the keys of their names. A place is an index into `places`."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = tuple(places)
        self._skeletons: dict[str, dict[str, list[tuple[int, str]]]] = {}

    @cached_property
    def _key_of(self) -> dict[str, str]:
        """Every name of the gazetteer to its exact key; all are folded at once."""
        names = dict.fromkeys(name for place in self.places for name in _names_of(place))
        return dict(zip(names, keys.exact(list(names)), strict=True))

    @cached_property
    def _names(self) -> tuple[list[str], list[int]]:
        """The exact key of each name, and beside it the place it names."""
        key_of = self._key_of
        found: list[str] = []
        owners: list[int] = []
        for index, place in enumerate(self.places):
            own = [key_of[name] for name in _names_of(place)]
            found += own
            owners += [index] * len(own)
        return found, owners

    @cached_property
    def by_key(self) -> dict[str, list[int]]:
        return _index(*self._names)

    @cached_property
    def by_spelling(self) -> dict[str, list[int]]:
        exact, owners = self._names
        return _index(keys.spellings(exact), owners)

    @cached_property
    def arabic(self) -> list[str]:
        """The exact key of each place's Arabic name without the word for its kind, "" where it has none."""
        key_of = self._key_of
        return [
            without_kind(key_of[place.name_ar], keep=COUNTRYSIDE)[0] if place.name_ar else ""
            for place in self.places
        ]

    @cached_property
    def by_arabic(self) -> dict[str, list[int]]:
        return _index(self.arabic, range(len(self.arabic)))

    @cached_property
    def well_known(self) -> frozenset[str]:
        """Keys of countries, governorates and districts, which need no support in a text."""
        return frozenset(
            self._key_of[name] for place in self.places if place.level in WIDE for name in _names_of(place)
        )

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The first word of every key, spelling and press spelling: what a name in a text may begin with."""
        keyed = (self.by_key, self.by_spelling, words.press())
        return frozenset(key.split(" ", 1)[0] for names in keyed for key in names)

    @cached_property
    def governorates(self) -> dict[str, str]:
        """Each name of a governorate to the one used in the column `admin1`."""
        return {
            self._key_of[name]: place.admin1 or place.name
            for place in self.places
            if place.level == "admin1"
            for name in _names_of(place)
        }

    def skeletons(self, admin1: str) -> dict[str, list[tuple[int, str]]]:
        """Consonants to the places of one governorate, each with the key they were taken from."""
        if admin1 not in self._skeletons:
            inside = [
                (key, index)
                for key, index in zip(*self._names, strict=True)
                if self.places[index].admin1 == admin1
            ]
            found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
            for (key, index), bones in zip(inside, keys.skeletons([key for key, _ in inside]), strict=True):
                found[bones].append((index, key))
            self._skeletons[admin1] = dict(found)
        return self._skeletons[admin1]


def _names_of(place: Place) -> tuple[str, ...]:
    named = (place.name, place.name_ar) if place.name_ar else (place.name,)
    return named + place.alternates


def _index(found_keys: Iterable[str], owners: Iterable[int]) -> dict[str, list[int]]:
    """Key to places, each place once, in their order; empty keys left out."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, owner in zip(found_keys, owners, strict=True):
        indexes = found[key]
        if not indexes or indexes[-1] != owner:
            indexes.append(owner)
    found.pop("", None)
    return dict(found)
