"""What is counted: one mention of a victim, or one reported event without victims."""

from dataclasses import dataclass, field
from datetime import date

UNKNOWN = "unknown"
CONFLICTING = "sources differ"


@dataclass(frozen=True, slots=True)
class CountedMention:
    """A victim as one source mentions one: a named person, an unnamed one, or a group with a size.

    `low`, `best`, `high` are the size as said (1, 1, 1 for a person; None = not stated, for high unbounded).
    `people` is the cluster it belongs to in the low, best and high view. `filled_by` are the keys of
    mentions a reviewer placed in this group. `counted` is False while nobody has accepted the claim.
    `incident` is the incident it is told of, `actor` whoever is alleged to have done it, `status` and `cause` codes of
    SDG 16.1.2; all empty where no words say so.
    """

    key: str
    event_type: str
    counted: bool
    named: bool
    source: str
    independence_group: str
    people: tuple[str, str, str]
    claim: str = ""
    low: int | None = 1
    best: int | None = 1
    high: int | None = 1
    convention: bool = False
    place: str = ""
    admin1: str = ""
    earliest: date | None = None
    latest: date | None = None
    sex: str = ""
    age_low: int | None = None
    age_high: int | None = None
    filled_by: tuple[str, ...] = ()
    incident: str = ""
    actor: str = ""
    status: str = ""
    cause: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it speaks of several people, or of a number not stated, rather than of one person."""
        return not (self.low == self.best == self.high == 1)


@dataclass(frozen=True, slots=True)
class CountedEvent:
    """A claim of an event counted by itself (arson, a clash); `event` joins claims judged the same."""

    key: str
    event_type: str
    counted: bool
    event: str
    source: str
    independence_group: str
    place: str = ""
    admin1: str = ""
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """The mandate's period, and the rule for `low`: `corroborated` (two independent groups) or `documented`."""

    earliest: date | None = None
    latest: date | None = None
    low: str = "corroborated"

    def leaves_out(self, earliest: date | None, latest: date | None) -> bool:
        """Whether something dated so lies wholly outside the mandate's period; unknown dates stay in."""
        before = self.earliest is not None and latest is not None and latest < self.earliest
        after = self.latest is not None and earliest is not None and earliest > self.latest
        return before or after


@dataclass(slots=True)
class Subject:
    """A person, or a group of unnamed victims, with what all mentions together say. Complete once it is made."""

    key: str
    mentions: list[CountedMention] = field(default_factory=list)
    _corroborated: bool | None = None
    _keys: tuple[str, ...] | None = None

    @property
    def corroborated(self) -> bool:
        """Whether two independent groups of sources mention this subject (method rule 8)."""
        if self._corroborated is None:
            groups = (m.independence_group for m in self.mentions)
            self._corroborated = len(self.mentions) > 1 and len(set(groups)) > 1
        return self._corroborated

    @property
    def keys(self) -> tuple[str, ...]:
        """The mentions this subject is made of."""
        if self._keys is None:
            self._keys = tuple(m.key for m in self.mentions)
        return self._keys
