"""What linking again has changed: people joined, split, told of again, new."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Each change by the keys of mentions, in order.

    `joined`: for each person now that was several, one mention of each of these. `split`: for each person before that
    is several now, one mention of each of these. `again`: for each person known before, the new mentions, where there
    are some. `new`: one mention of each person of whom no mention was known.
    """

    joined: tuple[tuple[str, ...], ...] = ()
    split: tuple[tuple[str, ...], ...] = ()
    again: tuple[tuple[str, ...], ...] = ()
    new: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.joined or self.split or self.again or self.new)


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Compare two clusterings, each from the keys of mentions to a label; mentions that are gone change nothing."""
    now, then = _members(after), _members({key: before[key] for key in before if key in after})
    known = {label: [key for key in keys if key in before] for label, keys in now.items()}
    return Changes(
        _apart(known, before),
        _apart(then, after),
        tuple(
            sorted(
                tuple(key for key in keys if key not in before)
                for label, keys in now.items()
                if 0 < len(known[label]) < len(keys)
            )
        ),
        tuple(sorted(keys[0] for label, keys in now.items() if not known[label])),
    )


def _members(labels: Mapping[str, str]) -> dict[str, list[str]]:
    members = defaultdict(list)
    for key in sorted(labels):
        members[labels[key]].append(key)
    return dict(members)


def _apart(clusters: Mapping[str, list[str]], other: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Of each cluster that the other clustering holds apart, the first mention of each piece."""
    found = []
    for keys in clusters.values():
        first: dict[str, str] = {}
        for key in keys:
            first.setdefault(other[key], key)
        if len(first) > 1:
            found.append(tuple(first.values()))
    return tuple(sorted(found))
