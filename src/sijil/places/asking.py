"""A name as it is looked up."""

from dataclasses import dataclass

from sijil.places import keys, words


@dataclass(frozen=True, slots=True)
class Asked:
    """A name whole, bare of the words for its kind of place, and the levels those words allow."""

    key: str
    bare: str
    levels: tuple[str, ...]


def asked_for(as_said: str) -> Asked:
    """Fold a name and take the words for the kind of place off both its ends."""
    key = keys.exact_key(as_said)
    bare, levels = without_kind(key)
    return Asked(key, bare, levels)


COUNTRYSIDE = "ريف"
"""A part of the name in ريف دمشق, which is another governorate than دمشق."""


def without_kind(key: str, keep: str = "") -> tuple[str, tuple[str, ...]]:
    """An exact key without "city", "province of", محافظة and their like, and the levels they allow."""
    found = key.split()
    levels: tuple[str, ...] = ()
    kinds = words.kinds()
    while len(found) > 1:
        if (last := kinds.get(found[-1])) is not None:
            found, levels = found[:-1], levels or last
        elif len(found) > 2 and (pair := kinds.get(" ".join(found[-2:]))) is not None:
            found, levels = found[:-2], levels or pair
        elif found[0] != keep and (first := kinds.get(found[0])) is not None:
            found, levels = found[1:], levels or first
            found = found[1:] if found[0] == "of" and len(found) > 1 else found
        else:
            break
    return " ".join(found), levels
