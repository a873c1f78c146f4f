"""What may never be one person, whatever the scores say, and what a reviewer has settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bars:
    """By row: `apart`, the rows it is held apart from; `lists`, the list free of duplicates it stands in; `ids`, its
    official id. `same` are pairs a reviewer judged one person; they hold even inside a list free of duplicates.
    """

    apart: Mapping[int, frozenset[int]] = field(default_factory=dict)
    lists: Mapping[int, str] = field(default_factory=dict)
    ids: Mapping[int, str] = field(default_factory=dict)
    same: tuple[tuple[int, int], ...] = ()

    def between(self, one: int, other: int) -> bool:
        """Whether two rows are barred from being one person."""
        if other in self.apart.get(one, NOTHING):
            return True
        listed, known = self.lists.get(one), self.ids.get(one)
        if listed is not None and listed == self.lists.get(other):
            return True
        return known is not None and self.ids.get(other, known) != known
